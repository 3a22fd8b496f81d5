//! How much of what a question asks about a clause speaks of.
//!
//! Coverage is the share of the question's units, weighted by rarity, that the
//! clause has: 0 to 1, comparable across questions and documents. The weight of
//! a unit that `n` of `N` clauses have is `ln(1 + (N - n + 0.5) / (n + 0.5))`.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::text::{Key, TokenKind, tokens};

use super::{Amount, UnitKind, Units, concepts::ConceptPlace, terms::term};

/// The part of a Chinese word's weight that its characters in pairs can earn
/// where the whole word is not in the clause.
const PART_OF_A_WORD: f32 = 0.5;

/// What is left of the coverage where the question names an amount that the
/// clause has not: a clause about aid does not answer for $50 billion of it.
const OTHER_AMOUNT: f32 = 0.5;

/// What is known of a clause for coverage.
#[derive(Debug, Default)]
pub(super) struct Profile {
    /// Keys of its texts and heading.
    keys: Vec<String>,
    /// Stems and numbers of its texts.
    words: HashSet<String>,
    /// Concepts it is about.
    pub(super) concepts: BTreeSet<ConceptPlace>,
    /// Amounts of its texts.
    pub(super) amounts: Vec<Amount>,
}

impl Profile {
    /// Takes in a folded text and its key.
    pub(super) fn add(&mut self, folded: &str, key: &Key) {
        let words = tokens(folded).into_iter().filter(|it| it.kind != TokenKind::Han);
        self.words.extend(words.map(|it| term(&it)));
        self.keys.push(key.as_str().to_owned());
    }

    /// The stems and numbers of its texts.
    pub(super) fn words(&self) -> impl Iterator<Item = &String> {
        self.words.iter()
    }

    fn has_text(&self, key: &str) -> bool {
        self.keys.iter().any(|it| it.contains(key))
    }

    /// How much of a unit it has, 0 to 1.
    fn share(&self, kind: &UnitKind) -> f32 {
        match kind {
            UnitKind::Concept(concepts, key) => {
                let is_about =
                    concepts.iter().any(|it| self.concepts.contains(it)) || self.has_text(key);
                if is_about { 1.0 } else { 0.0 }
            }
            UnitKind::Amount(amount) => {
                f32::from(u8::from(self.amounts.iter().any(|it| amount.fits(it))))
            }
            UnitKind::Word(word) => f32::from(u8::from(self.words.contains(word))),
            UnitKind::Han(word) if self.has_text(word) => 1.0,
            UnitKind::Han(word) => PART_OF_A_WORD * self.share_of_pairs(word),
        }
    }

    fn share_of_pairs(&self, word: &str) -> f32 {
        let chars: Vec<char> = word.chars().collect();
        let pairs: Vec<String> = chars.windows(2).map(|it| it.iter().collect()).collect();
        let n_found = pairs.iter().filter(|it| self.has_text(it)).count();
        ratio(n_found, pairs.len().max(1))
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of clauses and characters are far below 2^24"
)]
fn ratio(part: usize, whole: usize) -> f32 {
    part as f32 / whole as f32
}

/// The units of one question with their weights in one library.
#[derive(Debug)]
pub(super) struct Weighed<'a> {
    units: Vec<(&'a UnitKind, f32)>,
    total: f32,
}

impl<'a> Weighed<'a> {
    /// Weighs `units` by how many of `profiles` have them; `n_with_word` counts
    /// the clauses of each stem.
    pub(super) fn new(
        units: &'a Units,
        profiles: &[Profile],
        n_with_word: &HashMap<String, usize>,
    ) -> Self {
        let mut seen: Vec<&UnitKind> = Vec::new();
        let mut weighed = Vec::new();
        for kind in units.units.iter().map(|it| &it.kind) {
            if seen.contains(&kind) {
                continue;
            }
            seen.push(kind);
            let n_clauses = match kind {
                UnitKind::Word(word) => n_with_word.get(word).copied().unwrap_or_default(),
                UnitKind::Concept(..) | UnitKind::Amount(_) | UnitKind::Han(_) => {
                    profiles.iter().filter(|it| it.share(kind) >= 1.0).count()
                }
            };
            weighed.push((kind, rarity(n_clauses, profiles.len())));
        }
        let total = weighed.iter().map(|(_, weight)| weight).sum();
        Self { units: weighed, total }
    }

    /// The coverage by one clause, 0 to 1.
    pub(super) fn by(&self, profile: &Profile) -> f32 {
        if self.total <= 0.0 {
            return 0.0;
        }
        let covered: f32 =
            self.units.iter().map(|(kind, weight)| weight * profile.share(kind)).sum();
        let is_other_amount =
            |kind: &UnitKind| matches!(kind, UnitKind::Amount(_)) && profile.share(kind) < 1.0;
        let has_other_amount = self.units.iter().any(|(kind, _)| is_other_amount(kind));
        let kept = if has_other_amount { OTHER_AMOUNT } else { 1.0 };
        kept * covered / self.total
    }
}

fn rarity(n_with: usize, n_all: usize) -> f32 {
    let (with, all) = (ratio(n_with, 1), ratio(n_all.max(n_with), 1));
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}
