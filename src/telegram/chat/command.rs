//! The commands: `/ask vaccines`, with their entries in the menus.

use crate::wording::Phrase;

/// A command of the bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    Ask,
    /// Shows a clause by its number.
    Clause,
    Contents,
    Commitments,
    /// Compares a text with the documents.
    Check,
    Language,
    /// Shows the language, the order of the texts, and the document.
    Settings,
    Documents,
    /// Describes the bot, its sources and the stored data.
    About,
    Help,
    /// Erases the data of the sender.
    Forget,
    /// Shows the state of the bot to its administrators.
    Admin,
    /// Begins a conversation, or shows the clause of a link.
    Start,
}

/// The commands in the order of the menus: each as it is typed, without the slash, and
/// its description; none if no menu lists it.
pub(crate) const COMMANDS: [(Command, &str, Option<Phrase<'static>>); 13] = [
    (Command::Ask, "ask", Some(Phrase::MenuAsk)),
    (Command::Clause, "clause", Some(Phrase::MenuClause)),
    (Command::Contents, "contents", Some(Phrase::MenuContents)),
    (Command::Commitments, "commitments", Some(Phrase::MenuCommitments)),
    (Command::Check, "check", Some(Phrase::MenuCheck)),
    (Command::Language, "language", Some(Phrase::MenuLanguage)),
    (Command::Settings, "settings", Some(Phrase::MenuSettings)),
    (Command::Documents, "documents", Some(Phrase::MenuDocuments)),
    (Command::About, "about", Some(Phrase::MenuAbout)),
    (Command::Help, "help", Some(Phrase::MenuHelp)),
    (Command::Forget, "forget", Some(Phrase::MenuForget)),
    (Command::Admin, "admin", None),
    (Command::Start, "start", None),
];

/// Other names that people try. In a group they may be meant for another bot.
const ALIASES: [(Command, &str); 5] = [
    (Command::Ask, "search"),
    (Command::Ask, "find"),
    (Command::Ask, "query"),
    (Command::Language, "lang"),
    (Command::Contents, "toc"),
];

impl Command {
    /// The command with a name, in letters of any case.
    pub(crate) fn named(name: &str) -> Option<Self> {
        COMMANDS.into_iter().find(|it| it.1.eq_ignore_ascii_case(name)).map(|it| it.0)
    }

    /// The command with another name.
    pub(crate) fn alias(name: &str) -> Option<Self> {
        ALIASES.into_iter().find(|it| it.1.eq_ignore_ascii_case(name)).map(|it| it.0)
    }
}
