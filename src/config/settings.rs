//! The settings. A field declares all there is to know of one:
//!
//! - its key in the file, which is the name of the field with dashes;
//! - its variable, its flag, and its default;
//! - what it looks like: the placeholder in the help is also the type that the file
//!   asks for, `BOOL`, `N` and `CHATS`, or else a text in quotes;
//! - its reader, which says what was expected.
//!
//! Its help is in `locales/*/usage.ftl`.
//!
//! `hide` marks a secret that only the environment may have, `hide_env_values` a
//! value that may contain a secret and is never shown. A secret `x` has a companion
//! `x_file`.

use std::{ffi::OsStr, path::PathBuf};

use clap::Arg;

use crate::{text::Locale, wording::negotiate};

use super::error::Expected;
#[cfg(feature = "telegram")]
use {
    super::{
        secret::{BotToken, RedisUrl, WebhookSecret},
        serving::{
            DEFAULT_API_URL, DEFAULT_LISTEN, DEFAULT_RATE, DEFAULT_WEB_RATE, LogFormat, Monitor,
        },
        value::{
            Chats, address, api_url, chats, file, header, log_format, monitor, origin, pages_url,
            rate, redis, requests, switch, thumbnails,
        },
        value::{token, webhook, webhook_secret},
    },
    clap::ArgAction,
    reqwest::Url,
    std::net::SocketAddr,
};

/// All settings.
#[derive(Debug, clap::Args)]
pub(super) struct Settings {
    #[command(flatten)]
    pub(super) common: CommonSettings,
    #[cfg(feature = "telegram")]
    #[command(flatten)]
    pub(super) bot: BotSettings,
}

/// The settings that are flags of every command.
#[derive(Debug, clap::Args)]
pub struct CommonSettings {
    #[arg(long, env = "CLAUSEBOT_LIBRARY", global = true, value_name = "DIR")]
    #[arg(value_parser = folder)]
    pub(super) library: Option<PathBuf>,
    #[arg(long, env = "CLAUSEBOT_LANGUAGE", global = true, value_name = "TAG")]
    #[arg(value_parser = language)]
    pub(super) language: Option<Locale>,
    #[arg(long, env = "CLAUSEBOT_INDEX_DIR", global = true, value_name = "DIR")]
    #[arg(value_parser = folder)]
    pub(super) index_dir: Option<PathBuf>,
}

/// The settings that are flags of `serve` and `doctor`.
#[cfg(feature = "telegram")]
#[derive(Debug, clap::Args)]
pub struct BotSettings {
    #[arg(long, env = "TELOXIDE_TOKEN", hide = true, hide_env_values = true, value_parser = token)]
    pub(super) token: Option<BotToken>,
    #[arg(long, env = "CLAUSEBOT_TOKEN_FILE", value_name = "FILE", value_parser = file)]
    pub(super) token_file: Option<PathBuf>,
    #[arg(long, env = "CLAUSEBOT_API_URL", value_name = "URL", value_parser = api_url)]
    #[arg(default_value = DEFAULT_API_URL)]
    pub(super) api_url: Url,
    #[command(flatten)]
    pub(super) database: StoreSettings,
    /// Whether anything is stored beyond the life of the process.
    #[arg(long = "no-store", env = "CLAUSEBOT_STORE", value_name = "BOOL", action = ArgAction::Set)]
    #[arg(value_parser = switch, default_value = "true")]
    pub(super) store: bool,
    /// Whether questions that find nothing are stored.
    #[arg(long, env = "CLAUSEBOT_MISSES", value_name = "BOOL", action = ArgAction::Set)]
    #[arg(value_parser = switch, default_value = "false")]
    pub(super) misses: bool,
    /// Folder on a web server with a picture of each section.
    #[arg(long, env = "CLAUSEBOT_THUMBNAILS", value_name = "URL", value_parser = thumbnails)]
    pub(super) thumbnails: Option<Url>,
    #[arg(long, env = "CLAUSEBOT_WEBHOOK", value_name = "URL", hide_env_values = true)]
    #[arg(value_parser = webhook)]
    pub(super) webhook: Option<Url>,
    #[arg(long, env = "CLAUSEBOT_LISTEN", value_name = "ADDR", value_parser = address)]
    #[arg(default_value_t = DEFAULT_LISTEN)]
    pub(super) listen: SocketAddr,
    /// Secret that Telegram sends with each update.
    #[arg(long, env = "CLAUSEBOT_WEBHOOK_SECRET", hide = true, hide_env_values = true)]
    #[arg(value_parser = webhook_secret)]
    pub(super) webhook_secret: Option<WebhookSecret>,
    #[arg(long, env = "CLAUSEBOT_WEBHOOK_SECRET_FILE", value_name = "FILE", value_parser = file)]
    pub(super) webhook_secret_file: Option<PathBuf>,
    /// Certificate of the webhook, if no proxy has one.
    #[arg(long, env = "CLAUSEBOT_WEBHOOK_CERT", value_name = "FILE", value_parser = file)]
    pub(super) webhook_cert: Option<PathBuf>,
    #[arg(long, env = "CLAUSEBOT_WEBHOOK_KEY", value_name = "FILE", value_parser = file)]
    pub(super) webhook_key: Option<PathBuf>,
    #[command(flatten)]
    pub(super) monitor: MonitorSettings,
    /// Address on which the pages of the library are served.
    #[arg(long, env = "CLAUSEBOT_WEB", value_name = "ADDR", value_parser = address)]
    pub(super) web: Option<SocketAddr>,
    /// Address under which others reach these pages.
    #[arg(long, env = "CLAUSEBOT_WEB_URL", value_name = "URL", value_parser = pages_url)]
    pub(super) web_url: Option<Url>,
    #[command(flatten)]
    pub(super) pages: PageSettings,
    #[arg(long, env = "CLAUSEBOT_LOG_FORMAT", value_name = "WORD", value_parser = log_format)]
    #[arg(default_value = "text")]
    pub(super) log_format: LogFormat,
    #[arg(long, env = "RUST_LOG", value_name = "LEVEL")]
    pub(super) log: Option<String>,
    /// Questions a minute of one person; 0 for no limit.
    #[arg(long, env = "CLAUSEBOT_RATE_USER", value_name = "N", value_parser = rate)]
    #[arg(default_value_t = DEFAULT_RATE.get())]
    pub(super) rate_user: u32,
    /// Questions a minute of one group; 0 for no limit.
    #[arg(long, env = "CLAUSEBOT_RATE_CHAT", value_name = "N", value_parser = rate)]
    #[arg(default_value_t = DEFAULT_RATE.get())]
    pub(super) rate_chat: u32,
    /// The only chats and users that are answered; all if there are none.
    #[arg(long, env = "CLAUSEBOT_ALLOW_CHATS", value_name = "CHATS", value_parser = chats)]
    #[arg(default_value = "", hide_default_value = true)]
    pub(super) allow_chats: Chats,
    #[arg(long, env = "CLAUSEBOT_BLOCK_CHATS", value_name = "CHATS", value_parser = chats)]
    #[arg(default_value = "", hide_default_value = true)]
    pub(super) block_chats: Chats,
    /// The users who administer the bot.
    #[arg(long, env = "CLAUSEBOT_ADMIN_IDS", value_name = "CHATS", value_parser = chats)]
    #[arg(default_value = "", hide_default_value = true)]
    pub(super) admin_ids: Chats,
}

/// The settings that say where the store is.
#[cfg(feature = "telegram")]
#[derive(Debug, clap::Args)]
pub struct StoreSettings {
    #[arg(long, env = "CLAUSEBOT_DATA_DIR", value_name = "DIR", value_parser = folder)]
    pub(super) data_dir: Option<PathBuf>,
    /// Address of a Redis server that replaces the database.
    #[arg(long, env = "CLAUSEBOT_REDIS", value_name = "URL", hide_env_values = true)]
    #[arg(value_parser = redis)]
    pub(super) redis: Option<RedisUrl>,
    #[arg(long, env = "CLAUSEBOT_REDIS_FILE", value_name = "FILE", value_parser = file)]
    pub(super) redis_file: Option<PathBuf>,
}

/// The setting that says where a running bot reports its health.
#[cfg(feature = "telegram")]
#[derive(Debug, clap::Args)]
pub struct MonitorSettings {
    /// Address of the metrics and health endpoints.
    #[arg(long, env = "CLAUSEBOT_MONITOR", value_name = "ADDR", value_parser = monitor)]
    pub(super) monitor: Option<Monitor>,
}

/// The settings of the pages in a browser that `web` and `serve` have both.
#[cfg(feature = "telegram")]
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_field_names, reason = "a field has the name of the setting's key")]
pub struct PageSettings {
    /// Searches and requests of programs a minute from one address; 0 for no limit.
    #[arg(long, env = "CLAUSEBOT_WEB_RATE", value_name = "N", value_parser = requests)]
    #[arg(default_value_t = DEFAULT_WEB_RATE.get())]
    pub(super) web_rate: u32,
    /// Header in which the proxy names the address of the visitor.
    #[arg(long, env = "CLAUSEBOT_WEB_ADDRESS_HEADER", value_name = "NAME", value_parser = header)]
    pub(super) web_address_header: Option<String>,
    /// Origin whose pages may read the answers for programs.
    #[arg(long, env = "CLAUSEBOT_WEB_ORIGIN", value_name = "ORIGIN", value_parser = origin)]
    pub(super) web_origin: Option<String>,
}

fn folder(text: &str) -> Result<PathBuf, Expected> {
    if text.is_empty() { Err(Expected("a folder")) } else { Ok(text.into()) }
}

fn language(text: &str) -> Result<Locale, Expected> {
    let expected = "`zh-Hans`, `zh-Hant`, `en` or a tag of these languages such as `zh-TW`";
    negotiate(text).ok_or(Expected(expected))
}

/// The key of a setting.
pub(super) fn key_of(setting: &Arg) -> String {
    setting.get_id().as_str().replace('_', "-")
}

/// The variable of a setting.
pub(super) fn variable_of(setting: &Arg) -> &str {
    setting.get_env().and_then(OsStr::to_str).unwrap_or_default()
}
