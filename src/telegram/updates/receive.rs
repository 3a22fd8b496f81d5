//! Receives updates: each is in the store before Telegram is told so.

use std::sync::Arc;

use serde::Deserialize;

use crate::{
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
const MAX_BYTES: usize = 32 << 20;

/// Stores updates that polling or the webhook brings.
#[derive(Clone, Debug)]
pub(crate) struct Receiver(pub(crate) Arc<dyn Inbox>);

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
    /// Stores updates.
    pub(crate) async fn take(&self, updates: Vec<Received>) -> StoreResult<Durability> {
        let inbox = Arc::clone(&self.0);
        // The caller may be cancelled when its connection closes; the task goes on.
        let taking = tokio::spawn(async move { inbox.receive(updates, now_ms()).await });
        taking.await.map_err(|_| StoreError::Closed)?
    }

    /// Whether more updates may be received now.
    pub(crate) fn has_room(&self) -> bool {
        let depth = self.0.depth();
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
        let receiver = Receiver(Arc::clone(&inbox));
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
