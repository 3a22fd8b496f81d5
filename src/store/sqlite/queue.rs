//! The updates of one process: those that wait to be handed out, and all that are open.
//!
//! Of an earlier run, only the keys are in memory; the bodies are read from the database when they are handed out.

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

/// Bytes of bodies that are handed out at once; one update may have more.
pub(super) const MAX_BATCH_BYTES: usize = 1 << 20;

/// An update of an earlier run, without its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Resumed {
    pub(super) key: UpdateKey,
    pub(super) received_ms: i64,
    pub(super) attempt: Attempt,
}

/// The next updates.
#[derive(Debug)]
pub(super) enum Batch {
    /// Of an earlier run: their bodies are in the database.
    Resumed(Vec<Resumed>),
    /// Of this run.
    Received(Vec<Open>),
}

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
    resumed: VecDeque<Resumed>,
    waiting: VecDeque<Open>,
    /// Updates of an earlier run whose bodies are being read.
    n_reading: usize,
    /// Bytes of the bodies that wait.
    n_bytes: usize,
    /// When each open update was received, in milliseconds of Unix time.
    open: BTreeMap<UpdateKey, i64>,
}

impl Queue {
    /// Opens an update.
    pub(super) fn push(&self, update: Open) {
        let mut updates = self.updates.lock();
        updates.open.insert(update.key, update.received_ms);
        updates.n_bytes += update.body.len();
        updates.waiting.push_back(update);
        self.opened.notify_one();
    }

    /// Opens updates of an earlier run, the oldest first.
    pub(super) fn resume(&self, resumed: &[Resumed]) {
        let mut updates = self.updates.lock();
        updates.open.extend(resumed.iter().map(|it| (it.key, it.received_ms)));
        updates.resumed.extend(resumed);
        self.opened.notify_one();
    }

    /// Takes updates of an earlier run back, whose bodies were not read with the others.
    pub(super) fn give_back(&self, resumed: &[Resumed]) {
        let mut updates = self.updates.lock();
        updates.n_reading = 0;
        for update in resumed.iter().rev() {
            updates.resumed.push_front(*update);
        }
    }

    /// Opens updates that were received in this run.
    pub(super) fn push_first(&self, updates: Vec<Received>, received_ms: i64) {
        for Received { key, body } in updates {
            self.push(Open { key, body, received_ms, attempt: Attempt::First });
        }
    }

    /// Waits for updates and hands the oldest out. Only one caller may wait at a time.
    pub(super) async fn next(&self) -> Batch {
        loop {
            if let Some(batch) = self.updates.lock().take() {
                return batch;
            }
            self.opened.notified().await;
        }
    }

    /// Closes an update; whether it was open.
    pub(super) fn close(&self, key: UpdateKey) -> bool {
        self.updates.lock().open.remove(&key).is_some()
    }

    /// The open updates.
    pub(super) fn depth(&self, durability: Durability) -> Depth {
        let Updates { resumed, waiting, n_reading, n_bytes, open } = &*self.updates.lock();
        Depth {
            n_open: open.len(),
            n_waiting: resumed.len() + waiting.len() + n_reading,
            n_bytes: *n_bytes,
            oldest_ms: open.values().next().copied(),
            durability,
        }
    }
}

impl Updates {
    /// The next updates, within the bounds of a batch; `None` if none wait.
    fn take(&mut self) -> Option<Batch> {
        let n = self.resumed.len().min(MAX_BATCH);
        if n > 0 {
            self.n_reading = n;
            return Some(Batch::Resumed(self.resumed.drain(..n).collect()));
        }
        let mut n_bytes = 0;
        let n = self.waiting.iter().take(MAX_BATCH).take_while(|it| {
            let is_first = n_bytes == 0;
            n_bytes += it.body.len();
            is_first || n_bytes <= MAX_BATCH_BYTES
        });
        let n = n.count();
        let taken: Vec<Open> = self.waiting.drain(..n).collect();
        self.n_bytes -= taken.iter().map(|it| it.body.len()).sum::<usize>();
        (!taken.is_empty()).then_some(Batch::Received(taken))
    }
}
