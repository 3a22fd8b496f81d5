//! The page for something that is not there, with the nearest things that are.

use maud::html;

use crate::{corpus::ClauseRef, wording::Phrase};

use super::{
    document,
    frame::{Links, page},
    response::Response,
    search,
    visit::Visit,
};

/// Says what is not there. `nearest` are clauses, or `None` for the documents.
pub(super) fn missing(
    visit: Visit<'_>,
    phrase: &Phrase<'_>,
    nearest: Option<&[ClauseRef]>,
) -> Response {
    let sentence = visit.say(phrase);
    let near = match nearest {
        Some(clauses) => search::list(visit, clauses, ""),
        None => document::list(visit),
    };
    let main = html! {
        h1 { (sentence) }
        @if nearest.is_none_or(|it| !it.is_empty()) { p { (visit.say(&Phrase::WebNearest)) } (near) }
    };
    page(visit, 404, (&sentence, Links::default()), &main)
}
