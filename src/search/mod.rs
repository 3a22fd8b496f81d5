//! An index of clauses: question in, hits out.
//!
//! A question becomes [`Units`]: slips are corrected, stop words are cut, and the rest is split into
//! concepts, amounts and words, each with its weight in the library. Candidates come from the postings of the
//! question's terms, the rarest first, until enough postings were read. The best of them are compared exactly: by
//! characters and pairs of characters, by English stems and pairs of stems (of the whole clause, and of its best
//! sentence), by their expected questions at a lower weight, by their concepts, and by word vectors: a word that a clause
//! lacks counts by the nearest word that it has, and the mean vectors say what a clause is about. What a clause covers,
//! and how it stands out, decides how certain an answer it is; [`Explanation`] shows the shares.
//!
//! ```text
//! reading     `eductaion aid` ─▶ `education aid`
//! units       concept `education`, word `aid`
//! query       their terms as numbers, with weights; which clauses have them (tantivy)
//! candidates  the clauses that may fit, by their terms; `meanings` adds those that are near
//! score       their order, by their rows of token numbers
//! nearness    words of near meaning and translations, and none for siblings (`铁路` and `公路`)
//! coverage    what a clause has of the question
//! confidence  0 to 1: is it an answer?
//! marks       the words to highlight
//! ```
//!
//! What always holds: hits are ordered, best first, and ties by the order of the documents; no character
//! of a question is read as a query language; the same question on the same library has the same hits; the cost of
//! a question grows with the postings of its rare terms, and little with the library: up to 100,000 clauses, their mean
//! vectors are looked through.

mod amounts;
mod build;
mod candidates;
mod concepts;
mod confidence;
mod coverage;
mod dictionary;
mod engine;
mod error;
mod explain;
mod flat;
mod indexed;
mod lists;
mod marks;
mod meanings;
mod nearness;
mod query;
mod reading;
mod region;
mod rows;
mod score;
mod senses;
mod strings;
mod terms;
mod unit;
mod units;
mod wanted;

pub use amounts::Amount;
pub use build::Index;
pub(crate) use build::IndexState;
pub use error::SearchError;
pub use explain::{Evidence, Explanation};
pub use indexed::{Prepared, Preparer};
pub use marks::Marker;
pub use reading::Mended;
pub(crate) use region::Region;
pub use score::{Hit, Score, Weighing};
pub use unit::{Unit, UnitKind};
pub use units::Units;

/// The weight of what `n_with` of `n_all` texts have: `ln(1 + (N - n + 0.5) / (n + 0.5))`.
#[expect(clippy::cast_precision_loss, reason = "counts of clauses are far below 2^24")]
fn rarity(n_with: usize, n_all: usize) -> f32 {
    let (with, all) = (n_with as f32, n_all.max(n_with) as f32);
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}
