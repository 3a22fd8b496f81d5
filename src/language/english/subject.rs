//! The subject of an amount in English, `150 million doses of **COVID-19 vaccines**`, and whether it was given already.

use std::ops::Range;

use crate::quantity::Amount;
use crate::text::glyph::Glyphs;

/// Words that begin something else than a noun, parted by `|`.
const OTHER: &str = "to |a |an |each |every |per |from |by |over |and |or |annually|at |as |with |through |will \
    |provided |pledged |committed |announced |contributed |allocated |made ";

/// Words after the noun, and participles that say what was done with it.
const AFTER_NOUN: &str = " to | from | for | in | by | and | over | as | with | at | through | will \
    | provided| pledged| committed| announced| contributed| allocated| made";

/// `of COVID-19 vaccines`, `in development assistance`, `worth of agricultural products`, or the counted noun.
pub(super) fn subject(glyphs: &Glyphs, amount: &Amount) -> Option<Range<usize>> {
    let next = glyphs.skip_spaces(amount.end, 1);
    let here = |at: usize, words: &str| words.split('|').any(|word| glyphs.starts_with(at, word));
    let leads = ["worth of ", "of ", "in ", "for "];
    let lead = leads.iter().find(|lead| glyphs.starts_with(next, lead));
    let start = lead.map_or(next, |lead| next + lead.len());
    let is_noun = |at: usize| {
        glyphs
            .get(at)
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '’' | '\'' | '‑'))
    };
    let end =
        (start..start + 70).find(|at| !is_noun(*at) || here(*at, AFTER_NOUN)).unwrap_or(start + 70);
    let counts = amount.unit.counts();
    // Without `of` or `in`, the words after a unit are of the amount only if they are a noun.
    let follows = lead.is_some() || !counts && !here(next, OTHER);
    if end > start + 1 && follows {
        return Some(start..end);
    }
    // A counted noun is what is counted: `300 young scientists to come`.
    counts.then_some(amount.number_end..amount.end)
}

/// `making use of the US$3 million contribution provided by China`: the amount is there and is to be used.
pub(super) fn is_provided(glyphs: &Glyphs, amount: &Amount) -> bool {
    let before = glyphs.words(amount.start.saturating_sub(30), amount.start);
    let after = glyphs.words(amount.end, amount.end + 40);
    (before.contains("use of") || before.contains("using")) && after.contains("provided by")
}
