//! The administrators, and what they are told of the library.

use std::{
    collections::BTreeSet,
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

use teloxide::types::UserId;
#[cfg(feature = "import")]
use tokio::sync::Mutex as AsyncMutex;

use super::clock::now_ms;

/// The administrators, and the state of the library for them.
#[derive(Debug, Default)]
pub(crate) struct Administration {
    ids: BTreeSet<i64>,
    status: Mutex<LibraryStatus>,
    /// Held while a file is imported: one at a time.
    #[cfg(feature = "import")]
    pub(crate) import: AsyncMutex<()>,
}

/// The state of the library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LibraryStatus {
    /// The folder of document folders; `None` for the shipped library.
    pub(crate) folder: Option<PathBuf>,
    /// Problems of the documents that are used.
    pub(crate) n_problems: usize,
    /// When it was opened or reloaded, in seconds of Unix time.
    pub(crate) opened_at: i64,
    /// The folders of changed documents that could not be used.
    pub(crate) broken: Vec<String>,
}

impl Administration {
    /// The administrators with these ids.
    pub(crate) fn new(ids: BTreeSet<i64>) -> Self {
        Self { ids, ..Self::default() }
    }

    /// Records that the library was opened.
    pub(crate) fn opened(&self, folder: Option<PathBuf>, n_problems: usize) {
        let opened_at = now_ms() / 1000;
        *self.locked() = LibraryStatus { folder, n_problems, opened_at, broken: Vec::new() };
    }

    /// The administrators' ids.
    pub(crate) fn ids(&self) -> impl Iterator<Item = i64> {
        self.ids.iter().copied()
    }

    /// Whether a user is an administrator.
    pub(crate) fn has(&self, user: UserId) -> bool {
        i64::try_from(user.0).is_ok_and(|it| self.ids.contains(&it))
    }

    /// The state of the library.
    pub(crate) fn status(&self) -> LibraryStatus {
        self.locked().clone()
    }

    /// Records a reload: the problems of the new library if there is one, and what could not be used.
    pub(crate) fn reloaded(&self, n_problems: Option<usize>, broken: Vec<String>) {
        let mut status = self.locked();
        if let Some(n_problems) = n_problems {
            (status.n_problems, status.opened_at) = (n_problems, now_ms() / 1000);
        }
        status.broken = broken;
    }

    fn locked(&self) -> MutexGuard<'_, LibraryStatus> {
        self.status.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
