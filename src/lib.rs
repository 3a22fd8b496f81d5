//! clausebot finds what an agreement says: the clause, word for word, for a
//! question in Chinese or English.
//!
//! # The map
//!
//! Modules stand on floors and import only from the floors below their own; no two files
//! import each other in a circle. `tests/it/floors.rs` checks both.
//!
//! | floor | module | knows alone |
//! |---|---|---|
//! | 0 | [`text`] | scripts, spans, folding, tokens, words (jieba) |
//! | 1 | [`quantity`] | values, bounds, units, amounts and periods, whatever the language |
//! | 2 | [`language`] | the grammar of each language: one folder a language, one trait |
//! | 3 | [`commitment`] | which numbers of a text are promises, and why the others are not |
//! | 4 | [`corpus`] | the reader of documents, clause numbers, glossaries, and problems in their files |
//! | 5 | [`search`] | the index of clauses, and how much of a question a clause covers (tantivy) |
//! | 6 | [`answer`] | what a question asks for, and what counts as an answer |
//! | 7 | [`wording`] | every sentence that the program says, in every locale (Fluent) |
//! | 8 | [`render`] | an answer as a reply; a reply as terminal text, JSON or Telegram's HTML |
//! | 9 | `store` | settings, answers and votes of chats; the inbox of open updates (`SQLite`, Redis) |
//! | 10 | [`assistant`] | the use cases; where libraries come from |
//! | 11 | [`measure`] | the quality of answers: questions with known answers, counted |
//! | 12 | [`config`] | the operator's settings: file, environment, flags |
//! | 13 | `telegram` | the bot (teloxide): updates in, requests out |
//! | 13 | `cli` | the terminal (clap) |
//!
//! # The journey of a question
//!
//! ```text
//! Asked ─▶ answer::Question::read      language and intent of the text
//!          search::Index::units, hits  subjects of the question; clauses that cover them
//!          answer::compose             Answer: ids and spans, no words
//!          render::Composer::reply     Reply: blocks of words
//!          render::text | JsonAnswer | messages    terminal, JSON, Telegram
//! ```
//!
//! [`assistant::Assistant::ask`] is this journey up to the answer; `cli` and `telegram` call it.
//!
//! # The journey of an update
//!
//! ```text
//! Telegram ─▶ telegram::updates  polling or webhook; stored in store::Inbox, then confirmed;
//!                                parsed once into a Request; filtered; queued by chat
//!             telegram::chat     one match finds the handler; a Page answers
//!             telegram::api      calls of the Bot API, with retries and send limits
//!             store::Inbox       completed after the last message, else a dead letter
//! ```
//!
//! # What always holds
//!
//! 1. `text` to `render` do no input or output, read no clock and start no
//!    thread; only `search::build` starts the index writer of tantivy.
//! 2. Reading a document always gives a document; everything that did not fit is a
//!    problem with a line.
//! 3. Words shown as a document's words are a span of a clause, and no heading is in it.
//! 4. Every sentence that a person reads is a message of `locales`, a quotation, or an
//!    operator's error.
//! 5. The same question on the same library has the same answer.
//! 6. An update is stored before it is confirmed to Telegram, and stays in the inbox
//!    until its answer was sent or it became a dead letter.

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
