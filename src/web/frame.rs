//! What stands around every page: head, navigation, languages.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::{text::Locale, wording::Phrase};

use super::{
    address::{Address, Form},
    response::Response,
    visit::Visit,
};

/// A page with its frame: its status, its title, what it is linked with, and its main part.
pub(super) fn page(
    visit: Visit<'_>,
    status: u16,
    (title, links): (&str, Links),
    main: &Markup,
) -> Response {
    if visit.is_bare {
        return Response::html(status, main.clone().into_string());
    }
    Response::html(status, Frame { visit, title, links }.around(main).into_string())
}

/// A page around its main part.
struct Frame<'a> {
    visit: Visit<'a>,
    title: &'a str,
    links: Links,
}

/// What a page is linked with.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// The path of the clause before, for `←`.
    pub(super) before: Option<String>,
    /// The path of the clause after, for `→`.
    pub(super) after: Option<String>,
    /// The document, for its own navigation.
    pub(super) document: Option<String>,
    /// A description for search engines, as JSON-LD.
    pub(super) description: Option<serde_json::Value>,
}

impl Frame<'_> {
    fn around(&self, main: &Markup) -> Markup {
        let visit = self.visit;
        let say = |phrase: &Phrase<'_>| visit.say(phrase);
        let public = visit.site.public();
        html! {
            (DOCTYPE)
            html lang=(visit.locale) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) " · clausebot" }
                    link rel="stylesheet" href="/style.css";
                    link rel="icon" href="/icon.svg" type="image/svg+xml";
                    script src="/page.js" defer {}
                    @if !public.is_empty() {
                        link rel="canonical" href=(format!("{public}{}", visit.link(visit.address)));
                        @for (locale, link) in self.others() {
                            link rel="alternate" hreflang=(locale) href=(format!("{public}{link}"));
                        }
                    }
                    @if let Some(before) = &self.links.before { link rel="prev" href=(before); }
                    @if let Some(after) = &self.links.after { link rel="next" href=(after); }
                    @if let Some(description) = &self.links.description { (data(description)) }
                }
                body {
                    a.skip href="#main" { (say(&Phrase::WebSkip)) }
                    header {
                        nav aria-label="clausebot" {
                            a href=(visit.link(&Address::Documents)) { (say(&Phrase::WebDocuments)) }
                            a href=(visit.link(&Address::About)) { (say(&Phrase::WebAbout)) }
                        }
                        (self.search_form())
                        nav.languages aria-label=(say(&Phrase::WebLanguages)) {
                            @for (locale, link) in self.others() {
                                a href=(link) lang=(locale) hreflang=(locale)
                                    aria-current=[(locale == visit.locale).then_some("true")] { (name_of(locale)) }
                            }
                        }
                    }
                    @if let Some(id) = &self.links.document { (self.of_document(id)) }
                    main #main { (main) }
                    p #keys hidden role="status" { (say(&Phrase::WebKeys)) }
                }
            }
        }
    }

    fn search_form(&self) -> Markup {
        let visit = self.visit;
        let typed = visit.request.value("q").unwrap_or_default();
        html! {
            form role="search" action=(Address::Search.path()) {
                input type="hidden" name="lang" value=(visit.locale);
                label for="q" { (visit.say(&Phrase::WebSearchLabel)) }
                input #q type="search" name="q" value=(typed) maxlength="500" autocomplete="off";
                button { (visit.say(&Phrase::WebSearch)) }
            }
            div #results aria-live="polite" {}
        }
    }

    /// The navigation of a document.
    fn of_document(&self, id: &str) -> Markup {
        let visit = self.visit;
        let id = || id.to_owned();
        let both = visit
            .assistant()
            .library()
            .find(&id())
            .and_then(|it| visit.assistant().library().agreement(it));
        let has_both = both.is_some_and(|it| it.languages().count() > 1);
        let mut all = vec![
            (Address::Contents(id()), Phrase::WebContents),
            (Address::Text(id(), visit.locale), Phrase::WebText),
        ];
        if has_both {
            all.push((Address::Both(id()), Phrase::WebBoth));
        }
        all.push((Address::Commitments(id(), Form::Page), Phrase::WebCommitments));
        html! {
            nav.document aria-label=(visit.say(&Phrase::WebContents)) {
                @for (address, phrase) in &all {
                    a href=(visit.link(address)) aria-current=[(address == visit.address).then_some("page")] {
                        (visit.say(phrase))
                    }
                }
            }
        }
    }

    /// The same page in each locale.
    fn others(&self) -> impl Iterator<Item = (Locale, String)> {
        let visit = self.visit;
        Locale::ALL.into_iter().map(move |locale| {
            let there = Visit { locale, ..visit };
            let mut link = there.link(&visit.address.clone().in_locale(locale));
            if let Some(q) = visit.request.value("q") {
                link.push(if link.contains('?') { '&' } else { '?' });
                let q =
                    form_urlencoded::Serializer::new(String::new()).append_pair("q", &q).finish();
                link.push_str(&q);
            }
            (locale, link)
        })
    }
}

/// The name of a locale in itself.
fn name_of(locale: Locale) -> &'static str {
    match locale {
        Locale::ZhHans => "简",
        Locale::ZhHant => "繁",
        Locale::En => "EN",
    }
}

/// A description in JSON-LD. Escaping `<` keeps it from ending the element.
fn data(description: &serde_json::Value) -> Markup {
    let json = description.to_string().replace('<', "\\u003c");
    html! { script type="application/ld+json" { (PreEscaped(json)) } }
}
