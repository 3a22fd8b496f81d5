//! A question's terms and units with their weights in one library.
//!
//! Everything that depends on the question and the library, and not on a clause, is found out here, once:
//! which terms some clause has and how rare they are, and how much each unit weighs.

use std::collections::BTreeMap;

use crate::language::Role;

use super::{
    Unit, UnitKind,
    concepts::ConceptPlace,
    engine::{Part, Postings},
    indexed::Indexed,
    rarity,
    rows::PerKind,
    terms::{Kind, Term, Writing},
    wanted::{Tokens, Wanted},
};

/// Weights of expected questions, concepts and amounts beside the clause's own words.
pub(super) const ASKS: f32 = 0.7;
pub(super) const CONCEPTS: f32 = 3.0;
pub(super) const AMOUNTS: f32 = 5.0;

/// Weights of the kinds of term, measured on public questions.
const KIND_WEIGHTS: PerKind<f32> = [1.0, 1.0, 1.0, 0.3];

/// Pairs of characters from which single characters find no candidates: they find few more clauses and take
/// most of the time.
const ENOUGH_PAIRS: usize = 3;

/// A question, ready to be compared with clauses.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Query {
    /// The terms that some clause has, or its expected questions.
    pub(super) wanted: Wanted,
    /// Their weights, in the same order.
    pub(super) terms: Vec<Weights>,
    /// The units, each once.
    pub(super) units: Vec<WeighedUnit>,
    /// The clauses that have a term, with the weight of that.
    pub(super) found: Vec<(Postings, f32)>,
}

/// The weights of a term in clauses and in expected questions, and the number of clauses that have it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Weights {
    pub(super) body: f32,
    pub(super) asks: f32,
    pub(super) n_with: usize,
}

/// A unit with its weight.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct WeighedUnit {
    /// Its place in [`super::Units::units`].
    pub(super) place: usize,
    /// Its rarity times the weight of its role.
    pub(super) weight: f32,
    /// Its weight factor where it is missing; see [`LACKING_KNOWN`].
    pub(super) lacking: f32,
    pub(super) concepts: Vec<ConceptPlace>,
    /// The clauses that have it, if it is an amount.
    pub(super) amount: Option<Vec<u32>>,
    /// Its terms, each as the kinds that it may be of.
    pub(super) needs: Vec<[Option<u16>; 2]>,
    /// The rare characters of a Chinese word that no clause has.
    pub(super) characters: Vec<u16>,
}

fn role_weight(role: Role) -> f32 {
    match role {
        Role::Name | Role::Thing => 1.0,
        Role::Act => 0.4,
        Role::Light => 0.15,
    }
}

/// How much a word counts against a clause that lacks it. People choose their words freely, so a missing
/// word counts less than a present one, and least where other clauses have it. But a name is not chosen,
/// and a concept that no clause has is a subject that the agreements leave out.
pub(super) const LACKING_KNOWN: f32 = 0.3;
const LACKING_UNKNOWN: f32 = 0.5;
const LACKING_NAME: f32 = 1.0;

/// A character is rare if at most 1 clause in 12 has it.
const RARE_CHARACTER: usize = 12;

/// Makes the query of a question's units and runs.
pub(super) struct QueryMaker<'a> {
    pub(super) indexed: &'a Indexed,
    query: Query,
}

impl<'a> QueryMaker<'a> {
    pub(super) fn new(indexed: &'a Indexed) -> Self {
        Self { indexed, query: Query::default() }
    }

    /// Makes the query of the units of a corrected question, and of its runs without stop words.
    pub(super) fn make(mut self, text: &str, units: &[Unit], runs: &[String]) -> Query {
        let mut counts: BTreeMap<Term, f32> = BTreeMap::new();
        for term in runs.iter().flat_map(|it| Term::all(it)) {
            *counts.entry(term).or_default() += 1.0;
        }
        let n_pairs = counts.keys().filter(|it| it.kind == Kind::Two).count();
        for (term, n) in &counts {
            self.term(term, *n, n_pairs < ENOUGH_PAIRS);
        }
        for (place, unit) in units.iter().enumerate() {
            if !units.iter().take(place).any(|it| it.kind == unit.kind) {
                let unit = self.unit(place, unit, unit.span.of(text).unwrap_or_default());
                self.query.units.push(unit);
            }
        }
        self.query
    }

    /// Adds a term that stands `n` times in the question; its number, or `None` if no text has it.
    fn term(&mut self, term: &Term, n: f32, by_characters: bool) -> Option<u16> {
        let tables = &self.indexed.tables;
        let tokens = Tokens::of(term, &tables.dictionary)?;
        let number = self.query.wanted.add(term.kind, tokens);
        if usize::from(number) < self.query.terms.len() {
            return Some(number);
        }
        let (n_body, n_asks) = match (term.kind, tokens) {
            (Kind::Two, Tokens::Pair(..)) => {
                let key = term.key();
                (self.find(Part::Twos, &key, n), self.find(Part::Asks, &key, n * ASKS))
            }
            (Kind::Pair, Tokens::Pair(first, second)) => {
                let n_with = |it| tables.bodies.n_with(Writing::Spaced, it);
                let n = n_with(first).min(n_with(second)).div_ceil(PAIR_SHARE) as usize;
                (n, n)
            }
            (kind, Tokens::Alone(token)) | (kind, Tokens::Pair(token, _)) => {
                let n_with = |writing| {
                    [&tables.bodies, &tables.asks].map(|it| it.n_with(writing, token) as usize)
                };
                let beside_han @ [_, n_beside] = n_with(Writing::Unspaced);
                let [n_body, n_asks] =
                    if kind == Kind::Word { n_with(Writing::Spaced) } else { beside_han };
                if n_body > 0
                    && let Some(part) = part_of(kind, by_characters)
                {
                    self.find(part, &term.text, n);
                }
                // Expected questions have one key for a word, beside Han text or not.
                let is_other = kind == Kind::Word && n_beside == 0;
                if n_asks > 0 && (kind == Kind::Two || is_other) {
                    self.find(Part::Asks, &term.text, n * ASKS);
                }
                (n_body, n_asks)
            }
        };
        let weight = n * KIND_WEIGHTS.get(term.kind.index()).copied().unwrap_or(1.0);
        let of = |n_with: usize| {
            if n_with > 0 { weight * rarity(n_with, tables.n_clauses()) } else { 0.0 }
        };
        let weights = Weights { body: of(n_body), asks: of(n_asks), n_with: n_body.max(n_asks) };
        self.query.terms.push(weights);
        Some(number)
    }

    /// Finds the clauses that have a key in a part; their number. Where `weight` is zero the question has no
    /// such term, and they are only counted.
    fn find(&mut self, part: Part, key: &str, weight: f32) -> usize {
        if part == Part::Asks && self.indexed.tables.asks.is_empty() {
            return 0;
        }
        let Some(postings) = self.indexed.engine.find(part, key) else { return 0 };
        let n_with = postings.len();
        if weight > 0.0 {
            let weight = weight * rarity(n_with, self.indexed.tables.n_clauses());
            self.query.found.push((postings, weight));
        }
        n_with
    }

    fn unit(&mut self, place: usize, unit: &Unit, text: &str) -> WeighedUnit {
        let indexed = self.indexed;
        let n_clauses = indexed.tables.n_clauses();
        let amount = match &unit.kind {
            UnitKind::Amount(amount) => Some(indexed.tables.amounts.clauses(amount)),
            UnitKind::Concept(..) | UnitKind::Han(_) | UnitKind::Word(_) => None,
        };
        let concepts: &[ConceptPlace] =
            if let UnitKind::Concept(concepts, _) = &unit.kind { concepts } else { &[] };
        let needs = if amount.is_some() { Vec::new() } else { self.needs(text) };
        let n_having = |it: &[Option<u16>; 2]| {
            it.iter().flatten().map(|it| self.n_with(*it)).max().unwrap_or(0)
        };
        let by_words = needs.iter().map(n_having).min().unwrap_or(0);
        let by_concept = concepts.iter().map(|it| indexed.n_about(*it)).max().unwrap_or(0);
        let n_with = match &amount {
            Some(clauses) => clauses.len(),
            None if by_concept > 0 => by_concept,
            None => by_words,
        };
        let is_left_out = n_with == 0 && !concepts.is_empty();
        let is_name = unit.role == Role::Name || is_left_out;
        let lacking = match n_with {
            _ if is_name => LACKING_NAME,
            0 => LACKING_UNKNOWN,
            _ => LACKING_KNOWN,
        };
        let unknown = if let UnitKind::Han(word) = &unit.kind { word.as_str() } else { "" };
        let unknown = if n_with == 0 { unknown } else { "" };
        WeighedUnit {
            place,
            weight: rarity(n_with, n_clauses) * role_weight(unit.role),
            lacking,
            concepts: concepts.to_vec(),
            amount,
            needs,
            characters: self.rare_characters(unknown),
        }
    }

    fn n_with(&self, term: u16) -> usize {
        self.query.terms.get(usize::from(term)).map_or(0, |it| it.n_with)
    }

    fn rare_characters(&mut self, word: &str) -> Vec<u16> {
        let ones = word.chars().filter_map(|c| self.unasked(Kind::One, &c.to_string(), None));
        let ones: Vec<u16> = ones.collect();
        let is_rare =
            |it: &u16| self.n_with(*it) * RARE_CHARACTER <= self.indexed.tables.n_clauses();
        ones.into_iter().filter(is_rare).collect()
    }

    /// The terms of a folded word: its pairs of characters, or its one character, and its Latin words.
    fn needs(&mut self, text: &str) -> Vec<[Option<u16>; 2]> {
        let terms = Term::all(text);
        let of = |kind: Kind| terms.iter().filter(move |it| it.kind == kind);
        let mut needs: Vec<[Option<u16>; 2]> = of(Kind::Two)
            .filter(|it| it.next.is_some())
            .map(|it| [self.unasked(it.kind, &it.text, it.next.as_deref()), None])
            .collect();
        let words: Vec<&str> = of(Kind::Word).map(|it| it.text.as_str()).collect();
        if needs.is_empty() {
            let ones = of(Kind::One).filter(|it| !words.contains(&it.text.as_str()));
            needs.extend(ones.map(|it| [self.unasked(it.kind, &it.text, None), None]));
        }
        let kinds = [Kind::Word, Kind::One];
        needs.extend(words.iter().map(|it| kinds.map(|kind| self.unasked(kind, it, None))));
        needs
    }

    /// The number of a term, which is added without weight if the question's runs do not have it.
    fn unasked(&mut self, kind: Kind, text: &str, next: Option<&str>) -> Option<u16> {
        let term = Term { kind, text: text.to_owned(), next: next.map(str::to_owned) };
        self.term(&term, 0.0, false)
    }
}

/// Two words stand side by side in about one of so many of the clauses that have the rarer of them; pairs of
/// words are not counted.
const PAIR_SHARE: u32 = 4;

/// The part in which a term of one token finds candidates.
fn part_of(kind: Kind, by_characters: bool) -> Option<Part> {
    match kind {
        Kind::One => by_characters.then_some(Part::Ones),
        Kind::Two => Some(Part::Twos),
        Kind::Word | Kind::Pair => Some(Part::Words),
    }
}
