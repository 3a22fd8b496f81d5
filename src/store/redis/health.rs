//! Whether Redis works, according to the tasks that use it all the time.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use redis::RedisError;

/// A task that uses Redis all the time.
#[derive(Clone, Copy, Debug)]
pub(super) enum Task {
    /// Reads new updates.
    Consumer,
    /// Keeps claims and locks.
    Heartbeat,
    /// Stores queued writes.
    WriteBehind,
}

/// Whether Redis works.
#[derive(Debug)]
pub(super) struct Health(Mutex<State>);

#[derive(Debug)]
struct State {
    /// Whether Redis failed each [`Task`] last, in the order of its variants.
    fails: [bool; 3],
    /// When it failed last.
    since: Instant,
}

impl Default for Health {
    fn default() -> Self {
        Self(Mutex::new(State { fails: [false; 3], since: Instant::now() }))
    }
}

impl Health {
    /// Records a result. Logs the first failure, and the success that ends all failures.
    pub(super) fn record<T>(&self, task: Task, result: &Result<T, RedisError>) {
        let mut state = self.state();
        let failed_before = state.fails.contains(&true);
        if let Some(fails) = state.fails.get_mut(task as usize) {
            *fails = result.is_err();
        }
        match result {
            Ok(_) if failed_before && !state.fails.contains(&true) => {
                tracing::info!("Redis works again");
            }
            Ok(_) => {}
            Err(error) => {
                state.since = Instant::now();
                if !failed_before {
                    let error = error as &dyn std::error::Error;
                    tracing::error!(error, "Redis fails; retrying");
                }
            }
        }
    }

    /// Records a broken connection, which may be renewed at once.
    pub(super) fn disconnected(&self) {
        self.state().since = Instant::now();
    }

    /// Whether Redis has worked for at least so long.
    pub(super) fn has_worked_for(&self, time: Duration) -> bool {
        let state = self.state();
        !state.fails.contains(&true) && state.since.elapsed() >= time
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
