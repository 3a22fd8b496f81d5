//! The labels of English lines: `Article 2.1:`, `Section 12A`, `PART II`, `SCHEDULE 1`.

use super::{
    id::ClauseNumber,
    label::inserted,
    mark::{Mark, Style},
    unit::Unit,
    value::{dotted, letter, roman, run, word},
};

/// `Article 3`, `PART II`, `Article 5bis`, `Section 12A`, `para. 37`, `Rule 4`.
pub(super) fn english_label(line: &str) -> Option<Mark> {
    let name = line.get(..run(line, |c| c.is_ascii_alphabetic()))?;
    let is_name = name.starts_with(|c: char| c.is_ascii_uppercase())
        || name.eq_ignore_ascii_case("para")
        || name.eq_ignore_ascii_case("paragraph");
    let unit = unit(name).filter(|_| is_name)?;
    let after = line.get(name.len()..)?;
    let number = after.trim_start_matches(['.', ' ', '\u{a0}']);
    if number.len() == after.len() {
        return None;
    }
    let (number, len) =
        english_number(unit, number).map(|(it, len)| (it, line.len() - number.len() + len))?;
    let tail = line.get(len..)?;
    if tail.starts_with(|c: char| c.is_alphanumeric() || c == '%') {
        return None;
    }
    let tail = tail.strip_prefix(['.', ':', '-', '\u{2013}', '\u{2014}']).unwrap_or(tail);
    let words = tail.trim_start_matches(|c: char| c.is_whitespace() || "–—-:".contains(c));
    // `Article 3 of the Charter says` and `Article 8(1)` are parts of sentences: a heading has capitals.
    let is_sentence = words.starts_with(|c: char| c.is_lowercase() || ",;)".contains(c));
    let is_bracketed = words.starts_with('(') && tail.len() == words.len();
    let is_heading = !is_sentence && !is_bracketed;
    let tail = if tail.trim_start().starts_with(['–', '—', '-']) && tail.starts_with(' ') {
        words
    } else {
        tail
    };
    is_heading.then(|| Mark::new(Style::Unit(unit), number, line.len() - tail.len()))
}

/// The unit that an English word names at the start of a line. Some words do so there only.
pub(super) fn unit(name: &str) -> Option<Unit> {
    const ARTICLES: [&str; 6] =
        ["rule", "principle", "regulation", "recommendation", "target", "bylaw"];
    const ANNEXES: [&str; 4] = ["exhibit", "attachment", "schedule", "enclosure"];
    let is_one = |words: &[&str]| words.iter().any(|it| it.eq_ignore_ascii_case(name));
    let weak = ["no", "number", "item", "point", "provision", "sect", "par"];
    if is_one(&weak) {
        return None;
    }
    if is_one(&ARTICLES) {
        return Some(Unit::Article);
    }
    if is_one(&ANNEXES) { Some(Unit::Annex) } else { Unit::english(name) }
}

/// `5`, `2.1`, `12A`, `5 bis`, `IV`, `Three`, `B`.
fn english_number(unit: Unit, text: &str) -> Option<(ClauseNumber, usize)> {
    if let Some((parts, len)) = dotted(text) {
        let number = ClauseNumber::new(&parts)?;
        let rest = text.get(len..)?;
        if let Some((place, latin_len)) = inserted(rest) {
            return Some((number.latin(place), len + latin_len));
        }
        return Some(suffixed(number, rest).map_or((number, len), |(it, more)| (it, len + more)));
    }
    let has_letters = matches!(unit, Unit::Annex | Unit::Part | Unit::Chapter | Unit::Section);
    let is_single = run(text, |c| c.is_ascii_alphanumeric()) == 1;
    let by_letter = || letter(text).filter(|_| has_letters);
    let (value, len) = roman(text)
        .filter(|_| {
            !(is_single
                && has_letters
                && by_letter().is_some()
                && !text.starts_with(['I', 'V', 'X']))
        })
        .or_else(|| word(text))
        .or_else(by_letter)?;
    let number = ClauseNumber::new(&[value])?;
    let rest = text.get(len..)?;
    let latin = inserted(rest).filter(|_| rest.starts_with(' '));
    Some(latin.map_or((number, len), |(place, more)| (number.latin(place), len + more)))
}

/// The `A` of `12A`, when nothing else is in the word.
pub(super) fn suffixed(number: ClauseNumber, rest: &str) -> Option<(ClauseNumber, usize)> {
    let letter = rest.chars().next().filter(char::is_ascii_alphabetic)?;
    let ends = !rest.get(1..)?.starts_with(|c: char| c.is_alphanumeric());
    let number = number.sibling(number.last().suffixed(letter))?;
    ends.then_some((number, 1))
}
