//! `export`: writes the library as one file.

use std::{fs, path::Path};

use anyhow::{Context as _, Result};

use super::{session::Outcome, terminal::Terminal};

/// Writes a file whole or not at all; `-` is standard output.
pub(super) fn write(file: &Path, text: &str, terminal: &Terminal) -> Result<Outcome> {
    if file == Path::new("-") {
        terminal.write(text)?;
        return Ok(Outcome::Answered);
    }
    let mut beside = file.as_os_str().to_owned();
    beside.push(".part");
    let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, file));
    if written.is_err() {
        // What was written of it is of no use.
        _ = fs::remove_file(&beside);
    }
    written.with_context(|| format!("cannot write `{}`", file.display()))?;
    Ok(Outcome::Answered)
}
