//! Numbers in digits: `1500`, `1,100`, `12,34,567.89`, `1 234 567`, `1'200'000`, `5.000.000`, `.5`, `¾`, `1 4/5`,
//! `１．０７５３`.
//!
//! A run of digits is read once and skipped whole, however long; one that no decimal holds has no value. `5/17/2018`
//! and `2021/2022` are no fractions.

use rust_decimal::Decimal;

use crate::text::glyph::Glyphs;

/// Most digits that a [`Decimal`] surely holds.
const MOST_DIGITS: usize = 28;

/// A number in digits that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The place after the last character.
    pub end: usize,
    /// The value, unless there are too many digits.
    pub value: Option<Decimal>,
}

/// The marks that may stand between groups of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// `1,100`, but no spaces: Chinese in tables and rows.
    Commas,
    /// Also `3 444 250美元`, where something is counted: Chinese in sentences.
    CommasAndCountedSpaces,
    /// Also `40 000` and `122,54`: English as the world writes it.
    CommasAndSpaces,
}

/// Whether digits begin at `at`: `5`, or `.5` that follows no digit or dot.
pub fn begin(glyphs: &Glyphs, at: usize) -> bool {
    match glyphs.get(at) {
        Some(c) if c.is_ascii_digit() => true,
        Some('.') => {
            let n = n_digits(glyphs, at + 1, 32);
            // Of .8.5 neither is a number of its own; the digits are read without the point.
            let goes_on = glyphs.get(at + 1 + n) == Some('.') && digit(glyphs, at + 2 + n);
            n > 0
                && !goes_on
                && !glyphs.before(at).is_some_and(|c| c == '.' || c.is_ascii_alphanumeric())
        }
        _ => false,
    }
}

/// Reads the digits that begin at `at`.
pub fn read(glyphs: &Glyphs, at: usize, grouping: Grouping) -> Run {
    let mut reading = Digits::default();
    let mut end = reading.take_while_digits(glyphs, at);
    if let Some((grouped, mark)) = group_mark(glyphs, at, end, grouping) {
        end = reading.take_groups(glyphs, end, grouped, mark);
    }
    if let Some(point) = decimal_point(glyphs, end, grouping, &reading) {
        reading.in_fraction = true;
        end = reading.take_while_digits(glyphs, point);
    }
    Run { end, value: reading.value() }
}

/// The value of a vulgar fraction sign: `¾` is 3 and 4.
pub fn vulgar(c: char) -> Option<(u32, u32)> {
    if !('¼'..='⅞').contains(&c) {
        return None;
    }
    let mut signs = VULGAR.split_whitespace().filter(|it| it.starts_with(c));
    let mut digits = signs.next()?.chars().rev().filter_map(|c| c.to_digit(10));
    let (below, above) = (digits.next()?, digits.next()?);
    Some((above, below))
}

/// Each sign with its numerator and denominator.
const VULGAR: &str = "½12 ⅓13 ⅔23 ¼14 ¾34 ⅕15 ⅖25 ⅗35 ⅘45 ⅙16 ⅚56 ⅛18 ⅜38 ⅝58 ⅞78";

/// Numerator, denominator and the place after a fraction with a slash that begins at `at`.
pub fn slashed(glyphs: &Glyphs, at: usize) -> Option<(Decimal, Decimal, usize)> {
    let touched = at.checked_sub(1).is_some_and(|before| goes_on(glyphs, before));
    let (first, first_end) = small(glyphs, at).filter(|_| !touched)?;
    let second_at = glyphs.skip_spaces(first_end, 2);
    match small(glyphs, second_at).filter(|_| second_at > first_end) {
        Some((second, second_end)) => {
            let (below, end) = denominator(glyphs, second_end)?;
            Some((first.checked_mul(below)?.checked_add(second)?, below, end))
        }
        None => denominator(glyphs, first_end).map(|(below, end)| (first, below, end)),
    }
}

fn denominator(glyphs: &Glyphs, at: usize) -> Option<(Decimal, usize)> {
    let (value, end) = small(glyphs, at + 1).filter(|_| glyphs.get(at) == Some('/'))?;
    let continued =
        goes_on(glyphs, end) && glyphs.get(end + 1).is_some_and(|c| c.is_ascii_alphanumeric());
    (!value.is_zero() && !continued).then_some((value, end))
}

/// Whether the character at `at` makes a date, a path or a name of the digits beside it.
fn goes_on(glyphs: &Glyphs, at: usize) -> bool {
    glyphs.get(at).is_some_and(|c| matches!(c, '/' | '.') || c.is_ascii_alphanumeric())
}

fn small(glyphs: &Glyphs, at: usize) -> Option<(Decimal, usize)> {
    let n = n_digits(glyphs, at, 4);
    let value = read(glyphs, at, Grouping::Commas).value.filter(|_| (1..=3).contains(&n));
    Some((value?, at + n))
}

#[derive(Debug, Default)]
struct Digits {
    mantissa: i128,
    n_read: usize,
    scale: u32,
    in_fraction: bool,
}

impl Digits {
    fn take_while_digits(&mut self, glyphs: &Glyphs, mut at: usize) -> usize {
        while let Some(d) = glyphs.get(at).and_then(|c| c.to_digit(10)) {
            self.push(d);
            at += 1;
        }
        at
    }

    fn push(&mut self, d: u32) {
        if self.mantissa != 0 || d != 0 {
            self.n_read += 1;
        }
        if self.n_read <= MOST_DIGITS && self.scale < 28 {
            self.mantissa = self.mantissa * 10 + i128::from(d);
            self.scale += u32::from(self.in_fraction);
        } else if !self.in_fraction {
            self.n_read = MOST_DIGITS + 1;
        }
    }

    fn take_groups(&mut self, glyphs: &Glyphs, mut end: usize, size: usize, mark: char) -> usize {
        let fits = |n| n == size || (size, n) == (2, 3);
        while glyphs.get(end) == Some(mark) && fits(n_digits(glyphs, end + 1, 4)) {
            end = self.take_while_digits(glyphs, end + 1);
        }
        end
    }

    fn value(&self) -> Option<Decimal> {
        if self.n_read > MOST_DIGITS && !self.in_fraction {
            return None;
        }
        Decimal::try_from_i128_with_scale(self.mantissa, self.scale).ok().map(|v| v.normalize())
    }
}

fn digit(glyphs: &Glyphs, at: usize) -> bool {
    glyphs.get(at).is_some_and(|c| c.is_ascii_digit())
}

/// How many digits there are from `at` on, counted up to `limit`.
fn n_digits(glyphs: &Glyphs, at: usize, limit: usize) -> usize {
    (0..limit).take_while(|i| digit(glyphs, at + i)).count()
}

/// The size of the groups after the first and the mark between them.
fn group_mark(glyphs: &Glyphs, at: usize, end: usize, grouping: Grouping) -> Option<(usize, char)> {
    let n_first = end - at;
    let mark = glyphs.get(end)?;
    let n_next = n_digits(glyphs, end + 1, 4);
    let allowed = match mark {
        // A full-width comma ends a Chinese clause, unless full-width digits are around it.
        ',' => glyphs.raw(end) == Some(',') || glyphs.raw(end + 1) != glyphs.get(end + 1),
        '\'' | '’' => n_first <= 3 && !digit(glyphs, end + 4),
        ' ' => match grouping {
            Grouping::Commas => false,
            Grouping::CommasAndSpaces => true,
            Grouping::CommasAndCountedSpaces => is_counted_row(glyphs, end),
        },
        '.' if is_dotted_row(glyphs, at, end) => true,
        // 1.111,11: as half of Europe writes it.
        '.' => {
            grouping == Grouping::CommasAndSpaces
                && glyphs.get(end + 4) == Some(',')
                && (1..=2).contains(&n_digits(glyphs, end + 5, 4))
        }
        _ => false,
    };
    match (allowed, n_first, n_next) {
        (true, 1..=3, 3) => Some((3, mark)),
        (true, 1..=2, 2) if mark == ',' && indian(glyphs, end + 3) => Some((2, mark)),
        _ => None,
    }
}

/// Groups of three that any decimal holds.
const MOST_GROUPS: usize = 9;

/// Whether groups of three follow, each behind a space of one line, and then something that they count.
fn is_counted_row(glyphs: &Glyphs, mut end: usize) -> bool {
    let is_space = |at| matches!(glyphs.raw(at), Some(' ' | '\u{a0}' | '\u{202f}' | '\u{2009}'));
    let mut n_groups = 0;
    while n_groups < MOST_GROUPS && is_space(end) && n_digits(glyphs, end + 1, 4) == 3 {
        n_groups += 1;
        end += 4;
    }
    let next = glyphs.get(glyphs.skip_spaces(end, 1));
    n_groups > 0 && next.is_some_and(|c| c.is_alphabetic() || matches!(c, '%' | '‰'))
}

/// Whether dots part two groups of three or more: `5.000.000`, but no address, `192.168.100.101`.
fn is_dotted_row(glyphs: &Glyphs, at: usize, mut end: usize) -> bool {
    let mut n_groups = 0;
    while n_groups < MOST_GROUPS
        && glyphs.get(end) == Some('.')
        && n_digits(glyphs, end + 1, 4) == 3
    {
        n_groups += 1;
        end += 4;
    }
    let goes_on = glyphs.get(end) == Some('.') && digit(glyphs, end + 1);
    n_groups >= 2 && n_groups != 3 && !goes_on && glyphs.before(at) != Some('.')
}

/// Whether groups of two go on to a last group of three: `12,34,567`.
fn indian(glyphs: &Glyphs, mut at: usize) -> bool {
    // Nine groups hold any number that a decimal holds.
    for _ in 0..9 {
        if glyphs.get(at) != Some(',') {
            return false;
        }
        match n_digits(glyphs, at + 1, 4) {
            3 => return glyphs.get(at + 4) != Some(',') || !digit(glyphs, at + 5),
            2 => at += 3,
            _ => return false,
        }
    }
    false
}

/// The place of the first decimal digit, if a decimal point stands at `end`.
fn decimal_point(glyphs: &Glyphs, end: usize, grouping: Grouping, read: &Digits) -> Option<usize> {
    let mark = glyphs.get(end)?;
    let n_after = n_digits(glyphs, end + 1, 32);
    let after = glyphs.get(end + 1 + n_after);
    let goes_on = |mark: char| after == Some(mark) && digit(glyphs, end + 2 + n_after);
    match mark {
        _ if goes_on(mark) || preceded_by(glyphs, end, mark) => None,
        // Three parts are a date, a version or an address.
        '.' => (n_after > 0 && glyphs.before(end) != Some('.')).then_some(end + 1),
        ',' => {
            let after_group = || end.checked_sub(4).and_then(|at| glyphs.get(at)) == Some('.');
            (grouping == Grouping::CommasAndSpaces
                && (1..=2).contains(&n_after)
                && glyphs.raw(end) == Some(',')
                && (read.n_read <= 3 || after_group()))
            .then_some(end + 1)
        }
        _ => None,
    }
}

/// Whether the digits before `end` follow a digit and `mark`: `168` in `192.168.1`, `26` in `24,26,31`.
fn preceded_by(glyphs: &Glyphs, end: usize, mark: char) -> bool {
    let n_back =
        (1..32).take_while(|i| end.checked_sub(*i).is_some_and(|at| digit(glyphs, at))).count();
    let start = end - n_back;
    glyphs.before(start) == Some(mark) && start.checked_sub(2).is_some_and(|at| digit(glyphs, at))
}
