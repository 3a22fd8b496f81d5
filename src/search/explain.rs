//! The evidence that a clause answers a question: each unit's weight and share, and the parts of the rank.

use super::{Units, concepts::Concepts, coverage::Counted, coverage::Coverage, score::Score};

/// How a clause fits a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// Each unit of the question with its evidence, in order.
    pub units: Vec<Evidence>,
    /// The parts of the rank.
    pub score: Score,
    /// The rank.
    pub rank: f32,
    /// See [`super::Hit::coverage`].
    pub coverage: f32,
}

/// The share of a unit that a clause has.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The unit's words.
    pub text: String,
    /// The concepts that it may stand for; none for a plain word.
    pub concepts: Vec<String>,
    /// Its weight in this library.
    pub weight: f32,
    /// The share of it that the clause has, 0 to 1.
    pub share: f32,
}

impl Explanation {
    pub(super) fn new(
        units: &Units,
        (score, coverage): (Score, Coverage),
        clause: Counted<'_>,
        concepts: &Concepts,
    ) -> Self {
        let words = |place: usize| units.units.get(place).and_then(|it| it.span.of(&units.text));
        let evidence = units.query.units.iter().map(|it| Evidence {
            text: words(it.place).unwrap_or_default().to_owned(),
            concepts: it.concepts.iter().map(|it| concepts.id(*it).to_owned()).collect(),
            weight: it.weight,
            share: it.share(clause),
        });
        Self {
            units: evidence.collect(),
            score,
            rank: score.rank(coverage.even),
            coverage: coverage.sure,
        }
    }
}
