//! The `clausebot` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    clausebot::cli::run(serve)
}

/// Joins the terminal to the bot, which do not know each other.
#[cfg(feature = "telegram")]
fn serve(
    assistant: clausebot::assistant::Assistant,
    config: &clausebot::config::Config,
) -> anyhow::Result<()> {
    clausebot::telegram::run(assistant, config)?;
    Ok(())
}

#[cfg(not(feature = "telegram"))]
fn serve(_: clausebot::assistant::Assistant, _: &clausebot::config::Config) -> anyhow::Result<()> {
    anyhow::bail!("this clausebot was built without the feature `telegram`")
}
