//! Messages as the Bot API takes them.

use serde::{Deserialize, Serialize};
use teloxide::types::{
    ChatId, InlineKeyboardButton, LinkPreviewOptions, MessageId, ParseMode, ReplyParameters,
    ThreadId,
};

use crate::telegram::chat::page::Page;

/// An edit, of a message or of what somebody sent through the inline mode.
/// teloxide has two methods for it, and one of them cannot turn previews off.
#[derive(Debug, Serialize)]
pub(crate) struct Edit<'a> {
    #[serde(flatten)]
    pub(crate) message: &'a Shown,
    pub(crate) text: &'a str,
    pub(crate) parse_mode: ParseMode,
    pub(crate) link_preview_options: LinkPreviewOptions,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reply_markup: Option<Keyboard<'a>>,
}

/// A message to send. teloxide's own wants copies of the text and the buttons.
#[derive(Serialize)]
pub(crate) struct Send<'a> {
    pub(crate) chat_id: ChatId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message_thread_id: Option<ThreadId>,
    pub(crate) text: &'a str,
    pub(crate) parse_mode: ParseMode,
    pub(crate) link_preview_options: LinkPreviewOptions,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reply_parameters: Option<ReplyParameters>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reply_markup: Option<Keyboard<'a>>,
}

/// Buttons, by row.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Keyboard<'a> {
    inline_keyboard: &'a [Vec<InlineKeyboardButton>],
}

impl<'a> Keyboard<'a> {
    /// The buttons of a page, if it has any.
    pub(crate) fn of(page: &'a Page) -> Option<Self> {
        (!page.buttons.is_empty()).then_some(Self { inline_keyboard: &page.buttons })
    }
}

/// What is wanted of a message that was sent; the rest is not read.
#[derive(Deserialize)]
pub(crate) struct Sent {
    pub(crate) message_id: i32,
}

/// A message that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum Shown {
    /// In a chat.
    InChat {
        /// The chat.
        chat_id: ChatId,
        /// Its number there.
        #[serde(serialize_with = "number")]
        message_id: MessageId,
    },
    /// Brought to a chat through the inline mode.
    Brought {
        /// Its name.
        inline_message_id: String,
    },
}

/// teloxide writes a message's number as an object.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn number<S: serde::Serializer>(id: &MessageId, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_i32(id.0)
}

/// No page of a link below a message: the clause is what is shown.
pub(crate) fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}
