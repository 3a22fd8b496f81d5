//! The places of a text that a question asks about, for highlighting.
//!
//! Marked are a unit's own words, other words for its concept, and amounts of its value, whatever words write them; where
//! the text has none of these, the words for what it is a kind of, or the word that is nearest.

use std::cell::OnceCell;

use crate::{
    commitment::quantities,
    language::{Role, language_of},
    text::{Folded, Key, Span, Token, TokenKind, VectorWord, stem, tokens},
};

use super::{
    Index, Unit, UnitKind, Units, amounts::Amount, concepts::Named, meanings::words_in,
    nearness::AskedWord,
};

/// The share of the heaviest unit's weight that a unit must have to be marked: without it, the parties
/// would be marked in every clause.
const TELLING: f32 = 0.35;

/// The similarity from which a word is marked in the place of one that the text lacks.
const NEAR: f32 = 0.45;

/// Finds the places of texts that one question asks about.
#[derive(Clone, Debug)]
pub struct Marker<'a> {
    index: &'a Index,
    /// The units that are marked.
    telling: Vec<&'a Unit>,
}

impl Index {
    /// Takes the units of a question that tell something, to find them in texts.
    pub fn marker<'a>(&'a self, units: &'a Units) -> Marker<'a> {
        let most = units.units.iter().map(|it| it.weight).fold(0.0, f32::max);
        let telling = units.units.iter().filter(|it| it.weight >= TELLING * most);
        Marker { index: self, telling: telling.collect() }
    }
}

impl Marker<'_> {
    /// The places in `text` that the question asks about, in order and without overlap. `text` may be in either script.
    pub fn places(&self, text: &str) -> Vec<Span> {
        if self.telling.is_empty() {
            return Vec::new();
        }
        let folded = self.index.folding.fold(text);
        let text = Text::new(text, &folded);
        let mut found: Vec<Span> = Vec::new();
        for unit in &self.telling {
            let exact = text.places(unit, self.index);
            found.extend(if exact.is_empty() { text.near(unit, self.index) } else { exact });
        }
        found.sort_unstable();
        joined(found)
    }
}

/// A text in which units are found.
struct Text<'a> {
    written: &'a str,
    folded: &'a Folded,
    tokens: OnceCell<Vec<Token<'a>>>,
    key: OnceCell<Key>,
    named: OnceCell<Vec<Named>>,
    /// Its words that have a vector.
    words: OnceCell<Vec<(Span, VectorWord)>>,
}

impl<'a> Text<'a> {
    fn new(text: &'a str, folded: &'a Folded) -> Self {
        let (tokens, key, named) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { written: text, folded, tokens, key, named, words: OnceCell::new() }
    }

    fn tokens(&self) -> &[Token<'a>] {
        self.tokens.get_or_init(|| tokens(self.folded.as_str()))
    }

    fn key(&self) -> &Key {
        self.key.get_or_init(|| Key::of_tokens(self.tokens()))
    }

    fn places(&self, unit: &Unit, index: &Index) -> Vec<Span> {
        match &unit.kind {
            UnitKind::Concept(concepts, words) => {
                let own = self.named(concepts, words, index);
                if own.is_empty() { self.named(&unit.broader, words, index) } else { own }
            }
            UnitKind::Han(word) => {
                let found = self.folded.as_str().match_indices(word.as_str());
                found
                    .filter_map(|(at, it)| self.folded.source(Span::new(at, at + it.len())))
                    .collect()
            }
            UnitKind::Word(wanted) => {
                let found = self.tokens().iter().filter(|it| is_word(it, wanted));
                found.filter_map(|it| self.folded.source(it.span)).collect()
            }
            UnitKind::Amount(wanted) => {
                let found = quantities(self.written, language_of(self.written));
                let found = found.iter().filter(|it| wanted.fits(&Amount::of(it)));
                found.map(|it| it.span).collect()
            }
        }
    }

    /// The places of the word that is nearest to a unit that the text does not have.
    fn near(&self, unit: &Unit, index: &Index) -> Vec<Span> {
        if unit.words.is_empty() || unit.role == Role::Name {
            return Vec::new();
        }
        let segmenter = || index.segmenter();
        let words = self.words.get_or_init(|| words_in(self.folded.as_str(), segmenter));
        let asked: Vec<_> = unit.words.iter().map(|it| AskedWord::new(*it, false)).collect();
        let nearness =
            |word: &VectorWord| asked.iter().map(|it| it.similarity(*word)).fold(0.0, f32::max);
        let near = words.iter().map(|(span, word)| (*span, nearness(word)));
        let near: Vec<(Span, f32)> = near.filter(|it| it.1 >= NEAR).collect();
        let best = near.iter().map(|it| it.1).fold(0.0, f32::max);
        let best = near.into_iter().filter(|it| it.1 >= best);
        best.filter_map(|(span, _)| self.folded.source(span)).collect()
    }

    /// The places of the question's own words for a concept, and of others for it.
    fn named(&self, concepts: &[u32], words: &str, index: &Index) -> Vec<Span> {
        let key = self.key();
        let named = self.named.get_or_init(|| index.concepts.terms(key)).iter();
        let same = named.filter(|it| it.concepts.iter().any(|it| concepts.contains(it)));
        let own = key.as_str().match_indices(words).map(|(start, it)| (start, start + it.len()));
        let places = same.map(|it| (it.start, it.end)).chain(own);
        places.filter_map(|(start, end)| self.folded.source(key.source(start, end)?)).collect()
    }
}

/// Whether a token has this stem, or is this number.
fn is_word(token: &Token<'_>, wanted: &str) -> bool {
    match token.kind {
        // A word and its stem begin alike, and most words begin otherwise.
        TokenKind::Word => {
            token.text.as_bytes().first() == wanted.as_bytes().first()
                && stem(&token.text) == wanted
        }
        TokenKind::Number | TokenKind::Han => token.text == wanted,
    }
}

/// Spans in order, those that touch or overlap as one.
fn joined(spans: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in spans.into_iter().filter(|it| !it.is_empty()) {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => *last = last.to(&span),
            _ => joined.push(span),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use insta::assert_snapshot;

    use super::*;
    use crate::{corpus::Library, text::Folding};

    fn marked(question: &str, text: &str) -> String {
        let index = Index::build(&Library::default(), Arc::new(Folding::new())).unwrap();
        let mut shown = String::new();
        let mut at = 0;
        for span in index.marker(&index.units(question, &index.folding.fold(question))).places(text)
        {
            shown.extend([text.get(at..span.start).unwrap(), "[", span.of(text).unwrap(), "]"]);
            at = span.end;
        }
        shown + text.get(at..).unwrap()
    }

    #[test]
    fn words_and_amounts_stand_out() {
        assert_snapshot!(marked("疫苗", "加大疫苗联合生产"), @"加大[疫苗]联合生产");
        assert_snapshot!(marked("疫苗", "加大疫苗聯合生產"), @"加大[疫苗]聯合生產");
        assert_snapshot!(marked("the vaccine", "Vaccines, and no vaccination."), @"[Vaccines], and no [vaccination].");
        assert_snapshot!(marked("$150bn", "进口 1500 亿美元农产品"), @"进口 [1500 亿美元]农产品");
        assert_snapshot!(marked("???", "加大"), @"加大");
    }
}
