//! Finds the concepts that a text names: `新冠疫苗` and `covid jabs` name one.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::{
    corpus::{AgreementRef, ClauseId, Concept, Library},
    text::{Folding, Key},
};

/// A concept by its place in [`Concepts`].
pub(super) type ConceptPlace = u32;

/// All concepts of a library.
#[derive(Debug)]
pub(super) struct Concepts {
    entries: Vec<Entry>,
    /// Agreements' own terms, which clauses are searched for.
    pub(super) terms: Matcher,
    /// Terms and everyday words, which questions are searched for.
    pub(super) words: Matcher,
}

#[derive(Debug)]
struct Entry {
    id: String,
    /// `None` for a concept of all agreements.
    agreement: Option<AgreementRef>,
    clauses: Vec<ClauseId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// The first byte in the key.
    pub(super) start: usize,
    /// One past the last byte in the key.
    pub(super) end: usize,
    /// The concepts that the words may stand for; never empty.
    pub(super) concepts: Vec<ConceptPlace>,
}

impl Concepts {
    pub(super) fn new(library: &Library, folding: &Folding) -> Self {
        let own = (0..).map(AgreementRef).zip(&library.agreements).flat_map(|(at, agreement)| {
            agreement.glossary.concepts.iter().map(move |it| (Some(at), it))
        });
        let common = library.common.concepts.iter().map(|it| (None, it));
        let all: Vec<(Option<AgreementRef>, &Concept)> = own.chain(common).collect();
        let entries = all.iter().map(|(agreement, it)| Entry {
            id: it.id.clone(),
            agreement: *agreement,
            clauses: it.clauses.clone(),
        });
        let mut terms = Words::default();
        let mut words = Words::default();
        for (place, (_, concept)) in (0..).zip(&all) {
            for term in &concept.terms {
                let key = Key::of(folding.fold(term).as_str());
                terms.add(key.as_str(), place);
                words.add(key.as_str(), place);
            }
            for word in &concept.everyday {
                words.add(Key::of(folding.fold(word).as_str()).as_str(), place);
            }
        }
        Self { entries: entries.collect(), terms: terms.matcher(), words: words.matcher() }
    }

    /// The concepts whose terms stand in a clause of `agreement`.
    pub(super) fn in_clause(
        &self,
        key: &Key,
        agreement: AgreementRef,
    ) -> impl Iterator<Item = ConceptPlace> {
        let named = self.terms.named(key);
        named.into_iter().flat_map(|it| it.concepts).filter(move |it| self.serves(*it, agreement))
    }

    /// The concepts that list a clause, with its rank in their list, from 0.
    pub(super) fn pinned(
        &self,
        agreement: AgreementRef,
        clause: ClauseId,
    ) -> impl Iterator<Item = (ConceptPlace, usize)> {
        let own = (0..).zip(&self.entries).filter(move |(_, it)| it.agreement == Some(agreement));
        own.filter_map(move |(place, it)| {
            Some((place, it.clauses.iter().position(|id| *id == clause)?))
        })
    }

    pub(super) fn id(&self, place: ConceptPlace) -> &str {
        self.entries.get(place as usize).map_or("", |it| it.id.as_str())
    }

    fn serves(&self, place: ConceptPlace, agreement: AgreementRef) -> bool {
        self.entries
            .get(place as usize)
            .is_some_and(|it| it.agreement.is_none_or(|own| own == agreement))
    }
}

/// Words, each with the concepts that it may stand for.
#[derive(Default)]
struct Words(BTreeMap<String, Vec<ConceptPlace>>);

impl Words {
    fn add(&mut self, key: &str, place: ConceptPlace) {
        let meanings = self.0.entry(key.to_owned()).or_default();
        if !meanings.contains(&place) {
            meanings.push(place);
        }
    }

    fn matcher(mut self) -> Matcher {
        self.0.remove("");
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(self.0.keys())
            .ok();
        Matcher { automaton, meanings: self.0.into_values().collect() }
    }
}

/// Finds words with their concepts.
#[derive(Debug)]
pub(super) struct Matcher {
    /// `None` if the words have billions of bytes, too many for an automaton.
    automaton: Option<AhoCorasick>,
    meanings: Vec<Vec<ConceptPlace>>,
}

impl Matcher {
    /// The concepts that a text names, the longest first at each place.
    pub(super) fn named(&self, key: &Key) -> Vec<Named> {
        let found = self.automaton.iter().flat_map(|it| it.find_iter(key.as_str()));
        found
            .filter_map(|it| {
                let concepts = self.meanings.get(it.pattern().as_usize())?.clone();
                Some(Named { start: it.start(), end: it.end(), concepts })
            })
            .collect()
    }
}
