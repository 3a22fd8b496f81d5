//! The inbox in Redis.

use std::time::Duration;

use async_trait::async_trait;
use tokio::time::{sleep, timeout};

use crate::store::{
    error::StoreResult,
    inbox::{Depth, Durability, Inbox, LockGuard, Open, Received},
    keys::{TopicKey, UpdateKey},
};

use super::{RedisStore, keys::Key, write_behind::Write};

/// How long [`Inbox::flush`] waits.
const LAST: Duration = Duration::from_secs(5);

/// Delay between its attempts.
const RETRY: Duration = Duration::from_millis(100);

#[async_trait]
impl Inbox for RedisStore {
    async fn receive(&self, updates: Vec<Received>, now_ms: i64) -> StoreResult<Durability> {
        self.claims.receive(&updates, now_ms).await?;
        Ok(Durability::Durable)
    }

    /// Takes over updates that were given back. Those of dead processes follow once it is
    /// known that the processes are dead.
    async fn resume(&self) -> StoreResult<(usize, usize)> {
        self.claims.create_group().await?;
        let counts = self.worker.take_over().await?;
        self.start();
        Ok(counts)
    }

    async fn next(&self) -> Vec<Open> {
        self.start();
        self.claims.next().await
    }

    async fn begin(&self, update: UpdateKey) -> StoreResult<()> {
        if !self.claims.is_open(update) {
            return Ok(());
        }
        self.run(self.command("HINCRBY", Key::Trials).arg(update.0).arg(1)).await
    }

    fn answered(&self, update: UpdateKey) {
        self.queue.push(Write::Answered(update));
    }

    fn done(&self, update: UpdateKey) {
        if let Some(entry) = self.claims.close(update) {
            self.queue.push(Write::Done { update, entry });
        }
    }

    fn dead_letter(&self, update: UpdateKey, reason: &str) {
        if let Some(entry) = self.claims.close(update) {
            self.queue.push(Write::DeadLetter { update, entry, reason: reason.to_owned() });
        }
    }

    fn still_owns(&self, update: UpdateKey) -> bool {
        self.claims.still_owns(update)
    }

    async fn lock(&self, topic: TopicKey) -> LockGuard {
        self.start();
        LockGuard { _lock: Some(Box::new(self.worker.locks.lock(topic).await)) }
    }

    fn is_shared(&self) -> bool {
        true
    }

    async fn leave(&self) -> StoreResult<()> {
        self.stop_consumer().await;
        let handed_out = self.claims.close_waiting();
        // Updates that are done must not be given back.
        self.queue.flush().await?;
        Ok(self.claims.give_back(&handed_out).await?)
    }

    async fn written(&self) {
        _ = timeout(LAST, self.queue.flush()).await;
    }

    async fn flush(&self) {
        let end = async {
            self.stop_consumer().await;
            while self.queue.flush().await.is_err() {
                sleep(RETRY).await;
            }
            while self.is_started() && self.claims.give_back(&[]).await.is_err() {
                sleep(RETRY).await;
            }
        };
        if timeout(LAST, end).await.is_err() {
            tracing::error!("Redis did not store the last writes; answers may be duplicated");
        }
    }

    fn depth(&self) -> Depth {
        self.claims.depth()
    }

    async fn n_open(&self) -> StoreResult<usize> {
        self.length(Key::Inbox).await
    }

    async fn n_dead_letters(&self) -> StoreResult<usize> {
        self.length(Key::DeadLetters).await
    }

    async fn probe(&self) -> StoreResult<()> {
        let mut command = self.command("SET", Key::Probe);
        self.run(command.arg(&self.claims.own_name).arg("EX").arg(60)).await
    }
}

impl RedisStore {
    async fn length(&self, stream: Key) -> StoreResult<usize> {
        self.queue.flush().await?;
        self.run(&self.command("XLEN", stream)).await
    }
}
