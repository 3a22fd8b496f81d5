//! The thread that owns the connection.
//!
//! What waits for it is done in one transaction, so that many changes at once cost
//! one commit. The notes that wait are written before everything else, so whoever
//! asks finds them.

use std::{
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

use crate::store::{Answers, ChatKey, MessageKey, StoreError};

use super::notes::{Note, Notes, write};

/// Changes that are committed together at most.
const MAX_BATCH: usize = 1024;

/// How long notes wait that could not be written.
const RETRY: Duration = Duration::from_millis(500);

/// How long the end waits for what is not written yet.
const LAST: Duration = Duration::from_secs(5);

type Task = Box<dyn FnOnce(&Connection, Begun) -> Done + Send>;

/// Whether there is a transaction. Where there is none, nothing can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Begun {
    Yes,
    No,
}

/// Says how it ended, once it is committed.
type Done = Box<dyn FnOnce(Result<(), Error>) + Send>;

/// The way to the thread.
#[derive(Debug)]
pub(super) struct Writer {
    tasks: mpsc::Sender<Task>,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    notes: Notes,
    /// Whether the last transaction failed.
    fails: AtomicBool,
}

impl Writer {
    /// Gives a connection to a thread of its own.
    pub(super) fn new(connection: Connection) -> Self {
        let (tasks, waiting) = mpsc::channel();
        let shared = Arc::<Shared>::default();
        let of_thread = Arc::clone(&shared);
        thread::spawn(move || serve(&connection, &waiting, &of_thread));
        Self { tasks, shared }
    }

    /// Does something with the connection, in a transaction.
    pub(super) async fn with<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, answered) = oneshot::channel();
        let task: Task = Box::new(move |connection, begun| {
            let result = match begun {
                Begun::Yes => whole(connection, act),
                Begun::No => not_done(),
            };
            Box::new(move |commit| {
                // Whoever asked may have gone; then nobody wants to know.
                _ = answer.send(commit.and(result));
            })
        });
        self.tasks.send(task).map_err(|_| StoreError::Closed)?;
        Ok(answered.await.map_err(|_| StoreError::Closed)??)
    }

    /// Looks something up, also where the database takes no changes.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, answered) = oneshot::channel();
        let task: Task = Box::new(move |connection, _| {
            let result = look(connection);
            Box::new(move |_| _ = answer.send(result))
        });
        self.tasks.send(task).map_err(|_| StoreError::Closed)?;
        Ok(answered.await.map_err(|_| StoreError::Closed)??)
    }

    /// The answers of a question that are noted, and not written yet.
    pub(super) fn noted(&self, chat: ChatKey, question: MessageKey) -> Option<Answers> {
        self.shared.notes.answers(chat, question)
    }

    /// Notes something. It waits for nothing.
    pub(super) fn note(&self, note: Note) {
        if self.shared.notes.push(note) {
            // The thread ends with this value, so it is there.
            _ = self.tasks.send(nothing());
        }
    }

    /// Whether the database took the last transaction.
    pub(super) fn fails(&self) -> bool {
        self.shared.fails.load(Ordering::Relaxed)
    }
}

impl Drop for Writer {
    /// Writes what waits. The thread goes on until it has done that.
    fn drop(&mut self) {
        let (done, waiting) = mpsc::channel();
        let task: Task = Box::new(move |_, _| Box::new(move |_| _ = done.send(())));
        if self.tasks.send(task).is_ok() {
            _ = waiting.recv_timeout(LAST);
        }
    }
}

/// Does tasks until nobody can send any.
fn serve(connection: &Connection, waiting: &mpsc::Receiver<Task>, shared: &Shared) {
    loop {
        let first = if shared.fails.load(Ordering::Relaxed) {
            match waiting.recv_timeout(RETRY) {
                Err(RecvTimeoutError::Timeout) => nothing(),
                Err(RecvTimeoutError::Disconnected) => return,
                Ok(task) => task,
            }
        } else {
            match waiting.recv() {
                Err(mpsc::RecvError) => return,
                Ok(task) => task,
            }
        };
        // All of them at once: the notes that are written before them are taken after,
        // so whatever was noted before one of them is among those.
        let tasks = std::iter::once(first).chain(waiting.try_iter().take(MAX_BATCH - 1)).collect();
        let (ended, done) = transact(connection, tasks, &shared.notes);
        let fails = ended.is_err();
        if fails != shared.fails.swap(fails, Ordering::Relaxed) {
            tell(&ended);
        }
        for it in done {
            it(ended.as_ref().map_err(copied).copied());
        }
    }
}

/// Does tasks in one transaction, and the notes that wait before them: how it ended,
/// and who is to be told.
fn transact(
    connection: &Connection,
    tasks: Vec<Task>,
    notes: &Notes,
) -> (Result<(), Error>, Vec<Done>) {
    let opened = connection.execute_batch("begin immediate");
    let begun = if opened.is_ok() { Begun::Yes } else { Begun::No };
    let taken = notes.take();
    let written = match begun {
        Begun::Yes => whole(connection, |it| write(it, &taken)),
        Begun::No => not_done(),
    };
    let done: Vec<Done> = tasks.into_iter().map(|it| it(connection, begun)).collect();
    let ended = opened.and_then(|()| connection.execute_batch("commit"));
    if ended.is_err() {
        // After a failed commit the transaction may be open, or already undone.
        _ = connection.execute_batch("rollback");
    }
    let ended = ended.and(written);
    if ended.is_err() {
        notes.give_back(taken);
    }
    (ended, done)
}

fn tell(ended: &Result<(), Error>) {
    match ended {
        Ok(()) => tracing::info!("the database takes changes again"),
        Err(error) => {
            let error = error as &dyn std::error::Error;
            tracing::error!(
                error,
                "the database takes no changes; going on from memory, and trying again"
            );
        }
    }
}

/// A task that only has what waits be written.
fn nothing() -> Task {
    Box::new(|_, _| Box::new(|_| ()))
}

/// Does something wholly or not at all, whatever else is in the transaction.
fn whole<T>(
    connection: &Connection,
    act: impl FnOnce(&Connection) -> Result<T, Error>,
) -> Result<T, Error> {
    connection.execute_batch("savepoint task")?;
    let result = act(connection);
    if result.is_err() {
        connection.execute_batch("rollback to task")?;
    }
    connection.execute_batch("release task")?;
    result
}

/// The same error again: all who are in a transaction are told why it failed.
fn copied(error: &Error) -> Error {
    match error.sqlite_error() {
        Some(code) => Error::SqliteFailure(*code, Some(error.to_string())),
        None => Error::ExecuteReturnedResults,
    }
}

/// Stands for a result where there was no transaction; why is told instead.
fn not_done<T>() -> Result<T, Error> {
    Err(Error::ExecuteReturnedResults)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sqlite::{notes::Note, schema::migrate};

    #[tokio::test]
    async fn whoever_asks_finds_what_was_noted_before() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        let writer = Writer::new(connection);
        let (begun, has_begun) = mpsc::channel();
        let (go_on, may_go_on) = mpsc::channel();
        // The notes of this transaction are written, and it is not at its end.
        let slow = writer.with(move |_| {
            begun.send(()).unwrap();
            may_go_on.recv().unwrap();
            Ok(())
        });
        let asked = async {
            has_begun.recv().unwrap();
            let (chat, question) = (ChatKey(1), MessageKey(1));
            writer.note(Note::Answered { chat, question, answers: Answers::default() });
            let count =
                writer.with(|it| it.query_row("select count(*) from answers", [], |it| it.get(0)));
            tokio::join!(count, async { go_on.send(()).unwrap() }).0.unwrap()
        };
        let (slow, n_answers): (_, i64) = tokio::join!(slow, asked);
        slow.unwrap();
        assert_eq!(n_answers, 1);
    }
}
