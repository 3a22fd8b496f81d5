//! Whether Redis is in reach, as those who work with it all the time find it.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use redis::RedisError;

/// Who finds it in reach or out of it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Who {
    /// Takes updates.
    Reader,
    /// Keeps entries and holds.
    Keeper,
    /// Writes notes.
    Notes,
}

/// Whether Redis is in reach.
#[derive(Debug)]
pub(super) struct Contact(Mutex<State>);

#[derive(Debug)]
struct State {
    /// Who finds it out of reach, by the order of [`Who`].
    fails: [bool; 3],
    /// Since when all have found it in reach.
    since: Instant,
}

impl Default for Contact {
    fn default() -> Self {
        Self(Mutex::new(State { fails: [false; 3], since: Instant::now() }))
    }
}

impl Contact {
    /// Takes in how something ended. The first failure and the first success
    /// after it are told.
    pub(super) fn ended<T>(&self, who: Who, how: &Result<T, RedisError>) {
        let mut state = self.state();
        let failed_before = state.fails.contains(&true);
        if let Some(fails) = state.fails.get_mut(who as usize) {
            *fails = how.is_err();
        }
        if how.is_err() {
            state.since = Instant::now();
        }
        match how {
            Err(error) if !failed_before => {
                let error = error as &dyn std::error::Error;
                tracing::error!(error, "Redis fails; trying again");
            }
            Ok(_) if failed_before && !state.fails.contains(&true) => {
                tracing::info!("Redis works again");
            }
            Ok(_) | Err(_) => {}
        }
    }

    /// Takes in that a connection broke, which may be made again at once.
    pub(super) fn broke(&self) {
        self.state().since = Instant::now();
    }

    /// Whether it has been in reach for so long.
    pub(super) fn has_lasted(&self, for_long: Duration) -> bool {
        let state = self.state();
        !state.fails.contains(&true) && state.since.elapsed() >= for_long
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
