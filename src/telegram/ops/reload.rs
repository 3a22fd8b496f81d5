//! Reloads the library on SIGHUP. If the new one is invalid, the old one stays.

use std::{io, path::PathBuf, sync::Arc};

use tokio::task::{JoinHandle, spawn_blocking};

use crate::{
    assistant::{Assistant, OpenError, open, shipped},
    search::SearchError,
    telegram::chat::context::ContextCell,
};

/// The reason that a library cannot be used.
#[derive(Debug, thiserror::Error)]
enum ReloadError {
    #[error("cannot open the library")]
    Open(#[from] OpenError),
    #[error("cannot index the library")]
    Index(#[from] SearchError),
    #[error("no document in the library has a clause; see `clausebot check`")]
    Empty,
    #[error("reading the library panicked")]
    Panicked(#[from] tokio::task::JoinError),
}

/// Reloads the library on each signal.
#[cfg(unix)]
pub(crate) fn on_hangup(
    contexts: Arc<ContextCell>,
    library: Option<PathBuf>,
) -> io::Result<JoinHandle<()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut hangup = signal(SignalKind::hangup())?;
    Ok(tokio::spawn(async move {
        while hangup.recv().await.is_some() {
            reload(&contexts, library.clone()).await;
        }
    }))
}

/// Other systems have no such signal.
#[cfg(not(unix))]
pub(crate) fn on_hangup(_: Arc<ContextCell>, _: Option<PathBuf>) -> io::Result<JoinHandle<()>> {
    Ok(tokio::spawn(std::future::pending()))
}

async fn reload(contexts: &ContextCell, library: Option<PathBuf>) {
    let read = spawn_blocking(move || read(library)).await;
    let read = read.map_err(ReloadError::from).and_then(|it| it);
    contexts.current().metrics.reloaded(read.is_ok());
    match read {
        Ok((assistant, n_problems)) => {
            let n_clauses = assistant.library().clauses().count();
            contexts.replace_library(Arc::new(assistant));
            tracing::info!(n_clauses, n_problems, "library reloaded");
        }
        Err(error) => {
            let error = &error as &dyn std::error::Error;
            tracing::error!(error, "cannot reload the library; the old one stays");
        }
    }
}

fn read(library: Option<PathBuf>) -> Result<(Assistant, usize), ReloadError> {
    let (library, n_problems) = match library {
        None => (shipped(), 0),
        Some(path) => {
            let (library, problems) = open(&path)?;
            (library, problems.len())
        }
    };
    if library.clauses().next().is_none() {
        return Err(ReloadError::Empty);
    }
    let assistant = Assistant::new(library)?;
    assistant.warm();
    Ok((assistant, n_problems))
}
