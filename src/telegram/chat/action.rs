//! Actions of buttons, as their callback data: `1:o:e:1a2b3c4d:3.6`.
//!
//! The first field is the version of this grammar, so that buttons of an older program
//! are still read, or are known to be too old. Any client can send any data.

use std::{fmt, str::FromStr};

use crate::{corpus::SectionNumber, render::TextOrder, store::Vote, text::Locale};

use crate::telegram::chat::clause_key::{ClauseKey, DocumentKey, NoReference, letter, locale_of};

const VERSION: &str = "1";

/// The action of a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Shows another clause: a neighbour, or one of a list.
    Open(ClauseKey, Locale),
    /// Shows another clause that fits the question; its button stays when the language
    /// changes.
    Further(ClauseKey, Locale),
    /// Shows the clause in a language, or a part of it, from 0.
    Show(ClauseKey, Locale, u16),
    /// Lists the commitments of a document, on a page, from 0.
    Commitments(DocumentKey, Locale, u16),
    /// Lists the sections of a document, or its clauses, on a page, from 0.
    Contents(DocumentKey, Locale, u16),
    /// Lists the clauses of a section, on a page, from 0.
    Section(DocumentKey, SectionNumber, Locale, u16),
    /// Lists the documents, on a page, from 0.
    Documents(Locale, u16),
    /// Sets the language; `None` follows the question.
    Language(Option<Locale>),
    /// Sets the order of the texts.
    TextOrder(TextOrder),
    /// Votes whether a clause helped.
    Vote(ClauseKey, Locale, Vote),
    /// Does nothing: the button only shows the page number.
    Stay,
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{VERSION}:")?;
        match self {
            Self::Open(clause, locale) => write!(f, "o:{}:{clause}", letter(*locale)),
            Self::Further(clause, locale) => write!(f, "f:{}:{clause}", letter(*locale)),
            Self::Show(clause, locale, part) => write!(f, "w:{}:{part}:{clause}", letter(*locale)),
            Self::Commitments(document, locale, page) => {
                write!(f, "m:{}:{page}:{document}", letter(*locale))
            }
            Self::Contents(document, locale, page) => {
                write!(f, "t:{}:{page}:{document}", letter(*locale))
            }
            Self::Section(document, section, locale, page) => {
                write!(f, "s:{}:{page}:{document}:{section}", letter(*locale))
            }
            Self::Documents(locale, page) => write!(f, "d:{}:{page}", letter(*locale)),
            Self::Language(None) => f.write_str("l:a"),
            Self::Language(Some(locale)) => write!(f, "l:{}", letter(*locale)),
            Self::TextOrder(TextOrder::Readers) => f.write_str("i:r"),
            Self::TextOrder(TextOrder::Authentic) => f.write_str("i:a"),
            Self::Vote(clause, locale, Vote::Up) => write!(f, "u:{}:{clause}", letter(*locale)),
            Self::Vote(clause, locale, Vote::Down) => write!(f, "v:{}:{clause}", letter(*locale)),
            Self::Stay => f.write_str("n"),
        }
    }
}

impl FromStr for Action {
    type Err = NoReference;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fields: Vec<&str> = text.split(':').collect();
        let [VERSION, kind, rest @ ..] = fields.as_slice() else {
            return Err(NoReference);
        };
        read(kind, rest).ok_or(NoReference)
    }
}

fn read(kind: &str, fields: &[&str]) -> Option<Action> {
    let clause = |document: &str, clause: &str| {
        Some(ClauseKey { document: document.parse().ok()?, clause: clause.parse().ok()? })
    };
    Some(match (kind, fields) {
        ("o", [locale, document, it]) => Action::Open(clause(document, it)?, locale_of(locale)?),
        ("f", [locale, document, it]) => Action::Further(clause(document, it)?, locale_of(locale)?),
        ("w", [locale, part, document, it]) => {
            Action::Show(clause(document, it)?, locale_of(locale)?, part.parse().ok()?)
        }
        ("m", [locale, page, document]) => {
            Action::Commitments(document.parse().ok()?, locale_of(locale)?, page.parse().ok()?)
        }
        ("t", [locale, page, document]) => {
            Action::Contents(document.parse().ok()?, locale_of(locale)?, page.parse().ok()?)
        }
        ("s", [locale, page, document, section]) => Action::Section(
            document.parse().ok()?,
            section.parse().ok()?,
            locale_of(locale)?,
            page.parse().ok()?,
        ),
        ("d", [locale, page]) => Action::Documents(locale_of(locale)?, page.parse().ok()?),
        ("l", ["a"]) => Action::Language(None),
        ("l", [locale]) => Action::Language(Some(locale_of(locale)?)),
        ("i", ["r"]) => Action::TextOrder(TextOrder::Readers),
        ("i", ["a"]) => Action::TextOrder(TextOrder::Authentic),
        ("u", [locale, document, it]) => {
            Action::Vote(clause(document, it)?, locale_of(locale)?, Vote::Up)
        }
        ("v", [locale, document, it]) => {
            Action::Vote(clause(document, it)?, locale_of(locale)?, Vote::Down)
        }
        ("n", []) => Action::Stay,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn actions() -> impl Strategy<Value = Action> {
        let clause = "[1-9][0-9]{0,3}(\\.[1-9][0-9]{0,3}){0,4}|p[1-9]|[1-9]-p[1-9]|preamble";
        let locale = prop::sample::select(Locale::ALL.to_vec());
        (".{0,20}", clause, locale, any::<u16>(), 1..u16::MAX, 0..14).prop_map(
            |(id, clause, locale, page, section, kind)| {
                let document = DocumentKey::of(&id);
                let clause = ClauseKey { document, clause: clause.parse().unwrap() };
                match kind {
                    0 => Action::Open(clause, locale),
                    1 => Action::Further(clause, locale),
                    2 => Action::Show(clause, locale, page),
                    3 => Action::Commitments(document, locale, page),
                    4 => Action::Contents(document, locale, page),
                    5 => Action::Section(
                        document,
                        SectionNumber::new(section).unwrap(),
                        locale,
                        page,
                    ),
                    6 => Action::Documents(locale, page),
                    7 => Action::Language(None),
                    8 => Action::Language(Some(locale)),
                    9 => Action::TextOrder(TextOrder::Readers),
                    10 => Action::TextOrder(TextOrder::Authentic),
                    11 => Action::Vote(clause, locale, Vote::Up),
                    12 => Action::Vote(clause, locale, Vote::Down),
                    _ => Action::Stay,
                }
            },
        )
    }

    #[test]
    fn what_is_no_action() {
        for data in [
            "",
            "1",
            "0:n",
            "2:n",
            "1:o:e:dd9a09d9",
            "1:o:x:dd9a09d9:3.6",
            "1:w:e:-1:dd9a09d9:3.6",
            "1:s:e:0:dd9a09d9:0",
        ] {
            assert_eq!(data.parse::<Action>(), Err(NoReference), "{data}");
        }
    }

    proptest! {
        #[test]
        fn an_action_fits_and_reads_back(action in actions()) {
            let data = action.to_string();
            prop_assert!((1..=64).contains(&data.len()), "{}", data);
            prop_assert_eq!(data.parse(), Ok(action));
        }

        #[test]
        fn reading_data_never_panics(data in "\\PC{0,80}|1:[a-z](:[0-9a-z.]{0,9}){0,5}") {
            _ = data.parse::<Action>();
        }
    }
}
