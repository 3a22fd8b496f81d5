//! How near the words of a clause are to a unit of a question that it lacks.
//!
//! A clause with `农民` has a share of `farmers`, one with `农产品` a smaller one. A name is near nothing but its other
//! writings, and siblings such as `铁路` and `公路` are not near each other: [`Contrast`] says which these are.

use crate::text::{Contrast, VECTORS, VectorWord};

/// The similarity from which a word has a share of another, where clauses are ordered. Of two words by chance, one pair
/// in twenty has it.
const ORDERS: f32 = 0.2;

/// The same, where it is decided whether a clause answers. Of forty words by chance, the nearest one has it.
const COUNTS: f32 = 0.32;

/// The similarity from which a word has all that it can have of another.
const TO: f32 = 0.8;

/// The share of a word that its nearest word has at most: it may mean something else.
const AT_MOST: f32 = 0.7;

/// The nearest words of a clause to a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Nearness {
    /// The share of the unit that the clause has by them, 0 to 1.
    pub(super) share: f32,
    /// The same for the order of clauses, where smaller similarities count too.
    pub(super) order: f32,
    /// Whether the clause has a word that never stands for one of the unit's.
    pub(super) has_sibling: bool,
    /// The word of the unit that has the nearest one, that one, and their similarity from 0 to 1.
    pub(super) nearest: Option<(VectorWord, VectorWord, f32)>,
}

impl Nearness {
    /// Compares a unit's words with those of a clause. Each word of the unit counts alike; `is_name` says that only
    /// the same name is near; the words of the whole question are `asked`.
    pub(super) fn of(
        unit: &[VectorWord],
        is_name: bool,
        clause: &[VectorWord],
        asked: &[VectorWord],
    ) -> Self {
        let (mut sum, mut order, mut n_words) = (0.0, 0.0, 0.0_f32);
        let mut nearest: Option<(VectorWord, VectorWord, f32)> = None;
        let mut has_sibling = false;
        for word in unit {
            let mut best = 0.0;
            let mut is_apart = false;
            for other in clause {
                is_apart |= VECTORS.contrast(*word, *other) == Contrast::Siblings;
                let similarity = similarity(*word, *other, is_name);
                if similarity > best {
                    best = similarity;
                    if nearest.is_none_or(|it| it.2 < similarity) {
                        nearest = Some((*word, *other, similarity));
                    }
                }
            }
            has_sibling |= is_apart && best < 1.0 && !is_one_of_several(*word, asked);
            sum += share(best, COUNTS);
            order += share(best, ORDERS);
            n_words += 1.0;
        }
        let n_words = n_words.max(1.0);
        Self { share: sum / n_words, order: order / n_words, has_sibling, nearest }
    }
}

/// Whether a question asks for siblings of a word too: `flights and trains` is answered by a clause on railways.
fn is_one_of_several(word: VectorWord, asked: &[VectorWord]) -> bool {
    asked.iter().any(|it| VECTORS.contrast(word, *it) == Contrast::Siblings)
}

/// The similarity of two words, 0 to 1; 1 for the same thing by another word.
pub(super) fn similarity(a: VectorWord, b: VectorWord, is_name: bool) -> f32 {
    match VECTORS.contrast(a, b) {
        Contrast::Same => 1.0,
        Contrast::Siblings | Contrast::Unlike => 0.0,
        Contrast::Open if is_name => 0.0,
        Contrast::Open => VECTORS.similarity(a, b).clamp(0.0, 1.0),
    }
}

fn share(similarity: f32, from: f32) -> f32 {
    if similarity >= 1.0 {
        return 1.0;
    }
    AT_MOST * ((similarity - from) / (TO - from)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<VectorWord> {
        text.split(' ').map(|it| VECTORS.find(it).unwrap_or_else(|| panic!("{it}"))).collect()
    }

    fn share_of(unit: &str, clause: &str) -> f32 {
        Nearness::of(&words(unit), false, &words(clause), &[]).share
    }

    #[test]
    fn the_nearest_word_counts() {
        assert!(share_of("farmer", "农民 铁路") > share_of("farmer", "农产品 铁路"));
        assert!(share_of("farmer", "农产品 铁路") > share_of("farmer", "铁路"));
        assert!(share_of("vietnam", "越南") >= 1.0);
    }

    #[test]
    fn siblings_and_names_are_not_near() {
        for (unit, clause) in [("铁路", "公路"), ("vietnam", "泰国 thailand"), ("import", "export")]
        {
            assert!(share_of(unit, clause) <= 0.0, "{unit} {clause}");
        }
        assert!(Nearness::of(&words("farmer"), true, &words("农民"), &[]).share <= 0.0);
    }
}
