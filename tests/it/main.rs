//! Tests of the whole program, and rules for all its files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    clippy::wildcard_enum_match_arm,
    clippy::cast_possible_truncation,
    clippy::needless_pass_by_value,
    reason = "a test fails by panicking"
)]

#[cfg(feature = "telegram")]
mod abuse;
mod asked;
#[cfg(feature = "telegram")]
mod bad_requests;
mod broken;
mod commitments;
#[cfg(feature = "telegram")]
mod config;
mod documentation;
#[cfg(feature = "telegram")]
mod durable;
mod floors;
#[cfg(feature = "telegram")]
mod hostile;
#[cfg(feature = "import")]
mod import;
mod journeys;
#[cfg(feature = "telegram")]
mod late;
mod library;
#[cfg(feature = "telegram")]
mod long;
#[cfg(feature = "mcp")]
mod mcp;
#[cfg(feature = "telegram")]
mod monitoring;
mod program;
mod quality;
mod quotations;
#[cfg(feature = "telegram")]
mod reload;
#[cfg(feature = "telegram")]
mod scenes;
#[cfg(feature = "telegram")]
mod serving;
mod shipped;
mod siblings;
#[cfg(feature = "telegram")]
mod store;
#[cfg(feature = "telegram")]
#[path = "../support/mod.rs"]
mod support;
#[cfg(feature = "telegram")]
mod telegram;
mod verify;
#[cfg(feature = "web")]
mod web;
#[cfg(feature = "telegram")]
mod webhook;
