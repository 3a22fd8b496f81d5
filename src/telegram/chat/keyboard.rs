//! The buttons of a message that the bot sent before, read again.

use teloxide::types::{InlineKeyboardButton, InlineKeyboardButtonKind};

use crate::{
    corpus::{ClauseRef, Library},
    store::{ClauseKey, Shown},
};

use super::{
    action::{Action, Reached},
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
    // Several buttons show the same clause.
    let mut further: Vec<ClauseRef> = Vec::new();
    for it in actions.iter().filter_map(clause).filter(|it| Some(*it) != opened) {
        further.extend(it.find(library).filter(|it| !further.contains(it)));
    }
    Below { further, reached: reached(actions) }
}

/// The way to the clause above the buttons.
fn reached(actions: &[Action]) -> Reached {
    let is_answer = |it: &Action| {
        let by = Reached::ByQuestion;
        matches!(it, Action::More(_, _, it) | Action::Less(_, _, it) if *it == by)
            // Of an earlier program.
            || matches!(it, Action::Vote(..))
    };
    if actions.iter().any(is_answer) { Reached::ByQuestion } else { Reached::ByChoice }
}

/// The clause above the buttons, in the language of its page.
pub(crate) fn shown(buttons: &[ButtonRow]) -> Option<Shown> {
    actions(buttons).into_iter().find_map(|it| match it {
        Action::More(key, locale, _)
        | Action::Less(key, locale, _)
        | Action::Vote(key, locale, _) => {
            Some(Shown { document: key.document, clause: key.clause, locale })
        }
        Action::Open(..)
        | Action::Further(..)
        | Action::Show(..)
        | Action::Both(..)
        | Action::Commitments(..)
        | Action::Contents(..)
        | Action::Section(..)
        | Action::Documents(..)
        | Action::Language(_)
        | Action::TextOrder(_)
        | Action::Document(..)
        | Action::References(_)
        | Action::Topic(_)
        | Action::Import(_)
        | Action::Stay => None,
    })
}

/// The rows that turn the parts of a long page.
pub(crate) fn turning(buttons: &[ButtonRow]) -> impl Iterator<Item = ButtonRow> {
    let is_turning = |row: &&ButtonRow| row.iter().filter_map(action).any(|it| it == Action::Stay);
    buttons.iter().filter(is_turning).cloned()
}
