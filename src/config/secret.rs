//! What may be known to the bot alone: tokens, addresses with passwords.
//!
//! `{:?}` of each shows `…` for what it holds. `reveal` is the only way to it.
//!
//! A secret is given itself, or as the file that it is in. Of one source, only one
//! of the two; of several, the later source decides, as with any setting. Where no
//! source says anything, systemd's credential of its name is read, if there is one.

use std::{fmt, fs, io, path::PathBuf};

use super::{
    error::{ConfigError, Place, shown_path},
    raw::Written,
    setting::Setting,
    sources::{Given, Sources},
};

/// Debug of a secret: its name, and nothing of it.
macro_rules! masked {
    ($($name:ident)*) => {
        $(impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        })*
    };
}

masked! { BotToken RedisUrl WebhookSecret }

/// The token that `@BotFather` gives; never shown whole.
#[derive(Clone, PartialEq, Eq)]
pub struct BotToken(String);

impl BotToken {
    /// Takes a token as it was given.
    pub fn new(token: &str) -> Self {
        Self(token.trim().to_owned())
    }

    /// The number of the bot, which is no secret.
    pub fn bot(&self) -> Option<i64> {
        self.0.split_once(':')?.0.parse().ok()
    }

    /// The token itself, for calls only.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// The address of a Redis server, which may have a password in it; never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct RedisUrl(String);

impl RedisUrl {
    /// Takes an address as it was given.
    pub fn new(url: &str) -> Self {
        Self(url.trim().to_owned())
    }

    /// The address itself, for connecting only.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// What Telegram sends with each update so that nobody else can; never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookSecret(String);

impl WebhookSecret {
    /// Takes a secret as it was given.
    pub fn new(secret: &str) -> Self {
        Self(secret.trim().to_owned())
    }

    /// The secret itself, for `setWebhook` and for comparing.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// How a secret can be given.
pub(super) struct Secret {
    /// Itself.
    pub(super) itself: Setting,
    /// By the file that it is in.
    pub(super) file: Setting,
    /// The name of systemd's credential.
    credential: &'static str,
}

/// The bot's token.
pub(super) const TOKEN: Secret =
    Secret { itself: Setting::Token, file: Setting::TokenFile, credential: "token" };

/// The address of Redis.
pub(super) const REDIS: Secret =
    Secret { itself: Setting::Redis, file: Setting::RedisFile, credential: "redis" };

/// What proves that updates are Telegram's.
pub(super) const WEBHOOK: Secret = Secret {
    itself: Setting::WebhookSecret,
    file: Setting::WebhookSecretFile,
    credential: "webhook-secret",
};

/// All of them.
pub(super) const SECRETS: [&Secret; 3] = [&TOKEN, &REDIS, &WEBHOOK];

/// Where a secret is.
pub(super) enum Origin<'a> {
    /// In a variable, a flag or the file of settings.
    Itself(&'a Written),
    /// In the file that these name.
    File(&'a Written),
    /// In a file of systemd's.
    Credential(PathBuf),
}

impl Secret {
    /// Where the secret is, by the source that decides.
    pub(super) fn origin<'a>(&self, sources: &'a Sources) -> Option<Origin<'a>> {
        let given = sources.raws().iter().find_map(|it| {
            let itself = it.get(self.itself).map(Origin::Itself);
            itself.or_else(|| it.get(self.file).map(Origin::File))
        });
        let credential = || {
            let path = sources.credentials.as_ref()?.join(self.credential);
            path.exists().then_some(Origin::Credential(path))
        };
        given.or_else(credential)
    }

    /// Finds the secret, trimmed. Files are opened if the secret `is_used`.
    pub(super) fn find(&self, sources: &mut Sources, is_used: bool) -> Option<Given<String>> {
        self.refuse_both(sources);
        let (path, place) = match self.origin(sources)? {
            Origin::Itself(Written { value, place }) => {
                return Some(Given {
                    value: value.text()?.trim().to_owned(),
                    place: place.clone(),
                });
            }
            Origin::File(Written { value, place }) => (PathBuf::from(value.text()?), place.clone()),
            Origin::Credential(path) => (path.clone(), Place::Credential(path)),
        };
        if !is_used {
            return None;
        }
        match read(&path) {
            Ok(value) => Some(Given { value, place }),
            Err(source) => {
                let path = shown_path(&path);
                sources.faults.push(ConfigError::Unopened { place, path, source });
                None
            }
        }
    }

    fn refuse_both(&self, sources: &mut Sources) {
        let both = sources.raws().iter().filter_map(|it| {
            let (one, other) = (it.get(self.itself)?, it.get(self.file)?);
            let because = "expected one of the two";
            Some(ConfigError::Conflict {
                one: one.place.clone(),
                other: other.place.clone(),
                because,
            })
        });
        let both: Vec<ConfigError> = both.collect();
        sources.faults.extend(both);
    }
}

fn read(path: &PathBuf) -> io::Result<String> {
    let text = fs::read_to_string(path)?.trim().to_owned();
    if text.is_empty() { Err(io::Error::other("the file is empty")) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_secret_is_shown() {
        let token = BotToken::new(" 123:SECRET\n");
        assert_eq!(token.reveal(), "123:SECRET");
        let redis = RedisUrl::new("redis://:SECRET@redis\n");
        assert_eq!(redis.reveal(), "redis://:SECRET@redis");
        let webhook = WebhookSecret::new("SECRET\n");
        assert_eq!(webhook.reveal(), "SECRET");
        let shown = format!("{token:?} {redis:?} {webhook:?}");
        assert_eq!(shown, "BotToken(…) RedisUrl(…) WebhookSecret(…)");
    }
}
