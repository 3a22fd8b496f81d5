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
//! | 0 | [`text`] | scripts, spans, folding, tokens, words (jieba); languages that are not read |
//! | 1 | [`quantity`] | values, bounds, units, amounts and periods, whatever the language |
//! | 2 | [`language`] | the grammar of each language: one folder a language, one trait |
//! | 3 | [`commitment`] | which numbers of a text are promises, and why the others are not |
//! | 4 | [`corpus`] | the reader of documents, clause numbers, glossaries, and problems in their files |
//! | 5 | [`search`] | the index of clauses, and how much of a question a clause covers (tantivy) |
//! | 6 | [`answer`] | what a question asks for, and what counts as an answer |
//! | 6 | [`verify`] | which words and figures of a text are a document's |
//! | 7 | [`wording`] | every sentence that the program says, in every locale (Fluent) |
//! | 8 | [`render`] | an answer as a reply or as JSON; a reply as terminal text or Telegram's HTML |
//! | 9 | `store` | settings, answers and votes of chats; the inbox of open updates (`SQLite`, Redis) |
//! | 10 | [`assistant`] | opens a library, asks it, composes replies |
//! | 11 | `import` | documents from PDF, Word and HTML: their readers, each in a process of its own |
//! | 11 | [`measure`] | the quality of answers: questions with known answers, counted |
//! | 12 | [`config`] | the operator's settings: file, environment, flags |
//! | 13 | `http` | a server with time limits (axum, hyper) |
//! | 13 | `signal` | the signals that end the process or reload the library |
//! | 14 | `web` | the pages in a browser (maud) |
//! | 14 | `mcp` | the tools for assistants: the Model Context Protocol on standard input and output (rmcp) |
//! | 15 | `telegram` | the bot (teloxide): updates in, requests out |
//! | 15 | `cli` | the terminal (clap) |
//!
//! # The journey of a question
//!
//! ```text
//! Asked ─▶ answer::Question::read      intent of the text, and its language if none is given
//!          search::Index::units, hits  only for a topic: its units; ranked clauses, by their
//!                                      terms and by words of near meaning, each with its
//!                                      confidence, how certain it is that it answers
//!          answer::compose             Answer: the clauses that are certain; ids and spans
//!          render::JsonAnswer          JSON, from the answer
//!          render::Composer::reply     Reply: blocks of words, the emphasised ones marked
//!          render::text | messages     the reply in the terminal, in Telegram
//! ```
//!
//! [`assistant::Assistant::ask`] goes from `Asked`, a text with a locale, to the answer, and
//! `reply` on to the reply; `cli` and `telegram` call both.
//!
//! # The journey of an update
//!
//! ```text
//! Telegram ─▶ telegram::updates  polling or webhook; taken into store::Inbox, then confirmed
//!                                to Telegram; parsed once into a Request; messages filtered;
//!                                queued by chat and topic; dispatched, up to three attempts
//!             telegram::chat     `route` finds the handler; it answers with a Page: messages
//!                                and buttons, from the page cache or the journey above
//!             telegram::api      calls of the Bot API, with retries and send limits
//!             store::Inbox       completed after the last message, or if none is due; after
//!                                three failures a dead letter, which is kept for diagnosis
//! ```
//!
//! # What always holds
//!
//! 1. `text` to `render` do no input or output, read no clock and start no
//!    thread; only `search::build` starts the index writer of tantivy.
//! 2. Reading a document always gives a document; everything that did not fit is a
//!    problem with a line.
//! 3. Words shown as a document's words are a span of a clause, or its conversion to
//!    traditional characters, marked as one where a clause is quoted; no heading is in it.
//! 4. Every sentence that a person reads is a message of `locales`, a quotation, or an
//!    operator's error.
//! 5. The same question on the same library has the same answer.
//! 6. An update is in the inbox before it is confirmed to Telegram (in memory while the
//!    database refuses writes), and stays there until it is answered, needs no answer,
//!    cannot be answered, or is a dead letter.

pub mod answer;
pub mod assistant;
#[cfg(feature = "cli")]
pub mod cli;
pub mod commitment;
pub mod config;
pub mod corpus;
#[cfg(feature = "telegram")]
mod http;
#[cfg(feature = "import")]
pub mod import;
pub mod language;
#[cfg(feature = "mcp")]
pub mod mcp;
pub mod measure;
pub mod quantity;
pub mod render;
pub mod search;
#[cfg(feature = "telegram")]
mod signal;
#[cfg(feature = "telegram")]
pub mod store;
#[cfg(feature = "telegram")]
pub mod telegram;
pub mod text;
pub mod verify;
#[cfg(feature = "web")]
pub mod web;
pub mod wording;
