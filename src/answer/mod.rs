//! A question understood, and an answer weighed from the hits.
//!
//! ```
//! use std::sync::Arc;
//! use clausebot::{answer::{Asked, Intent, Question}, corpus::Library, text::{Folding, Locale}};
//!
//! let asked = Asked { text: "你好！", locale: None, fallback: Locale::En };
//! let question = Question::read(&asked, &Library::default(), &Folding::new());
//! assert_eq!(question.locale, Locale::ZhHans);
//! assert!(matches!(question.intent, Intent::Help(_)));
//! ```
//!
//! What always holds: an [`Answer`] has ids and spans and no sentence; what it
//! quotes is a span of a clause; where no clause covers what was asked about, it
//! is [`Answer::Nothing`], and the nearest clauses are suggestions only.

mod compose;
mod lexicon;
mod question;
mod quote;
mod reference;
mod spelled;
mod wanted;

pub use compose::{ANSWERS, Answer, Gap, Match, compose};
pub use question::{Asked, Intent, MAX_QUESTION_CHARS, Occasion, Question, part_read};
pub use quote::{Quote, opening};
pub use reference::Reference;
pub use wanted::{CommitmentRef, Wanted, YearWanted, asks_amount, words};
