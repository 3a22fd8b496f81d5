//! One question, one answer.

use std::{io::Read, time::Instant};

use anyhow::{Context, Result, ensure};

use crate::{
    answer::{Answer, Asked, Intent, Match, Question},
    assistant::Answered,
    corpus::{ClauseId, ClauseRef},
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
    show(session, &settled(session, "outline", Intent::Outline, Answer::Outline), format, 0)
}

/// `clause`: a clause by its id, or by any way to write its number.
pub(super) fn clause(session: &Session, id: &str, format: Format) -> Result<Outcome> {
    let library = session.assistant.library();
    let wanted = id.parse::<ClauseId>();
    let found = library.clauses().filter(|(_, _, it)| wanted.as_ref() == Ok(&it.id));
    let found: Vec<ClauseRef> = found.map(|(clause, _, _)| clause).collect();
    if !found.is_empty() {
        let matches = found.iter().map(|it| Match { clause: *it, score: 1.0, by_number: true });
        let answer = Answer::Found(matches.collect());
        return show(session, &settled(session, id, Intent::Clauses(found), answer), format, 0);
    }
    let answered = asked(session, id)?;
    let is_number =
        !matches!(answered.question.intent, Intent::Topic | Intent::Help(_) | Intent::Outline);
    ensure!(is_number, "invalid clause number `{id}`: expected one such as `3.6`, or `preamble`");
    show(session, &answered, format, 0)
}

/// An answer that no question was understood for.
pub(super) fn settled(session: &Session, text: &str, intent: Intent, answer: Answer) -> Answered {
    let locale = session.fallback;
    let question = Question { text: text.to_owned(), locale, is_cut: false, intent };
    Answered { question, answer }
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
        Answer::Commitments(found) if !found.is_empty() => Outcome::Answered,
        Answer::Commitments(_)
        | Answer::NoSuchClause { .. }
        | Answer::NoSuchSection(_)
        | Answer::Nothing { .. } => Outcome::NothingFound,
    }
}
