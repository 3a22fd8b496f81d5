//! Stores that share a Redis, or lose it.
//!
//! `src/store/redis/tests.rs` tests dead processes, since a store waits a quarter of a minute
//! before it takes a process to be dead.

use std::{collections::BTreeMap, fs, time::Duration};

use clausebot::{
    store::{
        Answers, Attempt, ChatKey, MAX_BODY, MAX_OF_SENDER, MessageKey, Settings, Store,
        StoreError, TopicKey, UpdateKey,
    },
    text::Locale,
};
use redis::{AsyncConnectionConfig, Client, Cmd, FromRedisValue, Value, cmd};
use tokio::time::{sleep, timeout};

use super::{
    MAX_MISSES, answers, chat_store_contract, full_of_misses_contract, inbox_contract, next,
    received,
    server::{Place, Server},
};

/// How long a test waits for what must not happen.
const WAIT: Duration = Duration::from_secs(1);

impl Place {
    async fn store(&self) -> Store {
        Store::connect(&self.url, self.bot).await.unwrap()
    }

    async fn two_stores(&self) -> [Store; 2] {
        [self.store().await, self.store().await]
    }

    /// The name of the stream of open updates.
    fn stream(&self) -> String {
        self.key("inbox")
    }

    /// The name of a key.
    fn key(&self, name: &str) -> String {
        format!("clausebot:{{{}}}:{name}", self.bot)
    }

    /// Runs a script on a key.
    async fn script(&self, code: &str, key: &str, argument: usize) {
        self.run::<()>(cmd("EVAL").arg(code).arg(1).arg(self.key(key)).arg(argument)).await;
    }

    /// A client beside the stores, and its connection.
    async fn client(&self) -> redis::aio::MultiplexedConnection {
        let client = Client::open(self.url.as_str()).unwrap();
        // To fill Redis takes longer than the usual time limit.
        let config = AsyncConnectionConfig::new().set_response_timeout(None);
        client.get_multiplexed_async_connection_with_config(&config).await.unwrap()
    }

    /// Runs a command beside the stores.
    async fn run<T: FromRedisValue>(&self, command: &Cmd) -> T {
        command.query_async(&mut self.client().await).await.unwrap()
    }
}

fn topic(chat: i64) -> TopicKey {
    TopicKey { chat: ChatKey(chat), thread: None }
}

/// Receives updates and hands them out.
async fn open(Store { inbox, .. }: &Store, keys: &[i64]) {
    inbox.receive(received(keys), 1000).await.unwrap();
    assert_eq!(self::keys(&next(&**inbox, keys.len()).await), keys);
}

fn keys(updates: &[(i64, Attempt)]) -> Vec<i64> {
    updates.iter().map(|(key, _)| *key).collect()
}

#[tokio::test]
async fn redis_passes_the_contracts() {
    let Some(place) = Place::new() else { return };
    inbox_contract(&place.store().await).await.unwrap();
    chat_store_contract(&place.store().await).await.unwrap();
}

#[tokio::test]
async fn flushing_an_empty_queue_succeeds() {
    let Some(place) = Place::new() else { return };
    let inbox = place.store().await.inbox;
    // Counting flushes the queue first.
    assert_eq!(inbox.n_open().await.unwrap(), 0);
    // It has taken no updates that it could give back.
    timeout(WAIT, inbox.flush()).await.unwrap();
}

#[tokio::test]
async fn each_update_goes_to_one_process() {
    let Some(place) = Place::new() else { return };
    let [one, other] = place.two_stores().await;
    assert!(one.inbox.is_shared());
    let updates: Vec<i64> = (0..1000).collect();
    for some in updates.chunks(10) {
        one.inbox.receive(received(some), 1000).await.unwrap();
        other.inbox.receive(received(some), 1000).await.unwrap();
    }
    let all = async |store: &Store| {
        let mut all = Vec::new();
        while let Ok(some) = timeout(WAIT / 2, store.inbox.next()).await {
            for it in some {
                store.inbox.done(it.key);
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
    one.inbox.flush().await;
    other.inbox.flush().await;
    assert_eq!(one.inbox.n_open().await.unwrap(), 0);
}

#[tokio::test]
async fn updates_that_are_given_back_are_taken_over_without_blame() {
    let Some(place) = Place::new() else { return };
    let run = place.store().await;
    open(&run, &[1, 2]).await;
    run.inbox.receive(received(&[3]), 1000).await.unwrap();
    let other = place.store().await;
    run.inbox.leave().await.unwrap();
    assert_eq!(next(&*other.inbox, 1).await, [(3, Attempt::First)]);
    run.inbox.done(UpdateKey(1));
    run.inbox.flush().await;
    assert_eq!(next(&*other.inbox, 1).await, [(2, Attempt::First)]);
    assert_eq!(other.inbox.n_open().await.unwrap(), 2);
}

#[tokio::test]
async fn updates_are_completed_while_redis_is_out_of_memory() {
    let Some(place) = Place::own() else { return };
    let store = place.store().await;
    open(&store, &[1]).await;
    let limit = async |bytes: u32| {
        let mut command = cmd("CONFIG");
        command.arg("SET").arg("maxmemory").arg(bytes);
        place.run::<()>(&command).await;
    };
    limit(1).await;
    assert!(store.inbox.receive(received(&[2]), 1000).await.is_err());
    store.chats.remember(ChatKey(1), MessageKey(1), answers([2], 1000));
    assert!(store.chats.answers(ChatKey(1), MessageKey(1)).await.is_err());
    store.inbox.done(UpdateKey(1));
    while place.run::<usize>(cmd("XLEN").arg(place.stream())).await > 0 {}
    limit(0).await;
    store.inbox.receive(received(&[2]), 1000).await.unwrap();
    while store.chats.answers(ChatKey(1), MessageKey(1)).await.is_err() {}
    assert_eq!(store.chats.answers(ChatKey(1), MessageKey(1)).await.unwrap(), answers([2], 1000));
}

#[tokio::test]
async fn a_process_continues_when_redis_has_lost_its_data() {
    let Some(place) = Place::own() else { return };
    let store = place.store().await;
    open(&store, &[1]).await;
    place.run::<()>(&cmd("FLUSHALL")).await;
    store.inbox.done(UpdateKey(1));
    // Redis numbers entries anew: the completion of 1 must not delete the entry of 2.
    store.inbox.written().await;
    open(&store, &[2]).await;
}

#[tokio::test]
async fn a_topic_is_locked_by_one() {
    let Some(place) = Place::new() else { return };
    let [one, other] = place.two_stores().await;
    let lock = one.inbox.lock(topic(1)).await;
    let _of_another = other.inbox.lock(topic(2)).await;
    assert!(timeout(WAIT, other.inbox.lock(topic(1))).await.is_err());
    assert!(timeout(WAIT, one.inbox.lock(topic(1))).await.is_err());
    drop(lock);
    let lock = timeout(WAIT, other.inbox.lock(topic(1))).await.unwrap();
    assert!(timeout(WAIT, one.inbox.lock(topic(1))).await.is_err());
    drop(lock);
}

#[tokio::test]
async fn topics_of_a_chat_are_locked_independently() {
    let Some(place) = Place::new() else { return };
    let [one, other] = place.two_stores().await;
    let of = |thread| TopicKey { thread, ..topic(1) };
    let _lock = one.inbox.lock(of(Some(5))).await;
    let _of_another = timeout(WAIT, other.inbox.lock(of(Some(6)))).await.unwrap();
    let _of_none = timeout(WAIT, other.inbox.lock(of(None))).await.unwrap();
    assert!(timeout(WAIT, other.inbox.lock(of(Some(5)))).await.is_err());
}

#[tokio::test]
async fn an_update_that_was_taken_over_is_no_longer_owned() {
    let Some(place) = Place::new() else { return };
    let store = place.store().await;
    open(&store, &[1, 2]).await;
    assert!(store.inbox.still_owns(UpdateKey(1)) && store.inbox.still_owns(UpdateKey(2)));
    let mut range = cmd("XRANGE");
    range.arg(place.stream()).arg("-").arg("+").arg("COUNT").arg(1);
    let entries: Vec<(String, Value)> = place.run(&range).await;
    let mut claim = cmd("XCLAIM");
    claim.arg(place.stream()).arg("clausebot").arg("another").arg(0).arg(&entries[0].0);
    place.run::<Value>(&claim).await;
    let waited = timeout(WAIT * 10, async {
        while store.inbox.still_owns(UpdateKey(1)) {
            sleep(WAIT / 20).await;
        }
    });
    waited.await.unwrap();
    assert!(store.inbox.still_owns(UpdateKey(2)));
    assert_eq!(store.inbox.depth().n_open, 1);
}

/// Another server takes over the address, and the old one becomes a replica.
#[tokio::test]
async fn a_process_finds_the_new_master() {
    let Some(mut place) = Place::own() else { return };
    let Some(other) = Server::start() else { return };
    let store = place.store().await;
    store.inbox.receive(received(&[1]), 1000).await.unwrap();
    let mut old = place.client().await;
    fs::rename(other.socket(), place.server().socket()).unwrap();
    let replica = cmd("REPLICAOF").arg("127.0.0.1").arg(1).exec_async(&mut old).await;
    replica.unwrap();
    let works = timeout(WAIT * 20, async {
        while store.inbox.receive(received(&[2]), 1000).await.is_err() {
            sleep(WAIT / 20).await;
        }
    });
    works.await.unwrap();
    assert_eq!(place.run::<usize>(cmd("XLEN").arg(place.stream())).await, 1, "in the new one");
    while !keys(&next(&*store.inbox, 1).await).contains(&2) {}
}

#[tokio::test]
async fn a_topic_is_used_without_a_lock_while_redis_fails() {
    let Some(mut place) = Place::own() else { return };
    let store = place.store().await;
    place.server().kill();
    _ = store.inbox.lock(topic(1)).await;
    _ = timeout(WAIT * 2, store.inbox.lock(topic(1))).await.unwrap();
    place.server().start_again();
    while store.inbox.probe().await.is_err() {}
    let _lock = store.inbox.lock(topic(2)).await;
    assert!(timeout(WAIT, place.store().await.inbox.lock(topic(2))).await.is_err());
}

#[tokio::test]
async fn a_change_is_seen_by_all_processes() {
    let Some(place) = Place::new() else { return };
    let [one, other] = place.two_stores().await;
    let chat = ChatKey(1);
    assert_eq!(other.chats.settings(chat).await.unwrap(), Settings::default());
    one.chats.set_language(chat, Some(Locale::ZhHant)).await.unwrap();
    assert_eq!(other.chats.settings(chat).await.unwrap().language, Some(Locale::ZhHant));
    one.chats.remember(chat, MessageKey(1), answers([2], 1000));
    one.inbox.flush().await;
    assert_eq!(other.chats.answers(chat, MessageKey(1)).await.unwrap(), answers([2], 1000));
}

#[tokio::test]
async fn dead_letters_and_answers_are_bounded() {
    let Some(place) = Place::new() else { return };
    let store = place.store().await;
    for key in 0..110 {
        open(&store, &[key]).await;
        store.inbox.dead_letter(UpdateKey(key), "it failed");
    }
    assert_eq!(store.inbox.n_dead_letters().await.unwrap(), 100);
    for message in 0..510 {
        store.chats.remember(ChatKey(1), MessageKey(message), answers([message], 1000));
    }
    assert_eq!(store.chats.answers(ChatKey(1), MessageKey(9)).await.unwrap(), Answers::default());
    assert_eq!(store.chats.answers(ChatKey(1), MessageKey(10)).await.unwrap(), answers([10], 1000));
}

/// What earlier versions wrote of a chat goes with the chat.
#[tokio::test]
async fn old_notes_of_a_chat_are_erased() {
    let Some(place) = Place::new() else { return };
    let store = place.store().await;
    let hinted = place.key("hinted");
    place.run::<()>(cmd("SADD").arg(&hinted).arg(&[-5, 6, 7])).await;
    store.chats.migrate(ChatKey(-5), ChatKey(-1_000_005)).await.unwrap();
    store.chats.forget(ChatKey(6)).await.unwrap();
    assert_eq!(place.run::<Vec<i64>>(cmd("SMEMBERS").arg(&hinted)).await, [7]);
}

/// Of an update that is done, only the mark stays, and no longer than the other things that expire.
#[tokio::test]
async fn what_redis_keeps_expires() {
    const DAY: i64 = 24 * 60 * 60;
    let Some(place) = Place::own() else { return };
    let store = place.store().await;
    open(&store, &[1, 2]).await;
    for key in [1, 99] {
        store.inbox.begin(UpdateKey(key)).await.unwrap();
    }
    store.inbox.done(UpdateKey(1));
    store.chats.remember(ChatKey(5), MessageKey(1), answers([2], 1000));
    store.inbox.probe().await.unwrap();
    let _lock = store.inbox.lock(topic(5)).await;
    store.inbox.written().await;
    for (key, seconds) in [
        ("seen:0", 2 * DAY),
        ("answers:5", 30 * DAY),
        ("answered:5", 30 * DAY),
        ("hold:5", 15),
        ("probe", 60),
    ] {
        let left: i64 = place.run(cmd("TTL").arg(place.key(key))).await;
        assert!((seconds / 2..=seconds).contains(&left), "`{key}` expires in {left} s");
    }
    let mut lasting = Vec::new();
    for key in place.run::<Vec<String>>(cmd("KEYS").arg("*")).await {
        if place.run::<i64>(cmd("TTL").arg(&key)).await < 0 {
            lasting.push(key);
        }
    }
    lasting.sort();
    assert_eq!(lasting, [place.stream(), place.key("senders")]);
    let senders: BTreeMap<String, usize> =
        place.run(cmd("HGETALL").arg(place.key("senders"))).await;
    let n_bytes = received(&[2])[0].body.len();
    assert_eq!(senders, [("2".to_owned(), 1), ("2:b".to_owned(), n_bytes)].into());
}

#[tokio::test]
async fn a_full_inbox_takes_no_more() {
    const MOST: usize = 50_000;
    let Some(place) = Place::own() else { return };
    let store = place.store().await;
    let fill = "for i = 1, ARGV[1] do
        redis.call('XADD', KEYS[1], '*', 'id', i, 'at', 1, 'body', '{}', 'from', '')
    end";
    place.script(fill, "inbox", MOST - 1).await;
    store.inbox.receive(received(&[1]), 1000).await.unwrap();
    let error = store.inbox.receive(received(&[2]), 1000).await.unwrap_err();
    assert!(matches!(error, StoreError::Full(MOST)), "{error}");
    assert_eq!(store.inbox.n_open().await.unwrap(), MOST);
}

/// What senders have open is counted anew once nothing is open.
#[tokio::test]
async fn a_wrong_count_of_a_sender_is_put_right() {
    let Some(place) = Place::own() else { return };
    let store = place.store().await;
    let code = "redis.call('HSET', KEYS[1], '7', ARGV[1])";
    place.script(code, "senders", MAX_OF_SENDER).await;
    open(&store, &[7]).await;
    assert_eq!(store.inbox.depth().n_refused, 0);
}

#[tokio::test]
async fn misses_are_bounded() {
    let Some(place) = Place::own() else { return };
    let store = place.store().await;
    let fill = "for i = 1, ARGV[1] do redis.call('ZADD', KEYS[1], 1, 'question ' .. i) end";
    place.script(fill, "misses", MAX_MISSES - 1).await;
    full_of_misses_contract(&store).await.unwrap();
}

#[tokio::test]
async fn a_redis_that_starts_later_is_waited_for() {
    let Some(mut place) = Place::own() else { return };
    place.server().kill();
    let (url, bot) = (place.url.clone(), place.bot);
    let store = tokio::spawn(async move { Store::connect(&url, bot).await });
    sleep(WAIT).await;
    assert!(!store.is_finished());
    place.server().start_again();
    store.await.unwrap().unwrap();
}

#[tokio::test]
async fn who_may_not_use_redis_is_told_at_once() {
    let Some(place) = Place::own() else { return };
    // Without the right to ask for the version, but with all others.
    let mut user = cmd("ACL");
    user.arg("SETUSER").arg("ann").arg("on").arg(">secret").arg("~*").arg("+@all").arg("-info");
    place.run::<()>(&user).await;
    let mut default = cmd("ACL");
    default.arg("SETUSER").arg("default").arg("off");
    place.run::<()>(&default).await;
    let connect = async |user: &str| {
        let url = format!("{}?{user}", place.url);
        timeout(WAIT * 3, Store::connect(&url, place.bot)).await.unwrap()
    };
    connect("user=ann&pass=secret").await.unwrap();
    for refused in ["", "user=ann&pass=wrong"] {
        let error = connect(refused).await.unwrap_err();
        assert!(matches!(error, StoreError::RedisUnreachable(..)), "{error}");
    }
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

/// A value that the bot never writes is not even sent.
#[tokio::test]
async fn values_without_measure_are_refused() {
    let Some(place) = Place::own() else { return };
    let store = place.store().await;
    let (stream, chat) = (place.stream(), ChatKey(1));
    let code = "local large = string.rep('x', ARGV[1])
        for i = 1, 2 do redis.call('HSET', KEYS[i], 'language', large, '1', large) end
        large = string.rep('x', ARGV[2])
        for i = 3, 4 do redis.call('HSET', KEYS[i], 'x', large) end
        redis.call('ZADD', KEYS[5], 1, large)";
    let mut fill = cmd("EVAL");
    fill.arg(code).arg(5);
    for key in ["settings:1", "answers:1", "votes", "moves", "misses"] {
        fill.arg(place.key(key));
    }
    place.run::<()>(fill.arg((1 << 20) + 1).arg((32 << 20) + 1)).await;
    for error in [
        store.chats.settings(chat).await.unwrap_err(),
        store.chats.answers(chat, MessageKey(1)).await.unwrap_err(),
        store.chats.shown_before(chat, MessageKey(9)).await.unwrap_err(),
        store.chats.votes().await.unwrap_err(),
        store.chats.moves().await.unwrap_err(),
        store.chats.misses().await.unwrap_err(),
    ] {
        let source = std::error::Error::source(&error).map(ToString::to_string);
        assert!(source.unwrap_or_default().contains("LARGE"), "{error}");
    }
    // One body that another process gave back, and one that is new.
    let add = async || {
        let mut add = cmd("XADD");
        add.arg(&stream).arg("*").arg("id").arg(5).arg("at").arg(1).arg("body");
        place.run::<String>(add.arg("x".repeat(MAX_BODY + 1))).await;
    };
    let mut group = cmd("XGROUP");
    group.arg("CREATE").arg(&stream).arg("clausebot").arg(0).arg("MKSTREAM");
    place.run::<()>(&group).await;
    add().await;
    let mut claim = cmd("XREADGROUP");
    claim.arg("GROUP").arg("clausebot").arg("free").arg("STREAMS").arg(&stream).arg(">");
    place.run::<Value>(&claim).await;
    assert_eq!(store.inbox.resume().await.unwrap(), (0, 0));
    assert_eq!(store.inbox.n_open().await.unwrap(), 0);
    add().await;
    while place.run::<usize>(cmd("XLEN").arg(&stream)).await > 0 {}
    open(&store, &[1]).await;
}

/// A value of another type than expected is an error, and nothing else stops.
#[tokio::test]
async fn values_of_another_type_are_errors() {
    let Some(place) = Place::own() else { return };
    let store = place.store().await;
    let stream = place.stream();
    for key in ["settings:1", "answers:1", "votes", "misses", "moves"] {
        place.run::<()>(cmd("SET").arg(place.key(key)).arg("x".repeat(1 << 20))).await;
    }
    let chat = ChatKey(1);
    assert!(store.chats.settings(chat).await.is_err());
    assert!(store.chats.answers(chat, MessageKey(1)).await.is_err());
    assert!(store.chats.shown_before(chat, MessageKey(1)).await.is_err());
    assert!(store.chats.votes().await.is_err());
    assert!(store.chats.misses().await.is_err());
    assert!(store.chats.moves().await.is_err());
    store.chats.forget(chat).await.unwrap();
    assert_eq!(store.chats.settings(chat).await.unwrap(), Settings::default());
    // Fields that are no values: settings of nobody's language, answers that are no numbers.
    let mut settings = cmd("HSET");
    settings.arg(place.key("settings:2")).arg("language").arg("\u{0}").arg("topic").arg("x");
    place.run::<()>(&settings).await;
    let mut no_answers = cmd("HSET");
    no_answers.arg(place.key("answers:2")).arg("1").arg("a b @ # =:: 9".repeat(9));
    place.run::<()>(&no_answers).await;
    assert_eq!(store.chats.settings(ChatKey(2)).await.unwrap(), Settings::default());
    store.chats.answers(ChatKey(2), MessageKey(1)).await.unwrap();
    // An entry of the inbox that is no update is deleted.
    place
        .run::<()>(cmd("XADD").arg(&stream).arg("*").arg("id").arg("x").arg("body").arg("{}"))
        .await;
    open(&store, &[1]).await;
    store.inbox.done(UpdateKey(1));
    while place.run::<usize>(cmd("XLEN").arg(&stream)).await > 0 {}
}
