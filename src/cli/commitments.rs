//! `commitments`: what a library, or any text, promises in numbers.

use std::{fs, path::Path};

use anyhow::{Context as _, Result, bail};

use crate::{
    answer::{Answer, CommitmentRef, Intent, Wanted},
    commitment::{Context, commitments, reading},
    corpus::AgreementRef,
    render::{JsonCommitment, explanation, visible},
    text::Language,
    wording::Catalog,
};

use super::{
    session::{Outcome, Session},
    terminal::Terminal,
};

/// How commitments are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Form {
    Text,
    Jsonl,
    Csv,
    /// Every number, with the reasons why it is a commitment or is not; set by
    /// `--explain`.
    #[value(skip)]
    Explain,
}

/// Those of the library, or of one of its documents.
pub(super) fn of_library(session: &Session, document: Option<&str>, form: Form) -> Result<Outcome> {
    let library = session.assistant.library();
    let only = document
        .map(|id| library.find(id).with_context(|| format!("no document `{id}` in the library")))
        .transpose()?;
    let language = session.config.language.unwrap_or(session.authentic).language();
    let found = library.clauses().filter(|(at, ..)| only.is_none_or(|it| it == at.agreement));
    let found: Vec<CommitmentRef> = found
        .flat_map(|(clause, _, provision)| {
            let (language, all) = provision.commitments_in(language).unwrap_or((language, &[]));
            (0..all.len()).map(move |place| CommitmentRef { clause, language, place })
        })
        .collect();
    let is_empty = found.is_empty();
    match form {
        Form::Explain => explain_library(session, only, language)?,
        Form::Text => {
            let intent = Intent::Commitments(Wanted::default());
            let answered = session.answered("", intent, Answer::Commitments(found));
            session.terminal.show(&session.assistant.reply(&answered))?;
        }
        Form::Jsonl | Form::Csv => {
            let rows: Vec<JsonCommitment<'_>> =
                found.into_iter().filter_map(|it| JsonCommitment::of(it, library)).collect();
            write(&rows, form, &session.terminal)?;
        }
    }
    Ok(if is_empty { Outcome::NothingFound } else { Outcome::Answered })
}

/// Every number of the clauses, kept or dropped, below the clause's id.
fn explain_library(
    session: &Session,
    only: Option<AgreementRef>,
    language: Language,
) -> Result<()> {
    let catalog = session.assistant.catalog(session.fallback);
    let clauses = session.assistant.library().clauses();
    for (_, agreement, provision) in
        clauses.filter(|(at, ..)| only.is_none_or(|it| it == at.agreement))
    {
        let Some(language) = provision.texts.preferred(language) else {
            continue;
        };
        let Some(reading) = agreement.reading(provision, language) else {
            continue;
        };
        for line in explanation(&reading, provision.text(language).unwrap_or_default(), catalog) {
            session.terminal.say(&format!("{} {} {line}", agreement.id, provision.id))?;
        }
    }
    Ok(())
}

/// Those of a plain text, paragraph by paragraph.
pub(super) fn of_text(
    path: &Path,
    language: Language,
    form: Form,
    catalog: &Catalog,
    terminal: &Terminal,
) -> Result<Outcome> {
    let bytes = fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let Ok(text) = String::from_utf8(bytes) else {
        bail!("`{}` is not UTF-8: save it as UTF-8", path.display());
    };
    let document = reading::read(&text, language);
    let readings: Vec<_> = document
        .paragraphs
        .iter()
        .map(|it| {
            let context = Context {
                date: document.date,
                kind: document.kind,
                section: it.section,
                speaker: it.speaker,
                ..Context::bare(language)
            };
            (it, commitments(it.text, &context))
        })
        .collect();
    if form == Form::Explain {
        let lines = readings.iter().flat_map(|(it, found)| explanation(found, it.text, catalog));
        terminal.write(&lines.map(|it| visible(&it) + "\n").collect::<String>())?;
        return Ok(Outcome::Answered);
    }
    let mut places = Places::new(&text);
    let mut rows = Vec::new();
    for (paragraph, found) in &readings {
        for found in &found.kept {
            let clause = paragraph.number.map(str::to_owned);
            rows.push(JsonCommitment {
                start: Some(places.of(paragraph.span.start + found.amount.start)),
                end: Some(places.of(paragraph.span.start + found.amount.end)),
                ..JsonCommitment::new(found, paragraph.text, None, clause)
            });
        }
    }
    write(&rows, form, terminal)?;
    Ok(if rows.is_empty() { Outcome::NothingFound } else { Outcome::Answered })
}

/// Code points before a byte, for bytes that mostly rise.
struct Places<'a> {
    text: &'a str,
    byte: usize,
    point: usize,
}

impl<'a> Places<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, byte: 0, point: 0 }
    }

    fn of(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            (self.byte, self.point) = (0, 0);
        }
        self.point += self.text.get(self.byte..byte).map_or(0, |it| it.chars().count());
        self.byte = byte;
        self.point
    }
}

fn write(rows: &[JsonCommitment<'_>], form: Form, terminal: &Terminal) -> Result<()> {
    let mut out = String::new();
    if form == Form::Csv {
        out.push_str(&COLUMNS.join(","));
        out.push('\n');
    }
    for row in rows {
        match form {
            Form::Jsonl => out.push_str(&serde_json::to_string(row)?),
            Form::Csv => out.push_str(&csv(row)?),
            Form::Text | Form::Explain => out.push_str(&line(row)),
        }
        out.push('\n');
    }
    terminal.write(&out)?;
    Ok(())
}

/// The fields of a row of CSV, named as in JSON.
const COLUMNS: [&str; 17] = [
    "document",
    "clause",
    "amount_text",
    "value",
    "value_high",
    "bound",
    "unit",
    "currency",
    "per",
    "start_year",
    "end_year",
    "actor",
    "beneficiary",
    "what",
    "direction",
    "status",
    "quote",
];

fn csv(row: &JsonCommitment<'_>) -> Result<String> {
    let object = serde_json::to_value(row)?;
    let cell = |name: &&str| match object.get(*name) {
        None | Some(serde_json::Value::Null) => String::new(),
        Some(serde_json::Value::String(text)) => quoted(text),
        Some(other) => quoted(&other.to_string()),
    };
    Ok(COLUMNS.iter().map(cell).collect::<Vec<_>>().join(","))
}

/// A cell that no spreadsheet reads as several, or as a formula.
fn quoted(text: &str) -> String {
    let text =
        if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

fn line(row: &JsonCommitment<'_>) -> String {
    let years = match (row.start_year, row.end_year) {
        (None, None) => String::new(),
        (start, end) => {
            let year = |it: Option<i32>| it.map(|it| it.to_string()).unwrap_or_default();
            format!("{}–{}", year(start), year(end))
        }
    };
    let cells = [
        row.clause.as_deref().unwrap_or_default(),
        row.amount_text,
        row.what.unwrap_or_default(),
        row.actor.unwrap_or_default(),
        row.beneficiary.unwrap_or_default(),
        &years,
    ];
    visible(&cells.join("\t").replace('\n', " "))
}
