//! The library in a browser: a read-only page for each document, clause and list of commitments, and the same answers
//! as the bot's, also as JSON.
//!
//! | address | page |
//! |---|---|
//! | `/` | the documents |
//! | `/d/ID` | the contents of a document |
//! | `/d/ID/LANG` | its whole text, with an anchor for each clause: `#c3.6` |
//! | `/d/ID/LANG/3.6` | a clause, its commitments, its neighbours |
//! | `/d/ID/both` | both texts side by side |
//! | `/d/ID/commitments` | its commitments as table and charts; with `.csv` and `.json` for programs |
//! | `/search?q=` | the answer to a question; `part=results` is the answer without the page around it |
//! | `/about` | what this is |
//! | `/?startapp=c3_6` | a clause, as Telegram opens it |
//! | `/launch` | the language and the document that a reader chose in the bot, for the page that Telegram opens |
//! | `/api/documents`, `/api/ask?q=`, `/api/clause/ID/3.6`, `/api/commitments` | the same as JSON, see `docs/json.md` |
//!
//! `LANG` is `zh-Hans`, `zh-Hant` or `en`. Pages without one are in the language of `?lang=`, else of the browser.
//!
//! [`Site::exported`] makes one file of the library, for use without a network.
//!
//! [`Site::respond`] makes a [`Response`] of a [`Request`] without input or output, so that tests and fuzzing need no
//! network; [`PageServer`] is the thin server around it.
//!
//! What always holds: markup is escaped by maud; no page loads anything from another host; nothing that a visitor sends
//! is stored; words of a document are shown as its clauses have them.

mod address;
mod api;
mod cache;
mod charts;
mod clause;
mod commitments;
mod document;
mod encoding;
mod export;
mod frame;
mod launch;
mod limit;
mod missing;
mod readers;
mod refusal;
mod reply;
mod response;
mod route;
mod search;
mod server;
mod start;
mod table;
mod visit;

pub use launch::{LaunchKey, Untrusted};
pub use readers::Readers;
pub use response::{Request, Response};
pub(crate) use server::{MAX_AT_ONCE, listen};
pub use server::{PageServer, ServeError, run};
pub use visit::Site;
