//! Builds the index of a library, and searches it.

use std::{
    ops::Range,
    sync::{Arc, OnceLock},
};

use serde::{Deserialize, Serialize};

use crate::{
    corpus::{AgreementRef, ClauseRef, CommonGlossary, Library},
    text::{Folded, Folding, Segmenter, is_han},
};

use super::{
    Explanation, Hit, Units,
    candidates::candidates,
    concepts::Concepts,
    error::SearchError,
    indexed::{Indexed, IndexedState, Indexer, Prepared, Preparer},
    reading::{ChineseWords, Sounds, read},
    region::Region,
    score::{Scored, Scorer},
    units::{names, units},
};

/// Candidates that are scored at most, if no more hits are wanted.
const N_CANDIDATES: usize = 32;

/// Candidates by their meaning, beside those by terms.
const N_NEAREST: usize = 16;

/// The share of the best candidate's weight that another must have to be scored.
const ENOUGH_WEIGHT: f32 = 0.3;

/// An index of a library's clauses, in memory.
pub struct Index {
    /// By place in the index.
    clauses: Vec<ClauseRef>,
    pub(super) indexed: Indexed,
    pub(super) concepts: Concepts,
    pub(super) folding: Arc<Folding>,
    /// Loaded with the first Chinese question, or by [`Index::warm`].
    words: OnceLock<ChineseWords>,
    own_words: OwnWords,
}

/// The Chinese terms of the agreements' glossaries, which no general dictionary has.
enum OwnWords {
    /// Of a library that was indexed.
    Folded(Vec<String>),
    /// Each with its frequency, and the sounds of all words of the library.
    Stored(Vec<(String, usize)>, Arc<Sounds>),
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("n_clauses", &self.clauses.len()).finish_non_exhaustive()
    }
}

/// An index to be stored: see [`Index::state`].
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct IndexState {
    concepts: Concepts,
    /// By agreement.
    n_clauses: Vec<usize>,
    indexed: IndexedState,
    /// The own words of the segmenter, each with its frequency.
    own_words: Vec<(String, usize)>,
    sounds: Sounds,
}

impl IndexState {
    /// Takes out the files, by name, to be stored by themselves.
    pub(crate) fn take_files(&mut self) -> Vec<(String, Vec<u8>)> {
        self.indexed.engine.take_files()
    }
}

impl Index {
    /// Indexes the clauses of `library`.
    pub fn build(library: &Library, folding: Arc<Folding>) -> Result<Self, SearchError> {
        Self::build_by(library, folding, |preparer, add| {
            let agreements = (0..).map(AgreementRef).zip(&library.agreements);
            agreements.flat_map(|(at, it)| preparer.agreement(at, it)).try_for_each(add)
        })
    }

    /// Indexes the clauses that `read` reads and adds, which has to be all of them, in their order.
    pub fn build_by(
        library: &Library,
        folding: Arc<Folding>,
        read: impl FnOnce(
            &Preparer<'_>,
            &mut dyn FnMut(Prepared) -> Result<(), SearchError>,
        ) -> Result<(), SearchError>,
    ) -> Result<Self, SearchError> {
        let concepts = Concepts::new(library, &folding);
        let mut clauses = Vec::with_capacity(library.n_clauses());
        let mut indexer = Indexer::new(&folding)?;
        let own_words = own_words(library, &folding);
        let segmenter = Segmenter::new(own_words.iter().map(String::as_str));
        let preparer = Preparer { concepts: &concepts, folding: &folding, segmenter: &segmenter };
        read(&preparer, &mut |prepared| {
            clauses.push(prepared.clause);
            indexer.add(prepared)
        })?;
        Ok(Self {
            clauses,
            indexed: indexer.finish(library)?,
            concepts,
            own_words: OwnWords::Folded(own_words),
            folding,
            words: OnceLock::new(),
        })
    }

    /// Loads the dictionary now, so that the first question does not wait for it.
    pub fn warm(&self) {
        self.words();
    }

    /// The units that `question` asks about; `folded` is the question, folded.
    pub fn units(&self, question: &str, folded: &Folded) -> Units {
        let vocabulary = &self.indexed.tables.vocabulary;
        let mended = read(folded.as_str(), vocabulary, || self.words());
        let names = names(question, folded);
        let segmenter = || &self.words().segmenter;
        units(mended, &names, &self.concepts, segmenter, &self.indexed)
    }

    /// The clauses that fit these units best, best first; at most `limit`. With `within`, those of one agreement only.
    pub fn hits(
        &self,
        units: &Units,
        limit: usize,
        within: Option<AgreementRef>,
    ) -> Result<Vec<Hit>, SearchError> {
        let (scored, best) = self.scored(units, limit, within)?;
        let mut hits: Vec<Hit> = scored
            .into_iter()
            .filter(|it| it.1.score.covered > 0.0)
            .filter_map(|(place, scored)| {
                Some(Hit {
                    clause: *self.clauses.get(place as usize)?,
                    rank: scored.score.rank(best),
                    confidence: scored.confidence,
                    topics: scored.coverage.topics,
                })
            })
            .collect();
        hits.sort_by(|a, b| b.rank.total_cmp(&a.rank).then(a.clause.cmp(&b.clause)));
        hits.truncate(limit);
        Ok(hits)
    }

    /// The candidates for a question with their scores, and the best score by terms.
    fn scored(
        &self,
        units: &Units,
        limit: usize,
        within: Option<AgreementRef>,
    ) -> Result<(Vec<(u32, Scored)>, f32), SearchError> {
        let places_of = self.places(within);
        let found = candidates(units, &self.indexed, N_CANDIDATES.max(limit), &places_of)?;
        let enough = found.first().map_or(0.0, |it| it.weight * ENOUGH_WEIGHT);
        let mut scorer = self.scorer(units);
        let by_terms = found
            .into_iter()
            .zip(0..)
            .take_while(|(it, n)| *n < limit || it.weight >= enough)
            .map(|(it, _)| it.place);
        let mut places: Vec<u32> = by_terms.collect();
        places.extend(scorer.nearest(N_NEAREST, &places_of));
        places.sort_unstable();
        places.dedup();
        let found: Vec<(u32, Scored)> =
            places.into_iter().map(|it| (it, scorer.score(it as usize))).collect();
        let best = found.iter().map(|it| it.1.score.terms()).fold(0.0, f32::max);
        Ok((found, best))
    }

    /// The places of an agreement's clauses, or of all.
    fn places(&self, within: Option<AgreementRef>) -> Range<u32> {
        let Some(at) = within else { return 0..u32::MAX };
        let start = self.clauses.partition_point(|it| it.agreement < at);
        let end = self.clauses.partition_point(|it| it.agreement <= at);
        let place = |it| u32::try_from(it).unwrap_or(u32::MAX);
        place(start)..place(end)
    }

    /// Explains how a clause fits a question; `None` for a clause of another library.
    pub fn explain(&self, units: &Units, clause: ClauseRef) -> Option<Explanation> {
        let place = self.clauses.binary_search(&clause).ok()?;
        let mut scorer = self.scorer(units);
        let found = scorer.score(place);
        let best = self.scored(units, N_CANDIDATES, None).map_or(0.0, |it| it.1);
        let best = best.max(found.score.terms());
        Some(Explanation::new(units, (found, best), scorer.count(place), &self.concepts))
    }

    /// What [`Index::restore`] makes this index of again. Equal libraries have equal states.
    pub(crate) fn state(self) -> Result<IndexState, SearchError> {
        let mut n_clauses = Vec::new();
        for clause in &self.clauses {
            n_clauses.resize(clause.agreement.0 + 1, 0);
            if let Some(n) = n_clauses.last_mut() {
                *n += 1;
            }
        }
        let ChineseWords { segmenter, sounds } = self.words();
        let own_words = segmenter.terms().map(|(term, n)| (term.to_owned(), n)).collect();
        let sounds = Sounds::clone(sounds);
        let (concepts, indexed) = (self.concepts, self.indexed.state()?);
        Ok(IndexState { concepts, n_clauses, indexed, own_words, sounds })
    }

    /// Makes the index again, with the common glossary of its library.
    pub(crate) fn restore(
        state: IndexState,
        common: Arc<CommonGlossary>,
        folding: Arc<Folding>,
    ) -> Result<Self, SearchError> {
        Self::opened(state, common, folding, Indexed::restore)
    }

    /// Makes the index again as [`Index::restore`] does, of a state without its files, which are in storage.
    pub(crate) fn restore_stored(
        state: IndexState,
        files: Vec<(String, Arc<dyn Region>)>,
        common: Arc<CommonGlossary>,
        folding: Arc<Folding>,
    ) -> Result<Self, SearchError> {
        Self::opened(state, common, folding, |it| Indexed::stored(it, files))
    }

    fn opened(
        state: IndexState,
        common: Arc<CommonGlossary>,
        folding: Arc<Folding>,
        open: impl FnOnce(IndexedState) -> Result<Indexed, SearchError>,
    ) -> Result<Self, SearchError> {
        let agreements = (0..).map(AgreementRef).zip(state.n_clauses);
        let clauses = agreements
            .flat_map(|(agreement, n)| (0..n).map(move |place| ClauseRef { agreement, place }));
        Ok(Self {
            clauses: clauses.collect(),
            indexed: open(state.indexed)?,
            concepts: state.concepts.sharing(common),
            folding,
            words: OnceLock::new(),
            own_words: OwnWords::Stored(state.own_words, state.sounds.into()),
        })
    }

    fn scorer<'a>(&'a self, units: &'a Units) -> Scorer<'a> {
        Scorer::new(&units.query, &self.indexed.tables)
    }

    pub(super) fn segmenter(&self) -> &Segmenter {
        &self.words().segmenter
    }

    fn words(&self) -> &ChineseWords {
        self.words.get_or_init(|| match &self.own_words {
            OwnWords::Folded(words) => self.heard(words),
            OwnWords::Stored(words, sounds) => {
                let segmenter = Segmenter::with(words.iter().map(|(word, n)| (word.as_str(), *n)));
                ChineseWords { segmenter, sounds: Arc::clone(sounds) }
            }
        })
    }

    /// The Chinese words of the library, with their sounds.
    fn heard(&self, own_words: &[String]) -> ChineseWords {
        let segmenter = Segmenter::new(own_words.iter().map(String::as_str));
        let mut sounds = Sounds::default();
        for word in own_words {
            sounds.take(word);
        }
        let tables = &self.indexed.tables;
        for rows in [&tables.bodies, &tables.asks] {
            rows.han_runs(|run| {
                let run: String = run.iter().filter_map(|it| tables.dictionary.char(*it)).collect();
                segmenter.words(&run).into_iter().for_each(|it| sounds.take(it));
            });
        }
        ChineseWords { segmenter, sounds: sounds.into() }
    }
}

/// Chinese terms of the agreements' glossaries, which no general dictionary has.
fn own_words(library: &Library, folding: &Folding) -> Vec<String> {
    let concepts = library.agreements.iter().flat_map(|it| &it.glossary.concepts);
    concepts
        .flat_map(|it| &it.terms)
        .map(|it| folding.fold(it).as_str().to_owned())
        .filter(|it| it.chars().all(is_han))
        .collect()
}
