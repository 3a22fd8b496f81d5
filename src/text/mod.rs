//! Text as people and documents write it, without any grammar: languages and scripts, spans, folding, tokens.
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
//! What always holds: a [`Span`] lies on character boundaries of one text; the tokens and the words of a
//! text are spans of it, in order and without overlap; questions and clauses go through the same functions.

pub mod clause_sentence;
mod decode;
mod dictionary;
mod display_safe;
mod edit;
mod fold;
pub mod glyph;
mod key;
mod language;
mod lexicon;
pub mod quoted;
mod script;
mod segment;
mod sentence;
mod sound;
mod span;
mod table;
mod token;
mod unread;
mod unseen;
mod vectors;

pub use decode::{Decoded, decode, decode_html};
pub use display_safe::display_safe;
pub use edit::n_slips;
pub use fold::{Folded, Folding};
pub use glyph::is_han;
pub use key::Key;
pub use language::{Language, Locale, ScriptCounts, UnknownLanguage};
pub use lexicon::Lexicon;
pub use segment::Segmenter;
pub use sentence::sentences;
pub use sound::{plain, sound};
pub use span::Span;
pub use token::{Token, TokenKind, stem, tokens};
pub use unread::UnreadLanguage;
pub use unseen::is_steering;
pub use vectors::{Contrast, VECTORS, VectorWord, WordVectors, cosine, mean};
