//! Amounts that a sentence names and that nobody undertakes, whatever verb stands before them.
//!
//! | written | is |
//! |---|---|
//! | `protect 30 percent of its land (27 percent in 2025)` | the level of today in brackets |
//! | `bear the costs, estimated at $5 million` | an estimate |
//! | `the transfer of $5 million shall be suspended` | an act that is stopped |

use std::ops::Range;

use crate::language::cue::{Cue, CueKind};
use crate::language::passage::Passage;
use crate::language::standing::{GoverningVerb, Polarity, Standing};
use crate::quantity::{Amount, Tense, Unit};
use crate::text::Span;

/// Places of the longest remark in brackets that is looked at.
const BRACKETS: usize = 60;

/// Places before `estimated at` where its noun is looked for.
const COST: usize = 30;

/// Places after an amount where the verb that stops it may end.
const STOP: usize = 36;

/// What such words say of an amount in a sentence.
pub(super) fn told(
    passage: &Passage,
    amount: &Amount,
    sentence: &Range<usize>,
) -> Option<GoverningVerb> {
    level_in_brackets(passage, amount, sentence.start)
        .or_else(|| estimated(passage, amount, sentence.start))
        .map(fact)
        .or_else(|| stopped(passage, amount, sentence.end).map(denied))
}

fn fact(verb: Span) -> GoverningVerb {
    GoverningVerb { verb, polarity: Polarity::Affirmative, standing: Standing::Fact }
}

fn denied(verb: Span) -> GoverningVerb {
    GoverningVerb { verb, polarity: Polarity::Negative, standing: Standing::Denied }
}

/// The time in the brackets of a level of today; one by a deadline is a step on the way.
fn level_in_brackets(passage: &Passage, amount: &Amount, start: usize) -> Option<Span> {
    let glyphs = &passage.glyphs;
    let opening = amount.start.checked_sub(1).filter(|at| glyphs.get(*at) == Some('('))?;
    let before = passage.amounts_in(start..opening).last()?;
    let closing = (amount.end..opening + BRACKETS).find(|at| glyphs.get(*at) == Some(')'))?;
    let time = passage.times_in(amount.end..closing).first()?;
    let promises = |cue: &Cue| matches!(cue.kind, CueKind::Promise | CueKind::Aim);
    let is_level = amount.unit == Unit::Percent && before.unit == Unit::Percent;
    let is_told =
        time.tense != Tense::Deadline && !passage.cues_in(opening..closing).iter().any(promises);
    (is_level && is_told).then(|| glyphs.span(time.places.start, time.places.end))
}

/// The words before a value of costs. In `commits to buy aircraft estimated at $5 million` it is what is bought.
fn estimated(passage: &Passage, amount: &Amount, sentence_start: usize) -> Option<Span> {
    const WORDS: [&str; 6] = [
        "estimated at ",
        "estimated to be ",
        "valued at ",
        "assessed at ",
        "projected at ",
        "put at ",
    ];
    const COSTS: [&str; 8] =
        ["cost", "costs", "needs", "requirements", "losses", "damage", "gap", "price"];
    let glyphs = &passage.glyphs;
    let word = WORDS.iter().find(|word| glyphs.ends_with(amount.start, word))?;
    let start = amount.start - word.len();
    let before = glyphs.words(sentence_start.max(start.saturating_sub(COST)), start);
    let mut words = before.split(|c: char| !c.is_alphanumeric());
    words.any(|it| COSTS.contains(&it)).then(|| glyphs.span(start, amount.start - 1))
}

/// The verb right after an amount that stops its act.
fn stopped(passage: &Passage, amount: &Amount, sentence_end: usize) -> Option<Span> {
    const STOPPED: [&str; 8] = [
        "suspended",
        "terminated",
        "withheld",
        "cancelled",
        "canceled",
        "withdrawn",
        "revoked",
        "discontinued",
    ];
    const BEFORE: [&str; 8] = ["shall", "will", "is", "are", "be", "hereby", "been", "has"];
    let glyphs = &passage.glyphs;
    let after = glyphs.words(amount.end, sentence_end.min(amount.end + STOP));
    let words = after.split_whitespace();
    let n_before = words.clone().take_while(|it| BEFORE.contains(it)).count();
    let verb = words.clone().nth(n_before).filter(|_| n_before > 0)?;
    let verb = verb.trim_end_matches(|c: char| !c.is_alphanumeric());
    let start = glyphs.skip_spaces(amount.end, 1);
    let before: usize = words.take(n_before).map(|it| it.chars().count() + 1).sum();
    STOPPED.contains(&verb).then(|| glyphs.span(start, start + before + verb.chars().count()))
}
