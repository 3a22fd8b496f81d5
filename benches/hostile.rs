//! CPU time of hostile updates, through the whole loop, against a Bot API in this
//! process.
//!
//!     cargo bench --bench hostile
//!
//! Prints the CPU time and the elapsed time for each kind of update, in milliseconds
//! (medians of some rounds). Each update is fetched alone and timed until it is
//! answered; an update without an answer, until the next question of its chat is
//! answered. The first line is a plain question.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
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
    config::{BotToken, Monitor, Serving, StorePlace},
    telegram::{Api, begin, handle},
};
use serde_json::{Value, json};

use self::support::bot_api::BotApi;

const N_ROUNDS: usize = 9;

/// Most milliseconds that an update should take.
const MOST: f64 = 20.0;

/// The question after the timed update.
const NEXT: &str = "/clause 3.6";

/// Methods that answer an update.
const ANSWERS: [&str; 3] = ["sendMessage", "answerCallbackQuery", "answerInlineQuery"];

fn person(user: i64) -> Value {
    json!({"id": user, "is_bot": false, "first_name": "Ann", "language_code": "en"})
}

fn message(chat: i64, user: i64, text: &str) -> Value {
    let kind = if chat > 0 { "private" } else { "supergroup" };
    json!({"message_id": 7, "date": 4_000_000_000_i64, "text": text, "from": person(user),
        "chat": {"id": chat, "type": kind, "title": "G", "first_name": "A"}})
}

fn with(mut message: Value, key: &str, value: Value) -> Value {
    message[key] = value;
    message
}

/// A message that replies to one that replies to one, and so on.
fn nested(chat: i64, user: i64, depth: usize) -> Value {
    let first = message(chat, user, "rail links");
    (0..depth).fold(first, |inner, _| with(message(chat, user, "/ask"), "reply_to_message", inner))
}

/// A text repeated up to Telegram's longest message.
fn full(text: &str) -> String {
    text.chars().cycle().take(4096 / text.chars().map(char::len_utf16).max().unwrap_or(1)).collect()
}

/// The texts of messages.
fn texts() -> Vec<(&'static str, String)> {
    let joined = |parts: Vec<String>| parts.concat();
    let digits = joined((1..2000).map(|it| format!("{it}.{it} ")).collect());
    let references = joined((1..500).map(|it| format!("[§{it}.{}]", it % 20)).collect());
    [
        ("plain", "rail links"),
        ("combining marks", "\u{301}"),
        ("letters with marks", "e\u{301}\u{302}\u{303}"),
        ("letters of eighteen", "\u{fdfa}"),
        ("characters of four", "㍿"),
        ("emoji of families", "👨‍👩‍👧‍👦"),
        ("tags", "\u{e0041}"),
        ("one character", "合"),
        ("one word", "a"),
        ("no words", "x y z "),
        ("slips", "cooperetion developmant "),
        ("pinyin", "hezuofazhan"),
        ("pinyin apart", "he zuo fa zhan "),
        ("common characters", "中国东盟合作发展加强"),
        ("rare characters", "龘靐齉爩"),
        ("homophones", "何做法展佳强"),
        ("traditional", "中國東協合作發展"),
        ("digits", "1234567890"),
        ("numerals", "一二三四五六七八九十百千万亿"),
        ("numerals in words", "one hundred and twenty-three thousand million "),
        ("amounts", "1500亿美元$1.5bn "),
        ("brackets that open", "["),
        ("brackets of both sorts", "【[【"),
        ("references", "[§1]"),
        ("clauses", "第三条第六款"),
        ("points", "three point six "),
        ("question words", "多少什么哪里为何"),
        ("commitments", "多少钱commitments by China by 2026 "),
        ("headings", "Promoting Prosperity Together 第四章"),
        ("slashes", "/"),
        ("markup", "<b>&\""),
        ("white space", " \u{3000}\n\t"),
    ]
    .map(|(name, text)| (name, full(text)))
    .into_iter()
    .chain([("many numbers", digits), ("many references", references)])
    .collect()
}

/// Updates that are no plain texts, from `user`.
fn others(user: i64) -> Vec<(&'static str, &'static str, Value)> {
    let entities: Vec<Value> =
        (0..1000).map(|it| json!({"type": "mention", "offset": it * 4, "length": 4})).collect();
    let mentions = with(message(-user, user, &full("@abc")), "entities", json!(entities));
    let mentions_of_bot: Vec<Value> =
        (0..400).map(|it| json!({"type": "mention", "offset": it * 10, "length": 10})).collect();
    let mentioned =
        with(message(-user, user, &full("@stand_bot")), "entities", json!(mentions_of_bot));
    let query = |data: &str, message: Value| {
        json!({"id": "1", "from": person(user), "chat_instance": "c", "data": data,
            "message": message})
    };
    let own = |text: &str| {
        let mut own = message(user, user, text);
        own["from"] = json!({"id": 666, "is_bot": true, "first_name": "B", "username": "b"});
        own
    };
    let buttons: Vec<Value> = (0..100)
        .map(|it| json!([{"text": "x", "callback_data": format!("1:f:e:23e7b182:1.{it}")}]))
        .collect();
    let full_of_buttons = with(own("x"), "reply_markup", json!({"inline_keyboard": buttons}));
    let asked =
        with(full_of_buttons.clone(), "reply_to_message", message(user, user, &full("合作")));
    vec![
        ("command in a group", "message", message(-user, user, &format!("/ask {}", full("合作")))),
        ("references in a group", "message", message(-user, user, &full("[§1]"))),
        ("open brackets in a group", "message", message(-user, user, &full("【"))),
        ("a thousand entities", "message", mentions),
        ("mentions of the bot", "message", mentioned),
        ("language", "message", message(user, user, &format!("/language {}", full("\u{301}")))),
        (
            "commitments by",
            "message",
            message(user, user, &format!("/commitments {}", full("中国"))),
        ),
        ("start", "message", message(user, user, &format!("/start {}", full("c")))),
        ("replies to replies", "message", nested(user, user, 1)),
        ("8 replies", "message", nested(user, user, 8)),
        ("100 replies", "message", nested(user, user, 100)),
        ("data of 64 bytes", "callback_query", query(&"\u{1}".repeat(64), own("x"))),
        ("data of colons", "callback_query", query(&":".repeat(64), own("x"))),
        ("the whole list", "callback_query", query("1:m:e:65535:23e7b182", own("x"))),
        ("a hundred buttons", "callback_query", query("1:f:e:23e7b182:1.1", asked)),
    ]
}

/// CPU time of the threads of this process in milliseconds; 0 on systems without
/// `/proc`.
fn worked_ms() -> f64 {
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let worked = tasks.filter_map(|it| std::fs::read_to_string(it.path().join("schedstat")).ok());
    worked.filter_map(|it| it.split(' ').next()?.parse::<f64>().ok()).sum::<f64>() / 1e6
}

struct Bench {
    api: BotApi,
    user: i64,
}

impl Bench {
    /// Milliseconds until an update, or the question behind it, is answered,
    /// and the CPU time of the threads of this process for it.
    async fn time(&mut self, make: impl Fn(i64) -> (&'static str, Value)) -> (f64, f64) {
        // Each user asks once, so that no rate limit applies.
        self.user += 1;
        let user = self.user;
        let (kind, body) = make(user);
        let chat = body["chat"]["id"].as_i64().unwrap_or(user);
        let n_answered = || ANSWERS.iter().map(|it| self.api.n_calls(it)).sum::<usize>();
        let before = n_answered();
        let (begun, worked) = (Instant::now(), worked_ms());
        self.api.update(kind, body);
        if kind == "message" {
            self.api.update(kind, message(chat, user, NEXT));
        }
        let is_answered = || (n_answered() > before).then_some(());
        self.api.until(Duration::from_mins(1), is_answered).await.unwrap();
        (begun.elapsed().as_secs_f64() * 1000.0, worked_ms() - worked)
    }

    async fn line(&mut self, name: &str, make: impl Fn(i64) -> (&'static str, Value)) -> f64 {
        let (mut took, mut worked) = (Vec::new(), Vec::new());
        for _ in 0..N_ROUNDS {
            let (it, busy) = self.time(&make).await;
            took.push(it);
            worked.push(busy);
            // Wait for running tasks, so that they do not count for the next update.
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        took.sort_by(f64::total_cmp);
        worked.sort_by(f64::total_cmp);
        let (median, passed) = (worked[N_ROUNDS / 2], took[N_ROUNDS / 2]);
        let mark = if median > MOST { "  TOO LONG" } else { "" };
        println!("{name:28} {median:8.2} ms  {passed:8.2} ms{mark}");
        median
    }
}

#[tokio::main]
async fn main() {
    let bot_api = BotApi::start().await;
    let api_url: reqwest::Url = bot_api.url.parse().unwrap();
    let token = BotToken::new("123:TEST");
    let serving = Serving {
        token: Some(token.clone()),
        monitor: Monitor::Off,
        ..Serving::new(api_url.clone(), StorePlace::Memory)
    };
    let assistant = Assistant::shipped().unwrap();
    assistant.warm();
    let api = Api::new(api_url, token).unwrap();
    let bot = begin(Arc::new(assistant), &serving, api, handle).await.unwrap();
    tokio::spawn(bot.serve(std::future::pending()));
    let mut bench = Bench { api: bot_api, user: 1000 };
    println!("{:28} {:>11}  {:>11}", "", "worked", "passed");
    let mut worst = 0.0_f64;
    for (name, text) in texts() {
        let took = bench.line(name, |user| ("message", message(user, user, &text))).await;
        worst = worst.max(took);
    }
    let names = others(1).into_iter().map(|(name, ..)| name);
    for (i, name) in names.enumerate() {
        let make = |user| {
            let (_, kind, body) = others(user).swap_remove(i);
            (kind, body)
        };
        worst = worst.max(bench.line(name, make).await);
    }
    let typed: String = "😀".repeat(256);
    for (name, text) in
        [("inline: emoji", typed), ("inline: words", "合作 cooperation ".repeat(15))]
    {
        let make = |user| {
            let query = json!({"id": "1", "from": person(user), "query": text, "offset": "x"});
            ("inline_query", query)
        };
        worst = worst.max(bench.line(name, make).await);
    }
    println!("worst median: {worst:.2} ms");
    assert!(worst < 10.0 * MOST, "a slow update delays all others");
}
