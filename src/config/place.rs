//! The place of a value: a line of the file, a variable, a flag.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

/// The place where a setting was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the configuration file.
    File {
        /// The file.
        path: Arc<Path>,
        /// The key.
        key: String,
        /// One-based line.
        line: usize,
    },
    /// In the environment.
    Variable(String),
    /// On the command line, without the dashes.
    Flag(String),
    /// Among the credentials of systemd.
    Credential(PathBuf),
}

impl Place {
    /// Whether both are in the same source.
    #[cfg(feature = "telegram")]
    pub(super) fn is_of_source(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
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

/// A value as it was written in one source, and its place.
#[derive(Clone)]
pub(super) struct Written {
    /// The key of the setting.
    pub(super) key: String,
    /// The value as a flag has it.
    pub(super) text: String,
    pub(super) place: Place,
}

// The text may be a secret.
impl fmt::Debug for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.place)
    }
}
