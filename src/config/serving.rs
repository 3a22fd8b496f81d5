//! What the bot needs to start: its token, the Bot API, where it keeps things,
//! how updates come to it, and whom it answers.

use std::{
    collections::BTreeSet,
    fmt,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    num::NonZeroU32,
    path::PathBuf,
};

use reqwest::Url;

use super::secret::{BotToken, RedisUrl, WebhookSecret};

/// Telegram's own server.
pub const DEFAULT_API_URL: &str = "https://api.telegram.org";

/// Where a webhook listens when nobody says where.
pub const DEFAULT_LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

/// Where the bot can be watched when nobody says where.
pub const DEFAULT_MONITOR: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 9464);

/// Questions a minute that one person, and one group, may ask when nobody says
/// how many.
pub const DEFAULT_RATE: NonZeroU32 = NonZeroU32::new(20).unwrap();

/// What the bot needs.
#[derive(Clone, PartialEq, Eq)]
pub struct Serving {
    /// `None` where nobody gave one; the terminal needs none.
    pub token: Option<BotToken>,
    /// The Bot API.
    pub api_url: Url,
    /// Where settings and open updates are kept.
    pub kept: Kept,
    /// What becomes of questions that find nothing.
    pub misses: Misses,
    /// What is logged, and how.
    pub log: Logging,
    /// How updates come.
    pub intake: Intake,
    /// Where the bot can be watched.
    pub monitor: Monitor,
    /// How many questions are answered.
    pub limits: Limits,
    /// Whose questions are answered.
    pub admission: Admission,
}

/// Where settings and open updates are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// In a database in this folder.
    Directory(PathBuf),
    /// In a Redis server, which several instances share.
    Redis(RedisUrl),
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

/// What is logged, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Logging {
    /// How much, as `RUST_LOG` says it.
    pub filter: Option<String>,
    /// How a line is written.
    pub format: LogFormat,
}

/// How a line of the log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// An object a line.
    Json,
}

/// How updates come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intake {
    /// The bot asks for them.
    Polling,
    /// Telegram brings them.
    Webhook(Webhook),
}

/// Where Telegram brings updates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// What Telegram is told. Its path is the one that is listened to.
    pub url: Url,
    /// Where the bot listens, with or without a proxy before it.
    pub listen: SocketAddr,
    /// `None` to derive it from the token, alike in every replica.
    pub secret: Option<WebhookSecret>,
    /// `None` where a proxy has the certificate.
    pub tls: Option<Tls>,
}

/// A certificate of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tls {
    /// The file of the certificate chain, PEM.
    pub certificate: PathBuf,
    /// The file of its key, PEM.
    pub key: PathBuf,
}

/// Where the bot can be watched: `/healthz`, `/readyz` and `/metrics`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Monitor {
    /// At [`DEFAULT_MONITOR`], if that port is free.
    #[default]
    Default,
    /// Here, or the bot does not start.
    At(SocketAddr),
    /// Nowhere.
    Off,
}

/// Questions a minute that are answered; `None` where there is no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Of one person.
    pub per_user: Option<NonZeroU32>,
    /// Of one group.
    pub per_chat: Option<NonZeroU32>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { per_user: Some(DEFAULT_RATE), per_chat: Some(DEFAULT_RATE) }
    }
}

/// Whose questions are answered, by the numbers of chats and users.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Admission {
    /// Theirs alone; everybody's if it is empty.
    pub allowed: BTreeSet<i64>,
    /// Theirs never, even if they are allowed.
    pub blocked: BTreeSet<i64>,
}

impl Serving {
    /// Everything as it is when nobody sets it, and no token.
    pub fn new(api_url: Url, kept: Kept) -> Self {
        Self {
            token: None,
            api_url,
            kept,
            misses: Misses::Dropped,
            log: Logging::default(),
            intake: Intake::Polling,
            monitor: Monitor::default(),
            limits: Limits::default(),
            admission: Admission::default(),
        }
    }
}

impl fmt::Debug for Serving {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { token, api_url, kept, misses, log, intake, monitor, limits, admission } = self;
        f.debug_struct("Serving")
            .field("token", token)
            // Only its host: an address may have a password in it.
            .field("api_url", &api_url.host_str())
            .field("kept", kept)
            .field("misses", misses)
            .field("log", log)
            .field("intake", intake)
            .field("monitor", monitor)
            .field("limits", limits)
            .field("admission", admission)
            .finish()
    }
}
