//! The commitments of an agreement's clauses, and whether its two texts promise
//! the same.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::{
    commitment::{
        self, Commitment, Context, DocumentKind, Measure, Named, Reading, YearMonth, commitments,
        heading::{self, Heading as Told, Sections},
        quantities,
    },
    text::{Folding, Language, TokenKind, tokens},
};

use super::{Agreement, Bilingual, Clause, Problem, ProblemKind, Provision};

impl Agreement {
    /// What a clause promises in one language, and which of its numbers promise
    /// nothing, with the reasons.
    pub fn reading(&self, provision: &Provision, language: Language) -> Option<Reading> {
        let section = self.told(language, provision);
        let clause = provision.texts.get(language)?;
        Some(self.read(language, section, clause))
    }

    /// Reads the commitments of all clauses.
    pub(super) fn find_commitments(&mut self) {
        for language in Language::ALL {
            let found: Vec<Vec<Commitment>> = self
                .provisions
                .iter()
                .map(|it| self.reading(it, language).map(|it| it.kept).unwrap_or_default())
                .collect();
            for (provision, commitments) in self.provisions.iter_mut().zip(found) {
                provision.commitments.set(language, commitments);
            }
        }
    }

    fn read(&self, language: Language, section: commitment::Section, clause: &Clause) -> Reading {
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
        let context = Context {
            date: self.date(),
            kind: self.kind(),
            section,
            parties: &parties,
            ..Context::bare(language)
        };
        let mut reading = commitments(&clause.text, &context);
        for commitment in &mut reading.kept {
            commitment.actor =
                commitment.actor.take().or_else(|| other_party(commitment, &parties, &clause.text));
        }
        reading
    }

    /// What the section of a clause is for, as its heading tells.
    fn told(&self, language: Language, provision: &Provision) -> commitment::Section {
        let mut sections = Sections::new(self.date(), language);
        let heading = provision.section.and_then(|it| self.section(it));
        if let Some(section) = heading.and_then(|it| it.texts.get(language)) {
            let line = format!("{}{}", section.printed, section.heading);
            if let Some(told) = Told::of(&line) {
                sections.enter(&told);
            }
        }
        sections.of(provision.text(language).unwrap_or_default())
    }

    fn kind(&self) -> DocumentKind {
        self.meta.kind.unwrap_or_else(|| {
            let titles: Vec<&str> = self.title.iter().map(|(_, it)| it.as_str()).collect();
            match heading::kind(&titles) {
                DocumentKind::Unknown => DocumentKind::Agreement,
                known @ (DocumentKind::Agreement
                | DocumentKind::Report
                | DocumentKind::Communique) => known,
            }
        })
    }

    /// When it was adopted, else published.
    fn date(&self) -> Option<YearMonth> {
        let dates = &self.meta.dates;
        let date = dates.adopted.as_ref().or(dates.published.as_ref())?.date?;
        Some(YearMonth { year: i32::from(date.year), month: Some(date.month) })
    }

    /// Amounts and years that one text of a clause has and the other lacks, each
    /// with the language that has it.
    pub(super) fn unequal(&self, folding: &Folding) -> Vec<(Language, Problem)> {
        self.provisions.iter().flat_map(|it| unequal(it, folding)).collect()
    }
}

fn unequal(provision: &Provision, folding: &Folding) -> Vec<(Language, Problem)> {
    let facts = |language: Language| Some((language, Facts::of(provision, language, folding)?));
    let all: Vec<(Language, Facts)> = Language::ALL.into_iter().filter_map(facts).collect();
    let [(first, of_first), (second, of_second)] = all.as_slice() else {
        return Vec::new();
    };
    let mut problems = of_first.lacking(of_second, *first, provision);
    problems.extend(of_second.lacking(of_first, *second, provision));
    problems
}

/// Where one of two declared parties gets something and nobody is named who
/// gives it, the other one does.
fn other_party(
    commitment: &Commitment,
    parties: &[commitment::Party<'_>],
    text: &str,
) -> Option<Named> {
    let [first, second] = parties else {
        return None;
    };
    let words = match commitment.beneficiary.as_ref()? {
        Named::Here(span) | Named::Carried(span) => span.of(text)?,
        Named::Inferred(name) => name,
    };
    let is = |party: &commitment::Party<'_>| party.names.iter().any(|it| words.contains(it));
    match (is(first), is(second)) {
        (true, false) => Some(Named::Inferred(second.label.to_owned())),
        (false, true) => Some(Named::Inferred(first.label.to_owned())),
        (true, true) | (false, false) => None,
    }
}

/// What a text states in numbers.
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
            .flat_map(|it| {
                years(folding.fold(it.span.of(&clause.text).unwrap_or_default()).as_str())
            })
            .collect();
        let years =
            years(folding.fold(&clause.text).as_str()).difference(&in_amounts).copied().collect();
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

    /// What this text has and `other` lacks.
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
        let problem = |amount| {
            Problem::new(
                self.line,
                ProblemKind::AmountOnlyIn { id: provision.id, language, amount },
            )
        };
        missing.into_iter().map(|it| (language, problem(it))).collect()
    }
}

/// The years that a folded text names in digits.
fn years(folded: &str) -> BTreeSet<u16> {
    let numbers = tokens(folded).into_iter().filter(|it| it.kind == TokenKind::Number);
    numbers.filter_map(|it| it.text.parse().ok()).filter(|it| (1900..2100).contains(it)).collect()
}

impl Provision {
    /// Its commitments in `language`, else in the other one, with that language.
    pub fn commitments_in(&self, language: Language) -> Option<(Language, &[Commitment])> {
        let shown = self.texts.preferred(language)?;
        Some((shown, self.commitments.get(shown)?))
    }
}

/// No commitment in either language.
pub(super) fn none() -> Bilingual<Vec<Commitment>> {
    Bilingual::default()
}
