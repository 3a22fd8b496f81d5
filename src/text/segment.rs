//! Words of Chinese text, by jieba and its dictionary.
//!
//! The dictionary has 349,045 words, and a question meets those of a dozen characters. So jieba gets the words that begin
//! with a character when a text first has it. A word that no text can have stands for all others: it keeps the sum of
//! frequencies, and so every cut, as with the whole dictionary.

use std::collections::BTreeMap;
use std::sync::{OnceLock, PoisonError, RwLock, RwLockReadGuard};

use jieba_rs::{Jieba, Tag};

use super::dictionary::DICTIONARY;

/// A dictionary of words, general ones and terms of its own. It takes no time to make; its memory grows with the
/// characters that its texts have, up to 30 MB.
pub struct Segmenter {
    terms: Terms,
    /// Made for the first text.
    loaded: OnceLock<RwLock<Loaded>>,
}

impl std::fmt::Debug for Segmenter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Segmenter").finish_non_exhaustive()
    }
}

impl Segmenter {
    /// The general dictionary with `terms`, which are never split. Each term is segmented to find the frequency that
    /// keeps it whole.
    pub fn new<'a>(terms: impl IntoIterator<Item = &'a str>) -> Self {
        let mut loaded = Loaded::new(0);
        let mut own: BTreeMap<&str, usize> = BTreeMap::new();
        for term in terms.into_iter().filter(|it| !it.is_empty()) {
            // Its characters are loaded before it is added, so no word that is loaded later is an own term.
            loaded.load(term, &Terms::default());
            let frequency = loaded.jieba.suggest_freq(term);
            let general = DICTIONARY.frequency(term).unwrap_or_default();
            let gain = own.entry(term).or_default();
            loaded.raise(term, general + *gain, frequency);
            *gain = frequency - general;
        }
        Self { terms: own.into_iter().collect(), loaded: RwLock::new(loaded).into() }
    }

    /// The general dictionary with terms and numbers that [`terms`](Self::terms) gave. Nothing is loaded or computed.
    pub fn with<'a>(terms: impl IntoIterator<Item = (&'a str, usize)>) -> Self {
        let terms: BTreeMap<&str, usize> =
            terms.into_iter().filter(|(term, _)| !term.is_empty()).collect();
        Self { terms: terms.into_iter().collect(), loaded: OnceLock::new() }
    }

    /// The own terms, sorted, each with the frequency that it has beyond that of the general dictionary.
    pub fn terms(&self) -> impl Iterator<Item = (&str, usize)> {
        (0..self.terms.starts.len()).filter_map(|at| self.terms.at(at))
    }

    /// The words of `text`, each with the tag of its part of speech: `n`, `vn`, `ns`.
    pub fn tagged<'a>(&self, text: &'a str) -> Vec<(&'a str, &'static str)> {
        let loaded = self.loaded_for(text);
        let tags = loaded.jieba.tag(text, false).into_iter();
        // A word of a tag borrows from jieba too.
        let word = |it: &Tag<'_>| text.get(it.byte_start..it.byte_end).unwrap_or_default();
        tags.map(|it| (word(&it), tag(it.word, it.tag))).collect()
    }

    /// Whether the dictionary has `word`.
    pub fn knows(&self, word: &str) -> bool {
        word != OTHERS && self.loaded_for(word).jieba.has_word(word)
    }

    /// The words of `text`, in order; they join to `text`.
    pub fn words<'a>(&self, text: &'a str) -> Vec<&'a str> {
        let loaded = self.loaded_for(text);
        loaded.jieba.cut(text, false).into_iter().map(|token| token.word).collect()
    }

    /// The dictionary with all words that begin inside `text`.
    fn loaded_for(&self, text: &str) -> RwLockReadGuard<'_, Loaded> {
        let words = self.loaded.get_or_init(|| self.terms.loaded().into());
        let loaded = words.read().unwrap_or_else(PoisonError::into_inner);
        if text.chars().all(|it| loaded.firsts.contains(it)) {
            return loaded;
        }
        drop(loaded);
        let mut writing = words.write().unwrap_or_else(PoisonError::into_inner);
        writing.load(text, &self.terms);
        drop(writing);
        words.read().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Own terms, in one string, as there may be thousands.
#[derive(Default)]
struct Terms {
    /// Invariant: sorted.
    text: String,
    /// The start of each term in `text`, with the frequency that it has beyond that of the general dictionary.
    starts: Vec<(usize, usize)>,
}

impl<'a> FromIterator<(&'a str, usize)> for Terms {
    /// Joins sorted terms.
    fn from_iter<T: IntoIterator<Item = (&'a str, usize)>>(sorted: T) -> Self {
        let mut terms = Self::default();
        for (term, gain) in sorted {
            terms.starts.push((terms.text.len(), gain));
            terms.text.push_str(term);
        }
        terms
    }
}

impl Terms {
    fn at(&self, at: usize) -> Option<(&str, usize)> {
        let (start, gain) = *self.starts.get(at)?;
        let end = self.starts.get(at + 1).map_or(self.text.len(), |(start, _)| *start);
        Some((self.text.get(start..end)?, gain))
    }

    /// The terms that begin with `first`.
    fn beginning(&self, first: char) -> impl Iterator<Item = (&str, usize)> {
        let from = self.n_before(first);
        (from..).map_while(|at| self.at(at)).take_while(move |(term, _)| term.starts_with(first))
    }

    /// The number of terms that begin with a lesser character.
    fn n_before(&self, first: char) -> usize {
        let first = String::from(first);
        let is_before = |start| self.text.get(start..).is_some_and(|it| it < first.as_str());
        self.starts.partition_point(|(start, _)| is_before(*start))
    }

    /// The dictionary before any text: no words but the terms that begin with a character of [`FAR`] or beyond.
    fn loaded(&self) -> Loaded {
        let mut loaded = Loaded::new(self.starts.iter().map(|(_, gain)| gain).sum());
        for (term, gain) in (self.n_before(FAR)..).map_while(|at| self.at(at)) {
            loaded.add(term, gain, TERM);
        }
        loaded.keep_total();
        loaded
    }
}

/// The tag of a word, as far as jieba knows it without its own model of unknown words.
fn tag(word: &str, tag: &str) -> &'static str {
    let guessed = if tag == "x" { DICTIONARY.guess(word) } else { None };
    guessed.unwrap_or_else(|| DICTIONARY.tag(tag))
}

/// Stands for the words that are not loaded. Jieba takes its characters, which are none of Unicode's, one by one.
const OTHERS: &str = "\u{fdd0}\u{fdd0}";

/// The words that begin with the characters met so far.
struct Loaded {
    jieba: Jieba,
    firsts: Firsts,
    /// The sum of all frequencies, also of the words that are not loaded.
    total: usize,
    /// The part of `total` that loaded words have.
    known: usize,
}

impl Loaded {
    /// No words, of a dictionary with own terms of a frequency.
    fn new(gain: usize) -> Self {
        let (jieba, firsts) = (Jieba::empty(), Firsts::default());
        let mut loaded = Self { jieba, firsts, total: DICTIONARY.total + gain, known: 0 };
        loaded.keep_total();
        loaded
    }

    /// Loads the words that begin inside `text`.
    fn load(&mut self, text: &str, terms: &Terms) {
        for first in text.chars() {
            if !self.firsts.contains(first) {
                self.firsts.insert(first);
                self.load_first(first, terms);
            }
        }
        self.keep_total();
    }

    fn load_first(&mut self, first: char, terms: &Terms) {
        let mut own: BTreeMap<&str, usize> = terms.beginning(first).collect();
        DICTIONARY.each(first, |word| {
            let gain = own.remove(word.text).unwrap_or_default();
            self.add(word.text, word.frequency + gain, word.tag);
        });
        for (term, gain) in own {
            self.add(term, gain, TERM);
        }
    }

    fn add(&mut self, word: &str, frequency: usize, tag: &str) {
        self.known += self.jieba.add_word(word, Some(frequency), Some(tag));
    }

    /// Gives a term, whose characters are loaded, a higher frequency than it had.
    fn raise(&mut self, term: &str, before: usize, frequency: usize) {
        self.jieba.add_word(term, Some(frequency), Some(TERM));
        self.known += frequency - before;
        self.total += frequency - before;
    }

    fn keep_total(&mut self) {
        self.jieba.add_word(OTHERS, Some(self.total - self.known), None);
    }
}

/// The tag of own terms: a term names something, as nouns do.
const TERM: &str = "n";

/// The first character beyond the first plane of Unicode.
const FAR: char = '\u{10000}';

/// A set of characters; those beyond the first plane are always in it.
struct Firsts(Vec<u64>);

impl Default for Firsts {
    fn default() -> Self {
        Self(vec![0; FAR as usize / 64])
    }
}

impl Firsts {
    fn contains(&self, c: char) -> bool {
        let c = c as usize;
        self.0.get(c / 64).is_none_or(|bits| bits >> (c % 64) & 1 == 1)
    }

    fn insert(&mut self, c: char) {
        let c = c as usize;
        if let Some(bits) = self.0.get_mut(c / 64) {
            *bits |= 1 << (c % 64);
        }
    }
}
#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;

    static SEGMENTER: LazyLock<Segmenter> =
        LazyLock::new(|| Segmenter::new(["新冠疫苗", "全球发展倡议"]));

    impl Segmenter {
        /// The sum of all frequencies.
        fn total(&self) -> usize {
            self.loaded_for("").total
        }
    }

    fn words(text: &str) -> String {
        SEGMENTER.words(text).join("|")
    }

    #[test]
    fn own_terms_stay_whole() {
        assert_snapshot!(words("提供新冠疫苗援助"), @"提供|新冠疫苗|援助");
        assert_snapshot!(words("参与全球发展倡议"), @"参与|全球发展倡议");
    }

    #[test]
    fn tags_of_words_terms_and_unknown_characters() {
        let tagged = |text| {
            let tagged = SEGMENTER.tagged(text).into_iter();
            tagged.map(|(word, tag)| format!("{word}/{tag}")).collect::<Vec<_>>().join(" ")
        };
        assert_snapshot!(tagged("援助新冠疫苗，區3.0版 RCEP"), @"援助/vn 新冠疫苗/n ，/x 區/n 3/m ./x 0/m 版/n  /x RCEP/eng");
        assert!(SEGMENTER.knows("援助") && SEGMENTER.knows("新冠疫苗"));
        assert!(!SEGMENTER.knows("區") && !SEGMENTER.knows("盟国援") && !SEGMENTER.knows(OTHERS));
    }

    #[test]
    fn frequencies_given_ahead_cut_alike() {
        let terms = ["发展倡议", "合作", "合", "东盟国", "𠮷野"];
        let computed = Segmenter::new(terms);
        let given = Segmenter::with(computed.terms());
        assert_eq!(given.terms().count(), terms.len());
        // The word is in the dictionary, and keeps its tag.
        assert_eq!(given.tagged("合作"), [("合作", "vn")]);
        for text in ["落实全球发展倡议", "东盟国家合作", "𠮷野合作", "合影"] {
            assert_eq!(given.tagged(text), computed.tagged(text), "{text}");
        }
        assert_eq!(given.total(), computed.total());
    }

    proptest! {
        #[test]
        fn words_do_not_depend_on_earlier_texts(
            texts in proptest::collection::vec("[一-龥东盟合作发展国际a-z0-9]{0,12}", 1..6),
        ) {
            let early = Segmenter::new([]);
            for text in &texts {
                early.words(text);
            }
            for text in &texts {
                prop_assert_eq!(early.tagged(text), Segmenter::new([]).tagged(text));
            }
        }

        #[test]
        fn words_join_to_their_text(text in "[一-龥a-z0-9 ，。]{0,30}|\\PC{0,30}") {
            prop_assert_eq!(SEGMENTER.words(&text).concat(), text);
        }
    }
}
