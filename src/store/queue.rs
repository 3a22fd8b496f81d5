//! The updates of one process: what waits to be handled, and what is open.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{Mutex as AsyncMutex, mpsc};

use super::{
    inbox::{Open, UpdateKey},
    recent::Recent,
};

/// Updates that are given out at once, at most.
const MAX_GIVEN: usize = 100;

/// What waits, and what is open.
#[derive(Debug)]
pub(super) struct Queue {
    waiting: mpsc::UnboundedSender<Open>,
    next: AsyncMutex<mpsc::UnboundedReceiver<Open>>,
    /// When each open update came, in milliseconds of Unix time.
    open: Mutex<BTreeMap<UpdateKey, i64>>,
    /// Updates that came lately, open or not.
    pub(super) seen: Recent<UpdateKey>,
}

impl Default for Queue {
    fn default() -> Self {
        let (waiting, next) = mpsc::unbounded_channel();
        Self {
            waiting,
            next: AsyncMutex::new(next),
            open: Mutex::default(),
            seen: Recent::default(),
        }
    }
}

impl Queue {
    /// Lets an update wait to be handled.
    pub(super) fn push(&self, update: Open) {
        self.open().insert(update.key, update.received_ms);
        // The other end is in here as well, so somebody listens.
        _ = self.waiting.send(update);
    }

    /// What is next, once there is something.
    pub(super) async fn next(&self) -> Vec<Open> {
        let mut given = Vec::new();
        self.next.lock().await.recv_many(&mut given, MAX_GIVEN).await;
        given
    }

    /// Crosses an update out; whether it was open.
    pub(super) fn close(&self, key: UpdateKey) -> bool {
        self.open().remove(&key).is_some()
    }

    /// How many are open, and when the oldest came.
    pub(super) fn depth(&self) -> (usize, Option<i64>) {
        let open = self.open();
        (open.len(), open.values().next().copied())
    }

    fn open(&self) -> MutexGuard<'_, BTreeMap<UpdateKey, i64>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
