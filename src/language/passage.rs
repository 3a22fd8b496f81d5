//! One text with its amounts, times and cues, as the rules of a language look at it.

use std::ops::Range;

use super::cue::{Cue, CueKind};
use crate::quantity::{Amount, Time, YearMonth};
use crate::text::clause_sentence::Sentences;
use crate::text::glyph::Glyphs;

/// A text that was read once; each list is in the order of the text.
#[derive(Debug)]
pub struct Passage {
    /// The characters.
    pub glyphs: Glyphs,
    /// The sentences and their segments.
    pub sentences: Sentences,
    /// The numbers with their units.
    pub amounts: Vec<Amount>,
    /// The time expressions.
    pub times: Vec<Time>,
    /// The words of promising and telling.
    pub cues: Vec<Cue>,
}

impl Passage {
    /// The cues that begin in a range of places.
    pub(super) fn cues_in(&self, places: Range<usize>) -> &[Cue] {
        let bytes = self.glyphs.span(places.start, places.end);
        within(&self.cues, |cue| cue.span.start, bytes.start..bytes.end)
    }

    /// The times that begin in a range of places.
    pub(super) fn times_in(&self, places: Range<usize>) -> &[Time] {
        within(&self.times, |time| time.places.start, places)
    }

    /// How many amounts begin in a range of places.
    pub fn n_amounts_in(&self, places: Range<usize>) -> usize {
        self.amounts_in(places).len()
    }

    /// The amounts that begin in a range of places.
    pub(super) fn amounts_in(&self, places: Range<usize>) -> &[Amount] {
        within(&self.amounts, |amount| amount.start, places)
    }

    /// The cue that a time gives by its relation to the document's date.
    pub(super) fn cue_of(&self, time: &Time, date: Option<YearMonth>) -> Option<Cue> {
        let kind = match (time.is_past(date), time.is_ahead(date)) {
            (true, _) => CueKind::Past,
            (false, true) => CueKind::Ahead,
            (false, false) => return None,
        };
        Some(Cue::new(kind, self.glyphs.span(time.places.start, time.places.end)))
    }
}

fn within<T>(all: &[T], start: impl Fn(&T) -> usize, range: Range<usize>) -> &[T] {
    let first = all.partition_point(|it| start(it) < range.start);
    let last = all.partition_point(|it| start(it) < range.end);
    all.get(first..last.max(first)).unwrap_or_default()
}
