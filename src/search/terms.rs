//! The terms that a text is indexed and searched by: characters, pairs of characters, stems, pairs of stems.

use crate::language::grammar;
use crate::text::{Language, Token, TokenKind, stem, tokens};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// A text's terms, by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Terms {
    /// Han characters one at a time; words stemmed and numbers whole.
    pub(super) ones: Vec<String>,
    /// Han characters two at a time; words stemmed and numbers whole.
    pub(super) twos: Vec<String>,
    /// Words stemmed and numbers whole, without Han characters.
    pub(super) words: Vec<String>,
    /// Words and numbers two at a time.
    pub(super) pairs: Vec<String>,
}

impl Terms {
    pub(super) fn of(folded: &str) -> Self {
        let mut terms = Self::default();
        let mut before: Option<Token<'_>> = None;
        for token in tokens(folded) {
            match token.kind {
                TokenKind::Han => terms.han(&token, before.as_ref()),
                TokenKind::Word | TokenKind::Number => terms.word(&token, before.as_ref()),
            }
            before = Some(token);
        }
        terms
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (Kind, &str)> {
        let lists = [&self.ones, &self.twos, &self.words, &self.pairs];
        Kind::ALL
            .into_iter()
            .zip(lists)
            .flat_map(|(kind, list)| list.iter().map(move |it| (kind, it.as_str())))
    }

    pub(super) fn extend(&mut self, other: Self) {
        self.ones.extend(other.ones);
        self.twos.extend(other.twos);
        self.words.extend(other.words);
        self.pairs.extend(other.pairs);
    }

    /// The terms for text in `language`: characters, or words where spaces part words.
    #[must_use]
    pub(super) fn of_language(mut self, language: Language) -> Self {
        let others = if grammar(language).spaces_words() {
            [&mut self.ones, &mut self.twos]
        } else {
            [&mut self.words, &mut self.pairs]
        };
        others.into_iter().for_each(Vec::clear);
        self
    }

    fn han(&mut self, token: &Token<'_>, before: Option<&Token<'_>>) {
        self.ones.push(token.text.to_string());
        let neighbour =
            before.filter(|it| it.kind == TokenKind::Han && it.span.end == token.span.start);
        if let Some(before) = neighbour {
            self.twos.push(format!("{}{}", before.text, token.text));
        }
    }

    fn word(&mut self, token: &Token<'_>, before: Option<&Token<'_>>) {
        let word = term(token);
        self.ones.push(word.clone());
        self.twos.push(word.clone());
        if let Some(before) = before.filter(|it| it.kind != TokenKind::Han) {
            self.pairs.push(format!("{} {word}", term(before)));
        }
        self.words.push(word);
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
        let Terms { ones, twos, words, pairs } = Terms::of(folded);
        [ones, twos, words, pairs].map(|it| it.join("|")).join(" / ")
    }

    #[test]
    fn characters_words_and_pairs() {
        assert_snapshot!(shown("智慧海关"), @"智|慧|海|关 / 智慧|慧海|海关 /  / ");
        assert_snapshot!(shown("rcep 的能力建设"), @"rcep|的|能|力|建|设 / rcep|的能|能力|力建|建设 / rcep / ");
        assert_snapshot!(shown("smart customs, 3.0"), @"smart|custom|3.0 / smart|custom|3.0 / smart|custom|3.0 / smart custom|custom 3.0");
    }
}
