//! A document as pages: the list of all, the contents, the whole text, both texts side by side.

use std::collections::HashMap;

use maud::{Markup, html};
use serde_json::json;

use crate::{
    corpus::{Agreement, AgreementRef, Clause, ClauseRef, Provision, SectionNumber},
    text::Language,
    wording::Phrase,
};

use super::{
    address::Address,
    frame::{Links, page},
    reply::{items, lang, lines},
    response::Response,
    visit::Visit,
};

/// `/`: the documents.
pub(super) fn all(visit: Visit<'_>) -> Response {
    let title = visit.say(&Phrase::WebDocuments);
    let main =
        html! { h1 { (title) } (list(visit)) p.note { (visit.say(&Phrase::WebSearchHint)) } };
    page(visit, 200, (&title, Links::default()), &main)
}

/// The documents, each with its texts and its number of clauses.
pub(super) fn list(visit: Visit<'_>) -> Markup {
    let composer = visit.composer();
    html! {
        ul.documents {
            @for agreement in &visit.assistant().library().agreements {
                @let link = visit.link(&Address::Contents(agreement.id.clone()));
                li {
                    a href=(link) { (composer.title(agreement)) }
                    p.note {
                        @for language in agreement.languages() { (composer.status(agreement, language)) " · " }
                        (visit.say(&Phrase::WebClauses { clauses: agreement.provisions.len() }))
                    }
                }
            }
        }
    }
}

/// `/about`.
pub(super) fn about(visit: Visit<'_>) -> Response {
    let title = visit.say(&Phrase::WebAbout);
    let api = Address::ApiDescription.path();
    let main = html! {
        h1 { (title) }
        p { (visit.say(&Phrase::WebAboutText)) }
        (list(visit))
        p { a href=(api) { (visit.say(&Phrase::WebAboutPrograms { address: &api })) } }
        p.note { (visit.say(&Phrase::WebKeys)) }
        p.note { "clausebot " (env!("CARGO_PKG_VERSION")) }
    };
    page(visit, 200, (&title, Links::default()), &main)
}

/// `/d/ID`: the sections, each with its clauses.
pub(super) fn contents(visit: Visit<'_>, at: AgreementRef, agreement: &Agreement) -> Response {
    let composer = visit.composer();
    let title = composer.title(agreement).into_owned();
    let mut of_section: HashMap<Option<SectionNumber>, Vec<ClauseRef>> = HashMap::new();
    for (place, provision) in agreement.provisions.iter().enumerate() {
        of_section.entry(provision.section).or_default().push(ClauseRef { agreement: at, place });
    }
    let clauses = |section: Option<SectionNumber>| {
        let found = of_section.get(&section).map(Vec::as_slice).unwrap_or_default();
        items(visit, &composer.items(found), "")
    };
    let whole = Address::Text(agreement.id.clone(), visit.locale).path();
    let main = html! {
        (head(visit, agreement))
        (clauses(None))
        @for heading in &agreement.sections {
            h2 { a href=(format!("{whole}#s{}", heading.number)) { (composer.heading(heading).unwrap_or_default()) } }
            (clauses(Some(heading.number)))
        }
    };
    page(visit, 200, (&title, links(visit, agreement)), &main)
}

/// The title with the standing of each text.
fn head(visit: Visit<'_>, agreement: &Agreement) -> Markup {
    let composer = visit.composer();
    let title = composer.title(agreement);
    html! {
        h1 lang=(lang(visit, &title)) { (title) }
        p.note {
            @for (n, language) in agreement.languages().enumerate() {
                @if n > 0 { " · " } (composer.status(agreement, language))
            }
        }
    }
}

/// `/d/ID/LANG`: the whole text.
pub(super) fn text(visit: Visit<'_>, at: AgreementRef, agreement: &Agreement) -> Response {
    let composer = visit.composer();
    let title = composer.title(agreement).into_owned();
    let wanted = visit.locale.language();
    let mut section = None;
    let mut parts: Vec<Markup> = Vec::new();
    let mut is_converted = false;
    for (place, provision) in agreement.provisions.scan().iter().enumerate() {
        parts.extend(new_heading(visit, agreement, &mut section, provision));
        let Some(clause) = provision.texts.prefer(wanted) else { continue };
        let words = composer.scripted(&clause.text);
        is_converted |= *words != *clause.text;
        let number = number(visit, agreement, (ClauseRef { agreement: at, place }, provision));
        parts.push(in_text(visit, (provision, clause), &words, &number));
    }
    let main = html! {
        (head(visit, agreement))
        @if is_converted { p.note { (visit.say(&Phrase::ConvertedScript)) } }
        @for part in &parts { (part) }
    };
    page(visit, 200, (&title, links(visit, agreement)), &main)
}

/// The heading of a provision's section, if it begins there.
fn new_heading(
    visit: Visit<'_>,
    agreement: &Agreement,
    section: &mut Option<SectionNumber>,
    provision: &Provision,
) -> Option<Markup> {
    if *section == provision.section {
        return None;
    }
    *section = provision.section;
    let number = provision.section?;
    let heading = visit.composer().heading(agreement.section(number)?)?;
    Some(html! { h2 #{ "s" (number) } lang=(lang(visit, &heading)) { (heading) } })
}

/// A clause in the whole text, with its anchor.
fn in_text(
    visit: Visit<'_>,
    (provision, clause): (&Provision, &Clause),
    words: &str,
    number: &Markup,
) -> Markup {
    html! {
        section.clause #{ "c" (provision.id) } lang=(lang(visit, words)) {
            @if !clause.above.is_empty() { h3 { (visit.composer().scripted(&clause.above)) } }
            (number)
            div { (lines(words)) }
        }
    }
}

/// The number of a clause as it is printed, or what it is called without one, as a link to its page.
fn number(
    visit: Visit<'_>,
    agreement: &Agreement,
    (at, provision): (ClauseRef, &Provision),
) -> Markup {
    let composer = visit.composer();
    let id = provision.id.to_string();
    let link = Address::Clause(agreement.id.clone(), visit.locale, id).path();
    let clause = provision.texts.prefer(visit.locale.language());
    let printed = clause.map(|it| it.printed.as_str()).filter(|it| !it.is_empty());
    let printed = printed.map(|it| composer.scripted(it).into_owned());
    html! { a.number href=(link) { (printed.or_else(|| composer.label(at)).unwrap_or_default()) } }
}

/// `/d/ID/both`: each clause in both languages, the visitor's first.
pub(super) fn both(visit: Visit<'_>, at: AgreementRef, agreement: &Agreement) -> Response {
    let composer = visit.composer();
    let title = composer.title(agreement).into_owned();
    let own = visit.locale.language();
    let mut section = None;
    let mut parts: Vec<Markup> = Vec::new();
    for (place, provision) in agreement.provisions.scan().iter().enumerate() {
        parts.extend(new_heading(visit, agreement, &mut section, provision));
        let number = number(visit, agreement, (ClauseRef { agreement: at, place }, provision));
        let side = |language: Language| {
            let Some(text) = provision.text(language) else {
                return html! { div { p.note { (visit.say(&Phrase::WebNoText)) } } };
            };
            let words = composer.scripted(text);
            html! { div lang=(lang(visit, &words)) { (lines(&words)) } }
        };
        parts.push(html! {
            section.both #{ "c" (provision.id) } {
                (number)
                (side(own)) (side(own.other()))
            }
        });
    }
    let main = html! { (head(visit, agreement)) @for part in &parts { (part) } };
    page(visit, 200, (&title, links(visit, agreement)), &main)
}

/// The links of a page of a document, with its description.
pub(super) fn links(visit: Visit<'_>, agreement: &Agreement) -> Links {
    let title = visit.composer().title(agreement).into_owned();
    let languages: Vec<&str> = agreement.languages().map(Language::code).collect();
    let date = agreement.date.map(|it| match it.month {
        Some(month) => format!("{:04}-{month:02}", it.year),
        None => format!("{:04}", it.year),
    });
    let description = json!({
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": title,
        "legislationIdentifier": agreement.id,
        "inLanguage": languages,
        "legislationDate": date,
    });
    Links {
        document: Some(agreement.id.clone()),
        description: Some(description),
        ..Links::default()
    }
}
