//! How good the answers are: questions with known answers, counted.
//!
//! | what | measures |
//! |---|---|
//! | [`Report`] | a file of questions put to an assistant: first matches, refusals, time |
//! | [`Calibration`] | the confidence from which clauses are an answer, by such a file |
//! | [`Collection`] | a public retrieval collection put to the same index |
//!
//! What always holds: a question is put as a person would put it, through
//! [`crate::assistant::Assistant`] or [`crate::search::Index`]; nothing here
//! changes an answer.

mod calibration;
mod collection;
mod questions;
mod report;

pub use calibration::{Calibration, Threshold};
pub use collection::{Collection, CollectionReport, Retrieved};
pub use questions::{BadLine, Expectation, Wanted, read_questions};
pub use report::{Group, Judged, Report};

/// The value that `share` of all are at most, 0 for none; `values` are sorted.
fn percentile(values: &[u64], share: f64) -> u64 {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in a list, from 0"
    )]
    let at = (values.len() as f64 * share) as usize;
    values.get(at.min(values.len().saturating_sub(1))).copied().unwrap_or(0)
}

/// A part of a whole, 0 of nothing.
#[expect(clippy::cast_precision_loss, reason = "counts of questions are far below 2^52")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
