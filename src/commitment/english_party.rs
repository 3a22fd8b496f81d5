//! Who gives and who gets, in English: `China will provide … to ASEAN`, `the provision by China of … to ASEAN countries`.

use std::ops::Range;

use super::amount::Amount;
use super::party::{Direction, Named, Parties};
use super::sentence::Sentences;
use crate::text::Span;
use crate::text::glyph::Glyphs;

/// The parties that the sentence of an amount names.
pub(super) fn parties(glyphs: &Glyphs, sentences: &Sentences, amount: &Amount) -> Parties {
    let sentence = sentences.sentence(amount.start);
    // Who acts is named not far from what is done.
    let sentence = sentence.start.max(amount.start.saturating_sub(400))..sentence.end;
    let direction = direction(glyphs, sentence.start..amount.start);
    let after = amount.end..sentence.end.min(amount.end + 160);
    let by = by_after(glyphs, &after).or_else(|| last_by(glyphs, sentence.start..amount.start));
    let subject = || subject(glyphs, sentence.start..amount.start);
    let counted = (direction == Some(Direction::Supports)
        && amount.end > amount.number_end + 2
        && amount.unit.currency().is_none())
    .then(|| glyphs.span(glyphs.skip_spaces(amount.number_end, 1), amount.end));
    let direction = direction.or(by.map(|_| Direction::Gives));
    Parties {
        actor: by.or_else(subject).map(Named::Here),
        beneficiary: counted.or_else(|| beneficiary(glyphs, direction, &after)).map(Named::Here),
        direction,
    }
}

fn direction(glyphs: &Glyphs, places: Range<usize>) -> Option<Direction> {
    const VERBS: &[(&str, Direction)] = &[
        ("provi", Direction::Gives),
        ("donat", Direction::Gives),
        ("contribut", Direction::Gives),
        ("invest", Direction::Gives),
        ("deliver", Direction::Gives),
        ("pledg", Direction::Gives),
        ("commit", Direction::Gives),
        ("announc", Direction::Gives),
        ("import", Direction::Imports),
        ("export", Direction::Exports),
        ("support", Direction::Supports),
        ("train", Direction::Supports),
        ("sponsor", Direction::Supports),
        ("reduc", Direction::Limits),
        ("limit", Direction::Limits),
        ("reach", Direction::Reaches),
        ("achiev", Direction::Reaches),
        ("increas", Direction::Reaches),
    ];
    let mut last = None;
    for at in places {
        let begins = !glyphs.before(at).is_some_and(char::is_alphanumeric);
        if begins
            && let Some((_, direction)) =
                VERBS.iter().find(|(stem, _)| glyphs.starts_with(at, stem))
        {
            last = Some(*direction);
        }
    }
    last
}

/// A name of capitals from `at` on: `the United States`, `ASEAN countries`, `USAID`.
fn name(glyphs: &Glyphs, at: usize, limit: usize) -> Option<Range<usize>> {
    let start = if glyphs.starts_with(at, "the ") { at + 4 } else { at };
    let mut end = start;
    let mut next = start;
    while next < limit {
        let word_end = (next..limit)
            .find(|at| {
                !glyphs.get(*at).is_some_and(|c| {
                    c.is_alphanumeric() || matches!(c, '-' | '.' | '’' | '+' | '&')
                })
            })
            .unwrap_or(limit);
        let capital = glyphs.raw(next).is_some_and(char::is_uppercase);
        let word = glyphs.words(next, word_end);
        let link = end > start
            && matches!(word.as_str(), "of" | "for" | "and" | "at" | "on" | "the" | "&");
        let common = end > start
            && matches!(
                word.as_str(),
                "countries" | "states" | "members" | "partners" | "region" | "islands"
            );
        if word_end == next || !(capital || link || common) {
            break;
        }
        if capital || common {
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
fn by_after(glyphs: &Glyphs, places: &Range<usize>) -> Option<Span> {
    let stop = pause(glyphs, places);
    let by = (places.start..stop)
        .find(|at| glyphs.starts_with(*at, "ed by ") || glyphs.starts_with(*at, "from "))?;
    if !glyphs.starts_with(by, "ed by ") {
        return None;
    }
    name(glyphs, by + 6, stop).map(|name| glyphs.span(name.start, name.end))
}

/// `the provision by China of` before the amount.
fn last_by(glyphs: &Glyphs, places: Range<usize>) -> Option<Span> {
    let by = places.clone().rev().find(|at| {
        glyphs.starts_with(*at, " by ") && glyphs.raw(at + 4).is_some_and(char::is_uppercase)
    })?;
    let of = name(glyphs, by + 4, places.end)?;
    glyphs.starts_with(of.end, " of ").then(|| glyphs.span(of.start, of.end))
}

/// The last name before a verb in the sentence: `China will`, `with China providing`, `China's imports`.
fn subject(glyphs: &Glyphs, places: Range<usize>) -> Option<Span> {
    let mut last = None;
    let mut at = places.start;
    while at < places.end {
        let begins = !glyphs
            .before(at)
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '’' | '\''));
        let read = if begins {
            name(glyphs, at, places.end).filter(|name| is_name(glyphs, name))
        } else {
            None
        };
        match read {
            Some(name) => {
                let possessive = glyphs.before(name.end) == Some('s')
                    && glyphs
                        .get(name.end.saturating_sub(2))
                        .is_some_and(|c| matches!(c, '’' | '\''));
                let owned =
                    !possessive && glyphs.get(name.end).is_some_and(|c| matches!(c, '\'' | '’'));
                if possessive || owned || acts(glyphs, name.end) {
                    let end = if possessive { name.end - 2 } else { name.end };
                    last = Some(glyphs.span(without_verb(glyphs, name.start, end), end));
                }
                at = name.end.max(at + 1);
            }
            None => at += 1,
        }
    }
    last
}

/// No pronoun and no verb that a capital begins: `They will`, `Committed to`.
fn is_name(glyphs: &Glyphs, name: &Range<usize>) -> bool {
    const OTHERS: &[&str] = &[
        "it",
        "they",
        "we",
        "this",
        "these",
        "that",
        "those",
        "commits",
        "committed",
        "commit",
        "committing",
        "pledges",
        "pledged",
        "pledge",
        "announced",
        "announces",
        "plans",
        "will",
        "provided",
        "provides",
        "donated",
        "donating",
        "supports",
        "intends",
        "aims",
        "in",
        "there",
        "i",
        "all",
        "such",
        "working",
        "building",
    ];
    !OTHERS.contains(&glyphs.words(name.start, name.end).as_str())
}

/// `Expand China` is what China is to expand: a clause begins with the verb.
fn without_verb(glyphs: &Glyphs, start: usize, end: usize) -> usize {
    const VERBS: &[&str] = &[
        "expand",
        "strengthen",
        "enhance",
        "promote",
        "support",
        "launch",
        "establish",
        "continue",
        "deepen",
        "increase",
        "welcome",
        "encourage",
        "explore",
        "implement",
        "through",
        "under",
        "with",
        "in",
        "today",
        "additionally",
        "as",
        "by",
        "for",
        "during",
        "at",
        "on",
        "since",
        "while",
        "working",
    ];
    let space = (start..end).find(|at| glyphs.get(*at) == Some(' '));
    match space {
        Some(space) if VERBS.contains(&glyphs.words(start, space).as_str()) => space + 1,
        _ => start,
    }
}

/// Whether a verb of acting follows, perhaps after a bracket or an aside.
fn acts(glyphs: &Glyphs, end: usize) -> bool {
    const VERBS: &[&str] = &[
        "will",
        "shall",
        "is",
        "are",
        "has",
        "have",
        "commit",
        "pledg",
        "announc",
        "intend",
        "plan",
        "aim",
        "provid",
        "support",
        "donat",
        "contribut",
        "agree",
        "invest",
        "to provide",
        "reaffirm",
        "send",
        "seek",
        "would",
    ];
    let next = glyphs.skip_spaces(end, 1);
    let next = if glyphs.get(next) == Some('(') {
        (next..next + 60)
            .find(|at| glyphs.get(*at) == Some(')'))
            .map_or(next, |at| glyphs.skip_spaces(at + 1, 1))
    } else {
        next
    };
    let next = if glyphs.get(next) == Some(',') { glyphs.skip_spaces(next + 1, 1) } else { next };
    VERBS.iter().any(|verb| glyphs.starts_with(next, verb))
}

/// `to ASEAN countries`, `from ASEAN countries` of imports, `for 17 new countries`; of support, the phrase counted.
fn beneficiary(
    glyphs: &Glyphs,
    direction: Option<Direction>,
    places: &Range<usize>,
) -> Option<Span> {
    let stop = pause(glyphs, places);
    let preposition = if direction == Some(Direction::Imports) { " from " } else { " to " };
    for word in [preposition, " for ", " in "] {
        let n = word.len();
        let found = (places.start..stop).find_map(|at| {
            let whole = glyphs.starts_with(at, word);
            let direct = glyphs.raw(at + n).is_some_and(char::is_uppercase)
                || glyphs.starts_with(at + n, "the ");
            if whole && direct { name(glyphs, at + n, places.end) } else { None }
        });
        if let Some(name) = found {
            return Some(glyphs.span(name.start, name.end));
        }
    }
    None
}

fn pause(glyphs: &Glyphs, places: &Range<usize>) -> usize {
    places
        .clone()
        .find(|at| matches!(glyphs.get(*at), Some(';' | '$' | '€' | '£')))
        .unwrap_or(places.end)
}
