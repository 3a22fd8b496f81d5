//! `check`: the problems of documents, and a summary of each.

use std::path::Path;

use anyhow::Result;

use crate::{
    assistant::{open, read_shipped},
    corpus::Severity,
    render::{problem_line, summary},
    wording::{Catalog, Phrase},
};

use super::{session::Outcome, terminal::Terminal};

/// Checks a folder, or the shipped documents.
pub(super) fn run(
    directory: Option<&Path>,
    catalog: &Catalog,
    terminal: &Terminal,
) -> Result<Outcome> {
    let (library, problems) = match directory {
        Some(path) => open(path)?,
        None => read_shipped(),
    };
    for problem in &problems {
        terminal.say(&problem_line(problem, catalog))?;
    }
    for agreement in &library.agreements {
        terminal.say(&summary(agreement, catalog))?;
    }
    let errors = problems.iter().filter(|it| it.problem.kind.severity() == Severity::Error).count();
    terminal.say(
        &catalog.say(&Phrase::SummaryProblems { errors, warnings: problems.len() - errors }),
    )?;
    Ok(if errors == 0 { Outcome::Answered } else { Outcome::Fault })
}
