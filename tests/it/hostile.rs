//! A Bot API, or a proxy before it, that behaves badly.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

use serde_json::{Value, json};
use tokio::time::sleep;

use crate::{
    support::bot_api::{BotApi, Fault, Script},
    telegram::Served,
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
