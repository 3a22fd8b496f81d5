//! An index of clauses: question in, hits out.
//!
//! A question is read ([`Units`]): slips are mended, question words cut, and
//! what is left is split into *units*, each a concept or a word. The engine
//! finds candidates; they are ordered by characters (one and two at a time), by
//! English stems and pairs of stems, whole and by their best sentence, by their
//! expected questions at a lower weight, and by the concepts that they are about.
//! How much of the units a clause covers says how far it may be taken for an
//! answer; [`Explanation`] says why.
//!
//! What always holds: hits are ordered, best first, and ties by the order of the
//! documents; a question meets no query language; the same question on the same
//! library has the same hits.

mod amounts;
mod build;
mod concepts;
mod coverage;
mod dictionary;
mod explain;
mod hit;
mod indexed;
mod marks;
mod passages;
mod query;
mod reading;
mod schema;
mod score;
mod terms;
mod units;

pub use amounts::Amount;
pub use build::{Index, SearchError};
pub use explain::{Evidence, Explanation};
pub use hit::Hit;
pub use reading::Mended;
pub use score::Score;
pub use units::{Unit, UnitKind, Units};

/// The weight of what `n_with` of `n_all` texts have:
/// `ln(1 + (N - n + 0.5) / (n + 0.5))`.
#[expect(clippy::cast_precision_loss, reason = "counts of clauses are far below 2^24")]
fn rarity(n_with: usize, n_all: usize) -> f32 {
    let (with, all) = (n_with as f32, n_all.max(n_with) as f32);
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}
