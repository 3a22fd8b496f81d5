//! What becomes of an update: it goes to its handler, three times at most.
//!
//! | its handler | the update is |
//! |---|---|
//! | ends | crossed out, once the last part of its answer is sent |
//! | fails or panics | handled again; after the third time put aside, with a word of regret |
//! | cannot say it to Telegram | crossed out: what passes was tried for long, what is refused stays refused |

use std::{ops::ControlFlow, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures::{FutureExt, future::BoxFuture};
use teloxide::{
    dptree::di::DependencyMap,
    types::{CallbackQuery, Message, Update, UpdateKind},
};
use tokio::time::sleep;
use tracing::Instrument;

use crate::store::{Attempt, ChatKey, MAX_ATTEMPTS, TopicKey};

use crate::telegram::{
    api::CallError,
    chat::{
        context::{Desk, Desks, Fault},
        handlers::{message::apologise, press::release},
    },
    ops::{clock::since, metrics::Refusal},
    updates::{
        access::{Standing, admitted, turn_away},
        chat_queue::{Matter, lane},
        job::Ticket,
        tree::{Tree, given},
    },
};

/// What handles an update.
pub(crate) type Handle<T> = Arc<dyn Fn(Update, T) -> BoxFuture<'static, ()> + Send + Sync>;

/// How long a button may wait for what it does. Telegram forgets the press.
const PRESSED: Duration = Duration::from_secs(30);

/// How long somebody who types waits for results.
const TYPED: Duration = Duration::from_secs(10);

/// Before a handler that failed is tried again.
const PAUSE: Duration = Duration::from_millis(100);

/// What a try came to.
enum Tried {
    Done,
    Failed(Fault),
    Panicked,
}

/// What handles updates with the handlers of a tree.
pub(crate) fn handle(desks: Arc<Desks>, tree: Tree) -> Handle<Ticket> {
    let tree = Arc::new(tree);
    Arc::new(move |update: Update, ticket: Ticket| {
        let (desk, tree) = (desks.current(), Arc::clone(&tree));
        let span = tracing::info_span!("update", update.id = update.id.0);
        async move {
            let part = ticket.part();
            work(&desk, &tree, update, &ticket).await;
            part.end();
        }
        .instrument(span)
        .boxed()
    })
}

async fn work(desk: &Arc<Desk>, tree: &Tree, update: Update, ticket: &Ticket) {
    if has_expired(&update, ticket) {
        desk.metrics.refuse(Refusal::Expired);
        return;
    }
    match admitted(&update, &desk.guards.guests) {
        Standing::Admitted => {}
        Standing::Uninvited | Standing::Blocked => {
            desk.metrics.refuse(Refusal::NotAdmitted);
            return turn_away(desk, &update).await;
        }
    }
    let topic = topic(&update);
    let Some(given) = given(update, Arc::clone(desk), ticket.verdict()) else {
        return;
    };
    let _hold = match topic {
        Some(topic) => Some(desk.store.inbox.lock(topic).await),
        None => None,
    };
    if !desk.store.inbox.still_owns(ticket.key()) {
        tracing::info!("another process has taken the update over");
        return;
    }
    if ticket.attempt() == Attempt::LastChance {
        watch(desk, ticket).await;
    }
    loop {
        let n_tries = ticket.try_again();
        let reason = match ticket.scope(tried(tree, given.clone())).await {
            Tried::Done => return,
            Tried::Failed(fault @ Fault::Call(CallError::Unauthorized)) => {
                // The next run may have the token that is good now.
                ticket.leave();
                return report(&fault);
            }
            Tried::Failed(fault @ Fault::Call(_)) => return report(&fault),
            Tried::Failed(fault) => {
                report(&fault);
                "its handler failed, three times"
            }
            Tried::Panicked => {
                desk.metrics.panicked();
                tracing::error!("a handler panicked");
                "its handler panicked, three times"
            }
        };
        desk.metrics.failed();
        if n_tries >= MAX_ATTEMPTS {
            tracing::error!("an update was put aside: {reason}");
            ticket.put_aside(reason);
            return ticket.scope(regret(desk, &given)).await;
        }
        sleep(PAUSE).await;
    }
}

/// What no other process is to answer in meanwhile. Buttons wait for nothing.
fn topic(update: &Update) -> Option<TopicKey> {
    let (chat, thread, matter) = lane(update)?;
    let topic = TopicKey { chat: ChatKey(chat.0), thread: thread.map(|it| it.0.0) };
    (matter == Matter::Message).then_some(topic)
}

/// Whether nobody waits for the answer any more.
fn has_expired(update: &Update, ticket: &Ticket) -> bool {
    let age = since(ticket.received_ms());
    match update.kind {
        UpdateKind::CallbackQuery(_) => age > PRESSED,
        UpdateKind::InlineQuery(_) => age > TYPED,
        _ => false,
    }
}

/// Two runs have ended with this update. It is handled while no other suspect is,
/// so that a third end is known to be its fault.
async fn watch(desk: &Desk, ticket: &Ticket) {
    // The semaphore is never closed.
    if let Ok(permit) = Arc::clone(&desk.suspects).acquire_owned().await {
        ticket.stand_alone(permit);
    }
    desk.kept(desk.store.inbox.begin(ticket.key()).await);
}

async fn tried(tree: &Tree, given: DependencyMap) -> Tried {
    match AssertUnwindSafe(tree.dispatch(given)).catch_unwind().await {
        Ok(ControlFlow::Break(Err(fault))) => Tried::Failed(fault),
        Ok(ControlFlow::Break(Ok(())) | ControlFlow::Continue(_)) => Tried::Done,
        Err(_) => Tried::Panicked,
    }
}

/// Tells whoever waits that it was our fault.
async fn regret(desk: &Arc<Desk>, given: &DependencyMap) {
    if let Some(message) = given.try_get::<Arc<Message>>() {
        apologise(desk, &message).await;
    }
    if let Some(query) = given.try_get::<Arc<CallbackQuery>>() {
        release(desk, &query).await;
    }
}

fn report(fault: &Fault) {
    let error = fault as &dyn std::error::Error;
    tracing::error!(error, "an update was not handled");
}
