//! The counts and tables of a library's clauses, kept beside the engine.

use std::collections::BTreeMap;

use crate::{
    corpus::{Agreement, AgreementRef, Concept, Library, Provision},
    language::{grammar, language_of},
    text::{Folding, Key, sentences},
};

use super::{
    amounts::{self, Amount},
    concepts::{ConceptPlace, Concepts},
    dictionary::{Dictionary, TermPlace},
    passages::Passages,
    reading::Vocabulary,
    terms::Terms,
};

/// How strongly a clause is about a concept: its text names it, the concept lists the clause, or it lists
/// the clause first.
const NAMED: f32 = 1.0;
const LISTED: f32 = 1.2;
const MAIN: f32 = 1.6;

/// The clauses of a library, by their place in the index.
#[derive(Debug, Default)]
pub(super) struct Indexed {
    pub(super) dictionary: Dictionary,
    /// The clauses' texts.
    pub(super) bodies: Passages,
    /// Their expected questions.
    pub(super) asks: Passages,
    /// The concepts that each clause is about, and how strongly.
    about: Vec<BTreeMap<ConceptPlace, f32>>,
    /// By concept.
    n_about: Vec<usize>,
    /// The amounts of each clause, in either text.
    pub(super) amounts: Vec<Vec<Amount>>,
    pub(super) vocabulary: Vocabulary,
    /// Folded Chinese texts, for their words once the dictionary is loaded.
    pub(super) chinese: Vec<String>,
}

/// The parts of a clause that the engine indexes.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) body: Terms,
    pub(super) asks: Terms,
    pub(super) concepts: Vec<ConceptPlace>,
    pub(super) amounts: Vec<Amount>,
}

impl Indexed {
    pub(super) fn add(
        &mut self,
        at: AgreementRef,
        agreement: &Agreement,
        provision: &Provision,
        concepts: &Concepts,
        folding: &Folding,
    ) -> Entry {
        let mut entry = Entry::default();
        let mut about = BTreeMap::new();
        let mut parts = Vec::new();
        for (language, clause) in provision.texts.iter() {
            let folded = folding.fold(&clause.text);
            entry.amounts.extend(amounts::in_clause(&clause.text, language));
            self.vocabulary.take(folded.as_str());
            let key = Key::of(folded.as_str());
            about.extend(concepts.in_clause(&key, at).map(|it| (it, NAMED)));
            for sentence in sentences(folded.as_str()) {
                let terms = Terms::of(sentence).of_language(language);
                parts.push(self.dictionary.take(&terms));
                entry.body.extend(terms);
            }
            if !grammar(language).spaces_words() {
                self.chinese.push(folded.as_str().to_owned());
            }
        }
        self.bodies.add(&self.dictionary, &parts);
        for (place, rank) in concepts.pinned(at, provision.id) {
            // The clause that a concept lists first is the one to show first.
            about.insert(place, if rank == 0 { MAIN } else { LISTED });
        }
        let asks = self.expected(agreement.expected.of(provision.id), folding, &mut entry.asks);
        self.asks.add(&self.dictionary, &asks);
        entry.concepts.extend(about.keys());
        self.about.push(about);
        self.amounts.push(entry.amounts.clone());
        entry
    }

    fn expected(
        &mut self,
        questions: &[String],
        folding: &Folding,
        all: &mut Terms,
    ) -> Vec<Vec<TermPlace>> {
        let mut parts = Vec::new();
        for question in questions {
            let folded = folding.fold(question);
            self.vocabulary.take(folded.as_str());
            let language = language_of(folded.as_str());
            if !grammar(language).spaces_words() {
                self.chinese.push(folded.as_str().to_owned());
            }
            let terms = Terms::of(folded.as_str()).of_language(language);
            parts.push(self.dictionary.take(&terms));
            all.extend(terms);
        }
        parts
    }

    /// Counts over all clauses, once all are added.
    pub(super) fn close(&mut self, library: &Library, folding: &Folding) {
        self.bodies.close(&self.dictionary);
        self.asks.close(&self.dictionary);
        let n_concepts = self.about.iter().flat_map(BTreeMap::keys).max();
        self.n_about = vec![0; n_concepts.map_or(0, |it| *it as usize + 1)];
        for concept in self.about.iter().flat_map(BTreeMap::keys) {
            if let Some(n) = self.n_about.get_mut(*concept as usize) {
                *n += 1;
            }
        }
        let words = |concept: &Concept| {
            concept.words().map(|it| folding.fold(it).as_str().to_owned()).collect::<Vec<_>>()
        };
        let own = library.agreements.iter().flat_map(|it| &it.glossary.concepts);
        own.flat_map(words).for_each(|it| self.vocabulary.take(&it));
        library.common.folded_words().for_each(|it| self.vocabulary.know(it));
    }

    pub(super) fn n_clauses(&self) -> usize {
        self.about.len()
    }

    /// How many clauses have a term, in their text or their expected questions.
    pub(super) fn n_with(&self, term: TermPlace) -> usize {
        self.bodies.n_with(term).max(self.asks.n_with(term))
    }

    pub(super) fn has_amount(&self, place: usize, amount: &Amount) -> bool {
        self.amounts.get(place).is_some_and(|it| it.iter().any(|it| amount.fits(it)))
    }

    pub(super) fn n_with_amount(&self, amount: &Amount) -> usize {
        (0..self.amounts.len()).filter(|place| self.has_amount(*place, amount)).count()
    }

    pub(super) fn n_about(&self, concept: ConceptPlace) -> usize {
        self.n_about.get(concept as usize).copied().unwrap_or(0)
    }

    pub(super) fn is_about(&self, place: usize, concept: ConceptPlace) -> bool {
        self.strength(place, concept) > 0.0
    }

    /// How strongly a clause is about a concept; 0 for not at all.
    pub(super) fn strength(&self, place: usize, concept: ConceptPlace) -> f32 {
        self.about.get(place).and_then(|it| it.get(&concept)).copied().unwrap_or(0.0)
    }
}
