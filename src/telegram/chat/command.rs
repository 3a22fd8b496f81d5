//! The commands, as people type them and as menus list them.

use std::str::FromStr;

use crate::wording::Phrase;

/// What can stand after a slash.
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
    /// Chooses the language.
    Language,
    /// Lists the documents.
    Documents,
    /// Says what the bot is, where its words come from and what it keeps.
    About,
    /// Says how to ask.
    Help,
    /// Erases what is kept of the speaker.
    Forget,
    /// Begins a conversation; a link's clause stands after it.
    Start,
}

/// A word that is no command of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no command of this bot")]
pub struct UnknownCommand;

impl Command {
    /// All of them, in the order of the menu; `start` is in none.
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

    /// As it is typed, without the slash.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::Clause => "clause",
            Self::Contents => "contents",
            Self::Commitments => "commitments",
            Self::Language => "language",
            Self::Documents => "documents",
            Self::About => "about",
            Self::Help => "help",
            Self::Forget => "forget",
            Self::Start => "start",
        }
    }

    /// What the menu says of it; `None` for what is in no menu.
    pub(crate) fn description(self) -> Option<Phrase<'static>> {
        Some(match self {
            Self::Ask => Phrase::MenuAsk,
            Self::Clause => Phrase::MenuClause,
            Self::Contents => Phrase::MenuContents,
            Self::Commitments => Phrase::MenuCommitments,
            Self::Language => Phrase::MenuLanguage,
            Self::Documents => Phrase::MenuDocuments,
            Self::About => Phrase::MenuAbout,
            Self::Help => Phrase::MenuHelp,
            Self::Forget => Phrase::MenuForget,
            Self::Start => return None,
        })
    }
}

impl FromStr for Command {
    type Err = UnknownCommand;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|it| it.name().eq_ignore_ascii_case(name));
        found.ok_or(UnknownCommand)
    }
}
