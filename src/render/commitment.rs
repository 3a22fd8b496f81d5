//! A commitment in one line, and as JSON: `US$5 million · from China · 2021`.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::{
    answer::{CommitmentRef, Sought, words},
    commitment::{Commitment, Direction, PartyName, Per, Standing, Status},
    corpus::{ClauseRef, Library},
    language::grammar,
    quantity::{Bound, Value},
    text::{Language, Span},
    wording::{Catalog, Phrase},
};

/// A commitment to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitmentRow {
    /// The clause that makes it.
    pub at: ClauseRef,
    /// The label of the clause: `3.6`; empty below that clause.
    pub clause: String,
    /// The amount, in the clause's own words.
    pub amount: String,
    /// The known ones of subject, parties, years, rhythm and status.
    pub parts: Vec<String>,
    /// The cell that answers the question: 0 is the amount, the others are `parts`.
    pub answering: usize,
    /// The words of the clause that make the promise.
    pub quote: String,
}

/// Writes the row of a commitment in `text`, in the locale of `catalog`, with the cell that is `sought`.
pub(super) fn row(
    (at, clause): (ClauseRef, String),
    (commitment, text): (&Commitment, &str),
    catalog: &Catalog,
    sought: Sought,
) -> CommitmentRow {
    let of = |span: Span| span.of(text).map(str::to_owned);
    let amount = of(commitment.amount).unwrap_or_default();
    let subject = commitment.subject.and_then(of).filter(|it| !amount.contains(it.as_str()));
    let parts = [
        subject,
        parties(commitment, text, catalog),
        years(commitment, catalog),
        commitment.per.map(|it| catalog.say(&per(it))),
        standing_part(commitment, catalog),
    ];
    let place = match sought {
        Sought::Topic | Sought::Amount => None,
        Sought::Party => Some(1),
        Sought::Time => Some(2),
    };
    let place = place.filter(|it| parts.get(*it).is_some_and(Option::is_some));
    let answering =
        place.map_or(0, |it| parts.iter().take(it + 1).filter(|it| it.is_some()).count());
    CommitmentRow {
        at,
        clause,
        amount,
        answering,
        parts: parts.into_iter().flatten().collect(),
        quote: of(commitment.span).unwrap_or_default().trim().to_owned(),
    }
}

/// The standing in one word, unless the amount is simply pledged.
fn standing_part(commitment: &Commitment, catalog: &Catalog) -> Option<String> {
    if commitment.status == Status::Provided {
        return Some(catalog.say(&Phrase::CommitmentProvided));
    }
    let is_plain = commitment.standing == Standing::Pledged;
    (!is_plain).then(|| standing(commitment.standing, catalog))
}

/// The word for a standing.
pub fn standing(standing: Standing, catalog: &Catalog) -> String {
    catalog.say(&match standing {
        Standing::Pledged => Phrase::StandingPledged,
        Standing::Aim => Phrase::StandingAim,
        Standing::Conditional => Phrase::StandingConditional,
        Standing::Wish => Phrase::StandingWish,
        Standing::Fact => Phrase::StandingFact,
        Standing::Denied => Phrase::StandingDenied,
    })
}

fn parties(commitment: &Commitment, text: &str, catalog: &Catalog) -> Option<String> {
    let giver = commitment.actor.as_ref().and_then(|it| words(it, text));
    let receiver = commitment.beneficiary.as_ref().and_then(|it| words(it, text));
    let is_import = commitment.direction == Some(Direction::Imports);
    Some(catalog.say(&match (giver, receiver) {
        (None, None) => return None,
        (Some(giver), Some(receiver)) if is_import => Phrase::CommitmentImports { giver, receiver },
        (Some(giver), Some(receiver)) => Phrase::CommitmentGives { giver, receiver },
        (Some(giver), None) => Phrase::CommitmentBy { giver },
        (None, Some(receiver)) => Phrase::CommitmentFor { receiver },
    }))
}

fn years(commitment: &Commitment, catalog: &Catalog) -> Option<String> {
    let period = commitment.period?;
    let [start, end] = [period.start, period.end].map(|it| it.map(|it| it.to_string()));
    let n_years = period.n_years.map(|it| it.to_string());
    Some(catalog.say(&match (start.as_deref(), end.as_deref(), n_years.as_deref()) {
        (Some(start), Some(end), _) if start == end => Phrase::CommitmentIn { year: start },
        (Some(start), Some(end), _) => Phrase::CommitmentYears { start, end },
        (Some(start), None, _) => Phrase::CommitmentFrom { year: start },
        (None, Some(end), _) => Phrase::CommitmentUntil { year: end },
        (None, None, Some(years)) => Phrase::CommitmentWithin { years },
        (None, None, None) => return None,
    }))
}

pub(super) fn per(per: Per) -> Phrase<'static> {
    match per {
        Per::Year => Phrase::CommitmentPerYear,
        Per::Month => Phrase::CommitmentPerMonth,
        Per::Person => Phrase::CommitmentPerPerson,
    }
}

/// Sums over the commitments of one currency, direction, rhythm, status and standing.
pub(super) fn sums(
    commitments: &[(&Commitment, &str)],
    language: Language,
    catalog: &Catalog,
) -> Vec<String> {
    let mut groups: Vec<(&Commitment, Decimal, usize)> = Vec::new();
    for (it, _) in commitments {
        let (Some(_), Value::Exact(_)) = (it.unit.currency(), it.value) else {
            continue;
        };
        let alike = |other: &Commitment| {
            (&other.unit, other.per, other.direction, other.status, other.standing)
                == (&it.unit, it.per, it.direction, it.status, it.standing)
        };
        match groups.iter_mut().find(|(other, ..)| alike(other)) {
            Some((_, sum, n)) => {
                *sum = sum.saturating_add(it.value.low());
                *n += 1;
            }
            None => groups.push((it, it.value.low(), 1)),
        }
    }
    let several = groups.into_iter().filter(|(_, _, n)| *n > 1);
    several
        .map(|(it, sum, commitments)| {
            let unit = it.unit.to_string();
            let amount = format!("{unit} {}", grammar(language).short(sum));
            match it.per {
                None => catalog.say(&Phrase::CommitmentSum { amount: &amount, commitments }),
                Some(rhythm) => catalog.say(&Phrase::CommitmentSumPer {
                    amount: &amount,
                    commitments,
                    per: &catalog.say(&per(rhythm)),
                }),
            }
        })
        .collect()
}

/// A commitment for other programs. `docs/json.md` describes the fields.
#[derive(Clone, Debug, Serialize)]
pub struct JsonCommitment<'a> {
    pub(crate) document: Option<&'a str>,
    pub(crate) clause: Option<String>,
    pub(crate) quote: &'a str,
    pub(crate) amount_text: &'a str,
    pub(crate) value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) value_high: Option<String>,
    pub(crate) bound: Bound,
    pub(crate) unit: String,
    pub(crate) currency: Option<&'static str>,
    pub(crate) per: Option<Per>,
    pub(crate) start_year: Option<i32>,
    pub(crate) end_year: Option<i32>,
    pub(crate) n_years: Option<u32>,
    pub(crate) actor: Option<&'a str>,
    pub(crate) beneficiary: Option<&'a str>,
    pub(crate) what: Option<&'a str>,
    pub(crate) direction: Option<Direction>,
    pub(crate) status: Status,
    pub(crate) standing: Standing,
    pub(crate) inferred: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) end: Option<usize>,
}

impl<'a> JsonCommitment<'a> {
    /// The object for a commitment made in `text`.
    pub fn new(
        commitment: &'a Commitment,
        text: &'a str,
        document: Option<&'a str>,
        clause: Option<String>,
    ) -> Self {
        let of = |span: Span| span.of(text);
        let parties = [("actor", &commitment.actor), ("beneficiary", &commitment.beneficiary)];
        let inferred = parties
            .into_iter()
            .filter(|(_, it)| matches!(it, Some(PartyName::Inferred(_) | PartyName::Carried(_))));
        let value_high = match commitment.value {
            Value::Range { low: _, high } => Some(high.normalize().to_string()),
            Value::Exact(_) | Value::Ratio { .. } => None,
        };
        Self {
            document,
            clause,
            quote: of(commitment.span).unwrap_or_default().trim(),
            amount_text: of(commitment.amount).unwrap_or_default(),
            value: commitment.value.low().normalize().to_string(),
            value_high,
            bound: commitment.bound,
            unit: commitment.unit.to_string(),
            currency: commitment.unit.currency().map(|it| it.0),
            per: commitment.per,
            start_year: commitment.period.and_then(|it| it.start),
            end_year: commitment.period.and_then(|it| it.end),
            n_years: commitment.period.and_then(|it| it.n_years),
            actor: commitment.actor.as_ref().and_then(|it| words(it, text)),
            beneficiary: commitment.beneficiary.as_ref().and_then(|it| words(it, text)),
            what: commitment.subject.and_then(of),
            direction: commitment.direction,
            status: commitment.status,
            standing: commitment.standing,
            inferred: inferred.map(|(name, _)| name).collect(),
            start: None,
            end: None,
        }
    }

    /// The object for a commitment of a library.
    pub fn of(commitment: CommitmentRef, library: &'a Library) -> Option<Self> {
        let (agreement, provision) = library.clause(commitment.clause)?;
        let (found, text) = commitment.get(library)?;
        Some(Self::new(found, text, Some(&agreement.id), Some(provision.id.to_string())))
    }

    /// The lowest and the highest value, without sign.
    pub(crate) fn ends(&self) -> (Decimal, Decimal) {
        let read = |text: &str| text.parse::<Decimal>().unwrap_or_default().abs();
        let low = read(&self.value);
        (low, self.value_high.as_deref().map_or(low, read).max(low))
    }

    /// `2022–2024`, `2022` for one year, `–2024` without a beginning; `None` without a year.
    pub(crate) fn years(&self) -> Option<String> {
        let year = |it: Option<i32>| it.map(|it| it.to_string()).unwrap_or_default();
        match (self.start_year, self.end_year) {
            (None, None) => None,
            (start, end) if start == end => Some(year(start)),
            (start, end) => Some(format!("{}–{}", year(start), year(end))),
        }
    }
}
