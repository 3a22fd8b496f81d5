//! The log, on standard error: numbers of chats and updates, never a question, a
//! name or the token.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use crate::config::{LogFormat, Logging};

/// Logs from now on, as `logging` says.
pub(crate) fn start(logging: &Logging) {
    let filter = EnvFilter::builder()
        .with_default_directive(tracing::level_filters::LevelFilter::INFO.into())
        .parse_lossy(logging.filter.as_deref().unwrap_or_default());
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // A log that takes no lines, as on a full disk, is no reason to panic.
        .log_internal_errors(false);
    // A second subscriber in one process is refused; the first one logs on.
    _ = match logging.format {
        LogFormat::Text => lines.with_ansi(std::io::stderr().is_terminal()).try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    // What a panic says may quote a text; where it was says enough.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!("panicked at {place}");
    }));
}
