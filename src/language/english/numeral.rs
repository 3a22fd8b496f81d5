//! Numerals as English sentences have them: `two thirds`, `half a million`, `2¾ billion`, `25 per cent`, `minus one`.
//!
//! `one` is no numeral where it stands for a thing (`this one`), and `a` is one only before a part (`a third`).

use rust_decimal::Decimal;

use super::cardinal;
use super::number_word::{Word, between, denominator, letters, scale, word};
use super::part::{and_part, divided, over, part_alone, part_of_scale, percent, pointed};
use crate::quantity::{Draft, Form, Number, Value, digits, scan};
use crate::text::glyph::Glyphs;

pub(super) fn numerals(glyphs: &Glyphs) -> Vec<Number> {
    scan(glyphs, step)
}

fn step(glyphs: &Glyphs, at: usize) -> (Option<Number>, usize) {
    let Some(c) = glyphs.get(at) else { return (None, at + 1) };
    let found = |read: Draft| {
        let is_digit = |at: usize| glyphs.get(at).is_some_and(|c| c.is_ascii_digit());
        let more = glyphs.get(read.end) == Some('+') && !is_digit(read.end + 1);
        (Some(Draft { more, ..read }.from(at, glyphs)), read.end)
    };
    if c.is_alphabetic() {
        let (word, end) = letters(glyphs, at);
        return in_words(glyphs, at, &word, end).map_or((None, end), found);
    }
    let negative = is_minus(glyphs, at);
    if !(negative || digits::begin(glyphs, at) || digits::vulgar(c).is_some()) {
        return (None, at + 1);
    }
    let start = if negative { glyphs.skip_spaces(at + 1, 1) } else { at };
    match number(glyphs, start).filter(|_| glyphs.before(at) != Some('%')) {
        Some(read) => found(read.signed(negative)),
        None => (None, digits::read(glyphs, start, digits::Grouping::CommasAndSpaces).end),
    }
}

/// A minus sign right before digits, with nothing before it.
fn is_minus(glyphs: &Glyphs, at: usize) -> bool {
    if glyphs.get(at) != Some('-') || !digits::begin(glyphs, glyphs.skip_spaces(at + 1, 1)) {
        return false;
    }
    let is_joined = match glyphs.before(at) {
        Some(' ') => at >= 2 && glyphs.get(at - 2).is_some_and(|c| c.is_ascii_digit()),
        before => before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '+' | ')' | '%')),
    };
    // A hyphen that begins a line and is followed by a space marks an item of a list.
    let is_line_start = at.checked_sub(1).is_none_or(|at| glyphs.raw(at) == Some('\n'));
    !(is_joined || is_line_start && glyphs.get(at + 1) == Some(' '))
}

/// A numeral that begins with the word from `at` to `end`.
fn in_words(glyphs: &Glyphs, at: usize, first: &str, end: usize) -> Option<Draft> {
    if glyphs.before(at).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let next = between(glyphs, end);
    match first {
        "minus" | "negative" => {
            let read = number(glyphs, next).or_else(|| part_of_scale(glyphs, next))?;
            Some(read.signed(true))
        }
        "a" | "an" => part_alone(glyphs, next).or_else(|| one_scale(glyphs, next)),
        "half" | "quarter" if is_after(glyphs, at, ORDINALS) => None,
        "half" | "quarter" => part_of_scale(glyphs, at),
        "one" if is_pronoun(glyphs, at, next) => None,
        _ => number(glyphs, at).filter(|_| word(glyphs, at).is_some()),
    }
}

fn number(glyphs: &Glyphs, at: usize) -> Option<Draft> {
    let read =
        with_sign(glyphs, at).or_else(|| slashed(glyphs, at)).or_else(|| plain(glyphs, at))?;
    Some(percent(glyphs, read))
}

/// `¾`, `2¾`, `2¾ billion`.
fn with_sign(glyphs: &Glyphs, at: usize) -> Option<Draft> {
    let (whole, sign_at) = if digits::begin(glyphs, at) {
        let run = digits::read(glyphs, at, digits::Grouping::CommasAndSpaces);
        (run.value?, glyphs.skip_spaces(run.end, 1))
    } else {
        (Decimal::ZERO, at)
    };
    let (above, below) = digits::vulgar(glyphs.get(sign_at)?)?;
    let value = Value::Exact(whole).plus(above.into(), below.into())?;
    let (value, end) = match scale(glyphs, between(glyphs, sign_at + 1)) {
        Some((scale, end)) => (value.times(scale)?, end),
        None => (value, sign_at + 1),
    };
    let simple = value.simplified();
    let is_part = value.low().abs() < Decimal::ONE || !matches!(simple, Value::Exact(_));
    Some(Draft::in_digits(end, simple, if is_part { Form::Fraction } else { Form::Plain }))
}

fn slashed(glyphs: &Glyphs, at: usize) -> Option<Draft> {
    let (above, below, end) = digits::slashed(glyphs, at)?;
    Some(Draft::in_digits(end, Value::ratio(above, below)?, Form::Fraction))
}

/// A cardinal with the words that may follow it: a denominator, `point`, `over`, `and a half`.
fn plain(glyphs: &Glyphs, at: usize) -> Option<Draft> {
    let read = cardinal::read(glyphs, at)?;
    let value = Value::Exact(read.value?);
    let plain = Draft::in_words(read.end, value, Form::Plain);
    pointed(glyphs, &read)
        .or_else(|| divided(glyphs, &read))
        .or_else(|| over(glyphs, &read))
        .or_else(|| and_part(glyphs, &read))
        .or(Some(Draft { spelled: read.spelled, ..plain }))
}

/// The number that follows `a`: `hundred`, `million`.
fn one_scale(glyphs: &Glyphs, at: usize) -> Option<Draft> {
    match word(glyphs, at)? {
        (Word::Scale(scale), end)
            if scale >= Decimal::ONE_HUNDRED || scale == Decimal::from(12) =>
        {
            Some(Draft::in_words(end, Value::Exact(scale), Form::Plain))
        }
        (Word::Hundred, _) => number(glyphs, at),
        (Word::Unit(_) | Word::Ten(_) | Word::Scale(_) | Word::And, _) => None,
    }
}

/// `this one`, `which one`: a thing, not a number, unless a number goes on at `next`.
fn is_pronoun(glyphs: &Glyphs, at: usize, next: usize) -> bool {
    let goes_on = word(glyphs, next).is_some_and(|(word, _)| word != Word::And)
        || denominator(glyphs, next).is_some();
    !goes_on && is_after(glyphs, at, "this that which the each every any no another")
}

/// After these words `half` and `quarter` are times, not parts.
const ORDINALS: &str = "first second third fourth last latter other another";

/// Whether one of `words` and a space stand right before `at`.
fn is_after(glyphs: &Glyphs, at: usize, words: &str) -> bool {
    let before = glyphs.words(at.saturating_sub(9), at);
    let before =
        before.strip_suffix(' ').and_then(|it| it.rsplit(|c| !char::is_alphabetic(c)).next());
    before.is_some_and(|before| words.split(' ').any(|word| word == before))
}
