//! The arguments of the tools, as they are sent and as they are meant.

use rmcp::model::JsonObject;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    answer::MAX_QUESTION_CHARS,
    corpus::{AgreementRef, Library},
    text::Locale,
    wording::negotiate,
};

use super::refusal::Refusal;

/// The arguments of `ask`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ask {
    pub(super) question: String,
    pub(super) document: Option<String>,
    pub(super) language: Option<String>,
}

/// The arguments of `clause`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Clause {
    pub(super) number: String,
    pub(super) document: Option<String>,
    pub(super) language: Option<String>,
}

/// The arguments of `commitments`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Commitments {
    pub(super) document: Option<String>,
    pub(super) giver: Option<String>,
    pub(super) receiver: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) year: Option<i32>,
    pub(super) language: Option<String>,
}

/// The arguments of `documents`: none.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Documents {}

/// Reads the arguments of a tool.
pub(super) fn read<T: DeserializeOwned>(arguments: Option<JsonObject>) -> Result<T, Refusal> {
    let arguments = Value::Object(arguments.unwrap_or_default());
    serde_json::from_value(arguments).map_err(Refusal::Arguments)
}

/// A text that is neither empty nor longer than a question may be.
pub(super) fn text<'a>(name: &'static str, found: &'a str) -> Result<&'a str, Refusal> {
    if found.trim().is_empty() {
        return Err(Refusal::Empty(name));
    }
    match found.chars().count() {
        found if found > MAX_QUESTION_CHARS => Err(Refusal::TooLong { name, found }),
        _ => Ok(found),
    }
}

/// Like [`text`], for an argument that may be missing.
pub(super) fn optional<'a>(
    name: &'static str,
    found: Option<&'a str>,
) -> Result<Option<&'a str>, Refusal> {
    found.map(|it| text(name, it)).transpose()
}

/// A locale by any language tag; `None` without one.
pub(super) fn locale(tag: Option<&str>) -> Result<Option<Locale>, Refusal> {
    let tag = optional("language", tag)?;
    tag.map(|it| negotiate(it).ok_or_else(|| Refusal::Language(it.to_owned()))).transpose()
}

/// The document with an id; `None` without one.
pub(super) fn document(
    id: Option<&str>,
    library: &Library,
) -> Result<Option<AgreementRef>, Refusal> {
    let id = optional("document", id)?;
    id.map(|it| library.find(it).ok_or_else(|| Refusal::no_document(it, library))).transpose()
}
