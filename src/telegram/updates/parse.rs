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
    message::{self, app_locale, place_kind, question_of, topic},
    receive::UNKNOWN,
    request::{
        self, Membership, MembershipChange, Migration, Origin, Press, PressedAnswer,
        PressedMessage, Request, RequestKind,
    },
};

/// Types of entity that are read.
const ENTITIES: [&str; 3] = ["bot_command", "mention", "text_mention"];

/// An update that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parsed {
    /// Its kind, by its name in the Bot API, or [`UNKNOWN`].
    pub(crate) kind: &'static str,
    /// Its request, if it is one.
    pub(crate) request: Option<Request>,
}

/// Reads an update from JSON.
pub(crate) fn parse(update: &str, me: &Me) -> Parsed {
    let (kind, request) = match decode(update).map(|it| it.kind) {
        Ok(UpdateKind::Message(it)) => ("message", said(&it, me)),
        Ok(UpdateKind::EditedMessage(it)) => ("edited_message", said(&it, me)),
        Ok(UpdateKind::ChannelPost(it)) => ("channel_post", said(&it, me)),
        Ok(UpdateKind::EditedChannelPost(it)) => ("edited_channel_post", said(&it, me)),
        Ok(UpdateKind::CallbackQuery(it)) => ("callback_query", Some(pressed(it))),
        Ok(UpdateKind::InlineQuery(it)) => ("inline_query", Some(typed(it))),
        Ok(UpdateKind::MyChatMember(it)) => ("my_chat_member", changed(&it)),
        Ok(_) | Err(_) => (UNKNOWN, None),
    };
    Parsed { kind, request }
}

/// Reads the request of an update, for the fuzz targets.
#[cfg(feature = "fuzzing")]
pub fn parse_update(update: &str, me: &Me) -> Option<Request> {
    parse(update, me).request
}

pub(crate) fn decode(update: &str) -> Result<Update, serde_json::Error> {
    if !update.contains("entities\"") {
        return serde_json::from_str(update);
    }
    let mut value = serde_json::from_str(update)?;
    keep_known_entities(&mut value);
    // `from_value` cannot read an update.
    serde_json::from_str(&value.to_string())
}

/// Name of an update's kind in the Bot API.
pub(crate) fn name(kind: &UpdateKind) -> &'static str {
    match kind {
        UpdateKind::Message(_) => "message",
        UpdateKind::EditedMessage(_) => "edited_message",
        UpdateKind::ChannelPost(_) => "channel_post",
        UpdateKind::EditedChannelPost(_) => "edited_channel_post",
        UpdateKind::CallbackQuery(_) => "callback_query",
        UpdateKind::InlineQuery(_) => "inline_query",
        UpdateKind::MyChatMember(_) => "my_chat_member",
        _ => UNKNOWN,
    }
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
    });
    let in_chat = query.message.as_ref().map(|it| PressedMessage::InChat {
        chat: it.chat().id,
        kind: place_kind(it.chat()),
        message: it.id(),
        answer,
    });
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
    use serde_json::{Value, json};

    use super::*;

    fn read(kind: &str, body: &Value) -> Parsed {
        let me = r#"{"id":666,"is_bot":true,"first_name":"B","username":"b","can_join_groups":true,
            "can_read_all_group_messages":false,"supports_inline_queries":true,"has_main_web_app":false}"#;
        let update = json!({"update_id": 1, kind: body}).to_string();
        parse(&update, &serde_json::from_str(me).unwrap())
    }

    /// Kind of the update, chat and content of its request.
    fn shown(kind: &str, body: &Value) -> String {
        let Parsed { kind, request } = read(kind, body);
        let Some(Request { origin, kind: content }) = request else {
            return format!("{kind}: no request");
        };
        let content = match content {
            RequestKind::Message(it) => format!("{:?} refers to {:?}", it.content, it.referred()),
            RequestKind::Press(it) => format!("{:?} below {:?}", it.action, it.message),
            RequestKind::InlineQuery(it) => it.text,
            RequestKind::Membership(it) => format!("{:?}", it.change),
            RequestKind::Migration(it) => format!("{} to {}", it.from, it.to),
        };
        format!("{kind} in {:?}: {content}", origin.chat.map(|it| it.0))
    }

    fn person() -> Value {
        json!({"id": 11, "is_bot": false, "first_name": "Ann"})
    }

    fn said(body: Value) -> Value {
        let group = json!({"id": -100, "type": "supergroup", "title": "G"});
        let mut message = json!({"message_id": 5, "date": 1, "chat": group, "from": person()});
        let Value::Object(body) = body else { panic!("no object") };
        message.as_object_mut().unwrap().extend(body);
        message
    }

    #[test]
    fn each_kind_of_update_is_read() {
        let message = |body: Value| shown("message", &said(body));
        assert_snapshot!(message(json!({"text": "/ask 疫苗"})), @r#"message in Some(-100): Command(Ask, "疫苗") refers to """#);
        assert_snapshot!(message(json!({"text": "hello all"})), @"message: no request");
        assert_snapshot!(message(json!({"migrate_to_chat_id": -7})), @"message in Some(-100): -100 to -7");
        assert_snapshot!(message(json!({"migrate_from_chat_id": -7})), @"message in Some(-100): -7 to -100");
        let edited = said(json!({"text": "see [§3.6]", "edit_date": 2}));
        assert_snapshot!(shown("edited_message", &edited), @r#"edited_message in Some(-100): References([3.6], "see [§3.6]") refers to """#);
        assert_snapshot!(shown("poll", &json!({"id": "1"})), @"unknown: no request");
        let typed = json!({"id": "i", "from": person(), "query": "3.6", "offset": ""});
        assert_snapshot!(shown("inline_query", &typed), @"inline_query in None: 3.6");
    }

    #[test]
    fn a_quotation_is_what_an_empty_question_refers_to() {
        let replied = said(json!({"text": "rail links and vaccines"}));
        let ask = |body: Value| {
            let mut ask = said(json!({"text": "/ask", "reply_to_message": replied}));
            ask.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
            shown("message", &ask)
        };
        assert_snapshot!(ask(json!({})), @r#"message in Some(-100): Command(Ask, "") refers to "rail links and vaccines""#);
        assert_snapshot!(ask(json!({"quote": {"text": "vaccines", "position": 15}})), @r#"message in Some(-100): Command(Ask, "") refers to "vaccines""#);
    }

    #[test]
    fn buttons_with_the_question_above_them() {
        let keyboard = json!([[{"text": "1", "callback_data": "1:n"}]]);
        let answer =
            said(json!({"text": "…", "reply_to_message": said(json!({"text": "/ask rail links"})),
            "reply_markup": {"inline_keyboard": keyboard}}));
        let press = |body: Value| {
            let mut query =
                json!({"id": "q", "from": person(), "chat_instance": "c", "data": "1:l:e"});
            query.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
            shown("callback_query", &query)
        };
        assert_snapshot!(press(json!({"message": answer})), @r#"callback_query in Some(-100): Some(Language(Some(En))) below Some(InChat { chat: ChatId(-100), kind: Group, message: MessageId(5), answer: Some(PressedAnswer { buttons: [[InlineKeyboardButton { text: "1", kind: CallbackData("1:n") }]], question: Some("rail links") }) })"#);
        assert_snapshot!(press(json!({"message": said(json!({"date": 0}))})), @"callback_query in Some(-100): Some(Language(Some(En))) below Some(InChat { chat: ChatId(-100), kind: Group, message: MessageId(5), answer: None })");
        assert_snapshot!(press(json!({"inline_message_id": "m", "data": "rubbish"})), @r#"callback_query in None: None below Some(Inline("m"))"#);
        assert_snapshot!(press(json!({})), @"callback_query in None: Some(Language(Some(En))) below None");
    }

    #[test]
    fn changes_of_membership() {
        let bot = json!({"id": 666, "is_bot": true, "first_name": "B", "username": "b"});
        let change = |kind: &str, old: &str, new: &str| {
            let chat = json!({"id": -5, "type": kind, "title": "G", "first_name": "A"});
            shown(
                "my_chat_member",
                &json!({"chat": chat, "from": person(), "date": 1,
                "old_chat_member": {"status": old, "user": bot},
                "new_chat_member": {"status": new, "user": bot}}),
            )
        };
        assert_snapshot!(change("group", "left", "member"), @r#"my_chat_member in Some(-5): Added { title: "G", is_supergroup: false, is_admin: false, app: None }"#);
        assert_snapshot!(change("group", "member", "left"), @"my_chat_member in Some(-5): Removed");
        assert_snapshot!(change("private", "left", "member"), @"my_chat_member: no request");
        assert_snapshot!(change("private", "member", "left"), @"my_chat_member in Some(-5): Removed");
        assert_snapshot!(change("group", "member", "member"), @"my_chat_member: no request");
    }
}
