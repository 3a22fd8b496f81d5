//! clausebot and tantivy on a retrieval collection, beside the peers of `run.py`.
//!
//!     cargo bench --bench peers -- tantivy-bigrams ../shared/collections/xquad-en
//!
//! Prints one line of JSON. All peers measure the same: the first ten documents of each query, asked one
//! after the other on one thread; the processor time of the process; the index in memory.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a benchmark fails by panicking, and prints"
)]

#[path = "../support/process.rs"]
mod process;

use std::{
    collections::{HashMap, HashSet},
    env, fs,
    path::Path,
};

use clausebot::{
    assistant::Assistant,
    corpus::{Agreement, Bilingual, Clause, Library, Provision},
    text::{Language, is_han},
};
use serde_json::{Value, json};
use tantivy::{
    ReloadPolicy, SegmentReader, TantivyDocument, Term,
    collector::TopDocs,
    doc,
    indexer::NoMergePolicy,
    query::{BooleanQuery, Occur, Query, TermQuery},
    schema::{FAST, IndexRecordOption, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{
        LowerCaser, RemoveLongFilter, SimpleTokenizer, TextAnalyzer, Token, TokenStream, Tokenizer,
    },
};

use self::process::{cpu_s, peak_mb, resident_mb};

const N_FOUND: usize = 10;
/// Rounds go on until this processor time.
const LEAST_S: f64 = 2.0;

const ENGINES: [&str; 5] =
    ["clausebot", "clausebot-shipped", "tantivy-words", "tantivy-bigrams", "tantivy-characters"];

/// The places of the best documents for a query.
type Search = Box<dyn Fn(&str) -> Vec<usize>>;

struct Collection {
    docs: Vec<Value>,
    queries: Vec<(String, String)>,
    relevant: HashMap<String, HashSet<String>>,
}

impl Collection {
    fn read(directory: &Path) -> Self {
        let lines = |name: &str| -> Vec<Value> {
            let text = fs::read_to_string(directory.join(name)).unwrap();
            text.lines().map(|it| serde_json::from_str(it).unwrap()).collect()
        };
        let text = |it: &Value| it.as_str().unwrap().to_owned();
        let mut relevant: HashMap<String, HashSet<String>> = HashMap::new();
        for it in lines("qrels.jsonl").iter().filter(|it| it["rel"].as_f64() > Some(0.0)) {
            relevant.entry(text(&it["qid"])).or_default().insert(text(&it["did"]));
        }
        let queries = lines("queries.jsonl").into_iter();
        let queries = queries.map(|it| (text(&it["id"]), text(&it["text"])));
        let queries = queries.filter(|(id, _)| relevant.contains_key(id)).collect();
        Self { docs: lines("docs.jsonl"), queries, relevant }
    }

    /// Two clauses and a question, to see that all engines run.
    fn sample() -> Self {
        let doc = |id: &str, text: &str| json!({"id": id, "text": text, "lang": "zh"});
        let docs = vec![doc("zh-3.6", "从东盟国家进口农产品"), doc("zh-2.1", "提供新冠疫苗援助")];
        let relevant = HashMap::from([("a".to_owned(), HashSet::from(["zh-3.6".to_owned()]))]);
        Self { docs, queries: vec![("a".to_owned(), "进口农产品".to_owned())], relevant }
    }

    fn texts(&self) -> impl Iterator<Item = String> {
        self.docs.iter().map(|it| match it["title"].as_str() {
            Some(title) => format!("{title}\n{}", it["text"].as_str().unwrap()),
            None => it["text"].as_str().unwrap().to_owned(),
        })
    }
}

fn main() {
    if env::args().any(|it| it == "--test") {
        for engine in &ENGINES {
            measure(engine, &Collection::sample(), 0.0);
        }
        return;
    }
    let arguments: Vec<String> = env::args().skip(1).filter(|it| !it.starts_with("--")).collect();
    match arguments.as_slice() {
        [engine, directory] => measure(engine, &Collection::read(Path::new(directory)), LEAST_S),
        _ => println!("usage: peers ENGINE DIRECTORY; engines: {}", ENGINES.join(", ")),
    }
}

/// Measures an engine; asks for at least so many seconds.
fn measure(engine: &str, collection: &Collection, least_s: f64) {
    let start_s = cpu_s();
    let search: Search = match engine {
        "clausebot" => clausebot(collection),
        "clausebot-shipped" => clausebot_shipped(collection),
        "tantivy-words" => tantivy(collection, words()),
        "tantivy-bigrams" => tantivy(collection, grams(&[2])),
        "tantivy-characters" => tantivy(collection, grams(&[1, 2])),
        other => panic!("no engine `{other}`"),
    };
    let build_s = cpu_s() - start_s;
    let mut n_right = 0;
    for (id, query) in &collection.queries {
        let found = search(query);
        let first = found.first().and_then(|it| collection.docs[*it]["id"].as_str());
        n_right += usize::from(first.is_some_and(|it| collection.relevant[id].contains(it)));
    }
    let (start_s, mut n_asked) = (cpu_s(), 0);
    while cpu_s() - start_s < least_s {
        collection.queries.iter().for_each(|(_, it)| drop(search(it)));
        n_asked += collection.queries.len();
    }
    let measured = json!({
        "engine": engine,
        "hit_1": n_right as f64 / collection.queries.len() as f64,
        "questions_per_cpu_s": n_asked as f64 / (cpu_s() - start_s),
        "build_us_per_clause": build_s * 1e6 / collection.docs.len() as f64,
        "resident_mb": resident_mb(),
        "peak_mb": peak_mb(),
    });
    println!("{measured}");
}

/// The index of clausebot, without any glossary.
fn clausebot(collection: &Collection) -> Search {
    let mut provisions = Vec::new();
    for ((place, doc), text) in collection.docs.iter().enumerate().zip(collection.texts()) {
        let id = format!("{}.{}", place / 1000 + 1, place % 1000 + 1).parse().unwrap();
        let is_english = doc["lang"] == "en";
        let language = if is_english { Language::English } else { Language::Chinese };
        let mut texts = Bilingual::default();
        texts.set(language, Clause::new(id, &text, 1));
        let commitments = Bilingual::default();
        provisions.push(Provision { id, section: None, texts, commitments });
    }
    let agreement = Agreement { provisions: provisions.into(), ..Agreement::default() };
    let library = Library { agreements: vec![agreement], ..Library::default() };
    let assistant = Assistant::new(library).unwrap();
    assistant.warm();
    Box::new(move |query| {
        let hits = assistant.candidates(&assistant.units(query), N_FOUND, None).unwrap();
        hits.iter().map(|it| it.clause.place).collect()
    })
}

/// clausebot as shipped: the plan with its glossaries and expected questions, both texts of a clause as one.
fn clausebot_shipped(collection: &Collection) -> Search {
    let assistant = Assistant::shipped().unwrap();
    assistant.warm();
    let ids = collection.docs.iter().enumerate().map(|(at, it)| (it["id"].as_str().unwrap(), at));
    let places: HashMap<String, usize> = ids.map(|(id, at)| (id.to_owned(), at)).collect();
    Box::new(move |query| {
        let hits = assistant.candidates(&assistant.units(query), N_FOUND, None).unwrap();
        let clauses = hits.iter().filter_map(|it| assistant.library().clause(it.clause));
        clauses.filter_map(|(_, it)| places.get(&format!("zh-{}", it.id)).copied()).collect()
    })
}

/// tantivy's index in memory; a query is its terms, any of them.
fn tantivy(collection: &Collection, analyzer: TextAnalyzer) -> Search {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("peer")
        .set_index_option(IndexRecordOption::WithFreqs);
    let body = schema.add_text_field("body", TextOptions::default().set_indexing_options(indexing));
    let place = schema.add_u64_field("place", FAST);
    let index = tantivy::Index::create_in_ram(schema.build());
    index.tokenizers().register("peer", analyzer.clone());
    let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, 50_000_000).unwrap();
    writer.set_merge_policy(Box::new(NoMergePolicy));
    for (at, text) in (0_u64..).zip(collection.texts()) {
        writer.add_document(doc!(place => at, body => text)).unwrap();
    }
    writer.commit().unwrap();
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().unwrap();
    let reader: tantivy::IndexReader = reader;
    let searcher = reader.searcher();
    let places: Vec<Vec<usize>> = searcher.segment_readers().iter().map(places).collect();
    Box::new(move |query| {
        let mut analyzer = analyzer.clone();
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        analyzer.token_stream(query).process(&mut |token| {
            let term = Term::from_field_text(body, &token.text);
            let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
            clauses.push((Occur::Should, Box::new(query)));
        });
        let best = TopDocs::with_limit(N_FOUND).order_by_score();
        let found = searcher.search(&BooleanQuery::new(clauses), &best).unwrap();
        found.iter().map(|(_, at)| places[at.segment_ord as usize][at.doc_id as usize]).collect()
    })
}

fn places(segment: &SegmentReader) -> Vec<usize> {
    let column = segment.fast_fields().u64("place").unwrap();
    let place = |document| usize::try_from(column.first(document).unwrap()).unwrap();
    (0..segment.max_doc()).map(place).collect()
}

/// tantivy's default analyzer.
fn words() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(40))
        .filter(LowerCaser)
        .build()
}

/// Runs of Han characters in grams of these lengths, and words.
fn grams(lengths: &'static [usize]) -> TextAnalyzer {
    TextAnalyzer::builder(Grams(lengths))
        .filter(RemoveLongFilter::limit(40))
        .filter(LowerCaser)
        .build()
}

#[derive(Clone)]
struct Grams(&'static [usize]);

/// The tokens of a text, made at once.
struct Made {
    tokens: Vec<Token>,
    next: usize,
}

impl Tokenizer for Grams {
    type TokenStream<'a> = Made;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Made {
        let mut tokens = Vec::new();
        let mut add = |text: &str| {
            let position = tokens.len();
            tokens.push(Token { position, text: text.to_owned(), ..Token::default() });
        };
        for run in text.split(|c: char| !c.is_alphanumeric()) {
            let chars: Vec<(usize, char)> = run.char_indices().collect();
            for same in chars.chunk_by(|a, b| is_han(a.1) == is_han(b.1)) {
                let end = |at: usize| same[at].0 + same[at].1.len_utf8();
                if !is_han(same[0].1) {
                    add(&run[same[0].0..end(same.len() - 1)]);
                    continue;
                }
                for n in self.0 {
                    for from in 0..(same.len() + 1).saturating_sub(*n) {
                        add(&run[same[from].0..end(from + n - 1)]);
                    }
                }
            }
        }
        Made { tokens, next: 0 }
    }
}

impl TokenStream for Made {
    fn advance(&mut self) -> bool {
        self.next += 1;
        self.next <= self.tokens.len()
    }

    fn token(&self) -> &Token {
        &self.tokens[self.next - 1]
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokens[self.next - 1]
    }
}
