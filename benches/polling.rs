//! Messages a second through the whole loop, beside a bare echo bot of
//! teloxide's: long polling, 100 chats, a Bot API in this process.
//!
//!     cargo bench --bench polling
//!
//! The messages are the questions of `tests/questions`, all different, and then eight
//! questions again and again, whose pages the bot keeps. The echo bot answers each with
//! as many messages as the bot, of the median length of the bot's. Prints the rates and
//! their ratios. Every round measures all bots, in turn, so that a machine that gets
//! slower does so for all. The Bot API only counts what is sent, so that the rates are
//! the bots' own.

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
    borrow::Cow,
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::{Duration, Instant},
};

use clausebot::{
    answer::Asked,
    assistant::Assistant,
    config::{BotToken, Limits, Monitor, Serving, StorePlace},
    measure::read_questions,
    render::TextOrder,
    telegram::{Api, Audience, Pager, begin, handle},
    text::Locale,
};
use serde::Deserialize;
use serde_json::{Value, json};
use teloxide::{
    Bot,
    dispatching::UpdateFilterExt,
    prelude::{Dispatcher, Requester},
    types::{Message, Update},
};
use tokio::{sync::Notify, time::timeout};

use self::support::bot_api::{BotApi, Script};

const N_CHATS: usize = 100;
/// Updates of one `getUpdates`, as of Telegram's.
const N_FETCHED: usize = 100;
/// The messages' date: after the start of any bot here.
const LATER: i64 = 4_000_000_000;
const TOKEN: &str = "123:TEST";

/// Questions that are asked again and again: topics, amounts and numbers, in three scripts.
const REPEATED: [&str; 8] = [
    "疫苗有多少剂？",
    "rail links",
    "3.6",
    "東協中心地位",
    "How much will China import from ASEAN farmers?",
    "湄公河大坝",
    "nuclear energy training",
    "烧芭",
];

/// The messages that bots have to answer, and the size of the answers.
struct Traffic {
    questions: Vec<String>,
    /// How many messages answer each question.
    n_answers: Vec<usize>,
    /// A message as long as the median of the bot's.
    echo: String,
}

impl Traffic {
    fn new(questions: Vec<String>, assistant: &Assistant) -> Self {
        let pages: Vec<Vec<String>> = questions.iter().map(|it| page(it, assistant)).collect();
        let mut messages: Vec<&String> = pages.iter().flatten().collect();
        messages.sort_unstable_by_key(|it| it.chars().count());
        let echo = messages[messages.len() / 2].clone();
        Self { n_answers: pages.iter().map(Vec::len).collect(), echo, questions }
    }

    fn n_answers(&self) -> usize {
        self.n_answers.iter().sum()
    }

    /// The updates of the messages, as JSON.
    fn updates(&self) -> Vec<String> {
        let update = |(n, text): (usize, &String)| {
            let chat = n % N_CHATS + 1;
            let message = json!({
                "message_id": n, "date": LATER, "text": text,
                "chat": {"id": chat, "type": "private", "first_name": "A"},
                "from": {"id": chat, "is_bot": false, "first_name": "A", "language_code": "en"},
            });
            json!({"update_id": n, "message": message}).to_string()
        };
        (1..).zip(&self.questions).map(update).collect()
    }
}

/// The messages with which the bot answers.
fn page(question: &str, assistant: &Assistant) -> Vec<String> {
    let asked = Asked::new(question, Locale::En);
    let answered = assistant.ask(&asked).unwrap();
    let pager = Pager {
        assistant,
        username: "bot",
        has_inline: true,
        has_app: false,
        pages: None,
        locale: answered.question.locale,
        order: TextOrder::default(),
        audience: Audience::One,
        document: None,
    };
    pager.answer(&answered).messages
}

/// So many questions of `tests/questions`, all different: once each, then with more question
/// marks behind them.
fn different(n_messages: usize) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions");
    let mut all: Vec<String> = Vec::new();
    for name in ["tune", "held", "unseen", "silent"] {
        let lines = fs::read_to_string(folder.join(format!("{name}.jsonl"))).unwrap();
        all.extend(read_questions(&lines).unwrap().into_iter().map(|it| it.q));
    }
    all.sort_unstable();
    all.dedup();
    (0..n_messages)
        .map(|n| format!("{}{}", all[n % all.len()], "?".repeat(n / all.len())))
        .collect()
}

fn repeated(n_messages: usize) -> Vec<String> {
    (0..n_messages).map(|n| REPEATED[n % REPEATED.len()].to_owned()).collect()
}

/// A Bot API that brings updates and counts the answers.
struct Counter {
    updates: Vec<String>,
    n_wanted: usize,
    n_sent: AtomicUsize,
    is_done: Notify,
}

/// The parameters of a call that the Bot API needs.
#[derive(Deserialize)]
struct Sent<'a> {
    chat_id: i64,
    #[serde(borrow)]
    text: Cow<'a, str>,
}

impl Counter {
    fn new(traffic: &Traffic) -> Arc<Self> {
        Arc::new(Self {
            updates: traffic.updates(),
            n_wanted: traffic.n_answers(),
            n_sent: AtomicUsize::new(0),
            is_done: Notify::new(),
        })
    }

    /// Waits until each message is answered.
    async fn answered(&self) {
        timeout(Duration::from_mins(5), self.is_done.notified()).await.unwrap();
    }

    fn fetched(&self, body: &[u8]) -> Option<String> {
        let call: Value = serde_json::from_slice(body).unwrap();
        let first = call["offset"].as_u64().unwrap_or_default().max(1);
        let waiting = self.updates.get(usize::try_from(first).unwrap() - 1..)?;
        let fetched = waiting.get(..N_FETCHED.min(waiting.len()))?;
        let fetched = (!fetched.is_empty()).then(|| fetched.join(","))?;
        Some(format!(r#"{{"ok":true,"result":[{fetched}]}}"#))
    }

    fn sent(&self, body: &[u8]) -> String {
        let Sent { chat_id, text } = serde_json::from_slice(body).unwrap();
        let n_sent = self.n_sent.fetch_add(1, SeqCst) + 1;
        if n_sent == self.n_wanted {
            self.is_done.notify_one();
        }
        let message = json!({
            "message_id": n_sent, "date": LATER, "text": text,
            "chat": {"id": chat_id, "type": "private", "first_name": "A"},
        });
        json!({"ok": true, "result": message}).to_string()
    }
}

/// The Bot API as the script of a server.
struct Shared(Arc<Counter>);

impl Script for Shared {
    fn updates(&self, _: u64) -> Vec<Value> {
        Vec::new()
    }

    fn called(&self, method: &str, body: &[u8]) -> Option<(u16, String)> {
        match method.to_ascii_lowercase().as_str() {
            "getupdates" => self.0.fetched(body).map(|it| (200, it)),
            "sendmessage" => Some((200, self.0.sent(body))),
            _ => None,
        }
    }
}

/// Messages a second of the bot.
async fn clausebot(assistant: &Arc<Assistant>, kept: StorePlace, traffic: &Traffic) -> f64 {
    let counter = Counter::new(traffic);
    let telegram = BotApi::scripted(Box::new(Shared(Arc::clone(&counter)))).await;
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
    counter.answered().await;
    let rate = traffic.questions.len() as f64 / start.elapsed().as_secs_f64();
    stop.send(()).unwrap();
    serving.await.unwrap().unwrap();
    rate
}

/// Messages a second of teloxide's dispatcher with an echo.
async fn echo(traffic: &Arc<Traffic>) -> f64 {
    let counter = Counter::new(traffic);
    let telegram = BotApi::scripted(Box::new(Shared(Arc::clone(&counter)))).await;
    let bot = Bot::new(TOKEN).set_api_url(telegram.url.parse().unwrap());
    let answers = Arc::clone(traffic);
    let tree = Update::filter_message().endpoint(move |bot: Bot, message: Message| {
        let answers = Arc::clone(&answers);
        async move {
            let place = usize::try_from(message.id.0).unwrap() - 1;
            for _ in 0..answers.n_answers[place] {
                bot.send_message(message.chat.id, answers.echo.as_str()).await?;
            }
            Ok::<(), teloxide::RequestError>(())
        }
    });
    let mut dispatcher = Dispatcher::builder(bot, tree).build();
    let token = dispatcher.shutdown_token();
    let start = Instant::now();
    let serving = tokio::spawn(async move { dispatcher.dispatch().await });
    counter.answered().await;
    let rate = traffic.questions.len() as f64 / start.elapsed().as_secs_f64();
    token.shutdown().unwrap().await;
    serving.await.unwrap();
    rate
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}

/// Measures the bots with the messages, and prints the medians.
async fn measure(name: &str, traffic: Traffic, assistant: &Arc<Assistant>, n_rounds: usize) {
    let traffic = Arc::new(traffic);
    let folder = tempfile::tempdir().unwrap();
    let mut rates: [Vec<f64>; 3] = Default::default();
    for round in 0..n_rounds {
        let kept = StorePlace::Directory(folder.path().join(round.to_string()));
        rates[0].push(echo(&traffic).await);
        rates[1].push(clausebot(assistant, StorePlace::Memory, &traffic).await);
        rates[2].push(clausebot(assistant, kept, &traffic).await);
    }
    let [echo, memory, sqlite] = rates.map(median);
    let n_chars = traffic.echo.chars().count();
    println!(
        "{name}: {} messages, {} answers of {n_chars} characters",
        traffic.questions.len(),
        traffic.n_answers()
    );
    println!("  echo bot of teloxide        {echo:8.0} messages a second");
    println!("  clausebot --no-store        {memory:8.0}, {:.2} of the echo bot", memory / echo);
    println!("  clausebot with its database {sqlite:8.0}, {:.2} of the echo bot", sqlite / echo);
}

#[tokio::main]
async fn main() {
    let is_test = std::env::args().any(|it| it == "--test");
    let (n_rounds, n_messages) = if is_test { (1, 200) } else { (7, 10_000) };
    let assistant = Arc::new(Assistant::shipped().unwrap());
    assistant.warm();
    let all_differ = Traffic::new(different(n_messages), &assistant);
    measure("all differ", all_differ, &assistant, n_rounds).await;
    let eight = Traffic::new(repeated(n_messages), &assistant);
    measure("eight, repeated", eight, &assistant, n_rounds).await;
}
