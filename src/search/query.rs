//! A question as a query of weighted terms.

use std::collections::BTreeMap;

use tantivy::{
    Term,
    query::{BooleanQuery, BoostQuery, DisjunctionMaxQuery, Occur, Query, TermQuery},
    schema::{Field, IndexRecordOption},
};

use super::{UnitKind, Units, schema::Fields, terms::Terms};

/// Weights of the fields. Characters alone and in pairs count the same, as
/// measured on public Chinese questions; a concept counts for more than its
/// words, since it joins what is said differently.
const ONES: f32 = 1.0;
const TWOS: f32 = 1.0;
const WORDS: f32 = 1.0;
const PAIRS: f32 = 0.3;
const HEADINGS: f32 = 0.2;
const CONCEPTS: f32 = 3.0;

/// An amount is looked for as itself.
const AMOUNTS: f32 = 5.0;

/// The query of a question's units, or `None` where there is nothing to search.
pub(super) fn query(units: &Units, fields: &Fields) -> Option<BooleanQuery> {
    let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    let mut terms = Terms::default();
    for run in &units.runs {
        let found = Terms::of(run);
        terms.ones.extend(found.ones);
        terms.twos.extend(found.twos);
        terms.words.extend(found.words);
        terms.pairs.extend(found.pairs);
    }
    let headings = terms.twos.clone();
    for (field, weight, terms) in [
        (fields.ones, ONES, terms.ones),
        (fields.twos, TWOS, terms.twos),
        (fields.words, WORDS, terms.words),
        (fields.pairs, PAIRS, terms.pairs),
        (fields.headings, HEADINGS, headings),
    ] {
        parts.extend(weighted(field, weight, terms).map(should));
    }
    parts.extend(
        units.units.iter().filter_map(|it| concepts(&it.kind, fields.concepts)).map(should),
    );
    parts.extend(units.units.iter().filter_map(|it| amount(&it.kind, fields.amounts)).map(should));
    (!parts.is_empty()).then(|| BooleanQuery::new(parts))
}

fn should(query: Box<dyn Query>) -> (Occur, Box<dyn Query>) {
    (Occur::Should, query)
}

/// Each term once, weighted by how often the question has it.
fn weighted(field: Field, weight: f32, terms: Vec<String>) -> impl Iterator<Item = Box<dyn Query>> {
    let mut counts: BTreeMap<String, f32> = BTreeMap::new();
    for term in terms {
        *counts.entry(term).or_default() += weight;
    }
    counts.into_iter().map(move |(term, weight)| boosted(one(field, &term), weight))
}

/// The meanings of a unit: the best of them counts, not their sum.
fn concepts(kind: &UnitKind, field: Field) -> Option<Box<dyn Query>> {
    let UnitKind::Concept(concepts, _) = kind else {
        return None;
    };
    let meanings = concepts.iter().map(|it| one(field, &it.to_string())).collect();
    Some(boosted(Box::new(DisjunctionMaxQuery::new(meanings)), CONCEPTS))
}

fn amount(kind: &UnitKind, field: Field) -> Option<Box<dyn Query>> {
    let UnitKind::Amount(amount) = kind else {
        return None;
    };
    Some(boosted(one(field, &amount.term()), AMOUNTS))
}

fn one(field: Field, term: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::WithFreqs))
}

fn boosted(query: Box<dyn Query>, weight: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, weight))
}
