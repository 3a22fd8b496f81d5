//! Chat queues: the requests of a chat and topic in order, different chats in
//! parallel.
//!
//! ```text
//! chat 7    1 ─▶ 3 ─▶ 4      one at a time
//! chat -5   2 ─▶ 5           does not wait for chat 7
//! ```
//!
//! Each queue has a task, which ends with the queue. A chat that has to wait for
//! Telegram holds up its own queue only; a panic ends one request and no queue. Their
//! number and their bytes are bounded in each queue; while all queues together are large,
//! no more are added.

use std::{
    collections::{HashMap, VecDeque, hash_map::Entry},
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures::{FutureExt, future::BoxFuture};
use teloxide::types::{ChatId, ThreadId};
use tokio::time::sleep;

use super::request::{Request, RequestKind};

/// Requests in one queue. A group gets twenty answers a minute, so one further back
/// would be answered when nobody waits for it.
const MAX_WAITING: usize = 200;

/// Bytes of the requests in one queue.
const MAX_QUEUE_BYTES: usize = 512 << 10;

/// Bytes of the requests in all queues at which no more are added.
const MAX_BYTES: usize = 16 << 20;

/// Delay before it is looked again whether there is room.
const POLL: Duration = Duration::from_millis(5);

/// The queue of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct QueueKey {
    pub(crate) chat: ChatId,
    pub(crate) topic: Option<ThreadId>,
    /// A pressed button is of use at once; the next message may have to wait for the
    /// send limit.
    pub(crate) is_press: bool,
}

impl QueueKey {
    /// The queue of a request; `None` where it has no chat and no order.
    pub(crate) fn of(request: &Request) -> Option<Self> {
        let is_press = matches!(request.kind, RequestKind::Press(_));
        Some(Self { chat: request.origin.chat?, topic: request.origin.thread, is_press })
    }
}

/// The queues of all chats.
pub(crate) struct ChatQueues<T> {
    work: Box<dyn Fn(T) -> BoxFuture<'static, ()> + Send + Sync>,
    waiting: Mutex<Queues<T>>,
}

/// The items that wait in each queue that has a task.
struct Queues<T> {
    queues: HashMap<QueueKey, Queue<T>>,
    /// Bytes of all items.
    n_bytes: usize,
}

struct Queue<T> {
    /// Each with its bytes.
    items: VecDeque<(T, usize)>,
    n_bytes: usize,
}

impl<T> Default for Queues<T> {
    fn default() -> Self {
        Self { queues: HashMap::new(), n_bytes: 0 }
    }
}

impl<T: Send + 'static> ChatQueues<T> {
    /// Queues whose items are handled by `work`.
    pub(crate) fn new(
        work: impl Fn(T) -> BoxFuture<'static, ()> + Send + Sync + 'static,
    ) -> Arc<Self> {
        Arc::new(Self { work: Box::new(work), waiting: Mutex::default() })
    }

    /// Adds an item with its bytes to its queue; one without a queue is handled at once.
    ///
    /// # Errors
    ///
    /// The item, if its queue is full.
    pub(crate) fn push(
        self: &Arc<Self>,
        key: Option<QueueKey>,
        item: T,
        n_bytes: usize,
    ) -> Result<(), T> {
        let queues = Arc::clone(self);
        let Some(key) = key else {
            tokio::spawn(async move { queues.handle(item).await });
            return Ok(());
        };
        let mut waiting = self.waiting();
        match waiting.queues.entry(key) {
            Entry::Occupied(it) if it.get().is_full() => {
                tracing::warn!(chat.id = key.chat.0, "the queue of chat {} is full", key.chat);
                return Err(item);
            }
            Entry::Occupied(mut it) => it.get_mut().push(item, n_bytes),
            Entry::Vacant(it) => {
                it.insert(Queue { items: VecDeque::from([(item, n_bytes)]), n_bytes });
                tokio::spawn(async move {
                    while let Some(item) = queues.next(key) {
                        queues.handle(item).await;
                    }
                });
            }
        }
        waiting.n_bytes += n_bytes;
        Ok(())
    }

    /// Waits until the queues together are no longer large.
    pub(crate) async fn wait_for_room(&self) {
        while self.waiting().n_bytes >= MAX_BYTES {
            sleep(POLL).await;
        }
    }

    /// The next item of a queue. An empty queue is removed under the same lock, so
    /// that the next item starts its task anew.
    fn next(&self, key: QueueKey) -> Option<T> {
        let mut waiting = self.waiting();
        let next = waiting.queues.get_mut(&key).and_then(Queue::pop);
        if let Some((item, n_bytes)) = next {
            waiting.n_bytes -= n_bytes;
            Some(item)
        } else {
            waiting.queues.remove(&key);
            None
        }
    }

    /// Handles an item. A panic is caught and ends nothing else.
    async fn handle(&self, item: T) {
        // The call itself may panic as well, before there is a future.
        let handled = AssertUnwindSafe(async { (self.work)(item).await });
        if handled.catch_unwind().await.is_err() {
            tracing::error!("a queued update panicked outside its handler");
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Queues<T>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Queue<T> {
    fn is_full(&self) -> bool {
        self.items.len() >= MAX_WAITING || self.n_bytes >= MAX_QUEUE_BYTES
    }

    fn push(&mut self, item: T, n_bytes: usize) {
        self.items.push_back((item, n_bytes));
        self.n_bytes += n_bytes;
    }

    fn pop(&mut self) -> Option<(T, usize)> {
        let next = self.items.pop_front();
        self.n_bytes -= next.as_ref().map_or(0, |it| it.1);
        next
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::sync::Notify;

    use super::*;

    fn key(chat: i64) -> QueueKey {
        QueueKey { chat: ChatId(chat), topic: None, is_press: false }
    }

    async fn drained<T: Send + 'static>(queues: &ChatQueues<T>) {
        while !queues.waiting().queues.is_empty() {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn a_chat_keeps_its_order_and_holds_up_no_other() {
        let done = Arc::new(Mutex::new(Vec::new()));
        let gate = Arc::new(Notify::new());
        let (list, wait) = (Arc::clone(&done), Arc::clone(&gate));
        let queues = ChatQueues::new(move |(id, chat): (u32, i64)| {
            let (list, wait) = (Arc::clone(&list), Arc::clone(&wait));
            async move {
                if id == 1 {
                    wait.notified().await;
                }
                list.lock().unwrap().push((id, chat));
                if chat == 8 {
                    wait.notify_one();
                }
            }
            .boxed()
        });
        for (id, chat) in [(1, 7), (2, 7), (3, 7), (4, 8)] {
            assert!(queues.push(Some(key(chat)), (id, chat), 1).is_ok());
        }
        drained(&queues).await;
        assert_eq!(*done.lock().unwrap(), [(4, 8), (1, 7), (2, 7), (3, 7)]);
    }

    #[tokio::test]
    async fn a_panic_ends_one_update() {
        let n_done = Arc::new(AtomicUsize::new(0));
        let n = Arc::clone(&n_done);
        let queues = ChatQueues::new(move |id: u32| {
            assert_ne!(id, 1, "a handler's bug");
            let n = Arc::clone(&n);
            async move {
                assert_ne!(id, 2, "a handler's bug, later");
                n.fetch_add(1, Ordering::SeqCst);
            }
            .boxed()
        });
        for id in 1..=4 {
            assert!(queues.push(Some(key(7)), id, 1).is_ok());
        }
        drained(&queues).await;
        assert_eq!(n_done.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn a_full_queue_takes_no_more() {
        for (n_bytes, n_most) in [(1, MAX_WAITING), (MAX_QUEUE_BYTES / 4, 4)] {
            let queues = ChatQueues::new(|(): ()| std::future::pending().boxed());
            let mut n_taken = 0;
            while queues.push(Some(key(7)), (), n_bytes).is_ok() {
                n_taken += 1;
                tokio::task::yield_now().await;
            }
            assert_eq!(n_taken, n_most + 1, "one is being handled");
            assert!(queues.push(Some(key(8)), (), n_bytes).is_ok());
        }
    }

    #[tokio::test]
    async fn large_queues_are_waited_for() {
        let gate = Arc::new(Notify::new());
        let wait = Arc::clone(&gate);
        let queues = ChatQueues::new(move |(): ()| {
            let wait = Arc::clone(&wait);
            async move { wait.notified().await }.boxed()
        });
        for chat in 0.. {
            if queues.push(Some(key(chat)), (), MAX_QUEUE_BYTES).is_ok()
                && queues.waiting().n_bytes >= MAX_BYTES
            {
                break;
            }
        }
        let mut room = Box::pin(queues.wait_for_room());
        assert!(futures::poll!(&mut room).is_pending());
        gate.notify_waiters();
        room.await;
        assert!(queues.waiting().n_bytes < MAX_BYTES);
    }
}
