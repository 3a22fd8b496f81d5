//! The share of a question that a clause covers.
//!
//! Coverage is the share of the question's units, by weight, that the clause has: 0 to 1, comparable
//! across questions and documents. The weight of a unit is its rarity times the weight of its role. A
//! word that no clause has weighs most, so a clause on rivers does not cover a question on `Mekong`.

use super::{
    Unit, UnitKind, Units,
    concepts::ConceptPlace,
    dictionary::{Dictionary, TermPlace},
    indexed::Indexed,
    rarity,
    terms::{Kind, Terms},
};
use crate::language::Role;

/// The share of a word that a clause has at most by pairs of its characters, without the whole word.
const PART_OF_A_WORD: f32 = 0.5;

/// The share of a word that is in the clause's expected questions and not in the clause itself.
const ONLY_EXPECTED: f32 = 0.9;

/// The share of an unknown Chinese word that a clause has at most by its rare characters: words of one
/// field share their characters, as `粮价` and `粮食` do.
const PART_BY_CHARACTER: f32 = 0.5;

/// A character is rare if at most 1 clause in 12 has it.
const RARE_CHARACTER: usize = 12;

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
const LACKING_KNOWN: f32 = 0.3;
const LACKING_UNKNOWN: f32 = 0.5;
const LACKING_NAME: f32 = 1.0;

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

/// The units of one question with their weights in one library.
#[derive(Debug)]
pub(super) struct Weighed<'a> {
    pub(super) units: Vec<WeighedUnit<'a>>,
}

#[derive(Debug)]
pub(super) struct WeighedUnit<'a> {
    pub(super) unit: &'a Unit,
    pub(super) weight: f32,
    /// Its weight factor where it is missing; see [`LACKING_KNOWN`].
    lacking: f32,
    pub(super) concepts: &'a [ConceptPlace],
    /// Each with the kinds of term that it may be.
    needs: Vec<[Option<TermPlace>; 2]>,
    /// The rare characters of a Chinese word that no clause has.
    characters: Vec<TermPlace>,
}

impl<'a> Weighed<'a> {
    /// Weighs the units of a question; one that stands twice counts once.
    pub(super) fn new(units: &'a Units, indexed: &Indexed) -> Self {
        let mut weighed: Vec<WeighedUnit<'a>> = Vec::new();
        for unit in &units.units {
            if weighed.iter().any(|it| it.unit.kind == unit.kind) {
                continue;
            }
            let text = unit.span.of(&units.text).unwrap_or_default();
            weighed.push(WeighedUnit::new(unit, text, indexed));
        }
        Self { units: weighed }
    }

    pub(super) fn by(&self, indexed: &Indexed, place: usize) -> Coverage {
        let (mut covered, mut total, mut lacking, mut topics) = (0.0, 0.0, 0.0, 0);
        let mut kept = 1.0;
        for (bit, it) in (0..).zip(&self.units) {
            let share = it.share(indexed, place);
            if matches!(it.unit.kind, UnitKind::Amount(_)) && share < 1.0 {
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
            return Coverage::default();
        }
        Coverage {
            even: covered / total,
            sure: kept * covered / (covered + lacking + LITTLE_EVIDENCE),
            topics,
        }
    }
}

impl<'a> WeighedUnit<'a> {
    fn new(unit: &'a Unit, text: &str, indexed: &Indexed) -> Self {
        let concepts: &[ConceptPlace] =
            if let UnitKind::Concept(concepts, _) = &unit.kind { concepts } else { &[] };
        let is_amount = matches!(unit.kind, UnitKind::Amount(_));
        let needs = if is_amount { Vec::new() } else { needs(text, &indexed.dictionary) };
        let by_words = needs
            .iter()
            .map(|it| it.iter().flatten().map(|it| indexed.n_with(*it)).max().unwrap_or(0))
            .min()
            .unwrap_or(0);
        let by_concept = concepts.iter().map(|it| indexed.n_about(*it)).max().unwrap_or(0);
        let n_with = match &unit.kind {
            UnitKind::Amount(amount) => indexed.n_with_amount(amount),
            UnitKind::Concept(..) if by_concept > 0 => by_concept,
            UnitKind::Concept(..) | UnitKind::Han(_) | UnitKind::Word(_) => by_words,
        };
        let weight = rarity(n_with, indexed.n_clauses()) * role_weight(unit.role);
        let is_left_out = n_with == 0 && !concepts.is_empty();
        let is_name = unit.role == Role::Name || is_left_out;
        let lacking = match n_with {
            _ if is_name => LACKING_NAME,
            0 => LACKING_UNKNOWN,
            _ => LACKING_KNOWN,
        };
        let unknown = if let UnitKind::Han(word) = &unit.kind { word.as_str() } else { "" };
        let unknown = if n_with == 0 { unknown } else { "" };
        let characters = rare_characters(unknown, indexed);
        Self { unit, weight, lacking, concepts, needs, characters }
    }

    /// The share of the unit that a clause has, 0 to 1.
    pub(super) fn share(&self, indexed: &Indexed, place: usize) -> f32 {
        if let UnitKind::Amount(amount) = &self.unit.kind {
            return f32::from(u8::from(indexed.has_amount(place, amount)));
        }
        if self.concepts.iter().any(|it| indexed.is_about(place, *it)) {
            return 1.0;
        }
        let share = |has: &dyn Fn(TermPlace) -> bool| {
            let n_found = self.needs.iter().filter(|it| it.iter().flatten().any(|it| has(*it)));
            let share = ratio(n_found.count(), self.needs.len().max(1));
            if share < 1.0 { PART_OF_A_WORD * share } else { share }
        };
        let in_text = share(&|it| indexed.bodies.has(place, it));
        if in_text >= 1.0 {
            return in_text;
        }
        let has =
            |it: &&TermPlace| indexed.bodies.has(place, **it) || indexed.asks.has(place, **it);
        let n_characters = self.characters.iter().filter(has).count();
        in_text
            .max(ONLY_EXPECTED * share(&|it| indexed.asks.has(place, it)))
            .max(PART_BY_CHARACTER * ratio(n_characters, self.needs.len() + 1))
    }
}

fn rare_characters(word: &str, indexed: &Indexed) -> Vec<TermPlace> {
    let places = word
        .chars()
        .filter_map(|c| indexed.dictionary.place(Kind::One, c.encode_utf8(&mut [0; 4])));
    places.filter(|it| indexed.n_with(*it) * RARE_CHARACTER <= indexed.n_clauses()).collect()
}

/// The terms of a folded word: its pairs of characters, or its one character, and its Latin words.
fn needs(text: &str, dictionary: &Dictionary) -> Vec<[Option<TermPlace>; 2]> {
    let terms = Terms::of(text);
    let pairs = terms.twos.iter().filter(|it| !terms.words.contains(it));
    let mut needs: Vec<[Option<TermPlace>; 2]> =
        pairs.map(|it| [dictionary.place(Kind::Two, it), None]).collect();
    if needs.is_empty() {
        let ones = terms.ones.iter().filter(|it| !terms.words.contains(it));
        needs.extend(ones.map(|it| [dictionary.place(Kind::One, it), None]));
    }
    let word = |it| [dictionary.place(Kind::Word, it), dictionary.place(Kind::One, it)];
    needs.extend(terms.words.iter().map(|it| word(it)));
    needs
}

#[expect(clippy::cast_precision_loss, reason = "a question has few units")]
fn ratio(part: usize, whole: usize) -> f32 {
    part as f32 / whole as f32
}
