//! Whether Redis works, according to the tasks that use it all the time.

use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

use parking_lot::Mutex;
use redis::RedisError;

/// A task that uses Redis all the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Task {
    /// Reads new updates.
    Consumer,
    /// Keeps claims and locks.
    Keeper,
    /// Stores queued writes.
    WriteBehind,
}

/// Whether Redis works.
#[derive(Debug)]
pub(super) struct Health(Mutex<State>);

#[derive(Debug)]
struct State {
    /// The tasks whose last use of Redis failed.
    failing: HashSet<Task>,
    /// When one failed last.
    since: Instant,
}

impl Default for Health {
    fn default() -> Self {
        Self(Mutex::new(State { failing: HashSet::new(), since: Instant::now() }))
    }
}

impl Health {
    /// Records a result. Logs the first failure, and the success that ends all failures.
    pub(super) fn record<T>(&self, task: Task, result: &Result<T, RedisError>) {
        let mut state = self.0.lock();
        if let Err(error) = result {
            if state.failing.is_empty() {
                let error = error as &dyn std::error::Error;
                tracing::error!(error, "Redis fails; retrying");
            }
            state.failing.insert(task);
            state.since = Instant::now();
        } else if state.failing.remove(&task) && state.failing.is_empty() {
            tracing::info!("Redis works again");
        }
    }

    /// Records a broken connection, which may be renewed at once.
    pub(super) fn disconnected(&self) {
        self.0.lock().since = Instant::now();
    }

    /// Whether Redis has worked for at least so long.
    pub(super) fn has_worked_for(&self, time: Duration) -> bool {
        let state = self.0.lock();
        state.failing.is_empty() && state.since.elapsed() >= time
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redis_works_once_no_task_fails() {
        let failed = || Err::<(), _>(RedisError::from((redis::ErrorKind::Io, "it failed")));
        let health = Health::default();
        let worked = |seconds| health.has_worked_for(Duration::from_secs(seconds));
        let later = || {
            let mut state = health.0.lock();
            state.since = state.since.checked_sub(Duration::from_secs(9)).unwrap();
        };
        assert!(worked(0) && !worked(5));
        later();
        assert!(worked(5));
        health.disconnected();
        assert!(!worked(5));
        later();
        assert!(worked(5));
        health.record(Task::Keeper, &failed());
        health.record(Task::WriteBehind, &failed());
        health.record(Task::Keeper, &Ok(()));
        later();
        assert!(!worked(0), "one of them still fails");
        health.record(Task::WriteBehind, &Ok(()));
        assert!(worked(5));
        health.record(Task::Consumer, &failed());
        health.record(Task::Consumer, &Ok(()));
        assert!(worked(0) && !worked(5), "it failed a moment ago");
    }
}
