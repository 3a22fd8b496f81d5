//! Amounts in English: `US$150 billion`, `EUR 1.6 million`, `70 million euros`, `300 young scientists`, `70 per 100,000`.
//!
//! The unit of a count is the head of the noun phrase that follows: its last plural before a preposition or a verb.

use rust_decimal::Decimal;

use super::change::{pair, without_repeats};
use super::money::{add_cents, sum_around};
use super::multiple::multiples;
use super::not_an_amount::doubt;
use super::noun::{noun, one, phrase};
use crate::language::grammar::Grammar;
use crate::language::words::first_meaning;
use crate::quantity::{Amount, Doubt, Form, Number, Per, Unit, Value};
use crate::text::glyph::Glyphs;
use crate::text::quoted::Quoted;

pub(super) fn amounts(grammar: &dyn Grammar, glyphs: &Glyphs, quoted: &Quoted) -> Vec<Amount> {
    let mut amounts: Vec<Amount> = Vec::new();
    for number in without_repeats(glyphs, grammar.ranges(glyphs)) {
        let taken = amounts.last().map_or(0, |last| last.end);
        let amount = amount(grammar, glyphs, quoted, &number, taken);
        let joins =
            |last: &mut Amount| rate(glyphs, last, &amount) || add_cents(glyphs, last, &amount);
        if !amounts.last_mut().is_some_and(joins) {
            amounts.push(amount);
        }
    }
    share_units(glyphs, &mut amounts);
    let mut amounts = pair(glyphs, amounts);
    for amount in &mut amounts {
        amount.doubt =
            amount.doubt.filter(|it| *it != Doubt::Bare || !ends_change(glyphs, amount.start));
    }
    amounts.extend(multiples(grammar, glyphs, quoted));
    amounts.sort_by_key(|amount| amount.start);
    amounts
}

fn amount(
    grammar: &dyn Grammar,
    glyphs: &Glyphs,
    quoted: &Quoted,
    number: &Number,
    taken: usize,
) -> Amount {
    let start = glyphs.place(number.span.start);
    let number_end = glyphs.place(number.span.end);
    let sum = matches!(number.form, Form::Plain | Form::Fraction)
        .then(|| sum_around(glyphs, start..number_end, taken))
        .flatten();
    let (start, end, unit, value) = if let Some(sum) = sum {
        let value = number.value.times(sum.factor).unwrap_or(number.value);
        (sum.start, sum.end, Unit::Money(sum.currency), value)
    } else {
        let (unit, end) = unit(glyphs, number, number_end);
        (start, end, unit, number.value)
    };
    let quotation = quoted.at(start).map(Doubt::from);
    let doubt = quotation.or_else(|| doubt(glyphs, number, start, end, &unit));
    let bound = grammar.number_words().bound_around(glyphs, start, end).unwrap_or(number.bound);
    let per = per(glyphs, start, end);
    Amount { start, end, number_end, value, bound, unit, per, spelled: number.spelled, doubt }
}

fn unit(glyphs: &Glyphs, number: &Number, end: usize) -> (Unit, usize) {
    match number.form {
        Form::Percent => (Unit::Percent, end),
        Form::PerMille => (Unit::PerMille, end),
        Form::PercentagePoint => (Unit::PercentagePoint, end),
        Form::Fraction => (Unit::Fraction, end),
        Form::Plain if number.value == Value::Exact(Decimal::ONE) => one(glyphs, end),
        Form::Plain => noun(glyphs, end),
    }
}

/// `per year`, `annually`, `a month` around an amount.
fn per(glyphs: &Glyphs, start: usize, end: usize) -> Option<Per> {
    const AFTER: &[(Per, &str)] = &[
        (
            Per::Year,
            " annually| per year| a year| each year| every year| per annum|/year|/yr| yearly| p.a| each fiscal year\
             | per fiscal year",
        ),
        (Per::Month, " per month| a month| each month| monthly| every month|/month"),
        (Per::Person, " per person| per capita| per head| each person"),
    ];
    let after = glyphs.words(end, end + 80);
    // A rate after the next amount belongs to that one.
    let is_next = |c: char| matches!(c, ',' | ';' | '$' | '€' | '£') || c.is_ascii_digit();
    let own = after.split(is_next).next()?.split(". ").next()?.split(" and a total").next()?;
    let after = first_meaning(own, AFTER);
    let before = || is_yearly_before(glyphs, start).then_some(Per::Year);
    after.filter(|per| *per == Per::Year).or_else(before).or(after)
}

/// `an annual contribution of`, `a yearly grant of up to`, `its annual contribution from $1 million to`.
fn is_yearly_before(glyphs: &Glyphs, start: usize) -> bool {
    // `annually $5 million` stands right before; an adjective has a noun between.
    const ADVERBS: [&str; 3] = ["annually ", "each year ", "every year "];
    let before = glyphs.words(start.saturating_sub(64), start);
    let clause = before.rsplit([';', ',']).next().unwrap_or_default();
    if ADVERBS.iter().any(|word| clause.ends_with(word)) {
        return true;
    }
    let rest = ["annual ", "yearly "].iter().filter_map(|word| Some(clause.rsplit_once(word)?.1));
    rest.min_by_key(|rest| rest.len()).is_some_and(|rest| {
        let rest = rest.split_once("from ").map_or(rest, |(before, _)| before);
        rest.split_whitespace().count() <= 4 && !rest.contains(" and ") && !rest.contains("total")
    })
}

/// `70 per 100,000 live births`: takes the second number into the first one's unit.
fn rate(glyphs: &Glyphs, last: &mut Amount, amount: &Amount) -> bool {
    let joint = glyphs.words(last.number_end, amount.start);
    let is_per = matches!(joint.trim(), "per" | "in every" | "out of every" | "for every");
    if !is_per || amount.unit.currency().is_some() {
        return false;
    }
    let words = phrase(glyphs, amount.number_end);
    let end = words.last().map_or(amount.number_end, |word| word.end);
    let noun = glyphs.words(amount.number_end, end);
    last.unit = Unit::Rate(format!("per {}{noun}", amount.value.low()));
    last.end = amount.number_end;
    last.doubt = last.doubt.filter(|doubt| *doubt != Doubt::Bare);
    true
}

/// `from 400,000 to 700,000`: a bare number that a change ends at.
fn ends_change(glyphs: &Glyphs, start: usize) -> bool {
    let before = glyphs.words(start.saturating_sub(40), start);
    before.ends_with(" to ") && before.contains("from ")
}

/// `2 million doses to Cameroon, up to 3 million to Ghana`: the second counts doses too.
fn share_units(glyphs: &Glyphs, amounts: &mut [Amount]) {
    let mut last: Option<(usize, Unit)> = None;
    for amount in amounts.iter_mut() {
        let lender = last.take().filter(|(end, _)| {
            amount.start.saturating_sub(*end) < 80
                && !(*end..amount.start).any(|at| matches!(glyphs.get(at), Some('.' | ';')))
        });
        if let (Some(Doubt::Bare), Some((_, unit))) = (amount.doubt, lender)
            && amount.spelled
            && !amount.is_small()
        {
            amount.unit = unit;
            amount.doubt = None;
        }
        let lends = amount.doubt.is_none() && amount.unit.counts();
        last = lends.then(|| (amount.end, amount.unit.clone()));
    }
}
