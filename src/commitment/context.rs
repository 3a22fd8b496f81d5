//! What is known around a clause: its document's date and kind, its parties, the section it stands in.
//!
//! A clause says by itself what is promised; whether a bare 增长5% is a target or a result, its section says.

use crate::text::Language;

/// The month in which a document was adopted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct YearMonth {
    /// The year of our era.
    pub year: i32,
    /// 1 to 12, if known.
    pub month: Option<u8>,
}

/// What sort of document a clause belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DocumentKind {
    /// A plan, treaty or memorandum: its clauses are undertakings.
    Agreement,
    /// A report of work: one part tells results, another sets tasks.
    Report,
    /// A communiqué, declaration or list of pledges.
    Communique,
    /// Not known.
    #[default]
    Unknown,
}

/// What the part of the document is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Section {
    /// Tells what was done: 过去一年工作回顾.
    Review,
    /// Sets what is to be done: 2026年工作安排.
    Plan,
    /// Explains words: 名词解释.
    Glossary,
    /// Neither is known.
    #[default]
    Body,
}

/// A party that a document declares, with the names it goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Party<'t> {
    /// The name that an inferred actor gets.
    pub label: &'t str,
    /// Names in the text: `中国`, `中方`.
    pub names: &'t [&'t str],
}

/// What is known around a clause.
#[derive(Debug, Clone, Copy)]
pub struct Context<'t> {
    /// The language of the clause.
    pub language: Language,
    /// When the document was adopted.
    pub date: Option<YearMonth>,
    /// What sort of document it is.
    pub kind: DocumentKind,
    /// What its section is for.
    pub section: Section,
    /// Its declared parties.
    pub parties: &'t [Party<'t>],
    /// Who speaks in the clause when it names nobody: a list's label, a section's owner.
    pub speaker: Option<&'t str>,
}

impl Context<'_> {
    /// A context in which nothing but the language is known.
    pub const fn bare(language: Language) -> Self {
        Self {
            language,
            date: None,
            kind: DocumentKind::Unknown,
            section: Section::Body,
            parties: &[],
            speaker: None,
        }
    }
}
