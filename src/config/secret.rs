//! What may be known to the bot alone: tokens, addresses with passwords.
//!
//! `{:?}` of each shows `…` for what it holds. `reveal` is the only way to it.

use std::fmt;

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
