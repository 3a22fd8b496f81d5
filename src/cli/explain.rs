//! `ask --explain`: how a question was read, and why it was answered or refused.

use anyhow::{Context, Result};

use crate::{
    answer::{ANSWERS, Intent},
    corpus::ClauseRef,
    wording::{Catalog, Phrase},
};

use super::session::{Outcome, Session};

/// The most clauses that are explained.
const N_EXPLAINED: usize = 3;

/// Explains the answer to one question.
pub(super) fn run(session: &Session, question: &str) -> Result<Outcome> {
    let answered = session.ask(question)?;
    let catalog = session.assistant.catalog(answered.question.locale);
    if answered.question.intent != Intent::Topic {
        session.terminal.say(&catalog.say(&Phrase::ExplainNoTopic))?;
        return Ok(Outcome::Answered);
    }
    let hits = session.assistant.hits(&session.asked(question)).context("cannot answer")?;
    for (place, hit) in hits.iter().take(N_EXPLAINED).enumerate() {
        let lines = explained(session, question, hit.clause, catalog);
        let n_skipped = if place == 0 { 0 } else { lines.len().saturating_sub(1) };
        for line in lines.iter().skip(n_skipped) {
            session.terminal.say(line)?;
        }
    }
    let best = hits.first().map_or(0.0, |it| it.coverage);
    let (coverage, threshold) = (&decimals(best), &decimals(ANSWERS));
    let (outcome, verdict) = if best >= ANSWERS {
        (Outcome::Answered, Phrase::ExplainAnswered { coverage, threshold })
    } else {
        (Outcome::NothingFound, Phrase::ExplainRefused { coverage, threshold })
    };
    session.terminal.say(&catalog.say(&verdict))?;
    Ok(outcome)
}

/// The lines that say how the question was read, and in the last how `clause` fits it.
pub(super) fn explained(
    session: &Session,
    question: &str,
    clause: ClauseRef,
    catalog: &Catalog,
) -> Vec<String> {
    let (units, explanation) = session.assistant.explain(question, clause);
    let mut lines = vec![catalog.say(&Phrase::ExplainRead { text: &units.text })];
    for it in &units.mended {
        lines.push(catalog.say(&Phrase::ExplainMended { typed: &it.typed, read: &it.read }));
    }
    let Some(it) = explanation else {
        return lines;
    };
    for unit in &it.units {
        let concepts = unit.concepts.join(" ");
        lines.push(catalog.say(&Phrase::ExplainUnit {
            text: &unit.text,
            concepts: if concepts.is_empty() { "none" } else { &concepts },
            weight: &decimals(unit.weight),
            share: &decimals(unit.share),
        }));
    }
    let library = session.assistant.library();
    let id = library.clause(clause).map(|(_, it)| it.id.to_string()).unwrap_or_default();
    lines.push(catalog.say(&Phrase::ExplainClause {
        clause: &id,
        body: &decimals(it.score.body),
        asks: &decimals(it.score.asks),
        concepts: &decimals(it.score.concepts),
        rank: &decimals(it.rank),
        coverage: &decimals(it.coverage),
    }));
    lines
}

fn decimals(number: f32) -> String {
    format!("{number:.2}")
}
