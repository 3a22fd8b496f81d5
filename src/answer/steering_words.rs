//! The words of messages that steer a conversation, with their roles. All folded.

use std::{collections::HashMap, sync::LazyLock};

use super::{cover::cover, names::Names};

/// The role of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It says nothing alone: `please`, `the`, `一下`.
    Frame,
    Next,
    Previous,
    /// What was shown, among other words: `it`, `这个`.
    It,
    /// What was shown, itself: `that clause`, `那条`.
    Again,
    English,
    Chinese,
    Traditional,
    Simplified,
    OtherLanguage,
    Authentic,
    Both,
    Meaning,
    /// A date of the document.
    Dates,
    When,
    Who,
    /// An act upon a document: `signed`.
    Act,
    /// The end, of a document or of the conversation.
    End,
    /// A section, beside another: `section`, `部分`.
    Section,
    /// One who acts: `leaders`, `双方`, and the parties of the library.
    Party,
    Stop,
    Settings,
}

/// Roles of the words of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles(u32);

impl Roles {
    const fn of(role: Role) -> Self {
        Self(1 << role as u32)
    }

    pub(super) fn has(self, role: Role) -> bool {
        self.0 & Self::of(role).0 != 0
    }
}

const WORDS: &[(Role, &str)] = &[
    (
        Role::Frame,
        "id,id like,lets,thing,exactly,really,versions,chars,这句话,这句,翻到,翻,这几条,那个的,系,咩,系咩,嘅,啲,俾,畀,睇,睇下,有冇,得唔得,可唔可以,唔该,clauses,articles,第,but,instead,rather,same as,great,nice,good,cool,perfect,interesting,wow,oh,ah,hmm,right,somebody,someone,anyone,anybody,two,three,few,couple,few more,all,them,they,only,straight,\
         两,三,几,几条,两条,三条,但,但是,不过,全部,都要,们,麻烦您,有人,谁能,一句,句,supposed,现在,目前,打开,进入,result,results,no,yes,yeah,sure,hmm,well,sorry,please,pls,plz,kindly,can,could,would,will,shall,may,you,i,we,me,us,my,to,a,an,the,and,or,now,ok,okay,then,so,also,just,\
         what,whats,how,about,of,on,in,into,as,is,are,was,were,be,been,there,do,does,did,has,have,had,get,give,see,read,want,\
         need,would like,let,put,say,tell,out,up,one,ones,clause,article,provision,paragraph,item,version,answer,reply,\
         text,wording,show,display,send,open,view,look,at,for,from,with,thanks,thank,hey,hi,bot,come,comes,any,\
         switch,change,turn,go,try,take,document,agreement,plan,plan of action,action plan,treaty,declaration,pact,practice,\
         characters,script,by,up to,here,too,actually,still,day,\
         请,请问,麻烦,劳驾,帮,帮我,给,给我,我,我们,你,您,要,想,想要,想看,可以,可,能,能否,能不能,可不可以,可否,吗,呢,吧,啊,呀,哦,嘛,了,的,得,\
         一下,看,看看,看一下,显示,展示,发,发来,发我,来,一遍,一次,用,以,换,换成,换到,切换,切换到,切换成,转,转成,转为,改,改成,改用,改为,\
         翻译成,翻成,译成,译为,说,讲,写,成,为,到,是,有,没有,也,都,就,那么,那,和,与,在,里,版,版本,文本,怎么,怎么说,如何,\
         什么,谢谢,好,好的,嗯,行,条,款,条款,内容,文字,文件,协议,协定,计划,行动计划,宣言,份,个,一条,一个,呗,字,什么样,由,于,一点,点,些,一些",
    ),
    (
        Role::Next,
        "nxt,skip ahead,move on,onwards,onward,ahead,scroll,to the next,念,读,念下去,读下去,接着念,接着读,继续念,继续读,接着来,后两条,下两条,下三条,后几条,下几条,后面几条,keep reading,read on,read more,scroll down,skip,forward,anything else,what else,something else,再往下,再下一条,接着说,接着讲,往后翻,再多一点,再多点,还有什么,还有哪些,next,n,following,continue,carry on,keep going,more,more please,another,another one,other ones,others,any others,go on,\
         after that,the one after,after this,and then,then what,whats next,any more,further,proceed,\
         下一条,下条,下一个,下一款,下一项,下一则,下一,后一条,后面一条,往下,往后,接着,继续,再来,再来一条,再来一个,再来点,再看一条,再发一条,再给一条,更多,还有,还有吗,还有呢,还有没有,\
         还有别的吗,还有其他的吗,接下来,下面,下面呢,后面,后面呢,另一条,另外一条,换一条,多来点,然后,然后呢,之后呢,后续,别的,其他的",
    ),
    (
        Role::Previous,
        "the last two,上两条,上几条,前两条,前几条,前面几条,the clause before,clause before,scroll back,scroll up,往回,往回翻,再上一条,再往上,previous,prev,p,preceding,back,go back,before that,the one before,one before,before this,earlier,\
         上一条,上条,上一个,上一款,上一项,上一,前一条,前面一条,往上,往前,返回,回去,退回,前面,回到上一条",
    ),
    (Role::It, "it,that,this,these,those,这个,那个,它,这,此,该,这份,那份,本,刚才,刚刚,刚才的,上面"),
    (
        Role::Again,
        "deadline,to which countries,which countries,by when,from when to when,for whom,to whom,who is responsible,who is in charge,how much is it,how much is that,how long does it last,how long does that last,how long does it take,who gives,who gives it,who gives them,who gives that,who gets,who gets it,who gets them,who receives,who receives it,who receives them,\
         who provides,who provides it,who provides them,who does,who does it,who does that,who is it for,who is that for,which one is that,which clause,which clause is that,which clause is it,which number,which document,which document is that,\
         which document is it,which agreement,what document is that,what clause is that,source,sources,reference,citation,cite,quote,link,url,\
         给谁,给哪里,谁给,谁给的,谁提供,谁提供的,由谁,由谁提供,谁来做,谁负责,什么时候给,何时给,什么时候提供,何时提供,哪一条,哪条,哪一款,第几条,是哪条,哪个文件,哪份文件,出处,来源,引用,链接,依据,\
         full text,whole clause,full clause,whole text,the whole thing,in full,全文,完整,完整的,完整条文,整条,again,same,repeat,once more,above,that clause,this clause,that one,this one,that article,this article,show it,show that,\
         show me that,show me it,这条,那条,这一条,那一条,该条,此条,本条,刚才那条,刚才那个,上面那条,上述,同一条,这款,那款,这段,那段,再,再看,再发,再说,\
         重复,重发,同样,一样,同样的,一样的",
    ),
    (Role::English, "english,en,英文,英语,英文版,英译,英文译文,英文文本"),
    (Role::Chinese, "chinese,zh,cn,mandarin,中文,汉语,华语,华文,国语,普通话,中文版,中文文本"),
    (
        Role::Traditional,
        "traditional,traditional chinese,zh hant,繁体,繁体字,繁体中文,正体,正体字,正体中文,繁中,繁",
    ),
    (Role::Simplified, "simplified,simplified chinese,zh hans,简体,简体字,简体中文,简中,简"),
    (
        Role::OtherLanguage,
        "translate,translation,翻译,翻译一下,译,译文,other language,another language,different language,另一种语言,另一个语言,另一语言,换种语言,换一种语言,换个语言,另一种文字",
    ),
    (
        Role::Authentic,
        "original,original text,authentic,authentic text,original language,original wording,原文,作准文本,作准,原文本",
    ),
    (
        Role::Both,
        "both versions,both languages,both texts,bilingual,side by side,both,双语,中英,中英对照,中英文,对照,两种语言",
    ),
    (
        Role::Meaning,
        "didnt understand,did not understand,dont get it,人话,说人话,点解,咩意思,唔明,唔明白,唔识,讲咩,法律效力,有法律效力,效力如何,too long,shorter,make it shorter,short version,briefly,brief,太长,太长了,短一点,短一些,简短,简短点,长话短说,more info,more information,tldr,tl dr,sum up,sum it up,in short,in brief,how so,how come,binding,legally binding,约束力,有约束力,法律约束力,有法律约束力,mean,means,meaning,meant,explain,explains,explained,explanation,why,elaborate,clarify,interpret,interpretation,\
         summarise,summarize,summary,simplify,detail,details,in detail,more detail,more details,more detailed,in more detail,tell me more,\
         tell me more about,more about,plain english,simple english,simple words,plain words,simpler,simply,for dummies,eli5,\
         example,what is that,what is this,what is it,whats that,whats it,whats this,dont understand,do not understand,understand,implications,\
         意思,什么意思,啥意思,何意,解释,说明,阐释,阐述,为什么,为何,为啥,详细,详细一点,详细点,详细些,详细说说,再详细一点,再详细点,更详细,具体,具体一点,具体点,具体些,\
         具体说说,再具体一点,讲讲,说说,谈谈,说说看,通俗,通俗点,简单,简单点,总结,概括,归纳,摘要,理解,怎么理解,如何理解,意味着,意味着什么,举例,举个例子,\
         这是什么,那是什么,它是什么,白话,大白话,展开,细说,看不懂,不懂,没看懂,不明白,没明白,含义,用意,解读",
    ),
    (
        Role::Dates,
        "signatories,who are the signatories,签署方是谁,还生效,还生效吗,仍生效,still in effect,in effect,official,officially,authentic language,which language,what language,which language is authentic,哪种语言,什么语言,哪个语言,官方,正式,哪年的,哪一年的,什么时候的,哪天的,status,is it valid,is it still valid,is this valid,is this still valid,has it expired,is it expired,how old,date,dates,日期,过期,过期了吗,失效了吗,到期了吗,效力,in force,still in force,still valid,entry into force,date of signature,signing date,date of adoption,date signed,validity,\
         publication date,signature date,period of validity,expiry date,\
         签署日期,签署时间,签订日期,签订时间,签字日期,通过日期,通过时间,生效日期,生效时间,公布日期,发布日期,发表日期,失效日期,到期日,有效期,有效期限,有效吗,是否有效,还有效,还有效吗,\
         仍然有效,现行有效,生效了吗,落款日期",
    ),
    (
        Role::When,
        "when,what date,which date,what year,which year,what day,how long,since when,until when,what month,\
         什么时候,何时,啥时候,哪年,哪一年,哪天,哪一天,几时,几号,哪月,什么日期,什么时间,多久,几年",
    ),
    (
        Role::Who,
        "whom,by whom,哪些国家,哪几国,哪国,哪些国,哪几方,signatories,signatory,签署方,签署国,缔约方,边个,边度,who,where,谁,哪里,哪儿,在哪,在哪里,哪个城市",
    ),
    (
        Role::Act,
        "start,starts,started,begin,begins,began,开始,drafted,written,made,negotiated,announced,launched,wrote,起草,商定,sign,signed,signing,adopt,adopted,concluded,agreed,published,issued,released,made public,approved,ratified,expire,expires,expired,\
         ends,ended,enter into force,entered into force,take effect,took effect,come into force,came into force,valid,effective,\
         签,签的,签署,签订,签字,签约,签署的,签订的,通过的,发表,发布,公布,达成,缔结,制定,生效,到期,失效,有效",
    ),
    (
        Role::Party,
        "they,leaders,countries,parties,sides,both sides,ministers,双方,各方,领导人,部长",
    ),
    (Role::End, "end,结束,终止,为止"),
    (Role::Section, "section,chapter,part,heading,sections,chapters,章,节,章节,部分,那部分"),
    (
        Role::Stop,
        "stop sending,stop messages,stop messaging,enough,闭嘴,别烦我,够了,stop,unsubscribe,quit,exit,q,cancel,shut up,leave me alone,\
         停,停止,停下,停下来,别发了,不要发了,别再发了,不要再发了,别说了,退订,取消,取消订阅,退出,关闭",
    ),
    (
        Role::Settings,
        "language,languages,语言,settings,setting,preferences,options,config,configuration,change language,switch language,set language,change the language,\
         language settings,设置,设定,语言设置,设置语言,更改语言,切换语言,改语言,换语言,选项,偏好设置,配置",
    ),
];

static ROLES: LazyLock<HashMap<&str, Roles>> = LazyLock::new(|| {
    let mut roles: HashMap<&str, Roles> = HashMap::new();
    for (role, words) in WORDS {
        for word in words.split(',').map(str::trim).filter(|it| !it.is_empty()) {
            roles.entry(word).or_insert(Roles::of(*role));
        }
    }
    roles
});

/// The roles of the words of a bare text; `None` if it has words that are neither of this grammar nor names of parties.
pub(super) fn roles(bare: &str, names: &Names) -> Option<Roles> {
    let party = |word: &str| names.is_folded_party(word).then(|| Roles::of(Role::Party));
    cover(bare, |word| ROLES.get(word).copied().or_else(|| party(word)).map(|it| it.0)).map(Roles)
}
