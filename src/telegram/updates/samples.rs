//! Samples for tests: updates as Telegram writes them, and the context of a bot.

use std::sync::{Arc, LazyLock};

use serde_json::{Value, json};
use teloxide::types::Me;

use crate::{
    assistant::Assistant,
    config::{BotToken, Serving, StorePlace},
    store::Store,
    telegram::{api::Api, chat::context::Context, ops::administration::Administration},
};

use super::{limits::Limits, parse::parse, request::Request};

/// The shipped library, indexed once.
static ASSISTANT: LazyLock<Arc<Assistant>> =
    LazyLock::new(|| Arc::new(Assistant::shipped().unwrap()));

/// The bot `@stand_bot`, whose id is 666.
pub(crate) fn me() -> Me {
    let me = r#"{"id":666,"is_bot":true,"first_name":"B","username":"Stand_bot","can_join_groups":true,
        "can_read_all_group_messages":false,"supports_inline_queries":true,"has_main_web_app":false}"#;
    serde_json::from_str(me).unwrap()
}

/// `base` with the fields of `fields`; a field that is `null` is removed.
pub(crate) fn with(mut base: Value, fields: Value) -> Value {
    let (object, Value::Object(fields)) = (base.as_object_mut().unwrap(), fields) else {
        panic!("no fields");
    };
    for (key, value) in fields {
        match value {
            Value::Null => _ = object.remove(&key),
            value => _ = object.insert(key, value),
        }
    }
    base
}

/// The user `id`, whose app is in traditional Chinese.
pub(crate) fn person(id: u64) -> Value {
    json!({"id": id, "is_bot": false, "first_name": "Ann", "language_code": "zh-hant"})
}

/// A private chat, a supergroup or a channel.
pub(crate) fn chat(id: i64, kind: &str) -> Value {
    json!({"id": id, "type": kind, "title": "G", "first_name": "Ann"})
}

/// A message with these fields, by user 11 in the supergroup -100.
pub(crate) fn message(fields: Value) -> Value {
    let from = person(11);
    let base = json!({"message_id": 5, "date": 1, "chat": chat(-100, "supergroup"), "from": from});
    with(base, fields)
}

/// A sticker.
pub(crate) fn sticker() -> Value {
    json!({"file_id": "f", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1,
        "is_animated": false, "is_video": false, "file_size": 1})
}

/// Reads an update of a kind.
pub(crate) fn read(kind: &str, body: &Value) -> (&'static str, Option<Request>) {
    parse(&json!({"update_id": 1, kind: body}).to_string(), &me())
}

/// A bot with an empty store that cannot reach Telegram.
pub(crate) fn context(limits: Limits) -> Arc<Context> {
    let assistant = Arc::clone(&ASSISTANT);
    let serving = Serving::new("http://127.0.0.1:1".parse().unwrap(), StorePlace::Memory);
    let api = Api::new(serving.api_url.clone(), BotToken::new("1:a")).unwrap();
    let store = Arc::new(Store::in_memory().unwrap());
    Context::new(assistant, store, api, me(), &serving, limits, Administration::default())
}
