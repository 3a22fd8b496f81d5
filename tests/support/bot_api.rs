//! The state of Telegram, and the handle for tests in this process.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use axum::{
    Router,
    routing::{any, get},
};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::{
    net::TcpListener,
    sync::Notify,
    time::{sleep, timeout},
};

use super::{check::is_method, methods, sim};

/// Longest wait for a call in a test; much longer than any takes.
const PATIENCE: Duration = Duration::from_mins(1);

/// Date of the messages that tests in this process send: before the start of any bot, so that
/// no rate limit counts them.
const LONG_AGO: i64 = 1_700_000_000;

/// The Bot API; clones are the same one.
#[derive(Clone)]
pub(crate) struct BotApi {
    pub(super) shared: Arc<Shared>,
    pub(crate) url: String,
}

pub(super) struct Shared {
    pub(super) telegram: Mutex<Telegram>,
    pub(super) changed: Notify,
    script: Option<Box<dyn Script>>,
}

/// Scripted traffic of long runs, which is not recorded.
pub(crate) trait Script: Send + Sync + 'static {
    /// The updates from `offset` on; empty if there is none.
    fn updates(&self, offset: u64) -> Vec<Value>;
    /// Status and body of the answer to a call; `None` leaves it to the Bot API.
    fn called(&self, method: &str, body: &[u8]) -> Option<(u16, String)>;
}

#[derive(Default)]
pub(super) struct Telegram {
    pub(super) updates: VecDeque<Value>,
    pub(super) n_updates: i64,
    pub(super) n_messages: i64,
    /// Messages by chat and id, as they are now.
    pub(super) messages: HashMap<(i64, i64), Value>,
    pub(super) chats: HashMap<i64, Value>,
    /// Files that people sent, by path.
    pub(super) files: HashMap<String, Vec<u8>>,
    pub(super) calls: Vec<Call>,
    /// How many calls were dropped by resets.
    n_forgotten: usize,
    /// How often each method was called with success.
    pub(super) n_calls: HashMap<String, usize>,
    pub(super) faults: Vec<Fault>,
    pub(super) members: HashMap<(i64, i64), String>,
    /// Buttons and inline queries that wait for an answer.
    pub(super) queries: HashSet<String>,
    pub(super) webhook: Option<Webhook>,
    pub(super) problems: Vec<String>,
}

#[derive(Clone)]
pub(super) struct Webhook {
    pub(super) url: String,
    pub(super) secret: String,
    pub(super) allowed: Vec<String>,
}

/// A call of the bot.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// Its time, in seconds of Unix time.
    pub(crate) at: f64,
    pub(crate) method: String,
    pub(crate) body: Value,
    /// Result or description of the error; null while there is none.
    pub(crate) answer: Value,
    /// `None` while there is no answer.
    pub(crate) is_ok: Option<bool>,
}

/// A failure of the next calls of a method, in a chat or in all.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Fault {
    pub(crate) method: String,
    pub(crate) chat_id: Option<i64>,
    #[serde(default = "once")]
    pub(crate) times: usize,
    /// HTTP status; without it the call succeeds after `delay`.
    pub(crate) code: Option<u16>,
    pub(crate) description: Option<String>,
    pub(crate) retry_after: Option<u64>,
    pub(crate) migrate_to: Option<i64>,
    /// Seconds.
    #[serde(default)]
    pub(crate) delay: f64,
    /// An invalid response body.
    pub(crate) raw: Option<String>,
    /// Calls that succeed before the failure begins.
    #[serde(default)]
    pub(crate) after: usize,
}

fn once() -> usize {
    1
}

impl Fault {
    pub(crate) fn new(method: &str, code: u16) -> Self {
        let fault = json!({"method": method, "code": code});
        Self::deserialize(fault).unwrap()
    }

    pub(crate) fn chat(self, chat_id: i64) -> Self {
        Self { chat_id: Some(chat_id), ..self }
    }

    pub(crate) fn times(self, times: usize) -> Self {
        Self { times, ..self }
    }

    pub(crate) fn says(self, description: &str) -> Self {
        Self { description: Some(description.to_owned()), ..self }
    }

    pub(crate) fn retry_after(self, seconds: u64) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    pub(super) fn fits(&self, call: &Call) -> bool {
        let is_here = self.chat_id.is_none() || self.chat_id == call.body["chat_id"].as_i64();
        self.times > 0 && self.method.eq_ignore_ascii_case(&call.method) && is_here
    }
}

impl Call {
    pub(crate) fn chat(&self) -> i64 {
        self.body["chat_id"].as_i64().unwrap_or_default()
    }

    pub(crate) fn text(&self) -> &str {
        self.body["text"].as_str().unwrap_or_default()
    }

    /// The id of the message that the call made or edited.
    pub(crate) fn message_id(&self) -> i64 {
        self.answer["message_id"].as_i64().unwrap_or_default()
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

    fn is(&self, method: &str) -> bool {
        self.method.eq_ignore_ascii_case(method)
    }
}

impl BotApi {
    pub(crate) async fn start() -> Self {
        Self::serve(0, None).await
    }

    /// A Bot API whose updates and calls are those of a script.
    pub(crate) async fn scripted(script: Box<dyn Script>) -> Self {
        Self::serve(0, Some(script)).await
    }

    /// Listens on a port of loopback; 0 for any that is free.
    pub(crate) async fn serve(port: u16, script: Option<Box<dyn Script>>) -> Self {
        let telegram = Mutex::default();
        let shared = Arc::new(Shared { telegram, changed: Notify::new(), script });
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let api = Self { shared, url };
        let routes = Router::new()
            .route("/sim/chat/{id}", get(sim::chat))
            .route("/sim/{what}", any(sim::control))
            .route("/file/{bot}/{*path}", get(methods::downloaded))
            .route("/{bot}/{method}", any(methods::called))
            .with_state(api.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        api
    }

    pub(super) fn telegram(&self) -> MutexGuard<'_, Telegram> {
        self.shared.telegram.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn script(&self) -> Option<&dyn Script> {
        self.shared.script.as_deref()
    }

    /// Waits until `ready` gives something; `None` after `patience`.
    pub(crate) async fn until<T>(
        &self,
        patience: Duration,
        mut ready: impl FnMut() -> Option<T>,
    ) -> Option<T> {
        let waited = timeout(patience, async {
            loop {
                let changed = self.shared.changed.notified();
                if let Some(found) = ready() {
                    return found;
                }
                changed.await;
            }
        });
        waited.await.ok()
    }

    /// Sends any update; its id.
    pub(crate) fn update(&self, kind: &str, body: Value) -> i64 {
        let mut telegram = self.telegram();
        telegram.n_updates += 1;
        let id = telegram.n_updates;
        drop(telegram);
        self.repeat(id, kind, body);
        id
    }

    /// Sends an update with the id of another.
    pub(crate) fn repeat(&self, id: i64, kind: &str, body: impl Into<Value>) {
        let body = body.into();
        let mut telegram = self.telegram();
        if let Some(query) = body["id"].as_str() {
            telegram.queries.insert(query.to_owned());
        }
        let update = json!({"update_id": id, kind: body});
        match telegram.webhook.clone() {
            Some(webhook) if webhook.takes(kind) => {
                drop(telegram);
                tokio::spawn(deliver(self.clone(), webhook, update));
            }
            Some(_) | None => telegram.updates.push_back(update),
        }
        self.shared.changed.notify_waiters();
    }

    /// A message from a user, which is kept so that it can be replied to.
    pub(crate) fn message(&self, chat: i64, text: &str, extra: &Value) -> Value {
        let kind = if chat > 0 { "private" } else { "supergroup" };
        let mut message = json!({
            "date": LONG_AGO, "text": text,
            "chat": {"id": chat, "type": kind, "title": "G", "first_name": "Ann"},
            "from": {"id": 11, "is_bot": false, "first_name": "Ann", "language_code": "en"},
        });
        for (key, value) in extra.as_object().into_iter().flatten() {
            message[key] = value.clone();
        }
        self.telegram().keep(message, None)
    }

    /// Sends a message in a chat.
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

    /// The press of a button, as an update has it.
    pub(crate) fn pressed(&self, chat: i64, message: i64, data: &str) -> Value {
        let mut telegram = self.telegram();
        let id = telegram.query("q");
        json!({
            "id": id, "chat_instance": "c", "data": data,
            "message": telegram.messages[&(chat, message)],
            "from": {"id": 11, "is_bot": false, "first_name": "Ann", "language_code": "en"},
        })
    }

    /// Sends an inline query.
    pub(crate) fn typed(&self, query: &str, offset: &str) {
        let ann = json!({"id": 11, "is_bot": false, "first_name": "Ann", "language_code": "en"});
        self.typed_by(&ann, query, offset);
    }

    pub(crate) fn typed_by(&self, from: &Value, query: &str, offset: &str) {
        let id = self.telegram().query("i");
        let query = json!({"id": id, "query": query, "offset": offset, "from": from});
        self.update("inline_query", query);
    }

    pub(crate) fn fault(&self, fault: Fault) {
        self.telegram().faults.push(fault);
    }

    /// A fault that begins after `n` calls that succeed.
    pub(crate) fn fault_after(&self, n: usize, fault: Fault) {
        self.fault(Fault { after: n, ..fault });
    }

    /// How many failures are still to come.
    pub(crate) fn n_faults(&self) -> usize {
        self.telegram().faults.iter().map(|it| it.times).sum()
    }

    /// Ends all faults.
    pub(crate) fn heal(&self) {
        self.telegram().faults.clear();
    }

    pub(crate) fn make_admin(&self, chat: i64, user: i64) {
        self.telegram().members.insert((chat, user), "creator".to_owned());
    }

    /// The calls of a method that succeeded so far.
    pub(crate) fn calls(&self, method: &str) -> Vec<Call> {
        let telegram = self.telegram();
        let is_done = |it: &&Call| it.is(method) && it.is_ok == Some(true);
        telegram.calls.iter().filter(is_done).cloned().collect()
    }

    /// How many calls of a method succeeded so far.
    pub(crate) fn n_calls(&self, method: &str) -> usize {
        self.telegram().n_calls.get(&method.to_lowercase()).copied().unwrap_or_default()
    }

    /// The `n`th call of a method, from 1, once there is one.
    pub(crate) async fn call(&self, method: &str, n: usize) -> Call {
        let is_there = || (self.n_calls(method) >= n).then(|| self.calls(method)[n - 1].clone());
        let call = self.until(PATIENCE, is_there).await;
        call.unwrap_or_else(|| {
            panic!("call {n} of {method} never came; calls: {:#?}", self.telegram().calls)
        })
    }

    /// Waits until a call of a method in a chat failed.
    pub(crate) async fn tried(&self, method: &str, chat: i64) {
        let failed = |it: &Call| it.is(method) && it.chat() == chat && it.is_ok == Some(false);
        let is_there = || self.telegram().calls.iter().any(failed).then_some(());
        self.until(PATIENCE, is_there).await.expect("a call that fails");
    }

    /// The id of the message that the `n`th `sendMessage` made.
    pub(crate) fn sent_id(&self, n: usize) -> i64 {
        self.calls("sendMessage")[n - 1].message_id()
    }

    /// Problems of the calls that no error response reports.
    pub(crate) fn problems(&self) -> Vec<String> {
        self.telegram().problems.clone()
    }
}

impl Telegram {
    /// Stores a message, with a new id if it has none.
    pub(super) fn keep(&mut self, mut message: Value, id: Option<i64>) -> Value {
        self.n_messages += 1;
        let id = id.unwrap_or(self.n_messages);
        message["message_id"] = json!(id);
        let chat = message["chat"]["id"].as_i64().unwrap_or_default();
        self.chats.insert(chat, message["chat"].clone());
        self.messages.insert((chat, id), message.clone());
        message
    }

    /// The id of a new query that waits for an answer.
    pub(super) fn query(&mut self, kind: &str) -> String {
        self.n_messages += 1;
        let id = format!("{kind}{}", self.n_messages);
        self.queries.insert(id.clone());
        id
    }

    /// Records a call; returns its index.
    pub(super) fn note(&mut self, method: &str, body: Value) -> usize {
        if !is_method(method) {
            self.problems.push(format!("{method}: unknown method"));
        }
        let method = method[..1].to_lowercase() + &method[1..];
        self.calls.push(Call { at: now(), method, body, answer: Value::Null, is_ok: None });
        self.n_forgotten + self.calls.len() - 1
    }

    /// The call at an index; `None` after a reset.
    pub(super) fn call_at(&mut self, place: usize) -> Option<&mut Call> {
        self.calls.get_mut(place.checked_sub(self.n_forgotten)?)
    }

    /// Resets the state.
    pub(super) fn reset(&mut self) {
        let n_forgotten = self.n_forgotten + self.calls.len();
        *self = Self { n_forgotten, ..Self::default() };
    }
}

impl Webhook {
    fn takes(&self, kind: &str) -> bool {
        self.allowed.is_empty() || self.allowed.iter().any(|it| it == kind)
    }
}

/// How long an update may take that is brought to a webhook; Telegram's own limit is not documented.
const DELIVERY_TIMEOUT: Duration = Duration::from_secs(20);

/// Delivers an update to a webhook, with retries for some minutes; Telegram retries for a day.
pub(super) async fn deliver(api: BotApi, webhook: Webhook, update: Value) {
    let client = reqwest::Client::new();
    for attempt in 1..=60 {
        let request = client.post(&webhook.url).body(update.to_string()).timeout(DELIVERY_TIMEOUT);
        let request = request.header("content-type", "application/json");
        let request = request.header("X-Telegram-Bot-Api-Secret-Token", &webhook.secret);
        let status = request.send().await.ok().map(|it| it.status().as_u16());
        let body = json!({"update_id": update["update_id"], "status": status});
        let is_taken = status.is_some_and(|it| it < 300);
        let call = Call {
            at: now(),
            method: "(webhook delivery)".to_owned(),
            body,
            answer: Value::Null,
            is_ok: Some(is_taken),
        };
        api.telegram().calls.push(call);
        api.shared.changed.notify_waiters();
        if is_taken {
            return;
        }
        sleep(Duration::from_secs(attempt.min(3))).await;
    }
}

/// Seconds of Unix time.
#[expect(clippy::disallowed_methods, reason = "calls and messages have a date")]
pub(super) fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64()
}
