//! The Telegram bot: reads updates, answers them, and calls the Bot API.
//!
//! ```text
//! Update ─▶ updates  stores, reads, filters, limits and queues it; calls the handler
//!           chat     the handlers: answers and pages with buttons, and their delivery
//!           api      calls of the Bot API, with retries
//! ops                log, metrics, health, reload
//! serve              the bot from its start to its end
//! ```
//!
//! Handlers keep no state: it is in the store. A button carries all that it needs, in
//! at most 64 bytes. A panic ends one update. Only `api` calls Telegram. Nothing logs a
//! question or a token.
//!
//! teloxide provides types and payloads only. Its dispatcher ends with the first panic
//! of a handler and lets one busy chat stop all others; its client sleeps ten seconds
//! at each 5xx.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the Bot API grows; teloxide's enums have tens of kinds that mean nothing here"
)]

mod api;
mod chat;
mod ops;
mod serve;
mod updates;

pub use crate::store::StartPayload;
pub use api::Api;
pub use chat::action::{Action, Reached};
pub use chat::context::Context;
pub use chat::page::{Audience, Below, Page, Pager};
pub use chat::route::handle;
pub use ops::doctor::{examine, health};
pub use serve::{Bot, Process, ServeError, begin};
pub use updates::dispatch::{Handler, Handling};
pub use updates::job::Job;
#[cfg(feature = "fuzzing")]
pub use updates::parse::parse_update;
pub use updates::request::{Content, Request, RequestKind};
