//! A clause that a question found.

use crate::corpus::ClauseRef;

/// A clause and how well it fits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The clause.
    pub clause: ClauseRef,
    /// By which hits are ordered; from 0, comparable within one question only.
    pub rank: f32,
    /// The share of what was asked about that the clause speaks of, 0 to 1,
    /// comparable across questions.
    pub coverage: f32,
    /// The things asked about that the clause has: a bit for each unit, by its
    /// place in the question; of more than 64, the first 64.
    pub topics: u64,
}
