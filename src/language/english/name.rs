//! Names of parties in English: `the United States`, `ASEAN countries`, `the people of Fiji`, `the poorest countries`.

use std::ops::Range;

use super::words::{INSTRUMENTS, MONTHS, PEOPLES, SMALL_ACTS};
use crate::text::glyph::Glyphs;

/// A name of capitals from `at` on: `the United States`, `ASEAN countries`, `USAID`.
pub(super) fn name(glyphs: &Glyphs, at: usize, limit: usize) -> Option<Range<usize>> {
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

/// Whether a name is a party's: no instrument, no month, no day.
pub(super) fn is_party(glyphs: &Glyphs, name: &Range<usize>) -> bool {
    let words = glyphs.words(name.start, name.end);
    let words = words.strip_prefix("the ").unwrap_or(&words);
    let mut parts = words.split(' ').filter(|word| !word.is_empty());
    let is_time = words.split(' ').all(|word| MONTHS.contains(word));
    !is_time && !parts.any(|word| INSTRUMENTS.contains(word))
}

/// Verbs of helping that may stand before a group.
const HELPS: [&str; 12] = [
    "support",
    "help",
    "assist",
    "strengthen",
    "improve",
    "protect",
    "reach",
    "connect",
    "expand",
    "empower",
    "advance",
    "enable",
];

/// A group without a name: `the poorest countries`, `developing nations`, `the people of Fiji`.
pub(super) fn collective(glyphs: &Glyphs, at: usize, limit: usize) -> Option<Range<usize>> {
    const MOST_WORDS: usize = 6;
    let is_part = |c: char| c.is_alphabetic() || matches!(c, '-' | '’');
    let mut next = at;
    for i in 0..MOST_WORDS {
        let end = (next..limit).find(|at| !glyphs.get(*at).is_some_and(is_part)).unwrap_or(limit);
        let word = glyphs.words(next, end);
        if word.is_empty()
            || matches!(word.as_str(), "of" | "to" | "for" | "in" | "by" | "and" | "from" | "with")
        {
            return None;
        }
        // `to support farmers`: the verb is no part of the name, and capitals are another name's.
        let is_name = glyphs.raw(next).is_some_and(char::is_uppercase);
        if is_name || i == 0 && (SMALL_ACTS.contains(&word) || HELPS.contains(&word.as_str())) {
            return None;
        }
        if PEOPLES.contains(&word) {
            let owner =
                glyphs.starts_with(end, " of ").then(|| name(glyphs, end + 4, limit)).flatten();
            return Some(at..owner.map_or(end, |owner| owner.end));
        }
        if glyphs.get(end) != Some(' ') {
            return None;
        }
        next = end + 1;
    }
    None
}
