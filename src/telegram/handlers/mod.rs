//! A file for each thing that the bot does.

mod about;
mod commands;
mod settings;
mod vote;

pub(super) mod ask;
pub(super) mod inline;
pub(super) mod joined;
pub(super) mod message;
pub(super) mod migration;
pub(super) mod press;
