//! Ranges of clauses in what people type: `articles 3 to 6`, `第三条至第六条`, `第三至六条`, `3.6-3.9`.
//!
//! Two numbers alone are no range, for they may as well be amounts, times or dates: `3 to 6`, `三到五个`.

use crate::text::Span;

use super::{
    id::ClauseNumber,
    label::{spoken, stands_alone},
    part::Part,
    typed::step,
    unit::Unit,
    value::{cardinal, dotted, roman, run, word},
};

/// The most clauses of all ranges in a text.
const MOST: u16 = 100;

/// From here on a part of a number with dots is rather a year or an amount.
const LARGE: u16 = 100;

/// The signs between the ends of a range; each stands before those that it begins with.
const SIGNS: [&str; 5] = ["--", "-", "~", "至", "到"];

/// The words between them.
const WORDS: [&str; 3] = ["to ", "through ", "thru "];

/// English units of several clauses.
const PLURALS: [&str; 5] = ["articles", "arts", "clauses", "paragraphs", "paras"];

/// Clauses from one number to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The first number.
    pub first: ClauseNumber,
    /// The last part of the last number, which is greater than that of the first.
    last: u16,
    /// Its words.
    pub span: Span,
    /// Whether a unit makes it one; `3.6-3.9` may be amounts.
    pub is_marked: bool,
    /// Whether its last number can only be a clause's: not in `article 3 to 5 percent`.
    pub is_certain: bool,
}

impl Range {
    /// The numbers of the range if it begins with `first`, which may have more parts in front: 2.1 to 2.3 of
    /// `article 2, paragraphs 1 to 3`.
    pub fn numbers(self, first: ClauseNumber) -> impl Iterator<Item = ClauseNumber> {
        let behind = (first.last().value().saturating_add(1)..=self.last).filter_map(Part::number);
        std::iter::once(first).chain(behind.filter_map(move |it| first.sibling(it)))
    }

    fn len(self) -> u16 {
        self.last.saturating_sub(self.first.last().value()).saturating_add(1)
    }
}

/// The ranges in a folded text, in order, with 100 clauses at most.
pub fn ranges(folded: &str) -> Vec<Range> {
    let mut found = Vec::new();
    // Most questions have none.
    if !SIGNS.iter().chain(&WORDS).any(|it| folded.contains(it)) {
        return found;
    }
    let (mut at, mut n_clauses) = (0, 0_u16);
    while let Some(rest) = folded.get(at..).filter(|it| !it.is_empty()) {
        let is_inside = |c: char| c.is_ascii_alphanumeric() || "-+.:,/$¥€第".contains(c);
        let is_behind = folded.get(..at).is_some_and(|it| it.ends_with(is_inside));
        let range = range_at(rest).filter(|_| !is_behind);
        if let Some(range) = range {
            n_clauses = n_clauses.saturating_add(range.len());
            if n_clauses > MOST {
                break;
            }
            found.push(Range { span: range.span.shifted(at), ..range });
        }
        // `sections 3 to 6` is no range of clauses, nor is `3 to 6` in it.
        let named = || End::read(rest, None).filter(|it| it.unit.is_some());
        at += range.map(|it| it.span.len()).or_else(|| Some(named()?.len)).unwrap_or(step(rest));
    }
    found
}

/// Whether a text is nothing but the word or the sign between the ends of a range.
pub fn joins_ends(text: &str) -> bool {
    behind_sign(text).is_some_and(str::is_empty)
}

fn range_at(text: &str) -> Option<Range> {
    let first = End::read(text, None)?;
    let after = behind_sign(text.get(first.len..)?)?;
    let last = End::read(after, Some(&first)).filter(|it| stands_alone(after, it.len))?;
    let span = Span::new(0, text.len() - after.len() + last.len);
    let is_whole = !text.get(span.end..)?.starts_with(['-', ':', '/']);
    let ([stem @ .., from], [last_stem @ .., to]) = (&*first.parts, &*last.parts) else {
        return None;
    };
    // `3.6-9` has its stem once; a unit begins a number of its own.
    let is_one_stem = last_stem == stem || (last_stem.is_empty() && last.unit.is_none());
    let units = [first.unit, last.unit];
    let mut named = units.into_iter().flatten();
    let is_of_clauses =
        named.all(|it| !it.is_section() && first.unit.is_none_or(|first| first == it));
    // In `第三至六条` both ends have one unit; `第一至三款` may be of the article before it.
    let has_chinese_unit =
        first.unit.is_some() && last.unit.is_some() || last.unit == Some(Unit::Article);
    let is_marked = first.is_english || (first.has_ordinal && has_chinese_unit);
    let is_dotted = || {
        units == [None, None]
            && !stem.is_empty()
            && first.parts.iter().chain([to]).all(|it| *it < LARGE)
    };
    let is_range =
        is_whole && is_one_stem && is_of_clauses && from < to && (is_marked || is_dotted());
    let first_number = ClauseNumber::new(&first.parts).filter(|_| is_range)?;
    let is_certain = is_marked && (last.unit.is_some() || first.is_plural);
    Some(Range { first: first_number, last: *to, span, is_marked, is_certain })
}

/// What stands behind the word or the sign between the ends of a range.
fn behind_sign(text: &str) -> Option<&str> {
    let text = text.trim_start();
    SIGNS.iter().chain(&WORDS).find_map(|it| text.strip_prefix(it)).map(str::trim_start)
}

/// One end of a range.
struct End {
    parts: Vec<u16>,
    unit: Option<Unit>,
    /// Whether `第` makes it a reference.
    has_ordinal: bool,
    /// Whether an English unit stands before it.
    is_english: bool,
    is_plural: bool,
    len: usize,
}

impl End {
    /// Reads `article 3`, `articles iii`, `第三条`, `第三`, `3.6`; behind another end also `三条`, `six`.
    fn read(text: &str, before: Option<&Self>) -> Option<Self> {
        let name = text.get(..run(text, |c| c.is_ascii_alphabetic()))?;
        let english = Unit::english(name).filter(|_| !Unit::is_weak(name));
        let (number, is_ordinal) = match (text.strip_prefix('第'), english) {
            (Some(number), _) => (number.trim_start(), true),
            (None, Some(_)) => (text.get(name.len()..)?.trim_start_matches(['.', ' ']), false),
            (None, None) => (text, false),
        };
        let is_english = english.is_some() || before.is_some_and(|it| it.is_english);
        let has_ordinal = is_ordinal || before.is_some_and(|it| it.has_ordinal);
        let is_pair = |len| number.get(..len).unwrap_or_default().contains('-');
        let many = spoken(number).filter(|it| it.0.len() > 1 && !is_pair(it.1));
        let one = || {
            let letters = || roman(number).or_else(|| word(number)).filter(|_| is_english);
            cardinal(number).or_else(letters).map(|it| (vec![it.0], it.1))
        };
        let (parts, len) = many.or_else(|| dotted(number)).or_else(one)?;
        let tail = number.get(len..)?;
        // Without `第`, `3条` counts things, and `3点` is a time.
        let chinese = Unit::chinese(tail.trim_start()).filter(|_| has_ordinal);
        let rest = chinese.map_or(tail, |it| tail.trim_start().get(it.1..).unwrap_or_default());
        Some(Self {
            parts,
            unit: english.or(chinese.map(|it| it.0)),
            has_ordinal,
            is_english,
            is_plural: PLURALS.contains(&name),
            len: text.len() - rest.len(),
        })
    }
}
