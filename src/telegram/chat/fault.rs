//! Errors of handlers.

use crate::{search::SearchError, telegram::api::error::CallError};

/// A request that could not be handled.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error("a call of the Bot API failed")]
    Call(#[from] CallError),
    #[error("cannot answer the question")]
    Search(#[from] SearchError),
    #[error("the search panicked")]
    Panicked(#[from] tokio::task::JoinError),
}
