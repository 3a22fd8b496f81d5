//! A document in the making: each line is put where its role says.

use std::num::NonZeroU16;

use super::{
    document::{Clause, Document, Note, Piece, Section},
    heading_line::{begins_with_text, is_labelled, is_plain_heading},
    joining::Joining,
    layout::Place,
    number::{ClauseId, ClauseNumber, SectionNumber},
    problem::{Problem, ProblemKind},
    purpose::Heading,
    role::{Kind, Role},
    sentence_end::{is_bullet, is_date, is_ended},
    text_line::Line,
};

/// The place that the next unnumbered line may belong to.
#[derive(Clone, Default, PartialEq, Eq)]
enum Open {
    #[default]
    Start,
    Opening,
    /// The heading of an annex, of which the words may stand on the next line.
    AnnexName,
    /// A heading; the number of the paragraphs below it and its characters, where these are not counted.
    Heading(Option<(ClauseNumber, String)>),
    Clause,
}

/// Makes a document of lines.
pub(super) struct Builder<'a> {
    joining: &'a Joining,
    document: Document,
    problems: Vec<Problem>,
    open: Open,
    section: Option<SectionNumber>,
    n_paragraphs: u16,
    /// Whether the first line is no title: it is the only one, or begins a sentence.
    has_no_title: bool,
    /// Headings without a section of their own that wait for their clause.
    above: Vec<(Piece, &'static str)>,
    /// The byte where the last paragraph of the last clause begins in its text.
    paragraph: usize,
    /// Footnotes, with the line that calls each.
    notes: Vec<(Note, Option<u32>)>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(joining: &'a Joining) -> Self {
        Self {
            joining,
            document: Document::default(),
            problems: Vec::new(),
            open: Open::Start,
            section: None,
            n_paragraphs: 0,
            has_no_title: false,
            above: Vec::new(),
            paragraph: 0,
            notes: Vec::new(),
        }
    }

    /// Begins an annex with its heading.
    pub(super) fn annex(&mut self, number: SectionNumber, line: &Line<'_>, mark: usize) {
        let (printed, words) = parts(line, mark);
        let has_words = words.chars().any(char::is_alphanumeric);
        self.section(number, printed, words, line);
        self.open = if has_words { Open::Heading(None) } else { Open::AnnexName };
    }

    /// Takes the lines of the body, or of an annex.
    pub(super) fn part(&mut self, lines: &[Line<'_>], roles: &[Role]) {
        if self.open == Open::Start {
            self.has_no_title = begins_with_text(lines, roles);
        }
        let mut all = lines.iter().zip(roles).peekable();
        while let Some((line, role)) = all.next() {
            let is_before_head = all.peek().is_some_and(|it| {
                matches!(
                    it.1.kind,
                    Kind::Section { .. } | Kind::Heading { .. } | Kind::Clause { .. }
                )
            });
            self.line(line, role, is_before_head);
        }
    }

    fn line(&mut self, line: &Line<'_>, role: &Role, is_before_head: bool) {
        let (printed, rest) = parts(line, role.mark);
        match role.kind {
            Kind::Words => self.unnumbered(line, is_before_head),
            Kind::Title => self.title(line),
            Kind::Section { number, own } => {
                self.section(number, printed, rest, line);
                self.open = Open::Heading(own.map(|it| (it, printed.to_owned())));
            }
            Kind::Heading { own } => {
                self.above.push((piece(line, &line.text), "\n"));
                self.open = Open::Heading(own.map(|it| (it, printed.to_owned())));
            }
            Kind::Clause { number, section } => {
                let (title, text) = if role.has_title { (rest, "") } else { ("", rest) };
                if let Some(section) = section {
                    self.section(section, printed, title, line);
                }
                self.clause(ClauseId::Numbered(number), printed, text, line);
                if section.is_none() && !title.is_empty() {
                    self.raise(line, title);
                }
            }
            Kind::Item { is_spoken } => self.item(line, is_spoken),
        }
    }

    /// Puts the heading of the last clause above it.
    fn raise(&mut self, line: &Line<'_>, title: &str) {
        if let Some(clause) = self.document.clauses.last_mut() {
            let separator = if clause.above.is_empty() { "" } else { "\n" };
            clause.append_above(separator, title, line.number, line.in_file(0));
        }
    }

    /// The clause that the next line may go on.
    fn open_clause(&self) -> Option<&Clause> {
        let is_open = matches!(self.open, Open::Clause | Open::Opening);
        self.document.clauses.last().filter(|_| is_open)
    }

    fn section(&mut self, number: SectionNumber, printed: &str, words: &str, line: &Line<'_>) {
        self.document.sections.push(Section {
            number,
            printed: printed.to_owned(),
            heading: words.to_owned(),
            line: line.number,
            heading_line: line.number,
        });
        self.section = Some(number);
        self.n_paragraphs = 0;
    }

    fn clause(&mut self, id: ClauseId, printed: &str, text: &str, line: &Line<'_>) {
        let mut clause = Clause::new(id, "", line.number);
        for (above, separator) in std::mem::take(&mut self.above) {
            let separator = if clause.above.is_empty() { "" } else { separator };
            clause.append_above(separator, &above.text, above.line, line.in_file(0));
        }
        clause.section = self.section;
        printed.clone_into(&mut clause.printed);
        if !text.is_empty() {
            let from = line.text.len() - text.len();
            append_runs(&mut clause, "", line, from);
        }
        self.document.clauses.push(clause);
        self.paragraph = 0;
        self.open = if id == ClauseId::Preamble { Open::Opening } else { Open::Clause };
    }

    /// The words of the heading in the line above.
    fn title(&mut self, line: &Line<'_>) {
        let is_clause = self.open == Open::Clause;
        let has_section = self
            .document
            .sections
            .last()
            .is_some_and(|it| it.heading.is_empty() && it.line + 3 > line.number);
        let clause_line = self.document.clauses.last().map_or(0, |it| it.line);
        let section_line = self.document.sections.last().map_or(0, |it| it.line);
        if is_clause && section_line < clause_line {
            self.raise(line, &line.text);
        } else if self.above.is_empty()
            && has_section
            && let Some(section) = self.document.sections.last_mut()
        {
            section.heading = line.text.to_string();
            section.heading_line = line.number;
        } else {
            self.above.push((piece(line, &line.text), " "));
        }
    }

    fn unnumbered(&mut self, line: &Line<'_>, is_before_head: bool) {
        match self.open.clone() {
            Open::Start if self.has_no_title => self.opening(line),
            Open::Start => {
                self.document.title = Some(line.text.to_string());
                self.open = Open::Opening;
            }
            Open::Opening => self.opening(line),
            Open::AnnexName if !is_ended(&line.text) => {
                if let Some(section) = self.document.sections.last_mut() {
                    section.heading.push_str(if section.heading.is_empty() { "" } else { " " });
                    section.heading.push_str(&line.text);
                    section.heading_line = line.number;
                }
                self.open = Open::Heading(None);
            }
            Open::AnnexName | Open::Heading(None) => self.below_heading(line),
            Open::Heading(Some((number, printed))) => {
                self.clause(ClauseId::Numbered(number), "", &line.text, line);
                if let Some(clause) = self.document.clauses.last_mut() {
                    clause.number_from_above(&printed);
                }
            }
            Open::Clause => self.go_on(line, is_before_head),
        }
    }

    fn opening(&mut self, line: &Line<'_>) {
        let has_clause = !self.document.clauses.is_empty();
        if has_clause {
            self.append(line, false);
            return;
        }
        let title = self
            .document
            .title
            .as_mut()
            .filter(|_| !line.after_blank && self.document.date_line.is_none());
        if let Some(title) = title.filter(|_| line.text.starts_with(char::is_lowercase)) {
            self.joining.join(title, &line.text);
        } else if self.document.date_line.is_none() && is_date(&line.text) {
            self.document.date_line = Some(line.text.to_string());
        } else {
            self.clause(ClauseId::Preamble, "", &line.text, line);
        }
    }

    /// A paragraph without a number.
    fn below_heading(&mut self, line: &Line<'_>) {
        let Some(ordinal) = NonZeroU16::new(self.n_paragraphs.saturating_add(1)) else {
            return self.stray(line);
        };
        self.n_paragraphs = ordinal.get();
        let paragraph = ClauseId::Paragraph { section: self.section, ordinal };
        self.clause(paragraph, "", &line.text, line);
    }

    /// A numbered line inside a clause.
    fn item(&mut self, line: &Line<'_>, is_spoken: bool) {
        match self.open_clause().map(|it| it.id) {
            Some(ClauseId::Paragraph { .. }) if is_spoken => self.below_heading(line),
            Some(_) => self.append(line, true),
            None => self.unnumbered(line, false),
        }
    }

    /// A line after a clause's first: a heading, the rest of the clause, or a further paragraph.
    fn go_on(&mut self, line: &Line<'_>, is_before_head: bool) {
        let Some(clause) = self.document.clauses.last() else {
            return self.stray(line);
        };
        let ends = is_ended(&clause.text);
        let is_new = ends && line.after_blank;
        if is_new
            && is_before_head
            && is_plain_heading(&line.text)
            && !clause.text.ends_with([':', '：'])
        {
            self.above.push((piece(line, &line.text), "\n"));
            self.open = Open::Heading(None);
            return;
        }
        // A point of a report, `三是…`, has one paragraph.
        let is_paragraph =
            matches!(clause.id, ClauseId::Paragraph { .. }) || clause.printed.ends_with('是');
        let is_line = ends && !clause.text.ends_with(|c: char| c.is_ascii()) && !line.is_inner;
        if is_paragraph && (is_new || is_line) {
            self.below_heading(line);
            return;
        }
        if is_new && line.marks.is_empty() && clause.printed.contains('.') {
            let kind = ProblemKind::Unnumbered { after: clause.id };
            self.problems.push(Problem::new(line.number, kind));
        }
        self.append(line, false);
    }

    /// Joins a further line to the last clause: as a paragraph where a sentence or a heading has ended, else with
    /// nothing or a space.
    fn append(&mut self, line: &Line<'_>, is_item: bool) {
        let paragraph = self.paragraph;
        let joining = self.joining;
        let Some(clause) = self.document.clauses.last_mut() else { return };
        let last = clause.text.get(paragraph..).unwrap_or_default();
        // Chinese is set with a line a paragraph, English is often wrapped.
        let is_apart =
            line.after_blank || !line.marks.is_empty() || !last.ends_with(|c: char| c.is_ascii());
        let is_numbered_line = paragraph == 0 && !clause.printed.is_empty();
        let is_heading = || {
            line.after_blank && !is_numbered_line && last.len() < 200 && Heading::of(last).is_some()
        };
        let is_new = is_item
            || (is_ended(&clause.text) && is_apart && !line.is_inner)
            || is_bullet(&line.text)
            || is_labelled(last, &line.text)
            || is_heading();
        if !last.is_empty() && is_new {
            self.paragraph = clause.text.len() + 1;
            append_runs(clause, "\n", line, 0);
        } else {
            let separator = joining.separator(&mut clause.text, &line.text);
            append_runs(clause, separator, line, 0);
        }
    }

    /// Takes a line that is no part of the text.
    pub(super) fn left_out(&mut self, line: &Line<'_>, place: Place, is_reported: bool) {
        match place {
            Place::Note { mark, called } => {
                let (printed, text) = parts(line, mark);
                let (printed, text) = (printed.trim_end_matches(':').to_owned(), text.to_owned());
                self.notes.push((Note { printed, text, line: line.number }, called));
            }
            Place::NoteText => match self.notes.last_mut() {
                Some((note, _)) => self.joining.join(&mut note.text, &line.text),
                None => self.stray(line),
            },
            Place::Contents | Place::Furniture | Place::Text if is_reported => self.stray(line),
            Place::Contents | Place::Furniture | Place::Text => {
                self.document.strays.push(piece(line, &line.text));
            }
        }
    }

    fn stray(&mut self, line: &Line<'_>) {
        self.stray_piece(piece(line, &line.text));
    }

    fn stray_piece(&mut self, piece: Piece) {
        let text: String = piece.text.chars().take(40).collect();
        self.problems.push(Problem::new(piece.line, ProblemKind::Stray { text }));
        self.document.strays.push(piece);
    }

    pub(super) fn report(&mut self, problems: Vec<Problem>) {
        self.problems.extend(problems);
    }

    pub(super) fn finish(mut self) -> (Document, Vec<Problem>) {
        for (above, _) in std::mem::take(&mut self.above) {
            self.stray_piece(above);
        }
        if self.document.title.is_none() && !self.document.clauses.is_empty() {
            self.problems.push(Problem::new(1, ProblemKind::NoTitle));
        }
        let head = [&self.document.title, &self.document.date_line];
        let has_text = head.iter().any(|it| it.is_some()) || !self.document.sections.is_empty();
        if has_text && self.document.clauses.is_empty() {
            self.problems.push(Problem::new(1, ProblemKind::NoClause));
        }
        if let Some(line) = self.document.count_paragraphs() {
            self.problems.push(Problem::new(line, ProblemKind::NoNumbers));
        }
        self.give_notes();
        (self.document, self.problems)
    }

    /// Gives each footnote to the clause that calls it, else to the one before it.
    fn give_notes(&mut self) {
        for (note, called) in std::mem::take(&mut self.notes) {
            let line = called.unwrap_or(note.line);
            let clauses = &mut self.document.clauses;
            let after = clauses.partition_point(|it| it.line <= line);
            if let Some(clause) = after.checked_sub(1).and_then(|it| clauses.get_mut(it)) {
                clause.notes.push(note);
            } else {
                let text = format!("{} {}", note.printed, note.text);
                self.stray_piece(Piece { text, line: note.line });
            }
        }
    }
}

fn piece(line: &Line<'_>, words: &str) -> Piece {
    Piece { text: words.to_owned(), line: line.number }
}

/// The number of a line, and the words behind it.
fn parts<'t>(line: &'t Line<'_>, mark: usize) -> (&'t str, &'t str) {
    let (printed, rest) = line.text.split_at_checked(mark).unwrap_or(("", &line.text));
    (printed.trim(), rest.trim())
}

/// Appends the words of a line from a byte on, run by run, so that each can be found in the file.
fn append_runs(clause: &mut Clause, separator: &str, line: &Line<'_>, from: usize) {
    let mut separator = separator;
    let starts = line.runs.iter().map(|it| it.0).filter(|it| *it > from);
    let mut starts: Vec<usize> = std::iter::once(from).chain(starts).collect();
    starts.push(line.text.len());
    for run in starts.windows(2) {
        let &[start, end] = run else { continue };
        let words = line.text.get(start..end).unwrap_or_default();
        if !words.is_empty() {
            clause.append(separator, words, line.number, line.in_file(start));
            separator = "";
        }
    }
}
