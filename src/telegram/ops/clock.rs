//! The time of day.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The time now, in milliseconds of Unix time.
#[expect(clippy::disallowed_methods, reason = "the only place that reads the clock")]
pub(crate) fn now_ms() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(now.as_millis()).unwrap_or(i64::MAX)
}

/// The time since `ms`; zero for a time in the future.
pub(crate) fn since(ms: i64) -> Duration {
    Duration::from_millis(u64::try_from(now_ms().saturating_sub(ms)).unwrap_or_default())
}
