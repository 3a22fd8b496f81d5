//! Persistent state of the bot, behind two traits: [`ChatStore`] has settings, answers and
//! votes; [`Inbox`] has the updates that were received and are not answered yet.
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! use clausebot::{store::{ChatKey, Store}, text::Locale};
//!
//! let chats = Store::in_memory()?.chats;
//! chats.set_language(ChatKey(11), Some(Locale::ZhHant)).await?;
//! assert_eq!(chats.settings(ChatKey(11)).await?.language, Some(Locale::ZhHant));
//! chats.forget(ChatKey(11)).await?;
//! assert_eq!(chats.settings(ChatKey(11)).await?.language, None);
//! # Ok::<(), clausebot::store::StoreError>(())
//! # }).unwrap();
//! ```
//!
//! | backend | state survives a restart | several processes |
//! |---|---|---|
//! | `SQLite` in memory | no | no |
//! | `SQLite` in a file | yes | no |
//! | Redis, with the feature `redis` | yes | yes |
//!
//! Every backend passes the two contracts in `tests/it/store.rs`, one for each trait.

mod chat_store;
mod clause_key;
mod error;
mod inbox;
mod keys;
mod recent;
#[cfg(feature = "redis")]
mod redis;
mod sqlite;

use std::{path::PathBuf, sync::Arc};

use self::sqlite::Sqlite;

pub use self::{
    chat_store::{Answers, ChatStore, Miss, Move, References, Settings, Shown, Vote, Votes},
    clause_key::{ClauseKey, NoReference, StartPayload},
    error::{StoreError, StoreResult},
    inbox::{
        Attempt, Depth, Durability, Inbox, LockGuard, MAX_ATTEMPTS, MAX_BODY, MAX_BYTES_OF_SENDER,
        MAX_OF_SENDER, Open, Received,
    },
    keys::{ChatKey, DocumentKey, InvalidDocumentKey, MessageKey, TopicKey, UpdateKey, checksum},
    recent::Recent,
};

pub(crate) use self::clause_key::{letter, locale_of};

/// The two stores of a bot, in one backend.
#[derive(Clone, Debug)]
pub struct Store {
    /// Settings, answers and votes.
    pub chats: Arc<dyn ChatStore>,
    /// Updates that are not answered yet.
    pub inbox: Arc<dyn Inbox>,
}

impl Store {
    fn new(backend: impl ChatStore + Inbox + 'static) -> Self {
        let backend = Arc::new(backend);
        Self { chats: Arc::clone(&backend) as _, inbox: backend }
    }

    /// Opens a database in memory, which is empty at each start.
    ///
    /// # Errors
    ///
    /// If there is no memory for it.
    pub fn in_memory() -> StoreResult<Self> {
        Ok(Self::new(Sqlite::in_memory()?))
    }

    /// Opens the database in a data directory, and makes both if necessary.
    ///
    /// # Errors
    ///
    /// If the directory or the file cannot be made, read or written, or is newer than this
    /// program.
    pub fn open(directory: PathBuf) -> StoreResult<Self> {
        Ok(Self::new(Sqlite::open(directory)?))
    }

    /// Opens the database in a data directory.
    ///
    /// # Errors
    ///
    /// If there is none, it cannot be read, or it is newer than this program.
    pub fn open_existing(directory: PathBuf) -> StoreResult<Self> {
        if !directory.join(sqlite::FILE).is_file() {
            return Err(StoreError::NoDatabase(directory));
        }
        Self::open(directory)
    }

    /// Connects to Redis, for a bot by its number: the part of its token before the colon.
    ///
    /// # Errors
    ///
    /// If Redis cannot be reached within ten seconds, refuses the password or is too old.
    /// No error contains the URL.
    #[cfg(feature = "redis")]
    pub async fn connect(url: &str, bot: i64) -> StoreResult<Self> {
        Ok(Self::new(redis::RedisStore::connect(url, bot).await?))
    }

    /// Refuses to connect: this build has no Redis client.
    ///
    /// # Errors
    ///
    /// Always.
    #[cfg(not(feature = "redis"))]
    #[expect(clippy::unused_async, reason = "as with the feature")]
    pub async fn connect(_: &str, _: i64) -> StoreResult<Self> {
        Err(StoreError::NoRedis)
    }
}
