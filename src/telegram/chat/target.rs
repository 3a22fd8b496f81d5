//! Targets of deliveries: a chat, or the place of a question.

use teloxide::types::{ChatId, MessageId, ThreadId};

use crate::telegram::updates::request::{Content, Message, Place, PlaceKind, Speaker};

use super::elsewhere::Asker;

/// The chat and the question that an answer goes to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    pub(super) chat: ChatId,
    pub(super) thread: Option<ThreadId>,
    pub(super) direct_topic: Option<i64>,
    /// The message that the first one replies to.
    pub(super) reply_to: Option<MessageId>,
    /// The question that the store keeps the answer of.
    pub(super) question: Option<MessageId>,
    /// When the question was sent or edited, in seconds of Unix time.
    pub(super) said_at: i64,
    /// The checksum of the question.
    pub(super) checksum: u32,
    /// The person of a group who gets the answer in private if it cannot be sent there.
    pub(super) asker: Option<Asker>,
    /// How often the chat has moved meanwhile.
    pub(super) n_moves: u32,
}

impl Target {
    /// A chat without a question.
    pub(super) fn chat(chat: ChatId) -> Self {
        let (thread, direct_topic, reply_to, question, asker) = (None, None, None, None, None);
        let (said_at, checksum, n_moves) = (0, 0, 0);
        Self { chat, thread, direct_topic, reply_to, question, said_at, checksum, asker, n_moves }
    }

    /// The place of a message, in reply to it.
    pub(super) fn reply(message: &Message) -> Self {
        let Place { chat, thread, direct_topic, message: question, kind } = message.place;
        let is_asked = match message.content {
            // A sentence with a reference is not to the bot.
            Content::References(..) => false,
            Content::Command(..)
            | Content::UnknownCommand
            | Content::Question(_)
            | Content::Reply(_)
            | Content::File(..)
            | Content::NoText => kind == PlaceKind::Group,
        };
        let asker = match message.speaker {
            Speaker::Person(user, app) => Some(Asker { user, app }).filter(|_| is_asked),
            Speaker::AnonymousAdmin | Speaker::Channel => None,
        };
        Self { thread, direct_topic, reply_to: Some(question), asker, ..Self::chat(chat) }
    }
}
