//! A question as a query of weighted terms, for the engine to find candidates.

use std::collections::BTreeMap;

use tantivy::{
    Term,
    query::{BooleanQuery, BoostQuery, DisjunctionMaxQuery, Occur, Query, TermQuery},
    schema::{Field, IndexRecordOption},
};

use super::{
    UnitKind, Units,
    indexed::Indexed,
    passages::Passages,
    schema::Fields,
    terms::{Kind, Terms},
};

/// Weights of expected questions and of concepts beside the clause's own words.
pub(super) const ASKS: f32 = 0.7;
pub(super) const CONCEPTS: f32 = 3.0;

pub(super) const AMOUNTS: f32 = 5.0;

/// Pairs of characters from which single characters are not looked for: they find few more clauses
/// and take most of the time.
const ENOUGH_PAIRS: usize = 3;

pub(super) fn terms(units: &Units) -> Terms {
    let mut terms = Terms::default();
    units.runs.iter().for_each(|run| terms.extend(Terms::of(run)));
    terms
}

/// The query for candidates, or `None` where there is nothing to search.
pub(super) fn query<'t>(
    units: &Units,
    terms: &'t Terms,
    indexed: &Indexed,
    fields: &Fields,
) -> Option<BooleanQuery> {
    // Looking for a term that no text has costs as much as for any other.
    let known = |kind: Kind, texts: &Passages, terms: &'t [String]| -> Vec<&'t str> {
        let has = |term: &str| {
            indexed.dictionary.place(kind, term).is_some_and(|it| texts.n_with(it) > 0)
        };
        terms.iter().map(String::as_str).filter(|it| has(it)).collect()
    };
    let twos = known(Kind::Two, &indexed.bodies, &terms.twos);
    let words = known(Kind::Word, &indexed.bodies, &terms.words);
    // Beside Chinese text, words stand among the pairs of characters.
    let mut expected = known(Kind::Two, &indexed.asks, &terms.twos);
    expected.extend(known(Kind::Word, &indexed.asks, &terms.words));
    expected.sort_unstable();
    expected.dedup();
    let ones = terms.ones.iter().filter(|_| terms.twos.len() < ENOUGH_PAIRS).map(String::as_str);
    let kinds = || units.units.iter().map(|it| &it.kind);
    let parts: Vec<(Occur, Box<dyn Query>)> = weighted(fields.twos, 1.0, twos)
        .chain(weighted(fields.words, 1.0, words))
        .chain(weighted(fields.asks, ASKS, expected))
        .chain(weighted(fields.ones, 1.0, ones))
        .chain(kinds().filter_map(|it| concepts(it, fields.concepts)))
        .chain(kinds().filter_map(|it| amount(it, fields.amounts)))
        .map(|it| (Occur::Should, it))
        .collect();
    (!parts.is_empty()).then(|| BooleanQuery::new(parts))
}

/// Each term once, weighted by how often the question has it.
fn weighted<'t>(
    field: Field,
    weight: f32,
    terms: impl IntoIterator<Item = &'t str>,
) -> impl Iterator<Item = Box<dyn Query>> {
    let mut counts: BTreeMap<&str, f32> = BTreeMap::new();
    for term in terms {
        *counts.entry(term).or_default() += weight;
    }
    counts.into_iter().map(move |(term, weight)| boosted(one(field, term), weight))
}

/// The meanings of a unit: the best of them counts, not their sum.
fn concepts(kind: &UnitKind, field: Field) -> Option<Box<dyn Query>> {
    let UnitKind::Concept(concepts, _) = kind else { return None };
    let meanings = concepts.iter().map(|it| one(field, &it.to_string())).collect();
    Some(boosted(Box::new(DisjunctionMaxQuery::new(meanings)), CONCEPTS))
}

fn amount(kind: &UnitKind, field: Field) -> Option<Box<dyn Query>> {
    let UnitKind::Amount(amount) = kind else { return None };
    Some(boosted(one(field, &amount.term()), AMOUNTS))
}

fn one(field: Field, term: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::WithFreqs))
}

fn boosted(query: Box<dyn Query>, weight: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, weight))
}
