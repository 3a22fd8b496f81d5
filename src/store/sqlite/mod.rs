//! A store in a file: `SQLite`, bundled, with a write-ahead log.

mod inbox;
mod notes;
mod schema;
mod writer;

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{render::First, text::Locale};

use self::{notes::Note, schema::migrate, writer::Writer};

use super::{
    Answers, ChatKey, MAX_MISSES, MessageKey, Miss, Settings, StoreError, Vote, Votes, names,
    queue::Queue,
};

/// The file in the data directory.
pub(super) const FILE: &str = "clausebot.sqlite3";

#[derive(Debug)]
pub(super) struct Sqlite {
    writer: Writer,
    /// What waits to be handled, and what is open.
    queue: Queue,
    /// Settings that were read lately: every question needs some. Each change
    /// goes through here as well.
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    settings: HashMap<ChatKey, Settings>,
    /// Counts changes, so that what was read before one is not kept after it.
    n_changes: u64,
}

/// Bytes of the write-ahead log that stay after it was written back.
const MAX_LOG_BYTES: u32 = 4 << 20;

/// Settings that are known at once, at most.
const MAX_KNOWN: usize = 10_000;

impl Sqlite {
    pub(super) fn open(directory: PathBuf) -> Result<Self, StoreError> {
        let path = directory.join(FILE);
        if let Err(source) = make(&directory, &path) {
            return Err(StoreError::Directory { path: directory, source });
        }
        let mut connection = Connection::open(path)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        // What is committed outlives a power cut: Telegram is told that it is kept.
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "journal_size_limit", MAX_LOG_BYTES)?;
        // Questions are in it until they are answered, and then no more.
        connection.pragma_update(None, "secure_delete", "fast")?;
        // Sorting many questions needs room, and there may be no other file system.
        connection.pragma_update(None, "temp_store", "memory")?;
        connection.busy_timeout(Duration::from_secs(1))?;
        migrate(&mut connection)?;
        let writer = Writer::new(connection);
        Ok(Self { writer, queue: Queue::default(), known: Mutex::default() })
    }

    /// Whether the database takes changes: one is made that changes nothing.
    pub(super) async fn probe(&self) -> Result<(), StoreError> {
        self.writer.with(|it| it.pragma_update(None, "user_version", schema::version())).await
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
            .writer
            .read(move |it| {
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
            (key.0, names::language(language)),
        );
        self.change(&[key], change).await
    }

    pub(super) async fn set_first(&self, key: ChatKey, first: First) -> Result<(), StoreError> {
        let change = self.run(
            "insert into settings (chat, first) values (?1, ?2)
             on conflict (chat) do update set first = ?2",
            (key.0, names::first(first)),
        );
        self.change(&[key], change).await
    }

    pub(super) async fn hint(&self, key: ChatKey) -> Result<bool, StoreError> {
        self.writer
            .with(move |it| {
                Ok(it.execute("insert or ignore into hinted (chat) values (?)", [key.0])? > 0)
            })
            .await
    }

    pub(super) async fn migrate(&self, from: ChatKey, to: ChatKey) -> Result<(), StoreError> {
        let change = self.writer.with(move |it| {
            let both = [from.0, to.0];
            it.execute("update or ignore settings set chat = ?2 where chat = ?1", both)?;
            it.execute("update or ignore hinted set chat = ?2 where chat = ?1", both)?;
            erase(it, from)
        });
        self.change(&[from, to], change).await
    }

    pub(super) async fn forget(&self, key: ChatKey) -> Result<(), StoreError> {
        let change = self.writer.with(move |it| erase(it, key));
        self.change(&[key], change).await
    }

    pub(super) async fn answers(
        &self,
        chat: ChatKey,
        question: MessageKey,
    ) -> Result<Answers, StoreError> {
        // Where the database takes nothing, they wait to be written.
        if let Some(noted) = self.writer.noted(chat, question) {
            return Ok(noted);
        }
        self.writer
            .read(move |it| {
                let mut found = it.prepare_cached(
                    "select answers from answers where chat = ? and question = ?",
                )?;
                let found: Option<String> =
                    found.query_row((chat.0, question.0), |row| row.get(0)).optional()?;
                Ok(names::to_answers(&found.unwrap_or_default()))
            })
            .await
    }

    /// Nobody waits for this: the next who asks for the answers finds them.
    pub(super) fn remember(&self, chat: ChatKey, question: MessageKey, answers: Answers) {
        self.writer.note(Note::Answered { chat, question, answers });
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
        self.writer
            .read(|it| {
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
        self.writer
            .with(move |it| {
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
        self.writer
            .read(|it| {
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
        self.writer.with(move |it| it.execute(statement, values).map(|_| ())).await
    }
}

/// Makes the folder and the file, for nobody else to read where that can be said.
fn make(directory: &Path, file: &Path) -> io::Result<()> {
    let mut folder = fs::DirBuilder::new();
    let mut open = fs::OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
        folder.mode(0o700);
        open.mode(0o600);
    }
    folder.recursive(true).create(directory)?;
    open.append(true).create(true).open(file).map(|_| ())
}

fn erase(connection: &Connection, key: ChatKey) -> Result<(), rusqlite::Error> {
    for statement in [
        "delete from settings where chat = ?",
        "delete from hinted where chat = ?",
        "delete from answers where chat = ?",
        // Where the body has the number as that of a chat or a person.
        "delete from aside where exists (
            select 1 from json_tree(aside.body) where key = 'id' and value = ?
        )",
    ] {
        connection.execute(statement, [key.0])?;
    }
    Ok(())
}

fn settings(row: &Row<'_>) -> Result<Settings, rusqlite::Error> {
    let language: Option<String> = row.get(0)?;
    let first: Option<String> = row.get(1)?;
    Ok(names::settings(language.as_deref(), first.as_deref()))
}
