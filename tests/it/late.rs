//! Late answers: what is sent once Telegram takes messages again, outside the queue of its chat. These tests wait for
//! half a minute, as the bot does.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use clausebot::config::StorePlace;
use serde_json::json;

use crate::support::bot_api::{BotApi, Call, Fault};

use super::{
    long,
    telegram::{ASSISTANT, Served, edited_soon, serving},
};

/// The delay before a message is sent again that may have arrived.
const DELAY: Duration = Duration::from_secs(30);

/// More failures than a queue waits for: the answer becomes late, and is tried again.
fn becomes_late(chat: i64) -> Fault {
    Fault::new("sendMessage", 500).chat(chat).times(7)
}

/// A response after which nobody knows whether the message has arrived.
fn unreadable(chat: i64) -> Fault {
    Fault { raw: Some("no JSON".to_owned()), ..Fault::new("sendMessage", 200).chat(chat) }
}

/// The messages that arrived in a chat.
fn arrived(api: &BotApi, chat: i64) -> Vec<Call> {
    api.calls("sendMessage").into_iter().filter(|it| it.chat() == chat).collect()
}

#[tokio::test]
async fn a_message_that_may_have_arrived_is_not_sent_again_at_once() {
    let bot = Served::start().await;
    // The queue tries twice.
    bot.api.fault(unreadable(11).times(2));
    let asked = Instant::now();
    let answer = bot.answer("How many vaccine doses?", 1).await;
    assert!(answer.text().contains("150 million doses"), "{}", answer.text());
    assert!(asked.elapsed() >= DELAY, "{:?}", asked.elapsed());
    let api = bot.stop().await;
    assert_eq!(arrived(&api, 11).len(), 1);
}

#[tokio::test]
async fn the_rest_of_a_late_answer_is_sent_and_nothing_twice() {
    let bot = long::serve().await;
    bot.api.say(12, "list all commitments");
    // The buttons are below the last message.
    let is_last = |it: &Call| !it.buttons().is_empty();
    let is_listed = || arrived(&bot.api, 12).last().is_some_and(is_last).then_some(());
    bot.api.until(DELAY, is_listed).await.unwrap();
    let listed = arrived(&bot.api, 12).len();
    assert!(listed > 2, "{listed} messages");
    bot.api.fault_after(1, becomes_late(11));
    bot.api.fault(unreadable(11));
    let asked = Instant::now();
    bot.api.say(11, "list all commitments");
    bot.api.call("sendMessage", 2 * listed).await;
    assert!(asked.elapsed() >= DELAY, "{:?}", asked.elapsed());
    let api = bot.stop().await;
    let texts =
        |chat| arrived(&api, chat).iter().map(|it| it.text().to_owned()).collect::<Vec<_>>();
    assert_eq!(texts(11), texts(12));
}

/// The late answer is to the newer text, and stays.
#[tokio::test]
async fn what_a_question_said_before_its_edit_replaces_no_late_answer() {
    let bot = Served::start().await;
    let mut question = bot.api.message(11, "rail links", &json!({}));
    let before = question.clone();
    question["text"] = json!("nuclear energy");
    edited_soon(&mut question);
    bot.api.fault(becomes_late(11));
    bot.api.update("edited_message", question);
    bot.api.update("message", before);
    bot.api.call("sendMessage", 1).await;
    let api = bot.stop().await;
    let texts: Vec<String> = arrived(&api, 11).iter().map(|it| it.text().to_owned()).collect();
    assert!(matches!(&texts[..], [it] if it.contains("nuclear")), "{texts:?}");
}

#[tokio::test]
async fn a_late_answer_follows_its_group() {
    let bot = Served::start().await;
    bot.api.fault(becomes_late(-5));
    let moved = "Bad Request: group chat was upgraded to a supergroup chat";
    let moved = Fault::new("sendMessage", 400).chat(-5).says(moved);
    bot.api.fault(Fault { migrate_to: Some(-1005), ..moved });
    bot.api.say(-5, "/ask 3.6");
    let answer = bot.api.call("sendMessage", 1).await;
    assert_eq!(answer.chat(), -1005);
    bot.stop().await;
}

#[tokio::test]
async fn a_late_answer_follows_no_group_that_moves_without_end() {
    let bot = Served::start().await;
    bot.api.fault(becomes_late(-5));
    let moved =
        Fault::new("sendMessage", 400).says("Bad Request: group chat was upgraded").times(100);
    bot.api.fault(Fault { migrate_to: Some(-1005), ..moved });
    bot.api.say(-5, "/ask 3.6");
    let is_moving = || (bot.api.n_faults() < 100).then_some(());
    bot.api.until(DELAY, is_moving).await.unwrap();
    let api = bot.stop().await;
    assert!(api.n_faults() > 90, "{} left", api.n_faults());
}

#[tokio::test]
async fn a_chat_that_is_lost_meanwhile_is_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let start = async |api: BotApi| {
        let serving = serving(&api, StorePlace::Directory(folder.path().to_owned()));
        Served::set(api, Arc::clone(&ASSISTANT), &serving, None).await
    };
    let bot = start(BotApi::start().await).await;
    bot.answer("/language zh-Hant", 1).await;
    bot.api.fault(becomes_late(11));
    let blocked = "Forbidden: bot was blocked by the user";
    bot.api.fault(Fault::new("sendMessage", 403).chat(11).says(blocked));
    bot.api.say(11, "3.6");
    let is_refused = || (bot.api.n_faults() == 0).then_some(());
    bot.api.until(DELAY, is_refused).await.unwrap();
    let api = bot.stop().await;
    assert_eq!(arrived(&api, 11).len(), 1);
    let bot = start(api).await;
    assert!(bot.answer("3.6", 2).await.text().contains("Clause 3.6"));
    bot.stop().await;
}
