//! Control of the Bot API over HTTP, for tests in other processes.
//!
//! | request | does |
//! |---|---|
//! | `POST /sim/message {text, chat?, from?, thread?, reply_to?, entities?, edit?, extra?}` | a user says something |
//! | `POST /sim/file {name, content}` | a file that a message may have: its `document` |
//! | `POST /sim/tap {chat_id, message_id, data or text, from?}` | a user presses a button |
//! | `POST /sim/inline {query, offset?, from?, chat_type?}` | a user types after the bot's name |
//! | `POST /sim/update {kind: body}` | any update |
//! | `POST /sim/member {chat_id, user_id, status}` | a user's standing in a chat |
//! | `POST /sim/fault {method, chat_id?, times?, code?, description?, retry_after?, migrate_to?, delay?}` | calls that fail |
//! | `GET /sim/calls?method=&since=` | calls of the bot: `t`, `method`, `body`, `ok`, `answer` |
//! | `GET /sim/wait?method=&n=&since=&timeout=` | the calls that have ended, once there are `n` |
//! | `GET /sim/chat/ID`, `/sim/pending`, `/sim/problems` | messages, updates that are not confirmed, faults |
//! | `POST /sim/reset` | forgets everything |

use std::{collections::HashMap, time::Duration};

use axum::{
    Json,
    body::Bytes,
    extract::{Path, RawQuery, State},
    http::StatusCode,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    bot_api::{BotApi, Call, Fault, Telegram},
    methods::seconds,
};

type Answer = Result<Json<Value>, StatusCode>;
type Parameters = HashMap<String, String>;

pub(super) async fn chat(State(api): State<BotApi>, Path(id): Path<i64>) -> Json<Value> {
    let telegram = api.telegram();
    let mut found: Vec<(i64, Value)> = telegram
        .messages
        .iter()
        .filter(|((chat, _), _)| *chat == id)
        .map(|((_, message), it)| (*message, it.clone()))
        .collect();
    found.sort_by_key(|(message, _)| *message);
    Json(found.into_iter().map(|(_, it)| it).collect())
}

pub(super) async fn control(
    State(api): State<BotApi>,
    Path(what): Path<String>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Answer {
    let query = format!("http://localhost/?{}", query.unwrap_or_default());
    let query = reqwest::Url::parse(&query).map_err(|_| StatusCode::BAD_REQUEST)?;
    let parameters: Parameters = query.query_pairs().into_owned().collect();
    let body: Value = serde_json::from_slice(&body).unwrap_or_else(|_| json!({}));
    let answer = match what.as_str() {
        "message" => said(&api, &body),
        "file" => filed(&api, &body),
        "tap" => tapped(&api, &body).ok_or(StatusCode::NOT_FOUND)?,
        "inline" => typed(&api, &body),
        "update" => {
            let (kind, update) =
                body.as_object().and_then(|it| it.iter().next()).ok_or(StatusCode::BAD_REQUEST)?;
            json!({"update_id": api.update(kind, update.clone())})
        }
        "member" => {
            let key = (
                body["chat_id"].as_i64().unwrap_or_default(),
                body["user_id"].as_i64().unwrap_or_default(),
            );
            api.telegram()
                .members
                .insert(key, body["status"].as_str().unwrap_or_default().to_owned());
            json!(true)
        }
        "fault" => {
            api.fault(Fault::deserialize(body).map_err(|_| StatusCode::BAD_REQUEST)?);
            json!(true)
        }
        "calls" => calls(&api.telegram(), &parameters, |_| true),
        "wait" => waited(&api, &parameters).await,
        "pending" => json!(api.telegram().updates),
        "problems" => json!(api.problems()),
        "reset" => {
            api.telegram().reset();
            json!(true)
        }
        _ => return Err(StatusCode::NOT_FOUND),
    };
    Ok(Json(answer))
}

/// The default user.
fn from(body: &Value) -> Value {
    let ann = json!({"id": 11, "is_bot": false, "first_name": "Ann", "language_code": "en"});
    body.get("from").cloned().unwrap_or(ann)
}

fn said(api: &BotApi, body: &Value) -> Value {
    let from = from(body);
    let private = json!({"id": from["id"], "type": "private", "first_name": from["first_name"]});
    let chat = body.get("chat").filter(|it| !it.is_null()).cloned().unwrap_or(private);
    let text = body["text"].as_str().unwrap_or_default();
    let mut message = json!({"date": seconds(), "chat": chat, "text": text});
    let speaker =
        if chat["type"] == "channel" { ("sender_chat", chat.clone()) } else { ("from", from) };
    message[speaker.0] = speaker.1;
    let entities = body.get("entities").cloned().unwrap_or_else(|| entities(text));
    if entities.as_array().is_some_and(|it| !it.is_empty()) {
        message["entities"] = entities;
    }
    if let Some(topic) = body["thread"].as_i64() {
        message["message_thread_id"] = json!(topic);
        message["is_topic_message"] = json!(true);
    }
    let mut telegram = api.telegram();
    if let Some(id) = body["reply_to"].as_i64() {
        let key = (chat["id"].as_i64().unwrap_or_default(), id);
        message["reply_to_message"] = telegram.messages.get(&key).cloned().unwrap_or_default();
    }
    let edit = body["edit"].as_i64();
    if edit.is_some() {
        message["edit_date"] = json!(seconds());
    }
    for (key, value) in body["extra"].as_object().into_iter().flatten() {
        message[key] = value.clone();
    }
    // A file has a caption, and no text.
    if message.get("document").is_some()
        && let Some(fields) = message.as_object_mut()
    {
        fields.remove("text");
    }
    let message = telegram.keep(message, edit);
    drop(telegram);
    let kind = match (edit.is_some(), chat["type"] == "channel") {
        (false, false) => "message",
        (true, false) => "edited_message",
        (false, true) => "channel_post",
        (true, true) => "edited_channel_post",
    };
    let id = message["message_id"].clone();
    json!({"update_id": api.update(kind, message), "message_id": id})
}

/// Keeps a text file; the `document` of a message that has it.
fn filed(api: &BotApi, body: &Value) -> Value {
    let (name, content) = (&body["name"], body["content"].as_str().unwrap_or_default());
    let mut telegram = api.telegram();
    let id = format!("file{}", telegram.files.len());
    telegram.files.insert(format!("documents/{id}"), content.as_bytes().to_vec());
    json!({"file_id": id, "file_unique_id": id, "file_name": name, "file_size": content.len()})
}

/// The commands and mentions of a text, as Telegram marks them.
fn entities(text: &str) -> Value {
    let mut found = Vec::new();
    let mut offset = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        let name =
            |it: &str| it.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').count();
        let length = match c {
            '/' if before.is_whitespace() => {
                let n = name(&rest[1..]);
                let bot = rest[1 + n..].strip_prefix('@').map_or(0, |it| match name(it) {
                    0 => 0,
                    n => n + 1,
                });
                (n > 0).then_some(("bot_command", 1 + n + bot))
            }
            '@' if !before.is_alphanumeric() && before != '_' => {
                let n = name(&rest[1..]);
                (n >= 4).then_some(("mention", 1 + n))
            }
            _ => None,
        };
        let end =
            |it: &Value| it["offset"].as_u64().unwrap_or(0) + it["length"].as_u64().unwrap_or(0);
        let length = length.filter(|_| found.last().is_none_or(|it| end(it) <= offset));
        if let Some((kind, length)) = length {
            found.push(json!({"type": kind, "offset": offset, "length": length}));
        }
        offset += c.len_utf16() as u64;
        before = c;
    }
    Value::Array(found)
}

fn tapped(api: &BotApi, body: &Value) -> Option<Value> {
    let mut telegram = api.telegram();
    let key = (body["chat_id"].as_i64()?, body["message_id"].as_i64()?);
    let message = telegram.messages.get(&key)?.clone();
    let rows = message["reply_markup"]["inline_keyboard"].as_array().cloned().unwrap_or_default();
    let mut buttons = rows.iter().filter_map(Value::as_array).flatten();
    let data = match body.get("data") {
        Some(data) => data.clone(),
        None => buttons.find(|it| it["text"] == body["text"])?["callback_data"].clone(),
    };
    let id = telegram.query("q");
    drop(telegram);
    let query = json!({"id": id, "from": from(body), "chat_instance": "c", "data": data, "message": message});
    Some(json!({"update_id": api.update("callback_query", query), "id": id}))
}

fn typed(api: &BotApi, body: &Value) -> Value {
    let id = api.telegram().query("i");
    let chat_type = body["chat_type"].as_str().unwrap_or("sender");
    let query = json!({"id": id, "from": from(body), "query": body["query"],
        "offset": body["offset"].as_str().unwrap_or_default(), "chat_type": chat_type});
    json!({"update_id": api.update("inline_query", query), "id": id})
}

fn calls(telegram: &Telegram, parameters: &Parameters, fits: impl Fn(&Call) -> bool) -> Value {
    let method = parameters.get("method").map_or("", String::as_str);
    let since: f64 = parameters.get("since").and_then(|it| it.parse().ok()).unwrap_or_default();
    let is_wanted = |it: &&Call| (method.is_empty() || it.method == method) && it.at >= since;
    telegram.calls.iter().filter(is_wanted).filter(|it| fits(it)).map(shown).collect()
}

fn shown(call: &Call) -> Value {
    let mut shown = json!({"t": call.at, "method": call.method});
    if call.method.starts_with('(') {
        for (key, value) in call.body.as_object().into_iter().flatten() {
            shown[key] = value.clone();
        }
        return shown;
    }
    shown["body"] = call.body.clone();
    if let Some(is_ok) = call.is_ok {
        shown["ok"] = json!(is_ok);
        shown["answer"] = call.answer.clone();
    }
    shown
}

async fn waited(api: &BotApi, parameters: &Parameters) -> Value {
    let number = |name: &str| parameters.get(name).and_then(|it| it.parse::<f64>().ok());
    let patience = Duration::from_secs_f64(number("timeout").unwrap_or(5.0));
    let n = number("n").unwrap_or(1.0);
    let found = || calls(&api.telegram(), parameters, |it| it.is_ok.is_some());
    let is_there = || {
        let found = found();
        let n_found = found.as_array().map_or(0, Vec::len);
        (u32::try_from(n_found).is_ok_and(|it| f64::from(it) >= n)).then_some(found)
    };
    api.until(patience, is_there).await.unwrap_or_else(found)
}
