//! A reply as messages of a chat, in the HTML that Telegram reads.
//!
//! ```
//! use clausebot::render::{Block, Reply, messages};
//!
//! let reply = Reply(vec![Block::Heading("R&D <1>".to_owned())]);
//! assert_eq!(messages(&reply, &|_| None), ["<b>R&amp;D &lt;1&gt;</b>"]);
//! ```
//!
//! What always holds: a message has at most [`MAX_UNITS`] UTF-16 units and
//! [`MAX_ENTITIES`] entities, its tags nest and are closed, every leaf is
//! escaped, and the messages of a reply have all of its words, in order. A reply
//! is parted between blocks; only a block that alone is too long is parted
//! inside, between sentences or words where it has any. Each part of a long clause
//! says whose it is and what its words are.

use crate::corpus::ClauseRef;

use super::{Block, CommitmentRow, Item, Quotation, Reply};

/// UTF-16 units of a message, tags not counted. Telegram takes 4096.
pub const MAX_UNITS: usize = 4000;

/// Entities of a message. Telegram ignores those after the hundredth.
pub const MAX_ENTITIES: usize = 96;

/// UTF-16 units of a text.
pub fn utf16_len(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// A text for the leaves of HTML: escaped, and without characters that would
/// turn the reading direction or steer what shows the text.
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

/// Marks of direction and of annotations, tags, and characters without width.
/// Those that join letters or choose a variant belong to words, and stay.
fn is_steering(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The messages of a reply. `link` gives the address of a clause, where it has
/// one.
pub fn messages(reply: &Reply, link: &dyn Fn(ClauseRef) -> Option<String>) -> Vec<String> {
    let mut pages = Pages::default();
    for block in &reply.0 {
        for part in parts(block, link) {
            pages.add(part);
        }
    }
    pages.done()
}

/// How a run of text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Face {
    Plain,
    Bold,
    Italic,
}

/// Text of one look.
#[derive(Clone, Debug)]
struct Run {
    text: String,
    face: Face,
    link: Option<String>,
}

impl Run {
    fn new(text: &str, face: Face) -> Self {
        Self { text: text.to_owned(), face, link: None }
    }

    fn linked(self, link: Option<String>) -> Self {
        Self { link, ..self }
    }

    fn n_entities(&self) -> usize {
        usize::from(self.face != Face::Plain) + usize::from(self.link.is_some())
    }

    fn n_visible(&self) -> usize {
        let is_visible =
            |c: &char| !c.is_whitespace() && !c.is_control() && !is_steering(*c) && *c != '\u{ad}';
        self.text.chars().filter(is_visible).count()
    }

    fn html(&self) -> String {
        let text = escaped(&self.text);
        let text = match self.face {
            Face::Plain => text,
            Face::Bold => format!("<b>{text}</b>"),
            Face::Italic => format!("<i>{text}</i>"),
        };
        match &self.link {
            Some(link) => format!("<a href=\"{}\">{text}</a>", escaped(link)),
            None => text,
        }
    }
}

/// What runs stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frame {
    Open,
    Quote,
    /// A quotation that is folded until it is pressed.
    Folded,
}

/// How a part stands to the one above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    Line,
    Paragraph,
}

impl Gap {
    fn text(self) -> &'static str {
        match self {
            Self::Line => "\n",
            Self::Paragraph => "\n\n",
        }
    }
}

/// What is kept in one message where it fits.
#[derive(Clone, Debug)]
struct Part {
    frame: Frame,
    gap: Gap,
    runs: Vec<Run>,
    /// What stands again above each piece of it, where it has to be parted.
    heads: Vec<Part>,
}

impl Part {
    fn new(frame: Frame, gap: Gap, runs: Vec<Run>) -> Self {
        let runs = runs.into_iter().filter(|it| !it.text.is_empty()).collect();
        Self { frame, gap, runs, heads: Vec::new() }
    }

    fn n_units(&self) -> usize {
        self.runs.iter().map(|it| utf16_len(&it.text)).sum()
    }

    fn n_entities(&self) -> usize {
        let frame = usize::from(self.frame != Frame::Open);
        frame + self.runs.iter().map(Run::n_entities).sum::<usize>()
    }

    fn html(&self) -> String {
        let inner: String = self.runs.iter().map(Run::html).collect();
        match self.frame {
            Frame::Open => inner,
            Frame::Quote => format!("<blockquote>{inner}</blockquote>"),
            Frame::Folded => format!("<blockquote expandable>{inner}</blockquote>"),
        }
    }

    /// Parts of at most `n_units` units that together are this one.
    fn split(self, n_units: usize) -> Vec<Self> {
        let empty = |gap| Self { frame: self.frame, gap, runs: Vec::new(), heads: Vec::new() };
        let mut parts = vec![empty(self.gap)];
        let mut left = n_units;
        let mut n_entities = 1;
        for run in self.runs {
            let mut rest = run.text.as_str();
            while !rest.is_empty() {
                if left == 0 || n_entities + run.n_entities() > MAX_ENTITIES {
                    parts.push(empty(Gap::Line));
                    (left, n_entities) = (n_units, 1);
                }
                let end = cut(rest, left, left == n_units);
                let (now, later) = rest.split_at_checked(end).unwrap_or((rest, ""));
                if now.is_empty() {
                    left = 0;
                    continue;
                }
                if let Some(part) = parts.last_mut() {
                    part.runs.push(Run { text: now.to_owned(), ..run.clone() });
                }
                left -= utf16_len(now).min(left);
                n_entities += run.n_entities();
                if !later.is_empty() {
                    left = 0;
                }
                rest = later;
            }
        }
        parts
    }
}

/// The bytes of `text` that fit `n_units`, up to the end of a line, a sentence or
/// a word. Where there is none, as many characters as fit if they `must` be
/// cut, else nothing.
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
    done: Vec<String>,
    page: String,
    n_units: usize,
    n_entities: usize,
    /// Characters that can be seen; a message without one cannot be sent.
    n_visible: usize,
}

impl Pages {
    fn add(&mut self, part: Part) {
        if part.runs.is_empty() {
            return;
        }
        let (n_units, n_entities) = (part.n_units(), part.n_entities());
        if n_units > MAX_UNITS || n_entities > MAX_ENTITIES {
            self.split(part);
            return;
        }
        let gap = if self.page.is_empty() { 0 } else { part.gap.text().len() };
        if self.n_units + gap + n_units > MAX_UNITS || self.n_entities + n_entities > MAX_ENTITIES {
            self.turn();
        }
        self.put(&part);
    }

    /// Parts what is too long for a message. Its heads stand above each piece; the
    /// message so far is kept if it is just them.
    fn split(&mut self, part: Part) {
        let heads = part.heads.clone();
        let n_heads: usize = heads.iter().map(|it| it.n_units() + 2).sum();
        // A head as long as a message leaves no room; then there is none.
        let has_room = n_heads < MAX_UNITS / 2;
        let room = if has_room { MAX_UNITS - n_heads } else { MAX_UNITS };
        for (i, piece) in part.split(room).into_iter().enumerate() {
            let is_headed = i == 0 && has_room && self.n_units <= n_heads;
            if !is_headed {
                self.turn();
                heads.iter().filter(|_| has_room && i > 0).for_each(|it| self.put(it));
            }
            self.put(&piece);
        }
    }

    fn put(&mut self, part: &Part) {
        if !self.page.is_empty() {
            self.page.push_str(part.gap.text());
            self.n_units += part.gap.text().len();
        }
        self.page.push_str(&part.html());
        self.n_units += part.n_units();
        self.n_entities += part.n_entities();
        self.n_visible += part.runs.iter().map(Run::n_visible).sum::<usize>();
    }

    /// Begins a new message.
    fn turn(&mut self) {
        let page = std::mem::take(&mut self.page);
        if self.n_visible > 0 {
            self.done.push(page);
        }
        (self.n_units, self.n_entities, self.n_visible) = (0, 0, 0);
    }

    fn done(mut self) -> Vec<String> {
        self.turn();
        self.done
    }
}

fn parts(block: &Block, link: &dyn Fn(ClauseRef) -> Option<String>) -> Vec<Part> {
    let open = |gap, runs| Part::new(Frame::Open, gap, runs);
    match block {
        Block::Sentence(sentence) => {
            vec![open(Gap::Paragraph, vec![Run::new(sentence, Face::Plain)])]
        }
        Block::Heading(heading) => vec![open(Gap::Paragraph, vec![Run::new(heading, Face::Bold)])],
        Block::Quote(it) | Block::Converted(it) => quotation(it, link),
        Block::Beside { title, words } => vec![
            open(Gap::Paragraph, vec![Run::new(title, Face::Italic)]),
            Part::new(Frame::Folded, Gap::Line, vec![Run::new(words, Face::Plain)]),
        ],
        Block::Commitments(rows) => rows.iter().flat_map(commitment).collect(),
        Block::List(items) => items.iter().map(|it| item(it, link)).collect(),
    }
}

/// The citation, the heading, what the words are, and the words.
fn quotation(it: &Quotation, link: &dyn Fn(ClauseRef) -> Option<String>) -> Vec<Part> {
    let open = |gap, runs| Part::new(Frame::Open, gap, runs);
    let citation = Run::new(&it.citation, Face::Bold).linked(link(it.clause));
    let citation = open(Gap::Paragraph, vec![citation]);
    let heading = it.heading.iter().map(|it| open(Gap::Line, vec![Run::new(it, Face::Italic)]));
    let notes = it.notes.iter().map(|it| open(Gap::Line, vec![Run::new(it, Face::Italic)]));
    let notes: Vec<Part> = notes.collect();
    let mut words = Part::new(Frame::Quote, Gap::Line, emphasised(it));
    words.heads = std::iter::once(citation.clone()).chain(notes.iter().cloned()).collect();
    std::iter::once(citation).chain(heading).chain(notes).chain([words]).collect()
}

/// The words with those in bold that stand out.
fn emphasised(it: &Quotation) -> Vec<Run> {
    let words = it.words.as_str();
    let mut runs = Vec::new();
    let mut at = 0;
    // Beyond this many, emphasis emphasises nothing.
    for span in it.emphasis.iter().take(MAX_ENTITIES / 3).filter(|it| it.of(words).is_some()) {
        runs.push(Run::new(words.get(at..span.start).unwrap_or_default(), Face::Plain));
        runs.push(Run::new(span.of(words).unwrap_or_default(), Face::Bold));
        at = at.max(span.end);
    }
    runs.push(Run::new(words.get(at..).unwrap_or_default(), Face::Plain));
    runs
}

/// `• 1.5亿剂 · 新冠疫苗援助`, with the words that promise it below.
fn commitment(row: &CommitmentRow) -> Vec<Part> {
    let mut runs = vec![Run::new("• ", Face::Plain)];
    if !row.clause.is_empty() {
        runs.extend([Run::new(&row.clause, Face::Plain), Run::new(" · ", Face::Plain)]);
    }
    runs.push(Run::new(&row.amount, Face::Bold));
    for part in &row.parts {
        runs.extend([Run::new(" · ", Face::Plain), Run::new(part, Face::Plain)]);
    }
    let line = Part::new(Frame::Open, Gap::Line, runs);
    let quote = Part::new(Frame::Quote, Gap::Line, vec![Run::new(&row.quote, Face::Plain)]);
    vec![line, quote]
}

fn item(item: &Item, link: &dyn Fn(ClauseRef) -> Option<String>) -> Part {
    let label = Run::new(&item.label, Face::Bold).linked(item.clause.and_then(link));
    let rest = [Run::new(" ", Face::Plain), Run::new(&item.text, Face::Plain)];
    Part::new(Frame::Open, Gap::Line, std::iter::once(label).chain(rest).collect())
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
        messages(&Reply(blocks), &|_| Some("https://t.me/b?start=1&x".to_owned()))
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
                    1 => Block::Beside { title: "T".to_owned(), words },
                    _ => Block::Sentence(words),
                });
                // A clause that is parted has its citation more than once.
                prop_assume!(!matches!(blocks.last(), Some(Block::Quote(it)) if utf16_len(&it.words) > 3900));
            }
            let squeeze = |it: &str| it.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let wanted: String = blocks.iter().map(|it| match it {
                Block::Quote(it) => format!("CHN{}", it.words),
                Block::Beside { words, .. } => format!("T{words}"),
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
