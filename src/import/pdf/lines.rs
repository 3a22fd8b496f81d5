//! Lines of a page, from the places of its characters.
//!
//! Writers draw a text in the order in which it is read, column by column, so that order is kept. Gaps between
//! characters become spaces.

use crate::text::is_han;

use super::glyphs::{Glyph, Sheet};

/// Marks the beginning and the end of a raised number, which may call a footnote.
pub(super) const CALL: (char, char) = ('\u{2}', '\u{3}');

/// A line of a page; points from the upper left corner.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    /// Zero-based.
    pub(super) page: usize,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) y: f64,
    pub(super) size: f64,
    /// The width of what cannot be broken at its beginning: a Latin word or a Han character.
    pub(super) first_width: f64,
    pub(super) is_running: bool,
    /// Whether a bullet or a Latin word ended with a hyphen that is soft.
    pub(super) is_soft: bool,
}

/// The lines of a page in the order in which they are drawn; diagonal text, as watermarks are, apart.
pub(super) fn lines(sheet: &Sheet, page: usize) -> (Vec<Line>, String) {
    let mut aslant = String::new();
    let mut runs: Vec<Vec<&Glyph>> = Vec::new();
    for glyph in &sheet.glyphs {
        if !glyph.is_level {
            aslant.push_str(&glyph.text);
            continue;
        }
        match runs.last_mut() {
            Some(run) if continues(run, glyph) => run.push(glyph),
            _ => runs.push(vec![glyph]),
        }
    }
    runs.retain(|run| run.iter().any(|it| !it.text.trim().is_empty()));
    let mut merged: Vec<Vec<&Glyph>> = Vec::new();
    for run in runs {
        match merged.last_mut() {
            Some(last) if is_beside(last, &run) => {
                last.extend(run);
                last.sort_by(|a, b| a.x.total_cmp(&b.x));
            }
            _ => merged.push(run),
        }
    }
    let mut lines: Vec<Line> = merged.iter().map(|run| line(run, page)).collect();
    if is_disordered(&lines) {
        lines.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.left.total_cmp(&b.left)));
    }
    (lines, aslant)
}

/// The size of most of a run, which raised numbers do not change.
fn size(run: &[&Glyph]) -> f64 {
    run.iter().map(|it| it.size).fold(0.0, f64::max)
}

fn base(run: &[&Glyph]) -> f64 {
    let largest = run.iter().max_by(|a, b| a.size.total_cmp(&b.size));
    largest.map_or(0.0, |it| it.y)
}

fn continues(run: &[&Glyph], next: &Glyph) -> bool {
    let Some(last) = run.last() else { return false };
    let size = size(run).max(next.size);
    let is_level = (base(run) - next.y).abs() < size * 0.5;
    is_level && next.x > last.x - size * 0.3 && next.x - last.end < size * 12.0
}

/// Whether two runs stand on one line without overlap, as a number and its words that are drawn apart.
fn is_beside(run: &[&Glyph], next: &[&Glyph]) -> bool {
    let size = size(run).max(size(next));
    let edges = |run: &[&Glyph]| {
        let left = run.iter().map(|it| it.x).fold(f64::MAX, f64::min);
        (left, run.iter().map(|it| it.end).fold(f64::MIN, f64::max))
    };
    let ((left, right), (next_left, next_right)) = (edges(run), edges(next));
    (base(run) - base(next)).abs() < size * 0.25
        && (next_left > right - size * 0.3 || next_right < left + size * 0.3)
}

/// Whether the order in which lines are drawn is no order to read in: it goes up again and again.
fn is_disordered(lines: &[Line]) -> bool {
    let goes_up = |pair: &[Line]| matches!(pair, [a, b] if b.y < a.y - a.size * 0.5);
    lines.windows(2).filter(|it| goes_up(it)).count() > 4.max(lines.len() / 8)
}

fn line(run: &[&Glyph], page: usize) -> Line {
    let (size, base) = (size(run), base(run));
    let mut line = Line { page, y: base, size, left: f64::MAX, ..Line::default() };
    let mut is_raised = false;
    let mut end: Option<f64> = None;
    let mut has_first = false;
    for glyph in run {
        let is_blank = glyph.text.trim().is_empty();
        if !is_blank {
            line.left = line.left.min(glyph.x);
            line.right = line.right.max(glyph.end);
        }
        let raised = !is_blank
            && glyph.size < size * 0.8
            && glyph.y < base - size * 0.12
            && is_mark(&glyph.text);
        if is_raised && !raised {
            line.text.push(CALL.1);
        }
        let gap = end.map_or(0.0, |it| glyph.x - it);
        if needs_space(&line.text, &glyph.text, gap, glyph.size) {
            line.text.push(' ');
        }
        if raised && !is_raised {
            line.text.push(CALL.0);
        }
        is_raised = raised;
        line.text.push_str(&glyph.text);
        end = Some(glyph.end);
        let ends_word = is_blank || glyph.text.chars().all(is_han);
        if !has_first && !line.text.trim().is_empty() {
            line.first_width = if is_blank { line.first_width } else { glyph.end - line.left };
            has_first = ends_word;
        }
    }
    if is_raised {
        line.text.push(CALL.1);
    }
    line.is_running = run.iter().all(|it| it.is_running || it.text.trim().is_empty());
    line.is_soft = line.text.trim_end().ends_with('\u{ad}');
    line.text = spaced(&line.text);
    line
}

/// Whether a raised character can call a footnote.
fn is_mark(text: &str) -> bool {
    text.chars().all(|it| {
        it.is_ascii_digit() || matches!(it, '*' | '†' | '‡' | '①'..='⑳' | '[' | ']' | '〔' | '〕')
    })
}

fn needs_space(before: &str, after: &str, gap: f64, size: f64) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else {
        return false;
    };
    if last.is_whitespace() || first.is_whitespace() {
        return false;
    }
    // Justified Chinese lines are stretched between any two characters.
    let is_wide = |c: char| {
        is_han(c)
            || ('\u{3000}'..='\u{303f}').contains(&c)
            || ('\u{ff00}'..='\u{ffef}').contains(&c)
    };
    let limit = match (is_wide(last), is_wide(first)) {
        (true, true) => 0.7,
        (true, false) | (false, true) => 0.5,
        (false, false) => 0.17,
    };
    gap > size * limit
}

/// One space where there are several, and none at the ends.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for c in text.chars().filter(|it| *it != '\u{ad}') {
        let is_space = c.is_whitespace();
        if !is_space || !spaced.ends_with(' ') {
            spaced.push(if is_space { ' ' } else { c });
        }
    }
    spaced.trim().to_owned()
}
