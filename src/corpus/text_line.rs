//! The lines of a text: words apart from layout.
//!
//! Marks of Markdown (`## Trade`, `**Article 1**`) are layout, not words. A line of the file that holds two numbers
//! (`12A. (1) The Minister…`) is two lines here.

use std::borrow::Cow;

use super::{
    number::{Mark, SectionNumber, Style, Unit, marks},
    sentence_end::is_ended,
};

/// A line that is not blank.
#[derive(Clone)]
pub(super) struct Line<'a> {
    /// One-based.
    pub(super) number: u32,
    /// Its words, trimmed.
    pub(super) text: Cow<'a, str>,
    /// Where runs of its words stand in the file: the byte of the text, and the byte of the file.
    pub(super) runs: Vec<(usize, usize)>,
    /// The characters before its words.
    pub(super) indent: usize,
    /// The readings of the number that it begins with.
    pub(super) marks: Vec<Mark>,
    /// Whether a blank line stands before it.
    pub(super) after_blank: bool,
    /// Whether it begins in the middle of a line of the file.
    pub(super) is_inner: bool,
    /// The number of `#` before it.
    pub(super) hashes: u8,
    /// Whether it stands inside a quotation that began in a line before.
    pub(super) is_quoted: bool,
    /// The calls of footnotes that were taken out of its words: `[^1]`.
    pub(super) calls: Vec<String>,
}

impl Line<'_> {
    /// The annex that it is the heading of.
    pub(super) fn annex(&self) -> Option<SectionNumber> {
        let mark = self.annex_mark()?;
        SectionNumber::annex(mark.number.parts().first()?.value())
    }

    pub(super) fn annex_mark(&self) -> Option<&Mark> {
        self.marks.iter().find(|it| it.style == Style::Unit(Unit::Annex))
    }

    /// The byte of the file for a byte of the text.
    pub(super) fn in_file(&self, at: usize) -> usize {
        let run = self.runs.iter().rev().find(|it| it.0 <= at).or(self.runs.first());
        run.map_or(at, |(in_text, in_file)| in_file + at.saturating_sub(*in_text))
    }
}

/// The lines of a text that have words, with the readings of their numbers.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let is_markdown = is_markdown(text);
    let mut found: Vec<Line<'_>> = Vec::new();
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut number = 0;
    let mut after_blank = true;
    let mut ends_cr = false;
    for raw in text.get(at..).unwrap_or_default().split_inclusive(['\n', '\r']) {
        let start = at;
        at += raw.len();
        if raw == "\n" && std::mem::replace(&mut ends_cr, false) {
            continue;
        }
        ends_cr = raw.ends_with('\r');
        number += 1;
        let mut line = Line::of(raw, start, number, is_markdown);
        line.after_blank = after_blank;
        after_blank = line.text.is_empty();
        if !after_blank {
            found.extend(parted(line));
        }
    }
    quotations(&mut found);
    number_lines(&mut found);
    found
}

impl<'a> Line<'a> {
    fn of(raw: &'a str, start: usize, number: u32, is_markdown: bool) -> Self {
        let words = raw.trim();
        let lead = raw.len() - raw.trim_start().len();
        let indent = raw.chars().take_while(|c| c.is_whitespace()).count();
        let mut line = Self {
            number,
            text: Cow::Borrowed(words),
            runs: vec![(0, start + lead)],
            indent,
            marks: Vec::new(),
            after_blank: false,
            is_inner: false,
            hashes: 0,
            is_quoted: false,
            calls: Vec::new(),
        };
        if is_markdown || words.contains("[^") {
            line.strip_markdown(start + lead);
        }
        line
    }

    fn strip_markdown(&mut self, start: usize) {
        let Cow::Borrowed(words) = self.text else { return };
        let after = words.trim_start_matches('#');
        let hashes = words.len() - after.len();
        let mut from = 0;
        if (1..=6).contains(&hashes) && after.starts_with(char::is_whitespace) {
            self.hashes = u8::try_from(hashes).unwrap_or_default();
            from = words.len() - after.trim_start().len();
        }
        let body = words.get(from..).unwrap_or_default();
        let body = if self.hashes > 0 { body.trim_end_matches('#').trim_end() } else { body };
        self.runs = vec![(0, start + from)];
        self.text = Cow::Borrowed(body);
        let n_marks = body.matches("**").count() / 2 * 2;
        let cuts = layout_marks(body, n_marks);
        if cuts.is_empty() {
            return;
        }
        let mut text = String::new();
        let mut runs: Vec<(usize, usize)> = Vec::new();
        let mut at = 0;
        for (cut, len) in cuts.into_iter().chain([(body.len(), 0)]) {
            if cut > at {
                runs.push((text.len(), start + from + at));
                text.push_str(body.get(at..cut).unwrap_or_default());
            }
            let mark = body.get(cut..cut + len).unwrap_or_default();
            self.calls.extend(mark.starts_with("[^").then(|| mark.to_owned()));
            at = cut + len;
        }
        if runs.is_empty() {
            return;
        }
        self.runs = runs;
        self.text = Cow::Owned(text);
    }

    /// Cuts it in two before a byte of the text.
    fn cut(&self, at: usize) -> [Self; 2] {
        let (head, tail) = self.text.split_at_checked(at).unwrap_or((&self.text, ""));
        let mut runs = vec![(0, self.in_file(at))];
        runs.extend(self.runs.iter().filter(|it| it.0 > at).map(|it| (it.0 - at, it.1)));
        let words = |it: &str| Cow::Owned(it.trim_end().to_owned());
        [
            Self { text: words(head), ..self.clone() },
            Self { text: words(tail), runs, is_inner: true, after_blank: false, ..self.clone() },
        ]
    }
}

/// The marks of Markdown in a line, each with its length: pairs of `**`, `\\.`, calls of footnotes.
fn layout_marks(body: &str, n_strong: usize) -> Vec<(usize, usize)> {
    let strong = body.match_indices("**").take(n_strong).map(|(at, it)| (at, it.len()));
    let escapes = ["\\.", "\\)", "\\-"]
        .into_iter()
        .flat_map(|it| body.match_indices(it))
        .map(|(at, _)| (at, 1));
    let calls = body.match_indices("[^").filter_map(|(at, _)| {
        let len = body.get(at..)?.find(']')? + 1;
        // A line that begins with it is the note itself.
        (at > 0 && len <= 8).then_some((at, len))
    });
    let mut found: Vec<(usize, usize)> = strong.chain(escapes).chain(calls).collect();
    found.sort_unstable();
    found
}

/// Whether a text has marks of Markdown.
fn is_markdown(text: &str) -> bool {
    text.split(['\n', '\r']).map(str::trim).any(|line| {
        let after = line.trim_start_matches('#');
        let hashes = line.len() - after.len();
        let is_strong = line.starts_with("**") && line.matches("**").count() >= 2;
        (1..=6).contains(&hashes) && after.starts_with(char::is_whitespace) || is_strong
    })
}

/// A line, or the two or more lines that its numbers make of it: `12A. (1) …`, `一是…。二是…。`.
fn parted(line: Line<'_>) -> Vec<Line<'_>> {
    if let Some(at) = inner_number(&line.text) {
        let [head, tail] = line.cut(at);
        return std::iter::once(head).chain(parted(tail)).collect();
    }
    vec![line]
}

/// The words that begin the points of a list in a sentence.
const SPOKEN: [&str; 12] = [
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
    "六是",
    "七是",
    "八是",
    "九是",
    "十是",
    "十一是",
    "十二是",
];

/// The byte of a second number right behind the first: `§ 5 (1)`, `12A.—(1)`; or of `二是` behind a sentence of `一是`.
fn inner_number(text: &str) -> Option<usize> {
    if text.starts_with("一是") {
        let at = ["。二是", "；二是"].iter().filter_map(|it| text.find(it)).min()?;
        return Some(at + '。'.len_utf8());
    }
    let next = |c: &str, n: &str| {
        text.starts_with(c)
            .then(|| ["。", "；"].iter().filter_map(|it| text.find(&format!("{it}{n}"))).min())
            .flatten()
    };
    let mut pairs = SPOKEN.iter().zip(SPOKEN.iter().skip(1));
    if let Some(at) = pairs.find_map(|(c, n)| next(c, n)) {
        return Some(at + '。'.len_utf8());
    }
    let mark = marks(text).into_iter().next()?;
    let is_outer = matches!(
        mark.style,
        Style::Unit(Unit::Article | Unit::Section) | Style::Sign | Style::Dotted | Style::Bare
    );
    let rest = text.get(mark.len..)?;
    let words = rest.trim_start_matches(|c: char| c.is_whitespace() || "—–-.".contains(c));
    let is_first =
        ["(1) ", "(1)\u{2003}", "（1）", "（一）", "（１）"].iter().any(|it| words.starts_with(it));
    let is_apart = rest.len() > words.len() || mark.printed(text).ends_with('.');
    (is_outer && is_first && is_apart && words.len() < text.len())
        .then_some(text.len() - words.len())
}

/// Marks the lines inside a quotation that began before them, as the articles of an amendment are.
fn quotations(lines: &mut [Line<'_>]) {
    const LONGEST: usize = 40;
    let mut at = 0;
    while at < lines.len() {
        let opened = lines.get(at).is_some_and(|it| opens(&it.text));
        let end = opened.then(|| {
            let rest = lines.iter().skip(at + 1).take(LONGEST);
            let mut until = None;
            for (n, line) in rest.enumerate() {
                if line.text.contains(['”', '」']) && !closes_its_own(&line.text) {
                    until = Some(at + 1 + n);
                    break;
                }
            }
            until
        });
        match end.flatten() {
            Some(end) => {
                lines.iter_mut().take(end + 1).skip(at + 1).for_each(|it| it.is_quoted = true);
                at = end + 1;
            }
            None => at += 1,
        }
    }
}

/// Whether a quotation begins in a line and does not end there.
fn opens(text: &str) -> bool {
    balance(text) > 0
}

fn closes_its_own(text: &str) -> bool {
    balance(text) >= 0
}

fn balance(text: &str) -> i32 {
    text.chars()
        .map(|c| match c {
            '“' | '「' => 1,
            '”' | '」' => -1,
            _ => 0,
        })
        .sum()
}

/// Reads the numbers of lines. `ANNEX I` inside a sentence names an annex and begins none.
fn number_lines(lines: &mut [Line<'_>]) {
    let mut before: Option<bool> = None;
    for line in lines {
        line.marks = marks(&line.text);
        let is_apart = line.after_blank || before.is_none_or(|is_ended| is_ended);
        let rest = line.annex_mark().map(|it| it.rest(&line.text).to_owned());
        if rest.is_some_and(|it| is_ended(&it) || !is_apart) {
            line.marks.clear();
        }
        before = Some(is_ended(&line.text));
    }
}

/// The length of a full line: of the ninetieth in a hundred.
pub(super) fn width(lines: &[Line<'_>]) -> usize {
    let mut lens: Vec<usize> = lines.iter().map(|it| it.text.chars().count()).collect();
    lens.sort_unstable();
    lens.get(lens.len() * 9 / 10).copied().unwrap_or_default()
}

/// Whether a line is so long that it may be wrapped.
pub(super) fn is_full(n_chars: usize, width: usize) -> bool {
    n_chars * 10 >= width * 7 && width <= 160
}
