//! Periods: `自2022年起5年内` is 2022 to 2026, `by 2030` ends and never began.
//!
//! A period is what the words say. “over the next five years” needs the document's date; without it only the length
//! is known. Nothing is filled in from the document's own period.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::text::Span;
use crate::text::glyph::Glyphs;

/// The month in which a document was adopted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct YearMonth {
    /// The year of our era.
    pub year: i32,
    /// 1 to 12, if known.
    pub month: Option<u8>,
}

impl YearMonth {
    /// The first of the "next" years: the year after the document's, if it was adopted in the second half.
    pub fn next_year(self) -> i32 {
        if self.month.is_some_and(|month| month >= 7) { self.year + 1 } else { self.year }
    }
}

/// A stretch of years as the text states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// First year, if stated.
    pub start: Option<i32>,
    /// Last year, if stated.
    pub end: Option<i32>,
    /// Length in years, if stated as such.
    pub n_years: Option<u32>,
    /// The words that say it.
    pub span: Span,
}

/// How a time expression relates to the present of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// It has passed: 去年, since 2010, last year.
    Past,
    /// It has a fixed end or start that may still come: 到2030年, by 2030.
    Deadline,
    /// It merely names years.
    Open,
}

/// A time expression by its places.
#[derive(Debug, Clone)]
pub struct Time {
    /// The places of its words.
    pub places: Range<usize>,
    /// First year, if stated.
    pub start: Option<i32>,
    /// Last year, if stated.
    pub end: Option<i32>,
    /// Length in years, if stated as such.
    pub n_years: Option<u32>,
    /// How it relates to the present.
    pub tense: Tense,
}

impl Time {
    /// An expression that names years, or one of two ends.
    pub fn years(places: Range<usize>, start: Option<i32>, end: Option<i32>, tense: Tense) -> Self {
        Self { places, start, end, n_years: None, tense }
    }

    /// An expression that states a length, and perhaps where it begins.
    pub fn length(places: Range<usize>, start: Option<i32>, n_years: u32) -> Self {
        let end = start.and_then(|start| last_year(start, n_years));
        Self { places, start, end, n_years: Some(n_years), tense: Tense::Deadline }
    }

    /// Whether it states a year or a length.
    pub fn is_dated(&self) -> bool {
        self.start.is_some() || self.end.is_some() || self.n_years.is_some()
    }

    /// Whether all of it lies before the document's year.
    pub fn is_past(&self, date: Option<YearMonth>) -> bool {
        let before =
            |year: Option<i32>| date.is_some_and(|date| year.is_some_and(|y| y < date.year));
        self.tense == Tense::Past
            || (before(self.end.or(self.start))
                && (self.end.is_some() || self.tense == Tense::Open))
    }

    /// Whether it reaches beyond the document's year, or says that it is a deadline.
    pub fn is_ahead(&self, date: Option<YearMonth>) -> bool {
        let later =
            |year: Option<i32>| date.is_some_and(|date| year.is_some_and(|y| y > date.year));
        let this = |year: Option<i32>| date.is_none_or(|date| year.is_some_and(|y| y >= date.year));
        self.tense != Tense::Past
            && (later(self.end)
                || later(self.start)
                || self.tense == Tense::Deadline && this(self.end.or(self.start)))
            || self.n_years.is_some() && self.tense == Tense::Deadline
    }

    /// The period, as spans of the text.
    pub fn period(&self, glyphs: &Glyphs) -> Period {
        Period {
            start: self.start,
            end: self.end,
            n_years: self.n_years,
            span: glyphs.span(self.places.start, self.places.end),
        }
    }

    /// Two expressions that say one period: `Starting in 2022, … over a period of five years`.
    pub fn completed(&self, other: &Self) -> Option<Self> {
        let places =
            self.places.start.min(other.places.start)..self.places.end.max(other.places.end);
        let of = |it: &Self| (it.start, it.end, it.n_years);
        match (of(self), of(other)) {
            ((Some(start), None, None), (_, _, Some(n)))
            | ((None, _, Some(n)), (Some(start), None, None)) => {
                Some(Self::length(places, Some(start), n))
            }
            ((None, Some(last), None), (Some(start), end, None))
                if end.is_none() && other.tense == Tense::Open && start <= last =>
            {
                Some(Self { places, start: Some(start), ..self.clone() })
            }
            _ => None,
        }
    }
}

/// The last of `n` years that begin with `start`.
fn last_year(start: i32, n: u32) -> Option<i32> {
    i32::try_from(n).ok().and_then(|n| start.checked_add(n)).map(|after| after - 1)
}

/// The year written in four digits at `at`, with the place after it.
pub fn year_at(glyphs: &Glyphs, at: usize) -> Option<(i32, usize)> {
    let digit = |at: usize| glyphs.get(at).and_then(|c| c.to_digit(10));
    if digit(at + 4).is_some() || at.checked_sub(1).and_then(digit).is_some() {
        return None;
    }
    if glyphs.get(at + 4) == Some(',') && digit(at + 5).is_some() && digit(at + 7).is_some() {
        return None;
    }
    let mut year = 0;
    for i in 0..4 {
        year = year * 10 + digit(at + i)?;
    }
    let year = i32::try_from(year).ok()?;
    (1900..=2100).contains(&year).then_some((year, at + 4))
}
