//! A number at the start of a line, and the style in which it is printed.

use super::{id::ClauseNumber, part::Part, unit::Unit};

/// The style in which a number is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::corpus) enum Style {
    /// `第三章`, `Article 3`, `ANNEX I`.
    Unit(Unit),
    /// `§ 3`.
    Sign,
    /// `3.6`, `3.`, `1.a`.
    Dotted,
    /// `1 WE, the Leaders`, `12A The Minister`.
    Bare,
    /// `三、`.
    List,
    /// `（三）`.
    Sublist,
    /// `(3)`, `3)`.
    Item,
    /// `③`.
    Circled,
    /// `III. PEOPLE`.
    Roman,
    /// `(iii)`, `iii)`.
    RomanItem,
    /// `C.`.
    Letter,
    /// `(C)`.
    LetterItem,
    /// `(c)`, `c)`, `c.`.
    SmallLetter,
    /// `三是`.
    Spoken,
    /// `［3］`, `[3]`.
    Square,
    /// A heading without a number: `TRADE`; with its rank among those of Markdown.
    Caption(u8),
}

impl Style {
    /// Whether it is a heading without a number.
    pub(in crate::corpus) fn is_caption(self) -> bool {
        matches!(self, Self::Caption(_))
    }
}

/// A number at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::corpus) struct Mark {
    pub(in crate::corpus) style: Style,
    pub(in crate::corpus) number: ClauseNumber,
    /// The bytes of its characters in the line.
    pub(in crate::corpus) len: usize,
    /// Whether another reading of the line is likelier: `20.` of `20.2026年`.
    pub(in crate::corpus) is_doubtful: bool,
}

impl Mark {
    pub(super) fn new(style: Style, number: ClauseNumber, len: usize) -> Self {
        Self { style, number, len, is_doubtful: false }
    }

    pub(super) fn of(style: Style, value: u16, len: usize) -> Option<Self> {
        Some(Self::new(style, ClauseNumber::new(&[value])?, len))
    }

    pub(super) fn lettered(style: Style, letter: char, len: usize) -> Option<Self> {
        Some(Self::new(style, ClauseNumber::of(&[Part::letter(letter)?])?, len))
    }

    /// Its characters.
    pub(in crate::corpus) fn printed<'a>(&self, line: &'a str) -> &'a str {
        line.get(..self.len).unwrap_or(line).trim_end()
    }

    /// The line after it, trimmed.
    pub(in crate::corpus) fn rest<'a>(&self, line: &'a str) -> &'a str {
        line.get(self.len..).unwrap_or_default().trim()
    }

    /// The style, with the number of parts of a dotted number.
    pub(in crate::corpus) fn level(&self) -> (Style, usize) {
        let depth = if self.style == Style::Dotted { self.number.parts().len() } else { 1 };
        (self.style, depth)
    }
}
