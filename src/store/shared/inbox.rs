//! The updates that this process has of the inbox that all share.
//!
//! ```text
//! receive ─▶ stream ─▶ one process of the group ─▶ queue ─▶ next
//!               ▲                 │ done: the entry goes
//!               └─────────────────┘ gone: another takes the entry over
//! ```
//!
//! What is [open](Open) here is pending in the group under this process's name, and
//! kept fresh. Whatever is pending and not fresh is of a process that is gone.

use std::{
    collections::{
        HashMap,
        hash_map::Entry::{Occupied, Vacant},
    },
    hash::{BuildHasher, RandomState},
    mem,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use redis::RedisError;
use tokio::sync::Notify;

use crate::store::{Open, Received, Safety, StoreError, UpdateKey, queue::Queue};

use super::link::{Link, script};

/// The consumer group: all processes that serve the bot.
pub(super) const GROUP: &str = "clausebot";

/// The consumer that has what is given back. No process has this name.
pub(super) const FREE: &str = "free";

/// Updates that one process has at once; it takes no more before some are done.
pub(super) const MAX_OPEN: usize = 2_000;

/// Updates that all processes have, or could have, at once; none is received before
/// some are done.
const MAX_LEFT: usize = 50_000;

/// Updates that are taken at once.
const MAX_TAKEN: usize = 100;

/// Seconds for which an update that has come is known. Telegram repeats none that
/// is older: it keeps updates for a day.
const KNOWN_FOR_S: u64 = 2 * 24 * 60 * 60;

/// What is given back looks as if it had not been touched for so long.
const GIVEN_BACK: Duration = Duration::from_hours(1);

/// The updates of this process.
#[derive(Debug)]
pub(super) struct Inbox {
    pub(super) link: Link,
    /// The name of this process in the group.
    pub(super) own_name: String,
    pub(super) queue: Queue,
    entries: Mutex<HashMap<UpdateKey, Entry>>,
    /// Told when there is room for more.
    room: Notify,
    is_leaving: AtomicBool,
}

/// An update of this process in the stream.
#[derive(Debug)]
struct Entry {
    /// Its id in the stream.
    id: String,
    /// Whether it was given out, to be handled.
    is_given: bool,
    /// Whether another process has taken it over.
    is_lost: bool,
}

impl Inbox {
    pub(super) fn new(link: Link) -> Self {
        Self {
            link,
            own_name: name(),
            queue: Queue::default(),
            entries: Mutex::default(),
            room: Notify::new(),
            is_leaving: AtomicBool::new(false),
        }
    }

    /// Writes updates down that are new, for whichever process is next.
    pub(super) async fn receive(
        &self,
        updates: Vec<Received>,
        now_ms: i64,
    ) -> Result<Safety, StoreError> {
        if updates.is_empty() {
            return Ok(Safety::Kept);
        }
        let marks: Vec<(String, i64)> = updates.iter().map(|it| self.link.mark(it.key)).collect();
        let mut keys = vec![self.link.inbox()];
        keys.extend(marks.iter().map(|(map, _)| map.clone()));
        let mut command = script(include_str!("scripts/receive.lua"), &keys);
        command.arg(now_ms).arg(KNOWN_FOR_S).arg(MAX_LEFT);
        for (update, (_, place)) in updates.iter().zip(marks) {
            command.arg(place).arg(update.key.0).arg(&update.body);
        }
        let has_room: bool = self.link.ask(&command).await?;
        if has_room { Ok(Safety::Kept) } else { Err(StoreError::Full { limit: MAX_LEFT }) }
    }

    /// Makes the group where there is none.
    pub(super) async fn found(&self) -> Result<(), RedisError> {
        let mut command = redis::cmd("XGROUP");
        command.arg("CREATE").arg(self.link.inbox()).arg(GROUP).arg(0).arg("MKSTREAM");
        match self.link.ask::<()>(&command).await {
            Err(error) if error.code() == Some("BUSYGROUP") => Ok(()),
            it => it,
        }
    }

    /// Lets an update wait that this process now has.
    pub(super) fn take(&self, entry: String, update: Open) {
        match self.entries().entry(update.key) {
            // It was taken over from here, and has come back.
            Occupied(known) => {
                let known = known.into_mut();
                known.id = entry;
                known.is_lost = false;
            }
            Vacant(new) => {
                new.insert(Entry { id: entry, is_given: false, is_lost: false });
                self.queue.push(update);
            }
        }
    }

    /// What is next, once there is something.
    pub(super) async fn next(&self) -> Vec<Open> {
        loop {
            let mut given = self.queue.next().await;
            if self.is_leaving() {
                continue;
            }
            {
                let mut entries = self.entries();
                // What another process has taken over is not handled here.
                given.retain(|it| {
                    entries.get_mut(&it.key).is_some_and(|it| !mem::replace(&mut it.is_given, true))
                });
            }
            self.room.notify_one();
            if !given.is_empty() {
                return given;
            }
        }
    }

    /// Closes an update; its entry in the stream, if it was open here.
    pub(super) fn close(&self, update: UpdateKey) -> Option<String> {
        self.queue.close(update);
        let entry = self.entries().remove(&update);
        self.room.notify_one();
        entry.map(|it| it.id)
    }

    pub(super) fn is_open(&self, update: UpdateKey) -> bool {
        self.entries().contains_key(&update)
    }

    /// Waits until there is room for more updates: so many. What was taken is first
    /// given out, so that no process has what others could begin.
    pub(super) async fn has_room(&self) -> usize {
        loop {
            let n_free = MAX_OPEN.saturating_sub(self.n_open()).min(MAX_TAKEN);
            if self.is_leaving() || (n_free > 0 && self.n_waiting() == 0) {
                return n_free;
            }
            self.room.notified().await;
        }
    }

    pub(super) fn n_open(&self) -> usize {
        self.entries().len()
    }

    fn n_waiting(&self) -> usize {
        self.entries().values().filter(|it| !it.is_given).count()
    }

    /// Whether an update is still this process's. One that is not is let go.
    pub(super) fn keeps(&self, update: UpdateKey) -> bool {
        let mut entries = self.entries();
        let is_kept = entries.get(&update).is_some_and(|it| !it.is_lost);
        if !is_kept {
            entries.remove(&update);
            self.queue.close(update);
        }
        is_kept
    }

    /// Keeps what is open here fresh. What another process has taken over, and is
    /// not begun here, is let go.
    pub(super) async fn refresh(&self) -> Result<(), RedisError> {
        let open: Vec<(UpdateKey, String)> =
            self.entries().iter().map(|(update, it)| (*update, it.id.clone())).collect();
        if open.is_empty() {
            return Ok(());
        }
        let marks: Vec<(String, i64)> = open.iter().map(|(it, _)| self.link.mark(*it)).collect();
        let mut keys = vec![self.link.inbox()];
        keys.extend(marks.iter().map(|(map, _)| map.clone()));
        let mut command = script(include_str!("scripts/refresh.lua"), &keys);
        command.arg(GROUP).arg(&self.own_name);
        for ((_, entry), (_, place)) in open.iter().zip(&marks) {
            command.arg(entry).arg(place);
        }
        let lost: Vec<String> = self.link.ask(&command).await?;
        for (update, _) in open.iter().filter(|(_, entry)| lost.contains(entry)) {
            self.let_go(*update);
        }
        Ok(())
    }

    fn let_go(&self, update: UpdateKey) {
        let mut entries = self.entries();
        match entries.get_mut(&update) {
            Some(entry) if entry.is_given => entry.is_lost = true,
            Some(_) => {
                entries.remove(&update);
                self.queue.close(update);
            }
            None => {}
        }
    }

    /// Takes no more from now on.
    pub(super) fn leave(&self) {
        self.is_leaving.store(true, Ordering::SeqCst);
        self.room.notify_one();
    }

    pub(super) fn is_leaving(&self) -> bool {
        self.is_leaving.load(Ordering::SeqCst)
    }

    /// Closes what was not given out; the entries of the rest.
    pub(super) fn close_waiting(&self) -> Vec<String> {
        let mut entries = self.entries();
        entries.retain(|update, it| it.is_given || !self.queue.close(*update));
        entries.values().map(|it| it.id.clone()).collect()
    }

    /// Gives everything back but these entries.
    pub(super) async fn give_back(&self, kept: &[String]) -> Result<usize, RedisError> {
        let mut command = script(include_str!("scripts/give_back.lua"), &[self.link.inbox()]);
        command.arg(GROUP).arg(&self.own_name).arg(FREE).arg(ms(GIVEN_BACK)).arg(kept);
        self.link.ask(&command).await
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<UpdateKey, Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A name that no other process has: hashers begin with a number from the system.
pub(super) fn name() -> String {
    format!("{:016x}", RandomState::new().hash_one(std::process::id()))
}

/// Milliseconds, as Redis counts.
pub(super) fn ms(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
