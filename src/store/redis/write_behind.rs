//! Writes that nobody waits for: answers that were sent, updates that are done, locks that
//! are released.
//!
//! Queued writes are stored together. If that fails they stay queued, so none is lost while
//! the process lives; each may be stored twice. Their number is bounded by that of the open
//! updates: while too many are queued, no updates are read.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use redis::{Pipeline, RedisError};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, sleep},
};

use crate::store::{
    chat_store::{Answers, Move},
    error::{StoreError, StoreResult},
    inbox::MAX_DEAD_LETTERS,
    keys::{ChatKey, MessageKey, TopicKey, UpdateKey},
};

use super::{
    claims::GROUP,
    connection::Connection,
    health::{Health, Task},
    keys::Key,
};

/// Most writes that are stored together.
const MAX_BATCH: usize = 1024;

/// Queued writes above which no more updates are read. An update leaves a few.
const CROWDED: usize = 10_000;

/// Delay before storing again after a failure.
const RETRY: Duration = Duration::from_millis(500);

/// How long storing is retried after the store was dropped.
const LAST: Duration = Duration::from_secs(5);

/// Most questions of a chat whose answers are remembered.
const MAX_ANSWERS: usize = 500;

/// Seconds for which the answers of a chat are remembered after the last.
const ANSWERS_S: u64 = 30 * 24 * 60 * 60;

/// A write that nobody waits for.
#[derive(Debug)]
pub(super) enum Write {
    /// Messages that answer a question.
    Answers { chat: ChatKey, question: MessageKey, answers: Answers },
    /// A group on the operator's lists that has moved.
    Moved(Move),
    /// The answer of an update was computed.
    Answered(UpdateKey),
    /// An update is done; its entry is deleted.
    Done { update: UpdateKey, entry: String },
    /// An update is given up.
    DeadLetter { update: UpdateKey, entry: String, reason: String },
    /// A topic is no longer locked.
    Unlock { topic: TopicKey, token: String },
    /// Nothing; reports when everything before it is stored.
    Flush(oneshot::Sender<Result<(), RedisError>>),
}

/// Queues writes.
#[derive(Clone, Debug)]
pub(super) struct WriteBehind {
    sender: mpsc::UnboundedSender<Write>,
    n_queued: Arc<AtomicUsize>,
}

impl WriteBehind {
    /// Starts the task that stores writes, until all clones of the queue are dropped.
    pub(super) fn start(connection: Connection, health: Arc<Health>) -> Self {
        let (sender, receiver) = mpsc::unbounded_channel();
        let n_queued = Arc::<AtomicUsize>::default();
        let writer = Writer { connection, health, n_queued: Arc::clone(&n_queued), batch: vec![] };
        tokio::spawn(writer.serve(receiver));
        Self { sender, n_queued }
    }

    /// Whether so many writes are queued that no more updates should be read.
    pub(super) fn is_crowded(&self) -> bool {
        self.n_queued.load(Ordering::SeqCst) > CROWDED
    }

    /// Queues a write.
    pub(super) fn push(&self, write: Write) {
        self.n_queued.fetch_add(1, Ordering::SeqCst);
        // The task lives as long as the runtime.
        _ = self.sender.send(write);
    }

    /// Waits until all queued writes are stored.
    ///
    /// # Errors
    ///
    /// If they could not be stored yet.
    pub(super) async fn flush(&self) -> StoreResult<()> {
        let (sender, result) = oneshot::channel();
        self.push(Write::Flush(sender));
        Ok(result.await.map_err(|_| StoreError::Closed)??)
    }
}

struct Writer {
    connection: Connection,
    health: Arc<Health>,
    n_queued: Arc<AtomicUsize>,
    /// Writes that are being stored.
    batch: Vec<Write>,
}

impl Writer {
    async fn serve(mut self, mut queue: mpsc::UnboundedReceiver<Write>) {
        let mut end = None;
        loop {
            if self.batch.is_empty() && queue.recv_many(&mut self.batch, MAX_BATCH).await == 0 {
                return;
            }
            let stored = self.connection.run_all(&pipeline(&self.connection, &self.batch)).await;
            self.health.record(Task::WriteBehind, &stored);
            self.report(&stored);
            if stored.is_ok() {
                continue;
            }
            if queue.is_closed() && Instant::now() >= *end.get_or_insert(Instant::now() + LAST) {
                return;
            }
            sleep(RETRY).await;
            // Redis may accept later writes even if it refuses the earlier ones.
            while let Ok(write) = queue.try_recv() {
                self.batch.push(write);
            }
        }
    }

    /// Removes the writes that were stored, and reports the result to those who wait.
    fn report(&mut self, result: &Result<(), RedisError>) {
        let n_before = self.batch.len();
        let finished = |it: &mut Write| result.is_ok() || matches!(it, Write::Flush(_));
        let finished: Vec<Write> = self.batch.extract_if(.., finished).collect();
        self.n_queued.fetch_sub(n_before - self.batch.len(), Ordering::SeqCst);
        for write in finished {
            if let Write::Flush(sender) = write {
                // The caller may be gone.
                _ = sender.send(result.clone());
            }
        }
    }
}

/// The commands that store writes. Answers are stored before their update is deleted, and
/// locks are released last.
fn pipeline(connection: &Connection, writes: &[Write]) -> Pipeline {
    let [mut commands, mut unlocks] = [redis::pipe(), redis::pipe()];
    let mut done: Vec<(&str, i64)> = Vec::new();
    for write in writes {
        match write {
            Write::Answers { chat, question, answers } => {
                let keys = [Key::Answers(*chat), Key::Questions(*chat)];
                let mut command = connection.script(include_str!("scripts/answers.lua"), &keys);
                command.arg(question.0).arg(answers.to_text()).arg(MAX_ANSWERS).arg(ANSWERS_S);
                commands.add_command(command);
            }
            Write::Moved(Move { from, to }) => {
                let mut command = connection.command("HSET", Key::Moves);
                command.arg(to.0).arg(from.0);
                commands.add_command(command);
            }
            Write::Answered(update) => {
                let mut command = connection.command("HDEL", Key::Trials);
                command.arg(update.0);
                commands.add_command(command);
            }
            Write::DeadLetter { update, entry, reason } => {
                let keys = [Key::Inbox, Key::DeadLetters];
                let mut command = connection.script(include_str!("scripts/dead_letter.lua"), &keys);
                command.arg(entry).arg(update.0).arg(reason).arg(MAX_DEAD_LETTERS);
                commands.add_command(command);
                done.push((entry, update.0));
            }
            Write::Done { update, entry } => done.push((entry, update.0)),
            Write::Unlock { topic, token } => {
                let keys = [Key::Lock(*topic)];
                let mut command = connection.script(include_str!("scripts/unlock.lua"), &keys);
                command.arg(token);
                unlocks.add_command(command);
            }
            Write::Flush(_) => {}
        }
    }
    if !done.is_empty() {
        let keys = [Key::Inbox, Key::Trials, Key::Senders];
        let code = concat!(include_str!("scripts/close.lua"), include_str!("scripts/complete.lua"));
        let mut command = connection.script(code, &keys);
        command.arg(GROUP).arg(&done);
        commands.add_command(command);
    }
    for command in unlocks.cmd_iter() {
        commands.add_command(command.clone());
    }
    commands
}
