//! Sentences and their segments: what ends at `。` or `；`, and within it what ends at `，`.
//!
//! A line break ends neither: a hard-wrapped `in⏎2022. This` is one paragraph. Every place is in one segment of one
//! sentence.

use std::ops::Range;

use crate::text::Language;
use crate::text::glyph::Glyphs;

/// The sentences of a text, by places of its [`Glyphs`].
#[derive(Debug, Clone)]
pub(super) struct Sentences {
    sentences: Vec<Range<usize>>,
    segments: Vec<Range<usize>>,
}

impl Sentences {
    pub(super) fn of(glyphs: &Glyphs, language: Language) -> Self {
        let ends = |at: usize| match language {
            Language::Chinese => chinese_end(glyphs, at),
            Language::English => english_end(glyphs, at),
        };
        let pauses = |at: usize| ends(at) || pause(glyphs, at);
        Self { sentences: split(glyphs.len(), ends), segments: split(glyphs.len(), pauses) }
    }

    /// The sentence that holds the place.
    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        holding(&self.sentences, at)
    }

    /// The place where the list of sentences begins that semicolons join up to `at`.
    pub(super) fn list_start(&self, glyphs: &Glyphs, at: usize) -> usize {
        let mut start = at;
        // A list has few parts; this keeps a text of semicolons linear.
        for _ in 0..12 {
            if start == 0 || glyphs.before(start) != Some(';') {
                break;
            }
            start = self.sentence(start - 1).start;
        }
        start
    }

    /// The number of the sentence that holds the place.
    pub(super) fn nth(&self, at: usize) -> usize {
        self.sentences.partition_point(|range| range.end <= at)
    }

    /// The segment that holds the place.
    pub(super) fn segment(&self, at: usize) -> Range<usize> {
        holding(&self.segments, at)
    }
}

/// Most characters of a sentence.
const LONGEST: usize = 900;

fn holding(ranges: &[Range<usize>], at: usize) -> Range<usize> {
    ranges.get(ranges.partition_point(|range| range.end <= at)).cloned().unwrap_or(at..at)
}

fn split(n: usize, ends: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for at in 0..n {
        // Nobody writes such a sentence; the limit keeps reading linear.
        if ends(at) || at - start >= LONGEST {
            ranges.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < n {
        ranges.push(start..n);
    }
    ranges
}

fn chinese_end(glyphs: &Glyphs, at: usize) -> bool {
    match glyphs.get(at) {
        Some('。' | '；' | ';' | '!' | '?' | '！' | '？') => true,
        Some('.') => glyphs.get(at + 1).is_none_or(|c| c == '\n'),
        _ => false,
    }
}

fn english_end(glyphs: &Glyphs, at: usize) -> bool {
    match glyphs.get(at) {
        Some(';' | '!' | '?' | '•' | '。') => true,
        Some('.') => {
            let after = glyphs.get(at + 1);
            after.is_none_or(|c| c == '\n')
                || (matches!(after, Some(' ' | '”' | '"' | '[' | ')')) && !abbreviated(glyphs, at))
        }
        _ => false,
    }
}

/// `U.S. companies`, `Inc. and`, `No. 5`: a full stop that ends no sentence.
fn abbreviated(glyphs: &Glyphs, at: usize) -> bool {
    let next = glyphs.skip_spaces(at + 1, 2);
    let lower = glyphs.raw(next).is_some_and(char::is_lowercase);
    let initial = glyphs.before(at).is_some_and(char::is_alphabetic)
        && at.checked_sub(2).and_then(|at| glyphs.get(at)).is_none_or(|c| !c.is_alphanumeric());
    let title =
        ["no", "mr", "ms", "dr", "st", "vs", "inc", "co", "art", "approx"].iter().any(|word| {
            let n = word.len();
            at >= n
                && glyphs.starts_with(at - n, word)
                && !glyphs.before(at - n).is_some_and(char::is_alphanumeric)
        });
    lower
        || initial
        || title && !glyphs.raw(next).is_some_and(char::is_uppercase)
        || title && glyphs.starts_with(at - 2, "no")
}

fn pause(glyphs: &Glyphs, at: usize) -> bool {
    match glyphs.get(at) {
        Some(',') => {
            !glyphs.get(at + 1).is_some_and(|c| c.is_ascii_digit())
                || !glyphs.before(at).is_some_and(|c| c.is_ascii_digit())
        }
        Some('，' | '：') => true,
        Some(':') => !glyphs.get(at + 1).is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    }
}
