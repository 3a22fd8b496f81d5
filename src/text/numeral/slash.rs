//! Fractions with a slash: `3/4`, `1 4/5`, `３／５`; no dates such as `5/17/2018`, no years such as `2021/2022`.

use rust_decimal::Decimal;

use super::digits::{self, Grouping};
use crate::text::glyph::Glyphs;

/// Numerator, denominator and the place after a slashed fraction at `at`.
pub(super) fn read(glyphs: &Glyphs, at: usize) -> Option<(Decimal, Decimal, usize)> {
    let touched =
        glyphs.before(at).is_some_and(|c| matches!(c, '/' | '.') || c.is_ascii_alphanumeric());
    let (first, first_end) = small(glyphs, at).filter(|_| !touched)?;
    let second_at = glyphs.skip_spaces(first_end, 2);
    if second_at > first_end
        && let Some((second, second_end)) = small(glyphs, second_at)
    {
        let (below, end) = below(glyphs, second_end)?;
        let above = first.checked_mul(below)?.checked_add(second)?;
        return Some((above, below, end));
    }
    let (below, end) = below(glyphs, first_end)?;
    Some((first, below, end))
}

fn below(glyphs: &Glyphs, at: usize) -> Option<(Decimal, usize)> {
    if glyphs.get(at) != Some('/') {
        return None;
    }
    let (value, end) = small(glyphs, at + 1)?;
    let goes_on =
        glyphs.get(end).is_some_and(|c| matches!(c, '/' | '.') || c.is_ascii_alphanumeric())
            && glyphs.get(end + 1).is_some_and(|c| c.is_ascii_alphanumeric());
    (!value.is_zero() && !goes_on).then_some((value, end))
}

/// A whole number of at most three digits.
fn small(glyphs: &Glyphs, at: usize) -> Option<(Decimal, usize)> {
    let starts = glyphs.get(at)?.is_ascii_digit();
    let n =
        (at..at + 4).take_while(|at| glyphs.get(*at).is_some_and(|c| c.is_ascii_digit())).count();
    if !starts || n > 3 {
        return None;
    }
    Some((digits::read(glyphs, at, Grouping::Commas).value?, at + n))
}
