//! Money in English: `US$ 3 million`, `300 million euro`, `$450 million USD`, `75 USD million`, `three dollars fifty`.
//!
//! A currency may stand on both sides; the more precise one counts. A bare `$` is the US dollar.

use std::ops::Range;

use rust_decimal::Decimal;

use super::words::{CAPITALS, CENTS, MONEY};
use crate::quantity::{Amount, Currency, Unit, Value};
use crate::text::glyph::Glyphs;

pub(super) struct Sum {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) currency: Currency,
    /// Multiplies the number: cents are hundredths.
    pub(super) factor: Decimal,
}

/// The sum that a currency before or after a number makes of it; before `taken` nothing is read.
pub(super) fn sum_around(glyphs: &Glyphs, number: Range<usize>, taken: usize) -> Option<Sum> {
    let before = before(glyphs, &number).filter(|(at, _)| *at >= taken);
    let after = after(glyphs, number.end)
        .filter(|it| before.is_none_or(|(_, known)| known == it.code || known == "USD"))
        // In `$ 20 $ 30` the second sign belongs to what follows it.
        .filter(|it| before.is_none() || !opens_next(glyphs, it.end));
    let (start, code) = before.map_or((number.start, None), |(at, code)| (at, Some(code)));
    let (end, code, factor) = match after {
        Some(it) => {
            let (factor, end) = scale_after(glyphs, it.end).unwrap_or((it.factor, it.end));
            (end, it.code, factor)
        }
        None => (number.end, code?, Decimal::ONE),
    };
    Some(Sum { start, end, currency: Currency(code), factor })
}

fn before(glyphs: &Glyphs, number: &Range<usize>) -> Option<(usize, &'static str)> {
    let start = number.start;
    let end = if glyphs.before(start) == Some(' ') { start - 1 } else { start };
    let mut found = MONEY.all_before(glyphs, end).filter(|(name, at)| {
        let is_part = name.text.starts_with(char::is_alphabetic)
            && glyphs.before(*at).is_some_and(char::is_alphanumeric);
        !is_part && !is_other_word(glyphs, *at, name.text)
    });
    let (name, at) = found.next()?;
    // `COP 27` is a conference: a code that is also a name needs a sum that is one.
    let is_sure = match name.text {
        "cop" | "top" | "pen" | "all" => number.len() > 3,
        // `R50 million`, and no `R 50`, `R2`.
        "r" => end == start && number.len() > 3,
        _ => true,
    };
    is_sure.then_some((at, name.meaning))
}

struct After {
    end: usize,
    code: &'static str,
    factor: Decimal,
}

fn after(glyphs: &Glyphs, end: usize) -> Option<After> {
    let next = if glyphs.get(end) == Some('-') { end + 1 } else { glyphs.skip_spaces(end, 1) };
    // `5 MUSD` are millions.
    let is_upper = |at| glyphs.raw(at).is_some_and(|c| c.is_ascii_uppercase());
    let in_millions = glyphs.raw(next) == Some('M') && (next + 1..next + 4).all(is_upper);
    let (next, factor) =
        if in_millions { (next + 1, Decimal::from(1_000_000)) } else { (next, Decimal::ONE) };
    if let Some((end, code)) = cent(glyphs, next) {
        return Some(After { end, code, factor: Decimal::new(1, 2) });
    }
    if next == end && glyphs.starts_with(next, "rm") {
        return None;
    }
    let mut found = MONEY.all_at(glyphs, next).filter(|(name, after)| {
        let follows = glyphs.get(*after);
        let is_part =
            name.text.ends_with(char::is_alphabetic) && follows.is_some_and(char::is_alphanumeric);
        let opens_next = name.text.ends_with('$') && follows.is_some_and(|c| c.is_ascii_digit());
        !is_part && !opens_next && !is_other_word(glyphs, next, name.text)
    });
    found.next().map(|(name, end)| After { end, code: name.meaning, factor })
}

/// Whether a bare sign ends here and digits follow.
fn opens_next(glyphs: &Glyphs, end: usize) -> bool {
    let sign = matches!(glyphs.before(end), Some('$' | '€' | '£' | '¥'));
    sign && glyphs.get(glyphs.skip_spaces(end, 1)).is_some_and(|c| c.is_ascii_digit())
}

/// The hundredth of a currency that is named at a place.
fn cent(glyphs: &Glyphs, at: usize) -> Option<(usize, &'static str)> {
    let mut whole = CENTS
        .all_at(glyphs, at)
        .filter(|(_, end)| !glyphs.get(*end).is_some_and(char::is_alphanumeric));
    whole.next().map(|(name, end)| (end, name.meaning))
}

/// `75 USD million`: a scale after the currency.
fn scale_after(glyphs: &Glyphs, end: usize) -> Option<(Decimal, usize)> {
    let at = glyphs.skip_spaces(end, 1);
    let scales = [("million", 1_000_000_i64), ("billion", 1_000_000_000)];
    scales.into_iter().find_map(|(word, scale)| {
        let after = at + word.len();
        let is_whole = !glyphs.get(after).is_some_and(char::is_alphanumeric);
        (is_whole && glyphs.starts_with(at, word)).then(|| (scale.into(), after))
    })
}

/// Adds hundredths to a whole sum: `15 dollars 50`, `thirteen dollars and forty-five cents`.
pub(super) fn add_cents(glyphs: &Glyphs, last: &mut Amount, amount: &Amount) -> bool {
    let joint = glyphs.words(last.end, amount.start);
    let is_small = amount.value.high() < Decimal::ONE_HUNDRED
        && matches!(last.value, Value::Exact(sum) if sum.is_integer() && sum < Decimal::from(100_000));
    if !matches!(joint.as_str(), " " | " and ") || !is_small || last.unit.currency().is_none() {
        return false;
    }
    let part = amount.value.low();
    let is_named = amount.unit.currency().is_some()
        && cent(glyphs, glyphs.skip_spaces(amount.number_end, 1)).is_some();
    let is_bare = amount.unit == Unit::None
        && part.is_integer()
        && glyphs.get(amount.end).is_none_or(|c| matches!(c, '.' | ',' | '?' | '!'));
    let part = match (is_named, is_bare) {
        (true, _) => Some(part),
        (false, true) => part.checked_div(Decimal::ONE_HUNDRED),
        (false, false) => None,
    };
    let Some(sum) = part.and_then(|part| last.value.low().checked_add(part)) else { return false };
    last.value = Value::Exact(sum);
    last.end = amount.end;
    true
}

/// Codes and names that are also words must be written in capitals: `TOP`, `PEN`, `TRY`, `RON`, `won`.
fn is_other_word(glyphs: &Glyphs, at: usize, name: &str) -> bool {
    let is_upper = |at: usize| glyphs.raw(at).is_some_and(char::is_uppercase);
    CAPITALS.contains(name) && !(at..at + name.chars().count()).all(is_upper)
}
