//! Secrets: `{:?}` shows `…` instead of them, and only `reveal` gives them out.

use std::fmt;

macro_rules! secrets {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $($(#[$doc])*
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// Takes the secret without the white space around it.
            pub fn new(text: &str) -> Self {
                Self(text.trim().to_owned())
            }

            /// The secret itself, for calls only.
            pub fn reveal(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        })*
    };
}

secrets! {
    /// The token that `@BotFather` gives.
    BotToken;
    /// The address of a Redis server, which may contain a password.
    RedisUrl;
    /// The secret that Telegram sends with each update.
    WebhookSecret;
}

impl BotToken {
    /// The number of the bot, which is no secret.
    pub fn bot(&self) -> Option<i64> {
        self.0.split_once(':')?.0.parse().ok()
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
