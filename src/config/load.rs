//! Puts the sources together to the validated configuration.

use std::path::PathBuf;

use crate::{assistant::Place, text::Locale};

#[cfg(feature = "telegram")]
use super::serving::Serving;
#[cfg(feature = "cli")]
use super::{
    error::ConfigError,
    sources::{Purpose, Sources},
};

/// The validated configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Folder of document folders; `None` for the shipped library.
    pub library: Option<PathBuf>,
    /// Folder for the index of a large library; `None` for one in the library.
    pub index_dir: Option<PathBuf>,
    /// The locale of all replies; `None` to follow each question.
    pub language: Option<Locale>,
    /// The locale of the system, if it is one of ours.
    pub system: Option<Locale>,
    /// The configuration of the bot.
    #[cfg(feature = "telegram")]
    pub serving: Serving,
}

impl Config {
    /// Where the library and its index are; `None` for the shipped library.
    pub fn place(&self) -> Option<Place> {
        let index = self.index_dir.clone();
        self.library.clone().map(|library| Place { library, index })
    }

    /// The locale before there is a question, and of a reply to a question without
    /// letters.
    pub fn fallback(&self, authentic: Locale) -> Locale {
        self.language.or(self.system).unwrap_or(authentic)
    }
}

#[cfg(feature = "cli")]
impl Config {
    /// Checks the sources and puts them together.
    ///
    /// # Errors
    ///
    /// All faults at once.
    pub fn load(mut sources: Sources, purpose: Purpose) -> Result<Self, Vec<ConfigError>> {
        Self::check(&mut sources, purpose).ok_or(sources.faults)
    }

    /// The configuration, or `None` if the sources have faults.
    #[cfg_attr(
        not(feature = "telegram"),
        expect(unused_variables, reason = "only files of the bot depend on it")
    )]
    pub(super) fn check(sources: &mut Sources, purpose: Purpose) -> Option<Self> {
        let settings = sources.settings()?;
        let config = Self {
            library: settings.common.library,
            index_dir: settings.common.index_dir,
            language: settings.common.language,
            system: sources.system,
            #[cfg(feature = "telegram")]
            serving: super::resolve::resolve(settings.bot, sources, purpose),
        };
        sources.faults.is_empty().then_some(config)
    }
}

/// The locale for the help of the command line: that of the file and the environment,
/// or else of the system. Faults are reported later.
#[cfg(feature = "cli")]
pub fn spoken(mut sources: Sources) -> Option<Locale> {
    sources.settings().and_then(|it| it.common.language).or(sources.system)
}
