//! Sentences of a clause and their segments: a sentence ends at `。` or `；`, a segment also at `，`.
//!
//! A line break ends neither: a hard-wrapped `in⏎2022. This` is one paragraph. Every place is in one segment of one
//! sentence.

use std::ops::Range;

use super::glyph::Glyphs;

/// The sentences of a text, by places of its [`Glyphs`].
#[derive(Debug, Clone)]
pub struct Sentences {
    sentences: Vec<Range<usize>>,
    segments: Vec<Range<usize>>,
}

impl Sentences {
    /// Splits a text; `ends` tells whether a sentence ends with the character at a place.
    pub fn of(glyphs: &Glyphs, ends: impl Fn(usize) -> bool) -> Self {
        let pauses = |at: usize| ends(at) || is_pause(glyphs, at);
        Self { sentences: split(glyphs.len(), &ends), segments: split(glyphs.len(), pauses) }
    }

    /// The sentence that holds the place.
    pub fn sentence(&self, at: usize) -> Range<usize> {
        holding(&self.sentences, at)
    }

    /// The segment that holds the place.
    pub fn segment(&self, at: usize) -> Range<usize> {
        holding(&self.segments, at)
    }

    /// The place where the list of sentences begins that semicolons join up to `at`.
    pub fn list_start(&self, glyphs: &Glyphs, at: usize) -> usize {
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

fn is_pause(glyphs: &Glyphs, at: usize) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    match glyphs.get(at) {
        Some(',') => !digit(glyphs.get(at + 1)) || !digit(glyphs.before(at)),
        Some('，' | '：') => true,
        Some(':') => !digit(glyphs.get(at + 1)),
        _ => false,
    }
}
