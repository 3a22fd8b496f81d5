//! The right to work at a topic of a chat, while other processes could: a key that expires
//! unless it is renewed.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use redis::RedisError;
use tokio::time::sleep;

use crate::store::TopicKey;

use super::{
    inbox::ms,
    link::{Link, script},
    notes::{Note, Notes},
};

/// How long a chat is held by a process that is gone.
const HELD: Duration = Duration::from_secs(15);

/// How long after the first try the next one is; then twice as long, and so on.
const POLL: Duration = Duration::from_millis(25);

/// How long after a try the next one is at most.
const SLOWEST_POLL: Duration = Duration::from_millis(200);

/// How long Redis may fail before a chat is worked at without its word: an answer
/// that comes twice is better than none.
const PATIENCE: Duration = Duration::from_secs(5);

/// The topics that this process works at.
#[derive(Debug)]
pub(super) struct Holds {
    link: Link,
    notes: Notes,
    own_name: String,
    n_given: AtomicU64,
    /// By what Redis knows the holder as.
    held: Mutex<HashMap<String, TopicKey>>,
    /// Whether the last one went on without Redis.
    is_without: AtomicBool,
}

/// The right to work at a topic.
#[derive(Debug)]
pub(in crate::store) struct Held {
    topic: TopicKey,
    token: String,
    holds: Arc<Holds>,
}

impl Drop for Held {
    fn drop(&mut self) {
        let token = std::mem::take(&mut self.token);
        self.holds.held().remove(&token);
        self.holds.notes.note(Note::Released { topic: self.topic, token });
    }
}

impl Holds {
    pub(super) fn new(link: Link, notes: Notes, own_name: String) -> Self {
        Self {
            link,
            notes,
            own_name,
            n_given: AtomicU64::new(0),
            held: Mutex::default(),
            is_without: AtomicBool::new(false),
        }
    }

    /// Waits until no other holds a topic. Where the future is dropped, what it may
    /// have got is let go as well.
    pub(super) async fn hold(self: &Arc<Self>, topic: TopicKey) -> Held {
        let token = format!("{}:{}", self.own_name, self.n_given.fetch_add(1, Ordering::Relaxed));
        let held = Held { topic, token, holds: Arc::clone(self) };
        let mut fails_since = None;
        let mut pause = POLL;
        loop {
            match self.try_to_hold(&held).await {
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
        self.held().insert(held.token.clone(), topic);
        held
    }

    async fn try_to_hold(&self, held: &Held) -> Result<bool, RedisError> {
        let mut command = redis::cmd("SET");
        command.arg(self.link.hold(held.topic)).arg(&held.token);
        command.arg("NX").arg("GET").arg("PX").arg(ms(HELD));
        // Its own token is there where the answer to an earlier try was lost.
        let holder: Option<String> = self.link.ask(&command).await?;
        Ok(holder.is_none_or(|it| it == held.token))
    }

    /// Whether it has failed for long enough; those who come after that do not wait.
    fn goes_without(&self, since: Instant, error: &RedisError) -> bool {
        if self.is_without.load(Ordering::Relaxed) {
            return true;
        }
        if since.elapsed() < PATIENCE {
            return false;
        }
        if !self.is_without.swap(true, Ordering::Relaxed) {
            let error = error as &dyn std::error::Error;
            tracing::warn!(error, "cannot hold chats in Redis; an answer may come twice");
        }
        true
    }

    /// Holds on to the topics of this process.
    pub(super) async fn renew(&self) -> Result<(), RedisError> {
        let held: Vec<(String, TopicKey)> =
            self.held().iter().map(|(token, topic)| (token.clone(), *topic)).collect();
        if held.is_empty() {
            return Ok(());
        }
        let keys: Vec<String> = held.iter().map(|(_, topic)| self.link.hold(*topic)).collect();
        let tokens: Vec<String> = held.into_iter().map(|(token, _)| token).collect();
        let mut command = script(include_str!("scripts/renew.lua"), &keys);
        self.link.ask(command.arg(ms(HELD)).arg(tokens)).await
    }

    fn held(&self) -> MutexGuard<'_, HashMap<String, TopicKey>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
