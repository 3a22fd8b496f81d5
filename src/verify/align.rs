//! The stretch of a clause that is most like a statement, and where the two differ.
//!
//! All words of the statement are placed, in order, against a stretch of the clause: each beside an equal word, beside
//! another word, or beside none. The costs are those of Sellers' approximate matching: one for each word that is
//! changed, left out or put in.

use std::ops::Range;

use super::words::{Weight, Word};

/// Cells of the table of costs; a longer clause is compared in its part around the rarest common words.
const MAX_CELLS: usize = 4_000_000;

/// A statement beside a stretch of a clause.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Alignment {
    /// The words of the clause.
    pub(super) there: Range<usize>,
    /// The words that differ: of the statement, and of the clause; one of the two may be empty.
    pub(super) differences: Vec<(Range<usize>, Range<usize>)>,
    /// The equal words' share of the longer of the two, 0 to 1.
    pub(super) likeness: f32,
}

/// Aligns the whole of `here` with the best stretch of `there`; `None` if one of them is empty or both are too long.
pub(super) fn align(here: &[Word], there: &[Word]) -> Option<Alignment> {
    if here.is_empty() || there.is_empty() {
        return None;
    }
    if let Some(at) = exact(here, there) {
        return Some(Alignment { there: at, differences: Vec::new(), likeness: 1.0 });
    }
    let width = there.len() + 1;
    let n_cells = width.checked_mul(here.len() + 1).filter(|it| *it <= MAX_CELLS)?;
    let mut steps = vec![Step::Start; n_cells];
    let end = fill(here, there, &mut steps)?;
    Some(traced(here, there, end, |row, column| steps.get(row * width + column).copied()))
}

/// The first place where all words of `here` stand in `there`.
fn exact(here: &[Word], there: &[Word]) -> Option<Range<usize>> {
    let same = |window: &[Word]| window.iter().zip(here).all(|(a, b)| a.number == b.number);
    let at = there.windows(here.len()).position(same)?;
    Some(at..at + here.len())
}

/// A step of the alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Start,
    /// A word beside a word.
    Both,
    /// A word of the statement that the clause lacks.
    Here,
    /// A word of the clause that the statement lacks.
    There,
}

/// Fills the table of steps; the column in which the cheapest alignment ends.
fn fill(here: &[Word], there: &[Word], steps: &mut [Step]) -> Option<usize> {
    let width = there.len() + 1;
    // Before the first word of the statement all of the clause is free.
    let mut before: Vec<u32> = vec![0; width];
    let mut row: Vec<u32> = vec![0; width];
    for (word, line) in here.iter().zip(steps.chunks_exact_mut(width).skip(1)) {
        let mut left = before.first()?.saturating_add(1);
        *row.first_mut()? = left;
        *line.first_mut()? = Step::Here;
        let pairs = before.iter().zip(before.iter().skip(1)).zip(there);
        let targets = row.iter_mut().skip(1).zip(line.iter_mut().skip(1));
        for (((corner, above), other), (cost, step)) in pairs.zip(targets) {
            let change = corner + if word.number == other.number { 0 } else { 2 };
            let (here, there) = (above + 1, left + 1);
            (left, *step) = if change <= here && change <= there {
                (change, Step::Both)
            } else if here <= there {
                (here, Step::Here)
            } else {
                (there, Step::There)
            };
            *cost = left;
        }
        std::mem::swap(&mut before, &mut row);
    }
    // The last of the cheapest ends would take in words that the statement has not.
    before.iter().enumerate().min_by_key(|(_, cost)| **cost).map(|(at, _)| at)
}

/// Follows the steps back from the end of the statement.
fn traced(
    here: &[Word],
    there: &[Word],
    end: usize,
    step: impl Fn(usize, usize) -> Option<Step>,
) -> Alignment {
    let (mut row, mut column) = (here.len(), end);
    let mut differences: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let mut n_equal = 0;
    while row > 0 {
        let (from_row, from_column) = match step(row, column) {
            Some(Step::Both) => (row - 1, column.saturating_sub(1)),
            Some(Step::There) => (row, column.saturating_sub(1)),
            Some(Step::Here | Step::Start) | None => (row - 1, column),
        };
        let pair = (here.get(from_row..row), there.get(from_column..column));
        match pair {
            (Some([a]), Some([b])) if a.number == b.number => n_equal += weight(a),
            _ => match differences.last_mut() {
                Some((ours, theirs)) if ours.start == row && theirs.start == column => {
                    (ours.start, theirs.start) = (from_row, from_column);
                }
                Some(_) | None => differences.push((from_row..row, from_column..column)),
            },
        }
        (row, column) = (from_row, from_column);
    }
    differences.reverse();
    let total = |words: &[Word]| words.iter().map(weight).sum::<u32>();
    let stretch = there.get(column..end).unwrap_or_default();
    let longer = total(here).max(total(stretch)).max(1);
    Alignment { there: column..end, differences, likeness: share(n_equal, longer) }
}

fn weight(word: &Word) -> u32 {
    match word.weight {
        Weight::None => 0,
        Weight::One => 1,
    }
}

#[expect(clippy::cast_precision_loss, reason = "a statement has far fewer than 2^24 words")]
fn share(part: u32, whole: u32) -> f32 {
    part as f32 / whole as f32
}
