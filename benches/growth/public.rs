//! Documents of a public retrieval collection, recombined up to any size: see `clausebot eval --help`.
//!
//! The documents stand first as they are. Each further one has as many sentences as one of them, each
//! taken from any document.

use std::{fs, path::Path};

use clausebot::{
    corpus::{Agreement, Bilingual, Clause, Library, Provision},
    text::Language,
};
use serde_json::Value;

use super::random::Random;

pub(crate) struct Public {
    documents: Vec<String>,
    queries: Vec<String>,
    language: Language,
}

impl Public {
    pub(crate) fn read(directory: &Path) -> Self {
        let documents = lines(&directory.join("docs.jsonl"));
        let is_english = documents.first().is_some_and(|it| it["lang"] == "en");
        let text = |it: &Value| match it["title"].as_str() {
            Some(title) => format!("{title}\n{}", it["text"].as_str().unwrap()),
            None => it["text"].as_str().unwrap().to_owned(),
        };
        Self {
            documents: documents.iter().map(text).collect(),
            queries: lines(&directory.join("queries.jsonl")).iter().map(text).collect(),
            language: if is_english { Language::English } else { Language::Chinese },
        }
    }

    /// So many clauses in so many agreements.
    pub(crate) fn library(&self, n_clauses: usize, n_documents: usize) -> (Library, usize) {
        let sentences: Vec<Vec<&str>> = self.documents.iter().map(|it| sentences(it)).collect();
        let all: Vec<&str> = sentences.iter().flatten().copied().collect();
        let mut random = Random::new(14);
        let mut n_bytes = 0;
        let mut documents: Vec<Vec<Provision>> = vec![Vec::new(); n_documents];
        for at in 0..n_clauses {
            let text = self.documents.get(at).cloned().unwrap_or_else(|| {
                let n = random.any(&sentences).len();
                (0..n).map(|_| *random.any(&all)).collect()
            });
            n_bytes += text.len();
            let place = at % n_documents;
            let ordinal = documents[place].len() + 1;
            documents[place].push(self.provision(ordinal, &text));
        }
        let agreement = |(at, provisions): (usize, Vec<Provision>)| Agreement {
            id: format!("d{at}"),
            provisions: provisions.into(),
            ..Agreement::default()
        };
        let agreements = documents.into_iter().enumerate().map(agreement).collect();
        (Library { agreements, ..Library::default() }, n_bytes)
    }

    fn provision(&self, ordinal: usize, text: &str) -> Provision {
        let id = format!("{}.{}", ordinal / 1000 + 1, ordinal % 1000 + 1).parse().unwrap();
        let mut texts = Bilingual::default();
        texts.set(self.language, Clause::new(id, text, 1));
        Provision { id, section: None, texts, commitments: Bilingual::default() }
    }

    /// At most `n` queries, taken from everywhere in the file.
    pub(crate) fn questions(&self, n: usize) -> Vec<String> {
        self.queries.iter().step_by(self.queries.len().div_ceil(n)).cloned().collect()
    }
}

/// The sentences of a text, with their ends.
fn sentences(text: &str) -> Vec<&str> {
    let mut rest = text;
    let mut found = Vec::new();
    while let Some(end) =
        rest.find(". ").map(|it| it + 2).or_else(|| rest.find('。').map(|it| it + 3))
    {
        let (sentence, after) = rest.split_at(end);
        found.push(sentence);
        rest = after;
    }
    found.push(rest);
    found
}

fn lines(path: &Path) -> Vec<Value> {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(|it| serde_json::from_str(it).unwrap()).collect()
}
