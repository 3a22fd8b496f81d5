//! The validated configuration of the bot.

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

/// The default address of the webhook server.
pub const DEFAULT_LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

/// The default address of the metrics and health endpoints.
pub const DEFAULT_MONITOR: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 9464);

/// The default number of questions a minute of one person, and of one group.
pub const DEFAULT_RATE: NonZeroU32 = NonZeroU32::new(20).unwrap();

/// The default number of searches and requests of programs a minute from one address: who types without a pause sends
/// seven a second.
pub const DEFAULT_WEB_RATE: NonZeroU32 = NonZeroU32::new(480).unwrap();

/// The default address of the pages, where they are served alone.
pub const DEFAULT_WEB: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8090);

/// The configuration of the bot.
#[derive(Clone, PartialEq, Eq)]
pub struct Serving {
    /// `None` if none was given; the terminal needs none.
    pub token: Option<BotToken>,
    /// The Bot API.
    pub api_url: Url,
    /// The place of the store.
    pub store: StorePlace,
    /// Whether questions that find nothing are stored.
    pub misses: Misses,
    /// The folder of the pictures of sections, as `3.png`; none are shown without it.
    pub thumbnails: Option<Url>,
    /// Logging.
    pub log: Logging,
    /// Polling or webhook.
    pub updates: UpdateSource,
    /// The metrics and health endpoints.
    pub monitor: Monitor,
    /// The address on which the pages of the library are served; none are without it.
    pub web: Option<SocketAddr>,
    /// The address under which others reach these pages.
    pub web_url: Option<Url>,
    /// Who may ask for these pages, and how often.
    pub web_access: WebAccess,
    /// The rate limits.
    pub limits: Limits,
    /// The chats and users that are answered.
    pub access: AccessLists,
    /// The users who administer the bot: they get reports.
    pub admins: BTreeSet<i64>,
}

/// The place of the store, which has settings and open updates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorePlace {
    /// A database in this folder.
    Directory(PathBuf),
    /// A Redis server, which several instances share.
    Redis(RedisUrl),
    /// Memory: the store ends with the process.
    Memory,
    /// None: no folder was given, and the platform has no place for application data.
    Nowhere,
}

/// The pages in a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pages {
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The address under which others reach them.
    pub url: Option<Url>,
    /// Who may ask for them, and how often.
    pub access: WebAccess,
}

/// Who may ask for pages, and how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAccess {
    /// Searches and requests of programs a minute from one address; `None` for no limit.
    pub per_address: Option<NonZeroU32>,
    /// The header in which the proxy names the address of the visitor, in small letters; without it, the address of the
    /// connection counts.
    pub address_header: Option<String>,
    /// The origin whose pages may read the answers for programs: `https://example.org`, or `*` for all; none without it.
    pub origin: Option<String>,
}

impl Default for WebAccess {
    fn default() -> Self {
        Self { per_address: Some(DEFAULT_WEB_RATE), address_header: None, origin: None }
    }
}

/// Whether questions that find nothing are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misses {
    /// Their texts are stored, and the bot says so.
    Kept,
    /// They are not stored.
    Dropped,
}

/// Logging.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Logging {
    /// The filter, in the syntax of `RUST_LOG`.
    pub filter: Option<String>,
    /// The format of a line.
    pub format: LogFormat,
}

/// The format of a log line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// Text for people.
    #[default]
    Text,
    /// A JSON object.
    Json,
}

/// The way that updates arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UpdateSource {
    /// The bot fetches them.
    Polling,
    /// Telegram sends them.
    Webhook(Webhook),
}

/// A webhook server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// The address that Telegram calls; the server listens to its path.
    pub url: Url,
    /// The address that the server listens on, behind a proxy or not.
    pub listen: SocketAddr,
    /// `None` to derive it from the token, the same in every replica.
    pub secret: Option<WebhookSecret>,
    /// `None` if a proxy has the certificate.
    pub tls: Option<Tls>,
}

/// A certificate of the bot's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tls {
    /// The file of the certificate chain, PEM.
    pub certificate: PathBuf,
    /// The file of its key, PEM.
    pub key: PathBuf,
}

/// The endpoints `/healthz`, `/readyz` and `/metrics`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Monitor {
    /// [`DEFAULT_MONITOR`], if that port is free.
    #[default]
    Default,
    /// This address, or the bot does not start.
    At(SocketAddr),
    /// None.
    Off,
}

/// Questions a minute; `None` for no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The limit of one person.
    pub per_user: Option<NonZeroU32>,
    /// The limit of one group.
    pub per_chat: Option<NonZeroU32>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { per_user: Some(DEFAULT_RATE), per_chat: Some(DEFAULT_RATE) }
    }
}

/// The chats and users that are answered, by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessLists {
    /// The only ones; all if it is empty.
    pub allowed: BTreeSet<i64>,
    /// Never these, even if they are allowed.
    pub blocked: BTreeSet<i64>,
}

impl Serving {
    /// The defaults, without a token.
    pub fn new(api_url: Url, store: StorePlace) -> Self {
        Self {
            token: None,
            api_url,
            store,
            misses: Misses::Dropped,
            thumbnails: None,
            log: Logging::default(),
            updates: UpdateSource::Polling,
            monitor: Monitor::default(),
            web: None,
            web_url: None,
            web_access: WebAccess::default(),
            limits: Limits::default(),
            access: AccessLists::default(),
            admins: BTreeSet::new(),
        }
    }

    /// The pages beside the bot, if they are wanted.
    pub fn pages(&self) -> Option<Pages> {
        let (url, access) = (self.web_url.clone(), self.web_access.clone());
        self.web.map(|listen| Pages { listen, url, access })
    }
}

impl fmt::Debug for Serving {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            token,
            api_url,
            store,
            misses,
            thumbnails,
            log,
            updates,
            monitor,
            web,
            web_url,
            web_access,
            limits,
            access,
            admins,
        } = self;
        f.debug_struct("Serving")
            .field("token", token)
            // Only its host: an address may have a password in it.
            .field("api_url", &api_url.host_str())
            .field("store", store)
            .field("misses", misses)
            .field("thumbnails", &thumbnails.as_ref().map(Url::host_str))
            .field("log", log)
            .field("updates", updates)
            .field("monitor", monitor)
            .field("web", web)
            .field("web_url", &web_url.as_ref().map(Url::host_str))
            .field("web_access", web_access)
            .field("limits", limits)
            .field("access", access)
            .field("admins", admins)
            .finish()
    }
}
