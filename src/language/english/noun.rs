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
    let words = phrase(glyphs, end);
    let touching = words.first().filter(|word| word.start == end);
    let head = touching.or_else(|| words.iter().rfind(|word| is_plural(&word.text)));
    head.map_or((Unit::None, end), |head| {
        let name = NOUNS.get(&head.text).map(Unit::Named);
        (name.unwrap_or_else(|| Unit::Counted(singular(&head.text))), head.end)
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
    let is_letter = |at: &usize| {
        glyphs.get(*at).is_some_and(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\'' | '‑'))
    };
    let mut words: Vec<NounWord> = Vec::new();
    let mut next = at;
    for _ in 0..7 {
        let start = glyphs.skip_spaces(next, 2);
        let end = (start..start + 30).find(|at| !is_letter(at)).unwrap_or(start + 30);
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

fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let has_es = ["ches", "shes", "sses", "xes"].iter().any(|end| word.ends_with(end));
    word.strip_suffix(if has_es { "es" } else { "s" }).unwrap_or(word).to_owned()
}
