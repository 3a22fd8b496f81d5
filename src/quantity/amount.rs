//! Amounts: numbers with their units, before anyone asks whether they are promised.
//!
//! `1500 亿美元` is 150,000,000,000 USD and `300 young scientists` is 300 persons. `第3届`, `5G`, `2021-2025` and
//! `Article 9` are numbers with a [`Doubt`].

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::unit::Unit;
use super::{Bound, Value};
use crate::text::quoted::Quotation;

/// The year, month or person that an amount counts for each time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Per {
    /// Every year.
    Year,
    /// Every month.
    Month,
    /// Every person.
    Person,
}

/// A number with its unit, by places of the text's glyphs.
#[derive(Debug, Clone)]
pub struct Amount {
    /// First place of the number or of the currency before it.
    pub start: usize,
    /// The place after the unit.
    pub end: usize,
    /// The place after the number itself.
    pub number_end: usize,
    /// The value, in that unit.
    pub value: Value,
    /// Whether it is that much, at least, at most or about that much.
    pub bound: Bound,
    /// The unit.
    pub unit: Unit,
    /// The year, month or person it counts for; a total otherwise.
    pub per: Option<Per>,
    /// Whether words and not digits write the number.
    pub spelled: bool,
    /// The reason why it may be no amount.
    pub doubt: Option<Doubt>,
}

impl Amount {
    /// Whether its own form lets it be an amount.
    pub fn possible(&self) -> bool {
        !self.doubt.is_some_and(Doubt::is_final)
    }

    /// Whether it is less than ten.
    pub fn is_small(&self) -> bool {
        self.value.high() < Decimal::TEN
    }
}

/// Reasons to reject a number as an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Doubt {
    /// It tells where or among whom, and not how much: in 30 countries.
    Scope,
    /// It tells among how many something is aimed at: at least 30 countries.
    AimedScope,
    /// It has no unit.
    Bare,
    /// It stands in a title.
    Title,
    /// It stands in a quoted name.
    Quoted,
    /// It is part of a name: 5G, G20, COVID-19.
    Name,
    /// It is a place in an order: 第三届, 19th, 3.0版, 5A级.
    Order,
    /// It is a date or a year.
    Date,
    /// It cites an instrument: Article 9.1.
    Reference,
    /// It is a length of time, which says when and not how much.
    Duration,
    /// It is one side of a proportion: 2：1, 每10万人.
    Proportion,
    /// It is the value that a change starts from: from 25% to 10%.
    Base,
    /// It says the amount before it again, in another currency or in words: 7亿元（约合1亿美元）.
    Again,
    /// It counts nothing new: 一批, 其17项.
    Mention,
}

impl Doubt {
    /// Whether nothing outweighs it.
    pub fn is_final(self) -> bool {
        match self {
            Self::Scope | Self::AimedScope | Self::Bare => false,
            Self::Title
            | Self::Quoted
            | Self::Name
            | Self::Order
            | Self::Date
            | Self::Reference
            | Self::Duration
            | Self::Proportion
            | Self::Base
            | Self::Again
            | Self::Mention => true,
        }
    }
}

impl From<Quotation> for Doubt {
    fn from(quotation: Quotation) -> Self {
        match quotation {
            Quotation::Title => Self::Title,
            Quotation::Name => Self::Quoted,
        }
    }
}
