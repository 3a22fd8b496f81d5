//! The commitments of a document as a page: a filter, charts, a table; and as CSV.

use std::iter;

use maud::{Markup, html};

use crate::{
    answer::{CommitmentFilter, CommitmentRef},
    corpus::{Agreement, AgreementRef},
    render::{Block, COMMITMENT_COLUMNS, standing},
    wording::Phrase,
};

use super::{
    address::{Address, Form},
    api,
    charts::charts,
    document, frame,
    reply::lang,
    response::Response,
    table::{Query, Row, label, rows, values, years},
    visit::Visit,
};

/// `/d/ID/commitments`.
pub(super) fn page(visit: Visit<'_>, at: AgreementRef, agreement: &Agreement) -> Response {
    let language = visit.locale.language();
    let library = visit.assistant().library();
    let of_document = CommitmentFilter { document: Some(at), ..CommitmentFilter::default() };
    let query = Query::of(&visit.request);
    // The form has no year that is none.
    let filter = query.filter(at).unwrap_or_else(|_| of_document.clone());
    let all = rows(&of_document, library, language);
    let shown = rows(&filter, library, language);
    let title = visit.say(&Phrase::WebCommitments);
    let composer = visit.composer();
    let status =
        composer.status(agreement, all.first().map_or(language, |it| it.commitment.language));
    let main = html! {
        h1 { (title) }
        p.under { (composer.title(agreement)) }
        p.note { (visit.say(&Phrase::WebFromTranslation { status: &status })) }
        @if !visit.is_bare { (form(visit, &agreement.id, &all, &query)) }
        @if shown.is_empty() { p { (visit.say(&Phrase::CommitmentsNone)) } }
        @else {
            (charts(visit, &shown))
            (sums(visit, &shown))
            (table(visit, &shown))
        }
        @if !visit.is_bare { p.tools {
            @for (form, phrase) in [(Form::Csv, Phrase::WebAsCsv), (Form::Json, Phrase::WebAsJson)] {
                a href=(Address::Commitments(agreement.id.clone(), form).path()) { (visit.say(&phrase)) }
            }
        } }
    };
    frame::page(visit, 200, (&title, document::links(visit, agreement)), &main)
}

/// The sums over the shown commitments of one kind, as the bot says them.
fn sums(visit: Visit<'_>, shown: &[Row<'_>]) -> Markup {
    let found: Vec<CommitmentRef> = shown.iter().map(|it| it.commitment).collect();
    let said = visit.composer().commitments(&found);
    let last = said.iter().rev().map_while(|it| match it {
        Block::Sentence(words) => Some(words),
        Block::Quote(_)
        | Block::Converted(_)
        | Block::Parallel { .. }
        | Block::Heading(_)
        | Block::Commitments(_)
        | Block::List(_)
        | Block::Compared(_)
        | Block::Beside(_) => None,
    });
    html! { @for words in last { p { (words) } } }
}

fn form(visit: Visit<'_>, id: &str, all: &[Row<'_>], query: &Query<'_>) -> Markup {
    let years: Vec<String> = years(all).iter().map(ToString::to_string).collect();
    let fields = [
        ("giver", Phrase::WebColumnGiver, values(all, |it| it.giver.clone()), &query.giver),
        (
            "receiver",
            Phrase::WebColumnReceiver,
            values(all, |it| it.fields.beneficiary.map(str::to_owned)),
            &query.receiver,
        ),
        (
            "unit",
            Phrase::WebColumnUnit,
            values(all, |it| Some(it.fields.unit.clone())),
            &query.unit,
        ),
        ("year", Phrase::WebColumnYears, years, &query.year),
    ];
    let action = Address::Commitments(id.to_owned(), Form::Page).path();
    html! {
        form.filter action=(action) {
            input type="hidden" name="lang" value=(visit.locale);
            @for (name, phrase, values, chosen) in &fields {
                label { (visit.say(phrase)) " "
                    select name=(name) {
                        option value="" { (visit.say(&Phrase::WebAll)) }
                        @for value in values {
                            option value=(value) selected[chosen.as_deref() == Some(value)] { (visit.composer().scripted(value)) }
                        }
                    }
                }
            }
            button { (visit.say(&Phrase::WebShow)) }
        }
    }
}

fn table(visit: Visit<'_>, shown: &[Row<'_>]) -> Markup {
    let columns = [
        Phrase::WebColumnClause,
        Phrase::WebColumnAmount,
        Phrase::WebColumnMatter,
        Phrase::WebColumnGiver,
        Phrase::WebColumnReceiver,
        Phrase::WebColumnYears,
        Phrase::WebColumnStanding,
    ];
    let catalog = visit.assistant().catalog(visit.locale);
    let composer = visit.composer();
    let words =
        |it: Option<&str>| it.map(|it| composer.scripted(it).into_owned()).unwrap_or_default();
    html! {
        div.wide tabindex="0" role="region" aria-label=(visit.say(&Phrase::WebCommitments)) {
            table.sortable {
                thead { tr { @for phrase in &columns { th scope="col" { (visit.say(phrase)) } } } }
                tbody {
                    @for row in shown {
                        @let it = &row.fields;
                        @let amount = words(Some(it.amount_text));
                        tr {
                            th scope="row" { a href=[visit.clause_link(row.clause)] { (label(visit, row)) } }
                            td data-value=(it.value) lang=(lang(visit, &amount)) title=(words(Some(it.quote))) { (amount) }
                            td { (words(it.what)) }
                            td { (words(row.giver.as_deref())) }
                            td { (words(it.beneficiary)) }
                            td { (it.years().unwrap_or_else(|| visit.say(&Phrase::WebNoYear))) }
                            td { (standing(it.standing, catalog)) }
                        }
                    }
                }
            }
        }
    }
}

/// `/d/ID/commitments.csv`: those of the text that binds.
pub(super) fn csv(visit: Visit<'_>, at: AgreementRef, agreement: &Agreement) -> Response {
    let filter = match Query::of(&visit.request).filter(at) {
        Ok(filter) => filter,
        Err(year) => return api::no_year(year),
    };
    let found = rows(&filter, visit.assistant().library(), agreement.authentic_language());
    let lines = found.iter().map(|it| it.fields.csv());
    let lines = iter::once(COMMITMENT_COLUMNS.to_owned()).chain(lines);
    Response::csv(lines.map(|it| it + "\r\n").collect())
}
