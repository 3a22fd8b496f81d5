//! The terminal: its width, its colours, and writing to it.

use std::io::{self, IsTerminal, Write};

use anstream::AutoStream;
use clap::ColorChoice;

use crate::render::{self, Reply, Style};

/// Columns if the output is not a terminal.
const WIDTH: usize = 80;

/// The most columns of a line of text; longer lines are hard to read.
const WIDEST: usize = 100;

/// Standard output.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terminal {
    style: Style,
}

impl Terminal {
    pub(super) fn new(color: ColorChoice) -> Self {
        let is_coloured = match color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            // The library knows `NO_COLOR`, `CLICOLOR` and dumb terminals.
            ColorChoice::Auto => AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
        };
        let width = terminal_size::terminal_size().map_or(WIDTH, |(width, _)| usize::from(width.0));
        Self { style: Style { width: width.min(WIDEST), is_coloured } }
    }

    /// Whether standard input is a terminal.
    pub(super) fn is_interactive() -> bool {
        io::stdin().is_terminal()
    }

    /// Columns of a line.
    pub(super) fn width(&self) -> usize {
        self.style.width
    }

    pub(super) fn show(&self, reply: &Reply) -> io::Result<()> {
        self.write(&render::text(reply, self.style))
    }

    pub(super) fn say(&self, sentence: &str) -> io::Result<()> {
        self.write(&format!("{}\n", render::visible(sentence)))
    }

    #[expect(clippy::unused_self, reason = "writing needs an open terminal")]
    pub(super) fn write(&self, text: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()
    }
}

/// Writes an error to standard error.
pub(super) fn complain(what: &str) {
    // If even this fails, the exit code is all that is left.
    _ = writeln!(io::stderr().lock(), "clausebot: {}", render::visible(what));
}
