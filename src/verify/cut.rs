//! The parts of a text that may come from a document: its quotations, and sentences without one.

use std::ops::Range;

use crate::{
    corpus::number::{Reference, mentions},
    language::{grammar, language_of},
    text::{Folding, Span, clause_sentence::Sentences, glyph::Glyphs},
};

/// The sort of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words in quotation marks.
    Quotation,
    /// A sentence without quotation marks.
    Sentence,
}

/// A part of a text that may come from a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) kind: Kind,
    pub(super) span: Span,
    /// The byte after the words that may only say where the rest stands: `第3.6条规定，`.
    pub(super) body: usize,
    /// The clause that the words before it name.
    pub(super) cited: Option<Reference>,
    /// The quotations in it, and the words before, between and after them.
    pub(super) inner: Vec<Part>,
}

impl Part {
    fn of(kind: Kind, span: Span, cited: Option<Reference>) -> Self {
        Self { kind, span, body: span.start, cited, inner: Vec::new() }
    }

    /// Whether the words at `span` may be those of a writer who quotes.
    pub(super) fn frames(&self, span: Span) -> bool {
        let is_quoted = |it: &Self| it.kind == Kind::Quotation && it.span.contains(&span);
        let has_quotation = !self.inner.is_empty();
        span.start < self.body || (has_quotation && !self.inner.iter().any(is_quoted))
    }
}

/// Opening quotation marks with their closing ones.
const QUOTATION_MARKS: [(char, char); 6] =
    [('“', '”'), ('「', '」'), ('『', '』'), ('«', '»'), ('"', '"'), ('＂', '＂')];

/// Characters of the shortest quotation that is more than a name.
const SHORTEST_QUOTATION: usize = 8;

/// The parts of a text, in order.
pub(super) fn parts(text: &str, folding: &Folding) -> Vec<Part> {
    let mut found = Vec::new();
    for block in blocks(text) {
        let words = block.of(text).unwrap_or_default();
        for sentence in sentences(words) {
            found.push(part(text, sentence.shifted(block.start), folding));
        }
    }
    found
}

/// The runs of lines between blank lines and list items.
fn blocks(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut at = 0;
    let mut is_open = false;
    for line in text.split_inclusive(['\n', '\r']) {
        let span = Span::new(at, at + line.len());
        at = span.end;
        let words = line.trim();
        let begins = words.starts_with(['-', '•', '●', '*', '·', '>', '#', '|']);
        match found.last_mut().filter(|_| is_open && !begins) {
            Some(last) if !words.is_empty() => last.end = span.end,
            Some(_) | None if !words.is_empty() => found.push(span),
            Some(_) | None => {}
        }
        is_open = !words.is_empty();
    }
    found
}

/// The sentences of a block.
fn sentences(text: &str) -> Vec<Span> {
    let (glyphs, grammar) = (Glyphs::of(text), grammar(language_of(text)));
    let all = Sentences::of(&glyphs, |at| grammar.ends_sentence(&glyphs, at));
    let mut found = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        let sentence = all.sentence(at);
        at = sentence.end.max(at + 1);
        found.push(glyphs.span(sentence.start, sentence.end));
    }
    joined(text, found)
}

/// Joins the sentences of a quotation: it is compared as a whole.
fn joined(text: &str, sentences: Vec<Span>) -> Vec<Span> {
    let quotations = quotations(text);
    let mut quotations = quotations.iter().peekable();
    let mut found: Vec<Span> = Vec::new();
    for sentence in sentences {
        while quotations.next_if(|it| it.end <= sentence.start).is_some() {}
        let is_inside = quotations.peek().is_some_and(|it| it.start < sentence.start);
        match found.last_mut().filter(|_| is_inside) {
            Some(last) => last.end = sentence.end,
            None => found.push(sentence),
        }
    }
    found
}

/// The places of quotations, with their marks; the outer one of two.
fn quotations(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.char_indices() {
        if open.last().is_some_and(|(_, closing)| *closing == c) {
            let start = open.pop().map_or(at, |(start, _)| start);
            if open.is_empty() {
                found.push(Span::new(start, at + c.len_utf8()));
            }
        } else if let Some((_, closing)) = QUOTATION_MARKS.iter().find(|(opening, _)| *opening == c)
        {
            open.push((at, *closing));
        }
    }
    found
}

/// A sentence with its quotations and the words between them.
fn part(text: &str, sentence: Span, folding: &Folding) -> Part {
    let words = sentence.of(text).unwrap_or_default();
    let (len, cited_first) = lead_in(words, folding);
    let mut whole = Part {
        kind: Kind::Sentence,
        span: sentence,
        body: sentence.start + len,
        cited: cited_first,
        inner: Vec::new(),
    };
    let mut at = 0;
    for quotation in quotations(words) {
        let quoted = quotation.of(words).unwrap_or_default();
        if quoted.chars().count() < SHORTEST_QUOTATION + 2 {
            continue;
        }
        let cited = words.get(at..quotation.start).and_then(|it| cited(it, folding));
        let between = Span::new(at, quotation.start).shifted(sentence.start);
        whole.inner.push(Part::of(Kind::Sentence, between, None));
        let parts = around_ellipses(quoted).into_iter().map(|it| {
            let span = it.shifted(sentence.start + quotation.start);
            Part::of(Kind::Quotation, span, cited)
        });
        whole.inner.extend(parts);
        at = quotation.end;
    }
    if at > 0 {
        let rest = Span::new(sentence.start + at, sentence.end);
        whole.inner.push(Part::of(Kind::Sentence, rest, None));
    }
    whole
}

/// The parts of a quotation between `……`, `...` and `[…]`.
fn around_ellipses(quoted: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, sign) in quoted.match_indices("...").chain(quoted.match_indices('…')) {
        found.push((at, at + sign.len()));
    }
    found.sort_unstable();
    let mut parts = Vec::new();
    for (at, end) in found {
        parts.push(Span::new(start, at));
        start = end;
    }
    parts.push(Span::new(start, quoted.len()));
    parts.retain(|it| it.of(quoted).is_some_and(|it| it.chars().any(char::is_alphanumeric)));
    parts
}

/// The length of the words that may only say where a sentence stands: `第3.6条规定，`, `According to clause 3.6, `; and
/// that clause.
fn lead_in(sentence: &str, folding: &Folding) -> (usize, Option<Reference>) {
    if let Some((len, reference)) = numbered(sentence, folding) {
        return (len, Some(reference));
    }
    let stops = ["，", "：", ", ", ": ", " that "];
    let ends = stops.iter().filter_map(|it| Some(sentence.find(it)? + it.len()));
    let Some(end) = ends.min().filter(|it| it * 2 < sentence.len()) else { return (0, None) };
    let words = sentence.get(..end).unwrap_or_default();
    match cited(words, folding) {
        Some(reference) => (end, Some(reference)),
        None if words.contains('《') && words.contains('》') => (end, None),
        None => (0, None),
    }
}

/// The length of the number that a clause is copied with, `3.6 `, `第三条　`; and that clause.
fn numbered(sentence: &str, folding: &Folding) -> Option<(usize, Reference)> {
    let (number, _) = sentence.trim_start().split_once(char::is_whitespace)?;
    let folded = folding.fold(number);
    let only = mentions(folded.as_str()).into_iter().next()?;
    let is_whole = folded.as_str().get(only.span.end..)?.chars().all(|c| ".:、)".contains(c));
    let len = sentence.len() - sentence.trim_start().len() + number.len();
    (only.span.start == 0 && is_whole).then_some((len, only.reference))
}

/// The last clause that some words name.
fn cited(words: &str, folding: &Folding) -> Option<Reference> {
    let folded = folding.fold(words);
    let named = mentions(folded.as_str()).into_iter().rfind(|it| it.is_marked)?;
    Some(named.reference)
}

/// Cuts a part again, at its line ends and then at its commas; one piece if it has none.
pub(super) fn pieces(text: &str, part: Span) -> Vec<Span> {
    let words = part.of(text).unwrap_or_default();
    let at_lines = cut_at(words, |c, _| c == '\n' || c == '\r');
    let cut = if at_lines.len() > 1 {
        at_lines
    } else {
        cut_at(words, |c, next| {
            "，：—".contains(c) || (",:".contains(c) && next.is_none_or(char::is_whitespace))
        })
    };
    cut.into_iter().map(|it| Span::from(it).shifted(part.start)).collect()
}

fn cut_at(words: &str, ends: impl Fn(char, Option<char>) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut rest = words.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if ends(c, rest.peek().map(|it| it.1)) {
            found.push(start..at);
            start = at + c.len_utf8();
        }
    }
    found.push(start..words.len());
    found
        .retain(|it| words.get(it.clone()).is_some_and(|it| it.chars().any(char::is_alphanumeric)));
    found
}
