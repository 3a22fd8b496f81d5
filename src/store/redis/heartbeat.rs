//! Keeps the claims and locks of this process, and claims updates of dead processes.

use std::{sync::Arc, time::Duration};

use redis::RedisError;
use tokio::time::MissedTickBehavior;

use crate::store::{
    inbox::{Attempt, MAX_DEAD_LETTERS, Open, THREE_CRASHES},
    keys::UpdateKey,
};

use super::{
    claims::{Claims, FREE, GROUP, MAX_CLAIMS},
    connection::{ms, script},
    health::{Health, Task},
    keys::Key,
    locks::Locks,
};

/// Beats after which the names of dead processes are deleted.
const FORGET_EVERY: u64 = 100;

/// When a process is taken to be dead.
#[derive(Clone, Copy, Debug)]
pub(super) struct Timeouts {
    /// An entry that was not kept fresh for so long has no live process.
    pub(super) stale: Duration,
    /// The name of a process without entries is kept for so long.
    pub(super) known: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { stale: Duration::from_secs(15), known: Duration::from_hours(1) }
    }
}

/// A claimed entry: its id, how many processes crashed on it, and its update's number, time
/// and body.
type Claimed = (String, u32, i64, i64, String);

/// Keeps claims and locks.
#[derive(Clone, Debug)]
pub(super) struct Heartbeat {
    pub(super) claims: Arc<Claims>,
    pub(super) locks: Arc<Locks>,
    pub(super) health: Arc<Health>,
    pub(super) timeouts: Timeouts,
}

impl Heartbeat {
    /// Beats five times before an entry is stale, so that a few beats may fail.
    pub(super) async fn serve(self) {
        let mut beats = tokio::time::interval(self.timeouts.stale / 5);
        beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
        for n_beats in 0_u64.. {
            beats.tick().await;
            let result = self.beat(n_beats).await;
            self.health.record(Task::Heartbeat, &result);
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
        if n_beats % FORGET_EVERY == 1 { self.forget_consumers().await } else { Ok(()) }
    }

    /// Claims updates that other processes gave back or left when they crashed. Returns how
    /// many, and how many were dead-lettered.
    ///
    /// While Redis fails, no process can keep its entries fresh. So after a failure, and at
    /// startup, the other processes are given time to do that first.
    pub(super) async fn take_over(&self) -> Result<(usize, usize), RedisError> {
        let others_may_be_dead = self.health.has_worked_for(self.timeouts.stale);
        let claims = &self.claims;
        let keys = [Key::Inbox, Key::Trials, Key::DeadLetters].map(|it| claims.connection.key(it));
        let mut command = script(include_str!("scripts/claim.lua"), &keys);
        command.arg(GROUP).arg(&claims.own_name).arg(FREE).arg(ms(self.timeouts.stale));
        command.arg(MAX_CLAIMS.saturating_sub(claims.n_open()));
        command.arg(u8::from(others_may_be_dead)).arg(MAX_DEAD_LETTERS).arg(THREE_CRASHES);
        let (dead, open): (Vec<i64>, Vec<Claimed>) = claims.connection.run(&command).await?;
        for update in &dead {
            tracing::error!(update.id = update, "dead-lettered an update: 3 processes crashed");
        }
        if !open.is_empty() {
            tracing::info!(n = open.len(), "took over updates of another process");
        }
        let counts = (open.len(), dead.len());
        for (entry, n_crashes, id, received_ms, body) in open {
            let attempt = match n_crashes {
                0 => Attempt::First,
                1 => Attempt::Retry,
                2.. => Attempt::LastChance,
            };
            claims.add(entry, Open { key: UpdateKey(id), body, received_ms, attempt });
        }
        Ok(counts)
    }

    /// Deletes the names of dead processes.
    pub(super) async fn forget_consumers(&self) -> Result<(), RedisError> {
        let keys = [self.claims.connection.key(Key::Inbox)];
        let mut command = script(include_str!("scripts/forget_consumers.lua"), &keys);
        command.arg(GROUP).arg(ms(self.timeouts.known));
        self.claims.connection.run(&command).await
    }
}
