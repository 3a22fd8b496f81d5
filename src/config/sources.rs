//! Where settings come from, the later over the earlier.
//!
//! Each value is looked at, also one that a later source puts aside: it is as
//! wrong, and will be noticed on a worse day.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    Environment,
    error::{ConfigError, Place, shown},
    file::parse_file,
    raw::{RawConfig, Value},
    setting::Setting,
};

#[cfg(feature = "telegram")]
use super::raw::Written;

/// What is set, by source, and what is wrong with it so far.
#[derive(Debug)]
pub(super) struct Sources {
    /// The command line, the environment and the file: the first that says
    /// something decides.
    raws: [RawConfig; 3],
    /// The folder of systemd's credentials, which are asked last.
    #[cfg_attr(not(feature = "telegram"), expect(dead_code, reason = "only the bot has secrets"))]
    pub(super) credentials: Option<PathBuf>,
    /// What is wrong.
    pub(super) faults: Vec<ConfigError>,
}

/// A value that holds, and where it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Given<T> {
    pub(super) value: T,
    pub(super) place: Place,
}

impl Sources {
    /// Reads the file, if one is named, beside the environment and the flags.
    pub(super) fn gather(file: Option<&Path>, environment: &Environment, flags: RawConfig) -> Self {
        let set = |key: &str| environment.get(key).filter(|it| !it.is_empty()).map(PathBuf::from);
        let file = file.map(Path::to_owned).or_else(|| set("CLAUSEBOT_CONFIG"));
        let (from_file, faults) = match file {
            None => (RawConfig::default(), Vec::new()),
            Some(path) => match fs::read_to_string(&path) {
                Ok(text) => parse_file(&path, &text),
                Err(source) => {
                    (RawConfig::default(), vec![ConfigError::Unreadable { path, source }])
                }
            },
        };
        let raws = [flags, RawConfig::from_environment(environment), from_file];
        Self { raws, credentials: set("CREDENTIALS_DIRECTORY"), faults }
    }

    /// What decides on a setting, as it was written.
    #[cfg(feature = "telegram")]
    pub(super) fn written(&self, setting: Setting) -> Option<&Written> {
        self.raws.iter().find_map(|it| it.get(setting))
    }

    /// What decides on a setting, read by `read`. What that cannot read is a
    /// fault, wherever it is.
    pub(super) fn read<T>(
        &mut self,
        setting: Setting,
        expected: &'static str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Option<Given<T>> {
        let mut decided = None;
        for written in self.raws.iter().filter_map(|it| it.get(setting)) {
            let place = written.place.clone();
            if let Some(value) = read(&written.value) {
                decided = decided.or(Some(Given { value, place }));
            } else {
                let found = (!is_hidden(setting)).then(|| found(&written.value));
                self.faults.push(ConfigError::Invalid { place, expected, found });
            }
        }
        decided
    }

    /// The sources, the deciding one first.
    #[cfg(feature = "telegram")]
    pub(super) fn raws(&self) -> &[RawConfig; 3] {
        &self.raws
    }
}

/// Whether a value may be a secret, or have one in it.
fn is_hidden(setting: Setting) -> bool {
    let hidden = [Setting::Token, Setting::Redis, Setting::Webhook, Setting::WebhookSecret];
    hidden.contains(&setting)
}

fn found(value: &Value) -> String {
    match value {
        Value::Text(text) => shown(text),
        Value::Switch(value) => format!("`{value}`"),
        Value::Number(value) => format!("`{value}`"),
        Value::Numbers(values) => format!("{} numbers", values.len()),
    }
}
