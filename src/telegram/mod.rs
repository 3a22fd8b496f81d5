//! The bot: updates in, requests out.
//!
//! ```text
//! Update ─▶ polling, webhook in the inbox, before Telegram is told so
//!           door             what is met with silence leaves; questions are counted
//!           lanes            one chat after another, many chats at once
//!           handle, tree     which handler, and again where it fails
//!           incoming::read   what is said, by whom, where; or silence
//!           handlers::*      Assistant, Store
//!           page::Pager      messages with buttons
//!           outgoing         the calls that show them
//! ```
//!
//! What always holds: a handler keeps nothing, what is kept is in the store; a
//! button says all that it needs, in at most 64 bytes; a panic ends one update;
//! nothing but `call` talks to Telegram, and nothing logs a question or a token.
//!
//! teloxide's own dispatcher and client are not used: the one ends with the first
//! panic of a handler and lets one busy chat stop all others, the other sleeps
//! ten seconds at each 5xx. teloxide's types, payloads and handler trees are.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the Bot API grows; teloxide's enums have tens of kinds that mean nothing here"
)]

mod action;
mod admission;
mod call;
mod clock;
mod command;
mod desk;
mod doctor;
mod door;
mod flood;
mod guards;
mod handle;
mod handlers;
mod incoming;
mod intake;
mod lanes;
mod language;
mod log;
mod menus;
mod metrics;
mod monitor;
mod outgoing;
mod overhear;
mod pace;
mod page;
mod payload;
mod polling;
mod pressed;
mod reference;
mod reload;
mod serve;
mod ticket;
mod tree;
mod update;
mod webhook;

pub use action::Action;
pub use admission::Standing;
pub use call::{Api, CallCounts, CallError, Patience};
pub use desk::{Desk, Fault};
pub use doctor::{examine, health};
pub use flood::{Asker, Floods, Limit, Verdict};
pub use guards::Guards;
pub use metrics::{Metrics, Refusal};
pub use monitor::MonitorError;
pub use overhear::{Overheard, overhear};
pub use pace::Pace;
pub use page::{Audience, Below, Page, Pager, Votes};
pub use reference::{ClauseKey, DocumentKey, StartPayload};
pub use serve::{Bot, ServeError, begin, begin_with, run};
pub use ticket::Ticket;
pub use tree::{Kind, Tree, check, tree};
pub use webhook::HookError;
