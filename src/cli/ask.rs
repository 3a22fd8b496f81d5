//! `ask`, `clause` and `outline`: one question, one answer.

use std::{io::Read, time::Instant};

use anyhow::{Context as _, Result, ensure};
use clap::ValueEnum;

use crate::{
    answer::{Answer, Intent},
    assistant::Answered,
    measure::elapsed_us,
};

use super::{
    session::{Outcome, Session},
    terminal::Terminal,
};

/// Bytes of a question from standard input.
const MAX_INPUT_BYTES: u64 = 64 * 1024;

/// The format of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
}

/// `ask`: answers the question of the arguments, or of standard input.
pub(super) fn run(session: &Session, question: &str, format: Format) -> Result<Outcome> {
    let mut question = question.to_owned();
    if question.is_empty() {
        ensure!(
            !Terminal::is_interactive(),
            "no question: expected one, as in `clausebot ask \"3.6\"`, or `clausebot chat`"
        );
        let mut bytes = Vec::new();
        std::io::stdin().lock().take(MAX_INPUT_BYTES).read_to_end(&mut bytes)?;
        question = String::from_utf8_lossy(&bytes).into_owned();
    }
    let start = Instant::now();
    let answered = session.ask(&question)?;
    show(session, &answered, format, Some(start))
}

/// `outline`: shows the sections.
pub(super) fn outline(session: &Session, format: Format) -> Result<Outcome> {
    let document = session.document;
    let (intent, answer) = (Intent::Outline(document), Answer::Outline(document));
    show(session, &session.answered("outline", intent, answer), format, None)
}

/// `clause`: shows a clause by its id, or by any form of its number.
pub(super) fn clause(session: &Session, id: &str, format: Format) -> Result<Outcome> {
    let answered = session.ask_clause(id)?.with_context(|| {
        format!("invalid clause number `{id}`: expected one such as `3.6`, or `preamble`")
    })?;
    show(session, &answered, format, None)
}

/// Shows an answer; `start` is when its question was read, if one was.
fn show(
    session: &Session,
    answered: &Answered,
    format: Format,
    start: Option<Instant>,
) -> Result<Outcome> {
    match format {
        Format::Text => session.terminal.show(&session.assistant.reply(answered))?,
        Format::Json => {
            let object = session.json(answered);
            let object = object.after(start.map_or(0, elapsed_us));
            session.terminal.write(&format!("{}\n", serde_json::to_string(&object)?))?;
        }
    }
    Ok(match &answered.answer {
        Answer::Found(_) | Answer::Section(..) | Answer::Outline(_) | Answer::Help(_) => {
            Outcome::Answered
        }
        Answer::Commitments(found) if !found.is_empty() => Outcome::Answered,
        Answer::Commitments(_)
        | Answer::NoSuchClause { .. }
        | Answer::NoSuchSection(_)
        | Answer::NoSuchDocument(_)
        | Answer::Nothing { .. } => Outcome::NothingFound,
    })
}
