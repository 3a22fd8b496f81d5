//! A job: one update that is being handled, from the queue to its last message.
//!
//! Its answer may outlive its handler: messages that Telegram does not take are retried
//! outside the chat queue. Each of these is a [`Subtask`]; the update is completed when
//! the last one ends. A subtask that is dropped, as at the end of the process, completes
//! nothing, and the update is handled again after the restart.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering::SeqCst},
};

use tokio::sync::OwnedSemaphorePermit;

use crate::{
    store::{Attempt, Inbox, Open, UpdateKey},
    telegram::ops::{clock::since, metrics::Metrics},
};

use super::rate_limit::Limit;

/// An update that is being handled. A clone is the same job.
#[derive(Clone, Debug)]
pub struct Job {
    pub(crate) key: UpdateKey,
    /// How often earlier runs ended while the update was open.
    pub(crate) attempt: Attempt,
    /// When the update was received, in milliseconds of Unix time.
    pub(crate) received_ms: i64,
    /// The limit that the question exceeds: its sender is told so instead of an answer.
    pub(crate) exceeded: Option<Limit>,
    inbox: Arc<dyn Inbox>,
    metrics: Arc<Metrics>,
    state: Arc<State>,
}

#[derive(Debug, Default)]
struct State {
    n_subtasks: AtomicUsize,
    n_tries: AtomicU32,
    is_answered: AtomicBool,
    has_sent: AtomicBool,
    is_left: AtomicBool,
    /// Keeps other updates on their last chance waiting until this one is answered.
    turn: Mutex<Option<OwnedSemaphorePermit>>,
}

/// A part of a job.
#[derive(Debug)]
pub(crate) struct Subtask {
    pub(crate) job: Job,
    has_ended: AtomicBool,
}

impl Job {
    /// A job for an update from the inbox.
    pub(crate) fn new(
        update: &Open,
        exceeded: Option<Limit>,
        inbox: Arc<dyn Inbox>,
        metrics: Arc<Metrics>,
    ) -> Self {
        let Open { key, attempt, received_ms, .. } = *update;
        let state = Arc::new(State::default());
        Self { key, attempt, received_ms, exceeded, inbox, metrics, state }
    }

    /// Whether a part of the answer may have been sent before.
    pub(crate) fn may_be_answered(&self) -> bool {
        self.attempt != Attempt::First
            || self.state.n_tries.load(SeqCst) > 1
            || self.inbox.is_shared()
    }

    /// Counts another try; returns the number of tries.
    pub(crate) fn try_again(&self) -> u32 {
        self.state.n_tries.fetch_add(1, SeqCst) + 1
    }

    /// Starts a part of the job.
    pub(crate) fn subtask(&self) -> Subtask {
        self.state.n_subtasks.fetch_add(1, SeqCst);
        Subtask { job: self.clone(), has_ended: AtomicBool::new(false) }
    }

    /// Keeps other updates on their last chance waiting until [`Self::answered`].
    pub(crate) fn hold_turn(&self, permit: OwnedSemaphorePermit) {
        *self.turn() = Some(permit);
    }

    /// Notes that the answer is complete: a crash from now on is not the update's
    /// fault. Has to be called before the first call of the Bot API.
    pub(crate) fn answered(&self) {
        if !self.state.is_answered.swap(true, SeqCst) && self.attempt != Attempt::First {
            self.inbox.answered(self.key);
            drop(self.turn().take());
        }
    }

    /// Notes that a message of the answer was sent.
    pub(crate) fn sent(&self) {
        if !self.state.has_sent.swap(true, SeqCst) {
            self.metrics.sent(since(self.received_ms));
        }
    }

    /// Leaves the update to the next run: this one can no longer answer it.
    pub(crate) fn leave(&self) {
        self.state.is_left.store(true, SeqCst);
    }

    /// Makes the update a dead letter.
    pub(crate) fn dead_letter(&self, reason: &str) {
        self.inbox.dead_letter(self.key, reason);
        self.metrics.put_aside.inc();
    }

    fn turn(&self) -> MutexGuard<'_, Option<OwnedSemaphorePermit>> {
        self.state.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Subtask {
    /// Ends the part. Ending it again changes nothing.
    pub(crate) fn end(&self) {
        let Job { key, inbox, state, .. } = &self.job;
        if self.has_ended.swap(true, SeqCst) {
            return;
        }
        let is_last = state.n_subtasks.fetch_sub(1, SeqCst) == 1;
        if is_last && !state.is_left.load(SeqCst) {
            inbox.done(*key);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        store::{Received, Store},
        telegram::api::CallCounts,
    };

    use super::*;

    async fn job() -> (Arc<dyn Inbox>, Job) {
        let inbox = Store::in_memory().unwrap().inbox;
        let update = Received { key: UpdateKey(7), sender: None, body: "{}".to_owned() };
        inbox.receive(vec![update], 0).await.unwrap();
        let open: Vec<Open> = inbox.next().await;
        let metrics = Arc::new(Metrics::new(&CallCounts::default()));
        let job = Job::new(&open[0], None, Arc::clone(&inbox), metrics);
        (inbox, job)
    }

    #[tokio::test]
    async fn an_update_is_open_until_its_last_subtask_ends() {
        let (inbox, job) = job().await;
        let (handler, late) = (job.subtask(), job.subtask());
        handler.end();
        handler.end();
        assert_eq!(inbox.n_open().await.unwrap(), 1);
        late.end();
        assert_eq!(inbox.n_open().await.unwrap(), 0);
    }

    #[tokio::test]
    async fn what_is_left_to_the_next_run_stays_open() {
        let (inbox, job) = job().await;
        let subtask = job.subtask();
        job.leave();
        subtask.end();
        assert_eq!(inbox.n_open().await.unwrap(), 1);
    }

    #[tokio::test]
    async fn what_breaks_off_ends_nothing() {
        let (inbox, job) = job().await;
        drop(job.subtask());
        assert_eq!(inbox.n_open().await.unwrap(), 1);
    }
}
