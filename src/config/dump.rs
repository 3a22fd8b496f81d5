//! The settings as they come out, as a file that can be read again.
//!
//! A secret is not in it: what was given itself is a comment with `…`, and the
//! file that a secret is in is named. Defaults are written out, but two are comments:
//! the log's, and the monitor's, since the bot goes on without a port that nobody
//! asked for.

use std::path::Path;

use reqwest::Url;

use super::{
    Config, ConfigError, Environment, Purpose, RawConfig,
    error::Place,
    raw::{Value, Written},
    secret::{Origin, REDIS, SECRETS, Secret},
    serving::{
        DEFAULT_API_URL, DEFAULT_LISTEN, DEFAULT_MONITOR, DEFAULT_RATE, Kept, LogFormat, Misses,
        Serving,
    },
    setting::{Form, Setting},
    sources::Sources,
};

/// The settings that hold, in TOML, each with where it is from.
///
/// # Errors
///
/// All faults at once.
pub fn dump(
    file: Option<&Path>,
    environment: &Environment,
    flags: RawConfig,
) -> Result<String, Vec<ConfigError>> {
    let mut sources = Sources::gather(file, environment, flags);
    let Some(config) = Config::settle(&mut sources, environment, Purpose::Bot) else {
        return Err(sources.faults);
    };
    let lines = Setting::ALL.iter().filter_map(|&it| line(it, &sources, &config.serving));
    let lines: Vec<String> = lines.collect();
    Ok(lines.join("\n") + "\n")
}

fn line(setting: Setting, sources: &Sources, serving: &Serving) -> Option<String> {
    let secret = SECRETS.into_iter().find(|it| [it.itself, it.file].contains(&setting));
    if let Some(secret) = secret {
        return secret_line(setting, secret, sources);
    }
    let key = setting.key()?;
    match sources.written(setting) {
        Some(Written { value, place }) if setting == Setting::ApiUrl => {
            Some(address_line(key, value.text()?, place))
        }
        Some(Written { value, place }) => {
            Some(format!("{key} = {}  # {}", toml(setting.form(), value)?, comment(place)))
        }
        None => default_line(setting, key, serving),
    }
}

/// That of the secret itself, or that of the file that it is in.
fn secret_line(setting: Setting, secret: &Secret, sources: &Sources) -> Option<String> {
    match secret.origin(sources)? {
        Origin::File(Written { value, place }) if setting == secret.file => {
            let value = toml(Form::File, value)?;
            Some(format!("{} = {value}  # {}", setting.key()?, comment(place)))
        }
        Origin::Itself(Written { value, place }) if setting == secret.itself => {
            Some(match setting.key() {
                Some(key) if setting == REDIS.itself => address_line(key, value.text()?, place),
                Some(_) | None => format!("# {} = \"…\"", setting.variable()),
            })
        }
        Origin::Credential(path) if setting == secret.itself => Some(format!(
            "# {} = \"…\"  # {}",
            setting.variable(),
            comment(&Place::Credential(path))
        )),
        Origin::File(_) | Origin::Itself(_) | Origin::Credential(_) => None,
    }
}

/// An address; one that may have a password in it is a comment.
fn address_line(key: &str, address: &str, place: &Place) -> String {
    let value = |it: &str| toml::Value::from(it).to_string();
    let comment = comment(place);
    match open_address(address) {
        Ok(open) => format!("{key} = {}  # {comment}", value(open)),
        Err(masked) => {
            format!("# {key} = {}  # {comment}, whose password is not shown", value(&masked))
        }
    }
}

/// The address if nothing in it can be secret, or else what can be shown of it.
fn open_address(address: &str) -> Result<&str, String> {
    let Ok(url) = Url::parse(address) else {
        return Err("…".to_owned());
    };
    let is_open = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    if is_open {
        return Ok(address);
    }
    let host = url.host_str().unwrap_or_default();
    let port = url.port().map(|it| format!(":{it}")).unwrap_or_default();
    Err(format!("{}://…@{host}{port}{}", url.scheme(), url.path()))
}

fn default_line(setting: Setting, key: &str, serving: &Serving) -> Option<String> {
    let value: toml::Value = match setting {
        Setting::ApiUrl => DEFAULT_API_URL.into(),
        Setting::DataDir => match &serving.kept {
            Kept::Directory(path) => path.to_str()?.into(),
            Kept::Redis(_) | Kept::Memory | Kept::Nowhere => return None,
        },
        Setting::Store => true.into(),
        Setting::Misses => (serving.misses == Misses::Kept).into(),
        Setting::Listen => DEFAULT_LISTEN.to_string().into(),
        Setting::Monitor => {
            return Some(format!(
                "# {key} = \"{DEFAULT_MONITOR}\"  # default, if the port is free"
            ));
        }
        Setting::LogFormat => match serving.log.format {
            LogFormat::Text => "text".into(),
            LogFormat::Json => "json".into(),
        },
        Setting::Log => return Some(format!("# {key} = \"info\"  # default")),
        Setting::RateUser | Setting::RateChat => i64::from(DEFAULT_RATE.get()).into(),
        Setting::AllowChats | Setting::BlockChats => toml::Value::Array(Vec::new()),
        Setting::Library
        | Setting::Language
        | Setting::Token
        | Setting::TokenFile
        | Setting::Redis
        | Setting::RedisFile
        | Setting::Webhook
        | Setting::WebhookSecret
        | Setting::WebhookSecretFile
        | Setting::WebhookCert
        | Setting::WebhookKey => return None,
    };
    Some(format!("{key} = {value}  # default"))
}

/// A value as the file has it.
fn toml(form: Form, value: &Value) -> Option<toml::Value> {
    Some(match form {
        Form::Tag
        | Form::Directory
        | Form::File
        | Form::Url
        | Form::Address
        | Form::Word
        | Form::Text => value.text()?.into(),
        Form::Switch { .. } => value.switch()?.into(),
        Form::Number => i64::from(value.number()?).into(),
        Form::Chats => value.chats()?.into(),
    })
}

/// A place on one line.
fn comment(place: &Place) -> String {
    place.to_string().replace(char::is_control, " ")
}
