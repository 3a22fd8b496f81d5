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

impl Site {
    /// Answers a request.
    pub fn respond(&self, request: Request<'_>) -> Response {
        let read = Address::read(request.path);
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
        Address::Contents(id) => visit.of(id, document::contents),
        Address::Text(id, _) => visit.of(id, document::text),
        Address::Both(id) => visit.of(id, document::both),
        Address::Clause(id, _, clause) => {
            visit.of(id, |visit, at, agreement| clause::page(visit, at, agreement, clause))
        }
        Address::Commitments(id, form) => visit.of(id, |visit, at, agreement| match form {
            Form::Page => commitments::page(visit, at, agreement),
            Form::Csv => commitments::csv(visit, at),
            Form::Json => api::commitments(visit, Some(at)),
        }),
        Address::ApiDescription => Response::asset("application/json", api::DESCRIPTION),
        Address::ApiDocuments => api::documents(visit),
        Address::ApiAsk => api::ask(visit),
        Address::ApiClause(id, clause) => api::clause(visit, id, clause),
        Address::ApiCommitments => api::of_all(visit),
    }
}

impl<'a> Visit<'a> {
    /// The page of a document, or what is said where there is none with this id.
    fn of(
        self,
        id: &str,
        page: impl FnOnce(Self, AgreementRef, &'a Agreement) -> Response,
    ) -> Response {
        let library = self.assistant().library();
        match library.find(id).and_then(|at| Some((at, library.agreement(at)?))) {
            Some((at, agreement)) => page(self, at, agreement),
            None => missing(self, &Phrase::WebNoDocument { document: id }, None),
        }
    }
}
