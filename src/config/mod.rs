//! What the operator set: file, then environment, then flags, checked together
//! before anything starts.
//!
//! | key in `clausebot.toml` | environment | flag |
//! |---|---|---|
//! | `library = "agreements"` | `CLAUSEBOT_LIBRARY` | `--library` |
//! | `language = "zh-Hant"` | `CLAUSEBOT_LANGUAGE` | `--language` |
//! | | `TELOXIDE_TOKEN` | |
//! | `api-url = "http://…"` | `CLAUSEBOT_API_URL` | `--api-url` |
//! | `data-dir = "/var/…"` | `CLAUSEBOT_DATA_DIR` | `--data-dir` |
//! | `store = false` | `CLAUSEBOT_STORE=false` | `--no-store` |
//! | `misses = true` | `CLAUSEBOT_MISSES=true` | `--misses` |
//!
//! The file is the one that `--config` or `CLAUSEBOT_CONFIG` names; without
//! either none is read. No other module reads the environment.

#[cfg(feature = "telegram")]
mod secret;
#[cfg(feature = "telegram")]
mod serving;

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use crate::{text::Locale, wording::negotiate};

#[cfg(feature = "telegram")]
pub use secret::{BotToken, RedisUrl, WebhookSecret};
#[cfg(feature = "telegram")]
pub use serving::{
    Admission, DEFAULT_API_URL, DEFAULT_LISTEN, DEFAULT_MONITOR, DEFAULT_RATE, Intake, Kept,
    Limits, LogFormat, Logging, Misses, Monitor, Serving, Tls, Webhook,
};

/// Settings as they were written, from one source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RawConfig {
    /// Folder of document folders.
    pub library: Option<PathBuf>,
    /// Language tag of replies.
    pub language: Option<String>,
    /// Address of the Bot API.
    pub api_url: Option<String>,
    /// Folder of the bot's database.
    pub data_dir: Option<PathBuf>,
    /// Whether there is such a database.
    pub store: Option<bool>,
    /// Whether questions that find nothing are kept.
    pub misses: Option<bool>,
}

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

/// A setting that cannot hold.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read the configuration `{path}`")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The file is not as it should be.
    #[error("in the configuration `{path}`: {reason}")]
    Invalid {
        /// The file.
        path: PathBuf,
        /// Where and what.
        reason: String,
    },
    /// There is no locale for a language.
    #[error(
        "unknown language `{found}` in {place}: expected `zh-Hans`, `zh-Hant`, `en` or a tag of these languages such as `zh-TW`"
    )]
    UnknownLanguage {
        /// What was given.
        found: String,
        /// Where.
        place: String,
    },
    /// A switch that is neither on nor off.
    #[error("invalid `{key}`: expected `true` or `false`, found `{found}`")]
    InvalidSwitch {
        /// The variable.
        key: String,
        /// What was given.
        found: String,
    },
    /// An address that is none.
    #[error(
        "invalid address of the Bot API `{found}`: expected one such as `https://api.telegram.org`"
    )]
    InvalidApiUrl {
        /// What was given.
        found: String,
    },
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
    ) -> Result<Self, Vec<ConfigError>> {
        let set = |key: &str| environment.get(key).filter(|it| !it.is_empty());
        let file = file.map(Path::to_owned).or_else(|| set("CLAUSEBOT_CONFIG").map(PathBuf::from));
        let mut faults = Vec::new();
        let from_file = file.as_deref().map(read).transpose().unwrap_or_else(|fault| {
            faults.push(fault);
            None
        });
        let mut switch = |key: &str| match set(key).map(String::as_str) {
            None => None,
            Some("true" | "1") => Some(true),
            Some("false" | "0") => Some(false),
            Some(found) => {
                let (key, found) = (key.to_owned(), found.to_owned());
                faults.push(ConfigError::InvalidSwitch { key, found });
                None
            }
        };
        let from_environment = RawConfig {
            store: switch("CLAUSEBOT_STORE"),
            misses: switch("CLAUSEBOT_MISSES"),
            library: set("CLAUSEBOT_LIBRARY").map(PathBuf::from),
            language: set("CLAUSEBOT_LANGUAGE").cloned(),
            api_url: set("CLAUSEBOT_API_URL").cloned(),
            data_dir: set("CLAUSEBOT_DATA_DIR").map(PathBuf::from),
        };
        let file_place = file
            .as_deref()
            .map(|it| format!("`language` of `{}`", it.display()))
            .unwrap_or_default();
        let sources = [
            ("`--language`".to_owned(), flags),
            ("`CLAUSEBOT_LANGUAGE`".to_owned(), from_environment),
            (file_place, from_file.unwrap_or_default()),
        ];
        let mut language = None;
        for (place, raw) in &sources {
            match raw.language.as_deref().map(|it| (it, negotiate(it))) {
                None => {}
                Some((_, Some(locale))) => language = language.or(Some(locale)),
                Some((found, None)) => faults.push(ConfigError::UnknownLanguage {
                    found: found.to_owned(),
                    place: place.clone(),
                }),
            }
        }
        #[cfg(feature = "telegram")]
        let serving = {
            let raw = sources.iter().map(|(_, it)| it);
            Serving::load(
                &raw,
                set("TELOXIDE_TOKEN").map(String::as_str),
                set("RUST_LOG").cloned(),
                &mut faults,
            )
        };
        let library = sources.into_iter().find_map(|(_, it)| it.library);
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self {
            library,
            language,
            system: system(environment),
            #[cfg(feature = "telegram")]
            serving: serving.ok_or(faults)?,
        })
    }

    /// The locale for what is said before there is a question, and of a reply to
    /// a question without letters.
    pub fn fallback(&self, authentic: Locale) -> Locale {
        self.language.or(self.system).unwrap_or(authentic)
    }
}

fn system(environment: &Environment) -> Option<Locale> {
    let first = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|it| environment.get(*it).filter(|it| !it.is_empty()));
    negotiate(first?)
}

fn read(path: &Path) -> Result<RawConfig, ConfigError> {
    let text = fs::read_to_string(path)
        .map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })?;
    toml::from_str(&text).map_err(|error| ConfigError::Invalid {
        path: path.to_owned(),
        reason: error.to_string().trim().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loaded(environment: &[(&str, &str)], flags: RawConfig) -> Result<Config, String> {
        let environment = environment
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect();
        Config::load(None, &environment, flags)
            .map_err(|it| it.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
    }

    #[test]
    fn flags_go_over_the_environment() {
        let flags = RawConfig { language: Some("zh-TW".to_owned()), ..RawConfig::default() };
        let config = loaded(
            &[("CLAUSEBOT_LANGUAGE", "en"), ("CLAUSEBOT_LIBRARY", "a"), ("LANG", "en_GB.UTF-8")],
            flags,
        )
        .unwrap();
        assert_eq!(config.library, Some("a".into()));
        assert_eq!((config.language, config.system), (Some(Locale::ZhHant), Some(Locale::En)));
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let flags = RawConfig { language: Some("fr".to_owned()), ..RawConfig::default() };
        let faults =
            loaded(&[("CLAUSEBOT_LANGUAGE", "xx"), ("CLAUSEBOT_CONFIG", "/nowhere/c.toml")], flags)
                .unwrap_err();
        assert!(!faults.contains("store"), "{faults}");
        for part in ["`fr` in `--language`", "`xx` in `CLAUSEBOT_LANGUAGE`", "/nowhere/c.toml"] {
            assert!(faults.contains(part), "{faults}");
        }
    }
}
