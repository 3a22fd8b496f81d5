//! A group that becomes a supergroup gets a new number. Telegram says so twice,
//! once in the old group and once in the new one; either is enough.

use std::sync::Arc;

use teloxide::types::{ChatId, Message};

use crate::telegram::chat::{
    context::{Desk, Fault},
    deliver::moved,
};

/// A move from one number to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Move {
    from: ChatId,
    to: ChatId,
}

/// Reads a move from a service message.
#[expect(clippy::needless_pass_by_value, reason = "the tree passes values")]
pub(crate) fn read(message: Arc<Message>) -> Option<Move> {
    let here = message.chat.id;
    let to = message.migrate_to_chat_id().map(|to| Move { from: here, to: *to });
    to.or_else(|| message.migrate_from_chat_id().map(|from| Move { from: *from, to: here }))
}

/// Moves what is kept.
pub(crate) async fn follow(desk: Arc<Desk>, it: Move) -> Result<(), Fault> {
    moved(&desk, it.from, it.to).await;
    Ok(())
}
