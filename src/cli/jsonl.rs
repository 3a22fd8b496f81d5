//! Questions from other programs, a JSON object a line; the contract is
//! `docs/json.md`.

use std::{
    io::{self, BufRead, Read, Write},
    time::Instant,
};

use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{answer::Asked, render::JsonAnswer, text::Locale, wording::negotiate};

use super::{Outcome, Session};

/// Bytes that a line may have.
const MAX_LINE_BYTES: u64 = 1024 * 1024;

#[derive(Debug, Deserialize)]
struct Line {
    #[serde(default)]
    id: Value,
    q: String,
    #[serde(default)]
    language: Option<String>,
}

/// A line that was answered, numbered as it was asked.
#[derive(Serialize)]
struct Numbered<'a> {
    id: &'a Value,
    #[serde(flatten)]
    answer: JsonAnswer<'a>,
}

/// A line that could not be read.
#[derive(Serialize)]
struct BadLine<'a> {
    id: &'a Value,
    error: String,
}

/// Answers each line of standard input with a line, in order.
pub(super) fn run(session: &Session) -> Result<Outcome> {
    session.assistant.warm();
    let mut input = io::stdin().lock();
    let mut output = io::LineWriter::new(io::stdout().lock());
    let mut line = Vec::new();
    while read_line(&mut input, &mut line)? {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let written = answered(session, &line)?;
        output.write_all(written.as_bytes())?;
        output.write_all(b"\n")?;
    }
    output.flush()?;
    Ok(Outcome::Answered)
}

/// Reads a line, of which at most [`MAX_LINE_BYTES`] are kept; false at the end.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let n_read = input.by_ref().take(MAX_LINE_BYTES).read_until(b'\n', line)?;
    let is_whole =
        line.ends_with(b"\n") || n_read < usize::try_from(MAX_LINE_BYTES).unwrap_or(usize::MAX);
    if !is_whole {
        skip_line(input)?;
    }
    Ok(n_read > 0)
}

fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let Some(end) = buffer.iter().position(|&b| b == b'\n') else {
            let n_bytes = buffer.len();
            input.consume(n_bytes);
            if n_bytes == 0 {
                return Ok(());
            }
            continue;
        };
        input.consume(end + 1);
        return Ok(());
    }
}

fn answered(session: &Session, bytes: &[u8]) -> Result<String> {
    let line = match read(bytes) {
        Ok(line) => line,
        Err((id, error)) => return Ok(serde_json::to_string(&BadLine { id: &id, error })?),
    };
    let locale = match line.language.as_deref().map(|it| negotiate(it).ok_or(it)) {
        None => session.config.language,
        Some(Ok(locale)) => Some(locale),
        Some(Err(found)) => {
            let tags: Vec<&str> = Locale::ALL.iter().map(|it| it.tag()).collect();
            let error = format!("unknown language `{found}`: expected one of {}", tags.join(", "));
            return Ok(serde_json::to_string(&BadLine { id: &line.id, error })?);
        }
    };
    let start = Instant::now();
    let answered =
        session.assistant.ask(&Asked { text: &line.q, locale, fallback: session.fallback })?;
    let elapsed_us = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
    let answer = JsonAnswer::new(
        &answered.question,
        &answered.answer,
        session.assistant.library(),
        elapsed_us,
    );
    Ok(serde_json::to_string(&Numbered { id: &line.id, answer })?)
}

/// The line, or its id, if it has one, and what is wrong with it.
fn read(bytes: &[u8]) -> Result<Line, (Value, String)> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        (Value::Null, format!("expected a JSON object with `id` and `q`: {error}"))
    })?;
    let id = value.get("id").cloned().unwrap_or_default();
    if !value.is_object() {
        return Err((id, "expected a JSON object with `id` and `q`".to_owned()));
    }
    serde_json::from_value(value)
        .map_err(|error| (id, format!("expected a JSON object with `id` and `q`: {error}")))
}
