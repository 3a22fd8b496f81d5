//! An update while it is being handled, and what is still to be done for it.
//!
//! Its answer may be sent by more than its handler: what Telegram does not take is
//! tried again beside the lane. The update is crossed out when the last of these
//! [`Part`]s has ended. A part that is dropped before, as at the end of the process,
//! ends nothing, and the update comes again.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering},
};

use tokio::sync::OwnedSemaphorePermit;

use crate::store::{Attempt, Store, UpdateKey};

use crate::telegram::{
    ops::{clock::since, metrics::Metrics},
    updates::rate_limit::Verdict,
};

tokio::task_local! {
    /// The update that this task works for, as its span in the log.
    static CURRENT: Ticket;
}

/// An update that is being handled.
#[derive(Clone, Debug)]
pub struct Ticket(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    key: UpdateKey,
    attempt: Attempt,
    received_ms: i64,
    verdict: Verdict,
    store: Arc<Store>,
    metrics: Arc<Metrics>,
    n_parts: AtomicUsize,
    n_tries: AtomicU32,
    has_landed: AtomicBool,
    has_sent: AtomicBool,
    is_left: AtomicBool,
    /// Keeps other suspects waiting until the answer is worked out.
    alone: Mutex<Option<OwnedSemaphorePermit>>,
}

/// Something that is still to be done for an update.
#[derive(Debug)]
pub(crate) struct Part {
    ticket: Ticket,
    has_ended: AtomicBool,
}

impl Ticket {
    /// A ticket for an update that the store gave out.
    pub(crate) fn new(
        update: &crate::store::Open,
        verdict: Verdict,
        store: Arc<Store>,
        metrics: Arc<Metrics>,
    ) -> Self {
        Self(Arc::new(Inner {
            key: update.key,
            attempt: update.attempt,
            received_ms: update.received_ms,
            verdict,
            store,
            metrics,
            n_parts: AtomicUsize::new(0),
            n_tries: AtomicU32::new(0),
            has_landed: AtomicBool::new(update.attempt == Attempt::First),
            has_sent: AtomicBool::new(false),
            is_left: AtomicBool::new(false),
            alone: Mutex::default(),
        }))
    }

    /// The update of the task that asks, if it works for one.
    pub(crate) fn current() -> Option<Self> {
        CURRENT.try_with(Clone::clone).ok()
    }

    /// Does something for this update.
    pub(crate) async fn scope<T>(&self, work: impl Future<Output = T>) -> T {
        CURRENT.scope(self.clone(), work).await
    }

    /// Its number.
    pub(crate) fn key(&self) -> UpdateKey {
        self.0.key
    }

    /// How often earlier runs ended while it was open.
    pub(crate) fn attempt(&self) -> Attempt {
        self.0.attempt
    }

    /// When it came, in milliseconds of Unix time.
    pub(crate) fn received_ms(&self) -> i64 {
        self.0.received_ms
    }

    /// Whether it is answered, or came too fast.
    pub(crate) fn verdict(&self) -> Verdict {
        self.0.verdict
    }

    /// Whether a part of its answer may have been sent already.
    pub(crate) fn may_be_answered(&self) -> bool {
        self.0.attempt != Attempt::First
            || self.0.n_tries.load(Ordering::Relaxed) > 1
            || self.0.store.inbox.is_shared()
    }

    /// One more try begins; how many there are now.
    pub(crate) fn try_again(&self) -> u32 {
        self.0.n_tries.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// One more thing is to be done.
    pub(crate) fn part(&self) -> Part {
        self.0.n_parts.fetch_add(1, Ordering::SeqCst);
        Part { ticket: self.clone(), has_ended: AtomicBool::new(false) }
    }

    /// Keeps other suspects waiting until [`Self::landed`].
    pub(crate) fn stand_alone(&self, permit: OwnedSemaphorePermit) {
        *self.0.alone.lock().unwrap_or_else(PoisonError::into_inner) = Some(permit);
    }

    /// The answer was worked out: whatever ends the process now is not to blame on
    /// the update.
    pub(crate) fn landed(&self) {
        if !self.0.has_landed.swap(true, Ordering::Relaxed) {
            self.0.store.inbox.answered(self.0.key);
            drop(self.0.alone.lock().unwrap_or_else(PoisonError::into_inner).take());
        }
    }

    /// A message of its answer was sent.
    pub(crate) fn sent(&self) {
        if !self.0.has_sent.swap(true, Ordering::Relaxed) {
            self.0.metrics.sent(since(self.0.received_ms));
        }
    }

    /// Leaves the update to the next run: this one can no longer answer it.
    pub(crate) fn leave(&self) {
        self.0.is_left.store(true, Ordering::SeqCst);
    }

    /// Gives the update up.
    pub(crate) fn put_aside(&self, reason: &str) {
        self.0.store.inbox.dead_letter(self.0.key, reason);
        self.0.metrics.put_aside(1);
    }
}

impl Part {
    /// The update that it is a part of.
    pub(crate) fn ticket(&self) -> &Ticket {
        &self.ticket
    }

    /// It is done, or no longer wanted. Twice is once.
    pub(crate) fn end(&self) {
        if self.has_ended.swap(true, Ordering::SeqCst) {
            return;
        }
        let inner = &self.ticket.0;
        let is_last = inner.n_parts.fetch_sub(1, Ordering::SeqCst) == 1;
        if is_last && !inner.is_left.load(Ordering::SeqCst) {
            inner.store.inbox.done(inner.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        store::{Open, Received},
        telegram::CallCounts,
    };

    use super::*;

    async fn ticket() -> (Arc<Store>, Ticket) {
        let store = Arc::new(Store::in_memory().unwrap());
        let update = Received { key: UpdateKey(7), body: "{}".to_owned() };
        store.inbox.receive(vec![update], 0).await.unwrap();
        let open: Vec<Open> = store.inbox.next().await;
        let metrics = Arc::new(Metrics::new(&CallCounts::default()));
        let ticket = Ticket::new(&open[0], Verdict::Pass, Arc::clone(&store), metrics);
        (store, ticket)
    }

    #[tokio::test]
    async fn an_update_is_open_until_its_last_part_ends() {
        let (store, ticket) = ticket().await;
        let (handler, late) = (ticket.part(), ticket.part());
        handler.end();
        handler.end();
        assert_eq!(store.inbox.n_open().await.unwrap(), 1);
        late.end();
        assert_eq!(store.inbox.n_open().await.unwrap(), 0);
    }

    #[tokio::test]
    async fn what_is_left_to_the_next_run_stays_open() {
        let (store, ticket) = ticket().await;
        let part = ticket.part();
        ticket.leave();
        part.end();
        assert_eq!(store.inbox.n_open().await.unwrap(), 1);
    }

    #[tokio::test]
    async fn what_breaks_off_ends_nothing() {
        let (store, ticket) = ticket().await;
        drop(ticket.part());
        assert_eq!(store.inbox.n_open().await.unwrap(), 1);
        assert!(Ticket::current().is_none());
        ticket.scope(async { assert!(Ticket::current().is_some()) }).await;
    }
}
