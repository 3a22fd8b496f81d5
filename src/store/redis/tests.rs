//! Tests with a real Redis: the one at `REDIS_URL`, or a `redis-server` on the path. Without
//! either, the tests say so and are skipped.

use std::{
    env,
    os::unix::net::UnixStream,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use tempfile::TempDir;
use tokio::{sync::oneshot, time::sleep};

use crate::{
    store::{
        Answers, Attempt, ChatKey, ChatStore, Inbox, MessageKey, Settings, Store, TopicKey,
        UpdateKey,
        inbox::MAX_DEAD_LETTERS,
        tests::{answers, chat_store_contract, inbox_contract, next, received},
    },
    text::Locale,
};

use super::{write_behind::Write, *};

/// A process is taken to be dead after so long.
const STALE: Duration = Duration::from_secs(1);

/// A Redis of a test's own.
struct Server {
    child: Child,
    folder: TempDir,
}

impl Server {
    fn start() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let child = Self::run(&folder)?;
        Some(Self { child, folder })
    }

    fn run(folder: &TempDir) -> Option<Child> {
        let socket = folder.path().join("socket");
        let mut command = Command::new("redis-server");
        command.args(["--port", "0", "--save", "", "--appendonly", "yes"]);
        // Else it may answer before it has written, and what it is killed with is lost.
        command.args(["--appendfsync", "always"]);
        command.arg("--unixsocket").arg(&socket).arg("--dir").arg(folder.path());
        let child = command.stdout(Stdio::null()).spawn().ok()?;
        while UnixStream::connect(&socket).is_err() {
            thread::sleep(Duration::from_millis(5));
        }
        Some(child)
    }

    fn url(&self) -> String {
        format!("redis+unix://{}", self.folder.path().join("socket").display())
    }

    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        std::fs::remove_file(self.folder.path().join("socket")).unwrap();
    }

    fn start_again(&mut self) {
        self.child = Self::run(&self.folder).unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// A place in Redis that no other test uses.
struct Place {
    url: String,
    bot: i64,
    server: Option<Server>,
}

impl Place {
    fn new() -> Option<Self> {
        if let Some(url) = from_outside() {
            let bot = i64::from_str_radix(claims::random_name().get(..15).unwrap(), 16).unwrap();
            return Some(Self { url, bot, server: None });
        }
        Self::own()
    }

    /// In a Redis that may be stopped.
    fn own() -> Option<Self> {
        let server = Server::start();
        if server.is_none() {
            eprintln!("SKIPPED: no REDIS_URL, and no redis-server in the path");
        }
        server.map(|it| Self { url: it.url(), bot: 42, server: Some(it) })
    }

    async fn store(&self) -> RedisStore {
        RedisStore::new(Connection::open(&self.url, self.bot).await.unwrap(), STALE)
    }

    async fn two_stores(&self) -> [RedisStore; 2] {
        [self.store().await, self.store().await]
    }

    fn server(&mut self) -> &mut Server {
        self.server.as_mut().unwrap()
    }
}

#[expect(clippy::disallowed_methods, reason = "tests have no configuration")]
fn from_outside() -> Option<String> {
    env::var("REDIS_URL").ok()
}

fn topic(chat: i64) -> TopicKey {
    TopicKey { chat: ChatKey(chat), thread: None }
}

/// Receives updates and hands them out.
async fn open(store: &RedisStore, keys: &[i64]) {
    store.receive(received(keys), 1000).await.unwrap();
    assert_eq!(self::keys(&next(store, keys.len()).await), keys);
}

fn keys(updates: &[(i64, Attempt)]) -> Vec<i64> {
    updates.iter().map(|(key, _)| *key).collect()
}

#[tokio::test]
async fn redis_passes_the_contracts() {
    let Some(place) = Place::new() else { return };
    inbox_contract(&Store::new(place.store().await)).await.unwrap();
    chat_store_contract(&Store::new(place.store().await)).await.unwrap();
}

#[tokio::test]
async fn flushing_an_empty_queue_succeeds() {
    let Some(place) = Place::new() else { return };
    let (sender, result) = oneshot::channel();
    place.store().await.queue.push(Write::Flush(sender));
    assert_eq!(result.await, Ok(Ok(())));
}

#[tokio::test]
async fn each_update_goes_to_one_process() {
    let Some(place) = Place::new() else { return };
    let [one, other] = place.two_stores().await;
    assert!(one.is_shared());
    let updates: Vec<i64> = (0..1000).collect();
    for some in updates.chunks(10) {
        one.receive(received(some), 1000).await.unwrap();
        other.receive(received(some), 1000).await.unwrap();
    }
    let all = async |store: &RedisStore| {
        let mut all = Vec::new();
        while let Ok(some) = timeout(STALE / 2, store.next()).await {
            for it in some {
                store.done(it.key);
                all.push((it.key.0, it.attempt));
            }
        }
        all
    };
    let (by_one, by_other) = tokio::join!(all(&one), all(&other));
    assert!(!by_one.is_empty() && !by_other.is_empty());
    let mut all = [by_one, by_other].concat();
    all.sort_by_key(|(key, _)| *key);
    assert_eq!(all, updates.iter().map(|key| (*key, Attempt::First)).collect::<Vec<_>>());
    one.flush().await;
    other.flush().await;
    assert_eq!(one.n_open().await.unwrap(), 0);
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
    run.receive(received(&[3]), 3000).await.unwrap();
    run.done(UpdateKey(2));
    run.done(UpdateKey(4));
    assert_eq!(run.n_open().await.unwrap(), 0);
}

#[tokio::test]
async fn updates_that_are_given_back_are_taken_over_without_blame() {
    let Some(place) = Place::new() else { return };
    let run = place.store().await;
    open(&run, &[1, 2]).await;
    run.receive(received(&[3]), 1000).await.unwrap();
    let other = place.store().await;
    run.leave().await.unwrap();
    assert_eq!(next(&other, 1).await, [(3, Attempt::First)]);
    run.done(UpdateKey(1));
    run.flush().await;
    assert_eq!(next(&other, 1).await, [(2, Attempt::First)]);
    assert_eq!(other.n_open().await.unwrap(), 2);
}

#[tokio::test]
async fn nothing_is_lost_while_redis_restarts() {
    let Some(mut place) = Place::own() else { return };
    let [one, other] = place.two_stores().await;
    open(&one, &[1, 2]).await;
    assert!(timeout(STALE / 2, other.next()).await.is_err());
    one.receive(received(&[3]), 1000).await.unwrap();

    place.server().kill();
    one.remember(ChatKey(1), MessageKey(1), answers([2], 1000));
    one.done(UpdateKey(1));
    assert!(one.receive(received(&[4]), 1000).await.is_err());
    assert!(one.probe().await.is_err());
    assert!(one.answers(ChatKey(1), MessageKey(1)).await.is_err());
    sleep(STALE * 2).await;
    place.server().start_again();

    while one.receive(received(&[4]), 2000).await.is_err() {}
    while other.probe().await.is_err() {}
    one.flush().await;
    // Only the update that is done does not come to the other process.
    let mut left = keys(&next(&other, 3).await);
    left.sort_unstable();
    assert_eq!(left, [2, 3, 4]);
    assert_eq!(other.answers(ChatKey(1), MessageKey(1)).await.unwrap(), answers([2], 1000));
    assert_eq!(other.n_open().await.unwrap(), 3);
}

#[tokio::test]
async fn updates_are_completed_while_redis_is_out_of_memory() {
    let Some(place) = Place::own() else { return };
    let store = place.store().await;
    open(&store, &[1]).await;
    let limit = async |bytes: u32| {
        let mut command = redis::cmd("CONFIG");
        command.arg("SET").arg("maxmemory").arg(bytes);
        store.run::<()>(&command).await.unwrap();
    };
    limit(1).await;
    assert!(store.receive(received(&[2]), 1000).await.is_err());
    store.remember(ChatKey(1), MessageKey(1), answers([2], 1000));
    assert!(store.answers(ChatKey(1), MessageKey(1)).await.is_err());
    store.done(UpdateKey(1));
    while store.run::<usize>(&store.command("XLEN", Key::Inbox)).await.unwrap() > 0 {}
    limit(0).await;
    store.receive(received(&[2]), 1000).await.unwrap();
    while store.answers(ChatKey(1), MessageKey(1)).await.is_err() {}
    assert_eq!(store.answers(ChatKey(1), MessageKey(1)).await.unwrap(), answers([2], 1000));
}

#[tokio::test]
async fn names_of_dead_processes_are_deleted() {
    let Some(place) = Place::own() else { return };
    for key in 1..=3 {
        let dead = place.store().await;
        open(&dead, &[key]).await;
        dead.flush().await;
    }
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

#[tokio::test]
async fn a_process_continues_when_redis_has_lost_its_data() {
    let Some(place) = Place::own() else { return };
    let store = place.store().await;
    open(&store, &[1]).await;
    store.run::<()>(&redis::cmd("FLUSHALL")).await.unwrap();
    store.done(UpdateKey(1));
    // Redis numbers entries anew: the completion of 1 must not delete the entry of 2.
    store.written().await;
    open(&store, &[2]).await;
}

#[tokio::test]
async fn a_topic_is_locked_by_one() {
    let Some(place) = Place::new() else { return };
    let [one, other] = place.two_stores().await;
    let lock = one.lock(topic(1)).await;
    let _of_another = other.lock(topic(2)).await;
    assert!(timeout(STALE, other.lock(topic(1))).await.is_err());
    assert!(timeout(STALE, one.lock(topic(1))).await.is_err());
    drop(lock);
    let lock = timeout(STALE, other.lock(topic(1))).await.unwrap();
    assert!(timeout(STALE, one.lock(topic(1))).await.is_err());
    drop(lock);
}

#[tokio::test]
async fn topics_of_a_chat_are_locked_independently() {
    let Some(place) = Place::new() else { return };
    let [one, other] = place.two_stores().await;
    let of = |thread| TopicKey { thread, ..topic(1) };
    let _lock = one.lock(of(Some(5))).await;
    let _of_another = timeout(STALE, other.lock(of(Some(6)))).await.unwrap();
    let _of_none = timeout(STALE, other.lock(of(None))).await.unwrap();
    assert!(timeout(STALE, other.lock(of(Some(5)))).await.is_err());
}

#[tokio::test]
async fn an_update_that_was_taken_over_is_no_longer_owned() {
    let Some(place) = Place::new() else { return };
    let store = place.store().await;
    open(&store, &[1, 2]).await;
    assert!(store.still_owns(UpdateKey(1)) && store.still_owns(UpdateKey(2)));
    let mut range = store.command("XRANGE", Key::Inbox);
    range.arg("-").arg("+").arg("COUNT").arg(1);
    let entries: Vec<(String, redis::Value)> = store.run(&range).await.unwrap();
    let mut claim = store.command("XCLAIM", Key::Inbox);
    claim.arg(claims::GROUP).arg("another").arg(0).arg(&entries.first().unwrap().0);
    store.run::<redis::Value>(&claim).await.unwrap();
    let waited = timeout(STALE * 10, async {
        while store.still_owns(UpdateKey(1)) {
            sleep(STALE / 20).await;
        }
    });
    waited.await.unwrap();
    assert!(store.still_owns(UpdateKey(2)));
    assert_eq!(store.depth().n_open, 1);
}

/// Another server takes over the address, and the old one becomes a replica.
#[tokio::test]
async fn a_process_finds_the_new_master() {
    let Some(place) = Place::own() else { return };
    let Some(other) = Server::start() else { return };
    let store = place.store().await;
    store.receive(received(&[1]), 1000).await.unwrap();
    let socket = |server: &Server| server.folder.path().join("socket");
    std::fs::rename(socket(&other), socket(place.server.as_ref().unwrap())).unwrap();
    let mut replica = redis::cmd("REPLICAOF");
    replica.arg("127.0.0.1").arg(1);
    store.run::<()>(&replica).await.unwrap();
    let works = timeout(STALE * 20, async {
        while store.receive(received(&[2]), 1000).await.is_err() {
            sleep(STALE / 20).await;
        }
    });
    works.await.unwrap();
    let role: (String, redis::Value, redis::Value) = store.run(&redis::cmd("ROLE")).await.unwrap();
    assert_eq!(role.0, "master");
    while !keys(&next(&store, 1).await).contains(&2) {}
}

#[tokio::test]
async fn a_topic_is_used_without_a_lock_while_redis_fails() {
    let Some(mut place) = Place::own() else { return };
    let store = place.store().await;
    place.server().kill();
    _ = store.lock(topic(1)).await;
    _ = timeout(STALE * 2, store.lock(topic(1))).await.unwrap();
}

#[tokio::test]
async fn a_change_is_seen_by_all_processes() {
    let Some(place) = Place::new() else { return };
    let [one, other] = place.two_stores().await;
    let chat = ChatKey(1);
    assert_eq!(other.settings(chat).await.unwrap(), Settings::default());
    one.set_language(chat, Some(Locale::ZhHant)).await.unwrap();
    assert_eq!(other.settings(chat).await.unwrap().language, Some(Locale::ZhHant));
    one.remember(chat, MessageKey(1), answers([2], 1000));
    one.flush().await;
    assert_eq!(other.answers(chat, MessageKey(1)).await.unwrap(), answers([2], 1000));
}

#[tokio::test]
async fn dead_letters_and_answers_are_bounded() {
    let Some(place) = Place::new() else { return };
    let store = place.store().await;
    for key in 0..110 {
        open(&store, &[key]).await;
        store.dead_letter(UpdateKey(key), "it failed");
    }
    assert_eq!(store.n_dead_letters().await.unwrap(), MAX_DEAD_LETTERS);
    for message in 0..510 {
        store.remember(ChatKey(1), MessageKey(message), answers([message], 1000));
    }
    assert_eq!(store.answers(ChatKey(1), MessageKey(9)).await.unwrap(), Answers::default());
    assert_eq!(store.answers(ChatKey(1), MessageKey(10)).await.unwrap(), answers([10], 1000));
}

#[tokio::test]
async fn no_error_contains_the_password() {
    let said = async |url: &str| {
        let error = Store::connect(url, 1).await.unwrap_err();
        let source = std::error::Error::source(&error).map(ToString::to_string);
        format!("{error}: {} / {error:?}", source.unwrap_or_default())
    };
    for url in ["redis://:secret@", "secret", "redis://:secret@127.0.0.1:1/x"] {
        let said = said(url).await;
        assert!(!said.contains("secret"), "{said}");
        assert!(said.contains("Redis"), "{said}");
    }
}
