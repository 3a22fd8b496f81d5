//! Searches the index of the assistant with a public retrieval collection.
//!
//! A collection is three files of JSON lines: `docs.jsonl` {id, text, title?,
//! lang}, `queries.jsonl` {id, text, lang}, `qrels.jsonl` {qid, did, rel}. Each
//! document becomes a clause of one agreement, without glossary and questions.

use std::{
    collections::{HashMap, HashSet},
    num::NonZeroU16,
    sync::Arc,
    time::Instant,
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    corpus::{Agreement, Bilingual, Clause, ClauseId, Library, Provision},
    search::{Index, SearchError},
    text::{Folding, Language},
};

use super::count::{elapsed_us, percentile, share};

/// The number of clauses that the bot asks for.
const N_ASKED: usize = 12;

/// The number of clauses for the recall.
const N_DEEP: usize = 100;

/// A retrieval collection.
#[derive(Debug)]
pub struct Collection {
    /// The ids of the documents by place.
    ids: Vec<String>,
    library: Library,
    queries: Vec<Query>,
    relevant: HashMap<String, HashSet<String>>,
}

/// The result of a collection.
#[derive(Clone, Debug, Serialize)]
pub struct CollectionReport {
    /// The number of documents.
    pub documents: usize,
    /// The number of queries with a relevant document.
    pub queries: usize,
    /// The share of queries whose first document is relevant.
    pub hit_1: f64,
    /// The share with a relevant one among the first five.
    pub hit_5: f64,
    /// Mean reciprocal rank of the first relevant one of ten.
    pub mrr_10: f64,
    /// The mean share of relevant documents among the first hundred.
    pub recall_100: f64,
    /// Queries a second, one after the other.
    pub questions_per_second: f64,
    /// Median time of a query, in microseconds.
    pub median_us: u64,
    /// 95th percentile of that time, in microseconds.
    pub p95_us: u64,
    /// Each query with its documents, best first.
    #[serde(skip)]
    pub retrieved: Vec<Retrieved>,
}

/// The documents that a query found.
#[derive(Clone, Debug)]
pub struct Retrieved {
    /// The query's id.
    pub query: String,
    /// The documents' ids, best first.
    pub documents: Vec<String>,
}

#[derive(Deserialize)]
struct Document {
    id: String,
    text: String,
    title: Option<String>,
    lang: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Query {
    id: String,
    text: String,
}

#[derive(Deserialize)]
struct Judgement {
    qid: String,
    did: String,
    rel: f64,
}

impl Collection {
    /// Reads the texts of the three files.
    pub fn read(docs: &str, queries: &str, qrels: &str) -> Result<Self, serde_json::Error> {
        let docs: Vec<Document> = lines(docs)?;
        let judgements: Vec<Judgement> = lines(qrels)?;
        let mut relevant: HashMap<String, HashSet<String>> = HashMap::new();
        for it in judgements.into_iter().filter(|it| it.rel > 0.0) {
            relevant.entry(it.qid).or_default().insert(it.did);
        }
        let mut provisions = Vec::new();
        let mut ids = Vec::new();
        for (line, doc) in (1..).zip(docs) {
            ids.push(doc.id.clone());
            provisions.push(provision(line, doc));
        }
        let agreement = Agreement { provisions: provisions.into(), ..Agreement::default() };
        let library = Library { agreements: vec![agreement], ..Library::default() };
        let queries: Vec<Query> = lines(queries)?;
        let queries = queries.into_iter().filter(|it| relevant.contains_key(&it.id)).collect();
        Ok(Self { ids, library, queries, relevant })
    }

    /// Builds an index of the documents and searches it with each query.
    pub fn measure(&self) -> Result<CollectionReport, SearchError> {
        let folding = Arc::new(Folding::new());
        let index = Index::build(&self.library, Arc::clone(&folding))?;
        index.warm();
        let search = |query: &Query, limit| self.search(&index, &folding, query, limit);
        // The first pass loads what the questions need, so the timed one measures a running bot.
        let mut recall = 0.0;
        for query in &self.queries {
            recall += self.recall(query, &search(query, N_DEEP)?);
        }
        let mut took = Vec::new();
        let mut retrieved = Vec::new();
        let start = Instant::now();
        for query in &self.queries {
            let start = Instant::now();
            let documents = search(query, N_ASKED)?;
            took.push(elapsed_us(start));
            retrieved.push(Retrieved { query: query.id.clone(), documents });
        }
        let seconds = start.elapsed().as_secs_f64();
        took.sort_unstable();
        let n = self.queries.len();
        let places: Vec<usize> = retrieved.iter().filter_map(|it| self.first_right(it)).collect();
        let within = |limit: usize| share(places.iter().filter(|at| **at <= limit).count(), n);
        Ok(CollectionReport {
            documents: self.ids.len(),
            queries: n,
            hit_1: within(1),
            hit_5: within(5),
            mrr_10: places.iter().filter(|at| **at <= 10).map(|at| share(1, *at)).sum::<f64>()
                * share(1, n),
            recall_100: recall * share(1, n),
            questions_per_second: share(n, 1) / seconds,
            median_us: percentile(&took, 0.5),
            p95_us: percentile(&took, 0.95),
            retrieved,
        })
    }

    fn search(
        &self,
        index: &Index,
        folding: &Folding,
        query: &Query,
        limit: usize,
    ) -> Result<Vec<String>, SearchError> {
        let hits =
            index.hits(&index.units(&query.text, &folding.fold(&query.text)), limit, None)?;
        Ok(hits.iter().filter_map(|it| self.ids.get(it.clause.place).cloned()).collect())
    }

    fn first_right(&self, it: &Retrieved) -> Option<usize> {
        let relevant = self.relevant.get(&it.query)?;
        it.documents.iter().position(|it| relevant.contains(it)).map(|it| it + 1)
    }

    fn recall(&self, query: &Query, found: &[String]) -> f64 {
        self.relevant.get(&query.id).map_or(0.0, |relevant| {
            share(found.iter().filter(|it| relevant.contains(*it)).count(), relevant.len())
        })
    }
}

fn lines<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, serde_json::Error> {
    text.lines().filter(|it| !it.trim().is_empty()).map(serde_json::from_str).collect()
}

/// The document as a clause; `line` is one-based.
fn provision(line: u32, doc: Document) -> Provision {
    let is_english = doc.lang.as_deref() == Some("en");
    let language = if is_english { Language::English } else { Language::Chinese };
    let ordinal = u16::try_from(line).ok().and_then(NonZeroU16::new).unwrap_or(NonZeroU16::MAX);
    let id = ClauseId::Paragraph { section: None, ordinal };
    let text = match doc.title {
        Some(title) => format!("{title}\n{}", doc.text),
        None => doc.text,
    };
    let clause = Clause::new(id, &text, line);
    let mut texts = Bilingual::default();
    texts.set(language, clause);
    Provision { id, section: None, texts, commitments: Bilingual::default() }
}
