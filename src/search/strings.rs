//! Many short texts in one.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::flat::Flat;

/// Texts by place: all of them in one string, and where each ends.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Strings {
    text: String,
    ends: Flat<u32>,
}

impl Strings {
    /// Adds a text; its place.
    pub(super) fn push(&mut self, text: &str) -> usize {
        self.text.push_str(text);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.ends.len() - 1
    }

    /// How many texts there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text at a place.
    pub(super) fn get(&self, place: usize) -> Option<&str> {
        let end = *self.ends.get(place)? as usize;
        let start =
            place.checked_sub(1).and_then(|it| self.ends.get(it)).map_or(0, |it| *it as usize);
        self.text.get(start..end)
    }

    /// Whether sorted texts have this one.
    pub(super) fn has_sorted(&self, text: &str) -> bool {
        found(self.len(), text, |place| self.get(place)).is_some()
    }
}

impl<'a> FromIterator<&'a str> for Strings {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        let mut strings = Self::default();
        for text in texts {
            strings.push(text);
        }
        strings
    }
}

/// The place of a text among `n` sorted ones.
fn found<'a>(n: usize, text: &str, get: impl Fn(usize) -> Option<&'a str>) -> Option<usize> {
    let (mut start, mut end) = (0, n);
    while start < end {
        let middle = start.midpoint(end);
        match get(middle)?.cmp(text) {
            std::cmp::Ordering::Less => start = middle + 1,
            std::cmp::Ordering::Greater => end = middle,
            std::cmp::Ordering::Equal => return Some(middle),
        }
    }
    None
}

/// Texts numbered in the order in which they came, each once.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub(super) struct Numbered {
    texts: Strings,
    numbers: Numbers,
}

/// The number of each text.
#[derive(Clone, Debug)]
enum Numbers {
    /// While texts are added.
    ByText(HashMap<Box<str>, u32>),
    /// Numbers in the order of their texts, for texts that were read back.
    Sorted(Flat<u32>),
}

impl Default for Numbers {
    fn default() -> Self {
        Self::ByText(HashMap::new())
    }
}

/// Texts as they are stored: with their numbers in the order of the texts.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Stored {
    texts: Strings,
    sorted: Flat<u32>,
}

impl Numbered {
    /// The number of a text.
    pub(super) fn number(&self, text: &str) -> Option<u32> {
        match &self.numbers {
            Numbers::ByText(numbers) => numbers.get(text).copied(),
            Numbers::Sorted(sorted) => {
                let at = |place: usize| self.texts.get(*sorted.get(place)? as usize);
                sorted.get(found(sorted.len(), text, at)?).copied()
            }
        }
    }

    /// The text with a number.
    pub(super) fn get(&self, number: u32) -> Option<&str> {
        self.texts.get(number as usize)
    }

    /// The number of a text, a new one if it has none.
    pub(super) fn add(&mut self, text: &str) -> u32 {
        if let Some(number) = self.number(text) {
            return number;
        }
        let number = u32::try_from(self.texts.push(text)).unwrap_or(u32::MAX);
        if let Numbers::ByText(numbers) = &mut self.numbers {
            numbers.insert(text.into(), number);
        } else {
            self.numbers = by_text(&self.texts);
        }
        number
    }
}

fn by_text(texts: &Strings) -> Numbers {
    let all = (0..).map_while(|number: u32| Some((texts.get(number as usize)?.into(), number)));
    Numbers::ByText(all.collect())
}

impl From<Numbered> for Stored {
    fn from(numbered: Numbered) -> Self {
        let texts = numbered.texts;
        let sorted = match numbered.numbers {
            Numbers::Sorted(sorted) => sorted,
            Numbers::ByText(numbers) => {
                let mut sorted: Vec<u32> = numbers.into_values().collect();
                sorted.sort_unstable_by_key(|it| texts.get(*it as usize));
                sorted.into()
            }
        };
        Self { texts, sorted }
    }
}

impl From<Stored> for Numbered {
    fn from(Stored { texts, sorted }: Stored) -> Self {
        Self { texts, numbers: Numbers::Sorted(sorted) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_their_numbers_when_they_are_stored() {
        let mut numbered = Numbered::default();
        for (text, number) in [("trade", 0), ("", 1), ("海关", 2), ("trade", 0), ("aid", 3)] {
            assert_eq!(numbered.add(text), number);
        }
        let bytes = postcard::to_stdvec(&numbered).unwrap();
        let mut read: Numbered = postcard::from_bytes(&bytes).unwrap();
        for number in 0..4 {
            let text = numbered.get(number).unwrap();
            assert_eq!((read.get(number), read.number(text)), (Some(text), Some(number)));
        }
        assert_eq!((read.get(4), read.number("tra")), (None, None));
        assert_eq!((read.add("new"), read.add("aid"), read.add("new")), (4, 3, 4));
    }

    #[test]
    fn sorted_texts_are_found() {
        let strings: Strings = ["a", "ab", "b", "海"].into_iter().collect();
        assert!(["a", "ab", "b", "海"].iter().all(|it| strings.has_sorted(it)));
        assert!(["", "aa", "c", "海关"].iter().all(|it| !strings.has_sorted(it)));
    }
}
