//! What is kept from one question to the next: what chats chose, which message
//! answers which, what readers thought of answers; and the [inbox](Open), which has
//! what came and is not answered yet.
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

mod error;
mod inbox;
mod kept;
mod memory;
mod names;
mod queue;
mod recent;
#[cfg(feature = "redis")]
mod shared;
mod sqlite;

use std::path::PathBuf;

use crate::{render::First, text::Locale};

#[cfg(feature = "redis")]
use self::shared::{Held, Shared};
use self::{memory::Memory, sqlite::Sqlite};

pub use self::{
    error::StoreError,
    inbox::{Depth, MAX_ASIDE, MAX_TRIES, Open, Received, Safety, Trial, UpdateKey},
    kept::{Answers, Miss, Settings, Vote, Votes},
    recent::Recent,
};

/// A chat or a user, by the number that the messenger gives it. A private chat
/// has the number of its user, so one row serves both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChatKey(pub i64);

/// A chat, or a topic of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TopicKey {
    /// The chat.
    pub chat: ChatKey,
    /// The topic, by the number of its first message.
    pub thread: Option<i32>,
}

/// A message of a chat, by its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageKey(pub i32);

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
    Sqlite(Box<Sqlite>),
    #[cfg(feature = "redis")]
    Shared(Box<Shared>),
}

/// The right to work at a chat, where several processes could.
#[derive(Debug)]
#[must_use = "the chat is free again when it is dropped"]
pub struct Hold {
    /// `None` where nobody else is there.
    #[cfg(feature = "redis")]
    _held: Option<Held>,
}

/// What happens in every store, each in its own way.
macro_rules! each {
    ($self:ident, $store:ident => $call:expr) => {
        match &$self.0 {
            Kind::Memory($store) => Ok($call),
            Kind::Sqlite($store) => $call.await,
            #[cfg(feature = "redis")]
            Kind::Shared($store) => $call.await,
        }
    };
}

/// The same for what nobody waits for.
macro_rules! at_once {
    ($self:ident, $store:ident => $call:expr) => {
        match &$self.0 {
            Kind::Memory($store) => $call,
            Kind::Sqlite($store) => $call,
            #[cfg(feature = "redis")]
            Kind::Shared($store) => $call,
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
        Ok(Self(Kind::Sqlite(Box::new(Sqlite::open(directory)?))))
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

    /// The store in Redis that several processes share, for a bot by its number:
    /// the part of its token before the colon.
    ///
    /// # Errors
    ///
    /// When Redis is not reached within ten seconds, refuses the password or is too
    /// old. No error has the URL in it.
    #[cfg(feature = "redis")]
    pub async fn connect(url: &str, bot: i64) -> Result<Self, StoreError> {
        Ok(Self(Kind::Shared(Box::new(Shared::connect(url, bot).await?))))
    }

    /// What a chat or a user chose.
    pub async fn settings(&self, key: ChatKey) -> Result<Settings, StoreError> {
        each!(self, it => it.settings(key))
    }

    /// Chooses a language; `None` leaves it to the question.
    pub async fn set_language(
        &self,
        key: ChatKey,
        language: Option<Locale>,
    ) -> Result<(), StoreError> {
        each!(self, it => it.set_language(key, language))
    }

    /// Chooses the text that is shown first.
    pub async fn set_first(&self, key: ChatKey, first: First) -> Result<(), StoreError> {
        each!(self, it => it.set_first(key, first))
    }

    /// Notes that a chat was told that only text is read; whether it had not been
    /// told before.
    pub async fn hint(&self, key: ChatKey) -> Result<bool, StoreError> {
        each!(self, it => it.hint(key))
    }

    /// Moves everything of a chat to its new number. Doing it twice is doing it
    /// once.
    pub async fn migrate(&self, from: ChatKey, to: ChatKey) -> Result<(), StoreError> {
        each!(self, it => it.migrate(from, to))
    }

    /// Erases everything of a chat or a user.
    pub async fn forget(&self, key: ChatKey) -> Result<(), StoreError> {
        each!(self, it => it.forget(key))
    }

    /// The messages that answer a question.
    pub async fn answers(
        &self,
        chat: ChatKey,
        question: MessageKey,
    ) -> Result<Answers, StoreError> {
        each!(self, it => it.answers(chat, question))
    }

    /// Notes the messages that answer a question, instead of those before. It
    /// waits for nothing; [`Self::answers`] finds them from now on.
    pub fn remember(&self, chat: ChatKey, question: MessageKey, answers: Answers) {
        at_once!(self, it => it.remember(chat, question, answers));
    }

    /// Counts a vote.
    pub async fn vote(
        &self,
        document: String,
        clause: String,
        vote: Vote,
    ) -> Result<(), StoreError> {
        each!(self, it => it.vote(document, clause, vote))
    }

    /// Takes updates in that have come: those that are new are open from now on,
    /// and what [`Safety::Kept`] is said of outlives the process. `now_ms` is in
    /// milliseconds of Unix time.
    ///
    /// # Errors
    ///
    /// When nothing of it was taken: a shared store is out of reach. A database of
    /// one's own that fails is no error; the updates are then open in memory.
    pub async fn receive(&self, updates: Vec<Received>, now_ms: i64) -> Result<Safety, StoreError> {
        each!(self, it => it.receive(updates, now_ms))
    }

    /// Opens what the last run left, to be given out first: how many are open
    /// again, and how many were put aside.
    pub async fn resume(&self) -> Result<(usize, usize), StoreError> {
        each!(self, it => it.resume())
    }

    /// The next updates that are open, oldest first, once there are any; each is
    /// given out once.
    pub async fn next(&self) -> Result<Vec<Open>, StoreError> {
        match &self.0 {
            Kind::Memory(it) => Ok(it.next().await),
            Kind::Sqlite(it) => it.next().await,
            #[cfg(feature = "redis")]
            Kind::Shared(it) => Ok(it.next().await),
        }
    }

    /// Notes that the answer of a [`Trial::Suspect`] is now worked out.
    pub async fn begin(&self, update: UpdateKey) -> Result<(), StoreError> {
        each!(self, it => it.begin(update))
    }

    /// Notes that the answer of an update was worked out, so that it is suspected
    /// of nothing. For those that a run has ended with.
    pub fn landed(&self, update: UpdateKey) {
        at_once!(self, it => it.landed(update));
    }

    /// Crosses an update out. It waits for nothing, and is not lost while the
    /// process lives.
    pub fn done(&self, update: UpdateKey) {
        at_once!(self, it => it.done(update));
    }

    /// Puts an update aside, for whoever looks for the fault: the last
    /// [`MAX_ASIDE`] are kept.
    pub fn put_aside(&self, update: UpdateKey, reason: &str) {
        at_once!(self, it => it.put_aside(update, reason));
    }

    /// Whether an update that was given out is still this process's to handle: another
    /// may have taken it over, where this one was not heard of for long.
    pub fn keeps(&self, update: UpdateKey) -> bool {
        match &self.0 {
            Kind::Memory(_) | Kind::Sqlite(_) => {
                _ = update;
                true
            }
            #[cfg(feature = "redis")]
            Kind::Shared(it) => it.keeps(update),
        }
    }

    /// Waits until no other process works at a topic, and keeps them from it while
    /// the [`Hold`] lives. In a store of one process nobody else is there.
    ///
    /// Where the shared store is out of reach, it waits for some seconds only: an
    /// answer that may come twice is better than none.
    pub async fn hold(&self, topic: TopicKey) -> Hold {
        match &self.0 {
            Kind::Memory(_) | Kind::Sqlite(_) => {
                _ = topic;
                Hold {
                    #[cfg(feature = "redis")]
                    _held: None,
                }
            }
            #[cfg(feature = "redis")]
            Kind::Shared(it) => Hold { _held: Some(it.hold(topic).await) },
        }
    }

    /// Whether other processes use the store.
    pub fn is_shared(&self) -> bool {
        match &self.0 {
            Kind::Memory(_) | Kind::Sqlite(_) => false,
            #[cfg(feature = "redis")]
            Kind::Shared(_) => true,
        }
    }

    /// Takes no more of the updates that are shared, and gives those back to other
    /// processes that [`Self::next`] did not give out; it gives none out after
    /// that. For a process that is going to end, as soon as it knows.
    pub async fn leave(&self) -> Result<(), StoreError> {
        match &self.0 {
            Kind::Memory(_) | Kind::Sqlite(_) => Ok(()),
            #[cfg(feature = "redis")]
            Kind::Shared(it) => it.leave().await,
        }
    }

    /// Waits until all that is noted is written, or could not be.
    pub async fn written(&self) {
        match &self.0 {
            Kind::Memory(_) => {}
            Kind::Sqlite(it) => it.flush().await,
            #[cfg(feature = "redis")]
            Kind::Shared(it) => it.written().await,
        }
    }

    /// The same for a process that ends now: five seconds at most. It
    /// [leaves](Self::leave), and gives back to other processes what is open.
    pub async fn flush(&self) {
        match &self.0 {
            Kind::Memory(_) => {}
            Kind::Sqlite(it) => it.flush().await,
            #[cfg(feature = "redis")]
            Kind::Shared(it) => it.flush().await,
        }
    }

    /// Whether what is open outlives the process.
    pub fn outlives(&self) -> bool {
        match &self.0 {
            Kind::Memory(_) => false,
            Kind::Sqlite(it) => it.depth().safety == Safety::Kept,
            #[cfg(feature = "redis")]
            Kind::Shared(_) => true,
        }
    }

    /// How much is open in this process.
    pub fn depth(&self) -> Depth {
        at_once!(self, it => it.depth())
    }

    /// Updates that are open, of this process or of others.
    pub async fn n_left(&self) -> Result<usize, StoreError> {
        each!(self, it => it.n_left())
    }

    /// Updates that were put aside.
    pub async fn n_aside(&self) -> Result<usize, StoreError> {
        each!(self, it => it.n_aside())
    }

    /// Whether the store takes changes: one is made that changes nothing.
    ///
    /// # Errors
    ///
    /// When it does not.
    pub async fn probe(&self) -> Result<(), StoreError> {
        each!(self, it => it.probe())
    }

    /// All votes, by document and clause.
    pub async fn votes(&self) -> Result<Vec<Votes>, StoreError> {
        each!(self, it => it.votes())
    }

    /// Notes a question that found nothing.
    pub async fn miss(&self, question: String) -> Result<(), StoreError> {
        each!(self, it => it.miss(question))
    }

    /// Questions that found nothing, the most frequent first.
    pub async fn misses(&self) -> Result<Vec<Miss>, StoreError> {
        each!(self, it => it.misses())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;

    use super::*;

    /// What every store does.
    pub(super) async fn contract(store: Store) -> Result<(), StoreError> {
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
        assert_eq!(store.answers(group, message(1)).await?, Answers::default());
        store.remember(group, message(1), answers([4], 1000));
        store.remember(group, message(1), answers([2, 3], 2000));
        assert_eq!(store.answers(group, message(1)).await?, answers([2, 3], 2000));
        assert_eq!(store.answers(ann, message(1)).await?, Answers::default());

        for _ in 0..2 {
            store.migrate(group, later).await?;
            assert_eq!(store.settings(later).await?.language, Some(Locale::ZhHant));
            assert_eq!(store.settings(group).await?, Settings::default());
            assert!(!store.hint(later).await?);
        }
        store.set_language(later, Some(Locale::En)).await?;
        store.migrate(ChatKey(-7), later).await?;
        assert_eq!(store.settings(later).await?.language, Some(Locale::En), "nothing moves over");

        store.remember(ann, message(8), answers([9], 1000));
        for (update, chat) in [(501, ann), (502, later)] {
            let body =
                format!(r#"{{"update_id":{update},"message":{{"chat":{{"id":{}}}}}}}"#, chat.0);
            store.receive(vec![Received { key: UpdateKey(update), body }], 1000).await?;
        }
        given(&store, 2).await;
        store.put_aside(UpdateKey(501), "it failed");
        store.put_aside(UpdateKey(502), "it failed");
        let n_aside = store.n_aside().await?;
        store.forget(ann).await?;
        assert_eq!(store.n_aside().await?, n_aside.saturating_sub(1));
        assert_eq!(store.settings(ann).await?, Settings::default());
        assert_eq!(store.answers(ann, message(8)).await?, Answers::default());
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

    pub(super) fn answers<const N: usize>(messages: [i32; N], said_at: i64) -> Answers {
        Answers { messages: messages.map(MessageKey).to_vec(), said_at }
    }

    pub(super) fn came(keys: &[i64]) -> Vec<Received> {
        let update = |key: &i64| Received {
            key: UpdateKey(*key),
            body: format!(r#"{{"update_id":{key},"text":"疫苗"}}"#),
        };
        keys.iter().map(update).collect()
    }

    /// How long what has to come may take in a test; much longer than it takes.
    const PATIENCE: Duration = Duration::from_secs(30);

    /// What is given out, in its order.
    pub(super) async fn given(store: &Store, n: usize) -> Vec<(i64, Trial)> {
        let mut given = Vec::new();
        while given.len() < n {
            let next = timeout(PATIENCE, store.next()).await;
            let next =
                next.unwrap_or_else(|_| panic!("{n} were to come, and these did: {given:?}"));
            given.extend(next.unwrap().into_iter().map(|it| (it.key.0, it.trial)));
        }
        given
    }

    /// What the inbox of every store does.
    pub(super) async fn inbox_contract(store: &Store) -> Result<(), StoreError> {
        assert_eq!(store.resume().await?, (0, 0));
        store.probe().await?;
        store.receive(came(&[1, 2]), 1000).await?;
        store.receive(came(&[2, 3, 1]), 2000).await?;
        let fresh = |key| (key, Trial::Fresh);
        assert_eq!(given(store, 3).await, [1, 2, 3].map(fresh), "each once");
        assert_eq!(store.depth().n_open, 3);
        assert_eq!(store.depth().oldest_ms, Some(1000));
        store.done(UpdateKey(1));
        store.put_aside(UpdateKey(2), "it failed");
        store.receive(came(&[1, 2, 4]), 3000).await?;
        assert_eq!(given(store, 1).await, [fresh(4)], "what is done does not come again");
        let depth = store.depth();
        assert_eq!((depth.n_open, depth.oldest_ms), (2, Some(2000)));
        assert_eq!(store.n_left().await?, 2);
        store.done(UpdateKey(3));
        store.done(UpdateKey(4));
        assert_eq!((store.depth().n_open, store.n_left().await?), (0, 0));
        store.begin(UpdateKey(99)).await?;
        store.landed(UpdateKey(99));
        Ok(())
    }

    #[tokio::test]
    async fn memory_keeps_the_contract() {
        inbox_contract(&Store::in_memory()).await.unwrap();
        contract(Store::in_memory()).await.unwrap();
    }

    /// A database whose process is killed at the end of each run: the store is
    /// dropped, and nothing is crossed out.
    #[tokio::test]
    async fn what_is_open_comes_again_until_it_is_to_blame() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Store::open(folder.path().to_owned()).unwrap();
        let again = |key| (key, Trial::Again);
        let suspect = |key| (key, Trial::Suspect);

        let run = open();
        run.receive(came(&[1, 2, 3, 4]), 1000).await.unwrap();
        run.done(UpdateKey(1));
        drop(run);

        let run = open();
        assert_eq!(run.resume().await.unwrap(), (3, 0));
        assert_eq!(given(&run, 3).await, [2, 3, 4].map(again));
        run.receive(came(&[1, 2, 5]), 2000).await.unwrap();
        assert_eq!(given(&run, 1).await, [(5, Trial::Fresh)]);
        // The answer of 2 was worked out, and is being sent, when the run ends.
        run.landed(UpdateKey(2));
        drop(run);

        let run = open();
        assert_eq!(run.resume().await.unwrap(), (4, 0));
        let second = [again(2), suspect(3), suspect(4), again(5)];
        assert_eq!(given(&run, 4).await, second);
        run.begin(UpdateKey(3)).await.unwrap();
        drop(run);

        let run = open();
        assert_eq!(run.resume().await.unwrap(), (3, 1), "3 has ended three runs");
        assert_eq!(given(&run, 3).await, [suspect(2), suspect(4), suspect(5)]);
        assert_eq!(run.n_aside().await.unwrap(), 1);
        run.receive(came(&[3]), 3000).await.unwrap();
        for key in [2, 4, 5] {
            run.done(UpdateKey(key));
        }
        assert_eq!(run.n_left().await.unwrap(), 0);
    }

    #[tokio::test]
    async fn a_database_that_takes_nothing_loses_nothing_while_the_process_lives() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path().to_owned()).unwrap();
        store.receive(came(&[1]), 1000).await.unwrap();
        // Another program holds the database, for longer than is waited.
        let file = rusqlite::Connection::open(folder.path().join(sqlite::FILE)).unwrap();
        file.execute_batch("begin immediate").unwrap();
        assert_eq!(store.receive(came(&[2]), 1000).await.unwrap(), Safety::Lost);
        store.done(UpdateKey(1));
        assert_eq!(store.depth().safety, Safety::Lost);
        assert_eq!(given(&store, 2).await.len(), 2);
        store.receive(came(&[2]), 1000).await.unwrap();
        file.execute_batch("rollback").unwrap();
        store.probe().await.unwrap();
        assert_eq!(store.receive(came(&[3]), 1000).await.unwrap(), Safety::Kept);
        store.done(UpdateKey(2));
        assert_eq!(store.n_left().await.unwrap(), 1, "1 and 2 are crossed out, 3 is open");
    }

    #[tokio::test]
    async fn what_came_while_the_database_took_nothing_is_written_down_later() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Store::open(folder.path().to_owned()).unwrap();
        let chat = ChatKey(1);
        let before = open();
        before.set_language(chat, Some(Locale::En)).await.unwrap();
        before.remember(chat, MessageKey(1), answers([2], 1000));
        drop(before);

        let store = open();
        let file = rusqlite::Connection::open(folder.path().join(sqlite::FILE)).unwrap();
        file.execute_batch("begin immediate").unwrap();
        assert_eq!(store.receive(came(&[1, 2]), 1000).await.unwrap(), Safety::Lost);
        assert!(!store.outlives());
        assert_eq!(store.settings(chat).await.unwrap().language, Some(Locale::En));
        assert_eq!(store.answers(chat, MessageKey(1)).await.unwrap(), answers([2], 1000));
        store.remember(chat, MessageKey(1), answers([3], 2000));
        assert_eq!(store.answers(chat, MessageKey(1)).await.unwrap(), answers([3], 2000));
        store.done(UpdateKey(1));
        file.execute_batch("rollback").unwrap();
        store.probe().await.unwrap();
        assert!(store.outlives());
        drop(store);

        let store = open();
        assert_eq!(store.resume().await.unwrap(), (1, 0));
        assert_eq!(given(&store, 1).await, [(2, Trial::Again)]);
        assert_eq!(store.answers(chat, MessageKey(1)).await.unwrap(), answers([3], 2000));
    }

    #[tokio::test]
    async fn what_was_left_is_given_out_though_the_database_takes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Store::open(folder.path().to_owned()).unwrap();
        open().receive(came(&[1, 2, 3]), 1000).await.unwrap();
        let file = rusqlite::Connection::open(folder.path().join(sqlite::FILE)).unwrap();
        file.execute_batch("update inbox set trials = 2 where id = 3; begin immediate").unwrap();

        let store = open();
        assert_eq!(store.resume().await.unwrap(), (2, 1));
        assert_eq!(given(&store, 2).await, [1, 2].map(|it| (it, Trial::Again)));
        store.done(UpdateKey(1));
        file.execute_batch("rollback").unwrap();
        store.probe().await.unwrap();
        assert_eq!(store.n_aside().await.unwrap(), 1);
        drop(store);

        let store = open();
        assert_eq!(store.resume().await.unwrap(), (1, 0));
        assert_eq!(given(&store, 1).await, [(2, Trial::Suspect)], "it was open for two runs");
    }

    #[tokio::test]
    async fn what_was_put_aside_is_bounded() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path().to_owned()).unwrap();
        for key in 0..110 {
            store.receive(came(&[key]), 1000).await.unwrap();
            store.put_aside(UpdateKey(key), "it failed");
        }
        assert_eq!(store.n_aside().await.unwrap(), MAX_ASIDE);
    }

    #[tokio::test]
    async fn sqlite_keeps_the_contract() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path().join("made/for it")).unwrap();
        inbox_contract(&store).await.unwrap();
        contract(store).await.unwrap();
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
        let last = i32::try_from(MAX_ANSWERS).unwrap();
        for i in 0..last + 10 {
            memory.remember(ChatKey(1), MessageKey(i), answers([i], 1000));
        }
        assert_eq!(memory.answers(ChatKey(1), MessageKey(3)), Answers::default());
        assert_eq!(memory.answers(ChatKey(1), MessageKey(last)), answers([last], 1000));
    }
}
