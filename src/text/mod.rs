//! Text as people and documents write it: languages and scripts, spans,
//! folding, tokens, words.
//!
//! ```
//! use clausebot::text::{Folding, TokenKind, tokens};
//!
//! let folding = Folding::new();
//! let folded = folding.fold("東盟自貿區 ３.０版");
//! let found: Vec<_> = tokens(folded.as_str()).into_iter().map(|it| (it.kind, it.text.into_owned())).collect();
//! assert_eq!(found[0], (TokenKind::Han, "东".to_owned()));
//! assert_eq!(found[5], (TokenKind::Number, "3.0".to_owned()));
//! ```
//!
//! What always holds: a [`Span`] lies on character boundaries of one text; the
//! tokens and the words of a text are spans of it, in order and without
//! overlap; a question and a clause go through the same functions.

mod edit;
mod fold;
pub mod glyph;
mod key;
mod language;
mod segment;
mod sentence;
mod shown;
mod sound;
mod span;
mod token;

pub use edit::n_slips;
pub use fold::{Folded, Folding};
pub use key::Key;
pub use language::{Language, Locale, ScriptCounts, UnknownLanguage};
pub use segment::Segmenter;
pub use sentence::sentences;
pub use shown::shown;
pub use sound::{plain, sound};
pub use span::Span;
pub use token::{Token, TokenKind, is_han, stem, tokens};
