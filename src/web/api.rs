//! The answers for programs, as JSON; `docs/json.md` and [`DESCRIPTION`] describe them.

use std::time::Instant;

use serde_json::json;

use crate::{
    answer::{Answer, Intent, Match, Question},
    corpus::{Agreement, AgreementRef, ClauseId, ClauseRef},
    measure::elapsed_us,
    render::{JsonAnswer, JsonCommitment, JsonDocument},
};

use super::{
    response::Response,
    search,
    table::{Query, rows},
    visit::Visit,
};

/// The description of these addresses, by `OpenAPI`.
pub(super) const DESCRIPTION: &str = include_str!("assets/openapi.json");

/// `/api/documents`.
pub(super) fn documents(visit: Visit<'_>) -> Response {
    let all = visit.assistant().library().agreements.iter().map(JsonDocument::of);
    Response::json(200, &json!({"documents": all.collect::<Vec<_>>()}))
}

/// `/api/ask?q=&document=&lang=`.
pub(super) fn ask(visit: Visit<'_>) -> Response {
    let Some(question) = visit.request.value("q") else {
        return Response::problem(400, "expected a question: `q=3.6`");
    };
    if let Some(id) = visit.request.value("document")
        && search::document(visit).is_none()
    {
        return no_document(&id);
    }
    let start = Instant::now();
    match search::ask(visit, &question) {
        Ok(answered) => {
            let library = visit.assistant().library();
            let json = JsonAnswer::new(&answered.question, &answered.answer, library);
            Response::json(200, &json.after(elapsed_us(start)))
        }
        Err(error) => Response::problem(500, &error.to_string()),
    }
}

/// `/api/clause/ID/3.6`.
pub(super) fn clause(visit: Visit<'_>, document: &str, written: &str) -> Response {
    let library = visit.assistant().library();
    let Some(at) = library.find(document) else {
        return no_document(document);
    };
    let id: Option<ClauseId> = written.parse().ok();
    let place = id.and_then(|it| library.agreement(at)?.position(&it));
    let Some(place) = place else {
        return Response::problem(
            404,
            &format!("no clause `{written}` in `{document}`: expected one such as `3.6`"),
        );
    };
    let clause = ClauseRef { agreement: at, place };
    let found = Match { clause, score: 1.0, by_number: true, part: None };
    let question =
        Question { text: written.to_owned(), ..Question::intended(Intent::Topic, visit.locale) };
    Response::json(200, &JsonAnswer::new(&question, &Answer::Found(vec![found]), library))
}

/// `/api/commitments?document=&giver=&receiver=&unit=&year=`. A library of one document needs no `document`.
pub(super) fn of_one(visit: Visit<'_>) -> Response {
    let library = visit.assistant().library();
    let named = visit.request.value("document");
    let at = match &named {
        Some(id) => library.find(id),
        None => (library.agreements.len() == 1).then_some(AgreementRef(0)),
    };
    match (at.and_then(|at| Some((at, library.agreement(at)?))), named) {
        (Some((at, agreement)), _) => commitments(visit, at, agreement),
        (None, Some(id)) => no_document(&id),
        (None, None) => Response::problem(
            400,
            "expected a document: `document=ID`; `/api/documents` lists them",
        ),
    }
}

/// The commitments of the text of a document that binds.
pub(super) fn commitments(visit: Visit<'_>, at: AgreementRef, agreement: &Agreement) -> Response {
    let library = visit.assistant().library();
    match Query::of(&visit.request).filter(at) {
        Ok(filter) => {
            let found = rows(&filter, library, agreement.authentic_language());
            let found: Vec<&JsonCommitment<'_>> = found.iter().map(|it| &it.fields).collect();
            Response::json(200, &json!({"commitments": found}))
        }
        Err(year) => no_year(year),
    }
}

fn no_document(id: &str) -> Response {
    Response::problem(404, &format!("no document `{id}`: `/api/documents` lists them"))
}

/// Says that a text is no year.
pub(super) fn no_year(found: &str) -> Response {
    Response::problem(400, &format!("expected a year such as `year=2023`, found `{found}`"))
}
