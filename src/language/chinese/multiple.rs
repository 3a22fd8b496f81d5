//! Doubling and halving in Chinese: `翻番`, `翻两番`, `翻一倍`, `减半`, `减少一半`.
//!
//! 翻一番 is twice as much, 翻两番 four times; 翻一倍 is twice as much too.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::words::MULTIPLES;
use crate::quantity::{Amount, Bound, Doubt, Form, Number, Unit, Value};
use crate::text::glyph::Glyphs;
use crate::text::quoted::Quoted;

/// A number between 翻 and 番 or 倍.
pub(super) fn counted(glyphs: &Glyphs, number: &Number) -> Option<Amount> {
    let (at, end) = (glyphs.place(number.span.start), glyphs.place(number.span.end));
    let at = if glyphs.before(at) == Some('了') { at.saturating_sub(1) } else { at };
    let start = at.checked_sub(1)?;
    let turns = glyphs.get(start) == Some('翻');
    let n = number.value.low().to_u32().filter(|n| *n <= 16);
    let value = match (glyphs.get(end)?, n) {
        ('番', Some(n)) if turns => Decimal::from(2_u32.pow(n)),
        ('倍', _) if turns => number.value.low().checked_add(Decimal::ONE)?,
        _ => return None,
    };
    (number.form == Form::Plain).then(|| Amount {
        doubt: None,
        ..amount(start, end + 1, Value::Exact(value), Unit::Multiple)
    })
}

/// The amounts, with those that words without a number say: 翻番, 减半.
pub(super) fn with_words(glyphs: &Glyphs, quoted: &Quoted, amounts: Vec<Amount>) -> Vec<Amount> {
    let mut all: Vec<Amount> = Vec::with_capacity(amounts.len());
    let mut rest = amounts.into_iter().peekable();
    let mut at = 0;
    while at < glyphs.len() {
        let Some((word, end)) = MULTIPLES.at(glyphs, at) else {
            at += 1;
            continue;
        };
        while let Some(before) = rest.next_if(|it| it.start < end) {
            all.push(before);
        }
        let is_apart = all.last().is_none_or(|last| last.end <= at);
        let (start, unit, value) = match word.meaning {
            "half" => (at, Unit::Fraction, Value::ratio(Decimal::ONE, Decimal::TWO)),
            _ => (at, Unit::Multiple, Some(Value::Exact(Decimal::TWO))),
        };
        if let Some(value) = value.filter(|_| is_apart && !is_named(glyphs, end)) {
            let doubt = quoted.at(start).map(Doubt::from);
            all.push(Amount { doubt, ..amount(start, end, value, unit) });
        }
        at = end;
    }
    all.extend(rest);
    all
}

/// 倍增计划, 减半措施, 一半以下: the word is part of a name.
fn is_named(glyphs: &Glyphs, end: usize) -> bool {
    let names = ["计划", "工程", "行动", "措施", "政策", "方案", "器", "效应"];
    names.iter().any(|name| glyphs.starts_with(end, name))
}

fn amount(start: usize, end: usize, value: Value, unit: Unit) -> Amount {
    Amount {
        start,
        end,
        number_end: end,
        value,
        bound: Bound::Exact,
        unit,
        per: None,
        spelled: true,
        doubt: None,
    }
}
