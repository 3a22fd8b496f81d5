//! Why a store failed, for the operator.

use std::{io, path::PathBuf};

/// A store that failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder cannot be made.
    #[error("cannot make the data directory `{path}`")]
    Directory {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// There is no database.
    #[error("no database in `{path}`: expected the data directory of `clausebot serve`")]
    NoDatabase {
        /// The folder.
        path: PathBuf,
    },
    /// The database cannot be read or written.
    #[error("the database failed")]
    Database(#[from] rusqlite::Error),
    /// The file was written by a newer program.
    #[error(
        "the database has version {found}, this program knows up to {known}: use a newer clausebot"
    )]
    TooNew {
        /// Of the file.
        found: i64,
        /// Of the program.
        known: i64,
    },
    /// The thread that writes has ended.
    #[error("the store is closed")]
    Closed,
    /// What was given as the place of Redis is none.
    #[cfg(feature = "redis")]
    #[error("invalid Redis URL: expected one like `redis://:PASSWORD@HOST:6379/0` or `rediss://…`")]
    RedisUrl(#[source] redis::RedisError),
    /// Redis does not answer.
    #[cfg(feature = "redis")]
    #[error("cannot reach Redis at `{address}`")]
    RedisOutOfReach {
        /// Host and port, or a path.
        address: String,
        /// What went wrong.
        #[source]
        source: redis::RedisError,
    },
    /// Redis does not know all the commands.
    #[cfg(feature = "redis")]
    #[error("Redis at `{address}` has version {found}: expected 7.0 or later, or Valkey")]
    RedisTooOld {
        /// Host and port, or a path.
        address: String,
        /// Its version.
        found: String,
    },
    /// More is open than is kept.
    #[error("the inbox is full: {limit} updates are open")]
    Full {
        /// How many may be open.
        limit: usize,
    },
    /// Redis did not do what it was asked for.
    #[cfg(feature = "redis")]
    #[error("Redis failed")]
    Redis(#[from] redis::RedisError),
}
