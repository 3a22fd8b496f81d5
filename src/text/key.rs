//! Token keys, for exact comparison: `中国-东盟 3.0 版` and `中国东盟3.0版` have one key.
//!
//! A key holds Han characters as they are, and words and numbers between two marks, stemmed. So a key that
//! contains another contains its tokens in a row, whatever spaces, dashes and word endings either text had.

use super::{Span, Token, TokenKind, stem, tokens};

/// A folded text as a key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Key {
    text: String,
    /// First byte in the key, and place in the folded text, of each token.
    tokens: Vec<(usize, Span)>,
}

impl Key {
    /// The key of a folded text.
    pub fn of(folded: &str) -> Self {
        Self::of_tokens(&tokens(folded))
    }

    /// The key of a folded text with these tokens.
    pub fn of_tokens(tokens: &[Token<'_>]) -> Self {
        let n_bytes = tokens.last().map_or(0, |it| it.span.end);
        let mut key = Self {
            text: String::with_capacity(n_bytes + 8),
            tokens: Vec::with_capacity(tokens.len()),
        };
        for token in tokens {
            key.tokens.push((key.text.len(), token.span));
            key.push(token);
        }
        key
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The first byte in the key of each token.
    pub fn starts(&self) -> impl Iterator<Item = usize> {
        self.tokens.iter().map(|(at, _)| *at)
    }

    /// The place in the folded text of the tokens from byte `start` to byte `end` of the key.
    pub fn source(&self, start: usize, end: usize) -> Option<Span> {
        // The first token at or after a byte.
        let token_at = |byte| self.tokens.partition_point(|(at, _)| *at < byte);
        let first = self.tokens.get(token_at(start))?;
        let last = self.tokens.get(token_at(end).checked_sub(1)?)?;
        Some(Span::new(first.1.start, last.1.end))
    }

    fn push(&mut self, token: &Token<'_>) {
        match token.kind {
            TokenKind::Han => self.text.push_str(&token.text),
            TokenKind::Word => self.push_marked(&stem(&token.text)),
            TokenKind::Number => self.push_marked(&token.text),
        }
    }

    fn push_marked(&mut self, word: &str) {
        self.text.push('\u{1}');
        self.text.push_str(word);
        self.text.push('\u{2}');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_dashes_and_endings_do_not_count() {
        let key = |text: &str| Key::of(text).text;
        assert_eq!(key("中国-东盟 3.0 版"), key("中国东盟3.0版"));
        assert_eq!(key("joint exercises"), key("joint-exercise"));
        assert!(!key("admm-plus").contains(&key("admm-pl")));
    }

    #[test]
    fn a_place_in_the_key_leads_back() {
        let text = "about the free trade area, please";
        let key = Key::of(text);
        let wanted = Key::of("free trade area");
        let at = key.as_str().find(wanted.as_str()).unwrap();
        let span = key.source(at, at + wanted.as_str().len()).unwrap();
        assert_eq!(span.of(text), Some("free trade area"));
    }
}
