//! The parties of an amount in English: `China will provide … to ASEAN`, `the provision by China of … to ASEAN countries`.

use std::ops::Range;

use super::words::{ACTS, DIRECTIONS, NOT_A_NAME, OPENING_VERBS};
use crate::language::party::{Direction, Parties, PartyName};
use crate::language::passage::Passage;
use crate::quantity::Amount;
use crate::text::glyph::Glyphs;

pub(super) fn parties(passage: &Passage, amount: &Amount) -> Parties {
    let glyphs = &passage.glyphs;
    let sentence = passage.sentences.sentence(amount.start);
    // The actor is named not far from the act.
    let before = sentence.start.max(amount.start.saturating_sub(400))..amount.start;
    let after = amount.end..sentence.end.min(amount.end + 160);
    let after = after.start..pause(glyphs, after);
    let verb = before.clone().rev().filter(|at| begins_word(glyphs, *at));
    let direction = verb.into_iter().find_map(|at| Some(DIRECTIONS.at(glyphs, at)?.0.meaning));
    let by = by_after(glyphs, &after).or_else(|| last_by(glyphs, before.clone()));
    let counted = (direction == Some(Direction::Supports)
        && amount.end > amount.number_end + 2
        && amount.unit.currency().is_none())
    .then(|| glyphs.skip_spaces(amount.number_end, 1)..amount.end);
    let direction = direction.or(by.is_some().then_some(Direction::Gives));
    let beneficiary = counted.or_else(|| beneficiary(glyphs, direction, &after));
    let named = |it: Range<usize>| PartyName::Here(glyphs.span(it.start, it.end));
    Parties {
        actor: by.or_else(|| subject(glyphs, before)).map(named),
        beneficiary: beneficiary.map(named),
        direction,
    }
}

fn begins_word(glyphs: &Glyphs, at: usize) -> bool {
    !glyphs.before(at).is_some_and(char::is_alphanumeric)
}

/// The place where another amount or another item begins.
fn pause(glyphs: &Glyphs, mut places: Range<usize>) -> usize {
    let end = places.end;
    places.find(|at| matches!(glyphs.get(*at), Some(';' | '$' | '€' | '£'))).unwrap_or(end)
}

/// A name of capitals from `at` on: `the United States`, `ASEAN countries`, `USAID`.
fn name(glyphs: &Glyphs, at: usize, limit: usize) -> Option<Range<usize>> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '’' | '+' | '&');
    let start = if glyphs.starts_with(at, "the ") { at + 4 } else { at };
    let mut end = start;
    let mut next = start;
    while next < limit {
        let word_end =
            (next..limit).find(|at| !glyphs.get(*at).is_some_and(is_part)).unwrap_or(limit);
        let is_capital = glyphs.raw(next).is_some_and(char::is_uppercase);
        let (is_link, is_common) = match glyphs.words(next, word_end).as_str() {
            "of" | "for" | "and" | "at" | "on" | "the" | "&" => (end > start, false),
            "countries" | "states" | "members" | "partners" | "region" | "islands" => {
                (false, end > start)
            }
            _ => (false, false),
        };
        if word_end == next || !(is_capital || is_link || is_common) {
            break;
        }
        if is_capital || is_common {
            end = word_end;
        }
        next = word_end + 1;
        if glyphs.get(word_end) != Some(' ') {
            break;
        }
    }
    while glyphs.before(end) == Some('.') && end > start + 4 {
        end -= 1;
    }
    (end > start + 1).then_some(at..end)
}

/// `provided by China` after the amount.
fn by_after(glyphs: &Glyphs, places: &Range<usize>) -> Option<Range<usize>> {
    let is_by = |at: usize| glyphs.starts_with(at, "ed by ");
    let at = places.clone().find(|at| is_by(*at) || glyphs.starts_with(*at, "from "))?;
    is_by(at).then(|| name(glyphs, at + 6, places.end)).flatten()
}

/// `the provision by China of` before the amount.
fn last_by(glyphs: &Glyphs, places: Range<usize>) -> Option<Range<usize>> {
    let is_capital = |at: usize| glyphs.raw(at).is_some_and(char::is_uppercase);
    let by = places.clone().rfind(|at| glyphs.starts_with(*at, " by ") && is_capital(at + 4))?;
    name(glyphs, by + 4, places.end).filter(|name| glyphs.starts_with(name.end, " of "))
}

/// The last name before a verb in the sentence: `China will`, `with China providing`, `China's imports`.
fn subject(glyphs: &Glyphs, places: Range<usize>) -> Option<Range<usize>> {
    let apostrophe = |at: usize| matches!(glyphs.get(at), Some('’' | '\''));
    let joined = |at: usize| matches!(glyphs.before(at), Some('-' | '’' | '\''));
    let mut last = None;
    let mut at = places.start;
    while at < places.end {
        let begins = begins_word(glyphs, at) && !joined(at);
        let name = begins.then(|| name(glyphs, at, places.end)).flatten();
        let name = name.filter(|it| !NOT_A_NAME.contains(&glyphs.words(it.start, it.end)));
        let Some(name) = name else {
            at += 1;
            continue;
        };
        let has_s = glyphs.before(name.end) == Some('s') && apostrophe(name.end.saturating_sub(2));
        if has_s || apostrophe(name.end) || acts(glyphs, name.end) {
            let end = if has_s { name.end - 2 } else { name.end };
            last = Some(without_verb(glyphs, name.start, end)..end);
        }
        at = name.end.max(at + 1);
    }
    last
}

/// `Expand China` is what China is to expand: a clause begins with the verb.
fn without_verb(glyphs: &Glyphs, start: usize, end: usize) -> usize {
    let space = (start..end).find(|at| glyphs.get(*at) == Some(' '));
    let verb = space.filter(|space| OPENING_VERBS.contains(&glyphs.words(start, *space)));
    verb.map_or(start, |space| space + 1)
}

/// Whether a verb of acting follows, perhaps after a bracket or an aside.
fn acts(glyphs: &Glyphs, end: usize) -> bool {
    let mut next = glyphs.skip_spaces(end, 1);
    if glyphs.get(next) == Some('(') {
        let close = (next..next + 60).find(|at| glyphs.get(*at) == Some(')'));
        next = close.map_or(next, |at| glyphs.skip_spaces(at + 1, 1));
    }
    if glyphs.get(next) == Some(',') {
        next = glyphs.skip_spaces(next + 1, 1);
    }
    ACTS.at(glyphs, next).is_some()
}

/// `to ASEAN countries`, `from ASEAN countries` of imports, `for 17 new countries`.
fn beneficiary(
    glyphs: &Glyphs,
    direction: Option<Direction>,
    places: &Range<usize>,
) -> Option<Range<usize>> {
    let preposition = if direction == Some(Direction::Imports) { " from " } else { " to " };
    [preposition, " for ", " in "].into_iter().find_map(|word| {
        places.clone().find_map(|at| {
            let start = at + word.len();
            let is_name = glyphs.raw(start).is_some_and(char::is_uppercase)
                || glyphs.starts_with(start, "the ");
            let follows = glyphs.starts_with(at, word) && is_name;
            follows.then(|| name(glyphs, start, places.end)).flatten()
        })
    })
}
