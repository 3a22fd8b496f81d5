//! Quantities as plain types: values, bounds, units, amounts, periods, and how digits are read and written.
//!
//! `1.5亿` and `150 million` are one [`Value`]; `至少三百` and `at least 300` have one [`Bound`]; `剂` and `doses` are one
//! [`Unit`]. The words for them are a language's, and come as tables: see [`NumberWords`].
//!
//! What always holds: values are exact; digits that no decimal holds have no value; nothing here names a language.

mod amount;
mod bounds;
pub mod digits;
mod measure;
mod number;
mod period;
mod stored_name;
mod unit;
mod value;
mod write;

pub use amount::{Amount, Doubt, Per};
pub use bounds::{Joint, NumberWords};
pub use measure::{Measure, Quantity};
pub use number::{Adjacent, Bound, Draft, Form, Number, scan};
pub use period::{Period, Tense, Time, YearMonth, year_at};
pub use unit::{Currency, Unit};
pub use value::{Value, power_of_ten};
pub use write::LargeUnits;
