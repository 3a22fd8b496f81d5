//! A unit with its number: `第十二条之一`, `附件一`, `Article 5(1)(a)`, `ANNEX I`.

use super::{
    part::LATIN,
    unit::Unit,
    value::{cardinal, digit, dotted, han, letter, roman, run, word},
};

/// A unit with its number at the start of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) unit: Unit,
    /// Outermost first; never empty.
    pub(super) parts: Vec<u16>,
    /// Which of the articles that were inserted after this number: 2 of `Article 5bis`.
    pub(super) inserted: u16,
    /// Whether brackets give the inner parts: `5(1)`.
    pub(super) has_brackets: bool,
    /// Its bytes.
    pub(super) len: usize,
}

impl Label {
    /// Reads `第三条`, `第 3.6 条`, `第三点六条`, `第3.6`, `第十二条之一`, `附件一`.
    pub(super) fn chinese(text: &str) -> Option<Self> {
        let label = |unit, parts, len| Self { unit, parts, inserted: 0, has_brackets: false, len };
        let Some(after) = text.strip_prefix('第') else {
            let (unit, unit_len) = Unit::chinese(text).filter(|(it, _)| *it == Unit::Annex)?;
            let number = text.get(unit_len..)?.trim_start();
            let (part, len) = cardinal(number)?;
            return Some(label(unit, vec![part], text.len() - number.len() + len));
        };
        let number = after.trim_start();
        let (parts, len) = spoken(number).or_else(|| dotted(number))?;
        let tail = number.get(len..)?;
        let Some((unit, unit_len)) = Unit::chinese(tail.trim_start()) else {
            // `第3.6` alone can only be a clause.
            let len = text.len() - tail.len();
            return (parts.len() > 1).then(|| label(Unit::Article, parts, len));
        };
        let rest = tail.trim_start().get(unit_len..)?;
        let inserted = rest.strip_prefix('之').and_then(cardinal).filter(|_| unit == Unit::Article);
        let inserted_len = inserted.map_or(0, |(_, len)| len + '之'.len_utf8());
        let len = text.len() - rest.len() + inserted_len;
        Some(Self { inserted: inserted.map_or(0, |it| it.0), ..label(unit, parts, len) })
    }

    /// Reads `clause 3.6`, `Art. 3 (6)`, `Article 5bis`, `chapter IV`, `part two`, `Annex B`.
    pub(super) fn english(text: &str) -> Option<Self> {
        let name = text.get(..run(text, |c| c.is_ascii_alphabetic()))?;
        let unit = Unit::english(name)?;
        let after = text.get(name.len()..)?;
        let number = after.trim_start_matches(['.', ' ', '\u{a0}', ':', '#', '§', '-']);
        let whole = |(value, len)| (vec![value], len);
        let (mut parts, mut len) = point(number)
            .or_else(|| dotted(number))
            .filter(|(_, len)| stands_alone(number, *len))
            .or_else(|| roman(number).map(whole))
            .or_else(|| word(number).map(whole))
            .or_else(|| letter(number).filter(|_| unit == Unit::Annex).map(whole))
            .filter(|_| number.len() < after.len())?;
        let inserted = inserted(number.get(len..)?);
        len += inserted.map_or(0, |it| it.1);
        let brackets_len = brackets(number.get(len..)?, &mut parts);
        Some(Self {
            unit,
            parts,
            inserted: inserted.map_or(0, |it| it.0),
            has_brackets: brackets_len > 0,
            len: text.len() - number.len() + len + brackets_len,
        })
    }
}

/// Reads `三点六`, `三.六`, `3点6`, and `三` where a unit follows.
pub(super) fn spoken(text: &str) -> Option<(Vec<u16>, usize)> {
    let (first, mut len) = cardinal(text)?;
    let mut parts = vec![first];
    let is_han = !text.starts_with(|c| digit(c).is_some());
    let separators: &[char] =
        if is_han { &['点', '點', '.', '之', '-'] } else { &['点', '點'] };
    while let Some(after) = text.get(len..).and_then(|it| it.strip_prefix(separators)) {
        let Some((number, number_len)) = cardinal(after) else { break };
        parts.push(number);
        len = text.len() - after.len() + number_len;
    }
    // One Chinese number is a number only before a unit: `第三条`, not `一带一路`.
    let has_unit = || text.get(len..).is_some_and(|it| Unit::chinese(it.trim_start()).is_some());
    (parts.len() > 1 || (is_han && has_unit())).then_some((parts, len))
}

/// Reads `three point six`, `3 dot 6`.
pub(super) fn point(text: &str) -> Option<(Vec<u16>, usize)> {
    // Most texts have neither word, and their numbers need not be read.
    if !text.contains("point ") && !text.contains("dot ") {
        return None;
    }
    let number = |text: &str| cardinal(text).or_else(|| word(text)).filter(|_| han(text).is_none());
    let (first, len) = number(text)?;
    let after = text.get(len..)?.strip_prefix(' ')?.trim_start();
    let after = after.strip_prefix("point ").or_else(|| after.strip_prefix("dot "))?.trim_start();
    let (second, second_len) = number(after)?;
    Some((vec![first, second], text.len() - after.len() + second_len))
}

/// Whether digits end where no letter or sign makes them an amount: not `1.5kg`, but `5bis`.
pub(super) fn stands_alone(text: &str, len: usize) -> bool {
    let rest = text.get(len..).unwrap_or_default();
    !rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '%') || inserted(rest).is_some()
}

/// Reads `bis`, ` ter`: the place after the article, and the length.
pub(super) fn inserted(text: &str) -> Option<(u16, usize)> {
    let word = text.trim_start();
    let len = run(word, |c| c.is_ascii_alphabetic());
    let name = word.get(..len)?.to_ascii_lowercase();
    let (place, _) = (2..).zip(LATIN).find(|(_, it)| *it == name)?;
    Some((place, text.len() - word.len() + len))
}

/// Reads `(6)(1)` into `parts`, and takes `(a)` along: a letter names no clause. The length.
fn brackets(text: &str, parts: &mut Vec<u16>) -> usize {
    let mut rest = text;
    while let Some(inner) = rest.trim_start().strip_prefix('(') {
        let number = cardinal(inner);
        let letters = run(inner, |c| c.is_ascii_lowercase());
        let Some(len) = number.map(|it| it.1).or((1..3).contains(&letters).then_some(letters))
        else {
            break;
        };
        let Some(after) = inner.get(len..).and_then(|it| it.strip_prefix(')')) else { break };
        parts.extend(number.map(|it| it.0));
        rest = after;
    }
    text.len() - rest.len()
}
