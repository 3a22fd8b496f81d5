//! The answer to a question as a page: the same answer as the bot's.

use std::borrow::Cow;

use maud::{Markup, html};

use crate::{
    answer::{Answer, Asked},
    assistant::Answered,
    corpus::{AgreementRef, ClauseRef},
    render::{TextOrder, View},
    search::SearchError,
    wording::Phrase,
};

use super::{
    frame::{self, Links},
    reply::{blocks, items},
    response::Response,
    visit::Visit,
};

/// `/search?q=`: the answer; with `part=results` without the page around it.
pub(super) fn page(visit: Visit<'_>) -> Response {
    let title = visit.say(&Phrase::WebSearch);
    let Some(question) = visit.request.value("q") else {
        let main = html! { h1 { (title) } p.note { (visit.say(&Phrase::WebSearchHint)) } };
        return frame::page(visit, 200, (&title, Links::default()), &main);
    };
    let found = match ask(visit, &question) {
        Ok(answered) => results(visit, &question, &answered),
        Err(error) => {
            tracing::error!(%error, "cannot answer a search of the pages");
            html! { p.note { (visit.say(&Phrase::Sorry)) } }
        }
    };
    if visit.request.value("part").as_deref() == Some("results") {
        return Response::html(200, found.into_string());
    }
    let main = html! { h1 { (question) } (found) };
    frame::page(visit, 200, (&question, Links::default()), &main)
}

/// Answers a question in the locale of the visitor, from the document of `?document=` if there is one.
pub(super) fn ask(visit: Visit<'_>, question: &str) -> Result<Answered, SearchError> {
    visit.assistant().ask(&Asked {
        locale: Some(visit.locale),
        document: document(visit),
        ..Asked::new(question, visit.locale)
    })
}

/// The document that is asked.
pub(super) fn document(visit: Visit<'_>) -> Option<AgreementRef> {
    let id: Cow<'_, str> = visit.request.value("document")?;
    visit.assistant().library().find(&id)
}

fn results(visit: Visit<'_>, question: &str, answered: &Answered) -> Markup {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", question).finish();
    let query = format!("?{query}");
    let reply = visit.assistant().reply_in(answered, View::Chat(TextOrder::Readers));
    let further: Vec<ClauseRef> = match &answered.answer {
        Answer::Found(matches) => {
            let n_shown = matches.iter().take_while(|it| it.by_number).count().max(1);
            matches.iter().skip(n_shown).map(|it| it.clause).collect()
        }
        Answer::Section(..)
        | Answer::Outline(_)
        | Answer::Commitments(_)
        | Answer::NoSuchClause { .. }
        | Answer::NoSuchSection(_)
        | Answer::NoSuchDocument(_)
        | Answer::Nothing { .. }
        | Answer::Help(_) => Vec::new(),
    };
    html! {
        (blocks(visit, &reply.0, Some(&query)))
        @if !further.is_empty() {
            h2 { (visit.say(&Phrase::WebSeeAlso)) }
            (list(visit, &further, &query))
        }
    }
}

/// Clauses with their first words.
pub(super) fn list(visit: Visit<'_>, clauses: &[ClauseRef], query: &str) -> Markup {
    items(visit, &visit.composer().items(clauses), query)
}
