//! Dead processes, which these stores take to be dead after a second instead of fifteen.
//!
//! The other tests are in `tests/it/store/redis.rs`.

#[path = "../../../tests/it/store/server.rs"]
mod server;

use std::{collections::BTreeMap, time::Instant};

use redis::RedisError;
use tokio::time::sleep;

use crate::store::{
    Answers, Attempt, ChatKey, ChatStore, Inbox, MAX_BODY, MessageKey, Open, Received, TopicKey,
    UpdateKey,
    inbox::{MAX_DEAD_LETTERS, THREE_CRASHES},
};

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

/// The stream of open updates, and the id of its first entry.
async fn first_entry(store: &RedisStore) -> (String, String) {
    let stream = store.connection.key(Key::Inbox);
    let mut range = redis::cmd("XRANGE");
    range.arg(&stream).arg("-").arg("+").arg("COUNT").arg(1);
    let mut entries: Vec<(String, redis::Value)> = store.run(&range).await.unwrap();
    (stream, entries.swap_remove(0).0)
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
async fn an_update_that_is_claimed_again_is_counted_once() {
    let Some(place) = Place::new() else { return };
    let claims = place.store().await.claims;
    let add = |entry: &str, key, received_ms| {
        let body = "{}".to_owned();
        let update = Open { key: UpdateKey(key), body, received_ms, attempt: Attempt::First };
        claims.add(entry.to_owned(), update);
    };
    add("1-0", 1, 1000);
    add("2-0", 2, 2000);
    add("3-0", 1, 1000);
    let depth = claims.depth();
    assert_eq!((depth.n_open, depth.n_waiting, depth.n_bytes), (2, 2, 4));
    assert_eq!(depth.oldest_ms, Some(1000));
    assert_eq!(claims.close(UpdateKey(1)).as_deref(), Some("3-0"));
    assert_eq!(claims.close(UpdateKey(1)), None);
    assert!(claims.close_waiting().is_empty());
    assert_eq!(claims.depth().n_open, 0);
}

#[tokio::test]
async fn an_update_that_another_process_has_claimed_is_not_handed_out() {
    let Some(place) = Place::new() else { return };
    let store = place.store().await;
    let claims = &store.claims;
    let depth = || (claims.depth().n_open, claims.depth().n_waiting);
    receive(&store, &[1, 2]).await.unwrap();
    store.start();
    let claimed = async {
        while depth() != (2, 2) {
            sleep(STALE / 100).await;
        }
    };
    timeout(STALE * 30, claimed).await.unwrap();
    claims.refresh().await.unwrap();
    assert_eq!(depth(), (2, 2));

    let (stream, first) = first_entry(&store).await;
    let mut claim = redis::cmd("XCLAIM");
    claim.arg(&stream).arg(claims::GROUP).arg("another").arg(0).arg(&first);
    store.run::<redis::Value>(&claim).await.unwrap();
    claims.refresh().await.unwrap();
    assert_eq!(depth(), (1, 1));
    assert!(!claims.is_open(UpdateKey(1)) && claims.is_open(UpdateKey(2)));
}

/// Its last chance was begun, and its process ended well.
#[tokio::test]
async fn an_update_that_is_given_back_has_another_last_chance() {
    let Some(place) = Place::new() else { return };
    let last_chance = [(1, Attempt::LastChance)];
    let run = place.store().await;
    open(&run, &[1]).await;
    drop(run);
    let run = place.store().await;
    assert_eq!(next(&run, 1).await, [(1, Attempt::Retry)]);
    drop(run);
    let run = place.store().await;
    assert_eq!(next(&run, 1).await, last_chance);
    run.begin(UpdateKey(1)).await.unwrap();
    run.flush().await;
    drop(run);
    for _ in 0..2 {
        let run = place.store().await;
        assert_eq!(next(&run, 1).await, last_chance);
        assert_eq!(run.n_dead_letters().await.unwrap(), 0);
    }
}

/// Nobody has crashed on it, however large it is.
#[tokio::test]
async fn an_update_that_is_given_back_counts_no_crash() {
    let Some(place) = Place::new() else { return };
    let run = place.store().await;
    let body = "x".repeat(MAX_BODY);
    run.receive(vec![Received { key: UpdateKey(1), sender: None, body }], 1000).await.unwrap();
    assert_eq!(next(&run, 1).await, [(1, Attempt::First)]);
    run.flush().await;
    drop(run);
    let run = place.store().await;
    assert_eq!(next(&run, 1).await, [(1, Attempt::First)]);
    drop(run);
    let run = place.store().await;
    assert_eq!(next(&run, 1).await, [(1, Attempt::Retry)], "one process crashed");
}

/// The others are given time to keep their updates fresh, for example after Redis was away.
#[tokio::test]
async fn a_process_that_starts_takes_no_other_to_be_dead() {
    let Some(place) = Place::new() else { return };
    let run = place.store().await;
    open(&run, &[1]).await;
    drop(run);
    sleep(STALE * 2).await;
    let run = place.store().await;
    assert_eq!(run.worker.take_over().await.unwrap(), (0, 0));
    sleep(STALE).await;
    assert_eq!(run.worker.take_over().await.unwrap(), (1, 0));
}

#[tokio::test]
async fn dead_letters_of_dead_processes_are_counted_and_bounded() {
    let Some(place) = Place::new() else { return };
    let run = place.store().await;
    open(&run, &[1]).await;
    drop(run);
    let run = place.store().await;
    let [trials, dead] = [Key::Trials, Key::DeadLetters].map(|it| run.connection.key(it));
    let code = "redis.call('HSET', KEYS[1], 1, 2)
        for i = 1, ARGV[1] do redis.call('XADD', KEYS[2], '*', 'id', -i) end";
    let mut fill = redis::cmd("EVAL");
    fill.arg(code).arg(2).arg(trials).arg(&dead).arg(MAX_DEAD_LETTERS);
    run.run::<()>(&fill).await.unwrap();
    sleep(STALE * 2).await;
    assert_eq!(run.worker.take_over().await.unwrap(), (0, 1));
    assert_eq!(run.n_dead_letters().await.unwrap(), MAX_DEAD_LETTERS);
    let mut newest = redis::cmd("XREVRANGE");
    newest.arg(dead).arg("+").arg("-").arg("COUNT").arg(1);
    let newest: Vec<(String, BTreeMap<String, String>)> = run.run(&newest).await.unwrap();
    assert_eq!(newest[0].1["id"], "1");
    assert_eq!(newest[0].1["reason"], THREE_CRASHES);
}

#[tokio::test]
async fn an_entry_that_somebody_deleted_holds_up_no_other() {
    let Some(place) = Place::new() else { return };
    let run = place.store().await;
    open(&run, &[1, 2]).await;
    drop(run);
    let run = place.store().await;
    let (stream, first) = first_entry(&run).await;
    run.run::<()>(redis::cmd("XDEL").arg(&stream).arg(&first)).await.unwrap();
    assert_eq!(next(&run, 1).await, [(2, Attempt::Retry)]);
}

#[tokio::test]
async fn an_update_that_is_done_takes_no_room_of_its_sender() {
    let Some(place) = Place::new() else { return };
    let store = place.store().await;
    open(&store, &[1, 2]).await;
    store.done(UpdateKey(1));
    store.written().await;
    let mut senders = redis::cmd("HGETALL");
    senders.arg(store.connection.key(Key::Senders));
    let senders: BTreeMap<String, usize> = store.run(&senders).await.unwrap();
    assert_eq!(senders, [("7".to_owned(), 1), ("7:b".to_owned(), "{}".len())].into());
    let mut pending = redis::cmd("XPENDING");
    pending.arg(store.connection.key(Key::Inbox)).arg(claims::GROUP);
    let pending: (usize, redis::Value, redis::Value, redis::Value) =
        store.run(&pending).await.unwrap();
    assert_eq!(pending.0, 1, "no process is left with what is gone");
}

#[tokio::test]
async fn an_update_whose_delivery_was_lost_comes_again_without_blame() {
    let Some(place) = Place::new() else { return };
    let store = place.store().await;
    store.claims.create_group().await.unwrap();
    receive(&store, &[1]).await.unwrap();
    let mut read = redis::cmd("XREADGROUP");
    read.arg("GROUP").arg(claims::GROUP).arg(&store.claims.own_name);
    read.arg("STREAMS").arg(store.connection.key(Key::Inbox)).arg(">");
    store.run::<redis::Value>(&read).await.unwrap();
    assert_eq!(next(&store, 1).await, [(1, Attempt::First)]);
}

#[tokio::test]
async fn a_lock_is_renewed_and_released_by_its_owner_only() {
    let Some(place) = Place::new() else { return };
    let store = place.store().await;
    let topic = TopicKey { chat: ChatKey(1), thread: None };
    let key = store.connection.key(Key::Lock(topic));
    let run = async |command: &mut Cmd| store.run::<()>(command).await.unwrap();
    let time_left = async || store.run::<i64>(redis::cmd("PTTL").arg(&key)).await.unwrap();
    let of_another = async || {
        run(redis::cmd("SET").arg(&key).arg("another").arg("PX").arg(1000)).await;
    };
    store.start();
    let lock = store.worker.locks.lock(topic).await;
    assert!(store.worker.locks.try_lock(&lock).await.unwrap(), "it has the lock");

    run(redis::cmd("PEXPIRE").arg(&key).arg(1000)).await;
    let renewed = async { while time_left().await <= 1000 {} };
    timeout(STALE * 10, renewed).await.unwrap();

    of_another().await;
    assert!(!store.worker.locks.try_lock(&lock).await.unwrap());
    let expired = async { while time_left().await >= 0 {} };
    timeout(STALE * 3, expired).await.unwrap();

    of_another().await;
    drop(lock);
    store.written().await;
    assert!(time_left().await >= 0, "another process still has it");
}

#[tokio::test]
async fn a_topic_is_used_without_a_lock_once_redis_has_failed_for_long() {
    let Some(place) = Place::new() else { return };
    let store = place.store().await;
    let locks = &store.worker.locks;
    let error = RedisError::from((redis::ErrorKind::Io, "it failed"));
    let now = Instant::now();
    let long_ago = now.checked_sub(locks::PATIENCE).unwrap();
    assert!(!locks.goes_without(now, &error));
    assert!(locks.goes_without(long_ago, &error));
    assert!(locks.goes_without(now, &error), "it still fails");
    drop(locks.lock(TopicKey { chat: ChatKey(1), thread: None }).await);
    assert!(!locks.goes_without(now, &error));
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
    // Longer than writes are tried again of a store that was dropped.
    sleep(STALE * 3).await;
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
    sleep(STALE * 2).await;
    assert!(names().await > 1, "the beats keep names for an hour");
    store.worker.forget_consumers(STALE).await.unwrap();
    assert_eq!(names().await, 1, "a process with updates keeps its name");
}
