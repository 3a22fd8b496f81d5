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
    Beside, Block, CommitmentRow, Comparison, Glance, Item, Marked, Quotation, Reply,
    excerpt::columns,
    row::{BOLD, FOLDED, ITALIC, LINE, MAX_ENTITIES, PARAGRAPH, PLAIN, QUOTE, Row, Run},
};

/// Maximum UTF-16 units of a message without tags. Telegram accepts 4096.
pub const MAX_UNITS: usize = 4000;

/// Columns of a clause that is folded below the part of it that answers: some fifteen lines of a phone.
const LONG: usize = 560;

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
            Block::Beside(it) => self.beside(it),
        }
    }

    /// The citation, the heading, the part that answers, the notes, and the words.
    fn quotation(&mut self, it: &'a Quotation) {
        let words = emphasised(&it.words, &it.emphasis);
        let words = Row { quotation: Some(it), ..Row::new(QUOTE, LINE, words) };
        // A clause of several messages is turned by buttons, and is whole on each.
        let is_folded =
            it.glance.is_some() && words.n_units < MAX_UNITS / 2 && columns(&it.words) > LONG;
        self.add(self.citation(it.clause, &it.citation));
        it.heading.iter().for_each(|it| self.add(Row::of(PLAIN, LINE, it, ITALIC)));
        it.glance.iter().for_each(|it| self.glance(it));
        notes(it).for_each(|it| self.add(it));
        self.add(Row { tag: if is_folded { FOLDED } else { QUOTE }, ..words });
    }

    fn citation(&self, clause: ClauseRef, citation: &'a str) -> Row<'a> {
        let citation = Run { link: (self.link)(clause), ..Run::new(citation, BOLD) };
        Row::new(PLAIN, PARAGRAPH, [citation])
    }

    fn glance(&mut self, glance: &'a Glance) {
        match glance {
            Glance::Commitments(rows) => rows.iter().for_each(|it| self.commitment(it)),
            Glance::Passage(it) => {
                self.add(Row::new(PLAIN, LINE, emphasised(&it.words, &it.emphasis)));
            }
        }
    }

    /// The citation, the notes, and the pairs of sentences.
    fn beside(&mut self, it: &'a Beside) {
        self.add(self.citation(it.clause, &it.citation));
        it.notes.iter().for_each(|it| self.add(Row::of(PLAIN, LINE, it, ITALIC)));
        for [above, below] in &it.pairs {
            self.add(Row::of(PLAIN, PARAGRAPH, above, PLAIN));
            self.add(Row::of(QUOTE, LINE, below, PLAIN));
        }
    }

    /// `• 1.5亿剂 · 新冠疫苗援助`, with the words that promise it below.
    fn commitment(&mut self, row: &'a CommitmentRow) {
        let clause = if row.clause.is_empty() { "" } else { " · " };
        let start = ["• ", &row.clause, clause].map(|it| Run::new(it, PLAIN));
        let cells = std::iter::once(&row.amount).chain(&row.parts).enumerate();
        let cells = cells.flat_map(|(place, it)| {
            let face = if place == row.answering { BOLD } else { PLAIN };
            [Run::new(if place == 0 { "" } else { " · " }, PLAIN), Run::new(it, face)]
        });
        let runs = start.into_iter().chain(cells);
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
        let mut heads: Vec<Row<'a>> = quotation
            .flat_map(|it| [self.citation(it.clause, &it.citation)].into_iter().chain(notes(it)))
            .collect();
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
    use crate::{corpus::AgreementRef, render::utf16_len};

    fn quote(words: &str, emphasis: Vec<Span>) -> Block {
        Block::Quote(Quotation {
            clause: ClauseRef { agreement: AgreementRef(0), place: 0 },
            citation: "C".to_owned(),
            heading: Some("H".to_owned()),
            glance: None,
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

    fn at(place: usize) -> ClauseRef {
        ClauseRef { agreement: AgreementRef(0), place }
    }

    fn marked(words: &str, start: usize, end: usize) -> Marked {
        Marked { words: words.to_owned(), emphasis: vec![Span::new(start, end)] }
    }

    fn row(clause: &str, place: usize) -> CommitmentRow {
        CommitmentRow {
            at: at(place),
            clause: clause.to_owned(),
            amount: "5 <m".to_owned(),
            parts: vec!["aid".to_owned(), "2022".to_owned()],
            answering: 1,
            quote: "gives 5".to_owned(),
        }
    }

    #[test]
    fn commitments_and_lists_as_a_message() {
        let item = |label: &str, clause| Item {
            label: label.to_owned(),
            text: "Trade".to_owned(),
            clause,
        };
        let blocks = vec![
            Block::Heading("T".to_owned()),
            Block::Commitments(vec![row("3.6", 0), row("", 1)]),
            Block::List(vec![item("3.6", Some(at(0))), item("4", None)]),
        ];
        assert_snapshot!(rendered(blocks).join("\n--\n"), @r#"
        <b>T</b>
        • 3.6 · 5 &lt;m · <b>aid</b> · 2022
        <blockquote>gives 5</blockquote>
        • 5 &lt;m · <b>aid</b> · 2022
        <blockquote>gives 5</blockquote>
        <a href="https://t.me/b?start=1&amp;x"><b>3.6</b></a> Trade
        <b>4</b> Trade
        "#);
    }

    #[test]
    fn two_texts_as_a_message() {
        let compared = Comparison {
            verdict: "V".to_owned(),
            clause: Some(at(0)),
            here: marked("his words", 0, 3),
            there: Some(marked("its words", 4, 9)),
            notes: vec!["N".to_owned()],
        };
        let pair = |above: &str, below: &str| [above.to_owned(), below.to_owned()];
        let beside = Beside {
            clause: at(0),
            citation: "C".to_owned(),
            notes: vec!["N".to_owned()],
            pairs: vec![pair("One.", "一。"), pair("Two.", "二。")],
        };
        let parallel = Block::Parallel { title: "T".to_owned(), words: "w".to_owned() };
        let blocks = vec![Block::Compared(compared), Block::Beside(beside), parallel];
        assert_snapshot!(rendered(blocks).join("\n--\n"), @r#"
        <a href="https://t.me/b?start=1&amp;x"><b>V</b></a>
        <b>his</b> words
        <blockquote>its <b>words</b></blockquote>
        <i>N</i>

        <a href="https://t.me/b?start=1&amp;x"><b>C</b></a>
        <i>N</i>

        One.
        <blockquote>一。</blockquote>

        Two.
        <blockquote>二。</blockquote>

        <i>T</i>
        <blockquote expandable>w</blockquote>
        "#);
    }

    /// A long clause below the part of it that answers is folded, unless it fills messages.
    #[test]
    fn a_clause_is_folded_below_what_answers() {
        let tag = |n: usize, glance: Option<Glance>| {
            let Block::Quote(it) = quote(&"x".repeat(n), Vec::new()) else { unreachable!() };
            let html = rendered(vec![Block::Quote(Quotation { glance, ..it })]).concat();
            html.matches("<blockquote").count() + 10 * html.matches("expandable").count()
        };
        let passage = || Some(Glance::Passage(marked("a b", 0, 1)));
        let shown = [LONG, LONG + 1, MAX_UNITS / 2 - 1, MAX_UNITS / 2];
        assert_eq!(shown.map(|n| tag(n, passage())), [1, 11, 11, 1]);
        assert_eq!(shown.map(|n| tag(n, None)), [1; 4]);
        let Block::Quote(it) = quote("words", Vec::new()) else { unreachable!() };
        let rows = Glance::Commitments(vec![row("", 0)]);
        let glances = [rows, Glance::Passage(marked("a b", 0, 1))];
        let html = glances.map(|glance| {
            rendered(vec![Block::Quote(Quotation { glance: Some(glance), ..it.clone() })]).concat()
        });
        assert!(html[0].contains("</i>\n• 5 &lt;m"), "{}", html[0]);
        assert!(html[1].contains("</i>\n<b>a</b> b\n<i>N</i>"), "{}", html[1]);
    }

    #[test]
    fn a_message_names_the_clauses_that_it_lists() {
        let rows = ["3.6", "3.6", "4", "3.6"].into_iter().zip([0, 0, 1, 0]);
        let block = Block::Commitments(rows.map(|(clause, place)| row(clause, place)).collect());
        let reply = Reply(vec![block]);
        let messages = messages(&reply, &|_| None);
        assert_eq!(messages[0].committed(), [0, 1, 0].map(at));
    }

    /// Telegram shows no entity after the hundredth.
    #[test]
    fn a_message_has_few_entities() {
        let n_messages = |n: usize| {
            let html = rendered(vec![Block::Heading("x".to_owned()); n]);
            assert!(html.iter().all(|it| it.matches("</b>").count() <= MAX_ENTITIES));
            html.len()
        };
        assert_eq!([MAX_ENTITIES, MAX_ENTITIES + 1, 2 * MAX_ENTITIES].map(n_messages), [1, 2, 2]);
        let spans = |n: usize| (0..n).map(|it| Span::new(2 * it, 2 * it + 1)).collect();
        let html = rendered(vec![quote(&"ab".repeat(99), spans(99))]).concat();
        assert_eq!(html.matches("<b>a</b>b").count(), MAX_ENTITIES / 3);
        assert!(html.ends_with("</b>bab</blockquote>") || html.ends_with("ab</blockquote>"));
    }

    /// The first piece of a long clause stays below its head, unless something is above that.
    #[test]
    fn the_head_of_a_long_clause_is_repeated() {
        let long = || quote(&"x".repeat(MAX_UNITS + 1), Vec::new());
        let heads = |blocks: Vec<Block>| {
            let html = rendered(blocks);
            assert!(html.iter().all(|it| utf16_len(&read(it).unwrap()) <= MAX_UNITS));
            let n = |it: &String, what: &str| it.matches(what).count();
            html.iter().map(|it| (n(it, "<b>C</b>"), n(it, "<i>N</i>"))).collect::<Vec<_>>()
        };
        assert_eq!(heads(vec![long()]), [(1, 1), (1, 1)]);
        let above = Block::Sentence("words above".to_owned());
        assert_eq!(heads(vec![above, long()]), [(1, 1), (0, 0), (1, 1)]);
        // A head as long as half a message is shown once.
        let Block::Quote(it) = long() else { unreachable!() };
        let [fits, does_not] = [6, 5].map(|n| {
            let notes = vec!["N".to_owned(), "x".repeat(MAX_UNITS / 2 - n - 3)];
            heads(vec![Block::Quote(Quotation { notes, ..it.clone() })])
        });
        assert_eq!(fits, [(1, 1), (1, 1)]);
        assert_eq!(does_not, [(1, 1), (0, 0), (0, 0)]);
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
                | Block::Beside(_)
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
