//! What chats chose, and what readers thought of answers.

use crate::{render::First, text::Locale};

use super::MessageKey;

/// What a chat or a user chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The locale where a question does not show its own.
    pub language: Option<Locale>,
    /// The text of a clause that is shown first; `None` where nothing was chosen.
    pub first: Option<First>,
}

/// What answers a question, which may have been edited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The messages, in their order.
    pub messages: Vec<MessageKey>,
    /// When the question that they answer was sent or edited, in seconds of Unix time.
    pub said_at: i64,
}

/// What a reader thought of an answer.
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
    /// How many it helped.
    pub n_up: u64,
    /// How many it did not help.
    pub n_down: u64,
}

/// A question that found nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// As it was typed.
    pub question: String,
    /// How often.
    pub times: usize,
}
