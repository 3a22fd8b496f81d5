//! One number of a text, as any language's grammar gives it.

use serde::{Deserialize, Serialize};

use super::value::Value;
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

/// How a number bounds the amount that it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bound {
    /// As much as the number says.
    Exact,
    /// That much or more: `at least 300`, `二百余`.
    #[serde(rename = "min")]
    AtLeast,
    /// That much or less.
    #[serde(rename = "max")]
    AtMost,
    /// About that much.
    #[serde(rename = "approx")]
    About,
}

impl Bound {
    /// The bound of the denied word: not more than is at most.
    #[must_use]
    pub fn denied(self) -> Self {
        match self {
            Self::AtLeast => Self::AtMost,
            Self::AtMost => Self::AtLeast,
            Self::Exact | Self::About => self,
        }
    }
}

/// A numeral, or two that form a range, with the bound that words around it or in it set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// The number with its sign and its percent words, without its bounding words.
    pub span: Span,
    /// Its value; of a percentage, the hundredths.
    pub value: Value,
    /// Its kind; of a range, the kind of the upper end.
    pub form: Form,
    /// How it bounds.
    pub bound: Bound,
    /// Whether words and not only digits write it.
    pub spelled: bool,
    /// Letters that touch it.
    pub adjacent: Adjacent,
}

/// A numeral while it is read: where it ends is known, and not yet where it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draft {
    /// The place after the last character.
    pub end: usize,
    /// Its value.
    pub value: Value,
    /// Its kind.
    pub form: Form,
    /// Whether the numeral itself says that there are more: `二百余`, `三十几万`, `500+`.
    pub more: bool,
    /// Whether words write it.
    pub spelled: bool,
}

impl Draft {
    /// A numeral in words.
    pub fn in_words(end: usize, value: Value, form: Form) -> Self {
        Self { end, value, form, more: false, spelled: true }
    }

    /// A numeral in digits and signs.
    pub fn in_digits(end: usize, value: Value, form: Form) -> Self {
        Self { spelled: false, ..Self::in_words(end, value, form) }
    }

    /// The numeral with a minus before it, if `negative`.
    #[must_use]
    pub fn signed(self, negative: bool) -> Self {
        Self { value: if negative { self.value.negated() } else { self.value }, ..self }
    }

    /// The numeral that begins at `start`.
    pub fn from(self, start: usize, glyphs: &Glyphs) -> Number {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        Number {
            span: glyphs.span(start, self.end),
            value: self.value,
            form: self.form,
            bound: if self.more { Bound::AtLeast } else { Bound::Exact },
            spelled: self.spelled,
            adjacent: Adjacent {
                before: letter(glyphs.before(start)),
                after: letter(glyphs.get(self.end)),
            },
        }
    }
}

/// All numerals of a text. `step` gives the numeral at a place, if there is one, and the place to go on from.
pub fn scan(
    glyphs: &Glyphs,
    step: impl Fn(&Glyphs, usize) -> (Option<Number>, usize),
) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        let (numeral, end) = step(glyphs, at);
        found.extend(numeral);
        at = end.max(at + 1);
    }
    found
}
