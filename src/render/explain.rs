//! The reasons to accept or reject a number as a commitment, in words.

use crate::{
    commitment::{DocumentKind, Evidence, Reading, Reason, Section},
    text::Span,
    wording::{Catalog, Phrase},
};

/// Explains each number of a text in a line, in the order of the text.
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
    let name = catalog.say(&phrase(evidence.reason));
    let words =
        evidence.span.and_then(|it| it.of(text)).map(|it| format!(" [{it}]")).unwrap_or_default();
    format!("{name}{words} {:+}", evidence.weight)
}

fn phrase(reason: Reason) -> Phrase<'static> {
    match reason {
        Reason::Section(Section::Review) => Phrase::ReasonSectionReview,
        Reason::Section(Section::Plan) => Phrase::ReasonSectionPlan,
        Reason::Section(Section::Glossary) => Phrase::ReasonSectionGlossary,
        Reason::Section(Section::Body) => Phrase::ReasonSectionBody,
        Reason::Document(DocumentKind::Agreement) => Phrase::ReasonDocumentAgreement,
        Reason::Document(DocumentKind::Report) => Phrase::ReasonDocumentReport,
        Reason::Document(DocumentKind::Communique) => Phrase::ReasonDocumentCommunique,
        Reason::Document(DocumentKind::Unknown) => Phrase::ReasonDocumentUnknown,
        Reason::Money => Phrase::ReasonMoney,
        Reason::Promise => Phrase::ReasonPromise,
        Reason::Act => Phrase::ReasonAct,
        Reason::Ahead => Phrase::ReasonAhead,
        Reason::Result => Phrase::ReasonResult,
        Reason::Statistic => Phrase::ReasonStatistic,
        Reason::Past => Phrase::ReasonPast,
        Reason::Estimate => Phrase::ReasonEstimate,
        Reason::Possible => Phrase::ReasonPossible,
        Reason::Baseline => Phrase::ReasonBaseline,
        Reason::Small => Phrase::ReasonSmall,
        Reason::Scope => Phrase::ReasonScope,
        Reason::Counted => Phrase::ReasonCounted,
        Reason::Bare => Phrase::ReasonBare,
        Reason::Outline => Phrase::ReasonOutline,
        Reason::Title => Phrase::ReasonTitle,
        Reason::Quoted => Phrase::ReasonQuoted,
        Reason::Name => Phrase::ReasonName,
        Reason::Order => Phrase::ReasonOrder,
        Reason::Date => Phrase::ReasonDate,
        Reason::Reference => Phrase::ReasonReference,
        Reason::Duration => Phrase::ReasonDuration,
        Reason::Proportion => Phrase::ReasonProportion,
    }
}
