//! English number words as one value: `one hundred and six`, `4 thousand 3 hundred and 21`, `2.5 million`, `150bn`.
//!
//! Words below a scale add up, a scale multiplies what stands before it, and `and` goes on only to something
//! smaller than the last multiplier: `3 hundred and 2 hundred` are two numbers.

use rust_decimal::Decimal;

use crate::quantity::digits::{self, Grouping};
use crate::quantity::power_of_ten;
use crate::text::glyph::Glyphs;

/// What was read from a known place up to `end`.
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

/// A word that a number is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// 0 to 19.
    Unit(u32),
    /// 20 to 90.
    Ten(u32),
    /// A hundred.
    Hundred,
    /// A thousand or more.
    Scale(Decimal),
    /// `and`.
    And,
}

/// The place after the letters that begin at `at`.
pub(super) fn word_end(glyphs: &Glyphs, at: usize) -> usize {
    // No number word is longer than sixteen letters.
    (at..at + 24).find(|at| !glyphs.get(*at).is_some_and(char::is_alphabetic)).unwrap_or(at)
}

/// The number word at `at` with the place after it.
pub(super) fn word(glyphs: &Glyphs, at: usize) -> Option<(Word, usize)> {
    let end = word_end(glyphs, at);
    if end == at || end - at > 10 {
        return None;
    }
    let text = glyphs.words(at, end);
    Some((number_word(&text)?, end))
}

/// Zero to nineteen.
const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

/// Twenty to ninety, by ten.
const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

fn number_word(text: &str) -> Option<Word> {
    let nth =
        |row: &[&str]| row.iter().position(|w| *w == text).and_then(|i| u32::try_from(i).ok());
    match text {
        "and" => Some(Word::And),
        "nought" | "naught" => Some(Word::Unit(0)),
        "hundred" | "hundreds" => Some(Word::Hundred),
        _ => nth(&UNITS)
            .map(Word::Unit)
            .or_else(|| nth(&TENS).map(|i| Word::Ten(i * 10 + 20)))
            .or_else(|| scale(text).map(Word::Scale)),
    }
}

fn scale(text: &str) -> Option<Decimal> {
    let power = match text {
        "thousand" => 3,
        "lakh" | "lakhs" => 5,
        "million" | "mln" | "mn" | "mil" | "mio" => 6,
        "crore" | "crores" => 7,
        "billion" | "bn" | "bln" => 9,
        "trillion" | "trn" | "tln" | "tn" => 12,
        "dozen" | "dozens" | "doz" | "dozs" | "dz" | "dzs" => return Some(Decimal::from(12)),
        _ => return None,
    };
    power_of_ten(power)
}

/// Letters that multiply the digits they touch: `150bn`, `£160m` after a currency sign, `10M`.
fn short_scale(glyphs: &Glyphs, start: usize, at: usize) -> Option<(Decimal, usize)> {
    let next = glyphs.skip_spaces(at, 1);
    let end = word_end(glyphs, next);
    let spaced = next > at;
    if end == next || end - next > 3 || glyphs.get(end).is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let money = money_before(glyphs, start);
    let upper = glyphs.raw(next).is_some_and(char::is_uppercase);
    let power = match glyphs.words(next, end).as_str() {
        "k" => 3,
        "m" if upper || (money && !spaced) => 6,
        "mm" if upper => 6,
        "b" if !spaced => 9,
        "t" if money && !spaced => 12,
        "g" if upper && spaced => 9,
        _ => return None,
    };
    Some((power_of_ten(power)?, end))
}

/// Whether a currency sign or code stands right before: `$`, `£`, `US$`, `EUR `.
fn money_before(glyphs: &Glyphs, at: usize) -> bool {
    let sign = |c: Option<char>| c.is_some_and(|c| matches!(c, '$' | '£' | '€' | '¥' | '₹' | '₩'));
    let back = if glyphs.before(at) == Some(' ') { at - 1 } else { at };
    sign(glyphs.before(back))
        || (back >= 3
            && (back - 3..back).all(|at| glyphs.raw(at).is_some_and(|c| c.is_ascii_uppercase())))
}

/// Reads the number that begins at `at`, if one does.
pub(super) fn read(glyphs: &Glyphs, at: usize) -> Option<Cardinal> {
    let mut reader =
        Reader { glyphs, total: None, group: None, scale: None, spelled: false, overflow: false };
    let mut end = at;
    let mut next = at;
    while let Some(after) = reader.step(next, end > at) {
        end = after;
        next = between(glyphs, after);
    }
    (end > at).then(|| Cardinal {
        end,
        value: if reader.overflow { None } else { reader.value() },
        spelled: reader.spelled,
        scale: reader.scale,
    })
}

/// The place of the next word of the same number: after spaces, or after a hyphen.
pub(super) fn between(glyphs: &Glyphs, at: usize) -> usize {
    let next = skip_blank(glyphs, at);
    if glyphs.get(next) == Some('-') { skip_blank(glyphs, next + 1) } else { next }
}

fn skip_blank(glyphs: &Glyphs, at: usize) -> usize {
    (at..at + 4).find(|at| !matches!(glyphs.get(*at), Some(' ' | '\n'))).unwrap_or(at + 4)
}

struct Reader<'g> {
    glyphs: &'g Glyphs,
    /// Closed by a scale.
    total: Option<Decimal>,
    /// Not closed yet.
    group: Option<Decimal>,
    scale: Option<Decimal>,
    spelled: bool,
    overflow: bool,
}

impl Reader<'_> {
    fn step(&mut self, at: usize, begun: bool) -> Option<usize> {
        if digits::begin(self.glyphs, at) {
            return self.take_digits(at, begun);
        }
        let (word, end) = word(self.glyphs, at)?;
        let taken = match word {
            // one hundred thirty-fifths: the tens belong to the denominator.
            Word::Ten(_) if begun && super::part::ten_ordinal(self.glyphs, at) => None,
            Word::Unit(n) | Word::Ten(n) => self.take_small(n),
            Word::Hundred => self.take_hundred(),
            Word::Scale(scale) => self.take_scale(scale),
            Word::And => return if begun { self.take_and(end) } else { None },
        };
        self.spelled |= taken.is_some();
        taken.map(|()| end)
    }

    fn take_digits(&mut self, at: usize, begun: bool) -> Option<usize> {
        let room = self.group.is_none() && (!begun || self.scale.is_some() && self.total.is_some());
        let after_hundred = begun
            && self.spelled
            && self.group.is_some_and(|g| (g % Decimal::ONE_HUNDRED).is_zero());
        let touching = self.glyphs.before(at).is_some_and(|c| c == '-' || c == '.');
        if !room && !after_hundred || begun && touching {
            return None;
        }
        let run = digits::read(self.glyphs, at, Grouping::CommasAndSpaces);
        self.overflow |= run.value.is_none();
        let value = run.value.unwrap_or_default();
        let stops =
            value >= self.limit() || value.is_zero() || self.glyphs.get(run.end) == Some('%');
        if begun && stops {
            return None;
        }
        self.group = Some(self.group.unwrap_or_default().checked_add(value)?);
        match short_scale(self.glyphs, at, run.end).filter(|_| !begun) {
            Some((scale, end)) => self.take_scale(scale).map(|()| end),
            None => Some(run.end),
        }
    }

    /// What comes next must be smaller than the last multiplier.
    fn limit(&self) -> Decimal {
        if self.group.is_some() { Decimal::ONE_HUNDRED } else { self.scale.unwrap_or(Decimal::MAX) }
    }

    fn take_small(&mut self, n: u32) -> Option<()> {
        let group = self.group.unwrap_or_default();
        if !group.is_integer() {
            return None;
        }
        let last = group % Decimal::ONE_HUNDRED;
        let fits = last.is_zero() && (self.group.is_none() || !group.is_zero())
            || n < 10 && n > 0 && last >= Decimal::from(20) && (last % Decimal::TEN).is_zero();
        // 40 two: digits are not gone on with by a word below a hundred.
        if !fits || (self.group.is_some() && !self.spelled) {
            return None;
        }
        self.group = Some(group.checked_add(Decimal::from(n))?);
        Some(())
    }

    fn take_hundred(&mut self) -> Option<()> {
        let group = self.group.unwrap_or(Decimal::ONE);
        if group >= Decimal::ONE_HUNDRED && self.spelled
            || self.group.is_none() && self.total.is_some()
        {
            return None;
        }
        self.group = Some(group.checked_mul(Decimal::ONE_HUNDRED)?);
        Some(())
    }

    fn take_scale(&mut self, scale: Decimal) -> Option<()> {
        if self.group.is_none() && self.total.is_none() {
            return None;
        }
        let higher = self.scale.is_some_and(|last| scale >= last);
        let head = if higher { self.value() } else { self.group };
        let part = match head {
            Some(head) => head.checked_mul(scale),
            None => return None,
        };
        self.overflow |= part.is_none();
        let part = part.unwrap_or_default();
        self.total =
            if higher { Some(part) } else { self.total.unwrap_or_default().checked_add(part) };
        self.group = None;
        self.scale = Some(scale);
        Some(())
    }

    /// `and` goes on when what follows it, read alone, is smaller than the last multiplier.
    fn take_and(&mut self, end: usize) -> Option<usize> {
        let next = skip_blank(self.glyphs, end);
        let multiplied =
            self.scale.is_some() || self.group.is_some_and(|g| g >= Decimal::ONE_HUNDRED);
        if !multiplied || !self.spelled || next == end {
            return None;
        }
        let rest = read_small(self.glyphs, next)?;
        let limit = match self.group {
            Some(group) if (group % Decimal::ONE_HUNDRED).is_zero() => Decimal::ONE_HUNDRED,
            Some(_) => return None,
            None => self.scale.unwrap_or(Decimal::ONE_HUNDRED),
        };
        let value = rest.value?;
        // two hundred and two thousand: the hundreds are thousands too.
        let smaller = rest.scale.is_some_and(|scale| self.scale.is_none_or(|last| scale < last));
        let room = rest.scale.and_then(|scale| scale.checked_mul(Decimal::ONE_HUNDRED));
        let scaled_on = smaller && room.is_some_and(|room| value < room) && self.group.is_some();
        if value.is_zero()
            || (value >= limit && !scaled_on)
            || goes_on_as_fraction(self.glyphs, &rest)
        {
            return None;
        }
        self.add_rest(&rest, scaled_on)?;
        Some(rest.end)
    }

    fn add_rest(&mut self, rest: &Cardinal, scaled_on: bool) -> Option<()> {
        let value = rest.value?;
        match rest.scale.filter(|_| scaled_on) {
            Some(scale) => {
                let hundreds = self.group.unwrap_or_default().checked_mul(scale)?;
                let part = hundreds.checked_add(value)?;
                self.total = Some(self.total.unwrap_or_default().checked_add(part)?);
                self.scale = Some(scale);
                self.group = None;
            }
            None if rest.scale.is_some() => {
                self.total = Some(self.total.unwrap_or_default().checked_add(value)?);
                self.scale = rest.scale;
            }
            None => self.group = Some(self.group.unwrap_or_default().checked_add(value)?),
        }
        Some(())
    }

    fn value(&self) -> Option<Decimal> {
        match (self.total, self.group) {
            (Some(total), Some(group)) => total.checked_add(group),
            (one, None) | (None, one) => one,
        }
        .map(|v| v.normalize())
    }
}

/// Whether a denominator follows that is larger: in `three and two thirds` the `two` is a numerator.
fn goes_on_as_fraction(glyphs: &Glyphs, rest: &Cardinal) -> bool {
    let below = super::part::denominator(glyphs, between(glyphs, rest.end));
    below.is_some_and(|(below, _)| rest.value.is_some_and(|above| above < below))
}

/// Reads the number at `at` up to its first scale and without an `and` of its own.
fn read_small(glyphs: &Glyphs, at: usize) -> Option<Cardinal> {
    let mut reader =
        Reader { glyphs, total: None, group: None, scale: None, spelled: false, overflow: false };
    let mut end = at;
    let mut next = at;
    while !matches!(word(glyphs, next), Some((Word::And, _))) {
        let Some(after) = reader.step(next, end > at) else { break };
        end = after;
        if reader.scale.is_some() {
            break;
        }
        next = between(glyphs, after);
    }
    let value = if reader.overflow { None } else { reader.value() };
    (end > at).then_some(Cardinal { end, value, spelled: reader.spelled, scale: reader.scale })
}
