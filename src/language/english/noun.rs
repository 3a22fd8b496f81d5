//! The noun that an English number counts: the head of the phrase after it, `300 young **scientists** from ASEAN`.
//!
//! The head is the last plural before a preposition, a verb or a mark.

use super::words::{NOT_IN_A_NOUN, NOUNS};
use crate::quantity::Unit;
use crate::text::glyph::Glyphs;

/// The unit that the noun phrase after a number names, with the place after its head.
pub(super) fn noun(glyphs: &Glyphs, end: usize) -> (Unit, usize) {
    let degree = glyphs.skip_spaces(end, 1);
    if matches!(glyphs.get(degree), Some('°' | 'º')) {
        return (Unit::Named("celsius"), degree + 2);
    }
    let end = if glyphs.get(end) == Some('+') { end + 1 } else { end };
    if let Some(end) = basis_points(glyphs, end) {
        return (Unit::Named("basis_point"), end);
    }
    let words = phrase(glyphs, end);
    let touching = words.first().filter(|word| word.start == end);
    let head = touching.or_else(|| words.iter().rfind(|word| is_plural(&word.text)));
    head.map_or((Unit::None, end), |head| {
        let name = NOUNS.get(&head.text).map(Unit::Named);
        (name.unwrap_or_else(|| Unit::Counted(singular(&head.text))), head.end)
    })
}

/// The unit of `one`: the last word of the phrase, `one new hospital`.
pub(super) fn one(glyphs: &Glyphs, end: usize) -> (Unit, usize) {
    let (unit, noun_end) = noun(glyphs, end);
    if unit != Unit::None {
        return (unit, noun_end);
    }
    let words = phrase(glyphs, end);
    let head = words.iter().take_while(|word| word.text.chars().all(char::is_alphabetic)).last();
    head.map_or((Unit::None, end), |head| {
        let name = NOUNS.get(&format!("{}s", head.text)).or_else(|| NOUNS.get(&head.text));
        (name.map_or_else(|| Unit::Counted(head.text.clone()), Unit::Named), head.end)
    })
}

/// Whether a word can be the head of a counted phrase.
fn is_plural(word: &str) -> bool {
    NOUNS.contains(word)
        || word.ends_with('s') && !["ss", "us", "'s", "’s"].iter().any(|end| word.ends_with(end))
}

/// A word of a noun phrase, with its places.
pub(super) struct NounWord {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
}

/// The words of the noun phrase that begins at `at`: up to a preposition, a verb or a mark.
pub(super) fn phrase(glyphs: &Glyphs, at: usize) -> Vec<NounWord> {
    let mut words: Vec<NounWord> = Vec::new();
    let mut next = at;
    for _ in 0..7 {
        let start = glyphs.skip_spaces(next, 2);
        let end = word_end(glyphs, start);
        let text = glyphs.words(start, end);
        let joins = matches!(text.as_str(), "and" | "or")
            && !words.is_empty()
            && !words.iter().any(|word| is_plural(&word.text));
        let is_participle = text.len() > 4 && !words.is_empty() && text.ends_with("ed");
        if end == start || NOT_IN_A_NOUN.contains(&text) && !joins || is_participle {
            break;
        }
        words.push(NounWord { start, end, text });
        next = end;
    }
    words
}

/// The place after the word at `start`: `large-scale`, `F-35`, `U.S.`
fn word_end(glyphs: &Glyphs, start: usize) -> usize {
    let is_letter = |at: usize| glyphs.get(at).is_some_and(char::is_alphabetic);
    if !is_letter(start) && !matches!(glyphs.get(start), Some('-' | '‑' | '’' | '\'')) {
        return start;
    }
    let is_part = |at: &usize| {
        glyphs.get(*at).is_some_and(|c| match c {
            '-' | '’' | '\'' | '‑' => true,
            '.' => {
                let is_initial = *at > start
                    && is_letter(at - 1)
                    && (*at == start + 1 || glyphs.get(at - 2) == Some('.'));
                is_initial && (is_letter(at + 1) || *at > start + 1)
            }
            // `F-35`, and no `USD50`.
            c if c.is_ascii_digit() => {
                glyphs.before(*at).is_some_and(|c| matches!(c, '-' | '‑') || c.is_ascii_digit())
            }
            c => c.is_alphabetic(),
        })
    };
    (start..start + 30).find(|at| !is_part(at)).unwrap_or(start + 30)
}

/// `50 basis points`: hundredths of a percentage point.
fn basis_points(glyphs: &Glyphs, end: usize) -> Option<usize> {
    let start = glyphs.skip_spaces(end, 1);
    ["basis points", "basis point"]
        .iter()
        .find(|words| glyphs.starts_with(start, words))
        .map(|words| start + words.len())
}

fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let has_es = ["ches", "shes", "sses", "xes"].iter().any(|end| word.ends_with(end));
    word.strip_suffix(if has_es { "es" } else { "s" }).unwrap_or(word).to_owned()
}
