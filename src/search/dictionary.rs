//! The tokens of a library, numbered: texts are kept and compared as numbers.
//!
//! Han characters have even numbers, stems and numerals odd ones, each kind in the order in which it first
//! stood in a text, so that the common ones are small.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::strings::Numbered;

/// A token by its number in the [`Dictionary`].
pub(super) type TokenNumber = u32;

/// The first numbers of Han characters, which [`super::rows`] uses as marks.
const N_MARKS: u32 = 3;

/// Every token of every text.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Listed", into = "Listed")]
pub(super) struct Dictionary {
    listed: Listed,
    han: HashMap<char, TokenNumber>,
}

/// The tokens in the order of their numbers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Listed {
    han: Vec<char>,
    words: Numbered,
}

impl Dictionary {
    /// The number of a Han character; `None` if no text has it.
    pub(super) fn han(&self, c: char) -> Option<TokenNumber> {
        self.han.get(&c).copied()
    }

    /// The number of a stem or a numeral; `None` if no text has it.
    pub(super) fn word(&self, term: &str) -> Option<TokenNumber> {
        self.listed.words.number(term).map(word_number)
    }

    /// The number of a Han character, a new one if it has none.
    pub(super) fn add_han(&mut self, c: char) -> TokenNumber {
        *self.han.entry(c).or_insert_with(|| {
            self.listed.han.push(c);
            han_number(self.listed.han.len() - 1)
        })
    }

    /// The number of a stem or a numeral, a new one if it has none.
    pub(super) fn add_word(&mut self, term: &str) -> TokenNumber {
        word_number(self.listed.words.add(term))
    }

    /// The Han character with this number.
    pub(super) fn char(&self, number: TokenNumber) -> Option<char> {
        let place = (number / 2).checked_sub(N_MARKS).filter(|_| is_han_number(number))?;
        self.listed.han.get(place as usize).copied()
    }

    /// The stem or numeral with this number; empty for a Han character.
    pub(super) fn text(&self, number: TokenNumber) -> &str {
        let place = (!is_han_number(number)).then_some(number / 2);
        place.and_then(|it| self.listed.words.get(it)).unwrap_or_default()
    }
}

/// Whether a number is that of a Han character.
pub(super) fn is_han_number(number: TokenNumber) -> bool {
    number.is_multiple_of(2)
}

fn han_number(place: usize) -> TokenNumber {
    u32::try_from(place).map_or(u32::MAX - 1, |it| (it + N_MARKS) * 2)
}

fn word_number(place: u32) -> TokenNumber {
    place.saturating_mul(2).saturating_add(1)
}

impl From<Listed> for Dictionary {
    fn from(listed: Listed) -> Self {
        let han = listed.han.iter().enumerate().map(|(place, c)| (*c, han_number(place)));
        Self { han: han.collect(), listed }
    }
}

impl From<Dictionary> for Listed {
    fn from(dictionary: Dictionary) -> Self {
        dictionary.listed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lead_back_and_tell_the_kind() {
        let mut dictionary = Dictionary::default();
        let [sea, port] = ['海', '港'].map(|it| dictionary.add_han(it));
        let word = dictionary.add_word("custom");
        assert_eq!(dictionary.add_han('海'), sea);
        assert_eq!(dictionary.add_word("custom"), word);
        assert_eq!([sea, port].map(|it| dictionary.char(it)), [Some('海'), Some('港')]);
        assert_eq!(dictionary.char(word), None);
        assert!(is_han_number(sea) && !is_han_number(word));
        assert_eq!(dictionary.text(word), "custom");
    }
}
