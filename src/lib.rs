//! clausebot finds what an agreement says: the clause, word for word, for a
//! question in Chinese or English.
//!
//! # The map
//!
//! Modules stand on floors and import only from the floors below their own.
//!
//! | floor | module | knows alone |
//! |---|---|---|
//! | 0 | [`text`] | how text is written: languages, folding, tokens, words (jieba) |
//! | 1 | [`quantity`] | values, bounds, units, amounts and periods, whatever the language |
//! | 2 | [`language`] | the grammar of each language: one folder a language, one trait |
//! | 3 | [`commitment`] | which numbers of a text are promises, and why the others are not |
//! | 4 | [`corpus`] | agreements as clauses with their commitments, glossaries, and what is wrong in their files |
//! | 5 | [`search`] | the index of clauses and how much of a question a clause covers (tantivy) |
//! | 6 | [`answer`] | what a question asks for, and what counts as an answer |
//! | 7 | [`wording`] | every sentence the program says, in every locale (Fluent) |
//! | 8 | [`render`] | an answer as a reply, and a reply as terminal text, JSON or Telegram's HTML |
//! | 9 | `store` | settings, answers and votes of chats; the inbox of open updates (`SQLite`, Redis) |
//! | 10 | [`assistant`] | the use cases; where libraries come from |
//! | 11 | [`measure`] | how good the answers are: questions with known answers, counted |
//! | 12 | [`config`] | what the operator set: file, environment, flags |
//! | 13 | `telegram` | the bot (teloxide): updates in, requests out |
//! | 13 | `cli` | the terminal (clap) |
//!
//! A question goes through them like this:
//!
//! ```text
//! argv ─▶ Asked ─▶ answer::Question::read      language, intent
//!                  search::Index::units, hits  units of the question, hits with coverage
//!                  answer::compose             Answer: ids and spans
//!                  render::Composer::reply     Reply: blocks of words
//!                  render::text | JsonAnswer   what is printed
//! ```
//!
//! # What always holds
//!
//! 1. `text` to `render` do no input or output, read no clock and start no
//!    thread; the engine's index writer, in `search::build`, is the exception.
//! 2. Reading a document always gives a document; what did not fit is among its
//!    problems, with a line.
//! 3. What is shown as a document's words is a span of a clause.
//! 4. What a person reads is a message of `locales`, a quotation, or an
//!    operator's error.
//! 5. The same question on the same library has the same answer.
//! 6. An update is in the store before Telegram is told that it was taken, and stays
//!    there until its answer was sent or it became a dead letter.

pub mod answer;
pub mod assistant;
#[cfg(feature = "cli")]
pub mod cli;
pub mod commitment;
pub mod config;
pub mod corpus;
pub mod language;
pub mod measure;
pub mod quantity;
pub mod render;
pub mod search;
#[cfg(feature = "telegram")]
pub mod store;
#[cfg(feature = "telegram")]
pub mod telegram;
pub mod text;
pub mod wording;
