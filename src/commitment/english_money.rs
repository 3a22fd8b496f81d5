//! Money in English: `US$ 3 million`, `300 million euro`, `$450 million USD`, `75 USD million`, `three dollars fifty`.
//!
//! A currency may stand on both sides; the more precise one counts. A bare `$` is the US dollar.

use std::collections::HashMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::amount::Amount;
use super::unit::{Currency, Unit};
use super::unit_words::{ENGLISH_CENTS, ENGLISH_MONEY};
use crate::quantity::Value;
use crate::text::glyph::Glyphs;

/// A sum of money by its places.
pub(super) struct Sum {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) currency: Currency,
    pub(super) factor: Decimal,
}

pub(super) static MONEY: LazyLock<Money> = LazyLock::new(Money::new);

/// Names and codes of money by one of their characters.
type Names = HashMap<char, Vec<(&'static str, &'static str)>>;

/// The names of money, by how they are looked for.
pub(super) struct Money {
    by_first: Names,
    by_last: Names,
}

impl Money {
    fn new() -> Self {
        let mut money = Self { by_first: HashMap::new(), by_last: HashMap::new() };
        for (name, code) in ENGLISH_MONEY {
            if let (Some(first), Some(last)) = (name.chars().next(), name.chars().last()) {
                money.by_first.entry(first).or_default().push((name, code));
                money.by_last.entry(last).or_default().push((name, code));
            }
        }
        for row in money.by_first.values_mut().chain(money.by_last.values_mut()) {
            row.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        }
        money
    }

    /// The currency before or after a number, with the places that the sum then takes.
    pub(super) fn around(
        &self,
        glyphs: &Glyphs,
        start: usize,
        end: usize,
        taken: usize,
    ) -> Option<Sum> {
        let before = self
            .before(glyphs, start)
            .filter(|(at, _)| *at >= taken && sure(glyphs, *at, start, end));
        let after = self.after(glyphs, end).filter(|(_, code, _)| {
            before.is_none_or(|(_, known)| known == *code || known == "USD")
        });
        // In `$ 20 $ 30` the second sign belongs to what follows it.
        let after = after.filter(|(after, ..)| before.is_none() || !opens_next(glyphs, *after));
        let (start, known) = before.map_or((start, None), |(at, code)| (at, Some(code)));
        let (end, code, factor) = match (after, known) {
            (Some((end, code, factor)), _) => scaled_after(glyphs, end)
                .map_or((end, code, factor), |(scale, after)| (after, code, scale)),
            (None, Some(code)) => (end, code, Decimal::ONE),
            (None, None) => return None,
        };
        Some(Sum { start, end, currency: Currency(code), factor })
    }

    fn before(&self, glyphs: &Glyphs, start: usize) -> Option<(usize, &'static str)> {
        let end = if matches!(glyphs.before(start), Some(' ' | '\n')) { start - 1 } else { start };
        let row = self.by_last.get(&glyphs.before(end)?)?;
        row.iter().find_map(|(name, code)| {
            let n = name.chars().count();
            let at = end.checked_sub(n)?;
            let whole = glyphs.starts_with(at, name)
                && !(name.starts_with(char::is_alphabetic)
                    && glyphs.before(at).is_some_and(char::is_alphanumeric));
            (whole && !ambiguous(glyphs, at, name)).then_some((at, *code))
        })
    }

    fn after(&self, glyphs: &Glyphs, end: usize) -> Option<(usize, &'static str, Decimal)> {
        let next = match glyphs.get(end) {
            Some('-') => end + 1,
            _ => glyphs.skip_spaces(end, 1),
        };
        let scaled = glyphs.raw(next) == Some('M')
            && (next + 1..next + 4)
                .all(|at| glyphs.raw(at).is_some_and(|c| c.is_ascii_uppercase()));
        let next = if scaled { next + 1 } else { next };
        if let Some((after, code)) = minor(glyphs, next) {
            return Some((after, code, Decimal::new(1, 2)));
        }
        let factor = if scaled { Decimal::from(1_000_000) } else { Decimal::ONE };
        let row = self.by_first.get(&glyphs.get(next)?)?;
        if next == end && glyphs.starts_with(next, "rm") {
            return None;
        }
        row.iter().find_map(|(name, code)| {
            let after = next + name.chars().count();
            let whole = glyphs.starts_with(next, name)
                && !(name.ends_with(char::is_alphabetic)
                    && glyphs.get(after).is_some_and(char::is_alphanumeric));
            let prefix_of_next =
                name.ends_with('$') && glyphs.get(after).is_some_and(|c| c.is_ascii_digit());
            (whole && !prefix_of_next && !ambiguous(glyphs, next, name))
                .then_some((after, *code, factor))
        })
    }
}

/// Whether a bare sign ends here and digits follow.
fn opens_next(glyphs: &Glyphs, end: usize) -> bool {
    let sign = matches!(glyphs.before(end), Some('$' | '€' | '£' | '¥'));
    sign && glyphs.get(glyphs.skip_spaces(end, 1)).is_some_and(|c| c.is_ascii_digit())
}

/// The hundredth that is named at a place.
fn minor(glyphs: &Glyphs, at: usize) -> Option<(usize, &'static str)> {
    ENGLISH_CENTS.iter().find_map(|(name, code)| {
        let end = at + name.len();
        (glyphs.starts_with(at, name) && !glyphs.get(end).is_some_and(char::is_alphanumeric))
            .then_some((end, *code))
    })
}

/// `75 USD million`: a scale after the currency.
fn scaled_after(glyphs: &Glyphs, end: usize) -> Option<(Decimal, usize)> {
    let at = glyphs.skip_spaces(end, 1);
    [("million", 1_000_000_i64), ("billion", 1_000_000_000)].into_iter().find_map(
        |(word, scale)| {
            let after = at + word.len();
            (glyphs.starts_with(at, word) && !glyphs.get(after).is_some_and(char::is_alphanumeric))
                .then(|| (scale.into(), after))
        },
    )
}

/// `15 dollars 50`, `thirteen dollars and forty-five cents`: hundredths after a whole sum.
pub(super) fn cents(glyphs: &Glyphs, last: &mut Amount, amount: &Amount) -> bool {
    let joint = glyphs.words(last.end, amount.start);
    let small = amount.value.high() < Decimal::ONE_HUNDRED
        && matches!(last.value, Value::Exact(sum) if sum.is_integer() && sum < Decimal::from(100_000));
    if !matches!(joint.as_str(), " " | " and ") || !small || last.unit.currency().is_none() {
        return false;
    }
    let named = amount.unit.currency().is_some()
        && minor(glyphs, glyphs.skip_spaces(amount.number_end, 1)).is_some();
    let bare = amount.unit == Unit::None
        && amount.value.low().is_integer()
        && glyphs.get(amount.end).is_none_or(|c| matches!(c, '.' | ',' | '?' | '!'));
    let part = if named {
        Some(amount.value.low())
    } else {
        amount.value.low().checked_div(Decimal::ONE_HUNDRED).filter(|_| bare)
    };
    let Some(sum) = part.and_then(|part| last.value.low().checked_add(part)) else { return false };
    last.value = Value::Exact(sum);
    last.end = amount.end;
    true
}

/// `COP 27` is a conference: a code that is also a name needs a sum that is one.
fn sure(glyphs: &Glyphs, at: usize, start: usize, end: usize) -> bool {
    let name = glyphs.words(at, start);
    !matches!(name.trim(), "cop" | "top" | "pen" | "all") || end - start > 3
}

/// Codes and names that are also words must be written in capitals: `TOP`, `PEN`, `TRY`, `RON`, `won`.
fn ambiguous(glyphs: &Glyphs, at: usize, name: &str) -> bool {
    let word = matches!(
        name,
        "top"
            | "pen"
            | "try"
            | "ron"
            | "all"
            | "cop"
            | "mad"
            | "sos"
            | "rm"
            | "rs"
            | "gel"
            | "won"
            | "rand"
            | "real"
            | "php"
    );
    let n = name.chars().count();
    word && !(at..at + n).all(|at| glyphs.raw(at).is_some_and(char::is_uppercase))
}
