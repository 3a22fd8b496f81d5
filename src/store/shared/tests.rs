//! Against a real Redis: the one at `REDIS_URL`, or a `redis-server` of the path.
//! Where there is neither, the tests say so and prove nothing.

#![cfg(unix)]

use std::{
    env,
    os::unix::net::UnixStream,
    process::{Child, Command, Stdio},
    thread,
};

use tempfile::TempDir;

use crate::{
    store::{
        Answers, Kind, MAX_ASIDE, Settings, Store, Trial,
        tests::{answers, came, contract, given, inbox_contract},
    },
    text::Locale,
};

use super::*;

/// A process is taken to be gone after so long.
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
            let bot = i64::from_str_radix(inbox::name().get(..15).unwrap(), 16).unwrap();
            return Some(Self { url, bot, server: None });
        }
        Self::own()
    }

    /// In a Redis that may be stopped.
    fn own() -> Option<Self> {
        let Some(server) = Server::start() else {
            skipped();
            return None;
        };
        Some(Self { url: server.url(), bot: 42, server: Some(server) })
    }

    async fn store(&self) -> Store {
        let link = connect::connect(&self.url, self.bot).await.unwrap();
        let pace = Pace { stale: STALE, known: STALE };
        Store(Kind::Shared(Box::new(Shared::new(link, pace))))
    }

    fn server(&mut self) -> &mut Server {
        self.server.as_mut().unwrap()
    }
}

#[expect(clippy::disallowed_methods, reason = "tests have no configuration")]
fn from_outside() -> Option<String> {
    env::var("REDIS_URL").ok()
}

fn skipped() {
    eprintln!("SKIPPED: no REDIS_URL, and no redis-server in the path");
}

/// Gives a test its place in Redis, or ends it.
macro_rules! place {
    ($new:ident) => {
        match Place::$new() {
            Some(place) => place,
            None => return,
        }
    };
}

fn topic(chat: i64) -> TopicKey {
    TopicKey { chat: ChatKey(chat), thread: None }
}

fn keys(given: &[(i64, Trial)]) -> Vec<i64> {
    given.iter().map(|(key, _)| *key).collect()
}

#[tokio::test]
async fn redis_keeps_the_contract() {
    let place = place!(new);
    inbox_contract(&place.store().await).await.unwrap();
    contract(place.store().await).await.unwrap();
}

#[tokio::test]
async fn waiting_for_nothing_is_no_failure() {
    let Some(server) = Server::start() else {
        return;
    };
    let shared = Shared::connect(&server.url(), 7).await.unwrap();
    let (written, awaited) = tokio::sync::oneshot::channel();
    shared.notes.note(Note::Awaited(written));
    assert!(awaited.await.unwrap().is_ok());
}

#[tokio::test]
async fn each_update_is_given_to_one() {
    let place = place!(new);
    let [one, other] = [place.store().await, place.store().await];
    assert!(one.is_shared());
    let updates: Vec<i64> = (0..1000).collect();
    for some in updates.chunks(10) {
        one.receive(came(some), 1000).await.unwrap();
        other.receive(came(some), 1000).await.unwrap();
    }
    let all = async |store: &Store| {
        let mut all = Vec::new();
        while let Ok(some) = timeout(STALE / 2, store.next()).await {
            for it in some.unwrap() {
                store.done(it.key);
                all.push((it.key.0, it.trial));
            }
        }
        all
    };
    let (by_one, by_other) = tokio::join!(all(&one), all(&other));
    assert!(!by_one.is_empty() && !by_other.is_empty());
    let mut given = [by_one, by_other].concat();
    given.sort_by_key(|(key, _)| *key);
    assert_eq!(keys(&given), updates);
    assert!(given.iter().all(|(_, trial)| *trial == Trial::Fresh));
    one.flush().await;
    other.flush().await;
    assert_eq!(one.n_left().await.unwrap(), 0);
}

#[tokio::test]
async fn a_process_that_lives_keeps_what_it_has() {
    let place = place!(new);
    let [one, other] = [place.store().await, place.store().await];
    one.receive(came(&[1]), 1000).await.unwrap();
    assert_eq!(given(&one, 1).await.len(), 1);
    assert!(timeout(STALE * 3, other.next()).await.is_err());
}

#[tokio::test]
async fn what_a_process_left_comes_to_another_until_it_is_to_blame() {
    let place = place!(new);
    let again = |key| (key, Trial::Again);
    let suspect = |key| (key, Trial::Suspect);

    let run = place.store().await;
    run.receive(came(&[1, 2, 3, 4]), 1000).await.unwrap();
    assert_eq!(keys(&given(&run, 4).await), [1, 2, 3, 4]);
    run.done(UpdateKey(1));
    drop(run);

    let run = place.store().await;
    assert_eq!(given(&run, 3).await, [2, 3, 4].map(again));
    run.landed(UpdateKey(2));
    drop(run);

    let run = place.store().await;
    assert_eq!(given(&run, 3).await, [again(2), suspect(3), suspect(4)]);
    run.begin(UpdateKey(3)).await.unwrap();
    drop(run);

    let run = place.store().await;
    assert_eq!(given(&run, 2).await, [suspect(2), suspect(4)], "3 has ended three runs");
    assert_eq!(run.n_aside().await.unwrap(), 1);
    run.receive(came(&[3]), 3000).await.unwrap();
    run.done(UpdateKey(2));
    run.done(UpdateKey(4));
    assert_eq!(run.n_left().await.unwrap(), 0);
}

#[tokio::test]
async fn what_is_given_back_is_taken_at_once_and_without_blame() {
    let place = place!(new);
    let run = place.store().await;
    run.receive(came(&[1, 2]), 1000).await.unwrap();
    assert_eq!(given(&run, 2).await.len(), 2);
    run.receive(came(&[3]), 1000).await.unwrap();
    let other = place.store().await;
    run.leave().await.unwrap();
    assert_eq!(given(&other, 1).await, [(3, Trial::Fresh)]);
    run.done(UpdateKey(1));
    run.flush().await;
    assert_eq!(given(&other, 1).await, [(2, Trial::Fresh)]);
    assert_eq!(other.n_left().await.unwrap(), 2);
}

#[tokio::test]
async fn nothing_is_lost_while_redis_starts_again() {
    let mut place = place!(own);
    let [one, other] = [place.store().await, place.store().await];
    one.receive(came(&[1, 2]), 1000).await.unwrap();
    assert_eq!(given(&one, 2).await.len(), 2);
    assert!(timeout(STALE / 2, other.next()).await.is_err());
    one.receive(came(&[3]), 1000).await.unwrap();

    place.server().kill();
    one.remember(ChatKey(1), MessageKey(1), answers([2], 1000));
    one.done(UpdateKey(1));
    assert!(one.receive(came(&[4]), 1000).await.is_err());
    assert!(one.probe().await.is_err());
    assert!(one.answers(ChatKey(1), MessageKey(1)).await.is_err());
    sleep(STALE * 2).await;
    place.server().start_again();

    while one.receive(came(&[4]), 2000).await.is_err() {}
    while other.probe().await.is_err() {}
    one.flush().await;
    // What is given back or was not begun comes to the other, and what is done does not.
    let mut left = keys(&given(&other, 3).await);
    left.sort_unstable();
    assert_eq!(left, [2, 3, 4]);
    assert_eq!(other.answers(ChatKey(1), MessageKey(1)).await.unwrap(), answers([2], 1000));
    assert_eq!(other.n_left().await.unwrap(), 3);
}

#[tokio::test]
async fn what_is_done_is_crossed_out_where_redis_has_no_memory() {
    let place = place!(own);
    let store = place.store().await;
    store.receive(came(&[1]), 1000).await.unwrap();
    assert_eq!(given(&store, 1).await.len(), 1);
    let Kind::Shared(shared) = &store.0 else { unreachable!() };
    let limit = async |bytes: u32| {
        let mut command = redis::cmd("CONFIG");
        command.arg("SET").arg("maxmemory").arg(bytes);
        shared.link.ask::<()>(&command).await.unwrap();
    };
    limit(1).await;
    assert!(store.receive(came(&[2]), 1000).await.is_err());
    store.remember(ChatKey(1), MessageKey(1), answers([2], 1000));
    assert!(store.answers(ChatKey(1), MessageKey(1)).await.is_err());
    store.done(UpdateKey(1));
    let mut length = redis::cmd("XLEN");
    length.arg(shared.link.inbox());
    while shared.link.ask::<usize>(&length).await.unwrap() > 0 {}
    limit(0).await;
    store.receive(came(&[2]), 1000).await.unwrap();
    while store.answers(ChatKey(1), MessageKey(1)).await.is_err() {}
    assert_eq!(store.answers(ChatKey(1), MessageKey(1)).await.unwrap(), answers([2], 1000));
}

#[tokio::test]
async fn who_waits_when_nothing_is_left_to_write_waits_for_nothing() {
    let place = place!(new);
    let store = place.store().await;
    let Kind::Shared(shared) = &store.0 else { unreachable!() };
    let (written, awaited) = tokio::sync::oneshot::channel();
    shared.notes.note(Note::Awaited(written));
    assert_eq!(awaited.await, Ok(Ok(())));
}

#[tokio::test]
async fn names_of_processes_that_are_gone_are_forgotten() {
    let place = place!(own);
    for key in 1..=3 {
        let gone = place.store().await;
        gone.receive(came(&[key]), 1000).await.unwrap();
        given(&gone, 1).await;
        gone.flush().await;
    }
    let store = place.store().await;
    assert_eq!(given(&store, 3).await.len(), 3);
    let Kind::Shared(shared) = &store.0 else { unreachable!() };
    let names = async || {
        let mut command = redis::cmd("XINFO");
        command.arg("CONSUMERS").arg(shared.link.inbox()).arg(inbox::GROUP);
        shared.link.ask::<Vec<redis::Value>>(&command).await.unwrap().len()
    };
    assert!(names().await > 1);
    sleep(STALE * 2).await;
    shared.keeper().forget_consumers().await.unwrap();
    assert_eq!(names().await, 1, "who has something is not forgotten");
}

#[tokio::test]
async fn a_process_goes_on_when_redis_has_lost_everything() {
    let place = place!(own);
    let one = place.store().await;
    one.receive(came(&[1]), 1000).await.unwrap();
    assert_eq!(given(&one, 1).await.len(), 1);
    let Kind::Shared(shared) = &one.0 else { unreachable!() };
    shared.link.ask::<()>(&redis::cmd("FLUSHALL")).await.unwrap();
    one.done(UpdateKey(1));
    // Redis begins its ids anew: the note is not to find the next entry under its own.
    one.written().await;
    one.receive(came(&[2]), 1000).await.unwrap();
    assert_eq!(keys(&given(&one, 1).await), [2]);
}

#[tokio::test]
async fn a_chat_is_held_by_one() {
    let place = place!(new);
    let [one, other] = [place.store().await, place.store().await];
    let held = one.hold(topic(1)).await;
    let _of_another = other.hold(topic(2)).await;
    assert!(timeout(STALE, other.hold(topic(1))).await.is_err());
    assert!(timeout(STALE, one.hold(topic(1))).await.is_err());
    drop(held);
    let held = timeout(STALE, other.hold(topic(1))).await.unwrap();
    assert!(timeout(STALE, one.hold(topic(1))).await.is_err());
    drop(held);
}

#[tokio::test]
async fn topics_of_a_chat_do_not_wait_for_each_other() {
    let place = place!(new);
    let [one, other] = [place.store().await, place.store().await];
    let of = |thread| TopicKey { thread, ..topic(1) };
    let _held = one.hold(of(Some(5))).await;
    let _of_another = timeout(STALE, other.hold(of(Some(6)))).await.unwrap();
    let _of_none = timeout(STALE, other.hold(of(None))).await.unwrap();
    assert!(timeout(STALE, other.hold(of(Some(5)))).await.is_err());
}

#[tokio::test]
async fn what_another_has_taken_over_is_not_kept() {
    let place = place!(new);
    let store = place.store().await;
    store.receive(came(&[1, 2]), 1000).await.unwrap();
    assert_eq!(given(&store, 2).await.len(), 2);
    assert!(store.keeps(UpdateKey(1)) && store.keeps(UpdateKey(2)));
    let Kind::Shared(shared) = &store.0 else { unreachable!() };
    let inbox = shared.link.inbox();
    let mut first = redis::cmd("XRANGE");
    first.arg(&inbox).arg("-").arg("+").arg("COUNT").arg(1);
    let first: Vec<(String, redis::Value)> = shared.link.ask(&first).await.unwrap();
    let mut claim = redis::cmd("XCLAIM");
    claim.arg(&inbox).arg(inbox::GROUP).arg("another").arg(0).arg(&first.first().unwrap().0);
    shared.link.ask::<redis::Value>(&claim).await.unwrap();
    let waited = timeout(STALE * 10, async {
        while store.keeps(UpdateKey(1)) {
            sleep(STALE / 20).await;
        }
    });
    waited.await.unwrap();
    assert!(store.keeps(UpdateKey(2)));
    assert_eq!(store.depth().n_open, 1);
}

/// Another server stands at the address, and the one that was there takes no writes.
#[tokio::test]
async fn a_process_goes_to_the_redis_that_takes_writes() {
    let place = place!(own);
    let Some(other) = Server::start() else { return };
    let store = place.store().await;
    store.receive(came(&[1]), 1000).await.unwrap();
    let socket = |server: &Server| server.folder.path().join("socket");
    std::fs::rename(socket(&other), socket(place.server.as_ref().unwrap())).unwrap();
    let Kind::Shared(shared) = &store.0 else { unreachable!() };
    let mut replica = redis::cmd("REPLICAOF");
    replica.arg("127.0.0.1").arg(1);
    shared.link.ask::<()>(&replica).await.unwrap();
    let works = timeout(STALE * 20, async {
        while store.receive(came(&[2]), 1000).await.is_err() {
            sleep(STALE / 20).await;
        }
    });
    works.await.unwrap();
    let role: (String, redis::Value, redis::Value) =
        shared.link.ask(&redis::cmd("ROLE")).await.unwrap();
    assert_eq!(role.0, "master");
    while !keys(&given(&store, 1).await).contains(&2) {}
}

#[tokio::test]
async fn a_chat_is_worked_at_without_redis() {
    let mut place = place!(own);
    let store = place.store().await;
    place.server().kill();
    _ = store.hold(topic(1)).await;
    _ = timeout(STALE * 2, store.hold(topic(1))).await.unwrap();
}

#[tokio::test]
async fn what_one_changes_the_other_sees() {
    let place = place!(new);
    let [one, other] = [place.store().await, place.store().await];
    let chat = ChatKey(1);
    assert_eq!(other.settings(chat).await.unwrap(), Settings::default());
    one.set_language(chat, Some(Locale::ZhHant)).await.unwrap();
    assert_eq!(other.settings(chat).await.unwrap().language, Some(Locale::ZhHant));
    one.remember(chat, MessageKey(1), answers([2], 1000));
    one.flush().await;
    assert_eq!(other.answers(chat, MessageKey(1)).await.unwrap(), answers([2], 1000));
}

#[tokio::test]
async fn what_is_kept_is_bounded() {
    let place = place!(new);
    let store = place.store().await;
    for key in 0..110 {
        store.receive(came(&[key]), 1000).await.unwrap();
        given(&store, 1).await;
        store.put_aside(UpdateKey(key), "it failed");
    }
    assert_eq!(store.n_aside().await.unwrap(), MAX_ASIDE);
    for message in 0..510 {
        store.remember(ChatKey(1), MessageKey(message), answers([message], 1000));
    }
    assert_eq!(store.answers(ChatKey(1), MessageKey(9)).await.unwrap(), Answers::default());
    assert_eq!(store.answers(ChatKey(1), MessageKey(10)).await.unwrap(), answers([10], 1000));
}

#[tokio::test]
async fn no_error_has_the_password_in_it() {
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
