//! Why a tool does not answer, in words with which an assistant can mend its call.

use crate::{answer::MAX_QUESTION_CHARS, corpus::Library, search::SearchError};

/// Documents or parties that are named where one is wrong.
const N_NAMED: usize = 20;

/// Why a tool does not answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    #[error("invalid arguments: {0}")]
    Arguments(serde_json::Error),
    #[error("empty `{0}`")]
    Empty(&'static str),
    #[error("`{name}` has {found} characters, at most {MAX_QUESTION_CHARS} are read")]
    TooLong { name: &'static str, found: usize },
    #[error("unknown language `{0}`: expected `zh-Hans`, `zh-Hant` or `en`")]
    Language(String),
    #[error("no document `{found}` in the library: expected one of {known}")]
    Document { found: String, known: String },
    #[error("which document? expected `document` to be one of {0}")]
    WhichDocument(String),
    #[error(
        "invalid clause number `{0}`: expected one such as `3.6`, or `preamble`; `ask` finds clauses by what they say"
    )]
    Number(String),
    #[error("cannot search the index")]
    Search(#[from] SearchError),
    #[error("cannot write the answer")]
    Unwritable(#[source] serde_json::Error),
}

impl Refusal {
    /// Says that a library has no document with an id, and which it has.
    pub(super) fn no_document(found: &str, library: &Library) -> Self {
        Self::Document { found: found.to_owned(), known: documents(library) }
    }

    /// Asks for one of the documents.
    pub(super) fn which_document(library: &Library) -> Self {
        Self::WhichDocument(documents(library))
    }
}

fn documents(library: &Library) -> String {
    let ids: Vec<&str> = library.agreements.iter().map(|it| it.id.as_str()).collect();
    named(&ids)
}

/// Names in backticks; with many, the first of them.
pub(super) fn named(all: &[&str]) -> String {
    let first = all.iter().take(N_NAMED).map(|it| format!("`{it}`"));
    let first = first.collect::<Vec<_>>().join(", ");
    match all.len().checked_sub(N_NAMED) {
        None | Some(0) => first,
        Some(n_more) => format!("{first} and {n_more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_names_are_counted() {
        assert_eq!(named(&["a", "b"]), "`a`, `b`");
        assert_eq!(named(&["a"; 20]).matches('a').count(), 20);
        assert!(named(&["a"; 22]).ends_with("`a` and 2 more"));
    }
}
