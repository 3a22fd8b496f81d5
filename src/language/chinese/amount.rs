//! Amounts in Chinese: a number and the unit right after it, `1.5亿剂`, `人民币 50元`, `20万元至100万元`.
//!
//! Numbers without a unit borrow that of the list they stand in: 分别达1.28万亿、1.18万亿、8200亿元.

use rust_decimal::Decimal;

use super::han::digit;
use super::not_an_amount::doubt;
use super::words::{Kind, UNITS, UnitWord};
use crate::language::grammar::Grammar;
use crate::language::words::{Word, first_meaning};
use crate::quantity::{Amount, Bound, Currency, Doubt, Form, Number, Per, Unit, Value};
use crate::text::glyph::{Glyphs, is_han};
use crate::text::quoted::Quoted;

pub(super) fn amounts(grammar: &dyn Grammar, glyphs: &Glyphs, quoted: &Quoted) -> Vec<Amount> {
    let mut amounts: Vec<Amount> = Vec::new();
    for number in grammar.ranges(glyphs) {
        // Small change belongs to the sum before it.
        if amounts.last().is_some_and(|last| glyphs.place(number.span.start) < last.end) {
            continue;
        }
        let amount = amount(grammar, glyphs, quoted, &number);
        if !amounts.last_mut().is_some_and(|low| extend(glyphs, low, &amount)) {
            amounts.push(amount);
        }
    }
    share_units(glyphs, &mut amounts);
    amounts
}

fn amount(grammar: &dyn Grammar, glyphs: &Glyphs, quoted: &Quoted, number: &Number) -> Amount {
    let start = glyphs.place(number.span.start);
    let number_end = glyphs.place(number.span.end);
    let word = UNITS.at(glyphs, glyphs.skip_spaces(number_end, 2));
    let (unit, end) = unit(glyphs, number, word, number_end);
    let quotation = quoted.at(start).map(Doubt::from);
    let doubt = quotation.or_else(|| doubt(glyphs, number, start..number_end, word, &unit));
    let start = money_start(glyphs, start, &unit);
    let (value, end) = small_change(glyphs, number.value, &unit, end);
    let bound = grammar.number_words().bound_around(glyphs, start, end).unwrap_or(number.bound);
    let unit = if doubt.is_none() { refined(glyphs, unit, end) } else { unit };
    let per = per(glyphs, start);
    Amount { start, end, number_end, value, bound, unit, per, spelled: number.spelled, doubt }
}

fn unit(
    glyphs: &Glyphs,
    number: &Number,
    word: Option<(Word<UnitWord>, usize)>,
    end: usize,
) -> (Unit, usize) {
    let cny = Unit::Money(Currency("CNY"));
    match (number.form, word) {
        (Form::Percent, _) => (Unit::Percent, end),
        (Form::PerMille, _) => (Unit::PerMille, end),
        (Form::PercentagePoint, _) => (Unit::PercentagePoint, end),
        (Form::Fraction, None) => (Unit::Fraction, end),
        (Form::Plain | Form::Fraction, Some((word, after))) => {
            let unit = match word.meaning.kind {
                Kind::Money => Unit::Money(Currency(word.meaning.name)),
                _ if word.text == "块" && is_paid(glyphs, number, after) => cny,
                Kind::Measure | Kind::Count | Kind::Time | Kind::Order => {
                    Unit::Named(word.meaning.name)
                }
            };
            (unit, after)
        }
        (Form::Plain, None) => {
            let sign = sign_before(glyphs, glyphs.place(number.span.start));
            (sign.map_or(Unit::None, |code| Unit::Money(Currency(code))), end)
        }
    }
}

/// 花费我三块: where something is paid for and nothing is counted, 块 is yuan.
fn is_paid(glyphs: &Glyphs, number: &Number, after: usize) -> bool {
    let start = glyphs.place(number.span.start);
    let before = glyphs.words(start.saturating_sub(4), start);
    !glyphs.get(after).is_some_and(is_han) && before.contains(['花', '费', '价', '付', '元'])
}

fn sign_before(glyphs: &Glyphs, start: usize) -> Option<&'static str> {
    match glyphs.before(start) {
        Some('$') => Some("USD"),
        Some('¥' | '￥') => Some("CNY"),
        Some('€') => Some("EUR"),
        Some('£') => Some("GBP"),
        _ => None,
    }
}

/// The place of `人民币`, or of a sign, before a sum.
fn money_start(glyphs: &Glyphs, start: usize, unit: &Unit) -> usize {
    let end =
        (0..2).fold(start, |end, _| if glyphs.before(end) == Some(' ') { end - 1 } else { end });
    if *unit == Unit::Money(Currency("CNY")) && end >= 3 && glyphs.starts_with(end - 3, "人民币")
    {
        return end - 3;
    }
    let has_sign = unit.currency().is_some() && sign_before(glyphs, start).is_some();
    if has_sign { start - 1 } else { start }
}

/// `五元三毛`, `50元6角三分`, `两美元又三美分`: tenths and hundredths of the unit.
fn small_change(glyphs: &Glyphs, value: Value, unit: &Unit, end: usize) -> (Value, usize) {
    let (Value::Exact(mut sum), Some(_)) = (value, unit.currency()) else { return (value, end) };
    let mut at = end;
    for _ in 0..2 {
        let next = if glyphs.get(at) == Some('又') { at + 1 } else { at };
        let Some(c) = glyphs.get(next) else { break };
        let Some(digit) = c.to_digit(10).or_else(|| digit(c)) else { break };
        let unit_at =
            if matches!(glyphs.get(next + 1), Some('美' | '欧')) { next + 2 } else { next + 1 };
        let places = match glyphs.get(unit_at) {
            Some('角' | '毛') => 1,
            Some('分') if glyphs.get(unit_at + 1) != Some('之') => 2,
            _ => break,
        };
        sum = sum.checked_add(Decimal::new(digit.into(), places)).unwrap_or(sum);
        at = unit_at + 1;
    }
    (Value::Exact(sum), at)
}

/// Nouns that say more than 个: 2万个培训名额 are places.
fn refined(glyphs: &Glyphs, unit: Unit, end: usize) -> Unit {
    const NOUNS: &[(&str, &str)] =
        &[("place", "名额|学位"), ("job", "岗位"), ("bed", "床位"), ("seat", "座位")];
    if unit != Unit::Named("item") {
        return unit;
    }
    let noun_end =
        (end..end + 8).find(|at| !glyphs.get(*at).is_some_and(is_han)).unwrap_or(end + 8);
    first_meaning(&glyphs.words(end, noun_end), NOUNS).map_or(unit, Unit::Named)
}

fn per(glyphs: &Glyphs, start: usize) -> Option<Per> {
    const RATES: &[(Per, &str)] = &[
        (Per::Year, "每年|年均|逐年|一年"),
        (Per::Month, "每月|每个月"),
        (Per::Person, "每人|人均|每名|每位"),
    ];
    let before = glyphs.words(start.saturating_sub(14), start);
    first_meaning(before.rsplit(['，', ',', '。', '；', '、', ':']).next()?, RATES)
}

/// Joins the two ends of a range: 20万元至100万元, 五十万元以上二百万元以下.
fn extend(glyphs: &Glyphs, low: &mut Amount, high: &Amount) -> bool {
    let alike = low.unit == high.unit && low.unit != Unit::None;
    let (from, to) = (low.value.low(), high.value.high());
    let is_near = high.start.saturating_sub(low.end) <= 4;
    if !alike || low.doubt.is_some() || high.doubt.is_some() || !is_near || from >= to {
        return false;
    }
    let joins = match glyphs.words(low.end, high.start).trim() {
        "至" | "到" | "-" | "—" | "——" | "~" | "–" => true,
        "以上" => glyphs.starts_with(high.end, "以下"),
        _ => false,
    };
    if joins {
        low.end = high.end;
        low.number_end = high.number_end;
        low.value = Value::Range { low: from, high: to };
        low.bound = Bound::Exact;
    }
    joins
}

/// Gives numbers without a unit that of the next in a list.
fn share_units(glyphs: &Glyphs, amounts: &mut [Amount]) {
    let mut next: Option<(usize, Unit)> = None;
    for amount in amounts.iter_mut().rev() {
        let lender = next.take().filter(|(start, _)| {
            (amount.end..=amount.end + 2).contains(start)
                && matches!(glyphs.get(amount.end), Some('、' | '和' | '与' | '及'))
        });
        if let (Some(Doubt::Bare), Some((_, unit))) = (amount.doubt, lender) {
            amount.unit = unit;
            amount.doubt = None;
        }
        let lends = amount.doubt.is_none() && amount.unit != Unit::None;
        next = lends.then(|| (amount.start, amount.unit.clone()));
    }
}
