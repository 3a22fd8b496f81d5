//! Dead processes, which these stores take to be dead after a second instead of fifteen.
//!
//! The other tests are in `tests/it/store/redis.rs`.

#[path = "../../../tests/it/store/server.rs"]
mod server;

use tokio::time::sleep;

use crate::store::{Answers, Attempt, ChatKey, ChatStore, Inbox, MessageKey, Received, UpdateKey};

use self::server::Place;

use super::*;

/// A process is taken to be dead after so long.
const STALE: Duration = Duration::from_secs(2);

impl Place {
    async fn store(&self) -> RedisStore {
        self.store_that_waits(STALE).await
    }

    /// A store that takes another process to be dead after so long.
    async fn store_that_waits(&self, stale: Duration) -> RedisStore {
        RedisStore::new(Connection::open(&self.url, self.bot).await.unwrap(), stale)
    }

    async fn two_stores(&self) -> [RedisStore; 2] {
        [self.store().await, self.store().await]
    }
}

async fn receive(store: &RedisStore, keys: &[i64]) -> StoreResult<()> {
    let update =
        |key: &i64| Received { key: UpdateKey(*key), sender: Some(7), body: "{}".to_owned() };
    store.receive(keys.iter().map(update).collect(), 1000).await.map(|_| ())
}

/// Receives updates and hands them out.
async fn open(store: &RedisStore, keys: &[i64]) {
    receive(store, keys).await.unwrap();
    assert_eq!(
        next(store, keys.len()).await,
        keys.iter().map(|it| (*it, Attempt::First)).collect::<Vec<_>>()
    );
}

/// The next `n` updates, in their order.
async fn next(store: &RedisStore, n: usize) -> Vec<(i64, Attempt)> {
    let mut updates = Vec::new();
    while updates.len() < n {
        let next = timeout(STALE * 30, store.next()).await.unwrap();
        updates.extend(next.into_iter().map(|it| (it.key.0, it.attempt)));
    }
    updates
}

#[tokio::test]
async fn a_live_process_keeps_its_updates() {
    let Some(place) = Place::new() else { return };
    let [one, other] = place.two_stores().await;
    open(&one, &[1]).await;
    assert!(timeout(STALE * 3, other.next()).await.is_err());
}

#[tokio::test]
async fn updates_of_a_dead_process_are_taken_over_until_one_is_to_blame() {
    let Some(place) = Place::new() else { return };
    let retry = |key| (key, Attempt::Retry);
    let last_chance = |key| (key, Attempt::LastChance);

    let run = place.store().await;
    open(&run, &[1, 2, 3, 4]).await;
    run.done(UpdateKey(1));
    drop(run);

    let run = place.store().await;
    assert_eq!(next(&run, 3).await, [2, 3, 4].map(retry));
    run.answered(UpdateKey(2));
    drop(run);

    let run = place.store().await;
    assert_eq!(next(&run, 3).await, [retry(2), last_chance(3), last_chance(4)]);
    run.begin(UpdateKey(3)).await.unwrap();
    drop(run);

    let run = place.store().await;
    assert_eq!(next(&run, 2).await, [last_chance(2), last_chance(4)], "three runs crashed on 3");
    assert_eq!(run.n_dead_letters().await.unwrap(), 1);
    receive(&run, &[3]).await.unwrap();
    run.done(UpdateKey(2));
    run.done(UpdateKey(4));
    assert_eq!(run.n_open().await.unwrap(), 0);
}

#[tokio::test]
async fn nothing_is_lost_while_redis_restarts() {
    let Some(mut place) = Place::own() else { return };
    let [one, other] = place.two_stores().await;
    let answers =
        Answers { messages: vec![MessageKey(2)], said_at: 1000, checksum: None, shown: None };
    open(&one, &[1, 2]).await;
    assert!(timeout(STALE / 2, other.next()).await.is_err());
    receive(&one, &[3]).await.unwrap();

    place.server().kill();
    one.remember(ChatKey(1), MessageKey(1), answers.clone());
    one.done(UpdateKey(1));
    assert!(receive(&one, &[4]).await.is_err());
    assert!(one.probe().await.is_err());
    assert!(one.answers(ChatKey(1), MessageKey(1)).await.is_err());
    sleep(STALE * 2).await;
    place.server().start_again();

    while receive(&one, &[4]).await.is_err() {}
    while other.probe().await.is_err() {}
    one.flush().await;
    // Only the update that is done does not come to the other process.
    let mut left: Vec<i64> = next(&other, 3).await.iter().map(|it| it.0).collect();
    left.sort_unstable();
    assert_eq!(left, [2, 3, 4]);
    assert_eq!(other.answers(ChatKey(1), MessageKey(1)).await.unwrap(), answers);
    assert_eq!(other.n_open().await.unwrap(), 3);
}

#[tokio::test]
async fn names_of_dead_processes_are_deleted() {
    let Some(place) = Place::own() else { return };
    let mut dying = Vec::new();
    for key in 1..=3 {
        // None of them takes another to be dead, however slow the machine is.
        let store = place.store_that_waits(STALE * 30).await;
        receive(&store, &[key]).await.unwrap();
        // It may also take over what the one before gave back.
        assert!(!next(&store, 1).await.is_empty());
        store.flush().await;
        dying.push(store);
    }
    drop(dying);
    let store = place.store().await;
    assert_eq!(next(&store, 3).await.len(), 3);
    let names = async || {
        let mut command = redis::cmd("XINFO");
        command.arg("CONSUMERS").arg(store.connection.key(Key::Inbox)).arg(claims::GROUP);
        store.run::<Vec<redis::Value>>(&command).await.unwrap().len()
    };
    assert!(names().await > 1);
    sleep(STALE * 2).await;
    store.worker.forget_consumers(STALE).await.unwrap();
    assert_eq!(names().await, 1, "a process with updates keeps its name");
}
