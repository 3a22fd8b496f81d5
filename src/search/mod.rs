//! An index of clauses: question in, hits out.
//!
//! A clause is found by its characters (one and two at a time), by its English
//! stems, by its section's heading, and by the concepts that it is about. What
//! the question asks about is split into *units*, each a concept or a word; how
//! much of them a clause covers says how far it may be taken for an answer.
//!
//! What always holds: hits are ordered, best first, and ties by the order of the
//! documents; a question meets no query language; the same question on the same
//! library has the same hits.

mod amounts;
mod build;
mod concepts;
mod coverage;
mod hit;
mod query;
mod schema;
mod terms;
mod units;

pub use amounts::Amount;
pub use build::{Index, SearchError};
pub use hit::Hit;
pub use units::{Unit, UnitKind, Units};
