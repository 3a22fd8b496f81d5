//! What is noted while nobody waits for it: answers that were sent, updates that
//! are done, chats that are free again.
//!
//! Notes that wait are written together. Where that fails they wait on, so while
//! the process lives none is lost; writing one twice is writing it once. They are
//! bounded by what is open: while Redis takes no notes, it gives no updates.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use redis::{Cmd, Pipeline, RedisError};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, sleep},
};

use crate::store::{
    Answers, ChatKey, MAX_ASIDE, MessageKey, StoreError, TopicKey, UpdateKey, names,
};

use super::{
    contact::{Contact, Who},
    inbox::GROUP,
    link::{Link, script},
};

/// Notes that are written together at most.
const MAX_BATCH: usize = 1024;

/// Notes that wait when no more updates are taken. An update leaves a few.
const CROWDED: usize = 10_000;

/// How long notes wait that could not be written.
const RETRY: Duration = Duration::from_millis(500);

/// How long they are still tried when nobody can add any.
const LAST: Duration = Duration::from_secs(5);

/// Questions of a chat whose answers are remembered.
const MAX_ANSWERS: usize = 500;

/// Seconds for which the answers of a chat are remembered after the last.
const ANSWERS_STAY_S: u64 = 30 * 24 * 60 * 60;

/// What is noted.
#[derive(Debug)]
pub(super) enum Note {
    /// These messages answer a question.
    Answered { chat: ChatKey, question: MessageKey, answers: Answers },
    /// The answer of an update was worked out, and the process lives.
    Landed(UpdateKey),
    /// An update is done, and its entry goes.
    Done { update: UpdateKey, entry: String },
    /// An update is put aside.
    PutAside { update: UpdateKey, entry: String, reason: String },
    /// A topic is held no longer.
    Released { topic: TopicKey, token: String },
    /// Somebody waits until all before it are written.
    Awaited(oneshot::Sender<Result<(), RedisError>>),
}

/// Takes notes.
#[derive(Clone, Debug)]
pub(super) struct Notes {
    waiting: mpsc::UnboundedSender<Note>,
    n_waiting: Arc<AtomicUsize>,
}

impl Notes {
    /// Writes notes from now on, until nobody can add any.
    pub(super) fn start(link: Link, contact: Arc<Contact>) -> Self {
        let (waiting, notes) = mpsc::unbounded_channel();
        let n_waiting = Arc::<AtomicUsize>::default();
        let writer = Writer { link, contact, n_waiting: Arc::clone(&n_waiting), waiting: vec![] };
        tokio::spawn(writer.serve(notes));
        Self { waiting, n_waiting }
    }

    /// Whether so many wait that nothing more is to be begun.
    pub(super) fn is_crowded(&self) -> bool {
        self.n_waiting.load(Ordering::SeqCst) > CROWDED
    }

    /// Notes something. It waits for nothing.
    pub(super) fn note(&self, note: Note) {
        self.n_waiting.fetch_add(1, Ordering::SeqCst);
        // The other end is there while a runtime is.
        _ = self.waiting.send(note);
    }

    /// Waits until all that is noted is written.
    ///
    /// # Errors
    ///
    /// When it could not be written yet.
    pub(super) async fn written(&self) -> Result<(), StoreError> {
        if self.n_waiting.load(Ordering::SeqCst) == 0 {
            return Ok(());
        }
        let (written, awaited) = oneshot::channel();
        self.note(Note::Awaited(written));
        Ok(awaited.await.map_err(|_| StoreError::Closed)??)
    }
}

struct Writer {
    link: Link,
    contact: Arc<Contact>,
    n_waiting: Arc<AtomicUsize>,
    /// What is not written yet.
    waiting: Vec<Note>,
}

impl Writer {
    async fn serve(mut self, mut notes: mpsc::UnboundedReceiver<Note>) {
        let mut end = None;
        loop {
            if self.waiting.is_empty() && notes.recv_many(&mut self.waiting, MAX_BATCH).await == 0 {
                return;
            }
            let written = self.link.ask_all(&pipeline(&self.link, &self.waiting)).await;
            self.contact.ended(Who::Notes, &written);
            if written.is_ok() {
                self.tell_all();
                continue;
            }
            self.tell_those_who_wait(&written);
            if notes.is_closed() && Instant::now() >= *end.get_or_insert(Instant::now() + LAST) {
                return;
            }
            sleep(RETRY).await;
            // What has come since may be written even if what was before it may not.
            while let Ok(note) = notes.try_recv() {
                self.waiting.push(note);
            }
        }
    }

    fn tell_all(&mut self) {
        self.n_waiting.fetch_sub(self.waiting.len(), Ordering::SeqCst);
        for note in self.waiting.drain(..) {
            tell(note, &Ok(()));
        }
    }

    fn tell_those_who_wait(&mut self, how: &Result<(), RedisError>) {
        let n_before = self.waiting.len();
        let those = self.waiting.extract_if(.., |it| matches!(it, Note::Awaited(_)));
        those.for_each(|it| tell(it, how));
        self.n_waiting.fetch_sub(n_before - self.waiting.len(), Ordering::SeqCst);
    }
}

/// Tells who waits for a note how it went.
fn tell(note: Note, how: &Result<(), RedisError>) {
    if let Note::Awaited(waits) = note {
        // Who waited may have gone.
        _ = waits.send(how.clone());
    }
}

/// Commands that write notes. What an update leaves is written before it is
/// crossed out, and then its chat is free.
fn pipeline(link: &Link, notes: &[Note]) -> Pipeline {
    let [mut left, mut released] = [redis::pipe(), redis::pipe()];
    let mut done: Vec<(i64, &str)> = Vec::new();
    for note in notes {
        match note {
            Note::Answered { chat, question, answers } => {
                left.add_command(answered(link, *chat, *question, answers));
            }
            Note::Landed(update) => {
                left.cmd("HDEL").arg(link.trials()).arg(update.0);
            }
            Note::PutAside { update, entry, reason } => {
                let keys = [link.inbox(), link.trials(), link.aside()];
                let mut command = script(include_str!("scripts/put_aside.lua"), &keys);
                command.arg(GROUP).arg(entry).arg(update.0).arg(reason).arg(MAX_ASIDE);
                left.add_command(command);
            }
            Note::Done { update, entry } => done.push((update.0, entry)),
            Note::Released { topic, token } => {
                let mut command = script(include_str!("scripts/release.lua"), &[link.hold(*topic)]);
                command.arg(token);
                released.add_command(command);
            }
            Note::Awaited(_) => {}
        }
    }
    if !done.is_empty() {
        let (updates, entries): (Vec<i64>, Vec<&str>) = done.into_iter().unzip();
        left.cmd("XACK").arg(link.inbox()).arg(GROUP).arg(&entries);
        left.cmd("XDEL").arg(link.inbox()).arg(&entries);
        left.cmd("HDEL").arg(link.trials()).arg(&updates);
    }
    for command in released.cmd_iter() {
        left.add_command(command.clone());
    }
    left
}

fn answered(link: &Link, chat: ChatKey, question: MessageKey, answers: &Answers) -> Cmd {
    let keys = [link.answers(chat), link.answered(chat)];
    let mut command = script(include_str!("scripts/answered.lua"), &keys);
    command.arg(question.0).arg(names::answers(answers)).arg(MAX_ANSWERS).arg(ANSWERS_STAY_S);
    command
}
