//! Clauses and sections by number, in the forms that people type.
//!
//! | typed | read as |
//! |---|---|
//! | `3.6`, `３．６`, `三点六`, `三.六`, `5-3` | clause 3.6, 5.3, if nothing else is asked |
//! | `第3.6条`, `第三条第六款`, `§3.6`, `[§3.6]`, `clause 3.6`, `article 3(6)` | clause 3.6 |
//! | `第四章`, `第三部分`, `chapter 4`, `Part IV`, `last section` | section 4, 3, 4, 4, the last |
//! | `1.5轨`, `3.0版`, `1.5亿剂`, `2.0`, `Track 1.5` | nothing |
//!
//! Texts are folded, so full-width digits are ASCII here.

use crate::{
    corpus::{ClauseNumber, SectionNumber},
    language::has_content,
    text::{Span, TokenKind, cardinal_prefix, is_han, roman, tokens},
};

use super::lexicon::{
    CLAUSE_UNITS, CLAUSE_WORDS, LAST, ORDINALS, SECTION_UNITS, SECTION_WORDS, SHOWING,
};

/// A part of a document, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    /// A clause.
    Clause(ClauseNumber),
    /// A section.
    Section(SectionNumber),
    /// The last section, whichever number it has.
    LastSection,
}

/// The references of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct References {
    /// In order, each once.
    pub(super) found: Vec<Reference>,
    /// Whether the question is about more than them.
    pub(super) has_topic: bool,
}

/// Reads the references of a folded question.
pub(super) fn references(folded: &str) -> References {
    if let Some(pair) = separated_pair(folded) {
        return References { found: vec![Reference::Clause(pair)], has_topic: false };
    }
    let scanned = scan(folded);
    let rest = without(folded, scanned.iter().map(|it| it.span));
    let has_topic = has_content(&without_showing(&rest));
    let mut found = Vec::new();
    for reference in
        scanned.into_iter().filter(|it| it.is_marked || !has_topic).map(|it| it.reference)
    {
        // `part 2, clause 5` is clause 2.5, as `第二部分第五条` is.
        let reference = match (found.last(), reference) {
            (Some(Reference::Section(section)), Reference::Clause(number))
                if number.parts().len() == 1 =>
            {
                let joined = ClauseNumber::new(&[section.get(), number.last()]);
                found.pop();
                joined.map_or(reference, Reference::Clause)
            }
            _ => reference,
        };
        if !found.contains(&reference) {
            found.push(reference);
        }
    }
    References { found, has_topic }
}

/// A reference in a text.
struct Scanned {
    reference: Reference,
    span: Span,
    /// Whether a word or sign says that it is one.
    is_marked: bool,
}

/// A text without the words that ask for something to be shown.
pub(super) fn without_showing(folded: &str) -> String {
    let mut chinese: Vec<&str> =
        SHOWING.split_whitespace().filter(|it| it.contains(is_han)).collect();
    chinese.sort_by_key(|it| std::cmp::Reverse(it.len()));
    let cut = chinese.iter().fold(folded.to_owned(), |text, it| text.replace(it, " "));
    let spans = tokens(&cut).into_iter().filter(|it| {
        it.kind == TokenKind::Word && SHOWING.split_whitespace().any(|word| word == it.text)
    });
    without(&cut, spans.map(|it| it.span).collect::<Vec<_>>().into_iter())
}

fn without(text: &str, spans: impl Iterator<Item = Span>) -> String {
    let mut rest = String::new();
    let mut at = 0;
    for span in spans {
        rest.push_str(Span::new(at, span.start).of(text).unwrap_or_default());
        rest.push(' ');
        at = span.end;
    }
    rest.push_str(text.get(at..).unwrap_or_default());
    rest
}

/// `5-3`, `3、6`: the whole text is two numbers with a sign between them.
fn separated_pair(folded: &str) -> Option<ClauseNumber> {
    let text = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let (first, second) = text.split_once(|c: char| "-_/、,:·。 ".contains(c))?;
    let part = |it: &str| it.trim().parse::<u16>().ok().filter(|_| it.trim().len() <= 2);
    ClauseNumber::new(&[part(first)?, part(second)?])
}

fn scan(folded: &str) -> Vec<Scanned> {
    let mut found: Vec<Scanned> = Vec::new();
    let mut at = 0;
    while let Some(rest) = folded.get(at..).filter(|it| !it.is_empty()) {
        let before = folded.get(..at).unwrap_or_default();
        match reference_at(before, rest) {
            Some((reference, len, is_marked)) => {
                found.push(Scanned { reference, span: Span::new(at, at + len), is_marked });
                at += len;
            }
            None => at += step(rest),
        }
    }
    found
}

/// Past a whole run of digits or letters, so that no number begins inside one.
fn step(rest: &str) -> usize {
    let run =
        |is: fn(&char) -> bool| rest.chars().take_while(is).map(char::len_utf8).sum::<usize>();
    let digits = run(|c| c.is_ascii_digit() || *c == '.');
    let letters = run(char::is_ascii_alphabetic);
    digits.max(letters).max(rest.chars().next().map_or(1, char::len_utf8))
}

type Read = (Reference, usize, bool);

fn reference_at(before: &str, rest: &str) -> Option<Read> {
    let is_word_start = !before.ends_with(|c: char| c.is_ascii_alphanumeric());
    sign(rest)
        .or_else(|| chinese(rest))
        .or_else(|| last(rest).filter(|_| is_word_start))
        .or_else(|| english(rest).filter(|_| is_word_start))
        .or_else(|| bare(rest).filter(|_| is_word_start && !before.ends_with(['.', '$', '-', '+'])))
}

/// `§3.6`, `§ 3`.
fn sign(rest: &str) -> Option<Read> {
    let after = rest.strip_prefix('§')?;
    let (parts, len) = dotted(after.trim_start())?;
    let spaces = after.len() - after.trim_start().len();
    Some((clause(&parts)?, '§'.len_utf8() + spaces + len, true))
}

/// `第三条第六款`, `第3.6条`, `第四章`.
fn chinese(rest: &str) -> Option<Read> {
    let mut parts = Vec::new();
    let mut len = 0;
    let mut is_section = true;
    while let Some((numbers, unit_is_section, part_len)) = rest.get(len..).and_then(chinese_part) {
        parts.extend(numbers);
        is_section &= unit_is_section;
        len += part_len;
    }
    let reference = match parts.as_slice() {
        [] => return None,
        [number] if is_section => Reference::Section(SectionNumber::new(*number)?),
        _ => clause(&parts)?,
    };
    Some((reference, len, true))
}

/// `第三条`, once.
fn chinese_part(rest: &str) -> Option<(Vec<u16>, bool, usize)> {
    let after = rest.strip_prefix('第')?;
    let (numbers, number_len) =
        spoken(after.trim_start()).or_else(|| dotted(after.trim_start()))?;
    let spaces = after.len() - after.trim_start().len();
    let tail = after.get(spaces + number_len..)?;
    let unit = tail.trim_start();
    let found = |units: &[&str]| units.iter().find(|it| unit.starts_with(**it)).map(|it| it.len());
    let (is_section, unit_len) = match (found(SECTION_UNITS), found(CLAUSE_UNITS)) {
        (Some(len), _) => (true, len),
        (None, Some(len)) => (false, len),
        // `第3.6` alone can only be a clause.
        (None, None) if numbers.len() > 1 => (false, 0),
        (None, None) => return None,
    };
    let gap = if unit_len > 0 { tail.len() - unit.len() } else { 0 };
    Some((numbers, is_section, '第'.len_utf8() + spaces + number_len + gap + unit_len))
}

/// `last chapter`, `最后一部分`, `third section`.
fn last(rest: &str) -> Option<Read> {
    let units: Vec<&str> = SECTION_WORDS.iter().chain(SECTION_UNITS).copied().collect();
    let unit_after = |after: &str| {
        let unit = after.trim_start();
        let len = units.iter().filter(|it| unit.starts_with(**it)).map(|it| it.len()).max()?;
        Some(after.len() - unit.len() + len)
    };
    for word in LAST {
        if let Some(len) = rest.strip_prefix(word).and_then(unit_after) {
            return Some((Reference::LastSection, word.len() + len, true));
        }
    }
    (1..).zip(ORDINALS).find_map(|(number, word)| {
        let len = rest.strip_prefix(word).and_then(unit_after)?;
        Some((Reference::Section(SectionNumber::new(number)?), word.len() + len, true))
    })
}

/// `clause 3.6`, `article 3(6)`, `chapter IV`.
fn english(rest: &str) -> Option<Read> {
    let word_len = rest.find(|c: char| !c.is_ascii_alphabetic())?;
    let word = rest.get(..word_len)?;
    let is_section = SECTION_WORDS.contains(&word);
    if !is_section && !CLAUSE_WORDS.contains(&word) {
        return None;
    }
    let after = rest.get(word_len..)?;
    let number = after.trim_start_matches(['.', ' ', ':', '#', '§', '-']);
    let gap = after.len() - number.len();
    let (parts, len) =
        bracketed(number).or_else(|| dotted(number)).or_else(|| roman_number(number))?;
    let reference = match parts.as_slice() {
        [number] if is_section => Reference::Section(SectionNumber::new(*number)?),
        // `No. 5 in the list`: one number after so weak a word says little.
        [_] if ["no", "number", "item", "point"].contains(&word) => return None,
        _ => clause(&parts)?,
    };
    Some((reference, word_len + gap + len, true))
}

/// `3.6`, `三点六`, `3.6条`; a lone number is none.
fn bare(rest: &str) -> Option<Read> {
    let (parts, len) =
        dotted(rest).filter(|(parts, _)| parts.len() > 1).or_else(|| spoken(rest))?;
    let unit = rest.get(len..)?.trim_start();
    let unit_len = ["条", "款"].iter().find(|it| unit.starts_with(**it)).map(|it| it.len());
    let gap = rest.len() - len - unit.len();
    let marked = unit_len.map_or(0, |it| gap + it);
    let is_small = parts.iter().all(|&it| it < 100);
    is_small.then(|| Some((clause(&parts)?, len + marked, unit_len.is_some()))).flatten()
}

fn clause(parts: &[u16]) -> Option<Reference> {
    ClauseNumber::new(parts).map(Reference::Clause)
}

/// Digits joined by dots, `3.6`; a final dot is a full stop. Not `1.5kg`.
fn dotted(text: &str) -> Option<(Vec<u16>, usize)> {
    let len = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let number = text.get(..len)?.trim_end_matches('.');
    if text.get(number.len()..)?.starts_with(|c: char| c.is_ascii_alphabetic() || c == '%') {
        return None;
    }
    let parts: Option<Vec<u16>> = number.split('.').map(|it| it.parse().ok()).collect();
    Some((parts?, number.len()))
}

/// `3(6)`, `3 (6)(1)`.
fn bracketed(text: &str) -> Option<(Vec<u16>, usize)> {
    let (first, mut len) = cardinal_prefix(text)?;
    let mut parts = vec![first];
    while let Some(inner) = text.get(len..).and_then(|it| it.trim_start().strip_prefix('(')) {
        let (number, number_len) = cardinal_prefix(inner)?;
        let close = inner.get(number_len..)?.strip_prefix(')')?;
        parts.push(number);
        len = text.len() - close.len();
    }
    (parts.len() > 1).then_some((parts, len))
}

/// `三点六`, `三.六`, `3点6`, `三`.
fn spoken(text: &str) -> Option<(Vec<u16>, usize)> {
    let (first, mut len) = cardinal_prefix(text)?;
    let mut parts = vec![first];
    let is_spoken = !text.starts_with(|c: char| c.is_ascii_digit());
    let separators: &[char] = if is_spoken { &['点', '.', '之', '-'] } else { &['点'] };
    while let Some(after) = text.get(len..).and_then(|it| it.strip_prefix(separators)) {
        let Some((number, number_len)) = cardinal_prefix(after) else {
            break;
        };
        parts.push(number);
        len = text.len() - after.len() + number_len;
    }
    Some((parts, len)).filter(|(parts, _)| parts.len() > 1 || (is_spoken && is_alone(text, len)))
}

/// One Chinese number is a number only before a unit: `第三条`, not `一带一路`.
fn is_alone(text: &str, len: usize) -> bool {
    let unit = text.get(len..).unwrap_or_default().trim_start();
    CLAUSE_UNITS.iter().chain(SECTION_UNITS).any(|it| unit.starts_with(it))
}

/// `IV`, as a word of its own.
fn roman_number(text: &str) -> Option<(Vec<u16>, usize)> {
    let len = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    Some((vec![roman(text.get(..len)?)?], len))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::Folding;

    fn read(question: &str) -> String {
        let read = references(Folding::new().fold(question).as_str());
        let all: Vec<String> = read
            .found
            .iter()
            .map(|it| match it {
                Reference::Clause(number) => number.to_string(),
                Reference::Section(number) => format!("section {number}"),
                Reference::LastSection => "last".to_owned(),
            })
            .collect();
        all.join(", ")
    }

    #[test]
    fn clauses_by_number() {
        for question in [
            "3.6",
            "３．６",
            "3.6?",
            "第3.6条",
            "第 3.6 條",
            "第三条第六款",
            "第三條第六款",
            "第三章第六条",
            "三点六",
            "三點六",
            "三.六",
            "clause 3.6",
            "Clause 3.6.",
            "article 3(6)",
            "Article 3 (6)",
            "§3.6",
            "§ 3.6",
            "[§3.6]",
            "【3.6】",
            "Art. 3.6?",
            "what does 3.6 say",
            "3-6",
            "show me para 3.6 please",
            "3.6讲什么",
            "請問3.6條的內容是什麼",
            "section 3.6",
            "条款3.6",
            "3.6款",
            "第3点6条",
            "no. 3.6",
        ] {
            assert_eq!(read(question), "3.6", "{question}");
        }
        for (question, wanted) in [
            ("四点十", "4.10"),
            ("5-3", "5.3"),
            ("3.6 和 4.3", "3.6, 4.3"),
            ("第十二条", "12"),
            ("4.12？", "4.12"),
            ("clause 99.1", "99.1"),
        ] {
            assert_eq!(read(question), wanted, "{question}");
        }
    }

    #[test]
    fn sections_by_number() {
        for (question, wanted) in [
            ("第四章", "section 4"),
            ("第三部分讲什么", "section 3"),
            ("chapter 4", "section 4"),
            ("what is in section 2", "section 2"),
            ("Part IV", "section 4"),
            ("最后一部分讲了些啥", "last"),
            ("the last chapter", "last"),
            ("second section", "section 2"),
        ] {
            assert_eq!(read(question), wanted, "{question}");
        }
    }

    #[test]
    fn numbers_that_are_none() {
        for question in [
            "1.5轨",
            "3.0版",
            "1.5亿剂",
            "2.0",
            "Track 1.5",
            "FTA 3.0 谈判",
            "15亿",
            "一千项是什么",
            "一带一路",
            "2022年",
            "150 billion",
            "$1.5bn",
            "3.5%",
            "自贸区3.0",
            "5G",
            "一点建议",
            "price of iphone 15",
        ] {
            assert_eq!(read(question), "", "{question}");
        }
    }

    proptest! {
        #[test]
        fn reading_never_panics(question in "([0-9.第条章点三十§()（）a-z -]|clause|\\PC){0,30}") {
            let _ = read(&question);
        }
    }
}
