//! A question as it was meant: slips of the keyboard and of the input method
//! mended, pinyin turned into characters.
//!
//! Only what found nothing is touched: a word that the library or a glossary
//! has, or that a dictionary knows, stays as it was typed.

use std::collections::{HashMap, HashSet};

use crate::language::{Role, grammar, is_common_word, is_stop_word};
use crate::text::{
    Language, Segmenter, Span, Token, TokenKind, is_han, n_slips, plain, sound, stem, tokens,
};

/// Letters of an English word that is worth mending; of shorter ones, too many
/// are one slip apart.
const MIN_LETTERS: usize = 5;

/// Letters from which two slips are allowed for.
const LETTERS_FOR_TWO_SLIPS: usize = 8;

/// Latin words that are read as one stretch of pinyin.
const MAX_SYLLABLE_WORDS: usize = 8;

/// Letters of a stretch of pinyin.
const PINYIN_LETTERS: std::ops::RangeInclusive<usize> = 4..=48;

/// Characters of a Chinese word that homophones are looked for.
const MAX_HAN: usize = 8;

/// The English words and the pairs of characters that somebody may have meant.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// Folded words of the clauses, by initial, with how often they stand there.
    english: HashMap<char, HashMap<String, u32>>,
    /// Stems of clauses and glossaries: they are right as they are.
    stems: HashSet<String>,
    /// Pairs of characters of clauses and glossaries.
    pairs: HashSet<(char, char)>,
}

/// Chinese words by their sound.
#[derive(Debug, Default)]
pub(super) struct Sounds {
    /// The commonest of those that sound alike, with how often it stands.
    words: HashMap<String, (String, u32)>,
    longest: usize,
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
    /// Words that a question may rightly have, but that are not meant by others.
    pub(super) fn know(&mut self, folded: &str) {
        for token in tokens(folded).iter().filter(|it| it.kind == TokenKind::Word) {
            self.stems.insert(stem(&token.text).into_owned());
        }
        let chars: Vec<char> = folded.chars().collect();
        for pair in chars.windows(2) {
            if let &[a, b] = pair
                && is_han(a)
                && is_han(b)
            {
                self.pairs.insert((a, b));
            }
        }
    }

    /// Words of a clause.
    pub(super) fn take(&mut self, folded: &str) {
        self.know(folded);
        for token in tokens(folded).iter().filter(|it| it.kind == TokenKind::Word) {
            if let Some(initial) = token.text.chars().next().filter(|_| token.text.len() > 3) {
                let words = self.english.entry(initial).or_default();
                *words.entry(token.text.to_string()).or_default() += 1;
            }
        }
    }

    fn knows(&self, word: &str) -> bool {
        is_stop_word(word)
            || matches!(grammar(Language::English).role(word, ""), Role::Act | Role::Light)
            || self.stems.contains(stem(word).as_ref())
            || is_common_word(word)
    }

    /// The word that a mistyped one was meant to be: the nearest, and of the
    /// nearest the commonest. The first letter is seldom wrong.
    fn meant(&self, typed: &str) -> Option<&str> {
        let n_letters = typed.chars().count();
        if n_letters < MIN_LETTERS || typed.chars().any(|c| c.is_ascii_digit()) {
            return None;
        }
        let limit = if n_letters < LETTERS_FOR_TWO_SLIPS { 1 } else { 2 };
        let near = self.english.get(&typed.chars().next()?)?.iter().filter_map(|(word, n)| {
            Some((n_slips(typed, word, limit)?, std::cmp::Reverse(*n), word.as_str()))
        });
        near.min().map(|(_, _, word)| word)
    }

    fn has_unknown_pair(&self, chars: &[char]) -> bool {
        chars.windows(2).any(|it| matches!(it, &[a, b] if !self.pairs.contains(&(a, b))))
    }
}

impl Sounds {
    /// Takes in a folded Chinese word that stands in a clause or a glossary.
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

/// Reads a folded question; `sounds` and `segmenter` are asked for only where
/// something found nothing.
pub(super) fn read<'s>(
    folded: &str,
    vocabulary: &Vocabulary,
    sounds: impl Fn() -> (&'s Segmenter, &'s Sounds),
) -> (String, Vec<Mended>) {
    let mut reader = Reader { text: String::new(), mended: Vec::new(), at: 0, folded };
    let found = tokens(folded);
    let mut rest = found.as_slice();
    while let Some((first, after)) = rest.split_first() {
        rest = match first.kind {
            TokenKind::Number => after,
            TokenKind::Word if vocabulary.knows(&first.text) => {
                match syllables(rest, vocabulary, &sounds) {
                    Some((run, after, read)) => {
                        reader.put(run, &read);
                        after
                    }
                    None => after,
                }
            }
            TokenKind::Word => {
                if let Some((n_tokens, read)) = pinyin(rest, vocabulary, &sounds) {
                    let (run, after) = rest.split_at_checked(n_tokens).unwrap_or((rest, &[]));
                    reader.put(run, &read);
                    after
                } else {
                    if let Some(meant) = vocabulary.meant(&first.text) {
                        reader.put(std::slice::from_ref(first), meant);
                    }
                    after
                }
            }
            TokenKind::Han => {
                let n_han = rest.iter().take_while(|it| it.kind == TokenKind::Han).count();
                let (run, after) = rest.split_at_checked(n_han).unwrap_or((rest, &[]));
                homophones(run, vocabulary, &sounds, &mut reader);
                after
            }
        };
    }
    reader.text.push_str(folded.get(reader.at..).unwrap_or_default());
    (reader.text, reader.mended)
}

struct Reader<'a> {
    text: String,
    mended: Vec<Mended>,
    at: usize,
    folded: &'a str,
}

impl Reader<'_> {
    fn put(&mut self, run: &[Token<'_>], read: &str) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            return;
        };
        let typed = Span::new(first.span.start, last.span.end);
        self.text.push_str(self.folded.get(self.at..typed.start).unwrap_or_default());
        self.text.push_str(read);
        let typed_words = typed.of(self.folded).unwrap_or_default().to_owned();
        self.mended.push(Mended { typed: typed_words, read: read.to_owned() });
        self.at = typed.end;
    }
}

/// Pinyin with spaces may begin with a word that English has too, `tie lu`.
fn syllables<'s, 't, 'a>(
    rest: &'t [Token<'a>],
    vocabulary: &Vocabulary,
    sounds: &impl Fn() -> (&'s Segmenter, &'s Sounds),
) -> Option<(&'t [Token<'a>], &'t [Token<'a>], String)> {
    let next = rest.get(1).filter(|it| it.kind == TokenKind::Word)?;
    if vocabulary.knows(&next.text) {
        return None;
    }
    let (n_tokens, read) = pinyin(rest, vocabulary, sounds).filter(|(n, _)| *n > 1)?;
    let (run, after) = rest.split_at_checked(n_tokens)?;
    Some((run, after, read))
}

/// The longest run of Latin words at the start of `rest` that spells Chinese
/// words of the library.
fn pinyin<'s>(
    rest: &[Token<'_>],
    vocabulary: &Vocabulary,
    sounds: &impl Fn() -> (&'s Segmenter, &'s Sounds),
) -> Option<(usize, String)> {
    let is_latin = |it: &&Token<'_>| it.kind == TokenKind::Word && it.text.is_ascii();
    // A comma between two words parts them; a space does not.
    let is_next = |(a, b): &(&Token<'_>, &Token<'_>)| is_latin(b) && b.span.start <= a.span.end + 1;
    let n_more = rest.iter().zip(rest.iter().skip(1)).take_while(is_next).count();
    let run = rest.iter().take(n_more + 1).take_while(is_latin).take(MAX_SYLLABLE_WORDS);
    let words: Vec<String> = run.map(|it| plain(&it.text)).collect();
    let (_, sounds) = sounds();
    (1..=words.len()).rev().find_map(|n_words| {
        let words = words.get(..n_words)?;
        // A run may hold words that English has too (`he ping`), not end in one.
        let last = words.last()?;
        if n_words > 1 && last.len() > 3 && vocabulary.knows(last) {
            return None;
        }
        Some((n_words, sounds.spelled(&words.concat())?))
    })
}

/// Replaces words of a run of Han characters by those that sound like them,
/// where the typed ones are unknown.
fn homophones<'s>(
    run: &[Token<'_>],
    vocabulary: &Vocabulary,
    sounds: &impl Fn() -> (&'s Segmenter, &'s Sounds),
    reader: &mut Reader<'_>,
) {
    let chars: Vec<char> = run.iter().filter_map(|it| it.text.chars().next()).collect();
    if !vocabulary.has_unknown_pair(&chars) {
        return;
    }
    let (segmenter, sounds) = sounds();
    let text: String = chars.iter().collect();
    // Where words begin and end, in characters: a slip breaks a word into
    // pieces, so it does not cut other words.
    let mut borders = HashSet::from([0]);
    let mut at = 0;
    for word in segmenter.words(&text) {
        at += word.chars().count();
        borders.insert(at);
    }
    let mut start = 0;
    while start < chars.len() {
        let longest = MAX_HAN.min(chars.len() - start);
        let found = (2..=longest).rev().find_map(|len| {
            let window = chars.get(start..start + len)?;
            let is_whole = borders.contains(&start) && borders.contains(&(start + len));
            let word: String = window.iter().collect();
            let has_stop_word =
                len == 2 && window.iter().any(|c| is_stop_word(c.encode_utf8(&mut [0; 4])));
            (is_whole
                && !has_stop_word
                && vocabulary.has_unknown_pair(window)
                && !segmenter.knows(&word))
            .then(|| Some((len, sounds.homophone(window)?)))
            .flatten()
        });
        match found {
            Some((len, word)) => {
                reader.put(run.get(start..start + len).unwrap_or_default(), word);
                start += len;
            }
            None => start += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use insta::assert_snapshot;

    use super::*;

    static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(|| Segmenter::new([]));

    fn reading(question: &str) -> String {
        let mut vocabulary = Vocabulary::default();
        let mut sounds = Sounds::default();
        for text in ["education and mine action", "海关合作，扫雷，铁路互联互通，新冠疫苗"]
        {
            vocabulary.take(text);
            for word in SEGMENTER.words(text) {
                sounds.take(word);
            }
        }
        for word in ["铁路", "互联互通", "疫苗"] {
            sounds.take(word);
        }
        let (text, mended) = read(question, &vocabulary, || (&SEGMENTER, &sounds));
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
    fn what_is_known_stays() {
        for text in ["beach football", "海关", "湄公河", "mekong", "action"] {
            assert_eq!(reading(text), format!("{text} []"));
        }
    }
}
