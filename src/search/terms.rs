//! The terms that texts are searched by: characters, pairs of characters, stems, pairs of stems.

use crate::{
    language::grammar,
    text::{Language, Token, TokenKind, stem},
};

/// How a part of a text is written: it decides which terms the part has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// Without spaces between words, as Chinese is: characters and pairs of them count.
    Unspaced,
    /// With spaces between words: words and pairs of them count.
    Spaced,
}

impl Writing {
    /// All, in the order of [`Writing::index`].
    pub(super) const ALL: [Self; 2] = [Self::Unspaced, Self::Spaced];

    /// Its place in [`Writing::ALL`].
    pub(super) fn index(self) -> usize {
        self as usize
    }

    /// How a language is written.
    pub(super) fn of(language: Language) -> Self {
        if grammar(language).spaces_words() { Self::Spaced } else { Self::Unspaced }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A Han character, or a word or number beside Han text.
    One,
    /// Two Han characters, or a word or number beside Han text.
    Two,
    /// A stem or a number.
    Word,
    /// Two stems or numbers.
    Pair,
}

impl Kind {
    /// All kinds, in the order of [`Kind::index`].
    pub(super) const ALL: [Self; 4] = [Self::One, Self::Two, Self::Word, Self::Pair];

    /// Its place in [`Kind::ALL`].
    pub(super) fn index(self) -> usize {
        self as usize
    }
}

/// A token as a term: a stem, a number or a character.
pub(super) fn term(token: &Token<'_>) -> String {
    match token.kind {
        TokenKind::Word => stem(&token.text).into_owned(),
        TokenKind::Number | TokenKind::Han => token.text.to_string(),
    }
}
