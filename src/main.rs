//! The `clausebot` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    clausebot::cli::run(&edges())
}

/// Connects the command line to the bot; neither imports the other.
#[cfg(feature = "telegram")]
fn edges() -> clausebot::cli::Edges {
    use clausebot::telegram;
    clausebot::cli::Edges {
        serve: |assistant, config, n_problems| Ok(telegram::run(assistant, config, n_problems)?),
        examine: |assistant, config, catalog| {
            Ok(telegram::examine(assistant, &config.serving, catalog)?)
        },
        health: |config, is_ready, catalog| {
            Ok(telegram::health(&config.serving, is_ready, catalog)?)
        },
    }
}

#[cfg(not(feature = "telegram"))]
fn edges() -> clausebot::cli::Edges {
    clausebot::cli::Edges {}
}
