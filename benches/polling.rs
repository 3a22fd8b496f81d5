//! Messages a second through the whole loop, beside a bare echo bot of
//! teloxide's: long polling, 100 chats, a Bot API in this process.
//!
//!     cargo bench --bench polling
//!
//! Prints both rates and their ratio. Every round measures both bots, in turn,
//! so that a machine that gets slower does so for both.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    reason = "a benchmark fails by panicking, and prints"
)]

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, State},
    routing::post,
};
use clausebot::{
    assistant::{Assistant, shipped},
    config::{BotToken, Limits, Monitor, Serving, StorePlace},
    telegram::{Api, begin},
};
use serde_json::{Value, json};
use teloxide::{
    Bot,
    dispatching::UpdateFilterExt,
    prelude::{Dispatcher, Requester},
    types::{Message, Update},
};
use tokio::{net::TcpListener, sync::Notify};

const N_CHATS: usize = 100;
/// The messages' date: after the start of any bot here.
const LATER: i64 = 4_000_000_000;
const TOKEN: &str = "123:TEST";

/// What people ask; a mix of topics, amounts and numbers, in three scripts.
const QUESTIONS: [&str; 8] = [
    "疫苗有多少剂？",
    "rail links",
    "3.6",
    "東協中心地位",
    "How much will China import from ASEAN farmers?",
    "湄公河大坝",
    "nuclear energy training",
    "烧芭",
];

/// An API that gives so many messages and counts the answers.
struct Telegram {
    n_messages: usize,
    n_sent: AtomicUsize,
    done: Notify,
}

async fn telegram(n_messages: usize) -> (Arc<Telegram>, String) {
    let telegram =
        Arc::new(Telegram { n_messages, n_sent: AtomicUsize::new(0), done: Notify::new() });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let routes =
        Router::new().route("/{bot}/{method}", post(called)).with_state(Arc::clone(&telegram));
    tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
    (telegram, url)
}

async fn called(
    State(telegram): State<Arc<Telegram>>,
    Path((_, method)): Path<(String, String)>,
    body: Bytes,
) -> Json<Value> {
    let result = match method.to_lowercase().as_str() {
        "getme" => json!({
            "id": 666, "is_bot": true, "first_name": "Stand", "username": "stand_bot",
            "can_join_groups": true, "can_read_all_group_messages": false,
            "supports_inline_queries": true, "has_main_web_app": false,
        }),
        "getwebhookinfo" => json!({
            "url": "", "has_custom_certificate": false, "pending_update_count": 0
        }),
        "getupdates" => {
            return Json(json!({"ok": true, "result": updates(&telegram, &body).await}));
        }
        "sendmessage" => {
            if telegram.n_sent.fetch_add(1, Ordering::SeqCst) + 1 == telegram.n_messages {
                telegram.done.notify_one();
            }
            json!({
                "message_id": 1, "date": 1, "text": "a",
                "chat": {"id": 1, "type": "private", "first_name": "A"},
            })
        }
        _ => json!(true),
    };
    Json(json!({"ok": true, "result": result}))
}

async fn updates(telegram: &Telegram, body: &[u8]) -> Vec<Value> {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let first = body["offset"].as_u64().unwrap_or_default().max(1);
    let last = (first + 100).min(telegram.n_messages as u64 + 1);
    if first >= last {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    (first..last).map(message).collect()
}

fn message(id: u64) -> Value {
    let place = usize::try_from(id).unwrap();
    let chat = place % N_CHATS + 1;
    json!({"update_id": id, "message": {
        "message_id": id, "date": LATER, "text": QUESTIONS[place % QUESTIONS.len()],
        "chat": {"id": chat, "type": "private", "first_name": "A"},
        "from": {"id": chat, "is_bot": false, "first_name": "A", "language_code": "en"},
    }})
}

/// Messages a second of the bot.
async fn clausebot(assistant: &Arc<Assistant>, kept: StorePlace, n_messages: usize) -> f64 {
    let (telegram, url) = telegram(n_messages).await;
    let token = BotToken::new(TOKEN);
    let api_url: reqwest::Url = url.parse().unwrap();
    let serving = Serving {
        token: Some(token.clone()),
        monitor: Monitor::Off,
        // A hundred chats ask as fast as they can.
        limits: Limits { per_user: None, per_chat: None },
        ..Serving::new(api_url.clone(), kept)
    };
    let api = Api::new(api_url, token).unwrap();
    let bot = begin(Arc::clone(assistant), &serving, api).await.unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let start = Instant::now();
    let serving = tokio::spawn(bot.serve(async { _ = stopped.await }));
    telegram.done.notified().await;
    let rate = n_messages as f64 / start.elapsed().as_secs_f64();
    stop.send(()).unwrap();
    serving.await.unwrap().unwrap();
    rate
}

/// Messages a second of teloxide's dispatcher with an echo.
async fn echo(n_messages: usize) -> f64 {
    let (telegram, url) = telegram(n_messages).await;
    let bot = Bot::new(TOKEN).set_api_url(url.parse().unwrap());
    let tree = Update::filter_message().endpoint(|bot: Bot, message: Message| async move {
        bot.send_message(message.chat.id, message.text().unwrap_or_default()).await?;
        Ok::<(), teloxide::RequestError>(())
    });
    let mut dispatcher = Dispatcher::builder(bot, tree).build();
    let token = dispatcher.shutdown_token();
    let start = Instant::now();
    let serving = tokio::spawn(async move { dispatcher.dispatch().await });
    telegram.done.notified().await;
    let rate = n_messages as f64 / start.elapsed().as_secs_f64();
    token.shutdown().unwrap().await;
    serving.await.unwrap();
    rate
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}

#[tokio::main]
async fn main() {
    let is_test = std::env::args().any(|it| it == "--test");
    let (n_rounds, n_messages) = if is_test { (1, 200) } else { (7, 10_000) };
    let assistant = Arc::new(Assistant::new(shipped()).unwrap());
    assistant.warm();
    let folder = tempfile::tempdir().unwrap();
    let mut rates: [Vec<f64>; 3] = Default::default();
    for round in 0..n_rounds {
        let kept = StorePlace::Directory(folder.path().join(round.to_string()));
        rates[0].push(echo(n_messages).await);
        rates[1].push(clausebot(&assistant, StorePlace::Memory, n_messages).await);
        rates[2].push(clausebot(&assistant, kept, n_messages).await);
    }
    let [echo, memory, sqlite] = rates.map(median);
    println!("echo bot of teloxide        {echo:8.0} messages a second");
    println!("clausebot --no-store        {memory:8.0}, {:.2} of the echo bot", memory / echo);
    println!("clausebot with its database {sqlite:8.0}, {:.2} of the echo bot", sqlite / echo);
}
