//! A store in a file: `SQLite`, bundled, with a write-ahead log.
//!
//! One thread owns the connection. What waits for it is done in one transaction,
//! so that many changes at once cost one commit.

use std::{
    collections::HashMap,
    fs,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc},
    thread,
    time::Duration,
};

use rusqlite::{Connection, OptionalExtension, Row, params};
use tokio::{runtime::Handle, sync::oneshot};

use crate::{render::First, text::Locale};

use super::{
    ChatKey, MAX_MISSES, MessageKey, Miss, Settings, StoreError, Vote, Votes,
    notes::{Note, write},
    schema::migrate,
};

/// The file in the data directory.
pub(super) const FILE: &str = "clausebot.sqlite3";

/// Changes that are committed together at most.
const MAX_BATCH: usize = 256;

/// `None` stands for a connection that takes no changes; then it is only told so.
type Task = Box<dyn FnOnce(Option<&Connection>) -> Done + Send>;

/// Says how it ended, once it is committed.
type Done = Box<dyn FnOnce(Result<(), rusqlite::Error>) + Send>;

#[derive(Debug)]
pub(super) struct Sqlite {
    tasks: mpsc::Sender<Task>,
    /// Settings that were read lately: every question needs some. Each change
    /// goes through here as well.
    known: Mutex<Known>,
    notes: Arc<Mutex<Vec<Note>>>,
}

/// How long a note waits for others.
const LINGER: Duration = Duration::from_millis(1);

#[derive(Debug, Default)]
struct Known {
    settings: HashMap<ChatKey, Settings>,
    /// Counts changes, so that what was read before one is not kept after it.
    n_changes: u64,
}

/// Settings that are known at once, at most.
const MAX_KNOWN: usize = 10_000;

impl Sqlite {
    pub(super) fn open(directory: PathBuf) -> Result<Self, StoreError> {
        if let Err(source) = fs::create_dir_all(&directory) {
            return Err(StoreError::Directory { path: directory, source });
        }
        let mut connection = Connection::open(directory.join(FILE))?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        // With the log, a power cut loses the last changes at most and breaks nothing.
        connection.pragma_update(None, "synchronous", "normal")?;
        connection.busy_timeout(Duration::from_secs(1))?;
        migrate(&mut connection)?;
        let (tasks, waiting) = mpsc::channel();
        thread::spawn(move || serve(&connection, &waiting));
        Ok(Self { tasks, known: Mutex::default(), notes: Arc::default() })
    }

    /// Does something with the connection, in a transaction.
    async fn with<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Connection) -> Result<T, rusqlite::Error> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, answered) = oneshot::channel();
        let task: Task = Box::new(move |connection| {
            let result = connection.map(|it| whole(it, act));
            Box::new(move |commit| {
                let result = commit.and_then(|()| result.unwrap_or_else(not_done));
                // Whoever asked may have gone; then nobody wants to know.
                _ = answer.send(result);
            })
        });
        self.tasks.send(task).map_err(|_| StoreError::Closed)?;
        Ok(answered.await.map_err(|_| StoreError::Closed)??)
    }

    pub(super) async fn settings(&self, key: ChatKey) -> Result<Settings, StoreError> {
        let n_changes = {
            let known = self.known();
            if let Some(settings) = known.settings.get(&key) {
                return Ok(*settings);
            }
            known.n_changes
        };
        let found = self
            .with(move |it| {
                let mut found =
                    it.prepare_cached("select language, first from settings where chat = ?")?;
                Ok(found.query_row([key.0], settings).optional()?.unwrap_or_default())
            })
            .await?;
        let mut known = self.known();
        if known.n_changes == n_changes {
            if known.settings.len() >= MAX_KNOWN {
                known.settings.clear();
            }
            known.settings.insert(key, found);
        }
        Ok(found)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known of chats no longer holds after a change of them.
    async fn change(
        &self,
        keys: &[ChatKey],
        change: impl Future<Output = Result<(), StoreError>>,
    ) -> Result<(), StoreError> {
        let changed = change.await;
        let mut known = self.known();
        known.n_changes += 1;
        for key in keys {
            known.settings.remove(key);
        }
        changed
    }

    pub(super) async fn set_language(
        &self,
        key: ChatKey,
        language: Option<Locale>,
    ) -> Result<(), StoreError> {
        let change = self.run(
            "insert into settings (chat, language) values (?1, ?2)
             on conflict (chat) do update set language = ?2",
            (key.0, language.map(Locale::tag)),
        );
        self.change(&[key], change).await
    }

    pub(super) async fn set_first(&self, key: ChatKey, first: First) -> Result<(), StoreError> {
        let change = self.run(
            "insert into settings (chat, first) values (?1, ?2)
             on conflict (chat) do update set first = ?2",
            (key.0, name(first)),
        );
        self.change(&[key], change).await
    }

    pub(super) async fn hint(&self, key: ChatKey) -> Result<bool, StoreError> {
        self.with(move |it| {
            Ok(it.execute("insert or ignore into hinted (chat) values (?)", [key.0])? > 0)
        })
        .await
    }

    pub(super) async fn migrate(&self, from: ChatKey, to: ChatKey) -> Result<(), StoreError> {
        let notes = Arc::clone(&self.notes);
        let change = self.with(move |it| {
            write(it, &notes)?;
            let both = [from.0, to.0];
            it.execute("update or ignore settings set chat = ?2 where chat = ?1", both)?;
            it.execute("update or ignore hinted set chat = ?2 where chat = ?1", both)?;
            erase(it, from)
        });
        self.change(&[from, to], change).await
    }

    pub(super) async fn forget(&self, key: ChatKey) -> Result<(), StoreError> {
        let notes = Arc::clone(&self.notes);
        let change = self.with(move |it| {
            write(it, &notes)?;
            erase(it, key)
        });
        self.change(&[key], change).await
    }

    pub(super) async fn answers(
        &self,
        chat: ChatKey,
        question: MessageKey,
    ) -> Result<Vec<MessageKey>, StoreError> {
        let notes = Arc::clone(&self.notes);
        self.with(move |it| {
            write(it, &notes)?;
            let mut found =
                it.prepare_cached("select answers from answers where chat = ? and question = ?")?;
            let found: Option<String> =
                found.query_row((chat.0, question.0), |row| row.get(0)).optional()?;
            let numbers = found.unwrap_or_default();
            Ok(numbers.split(' ').filter_map(|it| it.parse().ok()).map(MessageKey).collect())
        })
        .await
    }

    /// Nobody waits for this: the next who asks for the answers finds them.
    pub(super) fn remember(&self, chat: ChatKey, question: MessageKey, answers: Vec<MessageKey>) {
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        notes.push(Note { chat, question, answers });
        if notes.len() > 1 {
            return;
        }
        drop(notes);
        let (notes, tasks) = (Arc::clone(&self.notes), self.tasks.clone());
        let later = async move {
            tokio::time::sleep(LINGER).await;
            // The store may be closed by now; that has written them.
            _ = tasks.send(noting(notes));
        };
        // Outside of a runtime they wait for the next who asks, or the end.
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(later);
        }
    }

    pub(super) async fn vote(
        &self,
        document: String,
        clause: String,
        vote: Vote,
    ) -> Result<(), StoreError> {
        let (up, down) = match vote {
            Vote::Up => (1, 0),
            Vote::Down => (0, 1),
        };
        self.run(
            "insert into votes values (?1, ?2, ?3, ?4)
             on conflict do update set n_up = n_up + ?3, n_down = n_down + ?4",
            (document, clause, up, down),
        )
        .await
    }

    pub(super) async fn votes(&self) -> Result<Vec<Votes>, StoreError> {
        self.with(|it| {
            let mut found = it.prepare(
                "select document, clause, n_up, n_down from votes order by document, clause",
            )?;
            let votes = found.query_map([], |row| {
                Ok(Votes {
                    document: row.get(0)?,
                    clause: row.get(1)?,
                    n_up: row.get(2)?,
                    n_down: row.get(3)?,
                })
            })?;
            votes.collect()
        })
        .await
    }

    pub(super) async fn miss(&self, question: String) -> Result<(), StoreError> {
        self.with(move |it| {
            let known = "update misses set times = times + 1 where question = ?";
            if it.execute(known, [&question])? == 0 {
                it.execute(
                    "insert into misses select ?1, 1 where (select count(*) from misses) < ?2",
                    params![question, MAX_MISSES],
                )?;
            }
            Ok(())
        })
        .await
    }

    pub(super) async fn misses(&self) -> Result<Vec<Miss>, StoreError> {
        self.with(|it| {
            let mut found =
                it.prepare("select question, times from misses order by times desc, question")?;
            let misses = found
                .query_map([], |row| Ok(Miss { question: row.get(0)?, times: row.get(1)? }))?;
            misses.collect()
        })
        .await
    }

    async fn run(
        &self,
        statement: &'static str,
        values: impl rusqlite::Params + Send + 'static,
    ) -> Result<(), StoreError> {
        self.with(move |it| it.execute(statement, values).map(|_| ())).await
    }
}

impl Drop for Sqlite {
    /// Writes what waits. The thread goes on until it has done that.
    fn drop(&mut self) {
        let (done, waiting) = mpsc::channel();
        let notes = Arc::clone(&self.notes);
        let task: Task = Box::new(move |connection| {
            let result = connection.map_or_else(not_done, |it| write(it, &notes));
            Box::new(move |commit| {
                lost(commit.and(result));
                _ = done.send(());
            })
        });
        if self.tasks.send(task).is_ok() {
            _ = waiting.recv_timeout(Duration::from_secs(5));
        }
    }
}

/// The task that writes what waits.
fn noting(notes: Arc<Mutex<Vec<Note>>>) -> Task {
    Box::new(move |connection| {
        let result = connection.map_or_else(not_done, |it| write(it, &notes));
        Box::new(move |commit| lost(commit.and(result)))
    })
}

/// Does something wholly or not at all, whatever else is in the transaction.
fn whole<T>(
    connection: &Connection,
    act: impl FnOnce(&Connection) -> Result<T, rusqlite::Error>,
) -> Result<T, rusqlite::Error> {
    connection.execute_batch("savepoint task")?;
    let result = act(connection);
    if result.is_err() {
        connection.execute_batch("rollback to task")?;
    }
    connection.execute_batch("release task")?;
    result
}

/// The same error again: all who are in a transaction are told why it failed.
fn copied(error: &rusqlite::Error) -> rusqlite::Error {
    match error.sqlite_error() {
        Some(code) => rusqlite::Error::SqliteFailure(*code, Some(error.to_string())),
        None => rusqlite::Error::ExecuteReturnedResults,
    }
}

/// Stands for a result where there was no transaction; why is told instead.
fn not_done<T>() -> Result<T, rusqlite::Error> {
    Err(rusqlite::Error::ExecuteReturnedResults)
}

fn lost(result: Result<(), rusqlite::Error>) {
    if let Err(error) = result {
        let error = &error as &dyn std::error::Error;
        tracing::error!(error, "the store failed; notes were lost");
    }
}

/// Does tasks until nobody can send any.
fn serve(connection: &Connection, waiting: &mpsc::Receiver<Task>) {
    while let Ok(first) = waiting.recv() {
        let begun = connection.execute_batch("begin immediate");
        let tasks = std::iter::once(first).chain(waiting.try_iter().take(MAX_BATCH - 1));
        let usable = begun.is_ok().then_some(connection);
        let done: Vec<Done> = tasks.map(|it| it(usable)).collect();
        let ended = begun.and_then(|()| connection.execute_batch("commit"));
        if ended.is_err() {
            // After a failed commit the transaction may be open, or already undone.
            _ = connection.execute_batch("rollback");
        }
        for it in done {
            it(ended.as_ref().map_err(copied).copied());
        }
    }
}

fn erase(connection: &Connection, key: ChatKey) -> Result<(), rusqlite::Error> {
    for statement in [
        "delete from settings where chat = ?",
        "delete from hinted where chat = ?",
        "delete from answers where chat = ?",
    ] {
        connection.execute(statement, [key.0])?;
    }
    Ok(())
}

fn settings(row: &Row<'_>) -> Result<Settings, rusqlite::Error> {
    let language: Option<String> = row.get(0)?;
    let first: Option<String> = row.get(1)?;
    Ok(Settings {
        language: language.and_then(|it| it.parse().ok()),
        first: first.and_then(|it| {
            [First::Readers, First::Authentic].into_iter().find(|known| name(*known) == it)
        }),
    })
}

fn name(first: First) -> &'static str {
    match first {
        First::Readers => "readers",
        First::Authentic => "authentic",
    }
}
