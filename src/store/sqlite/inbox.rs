//! The inbox in the database.

use rusqlite::{Connection, Error, OptionalExtension};

use crate::store::{
    MAX_TRIES, Open, Received, StoreError, Trial, UpdateKey,
    inbox::{Depth, Safety},
};

use super::{
    Sqlite,
    notes::{Note, put_aside},
};

/// Why an update is put aside that has ended three runs.
const ENDED_THREE: &str = "the process ended with it, three times";

/// What the last run left, by what becomes of it.
struct Left {
    open: Vec<Open>,
    n_aside: usize,
}

impl Sqlite {
    pub(in crate::store) async fn receive(
        &self,
        updates: Vec<Received>,
        now_ms: i64,
    ) -> Result<Safety, StoreError> {
        let updates: Vec<Received> =
            updates.into_iter().filter(|it| self.queue.seen.take(it.key)).collect();
        if updates.is_empty() {
            // What came before may not be written down yet, and this is not to say that it is.
            self.flush().await;
            return Ok(self.safety());
        }
        let (updates, is_kept) = self.write_down(updates, now_ms).await;
        for Received { key, body } in updates {
            self.queue.push(Open { key, body, received_ms: now_ms, trial: Trial::Fresh });
        }
        Ok(if is_kept { Safety::Kept } else { Safety::Lost })
    }

    /// The updates that are new, and whether they are in the database.
    async fn write_down(&self, updates: Vec<Received>, now_ms: i64) -> (Vec<Received>, bool) {
        let rows = updates.clone();
        let written = self.writer.with(move |it| {
            let new = rows.iter().map(|row| insert(it, row, now_ms));
            new.collect::<Result<Vec<bool>, Error>>()
        });
        if let Ok(new) = written.await {
            let new = updates.into_iter().zip(new).filter(|(_, is_new)| *is_new);
            (new.map(|(it, _)| it).collect(), true)
        } else {
            // The writer has said why. They are written down once it can do that.
            for update in updates.clone() {
                self.writer.note(Note::Came(update, now_ms));
            }
            (updates, false)
        }
    }

    pub(in crate::store) async fn resume(&self) -> Result<(usize, usize), StoreError> {
        let Left { open, n_aside } = match self.writer.with(left).await {
            Ok(left) => left,
            // It can be read, as where the disk is full.
            Err(_) => self.left_as_it_is().await?,
        };
        let n_open = open.len();
        for update in open {
            self.queue.seen.take(update.key);
            self.queue.push(update);
        }
        Ok((n_open, n_aside))
    }

    /// What the last run left, of a database that takes no changes now.
    async fn left_as_it_is(&self) -> Result<Left, StoreError> {
        let (open, bad) = self.writer.read(|it| Ok((open(it)?, bad(it)?))).await?;
        if let Some(last) = open.last() {
            self.writer.note(Note::Left { last: last.key });
        }
        for key in &bad {
            self.writer.note(Note::PutAside(*key, ENDED_THREE.to_owned()));
        }
        let open = open.into_iter().filter(|it| !bad.contains(&it.key)).collect();
        Ok(Left { open, n_aside: bad.len() })
    }

    pub(in crate::store) async fn next(&self) -> Result<Vec<Open>, StoreError> {
        Ok(self.queue.next().await)
    }

    pub(in crate::store) async fn begin(&self, key: UpdateKey) -> Result<(), StoreError> {
        self.run("update inbox set trials = trials + 1 where id = ?", [key.0]).await
    }

    pub(in crate::store) fn landed(&self, key: UpdateKey) {
        self.writer.note(Note::Landed(key));
    }

    pub(in crate::store) fn done(&self, key: UpdateKey) {
        if self.queue.close(key) {
            self.writer.note(Note::Done(key));
        }
    }

    pub(in crate::store) fn put_aside(&self, key: UpdateKey, reason: &str) {
        if self.queue.close(key) {
            self.writer.note(Note::PutAside(key, reason.to_owned()));
        }
    }

    /// Notes are written before whatever is asked.
    pub(in crate::store) async fn flush(&self) {
        _ = self.writer.with(|_| Ok(())).await;
    }

    pub(in crate::store) fn depth(&self) -> Depth {
        let (n_open, oldest_ms) = self.queue.depth();
        Depth { n_open, oldest_ms, safety: self.safety() }
    }

    pub(in crate::store) async fn n_aside(&self) -> Result<usize, StoreError> {
        self.count("select count(*) from aside").await
    }

    pub(in crate::store) async fn n_left(&self) -> Result<usize, StoreError> {
        self.count("select count(*) from inbox").await
    }

    async fn count(&self, select: &'static str) -> Result<usize, StoreError> {
        let count = move |it: &Connection| it.query_row(select, [], |row| row.get::<_, i64>(0));
        Ok(usize::try_from(self.writer.read(count).await?).unwrap_or_default())
    }

    fn safety(&self) -> Safety {
        if self.writer.fails() { Safety::Lost } else { Safety::Kept }
    }
}

/// Writes an update down; whether it is new.
pub(super) fn insert(
    connection: &Connection,
    update: &Received,
    now_ms: i64,
) -> Result<bool, Error> {
    let mut handled = connection.prepare_cached("select 1 from handled where id = ?")?;
    if handled.query_row([update.key.0], |_| Ok(())).optional()?.is_some() {
        return Ok(false);
    }
    let insert = "insert or ignore into inbox (id, received, body) values (?, ?, ?)";
    let values = (update.key.0, now_ms, &update.body);
    Ok(connection.prepare_cached(insert)?.execute(values)? > 0)
}

/// What the last run left open, oldest first. That it is in this run is written
/// down; what has ended three runs is put aside.
fn left(connection: &Connection) -> Result<Left, Error> {
    let bad = bad(connection)?;
    for key in &bad {
        put_aside(connection, *key, ENDED_THREE)?;
    }
    let open = open(connection)?;
    connection.execute("update inbox set trials = 1 where trials = 0", [])?;
    Ok(Left { open, n_aside: bad.len() })
}

/// What has ended three runs.
fn bad(connection: &Connection) -> Result<Vec<UpdateKey>, Error> {
    let mut bad = connection.prepare("select id from inbox where trials >= ?")?;
    let bad = bad.query_map([MAX_TRIES - 1], |row| Ok(UpdateKey(row.get(0)?)))?;
    bad.collect()
}

/// What is open, oldest first.
fn open(connection: &Connection) -> Result<Vec<Open>, Error> {
    let mut open =
        connection.prepare("select id, received, trials, body from inbox order by id")?;
    let open = open.query_map([], |row| {
        let trials: i64 = row.get(2)?;
        Ok(Open {
            key: UpdateKey(row.get(0)?),
            body: row.get(3)?,
            received_ms: row.get(1)?,
            trial: if trials == 0 { Trial::Again } else { Trial::Suspect },
        })
    })?;
    open.collect()
}
