//! The answers for programs, as JSON; `docs/json.md` and [`DESCRIPTION`] describe them.

use std::time::Instant;

use serde::Serialize;
use serde_json::json;

use crate::{
    answer::{Answer, Intent, Match, Question},
    corpus::{AgreementRef, ClauseId, ClauseRef},
    measure::elapsed_us,
    render::{JsonAnswer, JsonCommitment, JsonText},
    text::Language,
};

use super::{
    response::Response,
    search,
    table::{Filter, rows},
    visit::Visit,
};

/// The description of these addresses, by `OpenAPI`.
pub(super) const DESCRIPTION: &str = include_str!("assets/openapi.json");

/// A document.
#[derive(Serialize)]
struct JsonDocument<'a> {
    id: &'a str,
    title: JsonText<'a>,
    short_title: JsonText<'a>,
    languages: Vec<&'static str>,
    sections: usize,
    clauses: usize,
}

/// What is said instead of an answer.
fn problem(status: u16, detail: &str) -> Response {
    Response::json(status, &json!({"error": detail}))
}

/// `/api/documents`.
pub(super) fn documents(visit: Visit<'_>) -> Response {
    let all = visit.assistant().library().agreements.iter().map(|it| JsonDocument {
        id: &it.id,
        title: JsonText::of(&it.title),
        short_title: JsonText::of(&it.meta.short_title),
        languages: it.languages().map(Language::code).collect(),
        sections: it.sections.len(),
        clauses: it.provisions.len(),
    });
    Response::json(200, &json!({"documents": all.collect::<Vec<_>>()}))
}

/// `/api/ask?q=&document=&lang=`.
pub(super) fn ask(visit: Visit<'_>) -> Response {
    let Some(question) = visit.request.value("q") else {
        return problem(400, "expected a question: `q=3.6`");
    };
    if let Some(id) = visit.request.value("document")
        && search::document(visit).is_none()
    {
        return problem(404, &format!("no document `{id}`: `/api/documents` lists them"));
    }
    let start = Instant::now();
    match search::ask(visit, &question) {
        Ok(answered) => {
            let library = visit.assistant().library();
            let json = JsonAnswer::new(&answered.question, &answered.answer, library);
            Response::json(200, &json.after(elapsed_us(start)))
        }
        Err(error) => problem(500, &error.to_string()),
    }
}

/// `/api/clause/ID/3.6`.
pub(super) fn clause(visit: Visit<'_>, document: &str, written: &str) -> Response {
    let library = visit.assistant().library();
    let Some(at) = library.find(document) else {
        return problem(404, &format!("no document `{document}`: `/api/documents` lists them"));
    };
    let id: Option<ClauseId> = written.parse().ok();
    let place = id.and_then(|it| library.agreement(at)?.position(&it));
    let Some(place) = place else {
        return problem(
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

/// `/api/commitments?document=&giver=&receiver=&unit=&year=`.
pub(super) fn of_all(visit: Visit<'_>) -> Response {
    match (visit.request.value("document"), search::document(visit)) {
        (Some(id), None) => {
            problem(404, &format!("no document `{id}`: `/api/documents` lists them"))
        }
        (_, only) => commitments(visit, only),
    }
}

/// The commitments of a document or of all.
pub(super) fn commitments(visit: Visit<'_>, only: Option<AgreementRef>) -> Response {
    let filter = Filter::read(&visit.request);
    let all = rows(visit.assistant().library(), only, None);
    let shown: Vec<&JsonCommitment<'_>> =
        all.iter().filter(|it| filter.has(it)).map(|it| &it.fields).collect();
    Response::json(200, &json!({"commitments": shown}))
}
