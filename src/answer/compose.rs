//! Hits weighed into an answer.

use crate::{
    corpus::{Agreement, AgreementRef, ClauseId, ClauseNumber, ClauseRef, Library, SectionNumber},
    search::Hit,
};

use super::{
    filter::CommitmentRef,
    intent::{Intent, Numbered},
    lexicon::Occasion,
    question::Question,
};

/// An answer as ids and places, without a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Clauses, best first; never empty.
    Found(Vec<Match>),
    /// A section with its clauses.
    Section(AgreementRef, SectionNumber),
    /// The sections of one agreement, or of all.
    Outline(Option<AgreementRef>),
    /// Commitments, in the order of the documents; perhaps none that fits.
    Commitments(Vec<CommitmentRef>),
    /// No clause has the number asked for.
    NoSuchClause {
        /// The number.
        number: ClauseNumber,
        /// The only document that was asked.
        within: Option<AgreementRef>,
        /// The clauses near it, in each agreement that has the section.
        gaps: Vec<Gap>,
        /// The clauses of other documents that have the number.
        elsewhere: Vec<ClauseRef>,
    },
    /// No section has the number asked for.
    NoSuchSection(SectionNumber),
    /// No document has the name that was typed before a number.
    NoSuchDocument(String),
    /// No clause covers what was asked about.
    Nothing {
        /// The nearest clauses, at most three; not an answer.
        suggestions: Vec<ClauseRef>,
        /// The only document that was asked.
        within: Option<AgreementRef>,
        /// The clauses of other documents that would answer, at most three.
        elsewhere: Vec<ClauseRef>,
    },
    /// Nothing was asked.
    Help(Occasion),
}

impl Answer {
    /// Whether it says that there is no answer.
    pub fn is_none(&self) -> bool {
        match self {
            Self::Nothing { .. }
            | Self::NoSuchClause { .. }
            | Self::NoSuchSection(_)
            | Self::NoSuchDocument(_) => true,
            Self::Commitments(found) => found.is_empty(),
            Self::Found(_) | Self::Section(..) | Self::Outline(_) | Self::Help(_) => false,
        }
    }

    /// The certainty of the first clause that answers, 0 to 1; `None` if none was found by its topic.
    pub fn certainty(&self) -> Option<f32> {
        match self {
            Self::Found(found) => found.first().map(|it| it.score),
            Self::Section(..)
            | Self::Outline(_)
            | Self::Commitments(_)
            | Self::NoSuchClause { .. }
            | Self::NoSuchSection(_)
            | Self::NoSuchDocument(_)
            | Self::Nothing { .. }
            | Self::Help(_) => None,
        }
    }

    /// The clauses that are near, but no answer.
    pub fn suggestions(&self) -> Vec<ClauseRef> {
        match self {
            Self::Nothing { suggestions, elsewhere, .. } => {
                suggestions.iter().chain(elsewhere).copied().collect()
            }
            Self::NoSuchClause { gaps, elsewhere, .. } => {
                let nearest = gaps.iter().flat_map(|it| it.nearest).flatten();
                nearest.chain(elsewhere.iter().copied()).collect()
            }
            Self::Found(_)
            | Self::Section(..)
            | Self::Outline(_)
            | Self::Commitments(_)
            | Self::NoSuchSection(_)
            | Self::NoSuchDocument(_)
            | Self::Help(_) => Vec::new(),
        }
    }
}

/// A clause that answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// The clause.
    pub clause: ClauseRef,
    /// Its certainty, 0 to 1, comparable across questions.
    pub score: f32,
    /// Whether it was asked for by its number.
    pub by_number: bool,
    /// See [`Numbered::part`](super::Numbered::part).
    pub part: Option<ClauseNumber>,
}

/// The place of a number that was not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The agreement.
    pub agreement: AgreementRef,
    /// The section, and its first and last clause.
    pub section: Option<(SectionNumber, ClauseId, ClauseId)>,
    /// The existing clauses that are nearest.
    pub nearest: [Option<ClauseRef>; 2],
}

/// The confidence from which a clause is an answer, the same for all documents.
///
/// `clausebot eval --calibrate` shows what other values would refuse.
pub const ANSWERS: f32 = 0.5;

/// The confidence from which a clause is worth suggesting.
const IS_NEAR: f32 = 0.1;

/// The same by rank.
const IS_NEAR_BY_RANK: f32 = 0.8;

/// Clauses shown beside the best one.
const N_FURTHER: usize = 2;

const N_SUGGESTIONS: usize = 3;

/// The share of the best rank that a further clause must reach.
const FURTHER_RANK: f32 = 0.4;

/// The share of the best rank that a clause must reach to answer where those before it are not certain enough.
const RUNNER_UP_RANK: f32 = 0.85;

/// Composes the answer to a question from its hits, best first.
pub fn compose(question: &Question, hits: &[Hit], library: &Library) -> Answer {
    match &question.intent {
        Intent::Clauses(clauses) => Answer::Found(clauses.iter().map(by_number).collect()),
        Intent::Article(agreement, number) => article(*agreement, *number, library),
        Intent::NoSuchClause(number, elsewhere) => {
            let elsewhere = elsewhere.iter().copied().take(N_SUGGESTIONS).collect();
            no_such_clause(*number, question.document, elsewhere, library)
        }
        Intent::Section(agreement, number) => Answer::Section(*agreement, *number),
        Intent::NoSuchSection(number) => Answer::NoSuchSection(*number),
        Intent::NoSuchDocument(name) => Answer::NoSuchDocument(name.clone()),
        Intent::Outline(agreement) => Answer::Outline(*agreement),
        Intent::Commitments(wanted) => {
            Answer::Commitments(wanted.select(library, question.locale.language()))
        }
        Intent::Help(occasion) => Answer::Help(*occasion),
        Intent::Topic => topic(hits, question.document),
    }
}

/// The clauses that would answer a question in other documents than the one that was asked, from its hits there.
pub fn elsewhere(hits: &[Hit]) -> Vec<ClauseRef> {
    let top = hits.first().map_or(0.0, |it| it.rank);
    let is_near = |it: &&Hit| it.confidence >= ANSWERS && it.rank >= FURTHER_RANK * top;
    let answers = hits.iter().filter(is_near);
    answers.take(N_SUGGESTIONS).map(|it| it.clause).collect()
}

fn by_number(it: &Numbered) -> Match {
    Match { clause: it.clause, score: 1.0, by_number: true, part: it.part }
}

/// The first paragraph of an article that was asked for by its heading, with those behind it.
fn article(agreement: AgreementRef, number: SectionNumber, library: &Library) -> Answer {
    let clauses = library.clauses_in(agreement, Some(number)).into_iter().take(1 + N_FURTHER);
    let found: Vec<Match> =
        clauses.map(|clause| Match { clause, score: 1.0, by_number: false, part: None }).collect();
    if found.is_empty() { Answer::Section(agreement, number) } else { Answer::Found(found) }
}

fn no_such_clause(
    number: ClauseNumber,
    within: Option<AgreementRef>,
    elsewhere: Vec<ClauseRef>,
    library: &Library,
) -> Answer {
    let agreements = (0..).map(AgreementRef).zip(&library.agreements);
    let asked = agreements.filter(|(at, _)| within.is_none_or(|it| it == *at));
    let gaps = asked.map(|(at, it)| gap(number, at, it)).take(N_SUGGESTIONS);
    Answer::NoSuchClause { number, within, gaps: gaps.collect(), elsewhere }
}

fn topic(hits: &[Hit], within: Option<AgreementRef>) -> Answer {
    let Some(best) = best(hits) else {
        // A clause that lacks an amount of the question is no answer, and near all the same.
        let is_near = |it: &&Hit| it.confidence >= IS_NEAR || it.rank >= IS_NEAR_BY_RANK;
        let near = hits.iter().filter(is_near);
        let suggestions = near.take(N_SUGGESTIONS).map(|it| it.clause).collect();
        return Answer::Nothing { suggestions, within, elsewhere: Vec::new() };
    };
    let one = |it: &Hit| {
        let score = it.confidence.clamp(0.0, 1.0);
        Match { clause: it.clause, score, by_number: false, part: None }
    };
    Answer::Found(std::iter::once(best).chain(further(hits, best)).map(one).collect())
}

/// The first of the clauses that cover enough to be an answer. One that covers less has rare words in common with the
/// question and leaves out most of it, so it does not keep another from answering that fits nearly as well.
fn best(hits: &[Hit]) -> Option<&Hit> {
    contenders(hits).find(|it| it.confidence >= ANSWERS)
}

/// The clauses that rank high enough to answer, if they are certain enough.
pub fn contenders(hits: &[Hit]) -> impl Iterator<Item = &Hit> {
    let top = hits.first().map_or(0.0, |it| it.rank);
    hits.iter().filter(move |it| it.rank >= RUNNER_UP_RANK * top)
}

/// The clauses beside the best one: first for the topics that it leaves out (`flights and trains`), then others that
/// fit nearly as well; by rank.
fn further<'a>(hits: &'a [Hit], best: &Hit) -> Vec<&'a Hit> {
    let rest = || hits.iter().filter(|it| it.clause != best.clause && it.confidence >= IS_NEAR);
    let mut topics = best.topics;
    let mut chosen: Vec<&Hit> = Vec::new();
    for hit in rest() {
        if chosen.len() < N_FURTHER && hit.topics & !topics != 0 {
            topics |= hit.topics;
            chosen.push(hit);
        }
    }
    for hit in rest().filter(|it| it.confidence >= ANSWERS && it.rank >= FURTHER_RANK * best.rank) {
        if chosen.len() < N_FURTHER && !chosen.contains(&hit) {
            chosen.push(hit);
        }
    }
    chosen.sort_by(|a, b| b.rank.total_cmp(&a.rank));
    chosen
}

fn gap(number: ClauseNumber, at: AgreementRef, agreement: &Agreement) -> Gap {
    let numbered = || {
        let all = agreement.provisions.iter().enumerate();
        all.filter_map(move |(place, it)| {
            Some((ClauseRef { agreement: at, place }, it.id.number()?))
        })
    };
    let lower = numbered().filter(|(_, it)| *it < number).max_by_key(|(_, it)| *it);
    let higher = numbered().filter(|(_, it)| *it > number).min_by_key(|(_, it)| *it);
    // `第九条` prints no section: section 9 has nothing to do with it.
    let section = number.section().filter(|it| it.is_annex() || number.parts().len() > 1);
    let section = section.and_then(|section| {
        let mut ids = agreement.clauses_of(section).map(|(_, it)| it.id);
        let first = ids.next()?;
        Some((section, first, ids.last().unwrap_or(first)))
    });
    Gap { agreement: at, section, nearest: [lower, higher].map(|it| it.map(|(clause, _)| clause)) }
}
