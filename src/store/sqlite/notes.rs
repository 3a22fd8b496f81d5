//! What is noted while nobody waits for it: answers that were sent, and updates
//! that are done.
//!
//! A note is written in the next transaction, with all others that wait. Where
//! that fails, it waits on: while the process lives, none is lost.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use rusqlite::{Connection, Error};

use crate::store::{
    Answers, ChatKey, MAX_ANSWERS, MAX_ASIDE, MessageKey, Received, UpdateKey, names,
};

use super::inbox::insert;

/// Old rows are dropped once in so many new ones.
const SWEEP_EVERY: i64 = 1024;

/// Updates that are known to be done. Telegram repeats none that is older: it
/// keeps updates for a day, and sends them in order.
const MAX_HANDLED: usize = 100_000;

/// Notes that wait while the database takes none, at most.
const MAX_WAITING: usize = 500_000;

/// What is noted.
#[derive(Debug)]
pub(super) enum Note {
    /// These messages answer a question.
    Answered { chat: ChatKey, question: MessageKey, answers: Answers },
    /// An update came, while the database took none.
    Came(Received, i64),
    /// Updates up to this one were left open by the last run.
    Left { last: UpdateKey },
    /// The answer of an update was worked out, and the process lives.
    Landed(UpdateKey),
    /// An update is done.
    Done(UpdateKey),
    /// An update is put aside.
    PutAside(UpdateKey, String),
}

/// Notes that wait to be written.
#[derive(Debug, Default)]
pub(super) struct Notes(Mutex<VecDeque<Note>>);

impl Notes {
    /// Lets a note wait; whether it is the only one.
    pub(super) fn push(&self, note: Note) -> bool {
        let mut waiting = self.waiting();
        waiting.push_back(note);
        if waiting.len() > MAX_WAITING {
            waiting.pop_front();
        }
        waiting.len() == 1
    }

    pub(super) fn take(&self) -> VecDeque<Note> {
        std::mem::take(&mut *self.waiting())
    }

    /// Lets notes wait again, before those that came since.
    pub(super) fn give_back(&self, mut notes: VecDeque<Note>) {
        let mut waiting = self.waiting();
        notes.append(&mut waiting);
        *waiting = notes;
    }

    fn waiting(&self) -> MutexGuard<'_, VecDeque<Note>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes notes, in their order.
pub(super) fn write(connection: &Connection, notes: &VecDeque<Note>) -> Result<(), Error> {
    for note in notes {
        match note {
            Note::Answered { chat, question, answers } => {
                answered(connection, *chat, *question, answers)?;
            }
            Note::Came(update, at) => _ = insert(connection, update, *at)?,
            Note::Left { last } => {
                let left = "update inbox set trials = 1 where trials = 0 and id <= ?";
                connection.execute(left, [last.0])?;
            }
            Note::Landed(key) => {
                let mut statement =
                    connection.prepare_cached("update inbox set trials = 0 where id = ?")?;
                statement.execute([key.0])?;
            }
            Note::Done(key) => done(connection, *key)?,
            Note::PutAside(key, reason) => put_aside(connection, *key, reason)?,
        }
    }
    Ok(())
}

fn answered(
    connection: &Connection,
    chat: ChatKey,
    question: MessageKey,
    answers: &Answers,
) -> Result<(), Error> {
    let mut insert = connection.prepare_cached(
        "insert into answers (chat, question, answers) values (?1, ?2, ?3)
         on conflict (chat, question) do update set answers = ?3
         returning place",
    )?;
    let values = (chat.0, question.0, names::answers(answers));
    let newest: i64 = insert.query_row(values, |row| row.get(0))?;
    if newest % SWEEP_EVERY == 0 {
        let delete = "delete from answers where place <= ?";
        connection.execute(delete, [newest - kept(MAX_ANSWERS)])?;
    }
    Ok(())
}

fn done(connection: &Connection, key: UpdateKey) -> Result<(), Error> {
    connection.prepare_cached("delete from inbox where id = ?")?.execute([key.0])?;
    let insert = "insert or ignore into handled (id) values (?)";
    if connection.prepare_cached(insert)?.execute([key.0])? == 0 {
        return Ok(());
    }
    let newest = connection.last_insert_rowid();
    if newest % SWEEP_EVERY == 0 {
        let delete = "delete from handled where place <= ?";
        connection.execute(delete, [newest - kept(MAX_HANDLED)])?;
    }
    Ok(())
}

/// Keeps an update out of the way, for whoever looks for the fault.
pub(super) fn put_aside(
    connection: &Connection,
    key: UpdateKey,
    reason: &str,
) -> Result<(), Error> {
    connection.execute(
        "insert into aside (id, received, reason, body)
         select id, received, ?2, body from inbox where id = ?1",
        (key.0, reason),
    )?;
    let newest = connection.last_insert_rowid();
    connection.execute("delete from aside where place <= ?", [newest - kept(MAX_ASIDE)])?;
    done(connection, key)
}

fn kept(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
