//! Reads an update as Telegram writes it: the one place from JSON to a [`Request`].
//!
//! An update is read leniently, from the few fields that the bot needs: whatever else is
//! new, missing or of another type changes nothing. teloxide's types, which know the Bot
//! API of their release only, are for what the bot sends; an update that they cannot read
//! is counted by `unread` and read all the same.

use serde_json::Value;
use teloxide::types::{CallbackQueryId, InlineQueryId, Me, UserId};

use super::{
    json::Object,
    kinds::{KINDS, UNKNOWN},
    message::{self, Version, question_of},
    raw::{RawChat, RawMessage, RawUser},
    request::{
        self, AnswerMessage, Membership, MembershipChange, Migration, Origin, Press, PressedAnswer,
        PressedMessage, Request, RequestKind,
    },
};

/// Reads an update from JSON: its kind by its name in the Bot API, or [`UNKNOWN`], and
/// its request, if it is one.
pub(crate) fn parse(update: &str, me: &Me) -> (&'static str, Option<Request>) {
    let Ok(update) = serde_json::from_str::<Value>(update) else {
        return (UNKNOWN, None);
    };
    let found = KINDS.into_iter().find_map(|kind| {
        let body = Object::of(&update)?.object(kind)?;
        Some((kind, body))
    });
    let Some((kind, body)) = found else {
        return (UNKNOWN, None);
    };
    let request = match kind {
        "message" | "channel_post" => said(RawMessage::of(body), Version::New, me),
        "edited_message" | "edited_channel_post" => said(RawMessage::of(body), Version::Edited, me),
        "callback_query" => pressed(body),
        "inline_query" => typed(body),
        "my_chat_member" => changed(body),
        _ => None,
    };
    (kind, request)
}

/// Reads the request of an update, for the fuzz targets.
#[cfg(feature = "fuzzing")]
pub fn parse_update(update: &str, me: &Me) -> Option<Request> {
    parse(update, me).1
}

fn said(message: RawMessage<'_>, version: Version, me: &Me) -> Option<Request> {
    let chat = message.chat()?;
    let kind = match migration(message, chat) {
        Some(migration) => RequestKind::Migration(migration),
        None => RequestKind::Message(message::read(message, version, me)?),
    };
    let origin = Origin {
        chat: Some(chat.id),
        thread: message.topic(),
        user: message.from().map(|it| it.id),
        sender_chat: message.sender_chat().map(|it| it.id),
    };
    Some(Request { origin, kind })
}

/// Reads the service message of a migration. Telegram sends one to the old chat and
/// one to the new; either is enough.
fn migration(message: RawMessage<'_>, here: RawChat<'_>) -> Option<Migration> {
    let to = message.migration("migrate_to_chat_id").map(|to| Migration { from: here.id, to });
    let from = message.migration("migrate_from_chat_id");
    to.or_else(|| from.map(|from| Migration { from, to: here.id }))
}

fn pressed(query: Object<'_>) -> Option<Request> {
    let user = RawUser::of(query.object("from")?)?;
    let message = query.object("message").map(RawMessage::of);
    let in_chat = message.and_then(shown);
    let origin = Origin {
        chat: message.and_then(RawMessage::chat).map(|it| it.id),
        thread: message.and_then(RawMessage::topic),
        user: Some(user.id),
        sender_chat: None,
    };
    let inline = query.text("inline_message_id").map(str::to_owned).map(PressedMessage::Inline);
    let press = Press {
        action: query.text("data").and_then(|it| it.parse().ok()),
        message: inline.or(in_chat.map(PressedMessage::InChat)),
        id: CallbackQueryId(query.text("id")?.to_owned()),
        user: user.id,
        app: Some(user.app()),
    };
    Some(Request { origin, kind: RequestKind::Press(press) })
}

/// The message of the bot that a button belongs to. Telegram repeats very old ones
/// without their content and with the date 0.
fn shown(message: RawMessage<'_>) -> Option<AnswerMessage> {
    let chat = message.chat()?;
    let answer = (message.date() != 0).then(|| PressedAnswer {
        question_id: message.reply_to().and_then(RawMessage::id),
        buttons: message.buttons(),
        question: message.reply_to().and_then(question_of),
        file: message.reply_to().and_then(RawMessage::file),
    });
    Some(AnswerMessage { chat: chat.id, kind: chat.kind, message: message.id()?, answer })
}

fn typed(query: Object<'_>) -> Option<Request> {
    let user = RawUser::of(query.object("from")?)?;
    let text = |name| query.text(name).unwrap_or_default().to_owned();
    Some(Request {
        origin: Origin { user: Some(user.id), ..Origin::default() },
        kind: RequestKind::InlineQuery(request::InlineQuery {
            id: InlineQueryId(query.text("id")?.to_owned()),
            user: user.id,
            app: Some(user.app()),
            text: text("query"),
            offset: text("offset"),
        }),
    })
}

fn changed(update: Object<'_>) -> Option<Request> {
    let chat = RawChat::of(update.object("chat")?)?;
    let user = update.object("from").and_then(RawUser::of);
    let (old, new) = (standing(update, "old_chat_member"), standing(update, "new_chat_member"));
    let is_group = chat.kind == request::PlaceKind::Group;
    let change = match (old?, new?) {
        (Standing::Member | Standing::Admin, Standing::Absent) => MembershipChange::Removed,
        (Standing::Absent, new @ (Standing::Member | Standing::Admin)) if is_group => {
            MembershipChange::Added {
                title: chat.title.to_owned(),
                is_supergroup: chat.is_supergroup,
                is_admin: new == Standing::Admin,
                app: user.map(RawUser::app),
            }
        }
        (Standing::Member | Standing::Admin | Standing::Absent, _) => return None,
    };
    let user: Option<UserId> = user.map(|it| it.id);
    let origin = Origin { chat: Some(chat.id), user, ..Origin::default() };
    Some(Request { origin, kind: RequestKind::Membership(Membership { chat: chat.id, change }) })
}

/// A user's standing in a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Absent,
    Member,
    Admin,
}

/// The standing that one of the two members of a change has; `None` for an unknown one.
fn standing(update: Object<'_>, member: &str) -> Option<Standing> {
    let member = update.object(member)?;
    match member.text("status")? {
        "left" | "kicked" => Some(Standing::Absent),
        "restricted" if member.value("is_member") == Some(&Value::Bool(false)) => {
            Some(Standing::Absent)
        }
        "restricted" | "member" => Some(Standing::Member),
        "administrator" | "creator" => Some(Standing::Admin),
        _ => None,
    }
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
        assert_snapshot!(press(json!({"message": answer})), @r#"callback_query, chat -100 user 11: Some(Language(Some(En))) below Some(InChat(AnswerMessage { chat: ChatId(-100), kind: Group, message: MessageId(5), answer: Some(PressedAnswer { question_id: Some(MessageId(5)), buttons: [[InlineKeyboardButton { text: "1", kind: CallbackData("1:n") }]], question: Some("rail links"), file: None }) }))"#);
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
