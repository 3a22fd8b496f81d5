//! One unit of a question: a concept, an amount or a word.

use crate::{
    language::Role,
    text::{Span, VectorWord},
};

use super::amounts::Amount;

/// One thing that is asked about.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Its place in [`super::Units::text`].
    pub span: Span,
    /// Its kind, with its words.
    pub kind: UnitKind,
    /// Its role in the question.
    pub role: Role,
    /// Its weight in the library, from 0; the same unit a second time has none.
    pub weight: f32,
    /// The concepts that it names a kind of.
    pub(super) broader: Vec<u32>,
    /// Whether it is a concept that any document may speak of in other words.
    pub(super) is_general: bool,
    /// Its words that have a vector.
    pub(super) words: Vec<VectorWord>,
}

/// The kind of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitKind {
    /// A word of the glossaries: the concepts that it may stand for, none if it only names a kind of some, and its key.
    Concept(Vec<u32>, String),
    /// An amount.
    Amount(Amount),
    /// A Chinese word, folded.
    Han(String),
    /// A stem or a number.
    Word(String),
}
