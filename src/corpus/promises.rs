//! The commitments of an agreement's clauses, and whether its two texts promise the same.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::{
    commitment::{
        self, Commitment, Context, Evidence, GoverningVerb, Measure, PartyName, Reading,
        commitments, quantities,
    },
    text::{Folding, Language, Span, TokenKind, tokens},
};

use super::{
    agreement::Agreement,
    document::Clause,
    problem::{Problem, ProblemKind},
    provision::Provision,
    purpose::{Purposes, speaker},
};

impl Agreement {
    /// The numbers of each clause in one language, promised or not, with the reasons; in the order of
    /// [`Self::provisions`], `None` for a clause without a text.
    pub fn readings(&self, language: Language) -> Vec<Option<Reading>> {
        let names: Vec<Vec<&str>> = self
            .meta
            .parties
            .iter()
            .map(|it| it.names.get(language).into_iter().flatten().map(String::as_str).collect())
            .collect();
        let parties: Vec<commitment::Party<'_>> = names
            .iter()
            .filter_map(|it| Some(commitment::Party { label: it.first()?, names: it }))
            .collect();
        let (date, kind, parties) = (self.date, self.kind, parties.as_slice());
        let context = Context { date, kind, parties, ..Context::bare(language) };
        let mut purposes = Purposes::new(self.date);
        let mut section = None;
        // A text that begins with a list has the line above it as its title.
        let title = self.title.get(language).and_then(|it| leading(it));
        let mut lead = Lead { line: title.map(str::to_owned), depth: 1 };
        let read = |provision: &Provision| {
            let clause = provision.texts.get(language)?;
            if section != provision.section {
                section = provision.section;
                let heading = section.and_then(|it| self.section(it)?.texts.get(language));
                let line = heading.map(|it| format!("{}{}", it.printed, it.heading));
                let line = line.unwrap_or_default();
                purposes.enter(&line);
                lead = Lead { line: leading(&line).map(str::to_owned), depth: depth(provision) };
            }
            clause.above.lines().for_each(|it| purposes.enter(it));
            let line = lead.over(provision, clause);
            let context = Context { lead: line.as_deref(), ..context };
            let reading = read(clause, &mut purposes, &context);
            lead.after(provision, clause);
            Some(reading)
        };
        self.provisions.iter().map(read).collect()
    }

    pub(super) fn find_commitments(&mut self) {
        for language in Language::ALL {
            let readings = self.readings(language);
            self.provisions.edit(|all| {
                for (provision, reading) in all.iter_mut().zip(readings) {
                    let commitments = reading.map(|it| it.accepted).unwrap_or_default();
                    provision.commitments.set(language, commitments);
                }
            });
        }
    }

    /// Amounts and years that one text of a clause has and the other lacks, each with the language that has it.
    pub(super) fn unequal(&self, folding: &Folding) -> Vec<(Language, Problem)> {
        self.provisions.iter().flat_map(|it| unequal(it, folding)).collect()
    }
}

/// The line that leads in the list whose items are being read, such as `The parties will:`.
#[derive(Default)]
struct Lead {
    line: Option<String>,
    /// How many numbers the ids of its items have.
    depth: usize,
}

impl Lead {
    /// The line over a clause: right above it, or above the first item of its list.
    fn over(&mut self, provision: &Provision, clause: &Clause) -> Option<String> {
        let depth = depth(provision);
        if let Some(line) = clause.above.lines().next_back() {
            *self = Self { line: leading(line).map(str::to_owned), depth };
        }
        if depth < self.depth {
            *self = Self::default();
        }
        self.line.clone().filter(|_| depth == self.depth)
    }

    /// Goes on after a clause, whose last line may lead in the clauses below it.
    fn after(&mut self, provision: &Provision, clause: &Clause) {
        if let Some(line) = clause.text.lines().next_back().and_then(leading) {
            *self = Self { line: Some(line.to_owned()), depth: depth(provision) + 1 };
        }
    }
}

fn depth(provision: &Provision) -> usize {
    provision.id.number().map_or(0, |number| number.parts().len())
}

/// The last sentence of a line that ends with a colon.
fn leading(line: &str) -> Option<&str> {
    const LONGEST: usize = 200;
    let line = line.trim_end();
    let is_colon = line.ends_with([':', '：']);
    let sentence = line.rsplit(['。', '；']).next()?;
    (is_colon && sentence.chars().count() <= LONGEST).then_some(sentence)
}

fn unequal(provision: &Provision, folding: &Folding) -> Vec<(Language, Problem)> {
    let facts = |language: Language| Some((language, Facts::of(provision, language, folding)?));
    let all: Vec<(Language, Facts)> = Language::ALL.into_iter().filter_map(facts).collect();
    let [(first, of_first), (second, of_second)] = all.as_slice() else { return Vec::new() };
    let mut problems = of_first.lacking(of_second, *first, provision);
    problems.extend(of_second.lacking(of_first, *second, provision));
    problems
}

/// Reads a clause: together those paragraphs that have one purpose and one speaker. Headings are not read.
fn read(clause: &Clause, purposes: &mut Purposes, context: &Context<'_>) -> Reading {
    let text = clause.text.as_str();
    let mut reading = Reading::default();
    let mut run: Option<(Span, Context<'_>)> = None;
    let mut finish = |run: Option<(Span, Context<'_>)>| {
        if let Some((span, context)) = run {
            add(&mut reading, text, span, &context);
        }
    };
    let mut start = 0;
    for paragraph in text.split('\n') {
        let span = Span::new(start, start + paragraph.len());
        start = span.end + 1;
        let section = match purposes.of(paragraph) {
            // A numbered clause is no heading, however short.
            None if span.start == 0 && !clause.printed.is_empty() => Some(purposes.current()),
            purpose => purpose,
        };
        let here =
            section.map(|section| Context { section, speaker: speaker(paragraph), ..*context });
        run = match (run.take(), here) {
            (Some((before, of_run)), Some(here))
                if (of_run.section, of_run.speaker) == (here.section, here.speaker) =>
            {
                Some((before.to(&span), of_run))
            }
            (before, here) => {
                finish(before);
                here.map(|it| (span, it))
            }
        };
    }
    finish(run);
    reading
}

/// Adds the numbers of a part of a clause's text to those of the parts before it.
fn add(reading: &mut Reading, text: &str, part: Span, context: &Context<'_>) {
    let words = part.of(text).unwrap_or_default();
    let mut found = commitments(words, context);
    for commitment in &mut found.accepted {
        commitment.actor =
            commitment.actor.take().or_else(|| other_party(commitment, context.parties, words));
        let period = commitment.period.as_mut().map(|it| &mut it.span);
        let spans = [&mut commitment.amount, &mut commitment.span].into_iter();
        for span in spans.chain(&mut commitment.subject).chain(period) {
            *span = span.shifted(part.start);
        }
        for named in [&mut commitment.actor, &mut commitment.beneficiary].into_iter().flatten() {
            if let PartyName::Here(span) | PartyName::Carried(span) = named {
                *span = span.shifted(part.start);
            }
        }
        shift(&mut commitment.evidence, commitment.governor.as_mut(), part.start);
    }
    for rejected in &mut found.rejected {
        rejected.amount = rejected.amount.shifted(part.start);
        shift(&mut rejected.evidence, rejected.governor.as_mut(), part.start);
    }
    reading.accepted.append(&mut found.accepted);
    reading.rejected.append(&mut found.rejected);
}

fn shift(evidence: &mut [Evidence], governor: Option<&mut GoverningVerb>, by: usize) {
    let reasons = evidence.iter_mut().filter_map(|it| it.span.as_mut());
    for span in reasons.chain(governor.map(|it| &mut it.verb)) {
        *span = span.shifted(by);
    }
}

/// The giver of something for one of two declared parties, if nobody is named: the other one.
fn other_party(
    commitment: &Commitment,
    parties: &[commitment::Party<'_>],
    text: &str,
) -> Option<PartyName> {
    let [first, second] = parties else { return None };
    let words = match commitment.beneficiary.as_ref()? {
        PartyName::Here(span) | PartyName::Carried(span) => span.of(text)?,
        PartyName::Inferred(name) => name,
    };
    let is = |party: &commitment::Party<'_>| party.names.iter().any(|it| words.contains(it));
    match (is(first), is(second)) {
        (true, false) => Some(PartyName::Inferred(second.label.to_owned())),
        (false, true) => Some(PartyName::Inferred(first.label.to_owned())),
        (true, true) | (false, false) => None,
    }
}

/// The numbers that a text states.
struct Facts {
    /// Words, ends and measure of each amount.
    amounts: Vec<(String, (Decimal, Decimal), Measure)>,
    years: BTreeSet<u16>,
    /// Years of each commitment.
    periods: BTreeSet<(Option<i32>, Option<i32>)>,
    line: u32,
}

impl Facts {
    fn of(provision: &Provision, language: Language, folding: &Folding) -> Option<Self> {
        let clause = provision.texts.get(language)?;
        let amounts = quantities(&clause.text, language);
        // `2000 scholarships` is no year.
        let in_amounts: BTreeSet<u16> = amounts
            .iter()
            .filter(|it| it.measure() != Measure::Any)
            .flat_map(|it| years(it.span.of(&clause.text).unwrap_or_default(), folding))
            .collect();
        let years = years(&clause.text, folding).difference(&in_amounts).copied().collect();
        let amounts = amounts.into_iter().filter(|it| it.measure() != Measure::Any);
        // Small counts are words as often as numbers: `a`, `two`, 一个.
        let amounts =
            amounts.filter(|it| it.measure() != Measure::Count || it.ends().1 >= Decimal::TEN);
        let amounts = amounts
            .filter_map(|it| Some((it.span.of(&clause.text)?.to_owned(), it.ends(), it.measure())))
            .collect();
        let commitments = provision.commitments.get(language).into_iter().flatten();
        let periods = commitments.filter_map(|it| it.period).map(|it| (it.start, it.end)).collect();
        Some(Self { amounts, years, periods, line: clause.line })
    }

    /// The amounts and years that this text has and `other` lacks.
    fn lacking(
        &self,
        other: &Self,
        language: Language,
        provision: &Provision,
    ) -> Vec<(Language, Problem)> {
        let mut left = other.amounts.clone();
        let mut missing: Vec<String> = Vec::new();
        for (words, ends, measure) in &self.amounts {
            match left.iter().position(|(_, it, other)| it == ends && measure.fits(*other)) {
                Some(at) => _ = left.swap_remove(at),
                None => missing.push(words.clone()),
            }
        }
        missing.extend(self.years.difference(&other.years).map(ToString::to_string));
        let year = |it: &Option<i32>| it.map(|it| it.to_string()).unwrap_or_default();
        let periods = self.periods.difference(&other.periods);
        missing.extend(periods.map(|(start, end)| format!("{}–{}", year(start), year(end))));
        let kind = |amount| ProblemKind::AmountOnlyIn { id: provision.id, language, amount };
        let problem = |amount| Problem::new(self.line, kind(amount));
        missing.into_iter().map(|it| (language, problem(it))).collect()
    }
}

/// The years that a text names in digits.
fn years(text: &str, folding: &Folding) -> BTreeSet<u16> {
    let folded = folding.fold(text);
    let numbers = tokens(folded.as_str()).into_iter().filter(|it| it.kind == TokenKind::Number);
    numbers.filter_map(|it| it.text.parse().ok()).filter(|it| (1900..2100).contains(it)).collect()
}

impl Provision {
    /// Its commitments in `language`, else in the other one, with that language.
    pub fn commitments_in(&self, language: Language) -> Option<(Language, &[Commitment])> {
        let shown = self.texts.preferred(language)?;
        Some((shown, self.commitments.get(shown)?))
    }
}
