//! Tokens of a folded text: each Han character alone, each Latin word, each number.
//!
//! `3.0 版` is `3.0` `版`; `R.C.E.P.` is the word `rcep`; `1,000` is `1000`; `asean+3` is `asean` `plus` `3`.
//! Punctuation and spaces are no tokens, so `中国—东盟` and `中国东盟` have the same ones.

use std::{borrow::Cow, cell::RefCell, collections::HashMap};

use frostem::{Algorithm, Stemmer};

use super::{Span, glyph::is_han};

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// One Han character (or kana).
    Han,
    /// A word of letters, perhaps with digits: `asean`, `5g`.
    Word,
    /// Digits, perhaps with a decimal point: `2025`, `1.5`.
    Number,
}

/// A token of a folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// Its kind.
    pub kind: TokenKind,
    /// Its letters, without inner dots and thousands commas.
    pub text: Cow<'a, str>,
    /// Its place in the folded text.
    pub span: Span,
}

/// Stems that a thread remembers: a question's words are stemmed several times, and texts repeat theirs.
const MAX_STEMS: usize = 4096;

thread_local! {
    static STEMS: RefCell<HashMap<String, String>> = RefCell::default();
}

/// The stem of an English word, `cooperation` → `cooper`.
pub fn stem(word: &str) -> Cow<'_, str> {
    let known = STEMS.with_borrow(|it| it.get(word).cloned());
    Cow::Owned(known.unwrap_or_else(|| {
        let stem = Stemmer::new(Algorithm::English).stem(word).into_owned();
        STEMS.with_borrow_mut(|stems| {
            if stems.len() >= MAX_STEMS {
                stems.clear();
            }
            stems.insert(word.to_owned(), stem.clone());
        });
        stem
    }))
}

/// The tokens of a folded text, in order.
pub fn tokens(folded: &str) -> Vec<Token<'_>> {
    // Chinese has a token in three bytes, English one in six.
    let mut found = Vec::with_capacity(folded.len() / 4 + 1);
    let mut run = folded;
    while let Some(c) = run.chars().next() {
        let start = folded.len() - run.len();
        let token = match c {
            '0'..='9' => Some(number(run, start)),
            '+' if ends_in_word(&found, start) => Some(Token {
                kind: TokenKind::Word,
                text: "plus".into(),
                span: (start..start + 1).into(),
            }),
            '\0'..='\x7f' if !c.is_ascii_alphabetic() => None,
            _ if is_han(c) => Some(Token::plain(TokenKind::Han, run, c.len_utf8(), start)),
            _ if c.is_alphabetic() => Some(word(run, start)),
            _ => None,
        };
        let len = token.as_ref().map_or(c.len_utf8(), |it| it.span.len());
        found.extend(token);
        run = run.get(len..).unwrap_or_default();
    }
    found
}

impl<'a> Token<'a> {
    fn plain(kind: TokenKind, run: &'a str, len: usize, start: usize) -> Self {
        let text = run.get(..len).unwrap_or_default();
        Self { kind, text: text.into(), span: (start..start + len).into() }
    }
}

/// `+` is a word right after one: `ADMM+`, `ASEAN+3`, not `+86`.
fn ends_in_word(found: &[Token<'_>], at: usize) -> bool {
    found.last().is_some_and(|it| it.kind == TokenKind::Word && it.span.end == at)
}

/// Digits with points and thousands commas; with letters on, a word (`5g`).
fn number(run: &str, start: usize) -> Token<'_> {
    let mut len = 0;
    let mut has_comma = false;
    while let Some(c) = next_char(run, len) {
        match c {
            '0'..='9' => len += 1,
            '.' if digits_after(run, len + 1) > 0 => len += 1,
            ',' if digits_after(run, len + 1) == 3 => {
                has_comma = true;
                len += 1;
            }
            _ if is_word_char(c) => return word(run, start),
            _ => break,
        }
    }
    let mut token = Token::plain(TokenKind::Number, run, len, start);
    if has_comma {
        token.text = token.text.replace(',', "").into();
    }
    token
}

fn digits_after(run: &str, at: usize) -> usize {
    run.get(at..).unwrap_or_default().chars().take_while(char::is_ascii_digit).count()
}

/// Letters and digits; `r.c.e.p.` and `u.s.` are words as well.
fn word(run: &str, start: usize) -> Token<'_> {
    if let Some(len) = dotted_letters(run) {
        let text: String =
            run.get(..len).unwrap_or_default().chars().filter(|&c| c != '.').collect();
        return Token {
            kind: TokenKind::Word,
            text: text.into(),
            span: (start..start + len).into(),
        };
    }
    let len = run.find(|c| !is_word_char(c)).unwrap_or(run.len());
    let token = Token::plain(TokenKind::Word, run, len, start);
    if !token.text.contains('\'') {
        return token;
    }
    let base = token.text.trim_end_matches("'s").trim_matches('\'').replace('\'', "");
    Token { text: base.into(), ..token }
}

fn is_word_char(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric() || c == '\'',
        _ => c.is_alphanumeric() && !is_han(c),
    }
}

/// The length of single letters with a dot after each, at least two of them; the last dot may be missing.
fn dotted_letters(run: &str) -> Option<usize> {
    let mut len = 0;
    let mut n_letters = 0;
    while let Some(letter) = next_char(run, len).filter(|c| c.is_alphabetic() && !is_han(*c)) {
        let after = len + letter.len_utf8();
        n_letters += 1;
        match next_char(run, after) {
            Some('.') => len = after + 1,
            Some(c) if is_word_char(c) => return None,
            Some(_) | None => {
                len = after;
                break;
            }
        }
    }
    // A bare final letter must follow a dot, or `a.b` would swallow words.
    (n_letters >= 2).then_some(len)
}

fn next_char(run: &str, at: usize) -> Option<char> {
    run.get(at..)?.chars().next()
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> String {
        let all: Vec<_> = tokens(text).into_iter().map(|it| it.text.into_owned()).collect();
        all.join("|")
    }

    #[test]
    fn digits_and_latin_words_stay_whole() {
        assert_snapshot!(found("自贸区 3.0 版"), @"自|贸|区|3.0|版");
        assert_snapshot!(found("1.5亿剂, 1,000 项"), @"1.5|亿|剂|1000|项");
        assert_snapshot!(found("r.c.e.p. and u.s. trade"), @"rcep|and|us|trade");
        assert_snapshot!(found("asean+3, admm-plus, 5g, covid-19"), @"asean|plus|3|admm|plus|5g|covid|19");
        assert_snapshot!(found("asean's ministers' don't"), @"asean|ministers|dont");
        assert_snapshot!(found("中国-东盟"), @"中|国|东|盟");
        assert_snapshot!(found("3.6. 10,20"), @"3.6|10|20");
        assert_snapshot!(found("+86 ... '"), @"86");
    }

    proptest! {
        #[test]
        fn tokens_are_spans_in_order(text in "[a-z0-9.,+'中国 \\PC]{0,40}") {
            let mut end = 0;
            for token in tokens(&text) {
                prop_assert!(token.span.start >= end && !token.span.is_empty());
                prop_assert!(token.span.of(&text).is_some());
                end = token.span.end;
            }
        }
    }
}
