//! `index`: reads and indexes a library ahead, so that the next start is quick.

use std::{
    cell::Cell,
    io::{self, IsTerminal, Write},
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

use crate::{
    assistant::{LibraryFolder, Progress, Storage},
    config::Config,
    text::Locale,
    wording::{Catalog, Phrase},
};

use super::{
    session::Outcome,
    terminal::{Terminal, complain},
};

/// The time between two lines of progress.
const INTERVAL: Duration = Duration::from_millis(500);

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

/// Tells on standard error how far the work is: in one line of a terminal, or in a line every few seconds.
pub(super) fn progress(catalog: Catalog) -> impl Fn(Progress) {
    let is_terminal = io::stderr().is_terminal();
    let last = Cell::new(Instant::now());
    move |progress| {
        let (done, of) = match progress {
            Progress::Read(done, of) | Progress::Indexed(done, of) => (done, of),
        };
        let interval = if is_terminal { INTERVAL } else { INTERVAL * 10 };
        if last.get().elapsed() < interval {
            return;
        }
        last.set(Instant::now());
        let line = catalog.say(&match progress {
            Progress::Read(..) => Phrase::IndexReading { done, of },
            Progress::Indexed(..) => Phrase::IndexIndexing { done, of },
        });
        let mut out = io::stderr().lock();
        // Progress that cannot be shown is no reason to stop.
        _ = if is_terminal { write!(out, "\r\x1b[K{line}\r") } else { writeln!(out, "{line}") };
    }
}
