//! The answer to each method of the Bot API.

use std::{collections::VecDeque, time::Duration};

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    bot_api::{BotApi, Fault, Telegram, Webhook, deliver, now},
    check::{check_commands, check_message, check_results, unknown_parameters},
};

/// Id of the bot.
const BOT: i64 = 666;

/// Longest wait of `getUpdates` if a script has no updates.
const LULL: Duration = Duration::from_millis(500);

/// Result, or code, description and parameters of an error.
type Answer = Result<Value, (u16, String, Value)>;

pub(super) async fn called(
    State(api): State<BotApi>,
    Path((_, method)): Path<(String, String)>,
    body: Bytes,
) -> Response {
    if let Some((status, body)) = api.script().and_then(|it| it.called(&method, &body)) {
        return json_response(status, body);
    }
    let body: Value = serde_json::from_slice(&body).unwrap_or_else(|_| json!({}));
    // Soak runs poll for hours: their polls are not recorded.
    let place = api.script().is_none().then(|| api.telegram().note(&method, body.clone()));
    let fault = place.and_then(|it| next_fault(&mut api.telegram(), it));
    if let Some(fault) = &fault {
        tokio::time::sleep(Duration::from_secs_f64(fault.delay)).await;
    }
    let raw = fault.as_ref().and_then(|it| Some((it.code?, it.raw.clone()?)));
    let answer = match fault.filter(|it| it.code.is_some()) {
        Some(fault) => Err(failure(&fault)),
        None => answered(&api, &method.to_lowercase(), &body).await,
    };
    if let Some(place) = place {
        finished(&mut api.telegram(), place, &answer);
    }
    api.shared.changed.notify_waiters();
    match (raw, answer) {
        (Some((status, raw)), _) => json_response(status, raw),
        (None, Ok(result)) => json_response(200, json!({"ok": true, "result": result}).to_string()),
        (None, Err((code, description, parameters))) => {
            let mut error = json!({"ok": false, "error_code": code, "description": description});
            if !parameters.is_null() {
                error["parameters"] = parameters;
            }
            json_response(code, error.to_string())
        }
    }
}

/// The content of a file, by the path that `getFile` gave.
pub(super) async fn downloaded(
    State(api): State<BotApi>,
    Path((_, path)): Path<(String, String)>,
) -> Response {
    match api.telegram().files.get(&path) {
        Some(content) => content.clone().into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn json_response(status: u16, body: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or_default();
    (status, [("content-type", "application/json")], body).into_response()
}

/// The fault for a call; uses up one of its `times`.
fn next_fault(telegram: &mut Telegram, place: usize) -> Option<Fault> {
    let call = telegram.call_at(place)?.clone();
    let mut fitting = telegram.faults.iter_mut().filter(|it| it.fits(&call));
    let fault = fitting.next()?;
    if fault.after > 0 {
        fault.after -= 1;
        return None;
    }
    fault.times -= 1;
    Some(fault.clone())
}

fn failure(fault: &Fault) -> (u16, String, Value) {
    let mut parameters = json!({});
    let description = match fault.retry_after {
        Some(seconds) => {
            parameters["retry_after"] = json!(seconds);
            format!("Too Many Requests: retry after {seconds}")
        }
        None => "Internal Server Error".to_owned(),
    };
    if let Some(chat) = fault.migrate_to {
        parameters["migrate_to_chat_id"] = json!(chat);
    }
    let has_none = parameters.as_object().is_some_and(serde_json::Map::is_empty);
    let parameters = if has_none { Value::Null } else { parameters };
    (fault.code.unwrap_or(500), fault.description.clone().unwrap_or(description), parameters)
}

/// Records the result of a call.
fn finished(telegram: &mut Telegram, place: usize, answer: &Answer) {
    // After a reset there is no such call.
    let Some(call) = telegram.call_at(place) else { return };
    call.is_ok = Some(answer.is_ok());
    call.answer = match answer {
        Ok(result) => result.clone(),
        Err((_, description, _)) => json!(description),
    };
    let (method, is_ok, body) = (call.method.clone(), answer.is_ok(), call.body.clone());
    if is_ok {
        *telegram.n_calls.entry(method.to_lowercase()).or_default() += 1;
    }
    for parameter in unknown_parameters(&method, &body) {
        telegram.problems.push(format!("{method}: unknown parameter `{parameter}`"));
    }
}

fn bad(description: impl Into<String>) -> (u16, String, Value) {
    (400, description.into(), Value::Null)
}

async fn answered(api: &BotApi, method: &str, body: &Value) -> Answer {
    if method == "getupdates" {
        return fetched(api, body).await;
    }
    let telegram = &mut *api.telegram();
    match method {
        "getme" => Ok(json!({
            "id": BOT, "is_bot": true, "first_name": "Stand", "username": "stand_bot",
            "can_join_groups": true, "can_read_all_group_messages": false,
            "supports_inline_queries": true, "can_connect_to_business": false,
            "has_main_web_app": false,
        })),
        "getwebhookinfo" => Ok(json!({
            "url": telegram.webhook.as_ref().map_or("", |it| it.url.as_str()),
            "has_custom_certificate": false, "pending_update_count": telegram.updates.len(),
        })),
        "setwebhook" => {
            set_webhook(api, telegram, body);
            Ok(json!(true))
        }
        "deletewebhook" => {
            telegram.webhook = None;
            Ok(json!(true))
        }
        "getfile" => {
            let id = body["file_id"].as_str().unwrap_or_default();
            let path = format!("documents/{id}");
            let is_there = telegram.files.contains_key(&path);
            let file = json!({"file_id": id, "file_unique_id": id, "file_path": path});
            if is_there { Ok(file) } else { Err(bad("Bad Request: invalid file_id")) }
        }
        "sendmessage" => sent(telegram, body),
        "editmessagetext" | "editmessagereplymarkup" => edited(telegram, method, body),
        "deletemessage" => match telegram.messages.remove(&key(body)) {
            Some(_) => Ok(json!(true)),
            None => Err(bad("Bad Request: message to delete not found")),
        },
        "answercallbackquery" | "answerinlinequery" => query_answered(telegram, method, body),
        "setmycommands" => check_commands(body).map_err(bad).map(|()| json!(true)),
        "getmycommands" => Ok(json!([])),
        "getchat" => Ok(chat_of(telegram, body)),
        "getchatmember" => Ok(member(telegram, key_of(body, "user_id"))),
        "getchatadministrators" => Ok(administrators(telegram, body)),
        _ => Ok(json!(true)),
    }
}

/// Chat and message of a call.
fn key(body: &Value) -> (i64, i64) {
    key_of(body, "message_id")
}

fn key_of(body: &Value, name: &str) -> (i64, i64) {
    let number = |name: &str| body[name].as_i64().unwrap_or_default();
    (number("chat_id"), number(name))
}

async fn fetched(api: &BotApi, body: &Value) -> Answer {
    if api.telegram().webhook.is_some() {
        let fault = "Conflict: can't use getUpdates method while webhook is active";
        return Err((409, fault.to_owned(), Value::Null));
    }
    let offset = body["offset"].as_i64().unwrap_or_default();
    let wait = Duration::from_secs(body["timeout"].as_u64().unwrap_or_default());
    if let Some(script) = api.script() {
        let updates = script.updates(offset.unsigned_abs());
        if updates.is_empty() {
            tokio::time::sleep(wait.min(LULL)).await;
        }
        return Ok(Value::Array(updates));
    }
    let limit = body["limit"].as_u64().unwrap_or(100).min(100);
    let limit = usize::try_from(limit).unwrap_or(100);
    let found = api.until(wait, || {
        let telegram = &mut *api.telegram();
        let found = waiting(&mut telegram.updates, offset, limit);
        (!found.is_empty()).then_some(found)
    });
    Ok(Value::Array(found.await.unwrap_or_default()))
}

/// The updates from an offset on; those before it are confirmed, and dropped.
fn waiting(updates: &mut VecDeque<Value>, offset: i64, limit: usize) -> Vec<Value> {
    let id = |it: &Value| it["update_id"].as_i64().unwrap_or_default();
    updates.retain(|it| id(it) >= offset);
    updates.iter().take(limit).cloned().collect()
}

fn set_webhook(api: &BotApi, telegram: &mut Telegram, body: &Value) {
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let allowed = body["allowed_updates"].as_array().into_iter().flatten();
    let allowed = allowed.filter_map(|it| it.as_str().map(str::to_owned)).collect();
    let webhook = Webhook { url: text("url"), secret: text("secret_token"), allowed };
    telegram.webhook = (!webhook.url.is_empty()).then_some(webhook);
    if let Some(webhook) = &telegram.webhook {
        for update in telegram.updates.drain(..) {
            tokio::spawn(deliver(api.clone(), webhook.clone(), update));
        }
    }
}

fn chat_of(telegram: &Telegram, body: &Value) -> Value {
    let id = body["chat_id"].as_i64().unwrap_or_default();
    let kind = if id > 0 { "private" } else { "supergroup" };
    let unknown = || json!({"id": id, "type": kind, "title": "G", "first_name": "Ann"});
    telegram.chats.get(&id).cloned().unwrap_or_else(unknown)
}

fn sent(telegram: &mut Telegram, body: &Value) -> Answer {
    check_message(body).map_err(bad)?;
    let chat = chat_of(telegram, body);
    let replied = body["reply_parameters"]["message_id"].as_i64();
    let question = replied.and_then(|it| telegram.messages.get(&(key(body).0, it)));
    let may_be_gone = body["reply_parameters"]["allow_sending_without_reply"] == true;
    if replied.is_some() && question.is_none() && !may_be_gone {
        return Err(bad("Bad Request: message to be replied not found"));
    }
    let mut message = json!({
        "date": seconds(), "text": body["text"], "chat": chat,
        "from": {"id": BOT, "is_bot": true, "first_name": "Stand", "username": "stand_bot"},
    });
    if chat["type"] == "channel" {
        message["sender_chat"] = chat;
        message["from"] = Value::Null;
    }
    if let Some(topic) = body.get("message_thread_id") {
        message["message_thread_id"] = topic.clone();
        message["is_topic_message"] = json!(true);
    }
    if let Some(keyboard) = body.get("reply_markup") {
        message["reply_markup"] = keyboard.clone();
    }
    if let Some(question) = question {
        message["reply_to_message"] = question.clone();
    }
    let fields = message.as_object().into_iter().flatten().filter(|(_, it)| !it.is_null());
    let message = fields.map(|(key, value)| (key.clone(), value.clone())).collect();
    Ok(telegram.keep(message, None))
}

#[expect(clippy::cast_possible_truncation, reason = "a date has whole seconds")]
pub(super) fn seconds() -> i64 {
    now() as i64
}

fn edited(telegram: &mut Telegram, method: &str, body: &Value) -> Answer {
    let has_text = method == "editmessagetext";
    if has_text {
        check_message(body).map_err(bad)?;
    }
    if body.get("inline_message_id").is_some() {
        return Ok(json!(true));
    }
    let Some(message) = telegram.messages.get_mut(&key(body)) else {
        return Err(bad("Bad Request: message to edit not found"));
    };
    if message["from"]["id"].as_i64().is_some_and(|it| it != BOT) {
        return Err(bad("Bad Request: message can't be edited"));
    }
    let text = if has_text { body["text"].clone() } else { message["text"].clone() };
    if message["text"] == text && message.get("reply_markup") == body.get("reply_markup") {
        return Err(bad(
            "Bad Request: message is not modified: specified new message content and reply markup \
            are exactly the same as a current content and reply markup of the message",
        ));
    }
    message["text"] = text;
    message["edit_date"] = json!(seconds());
    let fields = message.as_object_mut().ok_or_else(|| bad("no message"))?;
    match body.get("reply_markup") {
        Some(keyboard) => fields.insert("reply_markup".to_owned(), keyboard.clone()),
        None => fields.remove("reply_markup"),
    };
    Ok(message.clone())
}

fn query_answered(telegram: &mut Telegram, method: &str, body: &Value) -> Answer {
    let is_inline = method == "answerinlinequery";
    let id = if is_inline { &body["inline_query_id"] } else { &body["callback_query_id"] };
    if !telegram.queries.remove(id.as_str().unwrap_or_default()) {
        return Err(bad(
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
        ));
    }
    if body["text"].as_str().is_some_and(|it| it.encode_utf16().count() > 200) {
        return Err(bad("Bad Request: MESSAGE_TOO_LONG"));
    }
    if is_inline {
        check_results(body).map_err(bad)?;
    }
    Ok(json!(true))
}

fn member(telegram: &Telegram, key: (i64, i64)) -> Value {
    let user = json!({"id": key.1, "is_bot": false, "first_name": "Ann"});
    let status = telegram.members.get(&key).map_or("member", String::as_str);
    let mut member = json!({"status": status, "user": user});
    if ["creator", "administrator"].contains(&status) {
        member["is_anonymous"] = json!(false);
    }
    if status == "administrator" {
        for right in [
            "can_be_edited",
            "can_manage_chat",
            "can_delete_messages",
            "can_manage_video_chats",
            "can_restrict_members",
            "can_promote_members",
            "can_change_info",
            "can_invite_users",
            "can_post_stories",
            "can_edit_stories",
            "can_delete_stories",
        ] {
            member[right] = json!(false);
        }
    }
    member
}

fn administrators(telegram: &Telegram, body: &Value) -> Value {
    let chat = key(body).0;
    let is_admin = |status: &str| ["creator", "administrator"].contains(&status);
    let found = telegram.members.iter().filter(|((it, _), status)| *it == chat && is_admin(status));
    found.map(|(key, _)| member(telegram, *key)).collect()
}
