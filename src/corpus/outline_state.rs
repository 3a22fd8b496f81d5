//! An outline in the making: the levels that are open, and how the text before a line ends.

use super::{
    number::{ClauseNumber, Mark, Style},
    text_line::Line,
};

/// A level of an outline that is open.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Level {
    pub(super) key: (Style, usize),
    pub(super) last: ClauseNumber,
    pub(super) indent: usize,
    /// Whether its node is a heading, and no sentence.
    pub(super) is_heading: bool,
    /// Whether an item of it has ended with a semicolon.
    pub(super) has_semicolons: bool,
    /// The place in the trail.
    pub(super) node: u32,
    /// Levels inside it that were closed, and their last numbers.
    pub(super) closed: Vec<Closed>,
}

pub(super) type Closed = ((Style, usize), ClauseNumber);

/// An outline of the lines so far.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) cost: f32,
    pub(super) levels: Vec<Level>,
    pub(super) closed: Vec<Closed>,
    pub(super) trail: u32,
}

/// How the text before a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    Start,
    Ended,
    Semicolon,
    Colon,
    /// A heading perhaps.
    Open,
    /// A line that is as long as a line can be.
    Long,
    /// A line that cannot be an end: `the number of`.
    Broken,
}

/// A reading of a line as a numbered one.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    pub(super) mark: Mark,
    /// Whether the words behind it are a heading, or there are none.
    pub(super) is_title: bool,
    /// The cost of a number in a place where hardly any begins.
    pub(super) extra: f32,
}

/// A line, its place, and the end of the text before it.
#[derive(Clone, Copy)]
pub(super) struct Here<'a, 'b> {
    pub(super) line: &'a Line<'b>,
    pub(super) at: usize,
    pub(super) before: Before,
}

/// Whether two outlines allow the same from here on.
pub(super) fn is_alike(a: &State, b: &State) -> bool {
    let same = |(a, b): (&Level, &Level)| {
        a.key == b.key && a.last == b.last && a.is_heading == b.is_heading && a.closed == b.closed
    };
    a.levels.len() == b.levels.len()
        && a.closed == b.closed
        && a.levels.iter().zip(&b.levels).all(same)
}
