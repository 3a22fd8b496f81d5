//! Chinese numerals as one value: `二十万亿`, `一点五亿`, `3万4000`, `二〇二六`, `三十几万`, `七八十`, `壹佰伍拾`,
//! `廿五`, `半亿`, `一个半亿`.
//!
//! A numeral is read from the left into three parts: the one at 亿 and above, the one at 万, and the one below 万. A
//! unit multiplies the part that stands before it, so 二十万亿 is (20 × 万) × 亿 and 两亿五千万 is 2 × 亿 + 5000 × 万.

use rust_decimal::Decimal;

use super::han::{begins_measure, big_unit, digit, is_unit, small_unit, tens};
use crate::quantity::digits::{self, Grouping};
use crate::quantity::power_of_ten;
use crate::text::glyph::Glyphs;

/// A number that was read from a known place up to `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cardinal {
    /// The place after the last character.
    pub(super) end: usize,
    /// The lowest value meant, unless it is too large.
    pub(super) low: Option<Decimal>,
    /// The highest value meant: above `low` in `七八十`.
    pub(super) high: Option<Decimal>,
    /// Whether `多`, `余` or `几` says that there are more.
    pub(super) more: bool,
    /// Whether anything but digits is in it.
    pub(super) spelled: bool,
}

/// Reads the numeral that begins at `at`, if one does.
pub(super) fn read(glyphs: &Glyphs, at: usize) -> Option<Cardinal> {
    let (low, end) = Sum::read(glyphs, at, Choice::Lower)?;
    let high = if low.approximate { Sum::read(glyphs, at, Choice::Upper) } else { None };
    Some(Cardinal {
        end,
        low: low.value(),
        high: high.map_or_else(|| low.value(), |(high, _)| high.value()),
        more: low.more,
        spelled: low.spelled,
    })
}

pub(super) fn whole(text: &str) -> Option<Decimal> {
    let glyphs = Glyphs::of(text);
    read(&glyphs, 0).filter(|read| read.end == glyphs.len())?.low
}

/// Which of two neighbouring digits counts: 七八十 is 70 to 80.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Choice {
    #[default]
    Lower,
    Upper,
}

/// The parts of a numeral as far as it is read.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each tells one thing of the numeral, and they go together freely"
)]
#[derive(Debug, Default)]
struct Sum {
    choice: Choice,
    /// At 亿 and above.
    high: Option<Decimal>,
    /// At 万.
    low: Option<Decimal>,
    /// Below 万, closed by a small unit.
    group: Option<Decimal>,
    /// A digit or a run of digits without its unit yet.
    pending: Option<Decimal>,
    last_small: Option<u32>,
    /// The power of ten of the unit read just before, for 三万五.
    last_unit: Option<u32>,
    overflow: bool,
    approximate: bool,
    fraction: bool,
    more: bool,
    spelled: bool,
    n_read: usize,
}

impl Sum {
    fn read(glyphs: &Glyphs, at: usize, choice: Choice) -> Option<(Self, usize)> {
        let mut sum = Self { choice, ..Self::default() };
        let mut end = at;
        let mut next = at;
        while let Some(after) = sum.step(glyphs, next) {
            end = after;
            next = sum.over_spaces(glyphs, after);
        }
        (end > at && sum.any()).then_some((sum, end))
    }

    fn any(&self) -> bool {
        self.high.or(self.low).or(self.group).or(self.pending).is_some() || self.overflow
    }

    /// Spaces inside a numeral are read over only where a unit stands on one side of them.
    fn over_spaces(&self, glyphs: &Glyphs, at: usize) -> usize {
        let next = glyphs.skip_spaces(at, 4);
        let is_after = |fits: fn(char) -> bool| glyphs.get(next).is_some_and(fits);
        let is_unit_before = self.last_unit.is_some() && self.pending.is_none();
        let is_joined = is_after(|c| is_unit(c) || "余餘多点點几幾".contains(c))
            || matches!(glyphs.before(at), Some('点' | '點'))
            || is_unit_before && is_after(|c| digit(c).is_some() || c.is_ascii_digit());
        if is_joined { next } else { at }
    }

    fn step(&mut self, glyphs: &Glyphs, at: usize) -> Option<usize> {
        let c = glyphs.get(at)?;
        let after = if c.is_ascii_digit() {
            self.take_digits(glyphs, at)
        } else if digit(c).is_some() {
            self.take_han_digits(glyphs, at)
        } else if begins_measure(glyphs, at) {
            None
        } else if let Some(n) = tens(c) {
            self.take_tens(at, n)
        } else if let Some(power) = small_unit(c) {
            self.take_small(glyphs, at, power)
        } else if let Some(power) = big_unit(c) {
            self.take_big(at, power)
        } else {
            self.take_mark(glyphs, at, c)
        }?;
        self.spelled |= !c.is_ascii_digit();
        self.n_read += 1;
        Some(after)
    }

    fn take_digits(&mut self, glyphs: &Glyphs, at: usize) -> Option<usize> {
        let is_closed = self.group.is_some() && self.last_unit.is_none();
        if self.pending.is_some() || self.fraction || is_closed {
            return None;
        }
        let run = digits::read(glyphs, at, Grouping::CommasAndCountedSpaces);
        self.overflow |= run.value.is_none();
        self.pending = Some(run.value.unwrap_or_default());
        Some(run.end)
    }

    fn take_han_digits(&mut self, glyphs: &Glyphs, at: usize) -> Option<usize> {
        if self.pending.is_some() || self.fraction {
            return None;
        }
        let row: Vec<u32> = (at..at + 30).map_while(|at| glyphs.get(at).and_then(digit)).collect();
        let end = at + row.len();
        let n_zeros = row.iter().take_while(|d| **d == 0).count();
        let is_filled = n_zeros > 0 && self.last_unit.is_some();
        match *row.get(n_zeros..).unwrap_or_default() {
            // 两千点零, 四千万零: the zero only says that a place is empty.
            [] if is_filled => self.last_unit = Some(1),
            [one] if is_filled => self.pend(one, Some(1)),
            [one] if n_zeros == 0 => self.pend(one, self.last_unit),
            [a, b] if n_zeros == 0 && self.neighbours(glyphs, end, a, b) => {
                self.approximate = true;
                self.pend(if self.choice == Choice::Lower { a } else { b }, Some(1));
            }
            _ if self.n_read == 0 => self.pend_row(&row),
            _ => return None,
        }
        Some(end)
    }

    /// 七八十, 三五百: two digits that are a little apart, not a row of digits.
    fn neighbours(&self, glyphs: &Glyphs, end: usize, a: u32, b: u32) -> bool {
        let is_unit = glyphs.get(end).is_some_and(|c| is_unit(c) || matches!(c, '个' | '個'));
        (b == a + 1 || (a, b) == (3, 5)) && (is_unit || self.n_read > 0)
    }

    fn pend(&mut self, digit: u32, last_unit: Option<u32>) {
        self.pending = Some(digit.into());
        self.last_unit = last_unit;
    }

    fn pend_row(&mut self, row: &[u32]) {
        let value = row.iter().take(28).fold(0_i128, |sum, d| sum * 10 + i128::from(*d));
        let decimal = Decimal::try_from_i128_with_scale(value, 0).ok();
        self.overflow |= decimal.is_none() || row.len() > 28;
        self.pending = Some(decimal.unwrap_or_default());
        self.last_unit = None;
    }

    fn take_small(&mut self, glyphs: &Glyphs, at: usize, power: u32) -> Option<usize> {
        let is_after_digits = glyphs.before(at).is_some_and(|c| c.is_ascii_digit());
        let is_ten_of_digits = power == 1 && is_after_digits && self.pending.is_some();
        if self.last_small.is_some_and(|last| power >= last) || is_ten_of_digits {
            return None;
        }
        let head = self.pending.take().filter(|v| !v.is_zero() || power != 1);
        let part = self.times(head.unwrap_or(Decimal::ONE), power);
        self.group = self.group.unwrap_or_default().checked_add(part);
        self.last_small = Some(power);
        self.last_unit = Some(power);
        self.fraction = false;
        Some(at + 1)
    }

    /// 廿 and 卅, which no digit multiplies.
    fn take_tens(&mut self, at: usize, n: u32) -> Option<usize> {
        if self.pending.is_some() || self.last_small.is_some_and(|last| last <= 1) {
            return None;
        }
        self.group = self.group.unwrap_or_default().checked_add(Decimal::from(n * 10));
        self.last_small = Some(1);
        self.last_unit = Some(1);
        self.fraction = false;
        Some(at + 1)
    }

    fn take_big(&mut self, at: usize, power: u32) -> Option<usize> {
        // Not shortened: in 5亿1万 the 1 counts 万.
        let head = sum(self.group, self.pending);
        if power == 4 {
            if head.is_some() && self.low.is_some() {
                return None;
            }
            self.low = Some(self.times(head.or(self.low)?, power));
        } else if let Some(below) = sum(self.low, head) {
            let part = self.times(below, power);
            self.low = None;
            self.high = sum(self.high, Some(part));
        } else {
            self.high = Some(self.times(self.high?, power));
        }
        self.group = None;
        self.pending = None;
        self.fraction = false;
        self.last_small = None;
        self.last_unit = Some(power);
        Some(at + 1)
    }

    fn times(&mut self, value: Decimal, power: u32) -> Decimal {
        let product = power_of_ten(power).and_then(|unit| value.checked_mul(unit));
        self.overflow |= product.is_none();
        product.unwrap_or_default()
    }

    fn take_mark(&mut self, glyphs: &Glyphs, at: usize, c: char) -> Option<usize> {
        let after = glyphs.get(at + 1);
        match c {
            '点' | '點' => return self.take_fraction(glyphs, at + 1),
            '半' if self.n_read == 0 && after.is_some_and(is_unit) => {
                self.pending = Some(Decimal::new(5, 1));
                self.last_unit = None;
                return Some(at + 1);
            }
            // 一个半亿 is 1.5 × 亿.
            '个' if after == Some('半') && glyphs.get(at + 2).is_some_and(is_unit) => {
                self.pending = Some(self.pending?.checked_add(Decimal::new(5, 1))?);
                self.last_unit = None;
                self.fraction = true;
                return Some(at + 2);
            }
            '多' if self.any() && !after.is_some_and(|c| "边邊样元方种".contains(c)) => (),
            '余' | '餘' if self.any() => (),
            '几' | '幾' | '数' if self.last_unit.is_some() && self.pending.is_none() => (),
            _ => return None,
        }
        (!std::mem::replace(&mut self.more, true)).then_some(at + 1)
    }

    fn take_fraction(&mut self, glyphs: &Glyphs, at: usize) -> Option<usize> {
        let start = glyphs.skip_spaces(at, 2);
        let any = self.low.or(self.high).map(|_| Decimal::ZERO);
        let mut value = self.head().or(any)?;
        // 两 counts things; it is no decimal place.
        let place =
            |c: char| digit(c).or_else(|| c.to_digit(10)).filter(|_| !"两兩俩倆".contains(c));
        let row: Vec<u32> =
            (start..start + 20).map_while(|at| glyphs.get(at).and_then(place)).collect();
        let is_after_digits =
            self.n_read == 1 && glyphs.before(at - 1).is_some_and(|c| c.is_ascii_digit());
        if row.is_empty() || self.fraction || is_after_digits {
            return None;
        }
        for (scale, d) in (1..).zip(&row) {
            value = value.checked_add(Decimal::new(i64::from(*d), scale))?;
        }
        self.group = None;
        self.pending = Some(value);
        self.last_unit = Some(1);
        self.fraction = true;
        Some(start + row.len())
    }

    /// The part before the next unit: 四千二 is 4200 there.
    fn head(&self) -> Option<Decimal> {
        sum(self.group, self.pending.map(|p| self.shortened(p)))
    }

    /// 三万五 is 35000: a last single digit right after a unit counts tenths of it.
    fn shortened(&self, pending: Decimal) -> Decimal {
        let power = self.last_unit.filter(|power| {
            *power >= 2 && self.n_read > 1 && pending < Decimal::TEN && !self.fraction
        });
        let tenth = power.and_then(|power| power_of_ten(power - 1));
        tenth.and_then(|tenth| pending.checked_mul(tenth)).unwrap_or(pending)
    }

    fn value(&self) -> Option<Decimal> {
        let whole = sum(sum(self.high, self.low), self.head());
        whole.filter(|_| !self.overflow).map(|v| v.normalize())
    }
}

fn sum(a: Option<Decimal>, b: Option<Decimal>) -> Option<Decimal> {
    match (a, b) {
        (Some(a), Some(b)) => a.checked_add(b),
        (one, None) | (None, one) => one,
    }
}
