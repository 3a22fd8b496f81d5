//! Quantities for comparison: those that a question names, and those that the two texts of a clause have to share.
//!
//! `1500 亿美元`, `US$150 billion` and `$150bn` have one [`Measure`]; `1500 亿日元` has another.

use rust_decimal::Decimal;

use super::unit::{Currency, Unit};
use super::{Bound, Value};
use crate::text::Span;

/// A number of a text with its unit, promised or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The number with its unit, in the text.
    pub span: Span,
    /// The number without the unit behind it.
    pub number: Span,
    /// The value, in that unit.
    pub value: Value,
    /// Whether it is that much, at least, at most or about that much.
    pub bound: Bound,
    /// The unit.
    pub unit: Unit,
}

impl Quantity {
    /// Its lowest and highest value.
    pub fn ends(&self) -> (Decimal, Decimal) {
        (self.value.low().normalize(), self.value.high().normalize())
    }

    /// The kind of thing it measures.
    pub fn measure(&self) -> Measure {
        match &self.unit {
            Unit::Money(currency) => Measure::Money(*currency),
            Unit::Percent | Unit::PerMille | Unit::PercentagePoint | Unit::Fraction => {
                Measure::Percent
            }
            Unit::Multiple | Unit::Named(_) | Unit::Counted(_) | Unit::Rate(_) => Measure::Count,
            Unit::None => Measure::Any,
        }
    }
}

/// The kind of thing an amount measures, coarse enough to compare languages: `剂`, `doses` and `shots` all count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// Money of one currency.
    Money(Currency),
    /// Hundredths.
    Percent,
    /// Things, persons, tonnes: the words for them differ.
    Count,
    /// A number alone, which may be of anything.
    Any,
}

impl Measure {
    /// Whether both may be of one thing.
    pub fn fits(self, other: Self) -> bool {
        self == other || self == Self::Any || other == Self::Any
    }
}
