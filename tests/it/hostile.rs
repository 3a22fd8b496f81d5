//! A Bot API, or a proxy before it, that behaves badly.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

use clausebot::config::{AccessLists, Serving, StorePlace};
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::{
    support::bot_api::{BotApi, Fault, Script},
    telegram::{ASSISTANT, Served, serving},
};

/// Polls that are answered at once, always with the same updates.
struct Hot {
    updates: Value,
    n_polls: Arc<AtomicUsize>,
}

impl Script for Hot {
    fn updates(&self, _: u64) -> Vec<Value> {
        Vec::new()
    }

    fn called(&self, method: &str, _: &[u8]) -> Option<(u16, String)> {
        method.eq_ignore_ascii_case("getUpdates").then(|| {
            self.n_polls.fetch_add(1, SeqCst);
            (200, json!({"ok": true, "result": self.updates}).to_string())
        })
    }
}

#[tokio::test]
async fn polls_without_new_updates_are_spaced_out() {
    for updates in [json!([]), json!([{"update_id": 7}]), json!([{"no": "id"}])] {
        let n_polls = Arc::new(AtomicUsize::new(0));
        let hot = Hot { updates: updates.clone(), n_polls: Arc::clone(&n_polls) };
        let bot = Served::at(BotApi::scripted(Box::new(hot)).await).await;
        sleep(Duration::from_secs(1)).await;
        let n_polls = n_polls.load(SeqCst);
        assert!((1..20).contains(&n_polls), "{n_polls} polls a second with {updates}");
        bot.stop().await;
    }
}

#[tokio::test]
async fn a_chat_is_answered_after_a_wait_that_nobody_means() {
    let bot = Served::start().await;
    bot.api.fault(Fault::new("sendMessage", 429).retry_after(1_000_000_000_000_000_000));
    let answer = bot.answer("3.6", 1).await;
    assert!(answer.text().contains("3.6"), "{}", answer.text());
    bot.stop().await;
}

/// A question in a supergroup.
fn ask_in(api: &BotApi, chat: i64) -> Value {
    let group = json!({"id": chat, "type": "supergroup", "title": "G"});
    let message = api.message(chat, "/ask 3.6", &json!({"chat": group}));
    api.update("message", message.clone());
    message["message_id"].clone()
}

/// What the lists say of a group holds for the supergroup that it becomes, at once and after
/// a restart.
#[tokio::test]
async fn the_lists_follow_a_group_that_becomes_a_supergroup() {
    let [old, new] = [-5, -1_000_000_000_005];
    for is_blocked in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let api = BotApi::start().await;
        let listed: std::collections::BTreeSet<i64> = [old].into();
        let access = if is_blocked {
            AccessLists { allowed: [].into(), blocked: listed }
        } else {
            AccessLists { allowed: listed.into_iter().chain([11]).collect(), blocked: [].into() }
        };
        let place = StorePlace::Directory(folder.path().to_owned());
        let serving = Serving { access, ..serving(&api, place) };
        let bot = Served::set(api, Arc::clone(&ASSISTANT), &serving, None).await;
        let mut moved = bot.api.message(old, "", &json!({"migrate_to_chat_id": new}));
        moved.as_object_mut().unwrap().remove("text");
        bot.api.update("message", moved);
        let first = ask_in(&bot.api, new);
        let after = bot.answer("3.6", if is_blocked { 1 } else { 2 }).await;
        assert!(after.text().contains("3.6"));
        let api = bot.stop().await;
        let bot = Served::set(api, Arc::clone(&ASSISTANT), &serving, None).await;
        let second = ask_in(&bot.api, new);
        bot.answer("3.6", if is_blocked { 2 } else { 4 }).await;
        let calls = bot.stop().await.calls("sendMessage");
        let answered: Vec<Value> = calls
            .iter()
            .filter(|it| it.chat() == new)
            .map(|it| it.body["reply_parameters"]["message_id"].clone())
            .collect();
        let wanted = if is_blocked { vec![] } else { vec![first, second] };
        assert_eq!(answered, wanted, "blocked: {is_blocked}");
    }
}

/// Groups that move again with each message.
struct Moving(Arc<AtomicUsize>);

impl Script for Moving {
    fn updates(&self, offset: u64) -> Vec<Value> {
        let message = |id: u64, chat: i64, kind: &str| {
            let chat = json!({"id": chat, "type": kind, "title": "G", "first_name": "Ann"});
            let from = json!({"id": 11, "is_bot": false, "first_name": "Ann"});
            json!({"update_id": id, "message": {"message_id": id, "date": 4_000_000_000_u32,
                "chat": chat, "from": from, "text": "/ask 3.6"}})
        };
        let all = [message(1, -5, "group"), message(2, 11, "private")];
        all.into_iter().filter(|it| it["update_id"].as_u64() >= Some(offset)).collect()
    }

    fn called(&self, method: &str, body: &[u8]) -> Option<(u16, String)> {
        let chat = serde_json::from_slice::<Value>(body).ok()?["chat_id"].as_i64()?;
        (method.eq_ignore_ascii_case("sendMessage") && chat < 0).then(|| {
            let n = i64::try_from(self.0.fetch_add(1, SeqCst)).unwrap();
            let moved = json!({"migrate_to_chat_id": -1_000_000_000_000_i64 - n});
            let body = json!({"ok": false, "error_code": 400, "description": "moved", "parameters": moved});
            (400, body.to_string())
        })
    }
}

#[tokio::test]
async fn a_group_that_moves_without_end_is_not_followed_without_end() {
    let n_moves = Arc::new(AtomicUsize::new(0));
    let api = BotApi::scripted(Box::new(Moving(Arc::clone(&n_moves)))).await;
    let bot = Served::at(api).await;
    while n_moves.load(SeqCst) < 4 {
        tokio::task::yield_now().await;
    }
    sleep(Duration::from_secs(1)).await;
    assert_eq!(n_moves.load(SeqCst), 4);
    bot.stop().await;
}

/// One fetch brings an update that nests ten thousand deep, and others with numbers that a
/// floating-point number cannot hold.
struct Strange {
    n_polls: AtomicUsize,
    /// The chats that were answered.
    chats: Arc<Mutex<Vec<i64>>>,
}

impl Script for Strange {
    fn updates(&self, _: u64) -> Vec<Value> {
        Vec::new()
    }

    fn called(&self, method: &str, body: &[u8]) -> Option<(u16, String)> {
        if method.eq_ignore_ascii_case("sendMessage") {
            let body: Value = serde_json::from_slice(body).unwrap();
            self.chats.lock().unwrap().push(body["chat_id"].as_i64().unwrap());
        }
        let is_first =
            method.eq_ignore_ascii_case("getUpdates") && self.n_polls.fetch_add(1, SeqCst) == 0;
        is_first.then(|| {
            let deep =
                format!("{}{}", r#"{"reply_to_message":"#.repeat(10_000), "}".repeat(10_000));
            let deep = deep.replace(":}", ":{}}");
            let asked = |id: i64, chat: i64| {
                json!({"update_id": id, "message": {"message_id": 5, "date": 4_000_000_000_u32,
                    "chat": {"id": chat, "type": "private"}, "from": {"id": chat}, "text": "3.6"}})
            };
            let mut group = asked(LARGE - 1, -LARGE);
            group["message"]["chat"]["type"] = json!("supergroup");
            group["message"]["text"] = json!("/ask 3.6");
            group["message"]["from"]["id"] = json!(11);
            let large = [asked(8, LARGE), group, asked(LARGE, LARGE + 2)].map(|it| it.to_string());
            let beyond =
                r#"{"update_id":9,"message":{"chat":{"id":36893488147419103232},"text":"3.6"}}"#;
            let deep = format!(r#"{{"update_id":7,"message":{deep}}}"#);
            (200, format!(r#"{{"ok":true,"result":[{deep},{beyond},{}]}}"#, large.join(",")))
        })
    }
}

/// A number that no `f64` holds.
const LARGE: i64 = (1 << 53) + 1;

#[tokio::test]
async fn deep_json_and_large_numbers_are_read() {
    let chats = Arc::<Mutex<Vec<i64>>>::default();
    let strange = Strange { n_polls: AtomicUsize::new(0), chats: Arc::clone(&chats) };
    let bot = Served::at(BotApi::scripted(Box::new(strange)).await).await;
    while chats.lock().unwrap().len() < 3 {
        tokio::task::yield_now().await;
    }
    bot.stop().await;
    let mut chats = chats.lock().unwrap().clone();
    chats.sort_unstable();
    assert_eq!(chats, [-LARGE, LARGE, LARGE + 2]);
}
