//! Readers of the bot's settings: from text to a value, or to what was expected.

use std::{collections::BTreeSet, net::SocketAddr, path::PathBuf, str::FromStr};

use reqwest::Url;

use super::{
    error::{ConfigError, Expected, is_token_letter, shown},
    place::Place,
    secret::{BotToken, RedisUrl, WebhookSecret},
    serving::{LogFormat, Monitor},
};

/// The most letters of a webhook's secret: <https://core.telegram.org/bots/api#setwebhook>.
const SECRET_LETTERS: usize = 256;

/// Numbers of chats and users.
#[derive(Clone, Debug)]
pub(super) struct Chats(pub(super) BTreeSet<i64>);

type Read<T> = Result<T, Expected>;

/// A value that its own type reads.
fn parsed<T: FromStr>(text: &str, expected: &'static str) -> Read<T> {
    text.trim().parse().map_err(|_| Expected(expected))
}

pub(super) fn file(text: &str) -> Read<PathBuf> {
    if text.is_empty() { Err(Expected("a file")) } else { Ok(text.into()) }
}

pub(super) fn switch(text: &str) -> Read<bool> {
    match text.trim() {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(Expected("`true` or `false`")),
    }
}

pub(super) fn rate(text: &str) -> Read<u32> {
    parsed(text, "questions a minute, such as `20`; `0` for no limit")
}

pub(super) fn chats(text: &str) -> Read<Chats> {
    let numbers = text.split(',').map(str::trim).filter(|it| !it.is_empty());
    let numbers = numbers.map(str::parse).collect::<Result<BTreeSet<i64>, _>>();
    let expected = Expected("numbers of chats and users, such as `11,-100`");
    numbers.map(Chats).map_err(|_| expected)
}

pub(super) fn log_format(text: &str) -> Read<LogFormat> {
    match text.trim() {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err(Expected("`text` or `json`")),
    }
}

pub(super) fn address(text: &str) -> Read<SocketAddr> {
    parsed(text, "a numeric address and a port, such as `127.0.0.1:8080`")
}

pub(super) fn monitor(text: &str) -> Read<Monitor> {
    let expected = "`off`, or a numeric address and a port such as `127.0.0.1:9464`";
    match text.trim() {
        "off" => Ok(Monitor::Off),
        address => parsed(address, expected).map(Monitor::At),
    }
}

pub(super) fn api_url(text: &str) -> Read<Url> {
    let url = Url::parse(text.trim()).ok();
    url.filter(|it| ["http", "https"].contains(&it.scheme()) && it.has_host())
        .ok_or(Expected("an address such as `https://api.telegram.org`"))
}

/// The address of a host, without a path.
fn bare(text: &str) -> Option<Url> {
    let url = Url::parse(text.trim()).ok()?;
    let is_bare = ["http", "https"].contains(&url.scheme())
        && url.has_host()
        && url.path() == "/"
        && url.query().or(url.fragment()).is_none()
        && url.username().is_empty()
        && url.password().is_none();
    is_bare.then_some(url)
}

/// The address under which others reach the pages.
pub(super) fn pages_url(text: &str) -> Read<Url> {
    bare(text).ok_or(Expected("an address without a path, such as `https://plan.example.org`"))
}

/// The address under which others reach the pages, from a flag that is no setting.
///
/// # Errors
///
/// When it is none, with the flag and what was found.
pub fn flag_pages_url(flag: &str, text: &str) -> Result<Url, ConfigError> {
    pages_url(text).map_err(|Expected(expected)| ConfigError::Invalid {
        place: Place::Flag(flag.to_owned()),
        expected: expected.to_owned(),
        found: Some(shown(text)),
    })
}

pub(super) fn requests(text: &str) -> Read<u32> {
    parsed(text, "requests a minute, such as `240`; `0` for no limit")
}

/// The name of a header, in small letters.
pub(super) fn header(text: &str) -> Read<String> {
    let name = text.trim().to_ascii_lowercase();
    let is_name = !name.is_empty() && name.chars().all(is_token_letter);
    if is_name {
        Ok(name)
    } else {
        Err(Expected("the name of a header, such as `X-Forwarded-For`"))
    }
}

/// An origin as browsers write it, or `*`.
pub(super) fn origin(text: &str) -> Read<String> {
    let all = (text.trim() == "*").then(|| "*".to_owned());
    all.or_else(|| Some(bare(text)?.origin().ascii_serialization()))
        .ok_or(Expected("`*`, or an address without a path, such as `https://example.org`"))
}

/// The address of a folder, with a slash at its end.
pub(super) fn thumbnails(text: &str) -> Read<Url> {
    let folder = format!("{}/", text.trim().trim_end_matches('/'));
    let url = Url::parse(&folder).ok();
    url.filter(|it| ["http", "https"].contains(&it.scheme()) && it.has_host())
        .ok_or(Expected("an address such as `https://example.org/sections/`"))
}

pub(super) fn webhook(text: &str) -> Read<Url> {
    parsed(text, "an address such as `https://bot.example.org/telegram`")
}

pub(super) fn token(text: &str) -> Read<BotToken> {
    let is_token = text.trim().split_once(':').is_some_and(|(number, letters)| {
        let is_number = !number.is_empty() && number.chars().all(|it| it.is_ascii_digit());
        is_number && !letters.is_empty() && letters.chars().all(is_token_letter)
    });
    let expected = "a token as @BotFather gives it: digits, a colon, and letters";
    if is_token { Ok(BotToken::new(text)) } else { Err(Expected(expected)) }
}

pub(super) fn webhook_secret(text: &str) -> Read<WebhookSecret> {
    let secret = text.trim();
    let is_short = (1..=SECRET_LETTERS).contains(&secret.len());
    if is_short && secret.chars().all(is_token_letter) {
        return Ok(WebhookSecret::new(secret));
    }
    Err(Expected("1 to 256 letters, digits, `_` and `-`"))
}

pub(super) fn redis(text: &str) -> Read<RedisUrl> {
    let text = text.trim();
    // The parser of addresses skips line breaks.
    let url = Url::parse(text).ok().filter(|_| !text.contains(char::is_whitespace));
    let is_redis = |url: &Url| match url.scheme() {
        "redis" | "rediss" => {
            let database = url.path().trim_start_matches('/');
            url.has_host() && (database.is_empty() || database.parse::<u32>().is_ok())
        }
        "unix" => url.path().len() > 1,
        _ => false,
    };
    let expected = "an address such as `redis://:PASSWORD@HOST:6379/0`, `rediss://HOST` or \
        `unix:///run/redis.sock`, a password in percent-encoding";
    if url.as_ref().is_some_and(is_redis) {
        Ok(RedisUrl::new(text))
    } else {
        Err(Expected(expected))
    }
}
