//! Messages to the bot, and what each of them asks.
//!
//! | chat | read |
//! |---|---|
//! | private | any text or caption |
//! | group | `/ask …`, `/ask@bot …`, a reply to the bot, `@bot …`, `[§3.6]` or `【3.6】` in a sentence |
//! | channel | `/ask …`, `@bot …` |
//!
//! Nothing else is a message to the bot: neither its own messages nor those of
//! other bots, nor posts that Telegram forwards from a channel to its group.

use teloxide::types::{
    Chat, Me, MediaKind, Message, MessageEntity, MessageEntityKind, MessageKind, ThreadId, User,
    UserId,
};

use crate::{
    answer::part_read,
    corpus::number::bracketed,
    telegram::chat::command::Command,
    text::{Locale, Span},
    wording::negotiate,
};

use super::request::{self, Content, Place, PlaceKind, SentFile, Speaker};

/// References of one message that are answered.
const MAX_REFERENCES: usize = 3;

/// The user as which anonymous administrators write: `@GroupAnonymousBot`.
const ANONYMOUS_ADMIN: UserId = UserId(1_087_968_824);

/// The user as which channels write in groups: `@Channel_Bot`.
const CHANNEL: UserId = UserId(136_817_688);

/// Reads a message; `None` for one that is not to the bot.
pub(crate) fn read(message: &Message, me: &Me) -> Option<request::Message> {
    let speaker = speaker(message, me)?;
    let kind = place_kind(&message.chat);
    let content = match kind {
        PlaceKind::Private => in_private(message, me),
        PlaceKind::Group => in_group(message, me),
        PlaceKind::Channel => in_channel(message, me),
    }?;
    let is_edited = message.edit_date().is_some();
    // A sticker cannot be edited into anything, and its hint is given once.
    if content == Content::NoText && is_edited {
        return None;
    }
    Some(request::Message {
        place: Place { chat: message.chat.id, thread: topic(message), message: message.id, kind },
        speaker,
        content,
        replied_to: message.reply_to_message().and_then(words).map(str::to_owned),
        quote: message.quote().map(|it| it.text.clone()),
        is_edited,
        said_at: message.edit_date().unwrap_or(&message.date).timestamp(),
    })
}

/// The topic of a message. A comment on a channel's post has a thread, but no topic.
pub(crate) fn topic(message: &Message) -> Option<ThreadId> {
    message.thread_id.filter(|_| message.is_topic_message)
}

/// The kind of a chat.
pub(crate) fn place_kind(chat: &Chat) -> PlaceKind {
    if chat.is_private() {
        PlaceKind::Private
    } else if chat.is_channel() {
        PlaceKind::Channel
    } else {
        PlaceKind::Group
    }
}

/// The language of a user's app if the bot speaks it.
pub(crate) fn app_locale(user: &User) -> Option<Locale> {
    user.language_code.as_deref().and_then(negotiate)
}

/// The question of a message: its text without the command or the mention before
/// it, cut to the length that is read. `None` for a message that is no question.
pub(crate) fn question_of(message: &Message) -> Option<&str> {
    let text = words(message)?;
    if !text.starts_with(['/', '@']) {
        return Some(part_read(text));
    }
    let (first, rest) = text.split_once(char::is_whitespace)?;
    let is_question = first.starts_with('@') || first.to_ascii_lowercase().starts_with("/ask");
    is_question.then(|| part_read(rest.trim_start()))
}

/// The sender; `None` for those whose messages are not read.
fn speaker(message: &Message, me: &Me) -> Option<Speaker> {
    let is_own = message.via_bot.as_ref().is_some_and(|it| it.id == me.id);
    if is_own || message.is_automatic_forward() {
        return None;
    }
    let sender_chat = message.sender_chat.as_ref();
    match &message.from {
        // Without a sender it is a channel's post or one of an anonymous administrator.
        None => Some(match sender_chat {
            Some(chat) if chat.id == message.chat.id && !chat.is_channel() => {
                Speaker::AnonymousAdmin
            }
            Some(_) | None => Speaker::Channel,
        }),
        Some(user) if user.id == ANONYMOUS_ADMIN => {
            let is_group = sender_chat.is_some_and(|it| it.id == message.chat.id);
            is_group.then_some(Speaker::AnonymousAdmin)
        }
        Some(user) if user.id == CHANNEL => sender_chat.map(|_| Speaker::Channel),
        Some(user) if user.is_bot => None,
        Some(user) => Some(Speaker::Person(user.id, app_locale(user))),
    }
}

fn words(message: &Message) -> Option<&str> {
    message.text().or_else(|| message.caption())
}

fn entities(message: &Message) -> &[MessageEntity] {
    message.entities().or_else(|| message.caption_entities()).unwrap_or_default()
}

/// The byte offset of each UTF-16 unit of a text and of its end; `None` inside a
/// character.
fn places(text: &str) -> Vec<Option<usize>> {
    let units =
        text.char_indices().flat_map(|(at, c)| [Some(at), None].into_iter().take(c.len_utf16()));
    units.chain([Some(text.len())]).collect()
}

/// The byte range of an entity, whose offsets are UTF-16 units; `None` where those
/// are no characters of the text.
fn bytes(places: &[Option<usize>], entity: &MessageEntity) -> Option<Span> {
    let end = entity.offset.checked_add(entity.length)?;
    let place = |unit: usize| places.get(unit).copied().flatten();
    Some(Span::new(place(entity.offset)?, place(end)?))
}

/// The file of a message.
pub(crate) fn file(message: &Message) -> Option<SentFile> {
    let document = message.document()?;
    let name = document.file_name.clone().unwrap_or_default();
    Some(SentFile { id: document.file.id.clone(), name, n_bytes: document.file.size })
}

fn in_private(message: &Message, me: &Me) -> Option<Content> {
    if let Some(file) = file(message) {
        return Some(Content::File(file, words(message).map(str::to_owned)));
    }
    let Some(text) = words(message) else {
        return is_personal(message).then_some(Content::NoText);
    };
    Some(command(text, me).unwrap_or_else(|| Content::Question(text.to_owned())))
}

fn in_group(message: &Message, me: &Me) -> Option<Content> {
    let text = words(message)?;
    if text.starts_with('/') {
        return command(text, me).filter(|it| *it != Content::UnknownCommand);
    }
    let reply = message.reply_to_message().and_then(|it| it.from.as_ref());
    if reply.is_some_and(|it| it.id == me.id) {
        return Some(Content::Question(without_mention(message, me).unwrap_or(text.to_owned())));
    }
    without_mention(message, me).map(Content::Question).or_else(|| {
        let found = bracketed(text, MAX_REFERENCES);
        (!found.is_empty()).then(|| Content::References(found, text.to_owned()))
    })
}

fn in_channel(message: &Message, me: &Me) -> Option<Content> {
    let text = words(message)?;
    match command(text, me) {
        Some(asked @ Content::Command(Command::Ask, _)) => Some(asked),
        Some(_) => None,
        None => without_mention(message, me).map(Content::Question),
    }
}

/// Whether a person wrote the message; Telegram writes service messages (a pin, a
/// new title).
fn is_personal(message: &Message) -> bool {
    let MessageKind::Common(it) = &message.kind else { return false };
    !matches!(it.media_kind, MediaKind::Migration(_))
}

/// Reads `/ask`, `/ASK@bot` and the text after it, which any white space may
/// separate, a line break or an ideographic space as well. `None` for text without a
/// command, or with one for another bot.
fn command(text: &str, me: &Me) -> Option<Content> {
    let rest = text.strip_prefix('/')?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '@';
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let (word, after) = rest.split_at_checked(end)?;
    let (name, bot) = word.split_once('@').unwrap_or((word, ""));
    if name.is_empty() || !(bot.is_empty() || bot.eq_ignore_ascii_case(me.username())) {
        return None;
    }
    let known = Command::named(name).map(|it| Content::Command(it, after.trim().to_owned()));
    Some(known.unwrap_or(Content::UnknownCommand))
}

/// The text without its mentions of the bot; `None` where there are none.
fn without_mention(message: &Message, me: &Me) -> Option<String> {
    let text = words(message)?;
    let entities = entities(message);
    let places = if entities.is_empty() { Vec::new() } else { places(text) };
    let mut rest = String::new();
    let mut at = 0;
    for entity in entities {
        let Some(span) = bytes(&places, entity).filter(|it| it.start >= at) else {
            continue;
        };
        let is_me = match &entity.kind {
            MessageEntityKind::Mention => {
                let name = span.of(text).and_then(|it| it.strip_prefix('@'));
                name.is_some_and(|it| it.eq_ignore_ascii_case(me.username()))
            }
            MessageEntityKind::TextMention { user } => user.id == me.id,
            _ => false,
        };
        if is_me {
            rest.push_str(text.get(at..span.start).unwrap_or_default());
            rest.push(' ');
            at = span.end;
        }
    }
    if at == 0 {
        return None;
    }
    rest.push_str(text.get(at..).unwrap_or_default());
    Some(rest.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::telegram::updates::{
        request::{Request, RequestKind},
        samples::{self, chat, sticker, with},
    };

    /// Reads a message in a group, with other fields.
    fn read(fields: Value) -> Option<request::Message> {
        match samples::read("message", &samples::message(fields)).1? {
            Request { kind: RequestKind::Message(it), .. } => Some(it),
            other => panic!("{other:?}"),
        }
    }

    fn content(fields: Value) -> String {
        read(fields).map_or_else(|| "ignored".to_owned(), |it| format!("{:?}", it.content))
    }

    fn in_group(text: &str) -> String {
        content(json!({"text": text}))
    }

    #[test]
    fn commands_as_people_type_them() {
        assert_snapshot!(in_group("/ask 疫苗"), @r#"Command(Ask, "疫苗")"#);
        assert_snapshot!(in_group("/ask@stand_bot 疫苗"), @r#"Command(Ask, "疫苗")"#);
        assert_snapshot!(in_group("/ASK@STAND_BOT 疫苗"), @r#"Command(Ask, "疫苗")"#);
        assert_snapshot!(in_group("/ask\n疫苗"), @r#"Command(Ask, "疫苗")"#);
        assert_snapshot!(in_group("/ask　疫苗"), @r#"Command(Ask, "疫苗")"#);
        assert_snapshot!(in_group("/ask疫苗"), @r#"Command(Ask, "疫苗")"#);
        assert_snapshot!(in_group("/ask"), @r#"Command(Ask, "")"#);
        assert_snapshot!(in_group("/ask@other_bot 疫苗"), @"ignored");
        assert_snapshot!(in_group("/asking 疫苗"), @"ignored");
        assert_snapshot!(in_group("/"), @"ignored");
        assert_snapshot!(in_group("look: /ask 疫苗"), @"ignored");
    }

    #[test]
    fn other_messages_of_a_group_are_ignored() {
        assert_snapshot!(in_group("疫苗有多少？"), @"ignored");
        assert_snapshot!(content(json!({"sticker": null})), @"ignored");
        assert_snapshot!(in_group("mail me@stand_bot.com"), @"ignored");
    }

    #[test]
    fn mentions_and_replies() {
        let mention = |text: &str, offset: usize, length: usize| {
            let entity = json!([{"type": "mention", "offset": offset, "length": length}]);
            content(json!({"text": text, "entities": entity}))
        };
        assert_snapshot!(mention("@stand_bot 疫苗", 0, 10), @r#"Question("疫苗")"#);
        assert_snapshot!(mention("疫苗 @Stand_Bot", 3, 10), @r#"Question("疫苗")"#);
        assert_snapshot!(mention("😀 @stand_bot 疫苗", 3, 10), @r#"Question("😀   疫苗")"#);
        assert_snapshot!(mention("@other_bot 疫苗", 0, 10), @"ignored");
        for (offset, length) in
            [(1_000_000, 10), (usize::MAX, usize::MAX), (0, 999), (1, 11), (2, 0)]
        {
            let found = mention("😀@stand_bot 疫苗", offset, length);
            assert_eq!(found, "ignored", "{offset} {length}");
        }
        let to = |id: u64| {
            let replied = json!({"message_id": 3, "date": 1, "chat": chat(-100, "supergroup"), "text": "3.6",
                "from": {"id": id, "is_bot": true, "first_name": "B", "username": "b"}});
            content(json!({"text": "多少？", "reply_to_message": replied}))
        };
        assert_snapshot!(to(666), @r#"Question("多少？")"#);
        assert_snapshot!(to(667), @"ignored");
    }

    #[test]
    fn references_in_a_sentence() {
        assert_snapshot!(in_group("as [§3.6] and 【4.10】 say"), @r#"References([3.6, 4.10], "as [§3.6] and 【4.10】 say")"#);
        assert_snapshot!(in_group("[§ 1] [§1] [§2] [§3] [§4]"), @r#"References([1, 2, 3], "[§ 1] [§1] [§2] [§3] [§4]")"#);
        for text in
            ["[3.6]", "【1】", "[§]", "[§0]", "[§3.6", "【第一】", "[§99999.1]", "[link](3.6)"]
        {
            assert_eq!(in_group(text), "ignored", "{text}");
        }
    }

    #[test]
    fn a_channel_is_asked_on_purpose() {
        let channel = chat(-200, "channel");
        let post = |text: &str| {
            content(json!({"chat": channel, "text": text, "from": null, "sender_chat": channel}))
        };
        assert_snapshot!(post("/ask 疫苗"), @r#"Command(Ask, "疫苗")"#);
        assert_snapshot!(post("/help"), @"ignored");
        assert_snapshot!(post("疫苗 [§3.6]"), @"ignored");
    }

    #[test]
    fn senders() {
        let say =
            |fields: Value| read(with(json!({"text": "/ask x"}), fields)).map(|it| it.speaker);
        let bot = |id: u64| json!({"id": id, "is_bot": true, "first_name": "B", "username": "b"});
        let channel = chat(-300, "channel");
        assert_eq!(say(json!({})), Some(Speaker::Person(UserId(11), Some(Locale::ZhHant))));
        assert_eq!(say(json!({"from": bot(5)})), None);
        assert_eq!(say(json!({"via_bot": bot(666)})), None);
        assert!(say(json!({"via_bot": bot(5)})).is_some());
        let anonymous =
            json!({"from": bot(1_087_968_824), "sender_chat": chat(-100, "supergroup")});
        assert_eq!(say(anonymous), Some(Speaker::AnonymousAdmin));
        let forged = json!({"from": bot(1_087_968_824), "sender_chat": channel});
        assert_eq!(say(forged), None);
        let as_channel = json!({"from": bot(136_817_688), "sender_chat": channel});
        assert_eq!(say(as_channel), Some(Speaker::Channel));
        let forwarded = json!({"is_automatic_forward": true, "sender_chat": channel});
        assert_eq!(say(forwarded), None);
    }

    #[test]
    fn a_topic_and_a_thread_of_comments() {
        let thread = |extra: Value| {
            let fields = with(json!({"text": "/ask x", "message_thread_id": 7}), extra);
            read(fields).unwrap().place.thread.map(|it| it.0.0)
        };
        assert_eq!(thread(json!({"is_topic_message": true})), Some(7));
        assert_eq!(thread(json!({})), None);
    }

    #[test]
    fn all_messages_of_a_private_chat_are_read() {
        let content = |fields: Value| content(with(json!({"chat": chat(11, "private")}), fields));
        let photo = json!({"caption": "疫苗", "photo": [{"file_id": "f", "file_unique_id": "u",
            "width": 1, "height": 1}]});
        assert_snapshot!(content(json!({"text": "疫苗"})), @r#"Question("疫苗")"#);
        assert_snapshot!(content(photo), @r#"Question("疫苗")"#);
        assert_snapshot!(content(json!({"sticker": sticker()})), @"NoText");
        let edited = json!({"sticker": sticker(), "edit_date": 2});
        assert_snapshot!(content(edited), @"ignored");
        assert_snapshot!(content(json!({"text": "/nonsense"})), @"UnknownCommand");
        assert_snapshot!(content(json!({"new_chat_title": "T"})), @"ignored");
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,60}|[/@\\[§\\]【】a-z0-9.\u{202e} \n]{0,40}") {
            _ = in_group(&text);
        }
    }
}
