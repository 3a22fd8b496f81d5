//! Texts by which something is found in a longer text: `海关` in `智慧海关的合作`.
//!
//! They stand in alphabetical order, so that a place in the longer text costs a binary search, however many there are.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Texts in alphabetical order, each with the places of the things that it names, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Lookup(Vec<(String, Vec<u32>)>);

impl Lookup {
    /// The texts with their things; empty texts are left out.
    pub(super) fn new(pairs: impl IntoIterator<Item = (String, u32)>) -> Self {
        let mut places: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (text, place) in pairs.into_iter().filter(|(text, _)| !text.is_empty()) {
            let places = places.entry(text).or_default();
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
        Self(places.into_iter().collect())
    }

    /// The things with this text.
    pub(super) fn get(&self, text: &str) -> &[u32] {
        let at = self.0.binary_search_by(|(it, _)| it.as_str().cmp(text)).ok();
        at.and_then(|at| self.0.get(at)).map_or(&[], |(_, places)| places)
    }

    /// The texts that begin with `start`, in order.
    pub(super) fn with_start(&self, start: &str) -> impl Iterator<Item = &(String, Vec<u32>)> {
        let first = self.0.partition_point(|(it, _)| it.as_str() < start);
        self.0.iter().skip(first).take_while(move |(it, _)| it.starts_with(start))
    }

    /// The texts that `text` begins with, the longest first.
    pub(super) fn starts_of<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a [u32])> {
        let mut rest = text;
        std::iter::from_fn(move || {
            while !rest.is_empty() {
                // The longest text that `rest` begins with is at or before the last one up to it.
                let at = self.0.partition_point(|(it, _)| it.as_str() <= rest).checked_sub(1)?;
                let (found, places) = self.0.get(at)?;
                let n_common = common_start(found, rest);
                if n_common == found.len() {
                    let n_shorter = found.char_indices().next_back().map_or(0, |(at, _)| at);
                    rest = rest.get(..n_shorter).unwrap_or_default();
                    return Some((found.as_str(), places.as_slice()));
                }
                rest = rest.get(..n_common).unwrap_or_default();
            }
            None
        })
    }
}

/// The bytes of the characters that two texts begin with in common.
fn common_start(a: &str, b: &str) -> usize {
    let pairs = a.chars().zip(b.chars());
    pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lookup(texts: &[&str]) -> Lookup {
        Lookup::new(texts.iter().map(|it| (*it).to_owned()).zip(0..))
    }

    #[test]
    fn texts_are_found_by_themselves_and_by_their_start() {
        let lookup = lookup(&["trade", "海关", "trade area", "", "海"]);
        assert_eq!(lookup.get("trade"), [0]);
        assert_eq!(lookup.get("trad"), [0; 0]);
        let with = |start| lookup.with_start(start).map(|it| it.0.as_str()).collect::<Vec<_>>();
        assert_eq!(with("tra"), ["trade", "trade area"]);
        assert_eq!(with("海关检"), [""; 0]);
    }

    proptest! {
        #[test]
        fn the_longest_start_comes_first(
            texts in prop::collection::vec("[ab海]{0,4}", 0..12),
            text in "[ab海]{0,8}",
        ) {
            let lookup = Lookup::new(texts.iter().cloned().zip(0..));
            let found: Vec<&str> = lookup.starts_of(&text).map(|it| it.0).collect();
            let mut wanted: Vec<&str> = texts.iter().map(String::as_str).collect();
            wanted.retain(|it| !it.is_empty() && text.starts_with(*it));
            wanted.sort_unstable_by_key(|it| std::cmp::Reverse(it.len()));
            wanted.dedup();
            prop_assert_eq!(found, wanted);
        }
    }
}
