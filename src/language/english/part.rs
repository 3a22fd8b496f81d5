//! Parts in English words: `two thirds`, `five and a half million`, `one over twenty`, `half a million`.
//!
//! A fraction keeps its numerator and denominator; times a scale it becomes a plain number where a decimal holds it.

use rust_decimal::Decimal;

use super::cardinal::{self, Cardinal, Word};
use super::numeral::Bare;
use crate::quantity::{Form, Value};
use crate::text::glyph::Glyphs;

/// `five eighths`, `twenty-three fifths`, `two thirds of a million`.
pub(super) fn divided(glyphs: &Glyphs, read: &Cardinal) -> Option<Bare> {
    let next = cardinal::between(glyphs, read.end);
    let (below, end) = denominator(glyphs, next).or_else(|| hundred_ordinal(glyphs, read, next))?;
    let plural = glyphs.before(end) == Some('s');
    let value = read.value?;
    // 100 millionth, twenty first: an ordinal, unless there is one part or there are more and it says so.
    let tens = ten_ordinal(glyphs, next);
    if !(plural || value == Decimal::ONE || tens) || !read.spelled && below < Decimal::TEN {
        return None;
    }
    of_scale(glyphs, Value::ratio(value, below)?, end)
}

/// Whether tens and an ordinal follow, `thirty-fifths`.
pub(super) fn ten_ordinal(glyphs: &Glyphs, at: usize) -> bool {
    matches!(cardinal::word(glyphs, at), Some((Word::Ten(_), _)))
        && denominator(glyphs, at).is_some()
}

/// `one hundred [and] fifth` after `one`: a hundred and five parts.
fn hundred_ordinal(glyphs: &Glyphs, read: &Cardinal, at: usize) -> Option<(Decimal, usize)> {
    let hundreds =
        cardinal::read(glyphs, at).filter(|_| read.spelled && read.value == Some(Decimal::ONE))?;
    let next = cardinal::between(glyphs, hundreds.end);
    let next = match cardinal::word(glyphs, next) {
        Some((Word::And, end)) => cardinal::between(glyphs, end),
        _ => next,
    };
    let (rest, end) = denominator(glyphs, next)?;
    let value = hundreds.value.filter(|value| *value >= Decimal::ONE_HUNDRED)?;
    Some((value.checked_add(rest)?, end))
}

/// `of a million` after a fraction.
fn of_scale(glyphs: &Glyphs, value: Value, end: usize) -> Option<Bare> {
    let of = cardinal::between(glyphs, end);
    let a = cardinal::between(glyphs, cardinal::word_end(glyphs, of));
    let scale_at = cardinal::between(glyphs, cardinal::word_end(glyphs, a));
    if glyphs.words(of, of + 2) == "of"
        && glyphs.words(a, cardinal::word_end(glyphs, a)) == "a"
        && let Some((Word::Scale(scale), after)) = cardinal::word(glyphs, scale_at)
    {
        return Some(Bare {
            end: after,
            value: value.times(scale)?.simplified(),
            form: Form::Plain,
            spelled: true,
        });
    }
    let next = cardinal::between(glyphs, end);
    match cardinal::word(glyphs, next) {
        Some((Word::Scale(scale), after)) => Some(Bare {
            end: after,
            value: value.times(scale)?.simplified(),
            form: Form::Plain,
            spelled: true,
        }),
        _ => Some(Bare { end, value, form: Form::Fraction, spelled: true }),
    }
}

/// `one over twenty`, `one out of three`.
pub(super) fn over(glyphs: &Glyphs, read: &Cardinal) -> Option<Bare> {
    let next = cardinal::between(glyphs, read.end);
    let end = cardinal::word_end(glyphs, next);
    let below_at = match glyphs.words(next, end).as_str() {
        "over" => cardinal::between(glyphs, end),
        "out" => {
            let of = cardinal::between(glyphs, end);
            let of_end = cardinal::word_end(glyphs, of);
            if glyphs.words(of, of_end) != "of" || !read.spelled {
                return None;
            }
            cardinal::between(glyphs, of_end)
        }
        _ => return None,
    };
    let below = cardinal::read(glyphs, below_at)?;
    let (above, denominator) = (read.value?, below.value?);
    let after = cardinal::between(glyphs, below.end);
    let counted = glyphs.get(after).is_some_and(char::is_alphabetic) && end - next == 4;
    if counted || (end - next == 3 && above >= denominator) {
        return None;
    }
    Some(Bare {
        end: below.end,
        value: Value::ratio(above, denominator)?,
        form: Form::Fraction,
        spelled: true,
    })
}

/// `one and a half`, `3 million and a quarter`, `twenty and three fifths`, `five and a half million`.
pub(super) fn and_part(glyphs: &Glyphs, read: &Cardinal) -> Option<Bare> {
    let next = cardinal::between(glyphs, read.end);
    let Some((Word::And, and_end)) = cardinal::word(glyphs, next) else { return None };
    let part_at = cardinal::between(glyphs, and_end);
    let (part, end) = part(glyphs, part_at)?;
    let whole = read.value?;
    let Value::Ratio { numerator, denominator } = part else { return None };
    let after = cardinal::between(glyphs, end);
    if let Some((Word::Scale(scale), scale_end)) = cardinal::word(glyphs, after) {
        // five and a half million counts millions; one billion and a half million adds half of one.
        let value = match read.scale {
            None => Value::Exact(whole).plus(numerator, denominator)?.times(scale)?,
            Some(_) => Value::Exact(whole).plus(numerator.checked_mul(scale)?, denominator)?,
        };
        return Some(Bare {
            end: scale_end,
            value: value.simplified(),
            form: Form::Plain,
            spelled: true,
        });
    }
    let unit = read.scale.unwrap_or(Decimal::ONE);
    let value = Value::Exact(whole).plus(numerator.checked_mul(unit)?, denominator)?.simplified();
    Some(Bare { end, value, form: Form::Plain, spelled: true })
}

/// `a half`, `a third`, `one half`, `three quarters` as a ratio.
fn part(glyphs: &Glyphs, at: usize) -> Option<(Value, usize)> {
    let end = cardinal::word_end(glyphs, at);
    let article = end - at == 1 && glyphs.get(at) == Some('a');
    let (above, next) = if article {
        (Decimal::ONE, cardinal::between(glyphs, end))
    } else {
        let read = cardinal::read(glyphs, at)?;
        (read.value?, cardinal::between(glyphs, read.end))
    };
    let (below, end) = denominator(glyphs, next)?;
    Some((Value::ratio(above, below)?, end))
}

/// What follows `a`: `half`, `quarter million`, `hundredth`.
pub(super) fn part_alone(glyphs: &Glyphs, at: usize) -> Option<Bare> {
    if let Some((below, end)) = denominator(glyphs, at) {
        return of_scale(glyphs, Value::ratio(Decimal::ONE, below)?, end);
    }
    let read = cardinal::read(glyphs, at).filter(|read| read.spelled)?;
    divided(glyphs, &read).map(|read| super::numeral::percent(glyphs, read))
}

/// `half`, `half a million`, `quarter million`.
pub(super) fn part_of_scale(glyphs: &Glyphs, at: usize) -> Option<Bare> {
    let (below, end) = denominator(glyphs, at)?;
    let half = Value::ratio(Decimal::ONE, below)?;
    let a = cardinal::between(glyphs, end);
    let a_end = cardinal::word_end(glyphs, a);
    let next = if glyphs.words(a, a_end) == "a" { cardinal::between(glyphs, a_end) } else { a };
    match cardinal::word(glyphs, next) {
        Some((Word::Scale(scale), after)) => Some(Bare {
            end: after,
            value: half.times(scale)?.simplified(),
            form: Form::Plain,
            spelled: true,
        }),
        _ if glyphs.words(at, end) == "half" => {
            Some(Bare { end, value: half.simplified(), form: Form::Fraction, spelled: true })
        }
        _ => None,
    }
}

/// The number of parts that a word names: `thirds` is 3, `twenty-fifths` 25, `hundredth` 100.
pub(super) fn denominator(glyphs: &Glyphs, at: usize) -> Option<(Decimal, usize)> {
    let end = cardinal::word_end(glyphs, at);
    if end - at > 12 || end - at < 4 {
        return None;
    }
    let word = glyphs.words(at, end);
    let single = word.strip_suffix('s').unwrap_or(&word);
    if let Some(parts) = parts(single) {
        return Some((parts, end));
    }
    let Some((Word::Ten(ten), ten_end)) = cardinal::word(glyphs, at) else { return None };
    if glyphs.get(ten_end) != Some('-') && glyphs.get(ten_end) != Some(' ') {
        return None;
    }
    let next = cardinal::between(glyphs, ten_end);
    let end = cardinal::word_end(glyphs, next);
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
