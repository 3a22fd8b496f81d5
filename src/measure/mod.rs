//! Measures the quality of the answers by questions with known answers.
//!
//! | type | measures |
//! |---|---|
//! | [`Report`] | the answers to a file of questions: first matches, refusals, time |
//! | [`Calibration`] | the thresholds of confidence, by such a report |
//! | [`Collection`] | the index, by a public retrieval collection |
//!
//! Questions are asked as a user asks them, through [`crate::assistant::Assistant`] or
//! [`crate::search::Index`]. Measuring changes no answer.

mod calibration;
mod collection;
mod count;
mod questions;
mod report;

pub use calibration::{Calibration, Threshold};
pub use collection::{Collection, CollectionReport, Retrieved};
pub use count::elapsed_us;
pub use questions::{BadLine, Expectation, Wanted, read_questions};
pub use report::{Group, Judged, Report};
