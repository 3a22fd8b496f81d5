//! The purposes of questions.

use crate::corpus::{AgreementRef, ClauseNumber, ClauseRef, SectionNumber};

use super::{filter::CommitmentFilter, lexicon::Occasion};

/// The purpose of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Clauses by number; those found, in the order asked. Never empty.
    Clauses(Vec<Numbered>),
    /// An article, by the words of its heading.
    Article(AgreementRef, SectionNumber),
    /// A clause by a number that is not there; of one document, with the clauses of others that have it.
    NoSuchClause(ClauseNumber, Vec<ClauseRef>),
    /// A section, by number or name.
    Section(AgreementRef, SectionNumber),
    /// A section by a number that no agreement has.
    NoSuchSection(SectionNumber),
    /// A part of a document that the library does not have, by the name that was typed.
    NoSuchDocument(String),
    /// The list of sections, of one document or of all.
    Outline(Option<AgreementRef>),
    /// Commitments.
    Commitments(CommitmentFilter),
    /// Nothing.
    Help(Occasion),
    /// The clauses on a subject.
    Topic,
}

/// A clause that a number asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// The clause.
    pub clause: ClauseRef,
    /// The number of the part of it that was asked for, where its parts have no numbers of their own.
    pub part: Option<ClauseNumber>,
}
