//! Takes updates from the stream that are for no process yet.

use std::{sync::Arc, time::Duration};

use redis::{
    RedisError,
    aio::MultiplexedConnection,
    streams::{StreamId, StreamReadReply},
};
use tokio::time::sleep;

use crate::store::{Open, Trial, UpdateKey};

use super::{
    contact::{Contact, Who},
    inbox::{GROUP, Inbox, ms},
    notes::{Note, Notes},
};

/// How long Redis is to wait for updates. The end of the process waits so long too.
pub(super) const WAITS: Duration = Duration::from_secs(1);

/// How long after a failure Redis is asked again.
const RETRY: Duration = Duration::from_millis(500);

/// Takes updates from the stream, while there is room for them here.
#[derive(Debug)]
pub(super) struct Reader {
    pub(super) inbox: Arc<Inbox>,
    pub(super) notes: Notes,
    pub(super) contact: Arc<Contact>,
}

impl Reader {
    /// Reads until the process leaves. It reads in a task of its own, since what
    /// Redis has sent would be lost with a future that is dropped.
    pub(super) async fn serve(self) {
        let mut connection = None;
        loop {
            let n_free = self.inbox.has_room().await;
            if self.inbox.is_leaving() {
                return;
            }
            if self.notes.is_crowded() {
                sleep(RETRY).await;
                continue;
            }
            let was_connected = connection.is_some();
            let read = self.read(&mut connection, n_free).await;
            if read.is_err() && was_connected {
                // Redis may have closed what was idle, or have started again.
                self.contact.broke();
                connection = None;
                continue;
            }
            self.contact.ended(Who::Reader, &read);
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
            None => connection.insert(self.inbox.link.waiting(WAITS).await?),
        };
        let mut command = redis::cmd("XREADGROUP");
        command.arg("GROUP").arg(GROUP).arg(&self.inbox.own_name);
        command.arg("COUNT").arg(n_free).arg("BLOCK").arg(ms(WAITS));
        command.arg("STREAMS").arg(self.inbox.link.inbox()).arg(">");
        let read: Option<StreamReadReply> = match command.query_async(connection).await {
            // The data of Redis are lost, or were never there.
            Err(error) if error.code() == Some("NOGROUP") => return self.inbox.found().await,
            read => read?,
        };
        for entry in read.into_iter().flat_map(|it| it.keys).flat_map(|it| it.ids) {
            self.take(entry);
        }
        Ok(())
    }

    fn take(&self, entry: StreamId) {
        if let Some(update) = update(&entry) {
            self.inbox.take(entry.id, update);
        } else {
            tracing::error!(
                entry = entry.id,
                "Redis has an entry that is no update; it is dropped"
            );
            self.notes.note(Note::Done { update: UpdateKey(0), entry: entry.id });
        }
    }
}

fn update(entry: &StreamId) -> Option<Open> {
    Some(Open {
        key: UpdateKey(entry.get("id")?),
        body: entry.get("body")?,
        received_ms: entry.get("at")?,
        trial: Trial::Fresh,
    })
}
