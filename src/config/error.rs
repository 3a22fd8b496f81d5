//! What is wrong with the settings, said to the operator: where, what was
//! expected, and what was found, unless that may be a secret.

use std::{
    fmt, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::setting::Setting;

/// Where a setting was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the configuration file.
    File {
        /// The file.
        path: Arc<Path>,
        /// The key.
        key: &'static str,
        /// One-based line.
        line: usize,
    },
    /// In the environment.
    Variable(&'static str),
    /// On the command line.
    Flag(&'static str),
    /// Among the credentials of systemd.
    Credential(PathBuf),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, key, line } => {
                write!(f, "`{key}` in `{}`, line {line}", path.display())
            }
            Self::Variable(name) => write!(f, "`{name}`"),
            Self::Flag(name) => write!(f, "`--{name}`"),
            Self::Credential(path) => write!(f, "the credential `{}`", path.display()),
        }
    }
}

/// Why a key of the file is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Nothing is like it.
    None,
    /// It is like this key.
    Key(&'static str),
    /// A secret does not belong into the file.
    Secret {
        /// The key for the file that the secret is in.
        file: &'static str,
        /// The variable for the secret itself.
        variable: &'static str,
    },
}

impl Hint {
    /// The hint for a key that is not known.
    pub(super) fn of(key: &str) -> Self {
        let secret = |secret: Setting, file: Setting| match file.key() {
            Some(file) => Self::Secret { file, variable: secret.variable() },
            None => Self::None,
        };
        match (key, Setting::like(key)) {
            ("token", _) | (_, Some(Setting::Token)) => secret(Setting::Token, Setting::TokenFile),
            ("webhook-secret" | "webhook_secret", _) | (_, Some(Setting::WebhookSecret)) => {
                secret(Setting::WebhookSecret, Setting::WebhookSecretFile)
            }
            (_, like) => like.and_then(Setting::key).map_or(Self::None, Self::Key),
        }
    }
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Key(key) => write!(f, "; did you mean `{key}`?"),
            Self::Secret { file, variable } => write!(
                f,
                "; a secret is in no file of settings: `{file}` names the file that it is in, or `{variable}` holds it"
            ),
        }
    }
}

/// A setting that cannot hold.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file of settings cannot be read.
    #[error("cannot read the configuration `{}`", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The file of settings is not TOML.
    #[error("`{}`, line {line}: {reason}", path.display())]
    NotToml {
        /// The file.
        path: Arc<Path>,
        /// One-based line.
        line: usize,
        /// What is wrong there.
        reason: String,
    },
    /// A key that there is not.
    #[error("unknown key `{key}` in `{}`, line {line}{hint}", path.display())]
    UnknownKey {
        /// The key, as far as it can be shown.
        key: String,
        /// The file.
        path: Arc<Path>,
        /// One-based line.
        line: usize,
        /// What may help.
        hint: Hint,
    },
    /// A value that a setting cannot have.
    #[error("invalid {place}: expected {expected}{}", but(found.as_deref()))]
    Invalid {
        /// Where.
        place: Place,
        /// What it can be.
        expected: &'static str,
        /// What it is, unless that may be a secret.
        found: Option<String>,
    },
    /// A file that a setting names cannot be read.
    #[error("cannot read {path}, which {place} names")]
    Unopened {
        /// Where.
        place: Place,
        /// The file, in backticks: perhaps it is no file but the secret itself.
        path: String,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// Two settings that exclude each other.
    #[error("{one} and {other} exclude each other: {because}")]
    Conflict {
        /// Where the one is.
        one: Place,
        /// Where the other is.
        other: Place,
        /// What to do.
        because: &'static str,
    },
    /// A setting that needs another.
    #[error("{place} needs `{other}` too: expected both or neither")]
    Alone {
        /// Where.
        place: Place,
        /// The key of the other.
        other: &'static str,
    },
}

fn but(found: Option<&str>) -> String {
    found.map(|it| format!(", found {it}")).unwrap_or_default()
}

/// How much of a value is shown, in characters.
const SHOWN: usize = 200;

/// The least letters after the colon of a token; they have 35.
const TOKEN_LETTERS: usize = 20;

/// A value in backticks, on one line and without what may be a secret in it: one
/// was perhaps put in the wrong place.
pub(super) fn shown(text: &str) -> String {
    if text.split(':').skip(1).any(|it| it.chars().take_while(is_of_token).count() >= TOKEN_LETTERS)
    {
        return "what may be a token".to_owned();
    }
    // What stands before `@` may be a password.
    let (masked, rest) = text.rsplit_once('@').map_or(("", text), |(_, rest)| ("…@", rest));
    let line: String =
        rest.chars().take(SHOWN).map(|it| if it.is_control() { ' ' } else { it }).collect();
    let cut = if rest.chars().nth(SHOWN).is_some() { "…" } else { "" };
    format!("`{masked}{line}{cut}`")
}

/// A file's path, shown as any value.
#[cfg(feature = "telegram")]
pub(super) fn shown_path(path: &Path) -> String {
    shown(&path.to_string_lossy())
}

/// A letter of the second half of a token.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the shape of a predicate of iterators")]
pub(super) fn is_of_token(letter: &char) -> bool {
    letter.is_ascii_alphanumeric() || ['_', '-'].contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_a_secret_is_not_shown() {
        for (text, wanted) in [
            ("fr", "`fr`"),
            ("https://me:SECRET@here/x", "`…@here/x`"),
            ("a\nb", "`a b`"),
            ("123456:AAAAAAAAAAAAAAAAAAAAAAAAA", "what may be a token"),
            ("127.0.0.1:94640", "`127.0.0.1:94640`"),
        ] {
            assert_eq!(shown(text), wanted);
        }
        assert_eq!(shown(&"长".repeat(300)).chars().count(), SHOWN + 3);
    }

    #[test]
    fn hints() {
        let hint = |key| Hint::of(key).to_string();
        assert_eq!(hint("langage"), "; did you mean `language`?");
        assert!(hint("token").contains("`token-file`"), "{}", hint("token"));
        assert!(hint("TELOXIDE_TOKEN").contains("`token-file`"));
        assert!(hint("webhook-secret").contains("`webhook-secret-file`"));
        assert_eq!(hint("colour"), "");
    }
}
