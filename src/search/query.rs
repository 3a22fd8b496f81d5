//! A question's terms and units with their weights in one library.
//!
//! Everything that depends on the question and the library, and not on a clause, is found out here, once:
//! which terms some clause has and how rare they are, and how much each unit weighs.

use crate::{
    language::Role,
    text::{Span, Token, TokenKind, VECTORS, VectorWord, tokens},
};

use super::{
    concepts::ConceptPlace,
    dictionary::TokenNumber,
    engine::{Part, Postings},
    indexed::Indexed,
    meanings::mean_of,
    rarity,
    rows::PerKind,
    senses::{self, Sense, most_about},
    terms::{Kind, Writing, term},
    unit::{Unit, UnitKind},
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
    /// The words of the units that have a vector.
    pub(super) words: Vec<VectorWord>,
    /// Their mean vector.
    pub(super) mean: Vec<u8>,
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
    /// Its rarity, in the library and in general, times the weight of its role.
    pub(super) weight: f32,
    /// Whether it is a name, or a concept that no clause has: what is asked, and no choice of words.
    pub(super) is_distinct: bool,
    /// The concepts by which some clause has it.
    pub(super) senses: Vec<Sense>,
    /// The wholes of a concept that no clause names, which count by near words.
    pub(super) near_wholes: Vec<Sense>,
    /// Whether it is a concept that any document may speak of in other words.
    pub(super) is_general: bool,
    /// The clauses that have it, if it is an amount.
    pub(super) amount: Option<Vec<u32>>,
    /// Its terms, each as the kinds that it may be of.
    pub(super) needs: Vec<[Option<u16>; 2]>,
    /// The rare characters of a Chinese word that no clause has.
    pub(super) characters: Vec<u16>,
    /// The part of a near word's share that counts where it is decided whether a clause answers, 0 to 1. The order of
    /// clauses does not use it.
    pub(super) near_share: f32,
    /// Its words that have a vector.
    pub(super) words: Vec<VectorWord>,
    /// Whether it is a name, which no other word is near.
    pub(super) is_name: bool,
}

fn role_weight(role: Role) -> f32 {
    match role {
        Role::Name | Role::Thing => 1.0,
        Role::Act => 0.4,
        Role::Light => 0.1,
    }
}

/// The weight of a unit: its rarity in the library, and in general, since of few clauses the former says little.
const OWN: f32 = 0.6;
const GENERAL: f32 = 0.1;

/// The weight of a general concept beside that of others: a question is seldom after `improve` or `per cent`.
const GENERAL_CONCEPT: f32 = 0.7;

/// The general rarity, as `-ln(frequency)`, of a word without a vector, and the greatest that counts.
const UNKNOWN: f32 = 11.0;
const MAX_GENERAL: f32 = 13.0;

/// A character is rare if at most 1 clause in 12 has it.
const RARE_CHARACTER: usize = 12;

/// Makes the query of a question's units.
pub(super) struct QueryMaker<'a> {
    indexed: &'a Indexed,
    /// The tokens of the question, in order.
    tokens: Vec<Met>,
    query: Query,
    /// The key that is looked up; kept to save allocations.
    key: String,
}

/// A token of the question.
struct Met {
    span: Span,
    is_han: bool,
    /// `None` if no text has it.
    number: Option<TokenNumber>,
}

impl<'a> QueryMaker<'a> {
    /// Reads a corrected question.
    pub(super) fn new(indexed: &'a Indexed, text: &str) -> Self {
        let dictionary = &indexed.tables.dictionary;
        let met = |token: Token<'_>| {
            let is_han = token.kind == TokenKind::Han;
            let number = if is_han {
                token.text.chars().next().and_then(|it| dictionary.han(it))
            } else {
                dictionary.word(&term(&token))
            };
            Met { span: token.span, is_han, number }
        };
        let tokens = tokens(text).into_iter().map(met).collect();
        Self { indexed, tokens, query: Query::default(), key: String::new() }
    }

    /// Makes the query. The words of units that touch are one run, so that the characters at their seam are a pair.
    pub(super) fn make(mut self, units: &[Unit]) -> Query {
        let mut terms: Vec<(Kind, Tokens)> = Vec::new();
        let mut n_pairs = 0;
        for run in units.chunk_by(|a, b| a.span.end == b.span.start) {
            if let (Some(first), Some(last)) = (run.first(), run.last()) {
                n_pairs += self.terms(first.span.to(&last.span), &mut terms);
            }
        }
        terms.sort_unstable();
        for same in terms.chunk_by(|a, b| a == b) {
            if let Some((kind, tokens)) = same.first() {
                let n = u16::try_from(same.len()).map_or(f32::MAX, f32::from);
                self.term(*kind, *tokens, n, n_pairs < ENOUGH_PAIRS);
            }
        }
        for (place, unit) in units.iter().enumerate() {
            if !units.iter().take(place).any(|it| it.kind == unit.kind) {
                let unit = self.unit(place, unit);
                self.query.units.push(unit);
            }
        }
        let words: Vec<VectorWord> =
            self.query.units.iter().flat_map(|it| &it.words).copied().collect();
        self.query.mean = mean_of(&words);
        self.query.words = words;
        self.query
    }

    /// The tokens of a part of the question.
    fn part(&self, span: Span) -> &[Met] {
        let start = self.tokens.partition_point(|it| it.span.start < span.start);
        let end = self.tokens.partition_point(|it| it.span.end <= span.end);
        self.tokens.get(start..end).unwrap_or_default()
    }

    /// Adds the terms of a part of the question that some text may have. Nobody knows which texts a question is
    /// about, so words are terms of both writings. Returns how many pairs of characters and words beside them it has.
    fn terms(&self, span: Span, terms: &mut Vec<(Kind, Tokens)>) -> usize {
        let mut n_pairs = 0;
        let mut before: Option<&Met> = None;
        for it in self.part(span) {
            let after = before.filter(|before| {
                before.is_han == it.is_han && (!it.is_han || before.span.end == it.span.start)
            });
            let kinds: &[Kind] =
                if it.is_han { &[Kind::One] } else { &[Kind::One, Kind::Two, Kind::Word] };
            n_pairs += usize::from(!it.is_han || after.is_some());
            if let Some(number) = it.number {
                terms.extend(kinds.iter().map(|kind| (*kind, Tokens::Alone(number))));
                if let Some(first) = after.and_then(|it| it.number) {
                    let kind = if it.is_han { Kind::Two } else { Kind::Pair };
                    terms.push((kind, Tokens::Pair(first, number)));
                }
            }
            before = Some(it);
        }
        n_pairs
    }

    /// Adds a term that stands `n` times in the question; its number.
    fn term(&mut self, kind: Kind, tokens: Tokens, n: f32, by_characters: bool) -> u16 {
        let tables = &self.indexed.tables;
        let number = self.query.wanted.add(kind, tokens);
        if usize::from(number) < self.query.terms.len() {
            return number;
        }
        let (n_body, n_asks) = match (kind, tokens) {
            (Kind::Two, Tokens::Pair(..)) => {
                let n_body = self.find(Part::Twos, tokens, n);
                (n_body, self.find(Part::Asks, tokens, n * ASKS))
            }
            (Kind::Pair, Tokens::Pair(first, second)) => {
                let n_with = |it| tables.bodies.n_with(Writing::Spaced, it);
                let n = n_with(first).min(n_with(second)).div_ceil(PAIR_SHARE) as usize;
                (n, n)
            }
            (kind, Tokens::Alone(token) | Tokens::Pair(token, _)) => {
                let n_with = |writing| {
                    [&tables.bodies, &tables.asks].map(|it| it.n_with(writing, token) as usize)
                };
                let beside_han @ [_, n_beside] = n_with(Writing::Unspaced);
                let [n_body, n_asks] =
                    if kind == Kind::Word { n_with(Writing::Spaced) } else { beside_han };
                if n_body > 0
                    && let Some(part) = part_of(kind, by_characters)
                {
                    self.find(part, tokens, n);
                }
                // Expected questions have one key for a word, beside Han text or not.
                let is_other = kind == Kind::Word && n_beside == 0;
                if n_asks > 0 && (kind == Kind::Two || is_other) {
                    self.find(Part::Asks, tokens, n * ASKS);
                }
                (n_body, n_asks)
            }
        };
        let weight = n * KIND_WEIGHTS.get(kind.index()).copied().unwrap_or(1.0);
        let of = |n_with: usize| {
            if n_with > 0 && weight > 0.0 {
                weight * rarity(n_with, tables.n_clauses())
            } else {
                0.0
            }
        };
        let weights = Weights { body: of(n_body), asks: of(n_asks), n_with: n_body.max(n_asks) };
        self.query.terms.push(weights);
        number
    }

    /// Finds the clauses that have a term in a part; their number. Where `weight` is zero the question has no such
    /// term, and they are only counted.
    fn find(&mut self, part: Part, tokens: Tokens, weight: f32) -> usize {
        let tables = &self.indexed.tables;
        if part == Part::Asks && tables.asks.is_empty() {
            return 0;
        }
        let (first, second) = match tokens {
            Tokens::Alone(token) => (token, None),
            Tokens::Pair(first, second) => (first, Some(second)),
        };
        self.key.clear();
        for token in [Some(first), second].into_iter().flatten() {
            match tables.dictionary.char(token) {
                Some(c) => self.key.push(c),
                None => self.key.push_str(tables.dictionary.text(token)),
            }
        }
        let Some(postings) = self.indexed.engine.find(part, &self.key) else { return 0 };
        let n_with = postings.len();
        if weight > 0.0 {
            let weight = weight * rarity(n_with, tables.n_clauses());
            self.query.found.push((postings, weight));
        }
        n_with
    }

    fn unit(&mut self, place: usize, unit: &Unit) -> WeighedUnit {
        let indexed = self.indexed;
        let n_clauses = indexed.tables.n_clauses();
        let amount = match &unit.kind {
            UnitKind::Amount(amount) => Some(indexed.tables.amounts.clauses(amount)),
            UnitKind::Concept(..) | UnitKind::Han(_) | UnitKind::Word(_) => None,
        };
        let concepts: &[ConceptPlace] =
            if let UnitKind::Concept(concepts, _) = &unit.kind { concepts } else { &[] };
        let needs = if amount.is_some() { Vec::new() } else { self.needs(unit.span) };
        let n_having = |it: &[Option<u16>; 2]| {
            it.iter().flatten().map(|it| self.n_with(*it)).max().unwrap_or(0)
        };
        let by_words = needs.iter().map(n_having).min().unwrap_or(0);
        let mut senses = senses::own(concepts, indexed);
        let wholes = senses::wholes(&unit.broader, indexed);
        let by_concept = most_about(&senses);
        let n_with = match &amount {
            Some(clauses) => clauses.len(),
            None if by_concept > 0 => by_concept,
            None => by_words,
        };
        let is_left_out = n_with == 0 && !concepts.is_empty() && !unit.is_general;
        // What no clause names is as rare as its whole, which answers for a concept by near words only.
        let n_with = if n_with == 0 { most_about(&wholes) } else { n_with };
        // A library with expected questions usually has a glossary of the words in its clauses, so a near word says
        // something else.
        let is_unsaid = is_left_out && indexed.tables.is_prepared();
        let near_share = senses::near_share(is_unsaid, by_concept, &unit.broader, &wholes);
        let (by_whole, near_wholes) = senses::split(wholes, is_left_out, is_unsaid);
        senses.extend(by_whole);
        let own = rarity(n_with, n_clauses);
        // An amount is as rare as the library says.
        let weight =
            if amount.is_some() { own } else { OWN * own + GENERAL * general(&unit.words) };
        let is_unknown = matches!(unit.kind, UnitKind::Han(_)) && n_with == 0;
        let characters = if is_unknown { self.rare_characters(unit.span) } else { Vec::new() };
        WeighedUnit {
            place,
            weight: weight
                * role_weight(unit.role)
                * if unit.is_general { GENERAL_CONCEPT } else { 1.0 },
            is_distinct: unit.role == Role::Name || is_left_out,
            senses,
            near_wholes,
            is_general: unit.is_general,
            amount,
            needs,
            characters,
            near_share,
            words: unit.words.clone(),
            is_name: unit.role == Role::Name && !unit.kind.is_common(),
        }
    }

    fn n_with(&self, term: u16) -> usize {
        self.query.terms.get(usize::from(term)).map_or(0, |it| it.n_with)
    }

    fn rare_characters(&mut self, span: Span) -> Vec<u16> {
        let numbers: Vec<TokenNumber> = self.part(span).iter().filter_map(|it| it.number).collect();
        let ones = numbers.into_iter().map(|it| self.unasked(Kind::One, Tokens::Alone(it)));
        let ones: Vec<u16> = ones.collect();
        let is_rare =
            |it: &u16| self.n_with(*it) * RARE_CHARACTER <= self.indexed.tables.n_clauses();
        ones.into_iter().filter(is_rare).collect()
    }

    /// The terms of a unit: its pairs of characters, or its one character, and its Latin words. Those that no text
    /// has are none of the index, and are needed all the same.
    fn needs(&mut self, span: Span) -> Vec<[Option<u16>; 2]> {
        let part = self.part(span);
        let han = |it: &[Met]| match it {
            [a, b] if a.is_han && b.is_han && a.span.end == b.span.start => {
                Some(a.number.zip(b.number).map(|(a, b)| Tokens::Pair(a, b)))
            }
            _ => None,
        };
        let pairs: Vec<Option<Tokens>> = part.windows(2).filter_map(han).collect();
        let alone = |it: &Met| it.number.map(Tokens::Alone);
        let ones: Vec<Option<Tokens>> = part.iter().filter(|it| it.is_han).map(alone).collect();
        let words: Vec<Option<Tokens>> = part.iter().filter(|it| !it.is_han).map(alone).collect();
        let (kind, han) = if pairs.is_empty() { (Kind::One, ones) } else { (Kind::Two, pairs) };
        let han = han.into_iter().map(|it| [it.map(|it| self.unasked(kind, it)), None]);
        let mut needs: Vec<[Option<u16>; 2]> = han.collect();
        for word in words {
            needs.push([Kind::Word, Kind::One].map(|kind| word.map(|it| self.unasked(kind, it))));
        }
        needs
    }

    /// The number of a term, which is added without weight if the question's runs do not have it.
    fn unasked(&mut self, kind: Kind, tokens: Tokens) -> u16 {
        self.term(kind, tokens, 0.0, false)
    }
}

/// How rare the rarest of words is in general.
fn general(words: &[VectorWord]) -> f32 {
    let rarest = words.iter().map(|it| -VECTORS.frequency(*it).ln()).reduce(f32::max);
    rarest.unwrap_or(UNKNOWN).clamp(0.0, MAX_GENERAL)
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
