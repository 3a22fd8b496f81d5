//! Reading a text as a document. Total: every text gives a document, and what
//! does not fit is in the problems.

use std::num::NonZeroU16;

use super::{
    Clause, ClauseId, ClauseNumber, Document, Piece, Problem, ProblemKind, Section, SectionNumber,
    mark::{Mark, mark},
    numbering,
    scheme::{Role, Scheme},
};

/// Bytes that a line may have; the longest clause of the shipped plan has 700.
pub const MAX_LINE_BYTES: usize = 256 * 1024;

/// Reads `text`.
///
/// Lines that are broken in the middle of a sentence are joined again; a byte
/// order mark, ideographic and no-break spaces, full-width digits in numbers
/// and blank lines do not disturb.
///
/// ```
/// let (document, problems) = clausebot::corpus::parse("计划\n1. 和平\n1.1 促进高层\n\n交往；\n1.2 坚持多边主义。");
/// assert!(problems.is_empty());
/// assert_eq!(document.clauses[0].text, "促进高层交往；");
/// ```
pub fn parse(text: &str) -> (Document, Vec<Problem>) {
    let lines: Vec<Line<'_>> = lines(text);
    let mut problems: Vec<Problem> = Vec::new();
    if lines.is_empty() {
        problems.push(Problem::new(1, ProblemKind::Empty));
    }
    for line in lines.iter().filter(|it| it.text.len() > MAX_LINE_BYTES) {
        let kind = ProblemKind::LineTooLong { found: line.text.len(), limit: MAX_LINE_BYTES };
        problems.push(Problem::new(line.number, kind));
    }
    let marks: Vec<Mark<'_>> = lines.iter().filter_map(|it| it.mark).collect();
    let mut reader = Reader::new(Scheme::of(&marks));
    for line in &lines {
        reader.read(line);
    }
    let (document, found) = reader.finish();
    problems.extend(found);
    problems.extend(numbering::check(&document));
    problems.sort_by_key(|it| it.line);
    (document, problems)
}

/// A line that is not blank.
struct Line<'a> {
    number: u32,
    text: &'a str,
    mark: Option<Mark<'a>>,
    /// Whether a blank line stands before it.
    after_blank: bool,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut after_blank = true;
    let mut found = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if !line.is_empty() {
            found.push(Line { number, text: line, mark: mark(line), after_blank });
        }
        after_blank = line.is_empty();
    }
    found
}

/// What the next unnumbered line may belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Start,
    Opening,
    Heading,
    Clause,
}

struct Reader {
    scheme: Scheme,
    document: Document,
    problems: Vec<Problem>,
    open: Open,
    section: Option<SectionNumber>,
    n_paragraphs: u16,
}

impl Reader {
    fn new(scheme: Scheme) -> Self {
        Self {
            scheme,
            document: Document::default(),
            problems: Vec::new(),
            open: Open::Start,
            section: None,
            n_paragraphs: 0,
        }
    }

    fn read(&mut self, line: &Line<'_>) {
        let role = line.mark.map(|mark| (self.scheme.role(&mark, self.section), mark));
        match role {
            Some((Role::Section(number), mark)) if self.starts_section(line, number) => {
                self.section(number, &mark, line);
            }
            Some((Role::Clause(number), mark)) if self.starts_clause(number) => {
                self.clause(ClauseId::Numbered(number), &mark, line);
            }
            Some(_) | None => self.unnumbered(line),
        }
    }

    /// Whether a numbered line starts a clause, and is not the rest of a sentence
    /// that happens to begin with a number.
    fn starts_clause(&self, number: ClauseNumber) -> bool {
        self.open_clause().is_none_or(|last| {
            let before = last.id.number();
            is_ended(&last.text) || before.is_none_or(|it| numbering::follows(it, number))
        })
    }

    /// The same of a heading.
    fn starts_section(&self, line: &Line<'_>, number: SectionNumber) -> bool {
        let next = self.section.map_or(1, |it| it.get().saturating_add(1));
        let is_apart = |last: &Clause| is_ended(&last.text) || line.after_blank;
        number.get() == next || self.open_clause().is_none_or(is_apart)
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
        self.open = Open::Heading;
    }

    fn clause(&mut self, id: ClauseId, mark: &Mark<'_>, line: &Line<'_>) {
        self.document.clauses.push(Clause {
            id,
            printed: mark.printed.to_owned(),
            section: self.section,
            text: mark.rest.to_owned(),
            line: line.number,
        });
        self.open = Open::Clause;
    }

    fn unnumbered(&mut self, line: &Line<'_>) {
        if is_page_furniture(line.text) {
            self.stray(line);
            return;
        }
        match self.open {
            Open::Start => self.first(line),
            Open::Opening => self.opening(line),
            Open::Heading => self.below_heading(line),
            Open::Clause => self.go_on(line),
        }
    }

    fn first(&mut self, line: &Line<'_>) {
        self.document.title = Some(line.text.to_owned());
        self.open = Open::Opening;
    }

    fn opening(&mut self, line: &Line<'_>) {
        if self.document.clauses.is_empty()
            && self.document.date_line.is_none()
            && is_date_line(line.text)
        {
            self.document.date_line = Some(line.text.to_owned());
            return;
        }
        match self.document.clauses.last_mut() {
            Some(preamble) => append(&mut preamble.text, line),
            None => self.paragraph(ClauseId::Preamble, line),
        }
    }

    fn below_heading(&mut self, line: &Line<'_>) {
        if let Some(section) = self.document.sections.last_mut().filter(|it| it.heading.is_empty())
        {
            line.text.clone_into(&mut section.heading);
            return;
        }
        let Some(ordinal) = NonZeroU16::new(self.n_paragraphs.saturating_add(1)) else {
            return;
        };
        self.n_paragraphs = ordinal.get();
        self.paragraph(ClauseId::Paragraph { section: self.section, ordinal }, line);
    }

    fn paragraph(&mut self, id: ClauseId, line: &Line<'_>) {
        self.document.clauses.push(Clause {
            id,
            printed: String::new(),
            section: self.section,
            text: line.text.to_owned(),
            line: line.number,
        });
        self.open = if id == ClauseId::Preamble { Open::Opening } else { Open::Clause };
    }

    /// A line after a clause's first: the rest of it, or a further paragraph.
    fn go_on(&mut self, line: &Line<'_>) {
        let Some(clause) = self.document.clauses.last_mut() else {
            self.stray(line);
            return;
        };
        let is_new = is_ended(&clause.text) && line.after_blank;
        if is_new && matches!(clause.id, ClauseId::Paragraph { .. }) {
            self.below_heading(line);
            return;
        }
        if is_new && line.mark.is_none() && clause.printed.contains('.') {
            self.problems
                .push(Problem::new(line.number, ProblemKind::Unnumbered { after: clause.id }));
        }
        append(&mut clause.text, line);
    }

    fn stray(&mut self, line: &Line<'_>) {
        let text: String = line.text.chars().take(40).collect();
        self.problems.push(Problem::new(line.number, ProblemKind::Stray { text }));
        self.document.strays.push(Piece { text: line.text.to_owned(), line: line.number });
    }

    fn finish(mut self) -> (Document, Vec<Problem>) {
        if self.document.title.is_none() && !self.document.clauses.is_empty() {
            self.problems.push(Problem::new(1, ProblemKind::NoTitle));
        }
        let has_text = self.document.title.is_some() || !self.document.sections.is_empty();
        if has_text && self.document.clauses.is_empty() {
            self.problems.push(Problem::new(1, ProblemKind::NoClause));
        }
        self.count_paragraphs();
        (self.document, self.problems)
    }

    /// In a document without any number, each paragraph is a unit of its own.
    fn count_paragraphs(&mut self) {
        let [only] = self.document.clauses.as_slice() else {
            return;
        };
        if only.id != ClauseId::Preamble || !self.document.sections.is_empty() {
            return;
        }
        let Some(whole) = self.document.clauses.pop() else {
            return;
        };
        self.problems.push(Problem::new(whole.line, ProblemKind::NoNumbers));
        let ordinals = (1..=u16::MAX).filter_map(NonZeroU16::new);
        self.document.clauses = ordinals
            .zip(whole.text.lines())
            .map(|(ordinal, text)| Clause {
                id: ClauseId::Paragraph { section: None, ordinal },
                text: text.to_owned(),
                ..whole.clone()
            })
            .collect();
    }
}

/// Joins a further line: with nothing or a space where a sentence goes on, as a
/// paragraph where one has ended.
fn append(text: &mut String, line: &Line<'_>) {
    // Chinese is set with a line a paragraph, English is often wrapped.
    let starts_paragraph =
        line.after_blank || line.mark.is_some() || !text.ends_with(|c: char| c.is_ascii());
    if is_ended(text) && starts_paragraph {
        text.push('\n');
    } else if needs_space(text, line.text) {
        text.push(' ');
    }
    text.push_str(line.text);
}

fn needs_space(before: &str, after: &str) -> bool {
    let is_narrow = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
    is_narrow(before.chars().next_back()) && is_narrow(after.chars().next())
}

/// Whether a sentence, or a list's introduction, has come to its end.
pub(super) fn is_ended(text: &str) -> bool {
    text.ends_with(|c: char| "。；！？：.;!?:…".contains(c))
        || text.ends_with(|c: char| "”’\")）』」".contains(c))
            && text.contains(|c: char| "。；！？.;!?".contains(c))
}

/// `— 3 —`, `12`, `Page 3 of 9`, `第 3 页`.
fn is_page_furniture(text: &str) -> bool {
    let lower = text.to_lowercase();
    let core: String = lower
        .replace("page", "")
        .replace("of", "")
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_ascii_digit() && !"-–—_=*·/第页共頁".contains(*c))
        .collect();
    core.is_empty() && text.chars().count() <= 30 && !is_date_line(text)
}

/// A short line that is mostly a date: `2022-11-11 22:35`, `2022年11月11日`,
/// `Bali, Indonesia, 15-16 November 2022`.
fn is_date_line(text: &str) -> bool {
    let n_digits = text.chars().filter(char::is_ascii_digit).count();
    let has_year = text
        .split(|c: char| !c.is_ascii_digit())
        .any(|run| run.len() == 4 && (run.starts_with("19") || run.starts_with("20")));
    has_year
        && text.chars().count() <= 60
        && !is_ended(text)
        && (n_digits >= 6 || text.contains('年'))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;

    /// The outline of a text and its problems.
    fn read(text: &str) -> String {
        let (document, problems) = parse(text);
        let mut shown = format!("title {:?}, date {:?}", document.title, document.date_line);
        for it in &document.sections {
            _ = write!(shown, "\nsection {} [{}] {}", it.number, it.printed, it.heading);
        }
        for it in &document.clauses {
            _ = write!(shown, "\n{} [{}] {:?}", it.id, it.printed, it.text);
        }
        for it in &problems {
            _ = write!(shown, "\nline {}: {:?}", it.line, it.kind);
        }
        shown
    }

    #[test]
    fn broken_lines_are_joined() {
        assert_snapshot!(read("\u{feff}Plan\n\n2022-11-11 22:35\n\n开头。\n\n第二段。\n1. 安宁\n1.1 提供\n\n1.5亿剂，加大疫\n\n苗生产；\n1.2\u{3000}落实。"), @r#"
        title Some("Plan"), date Some("2022-11-11 22:35")
        section 1 [1.] 安宁
        preamble [] "开头。\n第二段。"
        1.1 [1.1] "提供1.5亿剂，加大疫苗生产；"
        1.2 [1.2] "落实。"
        "#);
    }

    #[test]
    fn articles_in_chapters() {
        assert_snapshot!(read("协定\n第一章　总则\n第一条　为了合作。\n双方同意。\n第二条 （一）甲；\n第二章 附则\n第三条 生效。"), @r#"
        title Some("协定"), date None
        section 1 [第一章] 总则
        section 2 [第二章] 附则
        1 [第一条] "为了合作。\n双方同意。"
        2 [第二条] "（一）甲；"
        3 [第三条] "生效。"
        "#);
    }

    #[test]
    fn english_articles_with_paragraphs() {
        assert_snapshot!(read("Agreement\nThe Parties,\nhave agreed:\n\nArticle 1\nScope\n\n1. This Agreement applies\nto trade.\n2. It ends.\n\nArticle 2: Force\n1. It enters into force."), @r#"
        title Some("Agreement"), date None
        section 1 [Article 1] Scope
        section 2 [Article 2:] Force
        preamble [] "The Parties, have agreed:"
        1.1 [1.] "This Agreement applies to trade."
        1.2 [2.] "It ends."
        2.1 [1.] "It enters into force."
        "#);
    }

    #[test]
    fn numbered_paragraphs_without_sections() {
        assert_snapshot!(read("Declaration\nBali, Indonesia, 15-16 November 2022\n1. We met.\n2. We agreed.\n\n- one;"), @r#"
        title Some("Declaration"), date Some("Bali, Indonesia, 15-16 November 2022")
        1 [1.] "We met."
        2 [2.] "We agreed.\n- one;"
        line 6: Unnumbered { after: Numbered(ClauseNumber { parts: [2, 0, 0, 0, 0] }) }
        "#);
    }

    #[test]
    fn a_text_without_numbers_is_counted_by_paragraph() {
        assert_snapshot!(read("Fact sheet\n\nWe give.\n\nWe take."), @r#"
        title Some("Fact sheet"), date None
        p1 [] "We give."
        p2 [] "We take."
        line 3: NoNumbers
        "#);
        assert_snapshot!(read("报告\n一、回顾\n增长了。\n\n很好。\n二、安排\n（一）建设。\n（二）发展。"), @r#"
        title Some("报告"), date None
        section 1 [一、] 回顾
        section 2 [二、] 安排
        1-p1 [] "增长了。"
        1-p2 [] "很好。"
        2.1 [（一）] "建设。"
        2.2 [（二）] "发展。"
        "#);
    }

    #[test]
    fn lists_inside_clauses_stay_there() {
        assert_snapshot!(read("T\n1. A\n1.1 x:\n(1) one;\n（2）two;\n1. three;\n1.2 y."), @r#"
        title Some("T"), date None
        section 1 [1.] A
        1.1 [1.1] "x:\n(1) one;\n（2）two;\n1. three;"
        1.2 [1.2] "y."
        "#);
        assert_snapshot!(read("T\n一、贸易应当自由。\n二、关税应当降低。"), @r#"
        title Some("T"), date None
        1 [一、] "贸易应当自由。"
        2 [二、] "关税应当降低。"
        "#);
        assert_snapshot!(read("T\n\nI. TRADE\n\nTrade is free.\n\nII. HEALTH\n\nHealth is dear."), @r#"
        title Some("T"), date None
        section 1 [I.] TRADE
        section 2 [II.] HEALTH
        1-p1 [] "Trade is free."
        2-p1 [] "Health is dear."
        "#);
    }

    #[test]
    fn nothing_to_read() {
        assert_snapshot!(read(" \n\u{3000}\n"), @"
        title None, date None
        line 1: Empty
        ");
        assert_snapshot!(read("1. A\n1.1 x;\n— 3 —\n1.2 y;"), @r#"
        title None, date None
        section 1 [1.] A
        1.1 [1.1] "x;"
        1.2 [1.2] "y;"
        line 1: NoTitle
        line 3: Stray { text: "— 3 —" }
        "#);
    }

    fn squeezed(text: &str) -> String {
        text.trim_start_matches('\u{feff}').chars().filter(|c| !c.is_whitespace()).collect()
    }

    proptest! {
        #[test]
        fn nothing_but_layout_is_lost(text in "([0-9]{1,2}\\.[0-9]{0,2}|第[一二三]条|（一）|一、|Article 2|[a-z。；.\n ]|\\PC|\n){0,60}") {
            let (document, _) = parse(&text);
            let mut pieces: Vec<char> = squeezed(&document.pieces().concat()).chars().collect();
            let mut source: Vec<char> = squeezed(&text).chars().collect();
            pieces.sort_unstable();
            source.sort_unstable();
            prop_assert_eq!(pieces, source);
        }
    }
}
