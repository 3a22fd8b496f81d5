//! Short keys of documents and clauses, for buttons, links and the addresses of pages.
//!
//! | written | is |
//! |---|---|
//! | `1a2b3c4d` | a document, by a hash of its id |
//! | `c1a2b3c4d-3_6-e` | clause 3.6 of it in English, after `?start=` |
//!
//! A key depends on the id of the document only, so old buttons and links stay valid
//! when documents are added or moved.

use std::{fmt, str::FromStr};

use crate::{
    corpus::{ClauseId, ClauseRef, Library},
    text::Locale,
};

use super::keys::DocumentKey;

/// The error for an invalid key, link or button.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no reference to a clause")]
pub struct NoReference;

/// The key of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ClauseKey {
    /// Its document.
    pub document: DocumentKey,
    /// Its id there.
    pub clause: ClauseId,
}

impl ClauseKey {
    /// The key of a clause of `library`.
    pub fn at(clause: ClauseRef, library: &Library) -> Option<Self> {
        let (agreement, provision) = library.clause(clause)?;
        Some(Self { document: DocumentKey::of(&agreement.id), clause: provision.id })
    }

    /// The clause with this key.
    pub fn find(&self, library: &Library) -> Option<ClauseRef> {
        let agreement = self.document.find(library)?;
        let place = library.agreement(agreement)?.position(&self.clause)?;
        Some(ClauseRef { agreement, place })
    }
}

impl fmt::Display for ClauseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.document, self.clause)
    }
}

/// A locale in a letter.
pub(crate) fn letter(locale: Locale) -> &'static str {
    match locale {
        Locale::ZhHans => "s",
        Locale::ZhHant => "t",
        Locale::En => "e",
    }
}

/// The locale of a letter.
pub(crate) fn locale_of(text: &str) -> Option<Locale> {
    Locale::ALL.into_iter().find(|it| letter(*it) == text)
}

/// The start parameter of a link: at most 64 of `A-Z a-z 0-9 _ -`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StartPayload {
    /// The clause.
    pub clause: ClauseKey,
    /// The language of the page; without one, that of the reader.
    pub locale: Option<Locale>,
}

impl fmt::Display for StartPayload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clause = self.clause.clause.to_string().replace('.', "_");
        write!(f, "c{}-{clause}", self.clause.document)?;
        self.locale.map_or(Ok(()), |it| write!(f, "-{}", letter(it)))
    }
}

impl FromStr for StartPayload {
    type Err = NoReference;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (document, rest) =
            text.strip_prefix('c').and_then(|it| it.split_once('-')).ok_or(NoReference)?;
        let parted = rest.rsplit_once('-').map(|(it, last)| (it, locale_of(last)));
        let (clause, locale) = parted.filter(|it| it.1.is_some()).unwrap_or((rest, None));
        let clause = clause.replace('_', ".").parse().map_err(|_| NoReference)?;
        let document = document.parse().map_err(|_| NoReference)?;
        Ok(Self { clause: ClauseKey { document, clause }, locale })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_key_never_changes() {
        assert_eq!(DocumentKey::of("china-asean-2022-2025").to_string(), "23e7b182");
    }

    proptest! {
        #[test]
        fn a_link_reads_back(
            id in "[a-z0-9-]{0,12}",
            clause in "[1-9][0-9]{0,3}(\\.[1-9][0-9]{0,3}){0,4}|p[1-9]|[1-9]-p[1-9]|preamble",
            locale in prop::option::of(prop::sample::select(Locale::ALL.to_vec())),
        ) {
            let clause = ClauseKey { document: DocumentKey::of(&id), clause: clause.parse().unwrap() };
            let payload = StartPayload { clause, locale };
            let text = payload.to_string();
            prop_assert!(text.len() <= 64, "{}", text);
            prop_assert!(text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-'));
            prop_assert_eq!(text.parse(), Ok(payload));
        }

        #[test]
        fn reading_a_link_never_panics(text in "\\PC{0,80}|c[0-9a-f]{8}-[0-9_p-]{0,20}") {
            _ = text.parse::<StartPayload>();
        }
    }
}
