//! Asks an assistant the questions of a file and judges the answers.

use std::{collections::BTreeMap, time::Instant};

use serde::Serialize;

use crate::{
    answer::{Answer, Asked},
    assistant::{Answered, Assistant},
    corpus::{AgreementRef, ClauseRef, Library},
    search::SearchError,
    text::Locale,
};

use super::{
    count::{elapsed_us, mean, percentile, share},
    questions::{Expectation, Wanted},
};

/// The result of a file of questions.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The answerable questions: all, then by language and by kind.
    pub groups: Vec<Group>,
    /// The number of questions that no clause answers.
    pub unanswerable: usize,
    /// The number of them that were refused.
    pub refused: usize,
    /// The number of answerable questions to which no clause or section was shown.
    pub falsely_refused: usize,
    /// Median time of an answer, in microseconds.
    pub median_us: u64,
    /// 95th percentile of that time, in microseconds.
    pub p95_us: u64,
    /// 99th percentile of that time, in microseconds.
    pub p99_us: u64,
    /// Each question.
    #[serde(skip)]
    pub judged: Vec<Judged>,
}

/// A group of answerable questions.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// `all`, a language or a kind.
    pub name: String,
    /// The number of questions.
    pub n: usize,
    /// The number with a right first match.
    pub first: usize,
    /// The number with a right match among the first three.
    pub three: usize,
    /// Mean reciprocal rank of the first right match.
    pub mrr: f64,
}

/// A question with the judgement of its answer.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The question.
    pub expected: Expectation,
    /// The answer.
    pub answered: Answered,
    /// The clauses of the answer, by id, best first; or the section's number.
    pub got: Vec<String>,
    /// The rank of the first right one, from 1.
    pub right_at: Option<usize>,
    /// Whether the answer is right.
    pub is_right: bool,
    /// Whether no clause or section was shown.
    pub is_refused: bool,
}

impl Group {
    /// The share with a right first match.
    pub fn first_share(&self) -> f64 {
        share(self.first, self.n)
    }

    /// The share with a right match among the first three.
    pub fn three_share(&self) -> f64 {
        share(self.three, self.n)
    }
}

impl Report {
    /// Asks each question, of one document or of all.
    pub fn of(
        assistant: &Assistant,
        questions: &[Expectation],
        document: Option<AgreementRef>,
    ) -> Result<Self, SearchError> {
        assistant.warm();
        let mut judged = Vec::new();
        let mut took = Vec::new();
        for question in questions {
            let asked = Asked { document, ..Asked::new(&question.q, Locale::En) };
            let start = Instant::now();
            let answered = assistant.ask(&asked)?;
            took.push(elapsed_us(start));
            judged.push(judge(question, answered, assistant.library()));
        }
        took.sort_unstable();
        let is_none = |it: &&Judged| it.expected.wanted == Wanted::Nothing;
        let none: Vec<&Judged> = judged.iter().filter(is_none).collect();
        let some: Vec<&Judged> = judged.iter().filter(|it| !is_none(it)).collect();
        Ok(Self {
            groups: groups(&some),
            unanswerable: none.len(),
            refused: none.iter().filter(|it| it.is_right).count(),
            falsely_refused: some.iter().filter(|it| it.is_refused).count(),
            median_us: percentile(&took, 0.5),
            p95_us: percentile(&took, 0.95),
            p99_us: percentile(&took, 0.99),
            judged,
        })
    }

    /// The share of answerable questions with a right first match.
    pub fn first_share(&self) -> f64 {
        self.groups.first().map_or(0.0, Group::first_share)
    }

    /// The share of unanswerable questions that were refused.
    pub fn refused_share(&self) -> f64 {
        share(self.refused, self.unanswerable)
    }

    /// The share of answerable questions that were refused.
    pub fn falsely_refused_share(&self) -> f64 {
        share(self.falsely_refused, self.groups.first().map_or(0, |it| it.n))
    }
}

fn judge(expected: &Expectation, answered: Answered, library: &Library) -> Judged {
    let got = got(&answered.answer, library);
    let right = expected.wanted.ids();
    let is_section = matches!(answered.answer, Answer::Section(..));
    let fits = is_section == matches!(expected.wanted, Wanted::Section(_));
    let right_at = got.iter().position(|it| right.contains(it)).filter(|_| fits).map(|it| it + 1);
    let is_right = match expected.wanted {
        Wanted::Nothing => got.is_empty(),
        Wanted::Clauses(_) | Wanted::Section(_) => right_at == Some(1),
    };
    let is_refused = got.is_empty() && !matches!(answered.answer, Answer::Outline(_));
    Judged { expected: expected.clone(), answered, got, right_at, is_right, is_refused }
}

fn got(answer: &Answer, library: &Library) -> Vec<String> {
    match answer {
        Answer::Found(matches) => matches.iter().map(|it| name(it.clause, library)).collect(),
        Answer::Section(_, number) => vec![number.to_string()],
        Answer::Commitments(found) => found.iter().map(|it| name(it.clause, library)).collect(),
        Answer::Outline(_)
        | Answer::NoSuchClause { .. }
        | Answer::NoSuchSection(_)
        | Answer::NoSuchDocument(_)
        | Answer::Nothing { .. }
        | Answer::Help(_) => Vec::new(),
    }
}

fn name(clause: ClauseRef, library: &Library) -> String {
    library.clause(clause).map(|(_, it)| it.id.to_string()).unwrap_or_default()
}

/// All, then by language, then by kind.
fn groups(judged: &[&Judged]) -> Vec<Group> {
    let mut by_name: BTreeMap<(u8, &str), Vec<&Judged>> = BTreeMap::new();
    for &it in judged {
        for key in [(0, "all"), (1, it.expected.lang.as_str()), (2, it.expected.kind.as_str())] {
            by_name.entry(key).or_default().push(it);
        }
    }
    by_name.into_iter().map(|((_, name), judged)| group(name, &judged)).collect()
}

fn group(name: &str, judged: &[&Judged]) -> Group {
    let within = |n: usize| judged.iter().filter(move |it| it.right_at.is_some_and(|at| at <= n));
    let reciprocal = judged.iter().filter_map(|it| it.right_at).map(|at| share(1, at));
    Group {
        name: name.to_owned(),
        n: judged.len(),
        first: within(1).count(),
        three: within(3).count(),
        mrr: mean(reciprocal.sum(), judged.len()),
    }
}
