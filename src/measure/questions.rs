//! Questions with their answers, a JSON object a line.
//!
//! ```json
//! {"id": "a1", "q": "haze", "lang": "en", "kind": "topic", "gold": ["4.6"], "also_ok": []}
//! ```
//!
//! `gold` has the clauses that may stand first, of a `section` question its
//! number, and is empty where the agreements say nothing.

use serde::Deserialize;

/// A question and what should come of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// Its name in the file.
    pub id: String,
    /// What is asked.
    pub q: String,
    /// The group of its language: `zh-Hans`, `mixed`.
    pub lang: String,
    /// The group of its kind: `topic`, `typo`.
    pub kind: String,
    /// What should come of it.
    pub wanted: Wanted,
}

/// What should come of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// One of these clauses, by id, as the first match.
    Clauses(Vec<String>),
    /// A section with one of these numbers.
    Section(Vec<String>),
    /// No clause.
    Nothing,
}

/// A line that is no question.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: expected a JSON object with `id`, `q`, `lang`, `kind` and `gold`")]
pub struct BadLine {
    /// One-based line.
    pub line: usize,
    /// What the JSON reader says.
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

/// Reads a file of questions; blank lines are passed over.
///
/// # Errors
///
/// At the first line that is no question.
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
