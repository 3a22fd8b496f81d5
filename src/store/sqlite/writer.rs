//! The thread that owns the connection.
//!
//! Tasks that wait are run in one transaction, so that many concurrent writes cost one
//! commit. Queued writes are stored before every task, so a task always sees them.

use std::{
    iter,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::Duration,
};

use rusqlite::{Connection, Error};
use tokio::sync::oneshot;

use crate::store::{
    chat_store::{Answers, Shown},
    error::{StoreError, StoreResult},
    keys::{ChatKey, MessageKey},
};

use super::write_behind::{Write, WriteBehind, store};

/// Most tasks in one transaction.
const MAX_BATCH: usize = 1024;

/// Delay before queued writes are retried.
const RETRY: Duration = Duration::from_millis(500);

/// How long dropping the writer waits for queued writes.
const LAST: Duration = Duration::from_secs(5);

type Task = Box<dyn FnOnce(&Connection, Transaction) -> Reply + Send>;

/// Whether a transaction is open. Without one, nothing can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Transaction {
    Open,
    Failed,
}

/// Reports the result of a task, given that of the commit.
type Reply = Box<dyn FnOnce(Result<(), Error>) + Send>;

/// Sends tasks to the thread.
#[derive(Debug)]
pub(super) struct Writer {
    tasks: mpsc::Sender<Task>,
    state: Arc<State>,
}

#[derive(Debug, Default)]
struct State {
    queue: WriteBehind,
    /// Whether the last transaction failed.
    fails: AtomicBool,
}

impl Writer {
    /// Starts the thread.
    pub(super) fn new(connection: Connection) -> Self {
        let (tasks, receiver) = mpsc::channel();
        let state = Arc::<State>::default();
        let of_thread = Arc::clone(&state);
        thread::spawn(move || serve(&connection, &receiver, &of_thread));
        Self { tasks, state }
    }

    /// Writes in a transaction, completely or not at all, and waits for the commit.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        write: impl FnOnce(&Connection) -> Result<T, Error> + Send + 'static,
    ) -> StoreResult<T> {
        let (reply, result) = oneshot::channel();
        self.send(Box::new(move |connection, transaction| {
            let result = match transaction {
                Transaction::Open => atomically(connection, write),
                Transaction::Failed => no_transaction(),
            };
            // The caller may be gone.
            Box::new(move |committed| _ = reply.send(committed.and(result)))
        }))?;
        Ok(result.await.map_err(|_| StoreError::Closed)??)
    }

    /// Reads, also while the database refuses writes.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, Error> + Send + 'static,
    ) -> StoreResult<T> {
        let (reply, result) = oneshot::channel();
        self.send(Box::new(move |connection, _| {
            let result = read(connection);
            Box::new(move |_| _ = reply.send(result))
        }))?;
        Ok(result.await.map_err(|_| StoreError::Closed)??)
    }

    /// Waits until all queued writes are stored, or have failed.
    pub(super) async fn stored(&self) -> StoreResult<()> {
        let (reply, result) = oneshot::channel();
        self.send(Box::new(|_, _| Box::new(move |committed| _ = reply.send(committed))))?;
        Ok(result.await.map_err(|_| StoreError::Closed)??)
    }

    fn send(&self, task: Task) -> StoreResult<()> {
        self.tasks.send(task).map_err(|_| StoreError::Closed)
    }

    /// The answers of a question that are queued.
    pub(super) fn queued_answers(&self, chat: ChatKey, question: MessageKey) -> Option<Answers> {
        self.state.queue.answers(chat, question)
    }

    /// The last question before this one whose queued answer shows a clause, and the clause.
    pub(super) fn queued_shown(
        &self,
        chat: ChatKey,
        question: MessageKey,
    ) -> Option<(MessageKey, Shown)> {
        self.state.queue.shown_before(chat, question)
    }

    /// Queues a write that nobody waits for.
    pub(super) fn queue(&self, write: Write) {
        if self.state.queue.push(write) {
            // The thread lives as long as this value.
            _ = self.tasks.send(no_task());
        }
    }

    /// Whether the last transaction failed.
    pub(super) fn fails(&self) -> bool {
        self.state.fails.load(Ordering::Relaxed)
    }
}

impl Drop for Writer {
    /// Waits for queued writes. The thread continues until it has stored them.
    fn drop(&mut self) {
        let (reply, receiver) = mpsc::channel();
        let task: Task = Box::new(move |_, _| Box::new(move |_| _ = reply.send(())));
        if self.tasks.send(task).is_ok() {
            _ = receiver.recv_timeout(LAST);
        }
    }
}

/// Runs tasks until the writer is dropped.
fn serve(connection: &Connection, tasks: &mpsc::Receiver<Task>, state: &State) {
    while let Some(first) = next(tasks, state) {
        // The tasks are taken before the queue, so it has all that was queued before them.
        let batch = iter::once(first).chain(tasks.try_iter().take(MAX_BATCH - 1)).collect();
        let (committed, replies) = commit(connection, batch, &state.queue);
        let fails = committed.is_err();
        if fails != state.fails.swap(fails, Ordering::Relaxed) {
            log(&committed);
        }
        for reply in replies {
            reply(committed.as_ref().map_err(copied).copied());
        }
    }
}

/// Waits for a task, or for the time to retry; `None` when the writer is dropped.
fn next(tasks: &mpsc::Receiver<Task>, state: &State) -> Option<Task> {
    if !state.fails.load(Ordering::Relaxed) {
        return tasks.recv().ok();
    }
    match tasks.recv_timeout(RETRY) {
        Ok(task) => Some(task),
        Err(RecvTimeoutError::Timeout) => Some(no_task()),
        Err(RecvTimeoutError::Disconnected) => None,
    }
}

/// Stores what is queued and runs tasks, in one transaction.
fn commit(
    connection: &Connection,
    tasks: Vec<Task>,
    queue: &WriteBehind,
) -> (Result<(), Error>, Vec<Reply>) {
    let opened = run(connection, "begin immediate");
    let transaction = if opened.is_ok() { Transaction::Open } else { Transaction::Failed };
    let writes = queue.take();
    let stored = match transaction {
        Transaction::Open if writes.is_empty() => Ok(()),
        Transaction::Open => atomically(connection, |it| store(it, &writes)),
        Transaction::Failed => no_transaction(),
    };
    let replies = tasks.into_iter().map(|it| it(connection, transaction)).collect();
    let committed = opened.and_then(|()| run(connection, "commit"));
    if committed.is_err() {
        // A failed commit may leave the transaction open, or already undone.
        _ = connection.execute_batch("rollback");
    }
    let committed = committed.and(stored);
    if committed.is_err() {
        queue.give_back(writes);
    }
    (committed, replies)
}

fn log(committed: &Result<(), Error>) {
    match committed {
        Ok(()) => tracing::info!("the database accepts writes again"),
        Err(error) => {
            let error = error as &dyn std::error::Error;
            tracing::error!(error, "the database refuses writes; queueing them in memory");
        }
    }
}

/// A task that only has queued writes be stored.
fn no_task() -> Task {
    Box::new(|_, _| Box::new(|_| ()))
}

/// Writes completely or not at all, independently of the rest of the transaction.
fn atomically<T>(
    connection: &Connection,
    write: impl FnOnce(&Connection) -> Result<T, Error>,
) -> Result<T, Error> {
    run(connection, "savepoint task")?;
    let result = write(connection);
    if result.is_err() {
        run(connection, "rollback to task")?;
    }
    run(connection, "release task")?;
    result
}

/// Runs a statement that every transaction runs.
fn run(connection: &Connection, statement: &str) -> Result<(), Error> {
    connection.prepare_cached(statement)?.execute([]).map(|_| ())
}

/// Copies an error, for each task of a failed transaction.
fn copied(error: &Error) -> Error {
    match error.sqlite_error() {
        Some(code) => Error::SqliteFailure(*code, Some(error.to_string())),
        None => Error::ExecuteReturnedResults,
    }
}

/// Stands for a result where there is no transaction; the reply has its error instead.
fn no_transaction<T>() -> Result<T, Error> {
    Err(Error::ExecuteReturnedResults)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sqlite::schema::migrate;

    #[tokio::test]
    async fn a_task_sees_what_was_queued_before_it() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        let writer = Writer::new(connection);
        let (begun, has_begun) = mpsc::channel();
        let (go_on, may_go_on) = mpsc::channel();
        // The queue of this transaction is stored, and the transaction is still open.
        let slow = writer.write(move |_| {
            begun.send(()).unwrap();
            may_go_on.recv().unwrap();
            Ok(())
        });
        let asked = async {
            has_begun.recv().unwrap();
            let (chat, question) = (ChatKey(1), MessageKey(1));
            writer.queue(Write::Answers { chat, question, answers: Answers::default() });
            let count =
                writer.write(|it| it.query_row("select count(*) from answers", [], |it| it.get(0)));
            tokio::join!(count, async { go_on.send(()).unwrap() }).0.unwrap()
        };
        let (slow, n_answers): (_, i64) = tokio::join!(slow, asked);
        slow.unwrap();
        assert_eq!(n_answers, 1);
    }
}
