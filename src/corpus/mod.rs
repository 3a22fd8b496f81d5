//! Agreements as sections and clauses in two languages, with their glossaries, and the problems of their files.
//!
//! ```
//! use clausebot::corpus::parse;
//!
//! let (document, _) = parse("Plan\n1. Trade\n1.1 Lower all tariffs.");
//! assert_eq!(document.clauses[0].id.to_string(), "1.1");
//! ```
//!
//! What always holds: reading gives an [`Agreement`] whatever the file; a line that does not fit is a [`Problem`] with
//! its line; nothing of a text but its layout is lost; the text of a clause holds no heading of a section.

mod agreement;
mod bilingual;
mod builder;
mod citation;
mod common;
mod declared;
mod document;
mod expected;
#[cfg(test)]
mod generated;
mod glossary;
mod heading_line;
mod joining;
mod languages;
mod layout;
mod library;
mod meta;
pub mod number;
mod numbering;
mod outline;
mod outline_cost;
mod outline_state;
mod pages;
mod problem;
mod promises;
mod provision;
mod provisions;
mod purpose;
mod read;
mod role;
mod roles;
mod sentence_end;
mod settings;
mod text_line;
#[cfg(test)]
mod traps;
mod tree;
mod tree_numbers;

pub use agreement::{Agreement, Heading};
pub use bilingual::Bilingual;
pub use common::{CommonGlossary, ConceptWords};
pub use document::{Clause, Document, Note, Piece, Section};
pub use expected::Expected;
pub use glossary::{Concept, Glossary};
pub use library::{
    AgreementRef, ClauseRef, Content, Library, MAX_FILE_BYTES, SourceFile, SourceFolder,
};
pub use meta::{Dates, Meta, Party, Period, TextMeta, TextStatus};
pub use number::{ClauseId, ClauseNumber, InvalidClauseId, Part, SectionNumber};
pub use problem::{FileProblem, Problem, ProblemKind, Severity};
pub use provision::Provision;
pub use provisions::{BLOCK, Provisions, Stored};
pub use read::{MAX_CLAUSE_BYTES, MAX_LINE_BYTES, parse};
