//! Ranges of clauses in what people type: `articles 3 to 6`, `第三条至第六条`, `3.6-3.9`.
//!
//! A hyphen may be that of one number as well: `art. 3-6` is clause 3.6 where no clause is numbered 3.

use crate::text::Span;

use super::{
    id::ClauseNumber,
    label::{spoken, stands_alone},
    part::Part,
    typed::step,
    unit::Unit,
    value::{cardinal, dotted, run},
};

/// The most clauses of one range; a longer one is rather two amounts.
const MOST: u16 = 50;

/// From here on two numbers without a unit are rather years or amounts.
const LARGE: u16 = 1000;

/// The signs between the ends of a range.
const SIGNS: [&str; 4] = ["-", "~", "至", "到"];

/// The words between them.
const WORDS: [&str; 3] = ["to ", "through ", "thru "];

/// Clauses from one number to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The first number.
    pub first: ClauseNumber,
    /// The last part of the last number.
    last: u16,
    /// Its words.
    pub span: Span,
    /// Whether a unit makes it one: `articles 3 to 6`; `3 to 6` may be amounts.
    pub is_marked: bool,
    /// Whether a hyphen joins the ends.
    is_hyphenated: bool,
}

impl Range {
    /// The numbers of the range if it begins with `first`, which may have more parts in front: 2.1 to 2.3 of
    /// `article 2, paragraphs 1 to 3`.
    pub fn numbers(self, first: ClauseNumber) -> impl Iterator<Item = ClauseNumber> {
        let behind = (first.last().value() + 1..=self.last).filter_map(Part::number);
        std::iter::once(first).chain(behind.filter_map(move |it| first.sibling(it)))
    }

    /// Its ends as one number: 3.6 of `art. 3-6`.
    pub fn as_one(self) -> Option<ClauseNumber> {
        let &[first] = self.first.parts() else { return None };
        let is_one = self.is_marked && self.is_hyphenated && first.value() < 100 && self.last < 100;
        ClauseNumber::new(&[first.value(), self.last]).filter(|_| is_one)
    }
}

/// The first range in a folded text.
pub fn range(folded: &str) -> Option<Range> {
    // Most questions have none.
    if !SIGNS.iter().chain(&WORDS).any(|it| folded.contains(it)) {
        return None;
    }
    let mut at = 0;
    while let Some(rest) = folded.get(at..).filter(|it| !it.is_empty()) {
        let is_behind = folded.get(..at).is_some_and(|it| it.ends_with(['-', '.', '第']));
        if let Some(range) = range_at(rest).filter(|_| !is_behind) {
            return Some(Range { span: range.span.shifted(at), ..range });
        }
        at += step(rest);
    }
    None
}

fn range_at(text: &str) -> Option<Range> {
    let first = End::read(text)?;
    let (sign, after) = sign(text.get(first.len..)?)?;
    let last = End::read(after).filter(|it| stands_alone(after, it.len))?;
    let span = Span::new(0, text.len() - after.len() + last.len);
    let ([stem @ .., from], [last_stem @ .., to]) = (&*first.parts, &*last.parts) else {
        return None;
    };
    // `3.6-9` has its stem once.
    let is_one = last_stem == stem || last_stem.is_empty();
    let first_number = ClauseNumber::new(&first.parts).filter(|_| is_one)?;
    let range = Range {
        first: first_number,
        last: *to,
        span,
        is_marked: first.is_marked || last.is_marked,
        is_hyphenated: sign == "-",
    };
    let is_whole = !text.get(span.end..)?.starts_with('-');
    let grows = from < to && to - from < MOST;
    let is_range = grows && (range.is_marked || *to < LARGE);
    Some(range).filter(|it| is_whole && (is_range || it.as_one().is_some()))
}

/// The word or the sign between the ends of a range, and what stands behind it.
fn sign(text: &str) -> Option<(&'static str, &str)> {
    let text = text.trim_start();
    let signs = SIGNS.into_iter().chain(WORDS);
    let mut found = signs.filter_map(|it| Some((it, text.strip_prefix(it)?.trim_start())));
    found.next()
}

/// One end of a range.
struct End {
    parts: Vec<u16>,
    is_marked: bool,
    len: usize,
}

impl End {
    /// Reads `article 3`, `第三条`, `第三`, `3.6`, `3条`.
    fn read(text: &str) -> Option<Self> {
        let name = text.get(..run(text, |c| c.is_ascii_alphabetic()))?;
        let is_clause = |it: &Unit| !it.is_section();
        let number = match (text.strip_prefix('第'), name) {
            (Some(number), _) => number.trim_start(),
            (None, "") => text,
            (None, _) => {
                Unit::english(name).filter(is_clause).filter(|_| !Unit::is_weak(name))?;
                text.get(name.len()..)?.trim_start_matches(['.', ' '])
            }
        };
        let is_one = |len| !number.get(..len).unwrap_or_default().contains('-');
        let many = spoken(number).filter(|it| it.0.len() > 1 && is_one(it.1));
        let one = || cardinal(number).map(|it| (vec![it.0], it.1));
        let (parts, len) = many.or_else(|| dotted(number)).or_else(one)?;
        let tail = number.get(len..)?;
        let unit = Unit::chinese(tail.trim_start());
        if unit.is_some_and(|it| it.0.is_section()) {
            return None;
        }
        let rest = unit.map_or(tail, |it| tail.trim_start().get(it.1..).unwrap_or_default());
        let is_marked = unit.is_some() || !name.is_empty();
        Some(Self { parts, is_marked, len: text.len() - rest.len() })
    }
}
