//! Calls that send, edit and delete messages, and that answer buttons.
//!
//! teloxide's payloads own their text and buttons, and its two payloads for an edit
//! cannot turn link previews off or edit buttons of both kinds of message; they are replaced here.

use serde::{Deserialize, Serialize, Serializer, de::IgnoredAny};
use teloxide::{
    payloads::{AnswerCallbackQuery, DeleteMessage, SendChatAction},
    types::{
        CallbackQueryId, ChatAction, ChatId, InlineKeyboardButton, LinkPreviewOptions, MessageId,
        ParseMode, ReplyParameters, ThreadId, UserId,
    },
};

use crate::telegram::updates::request::GENERAL;

use super::{Api, Patience, error::CallError};

/// Buttons, by row.
type Buttons = [Vec<InlineKeyboardButton>];

/// A message to send.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewMessage<'a> {
    pub(crate) chat: ChatId,
    pub(crate) thread: Option<ThreadId>,
    /// The conversation of one person with a channel, in its chat of direct messages.
    pub(crate) direct_topic: Option<i64>,
    pub(crate) reply_to: Option<MessageId>,
    /// The only person of a group who sees it; `None` for all.
    pub(crate) only_for: Option<UserId>,
    /// HTML.
    pub(crate) text: &'a str,
    pub(crate) buttons: &'a Buttons,
}

/// A message of the bot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum MessageRef {
    InChat {
        chat_id: ChatId,
        #[serde(serialize_with = "number")]
        message_id: MessageId,
    },
    /// A message that somebody sent through the inline mode.
    Inline { inline_message_id: String },
}

/// A notice to a person who pressed a button; at most 200 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    /// It disappears by itself.
    Toast(String),
    /// The person has to close it.
    Alert(String),
}

#[derive(Serialize)]
struct SendMessage<'a> {
    chat_id: ChatId,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_thread_id: Option<ThreadId>,
    /// In a chat of direct messages, which teloxide does not know (Bot API 9.2).
    #[serde(skip_serializing_if = "Option::is_none")]
    direct_messages_topic_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_parameters: Option<ReplyParameters>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ephemeral_message_parameters: Option<Ephemeral>,
    #[serde(flatten)]
    content: Content<'a>,
}

/// Makes a message ephemeral (Bot API 10.2), which teloxide does not know.
#[derive(Serialize)]
struct Ephemeral {
    receiver_user_id: UserId,
}

#[derive(Serialize)]
struct EditMessageText<'a> {
    #[serde(flatten)]
    message: &'a MessageRef,
    #[serde(flatten)]
    content: Content<'a>,
}

#[derive(Serialize)]
struct EditMessageReplyMarkup<'a> {
    #[serde(flatten)]
    message: &'a MessageRef,
    reply_markup: Keyboard<'a>,
}

#[derive(Serialize)]
struct Content<'a> {
    text: &'a str,
    parse_mode: ParseMode,
    link_preview_options: LinkPreviewOptions,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_markup: Option<Keyboard<'a>>,
}

#[derive(Serialize)]
struct Keyboard<'a> {
    inline_keyboard: &'a Buttons,
}

#[derive(Serialize)]
struct SetMessageReaction {
    chat_id: ChatId,
    message_id: i32,
    reaction: [Reaction; 1],
}

#[derive(Serialize)]
struct Reaction {
    #[serde(rename = "type")]
    kind: &'static str,
    emoji: &'static str,
}

#[derive(Deserialize)]
struct SentMessage {
    message_id: i32,
}

impl<'a> Content<'a> {
    fn new(text: &'a str, buttons: &'a Buttons) -> Self {
        let reply_markup = (!buttons.is_empty()).then_some(Keyboard { inline_keyboard: buttons });
        let parse_mode = ParseMode::Html;
        Self { text, parse_mode, link_preview_options: no_preview(), reply_markup }
    }
}

impl<'a> NewMessage<'a> {
    /// A message to all of a chat.
    pub(crate) fn new(chat: ChatId, text: &'a str, buttons: &'a Buttons) -> Self {
        let (thread, direct_topic, reply_to, only_for) = (None, None, None, None);
        Self { chat, thread, direct_topic, reply_to, only_for, text, buttons }
    }
}

/// A topic as Telegram takes it: it does not find the General one by its number.
fn named(topic: Option<ThreadId>) -> Option<ThreadId> {
    topic.filter(|it| *it != GENERAL)
}

impl Api {
    /// Sends a message; returns its id.
    pub(crate) async fn send(
        &self,
        message: &NewMessage<'_>,
        patience: Patience,
    ) -> Result<MessageId, CallError> {
        let reply_to = message.reply_to.map(ReplyParameters::new);
        let payload = SendMessage {
            chat_id: message.chat,
            message_thread_id: named(message.thread),
            direct_messages_topic_id: message.direct_topic,
            reply_parameters: reply_to.map(ReplyParameters::allow_sending_without_reply),
            ephemeral_message_parameters: message
                .only_for
                .map(|receiver_user_id| Ephemeral { receiver_user_id }),
            content: Content::new(message.text, message.buttons),
        };
        let sent: SentMessage = self.method("sendMessage", &payload, patience).await?;
        Ok(MessageId(sent.message_id))
    }

    /// Replaces the text and the buttons of a message.
    pub(crate) async fn edit(
        &self,
        message: &MessageRef,
        text: &str,
        buttons: &Buttons,
        patience: Patience,
    ) -> Result<(), CallError> {
        let payload = EditMessageText { message, content: Content::new(text, buttons) };
        modified(self.method::<IgnoredAny>("editMessageText", &payload, patience).await)
    }

    /// Replaces the buttons of a message.
    pub(crate) async fn edit_buttons(
        &self,
        message: &MessageRef,
        buttons: &Buttons,
    ) -> Result<(), CallError> {
        let payload =
            EditMessageReplyMarkup { message, reply_markup: Keyboard { inline_keyboard: buttons } };
        let edited = self.method::<IgnoredAny>("editMessageReplyMarkup", &payload, Patience::Brief);
        modified(edited.await)
    }

    /// Deletes a message, if Telegram still allows it.
    pub(crate) async fn delete(&self, chat: ChatId, message: MessageId) {
        _ = self.call(&DeleteMessage::new(chat, message), Patience::Brief).await;
    }

    /// Acknowledges a pressed button, which an app shows as waiting until then.
    pub(crate) async fn acknowledge(&self, query: &CallbackQueryId, notice: Option<Notice>) {
        let mut payload = AnswerCallbackQuery::new(query.clone());
        (payload.text, payload.show_alert) = match notice {
            None => (None, None),
            Some(Notice::Toast(text)) => (Some(text), None),
            Some(Notice::Alert(text)) => (Some(text), Some(true)),
        };
        if let Err(error) = self.call(&payload, Patience::Brief).await
            && !error.is_harmless()
        {
            let error = &error as &dyn std::error::Error;
            tracing::warn!(error, "cannot acknowledge a button");
        }
    }

    /// Reacts to a message with 👍. It is tried once: a reaction is worth no wait.
    pub(crate) async fn react(&self, chat: ChatId, message: MessageId) -> Result<(), CallError> {
        let reaction = [Reaction { kind: "emoji", emoji: "👍" }];
        let payload = SetMessageReaction { chat_id: chat, message_id: message.0, reaction };
        self.method::<IgnoredAny>("setMessageReaction", &payload, Patience::None).await.map(|_| ())
    }

    /// Shows `typing…` in a chat. A failure is harmless.
    pub(crate) async fn typing(&self, chat: ChatId, thread: Option<ThreadId>) {
        let mut payload = SendChatAction::new(chat, ChatAction::Typing);
        payload.message_thread_id = named(thread);
        _ = self.call(&payload, Patience::None).await;
    }
}

/// An edit without a change is a success.
fn modified<T>(edited: Result<T, CallError>) -> Result<(), CallError> {
    match edited {
        Ok(_) | Err(CallError::NotModified) => Ok(()),
        Err(error) => Err(error),
    }
}

/// No link preview: the clause is what a message shows.
pub(crate) fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

/// Writes the id of a message as a number; teloxide writes an object.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn number<S: Serializer>(id: &MessageId, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_i32(id.0)
}
