//! Units that do not stand behind their number: `出资额（亿元）：10.00`, `| 森林覆盖率（%） | 24.1 |`, `12/10万`.

use super::cardinal;
use super::words::{Kind, UNITS};
use crate::quantity::{Amount, Currency, Doubt, Unit};
use crate::text::glyph::Glyphs;

/// Farthest from a label to its number, in characters.
const FAR: usize = 60;

/// An amount without a unit, with the one that the label of its line names.
pub(super) fn labelled(glyphs: &Glyphs, amount: Amount) -> Amount {
    if amount.doubt != Some(Doubt::Bare) {
        return amount;
    }
    let found = label(glyphs, amount.start).and_then(|(start, end)| {
        let (factor, unit) = unit(glyphs, start, end)?;
        Some((amount.value.times(factor)?, unit))
    });
    match found {
        Some((value, unit)) => Amount { value, unit, doubt: None, ..amount },
        None => amount,
    }
}

/// The places inside the brackets of the label before a number; between them stand only other cells.
fn label(glyphs: &Glyphs, start: usize) -> Option<(usize, usize)> {
    let from = start.saturating_sub(FAR);
    let is_cell = |at: usize| {
        glyphs.get(at).is_some_and(|c| c.is_ascii_digit() || ".,%|:：- ".contains(c))
            && glyphs.raw(at) != Some('\n')
    };
    let close = (from..start).rev().find(|at| !is_cell(*at))?;
    let is_parted = (close + 1..start).any(|at| matches!(glyphs.get(at), Some('|' | ':' | '：')));
    let open = (from..close).rev().take(14).find(|at| glyphs.get(*at) == Some('('))?;
    (is_parted && glyphs.get(close) == Some(')')).then_some((open + 1, close))
}

/// The factor and the unit that a label names: 亿元 is 100,000,000 CNY.
fn unit(glyphs: &Glyphs, start: usize, end: usize) -> Option<(rust_decimal::Decimal, Unit)> {
    let start =
        if glyphs.starts_with(start, "单位") { glyphs.skip_spaces(start + 3, 1) } else { start };
    if glyphs.get(start) == Some('%') && start + 1 == end {
        return Some((rust_decimal::Decimal::ONE, Unit::Percent));
    }
    let n_scale = (start..end)
        .take_while(|at| glyphs.get(*at).is_some_and(|c| "百千万亿".contains(c)))
        .count();
    let scale = glyphs.words(start, start + n_scale);
    let factor = if n_scale == 0 {
        rust_decimal::Decimal::ONE
    } else {
        cardinal::whole(&format!("一{scale}"))?
    };
    let (word, after) = UNITS.at(glyphs, start + n_scale)?;
    let unit = match word.meaning.kind {
        Kind::Money => Unit::Money(Currency(word.meaning.name)),
        Kind::Measure | Kind::Count => Unit::Named(word.meaning.name),
        Kind::Time | Kind::Order => return None,
    };
    (after == end).then_some((factor, unit))
}

/// 12/10万: so many to so many others.
pub(super) fn rate(glyphs: &Glyphs, end: usize) -> Option<(String, usize)> {
    let start = Some(end + 1).filter(|_| glyphs.get(end) == Some('/'))?;
    let number = cardinal::read(glyphs, start)?;
    let of = number.low.filter(|low| *low >= rust_decimal::Decimal::ONE_HUNDRED)?;
    Some((of.normalize().to_string(), number.end))
}
