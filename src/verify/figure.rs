//! The figures of a statement and of a clause, compared by value.

use rust_decimal::Decimal;

use crate::{
    commitment::{Measure, quantities},
    text::{Folding, Language, Span, TokenKind, tokens},
};

/// Counts below it are words as often as figures: `a`, `two`, `一个`.
const SMALLEST_COUNT: Decimal = Decimal::TEN;

/// A figure of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its place in the text.
    pub span: Span,
    value: Value,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    Amount { ends: (Decimal, Decimal), measure: Measure },
    Year(u16),
}

impl Figure {
    /// The amounts of a text, and the years, in order.
    pub(super) fn all(text: &str, language: Language, folding: &Folding) -> Vec<Self> {
        let amounts = quantities(text, language).into_iter().filter(|it| {
            let measure = it.measure();
            measure != Measure::Any && (measure != Measure::Count || it.ends().1 >= SMALLEST_COUNT)
        });
        let mut found: Vec<Self> = amounts
            .map(|it| {
                let value = Value::Amount { ends: it.ends(), measure: it.measure() };
                Self { span: it.span, value }
            })
            .collect();
        let folded = folding.fold(text);
        for token in tokens(folded.as_str()).into_iter().filter(|it| it.kind == TokenKind::Number) {
            let year = token.text.parse().ok().filter(|it| (1900..2100).contains(it));
            let place = year.zip(folded.source(token.span));
            let place = place.filter(|(_, span)| !found.iter().any(|it| it.span.overlaps(span)));
            found.extend(place.map(|(year, span)| Self { span, value: Value::Year(year) }));
        }
        found.sort_by_key(|it| it.span);
        found
    }

    /// The figure in a larger text, which has this one's text at byte `by`.
    #[must_use]
    pub(super) fn shifted(self, by: usize) -> Self {
        Self { span: self.span.shifted(by), ..self }
    }

    /// Whether it is a year.
    pub fn is_year(&self) -> bool {
        matches!(self.value, Value::Year(_))
    }

    /// Whether both have one value.
    pub(super) fn equals(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::Year(a), Value::Year(b)) => a == b,
            (
                Value::Amount { ends: a, measure: of_a },
                Value::Amount { ends: b, measure: of_b },
            ) => a == b && of_a.fits(*of_b),
            (Value::Year(_), Value::Amount { .. }) | (Value::Amount { .. }, Value::Year(_)) => {
                false
            }
        }
    }

    /// Whether both measure one kind of thing, so that one may stand for the other. Counts may count anything.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::Year(_), Value::Year(_)) => true,
            (Value::Amount { measure: a, .. }, Value::Amount { measure: b, .. }) => {
                a == b && *a != Measure::Count
            }
            (Value::Year(_), Value::Amount { .. }) | (Value::Amount { .. }, Value::Year(_)) => {
                false
            }
        }
    }
}

/// Sorts the figures of a statement: those that a clause has too, and the places of the others.
pub(super) fn compare(here: &[Figure], there: &[Figure]) -> (Vec<Figure>, Vec<Figure>) {
    let has_years = there.iter().any(Figure::is_year);
    let (mut same, mut other) = (Vec::new(), Vec::new());
    for figure in here.iter().filter(|it| has_years || !it.is_year()) {
        let is_there = there.iter().any(|it| it.equals(figure));
        if is_there { same.push(figure.clone()) } else { other.push(figure.clone()) }
    }
    (same, other)
}
