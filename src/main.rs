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
        prepare: || {
            let process = telegram::Process::start()?;
            Ok(Box::new(move |config, load| process.run(config, load)))
        },
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
