//! Greetings, thanks and farewells: `cam on`, `Hallo zusammen`.

use std::{collections::HashMap, sync::LazyLock};

use crate::text::Folding;

use super::{language::UnreadLanguage, words};

/// Words of the longest message that is looked at.
const MAX_WORDS: usize = 12;

/// Words of the longest phrase.
const LONGEST: usize = 5;

/// Words of no language in particular that such messages have.
const NEUTRAL: [&str; 4] = ["bot", "clausebot", "team", "ok"];

/// Thanks in other scripts, some of which are written without spaces.
const IN_OTHER_SCRIPTS: [&str; 18] = [
    "ขอบคุณ",
    "ขอบใจ",
    "ຂອບໃຈ",
    "ありがと",
    "有難う",
    "お疲れ",
    "さようなら",
    "감사",
    "고마",
    "спасибо",
    "благодар",
    "شكرا",
    "धन्यवाद",
    "शुक्रिया",
    "ကျေးဇူး",
    "អរគុណ",
    "நன்றி",
    "ευχαριστ",
];

static FOLDED: LazyLock<Vec<String>> =
    LazyLock::new(|| IN_OTHER_SCRIPTS.map(|it| Folding::new().text(it)).into());

/// A phrase of a language.
#[derive(Clone, Copy, Debug)]
struct Phrase {
    /// The number of its row.
    row: usize,
    language: UnreadLanguage,
    /// Whether it is thanks or a farewell.
    is_thanks: bool,
}

static PHRASES: LazyLock<HashMap<&str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut phrases: HashMap<&str, Vec<Phrase>> = HashMap::new();
    let rows = include_str!("phrases.txt").lines().filter(|it| !it.starts_with('#'));
    for (number, row) in rows.enumerate() {
        let Some((tag, row)) = row.split_once(": ") else { continue };
        let is_thanks = tag.ends_with('!');
        let Some(language) = UnreadLanguage::of_tag(tag.trim_end_matches('!')) else { continue };
        for phrase in row.split(',').map(str::trim) {
            let found = Phrase { row: number, language, is_thanks };
            phrases.entry(phrase).or_default().push(found);
        }
    }
    phrases
});

/// Joins words into the longest phrase without allocating once per try.
struct Joined(String);

impl Joined {
    fn phrase(&mut self, words: &[&str]) -> &'static [Phrase] {
        self.0.clear();
        for (at, word) in words.iter().enumerate() {
            if at > 0 {
                self.0.push(' ');
            }
            self.0.push_str(word);
        }
        PHRASES.get(self.0.as_str()).map_or(&[], Vec::as_slice)
    }
}

/// The language of a folded message that consists of such phrases and frequent words of the language; `app` is that of
/// the app, which decides between several.
pub(super) fn language(folded: &str, app: Option<UnreadLanguage>) -> Option<UnreadLanguage> {
    let words = words_of(folded)?;
    let mut found = phrases_of(&words);
    found.sort_by_key(|it| (Some(it.language) != app, it.row));
    found.dedup_by_key(|it| it.language);
    found.into_iter().map(|it| it.language).find(|it| consists_of(&words, *it))
}

/// Whether a folded message in a language that is not read is thanks or a farewell.
pub(super) fn is_thanks(folded: &str) -> bool {
    if FOLDED.iter().any(|it| folded.contains(it)) {
        return !folded.contains('?');
    }
    let Some(words) = words_of(folded) else { return false };
    let language = language(folded, None).or_else(|| words::language(folded, None));
    phrases_of(&words).iter().any(|it| it.is_thanks && Some(it.language) == language)
}

fn words_of(folded: &str) -> Option<Vec<&str>> {
    let words = folded.split(|c: char| !c.is_alphabetic()).filter(|it| !it.is_empty());
    let words: Vec<&str> = words.take(MAX_WORDS + 1).collect();
    (words.len() <= MAX_WORDS).then_some(words)
}

/// The phrases of a message.
fn phrases_of(words: &[&str]) -> Vec<Phrase> {
    let mut joined = Joined(String::new());
    let starts = 0..words.len();
    let parts = starts.flat_map(|at| (1..=LONGEST).filter_map(move |n| words.get(at..at + n)));
    parts.flat_map(|it| joined.phrase(it)).copied().collect()
}

fn consists_of(words: &[&str], language: UnreadLanguage) -> bool {
    let mut joined = Joined(String::new());
    let mut is_phrase = |it: &[&str]| joined.phrase(it).iter().any(|it| it.language == language);
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let longest =
            (1..=LONGEST).rev().find(|n| words.get(at..at + n).is_some_and(&mut is_phrase));
        at += match longest {
            Some(n) => n,
            None if NEUTRAL.contains(word) || words::is_of(word, language) => 1,
            None => return false,
        };
    }
    true
}
