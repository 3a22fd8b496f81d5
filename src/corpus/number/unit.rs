//! The words that name the parts of a document, in both languages.

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

/// The words of a unit. Documents print them in titles; people type them in questions.
struct Words {
    unit: Unit,
    chinese: &'static str,
    english: &'static str,
    /// English words that name a unit only with a number behind them.
    with_number: &'static str,
}

const WORDS: [Words; 6] = [
    Words {
        unit: Unit::Annex,
        chinese: "附件 附录 附錄",
        english: "",
        with_number: "annex appendix schedule",
    },
    Words {
        unit: Unit::Part,
        chinese: "部分 编 編 篇",
        english: "part parts pt pillar",
        with_number: "title goal",
    },
    Words {
        unit: Unit::Chapter,
        chinese: "章节 章節 章 大项 大項 大点 大點",
        english: "chapter chapters chap ch",
        with_number: "",
    },
    Words {
        unit: Unit::Section,
        chinese: "节 節",
        english: "section sections sec sect",
        with_number: "",
    },
    Words {
        unit: Unit::Article,
        chinese: "条款 條款 条 條",
        english: "clause clauses cl article articles art arts",
        with_number: "",
    },
    Words {
        unit: Unit::Paragraph,
        chinese: "款 项 項 点 點 段",
        english: "paragraph paragraphs para paras par provision subsection subclause subparagraph point item no number",
        with_number: "",
    },
];

/// English words that other numbers have as often as clauses: `No. 5 in the list`.
const WEAK: [&str; 4] = ["no", "number", "item", "point"];

impl Unit {
    /// Whether it holds clauses, and is no clause itself.
    pub(in crate::corpus) fn is_section(self) -> bool {
        self < Self::Article
    }

    /// The unit whose Chinese word `text` begins with, and the length of the word.
    pub(super) fn chinese(text: &str) -> Option<(Self, usize)> {
        let words = WORDS.iter().flat_map(|it| it.chinese.split(' ').map(|word| (it.unit, word)));
        let mut words = words.filter(|(_, word)| text.starts_with(word));
        words.next().map(|(unit, word)| (unit, word.len()))
    }

    /// The unit that an English word names before a number.
    pub(super) fn english(word: &str) -> Option<Self> {
        let names = |it: &&Words| {
            let mut words = it.english.split(' ').chain(it.with_number.split(' '));
            words.any(|name| name.eq_ignore_ascii_case(word))
        };
        WORDS.iter().find(names).map(|it| it.unit).filter(|_| !word.is_empty())
    }

    /// Whether a word names a unit so weakly that one number behind it says little.
    pub(super) fn is_weak(word: &str) -> bool {
        WEAK.contains(&word)
    }
}

/// The words that name sections without a number: Chinese ones, then English ones.
pub fn section_words() -> impl Iterator<Item = &'static str> {
    let sections = || WORDS.iter().filter(|it| it.unit.is_section());
    let chinese =
        sections().filter(|it| it.unit != Unit::Annex).flat_map(|it| it.chinese.split(' '));
    chinese.chain(sections().flat_map(|it| it.english.split(' '))).filter(|it| !it.is_empty())
}
