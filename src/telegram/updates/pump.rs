//! The pump: takes open updates from the store, reads and filters them, and puts their
//! requests into the chat queues.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use crate::{
    store::Open,
    telegram::{
        chat::context::{Context, ContextCell},
        ops::metrics::Refusal,
    },
};

use super::{
    chat_queue::{ChatQueues, QueueKey},
    filter::{Filtered, check},
    job::Job,
    parse::parse,
    request::Request,
    unread::Unread,
};

/// The queues of requests, each with its job.
pub(crate) type Queues = Arc<ChatQueues<(Job, Request)>>;

/// Moves updates from the store to the queues, for ever.
pub(crate) async fn pump(contexts: Arc<ContextCell>, queues: Queues) {
    let mut unread = Unread::default();
    loop {
        let context = contexts.current();
        for update in context.store.inbox.next().await {
            enqueue(&context, &queues, &mut unread, &update);
        }
    }
}

/// Puts an update into its queue. One that gets no answer is completed at once.
fn enqueue(context: &Context, queues: &Queues, unread: &mut Unread, open: &Open) {
    let Context { store, metrics, .. } = context;
    let job = |exceeded| Job::new(open, exceeded, Arc::clone(&store.inbox), Arc::clone(metrics));
    let Ok(read) = catch_unwind(AssertUnwindSafe(|| read(context, unread, &open.body))) else {
        metrics.panics.inc();
        tracing::error!(update.id = open.key.0, "reading an update panicked; it is a dead letter");
        return job(None).dead_letter("reading it panicked");
    };
    let refusal = match read {
        None => None,
        Some((_, Filtered::Dropped(refusal))) => refusal,
        Some((request, Filtered::Queued(exceeded))) => {
            if queues.push(QueueKey::of(&request), (job(exceeded), request)) {
                return;
            }
            Some(Refusal::Crowded)
        }
    };
    if let Some(refusal) = refusal {
        metrics.refuse(refusal);
    }
    store.inbox.done(open.key);
}

/// Reads and filters an update; `None` if it is no request.
fn read(context: &Context, unread: &mut Unread, update: &str) -> Option<(Request, Filtered)> {
    if !unread.check(update) {
        context.metrics.unread.inc();
    }
    let (kind, request) = parse(update, &context.me);
    context.metrics.update(kind);
    let Some(request) = request else {
        tracing::debug!(kind, "ignoring an update that asks nothing of the bot");
        return None;
    };
    let filtered = check(context, &request);
    Some((request, filtered))
}
