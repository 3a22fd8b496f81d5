//! Parts in English words: `two thirds`, `five and a half million`, `one over twenty`, `half a million`.
//!
//! A fraction keeps its numerator and denominator; times a scale it becomes a plain number where a decimal holds it.

use rust_decimal::Decimal;

use super::english::{self, Cardinal, Word};
use super::english_scan::Bare;
use super::{Form, Value};
use crate::text::glyph::Glyphs;

/// A ratio that a decimal holds exactly is that decimal.
pub(super) fn simple(value: Value) -> Value {
    match value {
        Value::Ratio { numerator, denominator } => {
            let quotient = numerator.checked_div(denominator);
            let exact = quotient
                .filter(|q| q.checked_mul(denominator) == Some(numerator) && q.scale() < 20);
            exact.map_or(value, |q| Value::Exact(q.normalize()))
        }
        Value::Exact(_) | Value::Range { .. } => value,
    }
}

pub(super) fn ratio(numerator: Decimal, denominator: Decimal) -> Option<Value> {
    (!denominator.is_zero()).then_some(Value::Ratio { numerator, denominator })
}

/// `five eighths`, `twenty-three fifths`, `two thirds of a million`.
pub(super) fn divided(glyphs: &Glyphs, read: &Cardinal) -> Option<Bare> {
    let next = english::between(glyphs, read.end);
    let (below, end) = denominator(glyphs, next).or_else(|| hundred_ordinal(glyphs, read, next))?;
    let plural = glyphs.before(end) == Some('s');
    let value = read.value?;
    // 100 millionth, twenty first: an ordinal, unless there is one part or there are more and it says so.
    let tens = ten_ordinal(glyphs, next);
    if !(plural || value == Decimal::ONE || tens) || !read.spelled && below < Decimal::TEN {
        return None;
    }
    of_scale(glyphs, ratio(value, below)?, end)
}

/// Whether tens and an ordinal follow, `thirty-fifths`.
pub(super) fn ten_ordinal(glyphs: &Glyphs, at: usize) -> bool {
    matches!(english::word(glyphs, at), Some((Word::Ten(_), _)))
        && denominator(glyphs, at).is_some()
}

/// `one hundred [and] fifth` after `one`: a hundred and five parts.
fn hundred_ordinal(glyphs: &Glyphs, read: &Cardinal, at: usize) -> Option<(Decimal, usize)> {
    let hundreds =
        english::read(glyphs, at).filter(|_| read.spelled && read.value == Some(Decimal::ONE))?;
    let next = english::between(glyphs, hundreds.end);
    let next = match english::word(glyphs, next) {
        Some((Word::And, end)) => english::between(glyphs, end),
        _ => next,
    };
    let (rest, end) = denominator(glyphs, next)?;
    let value = hundreds.value.filter(|value| *value >= Decimal::ONE_HUNDRED)?;
    Some((value.checked_add(rest)?, end))
}

/// `of a million` after a fraction.
fn of_scale(glyphs: &Glyphs, value: Value, end: usize) -> Option<Bare> {
    let of = english::between(glyphs, end);
    let a = english::between(glyphs, english::word_end(glyphs, of));
    let scale_at = english::between(glyphs, english::word_end(glyphs, a));
    if glyphs.words(of, of + 2) == "of"
        && glyphs.words(a, english::word_end(glyphs, a)) == "a"
        && let Some((Word::Scale(scale), after)) = english::word(glyphs, scale_at)
    {
        return Some(Bare {
            end: after,
            value: simple(value.times(scale)?),
            form: Form::Plain,
            spelled: true,
        });
    }
    let next = english::between(glyphs, end);
    match english::word(glyphs, next) {
        Some((Word::Scale(scale), after)) => Some(Bare {
            end: after,
            value: simple(value.times(scale)?),
            form: Form::Plain,
            spelled: true,
        }),
        _ => Some(Bare { end, value, form: Form::Fraction, spelled: true }),
    }
}

/// `one over twenty`, `one out of three`.
pub(super) fn over(glyphs: &Glyphs, read: &Cardinal) -> Option<Bare> {
    let next = english::between(glyphs, read.end);
    let end = english::word_end(glyphs, next);
    let below_at = match glyphs.words(next, end).as_str() {
        "over" => english::between(glyphs, end),
        "out" => {
            let of = english::between(glyphs, end);
            let of_end = english::word_end(glyphs, of);
            if glyphs.words(of, of_end) != "of" || !read.spelled {
                return None;
            }
            english::between(glyphs, of_end)
        }
        _ => return None,
    };
    let below = english::read(glyphs, below_at)?;
    let (above, denominator) = (read.value?, below.value?);
    let after = english::between(glyphs, below.end);
    let counted = glyphs.get(after).is_some_and(char::is_alphabetic) && end - next == 4;
    if counted || (end - next == 3 && above >= denominator) {
        return None;
    }
    Some(Bare {
        end: below.end,
        value: ratio(above, denominator)?,
        form: Form::Fraction,
        spelled: true,
    })
}

/// `one and a half`, `3 million and a quarter`, `twenty and three fifths`, `five and a half million`.
pub(super) fn and_part(glyphs: &Glyphs, read: &Cardinal) -> Option<Bare> {
    let next = english::between(glyphs, read.end);
    let Some((Word::And, and_end)) = english::word(glyphs, next) else { return None };
    let part_at = english::between(glyphs, and_end);
    let (part, end) = part(glyphs, part_at)?;
    let whole = read.value?;
    let Value::Ratio { numerator, denominator } = part else { return None };
    let after = english::between(glyphs, end);
    if let Some((Word::Scale(scale), scale_end)) = english::word(glyphs, after) {
        // five and a half million counts millions; one billion and a half million adds half of one.
        let value = match read.scale {
            None => Value::Exact(whole).plus(numerator, denominator)?.times(scale)?,
            Some(_) => Value::Exact(whole).plus(numerator.checked_mul(scale)?, denominator)?,
        };
        return Some(Bare {
            end: scale_end,
            value: simple(value),
            form: Form::Plain,
            spelled: true,
        });
    }
    let unit = read.scale.unwrap_or(Decimal::ONE);
    let value = simple(Value::Exact(whole).plus(numerator.checked_mul(unit)?, denominator)?);
    Some(Bare { end, value, form: Form::Plain, spelled: true })
}

impl Value {
    fn plus(&self, numerator: Decimal, denominator: Decimal) -> Option<Self> {
        let whole = self.low().checked_mul(denominator)?;
        Some(Self::Ratio { numerator: whole.checked_add(numerator)?, denominator })
    }
}

/// `a half`, `a third`, `one half`, `three quarters` as a ratio.
fn part(glyphs: &Glyphs, at: usize) -> Option<(Value, usize)> {
    let end = english::word_end(glyphs, at);
    let article = end - at == 1 && glyphs.get(at) == Some('a');
    let (above, next) = if article {
        (Decimal::ONE, english::between(glyphs, end))
    } else {
        let read = english::read(glyphs, at)?;
        (read.value?, english::between(glyphs, read.end))
    };
    let (below, end) = denominator(glyphs, next)?;
    Some((ratio(above, below)?, end))
}

/// What follows `a`: `half`, `quarter million`, `hundredth`.
pub(super) fn part_alone(glyphs: &Glyphs, at: usize) -> Option<Bare> {
    if let Some((below, end)) = denominator(glyphs, at) {
        return of_scale(glyphs, ratio(Decimal::ONE, below)?, end);
    }
    let read = english::read(glyphs, at).filter(|read| read.spelled)?;
    divided(glyphs, &read).map(|read| super::english_scan::percent(glyphs, read))
}

/// `half`, `half a million`, `quarter million`.
pub(super) fn part_of_scale(glyphs: &Glyphs, at: usize) -> Option<Bare> {
    let (below, end) = denominator(glyphs, at)?;
    let half = ratio(Decimal::ONE, below)?;
    let a = english::between(glyphs, end);
    let a_end = english::word_end(glyphs, a);
    let next = if glyphs.words(a, a_end) == "a" { english::between(glyphs, a_end) } else { a };
    match english::word(glyphs, next) {
        Some((Word::Scale(scale), after)) => Some(Bare {
            end: after,
            value: simple(half.times(scale)?),
            form: Form::Plain,
            spelled: true,
        }),
        _ if glyphs.words(at, end) == "half" => {
            Some(Bare { end, value: simple(half), form: Form::Fraction, spelled: true })
        }
        _ => None,
    }
}

/// The number of parts that a word names: `thirds` is 3, `twenty-fifths` 25, `hundredth` 100.
pub(super) fn denominator(glyphs: &Glyphs, at: usize) -> Option<(Decimal, usize)> {
    let end = english::word_end(glyphs, at);
    if end - at > 12 || end - at < 4 {
        return None;
    }
    let word = glyphs.words(at, end);
    let single = word.strip_suffix('s').unwrap_or(&word);
    if let Some(parts) = parts(single) {
        return Some((parts, end));
    }
    let Some((Word::Ten(ten), ten_end)) = english::word(glyphs, at) else { return None };
    if glyphs.get(ten_end) != Some('-') && glyphs.get(ten_end) != Some(' ') {
        return None;
    }
    let next = english::between(glyphs, ten_end);
    let end = english::word_end(glyphs, next);
    let word = if end - next <= 9 { glyphs.words(next, end) } else { return None };
    let unit = parts(word.strip_suffix('s').unwrap_or(&word)).filter(|unit| *unit < Decimal::TEN);
    let unit = unit.or_else(|| (word == "first" || word == "firsts").then_some(Decimal::ONE))?;
    Some((unit.checked_add(ten.into())?, end))
}

fn parts(word: &str) -> Option<Decimal> {
    const WORDS: [&str; 21] = [
        "",
        "",
        "half",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    let n: u64 = match word {
        "" => return None,
        "halve" => 2,
        "quarter" => 4,
        "thirtieth" => 30,
        "fortieth" => 40,
        "fiftieth" => 50,
        "sixtieth" => 60,
        "seventieth" => 70,
        "eightieth" => 80,
        "ninetieth" => 90,
        "hundredth" => 100,
        "thousandth" => 1_000,
        "millionth" => 1_000_000,
        "billionth" => 1_000_000_000,
        "trillionth" => 1_000_000_000_000,
        _ => u64::try_from(WORDS.iter().position(|w| *w == word)?).ok()?,
    };
    Some(Decimal::from(n))
}
