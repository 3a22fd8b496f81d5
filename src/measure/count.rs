//! Shares, percentiles and times.

use std::time::Instant;

/// The percentile of sorted values, by its `share`; 0 if there are none.
pub(super) fn percentile(values: &[u64], share: f64) -> u64 {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in a list, from 0"
    )]
    let at = (values.len() as f64 * share) as usize;
    values.get(at.min(values.len().saturating_sub(1))).copied().unwrap_or(0)
}

/// A part of a whole; 0 if the whole is 0.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts of questions are far below 2^52")]
    mean(part as f64, whole)
}

/// A sum by the number of its parts; 0 if there are none.
#[expect(clippy::cast_precision_loss, reason = "counts of questions are far below 2^52")]
pub(super) fn mean(sum: f64, n: usize) -> f64 {
    if n == 0 { 0.0 } else { sum / n as f64 }
}

/// Microseconds since `start`.
pub fn elapsed_us(start: Instant) -> u64 {
    u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX)
}
