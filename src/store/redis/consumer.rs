//! Reads updates from the stream that no process has claimed yet.

use std::{sync::Arc, time::Duration};

use redis::{
    RedisError,
    aio::MultiplexedConnection,
    streams::{StreamId, StreamReadReply},
};
use tokio::time::sleep;

use crate::store::{
    inbox::{Attempt, Open},
    keys::UpdateKey,
};

use super::{
    claims::{Claims, GROUP},
    connection::ms,
    health::{Health, Task},
    keys::Key,
    write_behind::{Write, WriteBehind},
};

/// How long a read blocks in Redis. Leaving takes as long.
pub(super) const BLOCK: Duration = Duration::from_secs(1);

/// Delay before reading again after a failure.
const RETRY: Duration = Duration::from_millis(500);

/// Reads updates while this process has room for them.
#[derive(Clone, Debug)]
pub(super) struct Consumer {
    pub(super) claims: Arc<Claims>,
    pub(super) queue: WriteBehind,
    pub(super) health: Arc<Health>,
}

impl Consumer {
    /// Reads until the process leaves. It needs a task of its own: a read that is cancelled
    /// would lose the response of Redis.
    pub(super) async fn serve(self) {
        let mut connection = None;
        loop {
            let n_free = self.claims.room().await;
            if self.claims.is_leaving() {
                return;
            }
            if self.queue.is_crowded() {
                sleep(RETRY).await;
                continue;
            }
            let was_connected = connection.is_some();
            let read = self.read(&mut connection, n_free).await;
            if read.is_err() && was_connected {
                // Redis may have closed an idle connection, or have restarted.
                self.health.disconnected();
                connection = None;
                continue;
            }
            self.health.record(Task::Consumer, &read);
            if read.is_err() {
                connection = None;
                sleep(RETRY).await;
            }
        }
    }

    async fn read(
        &self,
        connection: &mut Option<MultiplexedConnection>,
        n_free: usize,
    ) -> Result<(), RedisError> {
        let connection = match connection {
            Some(connection) => connection,
            None => connection.insert(self.claims.connection.blocking(BLOCK).await?),
        };
        let mut command = redis::cmd("XREADGROUP");
        command.arg("GROUP").arg(GROUP).arg(&self.claims.own_name);
        command.arg("COUNT").arg(n_free).arg("BLOCK").arg(ms(BLOCK));
        command.arg("STREAMS").arg(self.claims.connection.key(Key::Inbox)).arg(">");
        let read: Option<StreamReadReply> = match command.query_async(connection).await {
            // Redis is empty, or has lost its data.
            Err(error) if error.code() == Some("NOGROUP") => {
                return self.claims.create_group().await;
            }
            read => read?,
        };
        for entry in read.into_iter().flat_map(|it| it.keys).flat_map(|it| it.ids) {
            self.add(entry);
        }
        Ok(())
    }

    fn add(&self, entry: StreamId) {
        if let Some(update) = update(&entry) {
            self.claims.add(entry.id, update);
        } else {
            tracing::error!(entry = entry.id, "deleting an entry of the inbox that is no update");
            self.queue.push(Write::Done { update: UpdateKey(0), entry: entry.id });
        }
    }
}

fn update(entry: &StreamId) -> Option<Open> {
    Some(Open {
        key: UpdateKey(entry.get("id")?),
        body: entry.get("body")?,
        received_ms: entry.get("at")?,
        attempt: Attempt::First,
    })
}
