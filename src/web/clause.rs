//! A clause as a page: its words, its commitments, its other text, its neighbours.

use maud::html;

use crate::{
    answer::{Answer, Asked, Step},
    corpus::{Agreement, AgreementRef, ClauseId, ClauseRef},
    render::{Block, Focus},
    wording::Phrase,
};

use super::{
    address::Address,
    document,
    frame::{self, Links},
    missing::missing,
    reply::blocks,
    response::Response,
    visit::Visit,
};

/// Clauses that are named where one is not there.
const N_NEAREST: usize = 5;

/// `/d/ID/LANG/3.6`.
pub(super) fn page(
    visit: Visit<'_>,
    at: AgreementRef,
    agreement: &Agreement,
    written: &str,
) -> Response {
    let id: Option<ClauseId> = written.parse().ok();
    let Some(place) = id.and_then(|it| agreement.position(&it)) else {
        let nearest = nearest(visit, at, written);
        return missing(visit, &Phrase::WebNoClause { clause: written }, Some(&nearest));
    };
    let clause = ClauseRef { agreement: at, place };
    let citation = visit.composer().citation(clause).unwrap_or_default();
    let asked = visit.request.value("q");
    let units = asked.as_deref().map(|it| visit.assistant().units(it));
    let focus: Option<Focus<'_>> = asked
        .as_deref()
        .zip(units.as_ref())
        .map(|(asked, units)| visit.assistant().focus(asked, units));
    let composer = crate::render::Composer { focus: focus.as_ref(), ..visit.composer() };
    let found: Vec<Block> = composer.clause(clause).0;
    let beside = |step| {
        let it = visit.assistant().beside(clause, step)?;
        Some((visit.composer().label(it)?, visit.clause_link(it)?))
    };
    let (before, after) = (beside(Step::Back), beside(Step::On));
    let whole = Address::Text(agreement.id.clone(), visit.locale).path();
    let id = id.map(|it| it.to_string()).unwrap_or_default();
    let main = html! {
        (blocks(visit, &found, None))
        p.tools {
            a href=(format!("{whole}#c{id}")) { (visit.say(&Phrase::WebInContext)) }
            button type="button" hidden data-copy=(copied(visit, &citation)) data-done=(visit.say(&Phrase::WebCopied)) {
                (visit.say(&Phrase::WebCopyCitation))
            }
            button type="button" hidden data-copy="{address}" data-done=(visit.say(&Phrase::WebCopied)) {
                (visit.say(&Phrase::WebCopyLink))
            }
        }
        nav.neighbours {
            @if let Some((label, link)) = &before {
                a rel="prev" href=(link) { "← " span.of { (visit.say(&Phrase::WebPrevious)) ": " } (label) }
            }
            @if let Some((label, link)) = &after {
                a rel="next" href=(link) { span.of { (visit.say(&Phrase::WebNext)) ": " } (label) " →" }
            }
        }
    };
    let links = Links {
        before: before.map(|it| it.1),
        after: after.map(|it| it.1),
        ..document::links(visit, agreement)
    };
    frame::page(visit, 200, (&citation, links), &main)
}

/// The citation to be copied; the script puts in the address of the page and the day.
fn copied(visit: Visit<'_>, citation: &str) -> String {
    visit.say(&Phrase::WebAccessed {
        citation,
        language: visit.locale.tag(),
        address: "{address}",
        date: "{date}",
    })
}

/// The clauses that the answer to an unknown number names.
fn nearest(visit: Visit<'_>, at: AgreementRef, written: &str) -> Vec<ClauseRef> {
    let asked = Asked {
        document: Some(at),
        locale: Some(visit.locale),
        ..Asked::new(written, visit.locale)
    };
    let Ok(answered) = visit.assistant().ask(&asked) else { return Vec::new() };
    let mut found: Vec<ClauseRef> = match &answered.answer {
        Answer::Found(matches) => matches.iter().map(|it| it.clause).collect(),
        Answer::Section(at, number) => visit.assistant().library().clauses_in(*at, Some(*number)),
        Answer::Outline(_)
        | Answer::Commitments(_)
        | Answer::NoSuchClause { .. }
        | Answer::NoSuchSection(_)
        | Answer::NoSuchDocument(_)
        | Answer::Nothing { .. }
        | Answer::Help(_) => answered.answer.suggestions(),
    };
    found.truncate(N_NEAREST);
    found
}
