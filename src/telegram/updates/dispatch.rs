//! Dispatch: calls the handler of a request, up to three times.
//!
//! | the handler | the update |
//! |---|---|
//! | returns | is completed, once the last message of its answer is sent |
//! | fails or panics | is handled again; after the third time it is a dead letter, with an apology |
//! | is not called: the press, the query or the edited question is too old | is completed |
//! | cannot reach Telegram | is completed: temporary failures were retried for long, refusals are final; with a refused token it is left to the next run |

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures::{FutureExt, future::BoxFuture};
use tokio::{sync::Semaphore, time::sleep};
use tracing::Instrument;

use crate::{
    store::{Attempt, ChatKey, MAX_ATTEMPTS, TopicKey},
    telegram::{
        api::CallError,
        chat::{
            context::{Context, ContextCell},
            fault::Fault,
            message::apologise,
            press::release,
        },
        ops::{clock::since, metrics::Refusal},
    },
};

use super::{
    access::{Access, access},
    chat_queue::QueueKey,
    job::Job,
    request::{Request, RequestKind},
};

/// A function that handles requests.
pub type Handler = for<'a> fn(&'a Context, &'a Job, &'a Request) -> Handling<'a>;

/// The future of a [`Handler`].
pub type Handling<'a> = BoxFuture<'a, Result<(), Fault>>;

/// How long a pressed button may wait. Telegram forgets older ones.
const MAX_PRESS_AGE: Duration = Duration::from_secs(30);

/// How long a person who types waits for results.
const MAX_QUERY_AGE: Duration = Duration::from_secs(10);

/// Age of a question after which an edit of it gets no answer, in seconds.
const MAX_EDITED_AGE: i64 = 24 * 60 * 60;

/// Delay before a handler that failed is called again.
const RETRY_DELAY: Duration = Duration::from_millis(100);

/// Calls the handlers of requests.
pub(crate) struct Dispatcher {
    contexts: Arc<ContextCell>,
    handler: Handler,
    /// Lets one update on its last chance be handled at a time.
    last_chance: Arc<Semaphore>,
}

impl Dispatcher {
    pub(crate) fn new(contexts: Arc<ContextCell>, handler: Handler) -> Self {
        Self { contexts, handler, last_chance: Arc::new(Semaphore::new(1)) }
    }

    /// Handles a request with the current context.
    pub(crate) async fn run(&self, job: Job, request: Request) {
        let context = self.contexts.current();
        let span = tracing::info_span!("update", update.id = job.key.0);
        let subtask = job.subtask();
        self.handle(&context, &job, &request).instrument(span).await;
        subtask.end();
    }

    async fn handle(&self, context: &Context, job: &Job, request: &Request) {
        if has_expired(job, request) {
            return context.metrics.refuse(Refusal::Expired);
        }
        if context.store.inbox.is_shared() && context.limits.access.is_stale() {
            context.kept(context.limits.access.read(&*context.store.chats).await);
        }
        if access(request, &context.limits.access) != Access::Allowed {
            context.metrics.refuse(Refusal::NotAdmitted);
            if let RequestKind::Press(press) = &request.kind {
                // An app shows a press as waiting until it is acknowledged.
                context.api.acknowledge(&press.id, None).await;
            }
            return;
        }
        let _lock = match topic(request) {
            Some(topic) => Some(context.store.inbox.lock(topic).await),
            None => None,
        };
        if !context.store.inbox.still_owns(job.key) {
            return tracing::info!("another process has taken the update over");
        }
        if job.attempt == Attempt::LastChance {
            self.wait_for_turn(context, job).await;
        }
        if let Err(reason) = self.attempts(context, job, request).await {
            tracing::error!("{reason}; the update is a dead letter");
            job.dead_letter(reason);
            regret(context, job, request).await;
        }
    }

    /// Calls the handler until it is done; the reason if it never is.
    async fn attempts(
        &self,
        context: &Context,
        job: &Job,
        request: &Request,
    ) -> Result<(), &'static str> {
        loop {
            let n_tries = job.try_again();
            // The call itself may panic as well, before there is a future.
            let handling = AssertUnwindSafe(async { (self.handler)(context, job, request).await });
            let reason = match handling.catch_unwind().await {
                Ok(Ok(())) => return Ok(()),
                Ok(Err(fault)) => {
                    let error = &fault as &dyn std::error::Error;
                    tracing::error!(error, "handler failed");
                    if let Fault::Call(error) = &fault {
                        if matches!(error, CallError::Unauthorized) {
                            // The next run may have a valid token.
                            job.leave();
                        }
                        return Ok(());
                    }
                    "handler failed on all 3 attempts"
                }
                Err(_) => {
                    context.metrics.panics.inc();
                    tracing::error!("handler panicked");
                    "handler panicked on all 3 attempts"
                }
            };
            context.metrics.failures.inc();
            if n_tries >= MAX_ATTEMPTS {
                return Err(reason);
            }
            sleep(RETRY_DELAY).await;
        }
    }

    /// Waits until no other update is on its last chance. Two runs ended with this one:
    /// handled alone, a third such end is known to be its fault.
    async fn wait_for_turn(&self, context: &Context, job: &Job) {
        // The semaphore is never closed.
        if let Ok(permit) = Arc::clone(&self.last_chance).acquire_owned().await {
            job.hold_turn(permit);
        }
        context.kept(context.store.inbox.begin(job.key).await);
    }
}

/// The chat topic to lock against other processes; button presses need no lock.
fn topic(request: &Request) -> Option<TopicKey> {
    let QueueKey { chat, topic, is_press } = QueueKey::of(request)?;
    let topic = TopicKey { chat: ChatKey(chat.0), thread: topic.map(|it| it.0.0) };
    (!is_press).then_some(topic)
}

/// Whether nobody waits for the answer any more.
fn has_expired(job: &Job, request: &Request) -> bool {
    let age = since(job.received_ms);
    match &request.kind {
        RequestKind::Press(_) => age > MAX_PRESS_AGE,
        RequestKind::InlineQuery(_) => age > MAX_QUERY_AGE,
        RequestKind::Message(it) => {
            let is_old = job.received_ms / 1000 - it.sent_at > MAX_EDITED_AGE;
            it.is_edited && it.sent_at > 0 && is_old
        }
        RequestKind::Membership(_) | RequestKind::Migration(_) => false,
    }
}

/// Apologises for a dead letter.
async fn regret(context: &Context, job: &Job, request: &Request) {
    match &request.kind {
        RequestKind::Message(message) => apologise(context, job, message).await,
        RequestKind::Press(press) => release(context, job, press).await,
        RequestKind::InlineQuery(_) | RequestKind::Membership(_) | RequestKind::Migration(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use teloxide::types::ChatId;

    use super::*;
    use crate::{
        config::{AccessLists, Limits as Rates},
        store::{Received, UpdateKey},
        telegram::updates::{
            limits::Limits,
            request::{Migration, Origin},
            samples,
        },
    };

    /// Open updates and dead letters after an update was handled.
    async fn left_by(handler: Handler) -> (usize, usize) {
        let rates = Rates { per_user: None, per_chat: None };
        let context = samples::context(Limits::new(AccessLists::default(), rates));
        let (inbox, metrics) = (Arc::clone(&context.store.inbox), Arc::clone(&context.metrics));
        inbox
            .receive(vec![Received { key: UpdateKey(7), sender: None, body: String::new() }], 0)
            .await
            .unwrap();
        let open = inbox.next().await;
        let job = Job::new(&open[0], None, Arc::clone(&inbox), Arc::clone(&metrics));
        let migration = Migration { from: ChatId(-5), to: ChatId(-7) };
        let kind = RequestKind::Migration(migration);
        let contexts = Arc::new(ContextCell::new(context));
        let request = Request { origin: Origin::default(), kind };
        Dispatcher::new(contexts, handler).run(job, request).await;
        let text = metrics.text();
        let n_dead_letters =
            text.lines().find_map(|it| it.strip_prefix("clausebot_put_aside_total "));
        (inbox.n_open().await.unwrap(), n_dead_letters.unwrap().parse().unwrap())
    }

    #[tokio::test]
    async fn an_update_is_completed_or_a_dead_letter_or_left() {
        let handlers: [(Handler, _); 7] = [
            (|_, _, _| async { Ok(()) }.boxed(), (0, 0)),
            (|_, _, _| async { Err(CallError::ChatGone.into()) }.boxed(), (0, 0)),
            (|_, _, _| panic!("a bug"), (0, 1)),
            (|_, _, _| async { panic!("a bug, later") }.boxed(), (0, 1)),
            (
                |_, _, _| {
                    let task = tokio::spawn(async {});
                    task.abort();
                    async { Ok(task.await?) }.boxed()
                },
                (0, 1),
            ),
            // It panics once: both the dispatcher and this count the tries.
            (
                |_, job, _| {
                    assert!(job.try_again() > 2, "a bug, sometimes");
                    async { Ok(()) }.boxed()
                },
                (0, 0),
            ),
            (|_, _, _| async { Err(CallError::Unauthorized.into()) }.boxed(), (1, 0)),
        ];
        for (i, (handler, left)) in handlers.into_iter().enumerate() {
            assert_eq!(left_by(handler).await, left, "handler {i}");
        }
    }
}
