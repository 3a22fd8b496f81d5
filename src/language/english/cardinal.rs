//! English number words as one value: `one hundred and six`, `4 thousand 3 hundred and 21`, `2.5 million`, `150bn`.
//!
//! Words below a scale add up, a scale multiplies the words before it, and `and` goes on only to something smaller
//! than the last multiplier: `3 hundred and 2 hundred` are two numbers.

use rust_decimal::Decimal;

use super::number_word::{Word, between, denominator, is_ten_ordinal, letters, word};
use crate::quantity::digits::{self, Grouping};
use crate::quantity::power_of_ten;
use crate::text::glyph::Glyphs;

/// A number that was read from a known place up to `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cardinal {
    /// The place after the last character.
    pub(super) end: usize,
    /// The value, unless it is too large.
    pub(super) value: Option<Decimal>,
    /// Whether a word is in it.
    pub(super) spelled: bool,
    /// The last multiplier, if any: `half` after it counts that.
    pub(super) scale: Option<Decimal>,
}

/// Reads the number that begins at `at`, if one does.
pub(super) fn read(glyphs: &Glyphs, at: usize) -> Option<Cardinal> {
    Sum::read(glyphs, at, |_, _| false)
}

/// Reads the number at `at` up to its first scale and without an `and` of its own.
fn read_small(glyphs: &Glyphs, at: usize) -> Option<Cardinal> {
    Sum::read(glyphs, at, |sum, next| {
        sum.scale.is_some() || matches!(word(glyphs, next), Some((Word::And, _)))
    })
}

/// Letters that multiply the digits they touch: `150bn`, `£160m` after a currency sign, `10M`.
fn short_scale(glyphs: &Glyphs, start: usize, at: usize) -> Option<(Decimal, usize)> {
    let next = glyphs.skip_spaces(at, 1);
    let (word, end) = letters(glyphs, next);
    if glyphs.get(end).is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let is_spaced = next > at;
    let is_upper = glyphs.raw(next).is_some_and(char::is_uppercase);
    let power = match word.as_str() {
        "k" => 3,
        "m" if is_upper || (!is_spaced && money_before(glyphs, start)) => 6,
        "mm" if is_upper => 6,
        "b" if !is_spaced => 9,
        "t" if !is_spaced && money_before(glyphs, start) => 12,
        "g" if is_upper && is_spaced => 9,
        _ => return None,
    };
    Some((power_of_ten(power)?, end))
}

/// Whether a currency sign or code stands right before: `$`, `£`, `US$`, `EUR `.
fn money_before(glyphs: &Glyphs, at: usize) -> bool {
    let back = if glyphs.before(at) == Some(' ') { at - 1 } else { at };
    let is_upper = |at: usize| glyphs.raw(at).is_some_and(|c| c.is_ascii_uppercase());
    glyphs.before(back).is_some_and(|c| "$£€¥₹₩".contains(c))
        || (back >= 3 && (back - 3..back).all(is_upper))
}

pub(super) fn whole(text: &str) -> Option<Decimal> {
    let glyphs = Glyphs::of(text);
    read(&glyphs, 0).filter(|read| read.end == glyphs.len())?.value
}

/// The parts of a number as far as it is read.
#[derive(Debug, Default)]
struct Sum {
    /// Closed by a scale.
    total: Option<Decimal>,
    /// Not closed yet.
    group: Option<Decimal>,
    scale: Option<Decimal>,
    spelled: bool,
    overflow: bool,
}

impl Sum {
    fn read(glyphs: &Glyphs, at: usize, stops: impl Fn(&Self, usize) -> bool) -> Option<Cardinal> {
        let mut sum = Self::default();
        let mut end = at;
        let mut next = at;
        while !stops(&sum, next)
            && let Some(after) = sum.step(glyphs, next, end > at)
        {
            end = after;
            next = between(glyphs, after);
        }
        let value = sum.value().filter(|_| !sum.overflow);
        (end > at).then_some(Cardinal { end, value, spelled: sum.spelled, scale: sum.scale })
    }

    fn step(&mut self, glyphs: &Glyphs, at: usize, begun: bool) -> Option<usize> {
        if digits::begin(glyphs, at) {
            return self.take_digits(glyphs, at, begun);
        }
        let (word, end) = word(glyphs, at)?;
        match word {
            // one hundred thirty-fifths: the tens belong to the denominator.
            Word::Ten(_) if begun && is_ten_ordinal(glyphs, at) => return None,
            Word::Unit(n) | Word::Ten(n) => self.take_small(n)?,
            Word::Hundred => self.take_hundred()?,
            Word::Scale(scale) => self.take_scale(scale)?,
            Word::And => return if begun { self.take_and(glyphs, end) } else { None },
        }
        self.spelled = true;
        Some(end)
    }

    fn take_digits(&mut self, glyphs: &Glyphs, at: usize, begun: bool) -> Option<usize> {
        let is_free = !begun || self.scale.is_some() && self.total.is_some();
        let has_room = match self.group {
            None => is_free,
            Some(group) => begun && self.spelled && is_hundreds(group),
        };
        let is_touched = glyphs.before(at).is_some_and(|c| c == '-' || c == '.');
        if !has_room || begun && is_touched {
            return None;
        }
        let run = digits::read(glyphs, at, Grouping::CommasAndSpaces);
        self.overflow |= run.value.is_none();
        let value = run.value.unwrap_or_default();
        let is_next = value >= self.limit() || value.is_zero() || glyphs.get(run.end) == Some('%');
        if begun && is_next {
            return None;
        }
        self.group = Some(self.group.unwrap_or_default().checked_add(value)?);
        match short_scale(glyphs, at, run.end).filter(|_| !begun) {
            Some((scale, end)) => self.take_scale(scale).map(|()| end),
            None => Some(run.end),
        }
    }

    /// The next part must be smaller than the last multiplier.
    fn limit(&self) -> Decimal {
        match self.group {
            Some(_) => Decimal::ONE_HUNDRED,
            None => self.scale.unwrap_or(Decimal::MAX),
        }
    }

    fn take_small(&mut self, n: u32) -> Option<()> {
        let fits = self.group.is_none_or(|group| {
            let last = group % Decimal::ONE_HUNDRED;
            let is_after_tens = last >= Decimal::from(20) && (last % Decimal::TEN).is_zero();
            // 40 two: digits are not gone on with by a word below a hundred.
            self.spelled
                && group.is_integer()
                && (is_hundreds(group) && !group.is_zero() || is_after_tens && (1..10).contains(&n))
        });
        let group = self.group.unwrap_or_default().checked_add(n.into());
        self.group = Some(group.filter(|_| fits)?);
        Some(())
    }

    fn take_hundred(&mut self) -> Option<()> {
        let is_full = self.spelled && self.group.is_some_and(|group| group >= Decimal::ONE_HUNDRED);
        if is_full || self.group.is_none() && self.total.is_some() {
            return None;
        }
        let group = self.group.unwrap_or(Decimal::ONE);
        self.group = Some(group.checked_mul(Decimal::ONE_HUNDRED)?);
        Some(())
    }

    fn take_scale(&mut self, scale: Decimal) -> Option<()> {
        if self.group.is_none() && self.total.is_none() {
            return None;
        }
        let is_higher = self.scale.is_some_and(|last| scale >= last);
        let head = if is_higher { self.value() } else { self.group };
        let part = head?.checked_mul(scale);
        self.overflow |= part.is_none();
        let rest = if is_higher { Decimal::ZERO } else { self.total.unwrap_or_default() };
        self.total = rest.checked_add(part.unwrap_or_default());
        self.group = None;
        self.scale = Some(scale);
        Some(())
    }

    /// `and` goes on when the number after it, read alone, is smaller than the last multiplier.
    fn take_and(&mut self, glyphs: &Glyphs, end: usize) -> Option<usize> {
        let next = glyphs.skip_spaces(end, 4);
        let is_multiplied =
            self.scale.is_some() || self.group.is_some_and(|g| g >= Decimal::ONE_HUNDRED);
        if !is_multiplied || !self.spelled || next == end {
            return None;
        }
        let rest = read_small(glyphs, next)?;
        let limit = match self.group {
            Some(group) if is_hundreds(group) => Decimal::ONE_HUNDRED,
            Some(_) => return None,
            None => self.scale.unwrap_or(Decimal::ONE_HUNDRED),
        };
        let value = rest.value.filter(|value| !value.is_zero())?;
        // two hundred and two thousand: the hundreds are thousands too.
        let shared = rest.scale.filter(|scale| {
            let room = scale.checked_mul(Decimal::ONE_HUNDRED);
            self.group.is_some()
                && self.scale.is_none_or(|last| *scale < last)
                && room.is_some_and(|room| value < room)
        });
        // In `three and two thirds` the `two` is a numerator.
        let below = denominator(glyphs, between(glyphs, rest.end));
        let is_numerator = below.is_some_and(|(below, _)| value < below);
        if is_numerator || (value >= limit && shared.is_none()) {
            return None;
        }
        let hundreds = self.group.unwrap_or_default();
        if let Some(scale) = rest.scale {
            let above = shared.map_or(Some(Decimal::ZERO), |scale| hundreds.checked_mul(scale))?;
            let total = self.total.unwrap_or_default().checked_add(above)?;
            self.total = Some(total.checked_add(value)?);
            self.scale = Some(scale);
            self.group = self.group.filter(|_| shared.is_none());
        } else {
            self.group = Some(hundreds.checked_add(value)?);
        }
        Some(rest.end)
    }

    fn value(&self) -> Option<Decimal> {
        match (self.total, self.group) {
            (Some(total), Some(group)) => total.checked_add(group),
            (one, None) | (None, one) => one,
        }
        .map(|v| v.normalize())
    }
}

fn is_hundreds(group: Decimal) -> bool {
    (group % Decimal::ONE_HUNDRED).is_zero()
}
