//! Results of `clausebot doctor`: `✓ the token is valid`.

/// The state of a checked item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Health {
    /// It works.
    Well,
    /// It works, but should be improved.
    Warning,
    /// It does not work.
    Fault,
}

/// A checked item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its state.
    pub health: Health,
    /// The result, and the remedy if there is one.
    pub text: String,
}

impl Health {
    /// The sign in front of its line.
    pub fn sign(self) -> char {
        match self {
            Self::Well => '✓',
            Self::Warning => '!',
            Self::Fault => '✗',
        }
    }
}
