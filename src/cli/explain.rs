//! `ask --explain`: how a question was read, and why it was answered or refused.

use anyhow::{Context, Result};

use crate::{
    answer::{ANSWERS, Asked, Intent},
    corpus::ClauseRef,
    wording::{Catalog, Phrase},
};

use super::{Outcome, Session};

/// Clauses that are explained.
const N_EXPLAINED: usize = 3;

/// Explains one question.
pub(super) fn run(session: &Session, question: &str) -> Result<Outcome> {
    let asked =
        Asked { text: question, locale: session.config.language, fallback: session.fallback };
    let answered = session.assistant.ask(&asked).context("cannot answer")?;
    let catalog = session.assistant.catalog(answered.question.locale);
    if answered.question.intent != Intent::Topic {
        session.terminal.say(&catalog.say(&Phrase::ExplainNoTopic))?;
        return Ok(Outcome::Answered);
    }
    let hits = session.assistant.hits(question).context("cannot answer")?;
    for (place, hit) in hits.iter().take(N_EXPLAINED).enumerate() {
        let lines = explained(session, question, hit.clause, catalog);
        let n_skipped = if place == 0 { 0 } else { lines.len().saturating_sub(1) };
        for line in lines.iter().skip(n_skipped) {
            session.terminal.say(line)?;
        }
    }
    let coverage = hits.first().map_or(0.0, |it| it.coverage);
    let (coverage_text, threshold) = (format!("{coverage:.2}"), format!("{ANSWERS:.2}"));
    let (outcome, verdict) = if coverage >= ANSWERS {
        let phrase = Phrase::ExplainAnswered { coverage: &coverage_text, threshold: &threshold };
        (Outcome::Answered, catalog.say(&phrase))
    } else {
        let phrase = Phrase::ExplainRefused { coverage: &coverage_text, threshold: &threshold };
        (Outcome::NothingFound, catalog.say(&phrase))
    };
    session.terminal.say(&verdict)?;
    Ok(outcome)
}

/// How the question was read, and last how `clause` fits it.
pub(super) fn explained(
    session: &Session,
    question: &str,
    clause: ClauseRef,
    catalog: &Catalog,
) -> Vec<String> {
    let (units, explanation) = session.assistant.explain(question, clause);
    let mut lines = vec![catalog.say(&Phrase::ExplainRead { text: &units.text })];
    lines.extend(
        units
            .mended
            .iter()
            .map(|it| catalog.say(&Phrase::ExplainMended { typed: &it.typed, read: &it.read })),
    );
    let Some(it) = explanation else {
        return lines;
    };
    lines.extend(it.units.iter().map(|it| {
        let concepts = it.concepts.join(" ");
        catalog.say(&Phrase::ExplainUnit {
            text: &it.text,
            concepts: if concepts.is_empty() { "none" } else { &concepts },
            weight: &format!("{:.2}", it.weight),
            share: &format!("{:.2}", it.share),
        })
    }));
    let library = session.assistant.library();
    let id = library.clause(clause).map(|(_, it)| it.id.to_string()).unwrap_or_default();
    lines.push(catalog.say(&Phrase::ExplainClause {
        clause: &id,
        body: &format!("{:.2}", it.score.body),
        asks: &format!("{:.2}", it.score.asks),
        concepts: &format!("{:.2}", it.score.concepts),
        rank: &format!("{:.2}", it.rank),
        coverage: &format!("{:.2}", it.coverage),
    }));
    lines
}
