//! A line of a file, with its number if it begins with one.

use super::number::{Mark, SectionNumber, Style, Unit};

/// A line that is not blank.
pub(super) struct Line<'a> {
    /// One-based.
    pub(super) number: u32,
    /// Its words, trimmed.
    pub(super) text: &'a str,
    /// The byte of the file where these begin.
    pub(super) at: usize,
    pub(super) mark: Option<Mark<'a>>,
    /// Whether a blank line stands before it.
    pub(super) after_blank: bool,
}

impl Line<'_> {
    /// The annex that it is the heading of.
    pub(super) fn annex(&self) -> Option<SectionNumber> {
        let mark = self.mark.filter(|it| it.style == Style::Unit(Unit::Annex))?;
        SectionNumber::annex(mark.number.last())
    }
}
