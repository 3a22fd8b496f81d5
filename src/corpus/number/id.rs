//! The ids of clauses and sections, and their text.
//!
//! | id | prints as | is |
//! |---|---|---|
//! | `Preamble` | `preamble` | the paragraphs before the first section |
//! | `Numbered` | `3.6`, `1.a`, `12A`, `5bis`, `12-1` | a clause with a number of its own; `12-1` is `第十二条之一` |
//! | | `annex-1.2`, `recital-3`, `d1` | clause 2 of annex 1; the third recital; the first point declared |
//! | `Paragraph` | `p12`, `3-p2`, `annex-1-p2` | a paragraph without a number: the twelfth of the document, the second of section 3, of annex 1 |

use std::{fmt, num::NonZeroU16, str::FromStr};

use serde::{Deserialize, Serialize};

use super::part::{Part, digits};

/// Parts that a clause number can have; `3.6.1.2.1` has five.
const MAX_PARTS: usize = 5;

/// Begins the ids of annexes and their clauses.
const ANNEX: &str = "annex-";

/// Begins the ids of recitals.
const RECITAL: &str = "recital-";

/// The sequence of a document that a number counts in, in the order of a document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
enum Scope {
    /// The reasons before the articles: `recital-3`.
    Recitals,
    Body,
    /// The unnumbered points of a declaration: `d1`.
    Declared,
    /// An annex, by number: `annex-1.2`.
    Annex(u16),
}

/// The number of a clause, `3.6`. Numbers are compared part by part: 4.2 comes before 4.10.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClauseNumber {
    scope: Scope,
    /// Invariant: one to [`MAX_PARTS`] parts, then [`Part::NONE`].
    parts: [Part; MAX_PARTS],
}

impl ClauseNumber {
    /// Joins numbers, outermost first; `None` for none, for more than five and for a zero.
    pub fn new(numbers: &[u16]) -> Option<Self> {
        let parts: Option<Vec<Part>> = numbers.iter().map(|it| Part::number(*it)).collect();
        Self::of(&parts?)
    }

    /// Joins parts, outermost first; `None` for none and for more than five.
    pub fn of(numbers: &[Part]) -> Option<Self> {
        let mut parts = [Part::NONE; MAX_PARTS];
        parts.get_mut(..numbers.len())?.copy_from_slice(numbers);
        let is_number = !numbers.is_empty() && !numbers.contains(&Part::NONE);
        is_number.then_some(Self { scope: Scope::Body, parts })
    }

    /// A reason before the articles: `recital-3`.
    #[must_use]
    pub fn recital(self) -> Self {
        Self { scope: Scope::Recitals, ..self }
    }

    /// An unnumbered point of a declaration, by its place: `d1`.
    #[must_use]
    pub fn declared(self) -> Self {
        Self { scope: Scope::Declared, ..self }
    }

    /// The number as counted inside a section: 2.5 for 5 in section 2, `annex-2.5` for 5 in annex 2.
    pub fn inside(self, section: SectionNumber) -> Option<Self> {
        if section.is_annex {
            return Some(Self { scope: Scope::Annex(section.get()), ..self });
        }
        let outer = Part::number(section.get())?;
        let parts: Vec<Part> = [outer].iter().chain(self.parts()).copied().collect();
        Self::of(&parts).map(|it| Self { scope: self.scope, ..it })
    }

    /// The number of an article that was inserted behind this one: `12-1`. 0 changes nothing.
    #[must_use]
    pub fn inserted(self, place: u16) -> Self {
        self.with_last(|it| it.inserted(place))
    }

    /// The number of an article that was inserted behind this one, in Latin: 2 for `5bis`. 0 changes nothing.
    #[must_use]
    pub fn latin(self, place: u16) -> Self {
        self.with_last(|it| it.latin(place))
    }

    fn with_last(mut self, change: impl Fn(Part) -> Part) -> Self {
        let n_parts = self.parts().len();
        if let Some(last) = self.parts.get_mut(..n_parts).and_then(|it| it.last_mut()) {
            *last = change(*last);
        }
        self
    }

    /// The numbers that it stands inside, in its sequence: 3 and 3.6 of `3.6.1`.
    pub(in crate::corpus) fn outer(self) -> impl Iterator<Item = Self> {
        let n_parts = self.parts().len();
        (1..n_parts).filter_map(move |n| {
            let outer = Self::of(self.parts().get(..n)?)?;
            Some(Self { scope: self.scope, ..outer })
        })
    }

    /// Whether it is the number of an inserted article: `12-1`, `5bis`, `12A`.
    pub fn is_inserted(self) -> bool {
        self.last().is_inserted()
    }

    /// The number with its letters in lower case, as folded questions have them.
    #[must_use]
    pub fn folded(self) -> Self {
        Self { parts: self.parts.map(Part::folded), ..self }
    }

    /// The number that has `last` as its innermost part instead.
    pub fn sibling(self, last: Part) -> Option<Self> {
        let parts: Vec<Part> = self.stem().iter().copied().chain([last]).collect();
        Self::of(&parts).map(|it| Self { scope: self.scope, ..it })
    }

    /// Whether it is the number of a reason before the articles.
    pub fn is_recital(self) -> bool {
        self.scope == Scope::Recitals
    }

    /// The number of the annex that it counts in.
    pub fn annex(self) -> Option<u16> {
        match self.scope {
            Scope::Annex(annex) => Some(annex),
            Scope::Recitals | Scope::Body | Scope::Declared => None,
        }
    }

    /// The number as its annex counts: 2 of `annex-1.2`.
    #[must_use]
    pub fn in_annex(self) -> Self {
        match self.scope {
            Scope::Annex(_) => Self { scope: Scope::Body, ..self },
            Scope::Recitals | Scope::Body | Scope::Declared => self,
        }
    }

    /// Its parts, outermost first; never empty.
    pub fn parts(&self) -> &[Part] {
        let n_parts = self.parts.iter().take_while(|it| **it != Part::NONE).count();
        self.parts.get(..n_parts).unwrap_or_default()
    }

    /// The innermost part: 6 of `3.6`.
    pub fn last(&self) -> Part {
        self.parts().last().copied().unwrap_or(Part::NONE)
    }

    /// The parts before the innermost one: `[3]` of `3.6`.
    pub fn stem(&self) -> &[Part] {
        self.parts().split_last().map_or(&[], |(_, stem)| stem)
    }

    /// The section that its number names: 3 of `3.6`, annex 1 of `annex-1.6`.
    pub fn section(&self) -> Option<SectionNumber> {
        match self.scope {
            Scope::Body => SectionNumber::new(self.parts().first()?.value()),
            Scope::Annex(annex) => SectionNumber::annex(annex),
            Scope::Recitals | Scope::Declared => None,
        }
    }
}

impl fmt::Display for ClauseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.scope {
            Scope::Recitals => f.write_str(RECITAL)?,
            Scope::Body => {}
            Scope::Declared => f.write_str("d")?,
            Scope::Annex(annex) => write!(f, "{ANNEX}{annex}.")?,
        }
        for (i, part) in self.parts().iter().enumerate() {
            write!(f, "{}{part}", if i == 0 { "" } else { "." })?;
        }
        Ok(())
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
            let (scope, number) = if let Some(inside) = text.strip_prefix(ANNEX) {
                let (annex, number) = inside.split_once('.')?;
                (Scope::Annex(digits(annex).filter(|it| *it > 0)?), number)
            } else if let Some(number) = text.strip_prefix(RECITAL) {
                (Scope::Recitals, number)
            } else {
                let starts_with_digit = |it: &&str| it.starts_with(|c: char| c.is_ascii_digit());
                let declared = text.strip_prefix('d').filter(starts_with_digit);
                declared.map_or((Scope::Body, text), |it| (Scope::Declared, it))
            };
            let parts: Vec<Part> = number.split('.').map(Part::parse).collect::<Option<_>>()?;
            Some(Self { scope, ..Self::of(&parts)? })
        };
        read().ok_or_else(|| InvalidClauseId(text.to_owned()))
    }
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
        let is_ordinal = |it: &str| it.bytes().all(|it| it.is_ascii_digit()) && !it.is_empty();
        let Some((section, ordinal)) = text.rsplit_once('p').filter(|it| is_ordinal(it.1)) else {
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
        for text in "|4..1|0|3.0|3.6.|03.6|+3|１|1.2.3.4.5.6|-p1|p0|xp1|99999|5-0|annex-1|annex-0.1|annex-.1|ab|1.aa|5nis|recital-|d0".split('|') {
            assert!(text.parse::<ClauseId>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn an_id_prints_and_parses_back(parts in prop::collection::vec(1..=u16::MAX, 1..=5), section in 0..9_u16, letter in "[a-zA-Z]") {
            let letter = letter.chars().next().unwrap();
            let ordinal = NonZeroU16::new(parts[0]).unwrap();
            let number = ClauseNumber::new(&parts).unwrap();
            let annex = SectionNumber::annex(section);
            let in_annex = annex.and_then(|it| number.inside(it)).unwrap_or(number);
            for id in [
                ClauseId::Preamble,
                ClauseId::Numbered(number.inserted(section)),
                ClauseId::Numbered(number.latin(section)),
                ClauseId::Numbered(number.recital()),
                ClauseId::Numbered(number.declared()),
                ClauseId::Numbered(number.sibling(Part::letter(letter).unwrap()).unwrap()),
                ClauseId::Numbered(number.sibling(number.last().suffixed(letter)).unwrap()),
                ClauseId::Numbered(in_annex.inserted(section)),
                ClauseId::Paragraph { section: SectionNumber::new(section), ordinal },
                ClauseId::Paragraph { section: annex, ordinal },
            ] {
                prop_assert_eq!(id.to_string().parse::<ClauseId>(), Ok(id));
            }
        }

        #[test]
        fn reading_an_id_never_panics(text in "[0-9a-dp.bister-]{0,12}|annex-[0-9.p-]{0,8}|\\PC{0,12}") {
            let _ = text.parse::<ClauseId>();
        }
    }
}
