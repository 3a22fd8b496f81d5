//! How updates get in: each is in the inbox before Telegram is told that it was
//! taken.

use std::sync::Arc;

use serde::Deserialize;

use crate::store::{Durability, Received, Store, StoreError, UpdateKey};

use crate::telegram::ops::clock::now_ms;

/// Kinds of update that are asked for: those that the handlers know.
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

/// Updates that may be open. When there are more, no new ones are taken; Telegram
/// keeps them.
pub(crate) const MAX_OPEN: usize = 20_000;

/// The way into the inbox.
#[derive(Clone, Debug)]
pub(crate) struct Intake {
    store: Arc<Store>,
}

/// The number of an update that may be of an unknown kind.
#[derive(Deserialize)]
struct Numbered {
    update_id: i64,
}

/// Reads the number of an update; `None` for what is none.
pub(crate) fn received(body: &str) -> Option<Received> {
    let Numbered { update_id } = serde_json::from_str(body).ok()?;
    Some(Received { key: UpdateKey(update_id), body: body.to_owned() })
}

impl Intake {
    /// The way into a store.
    pub(crate) fn new(store: Arc<Store>) -> Self {
        Self { store }
    }

    /// Takes updates in.
    ///
    /// # Errors
    ///
    /// When nothing of it was taken.
    pub(crate) async fn take(&self, updates: Vec<Received>) -> Result<Durability, StoreError> {
        let store = Arc::clone(&self.store);
        // Who brings them may hang up meanwhile, and this has to come to its end.
        let taking = tokio::spawn(async move { store.inbox.receive(updates, now_ms()).await });
        taking.await.map_err(|_| StoreError::Closed)?
    }

    /// Whether there is room for more.
    pub(crate) fn has_room(&self) -> bool {
        self.store.inbox.depth().n_open < MAX_OPEN
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use futures::poll;
    use tokio::time::timeout;

    use super::*;

    #[tokio::test]
    async fn an_update_is_taken_though_who_brings_it_hangs_up() {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(Store::open(folder.path().to_owned()).unwrap());
        let intake = Intake::new(Arc::clone(&store));
        let update = received(r#"{"update_id":7}"#).unwrap();
        let mut taking = Box::pin(intake.take(vec![update.clone()]));
        assert!(poll!(&mut taking).is_pending());
        drop(taking);
        // As Telegram brings it again.
        intake.take(vec![update]).await.unwrap();
        let open = timeout(Duration::from_secs(30), store.inbox.next()).await.unwrap();
        assert_eq!(open.iter().map(|it| it.key.0).collect::<Vec<_>>(), [7]);
    }
}
