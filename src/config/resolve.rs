//! Resolves the settings of the bot: reads the files of secrets, and checks the
//! settings that depend on each other.

use std::{
    fs::{self, File},
    io,
    num::NonZeroU32,
    path::{Path, PathBuf},
};

use etcetera::BaseStrategy;
use reqwest::Url;

use super::{
    error::{ConfigError, Expected, shown},
    place::Place,
    secret::BotToken,
    serving::{
        AccessLists, Limits, Logging, Misses, Serving, StorePlace, Tls, UpdateSource, WebAccess,
        Webhook,
    },
    settings::{BotSettings, StoreSettings},
    sources::{Purpose, Sources},
    value,
};

/// The folder in the platform's place for application data.
const FOLDER: &str = "clausebot";

/// The host of Telegram's own server.
const TELEGRAM: &str = "api.telegram.org";

/// The ports that Telegram calls: <https://core.telegram.org/bots/api#setwebhook>.
const PORTS: [u16; 4] = [443, 80, 88, 8443];

/// The fewest letters of a token that cannot be in an address by accident.
const TELLING: usize = 8;

const ONE_OF_TWO: &str = "expected one of the two";
const REDIS_IS_A_STORE: &str = "Redis is a store; expected one of the two";
const HTTPS: &str = "`https`, the only scheme that Telegram calls";
const WEB: &str = "`https` or `http`";
const PORT: &str = "port 443, 80, 88 or 8443, the only ones that Telegram calls";
const PATH: &str = "a path such as `/telegram`, so that a scan of the host does not find the bot";
const NO_TOKEN: &str = "an address without the token, which proxies would log; the secret of the \
    webhook proves who calls";
const PLAIN: &str = "no user, password, `?` or `#`; the secret of the webhook proves who calls";

/// The place of a secret.
pub(super) enum Origin {
    /// The setting itself.
    Itself(Place),
    /// The file that the setting of this place names.
    File(Place),
    /// A credential of systemd.
    Credential(PathBuf),
}

impl Origin {
    /// Finds the first source that has the secret or names its file, or else systemd's
    /// credential of its name.
    pub(super) fn of(key: &str, sources: &Sources) -> Option<Self> {
        let file = format!("{key}-file");
        if let Some(first) = sources.written.iter().find(|it| it.key == key || it.key == file) {
            let place = first.place.clone();
            return Some(if first.key == key { Self::Itself(place) } else { Self::File(place) });
        }
        let path = sources.credentials.as_ref()?.join(key);
        path.exists().then_some(Self::Credential(path))
    }
}

/// Resolves the settings of the bot; faults are added to those of `sources`.
pub(super) fn resolve(settings: BotSettings, sources: &mut Sources, purpose: Purpose) -> Serving {
    let is_stored = purpose != Purpose::Answers;
    let is_bot = purpose == Purpose::Bot;
    let given = Given { itself: settings.token, file: settings.token_file };
    let token = sources.secret("token", given, value::token, is_stored).map(|it| it.0);
    let store = sources.store(settings.database, settings.store, is_stored);
    let (url, listen) = (settings.webhook, settings.listen);
    let given = Given { itself: settings.webhook_secret, file: settings.webhook_secret_file };
    let secret = sources.secret("webhook-secret", given, value::webhook_secret, is_bot);
    let secret = secret.map(|it| it.0);
    let tls = sources.tls(settings.webhook_cert, settings.webhook_key, is_bot);
    if let Some(url) = &url {
        sources.check_webhook(url, token.as_ref(), &settings.api_url);
    }
    Serving {
        token,
        api_url: settings.api_url,
        store,
        misses: if settings.misses { Misses::Kept } else { Misses::Dropped },
        thumbnails: settings.thumbnails,
        log: Logging { filter: settings.log, format: settings.log_format },
        updates: url.map_or(UpdateSource::Polling, |url| {
            UpdateSource::Webhook(Webhook { url, listen, secret, tls })
        }),
        monitor: settings.monitor.monitor.unwrap_or_default(),
        web: settings.web,
        web_url: settings.web_url,
        web_access: WebAccess {
            per_address: NonZeroU32::new(settings.pages.web_rate),
            address_header: settings.pages.web_address_header,
            origin: settings.pages.web_origin,
        },
        limits: Limits {
            per_user: NonZeroU32::new(settings.rate_user),
            per_chat: NonZeroU32::new(settings.rate_chat),
        },
        access: AccessLists { allowed: settings.allow_chats.0, blocked: settings.block_chats.0 },
        admins: settings.admin_ids.0,
    }
}

/// A secret as the settings give it: itself, or the file that it is in.
struct Given<T> {
    itself: Option<T>,
    file: Option<PathBuf>,
}

impl Sources {
    fn place(&self, key: &str) -> Option<Place> {
        Some(self.deciding(key)?.place.clone())
    }

    fn refuse(&mut self, key: &str, expected: &str, found: Option<String>) {
        let expected = expected.to_owned();
        let place = self.place(key);
        self.faults.extend(place.map(|place| ConfigError::Invalid { place, expected, found }));
    }

    fn exclude(&mut self, one: Option<Place>, other: Option<Place>, because: &'static str) {
        if let (Some(one), Some(other)) = (one, other) {
            self.faults.push(ConfigError::Conflict { one, other, because });
        }
    }

    /// The secret and its place. Its file is opened if the secret `is_used`.
    fn secret<T>(
        &mut self,
        key: &str,
        given: Given<T>,
        parse: fn(&str) -> Result<T, Expected>,
        is_used: bool,
    ) -> Option<(T, Place)> {
        self.refuse_both(key);
        let (path, place) = match Origin::of(key, self)? {
            Origin::Itself(place) => return Some((given.itself?, place)),
            Origin::File(place) => (given.file?, place),
            Origin::Credential(path) => (path.clone(), Place::Credential(path)),
        };
        if !is_used {
            return None;
        }
        let fault = match read(&path).map(|text| parse(&text)) {
            Ok(Ok(secret)) => return Some((secret, place)),
            Ok(Err(Expected(expected))) => {
                ConfigError::Invalid { place, expected: expected.to_owned(), found: None }
            }
            Err(source) => {
                ConfigError::Unopened { place, path: shown(&path.to_string_lossy()), source }
            }
        };
        self.faults.push(fault);
        None
    }

    /// Refuses a secret that one source gives both itself and by its file.
    fn refuse_both(&mut self, key: &str) {
        let file = format!("{key}-file");
        let places = |key: &str| {
            let written = self.written.iter().filter(|it| it.key == key);
            written.map(|it| it.place.clone()).collect::<Vec<_>>()
        };
        let (ones, others) = (places(key), places(&file));
        for one in ones {
            let other = others.iter().find(|it| it.is_of_source(&one)).cloned();
            self.exclude(Some(one), other, ONE_OF_TWO);
        }
    }

    /// Redis replaces the folder, whichever source names the folder: the container
    /// image names one and is used with Redis too.
    fn store(&mut self, settings: StoreSettings, is_kept: bool, is_used: bool) -> StorePlace {
        let given = Given { itself: settings.redis, file: settings.redis_file };
        let without = self.place("store").filter(|_| !is_kept);
        if let Some((redis, place)) = self.secret("redis", given, value::redis, is_used) {
            self.exclude(Some(place), without, REDIS_IS_A_STORE);
            return StorePlace::Redis(redis);
        }
        if !is_kept {
            let flag = |it: &Place| matches!(it, Place::Flag(_));
            let folder = self.place("data-dir").filter(flag);
            self.exclude(without.filter(flag), folder, ONE_OF_TWO);
            return StorePlace::Memory;
        }
        let folder = settings.data_dir.or_else(default_folder);
        folder.map_or(StorePlace::Nowhere, StorePlace::Directory)
    }

    fn check_webhook(&mut self, url: &Url, token: Option<&BotToken>, api_url: &Url) {
        let is_telegram = api_url.host_str() == Some(TELEGRAM);
        if url.scheme() != "https" && (is_telegram || url.scheme() != "http") {
            let expected = if is_telegram { HTTPS } else { WEB };
            return self.refuse("webhook", expected, Some(shown(url.scheme())));
        }
        let port = url.port_or_known_default().unwrap_or_default();
        if is_telegram && !PORTS.contains(&port) {
            self.refuse("webhook", PORT, Some(format!("`{port}`")));
        }
        if url.path() == "/" {
            self.refuse("webhook", PATH, Some("`/`".to_owned()));
        }
        if token.is_some_and(|it| gives_away(url, it)) {
            self.refuse("webhook", NO_TOKEN, None);
        }
        let has_user = !url.username().is_empty() || url.password().is_some();
        if has_user || url.query().is_some() || url.fragment().is_some() {
            self.refuse("webhook", PLAIN, None);
        }
    }

    fn tls(
        &mut self,
        certificate: Option<PathBuf>,
        key: Option<PathBuf>,
        is_used: bool,
    ) -> Option<Tls> {
        for (setting, path) in [("webhook-cert", &certificate), ("webhook-key", &key)] {
            if let Some(path) = path.as_deref().filter(|_| is_used) {
                self.check_readable(setting, path);
            }
        }
        let (alone, other) = match (certificate, key) {
            (Some(certificate), Some(key)) => return Some(Tls { certificate, key }),
            (None, None) => return None,
            (Some(_), None) => ("webhook-cert", "webhook-key"),
            (None, Some(_)) => ("webhook-key", "webhook-cert"),
        };
        let fault = self.place(alone).map(|place| ConfigError::Alone { place, other });
        self.faults.extend(fault);
        None
    }

    fn check_readable(&mut self, key: &str, path: &Path) {
        let is_folder = File::open(path).and_then(|it| Ok(it.metadata()?.is_dir()));
        let readable = is_folder
            .and_then(|it| if it { Err(io::ErrorKind::IsADirectory.into()) } else { Ok(()) });
        if let (Err(source), Some(place)) = (readable, self.place(key)) {
            let path = shown(&path.to_string_lossy());
            self.faults.push(ConfigError::Unopened { place, path, source });
        }
    }
}

/// The folder of the database if none is set.
fn default_folder() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.data_dir().join(FOLDER))
}

/// Whether the token, or its secret half, is in the address.
fn gives_away(url: &Url, token: &BotToken) -> bool {
    let token = token.reveal();
    let letters = token.split_once(':').map(|(_, letters)| letters);
    let telling = letters.filter(|it| it.len() >= TELLING).unwrap_or(token);
    url.as_str().contains(telling)
}

fn read(path: &Path) -> io::Result<String> {
    let text = fs::read_to_string(path)?.trim().to_owned();
    if text.is_empty() { Err(io::Error::other("the file is empty")) } else { Ok(text) }
}
