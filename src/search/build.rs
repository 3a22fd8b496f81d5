//! Building the index of a library and asking it.

use std::sync::{Arc, OnceLock};

use tantivy::{
    IndexReader, ReloadPolicy, TantivyDocument, TantivyError, collector::TopDocs,
    indexer::NoMergePolicy,
};

use crate::{
    corpus::{ClauseRef, Library},
    text::{Folding, Segmenter, is_han},
};

use super::{
    Amount, Hit, Units,
    concepts::Concepts,
    coverage::Weighed,
    explain::Explanation,
    indexed::{Entry, Indexed},
    query::{query, terms},
    reading::{ChineseWords, Sounds, read},
    schema::{Fields, add},
    score::Scorer,
    units::{names, units},
};

/// Bytes that the writer may use; less than this the engine refuses.
const WRITER_BYTES: usize = 15_000_000;

/// Clauses that are scored, of those that share a term with the question.
const N_CANDIDATES: usize = 48;

/// An index of a library's clauses, in memory.
pub struct Index {
    reader: IndexReader,
    fields: Fields,
    /// By place in the index.
    clauses: Vec<ClauseRef>,
    /// The places of the engine's documents, by segment.
    places: Vec<Vec<usize>>,
    pub(super) indexed: Indexed,
    pub(super) concepts: Concepts,
    pub(super) folding: Arc<Folding>,
    /// Loaded with the first Chinese question, or by [`Index::warm`].
    words: OnceLock<ChineseWords>,
    own_words: Vec<String>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("n_clauses", &self.clauses.len()).finish_non_exhaustive()
    }
}

/// The engine failed: out of memory, or a broken index.
#[derive(Debug, thiserror::Error)]
#[error("cannot search the index")]
pub struct SearchError(#[from] TantivyError);

impl Index {
    /// Indexes the clauses of `library`.
    pub fn build(library: &Library, folding: Arc<Folding>) -> Result<Self, SearchError> {
        let concepts = Concepts::new(library, &folding);
        let (schema, fields) = Fields::schema();
        let engine = tantivy::Index::create_in_ram(schema);
        let mut writer = engine.writer_with_num_threads(1, WRITER_BYTES)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        let mut clauses = Vec::new();
        let mut indexed = Indexed::default();
        for (place, (at, agreement, provision)) in (0..).zip(library.clauses()) {
            let entry = indexed.add(at.agreement, agreement, provision, &concepts, &folding);
            writer.add_document(document(place, &entry, &fields))?;
            clauses.push(at);
        }
        indexed.close(library, &folding);
        writer.commit()?;
        let reader: IndexReader =
            engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self {
            places: places(&reader)?,
            reader,
            fields,
            clauses,
            indexed,
            concepts,
            own_words: own_words(library, &folding),
            folding,
            words: OnceLock::new(),
        })
    }

    /// Loads the dictionary now, so that the first question does not wait for it.
    pub fn warm(&self) {
        self.words();
    }

    /// The units that `question` asks about.
    pub fn units(&self, question: &str) -> Units {
        let folded = self.folding.fold(question);
        let mended = read(folded.as_str(), &self.indexed.vocabulary, || self.words());
        units(mended, &names(question, &folded), &self.concepts, || &self.words().segmenter)
    }

    /// The clauses that fit these units best, best first; at most `limit`.
    pub fn hits(&self, units: &Units, limit: usize) -> Result<Vec<Hit>, SearchError> {
        let terms = terms(units);
        let Some(query) = query(units, &terms, &self.indexed, &self.fields) else {
            return Ok(Vec::new());
        };
        let searcher = self.reader.searcher();
        let found = searcher
            .search(&query, &TopDocs::with_limit(N_CANDIDATES.max(limit)).order_by_score())?;
        let weighed = Weighed::new(units, &self.indexed);
        let scorer = Scorer::new(units, &terms, &self.indexed);
        let mut hits: Vec<Hit> = found
            .into_iter()
            .filter_map(|(_, address)| {
                let segment = self.places.get(address.segment_ord as usize)?;
                let place = *segment.get(address.doc_id as usize)?;
                let coverage = weighed.by(&self.indexed, place);
                let rank = scorer.score(place).rank(coverage.even);
                Some(Hit {
                    clause: *self.clauses.get(place)?,
                    rank,
                    coverage: coverage.sure,
                    topics: coverage.topics,
                })
            })
            .collect();
        hits.sort_by(|a, b| b.rank.total_cmp(&a.rank).then(a.clause.cmp(&b.clause)));
        hits.truncate(limit);
        Ok(hits)
    }

    /// Explains how a clause fits a question; `None` for a clause of another library.
    pub fn explain(&self, units: &Units, clause: ClauseRef) -> Option<Explanation> {
        let place = self.clauses.iter().position(|it| *it == clause)?;
        let weighed = Weighed::new(units, &self.indexed);
        let score = Scorer::new(units, &terms(units), &self.indexed).score(place);
        Some(Explanation::new(units, &weighed, score, &self.indexed, &self.concepts, place))
    }

    fn words(&self) -> &ChineseWords {
        self.words.get_or_init(|| {
            let segmenter = Segmenter::new(self.own_words.iter().map(String::as_str));
            let mut sounds = Sounds::default();
            for word in &self.own_words {
                sounds.take(word);
            }
            for text in &self.indexed.chinese {
                segmenter.words(text).into_iter().for_each(|it| sounds.take(it));
            }
            ChineseWords { segmenter, sounds }
        })
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

/// The places of the engine's documents. The index never changes, so they are read once.
fn places(reader: &IndexReader) -> Result<Vec<Vec<usize>>, TantivyError> {
    let searcher = reader.searcher();
    let segments = searcher.segment_readers().iter().map(|segment| {
        let column = segment.fast_fields().u64("place")?;
        let place = |document| column.first(document).and_then(|it| usize::try_from(it).ok());
        Ok((0..segment.max_doc()).map(|it| place(it).unwrap_or(usize::MAX)).collect())
    });
    segments.collect()
}

fn document(place: u64, entry: &Entry, fields: &Fields) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_u64(fields.place, place);
    add(&mut document, fields.ones, entry.body.ones.iter().cloned());
    add(&mut document, fields.twos, entry.body.twos.iter().cloned());
    add(&mut document, fields.words, entry.body.words.iter().cloned());
    let asks = entry.asks.twos.iter().chain(&entry.asks.words);
    add(&mut document, fields.asks, asks.cloned());
    add(&mut document, fields.concepts, entry.concepts.iter().map(ToString::to_string));
    add(&mut document, fields.amounts, entry.amounts.iter().map(Amount::term));
    document
}
