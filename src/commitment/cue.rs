//! Words of promising and of telling: 将, 力争, 已, 同比; `will`, `pledges`, `has delivered`, `was`.
//!
//! Of words that begin at one place the longest counts, so that 不会 is not 会 and `has pledged` is a promise where
//! `has provided` is a result. A word without weight only keeps a shorter one from being found inside it.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::cue_words::{self, Group};
use super::evidence::{Evidence, Reason};
use crate::text::{Language, Span};

/// All words of promising and telling in a text, in its order.
pub(super) fn cues(text: &str, language: Language) -> Vec<Evidence> {
    let table = match language {
        Language::Chinese => &*CHINESE,
        Language::English => &*ENGLISH,
    };
    let mut found = Vec::new();
    for hit in table.words.iter().flat_map(|words| words.find_iter(text)) {
        let span = Span::new(hit.start(), hit.end());
        let Some(Some((reason, weight))) = table.meanings.get(hit.pattern().as_usize()) else {
            continue;
        };
        if language == Language::Chinese || whole_word(text, span) {
            found.push(Evidence { reason: *reason, span: Some(span), weight: *weight });
        }
    }
    found
}

fn whole_word(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).and_then(|t| t.chars().next_back());
    let after = text.get(span.end..).and_then(|t| t.chars().next());
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !letter(before) && !letter(after)
}

struct Table {
    words: Option<AhoCorasick>,
    meanings: Vec<Option<(Reason, i32)>>,
}

impl Table {
    fn of(groups: &[Group]) -> Self {
        let meant = groups
            .iter()
            .flat_map(|(meaning, words)| words.iter().map(move |word| (*word, *meaning)));
        let (words, meanings): (Vec<&str>, Vec<_>) = meant.unzip();
        let builder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(words);
        // Some hundred short words always fit an automaton; without it nothing would be a cue.
        Self { words: builder.ok(), meanings }
    }
}

static CHINESE: LazyLock<Table> = LazyLock::new(|| Table::of(cue_words::CHINESE));

static ENGLISH: LazyLock<Table> = LazyLock::new(|| Table::of(cue_words::ENGLISH));
