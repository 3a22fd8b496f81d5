//! The blocks of a reply as HTML.

use maud::{Markup, html};

use crate::{
    render::{Beside, Block, CommitmentRow, Glance, Item, Quotation},
    text::{Locale, Span},
};

use super::visit::Visit;

/// Latin letters that say as much as a Han character.
const HAN_WORTH: usize = 3;

/// The blocks of a reply. Links to clauses have `query` at their end; without one, this is the page of the quoted clause,
/// whose citation is the heading of the page.
pub(super) fn blocks(visit: Visit<'_>, blocks: &[Block], query: Option<&str>) -> Markup {
    html! { @for block in blocks { (one(visit, block, query)) } }
}

fn one(visit: Visit<'_>, block: &Block, query: Option<&str>) -> Markup {
    let ending = query.unwrap_or_default();
    match block {
        Block::Sentence(words) => html! { p { (words) } },
        Block::Heading(words) => html! { h2 { (words) } },
        Block::Quote(it) | Block::Converted(it) => quotation(visit, it, query),
        Block::Parallel { title, words } => html! {
            details { summary { (title) } blockquote lang=(lang(visit, words)) { (lines(words)) } }
        },
        Block::Commitments(rows) => commitments(visit, rows, ending),
        Block::List(list) => items(visit, list, ending),
        Block::Compared(it) => html! { p { (it.verdict) } },
        Block::Beside(it) => beside(visit, it),
    }
}

fn quotation(visit: Visit<'_>, it: &Quotation, query: Option<&str>) -> Markup {
    let ending = query.unwrap_or_default();
    let link = visit.clause_link(it.clause).map(|it| it + ending);
    html! {
        article {
            @if query.is_none() { h1 { (it.citation) } } @else { h2 { a href=[link] { (it.citation) } } }
            @if let Some(heading) = &it.heading { p.under { (heading) } }
            @match &it.glance {
                Some(Glance::Commitments(rows)) => (commitments(visit, rows, ending)),
                Some(Glance::Passage(passage)) => p.passage { (marked(&passage.words, &passage.emphasis)) },
                None => {}
            }
            blockquote lang=(lang(visit, &it.words)) { (marked(&it.words, &it.emphasis)) }
            @for note in &it.notes { p.note { (note) } }
        }
    }
}

/// Commitments, a line each.
pub(super) fn commitments(visit: Visit<'_>, rows: &[CommitmentRow], query: &str) -> Markup {
    html! {
        ul.commitments {
            @for row in rows {
                li {
                    @if !row.clause.is_empty() {
                        a href=[visit.clause_link(row.at).map(|it| it + query)] { (row.clause) } " "
                    }
                    strong { (row.amount) }
                    @for part in &row.parts { " · " (part) }
                }
            }
        }
    }
}

/// A list of clauses, with links, or of other things.
pub(super) fn items(visit: Visit<'_>, list: &[Item], query: &str) -> Markup {
    html! {
        ul.clauses {
            @for item in list {
                @let link = item.clause.and_then(|it| visit.clause_link(it)).map(|it| it + query);
                li {
                    @if link.is_some() { a href=[link] { (item.label) } } @else { b { (item.label) } }
                    " " span lang=(lang(visit, &item.text)) { (item.text) }
                }
            }
        }
    }
}

fn beside(visit: Visit<'_>, it: &Beside) -> Markup {
    html! {
        article {
            h2 { a href=[visit.clause_link(it.clause)] { (it.citation) } }
            @for pair in &it.pairs {
                div.pair { @for words in pair { p lang=(lang(visit, words)) { (words) } } }
            }
            @for note in &it.notes { p.note { (note) } }
        }
    }
}

/// Words with marked spans, a paragraph for each line.
pub(super) fn marked(words: &str, marks: &[Span]) -> Markup {
    let mut start = 0;
    let line_of = |line: &str| {
        let from = start;
        start += line.len() + 1;
        let inside = marks.iter().filter(|it| it.start >= from && it.end <= from + line.len());
        let local: Vec<Span> = inside.map(|it| Span::new(it.start - from, it.end - from)).collect();
        in_line(line, &local)
    };
    let found: Vec<Markup> = words.split('\n').map(line_of).collect();
    html! { @for line in &found { p { (line) } } }
}

fn in_line(line: &str, marks: &[Span]) -> Markup {
    let mut at = 0;
    let mut pieces = Vec::new();
    for mark in marks {
        let before = line.get(at..mark.start).unwrap_or_default();
        pieces.push((before, mark.of(line).unwrap_or_default()));
        at = mark.end;
    }
    let rest = line.get(at..).unwrap_or_default();
    html! { @for (before, words) in &pieces { (before) mark { (words) } } (rest) }
}

/// Words, a paragraph for each line.
pub(super) fn lines(words: &str) -> Markup {
    marked(words, &[])
}

/// The language tag of words of a document, which decides the form of their characters.
pub(super) fn lang(visit: Visit<'_>, words: &str) -> Locale {
    let scripts = visit.assistant().scripts(words);
    if scripts.n_latin > scripts.n_han * HAN_WORTH {
        return Locale::En;
    }
    match scripts.locale() {
        Some(Locale::ZhHans) if scripts.n_simplified == 0 && visit.locale == Locale::ZhHant => {
            Locale::ZhHant
        }
        Some(locale) => locale,
        None => visit.locale,
    }
}
