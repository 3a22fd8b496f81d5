//! An answer as JSON, for other programs. The contract is `docs/json.md`;
//! fields are added to it and never change their meaning within a version.

use serde::Serialize;

use crate::{
    answer::{Answer, CommitmentRef, Match, Question},
    corpus::{AgreementRef, ClauseRef, Library},
};

use super::JsonCommitment;

/// One answer.
#[derive(Clone, Debug, Serialize)]
pub struct JsonAnswer<'a> {
    /// The question as it was read.
    pub question: &'a str,
    /// `zh-Hans`, `zh-Hant` or `en`: the reply's.
    pub language: &'static str,
    /// `clauses`, `section`, `commitments`, `help` or `none`.
    pub kind: &'static str,
    /// The document of the answer; without one, the library's only document.
    pub document: Option<&'a str>,
    /// The number of the section asked for.
    pub section: Option<String>,
    /// Best first.
    pub matches: Vec<JsonMatch<'a>>,
    /// Near, and no answer.
    pub suggestions: Vec<JsonClause<'a>>,
    /// From text in to answer out, without printing.
    pub elapsed_us: u64,
}

/// A clause that answers.
#[derive(Clone, Debug, Serialize)]
pub struct JsonMatch<'a> {
    /// Document, clause.
    #[serde(flatten)]
    pub clause: JsonClause<'a>,
    /// The section that it stands in.
    pub section: Option<String>,
    /// 0 to 1, comparable across questions.
    pub score: f32,
    /// Its words in each language that has them.
    pub text: JsonText<'a>,
    /// Its quantified commitments.
    pub commitments: Vec<JsonCommitment<'a>>,
}

/// The words of a clause.
#[derive(Clone, Debug, Serialize)]
pub struct JsonText<'a> {
    /// In Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zh: Option<&'a str>,
    /// In English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<&'a str>,
}

/// A clause by name.
#[derive(Clone, Debug, Serialize)]
pub struct JsonClause<'a> {
    /// The document's id.
    pub document: &'a str,
    /// `3.6`, `preamble`.
    pub clause: String,
}

impl<'a> JsonAnswer<'a> {
    /// The object for an answer.
    pub fn new(
        question: &'a Question,
        answer: &Answer,
        library: &'a Library,
        elapsed_us: u64,
    ) -> Self {
        let matches: Vec<JsonMatch<'a>> = match answer {
            Answer::Found(found) => found.iter().filter_map(|it| json_match(it, library)).collect(),
            Answer::Commitments(found) => by_clause(found, library),
            Answer::Section(..)
            | Answer::Outline
            | Answer::NoSuchClause { .. }
            | Answer::NoSuchSection(_)
            | Answer::Nothing { .. }
            | Answer::Help(_) => Vec::new(),
        };
        let (document, section) = place(answer, library);
        let only = || {
            library
                .agreements
                .first()
                .filter(|_| library.agreements.len() == 1)
                .map(|it| it.id.as_str())
        };
        Self {
            question: &question.text,
            language: question.locale.tag(),
            kind: kind(answer),
            document: document
                .or_else(|| matches.first().map(|it| it.clause.document))
                .or_else(only),
            section,
            matches,
            suggestions: suggestions(answer)
                .into_iter()
                .filter_map(|it| json_clause(it, library))
                .collect(),
            elapsed_us,
        }
    }
}

/// What kind of answer it is, as the JSON names it.
pub fn kind(answer: &Answer) -> &'static str {
    match answer {
        Answer::Found(_) => "clauses",
        Answer::Section(..) | Answer::Outline => "section",
        Answer::Commitments(_) => "commitments",
        Answer::NoSuchClause { .. } | Answer::NoSuchSection(_) | Answer::Nothing { .. } => "none",
        Answer::Help(_) => "help",
    }
}

fn place<'a>(answer: &Answer, library: &'a Library) -> (Option<&'a str>, Option<String>) {
    let id = |at: AgreementRef| library.agreement(at).map(|it| it.id.as_str());
    match answer {
        Answer::Section(at, number) => (id(*at), Some(number.to_string())),
        Answer::Found(_)
        | Answer::Outline
        | Answer::Commitments(_)
        | Answer::NoSuchClause { .. }
        | Answer::NoSuchSection(_)
        | Answer::Nothing { .. }
        | Answer::Help(_) => (None, None),
    }
}

fn suggestions(answer: &Answer) -> Vec<ClauseRef> {
    match answer {
        Answer::Nothing { suggestions } => suggestions.clone(),
        Answer::NoSuchClause { gaps, .. } => {
            gaps.iter().flat_map(|it| it.nearest).flatten().collect()
        }
        Answer::Found(_)
        | Answer::Section(..)
        | Answer::Outline
        | Answer::Commitments(_)
        | Answer::NoSuchSection(_)
        | Answer::Help(_) => Vec::new(),
    }
}

fn json_clause(at: ClauseRef, library: &Library) -> Option<JsonClause<'_>> {
    let (agreement, provision) = library.clause(at)?;
    Some(JsonClause { document: &agreement.id, clause: provision.id.to_string() })
}

fn json_match<'a>(found: &Match, library: &'a Library) -> Option<JsonMatch<'a>> {
    let (_, provision) = library.clause(found.clause)?;
    let text = |language| provision.text(language);
    Some(JsonMatch {
        clause: json_clause(found.clause, library)?,
        section: provision.section.map(|it| it.to_string()),
        score: found.score,
        text: JsonText {
            zh: text(crate::text::Language::Chinese),
            en: text(crate::text::Language::English),
        },
        commitments: commitments(found.clause, library),
    })
}

/// What a clause promises, as its authentic text says it.
fn commitments(clause: ClauseRef, library: &Library) -> Vec<JsonCommitment<'_>> {
    let found = || {
        let (agreement, provision) = library.clause(clause)?;
        let (language, found) = provision.commitments_in(agreement.authentic_language())?;
        let of = |place| JsonCommitment::of(CommitmentRef { clause, language, place }, library);
        Some((0..found.len()).filter_map(of).collect())
    };
    found().unwrap_or_default()
}

/// Clauses with those of their commitments that were asked for.
fn by_clause<'a>(found: &[CommitmentRef], library: &'a Library) -> Vec<JsonMatch<'a>> {
    let groups = found.chunk_by(|a, b| a.clause == b.clause);
    let of_group = |group: &[CommitmentRef]| {
        let found = Match { clause: group.first()?.clause, score: 1.0, by_number: false };
        let commitments = group.iter().filter_map(|it| JsonCommitment::of(*it, library)).collect();
        Some(JsonMatch { commitments, ..json_match(&found, library)? })
    };
    groups.filter_map(of_group).collect()
}
