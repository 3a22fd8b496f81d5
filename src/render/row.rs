//! Rows of a message: runs of text in one element, which are split between sentences or words if they are too long.

use crate::corpus::ClauseRef;

use super::{
    Quotation,
    escape::{escape, utf16_len},
};

/// Maximum entities of a message. Telegram ignores those after the hundredth.
pub const MAX_ENTITIES: usize = 96;

/// Text in one element, perhaps with a link.
#[derive(Clone, Debug)]
pub(super) struct Run<'a> {
    pub(super) text: &'a str,
    /// The name of the element; empty for plain text.
    pub(super) tag: &'static str,
    pub(super) link: Option<String>,
}

pub(super) const PLAIN: &str = "";
pub(super) const BOLD: &str = "b";
pub(super) const ITALIC: &str = "i";

impl<'a> Run<'a> {
    pub(super) fn new(text: &'a str, tag: &'static str) -> Self {
        Self { text, tag, link: None }
    }

    fn n_entities(&self) -> usize {
        usize::from(!self.tag.is_empty()) + usize::from(self.link.is_some())
    }

    fn write(&self, html: &mut String) {
        if let Some(link) = &self.link {
            html.push_str("<a href=\"");
            escape(link, html);
            html.push_str("\">");
        }
        element(self.tag, html, |html| escape(self.text, html));
        if self.link.is_some() {
            html.push_str("</a>");
        }
    }
}

/// Writes an element; its tag may have attributes.
fn element(tag: &str, html: &mut String, inner: impl FnOnce(&mut String)) {
    if tag.is_empty() {
        return inner(html);
    }
    html.extend(["<", tag, ">"]);
    inner(html);
    html.extend(["</", tag.split(' ').next().unwrap_or_default(), ">"]);
}

/// Runs that stay in one message if they fit.
#[derive(Clone, Debug)]
pub(super) struct Row<'a> {
    /// The element around the runs; empty for none.
    pub(super) tag: &'static str,
    /// The space below the row above.
    pub(super) gap: &'static str,
    pub(super) runs: Vec<Run<'a>>,
    /// Invariant: the UTF-16 units of the runs.
    pub(super) n_units: usize,
    /// The clause of a listed commitment.
    pub(super) clause: Option<ClauseRef>,
    /// The quotation whose words these are: its head is repeated above each piece if the
    /// row is split.
    pub(super) quotation: Option<&'a Quotation>,
}

pub(super) const QUOTE: &str = "blockquote";

/// A quotation that is folded until the reader taps it.
pub(super) const FOLDED: &str = "blockquote expandable";

pub(super) const LINE: &str = "\n";
pub(super) const PARAGRAPH: &str = "\n\n";

impl<'a> Row<'a> {
    pub(super) fn new(
        tag: &'static str,
        gap: &'static str,
        runs: impl IntoIterator<Item = Run<'a>>,
    ) -> Self {
        let mut row =
            Self { tag, gap, runs: Vec::new(), n_units: 0, clause: None, quotation: None };
        runs.into_iter().filter(|it| !it.text.is_empty()).for_each(|it| row.push(it));
        row
    }

    pub(super) fn of(
        tag: &'static str,
        gap: &'static str,
        text: &'a str,
        face: &'static str,
    ) -> Self {
        Self::new(tag, gap, [Run::new(text, face)])
    }

    fn push(&mut self, run: Run<'a>) {
        self.n_units += utf16_len(run.text);
        self.runs.push(run);
    }

    pub(super) fn n_entities(&self) -> usize {
        let own = usize::from(!self.tag.is_empty());
        own + self.runs.iter().map(Run::n_entities).sum::<usize>()
    }

    pub(super) fn write(&self, html: &mut String) {
        element(self.tag, html, |html| self.runs.iter().for_each(|it| it.write(html)));
    }

    /// Splits it into rows of at most `n_units` units.
    pub(super) fn split(self, n_units: usize) -> Vec<Self> {
        let empty = |gap| Self::new(self.tag, gap, []);
        let mut rows = Vec::new();
        let mut row = empty(self.gap);
        for run in self.runs {
            let mut rest = run.text;
            while !rest.is_empty() {
                let is_full = row.n_entities() + run.n_entities() > MAX_ENTITIES;
                let left = n_units.saturating_sub(row.n_units);
                let end = if is_full { 0 } else { cut(rest, left, left == n_units) };
                let (now, later) = rest.split_at_checked(end).unwrap_or((rest, ""));
                if !now.is_empty() {
                    row.push(Run { text: now, ..run.clone() });
                }
                if !later.is_empty() {
                    rows.push(std::mem::replace(&mut row, empty(LINE)));
                }
                rest = later;
            }
        }
        rows.push(row);
        rows
    }
}

/// Finds the end of the bytes of `text` that fit `n_units`: after a line, a
/// sentence or a word. If there is no such end, returns as many characters as fit
/// if the text `must` be cut, else 0.
fn cut(text: &str, n_units: usize, must: bool) -> usize {
    let mut used = 0;
    let mut fits = 0;
    let [mut line, mut sentence, mut word] = [0; 3];
    for (at, c) in text.char_indices() {
        used += c.len_utf16();
        if used > n_units {
            let soft = [line, sentence, word].into_iter().find(|it| *it > fits / 2);
            return soft.unwrap_or(if must { fits } else { 0 });
        }
        fits = at + c.len_utf8();
        match c {
            '\n' => line = fits,
            '。' | '；' | '！' | '？' | ';' => sentence = fits,
            _ if c.is_whitespace() || c == '，' || c == '、' => word = fits,
            _ => {}
        }
    }
    text.len()
}
