//! The `clausebot` program.

use std::process::ExitCode;

use clausebot::cli::{self, Edges};

fn main() -> ExitCode {
    cli::run(&edges())
}

/// Connects the command line to the bot, the pages and the tools; none of them imports another.
fn edges() -> Edges {
    Edges {
        #[cfg(feature = "telegram")]
        prepare: || {
            let process = clausebot::telegram::Process::start()?;
            Ok(Box::new(move |config, load| process.run(config, load)))
        },
        #[cfg(feature = "telegram")]
        examine: |assistant, config, catalog| {
            Ok(clausebot::telegram::examine(assistant, &config.serving, catalog)?)
        },
        #[cfg(feature = "telegram")]
        health: |config, is_ready, catalog| {
            Ok(clausebot::telegram::health(&config.serving, is_ready, catalog)?)
        },
        #[cfg(feature = "mcp")]
        assist: |assistant, languages| Ok(clausebot::mcp::run(assistant, languages)?),
        #[cfg(feature = "web")]
        export: |assistant, locale| {
            clausebot::web::Site::new(assistant.into(), None).exported(locale)
        },
        #[cfg(feature = "web")]
        browse: |assistant, pages, ready| Ok(clausebot::web::run(assistant, pages, ready)?),
    }
}
