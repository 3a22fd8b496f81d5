//! Conversations: handlers of requests, pages with buttons, and their delivery.
//!
//! ```text
//! Request ─▶ route          the handler of its kind
//!            message, press, inline, membership
//!            converse, ask, commands, settings, vote, about
//!            page::Pager    messages with buttons
//!            deliver        sends or edits them, late if Telegram fails
//!            elsewhere      shows them to the asker alone where they cannot be sent
//!            moves          follows groups that become supergroups
//! ```
//!
//! What always holds: handlers take the context, the job and their part of the request
//! (a message in a [`turn::Turn`]), and keep no state of their own.

pub(crate) mod about;
pub(crate) mod action;
pub(crate) mod admin;
pub(crate) mod ask;
pub(crate) mod command;
pub(crate) mod commands;
pub(crate) mod context;
pub(crate) mod converse;
pub(crate) mod deliver;
pub(crate) mod deliveries;
pub(crate) mod elsewhere;
pub(crate) mod fault;
#[cfg(feature = "import")]
pub(crate) mod import_file;
pub(crate) mod inline;
pub(crate) mod keyboard;
pub(crate) mod membership;
pub(crate) mod message;
mod moves;
pub(crate) mod page;
pub(crate) mod page_cache;
pub(crate) mod press;
pub(crate) mod recipient;
pub(crate) mod route;
pub(crate) mod settings;
mod target;
pub(crate) mod turn;
pub(crate) mod vote;
