//! Word tables, each a text file beside the rules of its language.
//!
//! A line such as `money USD: us$, dollars` is a group: its list, the meaning of its words, and the words. A line that
//! begins with a space continues the group above it; one that begins with `#` is a comment.
//!
//! What always holds: of words that fit at one place, the longest is found first.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use serde::de::{DeserializeOwned, IntoDeserializer, value::Error as ValueError};

use crate::text::glyph::Glyphs;

pub(super) struct Table(Vec<Group>);

struct Group {
    list: &'static str,
    meaning: &'static str,
    words: Vec<&'static str>,
}

impl Table {
    pub(super) fn parse(data: &'static str) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        for line in data.lines().filter(|line| !line.starts_with('#')) {
            let words = match line.split_once(": ").filter(|_| !line.starts_with(' ')) {
                Some((head, words)) => {
                    let (list, meaning) = head.split_once(' ').unwrap_or((head, ""));
                    groups.push(Group { list, meaning, words: Vec::new() });
                    words
                }
                None => line,
            };
            let words = words.split(',').map(str::trim).filter(|word| !word.is_empty());
            if let Some(group) = groups.last_mut() {
                group.words.extend(words);
            }
        }
        Self(groups)
    }

    /// The words of a list with their meanings, as far as `read` knows these.
    pub(super) fn pairs<T: Copy>(
        &self,
        list: &str,
        read: impl Fn(&'static str) -> Option<T>,
    ) -> Vec<(&'static str, T)> {
        let groups = self.0.iter().filter(|group| group.list == list);
        let known = groups.filter_map(|group| Some((group, read(group.meaning)?)));
        known.flat_map(|(group, it)| group.words.iter().map(move |word| (*word, it))).collect()
    }

    /// The names of the lists, each with the number of its words.
    #[cfg(test)]
    pub(super) fn lists(&self) -> std::collections::BTreeMap<&'static str, usize> {
        let mut lists = std::collections::BTreeMap::new();
        for group in &self.0 {
            *lists.entry(group.list).or_default() += group.words.len();
        }
        lists
    }

    /// A list whose words have meanings.
    pub(super) fn words<T: Copy>(
        &self,
        list: &str,
        read: impl Fn(&'static str) -> Option<T>,
    ) -> Words<T> {
        Words::new(self.pairs(list, read))
    }

    /// A list whose words have no meaning but that they are in it.
    pub(super) fn list(&self, list: &str) -> Words {
        self.words(list, |_| Some(()))
    }
}

/// A list of words that can be found at a place of a text.
pub(super) struct Words<T = ()> {
    by_first: HashMap<char, Vec<Word<T>>>,
    by_last: HashMap<char, Vec<Word<T>>>,
}

#[derive(Clone, Copy)]
pub(super) struct Word<T> {
    pub(super) text: &'static str,
    pub(super) meaning: T,
    n_chars: usize,
}

impl<T: Copy> Words<T> {
    fn new(pairs: Vec<(&'static str, T)>) -> Self {
        let mut words = Self { by_first: HashMap::new(), by_last: HashMap::new() };
        for (text, meaning) in pairs {
            let word = Word { text, meaning, n_chars: text.chars().count() };
            if let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back()) {
                words.by_first.entry(first).or_default().push(word);
                words.by_last.entry(last).or_default().push(word);
            }
        }
        for row in words.by_first.values_mut().chain(words.by_last.values_mut()) {
            row.sort_by_key(|word| Reverse(word.n_chars));
        }
        words
    }

    #[cfg(test)]
    pub(super) fn n_words(&self) -> usize {
        self.by_first.values().map(Vec::len).sum()
    }

    /// The words that begin at a place, the longest first, each with the place after it.
    pub(super) fn all_at(
        &self,
        glyphs: &Glyphs,
        at: usize,
    ) -> impl Iterator<Item = (Word<T>, usize)> {
        let row = glyphs.get(at).and_then(|first| self.by_first.get(&first));
        row.into_iter()
            .flatten()
            .filter(move |word| glyphs.starts_with(at, word.text))
            .map(move |word| (*word, at + word.n_chars))
    }

    /// The longest word that begins at a place, with the place after it.
    pub(super) fn at(&self, glyphs: &Glyphs, at: usize) -> Option<(Word<T>, usize)> {
        self.all_at(glyphs, at).next()
    }

    /// The words that end before a place, the longest first, each with its first place.
    pub(super) fn all_before(
        &self,
        glyphs: &Glyphs,
        end: usize,
    ) -> impl Iterator<Item = (Word<T>, usize)> {
        let row = glyphs.before(end).and_then(|last| self.by_last.get(&last));
        let places = row
            .into_iter()
            .flatten()
            .filter_map(move |word| end.checked_sub(word.n_chars).map(|start| (*word, start)));
        places.filter(move |(word, start)| glyphs.starts_with(*start, word.text))
    }

    /// The last place of a range where a word begins, with that word and the place after it.
    pub(super) fn last_in(
        &self,
        glyphs: &Glyphs,
        places: Range<usize>,
    ) -> Option<(usize, Word<T>, usize)> {
        places.rev().find_map(|at| self.at(glyphs, at).map(|(word, end)| (at, word, end)))
    }

    pub(super) fn get(&self, word: &str) -> Option<T> {
        let row = self.by_first.get(&word.chars().next()?)?;
        row.iter().find(|known| known.text == word).map(|known| known.meaning)
    }

    pub(super) fn contains(&self, word: &str) -> bool {
        self.get(word).is_some()
    }
}

/// The variant that a table calls by its name in lower case.
pub(super) fn named<T: DeserializeOwned>(name: &str) -> Option<T> {
    T::deserialize(IntoDeserializer::<ValueError>::into_deserializer(name)).ok()
}

/// The first meaning of a table one of whose words, parted by `|`, stands in `text`.
pub(super) fn first_meaning<T: Copy>(text: &str, table: &[(T, &str)]) -> Option<T> {
    let has = |words: &str| words.split('|').any(|word| text.contains(word));
    table.iter().find(|(_, words)| has(words)).map(|(meaning, _)| *meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_groups_and_their_words() {
        let data =
            "# money\nmoney USD: us dollars, us$,\n  dollars\nmoney EUR: euros\nstop: of, for\n";
        let table = Table::parse(data);
        assert_eq!(table.lists().into_iter().collect::<Vec<_>>(), [("money", 4), ("stop", 2)]);
        let money = table.words("money", Some);
        assert_eq!((money.get("dollars"), money.get("yen")), (Some("USD"), None));
        assert!(table.list("stop").contains("for"));
    }

    #[test]
    fn the_longest_word_is_found_first() {
        let words = Table::parse("one: end, end of").list("one");
        let glyphs = Glyphs::of("the end of it");
        let found: Vec<_> = words.all_at(&glyphs, 4).map(|(word, end)| (word.text, end)).collect();
        assert_eq!(found, [("end of", 10), ("end", 7)]);
        let before: Vec<_> = words.all_before(&glyphs, 7).map(|(_, start)| start).collect();
        assert_eq!(before, [4]);
        assert_eq!(words.last_in(&glyphs, 0..13).map(|(at, ..)| at), Some(4));
    }
}
