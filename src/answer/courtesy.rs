//! Greetings, thanks and remarks, of any words: `Good morning everyone`, `谢谢您的帮助`, `that is not what I asked`; and
//! questions about the program itself: `are you ChatGPT?`, `有pdf吗`.
//!
//! What always holds: a message is one only if all of its words are those of the table, so `good morning tourism` and
//! `感谢中国` are not.

use std::{collections::HashMap, sync::LazyLock};

use super::{
    cover::{bare, cover},
    lexicon::Occasion,
};

/// Characters of the longest message that is looked at.
const MAX_CHARS: usize = 100;

/// Words behind `from` in a greeting.
const MAX_FROM: usize = 5;

/// Characters of a name behind a greeting.
const MAX_NAME: usize = 40;

const FRAME: u32 = 1;
const GREETING: u32 = 2;
const THANKS: u32 = 4;
const REMARK: u32 = 8;
const PROGRAM: u32 = 16;

/// Words by their bit, between commas. All folded.
const WORDS: &[(u32, &str)] = &[
    (
        GREETING,
        "hope you are well,hope you are doing well,hope this finds you well,hope all is well,long time no see,top of the morning,hi,hello,hey,hiya,howdy,yo,greetings,good morning,good afternoon,good evening,good day,gday,g day,morning,afternoon,evening,how are you,\
         how are you doing,how are you today,how do you do,hows it going,how is it going,nice to meet you,pleased to meet you,whats up,good to see you,nihao,ni hao,\
         happy new year,happy lunar new year,happy chinese new year,merry christmas,happy holidays,seasons greetings,season s greetings,happy birthday,\
         happy weekend,happy friday,happy monday,happy diwali,eid mubarak,happy eid,is anyone there,anyone there,anybody there,is anybody there,are you there,anyone here,anybody here,\
         你好,您好,大家好,各位好,你们好,早,早安,早上好,早晨,上午好,午安,中午好,下午好,晚上好,嗨,嘿,喂,哈喽,哈啰,哈罗,hello,在吗,在么,在不在,有人吗,有人在吗,有人么,\
         新年好,新年快乐,春节快乐,春节好,过年好,中秋快乐,中秋节快乐,国庆快乐,节日快乐,节日好,元旦快乐,周末愉快,周末快乐,圣诞快乐,恭喜发财,生日快乐,吃了吗,吃饭了吗,吃了没,吃了么,幸会,初次见面,请多关照,多多关照,久仰",
    ),
    (
        THANKS,
        "好,thanx,thnks,tnx,thks,helps,that helps,it helps,you rock,the best,you are the best,safe travels,safe flight,safe trip,bon voyage,have a good flight,have a safe flight,have a good trip,will check,will revert,will share,\
         工作顺利,一切顺利,万事如意,身体健康,一路平安,一路顺风,旅途愉快,thanks,thank you,thank u,thankyou,thx,tks,thnx,ty,tysm,cheers,appreciated,appreciate,grateful,obliged,noted,got it,understood,ok,okay,okey,k,kk,great,nice,cool,perfect,excellent,\
         awesome,useful,helpful,wonderful,amazing,brilliant,superb,fantastic,impressive,neat,lovely,well done,good job,great job,nice job,good work,great work,nice work,good bot,nice bot,\
         best bot,smart bot,clever bot,useful bot,love it,love this,like it,like this,bye,goodbye,good bye,byebye,see you,see ya,cya,take care,good night,have a nice day,have a good day,have a great day,\
         have a good one,have a nice weekend,have a good weekend,farewell,see you later,see you soon,see you tomorrow,talk later,later,till next time,copy that,roger,roger that,ack,will do,sounds good,looks good,lgtm,\
         alright,all right,all good,all set,no problem,no worries,youre welcome,you are welcome,my pleasure,anytime,xie xie,xiexie,received,acknowledged,good,very good,\
         谢谢,多谢,感谢,谢,感激,感恩,致谢,辛苦,再见,拜拜,掰掰,晚安,回见,回头见,明天见,下次见,下周见,后会有期,好的,好吧,好滴,好嘞,好哒,行,收到,收悉,明白,知道了,知悉,了解,懂了,没事了,不客气,不用谢,不谢,\
         唔该,好评,赞,点赞,棒,厉害,牛,不错,很好,太好,真好,挺好,有用,有帮助,学习了,受教,受教了,好了,可以了,行了,完美,优秀,给力,666,okok,太强,强",
    ),
    (
        REMARK,
        "lol,lmao,rofl,haha,hahaha,hehe,hihi,wow,oh,ah,aha,hmm,hm,oops,omg,really,seriously,are you sure,you sure,is that all,is this all,is it all,thats all,that is all,thats it,that is it,never mind,nevermind,nvm,\
         forget it,wrong,incorrect,inaccurate,not right,not correct,not true,not this,not that,not this one,not that one,no,nope,nah,yes,yep,yeah,yup,maybe,perhaps,sorry,my bad,so what,who cares,interesting,true,exactly,correct,\
         indeed,absolutely,definitely,agree,agreed,disagree,i see,i know,i think so,i dont think so,dont know,do not know,idk,not sure,no idea,test,testing,just testing,ping,wait,one moment,just a moment,hold on,not what i asked,\
         not what i meant,not what i wanted,not what i was looking for,not helpful,not useful,the other one,other one,bad bot,stupid bot,stupid,useless,nonsense,bad,terrible,first one,last one,which one,what about it,what about this,\
         what about that,do you understand,do you understand me,can you hear me,doesnt work,does not work,not working,is down,broken,question,questions,a question,ask something,ask you something,ask you,ask a question,fuck,fuck you,shit,damn,shut,last clause,final clause,last article,page,i love you,love you,\
         有问题,有个问题,一个问题,个问题,问题,请教,请教一下,我爱你,爱你,滚,傻,笨,蠢,最后一条,哈哈,呵呵,嘿嘿,嘻嘻,嗯,哦,噢,真的吗,真的假的,是吗,对吗,对吧,不是吧,错了,错误,不对,不是这条,不是这个,不是那条,不是那个,答错,答错了,答非所问,不是我要的,不是我想要的,不是我问的,不是我要问的,没了,就这些,就这,算了,不用了,\
         没事,没关系,同意,不同意,确定,肯定,有意思,原来如此,是的,对,没错,可能吧,也许,测试,试试,试一下,无语,笑死,晕,抱歉,不好意思,对不起,坏了,没反应,等等,等一下,稍等,啥,咦",
    ),
    (
        PROGRAM,
        "who made you,who made this bot,who made the bot,who built you,who built this bot,who built the bot,who created you,who created this bot,who created the bot,who developed you,who developed this bot,who wrote you,who wrote this bot,\
         who runs you,who runs this bot,who runs the bot,who owns you,who owns this bot,who programmed you,who operates this bot,are you chatgpt,are you gpt,are you deepseek,are you claude,are you gemini,is this chatgpt,chatgpt,gpt,openai,deepseek,\
         are you a bot,are you a robot,are you human,are you a human,are you real,are you a person,are you a real person,are you an ai,are you ai,do you use ai,what languages do you speak,which languages do you speak,what languages do you know,\
         what languages do you understand,what languages can you read,which languages can you read,do you speak english,do you speak chinese,do you understand english,do you understand chinese,can you speak english,can you speak chinese,can you read chinese,\
         can you read english,whats your name,what is your name,your name,how old are you,where are you from,pdf,the pdf,pdf file,pdf version,download,download it,a copy,whole document,full document,entire document,whole text of the document,the file,docx,word file,word version,\
         谁做的你,你是谁做的,谁开发的你,你是谁开发的,谁开发的,你是机器人,你是机器人吗,你是真人,你是真人吗,你是人,你是人吗,你是ai,你是ai吗,你是人工智能,你是人工智能吗,你是chatgpt,你是chatgpt吗,你是deepseek,你是deepseek吗,你叫什么,你叫什么名字,你几岁,你会说英语,你会说英文,\
         你会说中文,你会讲英语,你会讲英文,你会讲中文,你会讲粤语,你会讲广东话,你会讲普通话,你会什么语言,你懂英语,你懂英文,你懂中文,会说英语,会说英文,会讲广东话,会英语,会英文,电子版,下载,下载地址,文件下载,word版,pdf版,整份文件,整个文件,完整文件,文件原件",
    ),
    (
        FRAME,
        "duly,stuff,kind of,bro,sis,guys,so kind,send,can,could,where,get,have,find,there,quick,ask,asking,may,need,want,would,like,good,发,发我,发给我,给我,会不会,不会,一份,all,everyone,everybody,team,folks,guys,friends,friend,colleagues,colleague,dear,sir,madam,sirs,maam,mate,ladies,gentlemen,excellencies,excellency,delegates,bot,robot,clausebot,there,here,to,you,u,and,from,the,a,an,my,our,me,us,this,these,that,\
         so,very,much,many,indeed,again,too,today,for,your,kind,kindly,help,support,assistance,answer,answers,reply,replies,quick,prompt,fast,speedy,response,info,information,clarification,confirmation,sharing,time,it,is,was,its,were,be,of,in,at,with,\
         job,work,one,im,i,am,we,are,will,do,did,a lot,lot,lots,million,bunch,ton,tons,advance,just,both,now,then,please,pls,well,really,truly,also,how,nice of you,kind of you,such,what a,clause,what,but,as,always,still,on,behalf,delegation,whole,meant,\
         sincerely,warm,best,regards,wishes,kind regards,best regards,day,week,weekend,hour,minute,everything,guys,ya,la,lah,leh,lor,ah,\
         大家,各位,诸位,同事,同事们,领导,领导们,朋友,朋友们,老师,老师们,代表,代表们,同志,同志们,伙伴,伙伴们,机器人,小助手,助手,先生,女士,女士们,先生们,你,您,你们,您们,我,我们,的,了,呀,啊,喔,哈,啦,咯,啰,呢,吧,嘛,哟,哇,么,吗,呗,噻,滴,都,也,很,非常,太,真,\
         真的,十分,万分,多,祝,祝您,祝你,祝大家,请问,帮忙,帮助,支持,解答,回答,答复,回复,解释,指教,指正,提供,信息,讲解,耐心,及时,快速,详细,对,给,这么,这样,那么,这,那,是,有,一下,先,晒,咗,们,又,还,再,哎,那就,这个,那个,这条,那条,一切,所有,热情,周到,如此,快,\
         地,得,在,可以,能,想,说,问,答",
    ),
];

static BITS: LazyLock<HashMap<&str, u32>> = LazyLock::new(|| {
    let mut bits: HashMap<&str, u32> = HashMap::new();
    for (bit, words) in WORDS {
        for word in words.split(',').map(str::trim).filter(|it| !it.is_empty()) {
            bits.entry(word).or_insert(*bit);
        }
    }
    bits
});

/// The reason to help somebody whose folded message is a greeting, thanks or a remark.
pub(super) fn courtesy(folded: &str) -> Option<Occasion> {
    if folded.chars().nth(MAX_CHARS).is_some() {
        return None;
    }
    let is_asked = folded.contains('?');
    let found = all(folded).or_else(|| introduction(folded).filter(|_| !is_asked))?;
    match (found & GREETING != 0, found & THANKS != 0, found & REMARK != 0) {
        (true, ..) => Some(Occasion::Greeting),
        // `Is everyone OK with this?`
        (false, true, _) if is_asked => Some(Occasion::Unreadable),
        (false, true, _) => Some(Occasion::Thanks),
        (false, false, true) => Some(Occasion::Unreadable),
        (false, false, false) => None,
    }
}

/// The bits of a greeting with a name behind it: `Greetings from Jakarta`, `您好，我是小王`.
fn introduction(folded: &str) -> Option<u32> {
    let bare = bare(folded);
    let leads = [" from ", " my name is ", " this is ", "我是", "我叫"];
    let (before, name) = leads.iter().find_map(|it| bare.split_once(it))?;
    let is_name = name.split(' ').count() <= MAX_FROM
        && name.chars().nth(MAX_NAME).is_none()
        && !name.starts_with("about");
    all(before).filter(|it| is_name && it & GREETING != 0)
}

/// Whether a folded message is about the program itself, or wants the file of the document: help says what it does. A
/// page is of a file, which is not quoted by pages.
pub(super) fn about_program(folded: &str) -> Option<Occasion> {
    let found = all(folded)?;
    let has_number = folded.chars().any(|c| c.is_ascii_digit());
    (found & PROGRAM != 0 && !has_number).then_some(Occasion::Help)
}

/// The bits of a message of known words. A number of a page is one.
fn all(folded: &str) -> Option<u32> {
    if folded.chars().nth(MAX_CHARS).is_some() {
        return None;
    }
    let bare = bare(folded);
    let words = bare.strip_prefix("page ").filter(|it| it.chars().all(|c| c.is_ascii_digit()));
    if words.is_some() {
        return Some(REMARK);
    }
    cover(&bare, |it| BITS.get(it).copied())
}

/// Whether all words of a folded text are those of such messages: `Dear`, `Hi all`.
pub(super) fn is_salutation(folded: &str) -> bool {
    cover(&bare(folded), |it| BITS.get(it).copied()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Folding;

    fn all(texts: &str, wanted: Option<Occasion>) {
        for text in texts.split('|') {
            let folded = Folding::new().text(text);
            let found = about_program(&folded).or_else(|| courtesy(&folded));
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn courtesies_of_any_words() {
        all(
            "Hi all|Good morning everyone|hello bot|Hey there!|Dear colleagues, good afternoon|Greetings from Jakarta|G'day|Happy New Year!|\
             各位好|大家早上好|机器人你好|你好呀|新年快乐|嗨，你好|哈囉大家|早晨|您好，請問有人嗎|各位同事下午好！|Hello from the Thai delegation|Hope this finds you well|Hello, my name is Ann|您好，我是外交部的小王|各位好，我叫小李",
            Some(Occasion::Greeting),
        );
        all(
            "thank you very much indeed|thanks a million|Much appreciated|bye bye|great, thanks|谢谢您的帮助|非常感谢！|感谢解答|謝謝你喔|辛苦囉|好了|Thanks for your quick reply|well noted, thank you|thanx|Duly noted|you rock|have a good flight|祝您工作顺利|好喔|good question|good bot|多谢各位领导的支持",
            Some(Occasion::Thanks),
        );
        all(
            "really?|are you sure?|never mind|wrong clause|that is wrong|not this one|I meant the other one, sorry|is that all?|Is everyone OK with this?|不是这条|你确定吗？|算了|wow|that is not what I asked",
            Some(Occasion::Unreadable),
        );
    }

    #[test]
    fn questions_about_the_program_get_help() {
        all(
            "who made this bot?|are you ChatGPT?|what languages do you speak|please send me the pdf|can you send me the whole document?|where can I download it|你是ChatGPT吗|你会说英语吗|有pdf吗|請問你會講廣東話嗎",
            Some(Occasion::Help),
        );
        all(
            "page 3|quick question|can I ask something|I have a question|last clause|我有个问题|可以问个问题吗|最后一条",
            Some(Occasion::Unreadable),
        );
    }

    #[test]
    fn questions_are_none() {
        all(
            "good morning tourism|thanks for the vaccines|感谢中国|help|support|information|hi, what about rail|你好，疫苗有多少|谢谢，那铁路呢|wrong haze|people|a|the|大家|supports|health|youth|test sites|好 3.6|hello from which year does it run?|hi, this is about rail|您好，我是说疫苗有多少？|good governance|work|解释|clause|great wall|现在|了解东盟|page 3 of the plan|can China help|download speed|languages of ASEAN|artificial intelligence|question of haze|pdf 3.6|send students|where|can|like",
            None,
        );
    }
}
