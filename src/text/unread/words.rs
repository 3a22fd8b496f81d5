//! Frequent words of languages in Latin letters: `yang`, `combien`.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::language::UnreadLanguage;

/// Words of a text that are looked at.
const MAX_WORDS: usize = 80;

/// Letters of a word that shows a language alone, by the words of the message.
const TELLING: [usize; 4] = [4, 5, 6, 6];

/// Words of a text, one of which at least has to be frequent.
const PER_HIT: usize = 6;

/// Words of a sentence.
const SENTENCE: usize = 5;

/// Languages of each word, in the order of the table.
static WORDS: LazyLock<HashMap<&str, Vec<UnreadLanguage>>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Vec<UnreadLanguage>> = HashMap::new();
    for row in include_str!("words.txt").lines().filter(|it| !it.starts_with('#')) {
        let Some((tag, row)) = row.split_once(": ") else { continue };
        let Some(language) = UnreadLanguage::of_tag(tag) else { continue };
        for word in row.split_whitespace() {
            words.entry(word).or_default().push(language);
        }
    }
    words
});

static ENGLISH: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("english.txt").split_whitespace().collect());

/// Whether a word is a frequent one of a language.
pub(super) fn is_of(word: &str, language: UnreadLanguage) -> bool {
    WORDS.get(word).is_some_and(|it| it.contains(&language))
}

/// The language that most frequent words of a folded text belong to, if they outnumber the English ones; of equals that
/// of the app, else the first.
pub(super) fn language(folded: &str, app: Option<UnreadLanguage>) -> Option<UnreadLanguage> {
    let words = words(folded);
    let mut counts: Vec<(UnreadLanguage, usize)> = Vec::new();
    let mut longest = 0;
    for word in &words {
        let Some(languages) = WORDS.get(word) else { continue };
        longest = longest.max(word.len());
        for language in languages {
            match counts.iter_mut().find(|it| it.0 == *language) {
                Some((_, n)) => *n += 1,
                None => counts.push((*language, 1)),
            }
        }
    }
    let rank = |it: &(UnreadLanguage, usize)| (it.1, Some(it.0) == app);
    let best =
        counts.into_iter().reduce(|best, it| if rank(&it) > rank(&best) { it } else { best });
    let (language, n_hits) = best?;
    // `para 3.6` is a paragraph.
    let is_number = words.len() == 1 && folded.contains(|c: char| c.is_ascii_digit());
    let is_telling = if n_hits == 1 {
        !is_number
            && words
                .len()
                .checked_sub(1)
                .and_then(|it| TELLING.get(it))
                .is_some_and(|it| longest >= *it)
    } else {
        n_hits * PER_HIT >= words.len()
    };
    (is_telling && n_hits > n_english(&words)).then_some(language)
}

/// Whether a folded text has as many words as a sentence, and no frequent English one.
pub(super) fn may_be_sentence(folded: &str) -> bool {
    let words = words(folded);
    words.len() >= SENTENCE && n_english(&words) == 0
}

fn n_english(words: &[&str]) -> usize {
    words.iter().filter(|it| ENGLISH.contains(**it)).count()
}

fn words(folded: &str) -> Vec<&str> {
    let parts = folded.split(|c: char| !c.is_alphabetic()).filter(|it| !it.is_empty());
    parts.take(MAX_WORDS).collect()
}
