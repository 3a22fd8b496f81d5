//! The open library and the configuration, which all commands that answer share.

use std::cell::LazyCell;

use anyhow::{Context, Result};

use crate::{
    answer::{Answer, Asked, Intent, Question},
    assistant::{Answered, Assistant, Opened, Storage},
    config::Config,
    corpus::AgreementRef,
    language::grammar,
    render::JsonAnswer,
    search::Units,
    text::Locale,
    wording::{Catalog, Phrase},
};

use super::{
    progress::progress,
    terminal::{Terminal, complain},
};

/// The result of a command, which decides its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Answered,
    NothingFound,
    Fault,
}

/// Ids that are named where one is wrong.
const N_IDS: usize = 8;

/// The open library, the configuration and the terminal.
pub(super) struct Session {
    pub(super) assistant: Assistant,
    pub(super) config: Config,
    pub(super) terminal: Terminal,
    /// The document that is asked; `None` for all.
    pub(super) document: Option<AgreementRef>,
    /// The locale before there is a question.
    pub(super) fallback: Locale,
    /// The locale of the first document's authentic text.
    pub(super) authentic: Locale,
}

impl Session {
    /// Opens the library and warns if it has problems.
    pub(super) fn open(config: Config, terminal: Terminal) -> Result<Self> {
        let tell = LazyCell::new(|| progress(Catalog::new(config.fallback(Locale::En))));
        let (_, opened) = Assistant::open(config.place(), &|it| tell(it))?;
        let Opened { assistant, n_problems: problems, storage } = opened;
        let first = assistant.library().agreements.first();
        let authentic = first.map_or(Locale::En, |it| grammar(it.authentic_language()).locale());
        let fallback = config.fallback(authentic);
        if let Some(path) = config.library.as_deref().filter(|_| problems > 0) {
            let directory = &path.display().to_string();
            let catalog = assistant.catalog(fallback);
            complain(&catalog.say(&Phrase::LibraryHasProblems { problems, directory }));
        }
        if let Storage::Refused(path, reason) = storage {
            let (path, reason) = (&path.display().to_string(), &reason.to_string());
            let catalog = assistant.catalog(fallback);
            complain(&catalog.say(&Phrase::IndexRefused { path, reason }));
        }
        Ok(Self { assistant, config, terminal, document: None, fallback, authentic })
    }

    /// The session with questions to one document, by its id.
    pub(super) fn about(self, id: Option<&str>) -> Result<Self> {
        let library = self.assistant.library();
        let document = id.map(|id| {
            library.find(id).with_context(|| {
                let ids = library.agreements.iter().map(|it| it.id.as_str()).take(N_IDS);
                let ids = ids.collect::<Vec<_>>().join(", ");
                format!("no document `{id}` in the library: expected one such as {ids}")
            })
        });
        Ok(Self { document: document.transpose()?, ..self })
    }

    /// A question to the document of the session.
    pub(super) fn asked<'a>(&self, text: &'a str) -> Asked<'a> {
        Asked { document: self.document, ..Asked::new(text, self.fallback) }
    }

    /// Answers a question.
    pub(super) fn ask(&self, question: &str) -> Result<Answered> {
        self.ask_in(question, self.config.language)
    }

    /// Answers a question in a locale; without one, in that of the question.
    pub(super) fn ask_in(&self, text: &str, locale: Option<Locale>) -> Result<Answered> {
        self.assistant.ask(&Asked { locale, ..self.asked(text) }).context("cannot answer")
    }

    /// Answers the number of a clause; `None` for other words.
    pub(super) fn ask_clause(&self, number: &str) -> Result<Option<Answered>> {
        let asked = Asked { locale: self.config.language, ..self.asked(number) };
        self.assistant.ask_clause(&asked).context("cannot answer")
    }

    /// The answer to a command, for which no question was read.
    pub(super) fn answered(&self, text: &str, intent: Intent, answer: Answer) -> Answered {
        let question = Question::intended(intent, self.fallback);
        let question = Question { text: text.to_owned(), ..question };
        Answered { question, answer, units: Units::default() }
    }

    /// The answer as an object of JSON.
    pub(super) fn json<'a>(&'a self, answered: &'a Answered) -> JsonAnswer<'a> {
        let Answered { question, answer, units: _ } = answered;
        JsonAnswer::new(question, answer, self.assistant.library())
    }
}
