//! What is noted while nobody waits for it: answers that were sent, and updates
//! that are done.
//!
//! A note is written in the next transaction, with all others that wait. Where
//! that fails, it waits on: while the process lives, none is lost.

use std::{
    collections::{HashSet, VecDeque},
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
        trim(&mut waiting);
        waiting.len() == 1
    }

    /// The answers of a question, where they wait to be written.
    pub(super) fn answers(&self, chat: ChatKey, question: MessageKey) -> Option<Answers> {
        let sought = (chat, question);
        self.waiting().iter().rev().find_map(|it| {
            let Note::Answered { chat, question, answers } = it else {
                return None;
            };
            ((*chat, *question) == sought).then(|| answers.clone())
        })
    }

    pub(super) fn take(&self) -> VecDeque<Note> {
        std::mem::take(&mut *self.waiting())
    }

    /// Lets notes wait again, before those that came since. Of what is done, no more
    /// waits than that it is: a full disk may stay full for days.
    pub(super) fn give_back(&self, mut notes: VecDeque<Note>) {
        let mut done = HashSet::new();
        for note in &notes {
            if let Note::Done(key) = note {
                done.insert(*key);
            }
        }
        notes.retain(|it| {
            let (Note::Came(Received { key, .. }, _) | Note::Landed(key)) = it else {
                return true;
            };
            !done.contains(key)
        });
        let mut waiting = self.waiting();
        notes.append(&mut waiting);
        trim(&mut notes);
        *waiting = notes;
    }

    fn waiting(&self) -> MutexGuard<'_, VecDeque<Note>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Lets go of the oldest that are too many.
fn trim(notes: &mut VecDeque<Note>) {
    notes.drain(..notes.len().saturating_sub(MAX_WAITING));
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
    let values = (chat.0, question.0, names::answers(answers));
    let update = "update answers set answers = ?3 where chat = ?1 and question = ?2";
    if connection.prepare_cached(update)?.execute((values.0, values.1, &values.2))? > 0 {
        return Ok(());
    }
    let insert = "insert into answers (chat, question, answers) values (?1, ?2, ?3)";
    connection.prepare_cached(insert)?.execute(values)?;
    let newest = connection.last_insert_rowid();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::came;

    #[test]
    fn of_what_is_done_no_more_waits_than_that_it_is() {
        let notes = Notes::default();
        for update in came(&[1, 2, 3]) {
            notes.push(Note::Came(update, 1000));
        }
        notes.push(Note::Landed(UpdateKey(1)));
        notes.push(Note::Done(UpdateKey(1)));
        notes.push(Note::PutAside(UpdateKey(2), "why".to_owned()));
        notes.give_back(notes.take());
        let waiting = Vec::from(notes.take());
        let [
            Note::Came(second, _),
            Note::Came(third, _),
            Note::Done(done),
            Note::PutAside(aside, _),
        ] = &waiting[..]
        else {
            panic!("{waiting:?}");
        };
        assert_eq!([second.key, third.key, *done, *aside], [2, 3, 1, 2].map(UpdateKey));
    }

    #[test]
    fn answers_that_wait_are_found_and_bounded() {
        let (notes, chat, n) = (Notes::default(), ChatKey(1), i32::try_from(MAX_WAITING).unwrap());
        let answers = |at: i32| Answers { messages: vec![MessageKey(at)], said_at: 1000 };
        for i in 0..=n {
            let question = MessageKey(i);
            notes.push(Note::Answered { chat, question, answers: answers(i) });
            if i == n / 2 {
                let taken = notes.take();
                notes.push(Note::Answered { chat, question, answers: answers(-1) });
                notes.give_back(taken);
            }
        }
        assert_eq!(notes.answers(chat, MessageKey(n)), Some(answers(n)));
        assert_eq!(notes.answers(chat, MessageKey(n / 2)), Some(answers(-1)), "the newest");
        assert_eq!(notes.answers(ChatKey(2), MessageKey(n)), None);
        assert_eq!(notes.answers(chat, MessageKey(0)), None, "it was one too many");
        notes.give_back((0..5).map(|it| Note::Done(UpdateKey(it))).collect());
        assert_eq!(notes.take().len(), MAX_WAITING);
    }
}
