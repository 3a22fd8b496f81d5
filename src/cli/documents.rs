//! `documents`: the documents of the library, a line or a JSON object each.

use anyhow::Result;
use serde::Serialize;

use crate::{
    assistant::{OpenError, open, read_shipped},
    config::Config,
    corpus::{Agreement, FileProblem, Severity},
    render::{JsonText, summary},
    text::{Language, Locale},
    wording::{Catalog, Phrase},
};

use super::{ask::Format, session::Outcome, terminal::Terminal};

/// A document, for other programs; `docs/json.md` specifies it.
#[derive(Serialize)]
struct JsonDocument<'a> {
    id: &'a str,
    title: JsonText<'a>,
    short_title: JsonText<'a>,
    aliases: &'a [String],
    languages: Vec<&'static str>,
    sections: usize,
    clauses: usize,
    errors: usize,
    warnings: usize,
}

/// Lists the documents.
pub(super) fn run(config: &Config, format: Format, terminal: &Terminal) -> Result<Outcome> {
    let (library, problems) = match config.library.as_deref() {
        Some(path) => open(path)?,
        None => read_shipped(),
    };
    if library.agreements.is_empty() {
        return Err(OpenError::Empty.into());
    }
    let catalog = Catalog::new(config.language.unwrap_or(Locale::En));
    for agreement in &library.agreements {
        let found = counts(agreement, &problems);
        match format {
            Format::Json => terminal.say(&serde_json::to_string(&json(agreement, found))?)?,
            Format::Text => {
                lines(agreement, found, &catalog).iter().try_for_each(|it| terminal.say(it))?;
            }
        }
    }
    Ok(Outcome::Answered)
}

/// The errors and the warnings in the files of a document.
fn counts(agreement: &Agreement, problems: &[FileProblem]) -> (usize, usize) {
    let own = || problems.iter().filter(|it| it.document == agreement.id);
    let errors = own().filter(|it| it.problem.kind.severity() == Severity::Error).count();
    (errors, own().count() - errors)
}

/// The title, then what `check` says of the document too, then its problems if it has any.
fn lines(
    agreement: &Agreement,
    (errors, warnings): (usize, usize),
    catalog: &Catalog,
) -> Vec<String> {
    let titles = agreement.title.iter().map(|(_, it)| format!("  {it}"));
    let counted = Phrase::SummaryProblems { errors, warnings };
    let problems = (errors + warnings > 0).then(|| format!("  {}", catalog.say(&counted)));
    std::iter::once(summary(agreement, catalog)).chain(titles).chain(problems).collect()
}

fn json(agreement: &Agreement, (errors, warnings): (usize, usize)) -> JsonDocument<'_> {
    JsonDocument {
        id: &agreement.id,
        title: JsonText::of(&agreement.title),
        short_title: JsonText::of(&agreement.meta.short_title),
        aliases: &agreement.meta.aliases,
        languages: agreement.languages().map(Language::code).collect(),
        sections: agreement.sections.len(),
        clauses: agreement.provisions.len(),
        errors,
        warnings,
    }
}
