//! Databases whose process crashes, that refuse writes, or that are no database.

use std::{fs, ops::Range, path::PathBuf};

use clausebot::{
    store::{
        Answers, Attempt, ChatKey, Durability, Inbox, MAX_OF_SENDER, MessageKey, Received, Store,
        StoreError, UpdateKey,
    },
    text::Locale,
};
use rusqlite::Connection;
use tempfile::TempDir;

use super::{MAX_MISSES, answers, full_of_misses_contract, next, received};

struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Dropping a store without completing its updates is like a crash.
    fn open(&self) -> Store {
        Store::open(self.0.path().to_owned()).unwrap()
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("clausebot.sqlite3")
    }

    /// Another program that holds the database for longer than a write waits.
    fn block(&self) -> Connection {
        let file = Connection::open(self.file()).unwrap();
        file.execute_batch("begin immediate").unwrap();
        file
    }
}

fn retry(key: i64) -> (i64, Attempt) {
    (key, Attempt::Retry)
}

fn last_chance(key: i64) -> (i64, Attempt) {
    (key, Attempt::LastChance)
}

#[tokio::test]
async fn an_open_update_comes_again_until_it_is_to_blame() {
    let place = Place::new();
    let inbox = place.open().inbox;
    inbox.receive(received(&[1, 2, 3, 4]), 1000).await.unwrap();
    inbox.done(UpdateKey(1));
    drop(inbox);

    let inbox = place.open().inbox;
    assert_eq!(inbox.resume().await.unwrap(), (3, 0));
    assert_eq!(next(&*inbox, 3).await, [2, 3, 4].map(retry));
    inbox.receive(received(&[1, 2, 5]), 2000).await.unwrap();
    assert_eq!(next(&*inbox, 1).await, [(5, Attempt::First)]);
    // The answer of 2 is computed, and is being sent, when the run ends.
    inbox.answered(UpdateKey(2));
    drop(inbox);

    let inbox = place.open().inbox;
    assert_eq!(inbox.resume().await.unwrap(), (4, 0));
    assert_eq!(next(&*inbox, 4).await, [retry(2), last_chance(3), last_chance(4), retry(5)]);
    inbox.begin(UpdateKey(3)).await.unwrap();
    drop(inbox);

    let inbox = place.open().inbox;
    assert_eq!(inbox.resume().await.unwrap(), (3, 1), "three runs crashed on 3");
    assert_eq!(next(&*inbox, 3).await, [2, 4, 5].map(last_chance));
    assert_eq!(inbox.n_dead_letters().await.unwrap(), 1);
    inbox.receive(received(&[3]), 3000).await.unwrap();
    for key in [2, 4, 5] {
        inbox.done(UpdateKey(key));
    }
    assert_eq!(inbox.n_open().await.unwrap(), 0);
}

#[tokio::test]
async fn large_updates_of_an_earlier_run_are_handed_out_in_portions() {
    const N_UPDATES: i64 = 60;
    let place = Place::new();
    let inbox = place.open().inbox;
    let large =
        |id: i64| Received { key: UpdateKey(id), sender: Some(id), body: "x".repeat(100_000) };
    inbox.receive((1..=N_UPDATES).map(large).collect(), 1000).await.unwrap();
    assert_eq!(inbox.next().await.len(), 10, "a batch has a megabyte");
    drop(inbox);

    let inbox = place.open().inbox;
    inbox.resume().await.unwrap();
    assert_eq!(inbox.depth().n_bytes, 0, "the bodies are in the database");
    let mut keys = Vec::new();
    while keys.len() < usize::try_from(N_UPDATES).unwrap() {
        let batch = inbox.next().await;
        assert!((1..=11).contains(&batch.len()), "{}", batch.len());
        keys.extend(batch.iter().map(|it| it.key.0));
    }
    assert_eq!(keys, (1..=N_UPDATES).collect::<Vec<_>>());
}

#[tokio::test]
async fn an_update_that_comes_again_after_a_restart_takes_no_room() {
    let place = Place::new();
    let of_one = |keys: Range<usize>| {
        let update = |key| {
            let key = UpdateKey(i64::try_from(key).unwrap());
            Received { key, sender: Some(7), body: "{}".to_owned() }
        };
        keys.map(update).collect::<Vec<_>>()
    };
    let inbox = place.open().inbox;
    inbox.receive(of_one(0..MAX_OF_SENDER), 1000).await.unwrap();
    for update in of_one(0..MAX_OF_SENDER) {
        inbox.done(update.key);
    }
    drop(inbox);

    let inbox = place.open().inbox;
    inbox.receive(of_one(0..MAX_OF_SENDER), 1000).await.unwrap();
    inbox.receive(of_one(MAX_OF_SENDER..MAX_OF_SENDER + 1), 1000).await.unwrap();
    assert_eq!((inbox.depth().n_refused, inbox.n_open().await.unwrap()), (0, 1));
}

#[tokio::test]
async fn what_waits_is_counted() {
    let place = Place::new();
    let waiting = |inbox: &dyn Inbox| {
        let depth = inbox.depth();
        (depth.n_open, depth.n_waiting, depth.n_bytes)
    };
    let inbox = place.open().inbox;
    let n_bytes = received(&[1])[0].body.len();
    inbox.receive(received(&[1, 2]), 1000).await.unwrap();
    assert_eq!(waiting(&*inbox), (2, 2, 2 * n_bytes));
    next(&*inbox, 2).await;
    assert_eq!(waiting(&*inbox), (2, 0, 0));
    drop(inbox);

    let inbox = place.open().inbox;
    inbox.resume().await.unwrap();
    inbox.receive(received(&[3]), 2000).await.unwrap();
    assert_eq!(waiting(&*inbox), (3, 3, n_bytes), "bodies of an earlier run are not in memory");
    next(&*inbox, 3).await;
    assert_eq!(waiting(&*inbox), (3, 0, 0));
}

#[tokio::test]
async fn nothing_is_lost_while_the_database_refuses_writes() {
    let place = Place::new();
    let inbox = place.open().inbox;
    inbox.receive(received(&[1]), 1000).await.unwrap();
    let file = place.block();
    assert_eq!(inbox.receive(received(&[2]), 1000).await.unwrap(), Durability::Degraded);
    inbox.done(UpdateKey(1));
    assert_eq!(inbox.depth().durability, Durability::Degraded);
    assert_eq!(next(&*inbox, 2).await.len(), 2);
    assert_eq!(inbox.receive(received(&[2]), 1000).await.unwrap(), Durability::Degraded);
    file.execute_batch("rollback").unwrap();
    inbox.probe().await.unwrap();
    for _ in 0..2 {
        assert_eq!(inbox.receive(received(&[3]), 1000).await.unwrap(), Durability::Durable);
    }
    inbox.done(UpdateKey(2));
    assert_eq!(inbox.n_open().await.unwrap(), 1, "1 and 2 are done, 3 is open");
}

#[tokio::test]
async fn writes_are_stored_once_the_database_accepts_them() {
    let place = Place::new();
    let (chat, question) = (ChatKey(1), MessageKey(1));
    let store = place.open();
    store.chats.set_language(chat, Some(Locale::En)).await.unwrap();
    store.chats.remember(chat, question, answers([2], 1000));
    drop(store);

    let Store { chats, inbox } = place.open();
    let file = place.block();
    assert_eq!(inbox.receive(received(&[1, 2]), 1000).await.unwrap(), Durability::Degraded);
    assert!(!inbox.is_durable());
    assert_eq!(chats.settings(chat).await.unwrap().language, Some(Locale::En));
    assert_eq!(chats.answers(chat, question).await.unwrap(), answers([2], 1000));
    chats.remember(chat, question, answers([3], 2000));
    assert_eq!(chats.answers(chat, question).await.unwrap(), answers([3], 2000));
    inbox.done(UpdateKey(1));
    file.execute_batch("rollback").unwrap();
    inbox.probe().await.unwrap();
    assert!(inbox.is_durable());
    drop((chats, inbox));

    let Store { chats, inbox } = place.open();
    assert_eq!(inbox.resume().await.unwrap(), (1, 0));
    assert_eq!(next(&*inbox, 1).await, [retry(2)]);
    assert_eq!(chats.answers(chat, question).await.unwrap(), answers([3], 2000));
}

#[tokio::test]
async fn open_updates_are_handed_out_while_the_database_refuses_writes() {
    let place = Place::new();
    place.open().inbox.receive(received(&[1, 2, 3]), 1000).await.unwrap();
    let file = Connection::open(place.file()).unwrap();
    file.execute_batch("update inbox set trials = 2 where id = 3; begin immediate").unwrap();

    let inbox = place.open().inbox;
    assert_eq!(inbox.resume().await.unwrap(), (2, 1));
    assert_eq!(next(&*inbox, 2).await, [1, 2].map(retry));
    inbox.done(UpdateKey(1));
    file.execute_batch("rollback").unwrap();
    inbox.probe().await.unwrap();
    assert_eq!(inbox.n_dead_letters().await.unwrap(), 1);
    drop(inbox);

    let inbox = place.open().inbox;
    assert_eq!(inbox.resume().await.unwrap(), (1, 0));
    assert_eq!(next(&*inbox, 1).await, [last_chance(2)], "it was open in two runs");
}

#[tokio::test]
async fn dead_letters_are_bounded() {
    let place = Place::new();
    let inbox = place.open().inbox;
    for key in 0..110 {
        inbox.receive(received(&[key]), 1000).await.unwrap();
        inbox.dead_letter(UpdateKey(key), "it failed");
    }
    assert_eq!(inbox.n_dead_letters().await.unwrap(), 100);
}

#[tokio::test]
async fn the_oldest_answers_are_forgotten() {
    let (chats, chat) = (Store::in_memory().unwrap().chats, ChatKey(1));
    for i in 0..=52_224 {
        chats.remember(chat, MessageKey(i), answers([i], 1000));
    }
    // Reads what is not queued, and so waits until all is stored.
    chats.answers(ChatKey(2), MessageKey(0)).await.unwrap();
    let found = async |i| chats.answers(chat, MessageKey(i)).await.unwrap();
    assert_eq!(found(3).await, Answers::default());
    assert_eq!(found(52_224).await, answers([52_224], 1000));
}

#[tokio::test]
async fn misses_are_bounded() {
    let place = Place::new();
    let store = place.open();
    let fill = format!(
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < {})
         insert into misses select 'question ' || i, 1 from n",
        MAX_MISSES - 1
    );
    Connection::open(place.file()).unwrap().execute_batch(&fill).unwrap();
    full_of_misses_contract(&store).await.unwrap();
}

#[tokio::test]
async fn settings_survive_a_restart() {
    let place = Place::new();
    place.open().chats.set_language(ChatKey(1), Some(Locale::ZhHans)).await.unwrap();
    let settings = place.open().chats.settings(ChatKey(1)).await.unwrap();
    assert_eq!(settings.language, Some(Locale::ZhHans));
}

/// The caller is gone before the write is committed, and the cache must not keep the old value.
#[tokio::test]
async fn an_abandoned_change_of_a_setting_is_seen() {
    let place = Place::new();
    let (chats, chat) = (place.open().chats, ChatKey(1));
    chats.settings(chat).await.unwrap();
    let mut change = Box::pin(chats.set_language(chat, Some(Locale::ZhHans)));
    assert!(futures::poll!(&mut change).is_pending());
    drop(change);
    assert_eq!(chats.settings(chat).await.unwrap().language, Some(Locale::ZhHans));
}

#[test]
fn a_newer_database_is_left_alone() {
    let place = Place::new();
    let newer = Connection::open(place.file()).unwrap();
    newer.pragma_update(None, "user_version", 1000).unwrap();
    drop(newer);
    let error = Store::open(place.0.path().to_owned()).unwrap_err();
    assert!(matches!(error, StoreError::TooNew { found: 1000, .. }), "{error}");
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    let place = Place::new();
    fs::write(place.file(), "no database at all ".repeat(100)).unwrap();
    assert!(Store::open(place.0.path().to_owned()).is_err());
    assert!(Store::open(place.file()).is_err());
}
