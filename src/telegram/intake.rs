//! How updates get in: each is in the inbox before Telegram is told that it was
//! taken.

use std::sync::Arc;

use serde::Deserialize;

use crate::store::{Received, Safety, Store, StoreError, UpdateKey};

use super::clock::now_ms;

/// Kinds of update that are asked for: those that the handlers know.
pub(super) const KINDS: [&str; 7] = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "inline_query",
    "my_chat_member",
];

/// Updates that may be open. When there are more, no new ones are taken; Telegram
/// keeps them.
pub(super) const MAX_OPEN: usize = 20_000;

/// The way into the inbox.
#[derive(Clone, Debug)]
pub(super) struct Intake {
    store: Arc<Store>,
}

/// The number of an update that may be of an unknown kind.
#[derive(Deserialize)]
struct Numbered {
    update_id: i64,
}

/// Reads the number of an update; `None` for what is none.
pub(super) fn received(body: &str) -> Option<Received> {
    let Numbered { update_id } = serde_json::from_str(body).ok()?;
    Some(Received { key: UpdateKey(update_id), body: body.to_owned() })
}

impl Intake {
    /// The way into a store.
    pub(super) fn new(store: Arc<Store>) -> Self {
        Self { store }
    }

    /// Takes updates in.
    ///
    /// # Errors
    ///
    /// When nothing of it was taken.
    pub(super) async fn take(&self, updates: Vec<Received>) -> Result<Safety, StoreError> {
        self.store.receive(updates, now_ms()).await
    }

    /// Whether there is room for more.
    pub(super) fn has_room(&self) -> bool {
        self.store.depth().n_open < MAX_OPEN
    }
}
