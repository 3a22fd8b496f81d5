//! `tests/updates.jsonl`: updates in the shapes of the Bot API 10.3, each read with any
//! field removed, added or of another type.

use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};

use super::{
    parse::parse,
    request::{Request, RequestKind},
    samples::me,
};

/// The shapes, each with its name.
fn shapes() -> Vec<(String, Value)> {
    include_str!("../../../tests/updates.jsonl")
        .lines()
        .map(|line| {
            let mut line: Value = serde_json::from_str(line).unwrap();
            (line["name"].as_str().unwrap().to_owned(), line["update"].take())
        })
        .collect()
}

fn read(update: &Value) -> Option<Request> {
    parse(&update.to_string(), &me()).1
}

/// The JSON pointers of all objects, or of all fields and items.
fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                all.push(format!("{at}/{name}"));
                pointers(field, &format!("{at}/{name}"), all);
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                all.push(format!("{at}/{i}"));
                pointers(item, &format!("{at}/{i}"), all);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn fields(update: &Value) -> Vec<String> {
    let mut all = Vec::new();
    pointers(update, "", &mut all);
    all
}

/// The update without a field, or with another value in its place.
fn changed(update: &Value, pointer: &str, value: Option<&Value>) -> Value {
    let mut update = update.clone();
    if let Some(value) = value {
        if let Some(place) = update.pointer_mut(pointer) {
            *place = value.clone();
        }
        return update;
    }
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match update.pointer_mut(parent) {
        Some(Value::Object(fields)) => _ = fields.remove(name),
        Some(Value::Array(items)) if name.parse::<usize>().unwrap() < items.len() => {
            items.remove(name.parse().unwrap());
        }
        _ => {}
    }
    update
}

/// Values of other types, and none.
fn others() -> Vec<Option<Value>> {
    let values =
        [json!(null), json!(7), json!(-1.5), json!(true), json!({}), json!([]), json!([{}])];
    [None].into_iter().chain(values.map(Some)).collect()
}

/// Fields of a message that say what it asks, whom and where; a change of them may change
/// the request. A name alone stands for all that is inside.
const READ: [&str; 36] = [
    "message_id",
    "chat/is_forum",
    "direct_messages_topic/topic_id",
    "sender_user/id",
    "message_thread_id",
    "is_topic_message",
    "from/id",
    "from/is_bot",
    "from/language_code",
    "sender_chat/id",
    "sender_chat/type",
    "via_bot/id",
    "chat/id",
    "chat/type",
    "chat/title",
    "date",
    "edit_date",
    "text",
    "entities",
    "caption",
    "rich_message",
    "quote/text",
    "document/file_id",
    "document/file_name",
    "document/file_size",
    "animation",
    "reply_markup/inline_keyboard",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "data",
    "id",
    "inline_message_id",
    "query",
    "offset",
    "old_chat_member/status",
    "new_chat_member/status",
];

/// Objects in which the fields of [`READ`] stand: a change of such an object is one of
/// the fields.
const HOLDERS: [&str; 16] = [
    "from",
    "direct_messages_topic",
    "external_reply",
    "origin",
    "sender_user",
    "sender_chat",
    "via_bot",
    "chat",
    "quote",
    "document",
    "reply_to_message",
    "reply_markup",
    "message",
    "old_chat_member",
    "new_chat_member",
    "is_automatic_forward",
];

/// Whether a field may change the request of an update.
fn is_read(pointer: &str) -> bool {
    // `/message/reply_to_message/from/id`: the kind of the update stands first.
    let Some((_, path)) = pointer.trim_start_matches('/').split_once('/') else {
        return true;
    };
    let path = path.strip_prefix("message/").unwrap_or(path);
    let path = path.strip_prefix("reply_to_message/").unwrap_or(path);
    let is_inside =
        |it: &&str| path == *it || path.strip_prefix(*it).is_some_and(|it| it.starts_with('/'));
    HOLDERS.contains(&path)
        || READ.iter().any(is_inside)
        || path.starts_with("new_chat_member/is_member")
        || path.starts_with("old_chat_member/is_member")
}

/// Whether the content of a message without a text is changed, which then has none.
fn is_content(shape: &Value, pointer: &str) -> bool {
    let is_wordless = |it: &str| {
        let has = |name: &str| shape.pointer(&format!("/{it}/{name}")).is_some();
        has("message_id") && !["text", "caption", "rich_message"].into_iter().any(has)
    };
    pointer.matches('/').count() <= 2 && ["message", "edited_message"].into_iter().any(is_wordless)
}

#[test]
fn there_are_shapes_of_each_kind() {
    let shapes = shapes();
    assert!(shapes.len() >= 60, "{}", shapes.len());
    for kind in super::kinds::KINDS {
        assert!(shapes.iter().any(|(_, it)| it.get(kind).is_some()), "{kind}");
    }
    let silent: Vec<_> =
        shapes.iter().filter(|(_, it)| read(it).is_none()).map(|it| it.0.as_str()).collect();
    let expected = [
        "a pin",
        "a new background",
        "a gift",
        "chatter",
        "a forwarded post of the linked channel",
        "new members",
    ];
    assert_eq!(silent, expected);
}

#[test]
fn a_field_that_nobody_reads_changes_nothing() {
    for (name, shape) in shapes() {
        let wanted = read(&shape);
        for pointer in fields(&shape).iter().filter(|it| !is_read(it)) {
            for other in others() {
                let update = changed(&shape, pointer, other.as_ref());
                let found = read(&update);
                let is_same = found == wanted || is_content(&shape, pointer);
                assert!(is_same, "{name}: {pointer} as {other:?} gives {found:?}");
            }
        }
    }
}

#[test]
fn a_new_field_changes_nothing() {
    for (name, shape) in shapes() {
        let wanted = read(&shape);
        for pointer in fields(&shape) {
            for value in [json!(7), json!("x"), json!({"type": "new"}), json!([[{"id": 1}]])] {
                let mut update = shape.clone();
                let Some(Value::Object(fields)) = update.pointer_mut(&pointer) else { break };
                fields.insert("glitter_of_2031".to_owned(), value);
                assert_eq!(read(&update), wanted, "{name}: {pointer}");
            }
        }
    }
}

#[test]
fn a_text_is_heard_whatever_else_is_missing() {
    let essential = |pointer: &str| {
        let path = pointer.trim_start_matches('/').split_once('/').map_or("", |it| it.1);
        ["", "chat", "chat/id", "message_id", "text", "caption"].contains(&path)
            || path.starts_with("rich_message")
    };
    for (name, shape) in shapes() {
        let is_private = shape.pointer("/message/chat/type") == Some(&json!("private"));
        let is_heard = matches!(read(&shape), Some(Request { kind: RequestKind::Message(_), .. }));
        let has_words = ["text", "caption", "rich_message"]
            .iter()
            .any(|it| shape.pointer(&format!("/message/{it}")).is_some());
        if !(is_private && is_heard && has_words) {
            continue;
        }
        for pointer in fields(&shape).iter().filter(|it| !essential(it)) {
            for other in others() {
                // To be a bot, or to be forwarded by Telegram, is a reason for silence.
                if other == Some(json!(true)) && pointer.ends_with("is_bot") {
                    continue;
                }
                let update = changed(&shape, pointer, other.as_ref());
                assert!(read(&update).is_some(), "{name}: {pointer} as {other:?}");
            }
        }
    }
}

proptest! {
    #[test]
    fn no_update_panics(shape in any::<Index>(), places in prop::collection::vec((any::<Index>(), 0..8_usize), 1..5)) {
        let shapes = shapes();
        let mut update = shape.get(shapes.as_slice()).1.clone();
        for (place, other) in places {
            let fields = fields(&update);
            if fields.is_empty() { break }
            let place: &String = place.get(&fields);
            update = changed(&update, place, others()[other].as_ref());
        }
        _ = read(&update);
    }
}
