//! A clause that a question found.

use crate::corpus::ClauseRef;

/// A clause and how well it fits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The clause.
    pub clause: ClauseRef,
    /// The order of hits; from 0, comparable within one question only.
    pub rank: f32,
    /// The share of the question that the clause covers, 0 to 1, comparable across questions.
    pub coverage: f32,
    /// The topics of the question that the clause has: a bit for each of the first 64 units.
    pub topics: u64,
}
