//! One part of a clause number: the `12A` of `12A.3`.
//!
//! | part | is |
//! |---|---|
//! | `12` | a number |
//! | `12A`, `2a` | a number with a letter: the article inserted after 12 |
//! | `5bis` | the same in Latin |
//! | `12-1` | `第十二条之一` |
//! | `a`, `A` | a letter alone: `1.a` |

use std::{cmp::Ordering, fmt};

use serde::{Deserialize, Serialize};

/// The words for the second, the third and further articles of a number.
pub(super) const LATIN: [&str; 9] =
    ["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies"];

/// A part of a clause number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Part {
    /// 0 for a letter alone.
    value: u16,
    tail: Tail,
}

/// What follows the number, in the order of a document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
enum Tail {
    None,
    /// `12-1`, from 1.
    Place(u16),
    /// `5bis`, from 2.
    Latin(u16),
    /// An ASCII letter.
    Letter(u8),
}

impl Part {
    /// No part.
    pub(super) const NONE: Self = Self { value: 0, tail: Tail::None };

    /// The number 1.
    pub(in crate::corpus) const FIRST: Self = Self { value: 1, tail: Tail::None };

    /// A number; `None` for 0.
    pub fn number(value: u16) -> Option<Self> {
        (value > 0).then_some(Self { value, tail: Tail::None })
    }

    /// A letter alone; `None` for other characters than ASCII letters.
    pub fn letter(letter: char) -> Option<Self> {
        let letter = u8::try_from(letter).ok().filter(u8::is_ascii_alphabetic)?;
        Some(Self { value: 0, tail: Tail::Letter(letter) })
    }

    /// Its number, 0 for a letter alone.
    pub fn value(self) -> u16 {
        self.value
    }

    /// Its place in a sequence: its number, or that of its letter, from 1.
    pub fn place(self) -> u16 {
        match self.tail {
            Tail::Letter(letter) if self.value == 0 => {
                u16::from(letter.to_ascii_lowercase() - b'a') + 1
            }
            Tail::None | Tail::Place(_) | Tail::Latin(_) | Tail::Letter(_) => self.value,
        }
    }

    /// Whether it is a letter alone.
    pub fn is_letter(self) -> bool {
        self.value == 0
    }

    /// Whether it was inserted after its number.
    pub fn is_inserted(self) -> bool {
        self.value > 0 && self.tail != Tail::None
    }

    /// The part of the same kind at another place: `b` for 2 beside `a`; `None` beyond `z`, and for 0.
    pub fn at(self, place: u16) -> Option<Self> {
        match self.tail {
            Tail::Letter(letter) if self.value == 0 => {
                let first = if letter.is_ascii_lowercase() { b'a' } else { b'A' };
                let beyond = u8::try_from(place.checked_sub(1)?).ok().filter(|it| *it < 26)?;
                Self::letter(char::from(first + beyond))
            }
            Tail::None | Tail::Place(_) | Tail::Latin(_) | Tail::Letter(_) => Self::number(place),
        }
    }

    pub(super) fn inserted(self, place: u16) -> Self {
        if place > 0 { Self { tail: Tail::Place(place), ..self } } else { self }
    }

    pub(super) fn latin(self, place: u16) -> Self {
        let is_word = place > 1 && usize::from(place) < LATIN.len() + 2;
        if is_word { Self { tail: Tail::Latin(place), ..self } } else { self }
    }

    /// The part with a letter behind its number: `12A`.
    #[must_use]
    pub fn suffixed(self, letter: char) -> Self {
        let letter = u8::try_from(letter).ok().filter(u8::is_ascii_alphabetic);
        letter.map_or(self, |it| Self { tail: Tail::Letter(it), ..self })
    }

    pub(super) fn folded(self) -> Self {
        match self.tail {
            Tail::Letter(it) => Self { tail: Tail::Letter(it.to_ascii_lowercase()), ..self },
            Tail::None | Tail::Place(_) | Tail::Latin(_) => self,
        }
    }

    /// Reads a part of an id.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let len = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (number, tail) = text.split_at_checked(len)?;
        let mut letters = tail.chars();
        let letter =
            letters.next().filter(|it| it.is_ascii_alphabetic() && letters.next().is_none());
        if number.is_empty() {
            return Self::letter(letter?);
        }
        let part = Self::number(digits(number)?)?;
        if tail.is_empty() {
            return Some(part);
        }
        if let Some(place) = tail.strip_prefix('-') {
            return Some(part.inserted(digits(place)?)).filter(|it| it.is_inserted());
        }
        let latin = (2..).zip(LATIN).find(|(_, it)| *it == tail);
        latin.map(|(place, _)| part.latin(place)).or_else(|| Some(part.suffixed(letter?)))
    }
}

impl Ord for Part {
    fn cmp(&self, other: &Self) -> Ordering {
        // Letters alone stand after the numbers: 1.1, 1.2, 1.a.
        let key =
            |it: &Self| (*it != Self::NONE, it.is_letter() && *it != Self::NONE, it.value, it.tail);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.value > 0 {
            write!(f, "{}", self.value)?;
        }
        match self.tail {
            Tail::None => Ok(()),
            Tail::Place(place) => write!(f, "-{place}"),
            Tail::Latin(place) => {
                f.write_str(LATIN.get(usize::from(place).saturating_sub(2)).unwrap_or(&""))
            }
            Tail::Letter(letter) => write!(f, "{}", char::from(letter)),
        }
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Reads digits without a zero in front: `u16` itself would read `+3`.
pub(super) fn digits(text: &str) -> Option<u16> {
    let is_number = !text.starts_with('0') && text.chars().all(|c| c.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}
