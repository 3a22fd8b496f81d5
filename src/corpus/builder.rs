//! A document in the making: each line is put where it belongs.

use std::num::NonZeroU16;

use super::{
    document::{Clause, Document, Piece, Section},
    number::{ClauseId, ClauseNumber, Mark, SectionNumber},
    numbering::follows,
    problem::{Problem, ProblemKind},
    purpose::Heading,
    scheme::{Role, Scheme},
    sentence_end::{
        goes_on, is_bullet, is_date, is_ended, is_heading, is_page_furniture, is_sentence,
    },
    text_line::Line,
};

/// The place that the next unnumbered line may belong to.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Open {
    #[default]
    Start,
    Opening,
    /// A heading, of which the words may stand on the next line.
    Heading {
        has_words: bool,
    },
    Clause,
}

/// Makes a document of lines.
#[derive(Default)]
pub(super) struct Builder {
    scheme: Scheme,
    document: Document,
    problems: Vec<Problem>,
    open: Open,
    section: Option<SectionNumber>,
    /// The last number of the scheme's section style; in an annex it is no section of the document.
    below: Option<SectionNumber>,
    n_paragraphs: u16,
    /// Whether the first line is no title: it is the only one, or begins a sentence.
    has_no_title: bool,
    /// Headings without a section of their own that wait for their clause, and the line of the first.
    above: Option<Piece>,
    /// The byte where the last paragraph of the last clause begins in its text.
    paragraph: usize,
}

impl Builder {
    /// Takes the body, or an annex with its heading.
    pub(super) fn part(&mut self, scheme: Scheme, lines: &[Line<'_>]) {
        self.scheme = scheme;
        self.below = None;
        self.has_no_title = begins_with_text(lines);
        for line in lines {
            match (line.annex().filter(|_| scheme.annex().is_some()), line.mark) {
                (Some(annex), Some(mark)) => self.section(annex, &mark, line),
                (Some(_) | None, _) => self.line(line),
            }
        }
    }

    fn line(&mut self, line: &Line<'_>) {
        let role = line.mark.map(|mark| (self.scheme.role(&mark, self.below), mark));
        match role {
            Some((Role::Section(number), mark)) if self.starts_section(line, Some(number)) => {
                self.below = Some(number);
                match self.scheme.annex() {
                    Some(_) => self.heading(line, !mark.rest.is_empty()),
                    None => self.section(number, &mark, line),
                }
            }
            Some((Role::Heading, mark)) if self.starts_section(line, None) => {
                self.heading(line, !mark.rest.is_empty());
            }
            Some((Role::Clause(number), mark)) if self.starts_clause(number) => {
                self.clause(ClauseId::Numbered(number), mark.printed, mark.rest, line);
            }
            Some(_) | None => self.unnumbered(line),
        }
    }

    /// Whether a numbered line starts a clause, and is not the rest of a sentence that happens to begin with a number.
    fn starts_clause(&self, number: ClauseNumber) -> bool {
        self.open_clause().is_none_or(|last| {
            let before = last.id.number();
            is_ended(&last.text) || before.is_none_or(|it| follows(it, number))
        })
    }

    /// Whether a numbered line starts a section, or another heading, and is not the rest of a sentence.
    fn starts_section(&self, line: &Line<'_>, number: Option<SectionNumber>) -> bool {
        let next = self.below.map_or(1, |it| it.get().saturating_add(1));
        let is_apart = |last: &Clause| is_ended(&last.text) || line.after_blank;
        number.is_some_and(|it| it.get() == next) || self.open_clause().is_none_or(is_apart)
    }

    /// The clause that the next line may go on.
    fn open_clause(&self) -> Option<&Clause> {
        self.document.clauses.last().filter(|_| self.open == Open::Clause)
    }

    fn section(&mut self, number: SectionNumber, mark: &Mark<'_>, line: &Line<'_>) {
        self.document.sections.push(Section {
            number,
            printed: mark.printed.to_owned(),
            heading: mark.rest.to_owned(),
            line: line.number,
        });
        self.section = Some(number);
        self.n_paragraphs = 0;
        self.open = Open::Heading { has_words: !mark.rest.is_empty() };
    }

    /// A heading that is no section of the document's.
    fn heading(&mut self, line: &Line<'_>, has_words: bool) {
        match &mut self.above {
            Some(above) => above.text = format!("{}\n{}", above.text, line.text),
            None => self.above = Some(Piece { text: line.text.to_owned(), line: line.number }),
        }
        self.open = Open::Heading { has_words };
    }

    fn clause(&mut self, id: ClauseId, printed: &str, text: &str, line: &Line<'_>) {
        let above = self.above.take().map(|it| it.text).unwrap_or_default();
        let mut clause = Clause::new(id, "", line.number);
        clause.above = above;
        clause.section = self.section;
        printed.clone_into(&mut clause.printed);
        if !text.is_empty() {
            clause.append("", text, line.number, line.at + line.text.len() - text.len());
        }
        self.document.clauses.push(clause);
        self.paragraph = 0;
        self.open = if id == ClauseId::Preamble { Open::Opening } else { Open::Clause };
    }

    fn unnumbered(&mut self, line: &Line<'_>) {
        if is_page_furniture(line.text) {
            self.stray(line);
            return;
        }
        match self.open {
            Open::Start if self.has_no_title => self.opening(line),
            Open::Start => {
                self.document.title = Some(line.text.to_owned());
                self.open = Open::Opening;
            }
            Open::Opening => self.opening(line),
            Open::Heading { has_words: false } if !is_ended(line.text) => {
                self.words_of_heading(line);
            }
            Open::Heading { .. } if is_heading(line.text) => self.heading(line, true),
            Open::Heading { .. } => self.below_heading(line),
            Open::Clause => self.go_on(line),
        }
    }

    fn opening(&mut self, line: &Line<'_>) {
        let has_clause = !self.document.clauses.is_empty();
        if !has_clause && self.document.date_line.is_none() && is_date(line.text) {
            self.document.date_line = Some(line.text.to_owned());
        } else if has_clause {
            self.append(line);
        } else {
            self.clause(ClauseId::Preamble, "", line.text, line);
        }
    }

    fn words_of_heading(&mut self, line: &Line<'_>) {
        self.open = Open::Heading { has_words: true };
        if let Some(above) = &mut self.above {
            above.text = format!("{} {}", above.text, line.text);
        } else if let Some(section) = self.document.sections.last_mut() {
            line.text.clone_into(&mut section.heading);
        }
    }

    /// A paragraph without a number. The first of an article whose neighbours have numbered paragraphs has the
    /// article's number.
    fn below_heading(&mut self, line: &Line<'_>) {
        let Some(ordinal) = NonZeroU16::new(self.n_paragraphs.saturating_add(1)) else {
            return self.stray(line);
        };
        self.n_paragraphs = ordinal.get();
        let article =
            self.below.filter(|_| self.scheme.has_article_sections() && ordinal.get() == 1);
        let number = article.and_then(|it| self.scheme.clause(ClauseNumber::new(&[it.get()])?));
        let paragraph = ClauseId::Paragraph { section: self.section, ordinal };
        self.clause(number.map_or(paragraph, ClauseId::Numbered), "", line.text, line);
    }

    /// A line after a clause's first: a heading, the rest of the clause, or a further paragraph.
    fn go_on(&mut self, line: &Line<'_>) {
        let Some(clause) = self.document.clauses.last() else {
            return self.stray(line);
        };
        let is_new = is_ended(&clause.text) && line.after_blank;
        if is_new && is_heading(line.text) {
            self.heading(line, true);
            return;
        }
        if is_new && matches!(clause.id, ClauseId::Paragraph { .. }) {
            self.below_heading(line);
            return;
        }
        if is_new && line.mark.is_none() && clause.printed.contains('.') {
            let kind = ProblemKind::Unnumbered { after: clause.id };
            self.problems.push(Problem::new(line.number, kind));
        }
        self.append(line);
    }

    /// Joins a further line to the last clause: as a paragraph where a sentence or a heading has ended, else with
    /// nothing or a space.
    fn append(&mut self, line: &Line<'_>) {
        let paragraph = self.paragraph;
        let Some(clause) = self.document.clauses.last_mut() else { return };
        let last = clause.text.get(paragraph..).unwrap_or_default();
        // Chinese is set with a line a paragraph, English is often wrapped.
        let is_apart =
            line.after_blank || line.mark.is_some() || !last.ends_with(|c: char| c.is_ascii());
        let is_numbered_line = paragraph == 0 && !clause.printed.is_empty();
        let is_heading = || {
            line.after_blank && !is_numbered_line && last.len() < 200 && Heading::of(last).is_some()
        };
        let is_narrow = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
        let separator = if !last.is_empty()
            && ((is_ended(&clause.text) && is_apart) || is_bullet(line.text) || is_heading())
        {
            self.paragraph = clause.text.len() + 1;
            "\n"
        } else if is_narrow(last.chars().next_back()) && is_narrow(line.text.chars().next()) {
            " "
        } else {
            ""
        };
        clause.append(separator, line.text, line.number, line.at);
    }

    fn stray(&mut self, line: &Line<'_>) {
        self.piece(Piece { text: line.text.to_owned(), line: line.number });
    }

    fn piece(&mut self, piece: Piece) {
        let text: String = piece.text.chars().take(40).collect();
        self.problems.push(Problem::new(piece.line, ProblemKind::Stray { text }));
        self.document.strays.push(piece);
    }

    pub(super) fn finish(mut self) -> (Document, Vec<Problem>) {
        if let Some(above) = self.above.take() {
            self.piece(above);
        }
        if self.document.title.is_none() && !self.document.clauses.is_empty() {
            self.problems.push(Problem::new(1, ProblemKind::NoTitle));
        }
        let head = [&self.document.title, &self.document.date_line];
        let has_text = head.iter().any(|it| it.is_some()) || !self.document.sections.is_empty();
        if has_text && self.document.clauses.is_empty() {
            self.problems.push(Problem::new(1, ProblemKind::NoClause));
        }
        self.count_paragraphs();
        (self.document, self.problems)
    }

    /// Makes each paragraph a unit of its own in a document without any number.
    fn count_paragraphs(&mut self) {
        let [whole] = self.document.clauses.as_slice() else { return };
        if whole.id != ClauseId::Preamble || !self.document.sections.is_empty() {
            return;
        }
        self.problems.push(Problem::new(whole.line, ProblemKind::NoNumbers));
        let ordinals = (1..=u16::MAX).filter_map(NonZeroU16::new);
        self.document.clauses = ordinals
            .zip(whole.paragraphs())
            .map(|(ordinal, mut it)| {
                it.id = ClauseId::Paragraph { section: None, ordinal };
                it
            })
            .collect();
    }
}

/// Whether a text begins with a sentence, perhaps a wrapped one, and not with a title.
fn begins_with_text(lines: &[Line<'_>]) -> bool {
    let [first, rest @ ..] = lines else { return false };
    let block = rest.iter().take_while(|it| !it.after_blank && it.mark.is_none());
    let Some(next) = block.clone().next() else {
        return rest.is_empty() || is_sentence(first.text) || is_bullet(first.text);
    };
    let has_end = block.last().is_some_and(|it| it.text.ends_with(['.', '。', '；', ';']));
    is_sentence(first.text) || is_bullet(first.text) || (has_end && goes_on(first.text, next.text))
}
