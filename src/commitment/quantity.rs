//! Amounts for comparison: what a question names, and what the two texts of a clause have to share.
//!
//! `1500 亿美元`, `US$150 billion` and `$150bn` have one [`Measure`]; `1500 亿日元` has another.

use rust_decimal::Decimal;

use super::amount::{self, Amount};
use super::mask::Masks;
use super::unit::{Currency, Unit};
use crate::quantity::{Bound, Value};
use crate::text::glyph::Glyphs;
use crate::text::{Language, Span};

/// A number of a text with its unit, promised or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The number with its unit, in the text.
    pub span: Span,
    /// The number without the unit behind it.
    pub number: Span,
    /// How much.
    pub value: Value,
    /// Whether that much, at least, at most or about.
    pub bound: Bound,
    /// Of what measure.
    pub unit: Unit,
}

/// What kind of thing an amount measures, coarsely enough to compare languages: `剂`, `doses` and `shots` all count.
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
    /// What a unit measures.
    pub fn of(unit: &Unit) -> Self {
        match unit {
            Unit::Money(currency) => Self::Money(*currency),
            Unit::Percent | Unit::PerMille | Unit::PercentagePoint | Unit::Fraction => {
                Self::Percent
            }
            Unit::Multiple | Unit::Named(_) | Unit::Counted(_) | Unit::Rate(_) => Self::Count,
            Unit::None => Self::Any,
        }
    }

    /// Whether both may be of one thing.
    pub fn fits(self, other: Self) -> bool {
        self == other || self == Self::Any || other == Self::Any
    }
}

impl Quantity {
    /// What it measures.
    pub fn measure(&self) -> Measure {
        Measure::of(&self.unit)
    }

    /// Its lowest and highest value.
    pub fn ends(&self) -> (Decimal, Decimal) {
        (self.value.low().normalize(), self.value.high().normalize())
    }
}

/// The amounts of `text`, in order; years, ordinals, names and titles are none.
pub fn quantities(text: &str, language: Language) -> Vec<Quantity> {
    let glyphs = Glyphs::of(text);
    let amounts = amount::amounts(&glyphs, &Masks::of(&glyphs), language);
    let quantity = |it: Amount| Quantity {
        span: glyphs.span(it.start, it.end),
        number: glyphs.span(it.start, it.number_end),
        value: it.value,
        bound: it.bound,
        unit: it.unit,
    };
    amounts.into_iter().filter(Amount::possible).map(quantity).collect()
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    fn found(text: &str, language: Language) -> String {
        let all = quantities(text, language);
        let shown = all.iter().map(|it| format!("{} {:?}", it.ends().0, it.measure()));
        shown.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn one_amount_in_many_spellings() {
        assert_snapshot!(found("一千五百亿美元", Language::Chinese), @r#"150000000000 Money(Currency("USD"))"#);
        assert_snapshot!(found("US$150 billion", Language::English), @r#"150000000000 Money(Currency("USD"))"#);
        assert_snapshot!(found("$150bn", Language::English), @r#"150000000000 Money(Currency("USD"))"#);
        assert_snapshot!(found("1.5亿剂", Language::Chinese), @"150000000 Count");
        assert_snapshot!(found("150 million shots", Language::English), @"150000000 Count");
        assert_snapshot!(found("三百名", Language::Chinese), @"300 Count");
        assert_snapshot!(found("15亿", Language::Chinese), @"1500000000 Any");
        assert_snapshot!(found("2022年 3.0版", Language::Chinese), @"");
    }
}
