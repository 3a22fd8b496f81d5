//! The share of a question that a clause covers.
//!
//! Coverage is the share of the question's units, by weight, that the clause has: 0 to 1, comparable
//! across questions and documents. The weight of a unit is its rarity times the weight of its role. A
//! word that no clause has weighs most, so a clause on rivers does not cover a question on `Mekong`.

use super::{
    indexed::Tables,
    query::{Query, WeighedUnit},
    rows::Counts,
};

/// The share of a word that a clause has at most by pairs of its characters, without the whole word.
const PART_OF_A_WORD: f32 = 0.5;

/// The share of a word that is in the clause's expected questions and not in the clause itself.
const ONLY_EXPECTED: f32 = 0.9;

/// The share of an unknown Chinese word that a clause has at most by its rare characters: words of one
/// field share their characters, as `粮价` and `粮食` do.
const PART_BY_CHARACTER: f32 = 0.5;

/// The factor on the coverage where the clause lacks an amount of the question: a clause about aid does
/// not answer a question on $50 billion of it.
const OTHER_AMOUNT: f32 = 0.4;

/// Added to the weight of the question, so that light words alone cover little.
const LITTLE_EVIDENCE: f32 = 0.3;

/// A unit is a topic if it weighs this much, and a clause has the topic if it has this share of it.
const TOPIC_WEIGHT: f32 = 1.5;
const TOPIC_SHARE: f32 = 0.9;

/// How much of a question a clause covers, 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Coverage {
    /// The share of the units, by weight. It orders candidates.
    pub(super) even: f32,
    /// The share with missing units weighted by [`WeighedUnit::lacking`]. It decides whether the clause is an answer.
    pub(super) sure: f32,
    /// See [`super::Hit::topics`].
    pub(super) topics: u64,
}

/// A clause with its counts of the wanted terms.
#[derive(Clone, Copy)]
pub(super) struct Counted<'a> {
    pub(super) tables: &'a Tables,
    pub(super) place: usize,
    pub(super) body: &'a Counts,
    pub(super) asks: &'a Counts,
}

impl Coverage {
    /// How much of `query` the clause covers.
    pub(super) fn of(query: &Query, clause: Counted<'_>) -> Self {
        let (mut covered, mut total, mut lacking, mut topics) = (0.0, 0.0, 0.0, 0);
        let mut kept = 1.0;
        for (bit, it) in (0..).zip(&query.units) {
            let share = it.share(clause);
            if it.amount.is_some() && share < 1.0 {
                kept = OTHER_AMOUNT;
            }
            covered += it.weight * share;
            total += it.weight;
            lacking += it.weight * (1.0 - share) * it.lacking;
            if share >= TOPIC_SHARE && it.weight >= TOPIC_WEIGHT {
                topics |= 1_u64.checked_shl(bit).unwrap_or(0);
            }
        }
        if covered <= 0.0 {
            return Self::default();
        }
        Self {
            even: covered / total,
            sure: kept * covered / (covered + lacking + LITTLE_EVIDENCE),
            topics,
        }
    }
}

impl WeighedUnit {
    /// Whether a clause has the amount that this unit is.
    pub(super) fn is_amount_of(&self, place: usize) -> bool {
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        self.amount.as_ref().is_some_and(|it| it.binary_search(&place).is_ok())
    }

    /// The share of the unit that a clause has, 0 to 1.
    pub(super) fn share(&self, clause: Counted<'_>) -> f32 {
        if self.amount.is_some() {
            return f32::from(u8::from(self.is_amount_of(clause.place)));
        }
        let is_about = |it: &u32| clause.tables.strength(clause.place, *it) > 0.0;
        if self.concepts.iter().any(is_about) {
            return 1.0;
        }
        let share = |counts: &Counts| {
            let has = |it: &&[Option<u16>; 2]| it.iter().flatten().any(|it| counts.has(*it));
            let share = ratio(self.needs.iter().filter(has).count(), self.needs.len().max(1));
            if share < 1.0 { PART_OF_A_WORD * share } else { share }
        };
        let in_text = share(clause.body);
        if in_text >= 1.0 {
            return in_text;
        }
        let has = |it: &&u16| clause.body.has(**it) || clause.asks.has(**it);
        let n_characters = self.characters.iter().filter(has).count();
        in_text
            .max(ONLY_EXPECTED * share(clause.asks))
            .max(PART_BY_CHARACTER * ratio(n_characters, self.needs.len() + 1))
    }
}

#[expect(clippy::cast_precision_loss, reason = "a question has few units")]
fn ratio(part: usize, whole: usize) -> f32 {
    part as f32 / whole as f32
}
