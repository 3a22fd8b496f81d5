//! `clauses`: lists every clause of the library: the export of what was read.

use anyhow::{Context as _, Result};
use serde::Serialize;

use crate::{
    assistant::{OpenError, open, read_shipped},
    config::Config,
    corpus::{Agreement, Bilingual, Clause, Note, Provision},
    render::{quoted, visible},
    text::{Language, Locale},
};

use super::{
    commitments::Form,
    session::Outcome,
    terminal::{Terminal, complain},
};

/// A clause, as its document has it.
#[derive(Serialize)]
struct Row<'a> {
    document: &'a str,
    clause: String,
    /// Its number as the document prints it; empty without one.
    printed: &'a str,
    section: Option<String>,
    /// The headings that it stands under, the outermost first.
    headings: Vec<String>,
    page: Option<u16>,
    text: Texts<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<&'a Note>,
}

/// Its words in each language that has them.
#[derive(Serialize)]
struct Texts<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    zh: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    en: Option<&'a str>,
}

/// Lists the clauses of the library, or of one of its documents.
pub(super) fn run(
    config: &Config,
    document: Option<&str>,
    form: Form,
    terminal: &Terminal,
) -> Result<Outcome> {
    let library = match config.library.as_deref() {
        None => read_shipped().0,
        Some(path) => match open(path) {
            Ok((library, _)) => library,
            // An empty list is true of a folder without a document; why it is empty is said beside it.
            Err(error @ (OpenError::NoDocument { .. } | OpenError::Empty)) => {
                complain(&error.to_string());
                return Ok(Outcome::Answered);
            }
            Err(error) => return Err(error.into()),
        },
    };
    let only = document
        .map(|id| library.find(id).with_context(|| format!("no document `{id}` in the library")))
        .transpose()?;
    let authentic =
        || library.agreements.first().map_or(Language::English, Agreement::authentic_language);
    let language = config.language.map_or_else(authentic, Locale::language);
    let mut out = String::new();
    if form == Form::Csv {
        out.push_str(COLUMNS);
        out.push('\n');
    }
    library.scan(|at, agreement, provision| {
        if only.is_none_or(|it| it == at.agreement) {
            let row = Row::of(agreement, provision, language);
            out.push_str(&match form {
                Form::Jsonl => serde_json::to_string(&row)?,
                Form::Csv => row.csv(),
                Form::Text | Form::Explain | Form::Chart => row.line(language),
            });
            out.push('\n');
        }
        anyhow::Ok(())
    })?;
    terminal.write(&out)?;
    Ok(Outcome::Answered)
}

/// The fields of a row of CSV.
const COLUMNS: &str = "document,clause,printed,section,headings,page,zh,en";

impl<'a> Row<'a> {
    fn of(agreement: &'a Agreement, provision: &'a Provision, language: Language) -> Self {
        let texts = &provision.texts;
        let preferred = texts.prefer(language);
        let section = provision.section.and_then(|it| agreement.section(it));
        let section = section.and_then(|it| it.texts.prefer(language));
        let above = preferred.map(|it| it.above.as_str()).unwrap_or_default();
        let section = section.map(|it| format!("{} {}", it.printed, it.heading));
        Self {
            document: &agreement.id,
            clause: provision.id.to_string(),
            printed: preferred.map(|it| it.printed.as_str()).unwrap_or_default(),
            section: provision.section.map(|it| it.to_string()),
            headings: section.into_iter().chain(above.lines().map(str::to_owned)).collect(),
            page: preferred.and_then(|it| it.page),
            text: Texts {
                zh: words(texts, Language::Chinese),
                en: words(texts, Language::English),
            },
            notes: preferred.into_iter().flat_map(|it: &Clause| &it.notes).collect(),
        }
    }

    fn csv(&self) -> String {
        let cells = [
            quoted(self.document),
            quoted(&self.clause),
            quoted(self.printed),
            quoted(self.section.as_deref().unwrap_or_default()),
            quoted(&self.headings.join(" / ")),
            self.page.map(|it| it.to_string()).unwrap_or_default(),
            quoted(self.text.zh.unwrap_or_default()),
            quoted(self.text.en.unwrap_or_default()),
        ];
        cells.join(",")
    }

    fn line(&self, language: Language) -> String {
        let (first, second) = match language {
            Language::Chinese => (self.text.zh, self.text.en),
            Language::English => (self.text.en, self.text.zh),
        };
        let page = self.page.map(|it| it.to_string()).unwrap_or_default();
        let text = first.or(second).unwrap_or_default().replace('\n', " ");
        visible(&[self.document, &self.clause, &page, &text].join("\t"))
    }
}

fn words(texts: &Bilingual<Clause>, language: Language) -> Option<&str> {
    texts.get(language).map(|it| it.text.as_str())
}
