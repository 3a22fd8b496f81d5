//! English numbers that are no amounts: `Article 9.1`, `12 May`, `5G`, `10-year`, `in 30 countries`.

use std::ops::Range;

use rust_decimal::Decimal;

use super::noun::phrase;
use super::words::{LABELS, MONTHS, SCOPES};
use crate::quantity::{Doubt, Form, Number, Unit};
use crate::text::glyph::Glyphs;

/// The reason to reject a number as an amount; `start` and `end` are the places of the amount.
pub(super) fn doubt(
    glyphs: &Glyphs,
    number: &Number,
    start: usize,
    end: usize,
    unit: &Unit,
) -> Option<Doubt> {
    if unit.currency().is_some() {
        return None;
    }
    let digit = |at: usize| glyphs.get(at).is_some_and(|c| c.is_ascii_digit());
    let places = start..glyphs.place(number.span.end);
    if number.adjacent.before || is_joined_before(glyphs, start) {
        return Some(Doubt::Name);
    }
    if is_denominator(glyphs, start) {
        return Some(Doubt::Proportion);
    }
    if glyphs.get(places.end) == Some(':') && digit(places.end + 1) {
        return Some(Doubt::Proportion);
    }
    if enumerates(glyphs, &places) {
        return Some(Doubt::Order);
    }
    if matches!(unit, Unit::Percent | Unit::PercentagePoint | Unit::PerMille) {
        return None;
    }
    if is_hour(glyphs, &places, unit) {
        return Some(Doubt::Date);
    }
    if is_year(glyphs, number, start) || is_dated(glyphs, &places) {
        return Some(Doubt::Date);
    }
    if is_cited(glyphs, start) {
        return Some(Doubt::Reference);
    }
    by_noun(glyphs, number, places, end, unit)
}

/// `from 6.00 to 22.00`, `9.30`: an hour with its minutes.
fn is_hour(glyphs: &Glyphs, places: &Range<usize>, unit: &Unit) -> bool {
    let digits = |range: Range<usize>| {
        let words = glyphs.words(range.start, range.end);
        words.chars().all(|c| c.is_ascii_digit()).then(|| words.parse::<u32>().ok()).flatten()
    };
    let point = places.end.saturating_sub(3);
    let is_pointed = *unit == Unit::None && glyphs.get(point) == Some('.') && places.len() <= 5;
    let hour = digits(places.start..point).filter(|hour| is_pointed && *hour <= 24);
    hour.is_some()
        && digits(point + 1..places.end).is_some_and(|minute| minute % 5 == 0 && minute < 60)
}

/// `4 doctors per 1,000 people`, `one in every 100`.
fn is_denominator(glyphs: &Glyphs, start: usize) -> bool {
    ["per ", "in every ", "out of every ", "for every ", "of every "].iter().any(|lead| {
        start.checked_sub(lead.len()).is_some_and(|at| {
            glyphs.starts_with(at, lead) && !glyphs.before(at).is_some_and(char::is_alphanumeric)
        })
    })
}

/// `its 17 goals and 169 targets`: things that are known already.
fn is_known(glyphs: &Glyphs, start: usize) -> bool {
    ["its ", "their ", "these ", "those ", "all ", "both ", "whose ", "our "].iter().any(|lead| {
        start.checked_sub(lead.len()).is_some_and(|at| {
            glyphs.starts_with(at, lead) && !glyphs.before(at).is_some_and(char::is_alphanumeric)
        })
    })
}

fn by_noun(
    glyphs: &Glyphs,
    number: &Number,
    places: Range<usize>,
    end: usize,
    unit: &Unit,
) -> Option<Doubt> {
    let number_end = places.end;
    if number.adjacent.after && !matches!(unit, Unit::Named(_)) {
        let ordinal = ["st", "nd", "rd", "th"].iter().any(|s| glyphs.starts_with(number_end, s));
        return Some(if ordinal { Doubt::Order } else { Doubt::Name });
    }
    let is_hyphenated = matches!(glyphs.get(number_end), Some('-' | '‑' | '–'));
    let is_aged = phrase(glyphs, number_end)
        .iter()
        .take(3)
        .any(|word| word.text.starts_with("year") || word.text.contains("-year"));
    let name = if unit.counts() { unit.to_string() } else { String::new() };
    let name = name.as_str();
    let is_degree = matches!(name, "degree" | "celsius") && matches!(unit, Unit::Named(_));
    if is_degree || unit.counts() && is_known(glyphs, places.start) {
        Some(Doubt::Mention)
    } else if is_aged {
        Some(Doubt::Duration)
    } else if number.value.high().is_zero() {
        Some(Doubt::Name)
    } else if is_time(name) {
        Some(Doubt::Duration)
    } else if SCOPES.contains(name) {
        // `at least 100 new partners` says how many, where `100 partners` says among whom.
        let is_aimed = places.start >= 9 && glyphs.starts_with(places.start - 9, "at least ");
        Some(if is_aimed { Doubt::AimedScope } else { Doubt::Scope })
    } else if is_hyphenated {
        Some(by_hyphen(glyphs, number_end))
    } else {
        let is_bare = (*unit == Unit::None || end == number_end) && number.form == Form::Plain;
        let is_fraction = *unit == Unit::Fraction && number.spelled;
        let parted = || matches!(glyphs.get(glyphs.skip_spaces(number_end, 1)), Some('-' | ','));
        (is_bare || is_fraction && parted()).then_some(Doubt::Bare)
    }
}

/// Whether a unit is a length of time: `year`, `month-long`.
fn is_time(name: &str) -> bool {
    ["year", "month", "day"].iter().any(|unit| name.starts_with(unit))
        || matches!(name, "week" | "hour" | "minute" | "decade" | "century" | "degree" | "celsius")
}

/// `10-year`, `six-month`: a length of time; `20-country`: a description.
fn by_hyphen(glyphs: &Glyphs, number_end: usize) -> Doubt {
    let units = ["year", "month", "week", "day", "hour", "minu"];
    let is_time = units.iter().any(|unit| glyphs.starts_with(number_end + 1, unit));
    if is_time { Doubt::Duration } else { Doubt::Name }
}

/// `COVID-19`, `ES-11/1`, `AR-E3000`: a letter and a hyphen before.
fn is_joined_before(glyphs: &Glyphs, start: usize) -> bool {
    matches!(glyphs.before(start), Some('-' | '/' | '‑' | '–' | '.' | '_' | '#'))
        && start >= 2
        && glyphs.get(start - 2).is_some_and(char::is_alphanumeric)
}

/// `1. `, `3.6 Expand`, `(2) `, `[1]`: a number that begins a paragraph or stands in brackets.
fn enumerates(glyphs: &Glyphs, places: &Range<usize>) -> bool {
    let (start, end) = (places.start, places.end);
    let is_bracketed = matches!(glyphs.before(start), Some('[' | '('))
        && matches!(glyphs.get(end), Some(']' | ')'));
    let is_first =
        start < 6 && (0..start).all(|at| glyphs.get(at).is_some_and(|c| !c.is_alphanumeric()));
    let has_digits = glyphs.get(start).is_some_and(|c| c.is_ascii_digit());
    let is_parted = match glyphs.get(end) {
        Some('.' | ')') => true,
        Some(' ') => places.clone().any(|at| glyphs.get(at) == Some('.')),
        _ => false,
    };
    let opens = glyphs.raw(glyphs.skip_spaces(end, 2)).is_some_and(char::is_uppercase);
    is_bracketed || is_first && has_digits && (is_parted || opens && places.len() <= 3)
}

fn is_year(glyphs: &Glyphs, number: &Number, start: usize) -> bool {
    let digit = |at: usize| glyphs.get(at).is_some_and(|c| c.is_ascii_digit());
    let goes_on = digit(start + 4) || glyphs.get(start + 4) == Some(',') && digit(start + 5);
    (start..start + 4).all(digit)
        && !goes_on
        && !number.spelled
        && number.value.low() >= Decimal::from(1900)
        && number.value.high() <= Decimal::from(2100)
}

/// `12 May`, `May 12`, `15-16 November`.
fn is_dated(glyphs: &Glyphs, places: &Range<usize>) -> bool {
    let is_capital = |at: usize| glyphs.raw(at).is_some_and(char::is_uppercase);
    let next = glyphs.skip_spaces(places.end, 1);
    let month_after = || MONTHS.at(glyphs, next).is_some() && is_capital(next);
    let month_before = || {
        let mut months = MONTHS.all_before(glyphs, places.start.saturating_sub(1));
        glyphs.before(places.start) == Some(' ') && months.any(|(_, at)| is_capital(at))
    };
    places.len() <= 6 && (month_after() || month_before())
}

/// `Article 9`, `Resolution 1325`, `ISO 9001`, `Phase 4`.
fn is_cited(glyphs: &Glyphs, start: usize) -> bool {
    let is_whole = |at: usize| !glyphs.before(at).is_some_and(char::is_alphanumeric);
    glyphs.before(start) == Some(' ')
        && LABELS.all_before(glyphs, start - 1).any(|(_, at)| is_whole(at))
}
