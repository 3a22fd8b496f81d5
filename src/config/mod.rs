//! The configuration: the settings of the file, the environment and the flags,
//! checked together before anything starts.
//!
//! `settings` declares each setting once: its key, its variable, its flag, its
//! default and its reader. The file is the one that `--config` or `CLAUSEBOT_CONFIG`
//! names. Without either none is read: a file that happens to be in the folder could
//! send the token elsewhere. No other module reads the environment.
//!
#![cfg_attr(feature = "cli", doc = "```")]
#![cfg_attr(not(feature = "cli"), doc = "```ignore")]
//! use clausebot::config::{Config, Environment, Purpose, Sources};
//!
//! let environment = Environment::from([("CLAUSEBOT_LANGUAGE".to_owned(), "en".to_owned())]);
//! let flags = vec![("language".to_owned(), "zh-TW".to_owned())];
//! let config = Config::load(Sources::new(flags, &environment), Purpose::Answers).unwrap();
//! assert_eq!(config.language.map(|it| it.tag()), Some("zh-Hant"));
//! ```

#[cfg(all(feature = "cli", feature = "telegram"))]
mod dump;
#[cfg(feature = "cli")]
mod error;
#[cfg(feature = "cli")]
mod file;
mod load;
#[cfg(feature = "cli")]
mod place;
#[cfg(all(feature = "cli", feature = "telegram"))]
mod resolve;
#[cfg(feature = "telegram")]
mod secret;
#[cfg(feature = "telegram")]
mod serving;
#[cfg(feature = "cli")]
mod settings;
#[cfg(feature = "cli")]
mod sources;
#[cfg(all(feature = "cli", feature = "telegram"))]
mod value;

pub use self::load::Config;
#[cfg(all(feature = "cli", feature = "telegram"))]
pub use self::{
    dump::dump,
    settings::{BotSettings, MonitorSettings, PageSettings, StoreSettings},
    value::flag_pages_url,
};
#[cfg(feature = "cli")]
pub use self::{
    error::ConfigError,
    load::spoken,
    place::Place,
    settings::CommonSettings,
    sources::{Environment, Purpose, Sources, environment},
};
#[cfg(feature = "telegram")]
pub use self::{
    secret::{BotToken, RedisUrl, WebhookSecret},
    serving::{
        AccessLists, DEFAULT_API_URL, DEFAULT_LISTEN, DEFAULT_MONITOR, DEFAULT_RATE, DEFAULT_WEB,
        DEFAULT_WEB_RATE, Limits, LogFormat, Logging, Misses, Monitor, Pages, Serving, StorePlace,
        Tls, UpdateSource, WebAccess, Webhook,
    },
};
