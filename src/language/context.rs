//! The setting of a clause: its document's date and kind, its parties, the section it stands in.
//!
//! A clause says by itself what is promised; whether a bare 增长5% is a target or a result, its section says.

use serde::{Deserialize, Serialize};

use crate::quantity::YearMonth;
use crate::text::Language;

/// The sort of document that a clause belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DocumentKind {
    /// A plan, treaty or memorandum: its clauses are undertakings.
    Agreement,
    /// A communiqué, declaration or list of pledges.
    Communique,
    /// A report of work: one part tells results, another sets tasks.
    Report,
    /// Not known.
    #[default]
    #[serde(skip_deserializing)]
    Unknown,
}

/// The purpose of a part of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
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

/// The facts that are known around a clause.
#[derive(Debug, Clone, Copy)]
pub struct Context<'t> {
    /// The language of the clause.
    pub language: Language,
    /// The month in which the document was adopted.
    pub date: Option<YearMonth>,
    /// The sort of document.
    pub kind: DocumentKind,
    /// The purpose of the section.
    pub section: Section,
    /// The declared parties.
    pub parties: &'t [Party<'t>],
    /// The line above the list that the clause is an item of: `The parties will:`, 甲方将提供以下支持：.
    pub lead: Option<&'t str>,
    /// The speaker of a clause that names nobody: a list's label, a section's owner.
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
            lead: None,
            speaker: None,
        }
    }
}
