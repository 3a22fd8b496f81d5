//! The tools as assistants are told of them: names, descriptions, and the arguments that each takes.

use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use serde_json::{Value, json};

use crate::{answer::MAX_QUESTION_CHARS, text::Locale};

/// A tool by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    Ask,
    Clause,
    Commitments,
    Documents,
}

impl Name {
    pub(super) const ALL: [Self; 4] = [Self::Ask, Self::Clause, Self::Commitments, Self::Documents];

    /// The tool with this name.
    pub(super) fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == name)
    }

    /// The names of all tools, with commas between.
    pub(super) fn all() -> String {
        Self::ALL.map(|it| format!("`{}`", it.as_str())).join(", ")
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::Clause => "clause",
            Self::Commitments => "commitments",
            Self::Documents => "documents",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Ask => "Ask the documents",
            Self::Clause => "Read a clause",
            Self::Commitments => "List commitments",
            Self::Documents => "List the documents",
        }
    }

    fn description(self) -> &'static str {
        match self {
            Self::Ask => {
                "Find the clauses of the agreements in this library that answer a question in Chinese or English. \
                 Returns their words exactly as the documents have them, each with its citation: document, clause \
                 number, language, and whether the text is authentic or a translation. Quote these words; do not \
                 paraphrase numbers, years or conditions. If it says that nothing answers, tell the user so and do \
                 not answer from memory."
            }
            Self::Clause => {
                "Read one clause of an agreement by its number, word for word, in every language that the document \
                 has. If there is no such clause, the nearest ones are named."
            }
            Self::Commitments => {
                "List the quantified commitments of one document: amounts of money, counts, percentages, each with \
                 who gives, who receives, the years, and the words that promise it. The filters can be combined."
            }
            Self::Documents => {
                "List the documents that can be asked: their ids, which the other tools take as `document`, their \
                 titles, their languages, and how many clauses they have."
            }
        }
    }

    /// The properties of the arguments, and the names of those that are required.
    fn arguments(self) -> (Value, &'static [&'static str]) {
        let document =
            text("The id of a document, as `documents` lists them. Without it, all are searched.");
        match self {
            Self::Ask => (
                json!({
                    "question": text(
                        "One question, as a person would ask it: `How many vaccine doses does China provide?`, \
                         `铁路合作`, `clause 3.6`.",
                    ),
                    "document": document,
                    "language": language("The language of the reply. Without it, that of the question."),
                }),
                &["question"],
            ),
            Self::Clause => (
                json!({
                    "number": text("The number as the document prints it, or `preamble`: `3.6`, `第三条第六款`."),
                    "document": document,
                    "language": language("The language of the text that comes first."),
                }),
                &["number"],
            ),
            Self::Commitments => (
                json!({
                    "document": text(
                        "The id of a document, as `documents` lists them. It may be left out if there is only one.",
                    ),
                    "giver": text("Only those of this party, by a name in either language: `China`."),
                    "receiver": text("Only those for this party."),
                    "unit": text("Only those in this unit: a currency code such as `USD`, or a word such as `dose`."),
                    "year": {
                        "type": "integer", "minimum": 1, "maximum": 9999,
                        "description": "Only those that hold in this year.",
                    },
                    "language": language("The text to read them from. Without it, the authentic one."),
                }),
                &[],
            ),
            Self::Documents => (json!({}), &[]),
        }
    }
}

/// All tools.
pub(super) fn tools() -> Vec<Tool> {
    Name::ALL.map(tool).into()
}

fn tool(name: Name) -> Tool {
    let (properties, required) = name.arguments();
    let mut schema = JsonObject::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), properties);
    schema.insert("required".to_owned(), json!(required));
    schema.insert("additionalProperties".to_owned(), json!(false));
    let hints = ToolAnnotations::with_title(name.title())
        .read_only(true)
        .destructive(false)
        .idempotent(true)
        .open_world(false);
    Tool::new(name.as_str(), name.description(), schema)
        .with_title(name.title())
        .with_annotations(hints)
}

/// An argument that is a text: neither empty nor longer than a question.
fn text(description: &str) -> Value {
    json!({"type": "string", "minLength": 1, "maxLength": MAX_QUESTION_CHARS, "description": description})
}

fn language(description: &str) -> Value {
    json!({"type": "string", "enum": Locale::ALL.map(Locale::tag), "description": description})
}
