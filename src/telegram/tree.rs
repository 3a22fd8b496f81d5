//! Which handler an update goes to.
//!
//! What a handler needs beside the update is the [`Desk`]; a test checks the
//! types of the whole tree without a network.

use std::sync::Arc;

use teloxide::{
    dispatching::{DpHandlerDescription, UpdateFilterExt},
    dptree::{self, Handler},
    types::Update,
};

use super::{
    desk::{Desk, Fault},
    handlers::{inline, joined, message, migration, press},
};

/// A handler of updates.
pub type Tree = Handler<'static, Result<(), Fault>, DpHandlerDescription>;

/// The handlers, the first that takes an update handles it.
pub fn tree() -> Tree {
    dptree::entry()
        .branch(
            Update::filter_message()
                .branch(dptree::filter_map(migration::read).endpoint(migration::follow))
                .endpoint(message::new),
        )
        .branch(Update::filter_edited_message().endpoint(message::edited))
        .branch(Update::filter_channel_post().endpoint(message::new))
        .branch(Update::filter_edited_channel_post().endpoint(message::edited))
        .branch(Update::filter_callback_query().endpoint(press::pressed))
        .branch(Update::filter_inline_query().endpoint(inline::typed))
        .branch(Update::filter_my_chat_member().endpoint(joined::changed))
}

/// Checks that a tree has all that its handlers need.
///
/// # Panics
///
/// When a handler needs what there is none of: a fault of the program.
pub fn check(tree: &Tree, desk: &Arc<Desk>) {
    let given = dptree::deps![Arc::clone(desk)];
    dptree::type_check(tree.sig(), &given, &[dptree::Type::of::<Update>()]);
}
