//! The bare values that a clause number is made of, each read at the start of a text with its length in bytes.

use std::borrow::Cow;

use rust_decimal::prelude::ToPrimitive as _;

use crate::language;

/// Reads digits, also full-width ones, or a Chinese numeral.
pub(super) fn cardinal(text: &str) -> Option<(u16, usize)> {
    let mut value = 0_u16;
    let mut len = 0;
    for c in text.chars() {
        let Some(digit) = digit(c) else { break };
        value = value.checked_mul(10)?.checked_add(digit)?;
        len += c.len_utf8();
    }
    if len > 0 { Some((value, len)) } else { han(text) }
}

/// Reads a Chinese numeral: `六`, `二十一`, `一百零三`.
pub(super) fn han(text: &str) -> Option<(u16, usize)> {
    const NUMERALS: &str = "〇零一二三四五六七八九十百千两兩壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟廿卅卌";
    let len = Some(run(text, |c| NUMERALS.contains(c))).filter(|it| *it > 0)?;
    let plain = plain(text.get(..len)?);
    Some((language::cardinal(&plain)?.to_u16()?, len))
}

/// Numerals in the characters of everyday: `貳拾` and `廿` as `二十`.
fn plain(numerals: &str) -> Cow<'_, str> {
    const FORMAL: [(char, &str); 21] = [
        ('壹', "一"),
        ('贰', "二"),
        ('貳', "二"),
        ('叁', "三"),
        ('參', "三"),
        ('叄', "三"),
        ('肆', "四"),
        ('伍', "五"),
        ('陆', "六"),
        ('陸', "六"),
        ('柒', "七"),
        ('捌', "八"),
        ('玖', "九"),
        ('拾', "十"),
        ('佰', "百"),
        ('仟', "千"),
        ('廿', "二十"),
        ('卅', "三十"),
        ('卌', "四十"),
        ('两', "二"),
        ('兩', "二"),
    ];
    let formal = |c: char| FORMAL.iter().find(|it| it.0 == c).map(|it| it.1);
    if !numerals.contains(|c| formal(c).is_some()) {
        return Cow::Borrowed(numerals);
    }
    Cow::Owned(numerals.chars().fold(String::new(), |mut plain, c| {
        match formal(c) {
            Some(it) => plain.push_str(it),
            None => plain.push(c),
        }
        plain
    }))
}

/// Reads numbers joined by dots: `3.6`, `３．６`. A last dot is not read.
pub(super) fn dotted(text: &str) -> Option<(Vec<u16>, usize)> {
    let starts_with_digit = |text: &str| text.starts_with(|c| digit(c).is_some());
    let (first, mut len) = cardinal(text).filter(|_| starts_with_digit(text))?;
    let mut parts = vec![first];
    while let Some(rest) = text.get(len..).and_then(|it| it.strip_prefix(['.', '．'])) {
        if !starts_with_digit(rest) {
            break;
        }
        let (part, part_len) = cardinal(rest)?;
        parts.push(part);
        len = text.len() - rest.len() + part_len;
    }
    Some((parts, len))
}

/// Reads an English number word up to a hundred: `six`, `twelve`.
pub(super) fn word(text: &str) -> Option<(u16, usize)> {
    let len = run(text, |c| c.is_ascii_alphabetic());
    let value = language::cardinal(text.get(..len).filter(|it| it.len() > 2)?)?.to_u16()?;
    (value < 100).then_some((value, len))
}

/// Reads a Roman numeral from I to XCIX, in either case, as a word of its own.
pub(super) fn roman(text: &str) -> Option<(u16, usize)> {
    const PAIRS: [(&str, u16); 8] =
        [("xc", 90), ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1)];
    let len = run(text, |c| c.is_ascii_alphanumeric());
    let lower = text.get(..len)?.to_ascii_lowercase();
    let mut rest = lower.as_str();
    let mut total = 0;
    for (letters, value) in PAIRS {
        while let Some(after) = rest.strip_prefix(letters) {
            rest = after;
            total += value;
        }
    }
    (rest.is_empty() && (1..100).contains(&total)).then_some((total, len))
}

/// Reads one capital letter as a number, `B` as 2.
pub(super) fn letter(text: &str) -> Option<(u16, usize)> {
    let len = run(text, |c| c.is_ascii_alphanumeric());
    let &[letter @ b'A'..=b'Z'] = text.as_bytes().get(..len)? else { return None };
    Some((u16::from(letter - b'A') + 1, len))
}

/// The digit that a character is, also a full-width one.
pub(super) fn digit(c: char) -> Option<u16> {
    let ascii = if ('０'..='９').contains(&c) { u32::from(c) - 0xfee0 } else { u32::from(c) };
    char::from_u32(ascii)?.to_digit(10).and_then(|it| it.try_into().ok())
}

/// The bytes of the characters that `text` begins with and that `is` accepts.
pub(super) fn run(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is(c)).unwrap_or(text.len())
}
