//! What the bot needs to start: its token, the Bot API, and where it keeps things.

use std::{fmt, path::PathBuf};

use etcetera::BaseStrategy;
use reqwest::Url;

use super::{ConfigError, RawConfig};

/// Telegram's own server.
pub const DEFAULT_API_URL: &str = "https://api.telegram.org";

/// The folder in the platform's place for application data.
const FOLDER: &str = "clausebot";

/// What the bot needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Serving {
    /// `None` where nobody gave one; the terminal needs none.
    pub token: Option<BotToken>,
    /// The Bot API.
    pub api_url: Url,
    /// Where settings are kept.
    pub kept: Kept,
    /// What becomes of questions that find nothing.
    pub misses: Misses,
    /// How much is logged, as `RUST_LOG` says it.
    pub log: Option<String>,
}

/// Where settings are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// In a database in this folder.
    Directory(PathBuf),
    /// Nowhere: they last as long as the process.
    Memory,
    /// No folder was given, and the platform has no place for application data.
    Nowhere,
}

/// What becomes of questions that find nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misses {
    /// Their texts are kept, and the bot says so.
    Kept,
    /// Nothing of them is kept.
    Dropped,
}

/// The token that `@BotFather` gives; never shown whole.
#[derive(Clone, PartialEq, Eq)]
pub struct BotToken(String);

impl BotToken {
    /// Takes a token as it was given.
    pub fn new(token: &str) -> Self {
        Self(token.trim().to_owned())
    }

    /// The token itself, for calls only.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for BotToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BotToken(…)")
    }
}

impl Serving {
    /// Puts the sources together, the first one first; `None` with a new fault.
    pub(super) fn load<'a>(
        sources: &(impl Iterator<Item = &'a RawConfig> + Clone),
        token: Option<&str>,
        log: Option<String>,
        faults: &mut Vec<ConfigError>,
    ) -> Option<Self> {
        let api_url = sources.clone().find_map(|it| it.api_url.clone());
        let api_url = api_url.unwrap_or_else(|| DEFAULT_API_URL.to_owned());
        let is_web = |it: &Url| ["http", "https"].contains(&it.scheme()) && it.has_host();
        let Some(api_url) = Url::parse(&api_url).ok().filter(is_web) else {
            // What stands before `@` may be a password.
            let found = api_url.rsplit('@').next().unwrap_or_default().to_owned();
            faults.push(ConfigError::InvalidApiUrl { found });
            return None;
        };
        let has_store = sources.clone().find_map(|it| it.store).unwrap_or(true);
        let directory = sources.clone().find_map(|it| it.data_dir.clone());
        let directory = directory
            .or_else(|| Some(etcetera::choose_base_strategy().ok()?.data_dir().join(FOLDER)));
        let kept = match directory {
            _ if !has_store => Kept::Memory,
            Some(directory) => Kept::Directory(directory),
            None => Kept::Nowhere,
        };
        let keeps_misses = sources.clone().find_map(|it| it.misses).unwrap_or(false);
        let misses = if keeps_misses { Misses::Kept } else { Misses::Dropped };
        Some(Self {
            token: token.filter(|it| !it.trim().is_empty()).map(BotToken::new),
            api_url,
            kept,
            misses,
            log,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_not_shown() {
        let token = BotToken::new(" 123:SECRET\n");
        assert_eq!(token.reveal(), "123:SECRET");
        assert!(!format!("{token:?}").contains("SECRET"));
    }
}
