//! References whose numbers have letters, and those of units that questions alone name: `1.a`, `section 12A`, `recital 3`,
//! `target 14.b`.
//!
//! What always holds: such a number is one that the reader of ids knows.

use super::{
    found::{Found, Level, Reference},
    id::ClauseNumber,
    label::stands_alone,
    unit::Unit,
    value::{cardinal, dotted, run},
};

/// Reads a number with a letter at the start of a folded text: `1.a`, `12a`, `5bis`, `12a(3)`; its length.
pub(super) fn lettered(text: &str) -> Option<(ClauseNumber, usize)> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let len = run(text, |c| c.is_ascii_alphanumeric() || c == '.');
    let token = text.get(..len)?.trim_end_matches('.');
    if !token.contains(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut number: ClauseNumber = token.parse().ok()?;
    let mut rest = text.get(token.len()..)?;
    // Ids are read in one place only, which knows which numbers can be inside which.
    while let Some(inner) = rest.strip_prefix('(') {
        let Some((part, len)) = cardinal(inner) else { break };
        let Some(after) = inner.get(len..).and_then(|it| it.strip_prefix(')')) else { break };
        let Ok(inside) = format!("{number}.{part}").parse() else { break };
        (number, rest) = (inside, after);
    }
    Some((number, text.len() - rest.len()))
}

/// `article 12a`, `section 12A(3)`, `clause d1`, `clause b`, `第12a条`.
pub(super) fn in_unit(rest: &str) -> Option<Found> {
    if let Some(number) = rest.strip_prefix('第') {
        let (clause, len) = lettered(number.trim_start())?;
        let after = number.trim_start().get(len..)?.trim_start().strip_prefix('条')?;
        let len = rest.len() - after.len();
        return Some(Found::first(
            Reference::Clause(clause),
            len,
            (Level::ARTICLE, Level::ARTICLE),
        ));
    }
    let name = rest.get(..run(rest, |c| c.is_ascii_alphabetic()))?;
    let unit = Unit::english(name).filter(|it| *it >= Unit::Section)?;
    let number = rest.get(name.len()..)?.strip_prefix(['.', ' '])?.trim_start();
    let read = lettered(number).or_else(|| letter(number).filter(|_| unit < Unit::Paragraph));
    let (clause, len) = read?;
    let level = Level::of_english(unit, name).max(Level::ARTICLE);
    let len = rest.len() - number.len() + len;
    Some(Found::first(Reference::Clause(clause), len, (level, level)))
}

/// A letter that is a whole number, `b`, or a point of a declaration, `d1`. `a` is a word if another one follows.
fn letter(text: &str) -> Option<(ClauseNumber, usize)> {
    let len = run(text, |c| c.is_ascii_alphanumeric());
    let token = text.get(..len)?;
    let is_point = token.strip_prefix('d').is_some_and(|it| it.parse::<u16>().is_ok());
    let rest = text.get(len..)?.trim_start();
    let is_word = token == "a" && rest.starts_with(|c: char| c.is_alphanumeric());
    let is_single = len == 1 && token.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_letter = is_single && !is_word && !"ivxl".contains(token);
    (is_point || is_letter).then_some(())?;
    Some((token.parse().ok()?, len))
}

/// `1.a`, `12A` without a unit: it may as well be a name.
pub(super) fn alone(rest: &str) -> Option<Found> {
    let (clause, len) = lettered(rest)?;
    let levels = (Level::ARTICLE, Level::ARTICLE);
    let mut read = Found::first(Reference::Clause(clause), len, levels);
    (read.mention.is_marked, read.mention.is_explicit) = (false, false);
    Some(read)
}

/// `recital 3`, `recital (3)`, `序言第3项`, `鉴于第3款`.
pub(super) fn recital(rest: &str) -> Option<Found> {
    const WORDS: [&str; 7] = ["recitals", "recital", "whereas", "鉴于条款", "鉴于", "序言", "引言"];
    let word = WORDS.iter().find(|it| rest.starts_with(**it))?;
    let number = rest.get(word.len()..)?.trim_start_matches([' ', '.', '第']);
    let inner = number.strip_prefix('(');
    let (value, len) = cardinal(inner.unwrap_or(number))?;
    let after = inner.unwrap_or(number).get(len..)?;
    let after = if inner.is_some() { after.strip_prefix(')')? } else { after };
    let units = ["项", "款", "段", "条"];
    let after = units.iter().find_map(|it| after.strip_prefix(it)).unwrap_or(after);
    let clause = ClauseNumber::new(&[value])?.recital();
    let len = rest.len() - after.len();
    let mut read = Found::first(Reference::Clause(clause), len, (Level::ARTICLE, Level::ARTICLE));
    read.mention.is_explicit = word.is_ascii();
    Some(read)
}

/// `target 14.5`, `目标10.1`, `target 14.b`: units that only questions name so. One number behind them may be an amount.
pub(super) fn target(rest: &str) -> Option<Found> {
    const TARGETS: [&str; 10] = [
        "targets",
        "target",
        "indicators",
        "indicator",
        "measure",
        "具体目标",
        "目标",
        "指标",
        "措施",
        "任务",
    ];
    let word = TARGETS.iter().find(|it| rest.starts_with(**it))?;
    let number = rest.get(word.len()..)?.trim_start_matches([' ', ':', '.', '#', '第']);
    let is_apart = !word.is_ascii() || number.len() + word.len() < rest.len();
    if let Some((clause, len)) = lettered(number).filter(|_| is_apart) {
        let len = rest.len() - number.len() + len;
        return Some(Found::first(
            Reference::Clause(clause),
            len,
            (Level::ARTICLE, Level::ARTICLE),
        ));
    }
    let (parts, len) = dotted(number).filter(|(_, len)| stands_alone(number, *len) && is_apart)?;
    let len = rest.len() - number.len() + len;
    let mut read = Found::clause(&parts, len, Level::ARTICLE)?;
    read.mention.is_marked = parts.len() > 1;
    read.mention.is_explicit = false;
    Some(read)
}
