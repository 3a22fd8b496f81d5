//! `verify`: which quotations and figures of a text are the documents', word for word.

use std::{
    io::{self, Read},
    path::Path,
};

use anyhow::{Context as _, Result, anyhow, ensure};

use crate::{
    assistant::{NotOpened, open_regular},
    language::language_of,
    render::{JsonReport, View},
    text::decode,
};

use super::{
    ask::Format,
    session::{Outcome, Session},
};

/// Bytes of a text that is compared.
const MAX_TEXT_BYTES: u64 = 4 * 1024 * 1024;

/// Compares a file, or standard input, with the library. The outcome is that all of it is confirmed, or not.
pub(super) fn run(session: &Session, path: &Path, format: Format) -> Result<Outcome> {
    let text = read(path)?;
    let report = session.assistant.verify(&text).context("cannot compare")?;
    match format {
        Format::Json => {
            let object = JsonReport::new(&report, &text, session.assistant.library());
            session.terminal.write(&format!("{}\n", serde_json::to_string(&object)?))?;
        }
        Format::Text => {
            let locale =
                session.config.fallback(crate::language::grammar(language_of(&text)).locale());
            let composer = session.assistant.composer(locale, View::Plain);
            session.terminal.show(&composer.verification(&report, &text))?;
        }
    }
    let is_confirmed = report.statements.iter().all(|it| it.verdict.is_confirmed());
    let is_confirmed = is_confirmed && !report.statements.is_empty();
    Ok(if is_confirmed { Outcome::Answered } else { Outcome::NothingFound })
}

fn read(path: &Path) -> Result<String> {
    let name = path.display();
    let cannot = || format!("cannot read `{name}`");
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().take(MAX_TEXT_BYTES + 1).read_to_end(&mut bytes)?;
    } else {
        let (file, _) = open_regular(path).map_err(|it| match it {
            NotOpened::Unreadable(error) => anyhow!(error).context(cannot()),
            NotOpened::NoFile(_) => anyhow!("cannot read `{name}`: expected a text file"),
        })?;
        file.take(MAX_TEXT_BYTES + 1).read_to_end(&mut bytes).with_context(cannot)?;
    }
    ensure!(
        bytes.len() as u64 <= MAX_TEXT_BYTES,
        "`{name}` is too large: at most {MAX_TEXT_BYTES} bytes are compared"
    );
    let decoded = decode(&bytes);
    decoded.map(|it| it.text).with_context(|| format!("`{name}` is no text: expected a text file"))
}
