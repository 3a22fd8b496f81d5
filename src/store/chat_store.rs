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

use crate::{corpus::ClauseId, render::TextOrder, text::Locale};

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

    /// Sets whether clauses in brackets are shown.
    async fn set_references(&self, key: ChatKey, references: References) -> StoreResult<()>;

    /// Sets the only topic in which the bot answers; `None` for all.
    async fn set_topic(&self, key: ChatKey, topic: Option<i32>) -> StoreResult<()>;

    /// Moves the settings of a chat to its new number, unless that has some. Idempotent.
    async fn migrate(&self, from: ChatKey, to: ChatKey) -> StoreResult<()>;

    /// Keeps the move of a group on the operator's lists. Returns at once; the write is not
    /// lost while the process lives.
    fn keep_move(&self, moved: Move);

    /// Returns the moves that are kept.
    async fn moves(&self) -> StoreResult<Vec<Move>>;

    /// Erases everything about a chat or a user, dead letters included.
    async fn forget(&self, key: ChatKey) -> StoreResult<()>;

    /// Returns the messages that answer a question.
    async fn answers(&self, chat: ChatKey, question: MessageKey) -> StoreResult<Answers>;

    /// Returns the clause of the last answer, among the newest, to a question before this one. The same question has the
    /// same clause before it, however often it is handled.
    async fn shown_before(&self, chat: ChatKey, question: MessageKey)
    -> StoreResult<Option<Shown>>;

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

/// The move of a group that became a supergroup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// Its number as a group.
    pub from: ChatKey,
    /// Its number as a supergroup.
    pub to: ChatKey,
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
    /// Whether clauses in brackets in a message of a group are shown.
    pub references: References,
    /// The only topic in which the bot answers, by the number of its first message; `None` for all.
    pub topic: Option<i32>,
}

/// The clauses in brackets in messages of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum References {
    /// They are shown.
    #[default]
    Read,
    /// They are not.
    Ignored,
}

/// Settings as they are stored.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct StoredSettings<'a> {
    pub(super) language: Option<&'a str>,
    pub(super) first: Option<&'a str>,
    pub(super) document: Option<&'a str>,
    pub(super) references: Option<&'a str>,
    pub(super) topic: Option<i32>,
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
    /// The clause that they show, in a private chat.
    pub shown: Option<Shown>,
}

/// A clause that was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its document.
    pub document: DocumentKey,
    /// The clause.
    pub clause: ClauseId,
    /// The locale of the answer.
    pub locale: Locale,
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
    pub(super) fn parse(stored: StoredSettings<'_>) -> Self {
        let known = [TextOrder::Readers, TextOrder::Authentic];
        Self {
            language: stored.language.and_then(|it| it.parse().ok()),
            first: stored
                .first
                .and_then(|name| known.into_iter().find(|it| first_name(*it) == name)),
            document: stored.document.and_then(|it| it.parse().ok()),
            references: match stored.references {
                Some(IGNORED) => References::Ignored,
                Some(_) | None => References::Read,
            },
            topic: stored.topic,
        }
    }
}

const IGNORED: &str = "ignored";

/// The stored name of whether references are read.
pub(super) fn references_name(references: References) -> &'static str {
    match references {
        References::Read => "read",
        References::Ignored => IGNORED,
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

/// Marks the checksum of the question, after the time.
const SUM: char = '#';

/// Marks the clause, at the end.
const CLAUSE: char = '=';

/// Most answers among which the last clause is looked for.
pub(super) const MAX_LOOKED_BACK: usize = 20;

impl Answers {
    /// The stored form: `5 6 @1700000000 #1a2b3c4d =en:1a2b3c4d:3.6`.
    pub(super) fn to_text(&self) -> String {
        let mut words: Vec<String> = self.messages.iter().map(|it| it.0.to_string()).collect();
        words.push(format!("{AT}{}", self.said_at));
        words.extend(self.checksum.map(|it| format!("{SUM}{it:08x}")));
        words.extend(self.shown.map(|it| {
            let Shown { document, clause, locale } = it;
            format!("{CLAUSE}{locale}:{document}:{clause}")
        }));
        words.join(" ")
    }

    /// Parses the stored form; no text means no answers.
    pub(super) fn parse(text: Option<&str>) -> Self {
        let words = || text.unwrap_or_default().split(' ');
        Self {
            messages: words().filter_map(|it| it.parse().ok()).map(MessageKey).collect(),
            said_at: words().find_map(|it| it.strip_prefix(AT)?.parse().ok()).unwrap_or_default(),
            checksum: words().find_map(|it| u32::from_str_radix(it.strip_prefix(SUM)?, 16).ok()),
            shown: words().find_map(|it| Shown::parse(it.strip_prefix(CLAUSE)?)),
        }
    }
}

impl Shown {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ':');
        let mut part = || parts.next();
        let (locale, document, clause) = (part()?, part()?, part()?);
        Some(Self {
            document: document.parse().ok()?,
            clause: clause.parse().ok()?,
            locale: locale.parse().ok()?,
        })
    }

    /// The clause of the first of these answers that shows one, the newest first.
    pub(super) fn first<'a>(answers: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        answers.into_iter().take(MAX_LOOKED_BACK).find_map(|it| Answers::parse(Some(it)).shown)
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
