//! What is kept from one question to the next: what chats chose, which message
//! answers which, and what readers thought of answers.
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! use clausebot::{store::{ChatKey, Store}, text::Locale};
//!
//! let store = Store::in_memory();
//! store.set_language(ChatKey(11), Some(Locale::ZhHant)).await?;
//! assert_eq!(store.settings(ChatKey(11)).await?.language, Some(Locale::ZhHant));
//! store.forget(ChatKey(11)).await?;
//! assert_eq!(store.settings(ChatKey(11)).await?.language, None);
//! # Ok::<(), clausebot::store::StoreError>(())
//! # }).unwrap();
//! ```
//!
//! What always holds: every store keeps one contract, which one test runs on
//! each; a change is kept whole or not at all; what is kept is bounded, but for
//! the choices of chats, which are a row each.

mod memory;
mod notes;
mod schema;
mod sqlite;

use std::{io, path::PathBuf};

use crate::{render::First, text::Locale};

use self::{memory::Memory, sqlite::Sqlite};

/// A chat or a user, by the number that the messenger gives it. A private chat
/// has the number of its user, so one row serves both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChatKey(pub i64);

/// A message of a chat, by its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageKey(pub i32);

/// What a chat or a user chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The locale where a question does not show its own.
    pub language: Option<Locale>,
    /// The text of a clause that is shown first; `None` where nothing was chosen.
    pub first: Option<First>,
}

/// What a reader thought of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Vote {
    /// It helped.
    Up,
    /// It did not.
    Down,
}

/// Votes on a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Votes {
    /// The document's id.
    pub document: String,
    /// The clause's id.
    pub clause: String,
    /// How many it helped.
    pub n_up: u64,
    /// How many it did not help.
    pub n_down: u64,
}

/// A question that found nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// As it was typed.
    pub question: String,
    /// How often.
    pub times: usize,
}

/// Answers that are remembered, so that an edited question edits its answer.
const MAX_ANSWERS: usize = 50_000;

/// Questions that are kept as not found.
const MAX_MISSES: usize = 10_000;

/// Where things are kept.
#[derive(Debug)]
pub struct Store(Kind);

#[derive(Debug)]
enum Kind {
    Memory(Box<Memory>),
    Sqlite(Sqlite),
}

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
}

/// What happens in both stores, each in its own way.
macro_rules! both {
    ($self:ident, $store:ident => $call:expr) => {
        match &$self.0 {
            Kind::Memory($store) => Ok($call),
            Kind::Sqlite($store) => $call.await,
        }
    };
}

impl Store {
    /// A store that is empty at each start.
    pub fn in_memory() -> Self {
        Self(Kind::Memory(Box::default()))
    }

    /// The database in a folder, which is made where it is not there.
    ///
    /// # Errors
    ///
    /// When the folder or the file cannot be made, read or written, or is newer
    /// than this program.
    pub fn open(directory: PathBuf) -> Result<Self, StoreError> {
        Ok(Self(Kind::Sqlite(Sqlite::open(directory)?)))
    }

    /// The database in a folder, if there is one.
    ///
    /// # Errors
    ///
    /// When there is none, or it cannot be read or is newer than this program.
    pub fn open_existing(directory: PathBuf) -> Result<Self, StoreError> {
        if !directory.join(sqlite::FILE).is_file() {
            return Err(StoreError::NoDatabase { path: directory });
        }
        Self::open(directory)
    }

    /// What a chat or a user chose.
    pub async fn settings(&self, key: ChatKey) -> Result<Settings, StoreError> {
        both!(self, it => it.settings(key))
    }

    /// Chooses a language; `None` leaves it to the question.
    pub async fn set_language(
        &self,
        key: ChatKey,
        language: Option<Locale>,
    ) -> Result<(), StoreError> {
        both!(self, it => it.set_language(key, language))
    }

    /// Chooses the text that is shown first.
    pub async fn set_first(&self, key: ChatKey, first: First) -> Result<(), StoreError> {
        both!(self, it => it.set_first(key, first))
    }

    /// Notes that a chat was told that only text is read; whether it had not been
    /// told before.
    pub async fn hint(&self, key: ChatKey) -> Result<bool, StoreError> {
        both!(self, it => it.hint(key))
    }

    /// Moves everything of a chat to its new number. Doing it twice is doing it
    /// once.
    pub async fn migrate(&self, from: ChatKey, to: ChatKey) -> Result<(), StoreError> {
        both!(self, it => it.migrate(from, to))
    }

    /// Erases everything of a chat or a user.
    pub async fn forget(&self, key: ChatKey) -> Result<(), StoreError> {
        both!(self, it => it.forget(key))
    }

    /// The messages that answer a question.
    pub async fn answers(
        &self,
        chat: ChatKey,
        question: MessageKey,
    ) -> Result<Vec<MessageKey>, StoreError> {
        both!(self, it => it.answers(chat, question))
    }

    /// Notes the messages that answer a question, instead of those before. It
    /// waits for nothing; [`Self::answers`] finds them from now on.
    pub fn remember(&self, chat: ChatKey, question: MessageKey, answers: Vec<MessageKey>) {
        match &self.0 {
            Kind::Memory(it) => it.remember(chat, question, answers),
            Kind::Sqlite(it) => it.remember(chat, question, answers),
        }
    }

    /// Counts a vote.
    pub async fn vote(
        &self,
        document: String,
        clause: String,
        vote: Vote,
    ) -> Result<(), StoreError> {
        both!(self, it => it.vote(document, clause, vote))
    }

    /// All votes, by document and clause.
    pub async fn votes(&self) -> Result<Vec<Votes>, StoreError> {
        both!(self, it => it.votes())
    }

    /// Notes a question that found nothing.
    pub async fn miss(&self, question: String) -> Result<(), StoreError> {
        both!(self, it => it.miss(question))
    }

    /// Questions that found nothing, the most frequent first.
    pub async fn misses(&self) -> Result<Vec<Miss>, StoreError> {
        both!(self, it => it.misses())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What every store does.
    async fn contract(store: Store) -> Result<(), StoreError> {
        let [ann, group, later] = [ChatKey(11), ChatKey(-100), ChatKey(-1_000_100)];

        assert_eq!(store.settings(ann).await?, Settings::default());
        store.set_language(ann, Some(Locale::En)).await?;
        store.set_first(ann, First::Authentic).await?;
        let chosen = Settings { language: Some(Locale::En), first: Some(First::Authentic) };
        assert_eq!(store.settings(ann).await?, chosen);
        assert_eq!(store.settings(group).await?, Settings::default());
        store.set_language(ann, None).await?;
        assert_eq!(store.settings(ann).await?, Settings { language: None, ..chosen });

        assert!(store.hint(group).await?, "told for the first time");
        assert!(!store.hint(group).await?, "told before");
        store.set_language(group, Some(Locale::ZhHant)).await?;

        let message = MessageKey;
        assert_eq!(store.answers(group, message(1)).await?, []);
        store.remember(group, message(1), vec![message(2), message(3)]);
        store.remember(group, message(1), vec![message(4)]);
        assert_eq!(store.answers(group, message(1)).await?, [message(4)]);
        assert_eq!(store.answers(ann, message(1)).await?, []);

        for _ in 0..2 {
            store.migrate(group, later).await?;
            assert_eq!(store.settings(later).await?.language, Some(Locale::ZhHant));
            assert_eq!(store.settings(group).await?, Settings::default());
            assert!(!store.hint(later).await?);
        }
        store.set_language(later, Some(Locale::En)).await?;
        store.migrate(ChatKey(-7), later).await?;
        assert_eq!(store.settings(later).await?.language, Some(Locale::En), "nothing moves over");

        store.remember(ann, message(8), vec![message(9)]);
        store.forget(ann).await?;
        assert_eq!(store.settings(ann).await?, Settings::default());
        assert_eq!(store.answers(ann, message(8)).await?, []);
        assert_eq!(store.settings(later).await?.language, Some(Locale::En));

        for (clause, vote) in [("3.6", Vote::Up), ("3.6", Vote::Down), ("3.6", Vote::Up)] {
            store.vote("plan".to_owned(), clause.to_owned(), vote).await?;
        }
        let votes =
            Votes { document: "plan".to_owned(), clause: "3.6".to_owned(), n_up: 2, n_down: 1 };
        assert_eq!(store.votes().await?, [votes]);

        for question in ["b", "a", "a'; drop table settings; --"] {
            store.miss(question.to_owned()).await?;
        }
        store.miss("a".to_owned()).await?;
        let misses = store.misses().await?;
        assert_eq!(misses.first(), Some(&Miss { question: "a".to_owned(), times: 2 }));
        assert_eq!(misses.len(), 3);
        Ok(())
    }

    #[tokio::test]
    async fn memory_keeps_the_contract() {
        contract(Store::in_memory()).await.unwrap();
    }

    #[tokio::test]
    async fn sqlite_keeps_the_contract() {
        let folder = tempfile::tempdir().unwrap();
        contract(Store::open(folder.path().join("made/for it")).unwrap()).await.unwrap();
    }

    #[tokio::test]
    async fn what_was_chosen_outlives_the_process() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Store::open(folder.path().to_owned()).unwrap();
        open().set_language(ChatKey(1), Some(Locale::ZhHans)).await.unwrap();
        let again = open().settings(ChatKey(1)).await.unwrap();
        assert_eq!(again.language, Some(Locale::ZhHans));
    }

    #[tokio::test]
    async fn a_newer_database_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(sqlite::FILE);
        let newer = rusqlite::Connection::open(path).unwrap();
        newer.pragma_update(None, "user_version", 1000).unwrap();
        drop(newer);
        let error = Store::open(folder.path().to_owned()).unwrap_err();
        assert!(matches!(error, StoreError::TooNew { found: 1000, .. }), "{error}");
    }

    #[tokio::test]
    async fn what_is_no_database_is_said_to_be_none() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(sqlite::FILE), "no database at all ".repeat(100))
            .unwrap();
        assert!(Store::open(folder.path().to_owned()).is_err());
        assert!(Store::open(folder.path().join(sqlite::FILE)).is_err());
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let memory = Memory::default();
        let message = |it: usize| MessageKey(i32::try_from(it).unwrap());
        for i in 0..MAX_ANSWERS + 10 {
            memory.remember(ChatKey(1), message(i), vec![message(i)]);
        }
        assert_eq!(memory.answers(ChatKey(1), message(3)), []);
        assert_eq!(memory.answers(ChatKey(1), message(MAX_ANSWERS)), [message(MAX_ANSWERS)]);
    }
}
