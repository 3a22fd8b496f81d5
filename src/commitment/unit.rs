//! Units: `亿美元` is a currency, `万亩` is an area, `名` counts persons, `doses` counts doses.
//!
//! A unit has one canonical name in both languages, so that a Chinese clause and its English twin compare equal.
//! Nothing is converted: 斤 is not kilograms.

use std::fmt;

/// An ISO 4217 code, or the common code of a currency without one: `USD`, `CNY`, `BTC`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency(pub &'static str);

impl fmt::Display for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0)
    }
}

/// What an amount counts or measures.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
    /// Times as much: 翻一番, double.
    Multiple,
    /// A unit with a canonical name: `person`, `dose`, `tonne`, `mu`.
    Named(&'static str),
    /// Things under their own name, singular: `textbook`, `workshop`.
    Counted(String),
    /// So many to so many others: `per 100000 live births`.
    Rate(String),
    /// A bare number.
    None,
}

impl Unit {
    /// The currency of money.
    pub fn currency(&self) -> Option<Currency> {
        match self {
            Self::Money(currency) => Some(*currency),
            Self::Percent
            | Self::PerMille
            | Self::PercentagePoint
            | Self::Fraction
            | Self::Multiple
            | Self::Named(_)
            | Self::Counted(_)
            | Self::Rate(_)
            | Self::None => None,
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Money(currency) => currency.fmt(out),
            Self::Percent => out.write_str("percent"),
            Self::PerMille => out.write_str("per_mille"),
            Self::PercentagePoint => out.write_str("percentage_point"),
            Self::Fraction => out.write_str("fraction"),
            Self::Multiple => out.write_str("multiple"),
            Self::Named(name) => out.write_str(name),
            Self::Counted(name) | Self::Rate(name) => out.write_str(name),
            Self::None => Ok(()),
        }
    }
}
