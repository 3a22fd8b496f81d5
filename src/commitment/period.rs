//! When something is promised for: `自2022年起5年内` is 2022 to 2026, `by 2030` ends and never began.
//!
//! A period is what the words say. “over the next five years” needs the document's date; without it only the length
//! is known. Nothing is filled in from the document's own period.

use std::ops::Range;

use super::context::{Context, YearMonth};
use crate::text::glyph::Glyphs;
use crate::text::{Language, Span};

/// A stretch of years as the text states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
pub(super) enum Tense {
    /// It has passed: 去年, since 2010, last year.
    Past,
    /// It has a fixed end or start that may still come: 到2030年, by 2030.
    Deadline,
    /// It merely names years.
    Open,
}

/// A time expression by its places.
#[derive(Debug, Clone)]
pub(super) struct Time {
    pub(super) places: Range<usize>,
    pub(super) start: Option<i32>,
    pub(super) end: Option<i32>,
    pub(super) n_years: Option<u32>,
    pub(super) tense: Tense,
}

impl Time {
    /// Whether all of it lies before the document's year.
    pub(super) fn is_past(&self, date: Option<YearMonth>) -> bool {
        let before =
            |year: Option<i32>| date.is_some_and(|date| year.is_some_and(|y| y < date.year));
        self.tense == Tense::Past
            || (before(self.end.or(self.start))
                && (self.end.is_some() || self.tense == Tense::Open))
    }

    /// Whether it reaches beyond the document's year, or says that it is a deadline.
    pub(super) fn is_ahead(&self, date: Option<YearMonth>) -> bool {
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
    pub(super) fn period(&self, glyphs: &Glyphs) -> Period {
        Period {
            start: self.start,
            end: self.end,
            n_years: self.n_years,
            span: glyphs.span(self.places.start, self.places.end),
        }
    }

    /// Two expressions that say one period: `Starting in 2022, … over a period of five years`.
    pub(super) fn completed(&self, other: &Self) -> Option<Self> {
        let (start, n_years) = match (self.start, self.end, self.n_years, other) {
            (Some(start), None, None, Self { n_years: Some(n), .. }) => (start, *n),
            (None, _, Some(n), Self { start: Some(start), end: None, n_years: None, .. }) => {
                (*start, n)
            }
            (
                None,
                Some(last),
                None,
                Self { start: Some(start), end: None, n_years: None, tense: Tense::Open, .. },
            ) if *start <= last => {
                return Some(Self {
                    places: self.places.start.min(other.places.start)
                        ..self.places.end.max(other.places.end),
                    start: Some(*start),
                    ..self.clone()
                });
            }
            _ => return None,
        };
        Some(Self {
            places: self.places.start.min(other.places.start)
                ..self.places.end.max(other.places.end),
            start: Some(start),
            end: last_year(start, n_years),
            n_years: Some(n_years),
            tense: Tense::Deadline,
        })
    }
}

/// The last of `n` years that begin with `start`.
pub(super) fn last_year(start: i32, n: u32) -> Option<i32> {
    i32::try_from(n).ok().and_then(|n| start.checked_add(n)).map(|after| after - 1)
}

/// The years of a five-year plan by its number: the 14th is 2021 to 2025.
pub(super) fn five_year_plan(nth: u32) -> Option<(i32, i32)> {
    let start = match nth {
        // The second plan ended in 1962, and three years without a plan followed.
        1 | 2 => 1953 + 5 * (i32::try_from(nth).ok()? - 1),
        3..=30 => 1966 + 5 * (i32::try_from(nth).ok()? - 3),
        _ => return None,
    };
    Some((start, start + 4))
}

/// The first of the "next" years: the year after the document's, if it was adopted in the second half.
pub(super) fn next_year(date: YearMonth) -> i32 {
    if date.month.is_some_and(|month| month >= 7) { date.year + 1 } else { date.year }
}

/// All time expressions of a text, in its order.
pub(super) fn times(glyphs: &Glyphs, context: &Context<'_>) -> Vec<Time> {
    match context.language {
        Language::Chinese => super::chinese_period::times(glyphs, context.date),
        Language::English => super::english_period::times(glyphs, context.date),
    }
}

/// The year written in four digits at `at`, with the place after it.
pub(super) fn year_at(glyphs: &Glyphs, at: usize) -> Option<(i32, usize)> {
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
