//! Chinese numerals as one value: `二十万亿`, `一点五亿`, `3万4000`, `二〇二六`, `三十几万`, `七八十`, `壹佰伍拾`.
//!
//! A numeral is read from the left into three parts: what stands at 亿 and above, at 万, and below 万. A unit
//! multiplies the part that stands before it, so 二十万亿 is (20 × 万) × 亿 and 两亿五千万 is 2 × 亿 + 5000 × 万.

use rust_decimal::Decimal;

use super::han::{big_unit, digit, small_unit};
use crate::quantity::digits::{self, Grouping};
use crate::text::glyph::Glyphs;

/// What was read from a known place up to `end`.
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
    let low = Reader::new(glyphs, Choice::Lower).read(at)?;
    let high = low.approximate.then(|| Reader::new(glyphs, Choice::Upper).read(at)).flatten();
    Some(Cardinal {
        end: low.end,
        low: low.value,
        high: high.map_or(low.value, |high| high.value),
        more: low.more,
        spelled: low.spelled,
    })
}

/// Which of two neighbouring digits counts: 七八十 is 70 to 80.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Lower,
    Upper,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "each tells one thing of the numeral, and they go together freely"
)]
struct Reader<'g> {
    glyphs: &'g Glyphs,
    choice: Choice,
    /// At 亿 and above.
    high: Option<Decimal>,
    /// At 万.
    low: Option<Decimal>,
    /// Below 万, closed by a small unit.
    group: Option<Decimal>,
    /// A digit or a run of digits without its unit yet.
    pending: Option<Decimal>,
    last_small: u32,
    /// The power of ten of the unit read just before, for 三万五.
    last_unit: Option<u32>,
    overflow: bool,
    approximate: bool,
    fraction: bool,
    more: bool,
    spelled: bool,
    n_read: usize,
}

struct Read {
    end: usize,
    value: Option<Decimal>,
    approximate: bool,
    more: bool,
    spelled: bool,
}

impl<'g> Reader<'g> {
    fn new(glyphs: &'g Glyphs, choice: Choice) -> Self {
        Self {
            glyphs,
            choice,
            high: None,
            low: None,
            group: None,
            pending: None,
            last_small: u32::MAX,
            last_unit: None,
            overflow: false,
            approximate: false,
            fraction: false,
            more: false,
            spelled: false,
            n_read: 0,
        }
    }

    fn read(mut self, at: usize) -> Option<Read> {
        let mut end = at;
        let mut next = at;
        while let Some(after) = self.step(next) {
            end = after;
            next = self.over_spaces(after);
        }
        (end > at && self.any()).then(|| Read {
            end,
            value: self.value(),
            approximate: self.approximate,
            more: self.more,
            spelled: self.spelled,
        })
    }

    fn any(&self) -> bool {
        self.high.or(self.low).or(self.group).or(self.pending).is_some() || self.overflow
    }

    /// Spaces inside a numeral are read over only where a unit stands on one side of them.
    fn over_spaces(&self, at: usize) -> usize {
        let next = self.glyphs.skip_spaces(at, 4);
        let unit_after = self.glyphs.get(next).is_some_and(|c| {
            small_unit(c).is_some()
                || big_unit(c).is_some()
                || matches!(c, '余' | '餘' | '多' | '点' | '點' | '几' | '幾')
        });
        let han_after = self.glyphs.get(next).is_some_and(|c| digit(c).is_some());
        let digits_after = self.glyphs.get(next).is_some_and(|c| c.is_ascii_digit());
        let unit_before = self.last_unit.is_some() && self.pending.is_none();
        let point_before = matches!(self.glyphs.before(at), Some('点' | '點'));
        if unit_after || point_before || (unit_before && (han_after || digits_after)) {
            next
        } else {
            at
        }
    }

    fn step(&mut self, at: usize) -> Option<usize> {
        let c = self.glyphs.get(at)?;
        let after = if c.is_ascii_digit() {
            self.take_digits(at)
        } else if digit(c).is_some() {
            self.take_han_digits(at)
        } else if let Some(power) = small_unit(c) {
            self.take_small(at, power)
        } else if let Some(power) = big_unit(c) {
            self.take_big(at, power)
        } else {
            self.take_mark(at, c)
        }?;
        self.spelled |= !c.is_ascii_digit();
        self.n_read += 1;
        Some(after)
    }

    fn take_digits(&mut self, at: usize) -> Option<usize> {
        if self.pending.is_some()
            || self.fraction
            || (self.group.is_some() && self.last_unit.is_none())
        {
            return None;
        }
        let run = digits::read(self.glyphs, at, Grouping::Commas);
        self.overflow |= run.value.is_none();
        self.pending = Some(run.value.unwrap_or_default());
        Some(run.end)
    }

    fn take_han_digits(&mut self, at: usize) -> Option<usize> {
        let row: Vec<u32> =
            (at..at + 30).map_while(|at| self.glyphs.get(at).and_then(digit)).collect();
        let zeros = row.iter().take_while(|d| **d == 0).count();
        let rest = row.get(zeros..).unwrap_or_default();
        let filler = zeros > 0 && self.last_unit.is_some();
        if self.pending.is_some() || self.fraction {
            return None;
        }
        match (rest, filler) {
            ([], true) => {
                // 两千点零, 四千万零: the zero only says that a place is empty.
                self.last_unit = Some(1);
                return Some(at + row.len());
            }
            ([one], true) => self.pend(Decimal::from(*one), Some(1)),
            ([one], false) if zeros == 0 => self.pend(Decimal::from(*one), self.last_unit),
            ([a, b], _) if self.neighbours(at + row.len(), *a, *b, zeros) => {
                self.approximate = true;
                let chosen = if self.choice == Choice::Lower { a } else { b };
                self.pend(Decimal::from(*chosen), Some(1));
            }
            _ if self.n_read == 0 => self.pend_row(&row),
            _ => return None,
        }
        Some(at + row.len())
    }

    /// 七八十, 三五年: two digits that are a little apart, not a row of digits.
    fn neighbours(&self, end: usize, a: u32, b: u32, zeros: usize) -> bool {
        let apart = b == a + 1 || (a, b) == (3, 5);
        let unit_after = self.glyphs.get(end).is_some_and(|c| {
            small_unit(c).is_some() || big_unit(c).is_some() || matches!(c, '个' | '個')
        });
        zeros == 0 && apart && (unit_after || self.n_read > 0)
    }

    fn pend(&mut self, value: Decimal, last_unit: Option<u32>) {
        self.pending = Some(value);
        self.last_unit = last_unit;
    }

    fn pend_row(&mut self, row: &[u32]) {
        let value = row.iter().take(28).fold(0_i128, |sum, d| sum * 10 + i128::from(*d));
        let decimal = Decimal::try_from_i128_with_scale(value, 0).ok();
        self.overflow |= decimal.is_none() || row.len() > 28;
        self.pend(decimal.unwrap_or_default(), None);
        self.last_unit = None;
    }

    fn take_small(&mut self, at: usize, power: u32) -> Option<usize> {
        let after_digits = self.glyphs.before(at).is_some_and(|c| c.is_ascii_digit());
        if power >= self.last_small || (power == 1 && after_digits && self.pending.is_some()) {
            return None;
        }
        let head =
            self.pending.take().filter(|v| !v.is_zero() || power != 1).unwrap_or(Decimal::ONE);
        let part = head.checked_mul(ten_to(power));
        self.overflow |= part.is_none();
        self.group = self.group.unwrap_or_default().checked_add(part.unwrap_or_default());
        self.last_small = power;
        self.last_unit = Some(power);
        self.fraction = false;
        Some(at + 1)
    }

    fn take_big(&mut self, at: usize, power: u32) -> Option<usize> {
        // Not shortened: in 5亿1万 the 1 counts 万.
        let head = sum(self.group, self.pending);
        let unit = ten_to(power);
        if power == 4 {
            let part = head.or(self.low).and_then(|v| self.times(v, unit));
            if part.is_none() || (head.is_some() && self.low.is_some()) {
                return None;
            }
            self.low = part;
        } else {
            let below = sum(self.low.take(), head);
            let part = below.or(self.high).and_then(|v| self.times(v, unit))?;
            self.high = if below.is_some() { sum(self.high, Some(part)) } else { Some(part) };
        }
        self.group = None;
        self.pending = None;
        self.fraction = false;
        self.last_small = u32::MAX;
        self.last_unit = Some(power);
        Some(at + 1)
    }

    fn times(&mut self, value: Decimal, unit: Decimal) -> Option<Decimal> {
        let product = value.checked_mul(unit);
        self.overflow |= product.is_none();
        product.or(Some(Decimal::ZERO))
    }

    fn take_mark(&mut self, at: usize, c: char) -> Option<usize> {
        match c {
            '点' | '點' => self.take_fraction(at + 1),
            '半' if self.n_read == 0 && self.glyphs.get(at + 1).and_then(small_unit).is_some() => {
                self.pend("0.5".parse().ok()?, None);
                Some(at + 1)
            }
            '多' | '余' | '餘'
                if self.any()
                    && !matches!(
                        self.glyphs.get(at + 1),
                        Some('边' | '邊' | '样' | '元' | '方' | '种')
                    )
                    || (c != '多' && self.any()) =>
            {
                self.take_more(at)
            }
            '几' | '幾' | '数' if self.last_unit.is_some() && self.pending.is_none() => {
                self.take_more(at)
            }
            _ => None,
        }
    }

    fn take_more(&mut self, at: usize) -> Option<usize> {
        if self.more {
            return None;
        }
        self.more = true;
        Some(at + 1)
    }

    fn take_fraction(&mut self, at: usize) -> Option<usize> {
        let start = self.glyphs.skip_spaces(at, 2);
        let mut value = self
            .head()
            .or(self.low.is_some().then_some(Decimal::ZERO))
            .or(self.high.is_some().then_some(Decimal::ZERO))?;
        let row: Vec<u32> = (start..start + 20).map_while(|at| self.fraction_digit(at)).collect();
        if row.is_empty()
            || self.fraction
            || (self.n_read == 1 && self.glyphs.before(at - 1).is_some_and(|c| c.is_ascii_digit()))
        {
            return None;
        }
        let mut place = Decimal::ONE;
        for d in &row {
            place = place.checked_div(Decimal::TEN)?;
            value = value.checked_add(Decimal::from(*d).checked_mul(place)?)?;
        }
        self.group = None;
        self.pending = Some(value);
        self.last_unit = Some(1);
        self.fraction = true;
        Some(start + row.len())
    }

    fn fraction_digit(&self, at: usize) -> Option<u32> {
        let c = self.glyphs.get(at)?;
        // 两 counts things; it is no decimal place.
        if matches!(c, '两' | '兩' | '俩' | '倆') {
            None
        } else {
            digit(c).or_else(|| c.to_digit(10))
        }
    }

    /// What stands before the next unit: 四千二 is 4200 there.
    fn head(&self) -> Option<Decimal> {
        sum(self.group, self.pending.map(|p| self.shortened(p)))
    }

    /// 三万五 is 35000: a last single digit right after a unit counts tenths of it.
    fn shortened(&self, pending: Decimal) -> Decimal {
        match self.last_unit {
            Some(power @ 2..) if self.n_read > 1 && pending < Decimal::TEN && !self.fraction => {
                pending.checked_mul(ten_to(power - 1)).unwrap_or(pending)
            }
            _ => pending,
        }
    }

    fn value(&self) -> Option<Decimal> {
        if self.overflow {
            return None;
        }
        sum(sum(self.high, self.low), self.head()).map(|v| v.normalize())
    }
}

fn sum(a: Option<Decimal>, b: Option<Decimal>) -> Option<Decimal> {
    match (a, b) {
        (Some(a), Some(b)) => a.checked_add(b),
        (one, None) | (None, one) => one,
    }
}

fn ten_to(power: u32) -> Decimal {
    Decimal::from_i128_with_scale(10_i128.pow(power.min(20)), 0)
}
