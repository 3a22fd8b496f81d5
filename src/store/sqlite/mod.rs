//! A store in `SQLite`, bundled: in memory, or in a file with a write-ahead log.
//!
//! One thread owns the connection and commits all writes that wait as one transaction.
//! Writes that nobody waits for are queued, also while the database refuses writes.

mod chats;
mod inbox;
mod queue;
mod schema;
mod write_behind;
mod writer;

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use quick_cache::sync::Cache;
use rusqlite::{Connection, Params};

use self::{queue::Queue, schema::migrate, writer::Writer};

use super::{
    chat_store::Settings,
    error::{StoreError, StoreResult},
    inbox::Durability,
    keys::ChatKey,
};

/// The file in the data directory.
pub(super) const FILE: &str = "clausebot.sqlite3";

/// Bytes of the write-ahead log that stay after a checkpoint.
const MAX_LOG_BYTES: u32 = 4 << 20;

/// Statements that are kept prepared: more than there are.
const N_PREPARED: usize = 64;

/// Most settings that are cached.
const MAX_CACHED: usize = 10_000;

#[derive(Debug)]
pub(super) struct Sqlite {
    medium: Medium,
    writer: Writer,
    queue: Queue,
    /// Settings that were read lately: every question needs some.
    settings: Cache<ChatKey, Settings>,
}

#[derive(Clone, Copy, Debug)]
enum Medium {
    Memory,
    File,
}

impl Sqlite {
    pub(super) fn in_memory() -> StoreResult<Self> {
        Self::new(Connection::open_in_memory()?, Medium::Memory)
    }

    pub(super) fn open(directory: PathBuf) -> StoreResult<Self> {
        let path = directory.join(FILE);
        if let Err(source) = make(&directory, &path) {
            return Err(StoreError::Directory(directory, source));
        }
        let connection = Connection::open(path)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        // A commit survives a power cut: Telegram was told that the update is stored.
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "journal_size_limit", MAX_LOG_BYTES)?;
        // Questions are erased from the file once they are answered.
        connection.pragma_update(None, "secure_delete", "fast")?;
        // Sorting many questions needs space, and no other file system may be writable.
        connection.pragma_update(None, "temp_store", "memory")?;
        connection.busy_timeout(Duration::from_secs(1))?;
        Self::new(connection, Medium::File)
    }

    fn new(mut connection: Connection, medium: Medium) -> StoreResult<Self> {
        migrate(&mut connection)?;
        connection.set_prepared_statement_cache_capacity(N_PREPARED);
        let (queue, settings) = (Queue::default(), Cache::new(MAX_CACHED));
        Ok(Self { medium, writer: Writer::new(connection), queue, settings })
    }

    /// Whether updates survive a restart, if the last write of one succeeded or failed.
    fn durability(&self, is_written: bool) -> Durability {
        match (self.medium, is_written) {
            (Medium::Memory, _) => Durability::InMemory,
            (Medium::File, true) => Durability::Durable,
            (Medium::File, false) => Durability::Degraded,
        }
    }

    async fn execute(
        &self,
        statement: &'static str,
        values: impl Params + Send + 'static,
    ) -> StoreResult<()> {
        let execute = move |it: &Connection| it.prepare_cached(statement)?.execute(values);
        self.writer.write(|it| execute(it).map(|_| ())).await
    }
}

/// Makes the directory and the file, readable for the owner only.
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
