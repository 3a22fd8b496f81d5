//! Agreements as sections and clauses in two languages, with their glossaries,
//! and with the problems of their files beside them.
//!
//! What always holds: reading gives an [`Agreement`] whatever the file; what did
//! not fit is a [`Problem`] with its line; nothing of a text but its layout is
//! lost.

mod agreement;
mod bilingual;
mod document;
mod expected;
mod glossary;
mod id;
mod library;
mod mark;
mod meta;
mod numbering;
mod problem;
mod promises;
mod read;
mod scheme;

pub use agreement::{Agreement, Heading, Provision};
pub use bilingual::Bilingual;
pub use document::{Clause, Document, Piece, Section};
pub use expected::Expected;
pub use glossary::{Concept, Glossary};
pub use id::{ClauseId, ClauseNumber, InvalidClauseId, SectionNumber};
pub use library::{
    AgreementRef, ClauseRef, Content, Library, MAX_FILE_BYTES, SourceFile, SourceFolder,
};
pub use meta::{Dates, Meta, Party, Period, TextMeta, TextStatus};
pub use problem::{FileProblem, Problem, ProblemKind, Severity};
pub use read::{MAX_LINE_BYTES, parse};
