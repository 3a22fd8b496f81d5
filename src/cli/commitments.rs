//! `commitments`: lists the quantified commitments of a library or of any text.

use std::{fs::File, io::Read, path::Path};

use anyhow::{Context as _, Result, bail, ensure};

use crate::{
    answer::{Answer, CommitmentFilter, Intent},
    commitment::Standing,
    corpus::{Agreement, AgreementRef, MAX_FILE_BYTES, parse},
    render::{COMMITMENT_COLUMNS, JsonCommitment, chart, explanation, standing, visible},
    text::Language,
    wording::Catalog,
};

use super::{
    session::{Outcome, Session},
    terminal::Terminal,
};

/// The form in which commitments are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Form {
    Text,
    Jsonl,
    Csv,
    /// Every number, with the reasons why it is a commitment or is not; set by
    /// `--explain`.
    #[value(skip)]
    Explain,
    /// Bars; set by `--chart`.
    #[value(skip)]
    Chart,
}

/// Those of the library, or of one of its documents.
pub(super) fn of_library(session: &Session, form: Form) -> Result<Outcome> {
    let library = session.assistant.library();
    let only = session.document;
    let language = session.config.language.unwrap_or(session.authentic).language();
    let filter = CommitmentFilter { document: only, ..CommitmentFilter::default() };
    let found = filter.select(library, language);
    let is_empty = found.is_empty();
    match form {
        Form::Explain => explain_library(session, only, language)?,
        Form::Text => {
            let intent = Intent::Commitments(CommitmentFilter::default());
            let answered = session.answered("", intent, Answer::Commitments(found));
            session.terminal.show(&session.assistant.reply(&answered))?;
        }
        Form::Jsonl | Form::Csv | Form::Chart => {
            let rows: Vec<JsonCommitment<'_>> =
                found.into_iter().filter_map(|it| JsonCommitment::of(it, library)).collect();
            write(&rows, form, session.assistant.catalog(session.fallback), &session.terminal)?;
        }
    }
    Ok(if is_empty { Outcome::NothingFound } else { Outcome::Answered })
}

/// Lists every number of the clauses, with the reasons, below the clause's id.
fn explain_library(
    session: &Session,
    only: Option<AgreementRef>,
    language: Language,
) -> Result<()> {
    let library = session.assistant.library();
    let all = library.agreements.iter().enumerate();
    for (_, agreement) in all.filter(|(i, _)| only.is_none_or(|it| it.0 == *i)) {
        let mut readings = Language::ALL.map(|it| (it, agreement.readings(it)));
        for (i, provision) in agreement.provisions.iter().enumerate() {
            let preferred = provision.texts.preferred(language);
            let of_language = readings.iter_mut().find(|(it, _)| Some(*it) == preferred);
            let reading = of_language.and_then(|(_, all)| all.get_mut(i)?.take());
            let (Some(reading), Some(language)) = (reading, preferred) else { continue };
            let text = provision.text(language).unwrap_or_default();
            let catalog = session.assistant.catalog(session.fallback);
            for line in explanation(&reading, text, catalog) {
                session.terminal.say(&format!("{} {} {line}", agreement.id, provision.id))?;
            }
        }
    }
    Ok(())
}

/// Lists those of a plain text, clause by clause.
pub(super) fn of_text(
    path: &Path,
    language: Language,
    form: Form,
    catalog: &Catalog,
    terminal: &Terminal,
) -> Result<Outcome> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|it| it.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes))
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    ensure!(
        bytes.len() as u64 <= MAX_FILE_BYTES,
        "`{}` is too large: at most {MAX_FILE_BYTES} bytes are read",
        path.display()
    );
    let Ok(text) = String::from_utf8(bytes) else {
        bail!("`{}` is not UTF-8: save it as UTF-8", path.display());
    };
    let agreement = Agreement::plain(language, parse(&text).0);
    let readings = agreement.readings(language);
    let clauses = agreement.provisions.iter().zip(&readings);
    let clauses: Vec<_> = clauses
        .filter_map(|(it, reading)| Some((it.id, it.texts.get(language)?, reading.as_ref()?)))
        .collect();
    if form == Form::Explain {
        let lines = clauses.iter().flat_map(|(_, it, found)| explanation(found, &it.text, catalog));
        terminal.write(&lines.map(|it| visible(&it) + "\n").collect::<String>())?;
        return Ok(Outcome::Answered);
    }
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let point = |byte: usize| starts.partition_point(|it| *it < byte);
    let mut rows = Vec::new();
    for (id, clause, reading) in &clauses {
        for found in &reading.accepted {
            rows.push(JsonCommitment {
                start: Some(point(clause.in_file(found.amount.start))),
                end: Some(point(clause.in_file(found.amount.end))),
                ..JsonCommitment::new(found, &clause.text, None, Some(id.to_string()))
            });
        }
    }
    write(&rows, form, catalog, terminal)?;
    Ok(if rows.is_empty() { Outcome::NothingFound } else { Outcome::Answered })
}

fn write(
    rows: &[JsonCommitment<'_>],
    form: Form,
    catalog: &Catalog,
    terminal: &Terminal,
) -> Result<()> {
    let mut out = String::new();
    if form == Form::Chart {
        for line in chart(rows, catalog, terminal.width()) {
            out.push_str(&visible(&line));
            out.push('\n');
        }
        terminal.write(&out)?;
        return Ok(());
    }
    if form == Form::Csv {
        out.push_str(COMMITMENT_COLUMNS);
        out.push('\n');
    }
    for row in rows {
        match form {
            Form::Jsonl => out.push_str(&serde_json::to_string(row)?),
            Form::Csv => out.push_str(&row.csv()),
            Form::Text | Form::Explain | Form::Chart => out.push_str(&line(row, catalog)),
        }
        out.push('\n');
    }
    terminal.write(&out)?;
    Ok(())
}

/// The row as cells between tabs; the last says the standing, unless the amount is simply pledged.
fn line(row: &JsonCommitment<'_>, catalog: &Catalog) -> String {
    let years = row.years().unwrap_or_default();
    let cells = [
        row.clause.as_deref().unwrap_or_default(),
        row.amount_text,
        row.what.unwrap_or_default(),
        row.actor.unwrap_or_default(),
        row.beneficiary.unwrap_or_default(),
        &years,
    ];
    let is_plain = row.standing == Standing::Pledged;
    let standing = (!is_plain).then(|| standing(row.standing, catalog));
    let cells = cells.into_iter().chain(standing.as_deref());
    let cells: Vec<&str> = cells.collect();
    visible(&cells.join("\t").replace('\n', " "))
}
