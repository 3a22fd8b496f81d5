//! Units: `亿美元` is a currency, `万亩` is an area, `名` counts persons, `doses` counts doses.
//!
//! A unit has one canonical name in both languages, so that a Chinese clause and its English twin compare equal.
//! Nothing is converted: 斤 is not kilograms.

use std::fmt;

use serde::Serialize;

/// An ISO 4217 code, or the common code of a currency without one: `USD`, `CNY`, `BTC`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Currency(pub &'static str);

impl fmt::Display for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0)
    }
}

/// The unit of an amount.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub enum Unit {
    /// Money.
    Money(Currency),
    /// Hundredths of something.
    Percent,
    /// Thousandths of something.
    PerMille,
    /// A difference between percentages.
    PercentagePoint,
    /// A part of something: a third.
    Fraction,
    /// Times as much: double.
    Multiple,
    /// A unit with a canonical name: `person`, `dose`, `tonne`, `mu`.
    Named(&'static str),
    /// Things under their own name, singular: `textbook`, `workshop`.
    Counted(String),
    /// So many to so many others: `per 100000 live births`.
    Rate(String),
    /// No unit: a bare number.
    None,
}

impl Unit {
    /// The currency of money.
    pub fn currency(&self) -> Option<Currency> {
        if let Self::Money(currency) = self { Some(*currency) } else { None }
    }

    /// Whether it counts persons or things.
    pub fn counts(&self) -> bool {
        matches!(self, Self::Named(_) | Self::Counted(_))
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Money(currency) => currency.0,
            Self::Percent => "percent",
            Self::PerMille => "per_mille",
            Self::PercentagePoint => "percentage_point",
            Self::Fraction => "fraction",
            Self::Multiple => "multiple",
            Self::Named(name) => name,
            Self::Counted(name) | Self::Rate(name) => name,
            Self::None => "",
        })
    }
}
