//! Words by their keys, each with the numbers of what it may stand for: a compact table that is only read.
//!
//! `新冠疫苗` and `covid jabs` have the number of one concept, `china` perhaps those of two. A text is searched for the
//! longest word at a place: see [`Lexicon::longest`].

use std::{borrow::Cow, collections::BTreeMap, fmt};

use fst::raw::{Fst, Output};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::Key;

/// A table of words.
#[derive(Clone, Default)]
pub struct Lexicon {
    /// The place in `meanings` of each key; `None` without a word.
    keys: Option<Fst<Vec<u8>>>,
    /// For each key the number of its meanings, then these.
    meanings: Vec<u32>,
}

impl Lexicon {
    /// Makes the table of words, each given with one of its meanings. The meanings of a word keep their order.
    pub fn new(words: impl IntoIterator<Item = (Key, u32)>) -> Self {
        let mut by_key: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (key, meaning) in words.into_iter().filter(|(key, _)| !key.as_str().is_empty()) {
            let meanings = by_key.entry(key.as_str().to_owned()).or_default();
            if !meanings.contains(&meaning) {
                meanings.push(meaning);
            }
        }
        let mut meanings = Vec::new();
        let places = by_key.into_iter().map(|(key, of_key)| {
            let place = meanings.len() as u64;
            meanings.push(u32::try_from(of_key.len()).unwrap_or(u32::MAX));
            meanings.extend(of_key);
            (key, place)
        });
        // It fails only for keys that are not in order.
        let keys = Fst::from_iter_map(places).ok();
        Self { keys, meanings }
    }

    /// The longest word that `key` has from byte `start` on: the byte after it, and its meanings.
    pub fn longest(&self, key: &Key, start: usize) -> Option<(usize, &[u32])> {
        self.longest_that(key, start, |_| true)
    }

    /// The longest word that `key` has from byte `start` on and that has a meaning which `counts`: the byte after it, and all
    /// its meanings.
    pub fn longest_that(
        &self,
        key: &Key,
        start: usize,
        counts: impl Fn(u32) -> bool,
    ) -> Option<(usize, &[u32])> {
        let keys = self.keys.as_ref()?;
        let mut node = keys.root();
        let mut place = Output::zero();
        let mut longest = None;
        for (end, byte) in (start + 1..).zip(key.as_str().get(start..)?.bytes()) {
            let Some(transition) = node.find_input(byte).map(|it| node.transition(it)) else {
                break;
            };
            place = place.cat(transition.out);
            node = keys.node(transition.addr);
            if node.is_final() {
                let meanings = self.meanings(place.cat(node.final_output()).value());
                let meanings = meanings.filter(|it| it.iter().any(|it| counts(*it)));
                longest = meanings.map(|it| (end, it)).or(longest);
            }
        }
        longest
    }

    fn meanings(&self, place: u64) -> Option<&[u32]> {
        let (n, meanings) = self.meanings.get(usize::try_from(place).ok()?..)?.split_first()?;
        meanings.get(..*n as usize)
    }

    fn bytes(&self) -> Option<&[u8]> {
        self.keys.as_ref().map(Fst::as_bytes)
    }
}

impl PartialEq for Lexicon {
    fn eq(&self, other: &Self) -> bool {
        self.bytes() == other.bytes() && self.meanings == other.meanings
    }
}

impl Eq for Lexicon {}

impl fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n_words = self.keys.as_ref().map_or(0, Fst::len);
        f.debug_struct("Lexicon").field("n_words", &n_words).finish_non_exhaustive()
    }
}

/// The bytes of a table.
#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    #[serde(borrow)]
    keys: Option<&'a [u8]>,
    meanings: Cow<'a, [u32]>,
}

impl Serialize for Lexicon {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Stored { keys: self.bytes(), meanings: Cow::Borrowed(&self.meanings) }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Lexicon {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Stored { keys, meanings } = Stored::deserialize(deserializer)?;
        let keys = keys.map(|it| Fst::new(it.to_vec())).transpose();
        Ok(Self { keys: keys.map_err(D::Error::custom)?, meanings: meanings.into_owned() })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lexicon(words: &[&str]) -> Lexicon {
        Lexicon::new(words.iter().map(|it| Key::of(it)).zip(0..))
    }

    #[test]
    fn the_longest_word_at_a_place() {
        let lexicon = lexicon(&["中国", "中国东盟", "free trade", "free trade area", "trade"]);
        let key = Key::of("中国东盟 free trade");
        let found = |start| lexicon.longest(&key, start).map(|(end, it)| (end, it.to_vec()));
        assert_eq!(found(0), Some((12, vec![1])));
        assert_eq!(found(3), None);
        assert_eq!(found(12), Some((key.as_str().len(), vec![2])));
    }

    #[test]
    fn a_word_has_all_its_meanings_in_their_order() {
        let words = [("china", 7), ("China", 2), ("", 1), ("china", 7)];
        let lexicon = Lexicon::new(words.map(|(word, it)| (Key::of(&word.to_lowercase()), it)));
        let key = Key::of("china");
        assert_eq!(lexicon.longest(&key, 0), Some((key.as_str().len(), &[7, 2][..])));
        assert_eq!(Lexicon::default().longest(&key, 0), None);
    }

    proptest! {
        #[test]
        fn it_finds_what_a_scan_finds(
            words in prop::collection::vec("[a-c中国盟]{1,4}", 0..20),
            text in "[a-c中国盟 ]{0,12}",
        ) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let lexicon = lexicon(&words);
            let key = Key::of(&text);
            for (start, _) in key.as_str().char_indices() {
                let keys = words.iter().map(|it| Key::of(it));
                let rest = key.as_str().get(start..).unwrap();
                let here = keys.filter(|it| rest.starts_with(it.as_str()));
                let longest = here.map(|it| start + it.as_str().len()).max();
                prop_assert_eq!(lexicon.longest(&key, start).map(|it| it.0), longest);
            }
        }
    }
}
