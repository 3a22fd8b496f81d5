//! Periods in English: `from 2022-2024`, `by the end of 2022`, `within five years starting from 2022`, `in FY 2023`.

use super::context::YearMonth;
use super::period::{Tense, Time, last_year, next_year, year_at};
use crate::language::cardinal;
use crate::text::glyph::Glyphs;
use rust_decimal::prelude::ToPrimitive;

/// All time expressions of a text, in its order.
pub(super) fn times(glyphs: &Glyphs, date: Option<YearMonth>) -> Vec<Time> {
    let mut times: Vec<Time> = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        let word_start = !glyphs.before(at).is_some_and(char::is_alphanumeric);
        let read = if word_start { expression(glyphs, at, date) } else { None };
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
    match joined {
        Some(joined) => {
            times.pop();
            times.push(joined);
        }
        None => times.push(time),
    }
}

fn expression(glyphs: &Glyphs, at: usize, date: Option<YearMonth>) -> Option<Time> {
    match glyphs.get(at)? {
        '1' | '2' => year(glyphs, at),
        'o' | 'i' | 'w' | 'd' | 'f' | 't' | 'l' | 'p' | 's' | 'a' => {
            length(glyphs, at, date).or_else(|| told_past(glyphs, at, date))
        }
        _ => None,
    }
}

/// A year with the words before it.
fn year(glyphs: &Glyphs, at: usize) -> Option<Time> {
    let (first, end) = year_at(glyphs, at)?;
    let second = second_year(glyphs, first, end);
    let (lead, from) = lead(glyphs, at);
    let end = second.map_or(end, |(_, end)| end);
    let named = adjective(glyphs, end);
    let new = |start, last, tense| {
        Some(Time { places: from..end, start, end: last, n_years: None, tense })
    };
    match (lead, second) {
        (Lead::Since, None) => new(Some(first), None, Tense::Past),
        (_, Some((last, _))) => new(Some(first), Some(last), Tense::Open)
            .filter(|_| lead != Lead::None || !named || slash(glyphs, at)),
        // from 2019 levels: what a change is measured from, and no time of it.
        (Lead::From | Lead::Against, None) if level(glyphs, end) => None,
        (Lead::From | Lead::Against, None) => new(Some(first), None, Tense::Open),
        (Lead::Until, None) => new(None, Some(first), Tense::Deadline).filter(|_| !named),
        (Lead::In, None) => new(Some(first), Some(first), Tense::Open).filter(|_| !named),
        (Lead::None, None) => {
            new(Some(first), Some(first), Tense::Open).filter(|_| budget(glyphs, end))
        }
    }
}

fn level(glyphs: &Glyphs, end: usize) -> bool {
    [" level", " baseline", " values"].iter().any(|word| glyphs.starts_with(end, word))
}

fn slash(glyphs: &Glyphs, at: usize) -> bool {
    glyphs.get(at + 4) == Some('/')
}

/// `2030 Agenda`, `2022 ASEAN Summit`: the year belongs to a name.
fn adjective(glyphs: &Glyphs, end: usize) -> bool {
    let next = glyphs.skip_spaces(end, 1);
    next > end
        && glyphs.raw(next).is_some_and(char::is_uppercase)
        && glyphs.raw(next + 1).is_some_and(char::is_lowercase)
}

/// `2022 national budget`, `2021/2022 replenishment cycle`, `2023 fiscal year`.
fn budget(glyphs: &Glyphs, end: usize) -> bool {
    let next = glyphs.words(end, end + 28);
    ["budget", "fiscal", "financial year", "calendar year"]
        .iter()
        .any(|word| next.split([',', '.', ';']).next().unwrap_or_default().contains(word))
}

fn second_year(glyphs: &Glyphs, first: i32, end: usize) -> Option<(i32, usize)> {
    let at = glyphs.skip_spaces(end, 1);
    let joint = [
        "and through to",
        ", and through to",
        "through to",
        "through",
        "until",
        "and",
        "to",
        "-",
        "–",
        "—",
        "/",
        "‑",
    ]
    .iter()
    .find(|joint| glyphs.starts_with(at, joint))?;
    let next = glyphs.skip_spaces(at + joint.chars().count(), 1);
    let next = if glyphs.starts_with(next, "the end of ") { next + 11 } else { next };
    if *joint == "and" && !glyphs.words(end.saturating_sub(12), end).contains("between") {
        return None;
    }
    let (last, end) = year_at(glyphs, next).or_else(|| short_year(glyphs, first, next, joint))?;
    (first <= last).then_some((last, end))
}

/// `2021-22`, `2021/22`.
fn short_year(glyphs: &Glyphs, first: i32, at: usize, joint: &str) -> Option<(i32, usize)> {
    let digit =
        |at: usize| glyphs.get(at).and_then(|c| c.to_digit(10)).and_then(|d| i32::try_from(d).ok());
    if !matches!(joint, "-" | "–" | "/")
        || digit(at + 2).is_some()
        || glyphs.get(at + 2) == Some('-')
    {
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
    /// `against 2015`: what the change is measured from.
    Against,
    /// `in 2022`, `during FY 2023`.
    In,
    /// Nothing that makes a period of it.
    None,
}

/// The words before a year, back over `the end of`, months and seasons.
fn lead(glyphs: &Glyphs, at: usize) -> (Lead, usize) {
    let mut from = at;
    for _ in 0..6 {
        let Some((word, start)) = word_before(glyphs, from) else { break };
        match word.as_str() {
            "since" => return (Lead::Since, start),
            "from" | "starting" | "beginning" | "commencing" | "onwards" => {
                return (Lead::From, begun(glyphs, start));
            }
            "against" | "to"
                if word == "against" || follows(glyphs, start, &["compared", "relative"]) =>
            {
                return (Lead::Against, start);
            }
            "by" | "before" | "until" | "till" | "than" | "through" | "to" => {
                return (Lead::Until, start);
            }
            "in" | "during" | "for" | "throughout" | "of" | "between" | "over" => {
                let lead = if follows(glyphs, start, &["starting", "beginning", "commencing"]) {
                    Lead::From
                } else {
                    Lead::In
                };
                let of_year = word == "of"
                    && !follows(
                        glyphs,
                        start,
                        &["end", "period", "half", "quarter", "beginning", "rest", "course"],
                    );
                if of_year {
                    return (Lead::None, at);
                }
                if word == "of" {
                    from = start;
                    continue;
                }
                return (lead, if lead == Lead::From { begun(glyphs, start) } else { start });
            }
            _ if PARTS.contains(&word.as_str())
                || MONTHS.contains(&word.as_str())
                || word.chars().all(|c| c.is_ascii_digit() || c == ',') =>
            {
                from = start;
            }
            _ => break,
        }
    }
    let bare_in = from < at
        && PARTS
            .iter()
            .any(|part| glyphs.starts_with(from, part) && matches!(*part, "fy" | "fiscal" | "mid"));
    (if bare_in { Lead::In } else { Lead::None }, from)
}

const PARTS: &[&str] = &[
    "the",
    "end",
    "mid",
    "early",
    "late",
    "year",
    "fy",
    "fiscal",
    "financial",
    "calendar",
    "summer",
    "spring",
    "fall",
    "autumn",
    "winter",
    "beginning",
    "period",
    "of",
    "first",
    "second",
    "third",
    "fourth",
    "half",
    "quarter",
    "years",
    "end-",
    "mid-",
    "around",
    "both",
    "course",
    "rest",
    "least",
    "q1",
    "q2",
    "q3",
    "q4",
];

/// The months, by name.
pub(super) const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The place of `starting` before `from` or `in`.
fn begun(glyphs: &Glyphs, start: usize) -> usize {
    let before = word_before(glyphs, start)
        .filter(|(word, _)| matches!(word.as_str(), "starting" | "beginning" | "commencing"));
    before.map_or(start, |(_, start)| start)
}

fn follows(glyphs: &Glyphs, start: usize, words: &[&str]) -> bool {
    word_before(glyphs, start).is_some_and(|(word, _)| words.contains(&word.as_str()))
}

/// The word that ends before `at`, with its first place; hyphens and spaces between are read over.
fn word_before(glyphs: &Glyphs, at: usize) -> Option<(String, usize)> {
    let gap = (0..3)
        .take_while(|i| {
            at.checked_sub(i + 1)
                .and_then(|at| glyphs.get(at))
                .is_some_and(|c| matches!(c, ' ' | '\n' | '-' | '‑' | ','))
        })
        .count();
    let end = at - gap;
    let n = (0..14)
        .take_while(|i| {
            end.checked_sub(i + 1).and_then(|at| glyphs.get(at)).is_some_and(char::is_alphanumeric)
        })
        .count();
    (gap > 0 && n > 0 && n < 14).then(|| (glyphs.words(end - n, end), end - n))
}

/// `over the next five years`, `within three years`, `over 3 years`, `for a period of 5 years`, `in two years`.
fn length(glyphs: &Glyphs, at: usize, date: Option<YearMonth>) -> Option<Time> {
    const LEADS: &[&str] = &[
        "over the course of the next ",
        "over a period of ",
        "for a period of ",
        "for the period of ",
        "during the next ",
        "in the coming ",
        "over the coming ",
        "over the following ",
        "over the next ",
        "within the next ",
        "for the next ",
        "in the next ",
        "within a period of ",
        "within ",
        "over ",
        "for ",
        "in ",
    ];
    let lead = LEADS.iter().find(|lead| glyphs.starts_with(at, lead))?;
    let number_at = at + lead.chars().count();
    let number_end = (number_at..number_at + 12)
        .find(|at| !glyphs.get(*at).is_some_and(char::is_alphanumeric))?;
    let n = cardinal(&glyphs.words(number_at, number_end))?
        .to_u32()
        .filter(|n| (1..=60).contains(n))?;
    let unit_at = number_end + 1;
    let (n, unit) = [("years", n), ("year", n), ("decade", n * 10)]
        .into_iter()
        .find_map(|(unit, n)| glyphs.starts_with(unit_at, unit).then_some((n, unit)))?;
    let next = ["next", "coming", "following"].iter().any(|word| lead.contains(word));
    let start = date.filter(|_| next).map(next_year);
    let end = start.and_then(|start| last_year(start, n));
    let places = at..unit_at + unit.len();
    Some(Time { places, start, end, n_years: Some(n), tense: Tense::Deadline })
}

/// `last year`, `over the past decade`, `this year`, `to date`.
fn told_past(glyphs: &Glyphs, at: usize, date: Option<YearMonth>) -> Option<Time> {
    const PAST: &[&str] = &[
        "over the past",
        "in the past",
        "during the past",
        "for the past",
        "over the last",
        "in the last",
        "last year",
        "to date",
        "so far",
        "in recent years",
        "for nearly",
        "for over",
    ];
    if let Some(word) = PAST.iter().find(|word| glyphs.starts_with(at, word)) {
        return Some(Time {
            places: at..at + word.chars().count(),
            start: None,
            end: None,
            n_years: None,
            tense: Tense::Past,
        });
    }
    let word = "this year";
    if glyphs.starts_with(at, word) {
        let year = date.map(|date| date.year);
        return Some(Time {
            places: at..at + 9,
            start: year,
            end: year,
            n_years: None,
            tense: Tense::Open,
        });
    }
    None
}
