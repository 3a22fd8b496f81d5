//! Journeys through the whole program, and rules that hold over all its files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    reason = "a test fails by panicking"
)]

mod broken;
mod floors;
mod journeys;
mod library;
mod program;
mod quality;
mod quotations;
mod shipped;
