//! The places of a text that a question asks about, for highlighting.
//!
//! Marked are a unit's own words, other words for its concept, and amounts of its value, whatever words write them.

use crate::{
    commitment::quantities,
    language::language_of,
    text::{Folded, Key, Span, tokens},
};

use super::{Index, UnitKind, Units, amounts::Amount, coverage::Weighed, terms::term};

/// The share of the heaviest unit's weight that a unit must have to be marked: without it, the parties
/// would be marked in every clause.
const TELLING: f32 = 0.35;

impl Index {
    /// The places in `text` that `units` ask about, in order and without overlap. `text` may be in either script.
    pub fn marks(&self, units: &Units, text: &str) -> Vec<Span> {
        let folded = self.folding.fold(text);
        let finder = Finder { index: self, text, folded: &folded };
        let weighed = Weighed::new(units, &self.indexed);
        let most = weighed.units.iter().map(|it| it.weight).fold(0.0, f32::max);
        let telling = weighed.units.iter().filter(|it| it.weight >= TELLING * most);
        let mut found: Vec<Span> = telling.flat_map(|it| finder.places(&it.unit.kind)).collect();
        found.sort_unstable();
        joined(found)
    }
}

struct Finder<'a> {
    index: &'a Index,
    text: &'a str,
    folded: &'a Folded,
}

impl Finder<'_> {
    fn places(&self, kind: &UnitKind) -> Vec<Span> {
        match kind {
            UnitKind::Concept(concepts, words) => {
                let key = Key::of(self.folded.as_str());
                let named = self.index.concepts.terms(&key).into_iter();
                let same = named.filter(|it| it.concepts.iter().any(|it| concepts.contains(it)));
                let own = key.as_str().match_indices(words.as_str());
                let own = own.map(|(start, it)| (start, start + it.len()));
                let places = same.map(|it| (it.start, it.end)).chain(own);
                places
                    .filter_map(|(start, end)| self.folded.source(key.source(start, end)?))
                    .collect()
            }
            UnitKind::Han(word) => {
                let found = self.folded.as_str().match_indices(word.as_str());
                found
                    .filter_map(|(at, it)| self.folded.source(Span::new(at, at + it.len())))
                    .collect()
            }
            UnitKind::Word(wanted) => {
                let found = tokens(self.folded.as_str());
                let found = found.iter().filter(|it| term(it) == *wanted);
                found.filter_map(|it| self.folded.source(it.span)).collect()
            }
            UnitKind::Amount(wanted) => {
                let found = quantities(self.text, language_of(self.text));
                let found = found.iter().filter(|it| wanted.fits(&Amount::of(it)));
                found.map(|it| it.span).collect()
            }
        }
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
        for span in index.marks(&index.units(question), text) {
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
