//! Finds the clauses that may fit a question, from the postings of its terms.
//!
//! The weights of the terms add up clause by clause, the rarest terms first. Common terms are left out once
//! enough postings were read, so the cost of a question does not grow with the library.

use std::{cell::RefCell, ops::Range};

use tantivy::TantivyError;

use super::{
    Units,
    engine::{Part, Postings},
    indexed::Indexed,
    query::{AMOUNTS, CONCEPTS},
    rarity,
    senses::Sense,
};

/// Postings after which no further term is read. The first term is read whole.
const ENOUGH_POSTINGS: usize = 1 << 15;

/// A clause that may fit, with the sum of the weights of its terms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate {
    pub(super) place: u32,
    pub(super) weight: f32,
}

/// Sums by clause. They are kept from question to question, so that a large library is not cleared each time.
#[derive(Default)]
struct Sums {
    by_place: Vec<f32>,
    /// The places that have a sum.
    touched: Vec<u32>,
}

impl Sums {
    fn add(&mut self, place: u32, weight: f32) {
        if weight <= 0.0 {
            return;
        }
        let at = place as usize;
        if self.by_place.len() <= at {
            self.by_place.resize(at + 1, 0.0);
        }
        if let Some(sum) = self.by_place.get_mut(at) {
            if *sum <= 0.0 {
                self.touched.push(place);
            }
            *sum += weight;
        }
    }

    /// Takes the `limit` greatest sums of some places, the greatest first, and clears all.
    fn take(&mut self, limit: usize, places: &Range<u32>) -> Vec<Candidate> {
        let sums = self.touched.drain(..).map(|place| {
            let weight = self.by_place.get_mut(place as usize).map_or(0.0, std::mem::take);
            Candidate { place, weight }
        });
        let mut sums: Vec<Candidate> = sums.filter(|it| places.contains(&it.place)).collect();
        let order = |a: &Candidate, b: &Candidate| {
            b.weight.total_cmp(&a.weight).then(a.place.cmp(&b.place))
        };
        if sums.len() > limit && limit > 0 {
            sums.select_nth_unstable_by(limit - 1, order);
            sums.truncate(limit);
        }
        sums.sort_unstable_by(order);
        sums
    }
}

thread_local! {
    static SUMS: RefCell<Sums> = RefCell::default();
}

/// Clauses to be added.
enum Source<'a> {
    Term(&'a (Postings, f32)),
    /// The meanings of a unit: the best of them counts, not their sum.
    Concept(&'a [Sense]),
    Amount(&'a [u32]),
}

/// The clauses in `places` that share most with the question, at most `limit`, the best first.
pub(super) fn candidates(
    units: &Units,
    indexed: &Indexed,
    limit: usize,
    places: &Range<u32>,
) -> Result<Vec<Candidate>, TantivyError> {
    let query = &units.query;
    let mut sources: Vec<(usize, Source<'_>)> =
        query.found.iter().map(|it| (it.0.len(), Source::Term(it))).collect();
    for unit in &query.units {
        if let Some(clauses) = &unit.amount {
            sources.push((clauses.len(), Source::Amount(clauses)));
        } else if !unit.senses.is_empty() {
            let n_about = unit.senses.iter().map(|it| it.n_about).sum();
            sources.push((n_about, Source::Concept(&unit.senses)));
        }
    }
    sources.sort_by_key(|it| it.0);
    SUMS.with_borrow_mut(|sums| {
        let mut n_read = 0;
        for (n, source) in &sources {
            if n_read > 0 && n_read + n > ENOUGH_POSTINGS {
                break;
            }
            n_read += n;
            add(source, indexed, sums)?;
        }
        Ok(sums.take(limit, places))
    })
}

fn add(source: &Source<'_>, indexed: &Indexed, sums: &mut Sums) -> Result<(), TantivyError> {
    let n_clauses = indexed.tables.n_clauses();
    match source {
        Source::Term((postings, weight)) => {
            indexed.engine.each(postings, |place, share| sums.add(place, weight * share))
        }
        Source::Amount(clauses) => {
            let weight = AMOUNTS * rarity(clauses.len(), n_clauses);
            clauses.iter().for_each(|it| sums.add(*it, weight));
            Ok(())
        }
        Source::Concept(senses) => {
            let mut found: Vec<(u32, f32)> = Vec::new();
            for Sense { concept, share, n_about } in *senses {
                let Some(postings) = indexed.engine.find(Part::Concepts, &concept.to_string())
                else {
                    continue;
                };
                let weight = CONCEPTS * share * rarity(*n_about, n_clauses);
                indexed.engine.each(&postings, |place, _| {
                    let strength = indexed.tables.strength(place as usize, *concept);
                    found.push((place, weight * strength));
                })?;
            }
            found.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
            found.dedup_by_key(|it| it.0);
            for (place, weight) in found {
                sums.add(place, weight);
            }
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_sums_come_first_and_all_are_cleared() {
        let mut sums = Sums::default();
        for (place, weight) in [(7, 1.0), (2, 1.0), (9, 0.5), (7, 1.0), (3, 0.0)] {
            sums.add(place, weight);
        }
        let found: Vec<(u32, f32)> =
            sums.take(2, &(0..u32::MAX)).into_iter().map(|it| (it.place, it.weight)).collect();
        assert_eq!(found, [(7, 2.0), (2, 1.0)]);
        assert_eq!(sums.take(2, &(0..u32::MAX)), []);
        sums.add(9, 0.25);
        assert_eq!(sums.take(5, &(3..4)), []);
        sums.add(9, 0.25);
        assert_eq!(sums.take(5, &(9..10)), [Candidate { place: 9, weight: 0.25 }]);
    }
}
