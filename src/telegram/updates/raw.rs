//! Messages, users and chats as Telegram writes them: the few fields that the bot needs.
//!
//! Each is a view of a JSON [`Object`]; only what tells whom to answer is needed: the id
//! of a message and of its chat, the id of a user.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;
use teloxide::types::{ChatId, FileId, InlineKeyboardButton, MessageId, ThreadId, UserId};

use crate::{
    text::{Locale, UnreadLanguage},
    wording::app_locale,
};

use super::{
    json::Object,
    request::{GENERAL, PlaceKind, SentFile},
    rich,
};

/// Fields that say who sent a message, where and how, and nothing of its content.
const ABOUT: [&str; 46] = [
    "message_id",
    "message_thread_id",
    "direct_messages_topic",
    "from",
    "sender_chat",
    "sender_boost_count",
    "sender_business_bot",
    "sender_tag",
    "receiver_user",
    "ephemeral_message_id",
    "guest_query_id",
    "guest_bot_caller_user",
    "guest_bot_caller_chat",
    "date",
    "business_connection_id",
    "chat",
    "forward_origin",
    "forward_from",
    "forward_from_chat",
    "forward_from_message_id",
    "forward_signature",
    "forward_sender_name",
    "forward_date",
    "is_topic_message",
    "is_automatic_forward",
    "is_paid_post",
    "reply_to_message",
    "reply_to_checklist_task_id",
    "reply_to_poll_option_id",
    "reply_to_story",
    "external_reply",
    "quote",
    "via_bot",
    "edit_date",
    "has_protected_content",
    "is_from_offline",
    "media_group_id",
    "author_signature",
    "paid_star_count",
    "link_preview_options",
    "suggested_post_info",
    "effect_id",
    "entities",
    "show_caption_above_media",
    "has_media_spoiler",
    "reply_markup",
];

/// Events whose names do not end as [`ENDINGS`].
const EVENTS: [&str; 14] = [
    "new_chat_members",
    "left_chat_member",
    "new_chat_title",
    "new_chat_photo",
    "delete_chat_photo",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "pinned_message",
    "successful_payment",
    "refunded_payment",
    "connected_website",
    "passport_data",
    "gift",
    "unique_gift",
];

/// Ends of the names of events: `forum_topic_created`, `chat_background_set`.
const ENDINGS: [&str; 8] =
    ["ed", "_hidden", "_unhidden", "_set", "_sent", "_left", "_done", "_paid"];

/// Bytes of a text that are read. People send at most 4,096 UTF-16 units, of three bytes each.
const MAX_TEXT_BYTES: usize = 3 * 4096;

/// The beginning of a text: what waits in a queue has a bound.
pub(super) fn beginning(text: &str) -> &str {
    text.get(..text.floor_char_boundary(MAX_TEXT_BYTES)).unwrap_or(text)
}

/// A message.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawMessage<'a>(Object<'a>);

/// A user.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawUser<'a> {
    pub(crate) id: UserId,
    pub(crate) is_bot: bool,
    /// The language of the app, as an IETF tag.
    language: Option<&'a str>,
}

/// A chat.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawChat<'a> {
    pub(crate) id: ChatId,
    pub(crate) kind: PlaceKind,
    pub(crate) is_supergroup: bool,
    pub(crate) title: &'a str,
}

/// A part of a text with a format or a meaning.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawEntity<'a> {
    /// The type; empty for none.
    pub(crate) kind: &'a str,
    /// UTF-16 units before it.
    pub(crate) offset: usize,
    /// UTF-16 units of it.
    pub(crate) length: usize,
    /// The user that a `text_mention` names.
    pub(crate) user: Option<UserId>,
}

/// Whether a field of a message may be its content or an event.
pub(crate) fn is_content(name: &str) -> bool {
    !ABOUT.contains(&name)
}

impl<'a> RawMessage<'a> {
    /// A view of a message.
    pub(crate) fn of(object: Object<'a>) -> Self {
        Self(object)
    }

    pub(crate) fn id(self) -> Option<MessageId> {
        self.0.number("message_id").map(MessageId)
    }

    /// The chat. One without a type is told by its id, which is positive for a person.
    pub(crate) fn chat(self) -> Option<RawChat<'a>> {
        let mut chat = RawChat::of(self.0.object("chat")?)?;
        let has_type = self.0.object("chat").is_some_and(|it| it.text("type").is_some());
        if !has_type && chat.kind == PlaceKind::Group && self.0.object("from").is_none() {
            chat.kind = PlaceKind::Channel;
        }
        Some(chat)
    }

    /// The topic; a comment on a channel's post has a thread, but no topic. Messages in the General topic of a forum
    /// come without one.
    pub(crate) fn topic(self) -> Option<ThreadId> {
        let is_forum = || self.0.object("chat").is_some_and(|it| it.is_true("is_forum"));
        let thread = self.0.number("message_thread_id").map(|it| ThreadId(MessageId(it)));
        let thread = thread.filter(|_| self.0.is_true("is_topic_message"));
        thread.or_else(|| is_forum().then_some(GENERAL))
    }

    /// The conversation of one person with the administrators of a channel.
    pub(crate) fn direct_topic(self) -> Option<i64> {
        self.0.object("direct_messages_topic")?.number("topic_id")
    }

    pub(crate) fn from(self) -> Option<RawUser<'a>> {
        RawUser::of(self.0.object("from")?)
    }

    /// The chat on whose behalf the message was sent.
    pub(crate) fn sender_chat(self) -> Option<RawChat<'a>> {
        RawChat::of(self.0.object("sender_chat")?)
    }

    /// The bot through which the message was sent.
    pub(crate) fn via_bot(self) -> Option<UserId> {
        RawUser::of(self.0.object("via_bot")?).map(|it| it.id)
    }

    /// Whether Telegram forwarded it from a channel to its group.
    pub(crate) fn is_automatic_forward(self) -> bool {
        self.0.is_true("is_automatic_forward")
    }

    /// When it was sent, in seconds of Unix time; 0 if that is unknown.
    pub(crate) fn date(self) -> i64 {
        self.0.number("date").unwrap_or_default()
    }

    /// When it was edited last, in seconds of Unix time.
    pub(crate) fn edit_date(self) -> Option<i64> {
        self.0.number("edit_date")
    }

    /// The text, the caption, or the text of a rich message; of a longer one than people send, its beginning.
    pub(crate) fn words(self) -> Option<Cow<'a, str>> {
        let plain = self.0.text("text").or_else(|| self.0.text("caption"));
        let plain = plain.filter(|it| !it.is_empty()).map(|it| Cow::Borrowed(beginning(it)));
        plain.or_else(|| {
            let text = rich::text(self.0.object("rich_message")?)?;
            Some(Cow::Owned(beginning(&text).to_owned()))
        })
    }

    /// The entities of the text or of the caption.
    pub(crate) fn entities(self) -> impl Iterator<Item = RawEntity<'a>> {
        let name = if self.0.text("text").is_some() { "entities" } else { "caption_entities" };
        self.0.items(name).iter().filter_map(Object::of).filter_map(RawEntity::of)
    }

    /// The message that this one replies to, if it is in the same chat and topic.
    pub(crate) fn reply_to(self) -> Option<Self> {
        self.0.object("reply_to_message").map(Self)
    }

    /// Whether this one replies to a message of a user, also to one of another chat or topic.
    pub(crate) fn replies_to(self, user: UserId) -> bool {
        let elsewhere = || {
            let origin = self.0.object("external_reply")?.object("origin")?;
            RawUser::of(origin.object("sender_user")?)
        };
        let replied = self.reply_to().and_then(Self::from).or_else(elsewhere);
        replied.is_some_and(|it| it.id == user)
    }

    /// The quoted part of the message that this one replies to, in any chat.
    pub(crate) fn quote(self) -> Option<&'a str> {
        self.0.object("quote")?.text("text").filter(|it| !it.is_empty()).map(beginning)
    }

    /// The file; an animation is none.
    pub(crate) fn file(self) -> Option<SentFile> {
        let document = self.0.object("document").filter(|_| self.0.value("animation").is_none())?;
        Some(SentFile {
            id: FileId(document.text("file_id")?.to_owned()),
            name: document.text("file_name").unwrap_or_default().to_owned(),
            n_bytes: document.number("file_size").unwrap_or_default(),
        })
    }

    /// The buttons below the message. Those of a kind that the bot has none of are left out.
    pub(crate) fn buttons(self) -> Vec<Vec<InlineKeyboardButton>> {
        let button = |it: &Value| InlineKeyboardButton::deserialize(it).ok();
        let row = |it: &Value| it.as_array().into_iter().flatten().filter_map(button).collect();
        let keyboard = self.0.object("reply_markup").map(|it| it.items("inline_keyboard"));
        let rows: Vec<Vec<_>> = keyboard.unwrap_or_default().iter().map(row).collect();
        rows.into_iter().filter(|it| !it.is_empty()).collect()
    }

    /// The chat that the group of a service message has become, or was before, by the name
    /// of the field.
    pub(crate) fn migration(self, to_or_from: &str) -> Option<ChatId> {
        self.0.number(to_or_from).map(ChatId)
    }

    /// Whether a person sent something without a text: a sticker, a voice message, or what
    /// a later Bot API has. Telegram writes the other messages, on events: a pin, a title.
    pub(crate) fn is_wordless(self) -> bool {
        let is_event =
            |it: &str| EVENTS.contains(&it) || ENDINGS.iter().any(|end| it.ends_with(end));
        let mut content = self.0.names().filter(|it| is_content(it)).peekable();
        content.peek().is_some() && !content.any(is_event)
    }
}

impl<'a> RawUser<'a> {
    /// A view of a user; `None` without an id.
    pub(crate) fn of(user: Object<'a>) -> Option<Self> {
        let id = UserId(u64::try_from(user.number::<i64>("id")?).ok()?);
        Some(Self { id, is_bot: user.is_true("is_bot"), language: user.text("language_code") })
    }

    /// The locale for the language of the app.
    pub(crate) fn app(self) -> Locale {
        app_locale(self.language)
    }

    /// The language of the app, if it is one that is not read.
    pub(crate) fn unread(self) -> Option<UnreadLanguage> {
        UnreadLanguage::of_app(self.language?)
    }
}

impl<'a> RawChat<'a> {
    /// A view of a chat; `None` without an id.
    pub(crate) fn of(chat: Object<'a>) -> Option<Self> {
        let id = ChatId(chat.number("id")?);
        let kind = match chat.text("type") {
            Some("private") => PlaceKind::Private,
            Some("channel") => PlaceKind::Channel,
            Some("group" | "supergroup") => PlaceKind::Group,
            Some(_) | None if id.0 > 0 => PlaceKind::Private,
            Some(_) | None => PlaceKind::Group,
        };
        let is_supergroup = chat.text("type") == Some("supergroup");
        Some(Self { id, kind, is_supergroup, title: chat.text("title").unwrap_or_default() })
    }
}

impl<'a> RawEntity<'a> {
    fn of(entity: Object<'a>) -> Option<Self> {
        Some(Self {
            kind: entity.text("type").unwrap_or_default(),
            offset: entity.number("offset")?,
            length: entity.number("length")?,
            user: entity.object("user").and_then(RawUser::of).map(|it| it.id),
        })
    }

    /// The end in UTF-16 units.
    pub(crate) fn end(self) -> usize {
        self.offset.saturating_add(self.length)
    }
}
