//! Numbers written as each language writes them: 150000000000 is `1500亿` and `150 billion`.
//!
//! What is written reads back as the same value.

use rust_decimal::Decimal;

use super::english::{TENS, UNITS};
use crate::text::Language;

/// The value with the language's large units: `1500亿`, `150 billion`, `1,234`, `2.5`.
///
/// A unit is used only where at most two decimal places are left, so that nothing is rounded.
pub fn short(value: Decimal, language: Language) -> String {
    let units: &[(u32, &str)] = match language {
        Language::Chinese => &[(12, "万亿"), (8, "亿"), (4, "万")],
        Language::English => &[(12, " trillion"), (9, " billion"), (6, " million")],
    };
    let size = value.abs();
    for (power, name) in units {
        let unit = Decimal::from(10_i64.pow(*power));
        let Some(scaled) = size.checked_div(unit).map(|v| v.normalize()) else { continue };
        let exact = scaled.checked_mul(unit) == Some(size);
        if size >= unit
            && exact
            && scaled.scale() <= 2
            && !(*power == 12 && scaled.scale() > 0 && language == Language::Chinese)
        {
            return format!("{}{}{name}", sign(value), grouped(scaled, language));
        }
    }
    format!("{}{}", sign(value), grouped(size, language))
}

fn sign(value: Decimal) -> &'static str {
    if value.is_sign_negative() && !value.is_zero() { "-" } else { "" }
}

/// Digits with commas between groups of three, where the language has them.
fn grouped(value: Decimal, language: Language) -> String {
    let digits = value.normalize().to_string();
    let (whole, fraction) =
        digits.split_once('.').map_or((digits.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::with_capacity(digits.len() + 8);
    for (i, c) in whole.chars().enumerate() {
        if language == Language::English && i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A whole number in words: `一千五百亿`, `one hundred and fifty billion`. From 10^15 on as [`short`].
pub fn spell(value: u64, language: Language) -> String {
    if value >= 1_000_000_000_000_000 {
        return short(value.into(), language);
    }
    match language {
        Language::Chinese => chinese(value),
        Language::English => english(value),
    }
}

/// Digits one by one, as years are written: `二〇二六`.
pub fn chinese_digits(value: u64) -> String {
    value
        .to_string()
        .chars()
        .filter_map(|c| c.to_digit(10))
        .filter_map(|d| CHINESE.chars().nth(d as usize))
        .collect()
}

const CHINESE: &str = "〇一二三四五六七八九";

fn chinese(value: u64) -> String {
    if value == 0 {
        return "零".to_owned();
    }
    let mut out = String::new();
    let parts =
        [(value / 100_000_000, "亿"), (value / 10_000 % 10_000, "万"), (value % 10_000, "")];
    for (part, unit) in parts {
        if part == 0 {
            continue;
        }
        if !out.is_empty() && part < 1000 {
            out.push('零');
        }
        out.push_str(&if part >= 10_000 { chinese(part) } else { below_wan(part) });
        out.push_str(unit);
    }
    match out.strip_prefix("一十") {
        Some(rest) => format!("十{rest}"),
        None => out,
    }
}

fn below_wan(value: u64) -> String {
    let mut out = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = value / unit % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
        }
        gap = false;
        out.extend(usize::try_from(digit).ok().and_then(|d| CHINESE.chars().nth(d)));
        out.push_str(name);
    }
    out
}

fn english(value: u64) -> String {
    let scales = [
        (1_000_000_000_000, "trillion"),
        (1_000_000_000, "billion"),
        (1_000_000, "million"),
        (1_000, "thousand"),
    ];
    let mut words = Vec::new();
    let mut rest = value;
    for (scale, name) in scales {
        if rest >= scale {
            words.push(format!("{} {name}", below_thousand(rest / scale)));
            rest %= scale;
        }
    }
    if rest > 0 || words.is_empty() {
        let and = if !words.is_empty() && rest < 100 { "and " } else { "" };
        words.push(format!("{and}{}", below_thousand(rest)));
    }
    words.join(" ")
}

fn below_thousand(value: u64) -> String {
    let name = |row: &[&'static str], i: u64| {
        usize::try_from(i).ok().and_then(|i| row.get(i).copied()).unwrap_or_default()
    };
    match (value / 100, value % 100) {
        (0, rest) if rest < 20 => name(&UNITS, rest).to_owned(),
        (0, rest) if rest.is_multiple_of(10) => name(&TENS, rest / 10 - 2).to_owned(),
        (0, rest) => format!("{}-{}", name(&TENS, rest / 10 - 2), name(&UNITS, rest % 10)),
        (hundreds, 0) => format!("{} hundred", below_thousand(hundreds)),
        (hundreds, rest) => {
            format!("{} hundred and {}", below_thousand(hundreds), below_thousand(rest))
        }
    }
}
