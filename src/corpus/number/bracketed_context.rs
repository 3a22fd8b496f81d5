//! The words around brackets with a number: whether they make it a citation, and of which document.

use crate::text::is_han;

/// Characters before and behind that are looked at.
const N_BEFORE: usize = 80;
const N_AFTER: usize = 16;
const N_BEHIND: usize = 80;

/// Characters of a name of a document in Chinese.
const MAX_HAN_NAME: usize = 24;

/// Words of a name of a document in Latin letters.
const MAX_NAME_WORDS: usize = 12;

/// Words behind a number that is no citation.
const NOT_BEFORE: &str = "元 块 美元 万 亿 % ％ 折 斤 公斤 千克 克 千米 公里 米 吨 版 版本 号 日 月 年 期 周 星期 点 时 分 秒 人 名 个 次 会议 会 晚会 例会 通知 公告 更新 \
    发布 上线 活动 班 团 价 起 升级 补丁 度 ℃ 级 倍 股 轮 届 场 讲话 学习 培训 前 后 至 到 上午 下午 晚 放假 假 直播 课 讲座 报名 截止 开 快讯 新闻 日报 早报 晚报 头条 kg km gb mb g m % \
    - – — ~ / . : =";

/// Words before a number that is no citation.
const NOT_BEHIND: &str = "版 版本 版本号 升级到 更新到 升到 涨到 跌到 降到 价 价格 单价 均价 汇率 售价 猪价 油价 房价 约 共 日期 时间 截止 截至 定于 将于 拟于 气温 温度 评分 得分 分数 比分 \
    得票 比例 编号 型号 软件 系统 固件 ¥ ￥ $ € 周 月 今日 今天 明天 昨天 v ver version release build ios android";

/// Words before a number that cites.
const CITING_BEFORE: &str = "在 见 看 按 据 依 照 参 参照 参见 参阅 根据 按照 依照 详见 请看 引用 引 查 与 和 及 以及 或 第 条 款 条款 规定 即 如 从 对 为 是 提到 符合 违反 落实 执行 关于 基于 \
    、 ， , ； ; ： : （ ( 】 ］ ] see under per in by of and clause clauses article articles cf to with or as from also";

/// Words behind a number that is cited.
const CITED_BEFORE: &str = "条 款 规定 提到 写 明确 要求 指出 说 的 是 里 中 和 与 及 以及 或 讲 有 为 关于 对 已 应 第 所 之 也 、 ， , 。 ； ; ） ) ! ！ ? ？ … says say and is are applies \
    provides or requires states to covers does 【 ［ [";

/// Nouns of documents; behind the rest of a name.
const NOUNS: &str = "act treaty convention code agreement regulation directive charter law constitution protocol statute covenant \
    declaration pact resolution treaties regulations rules";

/// Words for papers that are not published with numbered clauses to cite.
const PAPERS: &str = "mou guidance guidelines contract contracts lease invoice memo minutes draft drafts report paper letter bill budget annexes email slides";

const PAPERS_HAN: &[&str] = &["合同", "草案", "报告", "纪要", "方案", "信函", "初稿", "草稿"];

const HAN_NOUNS: &[&str] = &[
    "法典",
    "条例",
    "公约",
    "协定",
    "协议",
    "宪章",
    "章程",
    "办法",
    "细则",
    "合同",
    "议定书",
    "宣言",
    "决议",
    "备忘录",
    "准则",
    "宪法",
    "法",
];

/// Words that end as the name of a document and are none.
const NO_DOCUMENTS: &[&str] = &[
    "看法", "方法", "做法", "说法", "用法", "想法", "写法", "提法", "司法", "立法", "执法", "合法",
    "无法", "语法", "书法", "魔法",
];

/// Words of other names.
const LEADS: &[&str] = &[
    "根据",
    "按照",
    "依照",
    "依据",
    "参照",
    "参见",
    "详见",
    "我们的",
    "我们",
    "他们的",
    "本",
    "该",
    "此",
    "这个",
    "这份",
    "这",
    "那个",
    "按",
    "据",
    "见",
    "的",
    "在",
    "和",
    "与",
    "双方",
    "有关",
    "相关",
    "上述",
    "新",
    "原",
    "合作",
    "合作的",
    "签署的",
    "签的",
];

/// The text around brackets, close by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around<'a> {
    before: &'a str,
    after: &'a str,
    /// What stands behind, further than `after`.
    behind: &'a str,
}

impl<'a> Around<'a> {
    pub(super) fn new(before: &'a str, after: &'a str) -> Self {
        let start =
            before.char_indices().rev().take(N_BEFORE).last().map_or(before.len(), |it| it.0);
        let before = before.get(start..).unwrap_or_default();
        let line = before.rfind('\n').map_or(0, |it| it + 1);
        let until = |n: usize| {
            let end = after.char_indices().nth(n).map_or(after.len(), |it| it.0);
            after.get(..end).unwrap_or_default().split('\n').next().unwrap_or_default()
        };
        let before = before.get(line..).unwrap_or_default();
        Self { before, after: until(N_AFTER), behind: until(N_BEHIND) }
    }
}

/// Whether the brackets stand in code, in an address or in a link.
pub(super) fn is_code(around: &Around<'_>, opening: char) -> bool {
    let Around { before, after, .. } = around;
    let token = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_address = token.contains("://") || token.starts_with("www.");
    // `f([3])`
    let is_argument = before
        .strip_suffix('(')
        .is_some_and(|it| it.ends_with(|c: char| c.is_ascii_alphanumeric()));
    let is_joined = opening == '['
        && (is_argument
            || before
                .ends_with(|c: char| c.is_ascii_alphanumeric() || "_)]}/.=&#$%\\\"'".contains(c))
            || after.starts_with(|c: char| {
                c.is_ascii_alphanumeric() || "(_={[/.\\".contains(c) && !is_stop(after)
            }));
    let is_quoted = before.matches('`').count() % 2 == 1;
    let marks = ["{", "}", "=>", "==", "();", "->", "</", "):", "+=", " = ", "//"];
    let is_program = [before, after].iter().any(|text| marks.iter().any(|it| text.contains(it)));
    is_address || is_joined || is_quoted || (opening == '[' && is_program)
}

/// Whether a text begins with a full stop and nothing of a word behind it.
fn is_stop(after: &str) -> bool {
    let rest = after.trim_start_matches('.');
    rest.len() < after.len() && !rest.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// Whether the words around a number without a sign cite it.
pub(super) fn is_cited(around: &Around<'_>) -> bool {
    let before = around.before.trim_end().to_lowercase();
    let after = around.after.trim_start().to_lowercase();
    let led = before.trim_end_matches([':', '：', ' ']);
    let starts = |words: &str| {
        words.split_whitespace().any(|it| after.starts_with(it) && is_whole_start(&after, it))
    };
    let ends = |text: &str, words: &str| {
        words.split_whitespace().any(|it| text.ends_with(it) && is_whole_end(text, it))
    };
    if after.starts_with(|c: char| c.is_ascii_digit())
        || (starts(NOT_BEFORE) && !is_stop(&after))
        || ends(led, NOT_BEHIND)
    {
        return false;
    }
    match (before.is_empty(), after.is_empty()) {
        (_, true) => true,
        (true, false) => starts(CITED_BEFORE),
        (false, false) => ends(&before, CITING_BEFORE) || starts(CITED_BEFORE) || is_stop(&after),
    }
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
}

fn is_whole_start(text: &str, word: &str) -> bool {
    let next = text.get(word.len()..).and_then(|it| it.chars().next());
    !word.ends_with(is_latin) || !next.is_some_and(is_latin)
}

fn is_whole_end(text: &str, word: &str) -> bool {
    let last = text.get(..text.len() - word.len()).and_then(|it| it.chars().next_back());
    !word.starts_with(is_latin) || !last.is_some_and(is_latin)
}

/// The name of a document right before the brackets; none for `the agreement`.
pub(super) fn document_before<'a>(around: &Around<'a>) -> Option<&'a str> {
    let before = unit_cut(around.before);
    if let Some(marked) = before.strip_suffix(['》', '」', '』']) {
        return marked.rsplit(['《', '「', '『']).next().filter(|it| it.len() < marked.len());
    }
    let found = if before.ends_with(is_han) { in_han(before) } else { in_latin(before) };
    found.or_else(|| other_paper(before))
}

/// The word for a paper that is surely another one: `their contract`, `会议纪要`.
fn other_paper(before: &str) -> Option<&str> {
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_paper = PAPERS.split_whitespace().any(|it| it.eq_ignore_ascii_case(last));
    if is_paper {
        return Some(last);
    }
    let paper = PAPERS_HAN.iter().find(|it| before.ends_with(**it))?;
    before.get(before.len() - paper.len()..)
}

/// The name of a document right behind the brackets: `[§3.6] of the Vientiane Action Programme`.
pub(super) fn document_behind<'a>(around: &Around<'a>) -> Option<&'a str> {
    let behind = around.behind.trim_start();
    let rest = ["of ", "in ", "under "].iter().find_map(|it| behind.strip_prefix(it))?;
    let name = rest.strip_prefix("the ").unwrap_or(rest);
    let (mut end, mut at, mut n_names) = (0, 0, 0);
    let mut has_acronym = false;
    for word in name.split(' ').take(MAX_NAME_WORDS) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let is_joint = ["of", "on", "the", "for", "and", "to", "against"].contains(&word);
        if bare.starts_with(char::is_uppercase) {
            end = at + bare.len();
            n_names += 1;
            has_acronym |= bare.chars().filter(char::is_ascii_uppercase).count() > 2;
        } else if !is_joint || n_names == 0 {
            break;
        }
        if bare.len() < word.len() {
            break;
        }
        at += word.len() + 1;
    }
    name.get(..end).filter(|_| n_names > 1 || has_acronym)
}

/// The text without a unit, a comma and spaces at its end: `GDPR, Art.`
fn unit_cut(before: &str) -> &str {
    let mut rest = before;
    loop {
        let mut cut =
            rest.trim_end_matches([' ', ',', '，', ':', '：', '第', '的', '中', '(', '（']);
        // `RCEP Art. 3.6 [§3.6]`
        let bare = cut.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').trim_end();
        if ["Art.", "art.", "Art", "art", "Article", "article", "Section", "section", "第"]
            .iter()
            .any(|it| bare.ends_with(it))
        {
            cut = bare;
        }
        for unit in [
            "Art", "art", "Article", "article", "Art.", "art.", "Section", "section", "clause",
            "Clause", "'s", "’s", "条款", "款",
        ] {
            cut = cut.strip_suffix(unit).unwrap_or(cut);
        }
        if cut.len() == rest.len() {
            return rest;
        }
        rest = cut;
    }
}

fn in_han(before: &str) -> Option<&str> {
    let noun = HAN_NOUNS.iter().find(|it| before.ends_with(**it))?;
    if NO_DOCUMENTS.iter().any(|it| before.ends_with(it)) {
        return None;
    }
    let run = before.char_indices().rev().take(MAX_HAN_NAME).take_while(|(_, c)| is_han(*c));
    let name = before.get(run.last()?.0..)?;
    let mut rest = name.strip_suffix(noun)?;
    while let Some(cut) = LEADS.iter().find_map(|it| rest.strip_suffix(it)) {
        rest = cut;
    }
    (!rest.is_empty()).then_some(name)
}

fn in_latin(before: &str) -> Option<&str> {
    let mut start = before.len();
    let mut n_names = 0;
    let mut ends_in_noun = false;
    let mut end = before.len();
    for (place, word) in before.rsplit(' ').take(MAX_NAME_WORDS).enumerate() {
        let at = end - word.len();
        end = at.saturating_sub(1);
        let is_acronym = word.chars().filter(char::is_ascii_uppercase).count() > 2;
        let is_name = word.starts_with(|c: char| c.is_uppercase());
        let is_joint =
            ["of", "on", "the", "for", "and", "to", "against"].contains(&word) && place > 0;
        if place == 0 {
            ends_in_noun = NOUNS.split_whitespace().any(|it| it.eq_ignore_ascii_case(word));
            if is_acronym
                && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                && !ends_in_noun
            {
                return before.get(at..);
            }
        }
        if is_name {
            (start, n_names) = (at, n_names + 1);
            let is_noun = NOUNS.split_whitespace().any(|it| it.eq_ignore_ascii_case(word));
            ends_in_noun |= is_noun;
        } else if !is_joint {
            break;
        }
    }
    before.get(start..).filter(|_| n_names > 1 && ends_in_noun)
}
