//! Which message answers which, written many at once.

use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;

use super::{ChatKey, MAX_ANSWERS, MessageKey};

/// Old answers are dropped once in so many new ones.
const SWEEP_EVERY: i64 = 1024;

/// Which messages answer a question. Such notes are many, and a lost one costs
/// little, so they are written together.
#[derive(Debug)]
pub(super) struct Note {
    pub(super) chat: ChatKey,
    pub(super) question: MessageKey,
    pub(super) answers: Vec<MessageKey>,
}

/// Writes the notes that wait, and drops the oldest of all.
pub(super) fn write(
    connection: &Connection,
    notes: &Mutex<Vec<Note>>,
) -> Result<(), rusqlite::Error> {
    let notes = std::mem::take(&mut *notes.lock().unwrap_or_else(PoisonError::into_inner));
    let mut insert = connection.prepare_cached(
        "insert into answers (chat, question, answers) values (?1, ?2, ?3)
         on conflict (chat, question) do update set answers = ?3
         returning place",
    )?;
    for Note { chat, question, answers } in notes {
        let numbers: Vec<String> = answers.iter().map(|it| it.0.to_string()).collect();
        let values = (chat.0, question.0, numbers.join(" "));
        let newest: i64 = insert.query_row(values, |row| row.get(0))?;
        if newest % SWEEP_EVERY == 0 {
            let oldest = newest - i64::try_from(MAX_ANSWERS).unwrap_or(i64::MAX);
            connection.execute("delete from answers where place <= ?", [oldest])?;
        }
    }
    Ok(())
}
