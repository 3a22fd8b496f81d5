//! Locks on the topics of chats, among the processes that share Redis: a key that expires
//! unless it is renewed.

use std::{
    collections::HashMap,
    mem,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use parking_lot::Mutex;
use redis::RedisError;
use tokio::time::sleep;

use crate::store::keys::TopicKey;

use super::{
    connection::{Connection, ms},
    keys::Key,
    write_behind::{Write, WriteBehind},
};

/// How long the lock of a dead process stays.
const EXPIRY: Duration = Duration::from_secs(15);

/// Delay before the second attempt to lock; doubled after each attempt.
const POLL: Duration = Duration::from_millis(25);

/// Longest delay before another attempt.
const SLOWEST_POLL: Duration = Duration::from_millis(200);

/// How long Redis may fail before a topic is used without a lock: a duplicate answer is
/// better than none.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// Locks topics, and renews the locks of this process.
#[derive(Debug)]
pub(super) struct Locks {
    connection: Connection,
    queue: WriteBehind,
    own_name: String,
    n_tokens: AtomicU64,
    /// The locks of this process, by their token in Redis.
    held: Mutex<HashMap<String, TopicKey>>,
    /// Whether the last lock was given up because Redis fails.
    is_without: AtomicBool,
}

/// A lock of this process.
#[derive(Debug)]
pub(super) struct Lock {
    topic: TopicKey,
    token: String,
    locks: Arc<Locks>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        let token = mem::take(&mut self.token);
        self.locks.held.lock().remove(&token);
        self.locks.queue.push(Write::Unlock { topic: self.topic, token });
    }
}

impl Locks {
    pub(super) fn new(connection: Connection, queue: WriteBehind, own_name: String) -> Self {
        Self {
            connection,
            queue,
            own_name,
            n_tokens: AtomicU64::new(0),
            held: Mutex::default(),
            is_without: AtomicBool::new(false),
        }
    }

    /// Waits until nobody else has a lock on the topic. If the future is dropped, a lock
    /// that it may have taken is released.
    pub(super) async fn lock(self: &Arc<Self>, topic: TopicKey) -> Lock {
        let n = self.n_tokens.fetch_add(1, Ordering::Relaxed);
        let lock = Lock { topic, token: format!("{}:{n}", self.own_name), locks: Arc::clone(self) };
        let mut fails_since = None;
        let mut pause = POLL;
        loop {
            match self.try_lock(&lock).await {
                Ok(true) => {
                    self.is_without.store(false, Ordering::Relaxed);
                    break;
                }
                Ok(false) => fails_since = None,
                Err(error) => {
                    let since = *fails_since.get_or_insert_with(Instant::now);
                    if self.goes_without(since, &error) {
                        break;
                    }
                }
            }
            sleep(pause).await;
            pause = (pause * 2).min(SLOWEST_POLL);
        }
        self.held.lock().insert(lock.token.clone(), topic);
        lock
    }

    /// Locks, unless somebody else has the lock.
    pub(super) async fn try_lock(&self, lock: &Lock) -> Result<bool, RedisError> {
        // The lock is its own if the response to an earlier attempt was lost.
        let keys = [Key::Lock(lock.topic)];
        let mut command = self.connection.script(include_str!("scripts/lock.lua"), &keys);
        self.connection.run(command.arg(&lock.token).arg(ms(EXPIRY))).await
    }

    /// Whether to proceed without a lock: after some patience, and then at once until Redis
    /// works again.
    pub(super) fn goes_without(&self, since: Instant, error: &RedisError) -> bool {
        if self.is_without.load(Ordering::Relaxed) {
            return true;
        }
        if since.elapsed() < PATIENCE {
            return false;
        }
        if !self.is_without.swap(true, Ordering::Relaxed) {
            let error = error as &dyn std::error::Error;
            tracing::warn!(error, "cannot lock chats in Redis; answers may be duplicated");
        }
        true
    }

    /// Renews the locks of this process.
    pub(super) async fn renew(&self) -> Result<(), RedisError> {
        let held = self.held.lock().clone();
        if held.is_empty() {
            return Ok(());
        }
        let (tokens, keys): (Vec<String>, Vec<Key>) =
            held.into_iter().map(|(token, topic)| (token, Key::Lock(topic))).unzip();
        let mut command = self.connection.script(include_str!("scripts/renew.lua"), &keys);
        self.connection.run(command.arg(ms(EXPIRY)).arg(tokens)).await
    }
}
