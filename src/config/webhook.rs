//! What has to hold before Telegram is told where to bring updates.
//!
//! The address itself is in no fault: people put tokens into it.

use std::{net::SocketAddr, path::PathBuf};

use reqwest::Url;

use super::{
    Purpose,
    error::{ConfigError, is_of_token, shown},
    path,
    secret::{BotToken, WEBHOOK, WebhookSecret},
    serving::{DEFAULT_LISTEN, Intake, Tls, Webhook},
    setting::Setting,
    settled::check_readable,
    sources::{Given, Sources},
};

/// The host of Telegram's own server.
const TELEGRAM: &str = "api.telegram.org";

/// The ports that Telegram calls: <https://core.telegram.org/bots/api#setwebhook>.
const PORTS: [u16; 4] = [443, 80, 88, 8443];

/// The most letters of a secret, from the same page.
const SECRET_LETTERS: usize = 256;

/// The least letters after a token's colon that cannot be there by accident.
const TELLING: usize = 8;

const ADDRESS: &str = "a numeric address and a port, such as `127.0.0.1:8080`";
/// What the monitor's address can be.
pub(super) const ADDRESS_OR_OFF: &str =
    "`off`, or a numeric address and a port such as `127.0.0.1:9464`";
const URL: &str = "an address such as `https://bot.example.org/telegram`";
const HTTPS: &str = "`https`, the only scheme that Telegram calls";
const WEB: &str = "`https` or `http`";
const PORT: &str = "port 443, 80, 88 or 8443, the only ones that Telegram calls";
const PATH: &str =
    "a path such as `/telegram`, so that who only tries the host does not meet the bot";
const PLAIN: &str = "no user, password, `?` or `#`: the secret of the webhook proves who calls";
const NO_TOKEN: &str = "an address without the token, which would be in the logs of proxies: the secret of the webhook proves who calls";
const SECRET: &str = "1 to 256 letters, digits, `_` and `-`";

/// How updates come. What is set for a webhook is checked without one too.
pub(super) fn settle(
    sources: &mut Sources,
    token: Option<&BotToken>,
    api_url: Option<&Url>,
    purpose: Purpose,
) -> Intake {
    let url = sources.read(Setting::Webhook, URL, |it| Url::parse(it.text()?.trim()).ok());
    if let Some(url) = &url {
        check(url, token, api_url, sources);
    }
    let listen = sources.read(Setting::Listen, ADDRESS, |it| it.text()?.trim().parse().ok());
    let secret = secret(sources, purpose);
    let tls = tls(sources, purpose);
    match url {
        None => Intake::Polling,
        Some(Given { value: url, place: _ }) => {
            let listen = listen.map_or(DEFAULT_LISTEN, |it: Given<SocketAddr>| it.value);
            Intake::Webhook(Webhook { url, listen, secret, tls })
        }
    }
}

fn check(
    Given { value: url, place }: &Given<Url>,
    token: Option<&BotToken>,
    api_url: Option<&Url>,
    sources: &mut Sources,
) {
    let mut refuse = |expected, found| {
        let place = place.clone();
        sources.faults.push(ConfigError::Invalid { place, expected, found });
    };
    let is_telegram = api_url.is_none_or(|it| it.host_str() == Some(TELEGRAM));
    let schemes: &[&str] = if is_telegram { &["https"] } else { &["https", "http"] };
    if !schemes.contains(&url.scheme()) {
        let expected = if is_telegram { HTTPS } else { WEB };
        return refuse(expected, Some(shown(url.scheme())));
    }
    let port = url.port_or_known_default().unwrap_or_default();
    if is_telegram && !PORTS.contains(&port) {
        refuse(PORT, Some(format!("`{port}`")));
    }
    if url.path() == "/" {
        refuse(PATH, Some("`/`".to_owned()));
    }
    if token.is_some_and(|it| gives_away(url, it)) {
        refuse(NO_TOKEN, None);
    }
    let has_user = !url.username().is_empty() || url.password().is_some();
    if has_user || url.query().is_some() || url.fragment().is_some() {
        refuse(PLAIN, None);
    }
}

/// Whether the token, or what is secret of it, is in the address.
fn gives_away(url: &Url, token: &BotToken) -> bool {
    let token = token.reveal();
    let letters = token.split_once(':').map(|(_, letters)| letters);
    let telling = letters.filter(|it| it.len() >= TELLING).unwrap_or(token);
    url.as_str().contains(telling)
}

fn secret(sources: &mut Sources, purpose: Purpose) -> Option<WebhookSecret> {
    let Given { value, place } = WEBHOOK.find(sources, purpose == Purpose::Bot)?;
    let is_short = (1..=SECRET_LETTERS).contains(&value.len());
    if !is_short || !value.chars().all(|it| is_of_token(&it)) {
        sources.faults.push(ConfigError::Invalid { place, expected: SECRET, found: None });
    }
    Some(WebhookSecret::new(&value))
}

fn tls(sources: &mut Sources, purpose: Purpose) -> Option<Tls> {
    let mut file = |setting: Setting| {
        let given = sources.read(setting, "a file", path);
        if let Some(given) = given.as_ref().filter(|_| purpose == Purpose::Bot) {
            check_readable(given, sources);
        }
        given
    };
    match (file(Setting::WebhookCert), file(Setting::WebhookKey)) {
        (None, None) => None,
        (Some(certificate), Some(key)) => {
            Some(Tls { certificate: certificate.value, key: key.value })
        }
        (Some(certificate), None) => alone(certificate, Setting::WebhookKey, sources),
        (None, Some(key)) => alone(key, Setting::WebhookCert, sources),
    }
}

fn alone(given: Given<PathBuf>, other: Setting, sources: &mut Sources) -> Option<Tls> {
    let other = other.key().unwrap_or_default();
    sources.faults.push(ConfigError::Alone { place: given.place, other });
    None
}
