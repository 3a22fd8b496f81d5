//! Errors of handlers.

use crate::{search::SearchError, telegram::api::error::CallError};

/// A request that could not be handled.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A call failed.
    #[error("a call of the Bot API failed")]
    Call(#[from] CallError),
    /// The index failed.
    #[error("cannot answer the question")]
    Search(#[from] SearchError),
    /// The thread that searches panicked.
    #[error("the search panicked")]
    Panicked(#[from] tokio::task::JoinError),
}
