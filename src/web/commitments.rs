//! The commitments of a document as a page: a filter, charts, a table; and as CSV.

use maud::{Markup, html};

use crate::{
    answer::CommitmentRef,
    corpus::{Agreement, AgreementRef},
    render::{Block, standing},
    wording::Phrase,
};

use super::{
    address::{Address, Form},
    charts::charts,
    document, frame,
    reply::lang,
    response::Response,
    table::{Filter, Row, label, rows, span, values, years},
    visit::Visit,
};

/// `/d/ID/commitments`.
pub(super) fn page(visit: Visit<'_>, at: AgreementRef, agreement: &Agreement) -> Response {
    let language = visit.locale.language();
    let all = rows(visit.assistant().library(), Some(at), Some(language));
    let filter = Filter::read(&visit.request);
    let shown: Vec<&Row<'_>> = all.iter().filter(|it| filter.has(it)).collect();
    let title = visit.say(&Phrase::WebCommitments);
    let composer = visit.composer();
    let status =
        composer.status(agreement, all.first().map_or(language, |it| it.commitment.language));
    let main = html! {
        h1 { (title) }
        p.under { (composer.title(agreement)) }
        p.note { (visit.say(&Phrase::WebFromTranslation { status: &status })) }
        @if !visit.is_bare { (form(visit, &agreement.id, &all, &filter)) }
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
fn sums(visit: Visit<'_>, shown: &[&Row<'_>]) -> Markup {
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

fn form(visit: Visit<'_>, id: &str, all: &[Row<'_>], filter: &Filter) -> Markup {
    let years: Vec<String> = years(all).iter().map(ToString::to_string).collect();
    let year = filter.year.map(|it| it.to_string());
    let fields = [
        ("giver", Phrase::WebColumnGiver, values(all, |it| it.giver.clone()), &filter.giver),
        (
            "receiver",
            Phrase::WebColumnReceiver,
            values(all, |it| it.fields.beneficiary.map(str::to_owned)),
            &filter.receiver,
        ),
        (
            "unit",
            Phrase::WebColumnUnit,
            values(all, |it| Some(it.fields.unit.clone())),
            &filter.unit,
        ),
        ("year", Phrase::WebColumnYears, years, &year),
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
                            option value=(value) selected[chosen.as_ref() == Some(value)] { (visit.composer().scripted(value)) }
                        }
                    }
                }
            }
            button { (visit.say(&Phrase::WebShow)) }
        }
    }
}

fn table(visit: Visit<'_>, shown: &[&Row<'_>]) -> Markup {
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
                            td { (span(it).unwrap_or_else(|| visit.say(&Phrase::WebNoYear))) }
                            td { (standing(it.standing, catalog)) }
                        }
                    }
                }
            }
        }
    }
}

/// `/d/ID/commitments.csv`: those of the text that binds.
pub(super) fn csv(visit: Visit<'_>, at: AgreementRef) -> Response {
    let all = rows(visit.assistant().library(), Some(at), None);
    let filter = Filter::read(&visit.request);
    let mut body = String::from(
        "document,clause,amount,value,value_high,unit,giver,receiver,what,start_year,end_year,standing,quote\r\n",
    );
    for row in all.iter().filter(|it| filter.has(it)) {
        let it = &row.fields;
        let year = |it: Option<i32>| it.map(|it| it.to_string()).unwrap_or_default();
        let cells = [
            it.document.unwrap_or_default().to_owned(),
            it.clause.clone().unwrap_or_default(),
            it.amount_text.to_owned(),
            it.value.clone(),
            it.value_high.clone().unwrap_or_default(),
            it.unit.clone(),
            row.giver.clone().unwrap_or_default(),
            it.beneficiary.unwrap_or_default().to_owned(),
            it.what.unwrap_or_default().to_owned(),
            year(it.start_year),
            year(it.end_year),
            standing(it.standing, visit.assistant().catalog(crate::text::Locale::En)),
            it.quote.to_owned(),
        ];
        body.push_str(&cells.map(|it| cell(&it)).join(","));
        body.push_str("\r\n");
    }
    Response::csv(body)
}

/// A cell of CSV. A spreadsheet takes a text that begins with `=` or the like for a formula, so such a cell begins with
/// an apostrophe.
fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '@', '\t', '\r'])
        || (text.starts_with('-') && text.parse::<f64>().is_err());
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_no_formulas() {
        for (text, wanted) in [
            ("3.6", "3.6"),
            ("a, b", "\"a, b\""),
            ("say \"x\"", "\"say \"\"x\"\"\""),
            ("=1+1", "'=1+1"),
            ("-5", "-5"),
            ("-x", "'-x"),
        ] {
            assert_eq!(cell(text), wanted);
        }
    }
}
