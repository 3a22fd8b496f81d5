//! A question as it was meant: `eductaion` is `education`, `海官` is `海关`, `tie lu` is `铁路`.
//!
//! Only words that found nothing are changed: a word that the library, a glossary or a dictionary has
//! stays as it was typed.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use crate::language::{Role, grammar, is_common_word, is_stop_word};
use crate::text::{
    Language, Segmenter, Token, TokenKind, VECTORS, is_han, n_slips, plain, sound, stem, tokens,
};

use super::{flat::Flat, strings::Strings};

/// Fewest letters of an English word that is corrected: too many shorter ones are one slip apart.
const MIN_LETTERS: usize = 5;

/// Fewest letters of one in which two letters changed places: `RECP` is `RCEP`.
const MIN_SWAPPED: usize = 4;

/// Letters from which two slips are allowed.
const LETTERS_FOR_TWO_SLIPS: usize = 8;

/// Most Latin words that are read as one stretch of pinyin.
const MAX_SYLLABLE_WORDS: usize = 8;

/// Letters of a stretch of pinyin.
const PINYIN_LETTERS: std::ops::RangeInclusive<usize> = 4..=48;

/// Most characters of a Chinese word that homophones are looked for.
const MAX_HAN: usize = 8;

/// The English words and the pairs of characters of a library. Words are found once all are added: see [`Self::close`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Vocabulary {
    /// Folded words of the clauses by initial and number of letters, then in order.
    english: Strings,
    /// The number of occurrences of each.
    n: Flat<u32>,
    /// By initial and number of letters: the first word and the one after the last.
    groups: BTreeMap<(char, usize), (u32, u32)>,
    /// Stems of clauses and glossaries, which are never corrected, in order.
    stems: Strings,
    /// Pairs of characters of clauses and glossaries, in order: see [`pair`].
    pairs: Flat<u64>,
    #[serde(skip)]
    added: Added,
}

/// Words and pairs until all are added.
#[derive(Clone, Debug, Default)]
struct Added {
    english: BTreeMap<(char, usize), Vec<(String, u32)>>,
    stems: BTreeSet<String>,
    pairs: HashSet<(char, char)>,
}

/// Two characters as a number.
fn pair((first, second): (char, char)) -> u64 {
    u64::from(u32::from(first)) << 32 | u64::from(u32::from(second))
}

/// Chinese words by their sound.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Sounds {
    /// By sound: the first word that sounds so, and its number of occurrences.
    words: BTreeMap<String, (String, u32)>,
    longest: usize,
}

/// The Chinese words of a library, by a dictionary and by sound.
#[derive(Debug)]
pub(super) struct ChineseWords {
    pub(super) segmenter: Segmenter,
    pub(super) sounds: Arc<Sounds>,
}

/// A word that was read as another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// As it was typed, folded.
    pub typed: String,
    /// As it was read.
    pub read: String,
}

impl Vocabulary {
    /// Adds words that are right as they are.
    pub(super) fn know(&mut self, folded: &str) {
        for token in tokens(folded).iter().filter(|it| it.kind == TokenKind::Word) {
            self.add_stem(&stem(&token.text));
        }
        let chars: Vec<char> = folded.chars().collect();
        for pair in chars.windows(2) {
            if let &[a, b] = pair
                && is_han(a)
                && is_han(b)
            {
                self.added.pairs.insert((a, b));
            }
        }
    }

    /// Adds words that slips may be corrected to.
    pub(super) fn take(&mut self, folded: &str) {
        self.know(folded);
        for token in tokens(folded).iter().filter(|it| it.kind == TokenKind::Word) {
            self.add_word(&token.text, 1);
        }
    }

    /// Adds words of the common glossary: slips are corrected to them too, if no word of the library is as near. Names
    /// are not among them, since `Columbia` is no slip of `Colombia`.
    pub(super) fn share(&mut self, folded: &str) {
        self.know(folded);
        let is_name = |word: &str| VECTORS.find(&stem(word)).is_some_and(|it| VECTORS.is_name(it));
        for token in tokens(folded).iter().filter(|it| it.kind == TokenKind::Word) {
            if !is_name(&token.text) {
                self.add_word(&token.text, 0);
            }
        }
    }

    /// Adds a stem, which is right as it is.
    pub(super) fn add_stem(&mut self, stem: &str) {
        if !self.added.stems.contains(stem) {
            self.added.stems.insert(stem.to_owned());
        }
    }

    /// Adds two Han characters that stand together.
    pub(super) fn add_pair(&mut self, first: &str, second: &str) {
        self.added.pairs.extend(first.chars().zip(second.chars()));
    }

    /// Adds a folded English word with its number of occurrences; one that slips may be corrected to.
    pub(super) fn add_word(&mut self, word: &str, n: u32) {
        if let Some(initial) = word.chars().next().filter(|_| word.len() > 3) {
            let words = self.added.english.entry((initial, word.chars().count())).or_default();
            words.push((word.to_owned(), n));
        }
    }

    /// Puts all that was added in order, and counts each word once.
    pub(super) fn close(&mut self) {
        let Added { english, stems, pairs } = std::mem::take(&mut self.added);
        for (group, mut words) in english {
            words.sort_unstable();
            let first = self.n.len();
            for (word, n) in words {
                let last = self.n.len().wrapping_sub(1);
                let is_known = self.n.len() > first && self.english.get(last) == Some(&*word);
                if let Some(before) = self.n.last_mut().filter(|_| is_known) {
                    *before += n;
                } else {
                    self.english.push(&word);
                    self.n.push(n);
                }
            }
            let [start, end] =
                [first, self.n.len()].map(|it| u32::try_from(it).unwrap_or(u32::MAX));
            self.groups.insert(group, (start, end));
        }
        self.stems = stems.iter().map(String::as_str).collect();
        let mut pairs: Vec<u64> = pairs.into_iter().map(pair).collect();
        pairs.sort_unstable();
        self.pairs = pairs.into();
    }

    fn knows(&self, word: &str) -> bool {
        is_stop_word(word)
            || matches!(grammar(Language::English).role(word, ""), Role::Act | Role::Light)
            || self.stems.has_sorted(stem(word).as_ref())
            || is_common_word(word)
    }

    /// The word that a mistyped one was meant to be: the nearest, and of the nearest the commonest.
    /// The first letter is seldom wrong.
    fn meant(&self, typed: &str) -> Option<&str> {
        let n_letters = typed.chars().count();
        let is_word = || VECTORS.find(stem(typed).as_ref()).is_some();
        if n_letters < MIN_SWAPPED || typed.chars().any(|c| c.is_ascii_digit()) || is_word() {
            return None;
        }
        let limit = if n_letters < LETTERS_FOR_TWO_SLIPS { 1 } else { 2 };
        let initial = typed.chars().next()?;
        let lengths = n_letters.saturating_sub(limit)..=n_letters + limit;
        let groups = lengths.filter_map(|it| self.groups.get(&(initial, it)));
        let words = groups.flat_map(|(start, end)| *start as usize..*end as usize);
        let near = words.filter_map(|place| {
            let (word, n) = (self.english.get(place)?, *self.n.get(place)?);
            let n_slips = n_slips(typed, word, limit)?;
            let is_near = n_letters >= MIN_LETTERS || is_anagram(typed, word);
            is_near.then_some((n_slips, std::cmp::Reverse(n), word))
        });
        near.min().map(|(_, _, word)| word)
    }

    /// For each two neighbours, whether no text has them together.
    fn unknown_pairs(&self, chars: &[char]) -> Vec<bool> {
        let pairs = chars.windows(2);
        let knows = |it| self.pairs.binary_search(&pair(it)).is_ok();
        pairs.map(|it| matches!(it, &[a, b] if !knows((a, b)))).collect()
    }
}

impl Sounds {
    /// Adds a folded Chinese word of a clause or a glossary.
    pub(super) fn take(&mut self, word: &str) {
        let n_chars = word.chars().count();
        if !(2..=MAX_HAN * 2).contains(&n_chars) || !word.chars().all(is_han) {
            return;
        }
        let Some(sound) = sound(word) else { return };
        self.longest = self.longest.max(sound.len());
        let kept = self.words.entry(sound).or_insert_with(|| (word.to_owned(), 0));
        // Homophones in one library are rare; the first one stays.
        if kept.0 == word {
            kept.1 += 1;
        }
    }

    /// The words whose sounds join to `typed`, as few as can be.
    fn spelled(&self, typed: &str) -> Option<String> {
        if !typed.is_ascii() || !PINYIN_LETTERS.contains(&typed.len()) {
            return None;
        }
        // By end: the number of words up to there, and where the last begins.
        let mut best: Vec<Option<(usize, usize)>> = vec![Some((0, 0))];
        for end in 1..=typed.len() {
            let starts = end.saturating_sub(self.longest)..end;
            let found = starts.filter_map(|start| {
                let (n_words, _) = best.get(start).copied().flatten()?;
                self.words.get(typed.get(start..end)?)?;
                Some((n_words + 1, start))
            });
            best.push(found.min());
        }
        let mut words = Vec::new();
        let mut end = typed.len();
        while end > 0 {
            let (_, start) = best.get(end).copied().flatten()?;
            words.push(self.words.get(typed.get(start..end)?)?.0.as_str());
            end = start;
        }
        words.reverse();
        Some(words.concat())
    }

    fn homophone(&self, chars: &[char]) -> Option<&str> {
        let typed: String = chars.iter().collect();
        let (word, _) = self.words.get(&sound(&typed)?)?;
        (*word != typed && word.chars().count() == chars.len()).then_some(word.as_str())
    }
}

/// Corrects a folded question. `chinese` is called only where something found nothing, since a
/// dictionary takes time to load.
pub(super) fn read<'s>(
    folded: &str,
    vocabulary: &Vocabulary,
    chinese: impl Fn() -> &'s ChineseWords,
) -> (String, Vec<Mended>) {
    let (text, mended) = (String::new(), Vec::new());
    let mut corrector = Corrector { folded, vocabulary, chinese, text, mended, at: 0 };
    let found = tokens(folded);
    let mut rest = found.as_slice();
    while let Some(first) = rest.first() {
        let n_read = match first.kind {
            TokenKind::Number => 1,
            TokenKind::Word => corrector.word(first, rest),
            TokenKind::Han => corrector.han(rest),
        };
        rest = rest.get(n_read..).unwrap_or_default();
    }
    corrector.text.push_str(folded.get(corrector.at..).unwrap_or_default());
    (corrector.text, corrector.mended)
}

/// A question on the way to its corrected text.
struct Corrector<'a, F> {
    folded: &'a str,
    vocabulary: &'a Vocabulary,
    chinese: F,
    /// Corrected up to `at` in `folded`.
    text: String,
    mended: Vec<Mended>,
    at: usize,
}

impl<'s, F: Fn() -> &'s ChineseWords> Corrector<'_, F> {
    /// Corrects the word that `rest` begins with; returns the number of tokens read.
    fn word(&mut self, first: &Token<'_>, rest: &[Token<'_>]) -> usize {
        let knows = |it: &Token<'_>| self.vocabulary.knows(&it.text);
        let is_known = knows(first);
        // Pinyin with spaces may begin with a word that English has too, `tie lu`.
        let may_go_on = rest.get(1).is_some_and(|it| it.kind == TokenKind::Word && !knows(it));
        let pinyin = if is_known && !may_go_on { None } else { self.pinyin(rest) };
        if let Some((n_tokens, read)) = pinyin.filter(|(n, _)| !is_known || *n > 1) {
            self.replace(rest.get(..n_tokens).unwrap_or_default(), &read);
            return n_tokens;
        }
        // The search for the word that was meant is costly, and a known word needs none.
        let meant = if is_known { None } else { self.vocabulary.meant(&first.text) };
        if let Some(meant) = meant {
            self.replace(std::slice::from_ref(first), meant);
        }
        1
    }

    /// The Chinese words that the longest run of Latin words at the start of `rest` spells, with the
    /// length of that run.
    fn pinyin(&self, rest: &[Token<'_>]) -> Option<(usize, String)> {
        let is_latin = |it: &&Token<'_>| it.kind == TokenKind::Word && it.text.is_ascii();
        // A comma between two words parts them; a space does not.
        let is_next =
            |(a, b): &(&Token<'_>, &Token<'_>)| is_latin(b) && b.span.start <= a.span.end + 1;
        let n_more = rest.iter().zip(rest.iter().skip(1)).take_while(is_next).count();
        let run = rest.iter().take(n_more + 1).take_while(is_latin).take(MAX_SYLLABLE_WORDS);
        let words: Vec<String> = run.map(|it| plain(&it.text)).collect();
        let sounds = &(self.chinese)().sounds;
        (1..=words.len()).rev().find_map(|n_words| {
            let words = words.get(..n_words)?;
            // A run may hold words that English has too (`he ping`), not end in one.
            let last = words.last()?;
            if n_words > 1 && last.len() > 3 && self.vocabulary.knows(last) {
                return None;
            }
            Some((n_words, sounds.spelled(&words.concat())?))
        })
    }

    /// Replaces unknown words of the Han characters that `rest` begins with by known ones of the same
    /// sound; returns the number of tokens read.
    fn han(&mut self, rest: &[Token<'_>]) -> usize {
        let run: Vec<&Token<'_>> = rest.iter().take_while(|it| it.kind == TokenKind::Han).collect();
        let chars: Vec<char> = run.iter().filter_map(|it| it.text.chars().next()).collect();
        let unknown = self.vocabulary.unknown_pairs(&chars);
        if !unknown.contains(&true) {
            return run.len();
        }
        let ChineseWords { segmenter, sounds } = (self.chinese)();
        let text: String = chars.iter().collect();
        // The ends of words, in characters: a slip breaks a word into pieces, so it does not cut others.
        let ends = segmenter.words(&text).into_iter().scan(0, |at, word| {
            *at += word.chars().count();
            Some(*at)
        });
        let borders: HashSet<usize> = ends.chain([0]).collect();
        let mut start = 0;
        while start < chars.len() {
            let longest = MAX_HAN.min(chars.len() - start);
            let found = (2..=longest).rev().find_map(|len| {
                let window = chars.get(start..start + len)?;
                let is_whole = borders.contains(&start) && borders.contains(&(start + len));
                let is_unknown = is_whole
                    && unknown.get(start..start + len - 1).is_some_and(|it| it.contains(&true))
                    && !(len == 2
                        && window.iter().any(|c| is_stop_word(c.encode_utf8(&mut [0; 4]))))
                    && !segmenter.knows(&window.iter().collect::<String>());
                Some((len, is_unknown.then(|| sounds.homophone(window)).flatten()?))
            });
            if let Some((len, word)) = found {
                self.replace(rest.get(start..start + len).unwrap_or_default(), word);
            }
            start += found.map_or(1, |(len, _)| len);
        }
        run.len()
    }

    fn replace(&mut self, run: &[Token<'_>], read: &str) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            return;
        };
        let span = first.span.to(&last.span);
        self.text.push_str(self.folded.get(self.at..span.start).unwrap_or_default());
        self.text.push_str(read);
        let typed = span.of(self.folded).unwrap_or_default().to_owned();
        self.mended.push(Mended { typed, read: read.to_owned() });
        self.at = span.end;
    }
}

fn is_anagram(a: &str, b: &str) -> bool {
    let letters = |it: &str| {
        let mut letters: Vec<char> = it.chars().collect();
        letters.sort_unstable();
        letters
    };
    letters(a) == letters(b)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use insta::assert_snapshot;

    use super::*;

    static TEXT: &str = "education and mine action，海关合作，扫雷，铁路互联互通，新冠疫苗";

    static WORDS: LazyLock<ChineseWords> = LazyLock::new(|| {
        let segmenter = Segmenter::new([]);
        let mut sounds = Sounds::default();
        for word in segmenter.words(TEXT).into_iter().chain(["铁路", "互联互通", "疫苗"]) {
            sounds.take(word);
        }
        ChineseWords { segmenter, sounds: sounds.into() }
    });

    fn reading(question: &str) -> String {
        let mut vocabulary = Vocabulary::default();
        vocabulary.take(TEXT);
        vocabulary.close();
        let (text, mended) = read(question, &vocabulary, || &*WORDS);
        let mended: Vec<_> = mended.iter().map(|it| format!("{}={}", it.typed, it.read)).collect();
        format!("{text} [{}]", mended.join(" "))
    }

    #[test]
    fn slips_are_mended() {
        assert_snapshot!(reading("about eductaion please"), @"about education please [eductaion=education]");
        assert_snapshot!(reading("海官怎么合作"), @"海关怎么合作 [海官=海关]");
        assert_snapshot!(reading("tie lu hulianhutong, yimiao?"), @"铁路互联互通, 疫苗? [tie lu hulianhutong=铁路互联互通 yimiao=疫苗]");
    }

    #[test]
    fn slips_in_words_of_the_common_glossary_are_mended_and_words_of_a_dictionary_are_not() {
        let mut vocabulary = Vocabulary::default();
        vocabulary.take("海关合作");
        vocabulary.share("artificial intelligence");
        vocabulary.share("timber");
        vocabulary.share("colombia");
        vocabulary.close();
        let read = |question| read(question, &vocabulary, || &*WORDS).0;
        assert_eq!(read("artifical inteligence"), "artificial intelligence");
        assert_eq!(read("the timer of columbia"), "the timer of columbia");
    }

    #[test]
    fn letters_that_changed_places_are_mended_in_short_words_too() {
        let mut vocabulary = Vocabulary::default();
        vocabulary.take("rcep and rice");
        vocabulary.close();
        let read = |question| read(question, &vocabulary, || &*WORDS).0;
        assert_eq!(read("recp, rcpe"), "rcep, rcep");
        // Other slips make other words of so few letters.
        assert_eq!(read("rcap rceq icer rec"), "rcap rceq icer rec");
    }

    #[test]
    fn known_words_stay() {
        for text in ["beach football", "海关", "湄公河", "mekong", "action"] {
            assert_eq!(reading(text), format!("{text} []"));
        }
    }
}
