//! The library as one file, for use without a network: the pages of each document one after another, with a search in
//! the words of the clauses. Links lead to anchors that have the path of the page as their name: `#/d/ID/en/3.6`.

use std::fmt::Write as _;

use maud::{DOCTYPE, PreEscaped, html};

use crate::{
    corpus::Agreement,
    text::{Language, Locale},
    wording::Phrase,
};

use super::{
    address::{Address, Form},
    response::Request,
    route::{STYLE, answer},
    visit::{Site, Visit},
};

/// The script of the file: search in its clauses.
const SCRIPT: &str = include_str!("assets/file.js");

/// Nothing is loaded from anywhere.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

impl Site {
    /// The library as one HTML file, with its sentences in a locale.
    pub fn exported(&self, locale: Locale) -> String {
        let mut addresses = vec![Address::Documents];
        for agreement in &self.assistant().library().agreements {
            addresses.extend(of_document(agreement, locale));
        }
        let visit = self.visit(&Address::Documents, locale);
        let title = visit.say(&Phrase::WebDocuments);
        let page = html! {
            (DOCTYPE)
            html lang=(locale) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta http-equiv="Content-Security-Policy" content=(POLICY);
                    title { (title) " · clausebot" }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    header {
                        form role="search" {
                            label for="q" { (visit.say(&Phrase::WebWords)) }
                            input #q type="search" maxlength="200" autocomplete="off";
                        }
                        div #results aria-live="polite" {}
                    }
                    main #main {
                        @for address in &addresses { (self.part(address, locale)) }
                    }
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        };
        page.into_string()
    }

    /// A page without its frame, whose links and anchors are those of the file.
    fn part(&self, address: &Address, locale: Locale) -> maud::Markup {
        let locale = address.locale().unwrap_or(locale);
        let body = answer(self.visit(address, locale)).body;
        let path = address.path();
        let body = changed(&body, " href=\"", |it| format!("#{}", anchor(it)));
        let body = changed(&body, " id=\"", |it| anchor(&format!("{path}#{it}")));
        html! { section.part id=(path) lang=(locale) { (PreEscaped(body)) } }
    }

    fn visit<'a>(&'a self, address: &'a Address, locale: Locale) -> Visit<'a> {
        Visit { site: self, request: Request::default(), address, locale, is_bare: true }
    }
}

/// The pages of a document in the file: contents, texts, commitments.
fn of_document(agreement: &Agreement, locale: Locale) -> Vec<Address> {
    let id = || agreement.id.clone();
    let other = match locale.language().other() {
        Language::Chinese => Locale::ZhHans,
        Language::English => Locale::En,
    };
    let has_other = agreement.languages().count() > 1;
    let mut all = vec![Address::Contents(id()), Address::Text(id(), locale)];
    all.extend(has_other.then(|| Address::Text(id(), other)));
    all.push(Address::Commitments(id(), Form::Page));
    all
}

/// The anchor for a link between pages: `/d/ID/en/3.6` for `/d/ID/en#c3.6` and for `/d/ID/en/3.6?q=rail`.
fn anchor(link: &str) -> String {
    let (page, place) = link.split_once('#').unwrap_or((link, ""));
    let page = page.split('?').next().unwrap_or_default();
    match place.split_at_checked(1) {
        None => page.to_owned(),
        Some(("c", clause)) => format!("{page}/{clause}"),
        Some(_) => format!("{page}/{place}"),
    }
}

/// The markup with the values of an attribute changed. In the markup of pages the quotation marks of texts are escaped,
/// so that only attributes begin like this.
fn changed(markup: &str, attribute: &str, change: impl Fn(&str) -> String) -> String {
    let mut pieces = markup.split(attribute);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (value, rest) = piece.split_once('"').unwrap_or((piece, ""));
        _ = write!(out, "{attribute}{}\"{rest}", change(value));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_their_anchors_have_the_same_name() {
        for (link, wanted) in [
            ("/d/x/en/3.6?q=rail&amp;lang=en", "/d/x/en/3.6"),
            ("/d/x/en#c3.6", "/d/x/en/3.6"),
            ("/d/x/en#s3", "/d/x/en/s3"),
            ("/d/x?lang=en", "/d/x"),
            ("/", "/"),
        ] {
            assert_eq!(anchor(link), wanted);
        }
        let markup = r#"<a href="/d/x">&quot; href=&quot;</a><a href="/">b</a>"#;
        let found = changed(markup, " href=\"", |it| format!("#{it}"));
        assert_eq!(found, r##"<a href="#/d/x">&quot; href=&quot;</a><a href="#/">b</a>"##);
    }
}
