//! What a clause promises in numbers: `中方向东盟国家提供1.5亿剂新冠疫苗` is 150,000,000 doses, given by 中方 to 东盟国家.
//!
//! [`commitments`] finds every number with its unit, says of each why it is a promise or is not, and gives those that
//! are with their period and parties. It fails on no text, keeps to what the text says, and reads it in one pass; all
//! spans are byte ranges of the text it was given.

mod amount;
mod chinese_amount;
mod chinese_period;
pub mod context;
mod cue;
mod cue_words;
mod english_against;
mod english_amount;
mod english_money;
mod english_noun;
mod english_party;
mod english_period;
pub mod evidence;
mod mask;
mod matter;
mod party;
mod period;
mod pledge;
pub mod quantity;
mod sentence;
pub mod unit;
mod unit_words;
mod when;

pub use amount::Per;
pub use context::{Context, DocumentKind, Party, Section, YearMonth};
pub use evidence::{Evidence, Reason};
pub use party::{Direction, Named};
pub use period::Period;
pub use quantity::{Measure, Quantity, quantities};
pub use unit::{Currency, Unit};

use crate::quantity::{Bound, Value};
use crate::text::glyph::Glyphs;
use crate::text::{Language, Span};
use amount::Amount;
use pledge::Weighing;
use sentence::Sentences;

/// Whether what is promised is still to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Somebody undertakes to do it.
    Pledged,
    /// It was given already and is told here because it is to be used.
    Provided,
    /// A level to be reached, by whomever.
    Target,
}

/// Something promised in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// The number with its currency or unit.
    pub amount: Span,
    /// The segment of the sentence that promises it.
    pub span: Span,
    /// How much.
    pub value: Value,
    /// Whether that much, at least, at most or about.
    pub bound: Bound,
    /// Of what measure.
    pub unit: Unit,
    /// Whether so much each year, month or person; a total otherwise.
    pub per: Option<Per>,
    /// What the amount is an amount of.
    pub what: Option<Span>,
    /// Who gives or does it.
    pub actor: Option<Named>,
    /// Who gets it.
    pub beneficiary: Option<Named>,
    /// What the actor does.
    pub direction: Option<Direction>,
    /// When, if the sentence says so.
    pub period: Option<Period>,
    /// Whether it is still to come.
    pub status: Status,
    /// Why it was kept.
    pub evidence: Vec<Evidence>,
}

/// A number that promises nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// The number with its unit.
    pub amount: Span,
    /// Why it was dropped.
    pub evidence: Vec<Evidence>,
}

/// All numbers of a text, sorted into promises and others, each in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// What is promised.
    pub kept: Vec<Commitment>,
    /// The rest.
    pub dropped: Vec<Dropped>,
}

/// Reads what `text`, one clause or one paragraph, promises in numbers.
pub fn commitments(text: &str, context: &Context<'_>) -> Reading {
    let glyphs = Glyphs::of(text);
    let masks = mask::Masks::of(&glyphs);
    let sentences = Sentences::of(&glyphs, context.language);
    let amounts = amount::amounts(&glyphs, &masks, context.language);
    let times = period::times(&glyphs, context);
    let cues = cue::cues(text, context.language);
    let weighing =
        Weighing { glyphs: &glyphs, sentences: &sentences, cues: &cues, times: &times, context };
    let mut reading = Reading::default();
    for (i, amount) in amounts.iter().enumerate() {
        let time = when::when(&weighing, &amounts, i);
        let evidence = weighing.evidence(amount, time.as_ref());
        if evidence::weigh(&evidence) > 0 {
            reading.kept.push(kept(&weighing, amount, time.as_ref(), evidence));
        } else {
            reading
                .dropped
                .push(Dropped { amount: glyphs.span(amount.start, amount.end), evidence });
        }
    }
    reading
}

/// All sums of money of a text with their places, promised or not.
pub fn sums(text: &str, language: Language) -> Vec<(Span, Value, Currency)> {
    let glyphs = Glyphs::of(text);
    let amounts = amount::amounts(&glyphs, &mask::Masks::default(), language);
    let sums = amounts.iter().filter_map(|amount| {
        amount
            .unit
            .currency()
            .map(|currency| (glyphs.span(amount.start, amount.end), amount.value, currency))
    });
    sums.collect()
}

fn kept(
    weighing: &Weighing<'_>,
    amount: &Amount,
    time: Option<&period::Time>,
    evidence: Vec<Evidence>,
) -> Commitment {
    let glyphs = weighing.glyphs;
    let parties = party::parties(glyphs, weighing.sentences, weighing.context, amount);
    let segment = weighing.sentences.segment(amount.start);
    Commitment {
        amount: glyphs.span(amount.start, amount.end),
        span: glyphs.span(segment.start, segment.end.max(amount.end)),
        value: amount.value,
        bound: amount.bound,
        unit: amount.unit.clone(),
        per: amount.per,
        what: matter::what(glyphs, weighing.context.language, amount),
        status: matter::status(glyphs, weighing.context.language, amount, parties.direction),
        actor: parties.actor,
        beneficiary: parties.beneficiary,
        direction: parties.direction,
        period: time.map(|time| time.period(glyphs)),
        evidence,
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;

    fn told(text: &str, context: &Context<'_>) -> String {
        let name = |named: &Option<Named>| match named {
            Some(Named::Here(span) | Named::Carried(span)) => span.of(text).unwrap().to_owned(),
            Some(Named::Inferred(name)) => format!("({name})"),
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
        commitments(text, context).kept.iter().map(one).collect::<Vec<_>>().join("; ")
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
                for one in &reading.kept {
                    prop_assert!(one.amount.of(&text).is_some() && one.span.of(&text).is_some());
                    prop_assert!(one.what.is_none_or(|what| what.of(&text).is_some()));
                }
            }
        }
    }
}
