//! The order of candidates: by words, expected questions, concepts and amounts.

use std::ops::Range;

use crate::corpus::ClauseRef;

use super::{
    confidence::{Setting, confidence},
    coverage::{Counted, Coverage},
    indexed::Tables,
    meanings::Survey,
    nearness::Comparison,
    query::{AMOUNTS, ASKS, CONCEPTS, Query},
    rarity,
    rows::Counts,
    senses::Sense,
};

/// A clause and how well it fits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The clause.
    pub clause: ClauseRef,
    /// The order of hits, comparable within one question only; below 0 where hardly anything fits.
    pub rank: f32,
    /// How certain it is that the clause answers, 0 to 1, comparable across questions and libraries.
    pub confidence: f32,
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
    /// The share of the question that the clause covers, 0 to 1.
    pub covered: f32,
    /// By how near its meaning is, from 0.
    pub meaning: f32,
    /// How near it is to the words of the question, each alike, 0 to 1.
    pub alike: f32,
    /// The logarithm of the number of its words: a long clause is near more words by chance.
    pub length: f32,
    /// How these are weighed.
    pub weighing: Weighing,
}

/// How the parts are weighed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weighing {
    /// In a library with expected questions, which order its clauses as a person would.
    Prepared,
    /// In any other.
    #[default]
    Plain,
}

/// The weights of coverage, meaning and terms in a prepared library.
const COVERED: f32 = 1.0;
const MEANING: f32 = 2.0;
const TERMS: f32 = 1.4;

/// The weights in others, fitted by a softmax over the clauses of libraries without expected questions, to those of
/// `tests/questions/tune.jsonl` and of four documents of `tests/agreements`. The square of what is covered is taken off,
/// since the last word of a question says less than the first.
const PLAIN_SQUARE: f32 = 0.5;
const PLAIN_MEANING: f32 = 1.11;
const PLAIN_TERMS: f32 = 0.6;
const PLAIN_ALIKE: f32 = 0.3;
const PLAIN_LENGTH: f32 = 0.05;

/// The weight of concepts beside the words of clauses.
const OF_CONCEPTS: f32 = 1.0;

/// The least score by terms that counts as a full one.
const FULL: f32 = 8.0;

/// The share of the usual nearness that is taken off.
const USUAL: f32 = 0.5;

impl Score {
    /// The score by terms: words, expected questions, concepts and amounts.
    pub fn terms(self) -> f32 {
        self.body + self.asks + OF_CONCEPTS * self.concepts + self.amounts
    }

    /// The rank, where the best of the candidates has `best` by terms.
    pub fn rank(self, best: f32) -> f32 {
        let terms = self.terms() / best.max(FULL);
        match self.weighing {
            Weighing::Prepared => {
                (COVERED * self.covered + MEANING * self.meaning + TERMS * terms) * self.covered
            }
            Weighing::Plain => {
                let covered =
                    self.covered * (1.0 - PLAIN_SQUARE * self.covered + PLAIN_TERMS * terms);
                let near = PLAIN_MEANING * self.meaning + PLAIN_ALIKE * self.alike;
                let sum = covered + near - PLAIN_LENGTH * self.length;
                // Squared, so that a clause far behind the best has a small share of its rank.
                sum * sum.abs()
            }
        }
    }
}

/// Compares clauses with one question.
pub(super) struct Scorer<'a> {
    query: &'a Query,
    tables: &'a Tables,
    /// By unit: the weight of each of its concepts, or of its amount.
    weights: Vec<Vec<f32>>,
    body: Counts,
    asks: Counts,
    comparison: Comparison<'a>,
    survey: Survey<'a>,
    setting: Setting,
}

/// A clause with its score.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scored {
    pub(super) score: Score,
    pub(super) coverage: Coverage,
    /// See [`Hit::confidence`].
    pub(super) confidence: f32,
}

impl<'a> Scorer<'a> {
    pub(super) fn new(query: &'a Query, tables: &'a Tables) -> Self {
        let n_clauses = tables.n_clauses();
        let concept = |it: &Sense| CONCEPTS * it.share * rarity(it.n_about, n_clauses);
        let weights = query.units.iter().map(|it| {
            let amount = it.amount.iter().map(|it| AMOUNTS * rarity(it.len(), n_clauses));
            amount.chain(it.senses.iter().map(concept)).collect()
        });
        let (weights, body, asks) = (weights.collect(), Counts::default(), Counts::default());
        let survey = tables.meanings.survey(&query.mean);
        let setting = Setting {
            nearness: 0.0,
            length: 0.0,
            usual: survey.usual,
            n_clauses,
            is_prepared: tables.is_prepared(),
        };
        let comparison = Comparison::new(query, tables);
        Self { query, tables, weights, body, asks, comparison, survey, setting }
    }

    /// Counts the terms of the question in a clause, whose words the comparison compares.
    pub(super) fn count(&mut self, place: usize) -> (Counted<'_>, &mut Comparison<'a>) {
        let Self { query, tables, body, asks, comparison, .. } = self;
        let weights = |term: u16| query.terms.get(usize::from(term));
        let of_body = |it| weights(it).map_or(0.0, |it| it.body);
        let of_asks = |it| weights(it).map_or(0.0, |it| it.asks);
        tables.bodies.tally(place, &query.wanted, of_body, body);
        tables.asks.tally(place, &query.wanted, of_asks, asks);
        (Counted { tables, place, body, asks }, comparison)
    }

    /// The clauses that are nearest to the question: see [`Survey::nearest`].
    pub(super) fn nearest(&self, limit: usize, places: &Range<u32>) -> Vec<u32> {
        self.survey.nearest(limit, places)
    }

    /// The score of a clause, and how much of the question it covers.
    pub(super) fn score(&mut self, place: usize) -> Scored {
        let query = self.query;
        let nearness = self.survey.nearness(place);
        let (counted, comparison) = self.count(place);
        let coverage = Coverage::of(query, counted, comparison);
        let n_words = counted.words().len();
        let length = u16::try_from(n_words).map_or(f32::from(u16::MAX), f32::from).ln_1p();
        let (body, asks) = (counted.body.score, ASKS * counted.asks.score);
        let setting = Setting { nearness, length, ..self.setting };
        let meaning = (nearness - USUAL * setting.usual.0).max(0.0);
        let (covered, alike) = (coverage.share(), coverage.alike());
        let weighing = if setting.is_prepared { Weighing::Prepared } else { Weighing::Plain };
        let mut score =
            Score { body, asks, covered, meaning, alike, length, weighing, ..Score::default() };
        for (unit, weights) in query.units.iter().zip(&self.weights) {
            if unit.amount.is_some() {
                let weight = weights.first().copied().unwrap_or(0.0);
                score.amounts += if unit.is_amount_of(place) { weight } else { 0.0 };
            }
            // The best of the meanings counts, not their sum.
            let scores = unit.senses.iter().zip(weights);
            let strength = |it: &Sense| self.tables.strength(place, it.concept);
            let scores = scores.map(|(it, weight)| weight * strength(it));
            // A general concept is another choice of words: it covers, and puts no clause before others.
            score.concepts += if unit.is_general { 0.0 } else { scores.fold(0.0, f32::max) };
        }
        Scored { score, coverage, confidence: confidence(&coverage, setting) }
    }
}
