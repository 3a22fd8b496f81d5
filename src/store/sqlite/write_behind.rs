//! Writes that nobody waits for: answers that were sent, and updates that are done.
//!
//! They go into the next transaction, all together. If that fails they stay queued, so
//! none is lost while the process lives.

use std::{
    collections::{HashSet, VecDeque},
    mem,
};

use parking_lot::Mutex;
use rusqlite::{Connection, Error, Params};

use crate::store::{
    chat_store::{Answers, MAX_ANSWERS, Move, Shown},
    inbox::{MAX_DEAD_LETTERS, Received},
    keys::{ChatKey, MessageKey, UpdateKey},
};

/// Old rows are deleted once in so many inserts.
const SWEEP_EVERY: i64 = 1024;

/// Completed updates that are still known. Telegram repeats none that is older: it keeps
/// updates for a day, and sends them in order.
const MAX_HANDLED: usize = 100_000;

/// Most writes that are queued while the database refuses them.
const MAX_QUEUED: usize = 500_000;

/// A write that nobody waits for.
#[derive(Debug)]
pub(super) enum Write {
    /// Messages that answer a question.
    Answers { chat: ChatKey, question: MessageKey, answers: Answers },
    /// A group on the operator's lists that has moved.
    Moved(Move),
    /// An update that was received while the database refused writes, and when.
    Received(Received, i64),
    /// Updates up to this one were open when the last run ended.
    Resumed { last: UpdateKey },
    /// The answer of an update was computed.
    Answered(UpdateKey),
    /// An update is done.
    Done(UpdateKey),
    /// An update is given up, for a reason.
    DeadLetter(UpdateKey, String),
}

/// Writes in their order, until they are stored.
#[derive(Debug, Default)]
pub(super) struct WriteBehind(Mutex<VecDeque<Write>>);

impl WriteBehind {
    /// Queues a write; whether it is the only one.
    pub(super) fn push(&self, write: Write) -> bool {
        let mut queued = self.0.lock();
        queued.push_back(write);
        trim(&mut queued);
        queued.len() == 1
    }

    /// The newest answers of a question, if they are queued.
    pub(super) fn answers(&self, chat: ChatKey, question: MessageKey) -> Option<Answers> {
        let sought = (chat, question);
        self.0.lock().iter().rev().find_map(|it| {
            let Write::Answers { chat, question, answers } = it else { return None };
            ((*chat, *question) == sought).then(|| answers.clone())
        })
    }

    /// The last question before this one whose queued answer shows a clause, and the clause.
    pub(super) fn shown_before(
        &self,
        chat: ChatKey,
        question: MessageKey,
    ) -> Option<(MessageKey, Shown)> {
        let queued = self.0.lock();
        let shown = queued.iter().filter_map(|it| {
            let Write::Answers { chat: at, question: to, answers } = it else { return None };
            let shown = answers.shown.filter(|_| *at == chat && *to < question)?;
            Some((*to, shown))
        });
        shown.max_by_key(|it| it.0)
    }

    /// Takes all writes, to store them.
    pub(super) fn take(&self) -> VecDeque<Write> {
        mem::take(&mut *self.0.lock())
    }

    /// Queues writes again that could not be stored, before those that came since. Of an
    /// update that is done, only that remains: a disk may stay full for days.
    pub(super) fn give_back(&self, mut writes: VecDeque<Write>) {
        let done = writes
            .iter()
            .filter_map(|it| if let Write::Done(key) = it { Some(*key) } else { None });
        let done: HashSet<UpdateKey> = done.collect();
        writes.retain(|it| {
            let (Write::Received(Received { key, .. }, _) | Write::Answered(key)) = it else {
                return true;
            };
            !done.contains(key)
        });
        let mut queued = self.0.lock();
        writes.append(&mut queued);
        trim(&mut writes);
        *queued = writes;
    }
}

/// Drops the oldest writes above the limit.
fn trim(writes: &mut VecDeque<Write>) {
    writes.drain(..writes.len().saturating_sub(MAX_QUEUED));
}

/// Stores writes, in their order.
pub(super) fn store(connection: &Connection, writes: &VecDeque<Write>) -> Result<(), Error> {
    let run = |statement, key: UpdateKey| execute(connection, statement, [key.0]).map(|_| ());
    for write in writes {
        match write {
            Write::Answers { chat, question, answers } => {
                store_answers(connection, *chat, *question, answers)?;
            }
            Write::Moved(Move { from, to }) => {
                let insert = "insert or replace into moves (chat, was) values (?, ?)";
                execute(connection, insert, (to.0, from.0))?;
            }
            Write::Received(update, received_ms) => {
                insert(connection, update, *received_ms)?;
            }
            Write::Resumed { last } => {
                run("update inbox set trials = 1 where trials = 0 and id <= ?", *last)?;
            }
            Write::Answered(key) => run("update inbox set trials = 0 where id = ?", *key)?,
            Write::Done(key) => complete(connection, *key)?,
            Write::DeadLetter(key, reason) => dead_letter(connection, *key, reason)?,
        }
    }
    Ok(())
}

/// Inserts an update; whether it is new.
pub(super) fn insert(
    connection: &Connection,
    update: &Received,
    received_ms: i64,
) -> Result<bool, Error> {
    let insert = "insert or ignore into inbox (id, received, sender, body)
                  select ?1, ?2, ?3, ?4 where not exists (select 1 from handled where id = ?1)";
    let row = (update.key.0, received_ms, update.sender, &update.body);
    Ok(execute(connection, insert, row)? > 0)
}

fn store_answers(
    connection: &Connection,
    chat: ChatKey,
    question: MessageKey,
    answers: &Answers,
) -> Result<(), Error> {
    let upsert = "insert into answers (chat, question, answers) values (?1, ?2, ?3)
                  on conflict (chat, question) do update set answers = ?3 returning place";
    let mut upsert = connection.prepare_cached(upsert)?;
    let values = (chat.0, question.0, &answers.to_text());
    let place = upsert.query_row(values, |row| row.get(0))?;
    sweep(connection, "delete from answers where place <= ?", place, MAX_ANSWERS)
}

/// Completes an update.
fn complete(connection: &Connection, key: UpdateKey) -> Result<(), Error> {
    execute(connection, "delete from inbox where id = ?", [key.0])?;
    if execute(connection, "insert or ignore into handled (id) values (?)", [key.0])? > 0 {
        let place = connection.last_insert_rowid();
        sweep(connection, "delete from handled where place <= ?", place, MAX_HANDLED)?;
    }
    Ok(())
}

/// Moves an update to the dead letters.
pub(super) fn dead_letter(
    connection: &Connection,
    key: UpdateKey,
    reason: &str,
) -> Result<(), Error> {
    let insert = "insert into aside (id, received, reason, body)
                  select id, received, ?2, body from inbox where id = ?1";
    if execute(connection, insert, (key.0, reason))? > 0 {
        let oldest = connection.last_insert_rowid() - as_row(MAX_DEAD_LETTERS);
        execute(connection, "delete from aside where place <= ?", [oldest])?;
    }
    complete(connection, key)
}

/// Deletes all but the newest `n_kept` rows, now and then. Call it after the insert of the
/// newest.
fn sweep(connection: &Connection, delete: &str, newest: i64, n_kept: usize) -> Result<(), Error> {
    if newest % SWEEP_EVERY == 0 {
        execute(connection, delete, [newest - as_row(n_kept)])?;
    }
    Ok(())
}

fn execute(connection: &Connection, statement: &str, values: impl Params) -> Result<usize, Error> {
    connection.prepare_cached(statement)?.execute(values)
}

fn as_row(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{store::keys::DocumentKey, text::Locale};

    #[test]
    fn only_the_completion_of_a_done_update_stays_queued() {
        let queue = WriteBehind::default();
        for key in [1, 2, 3].map(UpdateKey) {
            queue.push(Write::Received(Received { key, sender: None, body: String::new() }, 1000));
        }
        queue.push(Write::Answered(UpdateKey(1)));
        queue.push(Write::Done(UpdateKey(1)));
        queue.push(Write::DeadLetter(UpdateKey(2), "why".to_owned()));
        queue.give_back(queue.take());
        let writes = Vec::from(queue.take());
        let [
            Write::Received(second, _),
            Write::Received(third, _),
            Write::Done(done),
            Write::DeadLetter(dead, _),
        ] = &writes[..]
        else {
            panic!("{writes:?}");
        };
        assert_eq!([second.key, third.key, *done, *dead], [2, 3, 1, 2].map(UpdateKey));
    }

    #[test]
    fn the_clause_of_a_queued_answer_is_found() {
        let queue = WriteBehind::default();
        for (chat, question, clause) in [(1, 10, "3.6"), (1, 20, "3.7"), (2, 15, "1.1")] {
            let (document, clause) = (DocumentKey::of("plan"), clause.parse().unwrap());
            let shown = Some(Shown { document, clause, locale: Locale::En });
            let answers = Answers { shown, ..Answers::default() };
            let (chat, question) = (ChatKey(chat), MessageKey(question));
            queue.push(Write::Answers { chat, question, answers });
        }
        let found = |chat, question| {
            let found = queue.shown_before(ChatKey(chat), MessageKey(question));
            found.map(|(it, shown)| (it.0, shown.clause.to_string()))
        };
        assert_eq!(found(1, 21), Some((20, "3.7".to_owned())));
        assert_eq!(found(1, 20), Some((10, "3.6".to_owned())));
        assert_eq!(found(1, 10), None);
        assert_eq!(found(3, 21), None);
    }

    #[test]
    fn queued_answers_are_found_and_bounded() {
        let (queue, chat, n) =
            (WriteBehind::default(), ChatKey(1), i32::try_from(MAX_QUEUED).unwrap());
        let answers = |at: i32| Answers {
            messages: vec![MessageKey(at)],
            said_at: 1000,
            checksum: Some(7),
            shown: None,
        };
        for i in 0..=n {
            let question = MessageKey(i);
            queue.push(Write::Answers { chat, question, answers: answers(i) });
            if i == n / 2 {
                let taken = queue.take();
                queue.push(Write::Answers { chat, question, answers: answers(-1) });
                queue.give_back(taken);
            }
        }
        assert_eq!(queue.answers(chat, MessageKey(n)), Some(answers(n)));
        assert_eq!(queue.answers(chat, MessageKey(n / 2)), Some(answers(-1)), "the newest");
        assert_eq!(queue.answers(ChatKey(2), MessageKey(n)), None);
        assert_eq!(queue.answers(chat, MessageKey(0)), None, "it was one too many");
        queue.give_back((0..5).map(|it| Write::Done(UpdateKey(it))).collect());
        assert_eq!(queue.take().len(), MAX_QUEUED);
    }
}
