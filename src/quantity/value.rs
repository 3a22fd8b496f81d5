//! The value of a number: `25`, a third, `10 to 12`.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The value of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// One value.
    Exact(#[serde(with = "stored")] Decimal),
    /// A fraction that a decimal may not hold: a third.
    Ratio {
        /// The number above the line.
        #[serde(with = "stored")]
        numerator: Decimal,
        /// The number below the line; never zero.
        #[serde(with = "stored")]
        denominator: Decimal,
    },
    /// From `low` to `high`, both included.
    Range {
        /// The lower end.
        #[serde(with = "stored")]
        low: Decimal,
        /// The upper end.
        #[serde(with = "stored")]
        high: Decimal,
    },
}

impl Value {
    /// A fraction, unless its denominator is zero.
    pub fn ratio(numerator: Decimal, denominator: Decimal) -> Option<Self> {
        (!denominator.is_zero()).then_some(Self::Ratio { numerator, denominator })
    }

    /// The value as one decimal; the lower end of a range.
    pub fn low(&self) -> Decimal {
        match self {
            Self::Exact(value) => *value,
            Self::Ratio { numerator, denominator } => {
                numerator.checked_div(*denominator).unwrap_or_default()
            }
            Self::Range { low, high: _ } => *low,
        }
    }

    /// The value as one decimal; the upper end of a range.
    pub fn high(&self) -> Decimal {
        match self {
            Self::Range { low: _, high } => *high,
            Self::Exact(_) | Self::Ratio { .. } => self.low(),
        }
    }

    /// The value times `factor`, if a decimal holds it.
    #[must_use]
    pub fn times(&self, factor: Decimal) -> Option<Self> {
        Some(match self {
            Self::Exact(value) => Self::Exact(value.checked_mul(factor)?.normalize()),
            Self::Ratio { numerator, denominator } => {
                Self::Ratio { numerator: numerator.checked_mul(factor)?, denominator: *denominator }
            }
            Self::Range { low, high } => {
                Self::Range { low: low.checked_mul(factor)?, high: high.checked_mul(factor)? }
            }
        })
    }

    /// The value plus a fraction, if decimals hold its terms.
    #[must_use]
    pub fn plus(&self, numerator: Decimal, denominator: Decimal) -> Option<Self> {
        let whole = self.low().checked_mul(denominator)?;
        Some(Self::Ratio { numerator: whole.checked_add(numerator)?, denominator })
    }

    /// The value with the other sign.
    #[must_use]
    pub fn negated(&self) -> Self {
        match self {
            Self::Exact(value) => Self::Exact(-value),
            Self::Ratio { numerator, denominator } => {
                Self::Ratio { numerator: -numerator, denominator: *denominator }
            }
            Self::Range { low, high } => Self::Range { low: -high, high: -low },
        }
    }

    /// The value, as one decimal where a decimal holds the fraction exactly.
    #[must_use]
    pub fn simplified(self) -> Self {
        let Self::Ratio { numerator, denominator } = self else { return self };
        let quotient = numerator.checked_div(denominator);
        let exact =
            quotient.filter(|q| q.checked_mul(denominator) == Some(numerator) && q.scale() < 20);
        exact.map_or(self, |q| Self::Exact(q.normalize()))
    }
}

/// A decimal as its sixteen bytes.
mod stored {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(value: &Decimal, to: S) -> Result<S::Ok, S::Error> {
        Serialize::serialize(&value.serialize(), to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
        <[u8; 16]>::deserialize(from).map(Decimal::deserialize)
    }
}

/// Ten to the power of `power`, if a decimal holds it.
pub fn power_of_ten(power: u32) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(10_i128.checked_pow(power)?, 0).ok()
}
