//! Settings as they were written, from one source, each with its place.

use std::{collections::BTreeMap, fmt};

use super::{
    Environment,
    error::Place,
    setting::{Form, Setting},
};

/// A value as it was written: of its form in the file, a text elsewhere.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    Switch(bool),
    Number(i64),
    Numbers(Vec<i64>),
}

// It may be a secret.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl Value {
    /// The text; the file's other values have none.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Switch(_) | Self::Number(_) | Self::Numbers(_) => None,
        }
    }
}

#[cfg(feature = "telegram")]
impl Value {
    pub(super) fn switch(&self) -> Option<bool> {
        match self {
            Self::Switch(value) => Some(*value),
            Self::Text(text) => match text.trim() {
                "true" | "1" => Some(true),
                "false" | "0" => Some(false),
                _ => None,
            },
            Self::Number(_) | Self::Numbers(_) => None,
        }
    }

    pub(super) fn number(&self) -> Option<u32> {
        match self {
            Self::Number(value) => u32::try_from(*value).ok(),
            Self::Text(text) => text.trim().parse().ok(),
            Self::Switch(_) | Self::Numbers(_) => None,
        }
    }

    /// Numbers of chats: `11,-100`.
    pub(super) fn chats(&self) -> Option<Vec<i64>> {
        match self {
            Self::Numbers(values) => Some(values.clone()),
            Self::Text(text) => text
                .split(',')
                .map(str::trim)
                .filter(|it| !it.is_empty())
                .map(|it| it.parse().ok())
                .collect(),
            Self::Switch(_) | Self::Number(_) => None,
        }
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) value: Value,
    pub(super) place: Place,
}

/// Settings as they were written, from one source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawConfig {
    written: BTreeMap<Setting, Written>,
}

impl RawConfig {
    /// What the command line sets, as it was typed. A switch is `true` or `false`.
    pub fn from_flags(flags: impl IntoIterator<Item = (Setting, String)>) -> Self {
        let written = flags.into_iter().filter_map(|(setting, text)| {
            let place = Place::Flag(setting.flag()?);
            Some((setting, Written { value: Value::Text(text), place }))
        });
        Self { written: written.collect() }
    }

    /// What the environment sets. An empty variable sets nothing.
    pub(super) fn from_environment(environment: &Environment) -> Self {
        let written = Setting::ALL.iter().filter_map(|&setting| {
            let text = environment.get(setting.variable()).filter(|it| !it.trim().is_empty())?;
            let place = Place::Variable(setting.variable());
            Some((setting, Written { value: Value::Text(text.clone()), place }))
        });
        Self { written: written.collect() }
    }

    /// These and those of `other`, which win.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.written.extend(other.written);
        self
    }

    pub(super) fn set(&mut self, setting: Setting, written: Written) {
        self.written.insert(setting, written);
    }

    pub(super) fn get(&self, setting: Setting) -> Option<&Written> {
        self.written.get(&setting)
    }
}

/// What the file has to hold for a setting.
pub(super) fn expected(form: Form) -> &'static str {
    match form {
        Form::Tag
        | Form::Directory
        | Form::File
        | Form::Url
        | Form::Address
        | Form::Word
        | Form::Text => "a text in quotes",
        Form::Switch { .. } => "`true` or `false`",
        Form::Number => "a whole number",
        Form::Chats => "a list of whole numbers such as `[11, -100]`",
    }
}
