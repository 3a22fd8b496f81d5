//! Updates, from JSON to the call of a handler.
//!
//! ```text
//! polling | webhook ─▶ receive   stores the update (a large one pruned); only then Telegram is
//!                                told so
//! pump ─▶ parse                  reads it: a Request, or nothing to answer (leniently: json, raw)
//!      ─▶ filter                 drops a message, or counts its question (rate_limit)
//!      ─▶ backlog                of those that waited, keeps the newest few of each sender
//!      ─▶ chat_queue             a chat in order, different chats in parallel
//! dispatch ─▶ chat::route        refuses it without access or if it is too old; else calls
//!                                the handler up to three times, with the Job and the Request
//! job                            completes the update after its last message
//! ```
//!
//! An update stays in the inbox until it is completed, a dead letter, or left to the
//! next run. A panic ends one update and nothing else.

pub(crate) mod access;
mod backlog;
mod bursts;
pub(crate) mod chat_queue;
pub(crate) mod dispatch;
pub(crate) mod filter;
pub(crate) mod job;
pub(crate) mod json;
pub(crate) mod kinds;
pub(crate) mod limits;
pub(crate) mod mention;
pub(crate) mod message;
pub(crate) mod parse;
pub(crate) mod polling;
mod prune;
pub(crate) mod pump;
pub(crate) mod rate_limit;
pub(crate) mod raw;
pub(crate) mod receive;
pub(crate) mod request;
mod rich;
pub(crate) mod typed;
mod unread;
pub(crate) mod webhook;

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod shape_tests;
