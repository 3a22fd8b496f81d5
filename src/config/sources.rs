//! Reads the settings from the command line, the environment and the file, in this
//! order: the first that has a value decides.
//!
//! Each value is checked, also one that is overridden: it would be noticed later, at
//! a worse time. clap reads a text by the declaration of its setting, one at a time,
//! so that all faults are found.

use std::{
    collections::HashMap,
    error::Error,
    fmt, fs,
    path::{Path, PathBuf},
};

use clap::{Arg, Args, Command, FromArgMatches, builder::Resettable};

use crate::{text::Locale, wording::negotiate};

use super::{
    error::{ConfigError, shown},
    file::read_file,
    place::{Place, Written},
    settings::{Settings, key_of, variable_of},
};

/// The variables of the environment.
pub type Environment = HashMap<String, String>;

/// The environment of this process, without variables that are not UTF-8.
pub fn environment() -> Environment {
    std::env::vars_os()
        .filter_map(|(key, value)| Some((key.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}

/// The use of the configuration. All settings are checked for each; but files that
/// they name are opened only for a use that reads them, so that a user who may not
/// read the token can ask in the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Answers in the terminal: no such file.
    Answers,
    /// The store of the bot: the files of the store's address, and of the token, which
    /// contains the number of the bot.
    Store,
    /// The bot: all files.
    Bot,
}

/// The settings as they were written, and the faults found so far.
pub struct Sources {
    /// The declarations of the settings.
    pub(super) declared: Vec<Arg>,
    /// The values, the deciding one first.
    pub(super) written: Vec<Written>,
    /// The folder of systemd's credentials, which are read last.
    #[cfg_attr(not(feature = "telegram"), expect(dead_code, reason = "only the bot has secrets"))]
    pub(super) credentials: Option<PathBuf>,
    /// The faults.
    pub(super) faults: Vec<ConfigError>,
    /// The file that the environment names.
    file: Option<PathBuf>,
    /// The locale of the system.
    pub(super) system: Option<Locale>,
}

// clap keeps the values of variables, which may be secrets, in the declarations.
impl fmt::Debug for Sources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.written).entries(&self.faults).finish()
    }
}

impl Sources {
    /// Takes the flags, as key and text, and the variables.
    pub fn new(flags: Vec<(String, String)>, environment: &Environment) -> Self {
        let declared = Settings::augment_args(Command::new("settings"));
        let declared: Vec<Arg> = declared.get_arguments().cloned().collect();
        let flag = |key: &str| declared.iter().find(|it| key_of(it) == key)?.get_long();
        let flags = flags.into_iter().filter_map(|(key, text)| {
            let place = Place::Flag(flag(&key)?.to_owned());
            Some(Written { key, text, place })
        });
        let variables = declared.iter().filter_map(|it| {
            let (key, name) = (key_of(it), variable_of(it).to_owned());
            // An empty variable sets nothing.
            let text = environment.get(&name).filter(|it| !it.trim().is_empty())?.clone();
            Some(Written { key, text, place: Place::Variable(name) })
        });
        let written = flags.chain(variables).collect();
        let set = |name| environment.get(name).filter(|it| !it.is_empty());
        let system = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
        Self {
            declared,
            written,
            credentials: set("CREDENTIALS_DIRECTORY").map(PathBuf::from),
            faults: Vec::new(),
            file: set("CLAUSEBOT_CONFIG").map(PathBuf::from),
            system: system.and_then(|it| negotiate(it)),
        }
    }

    /// Adds the file, or the one that `CLAUSEBOT_CONFIG` names.
    #[must_use]
    pub fn with_file(mut self, file: Option<&Path>) -> Self {
        let Some(path) = file.map(Path::to_owned).or_else(|| self.file.take()) else {
            return self;
        };
        match fs::read_to_string(&path) {
            Ok(text) => self.with_text(&path, &text),
            Err(source) => {
                self.faults.push(ConfigError::Unreadable { path, source });
                self
            }
        }
    }

    /// Adds the text of a file, which is read to its end. `path` is for the places.
    ///
    /// ```
    /// use clausebot::config::{Config, Environment, Purpose, Sources};
    ///
    /// let sources = Sources::new(Vec::new(), &Environment::new())
    ///     .with_text("c.toml".as_ref(), "langage = \"en\"\nlanguage = 1\n");
    /// let faults = Config::load(sources, Purpose::Answers).unwrap_err();
    /// let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    /// assert_eq!(
    ///     faults,
    ///     [
    ///         "unknown key `langage` in `c.toml`, line 1; did you mean `language`?",
    ///         "invalid `language` in `c.toml`, line 2: expected a text in quotes, found a number",
    ///     ]
    /// );
    /// ```
    #[must_use]
    pub fn with_text(mut self, path: &Path, text: &str) -> Self {
        let (written, faults) = read_file(path, text, &self.declared);
        self.written.extend(written);
        self.faults.extend(faults);
        self
    }

    /// Checks each value and returns the settings that the deciding ones make.
    pub(super) fn settings(&mut self) -> Option<Settings> {
        // The variables are among what was written already.
        let command = Settings::augment_args(Command::new("settings"))
            .no_binary_name(true)
            .disable_help_flag(true)
            .mut_args(|it| it.env(Resettable::Reset));
        let mut decided: Vec<&str> = Vec::new();
        let mut arguments = Vec::new();
        for Written { key, text, place } in &self.written {
            let Some(setting) = self.declared.iter().find(|it| key_of(it) == *key) else {
                continue;
            };
            let argument = format!("--{}={text}", setting.get_long().unwrap_or_default());
            match command.clone().try_get_matches_from([&argument]) {
                Ok(_) if decided.contains(&key.as_str()) => {}
                Ok(_) => {
                    decided.push(key);
                    arguments.push(argument);
                }
                Err(error) => {
                    let expected = error.source().map(ToString::to_string).unwrap_or_default();
                    let found = (!setting.is_hide_env_values_set()).then(|| shown(text));
                    let place = place.clone();
                    self.faults.push(ConfigError::Invalid { place, expected, found });
                }
            }
        }
        Settings::from_arg_matches(&command.try_get_matches_from(arguments).ok()?).ok()
    }

    /// The deciding value of a setting, if one was written.
    #[cfg(feature = "telegram")]
    pub(super) fn deciding(&self, key: &str) -> Option<&Written> {
        self.written.iter().find(|it| it.key == key)
    }
}
