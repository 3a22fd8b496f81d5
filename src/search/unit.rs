//! One unit of a question: a concept, an amount or a word.

use crate::{
    language::Role,
    text::{Span, VECTORS, VectorWord},
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

impl UnitKind {
    /// Whether a unit that a dictionary tags as a name is a common word all the same, which other words may be near: `城市`
    /// and `山区` are tagged as places. The vectors have no name but those among the contrasts.
    pub(super) fn is_common(&self) -> bool {
        match self {
            Self::Han(word) => VECTORS.find(word).is_some_and(|it| !VECTORS.is_name(it)),
            Self::Concept(..) | Self::Word(_) | Self::Amount(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_names_and_cities_are_not() {
        let is_common = |word: &str| UnitKind::Han(word.to_owned()).is_common();
        assert!(["城市", "山区", "城镇"].into_iter().all(is_common));
        assert!(!["北京", "越南", "湄公河"].into_iter().any(is_common));
    }
}
