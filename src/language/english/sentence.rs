//! Ends of sentences in English, which are not those of `U.S. companies` and `No. 5`.

use crate::text::glyph::Glyphs;

/// Whether a sentence ends with the character at a place.
pub(super) fn ends(glyphs: &Glyphs, at: usize) -> bool {
    match (glyphs.get(at), glyphs.get(at + 1)) {
        (Some(';' | '!' | '?' | '•' | '。'), _) | (Some('.'), None) => true,
        (Some('.'), Some(' ' | '”' | '"' | '[' | ')')) => !is_abbreviated(glyphs, at),
        _ => false,
    }
}

/// `U.S. companies`, `Inc. and`, `No. 5`: a full stop that ends no sentence.
fn is_abbreviated(glyphs: &Glyphs, at: usize) -> bool {
    const TITLES: [&str; 10] = ["no", "mr", "ms", "dr", "st", "vs", "inc", "co", "art", "approx"];
    let next = glyphs.raw(glyphs.skip_spaces(at + 1, 2));
    let is_word = |word: &&str| {
        at.checked_sub(word.len()).is_some_and(|start| {
            glyphs.starts_with(start, word)
                && !glyphs.before(start).is_some_and(char::is_alphanumeric)
        })
    };
    let is_initial = glyphs.before(at).is_some_and(char::is_alphabetic)
        && !at.checked_sub(2).and_then(|at| glyphs.get(at)).is_some_and(char::is_alphanumeric);
    let title = TITLES.iter().find(|word| is_word(word));
    next.is_some_and(char::is_lowercase)
        || is_initial
        || title.is_some_and(|word| {
            matches!(*word, "no" | "mr" | "ms" | "dr") || !next.is_some_and(char::is_uppercase)
        })
}
