//! Lines as paragraphs: a line is broken where the next word would not have fitted on it.
//!
//! So a wrapped line that begins like a clause (`2. This is urgent.`) is told from a clause.

use std::collections::{HashMap, HashSet};

use crate::{
    import::{
        doubt::{Doubt, DoubtKind},
        paragraph::{Imported, Paragraph, Role, is_numbered},
    },
    text::is_han,
};

use super::{
    halves::{FIRST_HALVES, LAST_HALVES},
    lines::{CALL, Line},
    notes::{resolve, take_notes},
};

/// The largest heading, in characters.
const MAX_HEADING: usize = 60;

/// What is known of the whole document.
struct Layout {
    body_size: f64,
    /// From line to line, in sizes of the letters.
    leading: f64,
    /// The right margin by the place of the left one, in steps of [`STEP`].
    margins: HashMap<i64, f64>,
    /// The left and right margins of columns.
    columns: Vec<(f64, f64)>,
    words: HashSet<String>,
    /// Whether words are divided at the ends of lines.
    is_hyphenated: bool,
}

/// Points.
const STEP: f64 = 24.0;

/// Joins lines to paragraphs; footnotes stand after the paragraph that calls them.
pub(super) fn paragraphs(lines: &[Line]) -> Imported {
    let layout = Layout::of(lines);
    let (lines, notes) = take_notes(lines, layout.body_size);
    let mut found: Vec<(Paragraph, f64)> = Vec::new();
    let mut inside: Vec<&Line> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if !inside.is_empty() && layout.begins(&inside, line, lines.get(at + 1)) {
            found.push(layout.paragraph(&inside));
            inside.clear();
        }
        inside.push(line);
    }
    if !inside.is_empty() {
        found.push(layout.paragraph(&inside));
    }
    let n_notes = notes.len();
    let mut imported = Imported::default();
    let mut notes: HashMap<String, (Paragraph, usize)> = notes
        .into_iter()
        .map(|note| {
            let lines: Vec<&Line> = note.lines.iter().collect();
            (note.mark, (layout.paragraph(&lines).0, note.number))
        })
        .collect();
    for (paragraph, _) in found {
        let (text, called) = resolve(&paragraph.text);
        imported.paragraphs.push(Paragraph { text, ..paragraph });
        for mark in called {
            if let Some((note, number)) = notes.remove(&mark) {
                let (text, _) = resolve(&note.text);
                let role = Role::Note(number.to_string());
                imported.paragraphs.push(Paragraph { text, page: note.page, role });
            }
        }
    }
    if n_notes > 0 {
        imported.doubts.push(Doubt { page: None, kind: DoubtKind::Notes { count: n_notes } });
    }
    imported
}

impl Layout {
    fn of(lines: &[Line]) -> Self {
        let mut sizes: HashMap<i64, usize> = HashMap::new();
        let mut rights: HashMap<i64, Vec<f64>> = HashMap::new();
        for line in lines {
            let n_chars = line.text.chars().count();
            *sizes.entry(rounded(line.size * 4.0)).or_default() += n_chars;
            if n_chars > 8 {
                rights.entry(rounded(line.left / STEP)).or_default().push(line.right);
            }
        }
        let body_size =
            sizes.into_iter().max_by_key(|it| it.1).map_or(10.0, |(size, _)| at(size) / 4.0);
        let mut leadings: HashMap<i64, usize> = HashMap::new();
        for pair in lines.windows(2) {
            let [a, b] = pair else { continue };
            if a.page == b.page
                && b.y > a.y
                && (a.size - b.size).abs() < 0.5
                && b.y - a.y < a.size * 4.0
            {
                *leadings.entry(rounded((b.y - a.y) / a.size * 20.0)).or_default() += 1;
            }
        }
        let leading =
            leadings.into_iter().max_by_key(|it| it.1).map_or(1.5, |(it, _)| at(it) / 20.0);
        let n_lines: usize = rights.values().map(Vec::len).sum();
        let columns: Vec<i64> =
            rights.iter().filter(|(_, it)| it.len() * 8 > n_lines).map(|(left, _)| *left).collect();
        let margins: HashMap<i64, f64> =
            rights.into_iter().map(|(left, rights)| (left, nearly_largest(rights))).collect();
        let mut words = HashSet::new();
        let mut is_half = false;
        for line in lines {
            let found: Vec<&str> = line.text.split_whitespace().collect();
            // A word at the end of a line may be half a one, and so may one after it.
            let whole = found.get(usize::from(is_half)..found.len().saturating_sub(1));
            is_half = line.text.ends_with(['-', '\u{2010}']);
            words.extend(
                whole.unwrap_or_default().iter().map(|it| bare(it)).filter(|it| !it.is_empty()),
            );
        }
        let is_hyphenated = is_hyphenated(lines, &words);
        let columns = columns
            .into_iter()
            .filter_map(|it| Some((at(it) * STEP, *margins.get(&it)?)))
            .collect();
        Self { body_size, leading, margins, columns, words, is_hyphenated }
    }

    /// The right margin of a column that begins near `left`.
    fn margin(&self, line: &Line) -> f64 {
        let at = rounded(line.left / STEP);
        let near = (at - 2..=at + 2).filter_map(|it| self.margins.get(&it));
        near.copied().fold(line.right, f64::max)
    }

    /// Whether a line begins a paragraph after the lines of one; `after` follows it.
    fn begins(&self, inside: &[&Line], next: &Line, after: Option<&Line>) -> bool {
        let (Some(first), Some(last)) = (inside.first(), inside.last()) else { return true };
        let size = last.size.max(next.size);
        if (last.size - next.size).abs() > size * 0.13 {
            return true;
        }
        let is_same_column = next.page == last.page && next.y > last.y;
        let gap = next.y - last.y;
        if is_same_column && gap > size * 2.6 {
            return true;
        }
        if self.is_centred(last) || self.is_centred(next) {
            // A title that takes two lines.
            let is_title =
                self.is_centred(last) && self.is_centred(next) && last.size > self.body_size * 1.15;
            return !(is_title && is_same_column && !is_numbered(&next.text));
        }
        let usual = match inside {
            [.., before, last] if last.page == before.page && last.y > before.y => {
                last.y - before.y
            }
            _ => self.leading * size,
        };
        if is_same_column && gap > usual * 1.3 && gap - usual > size * 0.3 {
            return true;
        }
        self.fits_on(last, next)
            || follows(&first.text, &last.text, &next.text)
            || (is_same_column && self.is_indented(inside, next, after))
    }

    /// Whether the left edge of a line says that it begins a paragraph.
    fn is_indented(&self, inside: &[&Line], next: &Line, after: Option<&Line>) -> bool {
        let Some(last) = inside.last() else { return true };
        let size = last.size.max(next.size);
        let is_first = inside.len() == 1;
        let indent = next.left - last.left;
        if indent > size * 0.8 {
            // After the first line of a list's item, a hanging line; after others, a new paragraph.
            return !is_first || (is_numbered(&next.text) && !is_numbered(&last.text));
        }
        if indent < -size * 0.8 {
            // Back from a hanging item to the margin, before a number.
            return !is_first && is_numbered(&next.text);
        }
        // Only the first line of a paragraph stands further in than the one that goes on with it.
        after.is_some_and(|after| {
            next.page == after.page
                && after.y > next.y
                && next.left - after.left > size * 0.8
                && !self.fits_on(next, after)
                && !is_numbered(&after.text)
        })
    }

    /// Whether what cannot be broken at the beginning of `next` would have had room on `last`.
    fn fits_on(&self, last: &Line, next: &Line) -> bool {
        let is_wide = next.text.chars().next().is_some_and(is_han);
        // A mark that must not begin a line pulls a character with it.
        let room = if is_wide {
            next.first_width + last.size * 0.9
        } else {
            next.first_width + last.size * 0.3
        };
        last.right + room < self.margin(last) - last.size * 0.1
    }

    /// Whether a line stands in the middle of its column.
    fn is_centred(&self, line: &Line) -> bool {
        let column = self
            .columns
            .iter()
            .filter(|(left, _)| *left < line.left + STEP)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let Some((left, right)) = column else { return false };
        let (before, after) = (line.left - left, right - line.right);
        before > line.size * 3.5
            && after > line.size * 3.0
            && (before - after).abs() < (right - left) * 0.12
    }

    fn paragraph(&self, lines: &[&Line]) -> (Paragraph, f64) {
        let mut text = String::new();
        for line in lines {
            self.join(&mut text, line);
        }
        let size = lines.first().map_or(0.0, |it| it.size);
        let page = lines.first().and_then(|it| u16::try_from(it.page + 1).ok());
        let is_heading = size > self.body_size * 1.15
            && text.chars().count() <= MAX_HEADING
            && !is_numbered(&text);
        let role = if is_heading { Role::Heading(2) } else { Role::Text };
        (Paragraph { text, page, role }, size)
    }

    /// Whether a hyphen at a line's end is the word's own: `long-term`, and not `commit-tee`.
    fn keeps_hyphen(&self, half: &str, rest: &str, is_lowercase: bool) -> bool {
        let has = |it: &str| self.words.contains(it);
        if has(&format!("{half}-{rest}")) || rest.is_empty() {
            return true;
        }
        if has(&format!("{half}{rest}")) {
            return false;
        }
        let is_known = FIRST_HALVES.contains(&half) || LAST_HALVES.contains(&rest);
        !is_lowercase || is_known || (!self.is_hyphenated && has(half) && has(rest))
    }

    /// Adds a line: with a space between Latin letters, with nothing beside Chinese ones.
    fn join(&self, text: &mut String, line: &Line) {
        let next = &line.text;
        let (Some(last), Some(first)) =
            (text.chars().next_back(), next.chars().find(|it| *it != CALL.0))
        else {
            text.push_str(next);
            return;
        };
        let is_wide = |c: char| {
            is_han(c)
                || ('\u{3000}'..='\u{303f}').contains(&c)
                || ('\u{ff00}'..='\u{ffef}').contains(&c)
        };
        let is_hyphen = matches!(last, '-' | '\u{2010}');
        if is_hyphen && text.chars().rev().nth(1).is_some_and(|it| !it.is_whitespace()) {
            let half = text.split(|it: char| it.is_whitespace() || it == last).rev().nth(1);
            let rest = next.split(|it: char| it.is_whitespace() || it == '-').next();
            let (half, rest) = (bare(half.unwrap_or_default()), bare(rest.unwrap_or_default()));
            if !self.keeps_hyphen(&half, &rest, first.is_lowercase()) {
                text.pop();
            }
        } else if !is_wide(last)
            && !is_wide(first)
            && !text.ends_with('\u{ad}')
            && !"—/".contains(last)
        {
            text.push(' ');
        }
        text.push_str(next);
    }
}

/// Whether words are divided at the ends of lines: many a hyphen there has no word behind it.
fn is_hyphenated(lines: &[Line], words: &HashSet<String>) -> bool {
    let (mut n_hyphens, mut n_halves) = (0, 0);
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        let Some(before) = line.text.strip_suffix(['-', '\u{2010}']) else { continue };
        let half = bare(before.split_whitespace().next_back().unwrap_or_default());
        let rest = bare(next.text.split_whitespace().next().unwrap_or_default());
        n_hyphens += 1;
        n_halves += usize::from(
            words.contains(&format!("{half}{rest}"))
                || !words.contains(&rest)
                || !words.contains(&half),
        );
    }
    n_halves >= 3 && n_halves * 2 >= n_hyphens
}

/// Whether a line begins with the number that comes next, after a sentence that has ended.
fn follows(first: &str, last: &str, next: &str) -> bool {
    let last = last.trim_end_matches(['”', '’', '"', '）', ')', '』', '」', ' ']);
    let is_ended = last.ends_with(['.', ';', ':', '!', '?', '。', '；', '：', '！', '？']);
    if !is_ended || !is_numbered(next) {
        return false;
    }
    let number = |text: &str| -> Option<u32> {
        let end = text.find(|it: char| !it.is_ascii_digit())?;
        let is_label = text.get(end..)?.starts_with(['.', ')', '、', '．', ' ']);
        text.get(..end)?.parse().ok().filter(|_| is_label)
    };
    match (number(first), number(next)) {
        (Some(before), Some(next)) => next == before + 1,
        (None, Some(next)) => next == 1,
        // A plain number is less sure than `第三条`, `（一）` or `(a)`.
        (_, None) => !next.starts_with(|it: char| it.is_ascii_digit()),
    }
}

/// A word without the marks around it, in small letters.
fn bare(word: &str) -> String {
    word.trim_matches(|it: char| !it.is_alphanumeric()).to_lowercase()
}

#[expect(clippy::cast_possible_truncation, reason = "a place on a page has few digits")]
fn rounded(number: f64) -> i64 {
    number.round() as i64
}

#[expect(clippy::cast_precision_loss, reason = "a place on a page has few digits")]
fn at(number: i64) -> f64 {
    number as f64
}

/// The largest but for a few that stick out.
fn nearly_largest(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    let at = numbers.len() - 1 - numbers.len() / 20;
    numbers.get(at).copied().unwrap_or_default()
}
