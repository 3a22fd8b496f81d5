//! The buttons of a message that the bot sent before, read again.

use teloxide::types::{InlineKeyboardButton, InlineKeyboardButtonKind};

use crate::corpus::{ClauseRef, Library};

use super::{
    action::Action,
    clause_key::ClauseKey,
    page::{Below, ButtonRow},
};

/// The action of a button, if it has a valid one.
pub(crate) fn action(button: &InlineKeyboardButton) -> Option<Action> {
    match &button.kind {
        InlineKeyboardButtonKind::CallbackData(data) => data.parse().ok(),
        _ => None,
    }
}

/// The actions of all buttons.
pub(crate) fn actions(buttons: &[ButtonRow]) -> Vec<Action> {
    buttons.iter().flatten().filter_map(action).collect()
}

/// The optional buttons that stay below a clause. If another clause is `opened`, the one
/// before becomes a further clause.
pub(crate) fn below(actions: &[Action], opened: Option<ClauseKey>, library: &Library) -> Below {
    let clause = |action: &Action| match action {
        Action::Show(clause, ..) => opened.map(|_| *clause),
        Action::Further(clause, _) => Some(*clause),
        _ => None,
    };
    // All buttons of a language show the same clause.
    let mut further: Vec<ClauseRef> = Vec::new();
    for it in actions.iter().filter_map(clause).filter(|it| Some(*it) != opened) {
        further.extend(it.find(library).filter(|it| !further.contains(it)));
    }
    let asks_votes = actions.iter().any(|it| matches!(it, Action::Vote(..)));
    Below { further, asks_votes }
}

/// The rows of buttons without those with certain actions.
pub(crate) fn without(
    buttons: &[ButtonRow],
    is_removed: impl Fn(&Action) -> bool,
) -> Vec<ButtonRow> {
    let is_kept = |row: &&ButtonRow| !row.iter().filter_map(action).any(|it| is_removed(&it));
    buttons.iter().filter(is_kept).cloned().collect()
}
