//! Kills and crashes lose no answer.

use std::{
    path::Path,
    sync::{Arc, mpsc},
    thread,
};

use clausebot::{
    assistant::Assistant,
    config::StorePlace,
    store::{Store, UpdateKey},
    telegram::Handler,
};
use serde_json::{Value, json};

use crate::{
    long,
    support::bot_api::{BotApi, Call, Fault},
    telegram::{ASSISTANT, Served, buggy, edited_soon, serving},
};

/// A bot with its threads, which can be killed.
struct Killable {
    kill: mpsc::Sender<()>,
    thread: thread::JoinHandle<()>,
}

impl Killable {
    fn start(
        api: &BotApi,
        data: &Path,
        assistant: &Arc<Assistant>,
        handler: Option<Handler>,
    ) -> Self {
        let serving = serving(api, StorePlace::Directory(data.to_owned()));
        let (api, assistant) = (api.clone(), Arc::clone(assistant));
        let (kill, killed) = mpsc::channel();
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            let served = runtime.block_on(Served::set(api, assistant, &serving, handler));
            killed.recv().unwrap();
            // Tasks in flight are aborted.
            runtime.shutdown_background();
            drop(served);
        });
        Self { kill, thread }
    }

    fn kill(self) {
        self.kill.send(()).unwrap();
        self.thread.join().unwrap();
    }
}

/// Waits until the queue is empty: every sent message is recorded.
async fn settled(data: &Path) -> Store {
    let store = Store::open_existing(data.to_owned()).unwrap();
    while store.inbox.n_open().await.unwrap() > 0 {
        tokio::task::yield_now().await;
    }
    store
}

fn failing(chat: i64, times: usize) -> Fault {
    Fault::new("sendMessage", 500).chat(chat).times(times)
}

/// How often each message of the users was replied to, and with what.
fn replies(api: &BotApi, message: &Value) -> Vec<String> {
    let is_reply = |body: &Value| body["reply_parameters"]["message_id"] == message["message_id"];
    let calls = api.calls("sendMessage");
    calls.iter().filter(|it| is_reply(&it.body)).map(|it| it.text().to_owned()).collect()
}

#[tokio::test]
async fn a_killed_process_costs_no_answer_and_repeats_none() {
    let folder = tempfile::tempdir().unwrap();
    let api = BotApi::start().await;
    let bot = Killable::start(&api, folder.path(), &ASSISTANT, None);
    let answered = api.say(12, "vaccines");
    api.call("sendMessage", 1).await;
    settled(folder.path()).await;
    // More often than this process lives.
    api.fault(failing(11, 1_000_000));
    let late = api.say(11, "rail links");
    let queued = api.say(11, "nuclear energy");
    api.tried("sendMessage", 11).await;
    bot.kill();
    api.heal();
    let bot = Killable::start(&api, folder.path(), &ASSISTANT, None);
    let after = api.say(12, "rail links");
    api.call("sendMessage", 4).await;
    settled(folder.path()).await;
    bot.kill();
    let bot = Killable::start(&api, folder.path(), &ASSISTANT, None);
    let last = api.say(12, "3.6");
    api.call("sendMessage", 5).await;
    settled(folder.path()).await;
    bot.kill();
    for message in [answered, late, queued, after, last] {
        assert_eq!(replies(&api, &message).len(), 1, "{message}");
    }
}

#[tokio::test]
async fn a_long_answer_goes_on_where_it_broke_off() {
    let folder = tempfile::tempdir().unwrap();
    let (assistant, data) = (long::assistant(), folder.path());
    let api = BotApi::start().await;
    let bot = Killable::start(&api, data, &assistant, None);
    api.fault_after(2, failing(11, 1_000_000));
    api.say(11, "list all commitments");
    api.tried("sendMessage", 11).await;
    bot.kill();
    api.heal();
    let bot = Killable::start(&api, data, &assistant, None);
    let last = api.say(12, "1.1");
    api.call("sendMessage", 3).await;
    settled(data).await;
    bot.kill();
    assert_eq!(replies(&api, &last).len(), 1);
    let calls = api.calls("sendMessage");
    let listed: Vec<Call> = calls.into_iter().filter(|it| it.chat() == 11).collect();
    long::assert_all_listed(&listed);
}

#[tokio::test]
async fn the_answer_to_an_edit_goes_on_where_it_broke_off() {
    let folder = tempfile::tempdir().unwrap();
    let (assistant, data) = (long::assistant(), folder.path());
    let api = BotApi::start().await;
    let bot = Killable::start(&api, data, &assistant, None);
    let mut question = api.say(11, "1.1");
    api.call("sendMessage", 1).await;
    question["text"] = json!("list all commitments");
    edited_soon(&mut question);
    // The first message is edited, one more arrives.
    api.fault_after(1, failing(11, 1_000_000));
    api.update("edited_message", question);
    api.tried("sendMessage", 11).await;
    bot.kill();
    api.heal();
    let bot = Killable::start(&api, data, &assistant, None);
    settled(data).await;
    bot.kill();
    let mut listed = api.calls("sendMessage");
    listed[0] = api.calls("editMessageText").swap_remove(0);
    long::assert_all_listed(&listed);
}

#[tokio::test]
async fn what_fails_three_times_is_put_aside_and_blocks_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let api = BotApi::start().await;
    let bot = Killable::start(&api, folder.path(), &ASSISTANT, Some(buggy));
    let bad = api.say(11, "boom");
    let good = api.say(11, "vaccines");
    api.call("sendMessage", 2).await;
    let store = settled(folder.path()).await;
    bot.kill();
    assert!(replies(&api, &bad).concat().contains("technical fault"));
    assert!(replies(&api, &good).concat().contains("150 million"));
    assert_eq!(store.inbox.n_dead_letters().await.unwrap(), 1);
}

#[tokio::test]
async fn a_button_that_nobody_waits_for_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let api = BotApi::start().await;
    let bot = Killable::start(&api, folder.path(), &ASSISTANT, None);
    api.say(11, "3.6");
    let answer = api.call("sendMessage", 1).await;
    let store = settled(folder.path()).await;
    bot.kill();
    // The button was pressed an hour ago, and the process was killed.
    let press = api.pressed(11, api.sent_id(1), &answer.button("›"));
    let update = clausebot::store::Received {
        key: UpdateKey(77),
        sender: None,
        body: json!({"update_id": 77, "callback_query": press}).to_string(),
    };
    store.inbox.receive(vec![update], 1_700_000_000_000).await.unwrap();
    drop(store);
    let bot = Killable::start(&api, folder.path(), &ASSISTANT, None);
    api.say(11, "vaccines");
    api.call("sendMessage", 2).await;
    settled(folder.path()).await;
    bot.kill();
    assert_eq!(api.calls("editMessageText").len(), 0);
}
