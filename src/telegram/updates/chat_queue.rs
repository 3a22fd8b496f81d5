//! Updates in lanes: those of one chat and topic one after another, those of
//! different chats side by side.
//!
//! A lane is a task that ends when it has nothing to do. A chat that Telegram
//! makes wait holds up its own lane only; a panic ends one update and no lane.

use std::{
    collections::{HashMap, VecDeque, hash_map::Entry},
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use futures::FutureExt;
use teloxide::types::{ChatId, ThreadId, Update};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::telegram::updates::dispatch::Handle;

/// Updates that are in lanes. When there are more, they wait before them.
const MAX_OPEN: u32 = 20_000;

/// Updates that wait in one lane. Telegram lets a group be answered twenty times a
/// minute; what is further behind would come when nobody waits for it.
const MAX_WAITING: usize = 200;

/// A chat, the topic of a forum, and whether it is about buttons: they are of use
/// at once, while an answer may have to wait.
pub(crate) type Lane = (ChatId, Option<ThreadId>, Matter);

/// What an update is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Matter {
    Message,
    Button,
}

/// An update with what goes along with it, and its place among those in lanes.
type Job<T> = (Update, T, OwnedSemaphorePermit);

/// The lanes, for updates that a `T` goes along with.
pub(crate) struct Lanes<T> {
    handle: Handle<T>,
    /// What waits in each lane that is being worked at.
    waiting: Arc<Mutex<HashMap<Lane, VecDeque<Job<T>>>>>,
    open: Arc<Semaphore>,
}

impl<T> Clone for Lanes<T> {
    fn clone(&self) -> Self {
        let (handle, waiting) = (Arc::clone(&self.handle), Arc::clone(&self.waiting));
        Self { handle, waiting, open: Arc::clone(&self.open) }
    }
}

impl<T: Send + 'static> Lanes<T> {
    /// Lanes for updates that `handle` handles.
    pub(crate) fn new(handle: Handle<T>) -> Self {
        let open = Arc::new(Semaphore::new(MAX_OPEN as usize));
        Self { handle, waiting: Arc::default(), open }
    }

    /// Takes an update; waits where too many are open.
    ///
    /// # Errors
    ///
    /// What goes along with it comes back where too many wait in its lane.
    pub(crate) async fn push(&self, update: Update, along: T) -> Result<(), T> {
        // The semaphore is never closed.
        let Ok(permit) = Arc::clone(&self.open).acquire_owned().await else {
            return Err(along);
        };
        let Some(lane) = lane(&update) else {
            tokio::spawn(guarded(Arc::clone(&self.handle), (update, along, permit)));
            return Ok(());
        };
        match self.waiting().entry(lane) {
            Entry::Occupied(it) if it.get().len() >= MAX_WAITING => {
                tracing::warn!(chat.id = lane.0.0, "too many updates wait in chat {}", lane.0);
                return Err(along);
            }
            Entry::Occupied(mut it) => it.get_mut().push_back((update, along, permit)),
            Entry::Vacant(it) => {
                it.insert(VecDeque::from([(update, along, permit)]));
                tokio::spawn(self.clone().work(lane));
            }
        }
        Ok(())
    }

    async fn work(self, lane: Lane) {
        while let Some(job) = self.next(lane) {
            guarded(Arc::clone(&self.handle), job).await;
        }
    }

    /// What is next in a lane. An empty lane is closed at once, so that the next
    /// update opens it anew.
    fn next(&self, lane: Lane) -> Option<Job<T>> {
        let mut waiting = self.waiting();
        let job = waiting.get_mut(&lane).and_then(VecDeque::pop_front);
        if job.is_none() {
            waiting.remove(&lane);
        }
        job
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<Lane, VecDeque<Job<T>>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Handles an update. A panic is caught and logged, and ends nothing else.
async fn guarded<T>(handle: Handle<T>, (update, along, permit): Job<T>) {
    let id = update.id.0;
    // The call itself may panic as well, before there is a future.
    let handled = AssertUnwindSafe(async move { handle(update, along).await });
    if handled.catch_unwind().await.is_err() {
        tracing::error!(update.id = id, "a handler panicked on update {id}");
    }
    drop(permit);
}

/// The lane of an update; `None` for what has no chat and no order.
pub(crate) fn lane(update: &Update) -> Option<Lane> {
    use teloxide::types::UpdateKind;
    let message = match &update.kind {
        UpdateKind::Message(it)
        | UpdateKind::EditedMessage(it)
        | UpdateKind::ChannelPost(it)
        | UpdateKind::EditedChannelPost(it) => Some(it),
        UpdateKind::CallbackQuery(it) => it.message.as_ref().and_then(|it| it.regular_message()),
        _ => None,
    };
    let matter = match &update.kind {
        UpdateKind::CallbackQuery(_) => Matter::Button,
        _ => Matter::Message,
    };
    let thread = message.filter(|it| it.is_topic_message).and_then(|it| it.thread_id);
    Some((update.chat()?.id, thread, matter))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::sync::Notify;

    use super::*;

    fn update(id: u32, chat: i64, text: &str) -> Update {
        let chat = format!(r#"{{"id":{chat},"type":"private","first_name":"A"}}"#);
        let text = format!(
            r#"{{"update_id":{id},"message":{{"message_id":{id},"date":1,"chat":{chat},"text":"{text}"}}}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    async fn drained(lanes: &Lanes<()>) {
        _ = lanes.open.acquire_many(MAX_OPEN).await.unwrap();
    }

    fn id_and_chat(update: &Update) -> (u32, i64) {
        (update.id.0, update.chat().unwrap().id.0)
    }

    #[tokio::test]
    async fn a_chat_keeps_its_order_and_holds_up_no_other() {
        let done = Arc::new(Mutex::new(Vec::new()));
        let gate = Arc::new(Notify::new());
        let (list, wait) = (Arc::clone(&done), Arc::clone(&gate));
        let lanes = Lanes::new(Arc::new(move |update: Update, ()| {
            let (list, wait) = (Arc::clone(&list), Arc::clone(&wait));
            async move {
                if update.id.0 == 1 {
                    wait.notified().await;
                }
                list.lock().unwrap().push(id_and_chat(&update));
                if update.chat().unwrap().id.0 == 8 {
                    wait.notify_one();
                }
            }
            .boxed()
        }));
        for (id, chat) in [(1, 7), (2, 7), (3, 7), (4, 8)] {
            lanes.push(update(id, chat, ""), ()).await.unwrap();
        }
        drained(&lanes).await;
        assert_eq!(*done.lock().unwrap(), [(4, 8), (1, 7), (2, 7), (3, 7)]);
        assert!(lanes.waiting().is_empty());
    }

    #[tokio::test]
    async fn a_panic_ends_one_update() {
        let n_done = Arc::new(AtomicUsize::new(0));
        let n = Arc::clone(&n_done);
        let lanes = Lanes::new(Arc::new(move |update: Update, ()| {
            assert_ne!(update.id.0, 1, "a handler's bug");
            let n = Arc::clone(&n);
            async move {
                assert_ne!(update.id.0, 2, "a handler's bug, later");
                n.fetch_add(1, Ordering::SeqCst);
            }
            .boxed()
        }));
        for id in 1..=4 {
            lanes.push(update(id, 7, ""), ()).await.unwrap();
        }
        drained(&lanes).await;
        assert_eq!(n_done.load(Ordering::SeqCst), 2);
    }
}
