//! Reads the library again when the process is told to (SIGHUP): what is wrong in
//! it leaves the old one in place.

use std::{io, path::PathBuf, sync::Arc};

use tokio::task::{JoinHandle, spawn_blocking};

use crate::{
    assistant::{Assistant, OpenError, open, shipped},
    search::SearchError,
};

use crate::telegram::chat::context::Desks;

/// A library that cannot be answered from.
#[derive(Debug, thiserror::Error)]
enum ReloadError {
    #[error("cannot open the library")]
    Open(#[from] OpenError),
    #[error("cannot index the library")]
    Index(#[from] SearchError),
    #[error("no document in the library has a clause; see `clausebot check`")]
    Empty,
    #[error("reading the library broke off")]
    BrokeOff(#[from] tokio::task::JoinError),
}

/// Listens for the signal.
///
/// # Errors
///
/// When the system lets nobody listen.
#[cfg(unix)]
pub(crate) fn on_hangup(desks: Arc<Desks>, library: Option<PathBuf>) -> io::Result<JoinHandle<()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut hangup = signal(SignalKind::hangup())?;
    Ok(tokio::spawn(async move {
        while hangup.recv().await.is_some() {
            reload(&desks, library.clone()).await;
        }
    }))
}

/// There is no such signal.
#[cfg(not(unix))]
pub(crate) fn on_hangup(_: Arc<Desks>, _: Option<PathBuf>) -> io::Result<JoinHandle<()>> {
    Ok(tokio::spawn(std::future::pending()))
}

async fn reload(desks: &Desks, library: Option<PathBuf>) {
    let read = spawn_blocking(move || read(library)).await;
    let read = read.map_err(ReloadError::from).and_then(|it| it);
    desks.current().metrics.reloaded(read.is_ok());
    match read {
        Ok((assistant, n_problems)) => {
            let n_clauses = assistant.library().clauses().count();
            desks.renew(Arc::new(assistant));
            tracing::info!(n_clauses, n_problems, "the library was read again");
        }
        Err(error) => {
            let error = &error as &dyn std::error::Error;
            tracing::error!(error, "the library was not read again; the old one stays");
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
