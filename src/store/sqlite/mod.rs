//! A store in a file: `SQLite`, bundled, with a write-ahead log.
//!
//! One thread owns the connection and commits all writes that wait as one transaction.
//! Writes that nobody waits for are queued, also while the database refuses writes.

mod chats;
mod inbox;
mod schema;
mod settings_cache;
#[cfg(test)]
mod tests;
mod write_behind;
mod writer;

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, Params};

use self::{schema::migrate, settings_cache::SettingsCache, writer::Writer};

use super::{
    error::{StoreError, StoreResult},
    inbox::Queue,
};

/// The file in the data directory.
pub(super) const FILE: &str = "clausebot.sqlite3";

/// Bytes of the write-ahead log that stay after a checkpoint.
const MAX_LOG_BYTES: u32 = 4 << 20;

#[derive(Debug)]
pub(super) struct Sqlite {
    writer: Writer,
    queue: Queue,
    settings: SettingsCache,
}

impl Sqlite {
    pub(super) fn open(directory: PathBuf) -> StoreResult<Self> {
        let path = directory.join(FILE);
        if let Err(source) = make(&directory, &path) {
            return Err(StoreError::Directory { path: directory, source });
        }
        let mut connection = Connection::open(path)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        // A commit survives a power cut: Telegram was told that the update is stored.
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "journal_size_limit", MAX_LOG_BYTES)?;
        // Questions are erased from the file once they are answered.
        connection.pragma_update(None, "secure_delete", "fast")?;
        // Sorting many questions needs space, and no other file system may be writable.
        connection.pragma_update(None, "temp_store", "memory")?;
        connection.busy_timeout(Duration::from_secs(1))?;
        migrate(&mut connection)?;
        let writer = Writer::new(connection);
        Ok(Self { writer, queue: Queue::default(), settings: SettingsCache::default() })
    }

    async fn execute(
        &self,
        statement: &'static str,
        values: impl Params + Send + 'static,
    ) -> StoreResult<usize> {
        self.writer.write(move |it| it.prepare_cached(statement)?.execute(values)).await
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
