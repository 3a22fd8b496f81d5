//! Progress of long work, on standard error.

use std::{
    cell::Cell,
    io::{self, IsTerminal, Write},
    time::{Duration, Instant},
};

use crate::{
    assistant::Progress,
    wording::{Catalog, Phrase},
};

/// The time between two lines of progress.
const INTERVAL: Duration = Duration::from_millis(500);

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
