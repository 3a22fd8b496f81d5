//! Words of questions: greetings, thanks, calls for help, requests to show something, words for commitments. All
//! folded.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use aho_corasick::AhoCorasick;

use crate::{
    corpus::AgreementRef,
    text::{UnreadLanguage, is_han},
};

/// The reason why help is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// A greeting.
    Greeting,
    /// Thanks or a farewell.
    Thanks,
    /// A call for help.
    Help,
    /// Nothing that can be read as a question.
    Unreadable,
    /// A question in a language that is not read.
    Unread(UnreadLanguage),
    /// A call for a clause beside another one, where none was shown: `next`.
    NoClauseYet,
    /// A question for the meaning of a clause, which is quoted and not explained.
    Meaning,
    /// A question for the dates of a document; `None` for any.
    Dates(Option<AgreementRef>),
    /// A request to stop.
    Stop,
}

/// Whole messages, without punctuation and spaces.
const OCCASIONS: &[(Occasion, &str)] = &[
    (
        Occasion::Greeting,
        "你好 您好 大家好 你们好 早 早安 早上好 上午好 午安 中午好 下午好 晚上好 晚安 嗨 嘿 喂 哈喽 哈啰 哈罗 哈囉 在吗 在么 在不在 有人吗 \
         hi hello hey hiya yo hellothere nihao ninhao hithere goodmorning goodafternoon goodevening goodday morning greetings howareyou",
    ),
    (
        Occasion::Thanks,
        "谢谢 谢谢你 谢谢您 多谢 多谢你 感谢 感谢你 谢了 谢啦 辛苦了 再见 拜拜 掰掰 好的 好 好吧 好滴 行 收到 明白了 知道了 了解 没事了 ok okay 唔该 多谢晒 \
         thanks thankyou xiexie thx ty thankyouverymuch manythanks thankssomuch cheers bye goodbye seeyou gotit great nice cool noted understood",
    ),
    (
        Occasion::Help,
        "帮助 说明 使用说明 使用帮助 怎么用 如何使用 怎么使用 怎样使用 用法 你是谁 你会什么 你能做什么 你可以做什么 你能干什么 能问什么 可以问什么 我能问什么 救命 菜单 开始 \
         help helpme canyouhelp canyouhelpme pleasehelp helpplease pleasehelpme ineedhelp ineedsomehelp start menu usage howto howtouse howdoiusethis howdoesthiswork whoareyou whatareyou whatcanyoudo whatcaniask whatisthis",
    ),
];

/// Whole messages that ask for the list of sections.
const OUTLINE: &str = "目录 目次 大纲 提纲 内容目录 有哪些章节 有几章 有几部分 有哪些部分 一共几章 共有几章 共有几部分 分几部分 分为几部分 全文目录 章节 \
    outline contents tableofcontents toc sections chapters listofsections listsections listchapters howmanysections howmanychapters";

/// Characters of laughter and sighs, of which a message may consist.
const LAUGHTER: &str = "哈呵嘿嘻嗯哦噢啊呃唉额";

/// Requests that go with a clause or a section by number, to read it out, show or copy it; they are no topic beside
/// the number.
const SHOWING: &str = "念 念念 念一下 念出来 念给 读 读读 读一下 读出来 读给 听 听听 朗读 看一下 瞧 瞧瞧 翻 翻到 翻开 打开 跳到 转到 定位 显示 展示 贴 贴出来 \
    发 发我 发来 发给 复制 引用 引述 抄 抄下 送 整个 整段 整条 整章 完整 完整的 一字不差 逐字 逐条 主要 大概 大致 简单 简要 原话 原句 原样 开头 结尾 全貌 怎么写的 是怎么写的 \
    谈 谈谈 谈论 讨论 议题 话题 主题 课题 要点 重点 领域 条目 包括 包含 涵盖 涵括 覆盖 题目 标题 名称 清单 列表 一览 \
    show display read reading read aloud out open go jump turn scroll print paste copy quote cite recite send bring pull fetch \
    full complete verbatim exact word words main mainly mostly everything all under contents content beginning start wording \
    target targets topic topics theme themes issue issues subject subjects point points item items cover covers covered covering \
    contain contains contained include includes included deal deals dealing dealt discuss discusses discussed \
    address addresses addressed concern concerns talk talks talking comprise comprises \
    title titled heading headings called named fall falls belong belongs overview walk through";

/// Requests to compare what goes by number with each other.
const COMPARING: &str = "比较 对比 对照 相比 比一比 比 区别 差别 差异 差在 异同 不同 不一样 相同 一样 关系 两条 两款 两章 两者 两个 二者 之间 \
    compare compares compared comparing comparison contrast difference differences different differ differs versus vs similar similarity similarities distinguish relation relationship";

/// Words of a question for commitments of any kind.
const PROMISE_WORDS: &str = "承诺 许诺 允诺 诺言 保证 量化承诺 具体承诺 量化 数字 数目 指标 \
    commitment commitments commit committed pledge pledges pledged pledging promise promises promised quantified figure figures number numbers target targets";

/// Words of a question for commitments in money.
const MONEY_WORDS: &str = "钱 金额 数额 资金 出资 出钱 给钱 掏钱 花钱 付钱 买单 捐钱 真金白银 \
    money amount amounts sum sums pay pays paid paying spend spending dollars cash";

/// Words that ask how much or how many, in any script.
const AMOUNT_QUESTIONS: &str = "多少 几多 幾多 几亿 几个 几名 几所 几年 多大 多久 什么金额 \
    how~much how~many how~large how~big what~amount";

/// Words that ask for things to be done by a year.
const DONE_WORDS: &str = "完成 实现 达到 落实 到位 兑现 期限 截止 之前 以前 年前 年底前 年底 前 \
    happen happens happened complete completed due deadline deadlines achieve achieved finish finished deliver delivered done";

/// Words for the first year of a period.
const BEGIN_WORDS: &str =
    "开始 起算 算起 始于 起 以来 start starts starting started begin begins beginning began since";

/// Words for the last year of a period.
const END_WORDS: &str = "为止 到期 届满 期满 结束 终止 until till end ends ending ended expire expired expires expiring run runs running last lasts";

/// Words for what is to be reached: commitments, if a year is named.
const GOAL_WORDS: &str = "目标 任务 goal goals task tasks objective objectives";

/// Words for the years after a year.
const AFTER_WORDS: &str = "以后 之后 往后 年后 after beyond past";

/// Words for periods, which say nothing more beside their years.
const TIME_WORDS: &str = "有效期 未来 今后 接下来 为期 期限 年限 期间 时期 年期 有效 生效 仍然 仍 继续 适用 至 期 年 底 算 自 内 \
    period periods term terms duration long apply applies applied valid force effective ongoing active continue continues next coming lasting lasted hold holds year years up cover covers covering span spans spanning set";

/// Words for the whole of it.
const ALL_WORDS: &str = "所有 全部 哪几笔 几笔 每笔 笔 一共 总共 总计 合计 汇总 总额 总 清单 列表 年 得到 拿到 收到 获得 拿出 \
    all total totals overall together altogether list listed full every give gives giving given provide provides provided receive receives received get gets year";

/// Words before a party that gets something.
pub(super) const TO_WORDS: &[&str] = &["给", "向", "对", "给予", "to", "for"];

/// Words right before a year in which something begins.
pub(super) const FROM_WORDS: &[&str] = &["从", "自", "from"];

/// Words right before a year by which something is done.
pub(super) const BY_WORDS: &[&str] = &["到", "至", " by", " before"];

static MESSAGES: LazyLock<HashMap<&str, Occasion>> = LazyLock::new(|| {
    let words = |it: &(Occasion, &'static str)| {
        let occasion = it.0;
        it.1.split_whitespace().map(move |word| (word, occasion))
    };
    OCCASIONS.iter().flat_map(words).collect()
});

static OUTLINES: LazyLock<HashSet<&str>> = LazyLock::new(|| OUTLINE.split_whitespace().collect());

/// The reason to help somebody who sent nothing but these letters and digits.
pub(super) fn occasion(bare: &str) -> Option<Occasion> {
    let is_laughter = bare.chars().all(|c| LAUGHTER.contains(c));
    if is_laughter { Some(Occasion::Unreadable) } else { MESSAGES.get(bare).copied() }
}

/// Whether a message of nothing but these letters and digits asks for the list of sections.
pub(super) fn asks_outline(bare: &str) -> bool {
    OUTLINES.contains(bare)
}

/// The Chinese requests to show something, the longest first.
pub(super) static SHOWING_IN_HAN: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let words = [SHOWING, COMPARING].map(longest_first).concat();
    let mut words: Vec<&str> = words.into_iter().filter(|it| it.contains(is_han)).collect();
    words.sort_by_key(|it| Reverse(it.len()));
    words
});

/// The English words of requests to show something.
pub(super) static SHOWING_IN_LATIN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let words = SHOWING.split_whitespace().chain(COMPARING.split_whitespace());
    words.filter(|it| !it.contains(is_han)).collect()
});

/// Words of a question for commitments, the longest of a list first.
pub(super) struct PromiseWords {
    pub(super) promise: Vec<&'static str>,
    pub(super) money: Vec<&'static str>,
    pub(super) done: Vec<&'static str>,
    pub(super) all: Vec<&'static str>,
    pub(super) from: Vec<&'static str>,
    pub(super) until: Vec<&'static str>,
    pub(super) after: Vec<&'static str>,
    pub(super) goal: Vec<&'static str>,
    pub(super) time: Vec<&'static str>,
    /// Finds those of `promise`, `money`, `done`, `from` and `goal`; `None` if an automaton cannot be built.
    asking: Option<AhoCorasick>,
}

impl PromiseWords {
    /// Whether a text may ask for commitments: it has one of their words, perhaps inside another.
    pub(super) fn may_ask(&self, folded: &str) -> bool {
        self.asking.as_ref().is_none_or(|it| it.is_match(folded))
    }
}

pub(super) static PROMISES: LazyLock<PromiseWords> = LazyLock::new(|| {
    let [promise, money, done] = [PROMISE_WORDS, MONEY_WORDS, DONE_WORDS].map(longest_first);
    let [all, from, until, after, goal, time] =
        [ALL_WORDS, BEGIN_WORDS, END_WORDS, AFTER_WORDS, GOAL_WORDS, TIME_WORDS].map(longest_first);
    let asking = promise.iter().chain(&money).chain(&done).chain(&from).chain(&goal);
    let asking = AhoCorasick::new(asking).ok();
    PromiseWords { promise, money, done, all, from, until, after, goal, time, asking }
});

/// Words that ask how much or how many.
pub(super) static AMOUNT_QUESTION: LazyLock<Vec<String>> =
    LazyLock::new(|| AMOUNT_QUESTIONS.split_whitespace().map(|it| it.replace('~', " ")).collect());

fn longest_first(words: &'static str) -> Vec<&'static str> {
    let mut words: Vec<&str> = words.split_whitespace().collect();
    words.sort_by_key(|it| Reverse(it.len()));
    words
}
