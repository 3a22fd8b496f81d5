//! Parts of a file that its reader left out, or was unsure of.

use serde::{Deserialize, Serialize};

/// Something to look at, with its page where the file tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// One-based page.
    pub page: Option<u16>,
    /// What it is.
    pub kind: DoubtKind,
}

/// Something that was left out or that is unsure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DoubtKind {
    /// The file is of another kind than its name says.
    Extension {
        /// The kind that it is: `DOCX`.
        kind: String,
    },
    /// The text was in another encoding than UTF-8.
    Encoding {
        /// Its name.
        name: String,
    },
    /// Bytes that are no character of the encoding.
    Damaged,
    /// A line that stands on many pages, left out.
    Running {
        /// The line.
        text: String,
    },
    /// Page numbers, left out.
    PageNumbers {
        /// How many.
        count: usize,
    },
    /// A table of contents, left out.
    Contents {
        /// How many lines.
        count: usize,
    },
    /// Words that a tracked change deletes, left out.
    Deleted {
        /// How many times.
        count: usize,
    },
    /// Hidden words, left out.
    Hidden {
        /// The first.
        text: String,
    },
    /// Macros, which are not run.
    Macros,
    /// Footnotes, kept apart.
    Notes {
        /// How many.
        count: usize,
    },
    /// A format of automatic numbers that is not known; plain digits are written.
    NumberFormat {
        /// Its name in the file.
        format: String,
    },
    /// Radicals and ligatures that became the characters they are.
    Characters {
        /// How many.
        count: usize,
    },
    /// Lines whose order on the page is unsure, as in tables and columns.
    Order,
    /// The main text of a page was chosen; other text was left out.
    Chosen,
}
