//! Prints the settings as a file that can be read again, each with its place.
//!
//! Secrets are left out: one that was given itself is a comment with `…`; one in a
//! file is the name of the file. Defaults are printed; those of the log and of the
//! monitor are comments, since the bot does not need the default monitor's port, but
//! needs one that is set.

use clap::Arg;
use reqwest::Url;

use super::{
    error::ConfigError,
    file::Form,
    load::Config,
    place::{Place, Written},
    resolve::Origin,
    serving::{DEFAULT_MONITOR, StorePlace},
    settings::{key_of, variable_of},
    sources::{Purpose, Sources},
};

/// The secrets; the file of `x` is `x-file`.
const SECRETS: [&str; 3] = ["token", "redis", "webhook-secret"];

/// Prints the settings as TOML.
///
/// # Errors
///
/// All faults at once.
pub fn dump(mut sources: Sources) -> Result<String, Vec<ConfigError>> {
    let Some(config) = Config::check(&mut sources, Purpose::Bot) else {
        return Err(sources.faults);
    };
    let lines = sources.declared.iter().filter_map(|it| line(it, &sources, &config.serving.store));
    Ok(lines.map(|it| it + "\n").collect())
}

fn line(setting: &Arg, sources: &Sources, store: &StorePlace) -> Option<String> {
    let key = key_of(setting);
    let secret = key.trim_end_matches("-file");
    if SECRETS.contains(&secret) {
        let is_file = key != secret;
        return match Origin::of(secret, sources)? {
            Origin::Credential(path) if !is_file => {
                let place = comment(&Place::Credential(path));
                Some(format!("# {} = \"…\"  # {place}", variable_of(setting)))
            }
            Origin::Itself(_) if !is_file && setting.is_hide_set() => {
                Some(format!("# {} = \"…\"", variable_of(setting)))
            }
            Origin::Itself(_) if !is_file => written_line(setting, sources.deciding(&key)?),
            Origin::File(_) if is_file => written_line(setting, sources.deciding(&key)?),
            Origin::Credential(_) | Origin::Itself(_) | Origin::File(_) => None,
        };
    }
    match sources.deciding(&key) {
        Some(written) => written_line(setting, written),
        None => default_line(setting, &key, store),
    }
}

fn written_line(setting: &Arg, Written { key, text, place }: &Written) -> Option<String> {
    let (form, comment) = (Form::of(setting), comment(place));
    let is_address = setting.get_value_names()?.iter().any(|it| it == "URL");
    Some(match is_address.then(|| masked(text)).flatten() {
        Some(masked) => {
            let masked = form.toml(&masked);
            format!("# {key} = {masked}  # {comment}, whose password is not shown")
        }
        None => format!("{key} = {}  # {comment}", form.toml(text)),
    })
}

/// The address without the parts that may be secret, if it has any.
fn masked(address: &str) -> Option<String> {
    let Ok(url) = Url::parse(address) else {
        return Some("…".to_owned());
    };
    let has_user = !url.username().is_empty() || url.password().is_some();
    if !has_user && url.query().is_none() && url.fragment().is_none() {
        return None;
    }
    let host = url.host_str().unwrap_or_default();
    let port = url.port().map(|it| format!(":{it}")).unwrap_or_default();
    Some(format!("{}://…@{host}{port}{}", url.scheme(), url.path()))
}

fn default_line(setting: &Arg, key: &str, store: &StorePlace) -> Option<String> {
    let form = Form::of(setting);
    if let Some(default) = setting.get_default_values().first() {
        return Some(format!("{key} = {}  # default", form.toml(default.to_str()?)));
    }
    match key {
        "monitor" => {
            Some(format!("# {key} = \"{DEFAULT_MONITOR}\"  # default, if the port is free"))
        }
        "log" => Some(format!("# {key} = \"info\"  # default")),
        "data-dir" => {
            let StorePlace::Directory(path) = store else { return None };
            Some(format!("{key} = {}  # default", form.toml(path.to_str()?)))
        }
        _ => None,
    }
}

/// A place on one line.
fn comment(place: &Place) -> String {
    place.to_string().replace(char::is_control, " ")
}
