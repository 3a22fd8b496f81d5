//! The evidence that a clause answers a question: each unit's weight and share, and the parts of the rank.

use crate::text::VECTORS;

use super::{
    UnitKind, Units,
    concepts::{ConceptPlace, Concepts},
    coverage::Counted,
    nearness::Comparison,
    score::{Score, Scored},
};

/// How a clause fits a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// Each unit of the question with its evidence, in order.
    pub units: Vec<Evidence>,
    /// The parts of the rank.
    pub score: Score,
    /// The rank.
    pub rank: f32,
    /// See [`super::Hit::confidence`].
    pub confidence: f32,
}

/// The share of a unit that a clause has.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The unit's words.
    pub text: String,
    /// The concepts that it may stand for; none for a plain word.
    pub concepts: Vec<String>,
    /// The concepts that it names a kind of.
    pub broader: Vec<String>,
    /// Its weight in this library.
    pub weight: f32,
    /// The share of it that the clause has, 0 to 1.
    pub share: f32,
    /// The word of the clause that counts for it, where it has none of its own, with their similarity.
    pub near: Option<(String, f32)>,
}

impl Explanation {
    pub(super) fn new(
        units: &Units,
        (scored, best): (Scored, f32),
        (clause, comparison): (Counted<'_>, &mut Comparison<'_>),
        concepts: &Concepts,
    ) -> Self {
        let ids = |it: &[ConceptPlace]| it.iter().map(|it| concepts.id(*it).to_owned()).collect();
        let evidence = units.query.units.iter().enumerate().map(|(at, it)| {
            let unit = units.units.get(it.place);
            let own = match unit.map(|it| &it.kind) {
                Some(UnitKind::Concept(concepts, _)) => concepts.as_slice(),
                _ => &[],
            };
            let by_words = it.share(clause);
            let nearness = it.nearness(by_words, at, clause, comparison);
            Evidence {
                text: unit.and_then(|it| it.span.of(&units.text)).unwrap_or_default().to_owned(),
                concepts: ids(own),
                broader: ids(unit.map_or(&[], |it| &it.broader)),
                weight: it.weight,
                share: by_words.max(nearness.share),
                near: nearness
                    .nearest
                    .filter(|_| nearness.share > by_words)
                    .map(|it| (VECTORS.text(it.1).to_owned(), it.2)),
            }
        });
        Self {
            units: evidence.collect(),
            score: scored.score,
            rank: scored.score.rank(best),
            confidence: scored.confidence,
        }
    }
}
