//! Quantities as plain types: values, numerals, bounds, and how digits are read and written.
//!
//! `1.5亿` and `150 million` are one [`Value`]; `至少三百` and `at least 300` have one [`Bound`]. The words for them
//! are a language's, and come as tables: see [`NumberWords`].
//!
//! What always holds: values are exact; digits that no decimal holds have no value; nothing here names a language.

mod bounds;
pub mod digits;
mod number;
mod value;
mod write;

pub use bounds::{Joint, NumberWords};
pub use number::{Adjacent, Bound, Draft, Form, Number, scan};
pub use value::{Value, power_of_ten};
pub use write::LargeUnits;
