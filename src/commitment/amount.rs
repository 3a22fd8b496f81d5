//! Amounts: numbers with their units, before anyone asks whether they are promised.
//!
//! `1500 亿美元` is 150,000,000,000 USD and `300 young scientists` is 300 persons; `第3届`, `5G`, `2021-2025` and
//! `Article 9` are no amounts, and say why not.

use rust_decimal::Decimal;

use super::evidence::Reason;
use super::mask::Masks;
use super::unit::Unit;
use super::{chinese_amount, english_amount};
use crate::quantity::{Bound, Value};
use crate::text::Language;
use crate::text::glyph::Glyphs;

/// For whom or for how long an amount counts each time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Per {
    /// Every year.
    Year,
    /// Every month.
    Month,
    /// Every person.
    Person,
}

/// A number with its unit, by places of the text's [`Glyphs`].
#[derive(Debug, Clone)]
pub(super) struct Amount {
    /// First place of the number or of the currency before it.
    pub(super) start: usize,
    /// The place after the unit.
    pub(super) end: usize,
    /// The place after the number itself.
    pub(super) number_end: usize,
    pub(super) value: Value,
    pub(super) bound: Bound,
    pub(super) unit: Unit,
    pub(super) per: Option<Per>,
    /// Whether words and not digits write the number.
    pub(super) spelled: bool,
    /// Why it cannot be promised, or may hardly be.
    pub(super) against: Option<Reason>,
}

impl Amount {
    /// Whether it may be promised as far as its own form goes.
    pub(super) fn possible(&self) -> bool {
        self.against.is_none_or(|reason| reason.weight() > super::evidence::NEVER)
    }

    pub(super) fn is_small(&self) -> bool {
        self.value.high() < Decimal::TEN
    }
}

/// All numbers of a text as amounts, in its order.
pub(super) fn amounts(glyphs: &Glyphs, masks: &Masks, language: Language) -> Vec<Amount> {
    match language {
        Language::Chinese => chinese_amount::amounts(glyphs, masks),
        Language::English => english_amount::amounts(glyphs, masks),
    }
}

/// Why a number in a name is none.
pub(super) fn named(masks: &Masks, at: usize) -> Option<Reason> {
    masks.at(at).map(|name| match name {
        super::mask::Name::Title => Reason::Title,
        super::mask::Name::Quoted => Reason::Quoted,
    })
}

/// The value with another's end as its upper end, for `20万元至100万元`.
pub(super) fn spread(low: &Amount, high: &Amount) -> Option<Value> {
    let (from, to) = (low.value.low(), high.value.high());
    (from < to).then_some(Value::Range { low: from, high: to })
}
