//! Store errors, for the operator.

use std::{io, path::PathBuf};

/// The result of a store operation.
pub type StoreResult<T> = Result<T, StoreError>;

/// Why a store operation failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The data directory cannot be created.
    #[error("cannot make the data directory `{0}`")]
    Directory(PathBuf, #[source] io::Error),
    /// The data directory has no database.
    #[error("no database in `{0}`: expected the data directory of `clausebot serve`")]
    NoDatabase(PathBuf),
    /// The database cannot be read or written.
    #[error("the database failed")]
    Database(#[from] rusqlite::Error),
    /// A newer program wrote the database.
    #[error(
        "the database has version {found}, this program knows up to {known}: use a newer clausebot"
    )]
    TooNew {
        /// Version of the database.
        found: i64,
        /// Newest version that this program reads.
        known: i64,
    },
    /// The writer task has ended.
    #[error("the store is closed")]
    Closed,
    /// As many updates are open as may be.
    #[error("the inbox is full: {0} updates are open")]
    Full(usize),
    /// The program was built without the feature `redis`.
    #[cfg(not(feature = "redis"))]
    #[error("this build has no Redis: build with `--features redis`, or use the container image")]
    NoRedis,
    /// The Redis URL is invalid.
    #[cfg(feature = "redis")]
    #[error("invalid Redis URL: expected one like `redis://:PASSWORD@HOST:6379/0` or `rediss://…`")]
    RedisUrl(#[source] redis::RedisError),
    /// Redis does not answer at startup.
    #[cfg(feature = "redis")]
    #[error("cannot reach Redis at `{0}`")]
    RedisUnreachable(String, #[source] redis::RedisError),
    /// Redis is too old.
    #[cfg(feature = "redis")]
    #[error("Redis at `{address}` has version {found}: expected 7.0 or later, or Valkey")]
    RedisTooOld {
        /// Host and port, or a path.
        address: String,
        /// Version of the server.
        found: String,
    },
    /// A Redis command failed.
    #[cfg(feature = "redis")]
    #[error("Redis failed")]
    Redis(#[from] redis::RedisError),
}
