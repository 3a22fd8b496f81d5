//! The distance of a mistyped word from the right one: `eductaion` is one slip from `education`.

/// The number of slips that make `typed` from `meant`; `None` beyond `limit`. A slip leaves out, adds or
/// exchanges a letter, or swaps two neighbours.
///
/// ```
/// use clausebot::text::n_slips;
///
/// assert_eq!(n_slips("eductaion", "education", 2), Some(1));
/// assert_eq!(n_slips("police", "forestry", 2), None);
/// ```
pub fn n_slips(typed: &str, meant: &str, limit: usize) -> Option<usize> {
    // A slip adds at most one letter and removes at most one. This rules out most words in a tenth of the time.
    if (letters(typed) ^ letters(meant)).count_ones() as usize > 2 * limit {
        return None;
    }
    counted(typed, meant, limit)
}

fn counted(typed: &str, meant: &str, limit: usize) -> Option<usize> {
    let typed: Vec<char> = typed.chars().collect();
    let meant: Vec<char> = meant.chars().collect();
    if typed.len().abs_diff(meant.len()) > limit {
        return None;
    }
    // Rows of the usual table: the one before last, the last, and this one.
    let mut older: Vec<usize> = Vec::new();
    let mut old: Vec<usize> = (0..=meant.len()).collect();
    for (i, &a) in typed.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &b) in meant.iter().enumerate() {
            let cell = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX - 1);
            let exchanged = cell(&old, j) + usize::from(a != b);
            let mut best = exchanged.min(cell(&old, j + 1) + 1).min(cell(&row, j) + 1);
            let is_swap =
                i > 0 && j > 0 && typed.get(i - 1) == Some(&b) && meant.get(j - 1) == Some(&a);
            if is_swap {
                best = best.min(cell(&older, j - 1) + 1);
            }
            row.push(best);
        }
        if row.iter().all(|it| *it > limit) {
            return None;
        }
        older = std::mem::replace(&mut old, row);
    }
    old.last().copied().filter(|it| *it <= limit)
}

/// The letters of a word as a set; two that share a place count as one.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |set, c| set | 1 << (u32::from(c) % u64::BITS))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn slips() {
        let once = "geolgy geology|marketting marketing|minreals minerals|scholorship scholarship|rigths rights|tourisim tourism";
        for (typed, meant) in once.split('|').filter_map(|it| it.split_once(' ')) {
            assert_eq!(n_slips(typed, meant, 2), Some(1), "{typed}");
        }
        for (typed, meant, n) in
            [("same", "same", Some(0)), ("abc", "cba", Some(2)), ("crops", "rails", None)]
        {
            assert_eq!(n_slips(typed, meant, 2), n, "{typed}");
        }
    }
    proptest! {
        #[test]
        fn words_ruled_out_by_letters_are_apart(
            typed in "[a-d]{0,6}|[a-z\u{e0}-\u{130}]{0,6}",
            meant in "[a-d]{0,6}|[a-z\u{e0}-\u{130}]{0,6}",
            limit in 0..4_usize,
        ) {
            prop_assert_eq!(n_slips(&typed, &meant, limit), counted(&typed, &meant, limit));
        }
    }
}
