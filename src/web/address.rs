//! The addresses of pages: read from a path, and written for links.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::text::Locale;

/// Parts of a path that are read; longer paths have no page.
const MAX_PARTS: usize = 5;

/// Characters that a part of a path must not have as they are.
const RESERVED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'/')
    .add(b'`');

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Address {
    Documents,
    About,
    Search,
    Style,
    Script,
    Icon,
    Contents(String),
    Text(String, Locale),
    Clause(String, Locale, String),
    Both(String),
    Commitments(String, Form),
    Launch,
    ApiDescription,
    ApiDocuments,
    ApiAsk,
    ApiClause(String, String),
    ApiCommitments,
}

/// The form of a list of commitments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Page,
    Csv,
    Json,
}

impl Address {
    /// Reads the path of a request, with `%`-sequences; `None` if no page has it.
    pub(super) fn read(path: &str) -> Option<Self> {
        let parts = path.split('/').filter(|it| !it.is_empty()).take(MAX_PARTS);
        let decode =
            |it: &str| percent_decode_str(it).decode_utf8().map(std::borrow::Cow::into_owned);
        let parts: Vec<String> = parts.map(decode).collect::<Result<_, _>>().ok()?;
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        Some(match *parts.as_slice() {
            [] => Self::Documents,
            ["about"] => Self::About,
            ["search"] => Self::Search,
            ["style.css"] => Self::Style,
            ["page.js"] => Self::Script,
            ["icon.svg"] => Self::Icon,
            ["d", id] => Self::Contents(id.to_owned()),
            ["d", id, "both"] => Self::Both(id.to_owned()),
            ["d", id, "commitments"] => Self::Commitments(id.to_owned(), Form::Page),
            ["d", id, "commitments.csv"] => Self::Commitments(id.to_owned(), Form::Csv),
            ["d", id, "commitments.json"] => Self::Commitments(id.to_owned(), Form::Json),
            ["d", id, tag] => Self::Text(id.to_owned(), tag.parse().ok()?),
            ["d", id, tag, clause] => {
                Self::Clause(id.to_owned(), tag.parse().ok()?, clause.to_owned())
            }
            ["launch"] => Self::Launch,
            ["api"] => Self::ApiDescription,
            ["api", "documents"] => Self::ApiDocuments,
            ["api", "ask"] => Self::ApiAsk,
            ["api", "clause", id, clause] => Self::ApiClause(id.to_owned(), clause.to_owned()),
            ["api", "commitments"] => Self::ApiCommitments,
            _ => return None,
        })
    }

    /// Its path, for a link.
    pub(super) fn path(&self) -> String {
        let part = |it: &str| utf8_percent_encode(it, RESERVED).to_string();
        let of = |id: &str, rest: &str| format!("/d/{}{rest}", part(id));
        match self {
            Self::Documents => "/".to_owned(),
            Self::About => "/about".to_owned(),
            Self::Search => "/search".to_owned(),
            Self::Style => "/style.css".to_owned(),
            Self::Script => "/page.js".to_owned(),
            Self::Icon => "/icon.svg".to_owned(),
            Self::Contents(id) => of(id, ""),
            Self::Text(id, locale) => of(id, &format!("/{locale}")),
            Self::Clause(id, locale, clause) => of(id, &format!("/{locale}/{}", part(clause))),
            Self::Both(id) => of(id, "/both"),
            Self::Commitments(id, Form::Page) => of(id, "/commitments"),
            Self::Commitments(id, Form::Csv) => of(id, "/commitments.csv"),
            Self::Commitments(id, Form::Json) => of(id, "/commitments.json"),
            Self::Launch => "/launch".to_owned(),
            Self::ApiDescription => "/api".to_owned(),
            Self::ApiDocuments => "/api/documents".to_owned(),
            Self::ApiAsk => "/api/ask".to_owned(),
            Self::ApiClause(id, clause) => format!("/api/clause/{}/{}", part(id), part(clause)),
            Self::ApiCommitments => "/api/commitments".to_owned(),
        }
    }

    /// The locale that it names.
    pub(super) fn locale(&self) -> Option<Locale> {
        self.clone().named_locale().copied()
    }

    /// The same page in a locale, if its address names one.
    pub(super) fn in_locale(mut self, locale: Locale) -> Self {
        if let Some(named) = self.named_locale() {
            *named = locale;
        }
        self
    }

    /// The same page of another document, if it is one of a document.
    pub(super) fn of_document(&self, document: &str) -> Self {
        let mut there = self.clone();
        match &mut there {
            Self::Contents(id)
            | Self::Text(id, _)
            | Self::Clause(id, ..)
            | Self::Both(id)
            | Self::Commitments(id, _)
            | Self::ApiClause(id, _) => document.clone_into(id),
            Self::Documents
            | Self::About
            | Self::Search
            | Self::Style
            | Self::Script
            | Self::Icon
            | Self::Launch
            | Self::ApiDescription
            | Self::ApiDocuments
            | Self::ApiAsk
            | Self::ApiCommitments => {}
        }
        there
    }

    /// Whether programs ask for it.
    pub(super) fn is_for_programs(&self) -> bool {
        match self {
            Self::ApiDescription
            | Self::ApiDocuments
            | Self::ApiAsk
            | Self::ApiClause(..)
            | Self::ApiCommitments => true,
            Self::Documents
            | Self::About
            | Self::Search
            | Self::Style
            | Self::Script
            | Self::Icon
            | Self::Launch
            | Self::Contents(_)
            | Self::Text(..)
            | Self::Clause(..)
            | Self::Both(_)
            | Self::Commitments(..) => false,
        }
    }

    fn named_locale(&mut self) -> Option<&mut Locale> {
        match self {
            Self::Text(_, locale) | Self::Clause(_, locale, _) => Some(locale),
            Self::Documents
            | Self::About
            | Self::Search
            | Self::Style
            | Self::Script
            | Self::Icon
            | Self::Launch
            | Self::Contents(_)
            | Self::Both(_)
            | Self::Commitments(..)
            | Self::ApiDescription
            | Self::ApiDocuments
            | Self::ApiAsk
            | Self::ApiClause(..)
            | Self::ApiCommitments => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_as_they_are_written() {
        for address in [
            Address::Documents,
            Address::About,
            Address::Search,
            Address::Style,
            Address::Script,
            Address::Icon,
            Address::Contents("a b/c".to_owned()),
            Address::Text("條約".to_owned(), Locale::ZhHant),
            Address::Clause("x".to_owned(), Locale::En, "3.6(a)".to_owned()),
            Address::Both("x%2F".to_owned()),
            Address::Commitments("x".to_owned(), Form::Page),
            Address::Commitments("x".to_owned(), Form::Csv),
            Address::Commitments("x".to_owned(), Form::Json),
            Address::Launch,
            Address::ApiDescription,
            Address::ApiDocuments,
            Address::ApiAsk,
            Address::ApiClause("x".to_owned(), "annex-1.2".to_owned()),
            Address::ApiCommitments,
        ] {
            assert_eq!(Address::read(&address.path()), Some(address.clone()), "{}", address.path());
        }
    }

    #[test]
    fn other_paths_have_no_page() {
        for path in ["/x", "/d", "/d/a/fr", "/d/a/en/3/4", "/api/x", "/%ff", "/d/a/en/3/4/5/6/7"] {
            assert_eq!(Address::read(path), None, "{path}");
        }
    }
}
