//! The words of concepts as tables, and the glossary that all agreements share.
//!
//! That glossary is the same for every library, so it is folded once: the shipped snapshot has it ready.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::text::{Folding, Key, Lexicon};

use super::glossary::{Concept, Glossary};

/// The words of some concepts. The meaning of a word is the place of its concept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConceptWords {
    /// Agreements' own terms, which clauses are searched for.
    pub terms: Lexicon,
    /// Terms and everyday words, which questions are searched for.
    pub words: Lexicon,
    /// Paraphrases, which questions are searched for too.
    pub paraphrases: Lexicon,
    /// Narrower words, which questions are searched for too.
    pub narrower: Lexicon,
}

/// The concepts of all agreements: regional wording, countries, currencies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommonGlossary {
    /// The ids in the order of the glossary, one a line.
    ids: Cow<'static, str>,
    /// All words, folded, one a line.
    folded: Cow<'static, str>,
    /// The places of general concepts, in order.
    general: Vec<u32>,
    /// The words, by concept.
    pub words: ConceptWords,
}

impl ConceptWords {
    /// Folds the words of concepts.
    pub fn new<'a>(
        concepts: impl IntoIterator<Item = &'a Concept, IntoIter: Clone>,
        folding: &Folding,
    ) -> Self {
        let concepts = concepts.into_iter();
        Self {
            terms: lexicon(concepts.clone(), |it| it.terms.iter(), folding),
            words: lexicon(concepts.clone(), Concept::words, folding),
            paraphrases: lexicon(concepts.clone(), |it| it.paraphrases.iter(), folding),
            narrower: lexicon(concepts, |it| it.narrower.iter(), folding),
        }
    }
}

/// A table of some words of concepts.
fn lexicon<'a, W: Iterator<Item = &'a String>>(
    concepts: impl Iterator<Item = &'a Concept>,
    words: impl Fn(&'a Concept) -> W,
    folding: &Folding,
) -> Lexicon {
    let key = |word: &String| Key::of(folding.fold(word).as_str());
    let of_concept = |(place, it)| words(it).map(move |it| (key(it), place));
    Lexicon::new((0..).zip(concepts).flat_map(of_concept))
}

impl CommonGlossary {
    /// Folds the words of a glossary.
    pub fn new(glossary: &Glossary, folding: &Folding) -> Self {
        let lines = |words: Vec<String>| Cow::Owned(words.join("\n"));
        let concepts = &glossary.concepts;
        let folded = |it: &String| folding.fold(it).as_str().to_owned();
        let general = (0..).zip(concepts).filter(|(_, it)| it.is_general);
        Self {
            general: general.map(|(place, _)| place).collect(),
            ids: lines(concepts.iter().map(|it| it.id.clone()).collect()),
            folded: lines(concepts.iter().flat_map(Concept::asked).map(folded).collect()),
            words: ConceptWords::new(concepts, folding),
        }
    }

    /// The id of the concept at a place.
    pub fn id(&self, place: usize) -> Option<&str> {
        self.ids.lines().nth(place)
    }

    /// Whether the concept at a place is general.
    pub fn is_general(&self, place: usize) -> bool {
        self.general.binary_search_by_key(&place, |it| *it as usize).is_ok()
    }

    /// Its words, folded.
    pub fn folded_words(&self) -> impl Iterator<Item = &str> {
        self.folded.lines()
    }
}
