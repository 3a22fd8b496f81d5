//! Faults of the settings, for the operator: the place, what was expected, and what
//! was found unless that may be a secret.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::place::Place;

/// The values that a setting accepts.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Expected(pub(super) &'static str);

/// A fault of the settings.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The configuration file cannot be read.
    #[error("cannot read the configuration `{}`", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        #[source]
        source: io::Error,
    },
    /// The configuration file is not TOML.
    #[error("`{}`, line {line}: {reason}", path.display())]
    NotToml {
        /// The file.
        path: Arc<Path>,
        /// One-based line.
        line: usize,
        /// The error in it.
        reason: String,
    },
    /// An unknown key.
    #[error("unknown key {place}{hint}")]
    UnknownKey {
        /// The place of the key.
        place: Place,
        /// Help, such as the key that was probably meant.
        hint: String,
    },
    /// A value that the setting does not accept.
    #[error("invalid {place}: expected {expected}{}", but(found.as_deref()))]
    Invalid {
        /// The place of the value.
        place: Place,
        /// The values that are accepted.
        expected: String,
        /// The value, unless it may be a secret.
        found: Option<String>,
    },
    /// A setting names a file that cannot be read.
    #[error("cannot read {path}, which {place} names")]
    Unopened {
        /// The place of the setting.
        place: Place,
        /// The file, in backticks, unless it may be the secret itself.
        path: String,
        /// The error of the system.
        #[source]
        source: io::Error,
    },
    /// Two settings that exclude each other.
    #[error("{one} and {other} exclude each other: {because}")]
    Conflict {
        /// The place of the one.
        one: Place,
        /// The place of the other.
        other: Place,
        /// The reason.
        because: &'static str,
    },
    /// A setting that needs another.
    #[error("{place} needs `{other}` too: expected both or neither")]
    Alone {
        /// The place of the setting.
        place: Place,
        /// The key of the other.
        other: &'static str,
    },
}

fn but(found: Option<&str>) -> String {
    found.map(|it| format!(", found {it}")).unwrap_or_default()
}

/// The most characters of a value that are shown.
const SHOWN: usize = 200;

/// The fewest letters after the colon that look like a token, which has 35.
const TOKEN_LETTERS: usize = 20;

/// The value in backticks, on one line. Anything that looks like a secret is masked,
/// since a secret may have been put in the wrong place.
pub(super) fn shown(text: &str) -> String {
    if text
        .split(':')
        .skip(1)
        .any(|it| it.chars().take_while(|it| is_token_letter(*it)).count() >= TOKEN_LETTERS)
    {
        return "what may be a token".to_owned();
    }
    // The part before `@` may be a password.
    let (masked, rest) = text.rsplit_once('@').map_or(("", text), |(_, rest)| ("…@", rest));
    let line: String =
        rest.chars().take(SHOWN).map(|it| if it.is_control() { ' ' } else { it }).collect();
    let cut = if rest.chars().nth(SHOWN).is_some() { "…" } else { "" };
    format!("`{masked}{line}{cut}`")
}

/// Whether a letter can be in the second half of a token.
pub(super) fn is_token_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || ['_', '-'].contains(&letter)
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
}
