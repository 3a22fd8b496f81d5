//! Telegram for tests: a Bot API in this process that simulates users, records every call, and
//! checks calls against Telegram's limits.
//!
//! ```text
//! let api = BotApi::start().await;       // http://127.0.0.1:…
//! api.say(11, "rail links");             // an update for the bot
//! api.call("sendMessage", 1).await;      // what the bot sent
//! ```
//!
//! | file | knows |
//! |---|---|
//! | `bot_api` | the state of the chats, and the handle for tests in this process |
//! | `methods` | the answer to each method of the Bot API |
//! | `sim` | the same control over HTTP, for other processes: `/sim/message`, `/sim/calls`, … |
//! | `check` | limits, markup and parameters, as Telegram refuses them |
//!
//! Tests, benches, the soak run and the scripts of `.ci` use it; the example `bot_api` serves
//! it to a program of any language. `/sim/…` has the shapes that other stands of the project
//! have, so that scenes run at either.
#![allow(dead_code, reason = "each user needs a part")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

pub(crate) mod bot_api;
pub(crate) mod check;
mod methods;
mod sim;
