//! Parts in English words: `two thirds`, `five and a half million`, `one over twenty`, `half a million`, `25 per cent`.
//!
//! A fraction keeps its numerator and denominator; times a scale it becomes a plain number where a decimal holds it.

use rust_decimal::Decimal;

use super::cardinal::{self, Cardinal};
use super::number_word::{
    Word, between, denominator, is_ten_ordinal, letters, one_of, scale, word,
};
use crate::quantity::{Draft, Form, Value};
use crate::text::glyph::Glyphs;

/// `five eighths`, `twenty-three fifths`, `two thirds of a million`.
pub(super) fn divided(glyphs: &Glyphs, read: &Cardinal) -> Option<Draft> {
    let next = between(glyphs, read.end);
    let (below, end) = denominator(glyphs, next).or_else(|| hundred_ordinal(glyphs, read, next))?;
    let is_plural = glyphs.before(end) == Some('s');
    let value = read.value?;
    // 100 millionth, twenty first: an ordinal, unless there is one part or there are more and it says so.
    let is_part = is_plural || value == Decimal::ONE || is_ten_ordinal(glyphs, next);
    if !is_part || !read.spelled && below < Decimal::TEN {
        return None;
    }
    of_scale(glyphs, Value::ratio(value, below)?, end)
}

/// `one hundred [and] fifth` after `one`: a hundred and five parts.
fn hundred_ordinal(glyphs: &Glyphs, read: &Cardinal, at: usize) -> Option<(Decimal, usize)> {
    let is_one = read.spelled && read.value == Some(Decimal::ONE);
    let hundreds = cardinal::read(glyphs, at).filter(|_| is_one)?;
    let next = between(glyphs, hundreds.end);
    let next = one_of(glyphs, next, "and").map_or(next, |end| between(glyphs, end));
    let (rest, end) = denominator(glyphs, next)?;
    let value = hundreds.value.filter(|value| *value >= Decimal::ONE_HUNDRED)?;
    Some((value.checked_add(rest)?, end))
}

/// A fraction with the scale after it, if there is one: `of a million`, `million`.
fn of_scale(glyphs: &Glyphs, value: Value, end: usize) -> Option<Draft> {
    let next = between(glyphs, end);
    let of = one_of(glyphs, next, "of");
    let of_a = of.and_then(|end| one_of(glyphs, between(glyphs, end), "a"));
    let of_a = of_a.and_then(|end| scale(glyphs, between(glyphs, end)));
    match of_a.or_else(|| scale(glyphs, next)) {
        Some(scale) => scaled(value, scale),
        None => Some(Draft::in_words(end, value, Form::Fraction)),
    }
}

/// A fraction times a scale that ends at a known place.
fn scaled(value: Value, (scale, end): (Decimal, usize)) -> Option<Draft> {
    Some(Draft::in_words(end, value.times(scale)?.simplified(), Form::Plain))
}

/// `one over twenty`, `one out of three`.
pub(super) fn over(glyphs: &Glyphs, read: &Cardinal) -> Option<Draft> {
    let next = between(glyphs, read.end);
    let over = one_of(glyphs, next, "over");
    let out = || one_of(glyphs, between(glyphs, one_of(glyphs, next, "out")?), "of");
    let end = over.or_else(|| out().filter(|_| read.spelled))?;
    let below = cardinal::read(glyphs, between(glyphs, end))?;
    let (above, denominator) = (read.value?, below.value?);
    // `5 million over 2026–2028` names years.
    let is_year = (Decimal::from(1900)..=Decimal::from(2100)).contains(&denominator);
    if over.is_some() && (is_year && !below.spelled || read.scale.is_some()) {
        return None;
    }
    let after = between(glyphs, below.end);
    // `3 over 5 years` counts years.
    let is_counted = over.is_some() && glyphs.get(after).is_some_and(char::is_alphabetic);
    if is_counted || (over.is_none() && above >= denominator) {
        return None;
    }
    Some(Draft::in_words(below.end, Value::ratio(above, denominator)?, Form::Fraction))
}

/// `one and a half`, `3 million and a quarter`, `twenty and three fifths`, `five and a half million`.
pub(super) fn and_part(glyphs: &Glyphs, read: &Cardinal) -> Option<Draft> {
    let part_at = between(glyphs, one_of(glyphs, between(glyphs, read.end), "and")?);
    let (above, below, end) = part(glyphs, part_at)?;
    let whole = Value::Exact(read.value?);
    let scale_after = scale(glyphs, between(glyphs, end));
    // one billion and a half million adds half of one million; 3 million and a quarter a quarter of a million.
    let unit = match (scale_after, read.scale) {
        (Some((scale, _)), Some(_)) | (None, Some(scale)) => scale,
        (_, None) => Decimal::ONE,
    };
    let value = whole.plus(above.checked_mul(unit)?, below)?;
    // five and a half million counts millions.
    if let (Some(scale), None) = (scale_after, read.scale) {
        return scaled(value, scale);
    }
    let end = scale_after.map_or(end, |(_, end)| end);
    Some(Draft::in_words(end, value.simplified(), Form::Plain))
}

/// `a half`, `a third`, `one half`, `three quarters`: numerator, denominator and the place after.
fn part(glyphs: &Glyphs, at: usize) -> Option<(Decimal, Decimal, usize)> {
    let (above, above_end) = match one_of(glyphs, at, "a") {
        Some(end) => (Decimal::ONE, end),
        None => cardinal::read(glyphs, at).and_then(|read| Some((read.value?, read.end)))?,
    };
    let (below, end) = denominator(glyphs, between(glyphs, above_end))?;
    Some((above, below, end))
}

/// The part that follows `a`: `half`, `quarter million`, `hundredth`.
pub(super) fn part_alone(glyphs: &Glyphs, at: usize) -> Option<Draft> {
    if let Some((below, end)) = denominator(glyphs, at) {
        return of_scale(glyphs, Value::ratio(Decimal::ONE, below)?, end);
    }
    let read = cardinal::read(glyphs, at).filter(|read| read.spelled)?;
    divided(glyphs, &read).map(|read| percent(glyphs, read))
}

/// `half`, `half a million`, `quarter million`.
pub(super) fn part_of_scale(glyphs: &Glyphs, at: usize) -> Option<Draft> {
    let (below, end) = denominator(glyphs, at)?;
    let value = Value::ratio(Decimal::ONE, below)?;
    let next = between(glyphs, end);
    let next = one_of(glyphs, next, "a").map_or(next, |end| between(glyphs, end));
    match scale(glyphs, next) {
        Some(scale) => scaled(value, scale),
        None => one_of(glyphs, at, "half")
            .map(|end| Draft::in_words(end, value.simplified(), Form::Fraction)),
    }
}

/// `nine point nought four`, `two hundred point seventy-one`.
pub(super) fn pointed(glyphs: &Glyphs, read: &Cardinal) -> Option<Draft> {
    let point = one_of(glyphs, between(glyphs, read.end), "point").filter(|_| read.spelled)?;
    let mut value = read.value?;
    let mut place = Decimal::ONE;
    let mut end = point;
    for _ in 0..20 {
        let Some((Word::Unit(n) | Word::Ten(n), after)) = word(glyphs, between(glyphs, end)) else {
            break;
        };
        let (n, after) = match word(glyphs, between(glyphs, after)) {
            Some((Word::Unit(unit @ 1..=9), after)) if n >= 20 => (n + unit, after),
            _ => (n, after),
        };
        place = place.checked_div(if n > 9 { Decimal::ONE_HUNDRED } else { Decimal::TEN })?;
        value = value.checked_add(Decimal::from(n).checked_mul(place)?)?;
        end = after;
    }
    (end > point).then(|| Draft::in_words(end, Value::Exact(value.normalize()), Form::Plain))
}

/// The numeral with the percent sign or words after it, if there are any.
pub(super) fn percent(glyphs: &Glyphs, read: Draft) -> Draft {
    let next = between(glyphs, read.end);
    // In `?q=30%25%2020%` the signs are an address's.
    let is_code = glyphs.get(next + 1).is_some_and(|c| c.is_ascii_alphanumeric() || c == '%');
    if glyphs.get(next) == Some('%') && glyphs.get(read.end) != Some('-') && !is_code {
        return Draft { end: next + 1, form: Form::Percent, ..read };
    }
    let (word, end) = letters(glyphs, next);
    let second = |words| one_of(glyphs, between(glyphs, end), words);
    let (form, end) = match word.as_str() {
        "percent" | "percentage" => match second("point points") {
            Some(end) => (Form::PercentagePoint, end),
            None => (Form::Percent, end),
        },
        "percents" | "pct" => (Form::Percent, end),
        "pc" if next == read.end => (Form::Percent, end),
        "pp" | "ppt" | "ppts" => (Form::PercentagePoint, end),
        "per" => second("cent").map_or((read.form, read.end), |end| (Form::Percent, end)),
        _ => (read.form, read.end),
    };
    Draft { end, form, ..read }
}
