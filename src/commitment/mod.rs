//! The promises of a clause in numbers: `中方向东盟国家提供1.5亿剂新冠疫苗` is 150,000,000 doses, given by 中方 to 东盟国家.
//!
//! [`commitments`] finds every number with its unit. The governing verb decides its [`Standing`]: what is denied, told
//! or wished is no commitment. Of the others it weighs why they are promises or are not, and gives those that are with
//! their period and parties. It fails on no text, keeps to what the text says, and reads it in one pass; all
//! spans are byte ranges of the text it was given.

pub mod evidence;
mod group;

pub use crate::language::{
    Context, Direction, DocumentKind, GoverningVerb, Party, PartyName, Polarity, Section, Standing,
    quantities, sums,
};
pub use crate::quantity::{Currency, Measure, Per, Period, Quantity, Unit, YearMonth};
pub use evidence::{Evidence, Reason};
pub use group::grouped;

use serde::{Deserialize, Serialize};

use crate::language::{Grammar, Passage, grammar};
use crate::quantity::{Amount, Bound, Doubt, Time, Value};
use crate::text::Span;
use crate::text::glyph::Glyphs;

/// How far a promise has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Somebody undertakes to do it.
    Pledged,
    /// It was given already and is told here because it is to be used.
    Provided,
    /// A level to be reached, by whomever.
    Target,
    /// Somebody aims to do it, without undertaking it.
    Aim,
    /// Somebody undertakes to do it under a condition.
    Conditional,
}

impl Status {
    /// The status of what is not simply pledged.
    fn under(self, standing: Standing) -> Self {
        match (self, standing) {
            (Self::Pledged, Standing::Aim) => Self::Aim,
            (Self::Pledged, Standing::Conditional) => Self::Conditional,
            (Self::Pledged | Self::Provided | Self::Target | Self::Aim | Self::Conditional, _) => {
                self
            }
        }
    }
}

/// A promise in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// The number with its currency or unit.
    pub amount: Span,
    /// The segment of the sentence that promises it.
    pub span: Span,
    /// The value, in the unit.
    pub value: Value,
    /// Whether it is that much, at least, at most or about that much.
    pub bound: Bound,
    /// The unit.
    pub unit: Unit,
    /// The year, month or person it counts for; a total otherwise.
    pub per: Option<Per>,
    /// The words that say what the amount is an amount of.
    pub subject: Option<Span>,
    /// The giver or doer.
    pub actor: Option<PartyName>,
    /// The receiver.
    pub beneficiary: Option<PartyName>,
    /// The act.
    pub direction: Option<Direction>,
    /// The period, if the sentence says one.
    pub period: Option<Period>,
    /// How far it has come.
    pub status: Status,
    /// Whether it is pledged, aimed at or promised under a condition; a fact, if it was given already.
    pub standing: Standing,
    /// The verb that decides the standing, where one does.
    pub governor: Option<GoverningVerb>,
    /// The reasons to accept it.
    pub evidence: Vec<Evidence>,
}

/// A number that promises nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// The number with its unit.
    pub amount: Span,
    /// The verb that decides its standing, where one does.
    pub governor: Option<GoverningVerb>,
    /// The reasons to reject it.
    pub evidence: Vec<Evidence>,
}

/// All numbers of a text, sorted into promises and others, each in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The promises.
    pub accepted: Vec<Commitment>,
    /// The rest.
    pub rejected: Vec<Rejected>,
}

/// Reads the promises in numbers of `text`, which is one clause or one paragraph.
pub fn commitments(text: &str, context: &Context<'_>) -> Reading {
    let grammar = grammar(context.language);
    let passage = grammar.passage(text, context.date);
    let mut reading = Reading::default();
    let lead_time = context.lead.and_then(|lead| lead_time(grammar, context, lead));
    for amount in &passage.amounts {
        if is_row(&passage, amount) {
            let amount = passage.glyphs.span(amount.start, amount.end);
            let evidence = vec![Evidence::of_doubt(Doubt::Bare, amount)];
            reading.rejected.push(Rejected { amount, governor: None, evidence });
            continue;
        }
        let above =
            || lead_time.clone().map(|time| Time { places: amount.start..amount.start, ..time });
        let time = grammar.time_of(&passage, amount).or_else(above);
        let evidence = evidence_of(grammar, &passage, context, amount, time.as_ref());
        let is_possible = amount.possible();
        let governor =
            is_possible.then(|| grammar.governing_verb(&passage, context, amount)).flatten();
        let is_provided = is_possible && grammar.is_provided(&passage.glyphs, amount);
        let may_be = governor.is_none_or(|it| it.standing.is_commitment()) || is_provided;
        if may_be && evidence::weigh(&evidence) > 0 {
            let commitment = commitment(grammar, &passage, context, amount, time.as_ref());
            let standing = match governor {
                _ if is_provided => Standing::Fact,
                Some(governor) => governor.standing,
                None => Standing::Pledged,
            };
            let status = commitment.status.under(standing);
            reading.accepted.push(Commitment {
                status,
                standing,
                governor,
                evidence,
                ..commitment
            });
        } else {
            let amount = passage.glyphs.span(amount.start, amount.end);
            reading.rejected.push(Rejected { amount, governor, evidence });
        }
    }
    reading
}

/// The time that the line above a list sets for its items: `By 2030, the parties will:`.
fn lead_time(grammar: &dyn Grammar, context: &Context<'_>, lead: &str) -> Option<Time> {
    let times = grammar.times(&Glyphs::of(lead), context.date);
    times.into_iter().rfind(Time::is_dated)
}

/// Whether an amount stands in a row of numbers with hardly a word between them, which promises nothing. Without this
/// a megabyte of `$1 ` would be weighed amount by amount.
fn is_row(passage: &Passage, amount: &Amount) -> bool {
    const MOST: usize = 48;
    const CLOSE: usize = 8;
    let segment = passage.sentences.segment(amount.start);
    let n_amounts = passage.n_amounts_in(segment.clone());
    n_amounts > MOST && segment.len() < n_amounts * CLOSE
}

/// All reasons for and against an amount; `time` is the one that holds for it.
fn evidence_of(
    grammar: &dyn Grammar,
    passage: &Passage,
    context: &Context<'_>,
    amount: &Amount,
    time: Option<&Time>,
) -> Vec<Evidence> {
    let span = passage.glyphs.span(amount.start, amount.end);
    let mut found: Vec<Evidence> =
        amount.doubt.map(|doubt| Evidence::of_doubt(doubt, span)).into_iter().collect();
    if amount.possible() {
        found.extend(amount.unit.currency().map(|_| Evidence::of_money(span)));
        found.push(Evidence::of_section(context.section, context.kind));
        found.push(Evidence::of_document(context.kind));
        let cues = grammar.cues_about(passage, context, amount, time);
        found.extend(cues.into_iter().map(Evidence::from));
        found.retain(|one| one.weight != 0);
    }
    found
}

fn commitment(
    grammar: &dyn Grammar,
    passage: &Passage,
    context: &Context<'_>,
    amount: &Amount,
    time: Option<&Time>,
) -> Commitment {
    let glyphs = &passage.glyphs;
    let segment = passage.sentences.segment(amount.start);
    let parties = grammar.parties(passage, context, amount);
    let speaker = context.speaker.map(|speaker| PartyName::Inferred(speaker.to_owned()));
    Commitment {
        amount: glyphs.span(amount.start, amount.end),
        span: glyphs.span(segment.start, segment.end.max(amount.end)),
        value: amount.value,
        bound: amount.bound,
        unit: amount.unit.clone(),
        per: amount.per,
        subject: subject(grammar, passage, amount),
        status: if grammar.is_provided(glyphs, amount) {
            Status::Provided
        } else {
            status(&amount.unit, parties.direction)
        },
        actor: parties.actor.or(speaker),
        beneficiary: parties.beneficiary,
        direction: parties.direction,
        period: time.map(|time| time.period(glyphs)),
        standing: Standing::Pledged,
        governor: None,
        evidence: Vec::new(),
    }
}

fn subject(grammar: &dyn Grammar, passage: &Passage, amount: &Amount) -> Option<Span> {
    let glyphs = &passage.glyphs;
    let mut places = grammar.subject(glyphs, amount)?;
    let end = places.end;
    let start = places.find(|at| glyphs.get(*at) != Some(' '))?;
    Some(glyphs.span(start, end))
}

/// Whether a level is to be reached or something is to be done.
fn status(unit: &Unit, direction: Option<Direction>) -> Status {
    match direction {
        Some(Direction::Reaches | Direction::Limits) => Status::Target,
        Some(Direction::Gives | Direction::Imports | Direction::Exports | Direction::Supports) => {
            Status::Pledged
        }
        None if matches!(unit, Unit::Percent | Unit::PercentagePoint) => Status::Target,
        None => Status::Pledged,
    }
}

#[cfg(test)]
mod tests;
