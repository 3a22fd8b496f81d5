//! The promises of a clause in numbers: `中方向东盟国家提供1.5亿剂新冠疫苗` is 150,000,000 doses, given by 中方 to 东盟国家.
//!
//! [`commitments`] finds every number with its unit, weighs why it is a promise or is not, and gives those that are
//! with their period and parties. It fails on no text, keeps to what the text says, and reads it in one pass; all
//! spans are byte ranges of the text it was given.

pub mod evidence;

pub use crate::language::{
    Context, Direction, DocumentKind, Party, PartyName, Section, quantities, sums,
};
pub use crate::quantity::{Currency, Measure, Per, Period, Quantity, Unit, YearMonth};
pub use evidence::{Evidence, Reason};

use crate::language::{Grammar, Passage, grammar};
use crate::quantity::{Amount, Bound, Time, Value};
use crate::text::Span;

/// How far a promise has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Somebody undertakes to do it.
    Pledged,
    /// It was given already and is told here because it is to be used.
    Provided,
    /// A level to be reached, by whomever.
    Target,
}

/// A promise in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// The reasons to accept it.
    pub evidence: Vec<Evidence>,
}

/// A number that promises nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// The number with its unit.
    pub amount: Span,
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
    for amount in &passage.amounts {
        let time = grammar.time_of(&passage, amount);
        let evidence = evidence_of(grammar, &passage, context, amount, time.as_ref());
        if evidence::weigh(&evidence) > 0 {
            let commitment = commitment(grammar, &passage, context, amount, time.as_ref());
            reading.accepted.push(Commitment { evidence, ..commitment });
        } else {
            let amount = passage.glyphs.span(amount.start, amount.end);
            reading.rejected.push(Rejected { amount, evidence });
        }
    }
    reading
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
mod tests {
    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;
    use crate::text::Language;

    fn told(text: &str, context: &Context<'_>) -> String {
        let name = |named: &Option<PartyName>| match named {
            Some(PartyName::Here(span) | PartyName::Carried(span)) => {
                span.of(text).unwrap().to_owned()
            }
            Some(PartyName::Inferred(name)) => format!("({name})"),
            None => "?".to_owned(),
        };
        let years = |period: Option<Period>| {
            let year = |year: Option<i32>| year.map_or("…".to_owned(), |year| year.to_string());
            period.map_or(String::new(), |p| format!(" {}–{}", year(p.start), year(p.end)))
        };
        let one = |one: &Commitment| {
            format!(
                "{} {}{} {} → {}",
                one.value.low(),
                one.unit,
                years(one.period),
                name(&one.actor),
                name(&one.beneficiary)
            )
        };
        commitments(text, context).accepted.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    fn chinese(text: &str) -> String {
        told(text, &Context { kind: DocumentKind::Agreement, ..Context::bare(Language::Chinese) })
    }

    fn english(text: &str) -> String {
        told(text, &Context::bare(Language::English))
    }

    #[test]
    fn givers_receivers_and_years() {
        assert_snapshot!(chinese("中国将自2022年起在3年内向东盟提供15亿美元发展援助。"), @"1500000000 USD 2022–2024 中国 → 东盟");
        assert_snapshot!(chinese("中国向东盟提供1000项先进适用技术，自2022年起5年内支持300名东盟青年科学家来华交流"), @"1000 item 中国 → 东盟; 300 person 2022–2026 中国 → 东盟青年科学家");
        assert_snapshot!(english("China will, within three years starting from 2022, provide US$1.5 billion in development assistance to ASEAN."), @"1500000000 USD 2022–2024 China → ASEAN");
        assert_snapshot!(english("Party A commits to import EUR 1.5 billion of goods from Party B between 2024 and 2028."), @"1500000000 EUR 2024–2028 Party A → Party B");
    }

    #[test]
    fn names_orders_and_titles_promise_nothing() {
        assert_snapshot!(chinese("第3.10条规定的5G网络、3.0版协定、1.5轨对话和第23届会议。"), @"");
        assert_snapshot!(chinese("《合作行动计划（2021—2025）》和“一带一路”倡议，庆祝建交50周年。"), @"");
        assert_snapshot!(english("Under Article 9.1, Resolution 1325, ISO 9001, G20, 5G and the 2030 Agenda"), @"");
    }

    #[test]
    fn results_promise_nothing() {
        assert_snapshot!(chinese("甲方已向乙方提供2亿剂疫苗，将再提供10亿剂。"), @"1000000000 dose 甲方 → ?");
        assert_snapshot!(english("Since 2010 Party A has disbursed $3 billion in loans."), @"");
        assert_snapshot!(english("The Bank estimates that the region will need around $75 million."), @"");
    }

    #[test]
    fn the_section_decides_what_a_bare_target_is() {
        let context = |section| Context {
            section,
            kind: DocumentKind::Report,
            ..Context::bare(Language::Chinese)
        };
        let text = "地区生产总值增长5%左右。";
        assert_snapshot!(told(text, &context(Section::Plan)), @"5 percent ? → ?");
        assert_snapshot!(told(text, &context(Section::Review)), @"");
    }

    #[test]
    fn a_document_date_gives_the_next_years() {
        let date = Some(YearMonth { year: 2021, month: Some(11) });
        let context = Context { date, ..Context::bare(Language::Chinese) };
        assert_snapshot!(told("未来三年，中国将再向发展中国家提供30亿美元援助。", &context), @"3000000000 USD 2022–2024 中国 → 发展中国家");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn no_text_panics(text in "[0-9.,%一三十万亿元年起内自到向将已《》“”（）；。，、A-Za-z$ \n-]{0,120}") {
            for language in [Language::Chinese, Language::English] {
                let reading = commitments(&text, &Context::bare(language));
                for one in &reading.accepted {
                    prop_assert!(one.amount.of(&text).is_some() && one.span.of(&text).is_some());
                    prop_assert!(one.subject.is_none_or(|it| it.of(&text).is_some()));
                }
            }
        }
    }
}
