//! A folded question with its tokens and its key, made once for each way to understand it, and the documents that it is
//! about.

use crate::{
    corpus::AgreementRef,
    text::{Key, Token, tokens},
};

/// A folded question, as the ways to understand it look at it.
#[derive(Debug)]
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

/// The documents that a question is about: one, or all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scope(pub(super) Option<AgreementRef>);

impl Scope {
    pub(super) fn has(self, at: AgreementRef) -> bool {
        self.0.is_none_or(|it| it == at)
    }
}
