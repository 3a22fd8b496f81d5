//! Background tasks: one reads updates from the stream that no process has claimed yet; one
//! keeps the claims and locks of this process, and claims updates of dead processes.

use std::{sync::Arc, time::Duration};

use redis::{
    RedisError,
    aio::MultiplexedConnection,
    streams::{StreamId, StreamReadReply},
};
use tokio::time::{MissedTickBehavior, sleep};

use crate::store::{
    inbox::{Attempt, MAX_BODY, MAX_DEAD_LETTERS, Open, THREE_CRASHES},
    keys::UpdateKey,
};

use super::{
    claims::{Claims, FREE, GROUP},
    connection::ms,
    health::{Health, Task},
    keys::Key,
    locks::Locks,
    write_behind::{Write, WriteBehind},
};

/// How long a read blocks in Redis. Leaving takes as long.
pub(super) const BLOCK: Duration = Duration::from_secs(1);

/// Delay before reading again after a failure.
const RETRY: Duration = Duration::from_millis(500);

/// Beats after which the names of dead processes are deleted.
const FORGET_EVERY: u64 = 100;

/// See [`Worker::stale`].
pub(super) const STALE: Duration = Duration::from_secs(15);

/// How long the name of a process without entries is kept.
const KNOWN: Duration = Duration::from_hours(1);

/// A claimed entry: its id, how many processes crashed on it, and its update's number, time
/// and body.
type Claimed = (String, u32, i64, i64, String);

/// The parts of a store that the tasks work with.
#[derive(Clone, Debug)]
pub(super) struct Worker {
    pub(super) claims: Arc<Claims>,
    pub(super) locks: Arc<Locks>,
    pub(super) queue: WriteBehind,
    pub(super) health: Arc<Health>,
    /// An entry that was not kept fresh for so long belongs to a dead process.
    pub(super) stale: Duration,
}

impl Worker {
    /// Reads until the process leaves. It needs a task of its own: a read that is cancelled
    /// would lose the response of Redis.
    pub(super) async fn consume(self) {
        let mut connection = None;
        loop {
            let n_free = self.claims.room().await;
            if self.claims.is_leaving() {
                return;
            }
            if self.queue.is_crowded() {
                sleep(RETRY).await;
                continue;
            }
            let was_connected = connection.is_some();
            let read = self.read(&mut connection, n_free).await;
            if read.is_err() && was_connected {
                // Redis may have closed an idle connection, or have restarted.
                self.health.disconnected();
                connection = None;
                continue;
            }
            self.health.record(Task::Consumer, &read);
            if read.is_err() {
                connection = None;
                sleep(RETRY).await;
            }
        }
    }

    async fn read(
        &self,
        connection: &mut Option<MultiplexedConnection>,
        n_free: usize,
    ) -> Result<(), RedisError> {
        let connection = match connection {
            Some(connection) => connection,
            None => connection.insert(self.claims.connection.blocking(BLOCK).await?),
        };
        let mut command = redis::cmd("XREADGROUP");
        command.arg("GROUP").arg(GROUP).arg(&self.claims.own_name);
        command.arg("COUNT").arg(n_free).arg("BLOCK").arg(ms(BLOCK));
        command.arg("STREAMS").arg(self.claims.connection.key(Key::Inbox)).arg(">");
        let read: Option<StreamReadReply> = match command.query_async(connection).await {
            // Redis is empty, or has lost its data.
            Err(error) if error.code() == Some("NOGROUP") => {
                return self.claims.create_group().await;
            }
            read => read?,
        };
        for entry in read.into_iter().flat_map(|it| it.keys).flat_map(|it| it.ids) {
            self.add(entry);
        }
        Ok(())
    }

    fn add(&self, entry: StreamId) {
        if let Some(update) = update(&entry) {
            self.claims.add(entry.id, update);
        } else {
            tracing::error!(entry = entry.id, "deleting an entry of the inbox that is no update");
            self.queue.push(Write::Done { update: UpdateKey(0), entry: entry.id });
        }
    }

    /// Beats five times before an entry is stale, so that a few beats may fail.
    pub(super) async fn keep(self) {
        let mut beats = tokio::time::interval(self.stale / 5);
        beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
        for n_beats in 0_u64.. {
            beats.tick().await;
            let result = self.beat(n_beats).await;
            self.health.record(Task::Keeper, &result);
        }
    }

    async fn beat(&self, n_beats: u64) -> Result<(), RedisError> {
        self.locks.renew().await?;
        match self.keep_claims(n_beats).await {
            // Redis is empty, or has lost its data.
            Err(error) if error.code() == Some("NOGROUP") => self.claims.create_group().await,
            result => result,
        }
    }

    async fn keep_claims(&self, n_beats: u64) -> Result<(), RedisError> {
        self.claims.refresh().await?;
        if self.claims.is_leaving() {
            return Ok(());
        }
        self.take_over().await?;
        if n_beats % FORGET_EVERY == 1 { self.forget_consumers(KNOWN).await } else { Ok(()) }
    }

    /// Claims updates that other processes gave back or left when they crashed. Returns how
    /// many, and how many were dead-lettered.
    ///
    /// While Redis fails, no process can keep its entries fresh. So after a failure, and at
    /// startup, the other processes are given time to do that first.
    pub(super) async fn take_over(&self) -> Result<(usize, usize), RedisError> {
        let others_may_be_dead = self.health.has_worked_for(self.stale);
        let claims = &self.claims;
        let keys = [Key::Inbox, Key::Trials, Key::Senders, Key::DeadLetters];
        let code = concat!(include_str!("scripts/close.lua"), include_str!("scripts/claim.lua"));
        let mut command = claims.connection.script(code, &keys);
        command.arg(GROUP).arg(&claims.own_name).arg(FREE).arg(ms(self.stale));
        command.arg(claims.n_free()).arg(u8::from(others_may_be_dead));
        command.arg(MAX_DEAD_LETTERS).arg(THREE_CRASHES).arg(MAX_BODY);
        let (dead, open): (Vec<i64>, Vec<Claimed>) = claims.connection.run(&command).await?;
        for update in &dead {
            tracing::error!(update.id = update, "dead-lettered an update: 3 processes crashed");
        }
        if !open.is_empty() {
            tracing::info!(n = open.len(), "took over updates of another process");
        }
        let counts = (open.len(), dead.len());
        for (entry, n_crashes, id, received_ms, body) in open {
            let attempt = Attempt::after(n_crashes);
            claims.add(entry, Open { key: UpdateKey(id), body, received_ms, attempt });
        }
        Ok(counts)
    }

    /// Deletes the names of processes that were silent for so long and left nothing.
    pub(super) async fn forget_consumers(&self, silent_for: Duration) -> Result<(), RedisError> {
        let connection = &self.claims.connection;
        let code = include_str!("scripts/forget_consumers.lua");
        let mut command = connection.script(code, &[Key::Inbox]);
        connection.run(command.arg(GROUP).arg(ms(silent_for))).await
    }
}

fn update(entry: &StreamId) -> Option<Open> {
    let body: String = entry.get("body")?;
    (body.len() <= MAX_BODY).then_some(())?;
    Some(Open {
        key: UpdateKey(entry.get("id")?),
        body,
        received_ms: entry.get("at")?,
        attempt: Attempt::First,
    })
}
