//! The state of chats: settings, the messages that answer a question, votes, and
//! questions that found nothing.
//!
//! ```text
//! /language zh-Hant      set_language(chat, ZhHant)
//! an edited question     answers(chat, question) names the messages to edit
//! 👍                     vote("plan", "3.6", Up)
//! ```
//!
//! A change is applied completely or not at all. Everything but the settings, which are
//! one row a chat, is bounded.

use std::{cmp::Reverse, fmt::Debug};

use async_trait::async_trait;

use crate::{render::TextOrder, text::Locale};

use super::{
    error::StoreResult,
    keys::{ChatKey, DocumentKey, MessageKey},
};

/// Most answers that are remembered, so that an edited question edits its answer.
pub(super) const MAX_ANSWERS: usize = 50_000;

/// Most misses that are kept.
pub(super) const MAX_MISSES: usize = 10_000;

/// Stores the state of chats.
#[async_trait]
pub trait ChatStore: Debug + Send + Sync {
    /// Returns the settings of a chat or a user.
    async fn settings(&self, key: ChatKey) -> StoreResult<Settings>;

    /// Sets the language; `None` follows the language of each question.
    async fn set_language(&self, key: ChatKey, language: Option<Locale>) -> StoreResult<()>;

    /// Sets which text of a clause is shown first.
    async fn set_first(&self, key: ChatKey, first: TextOrder) -> StoreResult<()>;

    /// Sets the document that questions are answered from; `None` for all.
    async fn set_document(&self, key: ChatKey, document: Option<DocumentKey>) -> StoreResult<()>;

    /// Moves the settings of a chat to its new number, unless that has some. Idempotent.
    async fn migrate(&self, from: ChatKey, to: ChatKey) -> StoreResult<()>;

    /// Erases everything about a chat or a user, dead letters included.
    async fn forget(&self, key: ChatKey) -> StoreResult<()>;

    /// Returns the messages that answer a question.
    async fn answers(&self, chat: ChatKey, question: MessageKey) -> StoreResult<Answers>;

    /// Replaces the messages that answer a question. Returns at once and writes in the
    /// background; [`Self::answers`] sees the change from now on.
    fn remember(&self, chat: ChatKey, question: MessageKey, answers: Answers);

    /// Counts a vote.
    async fn vote(&self, document: String, clause: String, vote: Vote) -> StoreResult<()>;

    /// Returns all votes, by document and clause.
    async fn votes(&self) -> StoreResult<Vec<Votes>>;

    /// Counts a question that found nothing.
    async fn miss(&self, question: String) -> StoreResult<()>;

    /// Returns the questions that found nothing, the most frequent first.
    async fn misses(&self) -> StoreResult<Vec<Miss>>;
}

/// Settings of a chat or a user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The locale for questions that do not show their own.
    pub language: Option<Locale>,
    /// The text of a clause that is shown first; `None` for the default.
    pub first: Option<TextOrder>,
    /// The document that questions are answered from if they name none; `None` for all.
    pub document: Option<DocumentKey>,
}

/// The answer to a question, which may have been edited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The messages, in their order.
    pub messages: Vec<MessageKey>,
    /// When the answered question was sent or edited, in seconds of Unix time.
    pub said_at: i64,
    /// A checksum of the answered question: an edit that leaves the text as it was changes
    /// nothing.
    pub checksum: Option<u32>,
}

/// A reader's vote on an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Vote {
    /// It helped.
    Up,
    /// It did not.
    Down,
}

/// Votes on a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Votes {
    /// The document's id.
    pub document: String,
    /// The clause's id.
    pub clause: String,
    /// Number of [`Vote::Up`].
    pub n_up: u64,
    /// Number of [`Vote::Down`].
    pub n_down: u64,
}

/// A question that found nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// The question as it was typed.
    pub question: String,
    /// How often it was asked.
    pub times: usize,
}

impl Settings {
    /// Parses stored names. An unknown name reads as the default.
    pub(super) fn parse(
        language: Option<&str>,
        first: Option<&str>,
        document: Option<&str>,
    ) -> Self {
        let known = [TextOrder::Readers, TextOrder::Authentic];
        Self {
            language: language.and_then(|it| it.parse().ok()),
            first: first.and_then(|name| known.into_iter().find(|it| first_name(*it) == name)),
            document: document.and_then(|it| it.parse().ok()),
        }
    }
}

/// The stored name of a text order.
pub(super) fn first_name(first: TextOrder) -> &'static str {
    match first {
        TextOrder::Readers => "readers",
        TextOrder::Authentic => "authentic",
    }
}

/// Marks the time of the question, after the numbers of the messages.
const AT: char = '@';

/// Marks the checksum of the question, at the end.
const SUM: char = '#';

impl Answers {
    /// The stored form: `5 6 @1700000000 #1a2b3c4d`.
    pub(super) fn to_text(&self) -> String {
        let mut words: Vec<String> = self.messages.iter().map(|it| it.0.to_string()).collect();
        words.push(format!("{AT}{}", self.said_at));
        words.extend(self.checksum.map(|it| format!("{SUM}{it:08x}")));
        words.join(" ")
    }

    /// Parses the stored form; no text means no answers.
    pub(super) fn parse(text: Option<&str>) -> Self {
        let words = || text.unwrap_or_default().split(' ');
        Self {
            messages: words().filter_map(|it| it.parse().ok()).map(MessageKey).collect(),
            said_at: words().find_map(|it| it.strip_prefix(AT)?.parse().ok()).unwrap_or_default(),
            checksum: words().find_map(|it| u32::from_str_radix(it.strip_prefix(SUM)?, 16).ok()),
        }
    }
}

impl Miss {
    /// Misses from their counts, the most frequent first.
    pub(super) fn ranked(counts: impl IntoIterator<Item = (String, usize)>) -> Vec<Self> {
        let misses = counts.into_iter().map(|(question, times)| Self { question, times });
        let mut misses: Vec<Self> = misses.collect();
        misses
            .sort_by(|a, b| (Reverse(a.times), &a.question).cmp(&(Reverse(b.times), &b.question)));
        misses
    }
}
