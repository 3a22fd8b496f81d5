//! What the buttons of a message that is shown say.

use teloxide::types::{InlineKeyboardButton, InlineKeyboardButtonKind, Message};

use crate::corpus::{ClauseRef, Library};

use crate::telegram::chat::{action::Action, clause_key::ClauseKey, page::Votes};

/// What a button does, if it does something of ours.
pub(crate) fn action(button: &InlineKeyboardButton) -> Option<Action> {
    match &button.kind {
        InlineKeyboardButtonKind::CallbackData(data) => data.parse().ok(),
        _ => None,
    }
}

/// All that the buttons of a message do.
pub(crate) fn actions(message: &Message) -> Vec<Action> {
    let rows = message.reply_markup().map(|it| it.inline_keyboard.as_slice()).unwrap_or_default();
    rows.iter().flatten().filter_map(action).collect()
}

/// The clauses that fit the question as well, and the one that is shown instead
/// of which `opened` is.
pub(crate) fn further(
    actions: &[Action],
    opened: Option<ClauseKey>,
    library: &Library,
) -> Vec<ClauseRef> {
    let shown = actions.iter().find_map(|it| match it {
        Action::Show(clause, ..) => Some(*clause),
        _ => None,
    });
    let others = actions.iter().filter_map(|it| match it {
        Action::Further(clause, _) => Some(*clause),
        _ => None,
    });
    let all = shown.filter(|_| opened.is_some()).into_iter().chain(others);
    all.filter(|it| Some(*it) != opened).filter_map(|it| it.find(library)).collect()
}

/// Whether a message asks whether its clause helped.
pub(crate) fn votes(actions: &[Action]) -> Votes {
    if actions.iter().any(|it| matches!(it, Action::Vote(..))) {
        Votes::Taken
    } else {
        Votes::Unasked
    }
}

/// The buttons of a message but for those that ask whether it helped.
pub(crate) fn without_votes(message: &Message) -> Vec<Vec<InlineKeyboardButton>> {
    let rows = message.reply_markup().map(|it| it.inline_keyboard.clone()).unwrap_or_default();
    let asks = |row: &[InlineKeyboardButton]| {
        row.iter().any(|it| matches!(action(it), Some(Action::Vote(..))))
    };
    rows.into_iter().filter(|it| !asks(it)).collect()
}
