//! `ask --jsonl`: questions of other programs, a JSON object a line. `docs/json.md`
//! specifies the format.

use std::{
    io::{self, BufRead, Read, Write},
    time::Instant,
};

use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{measure::elapsed_us, text::Locale, wording::negotiate};

use super::session::{Outcome, Session};

/// Bytes that a line may have.
const MAX_LINE_BYTES: u64 = 1024 * 1024;

#[derive(Debug, Deserialize)]
struct Line {
    q: String,
    language: Option<String>,
}

/// The reply to a line: an answer, or an error.
#[derive(Serialize)]
struct Reply<'a, T> {
    id: &'a Value,
    #[serde(flatten)]
    content: T,
}

#[derive(Serialize)]
struct Fault {
    error: String,
}

/// Answers each line of standard input with a line, in order.
pub(super) fn run(session: &Session) -> Result<Outcome> {
    session.assistant.warm();
    let mut input = io::stdin().lock();
    let mut output = io::LineWriter::new(io::stdout().lock());
    let mut line = Vec::new();
    while read_line(&mut input, &mut line)? {
        if !line.iter().all(u8::is_ascii_whitespace) {
            writeln!(output, "{}", replied(session, &line)?)?;
        }
    }
    output.flush()?;
    Ok(Outcome::Answered)
}

/// Reads a line and drops it beyond [`MAX_LINE_BYTES`]; false at the end.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let n_read = input.by_ref().take(MAX_LINE_BYTES).read_until(b'\n', line)?;
    if !line.ends_with(b"\n") {
        input.skip_until(b'\n')?;
    }
    Ok(n_read > 0)
}

fn replied(session: &Session, bytes: &[u8]) -> Result<String> {
    let (id, line) = read(bytes);
    let read = line.and_then(|it| {
        let locale = it.language.as_deref().map(locale).transpose()?;
        Ok((it.q, locale))
    });
    Ok(match read {
        Ok((question, locale)) => {
            let start = Instant::now();
            let answered = session.ask_in(&question, locale.or(session.config.language))?;
            let object = session.json(&answered);
            let content = object.after(elapsed_us(start));
            serde_json::to_string(&Reply { id: &id, content })?
        }
        Err(error) => serde_json::to_string(&Reply { id: &id, content: Fault { error } })?,
    })
}

/// The id, null if there is none, and the line or the error in it.
fn read(bytes: &[u8]) -> (Value, Result<Line, String>) {
    let fault = |it: serde_json::Error| format!("expected a JSON object with `id` and `q`: {it}");
    match serde_json::from_slice::<Map<String, Value>>(bytes) {
        Ok(object) => {
            let id = object.get("id").cloned().unwrap_or_default();
            (id, serde_json::from_value(Value::Object(object)).map_err(fault))
        }
        Err(error) => (Value::Null, Err(fault(error))),
    }
}

fn locale(tag: &str) -> Result<Locale, String> {
    negotiate(tag).ok_or_else(|| {
        let tags: Vec<&str> = Locale::ALL.iter().map(|it| it.tag()).collect();
        format!("unknown language `{tag}`: expected one of {}", tags.join(", "))
    })
}
