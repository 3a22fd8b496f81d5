//! Questions understood, and answers weighed from the hits.
//!
//! ```
//! use std::sync::Arc;
//! use clausebot::{answer::{Asked, Intent, Names, Question}, text::{Folding, Locale}};
//!
//! let asked = Asked::new("你好！", Locale::En);
//! let question = Question::read(&asked, &Names::default(), &Folding::new());
//! assert_eq!(question.locale, Locale::ZhHans);
//! assert!(matches!(question.intent, Intent::Help(_)));
//! ```
//!
//! Messages that steer a conversation ([`Steering`]) and remarks that ask nothing ([`tone()`]) are told apart from
//! questions here, once for the terminal and Telegram.
//!
//! What always holds: an [`Answer`] has ids and spans and no sentence; its quotations are spans of clauses; where no
//! clause covers the subject, it is [`Answer::Nothing`], and the nearest clauses are suggestions only.

mod compose;
mod courtesy;
mod cover;
mod filter;
mod heading;
mod intent;
mod lexicon;
mod lookup;
mod matter;
mod name_places;
mod names;
mod numbered;
mod question;
mod quote;
mod reading;
mod reference;
mod section_call;
mod section_meant;
mod sought;
mod steering;
mod steering_words;
mod title_parts;
mod titles;
mod tone;
mod tone_words;

pub use compose::{ANSWERS, Answer, Gap, Match, compose, contenders, elsewhere};
pub use filter::{
    CommitmentFilter, CommitmentRef, WantedParty, WantedUnit, YearBound, asks_amount, giver, words,
};
pub use intent::{Intent, Numbered};
pub use lexicon::Occasion;
pub use matter::Matter;
pub use names::Names;
pub use question::{Asked, MAX_QUESTION_CHARS, Question, part_read};
pub use quote::{Quote, opening};
pub use sought::Sought;
pub use steering::{ReplyLanguage, Steering, Step};
pub use tone::{Tone, is_lead, is_talk, tone};
