//! Which time holds for which amount: the one in its own segment, else one said before it in the sentence.
//!
//! A time at the head of a sentence holds for all its amounts; one after an amount does not reach back over `and`
//! to an amount of another giver or purpose, unless a comma sets it apart.

use super::amount::Amount;
use super::period::{Tense, Time};
use super::pledge::Weighing;
use super::unit::Unit;
use crate::text::Language;

/// The time that holds for the `i`th amount.
pub(super) fn when(weighing: &Weighing<'_>, amounts: &[Amount], i: usize) -> Option<Time> {
    let amount = amounts.get(i)?;
    let sentence = weighing.sentences.sentence(amount.start);
    let from = match weighing.context.language {
        Language::Chinese => weighing.sentences.list_start(weighing.glyphs, sentence.start),
        Language::English => sentence.start,
    };
    let first = weighing.times.partition_point(|time| time.places.start < from);
    let last = weighing.times.partition_point(|time| time.places.start < sentence.end);
    let times = weighing.times.get(first..last.max(first)).unwrap_or_default();
    match weighing.context.language {
        Language::Chinese => chinese(weighing, amount, times),
        Language::English => english(weighing, amounts, i, times),
    }
}

fn chinese(weighing: &Weighing<'_>, amount: &Amount, times: &[Time]) -> Option<Time> {
    let segment = weighing.sentences.segment(amount.start);
    let dated = |time: &&Time| time.start.or(time.end).is_some() || time.n_years.is_some();
    let before = times.iter().rev().filter(dated).find(|time| time.places.end <= amount.start);
    let after = times
        .iter()
        .filter(dated)
        .find(|time| time.places.start >= amount.end && segment.contains(&time.places.start));
    let own = before.filter(|time| segment.contains(&time.places.start));
    own.or(after).or(before).cloned()
}

fn english(weighing: &Weighing<'_>, amounts: &[Amount], i: usize, times: &[Time]) -> Option<Time> {
    let amount = amounts.get(i)?;
    let mut next = amounts.iter().skip(i + 1).take(40).filter(|next| next.possible());
    let next_start = next.next().map_or(usize::MAX, |next| next.start);
    let dated: Vec<&Time> = times
        .iter()
        .filter(|time| time.start.or(time.end).is_some() || time.n_years.is_some())
        .collect();
    // What has passed holds only where no pause stands between, or right after.
    let segment = weighing.sentences.segment(amount.start);
    let dated: Vec<&Time> = dated
        .into_iter()
        .filter(|time| {
            time.tense != Tense::Past
                || segment.contains(&time.places.start)
                || time.places.start >= amount.end
        })
        .collect();
    let after = dated
        .iter()
        .find(|time| time.places.start >= amount.end && reaches(weighing, amount, time, next_start))
        .copied();
    let before = dated
        .iter()
        .rev()
        .find(|time| time.places.end <= amount.start && carries(weighing, amounts, amount, time))
        .copied();
    let chosen = after.or(before)?;
    let completed = dated
        .iter()
        .filter(|other| other.places != chosen.places)
        .find_map(|other| chosen.completed(other));
    Some(completed.unwrap_or_else(|| chosen.clone()))
}

/// Whether a later time reaches back to the amount.
fn reaches(weighing: &Weighing<'_>, amount: &Amount, time: &Time, next_start: usize) -> bool {
    let between = weighing.glyphs.words(amount.end, time.places.start);
    if time.places.start > next_start {
        let own = weighing.glyphs.words(amount.end, next_start);
        // triple … and double … by 2030: verbs that share their deadline.
        if amount.unit == Unit::Multiple && time.tense == Tense::Deadline {
            return true;
        }
        let apart = weighing.glyphs.words(next_start, time.places.start).trim_end().ends_with(',');
        return (!own.contains(" and ")
            && !own.contains(" plus ")
            && !own.contains(" to ")
            && !own.contains("as well as"))
            || apart && !own.contains(" and ");
    }
    // Another verb has begun: and has delivered …
    // `and, within five years, supporting`: the time goes with what follows it.
    !between.trim_end().ends_with(" and,")
        && !between.contains(" and will ")
        && !between.contains(" and has ")
        && between.chars().count() < 260
}

/// Whether an earlier time holds on to the amount.
fn carries(weighing: &Weighing<'_>, amounts: &[Amount], amount: &Amount, time: &Time) -> bool {
    let sentence = weighing.sentences.sentence(amount.start);
    let from = amounts.partition_point(|other| other.start < sentence.start);
    let first = amounts.iter().skip(from).take(40).find(|other| {
        weighing.sentences.nth(other.start) == weighing.sentences.nth(amount.start)
            && other.possible()
    });
    if first.is_some_and(|first| time.places.end <= first.start) {
        return true;
    }
    let between = weighing.glyphs.words(time.places.end, amount.start);
    !between.contains(" and ") && !between.contains("adding to")
}
