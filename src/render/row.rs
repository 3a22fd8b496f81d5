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

#[cfg(test)]
mod tests {
    use super::*;

    /// The part of a text that fits, and with `!` the one that must be cut.
    fn fits(text: &str, n_units: usize) -> [&str; 2] {
        [false, true].map(|must| text.split_at(cut(text, n_units, must)).0)
    }

    #[test]
    fn a_text_is_cut_after_a_line_a_sentence_or_a_word() {
        for (text, n_units, soft, must) in [
            ("abcd", 4, "abcd", "abcd"),
            ("abcde", 4, "", "abcd"),
            ("ab cde", 4, "ab ", "ab "),
            ("a bcde", 4, "", "a bc"),
            ("ab；c d", 5, "ab；", "ab；"),
            ("ab\nc；d e", 7, "ab\nc；", "ab\nc；"),
            ("abcd\ne;f g", 8, "abcd\n", "abcd\n"),
            ("加强，增进、互信", 6, "加强，增进、", "加强，增进、"),
            ("加强。增进！互信", 7, "加强。增进！", "加强。增进！"),
            ("加强?增进？互信", 7, "加强?增进？", "加强?增进？"),
            ("ab;cdef", 5, "ab;", "ab;"),
            // A character of two units is not halved.
            ("\u{1f600}\u{1f600}", 3, "", "\u{1f600}"),
            ("\u{1f600}\u{1f600}", 4, "\u{1f600}\u{1f600}", "\u{1f600}\u{1f600}"),
            ("ab", 0, "", ""),
        ] {
            assert_eq!(fits(text, n_units), [soft, must], "{text} at {n_units}");
        }
    }

    #[test]
    fn a_row_is_split_with_its_faces() {
        let link = Some("l".to_owned());
        let runs = [Run::new("ab ", BOLD), Run { link, ..Run::new("cdef", PLAIN) }];
        let row = || Row::new(QUOTE, PARAGRAPH, runs.clone());
        assert_eq!((row().n_units, row().n_entities()), (7, 3));
        let split = |n_units| {
            let rows = row().split(n_units);
            let shown = rows.iter().map(|it| {
                let mut html = format!("{}{:?}", it.n_units, it.gap);
                it.write(&mut html);
                html
            });
            shown.collect::<Vec<_>>().join(" ")
        };
        let whole = r#"7"\n\n"<blockquote><b>ab </b><a href="l">cdef</a></blockquote>"#;
        assert_eq!(split(7), whole);
        let halves = r#"3"\n\n"<blockquote><b>ab </b></blockquote> 4"\n"<blockquote><a href="l">cdef</a></blockquote>"#;
        assert_eq!(split(4), halves);
        // Nothing fits in no units; the rest is kept.
        assert!(split(1).ends_with(r#"<a href="l">f</a></blockquote>"#));
    }

    #[test]
    fn a_row_has_no_more_entities_than_a_message() {
        for n in [MAX_ENTITIES - 1, MAX_ENTITIES, 2 * MAX_ENTITIES] {
            let rows = Row::new(QUOTE, LINE, vec![Run::new("x", ITALIC); n]).split(1000);
            assert!(rows.iter().all(|it| it.n_entities() <= MAX_ENTITIES));
            assert_eq!(rows.iter().map(|it| it.runs.len()).sum::<usize>(), n);
            assert_eq!(rows.len(), n.div_ceil(MAX_ENTITIES - 1));
        }
    }
}
