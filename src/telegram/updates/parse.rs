//! Reads an update as Telegram writes it: the one place from JSON to a [`Request`].
//!
//! teloxide knows the update kinds of its own release only, and drops the whole text
//! of a message with an entity that is newer. So entities that nothing here needs are
//! removed first.

use serde_json::Value;
use teloxide::types::{
    CallbackQuery, ChatMemberUpdated, InlineQuery, MaybeInaccessibleMessage, Me, Message, Update,
    UpdateKind,
};

use super::{
    message::{self, app_locale, file, place_kind, question_of, topic},
    receive::UNKNOWN,
    request::{
        self, AnswerMessage, Membership, MembershipChange, Migration, Origin, Press, PressedAnswer,
        PressedMessage, Request, RequestKind,
    },
};

/// Types of entity that are read.
const ENTITIES: [&str; 3] = ["bot_command", "mention", "text_mention"];

/// Reads an update from JSON: its kind by its name in the Bot API, or [`UNKNOWN`], and
/// its request, if it is one.
pub(crate) fn parse(update: &str, me: &Me) -> (&'static str, Option<Request>) {
    match decode(update).map(|it| it.kind) {
        Ok(UpdateKind::Message(it)) => ("message", said(&it, me)),
        Ok(UpdateKind::EditedMessage(it)) => ("edited_message", said(&it, me)),
        Ok(UpdateKind::ChannelPost(it)) => ("channel_post", said(&it, me)),
        Ok(UpdateKind::EditedChannelPost(it)) => ("edited_channel_post", said(&it, me)),
        Ok(UpdateKind::CallbackQuery(it)) => ("callback_query", Some(pressed(it))),
        Ok(UpdateKind::InlineQuery(it)) => ("inline_query", Some(typed(it))),
        Ok(UpdateKind::MyChatMember(it)) => ("my_chat_member", changed(&it)),
        Ok(_) | Err(_) => (UNKNOWN, None),
    }
}

/// Reads the request of an update, for the fuzz targets.
#[cfg(feature = "fuzzing")]
pub fn parse_update(update: &str, me: &Me) -> Option<Request> {
    parse(update, me).1
}

fn decode(update: &str) -> Result<Update, serde_json::Error> {
    if !update.contains("entities\"") {
        return serde_json::from_str(update);
    }
    let mut value = serde_json::from_str(update)?;
    keep_known_entities(&mut value);
    // `from_value` cannot read an update.
    serde_json::from_str(&value.to_string())
}

fn keep_known_entities(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                match field {
                    Value::Array(entities) if key == "entities" || key == "caption_entities" => {
                        entities.retain(|it| {
                            it["type"].as_str().is_some_and(|it| ENTITIES.contains(&it))
                        });
                    }
                    _ => keep_known_entities(field),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(keep_known_entities),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn said(message: &Message, me: &Me) -> Option<Request> {
    let kind = match migration(message) {
        Some(migration) => RequestKind::Migration(migration),
        None => RequestKind::Message(message::read(message, me)?),
    };
    let origin = Origin {
        chat: Some(message.chat.id),
        thread: topic(message),
        user: message.from.as_ref().map(|it| it.id),
        sender_chat: message.sender_chat.as_ref().map(|it| it.id),
    };
    Some(Request { origin, kind })
}

/// Reads the service message of a migration. Telegram sends one to the old chat and
/// one to the new; either is enough.
fn migration(message: &Message) -> Option<Migration> {
    let here = message.chat.id;
    let to = message.migrate_to_chat_id().map(|to| Migration { from: here, to: *to });
    to.or_else(|| message.migrate_from_chat_id().map(|from| Migration { from: *from, to: here }))
}

fn pressed(query: CallbackQuery) -> Request {
    let regular = query.message.as_ref().and_then(MaybeInaccessibleMessage::regular_message);
    let origin = Origin {
        chat: query.message.as_ref().map(|it| it.chat().id),
        thread: regular.and_then(topic),
        user: Some(query.from.id),
        sender_chat: None,
    };
    let answer = regular.map(|it| PressedAnswer {
        buttons: it.reply_markup().map(|it| it.inline_keyboard.clone()).unwrap_or_default(),
        question: it.reply_to_message().and_then(question_of).map(str::to_owned),
        file: it.reply_to_message().and_then(file),
    });
    let in_chat = query.message.as_ref().map(|it| AnswerMessage {
        chat: it.chat().id,
        kind: place_kind(it.chat()),
        message: it.id(),
        answer,
    });
    let in_chat = in_chat.map(PressedMessage::InChat);
    let press = Press {
        action: query.data.as_deref().and_then(|it| it.parse().ok()),
        message: query.inline_message_id.map(PressedMessage::Inline).or(in_chat),
        id: query.id,
        user: query.from.id,
        app: app_locale(&query.from),
    };
    Request { origin, kind: RequestKind::Press(press) }
}

fn typed(query: InlineQuery) -> Request {
    let (user, app) = (query.from.id, app_locale(&query.from));
    let InlineQuery { id, query: text, offset, .. } = query;
    Request {
        origin: Origin { user: Some(user), ..Origin::default() },
        kind: RequestKind::InlineQuery(request::InlineQuery { id, user, app, text, offset }),
    }
}

fn changed(update: &ChatMemberUpdated) -> Option<Request> {
    let chat = &update.chat;
    let (old, new) = (&update.old_chat_member, &update.new_chat_member);
    let change = match (old.is_present(), new.is_present()) {
        (true, false) => MembershipChange::Removed,
        (false, true) if chat.is_group() || chat.is_supergroup() => MembershipChange::Added {
            title: chat.title().unwrap_or_default().to_owned(),
            is_supergroup: chat.is_supergroup(),
            is_admin: new.is_administrator(),
            app: app_locale(&update.from),
        },
        (true, true) | (false, false | true) => return None,
    };
    let origin = Origin { chat: Some(chat.id), user: Some(update.from.id), ..Origin::default() };
    Some(Request { origin, kind: RequestKind::Membership(Membership { chat: chat.id, change }) })
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use serde_json::json;

    use super::*;
    use crate::telegram::updates::samples::{chat, message, person, read, with};

    /// Kind of the update, origin and content of its request.
    fn shown(kind: &str, body: &Value) -> String {
        let (kind, request) = read(kind, body);
        let Some(Request { origin: Origin { chat, thread, user, sender_chat }, kind: content }) =
            request
        else {
            return format!("{kind}: no request");
        };
        let content = match content {
            RequestKind::Message(it) => format!("{:?} refers to {:?}", it.content, it.referred()),
            RequestKind::Press(it) => format!("{:?} below {:?}", it.action, it.message),
            RequestKind::InlineQuery(it) => it.text,
            RequestKind::Membership(it) => format!("{:?}", it.change),
            RequestKind::Migration(it) => format!("{} to {}", it.from, it.to),
        };
        let ids = [
            chat.map(|it| format!("chat {it}")),
            thread.map(|it| format!("topic {it}")),
            user.map(|it| format!("user {it}")),
            sender_chat.map(|it| format!("as {it}")),
        ];
        format!("{kind}, {}: {content}", ids.into_iter().flatten().collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn each_kind_of_update_is_read() {
        let said = |fields: Value| shown("message", &message(fields));
        assert_snapshot!(said(json!({"text": "/ask 疫苗"})), @r#"message, chat -100 user 11: Command(Ask, "疫苗") refers to """#);
        assert_snapshot!(said(json!({"text": "hello all"})), @"message: no request");
        assert_snapshot!(said(json!({"text": "/ask 疫苗", "message_thread_id": 7, "is_topic_message": true})), @r#"message, chat -100 topic 7 user 11: Command(Ask, "疫苗") refers to """#);
        assert_snapshot!(said(json!({"text": "/ask 疫苗", "message_thread_id": 7})), @r#"message, chat -100 user 11: Command(Ask, "疫苗") refers to """#);
        let bot = json!({"id": 136_817_688, "is_bot": true, "first_name": "C"});
        assert_snapshot!(said(json!({"text": "/ask 疫苗", "from": bot, "sender_chat": chat(-9, "channel")})), @r#"message, chat -100 user 136817688 as -9: Command(Ask, "疫苗") refers to """#);
        assert_snapshot!(said(json!({"migrate_to_chat_id": -7})), @"message, chat -100 user 11: -100 to -7");
        assert_snapshot!(said(json!({"migrate_from_chat_id": -7})), @"message, chat -100 user 11: -7 to -100");
        let edited = message(json!({"text": "see [§3.6]", "edit_date": 2}));
        assert_snapshot!(shown("edited_message", &edited), @r#"edited_message, chat -100 user 11: References([3.6], "see [§3.6]") refers to """#);
        let post = message(json!({"text": "/ask 疫苗", "from": null, "chat": chat(-9, "channel")}));
        assert_snapshot!(shown("channel_post", &post), @r#"channel_post, chat -9: Command(Ask, "疫苗") refers to """#);
        assert_snapshot!(shown("poll", &json!({"id": "1"})), @"unknown: no request");
        let typed = json!({"id": "i", "from": person(11), "query": "3.6", "offset": ""});
        assert_snapshot!(shown("inline_query", &typed), @"inline_query, user 11: 3.6");
    }

    #[test]
    fn newer_entities_do_not_hide_a_text() {
        let entities = json!([{"type": "glitter", "offset": 0, "length": 1}]);
        let body = message(json!({"text": "/ask 疫苗", "entities": entities}));
        assert_snapshot!(shown("message", &body), @r#"message, chat -100 user 11: Command(Ask, "疫苗") refers to """#);
    }

    #[test]
    fn a_quotation_is_what_an_empty_question_refers_to() {
        let replied = message(json!({"text": "rail links and vaccines"}));
        let ask = message(json!({"text": "/ask", "reply_to_message": replied}));
        assert_snapshot!(shown("message", &ask), @r#"message, chat -100 user 11: Command(Ask, "") refers to "rail links and vaccines""#);
        let quote = json!({"quote": {"text": "vaccines", "position": 15}});
        assert_snapshot!(shown("message", &with(ask, quote)), @r#"message, chat -100 user 11: Command(Ask, "") refers to "vaccines""#);
    }

    #[test]
    fn buttons_with_the_question_above_them() {
        let keyboard = json!([[{"text": "1", "callback_data": "1:n"}]]);
        let answer = message(json!({"text": "…", "reply_markup": {"inline_keyboard": keyboard},
            "reply_to_message": message(json!({"text": "/ask rail links"}))}));
        let press = |fields: Value| {
            let query =
                json!({"id": "q", "from": person(11), "chat_instance": "c", "data": "1:l:e"});
            shown("callback_query", &with(query, fields))
        };
        assert_snapshot!(press(json!({"message": answer})), @r#"callback_query, chat -100 user 11: Some(Language(Some(En))) below Some(InChat(AnswerMessage { chat: ChatId(-100), kind: Group, message: MessageId(5), answer: Some(PressedAnswer { buttons: [[InlineKeyboardButton { text: "1", kind: CallbackData("1:n") }]], question: Some("rail links"), file: None }) }))"#);
        assert_snapshot!(press(json!({"message": message(json!({"date": 0}))})), @"callback_query, chat -100 user 11: Some(Language(Some(En))) below Some(InChat(AnswerMessage { chat: ChatId(-100), kind: Group, message: MessageId(5), answer: None }))");
        assert_snapshot!(press(json!({"inline_message_id": "m", "data": "rubbish"})), @r#"callback_query, user 11: None below Some(Inline("m"))"#);
        assert_snapshot!(press(json!({})), @"callback_query, user 11: Some(Language(Some(En))) below None");
    }

    #[test]
    fn changes_of_membership() {
        let bot = json!({"id": 666, "is_bot": true, "first_name": "B", "username": "b"});
        let change = |kind: &str, old: &str, new: &str| {
            let body = json!({"chat": chat(-5, kind), "from": person(11), "date": 1,
                "old_chat_member": {"status": old, "user": bot},
                "new_chat_member": {"status": new, "user": bot}});
            shown("my_chat_member", &body)
        };
        assert_snapshot!(change("group", "left", "member"), @r#"my_chat_member, chat -5 user 11: Added { title: "G", is_supergroup: false, is_admin: false, app: Some(ZhHant) }"#);
        assert_snapshot!(change("group", "member", "left"), @"my_chat_member, chat -5 user 11: Removed");
        assert_snapshot!(change("private", "left", "member"), @"my_chat_member: no request");
        assert_snapshot!(change("private", "member", "left"), @"my_chat_member, chat -5 user 11: Removed");
        assert_snapshot!(change("group", "member", "member"), @"my_chat_member: no request");
    }
}
