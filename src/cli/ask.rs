//! One question, one answer.

use std::{io::Read, time::Instant};

use anyhow::{Context, Result, ensure};

use crate::{
    answer::{Answer, Asked, Match},
    assistant::Answered,
    corpus::ClauseId,
    render::JsonAnswer,
};

use super::{Format, Outcome, Session, terminal::Terminal};

/// Bytes of a question from standard input.
const MAX_INPUT_BYTES: u64 = 64 * 1024;

/// `ask`: the question of the arguments, or of standard input.
pub(super) fn run(session: &Session, question: &str, format: Format) -> Result<Outcome> {
    if !question.is_empty() {
        return answer(session, question, format);
    }
    ensure!(
        !Terminal::is_typed_at(),
        "no question: expected one, as in `clausebot ask \"3.6\"`, or `clausebot chat`"
    );
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(MAX_INPUT_BYTES).read_to_end(&mut bytes)?;
    answer(session, &String::from_utf8_lossy(&bytes), format)
}

/// `outline`: the sections.
pub(super) fn outline(session: &Session, format: Format) -> Result<Outcome> {
    answer(session, "outline", format)
}

/// `clause`: a clause by its id, or by any way to write its number.
pub(super) fn clause(session: &Session, id: &str, format: Format) -> Result<Outcome> {
    let Ok(id) = id.parse::<ClauseId>() else {
        return answer(session, id, format);
    };
    let library = session.assistant.library();
    let found = library.clauses().filter(|(_, _, it)| it.id == id);
    let found: Vec<Match> =
        found.map(|(clause, _, _)| Match { clause, score: 1.0, by_number: true }).collect();
    if found.is_empty() {
        return answer(session, &id.to_string(), format);
    }
    let mut answered = asked(session, &id.to_string())?;
    answered.answer = Answer::Found(found);
    show(session, &answered, format, 0)
}

fn answer(session: &Session, question: &str, format: Format) -> Result<Outcome> {
    let start = Instant::now();
    let answered = asked(session, question)?;
    let elapsed_us = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
    show(session, &answered, format, elapsed_us)
}

fn asked(session: &Session, question: &str) -> Result<Answered> {
    let locale = session.config.language;
    let asked = Asked { text: question, locale, fallback: session.fallback };
    session.assistant.ask(&asked).context("cannot answer")
}

fn show(
    session: &Session,
    answered: &Answered,
    format: Format,
    elapsed_us: u64,
) -> Result<Outcome> {
    match format {
        Format::Text => session.terminal.show(&session.assistant.reply(answered))?,
        Format::Json => {
            let library = session.assistant.library();
            let object = JsonAnswer::new(&answered.question, &answered.answer, library, elapsed_us);
            session.terminal.say(&serde_json::to_string(&object)?)?;
        }
    }
    Ok(outcome(&answered.answer))
}

/// Whether something was found.
fn outcome(answer: &Answer) -> Outcome {
    match answer {
        Answer::Found(_) | Answer::Section(..) | Answer::Outline | Answer::Help(_) => {
            Outcome::Answered
        }
        Answer::NoSuchClause { .. } | Answer::NoSuchSection(_) | Answer::Nothing { .. } => {
            Outcome::NothingFound
        }
    }
}
