//! An answer as a [`Reply`] or as JSON; a reply as text for a terminal or as messages of a chat.
//!
//! What always holds: a reply has no markup; the words of a [`Block::Quote`] are a clause, word
//! for word; all other words are phrases, or titles and headings of documents.

mod beside;
mod chart;
mod check;
mod citation;
mod clause;
mod commitment;
mod compose;
mod csv;
mod escape;
mod excerpt;
mod explain;
mod finding;
mod focus;
mod help;
mod html;
mod json;
mod outline;
mod refusal;
mod reply;
mod row;
mod terminal;
mod verification;

pub use chart::chart;
pub use check::{problem_line, summary};
pub use commitment::{CommitmentRow, JsonCommitment, standing};
pub use compose::{Composer, TextOrder, View};
pub use csv::{COMMITMENT_COLUMNS, quoted};
pub use escape::utf16_len;
pub use excerpt::{columns, excerpted};
pub use explain::explanation;
pub use finding::{Finding, Health};
pub use focus::Focus;
pub use html::{MAX_UNITS, Message, messages};
pub use json::{JsonAnswer, JsonClause, JsonDocument, JsonMatch, JsonText, kind};
pub use reply::{Beside, Block, Comparison, Glance, Item, Marked, Quotation, Reply};
pub use row::MAX_ENTITIES;
pub use terminal::{Style, text, visible};
pub use verification::JsonReport;
