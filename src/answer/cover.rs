//! Texts that consist of known words only.
//!
//! What always holds: the time is linear in the length of the text, times that of the longest word.

/// Bytes of the longest word.
const LONGEST: usize = 40;

/// The bits of the words of a bare text, joined; `None` if it has other words, or none. At each place the longest word
/// that lets the rest be read counts.
pub(super) fn cover(bare: &str, bits: impl Fn(&str) -> Option<u32>) -> Option<u32> {
    if bare.is_empty() {
        return None;
    }
    // The bits of what stands from each place on.
    let mut rest: Vec<Option<u32>> = vec![None; bare.len() + 1];
    if let Some(end) = rest.last_mut() {
        *end = Some(0);
    }
    for (at, c) in bare.char_indices().rev() {
        let from = if c == ' ' {
            rest.get(at + 1).copied().flatten()
        } else {
            first(bare, at, &rest, &bits)
        };
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
