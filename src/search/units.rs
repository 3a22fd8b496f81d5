//! The units of a question: the concepts and amounts that it names, and the content words between
//! them. `疫苗和the EU` has the units `疫苗` and `eu`.

use std::collections::HashSet;

use crate::language::{Role, grammar, is_stop_word};
use crate::text::{Folded, Key, Language, Segmenter, Span, Token, TokenKind, is_han, tokens};

use super::{
    amounts,
    concepts::Concepts,
    indexed::Indexed,
    meanings::{telling, words_in},
    query::{Query, QueryMaker},
    reading::Mended,
    terms::term,
    unit::{Unit, UnitKind},
};

/// The units of a question, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Units {
    /// In the order of the question.
    pub units: Vec<Unit>,
    /// The folded question with its slips corrected: see [`Units::mended`].
    pub text: String,
    /// The corrections.
    pub mended: Vec<Mended>,
    /// Its terms and weights in the library.
    pub(super) query: Query,
}

/// Splits a corrected folded question. `segmenter` is called only where there are Han characters that
/// no concept covers, since a dictionary takes time to load.
pub(super) fn units<'s>(
    (text, mended): (String, Vec<Mended>),
    names: &HashSet<String>,
    concepts: &Concepts,
    segmenter: impl Fn() -> &'s Segmenter,
    indexed: &Indexed,
) -> Units {
    let key = Key::of(&text);
    let amounts = amounts::in_question(&text);
    let asking = grammar(Language::Chinese).question_words(&text);
    let cuts_one = |span: &Span| asking.iter().any(|it| it.overlaps(span) && !span.contains(it));
    let is_apart =
        |span: Span| !amounts.iter().any(|(it, _)| it.overlaps(&span)) && !cuts_one(&span);
    let is_on = |concept| indexed.n_about(concept) > 0;
    let in_words = concepts.words(&key, is_on).into_iter().filter_map(|it| {
        let span = key.source(it.start, it.end).filter(|it| is_apart(*it))?;
        let words = key.as_str().get(it.start..it.end)?.to_owned();
        Some((span, UnitKind::Concept(it.concepts, words), it.broader))
    });
    let in_numbers = amounts.iter();
    let in_numbers = in_numbers.map(|(span, it)| (*span, UnitKind::Amount(it.clone()), Vec::new()));
    let mut whole: Vec<(Span, UnitKind, Vec<u32>)> = in_words.chain(in_numbers).collect();
    whole.sort_by_key(|(span, ..)| span.start);
    let mut splitter =
        Splitter { text: &text, asking: &asking, names, concepts, segmenter, units: Vec::new() };
    let mut at = 0;
    for (span, kind, broader) in whole {
        splitter.plain(Span::new(at, span.start));
        splitter.whole(span, kind, broader);
        at = span.end;
    }
    splitter.plain(Span::new(at, text.len()));
    let mut units = splitter.units;
    let query = QueryMaker::new(indexed, &text).make(&units);
    for weighed in &query.units {
        if let Some(unit) = units.get_mut(weighed.place) {
            unit.weight = weighed.weight;
        }
    }
    Units { units, text, mended, query }
}

struct Splitter<'a, S> {
    text: &'a str,
    /// The places of its Chinese question words.
    asking: &'a [Span],
    /// Folded English words that were written as names are.
    names: &'a HashSet<String>,
    concepts: &'a Concepts,
    segmenter: S,
    units: Vec<Unit>,
}

impl<'s, S: Fn() -> &'s Segmenter> Splitter<'_, S> {
    /// Adds a concept or an amount.
    fn whole(&mut self, span: Span, kind: UnitKind, broader: Vec<u32>) {
        let role = match &kind {
            UnitKind::Concept(..) if self.is_light(span) => Role::Light,
            UnitKind::Concept(..) | UnitKind::Han(_) | UnitKind::Word(_) => Role::Thing,
            UnitKind::Amount(_) => Role::Name,
        };
        self.units.push(Unit { broader, ..self.unit(span, kind, role) });
    }

    /// Whether a concept is named by one word that could stand in any question, such as `专家` or `price`.
    fn is_light(&self, span: Span) -> bool {
        let text = span.of(self.text).unwrap_or_default();
        match tokens(text).as_slice() {
            [token] if token.kind == TokenKind::Word => {
                grammar(Language::English).role(&token.text, "") == Role::Light
            }
            // A tag says nothing here: only words of the list are light.
            [token, ..] if token.kind == TokenKind::Han => {
                grammar(Language::Chinese).role(text, "n") == Role::Light
            }
            _ => false,
        }
    }

    /// Adds the content words of a part that names no concept.
    fn plain(&mut self, part: Span) {
        let found = tokens(part.of(self.text).unwrap_or_default());
        let is_run = |a: &Token<'_>, b: &Token<'_>| {
            a.kind == TokenKind::Han && b.kind == TokenKind::Han && a.span.end == b.span.start
        };
        for run in found.chunk_by(is_run) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let span = first.span.to(&last.span).shifted(part.start);
            match first.kind {
                TokenKind::Han => self.han(span),
                TokenKind::Word | TokenKind::Number if is_stop_word(&first.text) => (),
                TokenKind::Word | TokenKind::Number => {
                    self.units.push(self.unit(span, UnitKind::Word(term(first)), self.role(first)));
                }
            }
        }
    }

    /// Adds the content words of Han characters, which stand around question words.
    fn han(&mut self, run: Span) {
        let mut start = run.start;
        for it in self.asking.iter().filter(|it| run.contains(it)) {
            self.han_words(Span::new(start, it.start));
            start = it.end;
        }
        self.han_words(Span::new(start, run.end));
    }

    fn han_words(&mut self, run: Span) {
        let mut start = run.start;
        let chinese = grammar(Language::Chinese);
        let mut before = "";
        for (word, tag) in (self.segmenter)().tagged(run.of(self.text).unwrap_or_default()) {
            let span = Span::new(start, start + word.len());
            start = span.end;
            let is_asking = chinese.is_repeated(word, before);
            before = word;
            if !is_stop_word(word) && !is_asking {
                let role = chinese.role(word, tag);
                self.units.push(self.unit(span, UnitKind::Han(word.to_owned()), role));
            }
        }
    }

    fn role(&self, token: &Token<'_>) -> Role {
        if is_telling_number(token) || self.names.contains(token.text.as_ref()) {
            Role::Name
        } else if token.kind == TokenKind::Number {
            Role::Light
        } else {
            grammar(Language::English).role(&token.text, "")
        }
    }

    /// A unit that names a kind of nothing.
    fn unit(&self, span: Span, kind: UnitKind, role: Role) -> Unit {
        let words = match kind {
            UnitKind::Amount(_) => Vec::new(),
            UnitKind::Concept(..) | UnitKind::Han(_) | UnitKind::Word(_) => {
                let text = span.of(self.text).unwrap_or_default();
                telling(words_in(text, &self.segmenter))
            }
        };
        let is_general = matches!(&kind, UnitKind::Concept(concepts, _)
            if !concepts.is_empty() && concepts.iter().all(|it| self.concepts.is_general(*it)));
        let (weight, broader) = (0.0, Vec::new());
        Unit { span, kind, role, weight, broader, is_general, words }
    }
}

/// Years, versions and large numbers name something; `15` stands in any text.
fn is_telling_number(token: &Token<'_>) -> bool {
    token.kind == TokenKind::Number && token.text.len() > 2
}

/// The folded English words that a question writes as names: with a capital inside a sentence, or as
/// an abbreviation. A question all in capitals has none.
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
