//! `ask --explain`: how a question was read, and why it was answered or refused.

use anyhow::{Context, Result};

use crate::{
    answer::{ANSWERS, Intent, contenders},
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
    let most = contenders(&hits).map(|it| it.confidence).fold(0.0, f32::max);
    let confidence = answered.answer.certainty().unwrap_or(most);
    let (confidence, threshold) = (&decimals(confidence), &decimals(ANSWERS));
    let (outcome, verdict) = if answered.answer.is_none() {
        (Outcome::NothingFound, Phrase::ExplainRefused { confidence, threshold })
    } else {
        (Outcome::Answered, Phrase::ExplainAnswered { confidence, threshold })
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
        if !unit.broader.is_empty() {
            let concepts = &unit.broader.join(" ");
            lines.push(catalog.say(&Phrase::ExplainBroader { text: &unit.text, concepts }));
        }
        if let Some((near, similarity)) = &unit.near {
            let similarity = &decimals(*similarity);
            lines.push(catalog.say(&Phrase::ExplainNear { text: &unit.text, near, similarity }));
        }
    }
    let library = session.assistant.library();
    let id = library.clause(clause).map(|(_, it)| it.id.to_string()).unwrap_or_default();
    lines.push(catalog.say(&Phrase::ExplainClause {
        clause: &id,
        body: &decimals(it.score.body),
        asks: &decimals(it.score.asks),
        concepts: &decimals(it.score.concepts),
        meaning: &decimals(it.score.meaning),
        rank: &decimals(it.rank),
        confidence: &decimals(it.confidence),
    }));
    lines
}

fn decimals(number: f32) -> String {
    format!("{number:.2}")
}
