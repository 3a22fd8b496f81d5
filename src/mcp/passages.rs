//! Answers as text: passages word for word, each below its citation.
//!
//! ```text
//! ASEAN-China Plan of Action (2022-2025), clause 3.6
//! document china-asean-2022-2025, clause 3.6, language en, unofficial translation
//! """
//! …
//! """
//! ```

use crate::{
    answer::{Answer, CommitmentRef, Match},
    assistant::{Answered, Assistant},
    corpus::{Agreement, ClauseRef, TextStatus},
    language::grammar,
    render::{Style, View, text},
    text::{Language, Locale},
};

/// Stands above passages.
const QUOTE: &str = "Quote the passages below exactly as they stand, each with its citation. Add nothing that they do not say.";

/// Stands above the reply where nothing answers.
const NOTHING: &str = "Nothing in the library answers this. Tell the user so. Do not guess, and do not answer from memory. \
    What is named below is only near, and is no answer.";

/// Stands above the reply to a text that asks nothing.
const NO_QUESTION: &str = "This was read as no question to the documents.";

/// Stands above the list of a section or of sections.
const OPENINGS: &str =
    "Openings, cut short at `…`. Read a clause with the tool `clause` before you quote it.";

/// Columns of a line, so that none is wrapped.
const WIDTH: usize = 100_000;

/// Writes answers in the locale of a reply.
#[derive(Clone, Copy)]
pub(super) struct Passages<'a> {
    pub(super) assistant: &'a Assistant,
    pub(super) locale: Locale,
}

impl Passages<'_> {
    /// The text of an answer.
    pub(super) fn answer(self, answered: &Answered) -> String {
        let reply = || {
            let style = Style { width: WIDTH, is_coloured: false };
            text(&self.assistant.reply(answered), style)
        };
        match &answered.answer {
            Answer::Found(found) => self.clauses(found),
            Answer::Commitments(found) if !found.is_empty() => self.commitments(found),
            Answer::Section(..) | Answer::Outline(_) => format!("{OPENINGS}\n\n{}", reply()),
            Answer::Help(_) => format!("{NO_QUESTION}\n\n{}", reply()),
            Answer::Commitments(_)
            | Answer::NoSuchClause { .. }
            | Answer::NoSuchSection(_)
            | Answer::NoSuchDocument(_)
            | Answer::Nothing { .. } => format!("{NOTHING}\n\n{}", reply()),
        }
    }

    /// Clauses in each language that they have, the reader's first.
    fn clauses(self, found: &[Match]) -> String {
        let passages = found.iter().flat_map(|it| {
            let part = it.part.map(|it| {
                format!("The document has no part {it} with a number of its own; this is the clause around it.\n")
            });
            part.into_iter().chain(self.texts(it.clause))
        });
        let passages: Vec<String> = passages.collect();
        format!("{QUOTE}\n\n{}", passages.join("\n"))
    }

    fn texts(self, clause: ClauseRef) -> impl Iterator<Item = String> {
        let own = self.locale.language();
        let others = Language::ALL.into_iter().filter(move |it| *it != own);
        std::iter::once(own).chain(others).filter_map(move |it| self.whole(clause, it))
    }

    /// A clause in a language, with its footnotes.
    fn whole(self, clause: ClauseRef, language: Language) -> Option<String> {
        let (_, provision) = self.assistant.library().clause(clause)?;
        let passage = self.passage(clause, language, provision.text(language)?)?;
        let notes = provision.texts.get(language).into_iter().flat_map(|it| &it.notes);
        let notes = notes.map(|it| format!("Footnote {}: {}\n", it.printed, it.text));
        Some(std::iter::once(passage).chain(notes).collect())
    }

    /// Commitments with the words that promise them.
    pub(super) fn commitments(self, found: &[CommitmentRef]) -> String {
        let passages = found.iter().filter_map(|it| {
            let row = self.assistant.composer(self.locale_of(it.language), View::Plain).row(*it)?;
            let passage = self.passage(it.clause, it.language, &row.quote)?;
            let parts = std::iter::once(row.amount).chain(row.parts);
            Some(format!("{}\n{passage}", parts.collect::<Vec<_>>().join(" · ")))
        });
        let passages: Vec<String> = passages.collect();
        format!("{QUOTE}\n\n{}", passages.join("\n"))
    }

    /// Words of a clause below their citation.
    fn passage(self, clause: ClauseRef, language: Language, words: &str) -> Option<String> {
        let (agreement, provision) = self.assistant.library().clause(clause)?;
        let composer = self.assistant.composer(self.locale_of(language), View::Plain);
        let citation = composer.citation(clause)?;
        let (document, clause, code) = (&agreement.id, provision.id, language.code());
        let status = status(agreement, language);
        Some(format!(
            "{citation}\ndocument {document}, clause {clause}, language {code}, {status}\n\"\"\"\n{words}\n\"\"\"\n"
        ))
    }

    /// The locale in which a text is cited.
    fn locale_of(self, language: Language) -> Locale {
        Some(self.locale)
            .filter(|it| it.language() == language)
            .unwrap_or(grammar(language).locale())
    }
}

/// A document in a line: its id, its titles, its texts, its size.
pub(super) fn document(agreement: &Agreement) -> String {
    let titles: Vec<&str> = agreement.title.iter().map(|(_, it)| it.as_str()).collect();
    let texts =
        agreement.languages().map(|it| format!("{} ({})", it.code(), status(agreement, it)));
    let texts: Vec<String> = texts.collect();
    let (n_clauses, n_sections) = (agreement.provisions.len(), agreement.sections.len());
    format!(
        "{}: {}; {}; sections: {n_sections}, clauses: {n_clauses}\n",
        agreement.id,
        titles.join(" / "),
        texts.join(", ")
    )
}

/// The standing of a text.
fn status(agreement: &Agreement, language: Language) -> &'static str {
    match agreement.status(language) {
        TextStatus::Authentic => "authentic text",
        TextStatus::OfficialTranslation => "official translation",
        TextStatus::UnofficialTranslation => "unofficial translation",
    }
}
