//! Numerals as English sentences have them: `two thirds`, `half a million`, `2¾ billion`, `25 per cent`, `minus one`.
//!
//! `one` is no numeral where it stands for a thing (`this one`), and `a` is one only before a part (`a third`).

use rust_decimal::Decimal;

use super::cardinal::{self, Cardinal, Word};
use super::part::{and_part, denominator, divided, over, part_alone, part_of_scale};
use crate::quantity::{Adjacent, Form, Numeral, Value, digits};
use crate::text::glyph::Glyphs;

/// All numerals of a text, in its order.
pub(super) fn scan(glyphs: &Glyphs) -> Vec<Numeral> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        let (numeral, end) = step(glyphs, at);
        found.extend(numeral);
        at = end.max(at + 1);
    }
    found
}

fn step(glyphs: &Glyphs, at: usize) -> (Option<Numeral>, usize) {
    let Some(c) = glyphs.get(at) else { return (None, at + 1) };
    if c.is_alphabetic() {
        let end = cardinal::word_end(glyphs, at).max(at + 1);
        return spelled(glyphs, at).map_or((None, end), |(numeral, end)| (Some(numeral), end));
    }
    if digits::begin(glyphs, at) || digits::vulgar(c).is_some() || signed(glyphs, at) {
        return written(glyphs, at);
    }
    (None, at + 1)
}

/// A minus sign right before digits, with nothing before it.
fn signed(glyphs: &Glyphs, at: usize) -> bool {
    let next = glyphs.skip_spaces(at + 1, 1);
    glyphs.get(at) == Some('-')
        && digits::begin(glyphs, next)
        && !glyphs
            .before(at)
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '+' | ')' | '%'))
        && !(glyphs.before(at) == Some(' ')
            && at >= 2
            && glyphs.get(at - 2).is_some_and(|c| c.is_ascii_digit()))
        && !list_item(glyphs, at)
}

/// A hyphen that begins a line and is followed by a space marks an item of a list.
fn list_item(glyphs: &Glyphs, at: usize) -> bool {
    at.checked_sub(1).is_none_or(|at| glyphs.raw(at) == Some('\n'))
        && glyphs.get(at + 1) == Some(' ')
}

/// A numeral that begins with digits.
fn written(glyphs: &Glyphs, at: usize) -> (Option<Numeral>, usize) {
    let negative = signed(glyphs, at);
    let start = if negative { glyphs.skip_spaces(at + 1, 1) } else { at };
    let coded = glyphs.before(at) == Some('%');
    let Some(read) = number(glyphs, start).filter(|_| !coded) else {
        let run = digits::read(glyphs, start, digits::Grouping::CommasAndSpaces);
        return (None, run.end.max(at + 1));
    };
    let value = if negative { read.value.negated() } else { read.value };
    (Some(finish(glyphs, at, Bare { value, ..read })), read.end)
}

/// A numeral that begins with a word.
fn spelled(glyphs: &Glyphs, at: usize) -> Option<(Numeral, usize)> {
    if glyphs.before(at).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let end = cardinal::word_end(glyphs, at);
    let word = if end - at <= 8 { glyphs.words(at, end) } else { String::new() };
    let next = cardinal::between(glyphs, end);
    let read = match word.as_str() {
        "minus" | "negative" => {
            let read = number(glyphs, next).or_else(|| part_of_scale(glyphs, next))?;
            Bare { value: read.value.negated(), ..read }
        }
        "a" | "an" => part_alone(glyphs, next).or_else(|| one_scale(glyphs, next))?,
        "half" | "quarter" => part_of_scale(glyphs, at).filter(|_| !ordinal_before(glyphs, at))?,
        "one" if pronoun(glyphs, at, end) => return None,
        _ => number(glyphs, at).filter(|_| cardinal::word(glyphs, at).is_some())?,
    };
    Some((finish(glyphs, at, read), read.end))
}

/// A numeral without its sign.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bare {
    pub(super) end: usize,
    pub(super) value: Value,
    pub(super) form: Form,
    pub(super) spelled: bool,
}

fn finish(glyphs: &Glyphs, start: usize, read: Bare) -> Numeral {
    Numeral {
        span: glyphs.span(start, read.end),
        value: read.value,
        form: read.form,
        more: glyphs.get(read.end) == Some('+')
            && !glyphs.get(read.end + 1).is_some_and(|c| c.is_ascii_digit()),
        spelled: read.spelled,
        adjacent: Adjacent::around(glyphs, start, read.end),
    }
}

fn number(glyphs: &Glyphs, at: usize) -> Option<Bare> {
    let read =
        vulgar(glyphs, at).or_else(|| slashed(glyphs, at)).or_else(|| whole_or_part(glyphs, at))?;
    Some(percent(glyphs, read))
}

/// `¾`, `2¾`, `2¾ billion`.
fn vulgar(glyphs: &Glyphs, at: usize) -> Option<Bare> {
    let (whole, sign_at) = if digits::begin(glyphs, at) {
        let run = digits::read(glyphs, at, digits::Grouping::CommasAndSpaces);
        (run.value?, glyphs.skip_spaces(run.end, 1))
    } else {
        (Decimal::ZERO, at)
    };
    let (a, b) = digits::vulgar(glyphs.get(sign_at)?)?;
    let below = Decimal::from(b);
    let value = Value::ratio(whole.checked_mul(below)?.checked_add(a.into())?, below)?;
    scaled(glyphs, value, sign_at + 1)
}

/// The value times the scale word that follows, if one does.
fn scaled(glyphs: &Glyphs, value: Value, end: usize) -> Option<Bare> {
    let next = cardinal::between(glyphs, end);
    let (value, end) = match cardinal::word(glyphs, next) {
        Some((Word::Scale(scale), after)) => (value.times(scale)?, after),
        _ => (value, end),
    };
    let form = if value.low().abs() < Decimal::ONE || !whole(&value) {
        Form::Fraction
    } else {
        Form::Plain
    };
    Some(Bare { end, value: value.simplified(), form, spelled: false })
}

fn whole(value: &Value) -> bool {
    matches!(value.simplified(), Value::Exact(_))
}

fn slashed(glyphs: &Glyphs, at: usize) -> Option<Bare> {
    let (numerator, denominator, end) = digits::slashed(glyphs, at)?;
    Some(Bare {
        end,
        value: Value::ratio(numerator, denominator)?,
        form: Form::Fraction,
        spelled: false,
    })
}

/// A cardinal with what may follow it: a denominator, `point`, `over`, `and a half`.
fn whole_or_part(glyphs: &Glyphs, at: usize) -> Option<Bare> {
    let read = cardinal::read(glyphs, at)?;
    let value = read.value?;
    let plain = Bare {
        end: read.end,
        value: Value::Exact(value),
        form: Form::Plain,
        spelled: read.spelled,
    };
    pointed(glyphs, &read)
        .or_else(|| divided(glyphs, &read))
        .or_else(|| over(glyphs, &read))
        .or_else(|| and_part(glyphs, &read))
        .or(Some(plain))
}

/// `nine point nought four`, `two hundred point seventy-one`.
fn pointed(glyphs: &Glyphs, read: &Cardinal) -> Option<Bare> {
    let next = cardinal::between(glyphs, read.end);
    let point_end = cardinal::word_end(glyphs, next);
    if !read.spelled || point_end - next != 5 || glyphs.words(next, point_end) != "point" {
        return None;
    }
    let mut value = read.value?;
    let mut place = Decimal::ONE;
    let mut end = read.end;
    let mut at = cardinal::between(glyphs, point_end);
    for _ in 0..20 {
        let Some((Word::Unit(n) | Word::Ten(n), after)) = cardinal::word(glyphs, at) else { break };
        let (n, after) = tens_and_units(glyphs, n, after);
        place = place.checked_div(if n > 9 { Decimal::ONE_HUNDRED } else { Decimal::TEN })?;
        value = value.checked_add(Decimal::from(n).checked_mul(place)?)?;
        end = after;
        at = cardinal::between(glyphs, after);
    }
    (end > read.end).then_some(Bare {
        end,
        value: Value::Exact(value),
        form: Form::Plain,
        spelled: true,
    })
}

fn tens_and_units(glyphs: &Glyphs, n: u32, after: usize) -> (u32, usize) {
    match cardinal::word(glyphs, cardinal::between(glyphs, after)) {
        Some((Word::Unit(unit @ 1..=9), end)) if n >= 20 => (n + unit, end),
        _ => (n, after),
    }
}

/// What follows `a`: `hundred`, `million`, `dozen`.
fn one_scale(glyphs: &Glyphs, at: usize) -> Option<Bare> {
    match cardinal::word(glyphs, at) {
        Some((Word::Scale(scale), end)) if scale >= Decimal::from(100) => {
            Some(Bare { end, value: Value::Exact(scale), form: Form::Plain, spelled: true })
        }
        Some((Word::Hundred, _)) => number(glyphs, at),
        _ => None,
    }
}

pub(super) fn percent(glyphs: &Glyphs, read: Bare) -> Bare {
    let next = cardinal::between(glyphs, read.end);
    // In `?q=30%25%2020%` the signs are an address's.
    let coded = glyphs.get(next + 1).is_some_and(|c| c.is_ascii_alphanumeric())
        || glyphs.get(next + 1) == Some('%');
    if glyphs.get(next) == Some('%') && glyphs.get(read.end) != Some('-') && !coded {
        return Bare { end: next + 1, form: Form::Percent, ..read };
    }
    let end = cardinal::word_end(glyphs, next);
    let second = cardinal::between(glyphs, end);
    let second_end = cardinal::word_end(glyphs, second);
    let two = |word: &str| {
        (3..=6).contains(&(second_end - second)) && glyphs.words(second, second_end) == word
    };
    let word = if end - next <= 11 { glyphs.words(next, end) } else { String::new() };
    match word.as_str() {
        "percent" | "percentage" if two("points") || two("point") => {
            Bare { end: second_end, form: Form::PercentagePoint, ..read }
        }
        "percent" | "percents" | "percentage" | "pct" => Bare { end, form: Form::Percent, ..read },
        "per" if two("cent") => Bare { end: second_end, form: Form::Percent, ..read },
        _ => read,
    }
}

/// `this one`, `which one`, `one of them`: a thing, not a number.
fn pronoun(glyphs: &Glyphs, at: usize, end: usize) -> bool {
    let before_end = if glyphs.before(at) == Some(' ') { at - 1 } else { return false };
    let length = (0..8)
        .take_while(|i| {
            before_end
                .checked_sub(i + 1)
                .and_then(|at| glyphs.get(at))
                .is_some_and(char::is_alphabetic)
        })
        .count();
    let word = glyphs.words(before_end - length, before_end);
    let next = cardinal::between(glyphs, end);
    let goes_on = cardinal::word(glyphs, next).is_some_and(|(w, _)| w != Word::And)
        || denominator(glyphs, next).is_some();
    matches!(
        word.as_str(),
        "this" | "that" | "which" | "the" | "each" | "every" | "any" | "no" | "another"
    ) && !goes_on
}

/// `first half`, `second quarter`: a time, not a part.
fn ordinal_before(glyphs: &Glyphs, at: usize) -> bool {
    let start = at.saturating_sub(8);
    let before = glyphs.words(start, at);
    ["first ", "second ", "third ", "fourth ", "last ", "latter ", "other "]
        .iter()
        .any(|w| before.ends_with(w))
}
