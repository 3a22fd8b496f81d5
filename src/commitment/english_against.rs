//! English numbers that are no amounts: `Article 9.1`, `12 May`, `5G`, `10-year`, `in 30 countries`.

use rust_decimal::Decimal;

use super::english_noun::phrase;
use super::english_period::MONTHS;
use super::evidence::Reason;
use super::unit::Unit;
use crate::quantity::{Form, Number};
use crate::text::glyph::Glyphs;

/// Why a number is no amount, or may hardly be.
pub(super) fn against(
    glyphs: &Glyphs,
    number: &Number,
    start: usize,
    end: usize,
    unit: &Unit,
) -> Option<Reason> {
    if unit.currency().is_some() {
        return None;
    }
    let number_end = glyphs.place(number.span.end);
    if number.adjacent.before || joined_before(glyphs, start) {
        return Some(Reason::Name);
    }
    if glyphs.get(number_end) == Some(':')
        && glyphs.get(number_end + 1).is_some_and(|c| c.is_ascii_digit())
    {
        return Some(Reason::Proportion);
    }
    if enumerates(glyphs, start, number_end) {
        return Some(Reason::Order);
    }
    if matches!(unit, Unit::Percent | Unit::PercentagePoint | Unit::PerMille) {
        return None;
    }
    if year(glyphs, number, start) || dated(glyphs, start, number_end) {
        return Some(Reason::Date);
    }
    if cited(glyphs, start) {
        return Some(Reason::Reference);
    }
    by_noun(glyphs, number, number_end, end, unit)
}

const TIMES: [&str; 10] =
    ["year", "month", "week", "day", "hour", "minute", "decade", "century", "degree", "celsius"];

fn by_noun(
    glyphs: &Glyphs,
    number: &Number,
    number_end: usize,
    end: usize,
    unit: &Unit,
) -> Option<Reason> {
    if number.adjacent.after && !matches!(unit, Unit::Named(_)) {
        let ordinal = ["st", "nd", "rd", "th"].iter().any(|s| glyphs.starts_with(number_end, s));
        return Some(if ordinal { Reason::Order } else { Reason::Name });
    }
    let hyphen = matches!(glyphs.get(number_end), Some('-' | '‑' | '–'));
    let time = |name: &str| {
        TIMES.contains(&name)
            || name.starts_with("year")
            || name.starts_with("month")
            || name.starts_with("day")
    };
    let aged = phrase(glyphs, number_end)
        .iter()
        .take(3)
        .any(|(_, _, word)| word.starts_with("year") || word.contains("-year"));
    match unit {
        Unit::Named("degree" | "celsius") => None,
        _ if aged => Some(Reason::Duration),
        _ if number.value.high().is_zero() => Some(Reason::Name),
        Unit::Named(name) if time(name) => Some(Reason::Duration),
        Unit::Counted(name) if time(name) => Some(Reason::Duration),
        Unit::Named("country") => Some(Reason::Scope),
        Unit::Counted(name) if SCOPES.contains(&name.as_str()) => Some(Reason::Scope),
        _ if hyphen => Some(first_hyphenated(glyphs, number_end)),
        Unit::None if number.form == Form::Plain => Some(Reason::Bare),
        _ if end == number_end && number.form == Form::Plain => Some(Reason::Bare),
        Unit::Fraction
            if number.spelled
                && matches!(glyphs.get(glyphs.skip_spaces(number_end, 1)), Some('-' | ',')) =>
        {
            Some(Reason::Bare)
        }
        Unit::Named(_)
        | Unit::Counted(_)
        | Unit::Rate(_)
        | Unit::Fraction
        | Unit::None
        | Unit::Money(_)
        | Unit::Percent
        | Unit::PerMille
        | Unit::PercentagePoint
        | Unit::Multiple => None,
    }
}

/// `10-year`, `six-month`: a length of time; `20-country`: a description.
fn first_hyphenated(glyphs: &Glyphs, number_end: usize) -> Reason {
    let rest = glyphs.words(number_end + 1, number_end + 6);
    let time = ["year", "month", "week", "day", "hour", "minu"].iter().any(|t| rest.starts_with(t));
    if time { Reason::Duration } else { Reason::Name }
}

/// Nouns that say among whom or where, not how much.
const SCOPES: &[&str] = &[
    "country",
    "nation",
    "state",
    "region",
    "continent",
    "partner",
    "party",
    "side",
    "area",
    "pillar",
    "principle",
    "sector",
    "member",
    "economy",
    "objective",
    "goal",
    "priority",
    "point",
    "step",
    "vote",
    "theme",
    "phase",
    "issue",
    "dimension",
    "term",
    "session",
    "round",
    "meeting",
    "summit",
    "declaration",
    "agreement",
    "resolution",
    "protocol",
    "convention",
    "article",
    "government",
    "island",
];

/// `COVID-19`, `ES-11/1`, `AR-E3000`: a letter and a hyphen before.
fn joined_before(glyphs: &Glyphs, start: usize) -> bool {
    matches!(glyphs.before(start), Some('-' | '/' | '‑' | '–' | '.' | '_' | '#'))
        && start >= 2
        && glyphs.get(start - 2).is_some_and(char::is_alphanumeric)
}

/// `1. `, `3.6 Expand`, `(2) `, `[1]`: a number that begins a paragraph or stands in brackets.
fn enumerates(glyphs: &Glyphs, start: usize, end: usize) -> bool {
    let bracketed = matches!(glyphs.before(start), Some('[' | '('))
        && matches!(glyphs.get(end), Some(']' | ')'));
    let first =
        (0..start).rev().take(6).all(|at| glyphs.get(at).is_some_and(|c| !c.is_alphanumeric()))
            && start < 6;
    let dotted = (start..end).any(|at| glyphs.get(at) == Some('.'));
    let marked = matches!(glyphs.get(end), Some('.' | ')'));
    let capital = glyphs.raw(glyphs.skip_spaces(end, 2)).is_some_and(char::is_uppercase);
    let digits = glyphs.get(start).is_some_and(|c| c.is_ascii_digit());
    bracketed
        || first
            && digits
            && (dotted && glyphs.get(end) == Some(' ') || marked || capital && end - start <= 3)
}

fn year(glyphs: &Glyphs, number: &Number, start: usize) -> bool {
    let four = glyphs.get(start + 4).is_none_or(|c| {
        let grouped = c == ',' && glyphs.get(start + 5).is_some_and(|c| c.is_ascii_digit());
        !(c.is_ascii_digit() || grouped)
    }) && (start..start + 4)
        .all(|at| glyphs.get(at).is_some_and(|c| c.is_ascii_digit()));
    four && !number.spelled
        && number.value.low() >= Decimal::from(1900)
        && number.value.high() <= Decimal::from(2100)
}

/// `12 May`, `May 12`, `15-16 November`.
fn dated(glyphs: &Glyphs, start: usize, end: usize) -> bool {
    let next = glyphs.skip_spaces(end, 1);
    let month_at = |at: usize| {
        MONTHS
            .iter()
            .any(|m| glyphs.starts_with(at, m) && glyphs.raw(at).is_some_and(char::is_uppercase))
    };
    let month_before = MONTHS.iter().any(|m| {
        start > m.len()
            && glyphs.starts_with(start - 1 - m.len(), m)
            && glyphs.raw(start - 1 - m.len()).is_some_and(char::is_uppercase)
    });
    end - start <= 6 && (month_at(next) || month_before && glyphs.before(start) == Some(' '))
}

/// `Article 9`, `Resolution 1325`, `ISO 9001`, `Phase 4`.
fn cited(glyphs: &Glyphs, start: usize) -> bool {
    const LABELS: &[&str] = &[
        "article",
        "articles",
        "resolution",
        "iso",
        "no.",
        "phase",
        "chapter",
        "section",
        "goal",
        "goals",
        "sdg",
        "sdgs",
        "version",
        "page",
        "annex",
        "paragraph",
        "figure",
        "table",
        "part",
        "title",
        "law",
        "decree",
        "protocol",
        "track",
        "tier",
        "level",
        "category",
        "stage",
        "scope",
        "rule",
        "act",
        "type",
        "class",
        "group",
        "cop",
        "covid",
        "number",
        "nr.",
        "fhi",
        "pillar",
        "lot",
        "option",
        "scenario",
        "apollo",
        "chair",
        "age",
        "ages",
        "aged",
        "world war",
        "under",
        "paragraphs",
        "step",
        "appendix",
        "agenda",
        "item",
    ];
    let end = if glyphs.before(start) == Some(' ') { start - 1 } else { return false };
    LABELS.iter().any(|label| {
        let n = label.chars().count();
        *label != "under"
            && end >= n
            && glyphs.starts_with(end - n, label)
            && !glyphs.before(end - n).is_some_and(char::is_alphanumeric)
    })
}
