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

use super::lines::{CALL, Line};

/// The largest heading, in characters.
const MAX_HEADING: usize = 60;

/// Words that often begin a compound with a hyphen.
const FIRST_HALVES: [&str; 60] = [
    "ad", "all", "anti", "capacity", "carbon", "climate", "co", "counter", "cross", "data",
    "decision", "demand", "evidence", "fact", "follow", "food", "forward", "full", "gender",
    "health", "high", "human", "income", "inter", "know", "land", "long", "low", "macro", "market",
    "medium", "mid", "multi", "non", "one", "open", "peer", "people", "policy", "post", "pre",
    "private", "public", "risk", "rule", "science", "self", "semi", "short", "socio", "start",
    "sub", "third", "trade", "two", "vice", "well", "win", "year", "zero",
];

/// Words that often end one.
const LAST_HALVES: [&str; 49] = [
    "based",
    "border",
    "building",
    "called",
    "chair",
    "chairs",
    "driven",
    "effective",
    "emission",
    "emissions",
    "being",
    "economic",
    "energy",
    "free",
    "friendly",
    "going",
    "governmental",
    "how",
    "hoc",
    "income",
    "intensive",
    "led",
    "level",
    "making",
    "neutral",
    "old",
    "operation",
    "operative",
    "oriented",
    "owned",
    "party",
    "person",
    "quality",
    "related",
    "resilient",
    "resistant",
    "saving",
    "scale",
    "sensitive",
    "setting",
    "sharing",
    "specific",
    "term",
    "to",
    "trade",
    "up",
    "wide",
    "win",
    "year",
];

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

/// A footnote: its lines, the mark that calls it on its page, and its number in the document.
struct Note {
    mark: String,
    number: usize,
    lines: Vec<Line>,
}

/// Parts the footnotes at the feet of pages from the text. Marks become those of the whole document: `page:mark`.
fn take_notes(lines: &[Line], body_size: f64) -> (Vec<Line>, Vec<Note>) {
    let mut kept = Vec::new();
    let mut notes: Vec<Note> = Vec::new();
    for page in lines.chunk_by(|a, b| a.page == b.page) {
        let small = |it: &&Line| it.size < body_size * 0.93;
        let n_small = page.iter().rev().take_while(small).count();
        let (body, foot) = page.split_at(page.len() - n_small);
        let calls: HashSet<String> = body.iter().flat_map(|it| calls(&it.text)).collect();
        let start = foot
            .iter()
            .position(|it| note_mark(&it.text).is_some_and(|(it, _)| calls.contains(&it)));
        let Some(start) = start.filter(|_| !calls.is_empty()) else {
            kept.extend_from_slice(page);
            continue;
        };
        let (before, foot) = foot.split_at(start);
        let mut on_page: HashSet<String> = HashSet::new();
        for line in foot {
            let mark =
                note_mark(&line.text).filter(|(it, _)| calls.contains(it) && !on_page.contains(it));
            if let Some((mark, rest)) = mark {
                on_page.insert(mark.clone());
                let line = Line { text: rest, ..line.clone() };
                let number = notes.len() + 1;
                notes.push(Note {
                    mark: format!("{}:{mark}", line.page),
                    number,
                    lines: vec![line],
                });
            } else if let Some(note) = notes.last_mut() {
                note.lines.push(line.clone());
            }
        }
        for line in body.iter().chain(before) {
            kept.push(Line {
                text: renumbered(&line.text, line.page, &on_page, &notes),
                ..line.clone()
            });
        }
    }
    (kept, notes)
}

/// Writes the page and the number into the calls whose notes stand at the foot of the page.
fn renumbered(text: &str, page: usize, on_page: &HashSet<String>, notes: &[Note]) -> String {
    let mut out = text.to_owned();
    for mark in calls(text).into_iter().filter(|it| on_page.contains(it)) {
        let whole = format!("{page}:{mark}");
        if let Some(note) = notes.iter().find(|it| it.mark == whole) {
            let called = format!("{}{mark}{}", CALL.0, CALL.1);
            out = out.replace(&called, &format!("{}{}={whole}{}", CALL.0, note.number, CALL.1));
        }
    }
    out
}

/// The raised numbers of a text.
fn calls(text: &str) -> Vec<String> {
    let parts = text.split(CALL.0).skip(1).filter_map(|it| it.split_once(CALL.1));
    parts.map(|(mark, _)| mark.to_owned()).collect()
}

/// The mark that a footnote begins with, and its words.
fn note_mark(text: &str) -> Option<(String, String)> {
    if let Some((mark, rest)) = text.strip_prefix(CALL.0).and_then(|it| it.split_once(CALL.1)) {
        return Some((mark.to_owned(), rest.trim().to_owned()));
    }
    let end = text.find(|it: char| {
        !(it.is_ascii_digit() || ('①'..='⑳').contains(&it) || "*†‡".contains(it))
    })?;
    let (mark, rest) = text.split_at_checked(end)?;
    let rest = rest.trim_start_matches(['.', '、', ' ']).trim();
    (!mark.is_empty() && mark.chars().count() <= 3).then(|| (mark.to_owned(), rest.to_owned()))
}

/// Writes the calls of footnotes as `[^1]` and other raised numbers as they are; with the marks of the notes.
fn resolve(text: &str) -> (String, Vec<String>) {
    let mut out = String::new();
    let mut called = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(CALL.0) {
        out.push_str(before);
        let (mark, after) = after.split_once(CALL.1).unwrap_or((after, ""));
        match mark.split_once('=') {
            Some((number, whole)) => {
                out.push_str(&format!("[^{number}]"));
                called.push(whole.to_owned());
            }
            None => out.push_str(mark),
        }
        rest = after;
    }
    out.push_str(rest);
    (out, called)
}
