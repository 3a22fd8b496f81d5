//! Numbers with the words that bound them and the ranges that they form: `不少于100`, `up to 30`, `10 to 12`, `5%-5.5%`.
//!
//! `以上` means at least, as Chinese law reads it. A change (`from 400,000 to 700,000`) is no range.

use rust_decimal::Decimal;

use super::{Form, Glue, Numeral, Value, scan};
use crate::text::glyph::Glyphs;
use crate::text::{Language, Span};

/// How a number bounds what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// As much as the number says.
    Exact,
    /// That much or more.
    AtLeast,
    /// That much or less.
    AtMost,
    /// About that much.
    About,
}

/// A numeral, or two that form a range, with the words that bound it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// The number without its bounding words.
    pub span: Span,
    /// Its value.
    pub value: Value,
    /// Its kind; of a range, the kind of the upper end.
    pub form: Form,
    /// How it bounds.
    pub bound: Bound,
    /// Whether words and not only digits write it.
    pub spelled: bool,
    /// Letters that touch it.
    pub glue: Glue,
}

/// All numbers of `text`, in its order.
pub fn numbers(text: &str, language: Language) -> Vec<Number> {
    let glyphs = Glyphs::of(text);
    let joined = join(&glyphs, scan(&glyphs, language), language);
    joined.into_iter().map(|number| bounded(&glyphs, number, language)).collect()
}

fn bounded(glyphs: &Glyphs, number: Number, language: Language) -> Number {
    let start = glyphs.place(number.span.start);
    let end = glyphs.place(number.span.end);
    let found = before(glyphs, start, language).or_else(|| after(glyphs, end, language));
    Number { bound: found.unwrap_or(number.bound), ..number }
}

/// Joins numerals that form ranges; no bounding words are read.
pub fn join(glyphs: &Glyphs, numerals: Vec<Numeral>, language: Language) -> Vec<Number> {
    let mut numbers: Vec<Number> = Vec::with_capacity(numerals.len());
    for numeral in numerals {
        let number = alone(&numeral);
        match numbers.last().and_then(|low| range(glyphs, low, &number, language)) {
            Some(range) => {
                numbers.pop();
                numbers.push(range);
            }
            None => numbers.push(number),
        }
    }
    numbers
}

fn alone(numeral: &Numeral) -> Number {
    Number {
        span: numeral.span,
        value: numeral.value,
        form: numeral.form,
        bound: if numeral.more { Bound::AtLeast } else { Bound::Exact },
        spelled: numeral.spelled,
        glue: numeral.glue,
    }
}

fn range(glyphs: &Glyphs, low: &Number, high: &Number, language: Language) -> Option<Number> {
    let (Value::Exact(from), Value::Exact(to)) = (low.value, high.value) else { return None };
    let joint_start = glyphs.place(low.span.end);
    let joint_end = glyphs.place(high.span.start);
    if joint_end - joint_start > 6
        || low.glue.before
        || !joins(glyphs, low, joint_start, joint_end, language)
    {
        return None;
    }
    let same_form = low.form == high.form || low.form == Form::Plain && low.spelled == high.spelled;
    let from = shared_scale(glyphs, from, to, high);
    (same_form && from < to).then_some(Number {
        span: low.span.to(&high.span),
        value: Value::Range { low: from, high: to },
        form: high.form,
        bound: Bound::Exact,
        spelled: low.spelled || high.spelled,
        glue: Glue { before: low.glue.before, after: high.glue.after },
    })
}

fn joins(glyphs: &Glyphs, low: &Number, start: usize, end: usize, language: Language) -> bool {
    let joint = glyphs.words(start, end);
    match (joint.trim(), language) {
        ("-" | "–" | "—" | "~" | "--" | "——" | "―", _) | ("至" | "到", Language::Chinese) => {
            true
        }
        ("to", Language::English) => {
            years(low) || !word_before(glyphs, glyphs.place(low.span.start), "from")
        }
        ("and", Language::English) => word_before(glyphs, glyphs.place(low.span.start), "between"),
        _ => false,
    }
}

fn years(number: &Number) -> bool {
    number.value.low() >= Decimal::from(1900) && number.value.low() <= Decimal::from(2100)
}

fn word_before(glyphs: &Glyphs, at: usize, word: &str) -> bool {
    let n = word.chars().count();
    at.checked_sub(1).is_some_and(|end| end >= n && glyphs.words(end - n, end) == word)
}

/// In `5-10万` and `10 to 12 million` the scale counts for both ends.
fn shared_scale(glyphs: &Glyphs, from: Decimal, to: Decimal, high: &Number) -> Decimal {
    let mut scale = Decimal::ONE;
    let end = glyphs.place(high.span.end);
    for at in (glyphs.place(high.span.start)..end).rev() {
        let power = match glyphs.get(at) {
            Some('万' | '萬') => 4,
            Some('亿' | '億') => 8,
            _ => break,
        };
        scale = scale.checked_mul(Decimal::from(10_i64.pow(power))).unwrap_or(scale);
    }
    for (word, value) in
        [("thousand", 1_000_i64), ("million", 1_000_000), ("billion", 1_000_000_000)]
    {
        let n = word.len();
        if end >= n && glyphs.words(end - n, end) == word {
            scale = value.into();
        }
    }
    from.checked_mul(scale).filter(|scaled| *scaled < to).unwrap_or(from)
}

/// The bound that words right before `at` set.
pub fn before(glyphs: &Glyphs, at: usize, language: Language) -> Option<Bound> {
    let table = match language {
        Language::Chinese => CHINESE_BEFORE,
        Language::English => ENGLISH_BEFORE,
    };
    let end =
        (0..3).find_map(|i| at.checked_sub(i).filter(|at| glyphs.before(*at) != Some(' ')))?;
    let ends_with = |word: &str| {
        let n = word.chars().count();
        end >= n
            && glyphs.starts_with(end - n, word)
            && (language == Language::Chinese
                || !glyphs.before(end - n).is_some_and(char::is_alphanumeric))
    };
    table.iter().find(|(word, _)| ends_with(word)).map(|(_, bound)| *bound)
}

/// The bound that words right after `at` set.
pub fn after(glyphs: &Glyphs, at: usize, language: Language) -> Option<Bound> {
    let at = glyphs.skip_spaces(at, 1);
    let table = match language {
        Language::Chinese => CHINESE_AFTER,
        Language::English => ENGLISH_AFTER,
    };
    table.iter().find(|(word, _)| glyphs.starts_with(at, word)).map(|(_, bound)| *bound)
}

/// Longer words before the words that they end with.
const CHINESE_BEFORE: &[(&str, Bound)] = &[
    ("不少于", Bound::AtLeast),
    ("不低于", Bound::AtLeast),
    ("不小于", Bound::AtLeast),
    ("不下", Bound::AtLeast),
    ("至少有", Bound::AtLeast),
    ("至少", Bound::AtLeast),
    ("最少", Bound::AtLeast),
    ("不超过", Bound::AtMost),
    ("不高于", Bound::AtMost),
    ("不多于", Bound::AtMost),
    ("不大于", Bound::AtMost),
    ("最多", Bound::AtMost),
    ("至多", Bound::AtMost),
    ("最高", Bound::AtMost),
    ("超过", Bound::AtLeast),
    ("突破", Bound::AtLeast),
    ("大于", Bound::AtLeast),
    ("高于", Bound::AtLeast),
    ("多于", Bound::AtLeast),
    ("超", Bound::AtLeast),
    ("逾", Bound::AtLeast),
    ("低于", Bound::AtMost),
    ("少于", Bound::AtMost),
    ("小于", Bound::AtMost),
    ("不足", Bound::AtMost),
    ("不到", Bound::AtMost),
    ("大约", Bound::About),
    ("大概", Bound::About),
    ("接近", Bound::About),
    ("将近", Bound::About),
    ("约", Bound::About),
    ("近", Bound::About),
];

const CHINESE_AFTER: &[(&str, Bound)] = &[
    ("及以上", Bound::AtLeast),
    ("以上", Bound::AtLeast),
    ("及以下", Bound::AtMost),
    ("以下", Bound::AtMost),
    ("以内", Bound::AtMost),
    ("之内", Bound::AtMost),
    ("左右", Bound::About),
    ("上下", Bound::About),
];

const ENGLISH_BEFORE: &[(&str, Bound)] = &[
    ("at least", Bound::AtLeast),
    ("no less than", Bound::AtLeast),
    ("not less than", Bound::AtLeast),
    ("no fewer than", Bound::AtLeast),
    ("not fewer than", Bound::AtLeast),
    ("minimum of", Bound::AtLeast),
    ("floor of", Bound::AtLeast),
    ("no more than", Bound::AtMost),
    ("not more than", Bound::AtMost),
    ("maximum of", Bound::AtMost),
    ("at most", Bound::AtMost),
    ("up to", Bound::AtMost),
    ("less than", Bound::AtMost),
    ("fewer than", Bound::AtMost),
    ("lower than", Bound::AtMost),
    ("below", Bound::AtMost),
    ("under", Bound::AtMost),
    ("more than", Bound::AtLeast),
    ("greater than", Bound::AtLeast),
    ("higher than", Bound::AtLeast),
    ("in excess of", Bound::AtLeast),
    ("upwards of", Bound::AtLeast),
    ("exceeding", Bound::AtLeast),
    ("exceed", Bound::AtLeast),
    ("exceeds", Bound::AtLeast),
    ("over", Bound::AtLeast),
    ("above", Bound::AtLeast),
    ("approximately", Bound::About),
    ("roughly", Bound::About),
    ("nearly", Bound::About),
    ("almost", Bound::About),
    ("around", Bound::About),
    ("about", Bound::About),
    ("close to", Bound::About),
    ("some", Bound::About),
    ("an estimated", Bound::About),
];

const ENGLISH_AFTER: &[(&str, Bound)] = &[
    ("or more", Bound::AtLeast),
    ("or above", Bound::AtLeast),
    ("or less", Bound::AtMost),
    ("or so", Bound::About),
];
