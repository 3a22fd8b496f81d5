//! Texts that consist of known words only.
//!
//! What always holds: the time is linear in the length of the text, times that of the longest word.

/// Bytes of the longest word.
const LONGEST: usize = 40;

/// The bits of the words of a bare text, joined; `None` if it has other words, or none. At each place the longest word
/// that lets the rest be read counts.
///
/// Reads from the end, and stops where no place within the longest word can be read: most texts end in another word.
pub(super) fn cover(bare: &str, bits: impl Fn(&str) -> Option<u32>) -> Option<u32> {
    if bare.is_empty() {
        return None;
    }
    // The bits of what stands from each place on.
    let mut rest: Vec<Option<u32>> = vec![None; bare.len() + 1];
    if let Some(end) = rest.last_mut() {
        *end = Some(0);
    }
    // The first place from which the rest can be read.
    let mut first_read = bare.len();
    for (at, c) in bare.char_indices().rev() {
        if first_read - at > LONGEST {
            return None;
        }
        let from = if c == ' ' {
            rest.get(at + 1).copied().flatten()
        } else {
            first(bare, at, &rest, &bits)
        };
        if from.is_some() {
            first_read = at;
        }
        if let Some(place) = rest.get_mut(at) {
            *place = from;
        }
    }
    rest.first().copied().flatten()
}

fn first(
    bare: &str,
    at: usize,
    rest: &[Option<u32>],
    bits: impl Fn(&str) -> Option<u32>,
) -> Option<u32> {
    let longest = LONGEST.min(bare.len() - at);
    (1..=longest).rev().find_map(|len| {
        let word = bare.get(at..at + len)?;
        let found = bits(word)?;
        let after = bare.get(at + len..)?.chars().next();
        let is_cut = word.ends_with(|c: char| c.is_ascii_alphanumeric())
            && after.is_some_and(|c| c.is_ascii_alphanumeric());
        let rest = rest.get(at + len).copied().flatten().filter(|_| !is_cut)?;
        Some(found | rest)
    })
}

/// A folded text of letters, digits and single spaces; `what's` is `whats`.
pub(super) fn bare(folded: &str) -> String {
    let mut bare = String::with_capacity(folded.len());
    for c in folded.chars() {
        if c.is_alphanumeric() {
            bare.push(c);
        } else if !matches!(c, '\'' | '’') && !bare.is_empty() && !bare.ends_with(' ') {
            bare.push(' ');
        }
    }
    bare.truncate(bare.trim_end().len());
    bare
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WORDS: [&str; 6] = ["a", "ab", "next", "next one", "下一", "下一条"];

    fn bits(word: &str) -> Option<u32> {
        WORDS.iter().position(|it| *it == word).map(|at| 1 << at)
    }

    /// The same by trying all words at each place.
    fn can_be_read(bare: &str) -> bool {
        let rest = bare.trim_start_matches(' ');
        rest.is_empty()
            || WORDS.iter().filter_map(|it| Some((it, rest.strip_prefix(it)?))).any(
                |(word, rest)| {
                    let is_cut =
                        word.is_ascii() && rest.starts_with(|c: char| c.is_ascii_alphanumeric());
                    !is_cut && can_be_read(rest)
                },
            )
    }

    #[test]
    fn the_longest_words_count() {
        assert_eq!(cover("next one a", bits), Some(0b1001));
        assert_eq!(cover("下一条ab", bits), Some(0b10_0010));
        assert_eq!(cover("nexta", bits), None);
        assert_eq!(cover("", bits), None);
    }

    proptest! {
        #[test]
        fn known_words_are_read_in_any_order(
            parts in prop::collection::vec(prop::sample::select(vec!["a", "ab", "next", " ", "one", "下一", "条"]), 0..30),
        ) {
            let bare = bare(&parts.concat());
            prop_assert_eq!(cover(&bare, bits).is_some(), !bare.is_empty() && can_be_read(&bare));
        }
    }
}
