//! What the bot sends: pages as messages, in reply to a question or instead of
//! an older answer.

use serde::{Deserialize, Serialize, de::IgnoredAny};
use teloxide::{
    payloads::{
        AnswerCallbackQuery, AnswerCallbackQuerySetters, DeleteMessage, EditMessageReplyMarkup,
        EditMessageReplyMarkupSetters, SendChatAction, SendChatActionSetters,
    },
    types::{
        CallbackQueryId, ChatAction, ChatId, InlineKeyboardButton, InlineKeyboardMarkup,
        LinkPreviewOptions, MessageId, ParseMode, ReplyParameters, ThreadId,
    },
};

use crate::store::{ChatKey, MessageKey};

use super::{
    call::{CallError, Patience},
    desk::{Desk, Fault},
    incoming::{Incoming, Place, Version},
    page::Page,
};

/// An edit, of a message or of what somebody sent through the inline mode.
/// teloxide has two methods for it, and one of them cannot turn previews off.
#[derive(Debug, Serialize)]
struct Edit<'a> {
    #[serde(flatten)]
    message: &'a Shown,
    text: &'a str,
    parse_mode: ParseMode,
    link_preview_options: LinkPreviewOptions,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_markup: Option<Keyboard<'a>>,
}

/// A message to send. teloxide's own wants copies of the text and the buttons.
#[derive(Serialize)]
struct Send<'a> {
    chat_id: ChatId,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_thread_id: Option<ThreadId>,
    text: &'a str,
    parse_mode: ParseMode,
    link_preview_options: LinkPreviewOptions,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_parameters: Option<ReplyParameters>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_markup: Option<Keyboard<'a>>,
}

/// The method that sends a message.
const SEND: &str = "sendMessage";

/// Buttons, by row.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Keyboard<'a> {
    inline_keyboard: &'a [Vec<InlineKeyboardButton>],
}

impl<'a> Keyboard<'a> {
    /// The buttons of a page, if it has any.
    pub(super) fn of(page: &'a Page) -> Option<Self> {
        (!page.buttons.is_empty()).then_some(Self { inline_keyboard: &page.buttons })
    }
}

/// What is wanted of a message that was sent; the rest is not read.
#[derive(Deserialize)]
struct Sent {
    message_id: i32,
}

/// A message that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(super) enum Shown {
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

/// Answers a question with a page, in place of the answer that it had.
///
/// A chat that has moved is followed; one that is lost is forgotten.
pub(super) async fn deliver(desk: &Desk, incoming: &Incoming, page: &Page) -> Result<(), Fault> {
    let place = incoming.place;
    let (chat, question) = (ChatKey(place.chat.0), MessageKey(place.message.0));
    let before = if may_be_answered(desk, incoming) {
        let known = desk.store.answers(chat, question).await;
        desk.kept(known).unwrap_or_default()
    } else {
        Vec::new()
    };
    let shown = match replace(desk, place, &before, page).await {
        Err(Fault::Call(error)) if error.is_chat_lost() => {
            tracing::info!(chat.id = place.chat.0, %error, "forgetting a chat that is lost");
            desk.kept(desk.store.forget(chat).await);
            return Ok(());
        }
        Err(Fault::Call(CallError::Moved(to))) => {
            moved(desk, place.chat, to).await;
            let place = Place { chat: to, ..place };
            send(desk, place, page).await?
        }
        shown => shown?,
    };
    desk.store.remember(chat, question, shown);
    Ok(())
}

/// Whether a message may have an answer: it was edited, or it was sent before the
/// bot started and may come a second time.
fn may_be_answered(desk: &Desk, incoming: &Incoming) -> bool {
    incoming.version == Version::Edited || incoming.sent_at <= desk.started_at + 1
}

/// Moves what is kept of a group that has become a supergroup.
pub(super) async fn moved(desk: &Desk, from: ChatId, to: ChatId) {
    tracing::info!(chat.id = from.0, chat.new_id = to.0, "a chat has moved");
    desk.kept(desk.store.migrate(ChatKey(from.0), ChatKey(to.0)).await);
}

/// Edits the messages of an older answer, sends those that it lacks, and deletes
/// those that are left over.
async fn replace(
    desk: &Desk,
    place: Place,
    before: &[MessageKey],
    page: &Page,
) -> Result<Vec<MessageKey>, Fault> {
    if before.is_empty() {
        return send(desk, place, page).await;
    }
    let keyboard = Keyboard::of(page);
    let mut shown = Vec::new();
    for (i, (old, text)) in before.iter().zip(&page.messages).enumerate() {
        let is_last = i + 1 == page.messages.len();
        let message = Shown::InChat { chat_id: place.chat, message_id: MessageId(old.0) };
        let keyboard = keyboard.filter(|_| is_last);
        match edit(desk, &message, text, keyboard, Patience::Answer).await {
            Ok(()) => shown.push(*old),
            // Somebody deleted the old answer, or a part of it: a new one takes
            // its place.
            Err(CallError::MessageGone(_)) => {
                delete(desk, place, before).await;
                return send(desk, place, page).await;
            }
            Err(error) => return Err(error.into()),
        }
    }
    delete(desk, place, before.get(page.messages.len()..).unwrap_or_default()).await;
    let rest = Page {
        messages: page.messages.iter().skip(before.len()).cloned().collect(),
        buttons: page.buttons.clone(),
    };
    shown.extend(send(desk, place, &rest).await?);
    Ok(shown)
}

/// Deletes messages of an old answer. What cannot be deleted any more stays: the
/// new answer is there.
async fn delete(desk: &Desk, place: Place, messages: &[MessageKey]) {
    for message in messages {
        let delete = DeleteMessage::new(place.chat, MessageId(message.0));
        _ = desk.api.call(&delete, Patience::Brief).await;
    }
}

/// Says something in a chat that replies to nobody.
pub(super) async fn announce(desk: &Desk, chat: ChatId, page: &Page) -> Result<(), Fault> {
    for text in &page.messages {
        let message = Send {
            chat_id: chat,
            message_thread_id: None,
            text,
            parse_mode: ParseMode::Html,
            link_preview_options: no_preview(),
            reply_parameters: None,
            reply_markup: None,
        };
        let _: Sent = desk.api.method(SEND, &message, Patience::Answer).await?;
    }
    Ok(())
}

/// Sends a page, its first message in reply to the question.
pub(super) async fn send(desk: &Desk, place: Place, page: &Page) -> Result<Vec<MessageKey>, Fault> {
    let keyboard = Keyboard::of(page);
    let mut sent = Vec::new();
    for (i, text) in page.messages.iter().enumerate() {
        let is_last = i + 1 == page.messages.len();
        let keyboard = keyboard.filter(|_| is_last);
        let question = ReplyParameters::new(place.message).allow_sending_without_reply();
        let message = Send {
            chat_id: place.chat,
            message_thread_id: place.thread,
            text,
            parse_mode: ParseMode::Html,
            link_preview_options: no_preview(),
            reply_parameters: (i == 0).then_some(question),
            reply_markup: keyboard,
        };
        let message: Sent = desk.api.method(SEND, &message, Patience::Answer).await?;
        sent.push(MessageKey(message.message_id));
    }
    Ok(sent)
}

/// Shows a text instead. What shows it already is left as it is.
///
/// # Errors
///
/// [`CallError::MessageGone`] where there is no such message any more.
pub(super) async fn edit(
    desk: &Desk,
    message: &Shown,
    text: &str,
    reply_markup: Option<Keyboard<'_>>,
    patience: Patience,
) -> Result<(), CallError> {
    let edit = Edit {
        message,
        text,
        parse_mode: ParseMode::Html,
        link_preview_options: no_preview(),
        reply_markup,
    };
    let edited = desk.api.method::<IgnoredAny>("editMessageText", &edit, patience);
    match edited.await {
        Ok(_) | Err(CallError::NotModified) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Shows other buttons below a message.
pub(super) async fn edit_buttons(
    desk: &Desk,
    chat: ChatId,
    message: MessageId,
    keyboard: InlineKeyboardMarkup,
) -> Result<(), CallError> {
    let edit = EditMessageReplyMarkup::new(chat, message).reply_markup(keyboard);
    match desk.api.call(&edit, Patience::Brief).await {
        Ok(_) | Err(CallError::NotModified) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Ends the waiting of a button that was pressed, perhaps with a word.
pub(super) async fn acknowledge(desk: &Desk, query: &CallbackQueryId, word: Option<Word>) {
    let mut answer = AnswerCallbackQuery::new(query.clone());
    if let Some(Word { text, is_alert }) = word {
        answer = answer.text(text).show_alert(is_alert);
    }
    if let Err(error) = desk.api.call(&answer, Patience::Brief).await
        && !error.is_harmless()
    {
        tracing::warn!(error = &error as &dyn std::error::Error, "a button was not acknowledged");
    }
}

/// A word in answer to a button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// At most 200 characters.
    pub text: String,
    /// Whether it has to be closed.
    pub is_alert: bool,
}

/// Says `typing…`.
pub(super) async fn typing(desk: &Desk, place: Place) {
    let mut action = SendChatAction::new(place.chat, ChatAction::Typing);
    if let Some(thread) = place.thread {
        action = action.message_thread_id(thread);
    }
    // A courtesy: the answer comes anyway.
    _ = desk.api.call(&action, Patience::None).await;
}

fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}
