//! `index`: reads and indexes a library ahead, so that the next start is quick.

use std::time::Instant;

use anyhow::{Context, Result};

use crate::{
    assistant::{LibraryFolder, Storage},
    config::Config,
    text::Locale,
    wording::{Catalog, Phrase},
};

use super::{
    progress::progress,
    session::Outcome,
    terminal::{Terminal, complain},
};

/// Reads and indexes the library, and says where the index is.
pub(super) fn run(config: &Config, terminal: &Terminal) -> Result<Outcome> {
    let locale = config.fallback(Locale::En);
    let catalog = Catalog::new(locale);
    let place = config
        .place()
        .context("no library: expected `--library DIR`; the shipped document needs no index")?;
    let start = Instant::now();
    let (_, opened) = LibraryFolder::index(place, &progress(Catalog::new(locale)))?;
    let library = opened.assistant.library();
    let (documents, clauses) = (library.agreements.len(), library.n_clauses());
    let seconds = &format!("{:.1}", start.elapsed().as_secs_f64());
    match &opened.storage {
        Storage::Refused(path, error) => {
            let (path, reason) = (&path.display().to_string(), &error.to_string());
            complain(&catalog.say(&Phrase::IndexRefused { path, reason }));
            Ok(Outcome::Fault)
        }
        Storage::Found(path) => {
            let path = &path.display().to_string();
            terminal.say(&catalog.say(&Phrase::IndexFound { documents, clauses, path }))?;
            Ok(Outcome::Answered)
        }
        Storage::Written(path) => {
            let path = &path.display().to_string();
            terminal.say(&catalog.say(&Phrase::IndexWritten {
                documents,
                clauses,
                path,
                seconds,
            }))?;
            Ok(Outcome::Answered)
        }
        // A library that is indexed on purpose is indexed on disk.
        Storage::Memory => Ok(Outcome::Answered),
    }
}
