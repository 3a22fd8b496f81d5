//! Periods in English: `from 2022-2024`, `by the end of 2022`, `within five years starting from 2022`, `in FY2023`,
//! `in 2026, 2027 and 2028`.
//!
//! A year that a change is measured against is no time of it: `compared to 2005`, `below 2005 levels`.

use rust_decimal::prelude::ToPrimitive;

use super::cardinal;
use super::words::{DATED_NAMES, INSTRUMENTS, LENGTH_LEADS, MONTHS, PARTS_OF_YEAR, PAST};
use crate::quantity::{Tense, Time, YearMonth, year_at};
use crate::text::glyph::Glyphs;

pub(super) fn times(glyphs: &Glyphs, date: Option<YearMonth>) -> Vec<Time> {
    let mut times: Vec<Time> = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        let begins_word = !glyphs.before(at).is_some_and(char::is_alphanumeric);
        let read = if begins_word { expression(glyphs, at, date) } else { None };
        match read {
            Some(time) => {
                at = time.places.end.max(at + 1);
                push(&mut times, time);
            }
            None => at += 1,
        }
    }
    times
}

/// Joins a length and a start that stand together: `within five years starting from 2022`.
fn push(times: &mut Vec<Time>, time: Time) {
    let joined = times
        .last()
        .filter(|last| time.places.start.saturating_sub(last.places.end) <= 3)
        .and_then(|last| last.completed(&time));
    if joined.is_some() {
        times.pop();
    }
    times.push(joined.unwrap_or(time));
}

fn expression(glyphs: &Glyphs, at: usize, date: Option<YearMonth>) -> Option<Time> {
    year(glyphs, at).or_else(|| length(glyphs, at, date)).or_else(|| relative(glyphs, at, date))
}

/// A year with the words around it.
fn year(glyphs: &Glyphs, at: usize) -> Option<Time> {
    let (first, end) = year_at(glyphs, at).or_else(|| fiscal_year(glyphs, at))?;
    let (lead, from) = lead(glyphs, at);
    let listed = || matches!(lead, Lead::In | Lead::None).then(|| listed_years(glyphs, first, end));
    let second = second_year(glyphs, first, end).or_else(|| listed().flatten());
    let end = second.map_or(end, |(_, end)| end);
    let follows = |words: &[&str]| words.iter().any(|word| glyphs.starts_with(end, word));
    let in_name = is_in_name(glyphs, at, end);
    let (start, last, tense) = match (lead, second) {
        (Lead::Since, None) => (Some(first), None, Tense::Past),
        (Lead::None, Some(_)) if in_name && glyphs.get(at + 4) != Some('/') => return None,
        (_, Some((last, _))) => (Some(first), Some(last), Tense::Open),
        // from 2019 levels: the baseline of a change, and no time of it.
        (Lead::From | Lead::Until | Lead::In | Lead::None, None)
            if follows(&[" level", " baseline", " values", " figures", " emissions"]) =>
        {
            return None;
        }
        (Lead::From, None) => (Some(first), None, Tense::Open),
        // by 2032 against 2015: the change runs between the two.
        (Lead::Against, None) if ends_deadline(glyphs, from) => (Some(first), None, Tense::Open),
        (Lead::None, None) if is_fiscal(glyphs, at) => (Some(first), Some(first), Tense::Open),
        (Lead::Until, None) if !in_name => (None, Some(first), Tense::Deadline),
        (Lead::In, None) if !in_name => (Some(first), Some(first), Tense::Open),
        (Lead::None, None) if is_budget(glyphs, end) => (Some(first), Some(first), Tense::Open),
        (Lead::Against | Lead::Until | Lead::In | Lead::None, None) => return None,
    };
    Some(Time::years(from..end, start, last, tense))
}

/// `FY2027`, `FY27`: the letters touch the year.
fn fiscal_year(glyphs: &Glyphs, at: usize) -> Option<(i32, usize)> {
    if !is_fiscal(glyphs, at) {
        return None;
    }
    year_at(glyphs, at + 2).or_else(|| short_year(glyphs, 2000, at + 2))
}

fn is_fiscal(glyphs: &Glyphs, at: usize) -> bool {
    glyphs.starts_with(at, "fy") && glyphs.get(at + 2).is_some_and(|c| c.is_ascii_digit())
}

/// Whether `against` follows a year at once.
fn ends_deadline(glyphs: &Glyphs, at: usize) -> bool {
    let is_year = at >= 5 && year_at(glyphs, at - 5).is_some();
    is_year && glyphs.starts_with(at, "against ")
}

/// The last of years that follow each other: `2026, 2027 and 2028`, `2026 and 2027`.
fn listed_years(glyphs: &Glyphs, first: i32, end: usize) -> Option<(i32, usize)> {
    const JOINTS: [&str; 4] = [", and ", ", ", " and ", " & "];
    let (mut last, mut end) = (first, end);
    while let Some((year, after)) = JOINTS.iter().find_map(|joint| {
        let next = glyphs.starts_with(end, joint).then_some(end + joint.len())?;
        let next = if glyphs.starts_with(next, "fy") { next + 2 } else { next };
        year_at(glyphs, next).filter(|(year, _)| *year == last + 1)
    }) {
        (last, end) = (year, after);
    }
    (last > first).then_some((last, end))
}

/// `2030 Agenda`, `2022 ASEAN Summit`: the year belongs to a name. `By 2030 China will` has none.
fn is_in_name(glyphs: &Glyphs, at: usize, end: usize) -> bool {
    const MOST_WORDS: usize = 4;
    let is_letter = |at: &usize| glyphs.get(*at).is_some_and(char::is_alphabetic);
    let is_open = word_before(glyphs, at).is_some_and(|(word, _)| word == "the" || word == "its");
    let mut next = glyphs.skip_spaces(end, 1);
    for i in 0..MOST_WORDS {
        let is_capital = glyphs.raw(next).is_some_and(char::is_uppercase);
        let word_end = (next..next + 20).find(|at| !is_letter(at)).unwrap_or(next);
        if next == end || !is_capital || word_end < next + 2 {
            return false;
        }
        let word = glyphs.words(next, word_end);
        if i == 0 && is_open || INSTRUMENTS.contains(&word) || DATED_NAMES.contains(&word) {
            return true;
        }
        next = glyphs.skip_spaces(word_end, 1);
        if next == word_end {
            return false;
        }
    }
    false
}

/// `2022 national budget`, `2021/2022 replenishment cycle`, `2023 fiscal year`.
fn is_budget(glyphs: &Glyphs, end: usize) -> bool {
    let next = glyphs.words(end, end + 28);
    let next = next.split([',', '.', ';']).next().unwrap_or_default();
    ["budget", "fiscal", "financial year", "calendar year"].iter().any(|word| next.contains(word))
}

fn second_year(glyphs: &Glyphs, first: i32, end: usize) -> Option<(i32, usize)> {
    const JOINTS: &str =
        "and through to|, and through to|through to|through|until|and|to|-|–|—|/|‑";
    let at = glyphs.skip_spaces(end, 1);
    let joint = JOINTS.split('|').find(|joint| glyphs.starts_with(at, joint))?;
    let next = glyphs.skip_spaces(at + joint.chars().count(), 1);
    let next = if glyphs.starts_with(next, "the end of ") { next + 11 } else { next };
    if joint == "and" && !glyphs.words(end.saturating_sub(12), end).contains("between") {
        return None;
    }
    let short = || short_year(glyphs, first, next).filter(|_| matches!(joint, "-" | "–" | "/"));
    year_at(glyphs, next).or_else(short).filter(|(last, _)| first <= *last)
}

/// `2021-22`, `2021/22`.
fn short_year(glyphs: &Glyphs, first: i32, at: usize) -> Option<(i32, usize)> {
    let digit =
        |at: usize| glyphs.get(at).and_then(|c| c.to_digit(10)).and_then(|d| i32::try_from(d).ok());
    if digit(at + 2).is_some() || glyphs.get(at + 2) == Some('-') {
        return None;
    }
    Some((first / 100 * 100 + digit(at)? * 10 + digit(at + 1)?, at + 2))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// `since 2010`.
    Since,
    /// `from 2022`, `starting in 2022`.
    From,
    /// `by 2030`, `until the end of 2022`, `before 2030`.
    Until,
    /// `against 2015`: the baseline of a change.
    Against,
    /// `in 2022`, `during FY 2023`.
    In,
    /// Nothing that makes a period of it.
    None,
}

const BEGINNINGS: &[&str] = &["starting", "beginning", "commencing"];

/// The words before a year, back over `the end of`, months and seasons.
fn lead(glyphs: &Glyphs, at: usize) -> (Lead, usize) {
    const OF: &[&str] = &["end", "period", "half", "quarter", "beginning", "rest", "course"];
    let mut from = at;
    for _ in 0..6 {
        let Some((word, start)) = word_before(glyphs, from) else { break };
        match word.as_str() {
            "since" => return (Lead::Since, start),
            "from" | "starting" | "beginning" | "commencing" | "onwards" => {
                return (Lead::From, begun(glyphs, start));
            }
            "against" | "versus" | "vs" => return (Lead::Against, start),
            "to" | "with" if follows(glyphs, start, &["compared", "relative", "comparison"]) => {
                return (Lead::Against, start);
            }
            "than" if !follows(glyphs, start, &["later", "earlier"]) => {
                return (Lead::Against, start);
            }
            "by" | "before" | "until" | "till" | "than" | "through" | "to" => {
                return (Lead::Until, start);
            }
            "in" if is_compared(glyphs, start) => return (Lead::Against, start),
            "of" if follows(glyphs, start, OF) => from = start,
            "of" if follows(glyphs, start, &["as"]) => {
                return (Lead::From, word_before(glyphs, start).map_or(start, |(_, at)| at));
            }
            "of" => return (Lead::None, at),
            "in" | "during" | "for" | "throughout" | "between" | "over" => {
                return match begun(glyphs, start) {
                    begun if begun < start => (Lead::From, begun),
                    _ => (Lead::In, start),
                };
            }
            _ if PARTS_OF_YEAR.contains(&word)
                || MONTHS.contains(&word)
                || word.chars().all(|c| c.is_ascii_digit() || c == ',') =>
            {
                from = start;
            }
            _ => break,
        }
    }
    let is_in =
        from < at && ["fy", "fiscal", "mid"].iter().any(|word| glyphs.starts_with(from, word));
    (if is_in { Lead::In } else { Lead::None }, from)
}

/// The place of `starting` before `from` or `in`.
fn begun(glyphs: &Glyphs, start: usize) -> usize {
    let before = word_before(glyphs, start);
    before.filter(|(word, _)| BEGINNINGS.contains(&word.as_str())).map_or(start, |(_, at)| at)
}

/// `lower than in 2005`, `compared to that in 2005`: a year after `in` that a change is measured against.
fn is_compared(glyphs: &Glyphs, start: usize) -> bool {
    const COMPARED: [&str; 3] = ["compared", "relative", "comparison"];
    let mut at = start;
    for _ in 0..4 {
        let Some((word, before)) = word_before(glyphs, at) else { return false };
        match word.as_str() {
            "than" => return !follows(glyphs, before, &["later", "earlier"]),
            "to" | "with" => return follows(glyphs, before, &COMPARED),
            "that" | "those" | "level" | "levels" | "the" | "of" | "recorded" => at = before,
            _ => return false,
        }
    }
    false
}

fn follows(glyphs: &Glyphs, start: usize, words: &[&str]) -> bool {
    word_before(glyphs, start).is_some_and(|(word, _)| words.contains(&word.as_str()))
}

/// The word that ends before `at`, with its first place; hyphens and spaces between are read over.
fn word_before(glyphs: &Glyphs, at: usize) -> Option<(String, usize)> {
    let back = |from: usize, limit: usize, is: &dyn Fn(char) -> bool| {
        let before =
            |i: &usize| from.checked_sub(i + 1).and_then(|at| glyphs.get(at)).is_some_and(is);
        (0..limit).take_while(before).count()
    };
    let gap = back(at, 3, &|c| matches!(c, ' ' | '-' | '‑' | ','));
    let end = at - gap;
    let n = back(end, 14, &char::is_alphanumeric);
    (gap > 0 && n > 0 && n < 14).then(|| (glyphs.words(end - n, end), end - n))
}

/// `over the next five years`, `within three years`, `over 3 years`, `for a period of 5 years`, `in two years`.
fn length(glyphs: &Glyphs, at: usize, date: Option<YearMonth>) -> Option<Time> {
    let mut leads =
        LENGTH_LEADS.all_at(glyphs, at).filter(|(_, end)| glyphs.get(*end) == Some(' '));
    let (lead, lead_end) = leads.next()?;
    let is_next = ["next", "coming", "following"].iter().any(|word| lead.text.contains(word));
    let start = date.filter(|_| is_next).map(YearMonth::next_year);
    let number_at = lead_end + 1;
    // over the next decade, in the coming year: one of them.
    for (unit, n) in [("decade", 10), ("year", 1)] {
        let end = number_at + unit.len();
        let is_whole = !glyphs.get(end).is_some_and(char::is_alphanumeric);
        if is_next && is_whole && glyphs.starts_with(number_at, unit) {
            return Some(Time::length(at..end, start, n));
        }
    }
    let number_end = (number_at..number_at + 12)
        .find(|at| !glyphs.get(*at).is_some_and(char::is_alphanumeric))?;
    let n = cardinal::whole(&glyphs.words(number_at, number_end))?
        .to_u32()
        .filter(|n| (1..=60).contains(n))?;
    let unit_at = number_end + 1;
    let (unit, n) = [("years", n), ("year", n), ("decade", n * 10)]
        .into_iter()
        .find(|(unit, _)| glyphs.starts_with(unit_at, unit))?;
    // `over a five-year period`, and no `for a ten-year bond`.
    let is_period = [" period", " term", " time", " span", " horizon"]
        .iter()
        .any(|word| glyphs.starts_with(unit_at + unit.len(), word));
    if lead.text.ends_with(" a") && !is_period {
        return None;
    }
    Some(Time::length(at..unit_at + unit.len(), start, n))
}

/// `last year`, `over the past decade`, `to date`, and `this year`, `next year`.
fn relative(glyphs: &Glyphs, at: usize, date: Option<YearMonth>) -> Option<Time> {
    if let Some((_, end)) = PAST.at(glyphs, at) {
        return Some(Time::years(at..end, None, None, Tense::Past));
    }
    let year = date.map(|date| date.year);
    let next = year.and_then(|year| year.checked_add(1));
    [
        ("this year", year),
        ("next year", next),
        ("this fiscal year", year),
        ("next fiscal year", next),
    ]
    .into_iter()
    .find(|(words, _)| glyphs.starts_with(at, words))
    .map(|(words, year)| Time::years(at..at + words.len(), year, year, Tense::Open))
}
