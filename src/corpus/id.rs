//! How clauses and sections are called.
//!
//! | id | prints as | is |
//! |---|---|---|
//! | `Preamble` | `preamble` | the paragraphs before the first section |
//! | `Numbered` | `3.6` | a clause with a number of its own |
//! | `Paragraph` | `p12`, `3-p2` | a paragraph that no number reaches: the twelfth of the document, the second of section 3 |

use std::{cmp::Ordering, fmt, num::NonZeroU16, str::FromStr};

/// Parts that a clause number can have; `3.6.1.2.1` has five.
const MAX_PARTS: usize = 5;

/// The number of a clause, `3.6`. Compared part by part: 4.2 comes before 4.10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ClauseNumber {
    /// Invariant: one to [`MAX_PARTS`] numbers from 1, then zeros.
    parts: [u16; MAX_PARTS],
}

impl ClauseNumber {
    /// From the numbers that it joins with dots; `None` for none, for more than
    /// five and for a zero.
    pub fn new(numbers: &[u16]) -> Option<Self> {
        let mut parts = [0; MAX_PARTS];
        parts.get_mut(..numbers.len())?.copy_from_slice(numbers);
        (!numbers.is_empty() && !numbers.contains(&0)).then_some(Self { parts })
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

    /// What stands before the innermost number: `[3]` of `3.6`.
    pub fn stem(&self) -> &[u16] {
        self.parts().split_last().map_or(&[], |(_, stem)| stem)
    }
}

impl PartialOrd for ClauseNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ClauseNumber {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts().cmp(other.parts())
    }
}

impl fmt::Display for ClauseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, part) in self.parts().iter().enumerate() {
            write!(f, "{}{part}", if i == 0 { "" } else { "." })?;
        }
        Ok(())
    }
}

impl FromStr for ClauseNumber {
    type Err = InvalidClauseId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Result<Vec<u16>, _> = text.split('.').map(digits).collect();
        parts.ok().and_then(|it| Self::new(&it)).ok_or_else(|| InvalidClauseId(text.to_owned()))
    }
}

/// Digits only: `u16` itself would read `+3`.
fn digits(text: &str) -> Result<u16, InvalidClauseId> {
    let invalid = || InvalidClauseId(text.to_owned());
    if text.starts_with('0') || !text.chars().all(|c| c.is_ascii_digit()) {
        return Err(invalid());
    }
    text.parse().map_err(|_| invalid())
}

/// The number of a section, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionNumber(NonZeroU16);

impl SectionNumber {
    /// `None` for 0.
    pub fn new(number: u16) -> Option<Self> {
        NonZeroU16::new(number).map(Self)
    }

    /// The number.
    pub fn get(self) -> u16 {
        self.0.get()
    }
}

impl fmt::Display for SectionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a clause is called within its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// Its number, where it has one.
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
        let ordinal = NonZeroU16::new(digits(ordinal)?).ok_or_else(invalid)?;
        let section = match section.strip_suffix('-') {
            Some(number) => Some(SectionNumber::new(digits(number)?).ok_or_else(invalid)?),
            None if section.is_empty() => None,
            None => return Err(invalid()),
        };
        Ok(Self::Paragraph { section, ordinal })
    }
}

/// A text that is no clause id.
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
    fn what_is_no_id() {
        for text in [
            "",
            "4..1",
            "0",
            "3.0",
            "3.6.",
            "03.6",
            "+3",
            "１",
            "1.2.3.4.5.6",
            "-p1",
            "p0",
            "xp1",
            "99999",
        ] {
            assert!(text.parse::<ClauseId>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn an_id_prints_and_parses_back(parts in prop::collection::vec(1..=u16::MAX, 1..=5), section in 0..9_u16) {
            let ordinal = NonZeroU16::new(parts[0]).unwrap();
            for id in [
                ClauseId::Preamble,
                ClauseId::Numbered(ClauseNumber::new(&parts).unwrap()),
                ClauseId::Paragraph { section: SectionNumber::new(section), ordinal },
            ] {
                prop_assert_eq!(id.to_string().parse::<ClauseId>(), Ok(id));
            }
        }

        #[test]
        fn reading_an_id_never_panics(text in "[0-9.p-]{0,12}|\\PC{0,12}") {
            let _ = text.parse::<ClauseId>();
        }
    }
}
