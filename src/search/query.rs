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

/// Weight of an amount: it is looked for as itself.
pub(super) const AMOUNTS: f32 = 5.0;

/// Pairs of characters from which single characters are not looked for: they
/// find few clauses more and take most of the time.
const ENOUGH_PAIRS: usize = 3;

/// The terms of what a question asks about.
pub(super) fn terms(units: &Units) -> Terms {
    let mut terms = Terms::default();
    for run in &units.runs {
        terms.extend(Terms::of(run));
    }
    terms
}

/// The query for candidates, or `None` where there is nothing to search.
pub(super) fn query(
    units: &Units,
    terms: &Terms,
    indexed: &Indexed,
    fields: &Fields,
) -> Option<BooleanQuery> {
    let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    // Looking for a term that is nowhere costs as much as for any other.
    let known = |kind: Kind, texts: &Passages, terms: &[String]| -> Vec<String> {
        let has = |term: &String| {
            indexed.dictionary.place(kind, term).is_some_and(|it| texts.n_with(it) > 0)
        };
        terms.iter().filter(|it| has(it)).cloned().collect()
    };
    let bodies = |kind, terms| known(kind, &indexed.bodies, terms);
    let asks = |kind, terms| known(kind, &indexed.asks, terms);
    parts.extend(weighted(fields.twos, 1.0, &bodies(Kind::Two, &terms.twos)).map(should));
    parts.extend(weighted(fields.words, 1.0, &bodies(Kind::Word, &terms.words)).map(should));
    let mut expected = asks(Kind::Two, &terms.twos);
    // Words stand among the pairs of characters, beside Chinese text.
    expected.extend(asks(Kind::Word, &terms.words));
    expected.sort_unstable();
    expected.dedup();
    parts.extend(weighted(fields.asks, ASKS, &expected).map(should));
    if terms.twos.len() < ENOUGH_PAIRS {
        parts.extend(weighted(fields.ones, 1.0, &terms.ones).map(should));
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
fn weighted(field: Field, weight: f32, terms: &[String]) -> impl Iterator<Item = Box<dyn Query>> {
    let mut counts: BTreeMap<&str, f32> = BTreeMap::new();
    for term in terms {
        *counts.entry(term).or_default() += weight;
    }
    counts.into_iter().map(move |(term, weight)| boosted(one(field, term), weight))
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
