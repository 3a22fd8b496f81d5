//! A cache of answers: a question that many ask is searched once.
//!
//! A page depends on the question, the recipient and the library; a reload starts with
//! an empty cache.

use std::sync::Arc;

use quick_cache::sync::Cache;

use crate::text::Locale;

use super::{page::Page, recipient::Recipient};

/// Maximum pages in the cache.
const MAX_PAGES: usize = 1024;

/// Maximum bytes of a question in the cache; longer ones are rarely repeated.
const MAX_QUESTION: usize = 256;

/// The page of an answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AnswerPage {
    pub(crate) page: Page,
    /// The question, if nothing answers it.
    pub(crate) missed: Option<String>,
    /// Whether clauses answer the question.
    pub(crate) is_found: bool,
    pub(crate) kind: &'static str,
    pub(crate) locale: Locale,
}

/// Pages by question and recipient.
#[derive(Debug)]
pub(crate) struct PageCache(Cache<(String, Recipient), Arc<AnswerPage>>);

impl Default for PageCache {
    fn default() -> Self {
        Self(Cache::new(MAX_PAGES))
    }
}

impl PageCache {
    /// The page for a question, if it is known.
    pub(crate) fn get(&self, question: &str, recipient: Recipient) -> Option<Arc<AnswerPage>> {
        self.0.get(&(question.to_owned(), recipient))
    }

    /// Keeps a page.
    pub(crate) fn insert(&self, question: String, recipient: Recipient, page: &Arc<AnswerPage>) {
        if question.len() <= MAX_QUESTION {
            self.0.insert((question, recipient), Arc::clone(page));
        }
    }
}
