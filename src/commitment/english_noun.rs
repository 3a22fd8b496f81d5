//! What an English count counts: the head of the phrase after it, `300 young **scientists** from ASEAN`.
//!
//! The head is the last plural before a preposition, a verb or a mark.

use super::unit::Unit;
use super::unit_words::ENGLISH_NOUNS;
use crate::text::glyph::Glyphs;

/// The canonical name of the noun phrase after a number, with the place after its head.
pub(super) fn noun(glyphs: &Glyphs, end: usize) -> (Unit, usize) {
    let degree = glyphs.skip_spaces(end, 1);
    if glyphs.get(degree) == Some('°') || glyphs.get(degree) == Some('º') {
        return (Unit::Named("celsius"), degree + 2);
    }
    let end = if glyphs.get(end) == Some('+') { end + 1 } else { end };
    let words = phrase(glyphs, end);
    let touching = words.first().is_some_and(|(start, _, _)| *start == end);
    let head =
        if touching { words.first() } else { words.iter().rfind(|(_, _, word)| plural(word)) };
    match head {
        Some((_, after, word)) => {
            let unit = canonical(word).map_or_else(|| Unit::Counted(singular(word)), Unit::Named);
            (unit, *after)
        }
        None => (Unit::None, end),
    }
}

/// Whether a word can be the head of what is counted.
fn plural(word: &str) -> bool {
    canonical(word).is_some()
        || word.ends_with('s') && !["ss", "us", "'s", "’s"].iter().any(|end| word.ends_with(end))
}

/// The words of the noun phrase that begins at `at`: up to a preposition, a verb or a mark.
pub(super) fn phrase(glyphs: &Glyphs, at: usize) -> Vec<(usize, usize, String)> {
    let mut words = Vec::new();
    let mut next = at;
    for _ in 0..7 {
        let start = glyphs.skip_spaces(next, 2);
        let start = if glyphs.get(start) == Some('\n') { start + 1 } else { start };
        let letter = |at: usize| {
            glyphs.get(at).is_some_and(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\'' | '‑'))
        };
        let end = (start..start + 30).find(|at| !letter(*at)).unwrap_or(start + 30);
        if end == start {
            break;
        }
        let word = glyphs.words(start, end);
        let joins = matches!(word.as_str(), "and" | "or")
            && !words.is_empty()
            && !words.iter().any(|(_, _, w): &(usize, usize, String)| plural(w));
        if STOPS.contains(&word.as_str()) && !joins
            || word.len() > 4 && !words.is_empty() && word.ends_with("ed")
        {
            break;
        }
        words.push((start, end, word));
        next = end;
    }
    words
}

/// Words that end a noun phrase.
const STOPS: &[&str] = &[
    "of",
    "for",
    "to",
    "in",
    "on",
    "by",
    "from",
    "and",
    "or",
    "with",
    "that",
    "which",
    "who",
    "will",
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "per",
    "each",
    "every",
    "a",
    "an",
    "the",
    "over",
    "through",
    "under",
    "at",
    "as",
    "between",
    "within",
    "across",
    "after",
    "before",
    "during",
    "above",
    "below",
    "into",
    "since",
    "until",
    "would",
    "can",
    "could",
    "may",
    "should",
    "shall",
    "while",
    "including",
    "such",
    "this",
    "these",
    "worth",
    "annually",
    "this",
    "about",
    "than",
    "out",
    "via",
    "among",
    "against",
    "throughout",
    "their",
    "its",
    "our",
    "not",
    "graduate",
    "benefit",
    "participate",
    "receive",
    "where",
    "when",
    "so",
    "but",
    "not",
    "yet",
    "also",
    "up",
];

fn canonical(word: &str) -> Option<&'static str> {
    ENGLISH_NOUNS.iter().find(|(noun, _)| *noun == word).map(|(_, name)| *name)
}

fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let es = ["ches", "shes", "sses", "xes"].iter().any(|end| word.ends_with(end));
    let stem = if es { word.strip_suffix("es") } else { word.strip_suffix('s') };
    stem.unwrap_or(word).to_owned()
}
