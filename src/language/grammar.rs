//! The trait that each language implements.

use rust_decimal::Decimal;

use crate::quantity::{Bound, LargeUnits, Number, NumberWords, Numeral};
use crate::text::glyph::Glyphs;

/// The rules of one language.
pub trait Grammar: Sync {
    /// All numerals of a text, in its order; the two ends of a range are two numerals.
    fn numerals(&self, glyphs: &Glyphs) -> Vec<Numeral>;

    /// The number that the first characters write, and the place after it: 3 of `三条`.
    fn leading_number(&self, glyphs: &Glyphs) -> Option<(Decimal, usize)>;

    /// The words around numbers: those of ranges, and those that bound a number.
    fn number_words(&self) -> &'static NumberWords;

    /// The units that large numbers are written with.
    fn large_units(&self) -> &'static LargeUnits;

    /// All numbers of a text with ranges joined; no bounding words are read.
    fn ranges(&self, glyphs: &Glyphs) -> Vec<Number> {
        self.number_words().ranges(glyphs, self.numerals(glyphs))
    }

    /// The bound that words right before `at` set: `up to`.
    fn bound_before(&self, glyphs: &Glyphs, at: usize) -> Option<Bound> {
        self.number_words().bound_before(glyphs, at)
    }

    /// The bound that words right after `at` set: `以上`.
    fn bound_after(&self, glyphs: &Glyphs, at: usize) -> Option<Bound> {
        self.number_words().bound_after(glyphs, at)
    }

    /// Writes `value` briefly: `1500亿`, `150 billion`.
    fn short(&self, value: Decimal) -> String {
        self.large_units().short(value)
    }
}
