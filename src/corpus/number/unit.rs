//! The words that name the parts of a document, in both languages.

use std::sync::LazyLock;

/// A level of a document, from the outside in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::corpus) enum Unit {
    /// `附件`, `Annex`.
    Annex,
    /// `编`, `部分`, `Part`.
    Part,
    /// `章`, `Chapter`.
    Chapter,
    /// `节`, `Section`.
    Section,
    /// `条`, `Article`.
    Article,
    /// `款`, `paragraph`: part of an article.
    Paragraph,
}

/// The words of each unit, as documents print them in titles and people type them in questions: Chinese, English, and
/// English words that name the unit only with a number behind them.
const WORDS: [(Unit, &str, &str, &str); 6] = [
    (Unit::Annex, "附件 附录 附錄", "", "annex appendix schedule"),
    (Unit::Part, "部分 部份 编 編 篇", "part parts pt pillar", "title goal"),
    (Unit::Chapter, "章节 章節 章 大项 大項 大点 大點", "chapter chapters chap ch", ""),
    (Unit::Section, "节 節", "section sections sec sect", ""),
    (Unit::Article, "条款 條款 条 條", "clause clauses cl article articles art arts", ""),
    (
        Unit::Paragraph,
        "款 项 項 点 點 段",
        "paragraph paragraphs para paras par provision subsection subclause subparagraph point item no number",
        "",
    ),
];

/// The Chinese words, in the order of [`WORDS`].
static CHINESE: LazyLock<Vec<(Unit, &str)>> = LazyLock::new(|| {
    let words = |it: &(Unit, &'static str, &str, &str)| {
        let unit = it.0;
        it.1.split(' ').map(move |word| (unit, word))
    };
    WORDS.iter().flat_map(words).collect()
});

/// English words that other numbers have as often as clauses: `No. 5 in the list`.
const WEAK: [&str; 4] = ["no", "number", "item", "point"];

impl Unit {
    /// Whether it holds clauses, and is no clause itself.
    pub(in crate::corpus) fn is_section(self) -> bool {
        self < Self::Article
    }

    /// The unit whose Chinese word `text` begins with, and the length of the word.
    pub(super) fn chinese(text: &str) -> Option<(Self, usize)> {
        let found = CHINESE.iter().find(|(_, word)| text.starts_with(word));
        found.map(|(unit, word)| (*unit, word.len()))
    }

    /// The unit that an English word names before a number.
    pub(super) fn english(word: &str) -> Option<Self> {
        let has = |words: &str| words.split(' ').any(|name| name.eq_ignore_ascii_case(word));
        let mut named = WORDS.iter().filter(|it| has(it.2) || has(it.3));
        named.next().map(|it| it.0).filter(|_| !word.is_empty())
    }

    /// Whether a word names a unit so weakly that one number behind it says little.
    pub(super) fn is_weak(word: &str) -> bool {
        WEAK.contains(&word)
    }
}

/// The words that name sections without a number: Chinese ones, then English ones.
pub fn section_words() -> impl Iterator<Item = &'static str> {
    let sections = || WORDS.iter().filter(|it| it.0.is_section());
    let chinese = sections().filter(|it| it.0 != Unit::Annex).flat_map(|it| it.1.split(' '));
    chinese.chain(sections().flat_map(|it| it.2.split(' '))).filter(|it| !it.is_empty())
}
