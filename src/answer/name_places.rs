//! The places of a question where a name of a document may stand: in quotation marks, beside a number, in capitals.
//!
//! `根据养犬条例第三条` has the place `养犬条例`, beside a number; with the words that lead to it, it can be cut out.

use crate::{
    corpus::number::mentions,
    language::{has_content, is_stop_word},
    text::{Folded, Key, Span, Token, is_han},
};

use super::reference::without_showing;

/// A question, as names of documents are looked for in it.
pub(super) struct Places<'a> {
    typed: &'a str,
    folded: &'a Folded,
    pub(super) tokens: &'a [Token<'a>],
    pub(super) key: Key,
    /// Where it refers to a clause or a section by number.
    pub(super) numbers: Vec<Span>,
}

impl<'a> Places<'a> {
    pub(super) fn new(typed: &'a str, folded: &'a Folded, tokens: &'a [Token<'a>]) -> Self {
        let numbers = mentions(folded.as_str()).into_iter().filter(|it| it.is_marked);
        let numbers = numbers.map(|it| it.span).collect();
        Self { typed, folded, tokens, key: Key::of_tokens(tokens), numbers }
    }

    pub(super) fn text(&self) -> &str {
        self.folded.as_str()
    }

    /// Whether a number stands right before or behind a name, perhaps with `of the` or `的` between.
    pub(super) fn is_beside_number(&self, span: Span) -> bool {
        let is_joint = |from: usize, to: usize| {
            let gap = self.text().get(from..to);
            gap.is_some_and(|it| !has_content(it) && it.chars().count() <= 12)
        };
        self.numbers.iter().any(|it| {
            (it.end <= span.start && is_joint(it.end, span.start))
                || (span.end <= it.start && is_joint(span.end, it.start))
        })
    }

    /// Whether a name is written as an abbreviation, in a question that has other letters too.
    pub(super) fn is_in_capitals(&self, span: Span) -> bool {
        let written = self.folded.source(span).and_then(|it| it.of(self.typed)).unwrap_or_default();
        let is_name = written.chars().filter(|c| c.is_uppercase()).count() > 1
            && !written.contains(char::is_whitespace);
        let rest = self.cut(self.numbers.iter().copied().chain([span]));
        let is_other = |c: char| c.is_lowercase() || is_han(c);
        is_name && (self.typed.contains(is_other) || !has_content(&without_showing(&rest)))
    }

    /// The text without some of its places.
    pub(super) fn cut(&self, spans: impl IntoIterator<Item = Span>) -> String {
        let mut text = self.text().to_owned();
        for span in spans {
            if text.get(span.start..span.end).is_some() {
                text.replace_range(span.start..span.end, &" ".repeat(span.len()));
            }
        }
        text
    }

    /// The name that ends in a noun for a document and stands beside a number: `养犬条例` in `养犬条例第三条`,
    /// `paris agreement` in `article 3 of the paris agreement`.
    pub(super) fn name_before(&self, noun: Span) -> Option<Span> {
        let is_han = self.text().get(noun.start..)?.starts_with(is_han);
        let start = if is_han { self.han_start(noun)? } else { self.latin_start(noun)? };
        let span = Span::new(start, noun.end);
        (start < noun.start && self.is_beside_number(span)).then_some(span)
    }

    /// Where a Chinese name may begin that ends in this noun: behind the words that lead to it.
    fn han_start(&self, noun: Span) -> Option<usize> {
        const PARTING: [&str; 4] = ["的", "里", "在", "问"];
        let before = self.text().get(..noun.start)?;
        let run = before.char_indices().rev().take_while(|(_, c)| is_han(*c)).last();
        let mut start = run.map_or(noun.start, |it| it.0);
        let parting = PARTING.iter().chain(&LEADS);
        let ends = parting.filter_map(|it| Some(before.get(start..)?.rfind(it)? + it.len()));
        start += ends.max().unwrap_or(0);
        loop {
            let rest = before.get(start..)?;
            let starts = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(4);
            let Some(len) = starts.filter(|it| rest.get(..*it).is_some_and(is_stop_word)).last()
            else {
                break;
            };
            start += len;
        }
        Some(start)
    }

    /// Where an English name may begin that ends in this noun: behind the last stop word.
    fn latin_start(&self, noun: Span) -> Option<usize> {
        let at = self.tokens.iter().position(|it| it.span == noun)?;
        let before = self.tokens.get(..at)?.iter().rev();
        let mut start = noun.start;
        for token in before {
            let is_apart = self.text().get(token.span.end..start).is_none_or(|it| it.len() > 1);
            let is_in_number = self.numbers.iter().any(|it| it.overlaps(&token.span));
            if is_apart || is_in_number || is_stop_word(&token.text) {
                break;
            }
            start = token.span.start;
        }
        Some(start)
    }

    /// Whether words stand where only a name does: no other word of a topic touches them.
    pub(super) fn stands_as_name(&self, span: Span) -> bool {
        const BEHIND: [&str; 14] = [
            "的", "里", "中", "对", "关于", "规定", "怎", "如何", "有", "是", "什么", "讲", "说",
            "第",
        ];
        let after = self.text().get(span.end..).unwrap_or_default();
        let before = self.text().get(..span.start).unwrap_or_default();
        if self.text().get(span.start..).is_some_and(|it| it.starts_with(is_han)) {
            let ends = !after.starts_with(is_han) || BEHIND.iter().any(|it| after.starts_with(it));
            let run = before.char_indices().rev().take_while(|(_, c)| is_han(*c)).last();
            let led = run.map_or("", |it| before.get(it.0..).unwrap_or_default());
            let is_led = LEADS.iter().any(|it| led.ends_with(it));
            return ends && (is_led || !has_content(led));
        }
        let n_before = self.tokens.partition_point(|it| it.span.start < span.start);
        let last = n_before.checked_sub(1).and_then(|at| self.tokens.get(at));
        let next = self.tokens.iter().find(|it| it.span.start >= span.end);
        let is_parted = |from: usize, to: usize| {
            self.text().get(from..to).is_some_and(|it| it.contains([',', ':', ';', '?', '(']))
        };
        last.is_none_or(|it| is_stop_word(&it.text) || is_parted(it.span.end, span.start))
            && next.is_none_or(|it| is_stop_word(&it.text) || is_parted(span.end, it.span.start))
    }

    /// A name with the words that lead to it: `according to the …`, `in the …`, `根据…`.
    pub(super) fn widened(&self, span: Span) -> Span {
        let before = self.text().get(..span.start).unwrap_or_default().trim_end();
        let is_whole = |it: &&&str| {
            let rest = before.strip_suffix(**it);
            rest.is_some_and(|rest| {
                !it.is_ascii() || !rest.ends_with(|c: char| c.is_alphanumeric())
            })
        };
        let lead = LEADS.iter().chain(&PREPOSITIONS).filter(is_whole).map(|it| it.len()).max();
        lead.map_or(span, |len| Span::new(before.len() - len, span.end))
    }
}

/// Words that lead to the name of a document and are none of what is asked.
const PREPOSITIONS: [&str; 9] =
    ["of the", "in the", "under the", "of", "in", "under", "from the", "by the", "the"];

/// Words that lead to the name of a document.
const LEADS: [&str; 9] =
    ["according to the", "according to", "as per the", "根据", "依据", "依照", "按照", "按", "依"];

/// The texts in quotation marks, each with its place together with the marks.
pub(super) fn marked(folded: &str) -> impl Iterator<Item = (Span, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = folded.get(at..)?;
        let (start, opening) = rest.char_indices().find(|(_, c)| ['《', '〈', '"'].contains(c))?;
        let closing = match opening {
            '《' => '》',
            '〈' => '〉',
            _ => '"',
        };
        let inner = rest.get(start + opening.len_utf8()..)?;
        let len = inner.find(closing)?;
        let end = at + start + opening.len_utf8() + len + closing.len_utf8();
        let span = Span::new(at + start, end);
        at = end;
        Some((span, inner.get(..len)?))
    })
}
