//! Negators that turn a bound: `shall not exceed 15 percent` is at most, `will not fall below 10 percent` at least.
//!
//! `shall not be required to pay more than $5 million` sets no limit: there the duty is denied.

use super::words::{LIMITS, WITHOUT_LIMIT};
use crate::quantity::Amount;
use crate::text::Span;
use crate::text::glyph::Glyphs;

/// Words between a negator and the bounding word that it turns.
const MOST_WORDS: usize = 8;

/// The place of the negator of the word that bounds an amount, if there is one.
pub(super) fn negator_of(glyphs: &Glyphs, amount: &Amount) -> Option<usize> {
    let start = glyphs.before(amount.start).map_or(amount.start, |_| amount.start - 1);
    let (word, at) = LIMITS
        .all_before(glyphs, start)
        .find(|(_, at)| !glyphs.before(*at).is_some_and(char::is_alphanumeric))?;
    // `no more than five` bounds by itself.
    let is_of_word = word.text.ends_with("than");
    negator(glyphs, at).filter(|negator| !is_of_word || at - negator > 4)
}

/// The words that forbid to go beyond an amount: `cannot exceed`, `may not be below`; `does not exceed` only tells.
pub(super) fn rule(glyphs: &Glyphs, amount: &Amount) -> Option<Span> {
    const RULES: [&str; 10] = [
        "cannot",
        "can't",
        "can’t",
        "won't",
        "won’t",
        "mustn't",
        "mustn’t",
        "shan't",
        "shan’t",
        "shouldn't",
    ];
    const MODALS: [&str; 5] = ["may", "can", "should", "must", "shall"];
    let at = negator_of(glyphs, amount)?;
    let is_rule = RULES.iter().any(|word| glyphs.starts_with(at, word));
    let modal = word_before(glyphs, at).filter(|(word, _)| MODALS.contains(&word.as_str()));
    let start = modal.map(|(_, start)| start).or(is_rule.then_some(at))?;
    let end = (at..amount.start).find(|at| glyphs.get(*at) == Some(' '))?;
    Some(glyphs.span(start, end))
}

/// The place of the negator of the bounding word that begins at `at`.
pub(super) fn negator(glyphs: &Glyphs, at: usize) -> Option<usize> {
    let mut end = at;
    for _ in 0..MOST_WORDS {
        let (word, start) = word_before(glyphs, end)?;
        if WITHOUT_LIMIT.contains(&word) {
            return None;
        }
        let is_negator =
            matches!(word.as_str(), "not" | "never" | "no" | "neither" | "without" | "cannot")
                || word.ends_with("n't")
                || word.ends_with("n’t");
        if is_negator {
            return Some(start);
        }
        end = start;
    }
    None
}

/// The word before `at` with its place, if only a space parts them.
fn word_before(glyphs: &Glyphs, at: usize) -> Option<(String, usize)> {
    let end = at.checked_sub(1).filter(|end| glyphs.get(*end) == Some(' '))?;
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
    let n = (0..24)
        .take_while(|i| end.checked_sub(i + 1).and_then(|at| glyphs.get(at)).is_some_and(is_part))
        .count();
    (n > 0).then(|| (glyphs.words(end - n, end), end - n))
}
