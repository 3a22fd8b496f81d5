//! Things grouped by what they share: commitments by giver for a page, by unit for a chart.

use std::collections::HashMap;
use std::hash::Hash;

/// Groups in the order of their first members, each in the order of `all`.
///
/// ```
/// use clausebot::commitment::grouped;
///
/// let groups = grouped(["apple", "pear", "avocado"], |it| it.chars().next());
/// assert_eq!(groups, [(Some('a'), vec!["apple", "avocado"]), (Some('p'), vec!["pear"])]);
/// ```
pub fn grouped<T, K: Eq + Hash + Clone>(
    all: impl IntoIterator<Item = T>,
    key: impl Fn(&T) -> K,
) -> Vec<(K, Vec<T>)> {
    let mut groups: Vec<(K, Vec<T>)> = Vec::new();
    let mut places: HashMap<K, usize> = HashMap::new();
    for one in all {
        let key = key(&one);
        let place = *places.entry(key.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, members)) => members.push(one),
            None => groups.push((key, vec![one])),
        }
    }
    groups
}
