//! What a question asks about, in units that a clause covers or does not: the
//! concepts it names, and the content words between them.

use std::collections::HashSet;

use crate::language::{Role, grammar, is_stop_word};
use crate::text::{Folded, Key, Language, Segmenter, Span, Token, TokenKind, is_han, tokens};

use super::{
    amounts::{self, Amount},
    concepts::Concepts,
    reading::Mended,
    terms::term,
};

/// The units of a question, in order, and the text they leave for searching.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Units {
    /// In the order of the question.
    pub units: Vec<Unit>,
    /// The folded question as it was read: see [`Units::mended`].
    pub text: String,
    /// What was read otherwise than it was typed.
    pub mended: Vec<Mended>,
    /// The question without its question words: runs of what is left.
    pub(super) runs: Vec<String>,
}

/// One thing asked about.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Where it stands in [`Units::text`].
    pub span: Span,
    /// What it is.
    pub kind: UnitKind,
    /// What it does in the question.
    pub role: Role,
}

/// What a unit is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitKind {
    /// A word of the glossaries; the concepts it may stand for, and its key.
    Concept(Vec<u32>, String),
    /// An amount.
    Amount(Amount),
    /// A Chinese word, folded.
    Han(String),
    /// A stem or a number.
    Word(String),
}

/// Reads a folded question that was mended. `segmenter` is asked for only where there is Han
/// text that no concept covers, since a dictionary takes time to load.
pub(super) fn units<'s>(
    (text, mended): (String, Vec<Mended>),
    names: &HashSet<String>,
    concepts: &Concepts,
    segmenter: impl Fn() -> &'s Segmenter,
) -> Units {
    let key = Key::of(&text);
    let mut found = Units { mended, ..Units::default() };
    let reader = &Reader { names, segmenter };
    let amounts = amounts::in_question(&text);
    let is_apart = |span: Span| !amounts.iter().any(|(it, _)| it.overlaps(&span));
    let in_words = concepts.in_question(&key).into_iter().filter_map(|it| {
        let span = key.source(it.start, it.end).filter(|it| is_apart(*it))?;
        let words = key.as_str().get(it.start..it.end)?.to_owned();
        Some((span, UnitKind::Concept(it.concepts, words), Role::Thing))
    });
    let in_numbers =
        amounts.iter().map(|(span, it)| (*span, UnitKind::Amount(it.clone()), Role::Name));
    let mut whole: Vec<(Span, UnitKind, Role)> = in_words.chain(in_numbers).collect();
    whole.sort_by_key(|(span, ..)| span.start);
    let mut at = 0;
    for (span, kind, role) in whole {
        found.plain(&text, Span::new(at, span.start), reader);
        found.units.push(Unit { span, kind, role });
        found.keep(&text, span);
        at = span.end;
    }
    found.plain(&text, Span::new(at, text.len()), reader);
    found.text = text;
    found
}

struct Reader<'a, S> {
    /// Folded English words that were written as names are.
    names: &'a HashSet<String>,
    segmenter: S,
}

impl<S> Reader<'_, S> {
    fn role(&self, token: &Token<'_>) -> Role {
        let is_name = is_telling_number(token) || self.names.contains(token.text.as_ref());
        if token.kind == TokenKind::Number && !is_name {
            return Role::Light;
        }
        if is_name { Role::Name } else { grammar(Language::English).role(&token.text, "") }
    }
}

/// Years, versions and large numbers tell what is meant; `15` stands in any
/// text, as a part of `15 亿` too.
fn is_telling_number(token: &Token<'_>) -> bool {
    token.kind == TokenKind::Number && token.text.len() > 2
}

/// The folded English words of a question that it writes as names are: with a
/// capital inside a sentence, or as an abbreviation. A question all in capitals
/// tells nothing.
pub(super) fn names(question: &str, folded: &Folded) -> HashSet<String> {
    if !question.contains(|c: char| c.is_lowercase() || is_han(c)) {
        return HashSet::new();
    }
    let mut is_first = true;
    let mut found = HashSet::new();
    for token in tokens(folded.as_str()) {
        let written = folded.source(token.span).and_then(|it| it.of(question)).unwrap_or_default();
        let n_capitals = written.chars().filter(|c| c.is_uppercase()).count();
        if n_capitals > 1 || (n_capitals == 1 && !is_first) {
            found.insert(token.text.into_owned());
        }
        let after = folded.as_str().get(token.span.end..).unwrap_or_default();
        is_first = after.starts_with(['.', '?', '!', ':', '"']);
    }
    found
}

impl Units {
    /// Text that names no concept: its words without the ones that say nothing.
    fn plain<'s, S>(&mut self, text: &str, span: Span, reader: &Reader<'_, S>)
    where
        S: Fn() -> &'s Segmenter,
    {
        let part = span.of(text).unwrap_or_default();
        let mut han: Option<Span> = None;
        for token in tokens(part) {
            let place = Span::new(span.start + token.span.start, span.start + token.span.end);
            if token.kind == TokenKind::Han {
                han = match han {
                    Some(run) if run.end == place.start => Some(Span::new(run.start, place.end)),
                    Some(run) => {
                        self.han(text, run, (reader.segmenter)());
                        Some(place)
                    }
                    None => Some(place),
                };
                continue;
            }
            if let Some(run) = han.take() {
                self.han(text, run, (reader.segmenter)());
            }
            if !is_stop_word(&token.text) {
                let role = reader.role(&token);
                let kind = UnitKind::Word(term(&token));
                self.units.push(Unit { span: place, kind, role });
                self.keep(text, place);
            }
        }
        if let Some(run) = han {
            self.han(text, run, (reader.segmenter)());
        }
    }

    fn han(&mut self, text: &str, run: Span, segmenter: &Segmenter) {
        let mut start = run.start;
        for (word, tag) in segmenter.tagged(run.of(text).unwrap_or_default()) {
            let span = Span::new(start, start + word.len());
            start = span.end;
            if !is_stop_word(word) {
                let role = grammar(Language::Chinese).role(word, tag);
                self.units.push(Unit { span, kind: UnitKind::Han(word.to_owned()), role });
                self.keep(text, span);
            }
        }
    }

    /// Keeps a part of the question for searching; parts that touch are one run,
    /// so that the characters at their seam are searched as a pair.
    fn keep(&mut self, text: &str, span: Span) {
        let part = span.of(text).unwrap_or_default();
        let touches = self.units.len() > 1
            && self.units.iter().rev().nth(1).is_some_and(|it| it.span.end == span.start);
        match self.runs.last_mut().filter(|_| touches) {
            Some(run) => run.push_str(part),
            None => self.runs.push(part.to_owned()),
        }
    }
}
