//! The time that holds for an amount in English.
//!
//! A time at the head of a sentence holds for all its amounts; one after an amount does not reach back over `and`
//! to an amount of another giver or purpose, unless a comma sets it apart.

use crate::language::passage::Passage;
use crate::quantity::{Amount, Doubt, Tense, Time, Unit};

pub(super) fn time_of(passage: &Passage, amount: &Amount) -> Option<Time> {
    let segment = passage.sentences.segment(amount.start);
    let sentence = passage.sentences.sentence(amount.start);
    // A past time holds only where no pause stands between, or right after.
    let holds = |time: &&Time| {
        time.is_dated()
            && !is_of_base(passage, time)
            && (time.tense != Tense::Past
                || segment.contains(&time.places.start)
                || time.places.start >= amount.end)
    };
    let times = || passage.times_in(sentence.clone()).iter().filter(holds);
    let after = times().find(|it| it.places.start >= amount.end && reaches(passage, amount, it));
    let before =
        || times().rfind(|it| it.places.end <= amount.start && carries(passage, amount, it));
    let chosen = after.or_else(before)?;
    let mut others = times().filter(|other| other.places != chosen.places);
    Some(others.find_map(|other| chosen.completed(other)).unwrap_or_else(|| chosen.clone()))
}

/// `from 10 percent in 2020 to 30 percent`: the year of the value that a change begins with.
fn is_of_base(passage: &Passage, time: &Time) -> bool {
    let near = time.places.start.saturating_sub(60)..time.places.start;
    let mut amounts = passage.amounts_in(near).iter();
    amounts.any(|it| it.doubt == Some(Doubt::Base) && time.places.start.saturating_sub(it.end) <= 2)
}

/// Places of the longest aside that is looked at.
const ASIDE: usize = 60;

/// `30 percent (27 percent in 2025)`: the time is that of the amount in the brackets.
fn is_in_later_brackets(passage: &Passage, amount: &Amount, time: &Time) -> bool {
    let end = time.places.start;
    let mut places = amount.end.max(end.saturating_sub(ASIDE))..end;
    let opening = places.rfind(|at| passage.glyphs.get(*at) == Some('('));
    opening.is_some_and(|opening| {
        let is_closed = (opening..end).any(|at| passage.glyphs.get(at) == Some(')'));
        !is_closed && !passage.amounts_in(opening..end).is_empty()
    })
}

/// Whether a later time reaches back to the amount.
fn reaches(passage: &Passage, amount: &Amount, time: &Time) -> bool {
    let words = |from, to| passage.glyphs.words(from, to);
    let near = words(amount.end, time.places.start.min(amount.end + ASIDE));
    // `12 hospitals, three of which will open in 2027`: it is the time of the three.
    let is_of_part = [" of which ", " of whom ", " of them "].iter().any(|it| near.contains(it));
    if is_of_part || is_in_later_brackets(passage, amount, time) {
        return false;
    }
    let mut following = passage.amounts_in(amount.start + 1..time.places.start).iter();
    if let Some(next) = following.find(|next| next.possible()) {
        // triple … and double … by 2030: verbs that share their deadline.
        if amount.unit == Unit::Multiple && time.tense == Tense::Deadline {
            return true;
        }
        let own = words(amount.end, next.start);
        // 30 percent of land and 30 percent of seas by 2030: one verb, one deadline.
        let cues = passage.cues_in(amount.end..next.start);
        let is_list = amount.unit.currency().is_none()
            && amount.unit == next.unit
            && !cues.iter().any(|cue| cue.weight.abs() >= 8);
        if is_list && time.tense == Tense::Deadline {
            return true;
        }
        let is_apart = words(next.start, time.places.start).trim_end().ends_with(',');
        let joined = [" plus ", " to ", "as well as"].iter().any(|word| own.contains(word));
        return !own.contains(" and ") && (is_apart || !joined);
    }
    // Another verb has begun: `and has delivered`; `and, within five years, supporting`: the time goes with what
    // follows it.
    let between = words(amount.end, time.places.start);
    !between.trim_end().ends_with(" and,")
        && !between.contains(" and will ")
        && !between.contains(" and has ")
        && between.chars().count() < 260
}

/// Whether an earlier time holds on to the amount.
fn carries(passage: &Passage, amount: &Amount, time: &Time) -> bool {
    let sentence = passage.sentences.sentence(amount.start);
    let first = passage.amounts_in(sentence).iter().find(|other| other.possible());
    if first.is_some_and(|first| time.places.end <= first.start) {
        return true;
    }
    let between = passage.glyphs.words(time.places.end, amount.start);
    !between.contains(" and ") && !between.contains("adding to")
}
