//! Numbers with the words that bound them and the ranges that they form: `不少于100`, `up to 30`, `10 to 12`, `5%-5.5%`.
//!
//! `以上` means at least, as Chinese law reads it. A change (`from 400,000 to 700,000`) is no range.

use rust_decimal::Decimal;

use super::number::{Adjacent, Bound, Form, Number};
use super::value::{Value, power_of_ten};
use crate::text::glyph::Glyphs;

/// When a word between two numbers makes a range of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// Always: `5至10`.
    Always,
    /// Unless this word stands before the first number, or both are years: `from 2 to 3` is a change.
    NotAfter(&'static str),
    /// Only if this word stands before the first number: `between 2 and 3`.
    After(&'static str),
}

/// The words of one language around its numbers.
#[derive(Debug, Clone, Copy)]
pub struct NumberWords {
    /// Words between the ends of a range, beside the dashes of all languages.
    pub joints: &'static [(&'static str, Joint)],
    /// Words at the end of a number that multiply it, with their power of ten.
    pub scales: &'static [(&'static str, u32)],
    /// Words before a number that bound it, with commas between them.
    pub before: &'static [(Bound, &'static str)],
    /// Words after a number that bound it, with commas between them.
    pub after: &'static [(Bound, &'static str)],
    /// Whether the language puts spaces between words.
    pub spaced: bool,
    /// Whether the bounding word that begins at a place is denied there, which turns the bound round: `不得超过`.
    pub is_denied: fn(&Glyphs, usize) -> bool,
}

const DASHES: [&str; 7] = ["-", "–", "—", "~", "--", "——", "―"];

impl NumberWords {
    /// The numbers that `numerals` form: ranges joined, bounding words read.
    pub fn numbers(&self, glyphs: &Glyphs, numerals: Vec<Number>) -> Vec<Number> {
        let mut numbers = self.ranges(glyphs, numerals);
        for number in &mut numbers {
            let (start, end) = (glyphs.place(number.span.start), glyphs.place(number.span.end));
            number.bound = self.bound_around(glyphs, start, end).unwrap_or(number.bound);
        }
        numbers
    }

    /// Joins numerals that form ranges; no bounding words are read.
    pub fn ranges(&self, glyphs: &Glyphs, numerals: Vec<Number>) -> Vec<Number> {
        let mut numbers: Vec<Number> = Vec::with_capacity(numerals.len());
        for number in numerals {
            match numbers.last_mut().and_then(|low| Some((self.range(glyphs, low, &number)?, low)))
            {
                Some((range, low)) => *low = range,
                None => numbers.push(number),
            }
        }
        numbers
    }

    /// The bound that words right before `start` set, or right after `end`: `up to`, `以上`.
    pub fn bound_around(&self, glyphs: &Glyphs, start: usize, end: usize) -> Option<Bound> {
        let end = glyphs.skip_spaces(end, 1);
        self.bound_before(glyphs, start)
            .or_else(|| longest(self.after, |word| glyphs.starts_with(end, word)))
    }

    fn bound_before(&self, glyphs: &Glyphs, at: usize) -> Option<Bound> {
        let end =
            (0..3).find_map(|i| at.checked_sub(i).filter(|at| glyphs.before(*at) != Some(' ')))?;
        // A language without spaces has no such word that ends in a Latin letter or a digit.
        if !self.spaced && glyphs.before(end).is_some_and(|c| c.is_ascii_alphanumeric()) {
            return None;
        }
        let (bound, n_chars) = longest_with_length(self.before, |word| {
            let start = end.checked_sub(word.chars().count());
            start.is_some_and(|start| {
                let inside = self.spaced && glyphs.before(start).is_some_and(char::is_alphanumeric);
                glyphs.starts_with(start, word) && !inside
            })
        })?;
        Some(if (self.is_denied)(glyphs, end - n_chars) { bound.denied() } else { bound })
    }

    fn range(&self, glyphs: &Glyphs, low: &Number, high: &Number) -> Option<Number> {
        let (Value::Exact(from), Value::Exact(to)) = (low.value, high.value) else { return None };
        let (start, end) = (glyphs.place(low.span.end), glyphs.place(high.span.start));
        let same_form =
            low.form == high.form || low.form == Form::Plain && low.spelled == high.spelled;
        if !same_form
            || end - start > 6
            || low.adjacent.before
            || !self.joins(glyphs, low, start, end)
        {
            return None;
        }
        let from = self.shared_scale(glyphs, from, to, high);
        (from < to).then_some(Number {
            span: low.span.to(&high.span),
            value: Value::Range { low: from, high: to },
            form: high.form,
            bound: Bound::Exact,
            spelled: low.spelled || high.spelled,
            adjacent: Adjacent { before: low.adjacent.before, after: high.adjacent.after },
        })
    }

    fn joins(&self, glyphs: &Glyphs, low: &Number, start: usize, end: usize) -> bool {
        let joint = glyphs.words(start, end);
        let joint = joint.trim();
        let preceded = |word: &str| {
            let end = glyphs.place(low.span.start).checked_sub(1);
            let start = end.and_then(|end| end.checked_sub(word.chars().count()));
            start.is_some_and(|start| glyphs.starts_with(start, word))
        };
        let is_year = (Decimal::from(1900)..=Decimal::from(2100)).contains(&low.value.low());
        DASHES.contains(&joint)
            || self.joints.iter().any(|(word, when)| {
                *word == joint
                    && match when {
                        Joint::Always => true,
                        Joint::NotAfter(word) => is_year || !preceded(word),
                        Joint::After(word) => preceded(word),
                    }
            })
    }

    /// In `5-10万` and `10 to 12 million` the scale counts for both ends.
    fn shared_scale(&self, glyphs: &Glyphs, from: Decimal, to: Decimal, high: &Number) -> Decimal {
        let words = glyphs.words(glyphs.place(high.span.start), glyphs.place(high.span.end));
        let mut rest = words.as_str();
        let mut scaled = Some(from);
        while let Some((before, power)) =
            self.scales.iter().find_map(|(word, power)| Some((rest.strip_suffix(word)?, *power)))
        {
            rest = before;
            scaled = scaled.and_then(|it| it.checked_mul(power_of_ten(power)?));
        }
        scaled.filter(|scaled| *scaled < to).unwrap_or(from)
    }
}

/// The bound of the longest word that `fits`.
fn longest(table: &[(Bound, &str)], fits: impl Fn(&str) -> bool) -> Option<Bound> {
    longest_with_length(table, fits).map(|(bound, _)| bound)
}

/// The bound of the longest word that `fits`, with that word's length in characters.
fn longest_with_length(
    table: &[(Bound, &str)],
    fits: impl Fn(&str) -> bool,
) -> Option<(Bound, usize)> {
    let words = table.iter().flat_map(|(bound, words)| words.split(',').map(|it| (*bound, it)));
    let longest = words.filter(|(_, word)| fits(word)).max_by_key(|(_, word)| word.len());
    longest.map(|(bound, word)| (bound, word.chars().count()))
}
