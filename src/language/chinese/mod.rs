//! Chinese, in either script.

mod cardinal;
mod han;
mod numeral;
mod role;
#[cfg(test)]
mod tests;

use rust_decimal::Decimal;

use crate::language::{grammar::Grammar, role::Role};
use crate::quantity::{Bound, Joint, LargeUnits, Number, NumberWords};
use crate::text::glyph::Glyphs;
use crate::text::{Locale, is_han};

/// The grammar of Chinese.
pub(super) struct Chinese;

impl Grammar for Chinese {
    fn fits(&self, text: &str) -> bool {
        text.chars().any(is_han)
    }

    fn is_clean_term(&self, term: &str) -> bool {
        term.chars().all(is_han)
    }

    fn locale(&self) -> Locale {
        Locale::ZhHans
    }

    /// In simplified characters, to which folding brings both scripts.
    fn stop_words(&self) -> &'static str {
        include_str!("stop.txt")
    }

    fn common_words(&self) -> &'static str {
        ""
    }

    fn role(&self, word: &str, tag: &str) -> Role {
        role::role(word, tag)
    }

    fn numerals(&self, glyphs: &Glyphs) -> Vec<Number> {
        numeral::numerals(glyphs)
    }

    fn leading_number(&self, glyphs: &Glyphs) -> Option<(Decimal, usize)> {
        let read = cardinal::read(glyphs, 0)?;
        Some((read.low?, read.end))
    }

    fn number_words(&self) -> &'static NumberWords {
        &NUMBER_WORDS
    }

    fn large_units(&self) -> &'static LargeUnits {
        &LargeUnits { units: &[(12, 0, "万亿"), (8, 2, "亿"), (4, 2, "万")], commas: false }
    }
}

static NUMBER_WORDS: NumberWords = NumberWords {
    joints: &[("至", Joint::Always), ("到", Joint::Always)],
    scales: &[("万", 4), ("萬", 4), ("亿", 8), ("億", 8)],
    before: &[
        (
            Bound::AtLeast,
            "不少于,不低于,不小于,不下,至少有,至少,最少,超过,突破,大于,高于,多于,超,逾",
        ),
        (Bound::AtMost, "不超过,不高于,不多于,不大于,最多,至多,最高,低于,少于,小于,不足,不到"),
        (Bound::About, "大约,大概,接近,将近,约,近"),
    ],
    after: &[
        (Bound::AtLeast, "及以上,以上"),
        (Bound::AtMost, "及以下,以下,以内,之内"),
        (Bound::About, "左右,上下"),
    ],
    spaced: false,
};
