//! Large updates, as they are stored: with what the bot reads, and no more.
//!
//! ```text
//! {"update_id": 7, "message": {"text": "3.6", "photo": [… 80 KB …], …}}
//!   ─▶ {"clausebot_pruned":true,"update_id":7,"message":{"text":"3.6","photo":true, …}}
//! ```
//!
//! A pruned update reads as the same request. The names of its fields stay: they tell what
//! a message without a text is. Its first field marks it: a mark further on may be a text that
//! somebody wrote.

use serde_json::{Map, Value};

use crate::store::MAX_BODY;

use super::{json::Object, kinds::KINDS, raw::RawMessage};

/// Bytes of an update above which it is pruned.
pub(crate) const LARGE: usize = 16 << 10;

/// The beginning of a pruned update.
const MARK: &str = r#"{"clausebot_pruned":true,"#;

/// Most entities of a text, buttons of a row, and rows: Telegram has a hundred.
const MAX_ITEMS: usize = 100;

/// Messages in each other that are read: one, and what it replies to.
const MAX_DEPTH: usize = 2;

/// An update without what the bot does not read.
pub(crate) fn pruned(update: &str, update_id: i64) -> String {
    let content = serde_json::from_str::<Value>(update).ok().and_then(|mut it| {
        let kind = KINDS.into_iter().find(|kind| it.get(kind).is_some_and(Value::is_object))?;
        Some(format!(r#","{kind}":{}"#, content(kind, it.get_mut(kind)?.take())))
    });
    let with = |content: &str| format!(r#"{MARK}"update_id":{update_id}{content}}}"#);
    let pruned = with(&content.unwrap_or_default());
    // A keyboard of a hundred rows of a hundred long buttons, which no bot can send.
    if pruned.len() > MAX_BODY { with("") } else { pruned }
}

/// Whether an update was pruned.
pub(crate) fn is_pruned(update: &str) -> bool {
    update.starts_with(MARK)
}

fn content(kind: &str, content: Value) -> Value {
    match kind {
        "callback_query" => fields(content, |name, value| match name {
            "from" => some(value, WHO),
            "message" => message(value, MAX_DEPTH),
            "id" | "data" | "inline_message_id" => text(value),
            _ => none(&value),
        }),
        "inline_query" => fields(content, |name, value| match name {
            "from" => some(value, WHO),
            "id" | "query" | "offset" => text(value),
            _ => none(&value),
        }),
        "my_chat_member" => fields(content, |name, value| match name {
            "chat" | "from" => some(value, WHO),
            "old_chat_member" | "new_chat_member" => some(value, &["status", "is_member"]),
            _ => none(&value),
        }),
        _ => message(content, MAX_DEPTH),
    }
}

/// What is read of a user or a chat.
const WHO: &[&str] = &[
    "id",
    "is_bot",
    "language_code",
    "username",
    "type",
    "title",
    "is_forum",
    "is_direct_messages",
];

fn message(mut message: Value, depth: usize) -> Value {
    if depth == 0 {
        return Value::Null;
    }
    flatten(&mut message);
    fields(message, |name, value| match name {
        "from" | "sender_chat" | "chat" | "via_bot" => some(value, WHO),
        "text" | "caption" => text(value),
        "entities" | "caption_entities" => entities(value),
        "direct_messages_topic" => some(value, &["topic_id"]),
        "external_reply" => fields(value, |name, value| match name {
            "origin" => fields(value, |name, value| match name {
                "sender_user" => some(value, WHO),
                _ => none(&value),
            }),
            _ => none(&value),
        }),
        "quote" => some(value, &["text"]),
        "reply_to_message" => self::message(value, depth - 1),
        "document" => some(value, &["file_id", "file_name", "file_size"]),
        "reply_markup" => fields(value, |name, value| match name {
            "inline_keyboard" => items(value, |row| items(row, |it| fields(it, |_, it| text(it)))),
            _ => none(&value),
        }),
        _ => none(&value),
    })
}

/// Puts the text of a rich message into the message itself, as it is read.
fn flatten(message: &mut Value) {
    let Some(object) = Object::of(message) else { return };
    let has_text =
        ["text", "caption"].iter().any(|it| object.text(it).is_some_and(|it| !it.is_empty()));
    if has_text || object.object("rich_message").is_none() {
        return;
    }
    let words = RawMessage::of(object).words().map(std::borrow::Cow::into_owned);
    if let (Some(words), Some(message)) = (words, message.as_object_mut()) {
        message.insert("text".to_owned(), Value::String(words));
    }
}

fn entities(entities: Value) -> Value {
    items(entities, |it| {
        fields(it, |name, value| match name {
            "user" => some(value, WHO),
            "type" | "offset" | "length" => text(value),
            _ => none(&value),
        })
    })
}

/// Some fields of an object.
fn some(object: Value, names: &[&str]) -> Value {
    fields(object, |name, value| if names.contains(&name) { text(value) } else { none(&value) })
}

/// An object with its fields changed; those that become `null` are left out.
fn fields(object: Value, change: impl Fn(&str, Value) -> Value) -> Value {
    let Value::Object(object) = object else { return none(&object) };
    let changed = object.into_iter().filter_map(|(name, value)| {
        let value = change(&name, value);
        (!value.is_null()).then_some((name, value))
    });
    Value::Object(changed.collect::<Map<_, _>>())
}

fn items(array: Value, change: impl Fn(Value) -> Value) -> Value {
    let Value::Array(array) = array else { return none(&array) };
    array.into_iter().take(MAX_ITEMS).map(change).collect()
}

/// The beginning of a text; another simple value as it is.
fn text(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(super::raw::beginning(&text).to_owned()),
        Value::Array(_) | Value::Object(_) => none(&value),
        Value::Null | Value::Bool(_) | Value::Number(_) => value,
    }
}

/// What stands for a value that is not read: a number or `true` as they are.
fn none(value: &Value) -> Value {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
        Value::String(_) | Value::Array(_) | Value::Object(_) => Value::Bool(true),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::telegram::updates::{parse::parse, samples::me};

    /// Every shape of update that is known, with every field that is not read made large.
    #[test]
    fn a_pruned_update_is_the_same_request() {
        let lines = include_str!("../../../tests/updates.jsonl").lines();
        for line in lines.filter(|it| it.starts_with('{')) {
            let id =
                serde_json::from_str::<Value>(line).unwrap()["update_id"].as_i64().unwrap_or(1);
            let pruned = pruned(line, id);
            assert_eq!(parse(&pruned, &me()), parse(line, &me()), "{line}\n{pruned}");
        }
    }

    #[test]
    fn what_is_not_read_takes_no_room() {
        let junk = "x".repeat(100_000);
        let update = json!({"update_id": 7, "message": {
            "message_id": 5, "date": 1, "text": "3.6", "photo": [{"file_id": junk}], "more": junk,
            "chat": {"id": 11, "type": "private", "bio": junk},
            "from": {"id": 11, "first_name": junk},
            "entities": vec![json!({"type": "url", "offset": 1, "length": 2, "url": junk}); 300],
            "reply_to_message": {"message_id": 4, "text": junk, "chat": {"id": 11},
                "reply_to_message": {"text": junk}},
        }});
        let update = update.to_string();
        let pruned = pruned(&update, 7);
        assert!(is_pruned(&pruned) && pruned.len() < 30_000, "{}", pruned.len());
        assert_eq!(parse(&pruned, &me()), parse(&update, &me()));
    }

    #[test]
    fn what_is_stored_is_bounded() {
        let keyboard = |n: usize| {
            let row = vec![json!({"text": "x", "callback_data": "y".repeat(64)}); n];
            json!({"reply_markup": {"inline_keyboard": vec![row; n], "junk": "x".repeat(LARGE)}})
        };
        for (n, fits) in [(8, true), (99, false)] {
            let pruned = pruned(&json!({"update_id": 7, "message": keyboard(n)}).to_string(), 7);
            assert!(pruned.len() <= MAX_BODY && is_pruned(&pruned));
            assert_eq!(pruned.contains("callback_data"), fits, "{n}");
        }
    }

    #[test]
    fn what_cannot_be_read_keeps_its_number() {
        let deep =
            format!(r#"{{"update_id":7,"message":{}1{}}}"#, "[".repeat(10_000), "]".repeat(10_000));
        assert_eq!(pruned(&deep, 7), r#"{"clausebot_pruned":true,"update_id":7}"#);
        assert_eq!(pruned("{}", 8), r#"{"clausebot_pruned":true,"update_id":8}"#);
    }

    #[test]
    fn an_update_is_marked_by_its_beginning() {
        let said = r#"{"update_id":7,"message":{"text":"{\"clausebot_pruned\":true,"}}"#;
        for update in [said, r#"{"update_id":7,"message":{"text":"clausebot_pruned"}}"#, "{}", ""] {
            assert!(!is_pruned(update), "{update}");
        }
        for update in [said, r#"{"update_id":7,"callback_query":{"id":"1","data":"x"}}"#] {
            let pruned = pruned(update, 7);
            assert!(is_pruned(&pruned) && pruned.parse::<Value>().is_ok(), "{pruned}");
        }
    }
}
