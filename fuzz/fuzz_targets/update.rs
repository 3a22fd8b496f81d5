//! Any update is read or ignored, and a request stays within its limits.
//!
//! An input that begins with `{` is an update. Of any other the first byte chooses a
//! kind of update and the rest is the text in it: a mutation of JSON is seldom JSON.
#![no_main]

use std::sync::LazyLock;

use clausebot::{
    answer::MAX_QUESTION_CHARS,
    telegram::{Action, Content, Request, RequestKind, parse_update},
};
use clausebot_fuzz::MAX_DATA;
use libfuzzer_sys::{Corpus, fuzz_target};
use serde_json::{Value, json};

/// References of one message that are answered.
const MAX_NAMED: usize = 10;

/// The bot, as `getMe` tells it.
const ME: &str = r#"{"id":666,"is_bot":true,"first_name":"Stand","username":"stand_bot",
    "can_join_groups":true,"can_read_all_group_messages":false,"supports_inline_queries":true,
    "has_main_web_app":false}"#;

/// Updates without text.
static KINDS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let ann = json!({"id": 11, "is_bot": false, "first_name": "Ann", "language_code": "zh-hant"});
    let chat = |kind: &str| json!({"id": -100, "type": kind, "title": "G", "first_name": "Ann"});
    let message = |kind: &str| json!({"message_id": 5, "date": 1, "chat": chat(kind), "from": ann});
    let with = |mut it: Value, extra: Value| {
        for (key, value) in extra.as_object().into_iter().flatten() {
            it[key] = value.clone();
        }
        it
    };
    let photo = json!([{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]);
    let answer = with(
        message("supergroup"),
        json!({"from": {"id": 666, "is_bot": true, "first_name": "Stand"}, "text": "a"}),
    );
    let mention = |offset: usize| json!([{"type": "mention", "offset": offset, "length": 10}]);
    let named = json!([{"type": "text_mention", "offset": 2, "length": 3, "user": {
        "id": 666, "is_bot": true, "first_name": "Stand"}}]);
    let query = json!({"id": "1", "from": ann, "chat_instance": "c"});
    vec![
        json!({"message": message("private")}),
        json!({"message": message("supergroup")}),
        json!({"message": with(message("group"), json!({"entities": mention(0)}))}),
        json!({"message": with(message("supergroup"), json!({"entities": mention(3)}))}),
        json!({"message": with(message("supergroup"), json!({"entities": named}))}),
        json!({"message": with(message("supergroup"), json!({"reply_to_message": answer}))}),
        json!({"edited_message": with(message("private"), json!({"edit_date": 2}))}),
        json!({"message": with(message("private"), json!({"photo": photo}))}),
        json!({"channel_post": {"message_id": 5, "date": 1, "chat": chat("channel")}}),
        json!({"callback_query": query}),
        json!({"callback_query": with(query.clone(), json!({"message": with(answer, json!({
            "reply_to_message": message("supergroup")}))}))}),
        json!({"inline_query": {"id": "1", "from": ann, "offset": ""}}),
    ]
});

/// An update of a kind with a text.
fn update(kind: u8, text: &str) -> String {
    let mut update = KINDS[usize::from(kind) % KINDS.len()].clone();
    update["update_id"] = json!(1);
    let said = json!(text);
    if let Some(post) = update.get_mut("channel_post") {
        post["text"] = said;
    } else if let Some(query) = update.get_mut("inline_query") {
        query["query"] = said;
    } else if let Some(query) = update.get_mut("callback_query") {
        if let Some(message) = query.get_mut("message") {
            message["reply_to_message"]["text"] = said.clone();
            message["reply_markup"] =
                json!({"inline_keyboard": [[{"text": "b", "callback_data": said}]]});
        }
        query["data"] = said;
    } else {
        for kind in ["message", "edited_message"] {
            if let Some(message) = update.get_mut(kind) {
                let key = if message.get("photo").is_some() { "caption" } else { "text" };
                message[key] = said.clone();
            }
        }
    }
    update.to_string()
}

fuzz_target!(|data: &[u8]| -> Corpus {
    let Some((kind, text)) = data.split_first() else { return Corpus::Reject };
    let (Ok(whole), Ok(text)) = (str::from_utf8(data), str::from_utf8(text)) else {
        return Corpus::Reject;
    };
    let update = if *kind == b'{' { whole.to_owned() } else { update(*kind, text) };
    let me = serde_json::from_str(ME).expect("a bot");
    if let Some(Request { kind, .. }) = parse_update(&update, &me) {
        check(&kind, &update);
    }
    Corpus::Keep
});

fn check(kind: &RequestKind, update: &str) {
    match kind {
        RequestKind::Message(message) => {
            // No text is made up.
            assert!(message.content.text().len() <= update.len());
            if let Content::References(numbers, _) = &message.content {
                assert!((1..=MAX_NAMED).contains(&numbers.len()), "{numbers:?}");
                for (i, number) in numbers.iter().enumerate() {
                    assert!(!numbers[..i].contains(number), "{number} twice");
                }
            }
        }
        RequestKind::Press(press) => {
            press.action.iter().for_each(check_action);
            let Some(answer) = press.in_chat().and_then(|it| it.answer.as_ref()) else { return };
            let n_chars = answer.question.as_deref().map_or(0, |it| it.chars().count());
            assert!(n_chars <= MAX_QUESTION_CHARS, "{n_chars} characters");
            for button in answer.buttons.iter().flatten() {
                let button = serde_json::to_value(button).expect("a button is JSON");
                let action = button["callback_data"].as_str().and_then(|it| it.parse().ok());
                action.iter().for_each(check_action);
            }
        }
        RequestKind::InlineQuery(query) => assert!(query.text.len() <= update.len()),
        RequestKind::Membership(_) | RequestKind::Migration(_) => {}
    }
}

fn check_action(action: &Action) {
    let written = action.to_string();
    assert!((1..=MAX_DATA).contains(&written.len()), "{written}");
    assert_eq!(written.parse(), Ok(*action));
}
