//! Actions of buttons, as their callback data: `1:o:e:1a2b3c4d:3.6`.
//!
//! The first field is the version of this grammar, so that buttons of an older program
//! are still read, or are known to be too old. Any client can send any data.

use std::{fmt, str::FromStr};

use crate::{
    corpus::SectionNumber,
    render::TextOrder,
    store::{ClauseKey, DocumentKey, NoReference, References, Vote, letter, locale_of},
    text::Locale,
};

const VERSION: &str = "1";

/// The way to a clause: its buttons offer more below an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Reached {
    /// It answers a question.
    ByQuestion,
    /// Somebody chose it.
    #[default]
    ByChoice,
}

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
    /// Shows the clause in both languages, or a part of that, from 0.
    Both(ClauseKey, Locale, u16),
    /// Opens the rest of the buttons of a clause.
    More(ClauseKey, Locale, Reached),
    /// Closes them.
    Less(ClauseKey, Locale, Reached),
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
    /// Sets whether clauses in brackets are shown in the group.
    References(References),
    /// Sets the only topic of the group that is answered; `None` for all.
    Topic(Option<i32>),
    /// Sets the document of the chat, `None` for all; then lists the documents on a page.
    Document(Option<DocumentKey>, Locale, u16),
    /// Votes whether a clause helped.
    Vote(ClauseKey, Locale, Vote),
    /// Imports the file that the message is about, or drops it; for administrators.
    Import(bool),
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
            Self::Both(clause, locale, part) => write!(f, "b:{}:{part}:{clause}", letter(*locale)),
            Self::More(clause, locale, reached) => {
                write!(f, "r:{}:{}:{clause}", letter(*locale), reached.letter())
            }
            Self::Less(clause, locale, reached) => {
                write!(f, "x:{}:{}:{clause}", letter(*locale), reached.letter())
            }
            Self::Commitments(it, locale, page) => write!(f, "m:{}:{page}:{it}", letter(*locale)),
            Self::Contents(it, locale, page) => write!(f, "t:{}:{page}:{it}", letter(*locale)),
            Self::Section(document, section, locale, page) => {
                write!(f, "s:{}:{page}:{document}:{section}", letter(*locale))
            }
            Self::Documents(locale, page) => write!(f, "d:{}:{page}", letter(*locale)),
            Self::Language(None) => f.write_str("l:a"),
            Self::Language(Some(locale)) => write!(f, "l:{}", letter(*locale)),
            Self::TextOrder(TextOrder::Readers) => f.write_str("i:r"),
            Self::TextOrder(TextOrder::Authentic) => f.write_str("i:a"),
            Self::References(References::Read) => f.write_str("e:r"),
            Self::References(References::Ignored) => f.write_str("e:i"),
            Self::Topic(None) => f.write_str("g:a"),
            Self::Topic(Some(topic)) => write!(f, "g:{topic}"),
            Self::Document(None, locale, page) => write!(f, "c:{}:{page}:a", letter(*locale)),
            Self::Document(Some(it), locale, page) => {
                write!(f, "c:{}:{page}:{it}", letter(*locale))
            }
            Self::Vote(clause, locale, Vote::Up) => write!(f, "u:{}:{clause}", letter(*locale)),
            Self::Vote(clause, locale, Vote::Down) => write!(f, "v:{}:{clause}", letter(*locale)),
            Self::Import(true) => f.write_str("a:y"),
            Self::Import(false) => f.write_str("a:n"),
            Self::Stay => f.write_str("n"),
        }
    }
}

impl Reached {
    fn letter(self) -> &'static str {
        match self {
            Self::ByQuestion => "q",
            Self::ByChoice => "c",
        }
    }

    fn of(letter: &str) -> Option<Self> {
        [Self::ByQuestion, Self::ByChoice].into_iter().find(|it| it.letter() == letter)
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
    let [first, rest @ ..] = fields else {
        return (kind == "n").then_some(Action::Stay);
    };
    match (kind, *first, rest) {
        ("l", "a", []) => return Some(Action::Language(None)),
        ("a", "y", []) => return Some(Action::Import(true)),
        ("a", "n", []) => return Some(Action::Import(false)),
        ("e", "r", []) => return Some(Action::References(References::Read)),
        ("e", "i", []) => return Some(Action::References(References::Ignored)),
        ("g", "a", []) => return Some(Action::Topic(None)),
        ("g", topic, []) => return topic.parse().ok().map(|it| Action::Topic(Some(it))),
        ("i", "r", []) => return Some(Action::TextOrder(TextOrder::Readers)),
        ("i", "a", []) => return Some(Action::TextOrder(TextOrder::Authentic)),
        _ => {}
    }
    let locale = locale_of(first)?;
    let document = |it: &str| it.parse::<DocumentKey>().ok();
    let page = |it: &str| it.parse::<u16>().ok();
    let clause =
        |of: &str, it: &str| Some(ClauseKey { document: document(of)?, clause: it.parse().ok()? });
    Some(match (kind, rest) {
        ("o", [of, it]) => Action::Open(clause(of, it)?, locale),
        ("f", [of, it]) => Action::Further(clause(of, it)?, locale),
        ("w", [part, of, it]) => Action::Show(clause(of, it)?, locale, page(part)?),
        ("b", [part, of, it]) => Action::Both(clause(of, it)?, locale, page(part)?),
        ("r", [by, of, it]) => Action::More(clause(of, it)?, locale, Reached::of(by)?),
        ("x", [by, of, it]) => Action::Less(clause(of, it)?, locale, Reached::of(by)?),
        ("m", [at, of]) => Action::Commitments(document(of)?, locale, page(at)?),
        ("t", [at, of]) => Action::Contents(document(of)?, locale, page(at)?),
        ("s", [at, of, it]) => Action::Section(document(of)?, it.parse().ok()?, locale, page(at)?),
        ("d", [at]) => Action::Documents(locale, page(at)?),
        ("c", [at, "a"]) => Action::Document(None, locale, page(at)?),
        ("c", [at, of]) => Action::Document(Some(document(of)?), locale, page(at)?),
        ("l", []) => Action::Language(Some(locale)),
        ("u", [of, it]) => Action::Vote(clause(of, it)?, locale, Vote::Up),
        ("v", [of, it]) => Action::Vote(clause(of, it)?, locale, Vote::Down),
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
        (".{0,20}", clause, locale, any::<u16>(), 1..u16::MAX).prop_flat_map(
            |(id, clause, locale, page, section)| {
                let document = DocumentKey::of(&id);
                let clause = ClauseKey { document, clause: clause.parse().unwrap() };
                let section = SectionNumber::new(section).unwrap();
                prop::sample::select(vec![
                    Action::Open(clause, locale),
                    Action::Further(clause, locale),
                    Action::Show(clause, locale, page),
                    Action::Both(clause, locale, page),
                    Action::More(clause, locale, Reached::ByQuestion),
                    Action::Less(clause, locale, Reached::ByChoice),
                    Action::Commitments(document, locale, page),
                    Action::Contents(document, locale, page),
                    Action::Section(document, section, locale, page),
                    Action::Documents(locale, page),
                    Action::Document(None, locale, page),
                    Action::Document(Some(document), locale, page),
                    Action::Language(None),
                    Action::Language(Some(locale)),
                    Action::References(References::Read),
                    Action::References(References::Ignored),
                    Action::Topic(None),
                    Action::Topic(Some(i32::from(page) + 1)),
                    Action::TextOrder(TextOrder::Readers),
                    Action::TextOrder(TextOrder::Authentic),
                    Action::Vote(clause, locale, Vote::Up),
                    Action::Vote(clause, locale, Vote::Down),
                    Action::Import(true),
                    Action::Import(false),
                    Action::Stay,
                ])
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
            "1:n:e",
            "1:o:e:dd9a09d9",
            "1:o:x:dd9a09d9:3.6",
            "1:w:e:-1:dd9a09d9:3.6",
            "1:s:e:0:dd9a09d9:0",
            "1:r:e:x:dd9a09d9:3.6",
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
