//! One text of an agreement, in one language.

use super::{ClauseId, SectionNumber};

/// A document as its words and its outline.
///
/// As [`super::parse`] makes it, clauses stand in the order of the file, a number
/// that is repeated there is repeated here, and nothing of the file but its
/// layout is lost: see [`Document::pieces`].
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its value.
    pub number: SectionNumber,
    /// Its number as the document prints it: `1.`, `第三章`.
    pub printed: String,
    /// The words after the number.
    pub heading: String,
    /// One-based line.
    pub line: u32,
}

/// The smallest part of a document that is quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its name.
    pub id: ClauseId,
    /// Its number as the document prints it: `3.6`, `第三条`; empty without one.
    pub printed: String,
    /// The section that it stands in.
    pub section: Option<SectionNumber>,
    /// The document's words; paragraphs are parted by a line break.
    pub text: String,
    /// One-based line.
    pub line: u32,
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

    /// Everything that was read, by line: joined, and without white space, it
    /// is the file without white space.
    pub fn pieces(&self) -> Vec<&str> {
        let mut placed: Vec<(u32, [&str; 2])> = Vec::new();
        placed.extend(self.sections.iter().map(|it| (it.line, [it.printed.as_str(), &it.heading])));
        placed.extend(self.clauses.iter().map(|it| (it.line, [it.printed.as_str(), &it.text])));
        placed.extend(self.strays.iter().map(|it| (it.line, ["", it.text.as_str()])));
        placed.sort_by_key(|(line, _)| *line);
        let head = [&self.title, &self.date_line].into_iter().flatten().map(String::as_str);
        head.chain(placed.into_iter().flat_map(|(_, words)| words)).collect()
    }
}
