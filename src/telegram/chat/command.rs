//! The commands: `/ask vaccines`, with their entries in the menus.

use std::str::FromStr;

use crate::wording::Phrase;

/// A command of the bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Asks a question.
    Ask,
    /// Shows a clause by its number.
    Clause,
    /// Lists the sections.
    Contents,
    /// Lists commitments.
    Commitments,
    /// Sets the language.
    Language,
    /// Lists the documents.
    Documents,
    /// Describes the bot, its sources and the stored data.
    About,
    /// Explains how to ask.
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

impl Command {
    /// All commands, in the order of the menus.
    pub(crate) const ALL: [Self; 10] = [
        Self::Ask,
        Self::Clause,
        Self::Contents,
        Self::Commitments,
        Self::Language,
        Self::Documents,
        Self::About,
        Self::Help,
        Self::Forget,
        Self::Start,
    ];

    /// The command as it is typed, without the slash.
    pub(crate) fn name(self) -> &'static str {
        self.entry().0
    }

    /// The description in the menus; `None` if no menu lists the command.
    pub(crate) fn description(self) -> Option<Phrase<'static>> {
        self.entry().1
    }

    fn entry(self) -> (&'static str, Option<Phrase<'static>>) {
        match self {
            Self::Ask => ("ask", Some(Phrase::MenuAsk)),
            Self::Clause => ("clause", Some(Phrase::MenuClause)),
            Self::Contents => ("contents", Some(Phrase::MenuContents)),
            Self::Commitments => ("commitments", Some(Phrase::MenuCommitments)),
            Self::Language => ("language", Some(Phrase::MenuLanguage)),
            Self::Documents => ("documents", Some(Phrase::MenuDocuments)),
            Self::About => ("about", Some(Phrase::MenuAbout)),
            Self::Help => ("help", Some(Phrase::MenuHelp)),
            Self::Forget => ("forget", Some(Phrase::MenuForget)),
            Self::Start => ("start", None),
        }
    }
}

impl FromStr for Command {
    type Err = UnknownCommand;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|it| it.name().eq_ignore_ascii_case(name));
        found.ok_or(UnknownCommand)
    }
}
