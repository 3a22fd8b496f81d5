//! The dictionary of jieba, by first characters: `东盟`, 264 times in 60 million words, with the tag `j`.
//!
//! `.ci/tables` makes the table from the dictionary that comes with jieba. It lies in the program and is read where it
//! lies, so that no time passes and no memory is taken before a word is asked for.

use std::sync::LazyLock;

use super::table::Rest;

/// The dictionary.
pub(super) static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(|| {
    // A test reads all of the table, so the empty dictionary stands for none.
    Dictionary::open(include_bytes!("../../seeds/common/words.bin")).unwrap_or_default()
});

/// Words with their frequencies and tags.
#[derive(Default)]
pub(super) struct Dictionary {
    /// The sum of all frequencies.
    pub(super) total: usize,
    /// The names of parts of speech, filled up with spaces, sorted.
    names: &'static [[u8; 4]],
    /// The same without spaces.
    tags: Vec<&'static str>,
    /// Pairs of a frequency and a tag that many words have.
    common: Vec<(usize, u8)>,
    /// Characters that are no words of the dictionary, sorted, with the tags that jieba guesses for them.
    guessed: &'static [[u8; 3]],
    /// First characters, sorted, with the places of their words in `words`.
    firsts: &'static [[u8; 6]],
    words: &'static [u8],
}

/// A word of the dictionary.
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    pub(super) frequency: usize,
    /// The part of speech.
    pub(super) tag: &'static str,
}

impl Dictionary {
    fn open(table: &'static [u8]) -> Option<Self> {
        let mut rest = Rest(table);
        let total = rest.fixed()?;
        let (n_tags, n_common) = (rest.fixed()?, rest.fixed()?);
        let (n_guessed, n_firsts) = (rest.fixed()?, rest.fixed()?);
        let names = rest.bytes(4 * n_tags)?.as_chunks().0;
        let tag = |name: &'static [u8; 4]| std::str::from_utf8(name).unwrap_or_default().trim_end();
        Some(Self {
            total,
            names,
            tags: names.iter().map(tag).collect(),
            common: (0..n_common).map_while(|_| Some((rest.fixed()?, rest.byte()?))).collect(),
            guessed: rest.bytes(3 * n_guessed)?.as_chunks().0,
            firsts: rest.bytes(6 * n_firsts)?.as_chunks().0,
            words: rest.0,
        })
    }

    /// Calls `take` for each word that begins with `first`.
    pub(super) fn each(&self, first: char, mut take: impl FnMut(Word<'_>)) {
        let mut rest = self.beginning(first);
        let mut units = Vec::new();
        let mut text = String::new();
        while let Some((n_shared, others)) = rest.word() {
            units.truncate(n_shared);
            units.extend(others.iter());
            text.clear();
            text.push(first);
            let chars = char::decode_utf16(units.iter().copied());
            text.extend(chars.map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER)));
            let Some((frequency, tag)) = self.entry(&mut rest) else { return };
            take(Word { text: &text, frequency, tag: self.tag_at(tag) });
        }
    }

    /// The frequency of `word`; `None` if the dictionary does not have it.
    pub(super) fn frequency(&self, word: &str) -> Option<usize> {
        let mut chars = word.chars();
        let mut rest = self.beginning(chars.next()?);
        let units: Vec<u16> = chars.as_str().encode_utf16().collect();
        // The number of units of the word before that are as in `word`.
        let mut n_same = 0;
        while let Some((n_shared, others)) = rest.word() {
            let (frequency, _) = self.entry(&mut rest)?;
            if n_shared < n_same {
                return None;
            }
            if n_shared == n_same {
                let here = units.iter().skip(n_same).copied().zip(others.iter());
                n_same += here.take_while(|(a, b)| a == b).count();
                if n_same == units.len() && n_shared + others.iter().len() == n_same {
                    return Some(frequency);
                }
            }
        }
        None
    }

    /// The part of speech that jieba guesses for a word that the dictionary does not have.
    pub(super) fn guess(&self, word: &str) -> Option<&'static str> {
        let mut units = word.encode_utf16();
        let (unit, None) = (units.next()?, units.next()) else { return None };
        let found =
            self.guessed.binary_search_by_key(&unit, |[a, b, _]| u16::from_le_bytes([*a, *b]));
        let [_, _, tag] = self.guessed.get(found.ok()?)?;
        Some(self.tag_at(*tag))
    }

    /// A part of speech that jieba gave, as one of the dictionary's.
    pub(super) fn tag(&self, tag: &str) -> &'static str {
        let mut name = *b"    ";
        name.iter_mut().zip(tag.bytes()).for_each(|(to, byte)| *to = byte);
        let found = self.names.binary_search(&name).ok();
        found.and_then(|at| self.tags.get(at)).copied().unwrap_or_default()
    }

    fn tag_at(&self, at: u8) -> &'static str {
        self.tags.get(usize::from(at)).copied().unwrap_or_default()
    }

    /// The words that begin with `first`.
    fn beginning(&self, first: char) -> Rest<'static> {
        let entry = |[a, b, c, d, e, f]: [u8; 6]| {
            (u16::from_le_bytes([a, b]), u32::from_le_bytes([c, d, e, f]) as usize)
        };
        let found = self.firsts.binary_search_by_key(&u32::from(first), |it| entry(*it).0.into());
        let place = |at: usize| self.firsts.get(at).map(|it| entry(*it).1);
        let words = found
            .ok()
            .and_then(|at| self.words.get(place(at)?..place(at + 1).unwrap_or(self.words.len())));
        Rest(words.unwrap_or_default())
    }

    /// The frequency and the tag of a word: a common pair by its number, others written out.
    fn entry(&self, rest: &mut Rest<'_>) -> Option<(usize, u8)> {
        match rest.byte()? {
            RARE => Some((usize::try_from(rest.number()?).ok()?, rest.byte()?)),
            common => self.common.get(usize::from(common)).copied(),
        }
    }
}

/// Stands before a frequency and a tag that are not common.
const RARE: u8 = u8::MAX;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_words_are_read() {
        let (mut n_words, mut total) = (0, 0);
        for first in '\0'..='\u{ffff}' {
            DICTIONARY.each(first, |word| {
                n_words += 1;
                total += word.frequency;
                assert!(word.text.starts_with(first) && !word.tag.is_empty());
            });
        }
        assert_eq!((n_words, total), (349_045, DICTIONARY.total));
    }

    #[test]
    fn words_by_themselves() {
        assert_eq!(DICTIONARY.frequency("东盟"), Some(264));
        assert_eq!(DICTIONARY.frequency("东"), Some(18279));
        assert_eq!(DICTIONARY.frequency("第九届全国人民代表大会常务委员会"), Some(2));
        assert_eq!(DICTIONARY.frequency("东盟国"), None);
        assert_eq!(DICTIONARY.frequency("东盟国家间"), None);
        assert_eq!(DICTIONARY.frequency(""), None);
        assert_eq!(DICTIONARY.tag("nz"), "nz");
        assert_eq!(DICTIONARY.tag("unknown"), "");
        assert_eq!(DICTIONARY.guess("\u{3400}"), None);
        assert_eq!(DICTIONARY.guess("區"), Some("n"));
        assert_eq!(DICTIONARY.guess("東盟"), None);
    }
}
