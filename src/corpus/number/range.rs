//! Ranges of clauses in what people type: `articles 3 to 6`, `第三条至第六条`, `3.6-3.9`.
//!
//! A hyphen may be that of one number as well: `art. 3-6` is clause 3.6 where the clauses 3 to 6 are not there.

use crate::text::Span;

use super::{
    id::ClauseNumber,
    label::{spoken, stands_alone},
    part::Part,
    typed::step,
    unit::Unit,
    value::{cardinal, dotted, roman, run, word},
};

/// The most clauses of one range; a longer one is its ends.
const MOST: u16 = 100;

/// From here on two numbers without a unit are rather years or amounts: one number, or each of those joined by dots.
const LARGE: u16 = 1000;
const LARGE_IN_DOTTED: u16 = 100;

/// The signs between the ends of a range; a longer one is before its beginning.
const SIGNS: [&str; 5] = ["--", "-", "~", "至", "到"];

/// The words between them.
const WORDS: [&str; 3] = ["to ", "through ", "thru "];

/// Clauses from one number to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The first number.
    pub first: ClauseNumber,
    /// The last part of the last number; at most `first` where the two numbers can only be one.
    last: u16,
    /// Its words.
    pub span: Span,
    /// Whether a unit of clauses makes it one: `articles 3 to 6`; `3 to 6` may be amounts.
    pub is_marked: bool,
    /// Whether it may be one number as well: `art. 3-6`.
    is_one: bool,
}

impl Range {
    /// The numbers of the range if it begins with `first`, which may have more parts in front: 2.1 to 2.3 of
    /// `article 2, paragraphs 1 to 3`.
    pub fn numbers(self, first: ClauseNumber) -> impl Iterator<Item = ClauseNumber> {
        let behind = (first.last().value().saturating_add(1)..=self.last).filter_map(Part::number);
        std::iter::once(first).chain(behind.filter_map(move |it| first.sibling(it)))
    }

    /// Its ends as one number: 3.6 of `art. 3-6`.
    pub fn as_one(self) -> Option<ClauseNumber> {
        let number = ClauseNumber::new(&[self.first.last().value(), self.last]);
        number.filter(|_| self.is_one)
    }
}

/// The ranges in a folded text, in order.
pub fn ranges(folded: &str) -> Vec<Range> {
    let mut found = Vec::new();
    // Most questions have none.
    if !SIGNS.iter().chain(&WORDS).any(|it| folded.contains(it)) {
        return found;
    }
    let mut at = 0;
    while let Some(rest) = folded.get(at..).filter(|it| !it.is_empty()) {
        let before = folded.get(..at).unwrap_or_default();
        let is_behind = before.ends_with(['-', '+', '.', '$', '¥', '€', '第']);
        let range = range_at(rest).filter(|_| !is_behind);
        found.extend(range.map(|it| Range { span: it.span.shifted(at), ..it }));
        // `sections 3 to 6` is no range of clauses, nor is `3 to 6` in it.
        let named = || End::read(rest, false).filter(|it| it.unit.is_some());
        at += range.map(|it| it.span.len()).or_else(|| Some(named()?.len)).unwrap_or(step(rest));
    }
    found
}

fn range_at(text: &str) -> Option<Range> {
    let first = End::read(text, false)?;
    let (sign, after) = sign(text.get(first.len..)?)?;
    let last = End::read(after, first.is_english).filter(|it| stands_alone(after, it.len))?;
    let span = Span::new(0, text.len() - after.len() + last.len);
    let ([stem @ .., from], [last_stem @ .., to]) = (&*first.parts, &*last.parts) else {
        return None;
    };
    let is_whole = !text.get(span.end..)?.starts_with('-');
    let units = [first.unit, last.unit];
    let is_one_unit = first.unit == last.unit || units.contains(&None);
    // `3.6-9` has its stem once; a unit begins a number of its own.
    let is_one_stem = last_stem == stem || (last_stem.is_empty() && last.unit.is_none());
    let first_number = ClauseNumber::new(&first.parts).filter(|_| is_whole && is_one_unit)?;
    let is_named = units != [None, None];
    let is_clause = |it: Unit| !it.is_section();
    let is_marked = is_named && units.into_iter().flatten().all(is_clause) && !first.is_weak;
    let large = if stem.is_empty() { LARGE } else { LARGE_IN_DOTTED };
    let is_small = || first.parts.iter().chain([to]).all(|it| *it < large);
    let is_long = from >= to || to - from >= MOST;
    let is_range = is_one_stem && !is_long && (is_marked || (!is_named && is_small()));
    let is_one = is_named
        && sign == "-"
        && last.unit.is_none_or(|_| first.unit.is_none())
        && stem.is_empty()
        && last_stem.is_empty()
        && [from, to].into_iter().all(|it| *it < LARGE_IN_DOTTED);
    let last = if is_range || is_one { *to } else { return None };
    Some(Range { first: first_number, last, span, is_marked: is_marked && is_range, is_one })
}

/// Whether a text is nothing but the word or the sign between the ends of a range.
pub fn joins_ends(text: &str) -> bool {
    sign(text).is_some_and(|(_, after)| after.is_empty())
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
    unit: Option<Unit>,
    /// Whether other numbers have its English unit as often as clauses: `item 3`.
    is_weak: bool,
    is_english: bool,
    len: usize,
}

impl End {
    /// Reads `article 3`, `第三条`, `第三`, `3.6`, `3条`; also `iii` and `three`, if `is_english` or behind an English unit.
    fn read(text: &str, is_english: bool) -> Option<Self> {
        let name = text.get(..run(text, |c| c.is_ascii_alphabetic()))?;
        let english = Unit::english(name);
        let (number, has_ordinal) = match (text.strip_prefix('第'), english) {
            (Some(number), _) => (number.trim_start(), true),
            (None, Some(_)) => (text.get(name.len()..)?.trim_start_matches(['.', ' ']), false),
            (None, None) => (text, false),
        };
        let is_english = is_english || english.is_some();
        let is_pair = |len| number.get(..len).unwrap_or_default().contains('-');
        let many = spoken(number).filter(|it| it.0.len() > 1 && !is_pair(it.1));
        let one = || {
            let letters = || roman(number).or_else(|| word(number)).filter(|_| is_english);
            cardinal(number).or_else(letters).map(|it| (vec![it.0], it.1))
        };
        let (parts, len) = many.or_else(|| dotted(number)).or_else(one)?;
        let tail = number.get(len..)?;
        let chinese = Unit::chinese(tail.trim_start()).filter(|it| {
            // `3点` is a time or an amount, and so is `3项`.
            has_ordinal || it.0 == Unit::Article
        });
        let rest = chinese.map_or(tail, |it| tail.trim_start().get(it.1..).unwrap_or_default());
        Some(Self {
            parts,
            unit: english.or(chinese.map(|it| it.0)),
            is_weak: english.is_some() && Unit::is_weak(name),
            is_english,
            len: text.len() - rest.len(),
        })
    }
}
