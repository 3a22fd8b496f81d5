//! The terms that texts are searched by: characters, pairs of characters, stems, pairs of stems.

use crate::{
    language::grammar,
    text::{Language, Token, TokenKind, stem, tokens},
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

/// A term of a question: one token, or two that follow each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Term {
    pub(super) kind: Kind,
    pub(super) text: String,
    pub(super) next: Option<String>,
}

impl Term {
    /// The terms of a folded text, in order, each as often as it stands there. Nobody knows which texts a
    /// question is about, so words are terms of both writings.
    pub(super) fn all(folded: &str) -> Vec<Self> {
        let mut terms = Vec::new();
        let mut before: Option<(String, Token<'_>)> = None;
        for token in tokens(folded) {
            let text = term(&token);
            let is_han = token.kind == TokenKind::Han;
            let after = before.filter(|(_, it)| {
                (it.kind == TokenKind::Han) == is_han
                    && (!is_han || it.span.end == token.span.start)
            });
            let kinds: &[Kind] =
                if is_han { &[Kind::One] } else { &[Kind::One, Kind::Two, Kind::Word] };
            let alone = |kind: &Kind| Self { kind: *kind, text: text.clone(), next: None };
            terms.extend(kinds.iter().map(alone));
            if let Some((before, _)) = after {
                let kind = if is_han { Kind::Two } else { Kind::Pair };
                terms.push(Self { kind, text: before, next: Some(text.clone()) });
            }
            before = Some((text, token));
        }
        terms
    }

    /// Its key in the engine.
    pub(super) fn key(&self) -> String {
        self.text.clone() + self.next.as_deref().unwrap_or_default()
    }
}

pub(super) fn term(token: &Token<'_>) -> String {
    match token.kind {
        TokenKind::Word => stem(&token.text).into_owned(),
        TokenKind::Number | TokenKind::Han => token.text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    fn shown(folded: &str) -> String {
        let terms = Term::all(folded);
        let of = |kind: Kind| {
            let found = terms.iter().filter(|it| it.kind == kind);
            let shown = found.map(|it| [Some(it.text.as_str()), it.next.as_deref()]);
            shown
                .map(|it| it.into_iter().flatten().collect::<Vec<_>>().join("+"))
                .collect::<Vec<_>>()
        };
        Kind::ALL.map(|it| of(it).join("|")).join(" / ")
    }

    #[test]
    fn characters_words_and_pairs() {
        assert_snapshot!(shown("智慧海关"), @"智|慧|海|关 / 智+慧|慧+海|海+关 /  / ");
        assert_snapshot!(shown("rcep 的能力建设"), @"rcep|的|能|力|建|设 / rcep|的+能|能+力|力+建|建+设 / rcep / ");
        assert_snapshot!(shown("smart customs, 3.0"), @"smart|custom|3.0 / smart|custom|3.0 / smart|custom|3.0 / smart+custom|custom+3.0");
    }
}
