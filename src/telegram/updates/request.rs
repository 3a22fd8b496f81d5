//! A request: one update, read once.
//!
//! ```text
//! {"message": {"chat": {"id": -5, …}, "text": "/ask vaccines", …}}
//!   ─▶ Request { origin: chat -5, kind: Message { content: Command(Ask, "vaccines"), … } }
//! ```
//!
//! Access control, the rate limit, the chat queues and the handlers all take a
//! [`Request`]; only `parse` and `message` see the update that it was read from. An
//! update that the bot does not answer is no request.

use teloxide::types::{
    CallbackQueryId, ChatId, FileId, InlineKeyboardButton, InlineQueryId, MessageId, ThreadId,
    UserId,
};

use crate::{
    corpus::ClauseNumber,
    store::Shown,
    telegram::chat::{action::Action, command::Command},
    text::{Locale, UnreadLanguage},
};

/// The user as which anonymous administrators write: `@GroupAnonymousBot`.
pub(crate) const ANONYMOUS_ADMIN: UserId = UserId(1_087_968_824);

/// The topic of a forum that is there from the beginning. Telegram names it in no message, and takes none for it.
pub(crate) const GENERAL: ThreadId = ThreadId(MessageId(1));

/// An update that the bot answers or acts on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Chat and sender, as access control and the chat queues need them.
    pub origin: Origin,
    /// The kind of update, with its content.
    pub kind: RequestKind,
}

impl Request {
    /// Bytes of its texts, and of the rest about.
    pub(crate) fn n_bytes(&self) -> usize {
        let texts = match &self.kind {
            RequestKind::Message(it) => {
                let referred = [it.replied_to.as_deref(), it.quote.as_deref()];
                let referred = referred.into_iter().flatten().map(str::len).sum::<usize>();
                it.content.text().len() + referred
            }
            RequestKind::Press(it) => {
                let answer = it.in_chat().and_then(|it| it.answer.as_ref());
                let question = answer.and_then(|it| it.question.as_ref());
                question.map_or(0, String::len)
                    + answer.map_or(0, |it| it.buttons.iter().map(Vec::len).sum::<usize>()) * 256
            }
            RequestKind::InlineQuery(it) => it.text.len() + it.offset.len(),
            RequestKind::Membership(_) | RequestKind::Migration(_) => 0,
        };
        size_of::<Self>() + texts
    }

    /// Whether it is a post of a channel.
    pub(crate) fn is_in_channel(&self) -> bool {
        match &self.kind {
            RequestKind::Message(it) => it.place.kind == PlaceKind::Channel,
            RequestKind::Press(_)
            | RequestKind::InlineQuery(_)
            | RequestKind::Membership(_)
            | RequestKind::Migration(_) => false,
        }
    }
}

/// Chat and sender of an update.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The chat; an inline query has none, nor a button below its result.
    pub chat: Option<ChatId>,
    pub thread: Option<ThreadId>,
    /// The user who sent it; channel posts have none.
    pub user: Option<UserId>,
    /// The chat on whose behalf the user writes.
    pub sender_chat: Option<ChatId>,
}

/// Who sends a message or presses a button, for the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Sender {
    Person(UserId),
    /// A chat that speaks: a channel, or a group for its anonymous administrators.
    Voice(ChatId),
}

impl Sender {
    /// The sender of a message or of a button.
    pub(crate) fn of(speaker: Speaker, origin: &Origin) -> Option<Self> {
        let voice = origin.sender_chat.or(origin.chat);
        speaker.user().map(Self::Person).or(voice.map(Self::Voice))
    }
}

/// The kinds of update that the bot answers, each with its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestKind {
    /// A message or a channel post, new or edited.
    Message(Message),
    /// A pressed button.
    Press(Press),
    /// Text typed after the bot's name in any chat.
    InlineQuery(InlineQuery),
    /// The bot was added to a chat or removed from one.
    Membership(Membership),
    /// A group became a supergroup.
    Migration(Migration),
}

/// A message to the bot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub place: Place,
    pub speaker: Speaker,
    /// The language of the sender's app, if it is one that is not read.
    pub unread: Option<UnreadLanguage>,
    pub content: Content,
    /// The text of the message that this one replies to.
    pub replied_to: Option<String>,
    /// The clause that it shows, if it is an answer of the bot.
    pub shown: Option<Shown>,
    /// The part of that text that the sender quotes.
    pub quote: Option<String>,
    /// The checksum of its text.
    pub checksum: u32,
    /// Whether it was edited; its answer is edited as well.
    pub is_edited: bool,
    /// When it was sent, in seconds of Unix time; 0 if that is unknown.
    pub sent_at: i64,
    /// When it was sent or last edited, in seconds of Unix time.
    pub said_at: i64,
}

impl Message {
    /// The text that an empty question refers to: the quotation, else the message
    /// that is replied to.
    pub fn referred(&self) -> &str {
        self.quote.as_deref().or(self.replied_to.as_deref()).unwrap_or_default()
    }
}

/// A message in a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub chat: ChatId,
    /// The topic of a forum; the thread of a channel's comments is none.
    pub thread: Option<ThreadId>,
    /// The conversation of one person with the administrators of a channel, in its chat of direct messages.
    pub direct_topic: Option<i64>,
    pub message: MessageId,
    pub kind: PlaceKind,
}

/// The kind of a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlaceKind {
    Private,
    /// A group or a supergroup.
    Group,
    Channel,
}

/// The sender of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// A person, with the language of their app if the bot speaks it.
    Person(UserId, Option<Locale>),
    AnonymousAdmin,
    Channel,
}

impl Speaker {
    /// The person's id.
    pub fn user(self) -> Option<UserId> {
        match self {
            Self::Person(user, _) => Some(user),
            Self::AnonymousAdmin | Self::Channel => None,
        }
    }
}

/// The content of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A command and the text after it.
    Command(Command, String),
    /// A command that the bot does not know.
    UnknownCommand,
    /// A question.
    Question(String),
    /// A reply to the bot in a group, which may be a question.
    Reply(String),
    /// The clauses that a sentence names, at least one, and the sentence.
    References(Vec<ClauseNumber>, String),
    /// A file in a private chat, with its caption.
    File(SentFile, Option<String>),
    /// A sticker, a voice message or another message without text.
    NoText,
}

/// A file that somebody sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentFile {
    /// Telegram's id of it, by which it is downloaded.
    pub id: FileId,
    /// Its name; empty for none.
    pub name: String,
    /// Its size in bytes, as Telegram says.
    pub n_bytes: u32,
}

impl Content {
    /// The text, which may show a language; empty where there is none.
    pub fn text(&self) -> &str {
        match self {
            Self::Command(_, text)
            | Self::Question(text)
            | Self::Reply(text)
            | Self::References(_, text) => text,
            Self::File(_, caption) => caption.as_deref().unwrap_or_default(),
            Self::UnknownCommand | Self::NoText => "",
        }
    }
}

/// A pressed button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Press {
    /// The callback query, which has to be answered.
    pub id: CallbackQueryId,
    pub user: UserId,
    /// The language of their app if the bot speaks it.
    pub app: Option<Locale>,
    /// The button's action; `None` where its data cannot be read.
    pub action: Option<Action>,
    /// The message that the button belongs to; Telegram leaves out very old ones.
    pub message: Option<PressedMessage>,
}

impl Press {
    /// The person, or the anonymous administrator, who pressed the button.
    pub fn speaker(&self) -> Speaker {
        match self.user {
            ANONYMOUS_ADMIN => Speaker::AnonymousAdmin,
            user => Speaker::Person(user, self.app),
        }
    }

    /// The message that the button belongs to, if it is in a chat of the bot.
    pub fn in_chat(&self) -> Option<&AnswerMessage> {
        match &self.message {
            Some(PressedMessage::InChat(message)) => Some(message),
            Some(PressedMessage::Inline(_)) | None => None,
        }
    }
}

/// The message that a pressed button belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PressedMessage {
    InChat(AnswerMessage),
    /// A message that was sent through the inline mode.
    Inline(String),
}

/// A message of the bot in a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerMessage {
    pub chat: ChatId,
    pub kind: PlaceKind,
    pub message: MessageId,
    /// Its content, unless it is too old for Telegram to repeat it.
    pub answer: Option<PressedAnswer>,
}

/// The content of a message of the bot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PressedAnswer {
    /// The question that it answers.
    pub question_id: Option<MessageId>,
    pub buttons: Vec<Vec<InlineKeyboardButton>>,
    pub question: Option<String>,
    /// The file that the message replies to.
    pub file: Option<SentFile>,
}

/// Text typed after the bot's name in any chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineQuery {
    /// The query, which has to be answered.
    pub id: InlineQueryId,
    pub user: UserId,
    /// The language of their app if the bot speaks it.
    pub app: Option<Locale>,
    pub text: String,
    /// The page of results that is wanted, as an earlier answer named it.
    pub offset: String,
}

/// A change of the bot's membership of a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    pub chat: ChatId,
    pub change: MembershipChange,
}

/// How the bot's membership changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MembershipChange {
    /// A person blocked the bot, or a group or channel removed it.
    Removed,
    /// The bot was added to a group or a supergroup.
    Added {
        title: String,
        is_supergroup: bool,
        is_admin: bool,
        /// The app language of the person who added the bot.
        app: Option<Locale>,
    },
}

/// A group's change to a supergroup, which has another id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migration {
    pub from: ChatId,
    pub to: ChatId,
}
