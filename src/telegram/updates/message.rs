//! Messages to the bot, and what each of them asks.
//!
//! | chat | read |
//! |---|---|
//! | private | any text, caption or rich message |
//! | group | `/ask …`, `/ask@bot …`, a reply to the bot, `@bot …`, `[§3.6]` or `【3.6】` in a sentence |
//! | channel | `/ask …`, `@bot …` |
//!
//! Nothing else is a message to the bot: neither its own messages nor those of
//! other bots, nor posts that Telegram forwards from a channel to its group.

use std::borrow::Cow;

use teloxide::types::{Me, UserId};

use crate::{
    answer::{is_lead, is_talk, part_read},
    corpus::number::bracketed,
    store::{Shown, checksum},
    telegram::chat::{command::Command, keyboard},
    text::Folding,
};

use super::{
    mention::{self, Addressed},
    raw::{RawMessage, RawUser},
    request::{self, ANONYMOUS_ADMIN, Content, Place, PlaceKind, Speaker},
    typed,
};

/// References of one message that are answered.
const MAX_REFERENCES: usize = 10;

/// The user as which channels write in groups: `@Channel_Bot`.
const CHANNEL: UserId = UserId(136_817_688);

/// Whether a message is new or was edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    New,
    Edited,
}

/// Reads a message; `None` for one that is not to the bot.
pub(crate) fn read(message: RawMessage<'_>, version: Version, me: &Me) -> Option<request::Message> {
    let chat = message.chat()?;
    let speaker = speaker(message, me)?;
    let content = match chat.kind {
        PlaceKind::Private => in_private(message, me),
        PlaceKind::Group => in_group(message, me),
        PlaceKind::Channel => in_channel(message, me),
    }?;
    let edited_at = message.edit_date();
    let is_edited = version == Version::Edited || edited_at.is_some();
    // A sticker cannot be edited into anything.
    if content == Content::NoText && is_edited {
        return None;
    }
    let (id, thread) = (message.id()?, message.topic());
    Some(request::Message {
        place: Place {
            chat: chat.id,
            thread,
            direct_topic: message.direct_topic(),
            message: id,
            kind: chat.kind,
        },
        speaker,
        unread: message.from().and_then(RawUser::unread),
        content,
        shown: message.reply_to().and_then(|it| shown(it, me)),
        replied_to: message.reply_to().and_then(RawMessage::words).map(Cow::into_owned),
        quote: message.quote().map(str::to_owned),
        checksum: checksum(&message.words().unwrap_or_default()),
        is_edited,
        sent_at: message.date(),
        said_at: edited_at.unwrap_or(message.date()),
    })
}

/// The question of a message: its text without the command or the mention before
/// it, cut to the length that is read. `None` for a message that is no question.
pub(crate) fn question_of(message: RawMessage<'_>) -> Option<String> {
    let text = message.words()?;
    if !text.starts_with(['/', '@']) {
        return Some(part_read(&text).to_owned());
    }
    let (first, rest) = text.split_once(char::is_whitespace)?;
    let is_question = first.starts_with('@') || typed::asks(first);
    is_question.then(|| part_read(rest.trim_start()).to_owned())
}

/// The clause that a message of the bot shows, by its buttons.
fn shown(message: RawMessage<'_>, me: &Me) -> Option<Shown> {
    let is_own = message.from().is_some_and(|it| it.id == me.user.id);
    is_own.then(|| keyboard::shown(&message.buttons())).flatten()
}

/// The sender; `None` for those whose messages are not read.
fn speaker(message: RawMessage<'_>, me: &Me) -> Option<Speaker> {
    if message.via_bot() == Some(me.user.id) || message.is_automatic_forward() {
        return None;
    }
    let (chat, sender_chat) = (message.chat()?, message.sender_chat());
    match message.from() {
        // The id of a private chat is that of its person.
        None if chat.kind == PlaceKind::Private => {
            Some(Speaker::Person(UserId(u64::try_from(chat.id.0).ok()?), None))
        }
        // Without a sender it is a channel's post or one of an anonymous administrator.
        None => Some(match sender_chat {
            Some(it) if it.id == chat.id && it.kind != PlaceKind::Channel => {
                Speaker::AnonymousAdmin
            }
            Some(_) | None => Speaker::Channel,
        }),
        Some(user) if user.id == ANONYMOUS_ADMIN => {
            let is_group = sender_chat.is_some_and(|it| it.id == chat.id);
            is_group.then_some(Speaker::AnonymousAdmin)
        }
        Some(user) if user.id == CHANNEL => sender_chat.map(|_| Speaker::Channel),
        Some(user) if user.is_bot || user.id == me.user.id => None,
        Some(user) => Some(Speaker::Person(user.id, Some(user.app()))),
    }
}

fn in_private(message: RawMessage<'_>, me: &Me) -> Option<Content> {
    let words = message.words().map(|text| match mention::without(&text, message.entities(), me) {
        Some(it) if !it.text.is_empty() => it.text,
        Some(_) | None => text.into_owned(),
    });
    if let Some(file) = message.file() {
        return Some(Content::File(file, words));
    }
    let Some(text) = words else {
        return message.is_wordless().then_some(Content::NoText);
    };
    Some(typed::command(&text, me, PlaceKind::Private).unwrap_or(Content::Question(text)))
}

fn in_group(message: RawMessage<'_>, me: &Me) -> Option<Content> {
    let text = message.words()?;
    if text.starts_with('/') {
        // In reply to the bot, `/next` is surely for it.
        let place =
            if message.replies_to(me.user.id) { PlaceKind::Private } else { PlaceKind::Group };
        return typed::command(&text, me, place).filter(|it| *it != Content::UnknownCommand);
    }
    let addressed = mention::without(&text, message.entities(), me).map(asked);
    if message.replies_to(me.user.id) {
        return Some(addressed.unwrap_or_else(|| Content::Reply(text.into_owned())));
    }
    addressed.or_else(|| {
        let text = mention::without_opaque(&text, message.entities());
        let found = bracketed(&text, MAX_REFERENCES);
        (!found.is_empty()).then_some(Content::References(found, text))
    })
}

/// A message that names the bot: a question, or among other words perhaps one, `I asked @bot yesterday`.
fn asked(Addressed { text, before }: Addressed) -> Content {
    let folding = Folding::new();
    if is_lead(&before, &folding) || !is_talk(&text, &folding) {
        Content::Question(text)
    } else {
        Content::Reply(text)
    }
}

fn in_channel(message: RawMessage<'_>, me: &Me) -> Option<Content> {
    let text = message.words()?;
    match typed::command(&text, me, PlaceKind::Channel) {
        Some(asked @ Content::Command(Command::Ask, _)) => Some(asked),
        Some(_) => None,
        None => {
            mention::without(&text, message.entities(), me).map(|it| Content::Question(it.text))
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::{
        telegram::updates::{
            request::{Request, RequestKind},
            samples::{self, chat, sticker, with},
        },
        text::Locale,
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
    fn clauses_and_other_names_as_commands() {
        let private = |text: &str| content(json!({"text": text, "chat": chat(11, "private")}));
        assert_snapshot!(private("/3.6"), @r#"Command(Clause, "3.6")"#);
        assert_snapshot!(private("/3_6"), @r#"Command(Clause, "3.6")"#);
        assert_snapshot!(private("/3"), @r#"Command(Clause, "3")"#);
        assert_snapshot!(private("/3.6 in English"), @r#"Command(Clause, "3.6 in English")"#);
        assert_snapshot!(private("/3_6@Stand_bot"), @r#"Command(Clause, "3.6")"#);
        assert_snapshot!(private("/3_6@other_bot"), @r#"Question("/3_6@other_bot")"#);
        assert_snapshot!(private("/3.6x"), @"UnknownCommand");
        assert_snapshot!(private("/0"), @"UnknownCommand");
        assert_snapshot!(private("/search vaccines"), @r#"Command(Ask, "vaccines")"#);
        assert_snapshot!(private("/next"), @r#"Question("next")"#);
        assert_snapshot!(private("/Previous@Stand_bot"), @r#"Question("Previous")"#);
        assert_snapshot!(private("/in_english"), @r#"Question("in english")"#);
        assert_snapshot!(private("/next_generation"), @"UnknownCommand");
        assert_snapshot!(in_group("/next"), @"ignored");
        assert_snapshot!(in_group("/next@stand_bot"), @r#"Question("next")"#);
        assert_snapshot!(private("/LANG en"), @r#"Command(Language, "en")"#);
        assert_snapshot!(in_group("/3_6"), @r#"Command(Clause, "3.6")"#);
        assert_snapshot!(in_group("/3"), @"ignored");
        assert_snapshot!(in_group("/search vaccines"), @"ignored");
        assert_snapshot!(in_group("/search@stand_bot vaccines"), @r#"Command(Ask, "vaccines")"#);
    }

    #[test]
    fn of_a_text_longer_than_people_send_the_beginning_is_kept() {
        let long = "疫苗".repeat(50_000);
        let quoted = json!({"text": long, "position": 0});
        let paragraph = json!({"blocks": [{"type": "paragraph", "text": long}]});
        let replied = samples::message(json!({"text": long}));
        for fields in [json!({"text": long}), json!({"rich_message": paragraph})] {
            let mut fields = with(fields, json!({"chat": chat(11, "private"), "quote": quoted}));
            fields["reply_to_message"] = replied.clone();
            let message = read(fields).unwrap();
            let Content::Question(text) = &message.content else { panic!("{message:?}") };
            let replied_to = message.replied_to.as_deref().unwrap();
            for text in [text, replied_to, message.quote.as_deref().unwrap()] {
                assert!((1000..13_000).contains(&text.len()), "{}", text.len());
            }
        }
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
            assert_eq!(found, "Question(\"😀  疫苗\")", "{offset} {length}");
        }
        assert_snapshot!(mention("I asked @stand_bot yesterday", 8, 10), @r#"Reply("I asked   yesterday")"#);
        assert_snapshot!(mention("cc @ann_lee @stand_bot", 12, 10), @r#"Reply("cc @ann_lee")"#);
        assert_snapshot!(mention("Hi @stand_bot rail links", 3, 10), @r#"Question("Hi   rail links")"#);
        assert_snapshot!(mention("rail links, @stand_bot", 12, 10), @r#"Question("rail links,")"#);
        assert_snapshot!(in_group("请问@stand_bot疫苗有多少"), @r#"Question("请问 疫苗有多少")"#);
        for text in ["a@stand_bot", "https://t.me/@stand_bot", "@stand_bot2", "@@stand_bot"] {
            assert_eq!(in_group(text), "ignored", "{text}");
        }
        let code = json!([{"type": "code", "offset": 4, "length": 10}]);
        assert_eq!(content(json!({"text": "say @stand_bot", "entities": code})), "ignored");
        let to = |id: u64| {
            let replied = json!({"message_id": 3, "date": 1, "chat": chat(-100, "supergroup"), "text": "3.6",
                "from": {"id": id, "is_bot": true, "first_name": "B", "username": "b"}});
            content(json!({"text": "多少？", "reply_to_message": replied}))
        };
        assert_snapshot!(to(666), @r#"Reply("多少？")"#);
        assert_snapshot!(to(667), @"ignored");
        // From another topic, Telegram sends no more of the message than who sent it.
        let elsewhere = |id: u64| {
            let sender = json!({"id": id, "is_bot": true, "first_name": "B", "username": "b"});
            let origin = json!({"type": "user", "date": 1, "sender_user": sender});
            content(
                json!({"text": "多少？", "external_reply": {"origin": origin, "message_id": 3}}),
            )
        };
        assert_snapshot!(elsewhere(666), @r#"Reply("多少？")"#);
        assert_snapshot!(elsewhere(667), @"ignored");
    }

    #[test]
    fn references_in_a_sentence() {
        assert_snapshot!(in_group("as [§3.6] and 【4.10】 say"), @r#"References([3.6, 4.10], "as [§3.6] and 【4.10】 say")"#);
        assert_snapshot!(in_group("[§ 1] [§1] [§2] [§3] [§4]"), @r#"References([1, 2, 3, 4], "[§ 1] [§1] [§2] [§3] [§4]")"#);
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
        let forum = with(chat(-100, "supergroup"), json!({"is_forum": true}));
        let general = json!({"message_thread_id": null, "chat": forum});
        assert_eq!(thread(general), Some(1));
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
        let new = json!({"hologram_of_2031": {"id": "h"}});
        assert_snapshot!(content(new), @"NoText");
        assert_snapshot!(content(json!({"hologram_created": {"id": "h"}})), @"ignored");
        assert_snapshot!(content(json!({"text": 5, "caption": "疫苗"})), @r#"Question("疫苗")"#);
        assert_snapshot!(content(json!({"new_chat_title": "T"})), @"ignored");
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,60}|[/@\\[§\\]【】a-z0-9.\u{202e} \n]{0,40}") {
            _ = in_group(&text);
        }
    }
}
