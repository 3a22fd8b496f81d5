//! Which handler an update goes to.
//!
//! An update is what it carries and its [`Kind`]; messages are shared, not
//! copied, since a copy for each branch of a tree costs more than an answer. What
//! a handler needs beside them is the [`Desk`]; a test checks the types of the
//! whole tree without a network.

use std::sync::Arc;

use teloxide::{
    dispatching::DpHandlerDescription,
    dptree::{self, Handler, Type, di::DependencyMap},
    types::{CallbackQuery, ChatMemberUpdated, InlineQuery, Message, Update, UpdateKind},
};

use crate::telegram::{
    chat::{
        context::{Desk, Fault},
        handlers::{inline, joined, message, migration, press},
    },
    updates::rate_limit::Verdict,
};

/// A handler of updates.
pub type Tree = Handler<'static, Result<(), Fault>, DpHandlerDescription>;

/// What an update says that has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A message was sent, or a channel's post.
    Said,
    /// One was edited.
    Edited,
    /// A button was pressed.
    Pressed,
    /// Somebody typed after the bot's name.
    Typed,
    /// The bot was added to a chat, or put out of one.
    Changed,
}

/// The handlers; the first that takes an update handles it.
pub fn tree() -> Tree {
    let of = |wanted: Kind| dptree::filter(move |kind: Kind| kind == wanted);
    dptree::entry()
        .branch(
            of(Kind::Said)
                .branch(dptree::filter_map(migration::read).endpoint(migration::follow))
                .endpoint(message::new),
        )
        .branch(of(Kind::Edited).endpoint(message::edited))
        .branch(of(Kind::Pressed).endpoint(press::pressed))
        .branch(of(Kind::Typed).endpoint(inline::typed))
        .branch(of(Kind::Changed).endpoint(joined::changed))
}

/// What a tree is given for an update; `None` for kinds that nothing handles.
pub(crate) fn given(update: Update, desk: Arc<Desk>, verdict: Verdict) -> Option<DependencyMap> {
    Some(match update.kind {
        UpdateKind::Message(it) | UpdateKind::ChannelPost(it) => {
            dptree::deps![desk, Kind::Said, Arc::new(it), verdict]
        }
        UpdateKind::EditedMessage(it) | UpdateKind::EditedChannelPost(it) => {
            dptree::deps![desk, Kind::Edited, Arc::new(it), verdict]
        }
        UpdateKind::CallbackQuery(it) => dptree::deps![desk, Kind::Pressed, Arc::new(it)],
        UpdateKind::InlineQuery(it) => dptree::deps![desk, Kind::Typed, Arc::new(it)],
        UpdateKind::MyChatMember(it) => dptree::deps![desk, Kind::Changed, Arc::new(it)],
        _ => return None,
    })
}

/// Checks that a tree has all that its handlers need.
///
/// # Panics
///
/// When a handler needs what there is none of: a fault of the program.
pub fn check(tree: &Tree, desk: &Arc<Desk>) {
    let given = dptree::deps![Arc::clone(desk)];
    let of_updates = [
        Type::of::<Kind>(),
        Type::of::<Verdict>(),
        Type::of::<Arc<Message>>(),
        Type::of::<Arc<CallbackQuery>>(),
        Type::of::<Arc<InlineQuery>>(),
        Type::of::<Arc<ChatMemberUpdated>>(),
    ];
    dptree::type_check(tree.sig(), &given, &of_updates);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        assistant::{Assistant, shipped},
        config::{BotToken, Misses},
        store::Store,
        telegram::{Api, Guards},
    };

    #[test]
    fn every_handler_is_given_what_it_needs() {
        let assistant = Arc::new(Assistant::new(shipped()).unwrap());
        let nowhere = "http://127.0.0.1:1".parse().unwrap();
        let api = Api::new(nowhere, BotToken::new("1:a")).unwrap();
        let me = r#"{"id":666,"is_bot":true,"first_name":"B","username":"b","can_join_groups":true,
            "can_read_all_group_messages":false,"supports_inline_queries":true,"has_main_web_app":false}"#;
        let me = serde_json::from_str(me).unwrap();
        let desk = Desk::new(
            assistant,
            Arc::new(Store::in_memory().unwrap()),
            api,
            me,
            Misses::Dropped,
            Guards::default(),
        );
        check(&tree(), &desk);
    }

    #[test]
    #[should_panic(expected = "u128")]
    fn a_handler_that_needs_more_is_found_out() {
        let lacking: Tree = dptree::entry().endpoint(|_: u128| async { Ok::<(), Fault>(()) });
        dptree::type_check(lacking.sig(), &DependencyMap::new(), &[]);
    }
}
