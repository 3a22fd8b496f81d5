//! Why a number was kept as a commitment or dropped, in words.

use crate::{
    commitment::{DocumentKind, Evidence, Reading, Reason, Section},
    text::Span,
    wording::{Catalog, Phrase},
};

/// A line for each number of a text, in its order.
pub fn explanation(reading: &Reading, text: &str, catalog: &Catalog) -> Vec<String> {
    let kept = reading.kept.iter().map(|it| (it.amount, &it.evidence, true));
    let dropped = reading.dropped.iter().map(|it| (it.amount, &it.evidence, false));
    let mut all: Vec<(Span, &Vec<Evidence>, bool)> = kept.chain(dropped).collect();
    all.sort_by_key(|(span, ..)| span.start);
    all.into_iter()
        .map(|(span, evidence, is_kept)| {
            let amount = span.of(text).unwrap_or_default();
            let reasons: Vec<String> =
                evidence.iter().map(|it| reason(it, text, catalog)).collect();
            let reasons = reasons.join("; ");
            catalog.say(&if is_kept {
                Phrase::ExplainKept { amount, reasons: &reasons }
            } else {
                Phrase::ExplainDropped { amount, reasons: &reasons }
            })
        })
        .collect()
}

/// `a word of promising “将” +8`.
fn reason(evidence: &Evidence, text: &str, catalog: &Catalog) -> String {
    let name = catalog.say(&Phrase::Reason { key: key(evidence.reason) });
    let words =
        evidence.span.and_then(|it| it.of(text)).map(|it| format!(" [{it}]")).unwrap_or_default();
    format!("{name}{words} {:+}", evidence.weight)
}

fn key(reason: Reason) -> &'static str {
    match reason {
        Reason::Section(Section::Review) => "reason-section-review",
        Reason::Section(Section::Plan) => "reason-section-plan",
        Reason::Section(Section::Glossary) => "reason-section-glossary",
        Reason::Section(Section::Body) => "reason-section-body",
        Reason::Document(DocumentKind::Agreement) => "reason-document-agreement",
        Reason::Document(DocumentKind::Report) => "reason-document-report",
        Reason::Document(DocumentKind::Communique) => "reason-document-communique",
        Reason::Document(DocumentKind::Unknown) => "reason-document-unknown",
        Reason::Money => "reason-money",
        Reason::Promise => "reason-promise",
        Reason::Act => "reason-act",
        Reason::Ahead => "reason-ahead",
        Reason::Result => "reason-result",
        Reason::Statistic => "reason-statistic",
        Reason::Past => "reason-past",
        Reason::Estimate => "reason-estimate",
        Reason::Possible => "reason-possible",
        Reason::Baseline => "reason-baseline",
        Reason::Small => "reason-small",
        Reason::Scope => "reason-scope",
        Reason::Counted => "reason-counted",
        Reason::Bare => "reason-bare",
        Reason::Outline => "reason-outline",
        Reason::Title => "reason-title",
        Reason::Quoted => "reason-quoted",
        Reason::Name => "reason-name",
        Reason::Order => "reason-order",
        Reason::Date => "reason-date",
        Reason::Reference => "reason-reference",
        Reason::Duration => "reason-duration",
        Reason::Proportion => "reason-proportion",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Locale;

    #[test]
    fn every_reason_has_words() {
        let named =
            include_str!("explain.rs").lines().filter_map(|it| it.split_once("=> \"reason-"));
        let keys: Vec<String> = named
            .filter_map(|(_, rest)| Some(format!("reason-{}", rest.split_once('"')?.0)))
            .collect();
        assert!(keys.len() > 30);
        for locale in Locale::ALL {
            let catalog = Catalog::new(locale);
            for key in &keys {
                assert!(catalog.try_say(&Phrase::Reason { key }).is_some(), "{locale} {key}");
            }
        }
    }
}
