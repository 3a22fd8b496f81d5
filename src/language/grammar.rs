//! The trait that each language implements.

use rust_decimal::Decimal;

use super::role::Role;
use crate::quantity::{Bound, LargeUnits, Number, NumberWords};
use crate::text::Locale;
use crate::text::glyph::Glyphs;

/// The rules of one language.
pub trait Grammar: Sync {
    /// Whether `text` has letters of the language.
    fn fits(&self, text: &str) -> bool;

    /// Whether all of a term is written in the language, as far as its letters tell.
    fn is_clean_term(&self, term: &str) -> bool;

    /// The locale of the language's readers who have not chosen one.
    fn locale(&self) -> Locale;

    /// Question words, courtesies and function words, folded, with spaces between them.
    fn stop_words(&self) -> &'static str;

    /// Words of daily life, folded, that agreements seldom have and that a letter tells from other words.
    fn common_words(&self) -> &'static str;

    /// The role of a folded word in a question. `tag` is its part of speech in jieba's dictionary, or empty.
    fn role(&self, word: &str, tag: &str) -> Role;

    /// All numerals of a text, in its order; the two ends of a range are two numerals.
    fn numerals(&self, glyphs: &Glyphs) -> Vec<Number>;

    /// The number that the first characters write, and the place after it: 3 of `三条`.
    fn leading_number(&self, glyphs: &Glyphs) -> Option<(Decimal, usize)>;

    /// The words around numbers: those of ranges, and those that bound a number.
    fn number_words(&self) -> &'static NumberWords;

    /// The units that large numbers are written with.
    fn large_units(&self) -> &'static LargeUnits;

    /// Whether the language puts spaces between words.
    fn spaces_words(&self) -> bool {
        self.number_words().spaced
    }

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
