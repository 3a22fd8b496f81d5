//! `documents`: the documents of the library, a line or a JSON object each.

use anyhow::Result;
use serde::Serialize;

use crate::{
    assistant::{OpenError, open, read_shipped},
    config::Config,
    corpus::{Agreement, FileProblem, Severity},
    render::{JsonDocument, summary},
    text::Locale,
    wording::{Catalog, Phrase},
};

use super::{ask::Format, session::Outcome, terminal::Terminal};

/// A document and its problems, for other programs; `docs/json.md` specifies it.
#[derive(Serialize)]
struct Checked<'a> {
    #[serde(flatten)]
    document: JsonDocument<'a>,
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

fn json(agreement: &Agreement, (errors, warnings): (usize, usize)) -> Checked<'_> {
    Checked { document: JsonDocument::of(agreement), errors, warnings }
}
