//! Receives updates: each is in the store before Telegram is told so.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    time::Duration,
};

use serde::Deserialize;

use crate::{
    config::UpdateSource,
    store::{Durability, Inbox, Received, StoreError, StoreResult, UpdateKey},
    telegram::ops::clock::now_ms,
};

/// Kinds of update that are fetched: those that `parse` knows.
pub(crate) const KINDS: [&str; 7] = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "inline_query",
    "my_chat_member",
];

/// The name in the metrics of any other kind.
pub(crate) const UNKNOWN: &str = "unknown";

/// Open updates at which no more are received; Telegram keeps the rest.
const MAX_OPEN: usize = 20_000;

/// Bytes of updates in memory at which no more are received.
const MAX_BYTES: usize = 8 << 20;

/// How long messages are held back that waited at Telegram, if no more of them come: a slow
/// fetch may follow, or the deliveries of a webhook, which nobody announces.
const POLLING_PATIENCE: Duration = Duration::from_secs(5);
const WEBHOOK_PATIENCE: Duration = Duration::from_millis(300);

/// Stores updates that polling or the webhook brings.
#[derive(Clone, Debug)]
pub(crate) struct Receiver {
    inbox: Arc<dyn Inbox>,
    pub(crate) arrivals: Arc<Arrivals>,
}

/// Whether updates wait at Telegram.
#[derive(Debug)]
pub(crate) struct Arrivals {
    is_behind: AtomicBool,
    /// How long the next ones may take, while it is not known that none wait.
    pub(crate) patience: Duration,
}

impl Arrivals {
    /// Arrivals by fetches, of which one that is not full is the last, or by a webhook.
    pub(crate) fn new(updates: &UpdateSource) -> Self {
        let patience = match updates {
            UpdateSource::Polling => POLLING_PATIENCE,
            UpdateSource::Webhook(_) => WEBHOOK_PATIENCE,
        };
        Self { is_behind: AtomicBool::new(true), patience }
    }

    /// Notes whether more updates wait at Telegram.
    pub(crate) fn note(&self, is_behind: bool) {
        self.is_behind.store(is_behind, SeqCst);
    }

    /// Whether more updates may wait at Telegram.
    pub(crate) fn is_behind(&self) -> bool {
        self.is_behind.load(SeqCst)
    }
}

/// The id of an update of any kind.
#[derive(Deserialize)]
struct Numbered {
    update_id: i64,
}

/// Reads the id of an update; `None` for JSON that is no update.
pub(crate) fn received(body: &str) -> Option<Received> {
    let Numbered { update_id } = serde_json::from_str(body).ok()?;
    Some(Received { key: UpdateKey(update_id), body: body.to_owned() })
}

impl Receiver {
    /// A receiver that has received nothing.
    pub(crate) fn new(inbox: Arc<dyn Inbox>, arrivals: Arc<Arrivals>) -> Self {
        Self { inbox, arrivals }
    }

    /// Stores updates.
    pub(crate) async fn take(&self, updates: Vec<Received>) -> StoreResult<Durability> {
        let inbox = Arc::clone(&self.inbox);
        // The caller may be cancelled when its connection closes; the task goes on.
        let taking = tokio::spawn(async move { inbox.receive(updates, now_ms()).await });
        taking.await.map_err(|_| StoreError::Closed)?
    }

    /// Whether more updates may be received now.
    pub(crate) fn has_room(&self) -> bool {
        let depth = self.inbox.depth();
        depth.n_open < MAX_OPEN && depth.n_bytes < MAX_BYTES
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use futures::poll;
    use tokio::time::timeout;

    use super::*;
    use crate::store::Store;

    #[tokio::test]
    async fn an_update_is_stored_when_its_caller_hangs_up() {
        let folder = tempfile::tempdir().unwrap();
        let inbox = Store::open(folder.path().to_owned()).unwrap().inbox;
        let arrivals = Arc::new(Arrivals::new(&UpdateSource::Polling));
        let receiver = Receiver::new(Arc::clone(&inbox), arrivals);
        let update = received(r#"{"update_id":7}"#).unwrap();
        let mut taking = Box::pin(receiver.take(vec![update.clone()]));
        assert!(poll!(&mut taking).is_pending());
        drop(taking);
        // Telegram brings it again.
        receiver.take(vec![update]).await.unwrap();
        let open = timeout(Duration::from_secs(30), inbox.next()).await.unwrap();
        assert_eq!(open.iter().map(|it| it.key.0).collect::<Vec<_>>(), [7]);
    }
}
