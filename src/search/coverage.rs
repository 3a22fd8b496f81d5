//! The share of a question that a clause covers.
//!
//! A clause has a share of each unit of the question: by its own words and concepts, by the whole of which the unit is a
//! kind, by its expected questions, or by a word that is near. The weight of a unit is its rarity, in the library and in
//! general, times the weight of its role. A word that no clause has weighs most, so a clause on rivers does not cover a
//! question on `Mekong`.

use crate::text::{Contrast, VECTORS, VectorWord, is_han};

use super::{
    indexed::Tables,
    nearness::{Comparison, Nearness},
    query::{Query, WeighedUnit},
    rows::Counts,
    senses::{self, Sense},
};

/// The share of a word that a clause has at most by pairs of its characters, without the whole word.
const PART_OF_A_WORD: f32 = 0.5;

/// The share of a word that is in the clause's expected questions and not in the clause itself.
const ONLY_EXPECTED: f32 = 0.9;

/// The share of an unknown Chinese word that a clause has at most by its rare characters: words of one
/// field share their characters, as `粮价` and `粮食` do.
const PART_BY_CHARACTER: f32 = 0.5;

/// A unit is a topic if it weighs this much, and a clause has the topic if it has this share of it.
const TOPIC_WEIGHT: f32 = 1.0;
const TOPIC_SHARE: f32 = 0.95;

/// Units of less weight are turns of speech.
const HEAVY: f32 = 0.5;

/// How much of a question a clause covers, as sums of the weights of units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Coverage {
    /// The shares that the clause has, by its words or by near ones.
    pub(super) covered: f32,
    /// Those that it has by its own words and concepts.
    pub(super) by_words: f32,
    /// Those that it has only as the whole of which something asked is a kind.
    pub(super) by_wholes: f32,
    /// The shares that it lacks.
    pub(super) lacking: f32,
    /// The shares that it has where small similarities count too, which order clauses.
    ordering: f32,
    /// The similarities of units to the clause, each unit alike.
    alike: f32,
    n_units: f32,
    /// Those of names, of concepts that no clause has, and of words of which the clause has a sibling.
    pub(super) lacking_names: f32,
    /// The largest of those that it lacks.
    pub(super) heaviest_lacking: f32,
    /// The number of units with a weight that counts.
    pub(super) n_heavy: f32,
    /// Whether it lacks an amount: a clause about aid does not answer a question on $50 billion of it.
    pub(super) lacks_amount: bool,
    /// Whether it has a sibling of something asked: `increase` where the question is on what is reduced.
    pub(super) has_sibling: bool,
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

impl Counted<'_> {
    /// The places of the clause's words that have a vector, in the library's list of them.
    pub(super) fn words(&self) -> &[u16] {
        self.tables.meanings.words(self.place)
    }

    /// Whether the clause has a word as such, and not only as a part of others.
    fn has(&self, word: VectorWord) -> bool {
        let vocabulary = self.tables.meanings.vocabulary();
        self.words().iter().any(|it| vocabulary.get(usize::from(*it)) == Some(&word.0))
    }
}

impl Coverage {
    /// How much of `query` the clause covers.
    pub(super) fn of(query: &Query, clause: Counted<'_>, comparison: &mut Comparison<'_>) -> Self {
        let mut coverage = Self::default();
        for (bit, (at, it)) in (0..).zip(query.units.iter().enumerate()) {
            let (own, by_sense) = it.shares(clause);
            let by_words = own.max(by_sense);
            let near = it.nearness(by_words, at, clause, comparison);
            let is_by_text = own >= 1.0 && by_sense < 1.0;
            let has_sibling = near.has_sibling || is_by_text && it.stands_in_sibling(clause);
            let nearest = near.nearest.filter(|_| !has_sibling).map_or(0.0, |it| it.2);
            let by_whole = it.share_by_near_whole(clause, nearest);
            // The clause speaks of `路` in `公路`: that is no part of `铁路`.
            let by_words = if has_sibling { 0.0 } else { by_words };
            let share = if has_sibling { 0.0 } else { by_words.max(near.share).max(by_whole) };
            let order = if has_sibling { 0.0 } else { by_words.max(near.order).max(by_whole) };
            coverage.ordering += it.weight * order;
            coverage.alike += by_words.max(nearest);
            coverage.n_units += 1.0;
            coverage.add(it, by_words, share, has_sibling);
            let is_by_whole = by_sense > own && share <= by_sense;
            coverage.by_wholes += if is_by_whole { it.weight * share } else { 0.0 };
            if share >= TOPIC_SHARE && it.weight >= TOPIC_WEIGHT {
                coverage.topics |= 1_u64.checked_shl(bit).unwrap_or(0);
            }
        }
        coverage
    }

    fn add(&mut self, unit: &WeighedUnit, by_words: f32, share: f32, has_sibling: bool) {
        let lacking = unit.weight * (1.0 - share);
        self.covered += unit.weight * share;
        self.by_words += unit.weight * by_words;
        self.lacking += lacking;
        self.lacking_names += if unit.is_distinct || has_sibling { lacking } else { 0.0 };
        self.heaviest_lacking = self.heaviest_lacking.max(lacking);
        self.n_heavy += if unit.weight > HEAVY { 1.0 } else { 0.0 };
        self.has_sibling |= has_sibling;
        self.lacks_amount |= unit.amount.is_some() && by_words < 1.0;
    }

    /// The share of the question that the clause covers, 0 to 1. It orders candidates.
    pub(super) fn share(&self) -> f32 {
        let total = self.covered + self.lacking;
        if total > 0.0 { self.ordering / total } else { 0.0 }
    }

    /// How near the clause is to the units of the question, each alike, 0 to 1. It orders candidates: which word of a
    /// question weighs most is uncertain.
    pub(super) fn alike(&self) -> f32 {
        self.alike / self.n_units.max(1.0)
    }
}

impl WeighedUnit {
    /// Whether a clause has the amount that this unit is.
    pub(super) fn is_amount_of(&self, place: usize) -> bool {
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        self.amount.as_ref().is_some_and(|it| it.binary_search(&place).is_ok())
    }

    /// The words of a clause that are nearest to this unit, which has the place `at` in its query. The clause has the
    /// share `by_words` of it by its own words.
    pub(super) fn nearness(
        &self,
        by_words: f32,
        at: usize,
        clause: Counted<'_>,
        comparison: &mut Comparison<'_>,
    ) -> Nearness {
        if self.amount.is_some() || by_words >= 1.0 {
            return Nearness::default();
        }
        let near = comparison.nearness(at, clause.words());
        Nearness { share: self.near_share * near.share, ..near }
    }

    /// The share of the unit that a clause has by its words and concepts, 0 to 1.
    pub(super) fn share(&self, clause: Counted<'_>) -> f32 {
        let (own, by_sense) = self.shares(clause);
        own.max(by_sense)
    }

    /// The shares of the unit that a clause has by its own words and concepts, and by concepts alone.
    fn shares(&self, clause: Counted<'_>) -> (f32, f32) {
        let by_sense = self.share_by_sense(clause);
        (if by_sense >= 1.0 { by_sense } else { self.share_of_words(clause) }, by_sense)
    }

    /// The share of the unit that a clause has by the concepts that it is about, 0 to 1.
    fn share_by_sense(&self, clause: Counted<'_>) -> f32 {
        greatest_share(&self.senses, clause)
    }

    /// The share of a concept that no clause names which a clause has by its whole, 0 to 1, if its nearest word has this
    /// similarity.
    fn share_by_near_whole(&self, clause: Counted<'_>, similarity: f32) -> f32 {
        greatest_share(&self.near_wholes, clause) * senses::near_whole(similarity)
    }

    /// Whether the unit is a character that stands only inside words of the clause: `走` in `走私`. In a prepared library,
    /// whose questions are compared by their characters, none is.
    fn is_part_of_words(&self, clause: Counted<'_>) -> bool {
        let (&[word], 1) = (self.words.as_slice(), self.needs.len()) else { return false };
        let is_character = VECTORS.text(word).chars().map(is_han).eq([true]);
        is_character && !clause.tables.is_prepared() && !clause.has(word)
    }

    /// Whether the unit is a name that stands only inside names of its siblings in the clause: `印度` in `印度尼西亚`.
    fn stands_in_sibling(&self, clause: Counted<'_>) -> bool {
        let &[word] = self.words.as_slice() else { return false };
        let text = VECTORS.text(word);
        if !text.starts_with(is_han) || !VECTORS.is_name(word) {
            return false;
        }
        let vocabulary = clause.tables.meanings.vocabulary();
        let of_clause = clause.words().iter().filter_map(|it| vocabulary.get(usize::from(*it)));
        let mut is_inside = false;
        for other in of_clause.map(|it| VectorWord(*it)) {
            match VECTORS.contrast(word, other) {
                Contrast::Same => return false,
                Contrast::Siblings => is_inside |= VECTORS.text(other).contains(text),
                Contrast::Unlike | Contrast::Open => (),
            }
        }
        is_inside
    }

    /// The share of the unit that a clause has by its own words, or as an amount, 0 to 1.
    fn share_of_words(&self, clause: Counted<'_>) -> f32 {
        if self.amount.is_some() {
            return f32::from(u8::from(self.is_amount_of(clause.place)));
        }
        let share = |counts: &Counts| {
            let has = |it: &&[Option<u16>; 2]| it.iter().flatten().any(|it| counts.has(*it));
            let share = ratio(self.needs.iter().filter(has).count(), self.needs.len().max(1));
            if share < 1.0 { PART_OF_A_WORD * share } else { share }
        };
        let in_text = share(clause.body);
        if in_text >= 1.0 {
            return if self.is_part_of_words(clause) { PART_OF_A_WORD } else { in_text };
        }
        let has = |it: &&u16| clause.body.has(**it) || clause.asks.has(**it);
        let n_characters = self.characters.iter().filter(has).count();
        in_text
            .max(ONLY_EXPECTED * share(clause.asks))
            .max(PART_BY_CHARACTER * ratio(n_characters, self.needs.len() + 1))
    }
}

/// The greatest share of the senses that the clause is about.
fn greatest_share(senses: &[Sense], clause: Counted<'_>) -> f32 {
    let is_about = |it: &&Sense| clause.tables.strength(clause.place, it.concept) > 0.0;
    senses.iter().filter(is_about).map(|it| it.share).fold(0.0, f32::max)
}

#[expect(clippy::cast_precision_loss, reason = "a question has few units")]
fn ratio(part: usize, whole: usize) -> f32 {
    part as f32 / whole as f32
}
