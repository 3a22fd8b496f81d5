//! The purpose of a section, as its headings tell: `一、2025年工作回顾` opens a review, `三、2026年主要工作` a plan,
//! `注释` a glossary; and the speaker of an item, `Australia` of `- Australia: Pledged …`.
//!
//! Of the headings above a paragraph the innermost that tells a purpose decides; years in it are compared with the
//! document's own. Only spans and marks of lines are read, so a heading that tells nothing costs nothing.

use crate::{
    commitment::{DocumentKind, Section, YearMonth},
    text::{Folding, glyph::is_han},
};

/// Both scripts become simplified.
static FOLDING: Folding = Folding::new();

/// A line that names what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heading<'t> {
    /// 1 is the highest.
    level: u8,
    /// The line without marks of Markdown.
    text: &'t str,
}

impl<'t> Heading<'t> {
    pub(super) fn of(line: &'t str) -> Option<Self> {
        let line = line.trim();
        if let Some(rest) = line.strip_prefix('#') {
            let text = rest.trim_start_matches('#');
            let level = u8::try_from(line.len() - text.len()).unwrap_or(u8::MAX);
            return Some(Self { level, text: text.trim() });
        }
        let n_chars = line.chars().count();
        let is_ended = line.ends_with(['。', '；', ';', '，', ',', '！', '：', ':'])
            || line.ends_with('.') && n_chars > 40;
        let is_text = n_chars > 60 || line.contains('。') || line.starts_with(['-', '•', '*']);
        if is_text || (is_ended && n_chars > 24) {
            return None;
        }
        let (level, is_marked) = level(line);
        let is_short = n_chars <= if line.chars().any(is_han) { 40 } else { 60 };
        let n_digits = line.chars().filter(char::is_ascii_digit).count();
        // A short line that is mostly a statement with numbers is no heading unless it is marked as one.
        let is_plain = is_short
            && !is_ended
            && n_digits * 3 < n_chars.max(9)
            && !is_statement(line)
            && !counts(line);
        // （一）提供500万美元用于学校；is an item of a list, though its mark is a heading's.
        let is_item = is_marked && (line.ends_with(['；', ';']) || counts(line));
        ((is_marked && !is_item) || is_plain).then_some(Self { level, text: line })
    }

    /// Reads the heading that a paragraph begins with: `一、2025年工作回顾。过去一年，…`.
    fn inside(paragraph: &'t str) -> Option<Self> {
        let end = paragraph.find(['。', '\u{3000}', '：'])?;
        let text = paragraph.get(..end)?;
        let is_first = level(text) == (1, true) && text.starts_with(is_han);
        (is_first && text.chars().count() <= 40).then_some(Self { level: 1, text })
    }
}

/// Whether a short line says something with an amount or a verb: `新增就业100万人`, `raise USD 40 million a year`,
/// `Party A will build a road.`
fn is_statement(line: &str) -> bool {
    const UNITS: [&str; 12] =
        ["%", "万", "亿", "元", "名", "million", "billion", "per cent", "percent", "$", "€", "£"];
    const VERBS: [&str; 4] = [" will ", " shall ", " must ", " may "];
    let has_verb = line.ends_with('.') && VERBS.iter().any(|verb| line.contains(verb));
    let has_amount = UNITS.iter().any(|unit| line.contains(unit));
    line.contains(|c: char| c.is_ascii_digit()) && has_amount || has_verb
}

/// Whether a line has an amount in digits: 援建10所医院, and not 2026年, 第3届 or 3.0版.
fn counts(line: &str) -> bool {
    let mut rest = line;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let ordered =
            rest.get(..at).is_some_and(|before| before.ends_with(['第', '.', '-', '—', '“', '《']));
        let after = rest
            .get(at..)
            .unwrap_or_default()
            .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let unit = after.trim_start().chars().next();
        if !ordered
            && unit.is_some_and(|c| {
                (is_han(c) && !"年月日届版号期级代轨大强第".contains(c)) || c == '%'
            })
        {
            return true;
        }
        rest = after;
    }
    false
}

/// The level of a heading, and whether a mark shows it.
fn level(line: &str) -> (u8, bool) {
    let is_numeral = |c: char| "一二三四五六七八九十".contains(c);
    let mut chars = line.chars();
    match chars.next() {
        Some('第') if line.chars().take(6).any(|c| matches!(c, '章' | '编' | '节')) => {
            (1, true)
        }
        Some(c) if is_numeral(c) && line.trim_start_matches(is_numeral).starts_with('、') => {
            (1, true)
        }
        Some('（' | '(') if chars.next().is_some_and(is_numeral) => (2, true),
        Some(c) if c.is_ascii_uppercase() && !line.chars().any(char::is_lowercase) => (1, true),
        _ => (3, false),
    }
}

/// The purpose of each paragraph, followed from heading to heading.
#[derive(Debug, Clone)]
pub(super) struct Purposes {
    date: Option<YearMonth>,
    /// The purpose that the open heading of each level tells.
    told: [Option<Section>; 3],
    /// The purpose that a paragraph without a heading of its own told for those after it.
    opened: Option<Section>,
}

impl Purposes {
    /// Before the first heading of a document that was adopted at `date`.
    pub(super) fn new(date: Option<YearMonth>) -> Self {
        Self { date, told: [None; 3], opened: None }
    }

    /// Goes on under a heading; a line that is none changes nothing.
    pub(super) fn enter(&mut self, line: &str) {
        if let Some(heading) = Heading::of(line) {
            self.enter_heading(heading);
        }
    }

    fn enter_heading(&mut self, heading: Heading<'_>) {
        let level = usize::from(heading.level.clamp(1, 3)) - 1;
        let before = self.current();
        let section = self.purpose(heading.text);
        for (i, told) in self.told.iter_mut().enumerate().skip(level) {
            *told = section.filter(|_| i == level);
        }
        // A part that tells nothing after a plan goes on planning.
        if level == 0 && section.is_none() && before == Section::Plan {
            self.told = [Some(Section::Plan), None, None];
        }
        if level < 2 {
            self.opened = None;
        }
    }

    /// The purpose of a paragraph; `None` for a heading.
    pub(super) fn of(&mut self, paragraph: &str) -> Option<Section> {
        if let Some(heading) = Heading::of(paragraph) {
            self.enter_heading(heading);
            return None;
        }
        if let Some(heading) = Heading::inside(paragraph) {
            self.enter_heading(heading);
        }
        let current = self.current();
        if current == Section::Glossary {
            return Some(current);
        }
        let own = opening(paragraph);
        if own.is_some() && current == Section::Body {
            self.opened = own;
        }
        let own = own.filter(|own| *own == Section::Review || current == Section::Body);
        Some(own.unwrap_or_else(|| self.current()))
    }

    /// The purpose that holds after all that was read.
    pub(super) fn current(&self) -> Section {
        self.told.iter().rev().find_map(|told| *told).or(self.opened).unwrap_or_default()
    }

    /// The purpose that the words of a heading tell.
    fn purpose(&self, heading: &str) -> Option<Section> {
        let heading = heading.to_ascii_lowercase();
        if has(&heading, GLOSSARY) && heading.chars().count() <= 24 {
            return Some(Section::Glossary);
        }
        if has(&heading, REVIEW) {
            return Some(Section::Review);
        }
        let year = years(&heading).max().filter(|_| heading.contains(is_han));
        match (year, self.date) {
            (Some(year), Some(date)) if year < date.year => Some(Section::Review),
            (Some(_), Some(_)) if heading.contains("工作") && !heading.contains("报告") => {
                Some(Section::Plan)
            }
            _ => has(&heading, PLAN).then_some(Section::Plan),
        }
    }
}

const GLOSSARY: &str = "注释|名词解释|附件|附注|名词说明|注解|glossary|endnotes|footnotes";
const REVIEW: &str = "回顾|过去|成就|工作总结|完成情况|执行情况|主要成绩|取得的|总结|基本情况|一年来|五年来|发展现状|成果|成效|\
    进展情况|发展基础|现状|progress to date|achievements|accomplishments|track record|results achieved|\
    review of progress|background";
const PLAN: &str = "目标|今年|安排|重点任务|重点工作|主要任务|总体要求|部署|工作思路|打算|下一步|今后|未来|主要考虑|展望|措施|\
    主要工作|建议|规划";

/// First words of a paragraph that tell its purpose where no heading does.
const REVIEW_OPENINGS: &str =
    "过去一年|过去的一年|过去五年|一年来|五年来|这一年|这五年|刚刚过去|回顾过去|回顾20|去年";
const PLAN_OPENINGS: &str = "今年经济社会发展|经济社会发展主要预期目标|今年政府工作|今年工作|今年的主要|今年要|今年重点|下一步|今后五年|\
    未来五年|重点做好|重点抓好";

const REPORTS: &str = "工作报告|计划执行情况|情况的报告|述职报告|Annual Report|Report on the Work";
const AGREEMENTS: &str = "指导意见|实施意见|若干意见|工作意见|的意见|实施方案|行动方案|工作方案|总体方案|发展规划|规划纲要|若干措施|行动计划|协定|协议|备忘录|条约|合作规划|合作计划|Plan of Action|Action Plan|Agreement|Memorandum|Treaty";
const COMMUNIQUES: &str = "公报|宣言|联合声明|成果清单|主席声明|Communiqu|Declaration|Joint Statement|Leaders|Fact Sheet|\
    FACT SHEET|Commitments|COMMITMENTS|Statement|fact-sheet|commitments|summit";

/// Verbs that an item begins with when its label is the subject.
const VERBS: &str = "Will|Commit|Commits|Committed|Committing|Pledge|Pledges|Pledged|Announce|Announces|Announced|\
    Provide|Provides|Provided|Donate|Donates|Donated|Donating|Plans|Intends|Supports|Aims|Is|Has|In|Earmarked|Since|The";

fn has(line: &str, words: &str) -> bool {
    // The words are simplified; a line may be in either script.
    let folded = line.contains(is_han).then(|| FOLDING.text(line));
    let line =
        |word: &str| line.contains(word) || folded.as_ref().is_some_and(|it| it.contains(word));
    words.split('|').any(line)
}

fn opening(paragraph: &str) -> Option<Section> {
    let end = paragraph.char_indices().nth(24).map_or(paragraph.len(), |(at, _)| at);
    let head = paragraph.get(..end)?;
    let review = || has(head, REVIEW_OPENINGS).then_some(Section::Review);
    has(head, PLAN_OPENINGS).then_some(Section::Plan).or_else(review)
}

/// The speaker of an item of a list: `Australia` of `- Australia: Pledged additional …`.
pub(super) fn speaker(paragraph: &str) -> Option<&str> {
    let item = paragraph.strip_prefix(['-', '•', '*', '·'])?;
    let (label, rest) = item.split_once(':')?;
    let verb = rest.trim_start().split(' ').next()?;
    let is_short = label.trim().chars().count() <= 90;
    (is_short && VERBS.split('|').any(|it| it == verb)).then(|| label.trim())
}

/// The sort of document that its first lines name.
pub(super) fn kind<'t>(mut head: impl Iterator<Item = &'t str>) -> DocumentKind {
    let kind = head.find_map(|line| {
        let kinds = [
            (REPORTS, DocumentKind::Report),
            (AGREEMENTS, DocumentKind::Agreement),
            (COMMUNIQUES, DocumentKind::Communique),
        ];
        kinds.into_iter().find(|(words, _)| has(line, words))
    });
    kind.map_or(DocumentKind::Unknown, |(_, kind)| kind)
}

/// The month in which a document was adopted: the first full date of its first lines, else the first year.
pub(super) fn date(head: &[&str]) -> Option<YearMonth> {
    let full = head.iter().find_map(|line| {
        dotted_date(line).or_else(|| chinese_date(line)).or_else(|| english_date(line))
    });
    let year = |line: &&str| years(line.split_once('年')?.0).last();
    full.or_else(|| Some(YearMonth { year: head.iter().find_map(year)?, month: None }))
}

fn years(line: &str) -> impl Iterator<Item = i32> {
    line.split(|c: char| !c.is_ascii_digit())
        .filter(|part| part.len() == 4)
        .filter_map(|part| part.parse().ok())
        .filter(|year| (1900..=2100).contains(year))
}

fn month(text: &str) -> Option<u8> {
    text.trim().parse().ok().filter(|month| (1..=12).contains(month))
}

/// `2026-02-05`, `/2022/05/12/`.
fn dotted_date(line: &str) -> Option<YearMonth> {
    let parts: Vec<&str> = line.split(|c: char| !c.is_ascii_digit()).collect();
    parts.windows(3).find_map(|row| match row {
        [year, of_year, day] if year.len() == 4 && of_year.len() == 2 && day.len() == 2 => {
            Some(YearMonth { year: years(year).next()?, month: Some(month(of_year)?) })
        }
        _ => None,
    })
}

/// `2026年1月27日`.
fn chinese_date(line: &str) -> Option<YearMonth> {
    let (before, after) = line.split_once('年')?;
    let year = years(before.get(before.len().checked_sub(4)?..)?).next()?;
    Some(YearMonth { year, month: Some(month(after.split_once('月')?.0)?) })
}

/// `May 12, 2022`, `15-16 November 2022`.
fn english_date(line: &str) -> Option<YearMonth> {
    const MONTHS: &str =
        "January February March April May June July August September October November December";
    let mut months = (1..).zip(MONTHS.split(' '));
    let (month, at) = months.find_map(|(month, name)| Some((month, line.find(name)?)))?;
    let near: String = line.get(at..)?.chars().take(24).collect();
    Some(YearMonth { year: years(&near).next()?, month: Some(month) })
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    /// The purposes of the paragraphs of a text of 2026, in order; headings are left out.
    fn purposes(text: &str) -> String {
        let mut purposes = Purposes::new(Some(YearMonth { year: 2026, month: Some(1) }));
        let found = text.lines().filter_map(|it| purposes.of(it));
        found.map(|it| format!("{it:?}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn headings_tell_the_purpose() {
        assert_snapshot!(purposes("一、2025年工作回顾\n增长5%。\n二、2026年主要工作\n（一）产业\n增长6%。\n注释\n增速：增长的速度。"), @"Review Plan Glossary");
        assert_snapshot!(purposes("PROGRESS TO DATE\nWe built 3 roads in 2021 and opened all of them.\nNEXT STEPS\nWe will build 4 more roads and a bridge over the river."), @"Review Body");
        assert_snapshot!(purposes("一、过去一年的工作。增长5%。\n今年要增长6%。\n去年增长了4%。"), @"Review Review Review");
        assert_snapshot!(purposes("过去一年，增长5%。\n修路3条。\n今年要增长6%。"), @"Review Review Review");
    }

    #[test]
    fn items_of_lists_are_no_headings() {
        let is_heading = |line| Heading::of(line).is_some();
        for item in
            ["（一）提供500万美元用于学校；", "一、援建10所医院", "(二)新增绿地5%", "援建10所医院"]
        {
            assert!(!is_heading(item), "{item}");
        }
        for heading in ["一、2025年工作回顾", "（三）3.0版谈判", "二、总体要求", "第3届会议"]
        {
            assert!(is_heading(heading), "{heading}");
        }
    }

    #[test]
    fn both_scripts_tell_the_purpose() {
        assert_snapshot!(purposes("一、2025年工作回顧\n增長5%。\n二、2026年主要工作安排\n增長6%。\n名詞解釋\n增速：快慢。"), @"Review Plan Glossary");
    }

    #[test]
    fn kinds_and_dates_of_documents() {
        let told = |head: &[&str]| {
            let date =
                date(head).map(|it| format!("{}-{:?}", it.year, it.month)).unwrap_or_default();
            format!("{:?} {date}", kind(head.iter().copied()))
        };
        assert_snapshot!(told(&["2026年某省政府工作报告", "——2026年1月27日在会议上"]), @"Report 2026-Some(1)");
        assert_snapshot!(told(&["合作公报", "2021年"]), @"Communique 2021-None");
        assert_snapshot!(told(&["Plan of Action", "Bali, 15-16 November 2022"]), @"Agreement 2022-Some(11)");
        assert_snapshot!(told(&["https://example.org/2022/05/12/pledges"]), @"Unknown 2022-Some(5)");
    }

    #[test]
    fn speakers_of_items() {
        assert_eq!(speaker("- Australia: Pledged an additional $3 million."), Some("Australia"));
        assert_eq!(speaker("- Note: an additional $3 million."), None);
        assert_eq!(speaker("Australia: Pledged an additional $3 million."), None);
    }
}
