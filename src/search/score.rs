//! The order of candidates: by words, expected questions, concepts and amounts.

use std::collections::BTreeMap;

use crate::corpus::ClauseRef;

use super::{
    Amount, UnitKind, Units,
    concepts::ConceptPlace,
    indexed::Indexed,
    passages::Wanted,
    query::{AMOUNTS, ASKS, CONCEPTS},
    rarity,
    terms::{Kind, Terms},
};

/// One question, ready to be compared with clauses.
#[derive(Debug)]
pub(super) struct Scorer<'a> {
    indexed: &'a Indexed,
    bodies: Vec<Wanted>,
    asks: Vec<Wanted>,
    concepts: Vec<&'a [ConceptPlace]>,
    amounts: Vec<&'a Amount>,
}

/// A clause and how well it fits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The clause.
    pub clause: ClauseRef,
    /// The order of hits; from 0, comparable within one question only.
    pub rank: f32,
    /// The share of the question that the clause covers, 0 to 1, comparable across questions.
    pub coverage: f32,
    /// The topics of the question that the clause has: a bit for each of the first 64 units.
    pub topics: u64,
}

/// The parts of a candidate's rank.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// By the words of the clause.
    pub body: f32,
    /// By its expected questions.
    pub asks: f32,
    /// By the concepts that it is about.
    pub concepts: f32,
    /// By the amounts that it has.
    pub amounts: f32,
}

impl Score {
    /// The rank: the sum of the parts, raised by the share of the question that the clause covers.
    pub fn rank(self, coverage: f32) -> f32 {
        (self.body + self.asks + self.concepts + self.amounts) * (0.5 + coverage)
    }
}

impl<'a> Scorer<'a> {
    pub(super) fn new(units: &'a Units, terms: &Terms, indexed: &'a Indexed) -> Self {
        let mut counts: BTreeMap<(usize, &str), (Kind, f32)> = BTreeMap::new();
        for (kind, term) in terms.iter() {
            counts.entry((kind.index(), term)).or_insert((kind, 0.0)).1 += 1.0;
        }
        let (bodies, asks, concepts, amounts) = (vec![], vec![], vec![], vec![]);
        let mut scorer = Self { indexed, bodies, asks, concepts, amounts };
        for ((_, term), (kind, n)) in counts {
            if let Some(place) = indexed.dictionary.place(kind, term) {
                scorer.bodies.extend(indexed.bodies.wanted(kind, place, n));
                scorer.asks.extend(indexed.asks.wanted(kind, place, n));
            }
        }
        for unit in &units.units {
            match &unit.kind {
                UnitKind::Concept(concepts, _) => scorer.concepts.push(concepts),
                UnitKind::Amount(amount) => scorer.amounts.push(amount),
                UnitKind::Han(_) | UnitKind::Word(_) => (),
            }
        }
        scorer
    }

    pub(super) fn score(&self, place: usize) -> Score {
        let concepts: f32 = self.concepts.iter().map(|it| self.concept(place, it)).sum();
        Score {
            body: self.indexed.bodies.score(place, &self.bodies),
            asks: ASKS * self.indexed.asks.score(place, &self.asks),
            concepts: CONCEPTS * concepts,
            amounts: AMOUNTS * self.amounts(place),
        }
    }

    fn amounts(&self, place: usize) -> f32 {
        let found = self.amounts.iter().filter(|it| self.indexed.has_amount(place, it));
        found.map(|it| rarity(self.indexed.n_with_amount(it), self.indexed.n_clauses())).sum()
    }

    /// Scores the meanings of a unit: the best of them counts, not their sum.
    fn concept(&self, place: usize, meanings: &[ConceptPlace]) -> f32 {
        let scores = meanings.iter().map(|it| {
            let weight = rarity(self.indexed.n_about(*it), self.indexed.n_clauses());
            weight * self.indexed.strength(place, *it)
        });
        scores.fold(0.0, f32::max)
    }
}
