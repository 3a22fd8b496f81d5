//! The reasons to accept or reject a number as a commitment, in words.

use super::commitment::standing;
use crate::{
    commitment::{DocumentKind, Evidence, GoverningVerb, Polarity, Reading, Reason, Section},
    language::CueKind,
    quantity::Doubt,
    text::Span,
    wording::{Catalog, Phrase},
};

/// Explains each number of a text in a line, in the order of the text.
pub fn explanation(reading: &Reading, text: &str, catalog: &Catalog) -> Vec<String> {
    let accepted = reading.accepted.iter().map(|it| (it.amount, it.governor, &it.evidence, true));
    let rejected = reading.rejected.iter().map(|it| (it.amount, it.governor, &it.evidence, false));
    let mut all: Vec<(Span, Option<GoverningVerb>, &Vec<Evidence>, bool)> =
        accepted.chain(rejected).collect();
    all.sort_by_key(|(span, ..)| span.start);
    all.into_iter()
        .map(|(span, governor, evidence, is_accepted)| {
            let amount = span.of(text).unwrap_or_default();
            let governor = governor.map(|it| governed(it, text, catalog));
            let reasons = evidence.iter().map(|it| reason(it, text, catalog));
            let reasons = governor.into_iter().chain(reasons).collect::<Vec<_>>().join("; ");
            catalog.say(&if is_accepted {
                Phrase::ExplainKept { amount, reasons: &reasons }
            } else {
                Phrase::ExplainDropped { amount, reasons: &reasons }
            })
        })
        .collect()
}

/// `governed by “will not” (negative): denied`.
fn governed(governor: GoverningVerb, text: &str, catalog: &Catalog) -> String {
    let verb = governor.verb.of(text).filter(|it| !it.is_empty()).unwrap_or("…");
    let standing = &standing(governor.standing, catalog);
    catalog.say(&match governor.polarity {
        Polarity::Affirmative => Phrase::ExplainAffirmed { verb, standing },
        Polarity::Negative => Phrase::ExplainNegated { verb, standing },
    })
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
        Reason::Cue(CueKind::Promise) => Phrase::ReasonPromise,
        Reason::Cue(CueKind::Act) => Phrase::ReasonAct,
        Reason::Cue(CueKind::Ahead) => Phrase::ReasonAhead,
        Reason::Cue(CueKind::Result) => Phrase::ReasonResult,
        Reason::Cue(CueKind::Statistic) => Phrase::ReasonStatistic,
        Reason::Cue(CueKind::Past) => Phrase::ReasonPast,
        Reason::Cue(CueKind::Estimate) => Phrase::ReasonEstimate,
        Reason::Cue(CueKind::Possible) => Phrase::ReasonPossible,
        Reason::Cue(CueKind::Baseline) | Reason::Doubt(Doubt::Base) => Phrase::ReasonBaseline,
        Reason::Doubt(Doubt::Again) => Phrase::ReasonAgain,
        Reason::Doubt(Doubt::Mention) => Phrase::ReasonMention,
        Reason::Cue(CueKind::Wish) => Phrase::ReasonWish,
        Reason::Cue(CueKind::Aim) => Phrase::ReasonAim,
        Reason::Cue(CueKind::Denial | CueKind::Refusal) => Phrase::ReasonDenial,
        Reason::Cue(CueKind::Condition) => Phrase::ReasonCondition,
        Reason::Cue(CueKind::Small) => Phrase::ReasonSmall,
        Reason::Doubt(Doubt::Scope | Doubt::AimedScope) => Phrase::ReasonScope,
        Reason::Cue(CueKind::Counted) => Phrase::ReasonCounted,
        Reason::Doubt(Doubt::Bare) => Phrase::ReasonBare,
        Reason::Cue(CueKind::Outline) => Phrase::ReasonOutline,
        Reason::Doubt(Doubt::Title) => Phrase::ReasonTitle,
        Reason::Doubt(Doubt::Quoted) => Phrase::ReasonQuoted,
        Reason::Doubt(Doubt::Name) => Phrase::ReasonName,
        Reason::Doubt(Doubt::Order) => Phrase::ReasonOrder,
        Reason::Doubt(Doubt::Date) => Phrase::ReasonDate,
        Reason::Doubt(Doubt::Reference) => Phrase::ReasonReference,
        Reason::Doubt(Doubt::Duration) => Phrase::ReasonDuration,
        Reason::Doubt(Doubt::Proportion) => Phrase::ReasonProportion,
    }
}
