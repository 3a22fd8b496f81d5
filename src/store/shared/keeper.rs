//! Keeps what this process has, and takes over what another has left.

use std::{sync::Arc, time::Duration};

use redis::RedisError;
use tokio::time::MissedTickBehavior;

use crate::store::{MAX_ASIDE, Open, Trial, UpdateKey};

use super::{
    contact::{Contact, Who},
    hold::Holds,
    inbox::{FREE, GROUP, Inbox, MAX_OPEN, ms},
    link::script,
};

/// Looks after which names of processes are looked through.
const FORGET_EVERY: u64 = 100;

/// How soon a process is taken to be gone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// What has not been kept fresh for so long, no process has any more.
    pub(super) stale: Duration,
    /// The name of a process that left nothing is known for so long.
    pub(super) known: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { stale: Duration::from_secs(15), known: Duration::from_hours(1) }
    }
}

impl Pace {
    /// Entries are kept fresh so often that a few tries may fail.
    fn look(self) -> Duration {
        self.stale / 5
    }
}

/// An entry that was taken over: its id, how many processes have ended with it,
/// and its update's id, time and body.
type TakenOver = (String, u32, i64, i64, String);

/// Keeps and takes over.
#[derive(Debug)]
pub(super) struct Keeper {
    pub(super) inbox: Arc<Inbox>,
    pub(super) holds: Arc<Holds>,
    pub(super) contact: Arc<Contact>,
    pub(super) pace: Pace,
}

impl Keeper {
    pub(super) async fn serve(self) {
        let mut looks = tokio::time::interval(self.pace.look());
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        for n_looks in 0_u64.. {
            looks.tick().await;
            let ended = self.look(n_looks).await;
            self.contact.ended(Who::Keeper, &ended);
        }
    }

    async fn look(&self, n_looks: u64) -> Result<(), RedisError> {
        self.holds.renew().await?;
        match self.keep(n_looks).await {
            // The data of Redis are lost, or were never there.
            Err(error) if error.code() == Some("NOGROUP") => self.inbox.found().await,
            it => it,
        }
    }

    async fn keep(&self, n_looks: u64) -> Result<(), RedisError> {
        self.inbox.refresh().await?;
        if self.inbox.is_leaving() {
            return Ok(());
        }
        self.take_over().await?;
        if n_looks % FORGET_EVERY == 1 { self.forget_consumers().await } else { Ok(()) }
    }

    /// Takes over what others left: how much, and how much was put aside.
    ///
    /// Where Redis was out of reach, nobody could keep anything fresh. So others are
    /// given time to do that first, which a process that starts gives as well.
    pub(super) async fn take_over(&self) -> Result<(usize, usize), RedisError> {
        let others_may_be_gone = self.contact.has_lasted(self.pace.stale);
        let inbox = &self.inbox;
        let keys = [inbox.link.inbox(), inbox.link.trials(), inbox.link.aside()];
        let mut command = script(include_str!("scripts/claim.lua"), &keys);
        command.arg(GROUP).arg(&inbox.own_name).arg(FREE).arg(ms(self.pace.stale));
        command.arg(MAX_OPEN.saturating_sub(inbox.n_open())).arg(u8::from(others_may_be_gone));
        command.arg(MAX_ASIDE).arg("the process ended with it, three times");
        let (aside, open): (Vec<i64>, Vec<TakenOver>) = inbox.link.ask(&command).await?;
        for update in &aside {
            tracing::error!(
                update.id = update,
                "an update was put aside: three processes ended with it"
            );
        }
        if !open.is_empty() {
            tracing::info!(n = open.len(), "took updates over that another process left");
        }
        let ended = (open.len(), aside.len());
        for it in open {
            self.take(it);
        }
        Ok(ended)
    }

    fn take(&self, (entry, n_ended, id, received_ms, body): TakenOver) {
        let trial = match n_ended {
            0 => Trial::Fresh,
            1 => Trial::Again,
            2.. => Trial::Suspect,
        };
        self.inbox.take(entry, Open { key: UpdateKey(id), body, received_ms, trial });
    }

    pub(super) async fn forget_consumers(&self) -> Result<(), RedisError> {
        let keys = [self.inbox.link.inbox()];
        let mut command = script(include_str!("scripts/forget_consumers.lua"), &keys);
        command.arg(GROUP).arg(ms(self.pace.known));
        self.inbox.link.ask(&command).await
    }
}
