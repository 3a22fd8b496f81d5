//! Formats every sentence that the program says, in every locale.
//!
//! ```
//! use clausebot::{text::Locale, wording::{Catalog, Phrase}};
//!
//! let catalog = Catalog::new(Locale::ZhHans);
//! assert_eq!(catalog.say(&Phrase::NoSuchClause { clause: "5.7" }), "没有第5.7条。");
//! ```
//!
//! A sentence is a message of `locales/*/*.ftl`, formatted whole. `build.rs` makes a
//! variant of [`Phrase`] of each message, and fails if a locale lacks one.

mod catalog;
mod negotiate;
mod phrase;

pub use catalog::{Catalog, Catalogs};
pub use negotiate::{app_locale, negotiate};
pub use phrase::Phrase;
