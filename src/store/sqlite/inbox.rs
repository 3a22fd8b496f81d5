//! The inbox in the database.

use std::time::Duration;

use async_trait::async_trait;
use rusqlite::{Connection, Error, OptionalExtension};
use tokio::time::sleep;

use crate::store::{
    error::StoreResult,
    inbox::{Attempt, Depth, Durability, Inbox, MAX_ATTEMPTS, Open, Received, THREE_CRASHES},
    keys::UpdateKey,
};

use super::{
    Medium, Sqlite,
    queue::{Batch, MAX_BATCH_BYTES, Resumed},
    schema,
    write_behind::{Write, dead_letter, insert},
};

/// Delay after the database could not be read.
const READ_DELAY: Duration = Duration::from_secs(1);

#[async_trait]
impl Inbox for Sqlite {
    async fn receive(&self, mut updates: Vec<Received>, now_ms: i64) -> StoreResult<Durability> {
        updates.retain(|it| self.queue.seen.take(it.key) && self.queue.reserve(it));
        if updates.is_empty() {
            // These updates may still be queued; wait before reporting that they are stored.
            self.written().await;
            return Ok(self.durability(!self.writer.fails()));
        }
        let rows = updates.clone();
        let stored = self.writer.write(move |it| {
            let are_new = rows.iter().map(|row| insert(it, row, now_ms));
            are_new.collect::<Result<Vec<bool>, Error>>()
        });
        let stored = stored.await;
        let durability = self.durability(stored.is_ok());
        match stored {
            Ok(are_new) => {
                let mut are_new = are_new.into_iter();
                updates.retain(|it| {
                    let is_new = are_new.next() == Some(true);
                    if !is_new {
                        self.queue.release(it);
                    }
                    is_new
                });
            }
            // The writer has logged the error, and stores them as soon as it can.
            Err(_) => {
                for update in &updates {
                    self.writer.queue(Write::Received(update.clone(), now_ms));
                }
            }
        }
        self.queue.push(updates, now_ms);
        Ok(durability)
    }

    async fn resume(&self) -> StoreResult<(usize, usize)> {
        let (open, n_dead) = match self.writer.write(resumed).await {
            Ok(resumed) => resumed,
            // A database that refuses writes can often be read, as on a full disk.
            Err(_) => self.resume_later().await?,
        };
        for update in &open {
            self.queue.seen.take(update.key);
        }
        self.queue.resume(&open);
        Ok((open.len(), n_dead))
    }

    async fn next(&self) -> Vec<Open> {
        loop {
            match self.queue.next().await {
                Batch::Received(updates) => return updates,
                Batch::Resumed(resumed) => {
                    let updates = self.with_bodies(&resumed).await;
                    if !updates.is_empty() {
                        return updates;
                    }
                }
            }
        }
    }

    async fn begin(&self, update: UpdateKey) -> StoreResult<()> {
        self.execute("update inbox set trials = trials + 1 where id = ?", [update.0]).await
    }

    fn answered(&self, update: UpdateKey) {
        self.writer.queue(Write::Answered(update));
    }

    fn done(&self, update: UpdateKey) {
        if self.queue.close(update) {
            self.writer.queue(Write::Done(update));
        }
    }

    fn dead_letter(&self, update: UpdateKey, reason: &str) {
        if self.queue.close(update) {
            self.writer.queue(Write::DeadLetter(update, reason.to_owned()));
        }
    }

    async fn written(&self) {
        match self.medium {
            // Reads see queued writes as well, and nothing survives the process anyway.
            Medium::Memory => {}
            Medium::File => _ = self.writer.stored().await,
        }
    }

    fn depth(&self) -> Depth {
        self.queue.depth(self.durability(!self.writer.fails()))
    }

    async fn n_open(&self) -> StoreResult<usize> {
        self.count("select count(*) from inbox").await
    }

    async fn n_dead_letters(&self) -> StoreResult<usize> {
        self.count("select count(*) from aside").await
    }

    async fn probe(&self) -> StoreResult<()> {
        self.writer.write(schema::touch).await
    }
}

impl Sqlite {
    /// Reads the updates of the last run while the database refuses writes, and queues the
    /// changes of [`resumed`].
    async fn resume_later(&self) -> StoreResult<(Vec<Resumed>, usize)> {
        let (mut open, dead) = self.writer.read(|it| Ok((open(it)?, dead(it)?))).await?;
        if let Some(last) = open.last() {
            self.writer.queue(Write::Resumed { last: last.key });
        }
        for key in &dead {
            self.writer.queue(Write::DeadLetter(*key, THREE_CRASHES.to_owned()));
        }
        open.retain(|it| !dead.contains(&it.key));
        Ok((open, dead.len()))
    }

    /// Reads the bodies of the first of these updates, and gives the others back to the queue.
    async fn with_bodies(&self, resumed: &[Resumed]) -> Vec<Open> {
        let wanted = resumed.to_vec();
        let (updates, n_read) = match self.writer.read(move |it| bodies(it, &wanted)).await {
            Ok(read) => read,
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "cannot read open updates; trying again"
                );
                sleep(READ_DELAY).await;
                (Vec::new(), 0)
            }
        };
        let (read, rest) = resumed.split_at_checked(n_read).unwrap_or_default();
        self.queue.give_back(rest);
        // One that is no longer stored was done elsewhere.
        for gone in read.iter().filter(|it| !updates.iter().any(|update| update.key == it.key)) {
            self.queue.close(gone.key);
        }
        updates
    }

    async fn count(&self, select: &'static str) -> StoreResult<usize> {
        self.writer.read(move |it| it.query_row(select, [], |row| row.get(0))).await
    }
}

/// Returns the updates of the last run, oldest first, and how many became dead letters.
/// Counts this run against those that are open.
fn resumed(connection: &Connection) -> Result<(Vec<Resumed>, usize), Error> {
    let dead = dead(connection)?;
    for key in &dead {
        dead_letter(connection, *key, THREE_CRASHES)?;
    }
    let open = open(connection)?;
    connection.execute("update inbox set trials = 1 where trials = 0", [])?;
    Ok((open, dead.len()))
}

/// Updates that three runs crashed on.
fn dead(connection: &Connection) -> Result<Vec<UpdateKey>, Error> {
    let mut select = connection.prepare("select id from inbox where trials >= ?")?;
    let keys = select.query_map([MAX_ATTEMPTS - 1], |row| Ok(UpdateKey(row.get(0)?)))?;
    keys.collect()
}

/// Open updates, oldest first.
fn open(connection: &Connection) -> Result<Vec<Resumed>, Error> {
    let select =
        "select id, received, trials, sender, length(cast(body as blob)) from inbox order by id";
    let mut select = connection.prepare(select)?;
    let updates = select.query_map([], |row| {
        Ok(Resumed {
            key: UpdateKey(row.get(0)?),
            received_ms: row.get(1)?,
            attempt: Attempt::after(1 + row.get::<_, u32>(2)?),
            sender: row.get(3)?,
            n_bytes: row.get(4)?,
        })
    })?;
    updates.collect()
}

/// The first of these updates with their bodies, and how many were read.
fn bodies(connection: &Connection, wanted: &[Resumed]) -> Result<(Vec<Open>, usize), Error> {
    let mut select = connection.prepare_cached("select body from inbox where id = ?")?;
    let mut updates: Vec<Open> = Vec::new();
    let (mut n_bytes, mut n_read) = (0, 0);
    for &Resumed { key, received_ms, attempt, .. } in wanted {
        if n_bytes >= MAX_BATCH_BYTES {
            break;
        }
        let body: Option<String> = select.query_row([key.0], |row| row.get(0)).optional()?;
        n_read += 1;
        if let Some(body) = body {
            n_bytes += body.len();
            updates.push(Open { key, body, received_ms, attempt });
        }
    }
    Ok((updates, n_read))
}
