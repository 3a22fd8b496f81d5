//! The `clausebot` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    clausebot::cli::run()
}
