//! The pump: takes open updates from the store, reads and filters them, and puts their
//! requests into the chat queues.
//!
//! Messages that waited while the bot was away are held back until all of them are here;
//! see [`Backlog`]. While much waits in the queues, nothing more is taken: what is open
//! stays in the store.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::Duration,
};

use teloxide::types::ChatId;
use tokio::time::{Instant, sleep};

use crate::{
    store::{Inbox, Open},
    telegram::{
        chat::{
            context::{Context, ContextCell},
            press,
        },
        ops::metrics::Refusal,
    },
};

use super::{
    backlog::{Backlog, Fate, Waiting},
    chat_queue::{ChatQueues, QueueKey},
    filter::{Filtered, check, count},
    job::Job,
    parse::parse,
    rate_limit::Limit,
    receive::Arrivals,
    request::{Request, RequestKind},
    unread::Unread,
};

/// The queues of requests, each with its job.
pub(crate) type Queues = Arc<ChatQueues<(Job, Request)>>;

/// Delay before it is looked again whether the queues have room, or a backlog is complete.
const POLL: Duration = Duration::from_millis(5);

/// Longest time for which messages are held back.
const MAX_HELD: Duration = Duration::from_secs(20);

/// How long the next updates of a shared store may take.
const SHARED_PATIENCE: Duration = Duration::from_millis(300);

/// Moves updates from the store to the queues, for ever.
pub(crate) async fn pump(contexts: Arc<ContextCell>, queues: Queues, arrivals: Arc<Arrivals>) {
    let inbox = Arc::clone(&contexts.current().store.inbox);
    let mut pump = Pump {
        inbox: Arc::clone(&inbox),
        queues,
        arrivals,
        unread: Unread::default(),
        backlog: Held::default(),
    };
    loop {
        pump.queues.wait_for_room().await;
        // Updates that were taken are lost if this is dropped.
        let mut next = inbox.next();
        let updates = loop {
            tokio::select! {
                biased;
                updates = &mut next => break updates,
                () = sleep(POLL), if !pump.backlog.messages.is_empty() => {
                    if pump.is_complete() {
                        pump.release(&contexts.current());
                    }
                }
            }
        };
        let context = contexts.current();
        for update in updates {
            pump.enqueue(&context, &update);
        }
        if pump.backlog.messages.is_full() || pump.is_overdue() {
            pump.release(&context);
        }
    }
}

struct Pump {
    inbox: Arc<dyn Inbox>,
    queues: Queues,
    arrivals: Arc<Arrivals>,
    unread: Unread,
    backlog: Held,
}

/// Messages that are held back, and since when.
#[derive(Default)]
struct Held {
    messages: Backlog<(Open, Request)>,
    first: Option<Instant>,
    last: Option<Instant>,
}

impl Pump {
    /// Whether no more messages are expected that waited.
    fn is_complete(&self) -> bool {
        let rest = self.backlog.last.map(|it| it.elapsed()).unwrap_or_default();
        let may_come = self.inbox.depth().n_waiting > 0
            || (self.arrivals.is_behind() && rest < self.arrivals.patience)
            || (self.inbox.is_shared() && rest < SHARED_PATIENCE);
        !may_come || self.is_overdue()
    }

    fn is_overdue(&self) -> bool {
        self.backlog.first.is_some_and(|it| it.elapsed() >= MAX_HELD)
    }

    /// Puts an update into its queue. One that gets no answer is completed at once.
    fn enqueue(&mut self, context: &Context, open: &Open) {
        let unread = &mut self.unread;
        let Ok(read) = catch_unwind(AssertUnwindSafe(|| read(context, unread, open))) else {
            context.metrics.panics.inc();
            tracing::error!(
                update.id = open.key.0,
                "reading an update panicked; it is a dead letter"
            );
            return job(context, open, None).dead_letter("reading it panicked");
        };
        match read {
            None => context.store.inbox.done(open.key),
            Some((request, Filtered::Waited(sender, n_kept))) => {
                let open = Open { body: String::new(), ..*open };
                let chat = request.origin.chat.unwrap_or(ChatId(0));
                let n_bytes = request.n_bytes();
                let waiting = Waiting { chat, item: (open, request), n_bytes };
                let now = Instant::now();
                self.backlog.first.get_or_insert(now);
                self.backlog.last = Some(now);
                if let Some((dropped, _)) = self.backlog.messages.hold(sender, n_kept, waiting) {
                    context.metrics.refuse(Refusal::Backlog);
                    context.store.inbox.done(dropped.key);
                }
            }
            Some((request, filtered)) => self.settle(context, open, request, filtered),
        }
    }

    /// Queues the messages that were held back, the newest few of each sender.
    fn release(&mut self, context: &Context) {
        let limit = context.limits.rate.kept_of_backlog().map(Limit::Backlog);
        let mut released = std::mem::take(&mut self.backlog).messages.release();
        released.sort_by_key(|(_, (open, _))| open.key);
        for (fate, (open, request)) in released {
            let filtered = match fate {
                Fate::Notice if request.is_in_channel() => {
                    Filtered::Dropped(Some(Refusal::Backlog))
                }
                Fate::Notice => Filtered::Queued(limit),
                Fate::Kept => count(context, &request),
            };
            self.settle(context, &open, request, filtered);
        }
    }

    /// Queues a request, or completes its update.
    fn settle(&self, context: &Context, open: &Open, request: Request, filtered: Filtered) {
        let refusal = match filtered {
            Filtered::Dropped(refusal) => refusal,
            Filtered::Waited(..) => None,
            Filtered::Queued(exceeded) => {
                let job = job(context, open, exceeded);
                let key = QueueKey::of(&request);
                let n_bytes = request.n_bytes();
                match self.queues.push(key, (job, request), n_bytes) {
                    Ok(()) => return,
                    Err((job, request)) => {
                        if let RequestKind::Press(press) = request.kind {
                            context.metrics.refuse(Refusal::Crowded);
                            return press::decline(context, job, press);
                        }
                    }
                }
                Some(Refusal::Crowded)
            }
        };
        if let Some(refusal) = refusal {
            context.metrics.refuse(refusal);
        }
        context.store.inbox.done(open.key);
    }
}

fn job(context: &Context, open: &Open, exceeded: Option<Limit>) -> Job {
    let Context { store, metrics, .. } = context;
    Job::new(open, exceeded, Arc::clone(&store.inbox), Arc::clone(metrics))
}

/// Reads and filters an update; `None` if it is no request.
fn read(context: &Context, unread: &mut Unread, open: &Open) -> Option<(Request, Filtered)> {
    let update = &open.body;
    if !unread.check(update) {
        context.metrics.unread.inc();
    }
    let (kind, request) = parse(update, &context.me);
    context.metrics.update(kind);
    let Some(request) = request else {
        tracing::debug!(kind, "ignoring an update that asks nothing of the bot");
        return None;
    };
    let filtered = check(context, &request, open.received_ms);
    Some((request, filtered))
}
