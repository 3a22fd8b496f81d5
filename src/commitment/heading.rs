//! Headings and what they tell: `一、2025年工作回顾` opens a review, `三、2026年主要工作` a plan, `注释` a glossary.
//!
//! Of the headings above a paragraph the innermost that tells something decides; years in it are compared with the
//! document's own.

use super::context::{DocumentKind, Section, YearMonth};
use crate::text::Language;
use crate::text::glyph::is_han;

/// A line that names what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading<'t> {
    /// 1 is the highest.
    pub level: u8,
    /// The line without its marks.
    pub text: &'t str,
    marked: bool,
}

impl<'t> Heading<'t> {
    /// Reads a line as a heading, if it is one.
    pub fn of(line: &'t str) -> Option<Self> {
        let line = line.trim();
        if let Some(rest) = line.strip_prefix('#') {
            let text = rest.trim_start_matches('#');
            let level = u8::try_from(line.len() - text.len()).unwrap_or(u8::MAX);
            // `# SOURCE: …` and the like are long.
            return Some(Self { level, text: text.trim(), marked: true });
        }
        let n_chars = line.chars().count();
        let ended = line.ends_with(['。', '；', ';', '，', ',', '！', '：', ':'])
            || line.ends_with('.') && n_chars > 40;
        if n_chars > 60
            || (ended && n_chars > 24)
            || line.contains('。')
            || line.starts_with(['-', '•', '*'])
        {
            return None;
        }
        let (level, marked) = level(line);
        let plain = !ended && n_chars <= if line.chars().any(is_han) { 40 } else { 60 };
        let numbers = line.chars().filter(char::is_ascii_digit).count();
        // A short line that is mostly a statement with numbers is no heading unless it is marked as one.
        (marked || plain && numbers * 3 < n_chars.max(9) && !statement(line)).then_some(Self {
            level,
            text: line,
            marked,
        })
    }

    /// The heading that a paragraph begins with: `一、2025年工作回顾。过去一年，…`.
    pub fn inside(paragraph: &'t str) -> Option<Self> {
        let end = paragraph.find(['。', '\u{3000}', '：'])?;
        let text = paragraph.get(..end)?;
        let first = level(text) == (1, true) && text.chars().next().is_some_and(is_han);
        (first && text.chars().count() <= 40).then_some(Self { level: 1, text, marked: true })
    }

    /// Whether a mark and not only its shortness makes it a heading.
    pub fn is_marked(&self) -> bool {
        self.marked
    }
}

/// A short line that says something with an amount: `新增就业100万人`, `raise USD 40 million a year`.
fn statement(line: &str) -> bool {
    let digits = line.chars().any(|c| c.is_ascii_digit());
    let units =
        ["%", "万", "亿", "元", "名", "million", "billion", "per cent", "percent", "$", "€", "£"];
    digits && units.iter().any(|unit| line.contains(unit))
}

fn level(line: &str) -> (u8, bool) {
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let mut chars = line.chars();
    match chars.next() {
        Some('第') if line.chars().take(6).any(|c| matches!(c, '章' | '编' | '节')) => {
            (1, true)
        }
        Some(c) if numeral(c) && line.trim_start_matches(numeral).starts_with('、') => (1, true),
        Some('（' | '(') if chars.next().is_some_and(numeral) => (2, true),
        Some(c) if c.is_ascii_uppercase() && !line.chars().any(char::is_lowercase) => (1, true),
        _ => (3, false),
    }
}

/// The section that each paragraph stands in, followed from heading to heading.
#[derive(Debug, Clone)]
pub struct Sections {
    date: Option<YearMonth>,
    language: Language,
    /// What the open heading of each level tells.
    told: [Option<Section>; 3],
    /// What a paragraph without a heading of its own told for those after it.
    opened: Option<Section>,
}

impl Sections {
    /// Before the first heading.
    pub fn new(date: Option<YearMonth>, language: Language) -> Self {
        Self { date, language, told: [None; 3], opened: None }
    }

    /// Goes on under a heading.
    pub fn enter(&mut self, heading: &Heading<'_>) {
        let level = usize::from(heading.level.clamp(1, 3)) - 1;
        let before = self.current();
        let section = self.told_by(heading.text);
        for (i, told) in self.told.iter_mut().enumerate() {
            if i == level {
                *told = section;
            } else if i > level {
                *told = None;
            }
        }
        // A part that tells nothing after a plan goes on planning.
        if level == 0 && section.is_none() && before == Section::Plan {
            self.told = [Some(Section::Plan), None, None];
        }
        if level < 2 {
            self.opened = None;
        }
    }

    /// The section of a paragraph.
    pub fn of(&mut self, paragraph: &str) -> Section {
        let current = self.current();
        if self.language == Language::English || current == Section::Glossary {
            return current;
        }
        let own = opening(paragraph);
        if own.is_some() && current == Section::Body {
            self.opened = own;
        }
        own.filter(|own| *own == Section::Review || current == Section::Body)
            .unwrap_or_else(|| self.current())
    }

    fn current(&self) -> Section {
        self.told.iter().rev().find_map(|told| *told).or(self.opened).unwrap_or_default()
    }

    fn told_by(&self, heading: &str) -> Option<Section> {
        match self.language {
            Language::Chinese => self.chinese(heading),
            Language::English => english(heading),
        }
    }

    fn chinese(&self, heading: &str) -> Option<Section> {
        const GLOSSARY: &[&str] = &["注释", "名词解释", "附件", "附注", "名词说明", "注解"];
        const REVIEW: &[&str] = &[
            "回顾",
            "过去",
            "成就",
            "工作总结",
            "完成情况",
            "执行情况",
            "主要成绩",
            "取得的",
            "总结",
            "基本情况",
            "一年来",
            "五年来",
            "发展现状",
            "成果",
            "成效",
            "进展情况",
            "发展基础",
            "现状",
        ];
        const PLAN: &[&str] = &[
            "目标",
            "今年",
            "安排",
            "重点任务",
            "重点工作",
            "主要任务",
            "总体要求",
            "部署",
            "工作思路",
            "打算",
            "下一步",
            "今后",
            "未来",
            "主要考虑",
            "展望",
            "措施",
            "主要工作",
            "建议",
            "规划",
        ];
        let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
        if has(GLOSSARY) && heading.chars().count() <= 24 {
            return Some(Section::Glossary);
        }
        if has(REVIEW) {
            return Some(Section::Review);
        }
        let year = years(heading).max();
        match (year, self.date) {
            (Some(year), Some(date)) if year < date.year => Some(Section::Review),
            (Some(year), Some(date))
                if year >= date.year && heading.contains("工作") && !heading.contains("报告") =>
            {
                Some(Section::Plan)
            }
            _ if has(PLAN) => Some(Section::Plan),
            _ => None,
        }
    }
}

fn english(heading: &str) -> Option<Section> {
    let heading = heading.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    if has(&[
        "progress to date",
        "achievements",
        "accomplishments",
        "track record",
        "results achieved",
        "review of progress",
        "background",
    ]) {
        Some(Section::Review)
    } else if has(&["glossary", "endnotes", "footnotes"]) {
        Some(Section::Glossary)
    } else {
        None
    }
}

/// What the first words of a paragraph tell where no heading does.
fn opening(paragraph: &str) -> Option<Section> {
    const REVIEW: &[&str] = &[
        "过去一年",
        "过去的一年",
        "过去五年",
        "一年来",
        "五年来",
        "这一年",
        "这五年",
        "刚刚过去",
        "回顾过去",
        "回顾20",
        "去年",
    ];
    const PLAN: &[&str] = &[
        "今年经济社会发展",
        "经济社会发展主要预期目标",
        "今年政府工作",
        "今年工作",
        "今年的主要",
        "今年要",
        "今年重点",
        "下一步",
        "今后五年",
        "未来五年",
        "重点做好",
        "重点抓好",
    ];
    let head: String = paragraph.chars().take(24).collect();
    let has = |words: &[&str]| words.iter().any(|word| head.contains(word));
    if has(PLAN) {
        Some(Section::Plan)
    } else if has(REVIEW) {
        Some(Section::Review)
    } else {
        None
    }
}

/// The years that a line writes in four digits.
fn years(line: &str) -> impl Iterator<Item = i32> {
    line.split(|c: char| !c.is_ascii_digit())
        .filter(|part| part.len() == 4)
        .filter_map(|part| part.parse().ok())
        .filter(|year| (1900..=2100).contains(year))
}

/// When the document was adopted: the first full date of its head, else the first year of its title.
pub fn date(head: &[&str]) -> Option<YearMonth> {
    let full = head.iter().find_map(|line| {
        dotted(line).or_else(|| chinese_date(line)).or_else(|| english_date(line))
    });
    let titled = || {
        head.iter()
            .find_map(|line| line.split_once('年').and_then(|(before, _)| years(before).last()))
    };
    full.or_else(|| titled().map(|year| YearMonth { year, month: None }))
}

/// `2026-02-05`, `/2022/05/12/`.
fn dotted(line: &str) -> Option<YearMonth> {
    let parts: Vec<&str> = line.split(|c: char| !c.is_ascii_digit()).collect();
    parts.windows(3).find_map(|row| match row {
        [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
            let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
            years(year).next().map(|year| YearMonth { year, month: Some(month) })
        }
        _ => None,
    })
}

/// `2026年1月27日`.
fn chinese_date(line: &str) -> Option<YearMonth> {
    let (before, after) = line.split_once('年')?;
    let year = years(before.get(before.len().checked_sub(4)?..)?).next()?;
    let month = after
        .split_once('月')
        .and_then(|(month, _)| month.trim().parse().ok())
        .filter(|month| (1..=12).contains(month))?;
    Some(YearMonth { year, month: Some(month) })
}

/// `May 12, 2022`, `15-16 November 2022`.
fn english_date(line: &str) -> Option<YearMonth> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (month, at) = MONTHS
        .iter()
        .zip(1_u8..)
        .find_map(|(name, month)| line.find(name).map(|at| (month, at)))?;
    let after = line.get(at..)?;
    let near: String = after.chars().take(24).collect();
    years(&near).next().map(|year| YearMonth { year, month: Some(month) })
}

/// What sort of document its head names.
pub fn kind(head: &[&str]) -> DocumentKind {
    const REPORTS: &[&str] = &[
        "工作报告",
        "计划执行情况",
        "情况的报告",
        "述职报告",
        "Annual Report",
        "Report on the Work",
    ];
    const COMMUNIQUES: &[&str] = &[
        "公报",
        "宣言",
        "联合声明",
        "成果清单",
        "主席声明",
        "Communiqu",
        "Declaration",
        "Joint Statement",
        "Leaders",
        "Fact Sheet",
        "FACT SHEET",
        "Commitments",
        "COMMITMENTS",
        "Statement",
        "fact-sheet",
        "commitments",
        "summit",
    ];
    const AGREEMENTS: &[&str] = &[
        "行动计划",
        "协定",
        "协议",
        "备忘录",
        "条约",
        "合作规划",
        "合作计划",
        "Plan of Action",
        "Action Plan",
        "Agreement",
        "Memorandum",
        "Treaty",
    ];
    for line in head {
        let has = |words: &[&str]| words.iter().any(|word| line.contains(word));
        if has(REPORTS) {
            return DocumentKind::Report;
        }
        if has(AGREEMENTS) {
            return DocumentKind::Agreement;
        }
        if has(COMMUNIQUES) {
            return DocumentKind::Communique;
        }
    }
    DocumentKind::Unknown
}
