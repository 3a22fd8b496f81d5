//! The error of a search.

use tantivy::TantivyError;

/// The engine failed: out of memory, or a broken index.
#[derive(Debug, thiserror::Error)]
#[error("cannot search the index")]
pub struct SearchError(#[from] TantivyError);

impl From<std::io::Error> for SearchError {
    fn from(error: std::io::Error) -> Self {
        Self(error.into())
    }
}
