//! Every sentence the program says, in every locale.
//!
//! ```
//! use clausebot::{text::Locale, wording::{Catalog, Phrase}};
//!
//! let catalog = Catalog::new(Locale::ZhHans);
//! assert_eq!(catalog.say(&Phrase::NoSuchClause { clause: "5.7" }), "没有第5.7条。");
//! ```
//!
//! What always holds: a sentence is a message of `locales/*/*.ftl`, formatted
//! whole; every message is there in every locale, with the same arguments.

mod catalog;
mod negotiate;
mod phrase;

pub use catalog::{Catalog, Catalogs};
pub use negotiate::negotiate;
pub use phrase::Phrase;
