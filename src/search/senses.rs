//! The concepts by which clauses have a unit of a question: its own, and the wholes of which it is a kind. A clause on
//! agricultural products has a share of `durian`.

use super::{concepts::ConceptPlace, indexed::Indexed, rarity};

/// The share of a kind that a clause on the whole has at most.
const AT_MOST: f32 = 0.8;

/// The rarity from which the whole has that share, unless nothing is so rare in the library. In a law on transport, that a
/// clause is on transport says little of ferries.
const RARE: f32 = 4.0;

/// The part that counts of a near word's share where no clause is on anything of which the asked word is a kind: where
/// nothing is on animals, `boat` is no `whale`.
const ABSENT_KIND: f32 = 0.5;

/// The similarities of the nearest words from which on, and at which wholly, a clause on the whole has its share of a
/// concept that no clause names. By its subject alone it may be about anything else: not every clause on schools answers
/// on kindergartens.
const NEAR_WHOLE: (f32, f32) = (0.4, 0.6);

/// A concept by which some clause has a unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sense {
    pub(super) concept: ConceptPlace,
    /// The share of the unit that a clause on it has: 1 for the unit's own concept.
    pub(super) share: f32,
    /// The number of clauses that are about it; not 0.
    pub(super) n_about: usize,
}

/// A unit's own concepts that some clause is about.
pub(super) fn own(concepts: &[ConceptPlace], indexed: &Indexed) -> Vec<Sense> {
    senses(concepts, indexed, |_| 1.0)
}

/// The wholes of which a unit is a kind that some clause is about.
pub(super) fn wholes(concepts: &[ConceptPlace], indexed: &Indexed) -> Vec<Sense> {
    let n_clauses = indexed.tables.n_clauses();
    senses(concepts, indexed, |n_about| share_of_whole(n_about, n_clauses))
}

fn senses(
    concepts: &[ConceptPlace],
    indexed: &Indexed,
    share: impl Fn(usize) -> f32,
) -> Vec<Sense> {
    let sense = |concept: &ConceptPlace| {
        let n_about = indexed.n_about(*concept);
        Sense { concept: *concept, share: share(n_about), n_about }
    };
    concepts.iter().map(sense).filter(|it| it.n_about > 0).collect()
}

/// The part that counts of a near word's share in a unit, 0 to 1: none of a concept that a prepared library leaves unsaid.
/// `by_concept` clauses are about the unit itself, `wholes` are those of its `broader` concepts that some clause is about.
pub(super) fn near_share(
    is_unsaid: bool,
    by_concept: usize,
    broader: &[ConceptPlace],
    wholes: &[Sense],
) -> f32 {
    let is_of_absent_kind = !broader.is_empty() && wholes.is_empty() && by_concept == 0;
    match (is_unsaid, is_of_absent_kind) {
        (true, _) => 0.0,
        (false, true) => ABSENT_KIND,
        (false, false) => 1.0,
    }
}

/// Wholes by which a clause has the unit, and those that count by near words only: the ones of a concept that no clause
/// names. In a prepared library, none counts that is left unsaid.
pub(super) fn split(
    wholes: Vec<Sense>,
    is_left_out: bool,
    is_unsaid: bool,
) -> (Vec<Sense>, Vec<Sense>) {
    match (is_left_out, is_unsaid) {
        (_, true) => (Vec::new(), Vec::new()),
        (true, false) => (Vec::new(), wholes),
        (false, false) => (wholes, Vec::new()),
    }
}

/// The part that counts of the share of a whole, 0 to 1, where no clause names the concept that is asked and the nearest
/// word of the clause is as similar.
pub(super) fn near_whole(similarity: f32) -> f32 {
    let (from, to) = NEAR_WHOLE;
    ((similarity - from) / (to - from)).clamp(0.0, 1.0)
}

/// The number of clauses that are about the commonest of the concepts.
pub(super) fn most_about(senses: &[Sense]) -> usize {
    senses.iter().map(|it| it.n_about).max().unwrap_or(0)
}

/// The share of a kind that a clause has which is on the whole, as `n_about` of `n_clauses` are.
fn share_of_whole(n_about: usize, n_clauses: usize) -> f32 {
    let rare = RARE.min(rarity(1, n_clauses));
    AT_MOST * (rarity(n_about, n_clauses) / rare).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_of_a_concept_left_out_counts_by_near_words() {
        let wholes = vec![Sense { concept: 3, share: 0.8, n_about: 1 }];
        assert_eq!(split(wholes.clone(), false, false), (wholes.clone(), Vec::new()));
        assert_eq!(split(wholes.clone(), true, false), (Vec::new(), wholes.clone()));
        assert_eq!(split(wholes, true, true), (Vec::new(), Vec::new()));
        assert!(near_whole(0.3) <= 0.0 && near_whole(0.7) >= 1.0);
        assert!((near_whole(0.5) - 0.5).abs() < 1e-6);
    }

    #[test]
    fn a_whole_that_many_clauses_name_says_less() {
        let share = |n_about| share_of_whole(n_about, 100);
        assert!(share(1) > share(5) && share(5) > share(50), "{} {}", share(1), share(50));
        assert!((share(1) - AT_MOST).abs() < f32::EPSILON);
        let of_two = share_of_whole(1, 2);
        assert!((of_two - AT_MOST).abs() < f32::EPSILON, "nothing is rarer: {of_two}");
    }
}
