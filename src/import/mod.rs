//! Documents from files: PDF, Word, HTML, Markdown and plain text become a folder that `corpus` reads.
//!
//! ```
//! use clausebot::import;
//!
//! let imported = import::read("<h1>Plan</h1><ol><li>Lower tariffs.</ol>".as_bytes(), "html", &mut |_, _| ())?;
//! assert_eq!(imported.paragraphs[1].text, "1. Lower tariffs.");
//! # Ok::<(), import::ImportError>(())
//! ```
//!
//! What always holds: a file is imported as a whole or not at all; nothing of its words is left out without a
//! [`Doubt`]; the numbers of lists that Word and browsers only draw are written out; readers of files from outside
//! run in a process of their own, with limits ([`read_apart`]).

mod apart;
mod character;
mod docx;
mod doubt;
mod draft;
mod error;
mod file_kind;
mod folder;
mod html;
mod languages;
mod paragraph;
mod pdf;
mod preview;
mod radicals;
mod read;
mod slug;

pub use apart::{CHILD_COMMAND, Input, extension, open_file, read_apart, serve_child};
pub use doubt::{Doubt, DoubtKind};
pub use draft::{Draft, DraftError, Source};
pub use error::ImportError;
pub use file_kind::FileKind;
pub use folder::{FolderError, write};
pub use paragraph::{Imported, Paragraph, Role};
pub use preview::{doubt_line, preview};
pub use read::{MAX_IMPORT_BYTES, read};
