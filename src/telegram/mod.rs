//! The bot: updates in, requests out.
//!
//! ```text
//! Update ─▶ updates::{polling, webhook}  stored in the inbox before Telegram is told so
//!           updates::filter              drops what the bot does not answer; counts questions
//!           updates::chat_queue          one chat in order, many chats at once
//!           updates::dispatch            calls the handler, again where it fails
//!           chat::handlers               Assistant, Store
//!           chat::page::Pager            messages with buttons
//!           chat::deliver                the calls that show them
//! ```
//!
//! What always holds: a handler keeps nothing, what is kept is in the store; a
//! button says all that it needs, in at most 64 bytes; a panic ends one update;
//! nothing but `api` talks to Telegram, and nothing logs a question or a token.
//!
//! teloxide's own dispatcher and client are not used: the one ends with the first
//! panic of a handler and lets one busy chat stop all others, the other sleeps
//! ten seconds at each 5xx. teloxide's types and payloads are.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the Bot API grows; teloxide's enums have tens of kinds that mean nothing here"
)]

mod api;
mod chat;
mod ops;
mod serve;
mod updates;

pub use api::send_limit::SendLimit;
pub use api::{Api, CallCounts, CallError, Patience};
pub use chat::action::Action;
pub use chat::clause_key::{ClauseKey, DocumentKey, StartPayload};
pub use chat::command::Command;
pub use chat::context::Context;
pub use chat::fault::Fault;
pub use chat::page::{Audience, Below, Page, Pager, Votes};
pub use chat::route::handle;
pub use ops::doctor::{examine, health};
pub use ops::metrics::{Metrics, Refusal};
pub use ops::monitor::MonitorError;
pub use serve::{Bot, ServeError, begin, begin_with, run};
pub use updates::access::Access;
pub use updates::dispatch::{Handler, Handling};
pub use updates::job::Job;
pub use updates::limits::Limits;
#[cfg(feature = "fuzzing")]
pub use updates::parse::parse_update;
pub use updates::rate_limit::{Limit, RateLimit, Sender, Verdict};
pub use updates::request::{
    AnswerMessage, Content, InlineQuery, Membership, MembershipChange, Message, Migration, Origin,
    Place, PlaceKind, Press, PressedAnswer, PressedMessage, Request, RequestKind, Speaker, Version,
};
pub use updates::webhook::HookError;
