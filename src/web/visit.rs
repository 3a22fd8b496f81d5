//! The open library as a site, and a request to it that is being answered.

use std::sync::Arc;

use reqwest::Url;

use crate::{
    assistant::Assistant,
    corpus::ClauseRef,
    render::{Composer, TextOrder, View},
    text::Locale,
    wording::{Phrase, negotiate},
};

use super::{address::Address, response::Request};

/// A library that is browsed.
#[derive(Debug)]
pub struct Site {
    assistant: Arc<Assistant>,
    /// The address under which others reach the pages, without `/` at its end; empty if there is none.
    public: String,
}

/// A request that is being answered.
#[derive(Clone, Copy)]
pub(super) struct Visit<'a> {
    pub(super) site: &'a Site,
    pub(super) request: Request<'a>,
    pub(super) address: &'a Address,
    pub(super) locale: Locale,
    /// Whether the page is wanted without its frame, and without what needs a server.
    pub(super) is_bare: bool,
}

impl Site {
    /// A site of a library. `public` is the address under which others reach it: `https://example.org`.
    pub fn new(assistant: Arc<Assistant>, public: Option<&Url>) -> Self {
        let public = public.map(|it| it.as_str().trim_end_matches('/').to_owned());
        Self { assistant, public: public.unwrap_or_default() }
    }

    /// The address under which others reach the pages; empty if there is none.
    pub fn public(&self) -> &str {
        &self.public
    }

    /// The library.
    pub(super) fn assistant(&self) -> &Assistant {
        &self.assistant
    }
}

/// The locale that a request asks for, else the first one of the browser's, else English. The path of an address that
/// names one comes before it.
pub(super) fn locale(request: &Request<'_>) -> Locale {
    let asked = request.value("lang").and_then(|it| negotiate(&it));
    let tags = request.languages.split(',').filter_map(|it| it.split(';').next());
    asked.or_else(|| tags.map(str::trim).find_map(negotiate)).unwrap_or(Locale::En)
}

impl<'a> Visit<'a> {
    pub(super) fn assistant(&self) -> &'a Assistant {
        &self.site.assistant
    }

    pub(super) fn say(&self, phrase: &Phrase<'_>) -> String {
        self.assistant().catalog(self.locale).say(phrase)
    }

    /// Composes in the locale of the visitor, with conversion to traditional characters.
    pub(super) fn composer(&self) -> Composer<'a> {
        self.assistant().composer(self.locale, View::Chat(TextOrder::Readers))
    }

    /// The link to an address, in the locale of the visitor.
    pub(super) fn link(&self, address: &Address) -> String {
        let path = address.path();
        match address.locale() {
            Some(_) => path,
            None => format!("{path}?lang={}", self.locale),
        }
    }

    /// The link to a clause.
    pub(super) fn clause_link(&self, clause: ClauseRef) -> Option<String> {
        let (agreement, provision) = self.assistant().library().clause(clause)?;
        let address = Address::Clause(agreement.id.clone(), self.locale, provision.id.to_string());
        Some(address.path())
    }
}
