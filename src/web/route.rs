//! Which page answers a request.

use crate::{
    corpus::{Agreement, AgreementRef},
    wording::Phrase,
};

use super::{
    address::{Address, Form},
    api, clause, commitments, document,
    missing::missing,
    response::{Request, Response},
    search,
    visit::{Site, Visit, locale},
};

/// The style sheet.
pub(super) const STYLE: &str = include_str!("assets/style.css");

/// The script, without which everything but search as one types works.
const SCRIPT: &str = include_str!("assets/page.js");

/// The picture of the site in a browser's tab.
const ICON: &str = include_str!("assets/icon.svg");

impl Site {
    /// Answers a request.
    pub fn respond(&self, request: Request<'_>) -> Response {
        let read = Address::read(request.path);
        let read = match read {
            Some(Address::Documents) => Some(self.started(&request).unwrap_or(Address::Documents)),
            other => other,
        };
        let of_path = read.as_ref().and_then(Address::locale);
        let locale = of_path.unwrap_or_else(|| locale(&request));
        let address = read.as_ref().unwrap_or(&Address::Documents);
        let visit = Visit { site: self, request, address, locale, is_bare: false };
        if read.is_none() {
            return missing(visit, &Phrase::WebNoPage, None);
        }
        answer(visit)
    }
}

/// The page of a request.
pub(super) fn answer(visit: Visit<'_>) -> Response {
    match visit.address {
        Address::Documents => document::all(visit),
        Address::About => document::about(visit),
        Address::Search => search::page(visit),
        Address::Style => Response::asset("text/css; charset=utf-8", STYLE),
        Address::Script => Response::asset("text/javascript; charset=utf-8", SCRIPT),
        Address::Icon => Response::asset("image/svg+xml", ICON),
        Address::Contents(id) => visit.of(id, document::contents),
        Address::Text(id, _) => visit.of(id, document::text),
        Address::Both(id) => visit.of(id, document::both),
        Address::Clause(id, _, clause) => {
            visit.of(id, |visit, at, agreement| clause::page(visit, at, agreement, clause))
        }
        Address::Commitments(id, form) => visit.of(id, |visit, at, agreement| match form {
            Form::Page => commitments::page(visit, at, agreement),
            Form::Csv => commitments::csv(visit, at, agreement),
            Form::Json => api::commitments(visit, at, agreement),
        }),
        // Where pages are served alone, there is nobody to know.
        Address::Launch => missing(visit, &Phrase::WebNoPage, None),
        Address::ApiDescription => Response::asset("application/json", api::DESCRIPTION),
        Address::ApiDocuments => api::documents(visit),
        Address::ApiAsk => api::ask(visit),
        Address::ApiClause(id, clause) => api::clause(visit, id, clause),
        Address::ApiCommitments => api::of_one(visit),
    }
}

impl<'a> Visit<'a> {
    /// The page of a document, or what is said where there is none with this id. An alias of a document leads to it, so
    /// that links to a former id go on working.
    fn of(
        self,
        id: &str,
        page: impl FnOnce(Self, AgreementRef, &'a Agreement) -> Response,
    ) -> Response {
        let library = self.assistant().library();
        if let Some((at, agreement)) =
            library.find(id).and_then(|at| Some((at, library.agreement(at)?)))
        {
            return page(self, at, agreement);
        }
        let has_alias = |it: &&Agreement| it.meta.aliases.iter().any(|alias| alias == id);
        match library.agreements.iter().find(has_alias) {
            Some(agreement) => Response::moved(self.address.of_document(&agreement.id).path()),
            None => missing(self, &Phrase::WebNoDocument { document: id }, None),
        }
    }
}
