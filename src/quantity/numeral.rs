//! One numeral of a text, as any language's grammar gives it.

use super::Value;
use crate::text::Span;
use crate::text::glyph::Glyphs;

/// The kind of number that a numeral writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// A count or an amount.
    Plain,
    /// Hundredths: `25%`, `百分之二十五`, `25 per cent`, `七成`.
    Percent,
    /// Thousandths with the sign `‰`.
    PerMille,
    /// A difference of percentages: `3.89个百分点`.
    PercentagePoint,
    /// A part: `三分之一`, `two thirds`, `½`.
    Fraction,
}

/// Latin letters that touch a numeral: `G20`, `5G`, `180ml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Adjacent {
    /// A letter stands right before.
    pub before: bool,
    /// A letter stands right after.
    pub after: bool,
}

impl Adjacent {
    /// The letters around the characters from `start` to `end`.
    pub fn around(glyphs: &Glyphs, start: usize, end: usize) -> Self {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        Self { before: letter(glyphs.before(start)), after: letter(glyphs.get(end)) }
    }
}

/// One numeral as it stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral {
    /// The numeral with its sign and its percent words.
    pub span: Span,
    /// Its value; of a percentage, the hundredths.
    pub value: Value,
    /// Its kind.
    pub form: Form,
    /// Whether the numeral itself says that there are more: `二百余`, `三十几万`.
    pub more: bool,
    /// Whether words and not only digits write it.
    pub spelled: bool,
    /// Letters that touch it.
    pub adjacent: Adjacent,
}
