//! What the settings of the bot come to.

use std::{
    fs::File,
    num::NonZeroU32,
    path::{Path, PathBuf},
};

use etcetera::BaseStrategy;
use reqwest::Url;

use super::{
    Purpose,
    error::{ConfigError, Place, is_of_token, shown_path},
    path,
    raw::Value,
    secret::{BotToken, REDIS, RedisUrl, TOKEN},
    serving::{
        Admission, DEFAULT_API_URL, DEFAULT_RATE, Kept, Limits, LogFormat, Logging, Misses,
        Monitor, Serving,
    },
    setting::Setting,
    sources::{Given, Sources},
    webhook,
};

/// The folder in the platform's place for application data.
const FOLDER: &str = "clausebot";

const ADDRESS_OF_API: &str = "an address such as `https://api.telegram.org`";
const ADDRESS_OF_REDIS: &str = "an address such as `redis://:PASSWORD@HOST:6379/0`, `rediss://HOST` or `unix:///run/redis.sock`, a password in percent-encoding";
const CHATS: &str = "numbers of chats and users, such as `11,-100`";
const RATE: &str = "questions a minute, such as `20`; `0` for no limit";
const SHAPE_OF_TOKEN: &str = "a token as @BotFather gives it: digits, a colon, and letters";
const SWITCH: &str = "`true` or `false`";
const STORE_OR_REDIS: &str = "Redis is a store; expected one of the two";

/// The settings of the bot; `None` with a fault among those of `sources`.
pub(super) fn settle(sources: &mut Sources, purpose: Purpose) -> Option<Serving> {
    let token = token(sources, purpose);
    let api_url = match sources.read(Setting::ApiUrl, ADDRESS_OF_API, api_url) {
        Some(given) => Some(given.value),
        None => Url::parse(DEFAULT_API_URL).ok(),
    };
    let kept = kept(sources, purpose);
    let misses = sources.read(Setting::Misses, SWITCH, Value::switch);
    let log = logging(sources);
    let intake = webhook::settle(sources, token.as_ref(), api_url.as_ref(), purpose);
    let monitor = sources.read(Setting::Monitor, webhook::ADDRESS_OR_OFF, monitor);
    let limits = Limits {
        per_user: rate(sources, Setting::RateUser),
        per_chat: rate(sources, Setting::RateChat),
    };
    let mut chats = |setting| {
        let given = sources.read(setting, CHATS, Value::chats);
        given.into_iter().flat_map(|it| it.value).collect()
    };
    let admission =
        Admission { allowed: chats(Setting::AllowChats), blocked: chats(Setting::BlockChats) };
    Some(Serving {
        token,
        misses: if misses.is_some_and(|it| it.value) { Misses::Kept } else { Misses::Dropped },
        log,
        intake,
        monitor: monitor.map(|it| it.value).unwrap_or_default(),
        limits,
        admission,
        ..Serving::new(api_url?, kept)
    })
}

fn token(sources: &mut Sources, purpose: Purpose) -> Option<BotToken> {
    let Given { value, place } = TOKEN.find(sources, purpose != Purpose::Answers)?;
    if !is_token(&value) {
        // What it is may be a token with a slip in it.
        let (expected, found) = (SHAPE_OF_TOKEN, None);
        sources.faults.push(ConfigError::Invalid { place, expected, found });
    }
    Some(BotToken::new(&value))
}

fn is_token(text: &str) -> bool {
    text.split_once(':').is_some_and(|(id, letters)| {
        !id.is_empty()
            && id.chars().all(|it| it.is_ascii_digit())
            && !letters.is_empty()
            && letters.chars().all(|it| is_of_token(&it))
    })
}

fn api_url(value: &Value) -> Option<Url> {
    let url = Url::parse(value.text()?.trim()).ok()?;
    (["http", "https"].contains(&url.scheme()) && url.has_host()).then_some(url)
}

/// Redis takes the place of the folder, whichever source names the folder: an
/// image that names one is used with Redis too.
fn kept(sources: &mut Sources, purpose: Purpose) -> Kept {
    let store = sources.read(Setting::Store, SWITCH, Value::switch);
    let directory = sources.read(Setting::DataDir, "a folder", path);
    let redis = REDIS.find(sources, purpose != Purpose::Answers);
    let without: Option<Place> = store.filter(|it| !it.value).map(|it| it.place);
    match (redis, without) {
        (Some(redis), without) => {
            check_redis(&redis, sources);
            if let Some(other) = without {
                let (one, because) = (redis.place, STORE_OR_REDIS);
                sources.faults.push(ConfigError::Conflict { one, other, because });
            }
            Kept::Redis(RedisUrl::new(&redis.value))
        }
        (None, Some(_)) => Kept::Memory,
        (None, None) => {
            let directory = directory.map(|it| it.value).or_else(default_directory);
            directory.map_or(Kept::Nowhere, Kept::Directory)
        }
    }
}

/// The folder of the database where none is named.
fn default_directory() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.data_dir().join(FOLDER))
}

fn check_redis(redis: &Given<String>, sources: &mut Sources) {
    if !is_redis(&redis.value) {
        let (place, expected) = (redis.place.clone(), ADDRESS_OF_REDIS);
        sources.faults.push(ConfigError::Invalid { place, expected, found: None });
    }
}

fn is_redis(text: &str) -> bool {
    // A parser of addresses passes over line breaks.
    let Some(url) = Url::parse(text).ok().filter(|_| !text.contains(char::is_whitespace)) else {
        return false;
    };
    match url.scheme() {
        "redis" | "rediss" => {
            let database = url.path().trim_start_matches('/');
            url.has_host() && (database.is_empty() || database.parse::<u32>().is_ok())
        }
        "unix" => url.path().len() > 1,
        _ => false,
    }
}

fn logging(sources: &mut Sources) -> Logging {
    let format =
        sources.read(Setting::LogFormat, "`text` or `json`", |it| match it.text()?.trim() {
            "text" => Some(LogFormat::Text),
            "json" => Some(LogFormat::Json),
            _ => None,
        });
    let filter =
        sources.read(Setting::Log, "a level such as `info`", |it| it.text().map(str::to_owned));
    Logging {
        filter: filter.map(|it| it.value),
        format: format.map(|it| it.value).unwrap_or_default(),
    }
}

fn monitor(value: &Value) -> Option<Monitor> {
    match value.text()?.trim() {
        "off" => Some(Monitor::Off),
        address => address.parse().ok().map(Monitor::At),
    }
}

fn rate(sources: &mut Sources, setting: Setting) -> Option<NonZeroU32> {
    match sources.read(setting, RATE, Value::number) {
        Some(given) => NonZeroU32::new(given.value),
        None => Some(DEFAULT_RATE),
    }
}

/// Whether a file that a setting names can be read.
pub(super) fn check_readable(given: &Given<PathBuf>, sources: &mut Sources) {
    let open = |path: &Path| {
        let is_folder = File::open(path)?.metadata()?.is_dir();
        if is_folder { Err(std::io::ErrorKind::IsADirectory.into()) } else { Ok(()) }
    };
    if let Err(source) = open(&given.value) {
        let (place, path) = (given.place.clone(), shown_path(&given.value));
        sources.faults.push(ConfigError::Unopened { place, path, source });
    }
}
