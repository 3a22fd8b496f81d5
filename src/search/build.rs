//! Building the index of a library and asking it.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use tantivy::{
    IndexReader, ReloadPolicy, TantivyDocument, TantivyError, collector::TopDocs, columnar::Column,
    indexer::NoMergePolicy,
};

use crate::{
    corpus::{Agreement, AgreementRef, ClauseRef, Library, Provision},
    text::{Folding, Key, Segmenter},
};

use super::{
    Amount, Hit, Units, amounts,
    concepts::Concepts,
    coverage::{Profile, Weighed},
    query::query,
    schema::{Fields, add},
    terms::Terms,
    units::units,
};

/// Bytes that the writer may use; less than this the engine refuses.
const WRITER_BYTES: usize = 15_000_000;

/// Clauses that are looked at closely, of those that share a term with the
/// question.
const N_CANDIDATES: usize = 48;

/// An index of a library's clauses, in memory.
pub struct Index {
    reader: IndexReader,
    fields: Fields,
    /// By place in the index.
    clauses: Vec<ClauseRef>,
    profiles: Vec<Profile>,
    n_with_word: HashMap<String, usize>,
    concepts: Concepts,
    folding: Arc<Folding>,
    /// Loaded with the first Chinese question, or by [`Index::warm`].
    segmenter: OnceLock<Segmenter>,
    own_words: Vec<String>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("n_clauses", &self.clauses.len()).finish_non_exhaustive()
    }
}

/// The engine failed: memory ran out, or an index is broken.
#[derive(Debug, thiserror::Error)]
#[error("cannot search the index")]
pub struct SearchError(#[from] TantivyError);

impl Index {
    /// Indexes the clauses of `library`.
    ///
    /// # Errors
    ///
    /// When the engine cannot build an index in memory.
    pub fn build(library: &Library, folding: Arc<Folding>) -> Result<Self, SearchError> {
        let concepts = Concepts::new(library, &folding);
        let (schema, fields) = Fields::schema();
        let engine = tantivy::Index::create_in_ram(schema);
        let mut writer = engine.writer_with_num_threads(1, WRITER_BYTES)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        let mut clauses = Vec::new();
        let mut profiles = Vec::new();
        for (place, (at, agreement, provision)) in (0..).zip(library.clauses()) {
            let entry = Entry::of(at.agreement, agreement, provision, &concepts, &folding);
            writer.add_document(entry.document(place, &fields))?;
            clauses.push(at);
            profiles.push(entry.profile);
        }
        writer.commit()?;
        let reader = engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let mut n_with_word: HashMap<String, usize> = HashMap::new();
        for word in profiles.iter().flat_map(Profile::words) {
            *n_with_word.entry(word.clone()).or_default() += 1;
        }
        Ok(Self {
            reader,
            fields,
            clauses,
            profiles,
            n_with_word,
            concepts,
            own_words: own_words(library, &folding),
            folding,
            segmenter: OnceLock::new(),
        })
    }

    /// Loads the dictionary now, so that no question waits for it.
    pub fn warm(&self) {
        self.segmenter();
    }

    /// What `question` asks about.
    pub fn units(&self, question: &str) -> Units {
        units(&self.folding.fold(question), &self.concepts, || self.segmenter())
    }

    /// The clauses that have most to do with these units, best first; at most
    /// `limit`.
    ///
    /// # Errors
    ///
    /// When the engine fails.
    pub fn hits(&self, units: &Units, limit: usize) -> Result<Vec<Hit>, SearchError> {
        let Some(query) = query(units, &self.fields) else {
            return Ok(Vec::new());
        };
        let searcher = self.reader.searcher();
        let found = searcher
            .search(&query, &TopDocs::with_limit(N_CANDIDATES.max(limit)).order_by_score())?;
        let places = searcher
            .segment_readers()
            .iter()
            .map(|it| it.fast_fields().u64("place"))
            .collect::<Result<Vec<Column<u64>>, TantivyError>>()?;
        let weighed = Weighed::new(units, &self.profiles, &self.n_with_word);
        let mut hits: Vec<Hit> = found
            .into_iter()
            .filter_map(|(score, address)| {
                let column = places.get(address.segment_ord as usize)?;
                let place = usize::try_from(column.first(address.doc_id)?).ok()?;
                let coverage = weighed.by(self.profiles.get(place)?);
                Some(Hit {
                    clause: *self.clauses.get(place)?,
                    rank: score * (0.5 + coverage),
                    coverage,
                })
            })
            .collect();
        hits.sort_by(|a, b| b.rank.total_cmp(&a.rank).then(a.clause.cmp(&b.clause)));
        hits.truncate(limit);
        Ok(hits)
    }

    /// The id of a concept in [`Units`].
    pub fn concept_id(&self, place: u32) -> &str {
        self.concepts.id(place)
    }

    fn segmenter(&self) -> &Segmenter {
        self.segmenter.get_or_init(|| Segmenter::new(self.own_words.iter().map(String::as_str)))
    }
}

/// Chinese terms of the agreements' glossaries: words that no general dictionary
/// has.
fn own_words(library: &Library, folding: &Folding) -> Vec<String> {
    let concepts = library.agreements.iter().flat_map(|it| &it.glossary.concepts);
    concepts
        .flat_map(|it| &it.terms)
        .map(|it| folding.fold(it).as_str().to_owned())
        .filter(|it| it.chars().all(crate::text::is_han))
        .collect()
}

/// A clause as the index keeps it.
#[derive(Default)]
struct Entry {
    chinese: Terms,
    english: Terms,
    headings: Vec<String>,
    concepts: Vec<String>,
    profile: Profile,
}

impl Entry {
    fn of(
        at: AgreementRef,
        agreement: &Agreement,
        provision: &Provision,
        concepts: &Concepts,
        folding: &Folding,
    ) -> Self {
        let mut entry = Self::default();
        for (language, clause) in provision.texts.iter() {
            let folded = folding.fold(&clause.text);
            let key = Key::of(folded.as_str());
            let terms = Terms::of(folded.as_str());
            match language {
                crate::text::Language::Chinese => entry.chinese = terms,
                crate::text::Language::English => entry.english = terms,
            }
            entry.profile.concepts.extend(concepts.in_clause(&key, at));
            entry.profile.add(folded.as_str(), &key);
            entry.profile.amounts.extend(amounts::in_clause(&clause.text, language));
        }
        entry.concepts.extend(entry.profile.concepts.iter().map(ToString::to_string));
        for (place, rank) in concepts.pinned(at, provision.id) {
            // The clause that a concept lists first is the one to show first.
            entry
                .concepts
                .extend(std::iter::repeat_n(place.to_string(), if rank == 0 { 3 } else { 1 }));
            entry.profile.concepts.insert(place);
        }
        let heading = provision.section.and_then(|it| agreement.section(it));
        for (_, section) in heading.iter().flat_map(|it| it.texts.iter()) {
            entry.headings.extend(Terms::of(folding.fold(&section.heading).as_str()).twos);
        }
        entry
    }

    fn document(&self, place: u64, fields: &Fields) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_u64(fields.place, place);
        add(&mut document, fields.ones, self.chinese.ones.iter().cloned());
        add(&mut document, fields.twos, self.chinese.twos.iter().cloned());
        add(&mut document, fields.words, self.english.words.iter().cloned());
        add(&mut document, fields.pairs, self.english.pairs.iter().cloned());
        add(&mut document, fields.headings, self.headings.iter().cloned());
        add(&mut document, fields.concepts, self.concepts.iter().cloned());
        add(&mut document, fields.amounts, self.profile.amounts.iter().map(Amount::term));
        document
    }
}
