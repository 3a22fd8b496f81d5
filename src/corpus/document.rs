//! One text of an agreement, in one language.

use std::{collections::HashSet, num::NonZeroU16};

use serde::{Deserialize, Serialize};

use super::number::{ClauseId, SectionNumber};

/// A document as its words and its outline.
///
/// As [`parse`](super::parse) makes it, clauses stand in the order of the file, a number that is repeated there is
/// repeated here, and nothing of the file but its layout is lost: see [`Document::pieces`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The first line, where it is no clause.
    pub title: Option<String>,
    /// The line of a date below the title.
    pub date_line: Option<String>,
    /// The numbered headings.
    pub sections: Vec<Section>,
    /// The preamble, where there is one, and the clauses.
    pub clauses: Vec<Clause>,
    /// Text that is part of no clause, as page numbers are.
    pub strays: Vec<Piece>,
}

/// A numbered heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its value.
    pub number: SectionNumber,
    /// Its number as the document prints it: `1.`, `第三章`.
    pub printed: String,
    /// The words after the number.
    pub heading: String,
    /// One-based line.
    pub line: u32,
    /// The line of its words.
    pub(super) heading_line: u32,
}

/// The smallest part of a document that is quoted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// Its id.
    pub id: ClauseId,
    /// Headings right above it that are no section's, its own last: `第二节 附则` in a document of chapters, `Scope` of
    /// `Article 3`; one a line.
    pub above: String,
    /// Its number as the document prints it: `3.6`, `第三条`; empty without one.
    pub printed: String,
    /// The section that it stands in.
    pub section: Option<SectionNumber>,
    /// The document's words; paragraphs are parted by a line break.
    pub text: String,
    /// One-based line.
    pub line: u32,
    /// The page that it begins on, where the text has pages.
    pub page: Option<u16>,
    /// Its footnotes, in the order of their calls.
    pub notes: Vec<Note>,
    /// The lines of the file that were joined to `text`, in order.
    lines: Vec<Joined>,
    /// The lines of the file that were joined to `above`.
    above_lines: Vec<Joined>,
    /// Whether its number stands in the heading above it.
    has_number_above: bool,
}

/// A footnote, which is kept apart from the text that calls it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its mark as the document prints it: `1`, `[3]`, `*`.
    pub printed: String,
    /// Its words.
    pub text: String,
    /// One-based line.
    pub line: u32,
}

/// A line of the file in the text of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Joined {
    /// The byte of the text where it begins.
    at: usize,
    /// The byte of the file where it begins.
    in_file: usize,
    /// One-based line.
    line: u32,
}

impl Clause {
    /// A clause whose text stands in no file.
    pub fn new(id: ClauseId, text: &str, line: u32) -> Self {
        Self {
            id,
            above: String::new(),
            printed: String::new(),
            section: None,
            text: text.to_owned(),
            line,
            page: None,
            notes: Vec::new(),
            lines: Vec::new(),
            above_lines: Vec::new(),
            has_number_above: false,
        }
    }

    /// Joins a line of the file that begins at a byte of the file.
    pub(super) fn append(&mut self, separator: &str, words: &str, line: u32, in_file: usize) {
        self.text.push_str(separator);
        self.lines.push(Joined { at: self.text.len(), in_file, line });
        self.text.push_str(words);
    }

    /// Gives it the number that its heading has.
    pub(super) fn number_from_above(&mut self, printed: &str) {
        printed.clone_into(&mut self.printed);
        self.has_number_above = true;
    }

    /// Joins a line of the file to the headings above.
    pub(super) fn append_above(&mut self, separator: &str, words: &str, line: u32, in_file: usize) {
        self.above.push_str(separator);
        self.above_lines.push(Joined { at: self.above.len(), in_file, line });
        self.above.push_str(words);
    }

    /// The byte of the file for a byte of the text.
    pub fn in_file(&self, at: usize) -> usize {
        let n_before = self.lines.partition_point(|it| it.at <= at);
        let line = n_before.checked_sub(1).and_then(|it| self.lines.get(it));
        line.map_or(at, |it| it.in_file + (at - it.at))
    }

    /// Its paragraphs as clauses of their own.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = Self> {
        self.text.split('\n').scan(0, |start, words| {
            let (from, to) = (*start, *start + words.len());
            *start = to + 1;
            let first = self.lines.partition_point(|it| it.at < from);
            let after = self.lines.partition_point(|it| it.at <= to);
            let lines = self.lines.get(first..after).unwrap_or_default();
            let moved = |it: &Joined| Joined { at: it.at - from, ..*it };
            Some(Self {
                text: words.to_owned(),
                line: lines.first().map_or(self.line, |it| it.line),
                lines: lines.iter().map(moved).collect(),
                ..Self::new(self.id, "", self.line)
            })
        })
    }
}

/// A run of the document's words with its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// One-based line.
    pub line: u32,
}

impl Document {
    /// The clause with this id.
    pub fn clause(&self, id: &ClauseId) -> Option<&Clause> {
        self.clauses.iter().find(|it| it.id == *id)
    }

    /// The section with this number.
    pub fn section(&self, number: SectionNumber) -> Option<&Section> {
        self.sections.iter().find(|it| it.number == number)
    }

    /// Makes each paragraph a clause of its own in a document without any number; the line where they begin.
    pub(super) fn count_paragraphs(&mut self) -> Option<u32> {
        let [whole] = self.clauses.as_slice() else { return None };
        if whole.id != ClauseId::Preamble || !self.sections.is_empty() {
            return None;
        }
        let line = whole.line;
        let ordinals = (1..=u16::MAX).filter_map(NonZeroU16::new);
        let counted = ordinals.zip(whole.paragraphs()).map(|(ordinal, mut it)| {
            it.id = ClauseId::Paragraph { section: None, ordinal };
            it
        });
        self.clauses = counted.collect();
        Some(line)
    }

    /// Its first lines, in which a document tells what it is and when it was adopted.
    pub(super) fn head(&self) -> impl Iterator<Item = &str> {
        let title = [&self.title, &self.date_line].into_iter().flatten().map(String::as_str);
        title.chain(self.clauses.iter().flat_map(|it| it.text.split('\n'))).take(12)
    }

    /// All words that were read, in the order of the file: joined, and without white space, they are the file without
    /// white space and layout.
    pub fn pieces(&self) -> Vec<&str> {
        // On one line, a number stands before the words of a heading, and a heading before the text.
        let mut placed: Vec<(u32, u8, &str)> = Vec::new();
        let numbered: HashSet<(u32, &str)> = self
            .clauses
            .iter()
            .filter(|it| !it.has_number_above)
            .map(|it| (it.line, it.printed.as_str()))
            .collect();
        for it in &self.sections {
            if !numbered.contains(&(it.line, it.printed.as_str())) {
                placed.push((it.line, 1, &it.printed));
            }
            placed.push((it.heading_line, 2, &it.heading));
        }
        for it in &self.clauses {
            if !it.has_number_above {
                placed.push((it.line, 1, &it.printed));
            }
            placed.extend(joined(&it.above, &it.above_lines).map(|(line, words)| (line, 2, words)));
            placed.extend(joined(&it.text, &it.lines).map(|(line, words)| (line, 3, words)));
            for note in &it.notes {
                placed.extend([(note.line, 4, note.printed.as_str()), (note.line, 4, &note.text)]);
            }
        }
        placed.extend(self.strays.iter().map(|it| (it.line, 2, it.text.as_str())));
        placed.sort_by_key(|(line, order, _)| (*line, *order));
        let head = [&self.title, &self.date_line].into_iter().flatten().map(String::as_str);
        head.chain(placed.into_iter().map(|(_, _, words)| words)).collect()
    }
}

/// The lines that were joined to a text, with their words.
fn joined<'a>(text: &'a str, lines: &'a [Joined]) -> impl Iterator<Item = (u32, &'a str)> {
    lines.iter().enumerate().map(|(i, it)| {
        let end = lines.get(i + 1).map_or(text.len(), |it| it.at);
        (it.line, text.get(it.at..end).unwrap_or_default())
    })
}
