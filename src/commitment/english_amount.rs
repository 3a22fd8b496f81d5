//! Amounts in English: `US$150 billion`, `EUR 1.6 million`, `70 million euros`, `300 young scientists`, `70 per 100,000`.
//!
//! The unit of a count is the head of the noun phrase that follows: its last plural before a preposition or a verb.

use rust_decimal::Decimal;

use super::amount::{Amount, Per, named};
use super::english_against::against;
use super::english_money::{MONEY, Money, cents};
use super::english_noun::{noun, phrase};
use super::evidence::Reason;
use super::mask::Masks;
use super::unit::Unit;
use crate::language::grammar;
use crate::quantity::{Bound, Form, Number, Value};
use crate::text::Language;
use crate::text::glyph::Glyphs;

/// All numbers of a text as amounts, in its order.
pub(super) fn amounts(glyphs: &Glyphs, masks: &Masks) -> Vec<Amount> {
    let money = &*MONEY;
    let numbers = grammar(Language::English).ranges(glyphs);
    let mut amounts: Vec<Amount> = Vec::with_capacity(numbers.len());
    for number in &numbers {
        let taken = amounts.last().map_or(0, |last| last.end);
        let amount = amount(glyphs, masks, money, number, taken);
        let rated = amounts
            .last_mut()
            .is_some_and(|last| rate(glyphs, last, &amount) || cents(glyphs, last, &amount));
        if !rated {
            amounts.push(amount);
        }
    }
    share_units(glyphs, &mut amounts);
    amounts.extend(multiples(glyphs, masks));
    amounts.sort_by_key(|amount| amount.start);
    amounts
}

fn amount(glyphs: &Glyphs, masks: &Masks, money: &Money, number: &Number, taken: usize) -> Amount {
    let start = glyphs.place(number.span.start);
    let number_end = glyphs.place(number.span.end);
    let (value, number_end) = (number.value, number_end);
    let sum = (number.form == Form::Plain || number.form == Form::Fraction)
        .then(|| money.around(glyphs, start, number_end, taken))
        .flatten();
    let (start, end, unit, value) = if let Some(sum) = sum {
        (sum.start, sum.end, Unit::Money(sum.currency), value.times(sum.factor).unwrap_or(value))
    } else {
        let (unit, end) = unit_of(glyphs, number, number_end);
        (start, end, unit, value)
    };
    let against = named(masks, start).or_else(|| against(glyphs, number, start, end, &unit));
    let bound = grammar(Language::English)
        .bound_before(glyphs, start)
        .or_else(|| grammar(Language::English).bound_after(glyphs, end))
        .unwrap_or(number.bound);
    let per = per(glyphs, start, end);
    Amount { start, end, number_end, value, bound, unit, per, spelled: number.spelled, against }
}

fn unit_of(glyphs: &Glyphs, number: &Number, end: usize) -> (Unit, usize) {
    match number.form {
        Form::Percent => (Unit::Percent, end),
        Form::PerMille => (Unit::PerMille, end),
        Form::PercentagePoint => (Unit::PercentagePoint, end),
        Form::Fraction => (Unit::Fraction, end),
        Form::Plain => noun(glyphs, end),
    }
}

/// `per year`, `annually`, `a month` around an amount.
fn per(glyphs: &Glyphs, start: usize, end: usize) -> Option<Per> {
    let after = glyphs.words(end, end + 80);
    let clause = after.split([',', ';', '.']).next().unwrap_or_default();
    // What belongs to the next amount does not belong to this one.
    let near = clause
        .split(['$', '€', '£', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
        .next()
        .unwrap_or_default();
    let near = near.split(" and a total").next().unwrap_or_default();
    let has = |words: &[&str]| words.iter().any(|word| near.contains(word));
    let before = glyphs.words(start.saturating_sub(24), start);
    let told_before = |words: &[&str]| words.iter().any(|word| before.contains(word));
    if has(&[
        " annually",
        " per year",
        " a year",
        " each year",
        " every year",
        " per annum",
        "/year",
        " yearly",
    ]) || told_before(&["annual ", "annually "])
    {
        Some(Per::Year)
    } else if has(&[" per month", " a month", " each month", " monthly", " every month"]) {
        Some(Per::Month)
    } else if has(&[" per person", " per capita", " per head", " each person"]) {
        Some(Per::Person)
    } else {
        None
    }
}

/// `70 per 100,000 live births`: takes the second number into the first one's unit.
fn rate(glyphs: &Glyphs, last: &mut Amount, amount: &Amount) -> bool {
    let joint = glyphs.words(last.number_end, amount.start);
    if joint.trim() != "per" || amount.unit.currency().is_some() {
        return false;
    }
    let words = phrase(glyphs, amount.number_end);
    let end = words.last().map_or(amount.number_end, |(_, end, _)| *end);
    let noun = glyphs.words(amount.number_end, end);
    last.unit = Unit::Rate(format!("per {}{noun}", amount.value.low()));
    last.end = amount.number_end;
    last.against = last.against.filter(|reason| *reason != Reason::Bare);
    true
}

/// `halve`, `double`, `triple`: amounts without a number.
fn multiples(glyphs: &Glyphs, masks: &Masks) -> Vec<Amount> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        let end = (at..glyphs.len())
            .find(|at| !glyphs.get(*at).is_some_and(char::is_alphabetic))
            .unwrap_or(glyphs.len());
        let word =
            if (5..=9).contains(&(end - at)) { glyphs.words(at, end) } else { String::new() };
        if let Some((unit, value)) = multiple(&word) {
            found.push(Amount {
                start: at,
                end,
                number_end: end,
                value: Value::Exact(value),
                bound: grammar(Language::English).bound_before(glyphs, at).unwrap_or(Bound::Exact),
                unit,
                per: None,
                spelled: false,
                against: named(masks, at),
            });
        }
        at = end.max(at) + 1;
    }
    found
}

fn multiple(word: &str) -> Option<(Unit, Decimal)> {
    Some(match word {
        "halve" | "halving" => (Unit::Percent, Decimal::from(50)),
        "double" | "doubling" => (Unit::Multiple, Decimal::TWO),
        "triple" | "tripling" => (Unit::Multiple, Decimal::from(3)),
        _ => return None,
    })
}

/// `2 million doses to Cameroon, up to 3 million to Ghana`: the second counts doses too.
fn share_units(glyphs: &Glyphs, amounts: &mut [Amount]) {
    let mut last: Option<(usize, Unit)> = None;
    for amount in amounts.iter_mut() {
        let lender = last.as_ref().filter(|(end, _)| {
            amount.start.saturating_sub(*end) < 80
                && !(*end..amount.start).any(|at| matches!(glyphs.get(at), Some('.' | ';')))
        });
        if amount.against == Some(Reason::Bare)
            && amount.spelled
            && !amount.is_small()
            && let Some((_, unit)) = lender
        {
            amount.unit = unit.clone();
            amount.against = None;
        }
        let counts =
            amount.against.is_none() && matches!(amount.unit, Unit::Named(_) | Unit::Counted(_));
        last = if counts { Some((amount.end, amount.unit.clone())) } else { None };
    }
}
