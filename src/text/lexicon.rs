//! Words that carry no topic: what remains of a question without them is what
//! it is about.
//!
//! They are cut as whole words only: `的` goes, `目的` stays.

use std::{collections::HashSet, sync::LazyLock};

use super::{Token, TokenKind, tokens};

static STOP_WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| CHINESE.split_whitespace().chain(ENGLISH.split_whitespace()).collect());

static COMMON_WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| COMMON.split_whitespace().collect());

/// Whether a folded word is a question word, a courtesy or a function word.
pub fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.contains(word)
}

/// Whether a folded English word is one of daily life, and so no slip for a word
/// that differs by a letter: `lunch` is not `launch`.
pub fn is_common_word(word: &str) -> bool {
    COMMON_WORDS.contains(word)
        || word.strip_suffix('s').is_some_and(|it| COMMON_WORDS.contains(it))
}

/// Whether a folded text has a word that carries a topic. Unlike
/// [`super::Segmenter`] it needs no dictionary: Chinese text without a topic is
/// one that falls apart into stop words, the longest first.
pub fn has_content(folded: &str) -> bool {
    let found = tokens(folded);
    let mut rest = found.as_slice();
    while let Some((first, after)) = rest.split_first() {
        rest = match first.kind {
            TokenKind::Word if is_stop_word(&first.text) => after,
            TokenKind::Word | TokenKind::Number => return true,
            TokenKind::Han => match stop_word_at(folded, rest) {
                Some(n_tokens) => rest.get(n_tokens..).unwrap_or_default(),
                None => return true,
            },
        };
    }
    false
}

/// The length, in tokens, of the longest stop word that `rest` starts with.
fn stop_word_at(folded: &str, rest: &[Token<'_>]) -> Option<usize> {
    let start = rest.first()?.span.start;
    (1..=LONGEST_STOP_WORD.min(rest.len())).rev().find(|&n| {
        let end = rest.get(n - 1).map_or(start, |it| it.span.end);
        folded.get(start..end).is_some_and(is_stop_word)
    })
}

/// Characters of the longest Chinese stop word.
const LONGEST_STOP_WORD: usize = 4;

/// Folded, so simplified characters serve both scripts.
const CHINESE: &str = "
    的 地 得 了 着 过 吗 呢 吧 啊 呀 嘛 哦 哈 么 喔 耶 唷 咯 啦
    是 有 在 和 与 及 或 跟 同 就 都 也 还 又 再 才 只 很 太 最 更 挺 蛮 被 把 将 让 使 给 对 对于 关于 有关 从 自 到 向 往 为 为了 因 因为
    由 以 于 而 但 但是 如 如果 若 所 其 之 此 该 各 每 某 另 即 则 且 并 并且 以及 等 等等 中 里 上 下 内 外 间 前 后 时 时候
    我 你 您 他 她 它 我们 你们 他们 她们 它们 咱们 大家 人家 自己 这 那 这个 那个 这些 那些 这里 那里 这样 那样 这么 那么 这块 那块 这类 那类 这种 那种 这方面 方面
    什么 甚么 啥 啥子 何 哪 哪个 哪些 哪里 哪儿 哪条 哪几 哪一 谁 几 几个 几条 多少 多大 多久 多长 怎 怎么 怎么样 怎样 咋 咋样 如何 为什么 为何 是否 是不是 有没有 有无 能不能 可不可以 会不会 要不要
    吗 呢 请 请问 请教 问 问下 问一下 想 想要 想问 想知道 知道 告诉 说 说说 讲 讲讲 讲到 说到 提 提到 提及 谈到 涉及 介绍 解释 看看 看 查 查查 查询 查一下 找 找找 列出 列 给我 帮 帮我 帮忙 麻烦 谢谢 多谢 感谢
    可以 能 能够 会 要 需要 应该 应当 必须 可能 愿意 打算 准备 没有 没 不 不是 无 非 别
    一 一个 一下 一些 一点 一条 些 个 条 款 项 点 段 章 节 篇 编 第 种 类 件 次 份 位 名
    内容 规定 条款 文件 文本 文书 协议里 计划里 里面 其中 具体 详细 情况 问题 事 事情 东西 意思 相关 部分 现在 目前 现时 当前 到底 究竟 真的 其实 已经 已 曾 刚 正在 一直 一起 共同 双方 分别
    写 写了 写着 写到 写明 一共 总共 概要 摘要 总结 概括 简介 大意 梗概 全部 所有 全文 原文 条文 文字
    做 搞 弄 办 去 来 出来 起来 出 进 回 用 拿 用来 叫 叫做 称 属于 成为 变 变成 算 是啥 干嘛 干什么 怎么办 怎么说 嗯 嗯嗯 哈哈 哈哈哈 呵呵 喂 哎 唉
    嘅 咩 系 唔 喺 佢 乜 边个 几多 点样 点解 咁 冇 啲 嗰
";

const ENGLISH: &str = "
    a an the this that these those there here it its it's they them their theirs he she his her him we us our ours you your yours i me my mine
    is are was were be been being am do does did done doing has have had having can could will would shall should may might must
    and or but nor so if then else than as of at by for from in into on onto to with within without about above after before between
    over under up down out off through during against per via not no yes
    what which who whom whose when where why how whether whats what's hows how's wheres where's whos who's
    cant dont doesnt didnt isnt arent wasnt werent wont wouldnt couldnt shouldnt havent hasnt hadnt cannot im ive id ill youre youve theyre weve thats theres heres
    summary summarise summarize overview gist synopsis whole entire
    any some all each every both either neither other others another such only own same too very just also even ever still again once
    please pls plz kindly thanks thank tell show give find list explain describe say says said mention mentions mentioned state states stated
    know want wanna like need let lets let's get got getting go going gonna make makes made see look looking
    anything something everything nothing thing things stuff much many more most lot lots few little
    clause clauses article articles section sections paragraph paragraphs para paras chapter chapters provision provisions
    document agreement text plan question answer info information detail details regarding concerning re related
    hi hello hey ok okay lol bye eh lah leh lor meh ah one
";

/// Common English words of five letters or more, in their base form: those of
/// daily life, which treaties seldom have, and short ones that are a letter or
/// two away from another word (`fares` and `fires`, `steel` and `steer`).
const COMMON: &str = "
    lunch dinner breakfast fried cooking kitchen recipe pizza bread sugar sweet drink drinks drank water juice beer wine coffee cheese butter
    phone mobile laptop screen movie movies music album lyrics guitar piano dance games gaming video videos photo camera tablet
    house houses apartment garden bedroom street corner garage window doors floor table chair clock watch couch shower toilet
    mother father brother sister uncle family parent baby babies wives husband wedding marry married divorce friend lover girls woman women
    horse mouse rabbit tiger monkey snake sheep chicken kitten puppy birds ducks sharks whale
    beach ocean mountain hills valley rivers lakes island forest desert jungle rain rainy sunny snowy cloud clouds windy
    black white green brown purple orange yellow colour color
    shirt shoes dress pants jacket skirt jeans socks gloves
    doctor nurse police lawyer driver waiter singer actor actress author writer painter banker cashier boss worker
    truck trucks train trains plane planes wheel wheels motor engine taxis metro subway bicycle biker parking
    money price prices cheap dollar coins wallet salary wages bonus loans debts rents stock stocks shares lottery prize
    happy angry tired sorry scared funny crazy lazy quiet loud clever stupid pretty lovely lucky brave proud
    morning evening night midnight monday tuesday wednesday thursday friday saturday sunday january february april august october november december
    north south eastern western northern southern
    write wrote written speak spoke spoken spell sleep dream dreams laugh smile crying shout sings throw threw catch climb drove ridden eaten
    reset delete install upload download search google email emails website online offline password browser
    school college teacher pupil lesson homework exams essay novel story stories poems letter letters
    church temple mosque prayer angel devil ghost magic
    sports soccer tennis hockey cricket rugby league coach score scores winner loser champion
    heart brain bones blood fever cough cold flu dental tooth teeth stomach muscle
    weather forecast storm thunder flood fires smoke
    world earth planet stars space alien
    party parties elect voter votes senate mayor judge prison crime crimes criminal thief murder
    quote quoted paper papers printer folder
    abortion adult agent alarm allow alone along angle animal ankle apple apron armed arrow aside asleep attic award awful
    bacon badge baker basic basin basket batch beard beast beaten begin below bench berry birth bitter blade blame blank blanket blast blind blink block blond bloom board boast boats books boots boring borrow bottle bottom bought bound bowls boxes brace brand break breath breeze brick bride brief bright bring broke broom brush bubble bucket build bunch burger burst buses bushy button buyer
    cabin cable camel camps canal candle candy canoe cargo carrot carry carve castle casual cattle cause ceiling cellar cereal chain chalk chance change charge charm chase cheat check cheek cheer chess chest chief child chill chimney chips chosen cigar circle claim clash class clean clear clerk cliff close cloth clown coast colony comic common cookie copper count couple court cousin crack craft crane crash crawl cream creek crisp cross crowd crown cruel crush curry curse curve cushion cycle
    daily dairy damage danger dared darker daughter death delay depth diary diner dirty disco dizzy donkey doubt dozen draft drain drama drift drill drown drums dusty dwarf
    eager early easel eight elbow elder empty enemy enjoy error exact excuse exist extra
    fable faced faint fairy faith false famous fancy fares farms faster fatal fault fence ferry fetch fewer field fifty fight final finger first fixed flame flash flavor fleet flesh float flock flour flower fluid flute foggy folks force forget forks forty fount frame freak fresh frogs front frost frozen fruit furry
    gases gather gentle giant giver gland glass globe glory glove goats goose grace grade grain grand grape graph grass grave gravy great greet grief grill groan groom group grown guard guess guest guide guilt
    habit hairy handle handy happen harsh haste hatch hated heavy hidden hiking hobby honey honor hopes horror hotel hours human humor hurry hurts
    ideal image inbox index inner input insect inside intern invent irons itchy ivory
    jelly jewel joint joker juicy jumbo jumps
    kayak kettle kicks kidney kills kinds kings kneel knife knight knock knots
    label ladder lamps large laser later layer leads leaks leaps leash least leave ledge legal lemon level lever light limbs linen liver local locks lodge logic loose lower lunar lungs lying
    mainly major maker males mango manor maple march marks marsh masks match maybe meals means meant meats medal melon melts mends menus mercy merge merry messy metal meter midst mimic minor minus mirror mixed models moist month moods moral motel mould mount mouth moved muddy mummy
    nails naked nasty naval needle neighbor nephew nerve never nicer niece ninja noble nobody noise nooks nosey notes nylon
    oasis oatmeal obese occur offer often olive onion onset opera orbit order otter ought ounce outer ovens owned owner
    packs pains paint pairs palace panda panel panic parade parks parrot paste patch patio pause paved peace peach peaks pearl pedal peels penny pepper perch petal petty phase picks piece piles pills pilot pinch pints pipes pitch place plain plank plant plate plead plenty pocket poets point poker polar polish polite ponds porch pound power prawn press pride prime prince print prior probe proof prune pulse pumps punch puppet purse
    queen query quest queue quick quilt quite
    races rails raise ranch range rapid rated razor reach reads realm rebel refer relax relay remote renew reply rescue rhyme rhythm rider rifle rings ripen risky rival roads roast robin robot rocks rocky rolls roman roofs roots ropes rough round route royal rubber ruins ruler rural rusty
    saddle sadly saint salad sales salon salty sandy sauce sauna saved scale scalp scarf scene scent scoop scope scout scrap scream screw seats sells seven sewing shade shake shame shape share sharp shave sheet shelf shell shift shine shiny shock shoot shops shore short shots shovel shown shrimp sides sight signs silent silky silly silver since siren sixth sixty skill skips skull slang sleepy sleet slice slide slope slums smart smash smell smoky snack snail sneak snore soaked socket sofas solar solid solve sonic sound soups spare spark spicy spider spine spite spoil spoon spots spray spree squad squid stack staff stage stain stairs stalk stall stamp stand stare start steak steal steam steel steep steer stern stick stiff sting stone stool stood store stork stove strap straw stray strip stuck study style sunset super surge swamp swear sweat sweep swell swift swing sword syrup
    tails taken tales talks tasks taste teach tears tells tempo tends tense tenth tents theft theme thick thigh thirst three throat throne thumb tight tiles timer times toast today token tomato tones tools torch total touch tough tourist towel tower towns toxic track trail trait tramp traps trash trawler trays treat trees trend trial tribe trick tries troop trout truly trunk trust truth tulip tummy tunes turkey turns tutor twice twigs twins twist
    union unite until upper upset urban urine usher usual
    vague valid value vapor vault vegan venue verse villa vinyl virus visit vital vivid vocal voice vomit
    waist waits walls waltz warmth wasps waste waves weary weave wedge weeds weigh weird wheat while whisk widow width wings wipes wires witch wolves woody wooly words worms worry worse worst wound wrist wrong
    yacht yards yawns years yeast yield youth yummy zebra zones
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_only() {
        for word in ["的", "什么", "what", "please"] {
            assert!(is_stop_word(word), "{word}");
        }
        for word in ["目的", "疫苗", "trade", "rcep"] {
            assert!(!is_stop_word(word), "{word}");
        }
    }

    #[test]
    fn words_of_daily_life() {
        assert!(is_common_word("lunch") && is_common_word("prices"));
        assert!(is_common_word("fares") && is_common_word("steel"));
        assert!(!is_common_word("eductaion"));
    }

    #[test]
    fn what_is_left_of_a_question() {
        for text in ["", "讲了什么内容？", "what does it say", "请问是什么意思", "嗯嗯"]
        {
            assert!(!has_content(text), "{text}");
        }
        for text in ["讲了疫苗", "what about trade", "3.6", "版"] {
            assert!(has_content(text), "{text}");
        }
    }
}
