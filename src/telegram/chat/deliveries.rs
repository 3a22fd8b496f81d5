//! Deliveries: the questions that were answered, and late answers, which are sent
//! outside the chat queue once Telegram accepts them.
//!
//! What always holds: a question has at most one late answer, to its latest version.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use teloxide::types::{ChatId, MessageId};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::AbortHandle,
};

use crate::{store::Recent, telegram::updates::job::Subtask};

/// Maximum late answers; further ones wait in their chat queues.
const MAX_LATE: usize = 1024;

/// A question: its chat and its message.
pub(crate) type QuestionKey = (ChatId, MessageId);

/// The deliveries of all chats.
#[derive(Debug)]
pub(crate) struct Deliveries {
    /// The questions that this process has answered.
    pub(crate) answered: Recent<QuestionKey>,
    room: Arc<Semaphore>,
    late: Mutex<HashMap<QuestionKey, Late>>,
}

/// A late answer.
#[derive(Debug)]
pub(crate) struct Late {
    pub(crate) task: AbortHandle,
    pub(crate) subtask: Arc<Subtask>,
    /// When the question was sent or edited, in seconds of Unix time.
    pub(crate) said_at: i64,
}

impl Default for Deliveries {
    fn default() -> Self {
        Self {
            answered: Recent::default(),
            room: Arc::new(Semaphore::new(MAX_LATE)),
            late: Mutex::default(),
        }
    }
}

impl Deliveries {
    /// Takes room for a late answer, if there is any.
    pub(crate) fn room(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.room).try_acquire_owned().ok()
    }

    /// The number of late answers.
    pub(crate) fn n_late(&self) -> usize {
        MAX_LATE.saturating_sub(self.room.available_permits())
    }

    /// Keeps a late answer, so that a newer one can abort it.
    pub(crate) fn insert(&self, question: QuestionKey, late: Late) {
        let mut all = self.late.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, it| !it.task.is_finished());
        all.insert(question, late);
    }

    /// Aborts the late answer to an older version of a question. False if the late
    /// answer is to a newer version.
    pub(crate) fn abort_older(&self, question: QuestionKey, said_at: i64) -> bool {
        let mut all = self.late.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, it| !it.task.is_finished());
        if all.get(&question).is_some_and(|it| it.said_at > said_at) {
            return false;
        }
        if let Some(Late { task, subtask, said_at: _ }) = all.remove(&question) {
            task.abort();
            subtask.end();
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use tokio::task::yield_now;

    use super::*;
    use crate::{
        store::{Received, Store, UpdateKey},
        telegram::{api::CallCounts, ops::metrics::Metrics, updates::job::Job},
    };

    #[tokio::test]
    async fn a_question_has_one_late_answer_to_its_latest_version() {
        let inbox = Store::in_memory().unwrap().inbox;
        let update = Received { key: UpdateKey(1), sender: None, body: "{}".to_owned() };
        inbox.receive(vec![update], 0).await.unwrap();
        let open = inbox.next().await;
        let metrics = Arc::new(Metrics::new(&CallCounts::default()));
        let job = Job::new(&open[0], None, Arc::clone(&inbox), metrics);

        let deliveries = Deliveries::default();
        let [question, other, third] = [1, 2, 3].map(|it| (ChatId(7), MessageId(it)));
        assert!(deliveries.abort_older(question, 5), "it has none");
        let task = tokio::spawn(std::future::pending::<()>()).abort_handle();
        let subtask = Arc::new(job.subtask());
        deliveries.insert(question, Late { task: task.clone(), subtask, said_at: 5 });
        let pending = tokio::spawn(std::future::pending::<()>()).abort_handle();
        let later = Late { task: pending, subtask: Arc::new(job.subtask()), said_at: 5 };
        deliveries.insert(third, later);
        assert!(!deliveries.abort_older(question, 4), "it has a newer one");
        assert!(deliveries.abort_older(other, 9));
        yield_now().await;
        assert_eq!((task.is_finished(), inbox.n_open().await.unwrap()), (false, 1));
        assert!(deliveries.abort_older(question, 5) && deliveries.abort_older(third, 5));
        while !task.is_finished() {
            yield_now().await;
        }
        assert_eq!(inbox.n_open().await.unwrap(), 0, "its update is done");
    }

    #[test]
    fn late_answers_are_counted_and_bounded() {
        let deliveries = Deliveries::default();
        let room: Vec<_> = std::iter::from_fn(|| deliveries.room()).collect();
        assert_eq!((room.len(), deliveries.n_late()), (MAX_LATE, MAX_LATE));
        drop(room);
        assert_eq!(deliveries.n_late(), 0);
    }
}
