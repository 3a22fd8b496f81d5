//! Reasons that a file cannot be imported.

use serde::{Deserialize, Serialize};

/// The reason that a file cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ImportError {
    /// No regular file.
    #[error("`{name}` is {what}; expected a file")]
    NoFile {
        /// The file as it was named.
        name: String,
        /// What it is.
        what: String,
    },
    /// A link that leaves its folder.
    #[error("`{name}` is a link to a place outside its folder; name the file itself")]
    Link {
        /// The file as it was named.
        name: String,
    },
    /// It cannot be read.
    #[error("cannot read `{name}`: {reason}")]
    Unreadable {
        /// The file as it was named.
        name: String,
        /// The message of the system.
        reason: String,
    },
    /// Too many bytes.
    #[error("the file has {found} bytes; at most {limit} are read")]
    TooLarge {
        /// Bytes found.
        found: u64,
        /// Bytes read at most.
        limit: u64,
    },
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// A kind that no reader is for.
    #[error("the file is {kind}; {advice}")]
    Unsupported {
        /// Its kind: `an old Word file (.doc)`.
        kind: String,
        /// What to do.
        advice: String,
    },
    /// It cannot be opened without a password.
    #[error(
        "the file is protected by a password; open it, save it without the password, and import that"
    )]
    Password,
    /// Not as its format says.
    #[error("the {kind} file is damaged: {reason}")]
    Damaged {
        /// Its kind.
        kind: String,
        /// What is wrong.
        reason: String,
    },
    /// It unpacks to more than is read.
    #[error(
        "the file unpacks to more than {limit} bytes; it is damaged, or made to fill the memory"
    )]
    Bomb {
        /// Bytes read at most.
        limit: u64,
    },
    /// Pages without text.
    #[error(
        "page {page} is a picture without text, as a scan is; make its text first: \
         `ocrmypdf --skip-text -l chi_sim+eng FILE NEW` (`chi_tra` for traditional characters)"
    )]
    Scan {
        /// One-based page.
        page: usize,
    },
    /// Characters that the file does not tell.
    #[error(
        "page {page} has {count} characters that the file does not tell (near `{near}`), so nothing is imported; \
         save the document as Word, or make its text anew: `ocrmypdf --force-ocr -l chi_sim+eng FILE NEW`"
    )]
    UnknownCharacters {
        /// One-based page.
        page: usize,
        /// How many.
        count: usize,
        /// The characters before the first of them.
        near: String,
    },
    /// No word in it.
    #[error("the file has no text")]
    NoText,
    /// The reader used more than it may.
    #[error("reading the file took more than {what}; it is damaged, or made to do so")]
    Limit {
        /// The limit: `60 seconds`, `1 GiB of memory`.
        what: String,
    },
    /// The reader ended without an answer.
    #[error(
        "the reader of the file ended: {reason}; the file is damaged, or the reader has a fault"
    )]
    Crashed {
        /// How it ended.
        reason: String,
    },
    /// The reader cannot be started.
    #[error("cannot start the reader: {reason}")]
    Start {
        /// The message of the system.
        reason: String,
    },
}
