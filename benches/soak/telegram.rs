//! A Bot API that sends the traffic, makes some calls fail, and counts the
//! calls for each update.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, AtomicU8, AtomicU64, Ordering::Relaxed},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    support::bot_api::{BotApi, Script},
    traffic::{BOT, Matter, Place},
};

/// Updates of one fetch.
const N_FETCHED: u64 = 100;

/// One fetch of so many gives updates again that were fetched before.
const REPEATED: u64 = 50;

/// The answer to a question has its number and this.
const ANSWERS: i64 = 1_000_000_000;

/// Further parts of answers have numbers from here.
const PARTS: i64 = 1_500_000_000;

/// The record of each update, and totals.
pub(crate) struct Telegram {
    pub(crate) n_updates: u64,
    /// By update: calls that were wanted, and whether its call failed once.
    calls: Vec<AtomicU8>,
    failed: Vec<AtomicBool>,
    n_fetches: AtomicU64,
    n_parts: AtomicI64,
    pub(crate) n_confirmed: AtomicU64,
    pub(crate) n_done: AtomicU64,
    pub(crate) n_faults: AtomicU64,
    /// Calls that no update asks for.
    pub(crate) n_strays: AtomicU64,
    /// When the last call for an update came, in seconds of Unix time.
    pub(crate) done_at: AtomicI64,
}

/// The fields that are read of a call.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Call {
    offset: u64,
    chat_id: i64,
    message_id: i64,
    reply_parameters: Option<Replied>,
    callback_query_id: String,
    inline_query_id: String,
}

#[derive(Deserialize)]
struct Replied {
    message_id: u64,
}

/// Status and body of an answer.
type Answer = (u16, String);

impl Telegram {
    /// Starts a Bot API with this traffic; its address.
    pub(crate) async fn start(n_updates: u64) -> (Arc<Self>, String) {
        let telegram = Arc::new(Self {
            n_updates,
            calls: (0..=n_updates).map(|_| AtomicU8::new(0)).collect(),
            failed: (0..=n_updates).map(|_| AtomicBool::new(false)).collect(),
            n_fetches: AtomicU64::new(0),
            n_parts: AtomicI64::new(0),
            n_confirmed: AtomicU64::new(0),
            n_done: AtomicU64::new(0),
            n_faults: AtomicU64::new(0),
            n_strays: AtomicU64::new(0),
            done_at: AtomicI64::new(now()),
        });
        let api = BotApi::scripted(Box::new(Traffic(Arc::clone(&telegram)))).await;
        (telegram, api.url)
    }

    /// Updates that require a call.
    pub(crate) fn n_wanted(&self) -> u64 {
        (1..=self.n_updates).map(|it| u64::from(Place(it).n_wanted())).sum()
    }

    /// Updates with wrong calls: number, actual calls, expected calls.
    pub(crate) fn wrong(&self) -> impl Iterator<Item = (Place, u8, u8)> {
        let had = self.calls.iter().map(|it| it.load(Relaxed));
        let all = (0..).map(Place).zip(had).skip(1).map(|(it, had)| (it, had, it.n_wanted()));
        all.filter(|(_, had, wanted)| had != wanted)
    }

    /// Records a call for an update in its chat.
    fn note(&self, place: Option<Place>, chat: i64) {
        let known = place.filter(|it| it.chat() == chat);
        let calls = known.and_then(|it| self.calls.get(usize::try_from(it.0).ok()?));
        match calls.map(|it| it.fetch_add(1, Relaxed)) {
            Some(0) => {
                self.n_done.fetch_add(1, Relaxed);
                self.done_at.store(now(), Relaxed);
            }
            Some(_) => {}
            None => _ = self.n_strays.fetch_add(1, Relaxed),
        }
    }

    /// Whether a call for an update fails, and how: the first one of some.
    fn fault(&self, place: Place) -> Option<Answer> {
        let answer = match place.0 % 1009 {
            5 => refused(429, "Too Many Requests: retry after 1", &json!({"retry_after": 1})),
            7 => refused(500, "Internal Server Error", &json!({})),
            9 => (502, "<html>502 Bad Gateway</html>".to_owned()),
            _ => return None,
        };
        let failed = self.failed.get(usize::try_from(place.0).ok()?)?;
        let is_first = !failed.swap(true, Relaxed);
        is_first.then(|| {
            self.n_faults.fetch_add(1, Relaxed);
            answer
        })
    }

    fn fetched(&self, offset: u64) -> Vec<Value> {
        let first = offset.max(1);
        self.n_confirmed.fetch_max(first - 1, Relaxed);
        let n_fetches = self.n_fetches.fetch_add(1, Relaxed);
        let again = if n_fetches % REPEATED == REPEATED - 1 { 5 } else { 0 };
        let last = (first + N_FETCHED - 1).min(self.n_updates);
        let now = now();
        let updates =
            if first > last { 1..1 } else { first.saturating_sub(again).max(1)..last + 1 };
        updates.map(|it| Place(it).update(now)).collect()
    }

    fn sent(&self, call: &Call) -> Answer {
        let chat = call.chat_id;
        let question = call.reply_parameters.as_ref().map(|it| Place(it.message_id));
        let place = question.or_else(|| Place::of_greeting(chat));
        let Some(place) = place else {
            // The rest of a long answer.
            let id = PARTS + self.n_parts.fetch_add(1, Relaxed) % 400_000_000;
            return good(&message(chat, id));
        };
        if let Some(fault) = self.fault(place) {
            return fault;
        }
        self.note(Some(place), chat);
        if place.matter() == Matter::Blocked {
            return refused(403, "Forbidden: bot was blocked by the user", &json!({}));
        }
        good(&message(chat, ANSWERS + i64::try_from(place.0).unwrap_or_default()))
    }

    fn answered(&self, query: Option<Place>) -> Answer {
        if let Some(fault) = query.and_then(|it| self.fault(it)) {
            return fault;
        }
        self.note(query, query.map(Place::chat).unwrap_or_default());
        good(&json!(true))
    }

    fn edited(&self, call: &Call) -> Answer {
        // An edit that answers no question follows a button press.
        let question = call.message_id.checked_sub(ANSWERS).and_then(|it| u64::try_from(it).ok());
        if let Some(question) = question.filter(|it| *it <= self.n_updates) {
            self.note(Place(question).edit(), call.chat_id);
        }
        good(&message(call.chat_id, call.message_id))
    }
}

/// Answers the calls of the traffic; all others are left to the Bot API.
pub(crate) struct Traffic(pub(crate) Arc<Telegram>);

impl Script for Traffic {
    fn updates(&self, offset: u64) -> Vec<Value> {
        self.0.fetched(offset)
    }

    fn called(&self, method: &str, body: &[u8]) -> Option<Answer> {
        let telegram = &self.0;
        let call: Call = serde_json::from_slice(body).unwrap_or_default();
        let numbered = |id: &str| id.get(1..).and_then(|it| it.parse().ok()).map(Place);
        match method.to_lowercase().as_str() {
            "sendmessage" => Some(telegram.sent(&call)),
            "editmessagetext" => Some(telegram.edited(&call)),
            "editmessagereplymarkup" => Some(good(&message(call.chat_id, call.message_id))),
            "answercallbackquery" => Some(telegram.answered(numbered(&call.callback_query_id))),
            "answerinlinequery" => Some(telegram.answered(numbered(&call.inline_query_id))),
            _ => None,
        }
    }
}

fn good(result: &Value) -> Answer {
    (200, json!({"ok": true, "result": result}).to_string())
}

fn refused(code: u16, description: &str, parameters: &Value) -> Answer {
    let answer = json!({"ok": false, "error_code": code, "description": description,
        "parameters": parameters});
    (code, answer.to_string())
}

fn message(chat: i64, id: i64) -> Value {
    let kind = if chat > 0 { "private" } else { "supergroup" };
    json!({"message_id": id, "date": 1_700_000_000, "text": "a",
        "chat": {"id": chat, "type": kind, "title": "G", "first_name": "Ann"},
        "from": {"id": BOT, "is_bot": true, "first_name": "Stand", "username": "stand_bot"}})
}

/// Seconds of Unix time.
#[expect(clippy::disallowed_methods, reason = "messages have a date")]
pub(crate) fn now() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.ok().and_then(|it| i64::try_from(it.as_secs()).ok()).unwrap_or_default()
}
