//! The tools: a call in, an answer of the assistant out.

use std::{error::Error, time::Instant};

use rmcp::model::{CallToolResult, ContentBlock, JsonObject};
use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    answer::{Asked, CommitmentFilter, CommitmentRef, WantedParty, WantedUnit, YearBound, giver},
    assistant::{Answered, Assistant, Languages},
    corpus::AgreementRef,
    measure::elapsed_us,
    render::{JsonAnswer, JsonCommitment, JsonDocument},
    text::Locale,
};

use super::{
    arguments::{self, document, locale, optional, read, text},
    passages::{self, Passages},
    refusal::{Refusal, named},
    schema::Name,
};

/// The tools over an open library.
#[derive(Debug)]
pub struct Tools {
    assistant: Assistant,
    languages: Languages,
}

/// An answer as it is sent, twice: for programs and as text.
struct Told {
    content: Value,
    text: String,
}

impl Tools {
    /// The tools over a library.
    pub fn new(assistant: Assistant, languages: Languages) -> Self {
        Self { assistant, languages }
    }

    /// Loads what the first question needs.
    pub(super) fn warm(&self) {
        self.assistant.warm();
    }

    /// Answers a call; `None` if no tool has this name.
    pub fn call(&self, name: &str, arguments: Option<JsonObject>) -> Option<CallToolResult> {
        let called = match Name::read(name)? {
            Name::Ask => self.ask(arguments),
            Name::Clause => self.clause(arguments),
            Name::Commitments => self.commitments(arguments),
            Name::Documents => self.documents(arguments),
        };
        Some(called.map_or_else(|it| refused(&it), Into::into))
    }

    fn ask(&self, arguments: Option<JsonObject>) -> Result<Told, Refusal> {
        let given: arguments::Ask = read(arguments)?;
        let question = text("question", &given.question)?;
        let asked = self.asked(question, given.document.as_deref(), given.language.as_deref())?;
        let start = Instant::now();
        let answered = self.assistant.ask(&asked)?;
        self.told(&answered, elapsed_us(start))
    }

    fn clause(&self, arguments: Option<JsonObject>) -> Result<Told, Refusal> {
        let given: arguments::Clause = read(arguments)?;
        let number = text("number", &given.number)?;
        let asked = self.asked(number, given.document.as_deref(), given.language.as_deref())?;
        let answered = self.assistant.ask_clause(&asked)?;
        self.told(&answered.ok_or_else(|| Refusal::Number(number.to_owned()))?, 0)
    }

    fn commitments(&self, arguments: Option<JsonObject>) -> Result<Told, Refusal> {
        let given: arguments::Commitments = read(arguments)?;
        let library = self.assistant.library();
        let only = (library.agreements.len() == 1).then_some(AgreementRef(0));
        let at = document(given.document.as_deref(), library)?.or(only);
        let found = at.and_then(|at| Some((at, library.agreement(at)?)));
        let (at, agreement) = found.ok_or_else(|| Refusal::which_document(library))?;
        let chosen = locale(given.language.as_deref())?.or(self.languages.chosen);
        let language = chosen.map_or_else(|| agreement.authentic_language(), Locale::language);
        let party = |name, given: &Option<String>| -> Result<Option<WantedParty>, Refusal> {
            Ok(optional(name, given.as_deref())?.map(|it| WantedParty::Named(it.to_owned())))
        };
        let unit = optional("unit", given.unit.as_deref())?;
        let filter = CommitmentFilter {
            document: Some(at),
            unit: unit.map(|it| WantedUnit::Named(it.to_owned())),
            giver: party("giver", &given.giver)?,
            receiver: party("receiver", &given.receiver)?,
            year: given.year.map(YearBound::In),
            n_years: None,
        };
        let found = filter.select(library, language);
        let text = if found.is_empty() {
            let all = CommitmentFilter { document: Some(at), ..CommitmentFilter::default() };
            self.no_commitment(&all.select(library, language))
        } else {
            let locale = chosen.unwrap_or(self.languages.fallback);
            Passages { assistant: &self.assistant, locale }.commitments(&found)
        };
        let found: Vec<_> =
            found.iter().filter_map(|it| JsonCommitment::of(*it, library)).collect();
        Ok(Told { content: json!({"commitments": value(&found)?}), text })
    }

    /// Says that no commitment fits, and what the filters may be among `all`.
    fn no_commitment(&self, all: &[CommitmentRef]) -> String {
        let library = self.assistant.library();
        let fields = || all.iter().filter_map(|it| JsonCommitment::of(*it, library));
        let givers = all.iter().filter_map(|it| giver(*it, library));
        let receivers = fields().filter_map(|it| it.beneficiary.map(str::to_owned));
        let units = fields().map(|it| it.unit.clone());
        format!(
            "No commitment of the document fits. Tell the user so, and do not guess.\n\
             Givers: {}\nReceivers: {}\nUnits: {}\n",
            different(givers),
            different(receivers),
            different(units)
        )
    }

    fn documents(&self, arguments: Option<JsonObject>) -> Result<Told, Refusal> {
        let arguments::Documents {} = read(arguments)?;
        let all = &self.assistant.library().agreements;
        let found: Vec<JsonDocument<'_>> = all.iter().map(JsonDocument::of).collect();
        let text = all.iter().map(passages::document).collect();
        Ok(Told { content: json!({"documents": value(&found)?}), text })
    }

    fn asked<'a>(
        &self,
        text: &'a str,
        id: Option<&str>,
        language: Option<&str>,
    ) -> Result<Asked<'a>, Refusal> {
        Ok(Asked {
            locale: locale(language)?.or(self.languages.chosen),
            document: document(id, self.assistant.library())?,
            ..Asked::new(text, self.languages.fallback)
        })
    }

    fn told(&self, answered: &Answered, elapsed_us: u64) -> Result<Told, Refusal> {
        let Answered { question, answer, units: _ } = answered;
        let object = JsonAnswer::new(question, answer, self.assistant.library());
        let passages = Passages { assistant: &self.assistant, locale: question.locale };
        Ok(Told { content: value(&object.after(elapsed_us))?, text: passages.answer(answered) })
    }
}

impl From<Told> for CallToolResult {
    fn from(told: Told) -> Self {
        let mut result = Self::success(vec![ContentBlock::text(told.text)]);
        result.structured_content = Some(told.content);
        result
    }
}

/// Tells why there is no answer, with the causes.
fn refused(refusal: &Refusal) -> CallToolResult {
    let mut text = refusal.to_string();
    let mut cause = refusal.source();
    while let Some(it) = cause {
        text = format!("{text}: {it}");
        cause = it.source();
    }
    CallToolResult::error(vec![ContentBlock::text(text)])
}

/// An object as it is written elsewhere: by way of its text, which keeps the digits of numbers.
fn value(object: &impl Serialize) -> Result<Value, Refusal> {
    let written = serde_json::to_string(object).and_then(|it| serde_json::from_str(&it));
    written.map_err(Refusal::Unwritable)
}

/// The different ones of names, each once.
fn different(names: impl Iterator<Item = String>) -> String {
    let mut all: Vec<String> = names.filter(|it| !it.is_empty()).collect();
    all.sort_unstable();
    all.dedup();
    named(&all.iter().map(String::as_str).collect::<Vec<_>>())
}
