//! Amounts in Chinese: a number and the unit right after it, `1.5亿剂`, `人民币 50元`, `20万元至100万元`.
//!
//! Numbers without a unit borrow that of the list they stand in: 分别达1.28万亿、1.18万亿、8200亿元.

use rust_decimal::Decimal;

use super::han::digit;
use super::not_an_amount::doubt;
use super::words::{Kind, UNITS, UnitWord};
use super::{bound, label, mention, money, multiple};
use crate::language::grammar::Grammar;
use crate::language::words::{Word, first_meaning};
use crate::quantity::{Adjacent, Amount, Bound, Currency, Doubt, Form, Number, Per, Unit, Value};
use crate::text::glyph::{Glyphs, is_han};
use crate::text::quoted::Quoted;

pub(super) fn amounts(grammar: &dyn Grammar, glyphs: &Glyphs, quoted: &Quoted) -> Vec<Amount> {
    let mut amounts: Vec<Amount> = Vec::new();
    for number in grammar.ranges(glyphs) {
        if let Some(multiple) = multiple::counted(glyphs, &number) {
            amounts.push(multiple);
            continue;
        }
        // Small change belongs to the sum before it.
        if amounts.last().is_some_and(|last| glyphs.place(number.span.start) < last.end) {
            continue;
        }
        let amount = amount(grammar, glyphs, quoted, &number);
        if !amounts.last_mut().is_some_and(|low| extend(glyphs, low, &amount)) {
            amounts.push(amount);
        }
    }
    let mut amounts = multiple::with_words(glyphs, quoted, amounts);
    share_units(glyphs, &mut amounts);
    mention::mark(glyphs, &mut amounts);
    amounts
}

fn amount(grammar: &dyn Grammar, glyphs: &Glyphs, quoted: &Quoted, number: &Number) -> Amount {
    let start = glyphs.place(number.span.start);
    let number_end = glyphs.place(number.span.end);
    let counted = mention::after_echo(grammar, glyphs, number, number_end);
    let word = UNITS.at(glyphs, glyphs.skip_spaces(counted, 2));
    let prefix = money::prefix(glyphs, start);
    let (unit, end) = unit(glyphs, number, word, counted, prefix.map(|it| it.code));
    // USD500万: the letters before it are its currency.
    let adjacent =
        Adjacent { before: number.adjacent.before && prefix.is_none(), ..number.adjacent };
    let number = &Number { adjacent, ..*number };
    let quotation = quoted.at(start).map(Doubt::from);
    let doubt = quotation.or_else(|| doubt(glyphs, number, start..number_end, word, &unit));
    let start = prefix.filter(|_| unit.currency().is_some()).map_or(start, |it| it.start);
    let (value, end) = small_change(glyphs, number.value, &unit, end);
    let bound = bound_of(grammar, glyphs, start, end).unwrap_or(number.bound);
    let unit = if doubt.is_none() { refined(glyphs, unit, end) } else { unit };
    let per = per(glyphs, start, end);
    let amount =
        Amount { start, end, number_end, value, bound, unit, per, spelled: number.spelled, doubt };
    label::labelled(glyphs, amount)
}

/// The bound that words next to an amount set, else those further before it.
fn bound_of(grammar: &dyn Grammar, glyphs: &Glyphs, start: usize, end: usize) -> Option<Bound> {
    let near = grammar.number_words().bound_around(glyphs, start, end);
    near.or_else(|| bound::after(glyphs, end)).or_else(|| bound::before(glyphs, 0, start))
}

fn unit(
    glyphs: &Glyphs,
    number: &Number,
    word: Option<(Word<UnitWord>, usize)>,
    end: usize,
    prefix: Option<&'static str>,
) -> (Unit, usize) {
    let cny = Unit::Money(Currency("CNY"));
    let word = word.map(|(word, after)| money::after_yuan(glyphs, word, after));
    match (number.form, word) {
        (Form::Plain, Some((word, after))) if prefix.is_some() && money::is_yuan(word.text) => {
            (Unit::Money(Currency(prefix.unwrap_or(word.meaning.name))), after)
        }
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
        (Form::Plain, None) if number.spelled && ends_with_measure(glyphs, end) => {
            (Unit::Named("item"), end)
        }
        (Form::Plain, None) => {
            let rate = || label::rate(glyphs, end).map(|(rate, end)| (Unit::Rate(rate), end));
            let money = prefix.map(|code| (Unit::Money(Currency(code)), end));
            money.or_else(rate).unwrap_or((Unit::None, end))
        }
    }
}

/// 俩 and 仨 are 两个 and 三个.
fn ends_with_measure(glyphs: &Glyphs, end: usize) -> bool {
    matches!(glyphs.before(end), Some('俩' | '仨'))
}

/// 花费我三块: where something is paid for and nothing is counted, 块 is yuan.
fn is_paid(glyphs: &Glyphs, number: &Number, after: usize) -> bool {
    let start = glyphs.place(number.span.start);
    let before = glyphs.words(start.saturating_sub(4), start);
    !glyphs.get(after).is_some_and(is_han) && before.contains(['花', '费', '价', '付', '元'])
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

fn per(glyphs: &Glyphs, start: usize, end: usize) -> Option<Per> {
    const RATES: &[(Per, &str)] = &[
        (Per::Year, "每年|年均|逐年|一年|每一年|每个财年"),
        (Per::Month, "每月|每个月"),
        (Per::Person, "每人|人均|每名|每位"),
    ];
    const AFTER: [(Per, &str); 8] = [
        (Per::Year, "/年"),
        (Per::Year, "每年"),
        (Per::Year, "/a"),
        (Per::Month, "/月"),
        (Per::Month, "每月"),
        (Per::Person, "/人"),
        (Per::Person, "每人"),
        (Per::Person, "/名"),
    ];
    let here = AFTER.into_iter().find(|(_, word)| glyphs.starts_with(end, word));
    if let Some((per, _)) = here {
        return Some(per);
    }
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
        "和" | "与" => glyphs.starts_with(high.end, "之间"),
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
