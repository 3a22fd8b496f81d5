//! How near the words of a clause are to a unit of a question that it lacks.
//!
//! A clause with `农民` has a share of `farmers`, one with `农产品` a smaller one. A name is near nothing but its other
//! writings; words that translate each other by the dictionary are near, whatever their vectors say; and siblings such as `铁路` and `公路` are not near each other: [`Contrast`] says which these are.

use crate::text::{Contrast, VECTORS, VectorWord};

use super::{indexed::Tables, query::Query};

/// The similarity from which a word has a share of another, where clauses are ordered. Of two words by chance, one pair
/// in forty has it.
const ORDERS: f32 = 0.2;

/// The similarity from which a word has a share of another, where it is decided whether a clause answers. Of two words by
/// chance, one pair in 350 has it.
const COUNTS: f32 = 0.36;

/// The similarity from which a word has all that it can have of another.
const TO: f32 = 0.8;

/// The share of a word that its nearest word has at most: it may mean something else.
const AT_MOST: f32 = 0.7;

/// The greatest share in a library with expected questions: its glossary usually has the other words for what its clauses
/// say.
const AT_MOST_PREPARED: f32 = 0.5;

/// The weight of the least covered word in the share of a unit; the mean of the words has the rest. A clause on the labour
/// market has less than half of `stock market`.
const LEAST: f32 = 0.4;

/// The similarity of words of which the dictionary says that one translates the other, unless their vectors say more: a
/// word has several translations, and a clause may mean another.
const TRANSLATED: f32 = 0.7;

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

/// Compares the words of a question with those of a library, each pair once for all clauses.
pub(super) struct Comparison<'a> {
    /// The words of the library, by place.
    vocabulary: &'a [u32],
    /// By unit of the question.
    units: Vec<Vec<Compared>>,
    /// The share of a word that its nearest word has at most.
    at_most: f32,
}

/// A word of a question, to be compared with others.
pub(super) struct AskedWord {
    word: VectorWord,
    /// Whether only the same name is near.
    is_name: bool,
    translations: Vec<VectorWord>,
}

/// A word of a unit.
struct Compared {
    asked: AskedWord,
    /// Whether the question asks for siblings of the word too: `flights and trains` is answered by a clause on railways.
    is_one_of_several: bool,
    /// Places of words with the similarities that were found, each where its last bits say.
    found: Vec<(u16, f32)>,
}

/// Stands for no place: libraries have fewer words.
const NO_PLACE: u16 = u16::MAX;

/// Stands for the similarity of siblings.
const SIBLING: f32 = -1.0;

/// Similarities that are kept for a word of a question.
const MAX_FOUND: usize = 4096;

impl<'a> Comparison<'a> {
    pub(super) fn new(query: &Query, tables: &'a Tables) -> Self {
        let units =
            query.units.iter().map(|it| (it.words.as_slice(), it.is_name && it.amount.is_none()));
        let at_most = if tables.is_prepared() { AT_MOST_PREPARED } else { AT_MOST };
        Self { at_most, ..Self::of(units, &query.words, tables.meanings.vocabulary()) }
    }

    /// Of the words of units, each with whether it is a name, in a question that asks for the words `asked`.
    fn of<'q>(
        units: impl Iterator<Item = (&'q [VectorWord], bool)>,
        asked: &[VectorWord],
        vocabulary: &'a [u32],
    ) -> Self {
        let is_sibling = |a: VectorWord, b| VECTORS.contrast(a, b) == Contrast::Siblings;
        let n_found = vocabulary.len().next_power_of_two().min(MAX_FOUND);
        let compared = |word: VectorWord, is_name: bool| Compared {
            asked: AskedWord::new(word, is_name),
            is_one_of_several: asked.iter().any(|it| is_sibling(word, *it)),
            found: vec![(NO_PLACE, 0.0); n_found],
        };
        let unit = |(words, is_name): (&[VectorWord], bool)| {
            words.iter().map(|it| compared(*it, is_name)).collect()
        };
        Self { vocabulary, units: units.map(unit).collect(), at_most: AT_MOST }
    }

    /// Compares a unit with the words of a clause, given by their places.
    pub(super) fn nearness(&mut self, unit: usize, clause: &[u16]) -> Nearness {
        let mut nearness = Nearness::default();
        let Some(unit) = self.units.get_mut(unit) else { return nearness };
        let at_most = self.at_most;
        let (mut sum, mut order, mut n_words) = (0.0, 0.0, 0.0_f32);
        let mut least = 1.0_f32;
        for word in unit {
            let (mut best, mut best_place, mut is_apart) = (0.0, None, false);
            for place in clause {
                let similarity = word.similarity(*place, self.vocabulary);
                is_apart |= similarity <= SIBLING;
                if similarity > best {
                    (best, best_place) = (similarity, Some(*place));
                }
            }
            let other = best_place.and_then(|it| self.vocabulary.get(usize::from(it)));
            if let Some(other) = other
                && nearness.nearest.is_none_or(|it| it.2 < best)
            {
                nearness.nearest = Some((word.asked.word, VectorWord(*other), best));
            }
            nearness.has_sibling |= is_apart && best < 1.0 && !word.is_one_of_several;
            let share = share_of(best, COUNTS, at_most);
            sum += share;
            least = least.min(share);
            order += share_of(best, ORDERS, at_most);
            n_words += 1.0;
        }
        let n_words = n_words.max(1.0);
        let mean = sum / n_words;
        let share = mean - LEAST * (mean - least).max(0.0);
        Nearness { share, order: order / n_words, ..nearness }
    }
}

impl Compared {
    /// The similarity to the word at a place, or [`SIBLING`].
    fn similarity(&mut self, place: u16, vocabulary: &[u32]) -> f32 {
        let last_bits = usize::from(place) & self.found.len().wrapping_sub(1);
        let Some(found) = self.found.get_mut(last_bits) else { return 0.0 };
        if found.0 != place {
            let other = vocabulary.get(usize::from(place)).copied().map(VectorWord);
            let similarity = other.map_or(0.0, |it| self.asked.similarity(it));
            *found = (place, similarity);
        }
        found.1
    }
}

impl AskedWord {
    pub(super) fn new(word: VectorWord, is_name: bool) -> Self {
        let translations = if is_name { Vec::new() } else { VECTORS.translations(word).collect() };
        Self { word, is_name, translations }
    }

    /// The similarity to another word, 0 to 1; 1 for the same thing by another word, [`SIBLING`] for siblings.
    pub(super) fn similarity(&self, other: VectorWord) -> f32 {
        match VECTORS.contrast(self.word, other) {
            Contrast::Same => 1.0,
            Contrast::Siblings => SIBLING,
            Contrast::Unlike => 0.0,
            Contrast::Open if self.is_name => 0.0,
            Contrast::Open => {
                let least = if self.translations.contains(&other) { TRANSLATED } else { 0.0 };
                VECTORS.similarity(self.word, other).clamp(least, 1.0)
            }
        }
    }
}

/// The share of a word that one of this similarity has, which is 0 below `from`.
fn share_of(similarity: f32, from: f32, at_most: f32) -> f32 {
    if similarity >= 1.0 {
        return 1.0;
    }
    at_most * ((similarity - from) / (TO - from)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<VectorWord> {
        text.split(' ').map(|it| VECTORS.find(it).unwrap_or_else(|| panic!("{it}"))).collect()
    }

    fn compared(unit: &str, is_name: bool, clause: &str) -> Nearness {
        let vocabulary: Vec<u32> = words(clause).into_iter().map(|it| it.0).collect();
        let places: Vec<u16> = (0..).take(vocabulary.len()).collect();
        let unit = words(unit);
        let units = [(unit.as_slice(), is_name)].into_iter();
        Comparison::of(units, &unit, &vocabulary).nearness(0, &places)
    }

    fn share(unit: &str, clause: &str) -> f32 {
        compared(unit, false, clause).share
    }

    #[test]
    fn the_nearest_word_counts() {
        assert!(share("farmer", "农民 铁路") > share("farmer", "农产品 铁路"));
        assert!(share("farmer", "农产品 铁路") > share("farmer", "铁路"));
        assert!(share("vietnam", "越南") >= 1.0);
    }

    #[test]
    fn words_that_translate_each_other_are_near_whatever_their_vectors() {
        let pair = words("attract 吸引");
        assert!(VECTORS.similarity(pair[0], pair[1]) < COUNTS);
        let (there, back) = (share("attract", "吸引"), share("吸引", "attract"));
        assert!(there > 0.4 && back > 0.4, "{there} {back}");
        assert!(
            compared("attract", true, "吸引").share <= 0.0,
            "a name is not translated by its words"
        );
    }

    #[test]
    fn a_part_of_a_unit_is_less_than_its_share_of_the_words() {
        let part = share("stock market", "market");
        assert!(part < 0.5, "{part}");
        assert!(share("stock market", "stock market") >= 1.0);
    }

    #[test]
    fn siblings_and_names_are_not_near() {
        for (unit, clause) in [("铁路", "公路"), ("vietnam", "泰国 thailand"), ("import", "export")]
        {
            let nearness = compared(unit, false, clause);
            assert!(nearness.share <= 0.0 && nearness.nearest.is_none(), "{unit} {clause}");
        }
        assert!(compared("铁路", false, "公路").has_sibling);
        assert!(!compared("铁路 公路", false, "公路").has_sibling);
        assert!(compared("farmer", true, "农民").share <= 0.0);
    }

    #[test]
    fn words_whose_places_end_alike_are_told_apart() {
        let mut vocabulary = vec![0; MAX_FOUND + 2];
        let unit = words("farmer");
        for (place, word) in [(1, "农民"), (MAX_FOUND + 1, "铁路")] {
            vocabulary[place] = words(word)[0].0;
        }
        let mut comparison =
            Comparison::of([(unit.as_slice(), false)].into_iter(), &unit, &vocabulary);
        let far = u16::try_from(MAX_FOUND).unwrap() + 1;
        let mut share = |place| comparison.nearness(0, &[place]).share;
        let (near, far, again) = (share(1), share(far), share(1));
        assert!(near > far && again >= near, "{near} {far} {again}");
    }
}
