//! An answer as JSON, for other programs. The contract is `docs/json.md`;
//! fields are added to it and never change their meaning within a version.

use serde::Serialize;

use crate::{
    answer::{Answer, CommitmentRef, Match, Question},
    corpus::{Agreement, Bilingual, ClauseRef, Library, Note},
    text::Language,
};

use super::JsonCommitment;

/// One answer.
#[derive(Clone, Debug, Serialize)]
pub struct JsonAnswer<'a> {
    question: &'a str,
    language: &'static str,
    kind: &'static str,
    document: Option<&'a str>,
    section: Option<String>,
    matches: Vec<JsonMatch<'a>>,
    suggestions: Vec<JsonClause<'a>>,
    elapsed_us: u64,
}

/// A clause that answers.
#[derive(Clone, Debug, Serialize)]
pub struct JsonMatch<'a> {
    #[serde(flatten)]
    clause: JsonClause<'a>,
    section: Option<String>,
    score: f32,
    text: JsonText<'a>,
    #[serde(skip_serializing_if = "JsonPage::is_empty")]
    page: JsonPage,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<&'a Note>,
    commitments: Vec<JsonCommitment<'a>>,
}

/// Words in each language that has them.
#[derive(Clone, Debug, Serialize)]
pub struct JsonText<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    zh: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    en: Option<&'a str>,
}

impl<'a> JsonText<'a> {
    /// The titles of a document.
    pub fn of(titles: &'a Bilingual<String>) -> Self {
        let of = |language| titles.get(language).map(String::as_str);
        Self { zh: of(Language::Chinese), en: of(Language::English) }
    }
}

/// A document.
#[derive(Clone, Debug, Serialize)]
pub struct JsonDocument<'a> {
    id: &'a str,
    title: JsonText<'a>,
    short_title: JsonText<'a>,
    aliases: &'a [String],
    languages: Vec<&'static str>,
    sections: usize,
    clauses: usize,
}

impl<'a> JsonDocument<'a> {
    /// The object for a document.
    pub fn of(agreement: &'a Agreement) -> Self {
        Self {
            id: &agreement.id,
            title: JsonText::of(&agreement.title),
            short_title: JsonText::of(&agreement.meta.short_title),
            aliases: &agreement.meta.aliases,
            languages: agreement.languages().map(Language::code).collect(),
            sections: agreement.sections.len(),
            clauses: agreement.provisions.len(),
        }
    }
}

/// The pages of the texts of a clause in the files that they come from.
#[derive(Clone, Debug, Serialize)]
pub(super) struct JsonPage {
    #[serde(skip_serializing_if = "Option::is_none")]
    zh: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    en: Option<u16>,
}

impl JsonPage {
    fn is_empty(&self) -> bool {
        self.zh.or(self.en).is_none()
    }
}

/// A clause by name.
#[derive(Clone, Debug, Serialize)]
pub struct JsonClause<'a> {
    document: &'a str,
    clause: String,
}

impl<'a> JsonAnswer<'a> {
    /// The object for an answer that took no time.
    pub fn new(question: &'a Question, answer: &Answer, library: &'a Library) -> Self {
        let matches: Vec<JsonMatch<'a>> = match answer {
            Answer::Found(found) => found.iter().filter_map(|it| json_match(it, library)).collect(),
            Answer::Commitments(found) => by_clause(found, library),
            Answer::Section(..)
            | Answer::Outline(_)
            | Answer::NoSuchClause { .. }
            | Answer::NoSuchSection(_)
            | Answer::NoSuchDocument(_)
            | Answer::Nothing { .. }
            | Answer::Help(_) => Vec::new(),
        };
        let section =
            if let Answer::Section(at, number) = answer { Some((*at, *number)) } else { None };
        let asked = section.map(|it| it.0).or(question.document);
        let document = asked.and_then(|at| library.agreement(at));
        let only = library.agreements.first().filter(|_| library.agreements.len() == 1);
        let suggestions = answer.suggestions().into_iter();
        Self {
            question: &question.text,
            language: question.locale.tag(),
            kind: kind(answer),
            document: matches
                .first()
                .map(|it| it.clause.document)
                .or_else(|| document.map(|it| it.id.as_str()))
                .or_else(|| only.map(|it| it.id.as_str())),
            section: section.map(|(_, number)| number.to_string()),
            matches,
            suggestions: suggestions.filter_map(|it| json_clause(it, library)).collect(),
            elapsed_us: 0,
        }
    }

    /// The object with the microseconds from the text of the question to the object itself.
    #[must_use]
    pub fn after(self, elapsed_us: u64) -> Self {
        Self { elapsed_us, ..self }
    }
}

/// The name of a kind of answer in JSON.
pub fn kind(answer: &Answer) -> &'static str {
    match answer {
        Answer::Found(_) => "clauses",
        Answer::Section(..) | Answer::Outline(_) => "section",
        Answer::Commitments(_) => "commitments",
        Answer::NoSuchClause { .. }
        | Answer::NoSuchSection(_)
        | Answer::NoSuchDocument(_)
        | Answer::Nothing { .. } => "none",
        Answer::Help(_) => "help",
    }
}

pub(super) fn json_clause(at: ClauseRef, library: &Library) -> Option<JsonClause<'_>> {
    let (agreement, provision) = library.clause(at)?;
    Some(JsonClause { document: &agreement.id, clause: provision.id.to_string() })
}

fn json_match<'a>(found: &Match, library: &'a Library) -> Option<JsonMatch<'a>> {
    let (_, provision) = library.clause(found.clause)?;
    let text = |language| provision.text(language);
    let page = |language| provision.texts.get(language).and_then(|it| it.page);
    Some(JsonMatch {
        clause: json_clause(found.clause, library)?,
        section: provision.section.map(|it| it.to_string()),
        score: found.score,
        text: JsonText { zh: text(Language::Chinese), en: text(Language::English) },
        page: JsonPage { zh: page(Language::Chinese), en: page(Language::English) },
        notes: provision.texts.iter().flat_map(|(_, it)| &it.notes).collect(),
        commitments: commitments(found.clause, library),
    })
}

/// The commitments of the authentic text of a clause.
fn commitments(clause: ClauseRef, library: &Library) -> Vec<JsonCommitment<'_>> {
    let found = || {
        let (agreement, provision) = library.clause(clause)?;
        let (language, found) = provision.commitments_in(agreement.authentic_language())?;
        let of = |place| JsonCommitment::of(CommitmentRef { clause, language, place }, library);
        Some((0..found.len()).filter_map(of).collect())
    };
    found().unwrap_or_default()
}

/// Groups the commitments of an answer by clause.
fn by_clause<'a>(found: &[CommitmentRef], library: &'a Library) -> Vec<JsonMatch<'a>> {
    let groups = found.chunk_by(|a, b| a.clause == b.clause);
    let of_group = |group: &[CommitmentRef]| {
        let clause = group.first()?.clause;
        let found = Match { clause, score: 1.0, by_number: false, part: None };
        let commitments = group.iter().filter_map(|it| JsonCommitment::of(*it, library)).collect();
        Some(JsonMatch { commitments, ..json_match(&found, library)? })
    };
    groups.filter_map(of_group).collect()
}
