//! The file of settings: TOML, read to its end, whatever is wrong in it.

use std::{ops::Range, path::Path, sync::Arc};

use toml::de::{DeTable, DeValue};

use super::{
    error::{ConfigError, Hint, Place, shown},
    raw::{RawConfig, Value, Written, expected},
    setting::{Form, Setting},
};

/// Reads a file of settings: what it sets, and all that is wrong in it, each with
/// its line. `path` is for the places.
///
/// ```
/// use clausebot::config::parse_file;
///
/// let (_, faults) = parse_file("c.toml".as_ref(), "langage = \"en\"\nmisses = 1\n");
/// let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
/// assert_eq!(
///     faults,
///     [
///         "unknown key `langage` in `c.toml`, line 1; did you mean `language`?",
///         "invalid `misses` in `c.toml`, line 2: expected `true` or `false`, found a number",
///     ]
/// );
/// ```
pub fn parse_file(path: &Path, text: &str) -> (RawConfig, Vec<ConfigError>) {
    let path: Arc<Path> = path.into();
    let line = |span: Range<usize>| {
        let before = text.bytes().take(span.start);
        before.filter(|it| *it == b'\n').count() + 1
    };
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut faults: Vec<(usize, ConfigError)> = Vec::new();
    for error in errors {
        let line = line(error.span().unwrap_or_default());
        // Of one line, the first says what the others follow from.
        if faults.iter().all(|(it, _)| *it != line) {
            let reason = error.message().to_owned();
            faults.push((line, ConfigError::NotToml { path: Arc::clone(&path), line, reason }));
        }
    }
    let mut raw = RawConfig::default();
    for (key, value) in table.get_ref() {
        let line = line(key.span());
        if faults.iter().any(|(it, fault)| *it == line && is_syntax(fault)) {
            continue;
        }
        match read(&path, key.get_ref(), value.get_ref(), line) {
            Ok((setting, written)) => raw.set(setting, written),
            Err(fault) => faults.push((line, fault)),
        }
    }
    faults.sort_by_key(|(line, _)| *line);
    (raw, faults.into_iter().map(|(_, fault)| fault).collect())
}

fn is_syntax(fault: &ConfigError) -> bool {
    matches!(fault, ConfigError::NotToml { .. })
}

fn read(
    path: &Arc<Path>,
    key: &str,
    value: &DeValue<'_>,
    line: usize,
) -> Result<(Setting, Written), ConfigError> {
    let path = Arc::clone(path);
    let Some((setting, key)) = Setting::with_key(key).and_then(|it| Some((it, it.key()?))) else {
        let hint = Hint::of(key);
        let key = shown(key).trim_matches('`').to_owned();
        return Err(ConfigError::UnknownKey { key, path, line, hint });
    };
    let place = Place::File { path, key, line };
    match taken(setting.form(), value) {
        Some(value) => Ok((setting, Written { value, place })),
        None => Err(ConfigError::Invalid {
            place,
            expected: expected(setting.form()),
            found: Some(found(setting.form(), value)),
        }),
    }
}

/// The value, if it is of the form.
fn taken(form: Form, value: &DeValue<'_>) -> Option<Value> {
    match form {
        Form::Tag
        | Form::Directory
        | Form::File
        | Form::Url
        | Form::Address
        | Form::Word
        | Form::Text => value.as_str().map(|it| Value::Text(it.to_owned())),
        Form::Switch { .. } => value.as_bool().map(Value::Switch),
        Form::Number => whole(value).map(Value::Number),
        Form::Chats => {
            let numbers = value.as_array()?.iter().map(|it| whole(it.get_ref()));
            numbers.collect::<Option<_>>().map(Value::Numbers)
        }
    }
}

fn whole(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

/// What a value is, without saying it: it may be a secret.
fn found(form: Form, value: &DeValue<'_>) -> String {
    let strange = value.as_array().filter(|_| form == Form::Chats);
    match strange.and_then(|all| all.iter().find(|it| whole(it.get_ref()).is_none())) {
        Some(strange) => format!("a list with {} in it", kind(strange.get_ref())),
        None => kind(value).to_owned(),
    }
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
