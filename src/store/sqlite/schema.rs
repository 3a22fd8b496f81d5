//! The tables of the database, from version to version.

use rusqlite::{Connection, Error, TransactionBehavior};

use crate::store::error::{StoreError, StoreResult};

/// Each migrates a file to the next version; the version of a file is the number of its
/// migrations.
const MIGRATIONS: [&str; 5] = [
    // `hinted`: chats that got a hint; no longer written, only erased.
    "
    create table settings (chat integer primary key, language text, first text) strict;
    create table hinted (chat integer primary key) strict;
    create table answers (
        place integer primary key autoincrement,
        chat integer not null, question integer not null, answers text not null,
        unique (chat, question)
    ) strict;
    create table votes (
        document text not null, clause text not null,
        n_up integer not null, n_down integer not null,
        primary key (document, clause)
    ) strict, without rowid;
    create table misses (question text primary key, times integer not null) strict, without rowid;
",
    // `trials`: runs that ended before its answer was computed.
    "
    create table inbox (
        id integer primary key, received integer not null,
        trials integer not null default 0, body text not null
    ) strict;
    create table handled (
        place integer primary key autoincrement, id integer not null unique
    ) strict;
    create table aside (
        place integer primary key autoincrement,
        id integer not null, received integer not null, reason text not null, body text not null
    ) strict;
",
    // The key of the document that a chat asks.
    "alter table settings add column document text;",
    // Whether clauses in brackets are read, and the only topic of a group that is answered.
    "alter table settings add column bracketed text; alter table settings add column topic integer;",
    // `sender`: of whose updates only so many are open. `moves`: groups on the operator's lists
    // that have become supergroups.
    "alter table inbox add column sender integer;
    create table moves (chat integer primary key, was integer not null) strict;",
];

/// The version of the files that this program writes.
fn version() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// Writes to the file without changing it.
pub(super) fn touch(connection: &Connection) -> Result<(), Error> {
    connection.pragma_update(None, "user_version", version())
}

/// Migrates a file to the current version, completely or not at all.
pub(super) fn migrate(connection: &mut Connection) -> StoreResult<()> {
    // An up-to-date file needs no write, and the disk may be full.
    let found: i64 = connection.query_row("pragma user_version", [], |row| row.get(0))?;
    if found == version() {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: i64 = transaction.query_row("pragma user_version", [], |row| row.get(0))?;
    let known = version();
    if found > known {
        return Err(StoreError::TooNew { found, known });
    }
    for migration in MIGRATIONS.iter().skip(usize::try_from(found).unwrap_or_default()) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", known)?;
    Ok(transaction.commit()?)
}
