//! The grammar of each language, one folder a language behind one trait, [`Grammar`].
//!
//! ```
//! use clausebot::{language::{grammar, numbers}, text::Language};
//!
//! assert_eq!(numbers("提供1.5亿剂疫苗", Language::Chinese)[0].value.low(), 150_000_000.into());
//! assert_eq!(grammar(Language::English).short(150_000_000.into()), "150 million");
//! ```
//!
//! What always holds: whatever the text, a grammar neither panics nor reads it twice; what it finds is in the text's
//! order and does not overlap.

mod chinese;
mod english;
mod grammar;
#[cfg(test)]
mod tests;

use rust_decimal::Decimal;

pub use grammar::Grammar;

use crate::quantity::Number;
use crate::text::Language;
use crate::text::glyph::Glyphs;

/// The grammar of `language`.
pub fn grammar(language: Language) -> &'static dyn Grammar {
    match language {
        Language::Chinese => &chinese::Chinese,
        Language::English => &english::English,
    }
}

/// All numbers of `text`, in its order: numerals, ranges, and the words that bound them.
pub fn numbers(text: &str, language: Language) -> Vec<Number> {
    let (glyphs, grammar) = (Glyphs::of(text), grammar(language));
    grammar.number_words().numbers(&glyphs, grammar.numerals(&glyphs))
}

/// The value of a string that is one whole number, in any language: `三点六`, `十二`, `1,100`, `one hundred and six`.
pub fn cardinal(text: &str) -> Option<Decimal> {
    let glyphs = Glyphs::of(text.trim());
    Language::ALL.into_iter().find_map(|language| {
        let (value, end) = grammar(language).leading_number(&glyphs)?;
        (end == glyphs.len()).then_some(value)
    })
}
