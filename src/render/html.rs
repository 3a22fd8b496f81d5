//! A reply as messages of a chat, in the HTML that Telegram reads.
//!
//! ```
//! use clausebot::render::{Block, Reply, messages};
//!
//! let reply = Reply(vec![Block::Heading("R&D <1>".to_owned())]);
//! let messages = messages(&reply, &|_| None);
//! assert_eq!(messages[0].html(), "<b>R&amp;D &lt;1&gt;</b>");
//! ```
//!
//! What always holds: a message has at most [`MAX_UNITS`] UTF-16 units and
//! [`MAX_ENTITIES`] entities, its tags nest and are closed, every leaf is
//! escaped, and the messages of a reply have all of its words, in order. A reply
//! is split into rows, and the rows are distributed over messages before any HTML
//! is written. A row is split only if it does not fit a message alone, between
//! sentences or words if there are any. Each part of a long clause repeats its
//! citation and its notes.

use crate::{
    corpus::ClauseRef,
    text::{Span, is_steering},
};

use super::{
    Block, CommitmentRow, Comparison, Item, Marked, Quotation, Reply,
    escape::{escape, utf16_len},
};

/// Maximum UTF-16 units of a message without tags. Telegram accepts 4096.
pub const MAX_UNITS: usize = 4000;

/// Maximum entities of a message. Telegram ignores those after the hundredth.
pub const MAX_ENTITIES: usize = 96;

/// Returns the address of a clause, if it has one.
type Link<'a> = &'a dyn Fn(ClauseRef) -> Option<String>;

/// Distributes the rows of a reply over messages.
pub fn messages<'a>(reply: &'a Reply, link: Link<'_>) -> Vec<Message<'a>> {
    let mut pages = Pages { link, done: Vec::new(), page: Message::default() };
    for block in &reply.0 {
        pages.block(block);
    }
    pages.done()
}

/// One message: its rows, from top to bottom.
#[derive(Clone, Debug, Default)]
pub struct Message<'a> {
    rows: Vec<Row<'a>>,
    n_units: usize,
    n_entities: usize,
}

impl<'a> Message<'a> {
    /// Writes the message as HTML.
    pub fn html(&self) -> String {
        let n_bytes =
            |it: &Row<'_>| 64 + it.runs.iter().map(|run| run.text.len() + 8).sum::<usize>();
        let mut html = String::with_capacity(self.rows.iter().map(n_bytes).sum());
        for row in &self.rows {
            if !html.is_empty() {
                html.push_str(row.gap);
            }
            row.write(&mut html);
        }
        html
    }

    /// The clauses of the commitments that it lists, in order.
    pub fn committed(&self) -> Vec<ClauseRef> {
        let mut clauses: Vec<ClauseRef> = self.rows.iter().filter_map(|it| it.clause).collect();
        clauses.dedup();
        clauses
    }

    fn fits(&self, row: &Row<'_>) -> bool {
        let gap = if self.rows.is_empty() { 0 } else { row.gap.len() };
        self.n_units + gap + row.n_units <= MAX_UNITS
            && self.n_entities + row.n_entities() <= MAX_ENTITIES
    }

    fn push(&mut self, row: Row<'a>) {
        if !self.rows.is_empty() {
            self.n_units += row.gap.len();
        }
        self.n_units += row.n_units;
        self.n_entities += row.n_entities();
        self.rows.push(row);
    }

    /// Telegram rejects a message without a visible character.
    fn is_visible(&self) -> bool {
        let is_visible =
            |c: char| !c.is_whitespace() && !c.is_control() && !is_steering(c) && c != '\u{ad}';
        self.rows.iter().flat_map(|it| &it.runs).any(|it| it.text.contains(is_visible))
    }
}

/// Text in one element, perhaps with a link.
#[derive(Clone, Debug)]
struct Run<'a> {
    text: &'a str,
    /// The name of the element; empty for plain text.
    tag: &'static str,
    link: Option<String>,
}

const PLAIN: &str = "";
const BOLD: &str = "b";
const ITALIC: &str = "i";

impl<'a> Run<'a> {
    fn new(text: &'a str, tag: &'static str) -> Self {
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
struct Row<'a> {
    /// The element around the runs; empty for none.
    tag: &'static str,
    /// The space below the row above.
    gap: &'static str,
    runs: Vec<Run<'a>>,
    /// Invariant: the UTF-16 units of the runs.
    n_units: usize,
    /// The clause of a listed commitment.
    clause: Option<ClauseRef>,
    /// The quotation whose words these are: its head is repeated above each piece if the
    /// row is split.
    quotation: Option<&'a Quotation>,
}

const QUOTE: &str = "blockquote";

/// A quotation that is folded until the reader taps it.
const FOLDED: &str = "blockquote expandable";

const LINE: &str = "\n";
const PARAGRAPH: &str = "\n\n";

impl<'a> Row<'a> {
    fn new(tag: &'static str, gap: &'static str, runs: impl IntoIterator<Item = Run<'a>>) -> Self {
        let mut row =
            Self { tag, gap, runs: Vec::new(), n_units: 0, clause: None, quotation: None };
        runs.into_iter().filter(|it| !it.text.is_empty()).for_each(|it| row.push(it));
        row
    }

    fn of(tag: &'static str, gap: &'static str, text: &'a str, face: &'static str) -> Self {
        Self::new(tag, gap, [Run::new(text, face)])
    }

    fn push(&mut self, run: Run<'a>) {
        self.n_units += utf16_len(run.text);
        self.runs.push(run);
    }

    fn n_entities(&self) -> usize {
        let own = usize::from(!self.tag.is_empty());
        own + self.runs.iter().map(Run::n_entities).sum::<usize>()
    }

    fn write(&self, html: &mut String) {
        element(self.tag, html, |html| self.runs.iter().for_each(|it| it.write(html)));
    }

    /// Splits it into rows of at most `n_units` units.
    fn split(self, n_units: usize) -> Vec<Self> {
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

/// Messages being filled.
struct Pages<'a, 'l> {
    link: Link<'l>,
    done: Vec<Message<'a>>,
    page: Message<'a>,
}

impl<'a> Pages<'a, '_> {
    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Sentence(it) => self.add(Row::of(PLAIN, PARAGRAPH, it, PLAIN)),
            Block::Heading(it) => self.add(Row::of(PLAIN, PARAGRAPH, it, BOLD)),
            Block::Quote(it) | Block::Converted(it) => self.quotation(it),
            Block::Parallel { title, words } => {
                self.add(Row::of(PLAIN, PARAGRAPH, title, ITALIC));
                self.add(Row::of(FOLDED, LINE, words, PLAIN));
            }
            Block::Commitments(rows) => rows.iter().for_each(|it| self.commitment(it)),
            Block::List(items) => items.iter().for_each(|it| self.item(it)),
            Block::Compared(it) => self.comparison(it),
        }
    }

    /// The citation, the heading, the notes, and the words.
    fn quotation(&mut self, it: &'a Quotation) {
        let words = emphasised(&it.words, &it.emphasis);
        let words = Row { quotation: Some(it), ..Row::new(QUOTE, LINE, words) };
        self.add(self.citation(it));
        it.heading.iter().for_each(|it| self.add(Row::of(PLAIN, LINE, it, ITALIC)));
        notes(it).for_each(|it| self.add(it));
        self.add(words);
    }

    fn citation(&self, it: &'a Quotation) -> Row<'a> {
        let citation = Run { link: (self.link)(it.clause), ..Run::new(&it.citation, BOLD) };
        Row::new(PLAIN, PARAGRAPH, [citation])
    }

    /// `• 1.5亿剂 · 新冠疫苗援助`, with the words that promise it below.
    fn commitment(&mut self, row: &'a CommitmentRow) {
        let clause = if row.clause.is_empty() { "" } else { " · " };
        let start = ["• ", &row.clause, clause].map(|it| Run::new(it, PLAIN));
        let parts = row.parts.iter().flat_map(|it| [" · ", it]).map(|it| Run::new(it, PLAIN));
        let runs = start.into_iter().chain([Run::new(&row.amount, BOLD)]).chain(parts);
        self.add(Row { clause: Some(row.at), ..Row::new(PLAIN, LINE, runs) });
        self.add(Row::of(QUOTE, LINE, &row.quote, PLAIN));
    }

    fn item(&mut self, item: &'a Item) {
        let link = item.clause.and_then(self.link);
        let label = Run { link, ..Run::new(&item.label, BOLD) };
        let text = [" ", &item.text].map(|it| Run::new(it, PLAIN));
        self.add(Row::new(PLAIN, LINE, [label].into_iter().chain(text)));
    }

    /// The result, the words of the text, and those of the document below.
    fn comparison(&mut self, it: &'a Comparison) {
        let marked = |it: &'a Marked| emphasised(&it.words, &it.emphasis);
        let verdict = Run { link: it.clause.and_then(self.link), ..Run::new(&it.verdict, BOLD) };
        self.add(Row::new(PLAIN, PARAGRAPH, [verdict]));
        self.add(Row::new(PLAIN, LINE, marked(&it.here)));
        it.there.iter().for_each(|it| self.add(Row::new(QUOTE, LINE, marked(it))));
        it.notes.iter().for_each(|it| self.add(Row::of(PLAIN, LINE, it, ITALIC)));
    }

    fn add(&mut self, row: Row<'a>) {
        if row.runs.is_empty() {
            return;
        }
        if row.n_units > MAX_UNITS || row.n_entities() > MAX_ENTITIES {
            return self.split(row);
        }
        if !self.page.fits(&row) {
            self.turn();
        }
        self.page.push(row);
    }

    /// Splits a row that is too long for a message. The citation and the notes of a
    /// quotation are repeated above each piece; the first piece stays below them if
    /// nothing is above them.
    fn split(&mut self, row: Row<'a>) {
        let quotation = row.quotation.into_iter();
        let mut heads: Vec<Row<'a>> =
            quotation.flat_map(|it| [self.citation(it)].into_iter().chain(notes(it))).collect();
        let mut n_heads: usize = heads.iter().map(|it| it.n_units + 2).sum();
        // A head as long as a message leaves no room, and is not repeated.
        if n_heads >= MAX_UNITS / 2 {
            (heads, n_heads) = (Vec::new(), 0);
        }
        for (i, piece) in row.split(MAX_UNITS - n_heads).into_iter().enumerate() {
            if i > 0 || heads.is_empty() || self.page.n_units > n_heads {
                self.turn();
            }
            if i > 0 {
                heads.iter().cloned().for_each(|it| self.page.push(it));
            }
            self.page.push(piece);
        }
    }

    /// Begins a new message.
    fn turn(&mut self) {
        self.done.push(std::mem::take(&mut self.page));
    }

    fn done(mut self) -> Vec<Message<'a>> {
        self.turn();
        self.done.retain(Message::is_visible);
        self.done
    }
}

fn notes(it: &Quotation) -> impl Iterator<Item = Row<'_>> {
    it.notes.iter().map(|it| Row::of(PLAIN, LINE, it, ITALIC))
}

/// The words, with the emphasised ones in bold.
fn emphasised<'a>(words: &'a str, emphasis: &[Span]) -> Vec<Run<'a>> {
    let mut runs = Vec::new();
    let mut at = 0;
    // Beyond this many, emphasis emphasises nothing.
    for span in emphasis.iter().take(MAX_ENTITIES / 3).filter(|it| it.of(words).is_some()) {
        runs.push(Run::new(words.get(at..span.start).unwrap_or_default(), PLAIN));
        runs.push(Run::new(span.of(words).unwrap_or_default(), BOLD));
        at = at.max(span.end);
    }
    runs.push(Run::new(words.get(at..).unwrap_or_default(), PLAIN));
    runs
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;
    use crate::corpus::AgreementRef;

    fn quote(words: &str, emphasis: Vec<Span>) -> Block {
        Block::Quote(Quotation {
            clause: ClauseRef { agreement: AgreementRef(0), place: 0 },
            citation: "C".to_owned(),
            heading: Some("H".to_owned()),
            words: words.to_owned(),
            emphasis,
            notes: vec!["N".to_owned()],
        })
    }

    fn rendered(blocks: Vec<Block>) -> Vec<String> {
        let link = |_| Some("https://t.me/b?start=1&x".to_owned());
        messages(&Reply(blocks), &link).iter().map(Message::html).collect()
    }

    /// The text that a reader of the HTML sees, if its tags nest and are known.
    fn read(html: &str) -> Option<String> {
        let mut open: Vec<&str> = Vec::new();
        let mut text = String::new();
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            text.push_str(rest.get(..at)?);
            let (tag, after) = rest.get(at + 1..)?.split_once('>')?;
            rest = after;
            match tag.strip_prefix('/') {
                Some(name) if open.pop()? != name => return None,
                Some(_) => {}
                None => {
                    let name = tag.split(' ').next()?;
                    if !["a", "b", "i", "blockquote"].contains(&name) {
                        return None;
                    }
                    open.push(name);
                }
            }
        }
        text.push_str(rest);
        let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
        let text = plain.iter().fold(text, |text, (from, to)| text.replace(from, to));
        open.is_empty().then_some(text)
    }

    #[test]
    fn a_clause_as_a_message() {
        let words = "a <b> & c";
        assert_snapshot!(rendered(vec![quote(words, vec![Span::new(2, 5)])]).join("\n--\n"), @r#"
        <a href="https://t.me/b?start=1&amp;x"><b>C</b></a>
        <i>H</i>
        <i>N</i>
        <blockquote>a <b>&lt;b&gt;</b> &amp; c</blockquote>
        "#);
    }

    #[test]
    fn nothing_in_a_text_steers_the_chat() {
        let html = rendered(vec![quote("a\u{202e}b\u{200b}\u{fff9}\u{e0041}c\u{1b}d", Vec::new())])
            .concat();
        assert!(html.contains("abc d"), "{html}");
    }

    #[test]
    fn nothing_to_see_is_no_message() {
        for words in ["", " \n ", "\u{200b}"] {
            assert_eq!(rendered(vec![Block::Sentence(words.to_owned())]), [""; 0], "{words:?}");
        }
    }

    #[test]
    fn a_message_is_filled_to_its_limit_and_not_beyond() {
        let sentence = |n: usize| Block::Sentence("x".repeat(n));
        let n_messages = |blocks: Vec<Block>| {
            let html = rendered(blocks);
            assert!(html.iter().all(|it| utf16_len(it) <= MAX_UNITS));
            html.len()
        };
        let gap = utf16_len(&rendered(vec![sentence(1), sentence(1)]).concat()) - 2;
        assert_eq!(n_messages(vec![sentence(MAX_UNITS)]), 1);
        assert_eq!(n_messages(vec![sentence(MAX_UNITS + 1)]), 2);
        assert_eq!(n_messages(vec![sentence(MAX_UNITS - 10 - gap), sentence(10)]), 1);
        assert_eq!(n_messages(vec![sentence(MAX_UNITS - 9 - gap), sentence(10)]), 2);
    }

    #[test]
    fn a_long_clause_is_parted_between_sentences() {
        let words = "加强合作，增进互信。".repeat(1000);
        let html = rendered(vec![quote(&words, Vec::new())]);
        assert_eq!(html.len(), 3);
        for message in &html {
            assert!(message.starts_with("<a href="), "{message}");
            assert!(message.contains("<i>N</i>"), "{message}");
            assert!(message.ends_with("。</blockquote>"), "{message}");
        }
    }

    proptest! {
        #[test]
        fn messages_fit_and_nest_and_lose_nothing(
            words in prop::collection::vec("[a-z<>&\"加强合作。，;\u{1f600} \n]{0,900}", 0..12),
            places in prop::collection::vec((0..900_usize, 0..40_usize), 0..60),
        ) {
            let mut blocks = Vec::new();
            for (i, words) in words.iter().enumerate() {
                let mut at = 0;
                let spans = places.iter().map(|(start, len)| Span::new(*start, start + len));
                let mut spans: Vec<Span> = spans.filter(|it| it.of(words).is_some()).collect();
                spans.sort_unstable();
                spans.retain(|it| { let keep = it.start >= at; if keep { at = it.end; } keep });
                let words = words.repeat(1 + i);
                blocks.push(match i % 3 {
                    0 => quote(&words, spans),
                    1 => Block::Parallel { title: "T".to_owned(), words },
                    _ => Block::Sentence(words),
                });
                // A clause that is parted has its citation more than once.
                prop_assume!(!matches!(blocks.last(), Some(Block::Quote(it)) if utf16_len(&it.words) > 3900));
            }
            let squeeze = |it: &str| it.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let wanted: String = blocks.iter().map(|it| match it {
                Block::Quote(it) => format!("CHN{}", it.words),
                Block::Parallel { words, .. } => format!("T{words}"),
                Block::Sentence(words) => words.clone(),
                Block::Converted(_)
                | Block::Heading(_)
                | Block::Commitments(_)
                | Block::List(_)
                | Block::Compared(_) => {
                    unreachable!()
                }
            }).collect();
            let mut all = String::new();
            for html in rendered(blocks) {
                let text = read(&html);
                prop_assert!(text.is_some(), "{}", html);
                let text = text.unwrap();
                prop_assert!(utf16_len(&text) <= 4096, "{}", utf16_len(&text));
                prop_assert!(html.matches("</").count() <= 100);
                prop_assert!(!text.trim().is_empty());
                all.push_str(&text);
            }
            prop_assert_eq!(squeeze(&all), squeeze(&wanted));
        }
    }
}
