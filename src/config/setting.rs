//! The settings, each with its names: a row is all that has to be said of one
//! for it to be read from the file, the environment and the command line.
//!
//! ```
//! use clausebot::config::Setting;
//!
//! assert_eq!(Setting::Listen.key(), Some("listen"));
//! assert_eq!(Setting::Listen.variable(), "CLAUSEBOT_LISTEN");
//! assert_eq!(Setting::Listen.flag(), Some("listen"));
//! ```

use crate::text::n_slips;

/// What the values of a setting look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A language tag.
    Tag,
    /// A folder.
    Directory,
    /// A file.
    File,
    /// An address with a scheme.
    Url,
    /// A numeric address and a port.
    Address,
    /// One of a few words.
    Word,
    /// What has no form of its own, or one that only its reader knows.
    Text,
    /// `true` or `false`.
    Switch {
        /// What the flag, which takes no value, sets.
        flag: bool,
    },
    /// A whole number, not negative.
    Number,
    /// Numbers of chats and users.
    Chats,
}

/// The names of a setting, and what its values look like.
struct Row {
    key: Option<&'static str>,
    variable: &'static str,
    flag: Option<&'static str>,
    form: Form,
}

macro_rules! settings {
    ($($(#[$doc:meta])* $name:ident = $key:expr, $variable:literal, $flag:expr, $form:expr;)*) => {
        /// Something that an operator can set.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Setting { $($(#[$doc])* $name,)* }

        impl Setting {
            /// All of them, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            const fn row(self) -> Row {
                match self {
                    $(Self::$name =>
                        Row { key: $key, variable: $variable, flag: $flag, form: $form },)*
                }
            }
        }
    };
}

settings! {
    /// Folder of document folders.
    Library = Some("library"), "CLAUSEBOT_LIBRARY", Some("library"), Form::Directory;
    /// Language of replies.
    Language = Some("language"), "CLAUSEBOT_LANGUAGE", Some("language"), Form::Tag;
    /// The bot's token.
    Token = None, "TELOXIDE_TOKEN", None, Form::Text;
    /// The file that the token is in.
    TokenFile = Some("token-file"), "CLAUSEBOT_TOKEN_FILE", Some("token-file"), Form::File;
    /// Address of the Bot API.
    ApiUrl = Some("api-url"), "CLAUSEBOT_API_URL", Some("api-url"), Form::Url;
    /// Folder of the bot's database.
    DataDir = Some("data-dir"), "CLAUSEBOT_DATA_DIR", Some("data-dir"), Form::Directory;
    /// Whether anything outlives the process.
    Store = Some("store"), "CLAUSEBOT_STORE", Some("no-store"), Form::Switch { flag: false };
    /// Whether questions that find nothing are kept.
    Misses = Some("misses"), "CLAUSEBOT_MISSES", Some("misses"), Form::Switch { flag: true };
    /// Address of the Redis server that takes the place of the database.
    Redis = Some("redis"), "CLAUSEBOT_REDIS", Some("redis"), Form::Url;
    /// The file that this address is in.
    RedisFile = Some("redis-file"), "CLAUSEBOT_REDIS_FILE", Some("redis-file"), Form::File;
    /// Where Telegram brings updates.
    Webhook = Some("webhook"), "CLAUSEBOT_WEBHOOK", Some("webhook"), Form::Url;
    /// Where they are listened for.
    Listen = Some("listen"), "CLAUSEBOT_LISTEN", Some("listen"), Form::Address;
    /// What proves that they are Telegram's.
    WebhookSecret = None, "CLAUSEBOT_WEBHOOK_SECRET", None, Form::Text;
    /// The file that this secret is in.
    WebhookSecretFile = Some("webhook-secret-file"), "CLAUSEBOT_WEBHOOK_SECRET_FILE",
        Some("webhook-secret-file"), Form::File;
    /// The certificate of the webhook, where there is no proxy that has one.
    WebhookCert = Some("webhook-cert"), "CLAUSEBOT_WEBHOOK_CERT", Some("webhook-cert"), Form::File;
    /// Its key.
    WebhookKey = Some("webhook-key"), "CLAUSEBOT_WEBHOOK_KEY", Some("webhook-key"), Form::File;
    /// Where the bot can be watched.
    Monitor = Some("monitor"), "CLAUSEBOT_MONITOR", Some("monitor"), Form::Address;
    /// How a line of the log is written.
    LogFormat = Some("log-format"), "CLAUSEBOT_LOG_FORMAT", Some("log-format"), Form::Word;
    /// How much is logged.
    Log = Some("log"), "RUST_LOG", None, Form::Text;
    /// Questions a minute of one person.
    RateUser = Some("rate-user"), "CLAUSEBOT_RATE_USER", Some("rate-user"), Form::Number;
    /// Questions a minute of one group.
    RateChat = Some("rate-chat"), "CLAUSEBOT_RATE_CHAT", Some("rate-chat"), Form::Number;
    /// The chats and users who alone are answered.
    AllowChats = Some("allow-chats"), "CLAUSEBOT_ALLOW_CHATS", Some("allow-chats"), Form::Chats;
    /// The chats and users who never are.
    BlockChats = Some("block-chats"), "CLAUSEBOT_BLOCK_CHATS", Some("block-chats"), Form::Chats;
}

impl Setting {
    /// Its key in the file; a secret itself has none.
    pub const fn key(self) -> Option<&'static str> {
        self.row().key
    }

    /// Its variable of the environment.
    pub const fn variable(self) -> &'static str {
        self.row().variable
    }

    /// Its flag, without the dashes.
    pub const fn flag(self) -> Option<&'static str> {
        self.row().flag
    }

    /// What its values look like.
    pub const fn form(self) -> Form {
        self.row().form
    }

    /// The setting with this key in the file.
    pub(super) fn with_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.key() == Some(key))
    }

    /// The setting that an unknown key was probably meant for.
    pub(super) fn like(key: &str) -> Option<Self> {
        let key = key.to_lowercase().replace('_', "-");
        let is_name = |it: &&Self| {
            let variable = it.variable().to_lowercase().replace('_', "-");
            variable == key || it.flag() == Some(&key) || it.key() == Some(&key)
        };
        // One slip in a short word makes another word of it.
        let limit = if key.len() < 6 { 1 } else { 2 };
        let slips = |it: &Self| n_slips(&key, it.key()?, limit);
        let nearest =
            || Self::ALL.iter().filter(|it| slips(it).is_some()).min_by_key(|it| slips(it));
        Self::ALL.iter().find(is_name).or_else(nearest).copied()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_name_is_taken_twice() {
        let unique = |names: Vec<&str>| {
            assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
        };
        unique(Setting::ALL.iter().map(|it| it.variable()).collect());
        unique(Setting::ALL.iter().filter_map(|it| it.key()).collect());
        unique(Setting::ALL.iter().filter_map(|it| it.flag()).collect());
    }

    #[test]
    fn a_key_names_its_variable_and_its_flag() {
        for it in Setting::ALL {
            let Some(key) = it.key() else { continue };
            let derived = format!("CLAUSEBOT_{}", key.to_uppercase().replace('-', "_"));
            assert!(it.variable() == derived || *it == Setting::Log, "{it:?}");
            let flags = [None, Some(key.to_owned()), Some(format!("no-{key}"))];
            assert!(flags.contains(&it.flag().map(str::to_owned)), "{it:?}");
        }
    }

    #[test]
    fn mistyped_keys() {
        for (typed, meant) in [
            ("langage", Some(Setting::Language)),
            ("api_url", Some(Setting::ApiUrl)),
            ("CLAUSEBOT_LISTEN", Some(Setting::Listen)),
            ("TELOXIDE_TOKEN", Some(Setting::Token)),
            ("no-store", Some(Setting::Store)),
            ("rate-uesr", Some(Setting::RateUser)),
            ("webhok-cert", Some(Setting::WebhookCert)),
            ("log-fmt", None),
            ("lag", Some(Setting::Log)),
            ("port", None),
            ("", None),
        ] {
            assert_eq!(Setting::like(typed), meant, "{typed}");
        }
    }
}
