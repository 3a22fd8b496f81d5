//! Faults of a document's files, with their lines.

use crate::text::Language;

use super::number::{ClauseId, SectionNumber};

/// A fault and its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// One-based line of the file.
    pub line: u32,
    /// The fault.
    pub kind: ProblemKind,
}

/// A problem and the file it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileProblem {
    /// The id of the document that the file belongs to; empty for the common glossary.
    pub document: String,
    /// Folder and name, as the operator wrote the folder.
    pub file: String,
    /// The fault and its line.
    pub problem: Problem,
}

/// The weight of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look.
    Warning,
    /// People would be shown something wrong or incomplete.
    Error,
}

/// A fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The file has no text.
    Empty,
    /// The file is larger than is read.
    TooLarge {
        /// Bytes found.
        found: u64,
        /// Bytes read at most.
        limit: u64,
    },
    /// There is a title and no clause.
    NoClause,
    /// A line is longer than any clause.
    LineTooLong {
        /// Bytes found.
        found: usize,
        /// Bytes that a line may have.
        limit: usize,
    },
    /// A clause is longer than any clause is.
    ClauseTooLong {
        /// Its number.
        id: ClauseId,
        /// Bytes found.
        found: usize,
        /// Bytes that a clause may have.
        limit: usize,
    },
    /// A character that is not seen, and that may change what is: it is never shown.
    Steering {
        /// One-based character of the line.
        column: usize,
        /// The first such character of the line.
        character: char,
    },
    /// A byte is no character.
    NotUtf8,
    /// The bytes are no text in any encoding.
    Binary,
    /// The file cannot be read.
    Unreadable {
        /// The message of the system.
        reason: String,
    },
    /// No line before the first clause.
    NoTitle,
    /// Nothing in the text is numbered, so its paragraphs are counted.
    NoNumbers,
    /// The first number is not 1, or numbers between two neighbours are not there.
    Missing {
        /// First missing number.
        first: ClauseId,
        /// Last missing number; the same as `first` for one.
        last: ClauseId,
    },
    /// Sections between two neighbours are not there.
    MissingSection {
        /// First missing section.
        first: SectionNumber,
        /// Last missing section.
        last: SectionNumber,
    },
    /// The numbers begin in the middle or have gaps: the text is a part of a document.
    Extract {
        /// Gaps, the one before the first number among them.
        n_gaps: usize,
    },
    /// A number stands a second time.
    Repeated {
        /// The number.
        id: ClauseId,
        /// Line of its first use.
        first_line: u32,
    },
    /// A section number stands a second time.
    RepeatedSection {
        /// The number.
        section: SectionNumber,
        /// Line of its first use.
        first_line: u32,
    },
    /// A number is smaller than one before it.
    OutOfOrder {
        /// The number.
        id: ClauseId,
        /// The number before it.
        after: ClauseId,
    },
    /// A section number is smaller than one before it.
    SectionOutOfOrder {
        /// The number.
        section: SectionNumber,
        /// The section before it.
        after: SectionNumber,
    },
    /// A clause stands in a section whose number it does not begin with.
    WrongSection {
        /// The clause.
        id: ClauseId,
        /// The section that it stands in.
        section: SectionNumber,
    },
    /// Text that is part of nothing.
    Stray {
        /// Its beginning.
        text: String,
    },
    /// An unnumbered paragraph, taken as part of the clause before it.
    Unnumbered {
        /// That clause.
        after: ClauseId,
    },
    /// A clause or section without words.
    NoText {
        /// Its number as printed.
        printed: String,
    },
    /// One language has a clause that the other has not.
    OnlyIn {
        /// The clause.
        id: ClauseId,
        /// The language that has it.
        language: Language,
    },
    /// One language has a section that the other has not.
    SectionOnlyIn {
        /// The section.
        section: SectionNumber,
        /// The language that has it.
        language: Language,
    },
    /// One text of a clause has an amount or a year that the other lacks.
    AmountOnlyIn {
        /// The clause.
        id: ClauseId,
        /// The language that has it.
        language: Language,
        /// The amount, in the words of that text.
        amount: String,
    },
    /// A settings file of the document is not as it should be.
    Settings {
        /// What was expected and found, in words.
        reason: String,
    },
    /// A folder has no `zh.txt` and no `en.txt`.
    NoDocument,
    /// A file looks like a document and has no name that is read.
    NotRead {
        /// The file.
        file: String,
    },
    /// Two folders give the same document id.
    RepeatedDocument {
        /// The id.
        id: String,
    },
    /// A glossary concept names a clause that the document has not.
    UnknownClause {
        /// The concept or entry.
        entry: String,
        /// The clause.
        clause: String,
    },
    /// A clause has no expected question, and others have some.
    NoQuestions {
        /// The clause.
        id: ClauseId,
    },
}

impl ProblemKind {
    /// Whether the document can be used as it is.
    pub fn severity(&self) -> Severity {
        match self {
            Self::NoTitle
            | Self::NoNumbers
            | Self::Steering { .. }
            | Self::NotRead { .. }
            | Self::Extract { .. }
            | Self::Stray { .. }
            | Self::Unnumbered { .. }
            | Self::NoQuestions { .. } => Severity::Warning,
            Self::Empty
            | Self::NoClause
            | Self::TooLarge { .. }
            | Self::LineTooLong { .. }
            | Self::ClauseTooLong { .. }
            | Self::NotUtf8
            | Self::Binary
            | Self::Unreadable { .. }
            | Self::Missing { .. }
            | Self::MissingSection { .. }
            | Self::Repeated { .. }
            | Self::RepeatedSection { .. }
            | Self::OutOfOrder { .. }
            | Self::SectionOutOfOrder { .. }
            | Self::WrongSection { .. }
            | Self::NoText { .. }
            | Self::OnlyIn { .. }
            | Self::SectionOnlyIn { .. }
            | Self::AmountOnlyIn { .. }
            | Self::Settings { .. }
            | Self::NoDocument
            | Self::RepeatedDocument { .. }
            | Self::UnknownClause { .. } => Severity::Error,
        }
    }
}

impl ProblemKind {
    /// Whether it may come from a file that is broken or half written, so that a document of before is better.
    pub fn is_fatal(&self) -> bool {
        match self {
            Self::Empty
            | Self::NoClause
            | Self::TooLarge { .. }
            | Self::LineTooLong { .. }
            | Self::ClauseTooLong { .. }
            | Self::NotUtf8
            | Self::Binary
            | Self::Unreadable { .. }
            | Self::Settings { .. }
            | Self::NoDocument
            | Self::RepeatedDocument { .. } => true,
            Self::NoTitle
            | Self::NoNumbers
            | Self::Steering { .. }
            | Self::Extract { .. }
            | Self::Stray { .. }
            | Self::Unnumbered { .. }
            | Self::NoQuestions { .. }
            | Self::Missing { .. }
            | Self::MissingSection { .. }
            | Self::Repeated { .. }
            | Self::RepeatedSection { .. }
            | Self::OutOfOrder { .. }
            | Self::SectionOutOfOrder { .. }
            | Self::WrongSection { .. }
            | Self::NoText { .. }
            | Self::OnlyIn { .. }
            | Self::SectionOnlyIn { .. }
            | Self::AmountOnlyIn { .. }
            | Self::NotRead { .. }
            | Self::UnknownClause { .. } => false,
        }
    }
}

impl Problem {
    /// At a one-based line.
    pub fn new(line: u32, kind: ProblemKind) -> Self {
        Self { line, kind }
    }
}
