//! Reads the configuration file, which is TOML.
//!
//! serde would stop at the first fault and show the value that it found, which may be
//! a secret. The file is therefore read to its end, key by key.

use std::{collections::BTreeMap, ops::Range, path::Path, sync::Arc};

use clap::{Arg, builder::Str};
use toml::de::{DeTable, DeValue};

use crate::text::n_slips;

use super::{
    error::{ConfigError, shown},
    place::{Place, Written},
    settings::{key_of, variable_of},
};

/// Reads a file of the settings that are `declared`: its values, and all faults in it
/// by line. `path` is for the places.
pub(super) fn read_file(
    path: &Path,
    text: &str,
    declared: &[Arg],
) -> (Vec<Written>, Vec<ConfigError>) {
    let path: Arc<Path> = path.into();
    let line =
        |span: Range<usize>| text.bytes().take(span.start).filter(|it| *it == b'\n').count() + 1;
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut faults: BTreeMap<usize, ConfigError> = BTreeMap::new();
    for error in errors {
        let line = line(error.span().unwrap_or_default());
        let (path, reason) = (Arc::clone(&path), error.message().to_owned());
        // The first error of a line is the cause of the others.
        faults.entry(line).or_insert(ConfigError::NotToml { path, line, reason });
    }
    let mut written = Vec::new();
    for (key, value) in table.get_ref() {
        let line = line(key.span());
        if faults.contains_key(&line) {
            continue;
        }
        match entry(&path, line, key.get_ref(), value.get_ref(), declared) {
            Ok(entry) => written.push(entry),
            Err(fault) => _ = faults.insert(line, fault),
        }
    }
    (written, faults.into_values().collect())
}

fn entry(
    path: &Arc<Path>,
    line: usize,
    key: &str,
    value: &DeValue<'_>,
    declared: &[Arg],
) -> Result<Written, ConfigError> {
    let path = Arc::clone(path);
    let Some(setting) = declared.iter().find(|it| key_of(it) == key && !it.is_hide_set()) else {
        let key_shown = shown(key).trim_matches('`').to_owned();
        let place = Place::File { path, key: key_shown, line };
        return Err(ConfigError::UnknownKey { place, hint: hint(key, declared) });
    };
    let key = key.to_owned();
    let place = Place::File { path, key: key.clone(), line };
    let form = Form::of(setting);
    let Some(text) = form.text(value) else {
        let (expected, found) = (form.expected().to_owned(), Some(form.found(value)));
        return Err(ConfigError::Invalid { place, expected, found });
    };
    Ok(Written { key, text, place })
}

/// Help for an unknown key: the setting that was probably meant.
fn hint(key: &str, declared: &[Arg]) -> String {
    let key = key.to_lowercase().replace('_', "-");
    let is_name = |it: &&Arg| {
        let variable = variable_of(it).to_lowercase().replace('_', "-");
        variable == key || it.get_long() == Some(&key) || key_of(it) == key
    };
    // One slip in a short word makes another word of it.
    let limit = if key.len() < 6 { 1 } else { 2 };
    let slips = |it: &Arg| n_slips(&key, &key_of(it), limit);
    let nearest = || {
        let with_key = declared.iter().filter(|it| !it.is_hide_set() && slips(it).is_some());
        with_key.min_by_key(|it| slips(it))
    };
    match declared.iter().find(is_name).or_else(nearest) {
        None => String::new(),
        Some(secret) if secret.is_hide_set() => format!(
            "; a secret cannot be in the configuration: set `{}-file` to a file with the secret, or the variable `{}`",
            key_of(secret),
            variable_of(secret),
        ),
        Some(setting) => format!("; did you mean `{}`?", key_of(setting)),
    }
}

/// The type of a setting in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Switch,
    Number,
    Numbers,
}

impl Form {
    /// Reads the form from the placeholder in the help.
    pub(super) fn of(setting: &Arg) -> Self {
        match setting.get_value_names().and_then(<[_]>::first).map(Str::as_str) {
            Some("BOOL") => Self::Switch,
            Some("N") => Self::Number,
            Some("CHATS") => Self::Numbers,
            Some(_) | None => Self::Text,
        }
    }

    /// The value as it is typed in a flag, if it has this form.
    fn text(self, value: &DeValue<'_>) -> Option<String> {
        match self {
            Self::Text => value.as_str().map(str::to_owned),
            Self::Switch => value.as_bool().map(|it| it.to_string()),
            Self::Number => whole(value).map(|it| it.to_string()),
            Self::Numbers => {
                let numbers = value.as_array()?.iter().map(|it| whole(it.get_ref()));
                let numbers = numbers.map(|it| it.map(|it| it.to_string()));
                Some(numbers.collect::<Option<Vec<_>>>()?.join(","))
            }
        }
    }

    /// A text that was checked, as the file has it.
    #[cfg(feature = "telegram")]
    pub(super) fn toml(self, text: &str) -> String {
        match self {
            Self::Text => toml::Value::from(text).to_string(),
            Self::Switch => ["true", "1"].contains(&text.trim()).to_string(),
            Self::Number => text.trim().parse::<u32>().unwrap_or_default().to_string(),
            Self::Numbers => {
                let numbers = text.split(',').filter_map(|it| it.trim().parse::<i64>().ok());
                toml::Value::from(numbers.collect::<Vec<_>>()).to_string()
            }
        }
    }

    fn expected(self) -> &'static str {
        match self {
            Self::Text => "a text in quotes",
            Self::Switch => "`true` or `false`",
            Self::Number => "a whole number",
            Self::Numbers => "a list of whole numbers such as `[11, -100]`",
        }
    }

    /// The kind of a value, and not the value: it may be a secret.
    fn found(self, value: &DeValue<'_>) -> String {
        let list = value.as_array().filter(|_| self == Self::Numbers);
        match list.and_then(|it| it.iter().find(|it| whole(it.get_ref()).is_none())) {
            Some(other) => format!("a list with {} in it", kind(other.get_ref())),
            None => kind(value).to_owned(),
        }
    }
}

fn whole(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

#[cfg(test)]
mod tests {
    use clap::{Args, Command};

    use super::*;
    use crate::config::settings::Settings;

    #[test]
    fn mistyped_keys() {
        let declared = Settings::augment_args(Command::new("settings"));
        let declared: Vec<Arg> = declared.get_arguments().cloned().collect();
        for (typed, wanted) in [
            ("langage", "; did you mean `language`?"),
            ("CLAUSEBOT_LIBRARY", "; did you mean `library`?"),
            ("port", ""),
            ("colour", ""),
            ("", ""),
        ] {
            assert_eq!(hint(typed, &declared), wanted, "{typed}");
        }
        if cfg!(not(feature = "telegram")) {
            return;
        }
        for (typed, wanted) in [
            ("api_url", "`api-url`"),
            ("CLAUSEBOT_LISTEN", "`listen`"),
            ("no-store", "`store`"),
            ("rate-uesr", "`rate-user`"),
            ("webhok-cert", "`webhook-cert`"),
            ("lag", "`log`"),
            ("token", "`token-file`"),
            ("TELOXIDE_TOKEN", "`token-file`"),
            ("webhook-secret", "`webhook-secret-file`"),
            ("webhook_secret", "`webhook-secret-file`"),
        ] {
            let hint = hint(typed, &declared);
            assert!(hint.contains(wanted), "{typed}: {hint}");
        }
        assert_eq!(hint("log-fmt", &declared), "");
    }
}
