//! Words of Chinese text, by jieba and its dictionary.
//!
//! The dictionary has 349,045 words, and a question meets those of a dozen characters. So jieba gets the words that begin
//! with a character when a text first has it. A word that no text can have stands for all others: it keeps the sum of
//! frequencies, and so every cut, as with the whole dictionary.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use jieba_rs::{Jieba, Tag};

use super::dictionary::DICTIONARY;

/// A dictionary of words, general ones and terms of its own. It takes no time to make; its memory grows with the
/// characters that its texts have, up to 30 MB.
pub struct Segmenter {
    /// Own terms, each with its frequency.
    terms: BTreeMap<String, usize>,
    /// Invariant: words are only added.
    loaded: RwLock<Loaded>,
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
        let mut loaded = Loaded::new();
        let mut own = BTreeMap::new();
        for term in terms.into_iter().filter(|it| !it.is_empty()) {
            loaded.load(term, &own);
            let frequency = loaded.jieba.suggest_freq(term);
            loaded.own(term, frequency, &own);
            own.insert(term.to_owned(), frequency);
        }
        Self { terms: own, loaded: RwLock::new(loaded) }
    }

    /// The general dictionary with terms whose frequencies [`terms`](Self::terms) gave; no word is loaded.
    pub fn with<'a>(terms: impl IntoIterator<Item = (&'a str, usize)>) -> Self {
        let terms: BTreeMap<_, _> = terms.into_iter().map(|(it, n)| (it.to_owned(), n)).collect();
        Self { loaded: RwLock::new(Loaded::with(&terms)), terms }
    }

    /// The own terms with their frequencies, sorted.
    pub fn terms(&self) -> impl Iterator<Item = (&str, usize)> {
        self.terms.iter().map(|(term, frequency)| (term.as_str(), *frequency))
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
        let loaded = self.loaded.read().unwrap_or_else(PoisonError::into_inner);
        if text.chars().all(|it| loaded.firsts.contains(it)) {
            return loaded;
        }
        drop(loaded);
        let mut writing = self.loaded.write().unwrap_or_else(PoisonError::into_inner);
        writing.load(text, &self.terms);
        drop(writing);
        self.loaded.read().unwrap_or_else(PoisonError::into_inner)
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
    fn new() -> Self {
        let (jieba, firsts) = (Jieba::empty(), Firsts::default());
        let mut loaded = Self { jieba, firsts, total: DICTIONARY.total, known: 0 };
        loaded.keep_total();
        loaded
    }

    fn with(terms: &BTreeMap<String, usize>) -> Self {
        let mut loaded = Self::new();
        for (term, frequency) in terms {
            loaded.total += frequency;
            loaded.total -= DICTIONARY.frequency(term).unwrap_or_default();
        }
        loaded.load_far(terms);
        loaded
    }

    /// Loads the words that begin inside `text`, with the frequencies of own terms.
    fn load(&mut self, text: &str, terms: &BTreeMap<String, usize>) {
        for first in text.chars() {
            if !self.firsts.contains(first) {
                self.firsts.insert(first);
                self.load_first(first, terms);
            }
        }
        self.keep_total();
    }

    fn load_first(&mut self, first: char, terms: &BTreeMap<String, usize>) {
        DICTIONARY.each(first, |word| {
            let frequency = terms.get(word.text).copied().unwrap_or(word.frequency);
            self.add(word.text, frequency, word.tag);
        });
        let own = terms.range(first.to_string()..).take_while(|(term, _)| term.starts_with(first));
        for (term, frequency) in own {
            if !self.jieba.has_word(term) {
                self.add(term, *frequency, TERM);
            }
        }
    }

    /// Loads the own terms that begin with a character that no word of the dictionary begins with, as it is beyond the
    /// first plane.
    fn load_far(&mut self, terms: &BTreeMap<String, usize>) {
        for (term, frequency) in terms.range(FAR.to_string()..) {
            self.add(term, *frequency, TERM);
        }
        self.keep_total();
    }

    fn add(&mut self, word: &str, frequency: usize, tag: &str) {
        self.known += self.jieba.add_word(word, Some(frequency), Some(tag));
    }

    /// Adds an own term, whose characters are loaded, or gives it another frequency.
    fn own(&mut self, term: &str, frequency: usize, terms: &BTreeMap<String, usize>) {
        let before =
            terms.get(term).copied().or_else(|| DICTIONARY.frequency(term)).unwrap_or_default();
        self.jieba.add_word(term, Some(frequency), Some(TERM));
        self.known = self.known + frequency - before;
        self.total = self.total + frequency - before;
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
            self.loaded.read().unwrap().total
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
