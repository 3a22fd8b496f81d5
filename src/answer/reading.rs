//! A folded question with its tokens and its key, made once for each way to understand it.

use crate::text::{Key, Token, tokens};

/// A folded question, as the ways to understand it look at it.
pub(super) struct Reading<'a> {
    pub(super) folded: &'a str,
    pub(super) tokens: Vec<Token<'a>>,
    pub(super) key: Key,
}

impl<'a> Reading<'a> {
    pub(super) fn of(folded: &'a str) -> Self {
        let tokens = tokens(folded);
        Self { folded, key: Key::of_tokens(&tokens), tokens }
    }
}
