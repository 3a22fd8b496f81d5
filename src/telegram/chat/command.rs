//! The commands: `/ask vaccines`, with their entries in the menus.

use std::str::FromStr;

use crate::wording::Phrase;

/// A command of the bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    Ask,
    /// Shows a clause by its number.
    Clause,
    Contents,
    Commitments,
    Language,
    Documents,
    /// Describes the bot, its sources and the stored data.
    About,
    Help,
    /// Erases the data of the sender.
    Forget,
    /// Begins a conversation, or shows the clause of a link.
    Start,
}

/// The error for an unknown command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no command of this bot")]
pub struct UnknownCommand;

/// The commands in the order of the menus: each as it is typed, without the slash, and
/// its description; none if no menu lists it.
pub(crate) const COMMANDS: [(Command, &str, Option<Phrase<'static>>); 10] = [
    (Command::Ask, "ask", Some(Phrase::MenuAsk)),
    (Command::Clause, "clause", Some(Phrase::MenuClause)),
    (Command::Contents, "contents", Some(Phrase::MenuContents)),
    (Command::Commitments, "commitments", Some(Phrase::MenuCommitments)),
    (Command::Language, "language", Some(Phrase::MenuLanguage)),
    (Command::Documents, "documents", Some(Phrase::MenuDocuments)),
    (Command::About, "about", Some(Phrase::MenuAbout)),
    (Command::Help, "help", Some(Phrase::MenuHelp)),
    (Command::Forget, "forget", Some(Phrase::MenuForget)),
    (Command::Start, "start", None),
];

impl FromStr for Command {
    type Err = UnknownCommand;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = COMMANDS.into_iter().find(|(_, it, _)| it.eq_ignore_ascii_case(name));
        found.map(|(it, ..)| it).ok_or(UnknownCommand)
    }
}
