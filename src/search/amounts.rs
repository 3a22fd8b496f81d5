//! Amounts of a question, and the clauses that have them.
//!
//! An amount is matched by its value and its measure, whatever words write it:
//! `1500億美金` and `$150bn` are in a clause of `1500 亿美元`; `1500 亿日元` is not.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    commitment::{Measure, Quantity, quantities},
    language::grammar,
    text::{Language, Span},
};

/// An amount by value and measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    low: Decimal,
    high: Decimal,
    measure: Measure,
}

impl Amount {
    pub(super) fn of(quantity: &Quantity) -> Self {
        let (low, high) = quantity.ends();
        Self { low, high, measure: quantity.measure() }
    }

    /// Whether `other` may be the same amount.
    pub(super) fn fits(&self, other: &Self) -> bool {
        (self.low, self.high) == (other.low, other.high) && self.measure.fits(other.measure)
    }

    /// Whether it is worth looking for. Counts below a hundred are not, since people count things that a
    /// text only names (`the ten countries`, `联合国的十七个目标`), nor are bare numbers that may be years.
    fn is_telling(&self) -> bool {
        match self.measure {
            Measure::Money(_) | Measure::Percent => true,
            Measure::Count => self.high >= Decimal::ONE_HUNDRED && !is_year(self.high),
            Measure::Any => self.high >= Decimal::ONE_THOUSAND && !is_year(self.high),
        }
    }
}

/// The clauses that have each amount.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Amounts {
    /// By the ends of the amount: clauses in order, with the measure that they have there.
    places: BTreeMap<[Key; 2], Vec<(u32, Key)>>,
}

/// A number or a measure in bytes.
type Key = [u8; 16];

impl Amounts {
    /// Adds an amount of a clause, which no later clause precedes.
    pub(super) fn add(&mut self, place: u32, amount: &Amount) {
        self.places.entry(ends(amount)).or_default().push((place, key(amount.measure)));
    }

    /// The clauses that have an amount, in order.
    pub(super) fn clauses(&self, amount: &Amount) -> Vec<u32> {
        let [wanted, any] = [amount.measure, Measure::Any].map(key);
        let all = self.places.get(&ends(amount)).map(Vec::as_slice).unwrap_or_default();
        let fits = |it: &Key| *it == wanted || *it == any || wanted == any;
        let mut clauses: Vec<u32> =
            all.iter().filter(|it| fits(&it.1)).map(|(place, _)| *place).collect();
        clauses.dedup();
        clauses
    }
}

/// Equal decimals with different scales have one key.
fn ends(amount: &Amount) -> [Key; 2] {
    [amount.low, amount.high].map(|it| it.normalize().serialize())
}

fn key(measure: Measure) -> Key {
    let name = match measure {
        Measure::Money(currency) => currency.0,
        Measure::Percent => "percent",
        Measure::Count => "count",
        Measure::Any => "any",
    };
    let mut key = Key::default();
    key.iter_mut().zip(name.bytes()).for_each(|(to, from)| *to = from);
    key
}

fn is_year(value: Decimal) -> bool {
    value.is_integer() && (Decimal::from(1980)..Decimal::from(2080)).contains(&value)
}

pub(super) fn in_clause(text: &str, language: Language) -> impl Iterator<Item = Amount> {
    quantities(text, language).into_iter().map(|it| Amount::of(&it)).filter(Amount::is_telling)
}

/// The amounts of a folded question, with their places, in order.
pub(super) fn in_question(folded: &str) -> Vec<(Span, Amount)> {
    let languages = Language::ALL.into_iter().filter(|it| grammar(*it).fits(folded));
    let mut found: Vec<(Span, Amount)> = languages
        .flat_map(|it| quantities(folded, it))
        .map(|it| (place(&it), Amount::of(&it)))
        .filter(|(_, it)| it.is_telling())
        .collect();
    // Of two readings of one place the longer is right: `150bn` over `150`.
    found.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    found.retain(|(span, _)| {
        let is_apart = span.start >= end;
        end = end.max(span.end);
        is_apart
    });
    found
}

/// A counted noun stays a word of the question: `scientists` of `300 scientists`.
fn place(quantity: &Quantity) -> Span {
    match quantity.measure() {
        Measure::Count => quantity.number,
        Measure::Money(_) | Measure::Percent | Measure::Any => quantity.span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(question: &str, clause: &str, language: Language) -> bool {
        let asked = in_question(question);
        assert_eq!(asked.len(), 1, "{question}: {asked:?}");
        in_clause(clause, language).any(|it| asked.iter().any(|(_, asked)| asked.fits(&it)))
    }

    #[test]
    fn by_value_and_measure_across_spellings() {
        let clause = "自 2022 年起 5 年内从东盟国家进口 1500 亿美元农产品";
        let same = "1500亿是什么|一千五百亿美元|$150bn|us$150 billion|1500亿美金|150 billion dollars|150bn 的 import";
        for question in same.split('|') {
            assert!(finds(question, clause, Language::Chinese), "{question}");
        }
        for question in ["1500亿日元", "150亿", "1500亿人", "150 million dollars", "€150 billion"]
        {
            assert!(!finds(question, clause, Language::Chinese), "{question}");
        }
    }

    #[test]
    fn amounts_not_worth_looking_for() {
        for question in
            "2022年|5g|3.0版|两个问题|rcep|1.5轨|十七个目标|the ten countries".split('|')
        {
            assert_eq!(in_question(question), [], "{question}");
        }
    }
}
