//! The inbox: updates that were received and are not answered yet.
//!
//! ```text
//! Telegram ─▶ receive      stores them; only then does Telegram get its confirmation
//!             next         hands them out, those of an earlier run first
//!             done         completes one, once its answer is sent
//!             dead_letter  gives one up that fails or crashes three times
//! ```
//!
//! A crash leaves no trace of its cause. So the updates that were open when a run ended
//! are tracked in the next: a run counts against an update until its answer was computed
//! ([`Inbox::answered`]), and [`Attempt`] has the steps.

use std::{any::Any, fmt::Debug};

use async_trait::async_trait;

use super::{
    error::StoreResult,
    keys::{TopicKey, UpdateKey},
};

/// Runs that crash on an update, or attempts that fail, before it is dead-lettered.
pub const MAX_ATTEMPTS: u32 = 3;

/// Most dead letters that are kept; the oldest are dropped first.
pub(super) const MAX_DEAD_LETTERS: usize = 100;

/// Most open updates of one sender; more are not stored.
pub const MAX_OF_SENDER: usize = 500;

/// Most bytes of the open updates of one sender; more are not stored.
pub const MAX_BYTES_OF_SENDER: usize = 4 << 20;

/// Why an update is dead-lettered that three runs crashed on. Stored as it is.
pub(super) const THREE_CRASHES: &str = "the process ended with it, three times";

/// Stores updates until they are answered.
#[async_trait]
pub trait Inbox: Debug + Send + Sync {
    /// Takes updates in; those that are new are open from now on. `now_ms` is in
    /// milliseconds of Unix time. A sender with [`MAX_OF_SENDER`] open updates, or
    /// [`MAX_BYTES_OF_SENDER`] of them, has no more taken in: they are counted in
    /// [`Depth::n_refused`].
    ///
    /// # Errors
    ///
    /// If none was taken, because a shared store is unreachable or full. A local database
    /// that refuses writes is no error: the updates are then held in memory.
    async fn receive(&self, updates: Vec<Received>, now_ms: i64) -> StoreResult<Durability>;

    /// Reopens the updates of the last run, to be handed out first. Returns how many are
    /// open and how many were dead-lettered.
    async fn resume(&self) -> StoreResult<(usize, usize)>;

    /// Waits for open updates and hands out the oldest, each once: at most a hundred, and a megabyte of bodies.
    async fn next(&self) -> Vec<Open>;

    /// Records that an answer to an [`Attempt::LastChance`] is being computed.
    async fn begin(&self, update: UpdateKey) -> StoreResult<()>;

    /// Records that the answer was computed, so that a later crash does not count against
    /// the update. Needed for updates of an earlier run only.
    fn answered(&self, update: UpdateKey);

    /// Completes an update. Returns at once; the write is not lost while the process lives.
    fn done(&self, update: UpdateKey);

    /// Gives an update up, and keeps it for diagnosis.
    fn dead_letter(&self, update: UpdateKey, reason: &str);

    /// Whether this process still owns an update that was handed out. Another process takes
    /// over the updates of one that has been silent for too long.
    fn still_owns(&self, _: UpdateKey) -> bool {
        true
    }

    /// Waits until no other process works on a topic, and locks the topic until the guard
    /// is dropped.
    ///
    /// If the shared store is unreachable, this proceeds without a lock after some seconds:
    /// a duplicate answer is better than none.
    async fn lock(&self, _: TopicKey) -> LockGuard {
        LockGuard { _lock: None }
    }

    /// Whether other processes use the store.
    fn is_shared(&self) -> bool {
        false
    }

    /// Stops taking shared updates, and gives back to other processes those that were not
    /// handed out. Called as soon as the process knows that it will end.
    async fn leave(&self) -> StoreResult<()> {
        Ok(())
    }

    /// Waits until all background writes are stored, or have failed.
    async fn written(&self);

    /// [Leaves](Self::leave), waits for background writes for at most five seconds, and
    /// gives all open updates back. Called when the process ends.
    async fn flush(&self) {
        self.written().await;
    }

    /// Whether open updates survive a restart.
    fn is_durable(&self) -> bool {
        self.depth().durability == Durability::Durable
    }

    /// The open updates of this process.
    fn depth(&self) -> Depth;

    /// Counts the open updates of all processes.
    async fn n_open(&self) -> StoreResult<usize>;

    /// Counts the dead letters.
    async fn n_dead_letters(&self) -> StoreResult<usize>;

    /// Makes a change that changes nothing.
    ///
    /// # Errors
    ///
    /// If the store refuses writes.
    async fn probe(&self) -> StoreResult<()>;
}

/// A lock on a topic, where several processes share the store.
#[derive(Debug)]
#[must_use = "dropping it unlocks the topic"]
pub struct LockGuard {
    pub(super) _lock: Option<Box<dyn Any + Send + Sync>>,
}

/// Most bytes of the body of an update.
pub const MAX_BODY: usize = 256 << 10;

/// An update that was received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Its number.
    pub key: UpdateKey,
    /// The number of the person or the chat that sent it, if it has one.
    pub sender: Option<i64>,
    /// The update as JSON, of at most [`MAX_BODY`].
    pub body: String,
}

/// An update that is to be handled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// Its number.
    pub key: UpdateKey,
    /// The update as JSON.
    pub body: String,
    /// When it was received, in milliseconds of Unix time.
    pub received_ms: i64,
    /// How often earlier runs ended while it was open.
    pub attempt: Attempt,
}

/// How often runs ended while an update was open.
///
/// | a run ends while it is open | in the next run it is |
/// |---|---|
/// | the first time | `Retry` |
/// | the second time, before its answer was computed | `LastChance` |
/// | the third time, while its answer was being computed | a dead letter |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// It was received in this run.
    First,
    /// It was open when the last run ended.
    Retry,
    /// Two runs ended with it. It is handled while no other such update is, so that a third
    /// crash is known to be its fault.
    LastChance,
}

impl Attempt {
    /// The attempt after so many runs that ended while the update was open.
    pub(super) fn after(n_runs: u32) -> Self {
        match n_runs {
            0 => Self::First,
            1 => Self::Retry,
            2.. => Self::LastChance,
        }
    }
}

/// The open updates of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Depth {
    /// Number of open updates.
    pub n_open: usize,
    /// Number of those that are not handed out yet.
    pub n_waiting: usize,
    /// Bytes of their bodies that are in memory.
    pub n_bytes: usize,
    /// Number of updates that were not stored since the start, because their senders had too
    /// many that were open.
    pub n_refused: usize,
    /// When the oldest was received, in milliseconds of Unix time.
    pub oldest_ms: Option<i64>,
    /// Whether all of them survive a restart.
    pub durability: Durability,
}

/// Whether received updates survive a restart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// They survive.
    Durable,
    /// They do not at present: the database refuses writes.
    Degraded,
    /// They do not, by configuration.
    InMemory,
}
