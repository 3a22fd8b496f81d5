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

use crate::corpus::ClauseRef;

use super::{Block, CommitmentRow, Item, Quotation, Reply};

/// Maximum UTF-16 units of a message without tags. Telegram accepts 4096.
pub const MAX_UNITS: usize = 4000;

/// Maximum entities of a message. Telegram ignores those after the hundredth.
pub const MAX_ENTITIES: usize = 96;

/// Returns the address of a clause, if it has one.
type Link<'a> = &'a dyn Fn(ClauseRef) -> Option<String>;

/// Counts the UTF-16 units of a text.
pub fn utf16_len(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// Escapes a text for the leaves of HTML, and removes characters that turn the
/// reading direction or control the terminal.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '&' => html.push_str("&amp;"),
            '"' => html.push_str("&quot;"),
            '\n' => html.push('\n'),
            _ if c.is_control() => html.push(' '),
            _ if is_steering(c) => {}
            _ => html.push(c),
        }
    }
    html
}

/// Matches marks of direction and of annotations, tags, and characters without
/// width. Joiners and variation selectors belong to words, and stay.
fn is_steering(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Distributes the rows of a reply over messages.
pub fn messages(reply: &Reply, link: Link<'_>) -> Vec<Message> {
    let mut pages = Pages::default();
    for row in reply.0.iter().flat_map(|it| rows(it, link)) {
        pages.add(row);
    }
    pages.done()
}

/// One message: its rows, from top to bottom.
#[derive(Clone, Debug, Default)]
pub struct Message {
    rows: Vec<Row>,
    n_units: usize,
    n_entities: usize,
}

impl Message {
    /// Writes the message as HTML.
    pub fn html(&self) -> String {
        let mut html = String::new();
        for row in &self.rows {
            if !html.is_empty() {
                html.push_str(row.gap);
            }
            html.push_str(&row.html());
        }
        html
    }

    /// The clauses of the commitments that it lists, in order.
    pub fn committed(&self) -> Vec<ClauseRef> {
        let mut clauses: Vec<ClauseRef> = self.rows.iter().filter_map(|it| it.clause).collect();
        clauses.dedup();
        clauses
    }

    fn fits(&self, row: &Row) -> bool {
        let gap = if self.rows.is_empty() { 0 } else { row.gap.len() };
        self.n_units + gap + row.n_units() <= MAX_UNITS
            && self.n_entities + row.n_entities() <= MAX_ENTITIES
    }

    fn push(&mut self, row: Row) {
        if !self.rows.is_empty() {
            self.n_units += row.gap.len();
        }
        self.n_units += row.n_units();
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
struct Run {
    text: String,
    /// The name of the element; empty for plain text.
    tag: &'static str,
    link: Option<String>,
}

const PLAIN: &str = "";
const BOLD: &str = "b";
const ITALIC: &str = "i";

impl Run {
    fn new(text: &str, tag: &'static str) -> Self {
        Self { text: text.to_owned(), tag, link: None }
    }

    fn n_entities(&self) -> usize {
        usize::from(!self.tag.is_empty()) + usize::from(self.link.is_some())
    }

    fn html(&self) -> String {
        let text = element(self.tag, &escaped(&self.text));
        match &self.link {
            Some(link) => format!("<a href=\"{}\">{text}</a>", escaped(link)),
            None => text,
        }
    }
}

/// Writes an element; its tag may have attributes.
fn element(tag: &str, inner: &str) -> String {
    match tag.split(' ').next().unwrap_or_default() {
        "" => inner.to_owned(),
        name => format!("<{tag}>{inner}</{name}>"),
    }
}

/// Runs that stay in one message if they fit.
#[derive(Clone, Debug)]
struct Row {
    /// The element around the runs; empty for none.
    tag: &'static str,
    /// The space below the row above.
    gap: &'static str,
    runs: Vec<Run>,
    /// The clause of a listed commitment.
    clause: Option<ClauseRef>,
    /// Rows that are repeated above each piece if this one is split.
    heads: Vec<Row>,
}

const QUOTE: &str = "blockquote";

/// A quotation that is folded until the reader taps it.
const FOLDED: &str = "blockquote expandable";

const LINE: &str = "\n";
const PARAGRAPH: &str = "\n\n";

impl Row {
    fn new(tag: &'static str, gap: &'static str, runs: Vec<Run>) -> Self {
        let runs = runs.into_iter().filter(|it| !it.text.is_empty()).collect();
        Self { tag, gap, runs, clause: None, heads: Vec::new() }
    }

    fn n_units(&self) -> usize {
        self.runs.iter().map(|it| utf16_len(&it.text)).sum()
    }

    fn n_entities(&self) -> usize {
        let own = usize::from(!self.tag.is_empty());
        own + self.runs.iter().map(Run::n_entities).sum::<usize>()
    }

    fn html(&self) -> String {
        element(self.tag, &self.runs.iter().map(Run::html).collect::<String>())
    }

    /// Splits it into rows of at most `n_units` units.
    fn split(self, n_units: usize) -> Vec<Self> {
        let empty = |gap| Self::new(self.tag, gap, Vec::new());
        let mut rows = Vec::new();
        let mut row = empty(self.gap);
        let mut left = n_units;
        for run in self.runs {
            let mut rest = run.text.as_str();
            while !rest.is_empty() {
                let is_full = row.n_entities() + run.n_entities() > MAX_ENTITIES;
                let end = if is_full { 0 } else { cut(rest, left, left == n_units) };
                let (now, later) = rest.split_at_checked(end).unwrap_or((rest, ""));
                if !now.is_empty() {
                    row.runs.push(Run { text: now.to_owned(), ..run.clone() });
                    left = left.saturating_sub(utf16_len(now));
                }
                if !later.is_empty() {
                    rows.push(std::mem::replace(&mut row, empty(LINE)));
                    left = n_units;
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
#[derive(Debug, Default)]
struct Pages {
    done: Vec<Message>,
    page: Message,
}

impl Pages {
    fn add(&mut self, row: Row) {
        if row.runs.is_empty() {
            return;
        }
        if row.n_units() > MAX_UNITS || row.n_entities() > MAX_ENTITIES {
            return self.split(row);
        }
        if !self.page.fits(&row) {
            self.turn();
        }
        self.page.push(row);
    }

    /// Splits a row that is too long for a message. Its heads are repeated above
    /// each piece; the first piece stays below them if nothing is above them.
    fn split(&mut self, mut row: Row) {
        let mut heads = std::mem::take(&mut row.heads);
        let mut n_heads: usize = heads.iter().map(|it| it.n_units() + 2).sum();
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

    fn done(mut self) -> Vec<Message> {
        self.turn();
        self.done.retain(Message::is_visible);
        self.done
    }
}

fn rows(block: &Block, link: Link<'_>) -> Vec<Row> {
    let paragraph = |text, tag| Row::new(PLAIN, PARAGRAPH, vec![Run::new(text, tag)]);
    match block {
        Block::Sentence(it) => vec![paragraph(it, PLAIN)],
        Block::Heading(it) => vec![paragraph(it, BOLD)],
        Block::Quote(it) | Block::Converted(it) => quotation(it, link),
        Block::Parallel { title, words } => {
            let words = Row::new(FOLDED, LINE, vec![Run::new(words, PLAIN)]);
            vec![paragraph(title, ITALIC), words]
        }
        Block::Commitments(rows) => rows.iter().flat_map(commitment).collect(),
        Block::List(items) => items.iter().map(|it| item(it, link)).collect(),
    }
}

/// The citation, the heading, the notes, and the words.
fn quotation(it: &Quotation, link: Link<'_>) -> Vec<Row> {
    let italic = |it: &String| Row::new(PLAIN, LINE, vec![Run::new(it, ITALIC)]);
    let citation = Run { link: link(it.clause), ..Run::new(&it.citation, BOLD) };
    let citation = Row::new(PLAIN, PARAGRAPH, vec![citation]);
    let notes: Vec<Row> = it.notes.iter().map(italic).collect();
    let mut words = Row::new(QUOTE, LINE, emphasised(it));
    words.heads = std::iter::once(&citation).chain(&notes).cloned().collect();
    let heading = it.heading.iter().map(italic);
    std::iter::once(citation).chain(heading).chain(notes).chain([words]).collect()
}

/// The words, with the emphasised ones in bold.
fn emphasised(it: &Quotation) -> Vec<Run> {
    let words = it.words.as_str();
    let mut runs = Vec::new();
    let mut at = 0;
    // Beyond this many, emphasis emphasises nothing.
    for span in it.emphasis.iter().take(MAX_ENTITIES / 3).filter(|it| it.of(words).is_some()) {
        runs.push(Run::new(words.get(at..span.start).unwrap_or_default(), PLAIN));
        runs.push(Run::new(span.of(words).unwrap_or_default(), BOLD));
        at = at.max(span.end);
    }
    runs.push(Run::new(words.get(at..).unwrap_or_default(), PLAIN));
    runs
}

/// `• 1.5亿剂 · 新冠疫苗援助`, with the words that promise it below.
fn commitment(row: &CommitmentRow) -> Vec<Row> {
    let clause = (!row.clause.is_empty()).then(|| format!("{} · ", row.clause));
    let rest = row.parts.iter().flat_map(|it| [" · ", it]).collect::<String>();
    let start = format!("• {}", clause.unwrap_or_default());
    let runs = [(&start, PLAIN), (&row.amount, BOLD), (&rest, PLAIN)];
    let runs = runs.map(|(text, face)| Run::new(text, face)).into();
    let line = Row { clause: Some(row.at), ..Row::new(PLAIN, LINE, runs) };
    vec![line, Row::new(QUOTE, LINE, vec![Run::new(&row.quote, PLAIN)])]
}

fn item(item: &Item, link: Link<'_>) -> Row {
    let label = Run { link: item.clause.and_then(link), ..Run::new(&item.label, BOLD) };
    let text = Run::new(&format!(" {}", item.text), PLAIN);
    Row::new(PLAIN, LINE, vec![label, text])
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;
    use crate::{corpus::AgreementRef, text::Span};

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
                Block::Converted(_) | Block::Heading(_) | Block::Commitments(_) | Block::List(_) => {
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
