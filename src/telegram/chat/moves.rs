//! A group that becomes a supergroup gets another number, and the bot follows it.
//!
//! | the bot learns of the move from | and then |
//! |---|---|
//! | the service message of either chat | [`migrate`] moves what is stored |
//! | the error of an answer for the old number | the same, and the answer [moves](Target::moved) too |
//! | the error of a button's action | the same; the button is too old |
//!
//! The settings go with the group, and what the operator's lists say of it holds for its new
//! number. Its messages are numbered anew there, so it keeps no answers. Telegram adds the bot
//! to the supergroup as to a new one, which is then [no reason to greet](was_a_group).

use std::time::Duration;

use teloxide::types::ChatId;
use tokio::time::sleep;

use crate::{
    store::{ChatKey, Move},
    telegram::updates::{access::Access, request::Migration},
};

use super::{context::Context, target::Target};

/// Moves of a chat that an answer follows: a group becomes a supergroup once.
const MAX_MOVES: u32 = 3;

/// How long a new supergroup has to prove that it was a group before.
const PROOF_DELAY: Duration = Duration::from_millis(1500);

/// Moves what is stored of a group to its new number.
pub(crate) async fn migrate(context: &Context, migration: Migration) {
    let Migration { from, to } = migration;
    tracing::info!(chat.id = from.0, chat.new_id = to.0, "a chat has moved");
    context.migrated.take(to);
    let (old, new) = (ChatKey(from.0), ChatKey(to.0));
    if let Some(access) = context.limits.access.follow(migration) {
        warn(migration, access);
        context.store.chats.keep_move(Move { from: old, to: new });
    }
    context.kept(context.store.chats.migrate(old, new).await);
}

/// Tells the operator to add the new number to the list that has the old one.
fn warn(Migration { from, to }: Migration, access: Access) {
    let is = match access {
        Access::Allowed => "allowed",
        Access::NotAllowed => "not allowed",
        Access::Blocked => "blocked",
    };
    tracing::warn!(
        chat.id = from.0,
        chat.new_id = to.0,
        "the chat is {is} under its new number too: add {to} to the list"
    );
}

/// Whether a supergroup to which the bot was added was a group before. Telegram may say so
/// only afterwards, so this takes a moment.
pub(super) async fn was_a_group(context: &Context, chat: ChatId) -> bool {
    sleep(PROOF_DELAY).await;
    context.migrated.has(chat)
}

impl Target {
    /// Whether the answer follows another move of its chat.
    pub(super) fn may_move(&self) -> bool {
        self.n_moves < MAX_MOVES
    }

    /// The target in the chat to which its own has moved. The question has another, unknown
    /// id there.
    pub(super) fn moved(self, to: ChatId) -> Self {
        Self { chat: to, reply_to: None, question: None, n_moves: self.n_moves + 1, ..self }
    }
}
