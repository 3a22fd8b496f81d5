//! A plain text as paragraphs that know where they stand: their number, their section, the date and kind of the whole.
//!
//! A line is a paragraph, but for lines that were wrapped or cut in the middle of a sentence; those are joined. A short
//! line without a full stop, `一、…`, `（一）…` and `# …` are headings. A paragraph is one range of the text, so that spans
//! of it are spans of the text after a shift.

use super::context::{DocumentKind, Section, YearMonth};
use super::heading::{self, Heading};
use crate::text::{Language, Span};

/// A text read as a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document<'t> {
    /// When it was adopted, as far as its first lines tell.
    pub date: Option<YearMonth>,
    /// What sort of document it is, as far as its first lines tell.
    pub kind: DocumentKind,
    /// Its paragraphs without the headings, in order.
    pub paragraphs: Vec<Paragraph<'t>>,
}

/// A paragraph and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph<'t> {
    /// Its range of the text.
    pub span: Span,
    /// Its words.
    pub text: &'t str,
    /// Its own number: `3.6`.
    pub number: Option<&'t str>,
    /// What its section is for.
    pub section: Section,
    /// Who speaks in it, if it is an item under a label.
    pub speaker: Option<&'t str>,
}

/// Reads a plain text.
pub fn read(text: &str, language: Language) -> Document<'_> {
    let lines = lines(text);
    let head: Vec<&str> = lines
        .iter()
        .map(|line| line.text)
        .filter(|line| !line.trim().is_empty())
        .take(12)
        .collect();
    let date = heading::date(&head);
    let kind = heading::kind(&head);
    let mut sections = heading::Sections::new(date, language);
    let mut paragraphs = Vec::new();
    for (span, words) in joined(text, &lines, language) {
        if let Some(heading) = Heading::of(words) {
            sections.enter(&heading);
            continue;
        }
        if let Some(heading) = Heading::inside(words) {
            sections.enter(&heading);
        }
        let section = sections.of(words);
        let (number, speaker) = (number(words), speaker(words));
        paragraphs.push(Paragraph { span, text: words, number, section, speaker });
    }
    Document { date, kind, paragraphs }
}

#[derive(Debug, Clone, Copy)]
struct Line<'t> {
    start: usize,
    text: &'t str,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for text in text.split_inclusive('\n') {
        lines.push(Line { start, text });
        start += text.len();
    }
    lines
}

/// Paragraphs of one or more lines, with their ranges.
fn joined<'t>(text: &'t str, lines: &[Line<'t>], language: Language) -> Vec<(Span, &'t str)> {
    let wrapped = wrapped(lines, language);
    let mut spans: Vec<Span> = Vec::new();
    let mut blank = true;
    for line in lines {
        let words = line.text.trim();
        if words.is_empty() {
            blank = true;
            continue;
        }
        let lead = line.text.len() - line.text.trim_start().len();
        let span = Span::new(line.start + lead, line.start + line.text.trim_end().len());
        let last = spans.last().and_then(|last| last.of(text)).map(end);
        let goes_on = last.is_some_and(|last| {
            (wrapped && !blank && continues(last, words)) || cut(last, words, blank)
        });
        match spans.last_mut() {
            Some(last) if goes_on => last.end = span.end,
            _ => spans.push(span),
        }
        blank = false;
    }
    spans.into_iter().filter_map(|span| span.of(text).map(|words| (span, words))).collect()
}

/// The end of a paragraph, by which it is told whether the next line goes on: looking at all of it for each line would
/// take the square of its length.
fn end(paragraph: &str) -> &str {
    const BYTES: usize = 2048;
    let from = paragraph.len().saturating_sub(BYTES);
    (from..paragraph.len()).find_map(|at| paragraph.get(at..)).unwrap_or(paragraph)
}

/// Whether lines were broken at a width and not at paragraphs.
fn wrapped(lines: &[Line<'_>], language: Language) -> bool {
    let lengths: Vec<usize> =
        lines.iter().map(|line| line.text.trim().chars().count()).filter(|n| *n > 0).collect();
    let longest = lengths.iter().copied().max().unwrap_or(0);
    let limit = match language {
        Language::Chinese => 60,
        Language::English => 130,
    };
    let full = lengths.iter().filter(|n| **n * 4 >= longest * 3).count();
    longest <= limit && full * 2 >= lengths.len() && lengths.len() > 3
}

/// Whether a wrapped line belongs to the paragraph before it.
fn continues(last: &str, words: &str) -> bool {
    let item =
        words.starts_with(['-', '•', '*', '#', '·', '●', '（', '(']) || number(words).is_some();
    !item && Heading::of(last).is_none_or(|heading| !heading.is_marked())
}

/// Whether a sentence was cut: a long line ends in the middle and the next line has no beginning of its own.
fn cut(last: &str, words: &str, blank: bool) -> bool {
    let ends_open = last.chars().next_back().is_some_and(crate::text::glyph::is_han);
    let begun = last.chars().count() >= 40 && last.contains(['，', '；']);
    let own = words.starts_with(['-', '•', '#', '（', '(', '—', '“', '［', '['])
        || words.chars().next().is_some_and(|c| c.is_ascii_digit());
    let ends = words.ends_with(['。', '；', '，', '！']);
    blank && ends_open && begun && !own && ends && Heading::of(words).is_none()
}

/// The number that a paragraph begins with: `3.6`, `12`.
fn number(words: &str) -> Option<&str> {
    let digits = words.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, rest) = words.split_at_checked(digits)?;
    let marked =
        number.ends_with('.') || rest.starts_with(['、', ')', '）']) || number.contains('.');
    let number = number.trim_end_matches('.');
    let sane = number.split('.').all(|part| (1..=3).contains(&part.len()));
    let parted = rest.starts_with([' ', '\u{3000}', '、', ')', '）'])
        || rest.chars().next().is_some_and(crate::text::glyph::is_han);
    (marked && sane && parted && !number.is_empty()).then_some(number)
}

/// Verbs that an item begins with when its label is the subject.
const VERBS: &[&str] = &[
    "Will",
    "Commit",
    "Commits",
    "Committed",
    "Committing",
    "Pledge",
    "Pledges",
    "Pledged",
    "Announce",
    "Announces",
    "Announced",
    "Provide",
    "Provides",
    "Provided",
    "Donate",
    "Donates",
    "Donated",
    "Donating",
    "Plans",
    "Intends",
    "Supports",
    "Aims",
    "Is",
    "Has",
    "In",
    "Earmarked",
    "Since",
    "The",
];

/// Who an item of a list speaks for: `Australia` of `- Australia: Pledged additional …`.
fn speaker(words: &str) -> Option<&str> {
    let item = words.strip_prefix(['-', '•', '*', '·'])?;
    let (label, rest) = item.split_once(':')?;
    let verb = rest.trim_start().split(' ').next().unwrap_or_default();
    let short = label.trim().chars().count() <= 90;
    (short && VERBS.contains(&verb)).then(|| label.trim())
}
