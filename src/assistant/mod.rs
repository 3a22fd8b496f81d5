//! The use cases: open a library, ask it, show a clause of it.
//!
//! ```
//! use clausebot::{answer::Asked, assistant::Assistant, text::Locale};
//!
//! let assistant = Assistant::shipped()?;
//! let asked = Asked::new("clause 3.6", Locale::En);
//! let answered = assistant.ask(&asked)?;
//! let reply = assistant.reply(&answered);
//! assert!(reply.quotes().any(|it| it.contains("US$150 billion")));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The terminal and Telegram are edges over [`Assistant`]: they have no rules of
//! their own for answers.

mod answering;
mod build;
mod disk;
mod files;
mod folder;
#[cfg(test)]
mod folder_tests;
mod library;
mod open;
mod parallel;
mod record;
mod regular_file;
mod snapshot;
mod unread;

pub use answering::{Answered, Assistant, Languages};
pub use build::{Opened, Progress, Storage};
pub use files::read_file;
pub use folder::{Changed, LibraryFolder, Look, Place, Urgency};
pub use library::{OpenError, open, read_shipped};
pub use record::{Broken, Fault};
pub use regular_file::{NotOpened, open_regular};
pub use snapshot::SnapshotError;
