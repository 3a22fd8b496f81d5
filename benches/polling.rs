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

#[path = "../tests/support/mod.rs"]
mod support;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use clausebot::{
    assistant::Assistant,
    config::{BotToken, Limits, Monitor, Serving, StorePlace},
    telegram::{Api, begin, handle},
};
use serde_json::json;
use teloxide::{
    Bot,
    dispatching::UpdateFilterExt,
    prelude::{Dispatcher, Requester},
    types::{Message, Update},
};

use self::support::bot_api::BotApi;

const N_CHATS: usize = 100;
/// The messages' date: after the start of any bot here.
const LATER: i64 = 4_000_000_000;
const TOKEN: &str = "123:TEST";

/// Questions: a mix of topics, amounts and numbers, in three scripts.
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

/// A Bot API with so many messages that wait to be fetched.
async fn telegram(n_messages: usize) -> BotApi {
    let api = BotApi::start().await;
    for n in 1..=n_messages {
        let chat = n % N_CHATS + 1;
        let message = json!({
            "message_id": n, "date": LATER, "text": QUESTIONS[n % QUESTIONS.len()],
            "chat": {"id": chat, "type": "private", "first_name": "A"},
            "from": {"id": chat, "is_bot": false, "first_name": "A", "language_code": "en"},
        });
        api.update("message", message);
    }
    api
}

/// Waits until each message is answered.
async fn answered(api: &BotApi, n_messages: usize) {
    let is_done = || (api.n_calls("sendMessage") >= n_messages).then_some(());
    api.until(Duration::from_mins(5), is_done).await.unwrap();
}

/// Messages a second of the bot.
async fn clausebot(assistant: &Arc<Assistant>, kept: StorePlace, n_messages: usize) -> f64 {
    let telegram = telegram(n_messages).await;
    let token = BotToken::new(TOKEN);
    let api_url: reqwest::Url = telegram.url.parse().unwrap();
    let serving = Serving {
        token: Some(token.clone()),
        monitor: Monitor::Off,
        // A hundred chats ask as fast as they can.
        limits: Limits { per_user: None, per_chat: None },
        ..Serving::new(api_url.clone(), kept)
    };
    let api = Api::new(api_url, token).unwrap();
    let bot = begin(Arc::clone(assistant), &serving, api, handle).await.unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let start = Instant::now();
    let serving = tokio::spawn(bot.serve(async { _ = stopped.await }));
    answered(&telegram, n_messages).await;
    let rate = n_messages as f64 / start.elapsed().as_secs_f64();
    stop.send(()).unwrap();
    serving.await.unwrap().unwrap();
    rate
}

/// Messages a second of teloxide's dispatcher with an echo.
async fn echo(n_messages: usize) -> f64 {
    let telegram = telegram(n_messages).await;
    let bot = Bot::new(TOKEN).set_api_url(telegram.url.parse().unwrap());
    let tree = Update::filter_message().endpoint(|bot: Bot, message: Message| async move {
        bot.send_message(message.chat.id, message.text().unwrap_or_default()).await?;
        Ok::<(), teloxide::RequestError>(())
    });
    let mut dispatcher = Dispatcher::builder(bot, tree).build();
    let token = dispatcher.shutdown_token();
    let start = Instant::now();
    let serving = tokio::spawn(async move { dispatcher.dispatch().await });
    answered(&telegram, n_messages).await;
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
    let assistant = Arc::new(Assistant::shipped().unwrap());
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
