//! The ids of clauses and sections, and their text.
//!
//! | id | prints as | is |
//! |---|---|---|
//! | `Preamble` | `preamble` | the paragraphs before the first section |
//! | `Numbered` | `3.6`, `5-2`, `annex-1.2` | a clause with a number of its own; article 5bis; clause 2 of annex 1 |
//! | `Paragraph` | `p12`, `3-p2`, `annex-1-p2` | a paragraph without a number: the twelfth of the document, the second of section 3, of annex 1 |

use std::{fmt, num::NonZeroU16, str::FromStr};

use serde::{Deserialize, Serialize};

/// Parts that a clause number can have; `3.6.1.2.1` has five.
const MAX_PARTS: usize = 5;

/// Begins the ids of annexes and their clauses.
const ANNEX: &str = "annex-";

/// The number of a clause, `3.6`. Numbers are compared part by part: 4.2 comes before 4.10.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClauseNumber {
    /// The annex that it counts in; 0 for the body of the document.
    annex: u16,
    /// Invariant: one to [`MAX_PARTS`] numbers from 1, then zeros.
    parts: [u16; MAX_PARTS],
    /// 2 of the article `5bis`, which was inserted after article 5; 0 for others.
    inserted: u16,
}

impl ClauseNumber {
    /// Joins numbers, outermost first; `None` for none, for more than five and for a zero.
    pub fn new(numbers: &[u16]) -> Option<Self> {
        let mut parts = [0; MAX_PARTS];
        parts.get_mut(..numbers.len())?.copy_from_slice(numbers);
        let is_number = !numbers.is_empty() && !numbers.contains(&0);
        is_number.then_some(Self { annex: 0, parts, inserted: 0 })
    }

    /// The number as counted inside a section: 2.5 for 5 in section 2, `annex-2.5` for 5 in annex 2.
    pub fn inside(self, section: SectionNumber) -> Option<Self> {
        if section.is_annex {
            return Some(Self { annex: section.get(), ..self });
        }
        let parts: Vec<u16> = [section.get()].iter().chain(self.parts()).copied().collect();
        Self::new(&parts).map(|it| Self { parts: it.parts, ..self })
    }

    /// The number of an article that was inserted behind this one: 5bis has `place` 2. 0 changes nothing.
    #[must_use]
    pub fn inserted(self, place: u16) -> Self {
        Self { inserted: place, ..self }
    }

    /// Whether it is the number of an inserted article.
    pub fn is_inserted(self) -> bool {
        self.inserted > 0
    }

    /// The number that has `last` as its innermost part instead.
    pub fn sibling(self, last: u16) -> Option<Self> {
        let parts: Vec<u16> = self.stem().iter().copied().chain([last]).collect();
        Self::new(&parts).map(|it| Self { annex: self.annex, ..it })
    }

    /// The number of the annex that it counts in.
    pub fn annex(self) -> Option<u16> {
        Some(self.annex).filter(|it| *it > 0)
    }

    /// The number as its annex counts: 2 of `annex-1.2`.
    #[must_use]
    pub fn in_annex(self) -> Self {
        Self { annex: 0, ..self }
    }

    /// Its numbers, outermost first; never empty.
    pub fn parts(&self) -> &[u16] {
        let n_parts = self.parts.iter().take_while(|&&it| it > 0).count();
        self.parts.get(..n_parts).unwrap_or_default()
    }

    /// The innermost number: 6 of `3.6`.
    pub fn last(&self) -> u16 {
        self.parts().last().copied().unwrap_or_default()
    }

    /// The numbers before the innermost one: `[3]` of `3.6`.
    pub fn stem(&self) -> &[u16] {
        self.parts().split_last().map_or(&[], |(_, stem)| stem)
    }

    /// The section that its number names: 3 of `3.6`, annex 1 of `annex-1.6`.
    pub fn section(&self) -> Option<SectionNumber> {
        match self.annex {
            0 => SectionNumber::new(*self.parts().first()?),
            annex => SectionNumber::annex(annex),
        }
    }
}

impl fmt::Display for ClauseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.annex > 0 {
            write!(f, "{ANNEX}{}.", self.annex)?;
        }
        for (i, part) in self.parts().iter().enumerate() {
            write!(f, "{}{part}", if i == 0 { "" } else { "." })?;
        }
        if self.inserted > 0 { write!(f, "-{}", self.inserted) } else { Ok(()) }
    }
}

impl fmt::Debug for ClauseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for ClauseNumber {
    type Err = InvalidClauseId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = || {
            let (annex, number) = match text.strip_prefix(ANNEX) {
                Some(inside) => {
                    let (annex, number) = inside.split_once('.')?;
                    (digits(annex)?, number)
                }
                None => (0, text),
            };
            let (number, inserted) = match number.split_once('-') {
                Some((number, inserted)) => (number, digits(inserted)?),
                None => (number, 0),
            };
            let parts: Vec<u16> = number.split('.').map(digits).collect::<Option<_>>()?;
            Some(Self { annex, ..Self::new(&parts)?.inserted(inserted) })
        };
        read().ok_or_else(|| InvalidClauseId(text.to_owned()))
    }
}

/// Reads digits without a zero in front: `u16` itself would read `+3`.
fn digits(text: &str) -> Option<u16> {
    let is_number = !text.starts_with('0') && text.chars().all(|c| c.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

/// The number of a section or of an annex, from 1. Annexes come after sections.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SectionNumber {
    is_annex: bool,
    number: NonZeroU16,
}

impl SectionNumber {
    /// A section; `None` for 0.
    pub fn new(number: u16) -> Option<Self> {
        Some(Self { is_annex: false, number: NonZeroU16::new(number)? })
    }

    /// An annex; `None` for 0.
    pub fn annex(number: u16) -> Option<Self> {
        Some(Self { is_annex: true, number: NonZeroU16::new(number)? })
    }

    /// The number, of an annex among the annexes.
    pub fn get(self) -> u16 {
        self.number.get()
    }

    /// Whether it is the number of an annex.
    pub fn is_annex(self) -> bool {
        self.is_annex
    }

    /// The section or annex with this number instead; `None` for 0.
    pub fn sibling(self, number: u16) -> Option<Self> {
        Some(Self { number: NonZeroU16::new(number)?, ..self })
    }
}

impl fmt::Display for SectionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.is_annex { ANNEX } else { "" }, self.number)
    }
}

impl fmt::Debug for SectionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for SectionNumber {
    type Err = InvalidClauseId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let section = match text.strip_prefix(ANNEX) {
            Some(number) => digits(number).and_then(Self::annex),
            None => digits(text).and_then(Self::new),
        };
        section.ok_or_else(|| InvalidClauseId(text.to_owned()))
    }
}

/// The id of a clause within its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ClauseId {
    /// The opening paragraphs.
    Preamble,
    /// A clause with a number of its own.
    Numbered(ClauseNumber),
    /// A paragraph without a number.
    Paragraph {
        /// The section that it stands in.
        section: Option<SectionNumber>,
        /// Its place among the paragraphs there, from 1.
        ordinal: NonZeroU16,
    },
}

impl ClauseId {
    /// Its number, if it has one.
    pub fn number(&self) -> Option<ClauseNumber> {
        match self {
            Self::Numbered(number) => Some(*number),
            Self::Preamble | Self::Paragraph { .. } => None,
        }
    }
}

impl fmt::Display for ClauseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Preamble => f.write_str("preamble"),
            Self::Numbered(number) => number.fmt(f),
            Self::Paragraph { section: Some(section), ordinal } => {
                write!(f, "{section}-p{ordinal}")
            }
            Self::Paragraph { section: None, ordinal } => write!(f, "p{ordinal}"),
        }
    }
}

impl FromStr for ClauseId {
    type Err = InvalidClauseId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "preamble" {
            return Ok(Self::Preamble);
        }
        let Some((section, ordinal)) = text.split_once('p') else {
            return text.parse().map(Self::Numbered);
        };
        let invalid = || InvalidClauseId(text.to_owned());
        let ordinal = digits(ordinal).and_then(NonZeroU16::new).ok_or_else(invalid)?;
        let section = match section.strip_suffix('-') {
            Some(number) => Some(number.parse().map_err(|_| invalid())?),
            None if section.is_empty() => None,
            None => return Err(invalid()),
        };
        Ok(Self::Paragraph { section, ordinal })
    }
}

/// Says that a text is no clause id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "invalid clause id `{0}`: expected `preamble`, numbers joined by dots such as `3.6`, or `p12`"
)]
pub struct InvalidClauseId(String);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_compare_by_part() {
        let number = |text: &str| text.parse::<ClauseNumber>().unwrap();
        assert!(number("4.2") < number("4.10"));
        assert!(number("4") < number("4.1"));
        assert_ne!(number("3.1"), number("3.10"));
    }

    #[test]
    fn texts_that_are_no_ids() {
        for text in "|4..1|0|3.0|3.6.|03.6|+3|１|1.2.3.4.5.6|-p1|p0|xp1|99999|5-0|annex-1|annex-0.1|annex-.1".split('|') {
            assert!(text.parse::<ClauseId>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn an_id_prints_and_parses_back(parts in prop::collection::vec(1..=u16::MAX, 1..=5), section in 0..9_u16) {
            let ordinal = NonZeroU16::new(parts[0]).unwrap();
            let number = ClauseNumber::new(&parts).unwrap();
            let annex = SectionNumber::annex(section);
            let in_annex = annex.and_then(|it| number.inside(it)).unwrap_or(number);
            for id in [
                ClauseId::Preamble,
                ClauseId::Numbered(number.inserted(section)),
                ClauseId::Numbered(in_annex.inserted(section)),
                ClauseId::Paragraph { section: SectionNumber::new(section), ordinal },
                ClauseId::Paragraph { section: annex, ordinal },
            ] {
                prop_assert_eq!(id.to_string().parse::<ClauseId>(), Ok(id));
            }
        }

        #[test]
        fn reading_an_id_never_panics(text in "[0-9.p-]{0,12}|annex-[0-9.p-]{0,8}|\\PC{0,12}") {
            let _ = text.parse::<ClauseId>();
        }
    }
}
