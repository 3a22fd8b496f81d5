//! Reloads the library on SIGHUP. If the new one is invalid, the old one stays.

use std::{path::PathBuf, sync::Arc};

use tokio::task::spawn_blocking;

use crate::{
    assistant::{Assistant, OpenError},
    telegram::{chat::context::ContextCell, ops::signals::Hangup},
};

/// The reason that a library cannot be used.
#[derive(Debug, thiserror::Error)]
enum ReloadError {
    #[error("cannot open the library")]
    Open(#[from] OpenError),
    #[error("reading the library panicked")]
    Panicked(#[from] tokio::task::JoinError),
}

/// Reloads the library on each signal, for ever.
pub(crate) async fn on_hangup(
    mut hangup: Hangup,
    contexts: Arc<ContextCell>,
    library: Option<PathBuf>,
) {
    loop {
        hangup.next().await;
        reload(&contexts, library.clone()).await;
    }
}

async fn reload(contexts: &ContextCell, library: Option<PathBuf>) {
    let read = spawn_blocking(move || Assistant::open(library.as_deref())).await;
    let read = read.map_err(ReloadError::from).and_then(|it| Ok(it?));
    contexts.current().metrics.reloaded(read.is_ok());
    match read {
        Ok((assistant, n_problems)) => {
            let n_clauses = assistant.library().n_clauses();
            contexts.replace_library(Arc::new(assistant));
            tracing::info!(n_clauses, n_problems, "library reloaded");
        }
        Err(error) => {
            let error = &error as &dyn std::error::Error;
            tracing::error!(error, "cannot reload the library; the old one stays");
        }
    }
}
