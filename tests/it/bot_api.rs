//! A Bot API in this process: it plays the users, keeps every call, and checks
//! that what is sent is within Telegram's limits.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::post,
};
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::Notify, time::timeout};

/// How long an answer may take in a test; much longer than any takes.
const PATIENCE: Duration = Duration::from_secs(30);

/// The API, and those who use it.
#[derive(Clone)]
pub(crate) struct BotApi {
    shared: Arc<Shared>,
    pub(crate) url: String,
}

#[derive(Default)]
struct Shared {
    state: Mutex<Telegram>,
    changed: Notify,
}

#[derive(Default)]
struct Telegram {
    updates: Vec<Value>,
    n_updates: i64,
    n_messages: i64,
    messages: HashMap<(i64, i64), Value>,
    calls: Vec<Call>,
    faults: Vec<Fault>,
    /// Those that begin after so many calls.
    later: Vec<(usize, Fault)>,
    admins: Vec<(i64, i64)>,
}

/// A call of the bot.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) method: String,
    pub(crate) body: Value,
    pub(crate) is_ok: bool,
}

/// What goes wrong with the next calls of a method, in a chat or in all.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) method: &'static str,
    pub(crate) chat: Option<i64>,
    pub(crate) times: usize,
    pub(crate) status: u16,
    pub(crate) answer: Value,
}

impl Call {
    pub(crate) fn chat(&self) -> i64 {
        self.body["chat_id"].as_i64().unwrap_or_default()
    }

    pub(crate) fn text(&self) -> &str {
        self.body["text"].as_str().unwrap_or_default()
    }

    /// The callback data of the button with a label.
    pub(crate) fn button(&self, label: &str) -> String {
        let buttons = self.buttons();
        let found = buttons.iter().find(|it| it["text"].as_str().unwrap().contains(label));
        let found = found.unwrap_or_else(|| panic!("no button `{label}` in {buttons:?}"));
        found["callback_data"].as_str().unwrap().to_owned()
    }

    pub(crate) fn buttons(&self) -> Vec<Value> {
        let rows = self.body["reply_markup"]["inline_keyboard"].as_array().cloned();
        rows.unwrap_or_default().iter().flat_map(|it| it.as_array().unwrap().clone()).collect()
    }
}

impl BotApi {
    pub(crate) async fn start() -> Self {
        let shared = Arc::<Shared>::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let routes =
            Router::new().route("/{bot}/{method}", post(called)).with_state(Arc::clone(&shared));
        tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        Self { shared, url }
    }

    fn state(&self) -> MutexGuard<'_, Telegram> {
        self.shared.state.lock().unwrap()
    }

    /// Sends any update.
    pub(crate) fn update(&self, kind: &str, body: Value) -> i64 {
        let mut state = self.state();
        state.n_updates += 1;
        let id = state.n_updates;
        state.updates.push(json!({"update_id": id, kind: body}));
        drop(state);
        self.shared.changed.notify_waiters();
        id
    }

    /// Sends the same update again.
    pub(crate) fn repeat(&self, id: i64, kind: &str, body: Value) {
        self.state().updates.push(json!({"update_id": id, kind: body}));
        self.shared.changed.notify_waiters();
    }

    /// A message from a user, which is kept so that it can be replied to.
    pub(crate) fn message(&self, chat: i64, text: &str, extra: &Value) -> Value {
        let mut state = self.state();
        state.n_messages += 1;
        let id = state.n_messages;
        let kind = if chat > 0 { "private" } else { "supergroup" };
        let mut message = json!({
            "message_id": id, "date": 1_700_000_000, "text": text,
            "chat": {"id": chat, "type": kind, "title": "G", "first_name": "Ann"},
            "from": {"id": 11, "is_bot": false, "first_name": "Ann", "language_code": "en"},
        });
        for (key, value) in extra.as_object().into_iter().flatten() {
            message[key] = value.clone();
        }
        state.messages.insert((chat, id), message.clone());
        message
    }

    /// Says something in a chat.
    pub(crate) fn say(&self, chat: i64, text: &str) -> Value {
        let message = self.message(chat, text, &json!({}));
        self.update("message", message.clone());
        message
    }

    /// Presses a button with this data below a message that the bot sent.
    pub(crate) fn press(&self, chat: i64, message: i64, data: &str) {
        let press = self.pressed(chat, message, data);
        self.update("callback_query", press);
    }

    /// Types after the bot's name.
    pub(crate) fn typed(&self, query: &str, offset: &str) {
        self.update(
            "inline_query",
            json!({
                "id": format!("i{query}{offset}"), "query": query, "offset": offset,
                "from": {"id": 11, "is_bot": false, "first_name": "Ann", "language_code": "en"},
            }),
        );
    }

    /// The press of a button, as an update has it.
    pub(crate) fn pressed(&self, chat: i64, message: i64, data: &str) -> Value {
        json!({
            "id": format!("q{data}"), "chat_instance": "c", "data": data,
            "message": self.state().messages[&(chat, message)],
            "from": {"id": 11, "is_bot": false, "first_name": "Ann", "language_code": "en"},
        })
    }

    /// A fault that begins after `n` calls that are as they should be.
    pub(crate) fn fault_after(&self, n: usize, fault: Fault) {
        self.state().later.push((n, fault));
    }

    /// Nothing is wrong any more.
    pub(crate) fn heal(&self) {
        let mut state = self.state();
        state.faults.clear();
        state.later.clear();
    }

    /// Waits until a call of a method in a chat went wrong.
    pub(crate) async fn tried(&self, method: &str, chat: i64) {
        let waited = timeout(PATIENCE, async {
            loop {
                let changed = self.shared.changed.notified();
                let is_tried = |it: &Call| it.method == method && it.chat() == chat && !it.is_ok;
                if self.state().calls.iter().any(is_tried) {
                    return;
                }
                changed.await;
            }
        });
        waited.await.unwrap();
    }

    pub(crate) fn fault(&self, fault: Fault) {
        self.state().faults.push(fault);
    }

    pub(crate) fn make_admin(&self, chat: i64, user: i64) {
        self.state().admins.push((chat, user));
    }

    /// The calls of a method so far.
    pub(crate) fn calls(&self, method: &str) -> Vec<Call> {
        let state = self.state();
        state.calls.iter().filter(|it| it.method == method && it.is_ok).cloned().collect()
    }

    /// The `n`th call of a method, from 1, once there is one.
    pub(crate) async fn call(&self, method: &str, n: usize) -> Call {
        let waited = timeout(PATIENCE, async {
            loop {
                let changed = self.shared.changed.notified();
                if let Some(call) = self.calls(method).into_iter().nth(n - 1) {
                    return call;
                }
                changed.await;
            }
        });
        waited.await.unwrap_or_else(|_| {
            let all = &self.state().calls;
            panic!("call {n} of {method} never came; calls: {all:#?}")
        })
    }

    /// The number of the message that the `n`th `sendMessage` made.
    pub(crate) fn sent_id(&self, n: usize) -> i64 {
        self.calls("sendmessage")[n - 1].body["made"].as_i64().unwrap()
    }
}

type Answer = (StatusCode, Json<Value>);

async fn called(
    State(shared): State<Arc<Shared>>,
    Path((_, method)): Path<(String, String)>,
    Json(body): Json<Value>,
) -> Answer {
    let method = method.to_lowercase();
    if method == "getupdates" {
        return fetched(&shared, &body).await;
    }
    let answer = answered(&shared, &method, body);
    shared.changed.notify_waiters();
    answer
}

fn ok(result: Value) -> Answer {
    (StatusCode::OK, Json(json!({"ok": true, "result": result})))
}

fn bad(description: &str) -> Answer {
    let answer = json!({"ok": false, "error_code": 400, "description": description});
    (StatusCode::BAD_REQUEST, Json(answer))
}

async fn fetched(shared: &Shared, body: &Value) -> Answer {
    let offset = body["offset"].as_i64().unwrap_or_default();
    let wait = Duration::from_secs(body["timeout"].as_u64().unwrap_or_default());
    let found = timeout(wait, async {
        loop {
            let changed = shared.changed.notified();
            let found = waiting(shared, offset);
            if !found.is_empty() {
                return found;
            }
            changed.await;
        }
    });
    ok(Value::Array(found.await.unwrap_or_default()))
}

fn waiting(shared: &Shared, offset: i64) -> Vec<Value> {
    let mut state = shared.state.lock().unwrap();
    state.updates.retain(|it| it["update_id"].as_i64().unwrap() >= offset);
    state.updates.iter().take(100).cloned().collect()
}

fn answered(shared: &Shared, method: &str, mut body: Value) -> Answer {
    let mut state = shared.state.lock().unwrap();
    let chat = body["chat_id"].as_i64();
    let telegram = &mut *state;
    telegram.later.retain_mut(|(n, fault)| {
        if *n == 0 {
            telegram.faults.push(fault.clone());
        }
        let is_left = *n > 0;
        *n -= usize::from(is_left && fault.method == method);
        is_left
    });
    let fault = state
        .faults
        .iter_mut()
        .find(|it| it.times > 0 && it.method == method && (it.chat.is_none() || it.chat == chat));
    if let Some(fault) = fault {
        fault.times -= 1;
        let answer = (StatusCode::from_u16(fault.status).unwrap(), Json(fault.answer.clone()));
        state.calls.push(Call { method: method.to_owned(), body, is_ok: false });
        return answer;
    }
    let answer = match method {
        "getme" => ok(json!({
            "id": 666, "is_bot": true, "first_name": "Stand", "username": "stand_bot",
            "can_join_groups": true, "can_read_all_group_messages": false,
            "supports_inline_queries": true, "has_main_web_app": false,
        })),
        "getwebhookinfo" => ok(json!({
            "url": "", "has_custom_certificate": false, "pending_update_count": 0
        })),
        "sendmessage" => sent(&mut state, &mut body),
        "editmessagetext" => edited(&mut state, &body),
        "getchatmember" => {
            let key = (chat.unwrap(), body["user_id"].as_i64().unwrap());
            let user = json!({"id": key.1, "is_bot": false, "first_name": "Ann"});
            let is_admin = state.admins.contains(&key);
            ok(if is_admin {
                json!({"status": "creator", "user": user, "is_anonymous": false})
            } else {
                json!({"status": "member", "user": user})
            })
        }
        _ => ok(json!(true)),
    };
    let is_ok = answer.0 == StatusCode::OK;
    state.calls.push(Call { method: method.to_owned(), body, is_ok });
    answer
}

fn sent(state: &mut Telegram, body: &mut Value) -> Answer {
    if let Err(fault) = check_message(body) {
        return bad(&fault);
    }
    state.n_messages += 1;
    let (chat, id) = (body["chat_id"].as_i64().unwrap(), state.n_messages);
    body["made"] = json!(id);
    let kind = if chat > 0 { "private" } else { "supergroup" };
    let mut message = json!({
        "message_id": id, "date": 1_700_000_000, "text": body["text"],
        "chat": {"id": chat, "type": kind, "title": "G", "first_name": "Ann"},
        "from": {"id": 666, "is_bot": true, "first_name": "Stand", "username": "stand_bot"},
    });
    if let Some(keyboard) = body.get("reply_markup") {
        message["reply_markup"] = keyboard.clone();
    }
    let replied = body["reply_parameters"]["message_id"].as_i64();
    if let Some(question) = replied.and_then(|it| state.messages.get(&(chat, it))) {
        message["reply_to_message"] = question.clone();
    }
    state.messages.insert((chat, id), message.clone());
    ok(message)
}

fn edited(state: &mut Telegram, body: &Value) -> Answer {
    if let Err(fault) = check_message(body) {
        return bad(&fault);
    }
    if body.get("inline_message_id").is_some() {
        return ok(json!(true));
    }
    let key = (body["chat_id"].as_i64().unwrap(), body["message_id"].as_i64().unwrap());
    let Some(message) = state.messages.get_mut(&key) else {
        return bad("Bad Request: message to edit not found");
    };
    let is_same =
        message["text"] == body["text"] && message.get("reply_markup") == body.get("reply_markup");
    if is_same {
        return bad("Bad Request: message is not modified: …");
    }
    message["text"] = body["text"].clone();
    message["reply_markup"] = body.get("reply_markup").cloned().unwrap_or(json!(null));
    ok(message.clone())
}

/// Telegram's limits of a message with buttons.
pub(crate) fn check_message(body: &Value) -> Result<(), String> {
    let text = body["text"].as_str().ok_or("no text")?;
    let plain = plain(text)?;
    let n_units = plain.encode_utf16().count();
    if plain.trim().is_empty() || n_units > 4096 {
        return Err(format!("Bad Request: the text has {n_units} units"));
    }
    let empty = Vec::new();
    let rows = body["reply_markup"]["inline_keyboard"].as_array().unwrap_or(&empty);
    let buttons: Vec<&Value> = rows.iter().flat_map(|it| it.as_array().unwrap()).collect();
    if buttons.len() > 100 || rows.iter().any(|it| !(1..=8).contains(&it.as_array().unwrap().len()))
    {
        return Err("Bad Request: too many buttons, or a row without any".to_owned());
    }
    for button in buttons {
        if button["text"].as_str().is_none_or(str::is_empty) {
            return Err("Bad Request: a button without a label".to_owned());
        }
        let data = button["callback_data"].as_str();
        if data.is_some_and(|it| !(1..=64).contains(&it.len())) {
            return Err("Bad Request: BUTTON_DATA_INVALID".to_owned());
        }
        let copied = button["copy_text"]["text"].as_str().map(|it| it.chars().count());
        if copied.is_some_and(|it| !(1..=256).contains(&it)) {
            return Err("Bad Request: BUTTON_COPY_TEXT_INVALID".to_owned());
        }
    }
    Ok(())
}

/// The text of HTML with known tags that nest.
pub(crate) fn plain(html: &str) -> Result<String, String> {
    let mut open: Vec<&str> = Vec::new();
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let (tag, after) = rest[at + 1..].split_once('>').ok_or("an open tag")?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("Bad Request: `{tag}` closes nothing"));
            }
        } else {
            let name = tag.split(' ').next().unwrap_or_default();
            if !["a", "b", "i", "blockquote"].contains(&name) {
                return Err(format!("Bad Request: unknown tag `{tag}`"));
            }
            open.push(name);
        }
    }
    if !open.is_empty() {
        return Err(format!("Bad Request: {open:?} stay open"));
    }
    text.push_str(rest);
    let leaves = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
    Ok(leaves.iter().fold(text, |text, (from, to)| text.replace(from, to)))
}
