//! The updates of the shared stream that this process has claimed.
//!
//! ```text
//! receive ─▶ stream ─▶ claimed by one process ─▶ next, which hands it out
//!               ▲                 │ done: the entry is deleted
//!               └─────────────────┘ crashed: another process claims the entry
//! ```
//!
//! An [open](Open) update is pending in the consumer group under the name of its process,
//! which keeps it fresh. An entry that is pending and stale belongs to a dead process.

use std::{
    collections::{
        BTreeMap,
        btree_map::Entry::{Occupied, Vacant},
    },
    hash::{BuildHasher, RandomState},
    iter,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    time::Duration,
};

use parking_lot::Mutex;
use redis::{Cmd, RedisError};
use tokio::sync::Notify;

use crate::store::{
    error::{StoreError, StoreResult},
    inbox::{Depth, Durability, MAX_BYTES_OF_SENDER, MAX_OF_SENDER, Open, Received},
    keys::UpdateKey,
};

use super::{
    connection::{Connection, ms},
    keys::{Key, seen_bit},
};

/// The consumer group: all processes that serve the bot.
pub(super) const GROUP: &str = "clausebot";

/// The consumer that owns what was given back. No process has this name.
pub(super) const FREE: &str = "free";

/// Most updates that one process claims.
const MAX_CLAIMS: usize = 2_000;

/// Most updates that are open in all processes together.
const MAX_OPEN: usize = 50_000;

/// Most updates that are read or handed out at once.
const MAX_BATCH: usize = 100;

/// Seconds for which a received update is known. Telegram repeats none that is older: it
/// keeps updates for a day.
const SEEN_S: u64 = 2 * 24 * 60 * 60;

/// How stale an entry looks that was given back.
const GIVEN_BACK: Duration = Duration::from_hours(1);

/// The updates of this process.
#[derive(Debug)]
pub(super) struct Claims {
    pub(super) connection: Connection,
    /// The name of this process in the group.
    pub(super) own_name: String,
    entries: Mutex<BTreeMap<UpdateKey, Entry>>,
    /// Notified when an update was claimed.
    claimed: Notify,
    /// Notified when there is room for more.
    room: Notify,
    is_leaving: AtomicBool,
    /// Updates that this process did not store.
    n_refused: AtomicUsize,
}

/// A claimed entry of the stream.
#[derive(Debug)]
struct Entry {
    /// Its id in the stream.
    id: String,
    received_ms: i64,
    /// The update, until it is handed out.
    waiting: Option<Open>,
    /// Whether another process has claimed it since.
    is_lost: bool,
}

impl Claims {
    pub(super) fn new(connection: Connection) -> Self {
        Self {
            connection,
            own_name: random_name(),
            entries: Mutex::default(),
            claimed: Notify::new(),
            room: Notify::new(),
            is_leaving: AtomicBool::new(false),
            n_refused: AtomicUsize::new(0),
        }
    }

    /// Adds updates that are new to the stream, for any process.
    pub(super) async fn receive(&self, updates: &[Received], now_ms: i64) -> StoreResult<()> {
        if updates.is_empty() {
            return Ok(());
        }
        let marks = updates.iter().map(|it| Key::Seen(it.key));
        let keys: Vec<Key> = [Key::Inbox, Key::Senders].into_iter().chain(marks).collect();
        let mut command = self.connection.script(include_str!("scripts/receive.lua"), &keys);
        command.arg(now_ms).arg(SEEN_S).arg(MAX_OPEN).arg(MAX_OF_SENDER).arg(MAX_BYTES_OF_SENDER);
        for Received { key, sender, body } in updates {
            let sender = sender.map_or_else(String::new, |it| it.to_string());
            command.arg(seen_bit(*key)).arg(key.0).arg(sender).arg(body);
        }
        let n_refused: i64 = self.connection.run(&command).await?;
        let n_refused = usize::try_from(n_refused).map_err(|_| StoreError::Full(MAX_OPEN))?;
        self.n_refused.fetch_add(n_refused, Ordering::SeqCst);
        Ok(())
    }

    /// A script on the stream and the marks of updates.
    fn stream_script(&self, code: &str, updates: impl Iterator<Item = UpdateKey>) -> Cmd {
        let keys: Vec<Key> = iter::once(Key::Inbox).chain(updates.map(Key::Seen)).collect();
        self.connection.script(code, &keys)
    }

    /// Creates the group unless it exists.
    pub(super) async fn create_group(&self) -> Result<(), RedisError> {
        let mut command = redis::cmd("XGROUP");
        command.arg("CREATE").arg(self.connection.key(Key::Inbox));
        command.arg(GROUP).arg(0).arg("MKSTREAM");
        match self.connection.run::<()>(&command).await {
            Err(error) if error.code() == Some("BUSYGROUP") => Ok(()),
            result => result,
        }
    }

    /// Adds an update that this process has claimed.
    pub(super) fn add(&self, id: String, update: Open) {
        match self.entries.lock().entry(update.key) {
            // Another process had claimed it, and this one did again.
            Occupied(mut known) => {
                known.get_mut().id = id;
                known.get_mut().is_lost = false;
            }
            Vacant(new) => {
                let received_ms = update.received_ms;
                new.insert(Entry { id, received_ms, waiting: Some(update), is_lost: false });
                self.claimed.notify_one();
            }
        }
    }

    /// Waits for updates and hands the oldest out, unless the process leaves.
    pub(super) async fn next(&self) -> Vec<Open> {
        loop {
            let updates = if self.is_leaving() { vec![] } else { self.take_waiting() };
            if !updates.is_empty() {
                self.room.notify_one();
                return updates;
            }
            self.claimed.notified().await;
        }
    }

    fn take_waiting(&self) -> Vec<Open> {
        let mut entries = self.entries.lock();
        entries.values_mut().filter_map(|it| it.waiting.take()).take(MAX_BATCH).collect()
    }

    /// Closes an update. Returns the id of its entry, if this process had claimed it.
    pub(super) fn close(&self, update: UpdateKey) -> Option<String> {
        let entry = self.entries.lock().remove(&update);
        self.room.notify_one();
        entry.map(|it| it.id)
    }

    pub(super) fn is_open(&self, update: UpdateKey) -> bool {
        self.entries.lock().contains_key(&update)
    }

    /// Waits until there is room for more updates, and returns for how many. Updates are
    /// handed out before more are read, so that none waits here while another process is
    /// idle.
    pub(super) async fn room(&self) -> usize {
        loop {
            let n_free = self.n_free().min(MAX_BATCH);
            let is_waiting = self.entries.lock().values().any(|it| it.waiting.is_some());
            if self.is_leaving() || (n_free > 0 && !is_waiting) {
                return n_free;
            }
            self.room.notified().await;
        }
    }

    /// How many more updates this process may claim.
    pub(super) fn n_free(&self) -> usize {
        MAX_CLAIMS.saturating_sub(self.entries.lock().len())
    }

    pub(super) fn depth(&self) -> Depth {
        let entries = self.entries.lock();
        let waiting = || entries.values().filter_map(|it| it.waiting.as_ref());
        Depth {
            n_open: entries.len(),
            n_waiting: waiting().count(),
            n_bytes: waiting().map(|it| it.body.len()).sum(),
            n_refused: self.n_refused.load(Ordering::SeqCst),
            oldest_ms: entries.values().next().map(|it| it.received_ms),
            // While Redis is unreachable, updates are refused instead of kept in memory.
            durability: Durability::Durable,
        }
    }

    /// Whether this process still owns an update. One that it does not is closed.
    pub(super) fn still_owns(&self, update: UpdateKey) -> bool {
        let mut entries = self.entries.lock();
        let is_owned = entries.get(&update).is_some_and(|it| !it.is_lost);
        if !is_owned {
            entries.remove(&update);
        }
        is_owned
    }

    /// Keeps the claims of this process fresh. Drops those that another process has claimed
    /// and this one has not handed out.
    pub(super) async fn refresh(&self) -> Result<(), RedisError> {
        let open: Vec<(UpdateKey, String)> =
            self.entries.lock().iter().map(|(update, it)| (*update, it.id.clone())).collect();
        if open.is_empty() {
            return Ok(());
        }
        let updates = open.iter().map(|(update, _)| *update);
        let mut command = self.stream_script(include_str!("scripts/refresh.lua"), updates);
        command.arg(GROUP).arg(&self.own_name);
        for (update, entry) in &open {
            command.arg(entry).arg(seen_bit(*update));
        }
        let lost: Vec<String> = self.connection.run(&command).await?;
        self.entries.lock().retain(|_, it| {
            it.is_lost |= lost.contains(&it.id);
            !(it.is_lost && it.waiting.is_some())
        });
        Ok(())
    }

    /// Claims no more from now on.
    pub(super) fn leave(&self) {
        self.is_leaving.store(true, Ordering::SeqCst);
        self.room.notify_one();
    }

    pub(super) fn is_leaving(&self) -> bool {
        self.is_leaving.load(Ordering::SeqCst)
    }

    /// Closes the updates that were not handed out. Returns the entries of the others.
    pub(super) fn close_waiting(&self) -> Vec<String> {
        let mut entries = self.entries.lock();
        entries.retain(|_, it| it.waiting.is_none());
        entries.values().map(|it| it.id.clone()).collect()
    }

    /// Gives all entries back to other processes, except `kept`.
    pub(super) async fn give_back(&self, kept: &[String]) -> Result<(), RedisError> {
        let code = include_str!("scripts/give_back.lua");
        let mut command = self.connection.script(code, &[Key::Inbox]);
        command.arg(GROUP).arg(&self.own_name).arg(FREE).arg(ms(GIVEN_BACK)).arg(kept);
        self.connection.run(&command).await
    }
}

/// A name that no other process has: hashers are seeded by the system.
pub(super) fn random_name() -> String {
    format!("{:016x}", RandomState::new().hash_one(std::process::id()))
}
