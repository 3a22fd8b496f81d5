//! A store that several processes share: Redis or Valkey.
//!
//! | key under `clausebot:{bot}:` | |
//! |---|---|
//! | `inbox` | stream of the updates that are open, with one consumer group |
//! | `seen:N` | bit maps of the updates that have come; for two days |
//! | `trials`, `aside` | hash of what [`Trial`](super::Trial) knows, stream of what was put aside |
//! | `settings:CHAT`, `hinted` | hash, set |
//! | `answers:CHAT`, `answered:CHAT` | hash from question to answers, list in order; for 30 days |
//! | `votes`, `misses` | hash, sorted set |
//! | `hold:CHAT`, `hold:CHAT:TOPIC` | which process works at a chat, or at a topic of one; for seconds |
//!
//! What always holds: nothing is known here but what is in Redis, so what one
//! process changes the others see; a change is one command or one script.

mod connect;
mod contact;
mod hold;
mod inbox;
mod keeper;
mod kept;
mod link;
mod notes;
mod reader;
#[cfg(test)]
#[cfg(unix)]
mod tests;

use std::{
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};

use tokio::{
    task::{AbortHandle, JoinHandle},
    time::{sleep, timeout},
};

use self::{
    contact::Contact,
    hold::Holds,
    inbox::Inbox,
    keeper::{Keeper, Pace},
    link::Link,
    notes::{Note, Notes},
    reader::{Reader, WAITS},
};

use super::{
    Answers, ChatKey, Depth, MessageKey, Open, Received, Safety, StoreError, TopicKey, UpdateKey,
};

pub(super) use self::hold::Held;

/// How long the end waits for what is not written yet.
const LAST: Duration = Duration::from_secs(5);

/// How long after a try to write it the next one is.
const RETRY: Duration = Duration::from_millis(100);

/// A store in Redis.
#[derive(Debug)]
pub(super) struct Shared {
    link: Link,
    notes: Notes,
    contact: Arc<Contact>,
    inbox: Arc<Inbox>,
    holds: Arc<Holds>,
    pace: Pace,
    tasks: OnceLock<Tasks>,
}

/// What goes on while updates are handled. It ends with this value; what is open
/// is then taken over by another process.
#[derive(Debug)]
struct Tasks {
    reader: Mutex<Option<JoinHandle<()>>>,
    aborts: [AbortHandle; 2],
}

impl Drop for Tasks {
    fn drop(&mut self) {
        self.aborts.iter().for_each(AbortHandle::abort);
    }
}

impl Shared {
    pub(super) async fn connect(url: &str, bot: i64) -> Result<Self, StoreError> {
        Ok(Self::new(connect::connect(url, bot).await?, Pace::default()))
    }

    fn new(link: Link, pace: Pace) -> Self {
        let contact = Arc::<Contact>::default();
        let notes = Notes::start(link.clone(), Arc::clone(&contact));
        let inbox = Arc::new(Inbox::new(link.clone()));
        let holds = Holds::new(link.clone(), notes.clone(), inbox.own_name.clone());
        let holds = Arc::new(holds);
        Self { link, notes, contact, inbox, holds, pace, tasks: OnceLock::new() }
    }

    /// Has updates be taken and kept from now on. Who only looks takes none.
    fn start(&self) {
        self.tasks.get_or_init(|| {
            let reader = Reader {
                inbox: Arc::clone(&self.inbox),
                notes: self.notes.clone(),
                contact: Arc::clone(&self.contact),
            };
            let reader = tokio::spawn(reader.serve());
            let keeper = tokio::spawn(self.keeper().serve());
            let aborts = [reader.abort_handle(), keeper.abort_handle()];
            Tasks { reader: Mutex::new(Some(reader)), aborts }
        });
    }

    fn keeper(&self) -> Keeper {
        Keeper {
            inbox: Arc::clone(&self.inbox),
            holds: Arc::clone(&self.holds),
            contact: Arc::clone(&self.contact),
            pace: self.pace,
        }
    }

    pub(super) async fn receive(
        &self,
        updates: Vec<Received>,
        now_ms: i64,
    ) -> Result<Safety, StoreError> {
        self.inbox.receive(updates, now_ms).await
    }

    /// Takes over what was given back. What processes left that are gone comes
    /// later, once it is known that they are.
    pub(super) async fn resume(&self) -> Result<(usize, usize), StoreError> {
        self.inbox.found().await?;
        let taken_over = self.keeper().take_over().await?;
        self.start();
        Ok(taken_over)
    }

    pub(super) async fn next(&self) -> Vec<Open> {
        self.start();
        self.inbox.next().await
    }

    pub(super) async fn begin(&self, update: UpdateKey) -> Result<(), StoreError> {
        if !self.inbox.is_open(update) {
            return Ok(());
        }
        let mut command = redis::cmd("HINCRBY");
        Ok(self.link.ask(command.arg(self.link.trials()).arg(update.0).arg(1)).await?)
    }

    pub(super) fn landed(&self, update: UpdateKey) {
        self.notes.note(Note::Landed(update));
    }

    pub(super) fn done(&self, update: UpdateKey) {
        if let Some(entry) = self.inbox.close(update) {
            self.notes.note(Note::Done { update, entry });
        }
    }

    pub(super) fn put_aside(&self, update: UpdateKey, reason: &str) {
        if let Some(entry) = self.inbox.close(update) {
            self.notes.note(Note::PutAside { update, entry, reason: reason.to_owned() });
        }
    }

    pub(super) fn depth(&self) -> Depth {
        let (n_open, oldest_ms) = self.inbox.queue.depth();
        // Where Redis is out of reach, nothing is taken that is not there.
        Depth { n_open, oldest_ms, safety: Safety::Kept }
    }

    pub(super) async fn n_left(&self) -> Result<usize, StoreError> {
        self.length(self.link.inbox()).await
    }

    pub(super) async fn n_aside(&self) -> Result<usize, StoreError> {
        self.length(self.link.aside()).await
    }

    async fn length(&self, stream: String) -> Result<usize, StoreError> {
        self.notes.written().await?;
        Ok(self.link.ask(redis::cmd("XLEN").arg(stream)).await?)
    }

    pub(super) async fn probe(&self) -> Result<(), StoreError> {
        let mut command = redis::cmd("SET");
        command.arg(self.link.key("probe")).arg(&self.inbox.own_name).arg("EX").arg(60);
        Ok(self.link.ask(&command).await?)
    }

    pub(super) fn keeps(&self, update: UpdateKey) -> bool {
        self.inbox.keeps(update)
    }

    pub(super) async fn hold(&self, topic: TopicKey) -> Held {
        self.start();
        self.holds.hold(topic).await
    }

    pub(super) fn remember(&self, chat: ChatKey, question: MessageKey, answers: Answers) {
        self.notes.note(Note::Answered { chat, question, answers });
    }

    /// Takes no more updates, and gives back those that were not given out.
    pub(super) async fn leave(&self) -> Result<(), StoreError> {
        self.stop_reading().await;
        let begun = self.inbox.close_waiting();
        // What is done is not to be given back.
        self.notes.written().await?;
        self.inbox.give_back(&begun).await?;
        Ok(())
    }

    /// Waits until what is noted is written, or could not be.
    pub(super) async fn written(&self) {
        _ = timeout(LAST, self.notes.written()).await;
    }

    /// Takes no more updates, writes what is noted, and gives everything back that
    /// is not done.
    pub(super) async fn flush(&self) {
        if timeout(LAST, self.end()).await.is_err() {
            tracing::error!("Redis did not take what was noted last; some answers may come twice");
        }
    }

    async fn end(&self) {
        self.stop_reading().await;
        while self.notes.written().await.is_err() {
            sleep(RETRY).await;
        }
        while self.tasks.get().is_some() && self.inbox.give_back(&[]).await.is_err() {
            sleep(RETRY).await;
        }
    }

    /// Waits for the reader, since what Redis sends it last is to be given back too.
    async fn stop_reading(&self) {
        self.inbox.leave();
        let reader = self
            .tasks
            .get()
            .and_then(|it| it.reader.lock().unwrap_or_else(PoisonError::into_inner).take());
        if let Some(reader) = reader {
            // It ends by itself, or has failed to; there is nothing to be done then.
            _ = timeout(WAITS * 2, reader).await;
        }
    }
}
