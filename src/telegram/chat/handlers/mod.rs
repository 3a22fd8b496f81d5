//! A file for each thing that the bot does.

mod about;
mod commands;
mod settings;
mod vote;

pub(crate) mod ask;
pub(crate) mod inline;
pub(crate) mod joined;
pub(crate) mod message;
pub(crate) mod migration;
pub(crate) mod press;
