//! What the operator set: file, then environment, then flags, checked together
//! before anything starts.
//!
//! [`Setting`] lists the settings with the key, the variable and the flag of
//! each. The file is the one that `--config` or `CLAUSEBOT_CONFIG` names; without
//! either none is read, since a file that happens to lie in the folder could send
//! the token elsewhere. No other module reads the environment.
//!
//! ```
//! use clausebot::config::{Config, Environment, Purpose, RawConfig, Setting};
//!
//! let environment = Environment::from([("CLAUSEBOT_LANGUAGE".to_owned(), "en".to_owned())]);
//! let flags = RawConfig::from_flags([(Setting::Language, "zh-TW".to_owned())]);
//! let config = Config::load(None, &environment, flags, Purpose::Answers).unwrap();
//! assert_eq!(config.language.map(|it| it.tag()), Some("zh-Hant"));
//! ```

#[cfg(feature = "telegram")]
mod dump;
mod error;
mod file;
mod raw;
#[cfg(feature = "telegram")]
mod secret;
#[cfg(feature = "telegram")]
mod serving;
mod setting;
#[cfg(feature = "telegram")]
mod settled;
mod sources;
#[cfg(feature = "telegram")]
mod webhook;

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use crate::{text::Locale, wording::negotiate};

use self::{raw::Value, sources::Sources};

#[cfg(feature = "telegram")]
pub use self::{
    dump::dump,
    secret::{BotToken, RedisUrl, WebhookSecret},
    serving::{
        Admission, DEFAULT_API_URL, DEFAULT_LISTEN, DEFAULT_MONITOR, DEFAULT_RATE, Intake, Kept,
        Limits, LogFormat, Logging, Misses, Monitor, Serving, Tls, Webhook,
    },
};
pub use self::{
    error::{ConfigError, Hint, Place},
    file::parse_file,
    raw::RawConfig,
    setting::{Form, Setting},
};

/// Settings that hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Folder of document folders; `None` for the shipped library.
    pub library: Option<PathBuf>,
    /// The locale of all replies; `None` to follow each question.
    pub language: Option<Locale>,
    /// The locale of the system, where there is one for it.
    pub system: Option<Locale>,
    /// What the bot needs.
    #[cfg(feature = "telegram")]
    pub serving: Serving,
}

/// What settings are for. All are checked for each; but the files that others
/// name are opened only where they are used, so that whoever may not read the
/// token can ask in the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Answers in the terminal: no such file.
    Answers,
    /// What the bot keeps: those of the store's address, and of the token, which has
    /// the number of the bot.
    Store,
    /// The bot: all of them.
    Bot,
}

/// The variables of the environment.
pub type Environment = HashMap<String, String>;

/// The environment of this process; variables that are not UTF-8 are left out.
pub fn environment() -> Environment {
    std::env::vars_os()
        .filter_map(|(key, value)| Some((key.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}

impl Config {
    /// Puts file, environment and flags together, the later over the earlier.
    ///
    /// # Errors
    ///
    /// All faults at once.
    pub fn load(
        file: Option<&Path>,
        environment: &Environment,
        flags: RawConfig,
        purpose: Purpose,
    ) -> Result<Self, Vec<ConfigError>> {
        let mut sources = Sources::gather(file, environment, flags);
        Self::settle(&mut sources, environment, purpose).ok_or(sources.faults)
    }

    /// What the sources come to; `None` with a fault among theirs.
    #[cfg_attr(not(feature = "telegram"), expect(unused_variables, reason = "only the bot asks"))]
    fn settle(sources: &mut Sources, environment: &Environment, purpose: Purpose) -> Option<Self> {
        let config = Self {
            library: sources.read(Setting::Library, "a folder", path).map(|it| it.value),
            language: language(sources),
            system: system(environment),
            #[cfg(feature = "telegram")]
            serving: settled::settle(sources, purpose)?,
        };
        sources.faults.is_empty().then_some(config)
    }

    /// The locale for what is said before there is a question, and of a reply to
    /// a question without letters.
    pub fn fallback(&self, authentic: Locale) -> Locale {
        self.language.or(self.system).unwrap_or(authentic)
    }
}

/// The locale for the help of the command line: what file and environment say,
/// or else the system. What is wrong with them is said later.
pub fn spoken(environment: &Environment) -> Option<Locale> {
    let mut sources = Sources::gather(None, environment, RawConfig::default());
    language(&mut sources).or_else(|| system(environment))
}

fn language(sources: &mut Sources) -> Option<Locale> {
    let expected = "`zh-Hans`, `zh-Hant`, `en` or a tag of these languages such as `zh-TW`";
    sources.read(Setting::Language, expected, |it| negotiate(it.text()?)).map(|it| it.value)
}

fn system(environment: &Environment) -> Option<Locale> {
    let first = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|it| environment.get(*it).filter(|it| !it.is_empty()));
    negotiate(first?)
}

fn path(value: &Value) -> Option<PathBuf> {
    value.text().filter(|it| !it.is_empty()).map(PathBuf::from)
}

#[cfg(test)]
mod tests;
