//! Reads questions with known answers, a JSON object a line.
//!
//! ```json
//! {"id": "a1", "q": "haze", "lang": "en", "kind": "topic", "gold": ["4.6"], "also_ok": []}
//! ```
//!
//! `gold` lists the clauses that may be the first match, or for a `section` question the
//! number of the section. It is empty if no clause answers.

use serde::Deserialize;

/// A question and its known answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// The name in the file.
    pub id: String,
    /// The question.
    pub q: String,
    /// The group by language: `zh-Hans`, `mixed`.
    pub lang: String,
    /// The group by kind: `topic`, `typo`.
    pub kind: String,
    /// The known answer.
    pub wanted: Wanted,
}

/// The known answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// One of these clauses, by id, as the first match.
    Clauses(Vec<String>),
    /// A section with one of these numbers.
    Section(Vec<String>),
    /// No clause.
    Nothing,
}

impl Wanted {
    /// The clauses or the numbers of sections.
    pub fn ids(&self) -> &[String] {
        match self {
            Self::Clauses(ids) | Self::Section(ids) => ids,
            Self::Nothing => &[],
        }
    }
}

/// A line that is not a question.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: expected a JSON object with `id`, `q`, `lang`, `kind` and `gold`")]
pub struct BadLine {
    /// One-based line.
    pub line: usize,
    /// The error of the JSON reader.
    #[source]
    pub source: serde_json::Error,
}

#[derive(Deserialize)]
struct RawQuestion {
    id: String,
    q: String,
    lang: String,
    kind: String,
    gold: Vec<String>,
}

/// Reads a file of questions and skips blank lines.
pub fn read_questions(text: &str) -> Result<Vec<Expectation>, BadLine> {
    let lines = (1..).zip(text.lines()).filter(|(_, it)| !it.trim().is_empty());
    lines
        .map(|(line, text)| {
            let raw: RawQuestion =
                serde_json::from_str(text).map_err(|source| BadLine { line, source })?;
            let RawQuestion { id, q, lang, kind, gold } = raw;
            let wanted = match kind.as_str() {
                "none" => Wanted::Nothing,
                "section" => Wanted::Section(gold),
                _ => Wanted::Clauses(gold),
            };
            Ok(Expectation { id, q, lang, kind, wanted })
        })
        .collect()
}
