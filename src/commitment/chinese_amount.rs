//! Amounts in Chinese: a number and the unit right after it, `1.5亿剂`, `人民币 50元`, `20万元至100万元`.
//!
//! Numbers without a unit borrow that of the list they stand in: 分别达1.28万亿、1.18万亿、8200亿元.

use std::collections::HashMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::amount::{Amount, Per, named, spread};
use super::evidence::Reason;
use super::mask::Masks;
use super::unit::{Currency, Unit};
use super::unit_words::{self, Kind, Word};
use crate::language::grammar;
use crate::quantity::{Bound, Form, Number, Value};
use crate::text::Language;
use crate::text::glyph::{Glyphs, is_han};

/// All numbers of a text as amounts, in its order.
pub(super) fn amounts(glyphs: &Glyphs, masks: &Masks) -> Vec<Amount> {
    let units = &*UNITS;
    let numbers = grammar(Language::Chinese).ranges(glyphs);
    let mut amounts: Vec<Amount> = Vec::with_capacity(numbers.len());
    for number in &numbers {
        let amount = amount(glyphs, masks, units, number);
        match amounts.last_mut().and_then(|last| continued(glyphs, last, &amount)) {
            Some(value) => extend(amounts.last_mut(), &amount, value),
            None => amounts.push(amount),
        }
    }
    share_units(glyphs, &mut amounts);
    amounts
}

fn amount(glyphs: &Glyphs, masks: &Masks, units: &Units, number: &Number) -> Amount {
    let start = glyphs.place(number.span.start);
    let number_end = glyphs.place(number.span.end);
    let read = units.read(glyphs, number_end);
    let (unit, end) = unit_of(glyphs, number, read, number_end);
    let against =
        named(masks, start).or_else(|| against(glyphs, number, start, number_end, read, &unit));
    let (start, unit) = money_before(glyphs, start, unit);
    let (value, end) = small_change(glyphs, number.value, &unit, end);
    let bound = grammar(Language::Chinese)
        .bound_before(glyphs, start)
        .or_else(|| grammar(Language::Chinese).bound_after(glyphs, end))
        .unwrap_or(number.bound);
    let unit = if against.is_none() { refined(glyphs, unit, end) } else { unit };
    let per = per(glyphs, start);
    Amount { start, end, number_end, value, bound, unit, per, spelled: number.spelled, against }
}

fn unit_of(
    glyphs: &Glyphs,
    number: &Number,
    read: Option<(Word, usize)>,
    end: usize,
) -> (Unit, usize) {
    match (number.form, read) {
        (Form::Percent, _) => (Unit::Percent, end),
        (Form::PerMille, _) => (Unit::PerMille, end),
        (Form::PercentagePoint, _) => (Unit::PercentagePoint, end),
        (Form::Fraction, None) => (Unit::Fraction, end),
        (_, Some((word, after))) if word.text == "块" && paid(glyphs, number, after) => {
            (Unit::Money(Currency("CNY")), after)
        }
        (_, Some((word, after))) => match word.kind {
            Kind::Money => (Unit::Money(Currency(word.name)), after),
            Kind::Measure | Kind::Count | Kind::Time | Kind::Order => {
                (Unit::Named(word.name), after)
            }
        },
        (Form::Plain, None) => sign_before(glyphs, number, end),
    }
}

/// 花费我三块: where something is paid for and nothing is counted, 块 is yuan.
fn paid(glyphs: &Glyphs, number: &Number, after: usize) -> bool {
    let start = glyphs.place(number.span.start);
    let before = glyphs.words(start.saturating_sub(4), start);
    glyphs.get(after).is_none_or(|c| !is_han(c)) && before.contains(['花', '费', '价', '付', '元'])
}

fn sign_before(glyphs: &Glyphs, number: &Number, end: usize) -> (Unit, usize) {
    let start = glyphs.place(number.span.start);
    let unit = match glyphs.before(start) {
        Some('$') => Unit::Money(Currency("USD")),
        Some('¥' | '￥') => Unit::Money(Currency("CNY")),
        Some('€') => Unit::Money(Currency("EUR")),
        Some('£') => Unit::Money(Currency("GBP")),
        _ => Unit::None,
    };
    (unit, end)
}

/// `人民币` before the number tells the currency of 元.
fn money_before(glyphs: &Glyphs, start: usize, unit: Unit) -> (usize, Unit) {
    let end = if glyphs.before(start) == Some(' ') { start - 1 } else { start };
    let end = if glyphs.before(end) == Some(' ') { end - 1 } else { end };
    if unit == Unit::Money(Currency("CNY")) && end >= 3 && glyphs.starts_with(end - 3, "人民币")
    {
        return (end - 3, unit);
    }
    let sign = matches!(glyphs.before(start), Some('$' | '¥' | '￥' | '€' | '£'));
    (if sign && unit.currency().is_some() { start - 1 } else { start }, unit)
}

/// `五元三毛`, `50元6角三分`, `两美元又三美分`: tenths and hundredths of the unit.
fn small_change(glyphs: &Glyphs, value: Value, unit: &Unit, end: usize) -> (Value, usize) {
    let (Value::Exact(whole), Some(_)) = (value, unit.currency()) else { return (value, end) };
    let mut sum = whole;
    let mut at = end;
    for _ in 0..2 {
        let next = if glyphs.get(at) == Some('又') { at + 1 } else { at };
        let digit = glyphs.get(next).and_then(|c| {
            c.to_digit(10).or_else(|| {
                "零一二三四五六七八九"
                    .chars()
                    .position(|d| d == c)
                    .and_then(|d| u32::try_from(d).ok())
            })
        });
        let Some(digit) = digit else { break };
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

/// Why a number is no amount, by what touches it.
fn against(
    glyphs: &Glyphs,
    number: &Number,
    start: usize,
    end: usize,
    read: Option<(Word, usize)>,
    unit: &Unit,
) -> Option<Reason> {
    let hyphenated = matches!(glyphs.before(start), Some('-'))
        && start >= 2
        && glyphs.get(start - 2).is_some_and(|c| c.is_ascii_alphabetic());
    if number.adjacent.before || hyphenated {
        return Some(Reason::Name);
    }
    if glyphs.before(start) == Some('第') || enumerates(glyphs, number, start, end) {
        return Some(Reason::Order);
    }
    if proportion(glyphs, start, end) {
        return Some(Reason::Proportion);
    }
    if number.adjacent.after && *unit == Unit::None {
        return Some(Reason::Name);
    }
    if let Some((word, after)) = read {
        return by_unit(glyphs, number, word, after);
    }
    match number.form {
        Form::Plain if *unit == Unit::None => Some(bare(glyphs, number, start, end)),
        Form::Plain | Form::Percent | Form::PerMille | Form::PercentagePoint | Form::Fraction => {
            None
        }
    }
}

fn by_unit(glyphs: &Glyphs, number: &Number, word: Word, after: usize) -> Option<Reason> {
    let year = word.text == "年" && number.value.low() >= Decimal::from(1000);
    // 20万吨级泊位, 5A级景区, 二期: a grade or a place in an order, written like an amount.
    let grade = matches!(glyphs.get(after), Some('级' | '型' | '制' | '版' | '式'))
        && !matches!(word.kind, Kind::Money);
    let stage = number.spelled && word.text == "期"
        || word.text == "次"
            && number.spelled
            && glyphs.get(after).is_some_and(|c| "会大全".contains(c));
    match word.kind {
        Kind::Order => Some(Reason::Order),
        Kind::Time if year => Some(Reason::Date),
        Kind::Time if matches!(word.text, "日") => Some(Reason::Date),
        Kind::Time => Some(Reason::Duration),
        _ if grade || stage => Some(Reason::Order),
        _ if matches!(word.name, "kV" | "kVA") => Some(Reason::Order),
        Kind::Money | Kind::Measure | Kind::Count => None,
    }
}

fn bare(glyphs: &Glyphs, number: &Number, start: usize, end: usize) -> Reason {
    let year = number.value.low() >= Decimal::from(1900)
        && number.value.high() <= Decimal::from(2100)
        && !number.spelled;
    if year {
        return Reason::Date;
    }
    if matches!(glyphs.before(start), Some('+')) || matches!(glyphs.get(end), Some('+')) {
        return Reason::Name;
    }
    Reason::Bare
}

/// `3.6 扩大`, `12.“2030先锋工程”`, `2、`: the number that a paragraph begins with.
fn enumerates(glyphs: &Glyphs, number: &Number, start: usize, end: usize) -> bool {
    let first = (0..start).all(|at| at < 6 && glyphs.get(at).is_some_and(|c| !c.is_alphanumeric()));
    let dotted = (start..end).any(|at| glyphs.get(at) == Some('.'));
    let parted =
        matches!(glyphs.get(end), Some('.' | '、' | ')')) || dotted && glyphs.get(end) == Some(' ');
    first && parted && !number.spelled && number.form == Form::Plain
}

/// `2：1`, `8.7∶41.2`.
fn proportion(glyphs: &Glyphs, start: usize, end: usize) -> bool {
    let colon = |c: Option<char>| matches!(c, Some(':' | '∶' | '：'));
    let digit = |at: usize| glyphs.get(at).is_some_and(|c| c.is_ascii_digit());
    colon(glyphs.get(end)) && digit(end + 1)
        || colon(glyphs.before(start)) && start >= 2 && digit(start - 2)
}

/// Nouns that say more than 个: 2万个培训名额 are places.
fn refined(glyphs: &Glyphs, unit: Unit, end: usize) -> Unit {
    const NOUNS: &[(&str, &str)] =
        &[("名额", "place"), ("学位", "place"), ("岗位", "job"), ("床位", "bed"), ("座位", "seat")];
    if unit != Unit::Named("item") {
        return unit;
    }
    let noun_end =
        (end..end + 8).find(|at| !glyphs.get(*at).is_some_and(is_han)).unwrap_or(end + 8);
    let noun = glyphs.words(end, noun_end);
    NOUNS.iter().find(|(word, _)| noun.contains(word)).map_or(unit, |(_, name)| Unit::Named(name))
}

fn per(glyphs: &Glyphs, start: usize) -> Option<Per> {
    let from = start.saturating_sub(14);
    let before = glyphs.words(from, start);
    let segment = before.rsplit(['，', ',', '。', '；', '、', ':']).next().unwrap_or_default();
    let has = |words: &[&str]| words.iter().any(|word| segment.contains(word));
    if has(&["每年", "年均", "逐年", "一年"]) {
        Some(Per::Year)
    } else if has(&["每月", "每个月"]) {
        Some(Per::Month)
    } else if has(&["每人", "人均", "每名", "每位"]) {
        Some(Per::Person)
    } else {
        None
    }
}

/// The value of a range that `amount` closes: 20万元至100万元, 五十万元以上二百万元以下.
fn continued(glyphs: &Glyphs, last: &Amount, amount: &Amount) -> Option<Value> {
    if last.unit != amount.unit
        || last.unit == Unit::None
        || last.against.is_some()
        || amount.against.is_some()
    {
        return None;
    }
    if amount.start.saturating_sub(last.end) > 4 {
        return None;
    }
    match glyphs.words(last.end, amount.start).trim() {
        "至" | "到" | "-" | "—" | "——" | "~" | "–" => spread(last, amount),
        "以上" if glyphs.starts_with(amount.end, "以下") => spread(last, amount),
        _ => None,
    }
}

fn extend(last: Option<&mut Amount>, amount: &Amount, value: Value) {
    if let Some(last) = last {
        last.end = amount.end;
        last.number_end = amount.number_end;
        last.value = value;
        last.bound = Bound::Exact;
    }
}

/// Gives numbers without a unit that of the next in a list.
fn share_units(glyphs: &Glyphs, amounts: &mut [Amount]) {
    let mut next: Option<(usize, Unit)> = None;
    for amount in amounts.iter_mut().rev() {
        let lender = next.as_ref().filter(|(start, _)| {
            *start >= amount.end
                && *start - amount.end <= 2
                && matches!(glyphs.get(amount.end), Some('、' | '和' | '与' | '及'))
        });
        if amount.against == Some(Reason::Bare)
            && let Some((_, unit)) = lender
        {
            amount.unit = unit.clone();
            amount.against = None;
        }
        let lends = amount.against.is_none() && !matches!(amount.unit, Unit::None);
        next = lends.then(|| (amount.start, amount.unit.clone()));
    }
}

static UNITS: LazyLock<Units> = LazyLock::new(Units::new);

/// The unit words by their first character, the longest first.
struct Units {
    words: HashMap<char, Vec<Word>>,
}

impl Units {
    fn new() -> Self {
        let mut words: HashMap<char, Vec<Word>> = HashMap::new();
        for word in unit_words::CHINESE {
            if let Some(first) = word.text.chars().next() {
                words.entry(first).or_default().push(*word);
            }
        }
        for row in words.values_mut() {
            row.sort_by_key(|word| std::cmp::Reverse(word.text.len()));
        }
        Self { words }
    }

    /// The unit word after a number, with the place after it.
    fn read(&self, glyphs: &Glyphs, at: usize) -> Option<(Word, usize)> {
        let at = glyphs.skip_spaces(at, 2);
        let row = self.words.get(&glyphs.get(at)?)?;
        row.iter()
            .find(|word| glyphs.starts_with(at, word.text))
            .map(|word| (*word, at + word.text.chars().count()))
    }
}
