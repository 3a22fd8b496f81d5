//! The updates of one process: those that wait to be handed out, and all that are open.
//!
//! Of an earlier run, only the keys are in memory; the bodies are read from the database when they are handed out.

use std::collections::{BTreeMap, HashMap, VecDeque, hash_map::Entry};

use parking_lot::Mutex;
use tokio::sync::Notify;

use crate::store::{
    inbox::{Attempt, Depth, Durability, MAX_BYTES_OF_SENDER, MAX_OF_SENDER, Open, Received},
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
    pub(super) sender: Option<i64>,
    /// Bytes of its body.
    pub(super) n_bytes: usize,
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
    open: BTreeMap<UpdateKey, Known>,
    /// What each sender has open.
    senders: HashMap<i64, OfSender>,
    /// Updates that were not stored, since their sender has too many that are open.
    n_refused: usize,
}

/// An open update, without its body.
#[derive(Clone, Copy, Debug)]
struct Known {
    /// When it was received, in milliseconds of Unix time.
    received_ms: i64,
    sender: Option<i64>,
    /// Bytes of its body.
    n_bytes: usize,
}

/// The open updates of one sender.
#[derive(Clone, Copy, Debug, Default)]
struct OfSender {
    n_open: usize,
    n_bytes: usize,
}

impl Queue {
    /// Makes room for an update that is to be stored; whether there is some.
    pub(super) fn reserve(&self, update: &Received) -> bool {
        let mut updates = self.updates.lock();
        let has_room = updates.has_room(update);
        if has_room {
            updates.count(update.sender, update.body.len());
        } else {
            updates.n_refused += 1;
        }
        has_room
    }

    /// Gives the room of an update back, which was stored before.
    pub(super) fn release(&self, update: &Received) {
        self.updates.lock().discount(update.sender, update.body.len());
    }

    /// Opens updates of an earlier run, the oldest first.
    pub(super) fn resume(&self, resumed: &[Resumed]) {
        let mut updates = self.updates.lock();
        for &Resumed { key, received_ms, sender, n_bytes, .. } in resumed {
            updates.open.insert(key, Known { received_ms, sender, n_bytes });
            updates.count(sender, n_bytes);
        }
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

    /// Opens updates that were received in this run, and have room.
    pub(super) fn push(&self, received: Vec<Received>, received_ms: i64) {
        let mut updates = self.updates.lock();
        for Received { key, sender, body } in received {
            let n_bytes = body.len();
            updates.open.insert(key, Known { received_ms, sender, n_bytes });
            updates.n_bytes += n_bytes;
            let attempt = Attempt::First;
            updates.waiting.push_back(Open { key, body, received_ms, attempt });
        }
        self.opened.notify_one();
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
        let mut updates = self.updates.lock();
        let closed = updates.open.remove(&key);
        if let Some(Known { sender, n_bytes, .. }) = closed {
            updates.discount(sender, n_bytes);
        }
        closed.is_some()
    }

    /// The open updates.
    pub(super) fn depth(&self, durability: Durability) -> Depth {
        let Updates { resumed, waiting, n_reading, n_bytes, open, n_refused, .. } =
            &*self.updates.lock();
        Depth {
            n_open: open.len(),
            n_waiting: resumed.len() + waiting.len() + n_reading,
            n_bytes: *n_bytes,
            n_refused: *n_refused,
            oldest_ms: open.values().next().map(|it| it.received_ms),
            durability,
        }
    }
}

impl Updates {
    /// Whether the sender of an update may have one more open.
    fn has_room(&self, update: &Received) -> bool {
        let of_sender = update.sender.and_then(|it| self.senders.get(&it)).copied();
        let OfSender { n_open, n_bytes } = of_sender.unwrap_or_default();
        n_open < MAX_OF_SENDER && n_bytes + update.body.len() <= MAX_BYTES_OF_SENDER
    }

    fn count(&mut self, sender: Option<i64>, n_bytes: usize) {
        if let Some(sender) = sender {
            let of_sender = self.senders.entry(sender).or_default();
            of_sender.n_open += 1;
            of_sender.n_bytes += n_bytes;
        }
    }

    fn discount(&mut self, sender: Option<i64>, n_bytes: usize) {
        let Some(Entry::Occupied(mut it)) = sender.map(|it| self.senders.entry(it)) else {
            return;
        };
        it.get_mut().n_open -= 1;
        it.get_mut().n_bytes -= n_bytes;
        if it.get().n_open == 0 {
            it.remove();
        }
    }

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
