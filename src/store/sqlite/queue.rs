//! The updates of one process: those that wait to be handed out, and all that are open.

use std::collections::{BTreeMap, VecDeque};

use parking_lot::Mutex;
use tokio::sync::Notify;

use crate::store::{
    inbox::{Attempt, Depth, Durability, Open, Received},
    keys::UpdateKey,
    recent::Recent,
};

/// Most updates that are handed out at once.
const MAX_BATCH: usize = 100;

/// Open updates.
#[derive(Debug, Default)]
pub(super) struct Queue {
    updates: Mutex<Updates>,
    /// Notified when an update was opened.
    opened: Notify,
    /// Updates that were received lately, open or not.
    pub(super) seen: Recent<UpdateKey>,
}

#[derive(Debug, Default)]
struct Updates {
    waiting: VecDeque<Open>,
    /// When each open update was received, in milliseconds of Unix time.
    open: BTreeMap<UpdateKey, i64>,
}

impl Queue {
    /// Opens an update.
    pub(super) fn push(&self, update: Open) {
        let mut updates = self.updates.lock();
        updates.open.insert(update.key, update.received_ms);
        updates.waiting.push_back(update);
        self.opened.notify_one();
    }

    /// Opens updates that were received in this run.
    pub(super) fn push_first(&self, updates: Vec<Received>, received_ms: i64) {
        for Received { key, body } in updates {
            self.push(Open { key, body, received_ms, attempt: Attempt::First });
        }
    }

    /// Waits for updates and hands the oldest out. Only one caller may wait at a time.
    pub(super) async fn next(&self) -> Vec<Open> {
        loop {
            let updates = self.take_waiting();
            if !updates.is_empty() {
                return updates;
            }
            self.opened.notified().await;
        }
    }

    fn take_waiting(&self) -> Vec<Open> {
        let waiting = &mut self.updates.lock().waiting;
        let n = waiting.len().min(MAX_BATCH);
        waiting.drain(..n).collect()
    }

    /// Closes an update; whether it was open.
    pub(super) fn close(&self, key: UpdateKey) -> bool {
        self.updates.lock().open.remove(&key).is_some()
    }

    /// The open updates.
    pub(super) fn depth(&self, durability: Durability) -> Depth {
        let open = &self.updates.lock().open;
        Depth { n_open: open.len(), oldest_ms: open.values().next().copied(), durability }
    }
}
