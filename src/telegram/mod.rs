//! The bot: updates in, requests out.
//!
//! ```text
//! Update ─▶ lanes            one chat after another, many chats at once
//!           tree             which handler
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
mod command;
mod desk;
mod flood;
mod guards;
mod handlers;
mod incoming;
mod lanes;
mod language;
mod menus;
mod outgoing;
mod pace;
mod page;
mod pressed;
mod reference;
mod serve;
mod tree;
mod update;

pub use action::Action;
pub use admission::{Guests, Standing};
pub use call::{Api, CallError, Patience};
pub use desk::{Desk, Fault};
pub use flood::{Asker, Floods, Limit, Verdict};
pub use guards::Guards;
pub use pace::Pace;
pub use page::{Audience, Below, Page, Pager, Votes};
pub use reference::{ClauseKey, DocumentKey, StartPayload};
pub use serve::{Bot, ServeError, begin, begin_with, run};
pub use tree::{Kind, Tree, check, tree};
