//! The number that a line of a document begins with.

use super::{
    id::ClauseNumber,
    label::Label,
    unit::Unit,
    value::{cardinal, dotted, han, roman},
};

/// The style in which a number is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::corpus) enum Style {
    /// `第三章`, `Article 3`, `ANNEX I`.
    Unit(Unit),
    /// `3.6`, `3.`.
    Dotted,
    /// `三、`, `III.`.
    List,
    /// `（三）`.
    Sublist,
    /// `(3)`, `3)`.
    Item,
    /// `③`.
    Circled,
}

/// A number at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::corpus) struct Mark<'a> {
    pub(in crate::corpus) style: Style,
    pub(in crate::corpus) number: ClauseNumber,
    /// Its characters in the line.
    pub(in crate::corpus) printed: &'a str,
    /// The line after it, trimmed.
    pub(in crate::corpus) rest: &'a str,
}

pub(in crate::corpus) fn mark(line: &str) -> Option<Mark<'_>> {
    chinese_label(line)
        .or_else(|| english_label(line))
        .or_else(|| only_annex(line))
        .or_else(|| chinese_list(line))
        .or_else(|| roman_list(line))
        .or_else(|| bracketed(line))
        .or_else(|| circled(line))
        .or_else(|| numbered(line))
}

impl<'a> Mark<'a> {
    fn of(style: Style, parts: &[u16], line: &'a str, len: usize) -> Option<Self> {
        let (printed, rest) = line.split_at_checked(len)?;
        Some(Self { style, number: ClauseNumber::new(parts)?, printed, rest: rest.trim() })
    }

    fn of_label(label: &Label, line: &'a str, len: usize) -> Option<Self> {
        if label.unit == Unit::Paragraph {
            return None;
        }
        let mark = Self::of(Style::Unit(label.unit), &label.parts, line, len)?;
        Some(Self { number: mark.number.inserted(label.inserted), ..mark })
    }
}

/// `第三章`, `第三条`, `附件一`.
fn chinese_label(line: &str) -> Option<Mark<'_>> {
    let label = Label::chinese(line)?;
    let rest = line.get(label.len..)?;
    // `第三条规定…` is a sentence about clause 3: the number of a heading stands apart.
    let stands_apart = rest.is_empty()
        || rest.starts_with(|c: char| c.is_whitespace() || "：:．.、（(【".contains(c));
    stands_apart.then(|| Mark::of_label(&label, line, label.len)).flatten()
}

/// `Article 3`, `PART II`, `Article 5bis`.
fn english_label(line: &str) -> Option<Mark<'_>> {
    let label = Label::english(line).filter(|it| !it.has_brackets)?;
    let tail = line.get(label.len..)?;
    let tail = tail.strip_prefix(['.', ':', '-', '\u{2013}', '\u{2014}']).unwrap_or(tail);
    // `Article 3 of the Charter says` and `Article 8(1)` are parts of sentences: a heading has capitals.
    let is_heading = !tail.trim_start().starts_with(|c: char| c.is_lowercase() || c == '(');
    is_heading.then(|| Mark::of_label(&label, line, line.len() - tail.len())).flatten()
}

/// `附件`, `ANNEX:`: the only annex, as a line of its own.
fn only_annex(line: &str) -> Option<Mark<'_>> {
    let name = line.trim_end_matches([':', '：']);
    let is_whole = Unit::chinese(name).is_some_and(|(_, len)| len == name.len());
    let unit = if is_whole { Unit::chinese(name)?.0 } else { Unit::english(name)? };
    (unit == Unit::Annex).then(|| Mark::of(Style::Unit(unit), &[1], line, line.len())).flatten()
}

/// `三、`.
fn chinese_list(line: &str) -> Option<Mark<'_>> {
    let (number, len) = han(line)?;
    let comma = line.get(len..)?.chars().next().filter(|&c| c == '、')?;
    Mark::of(Style::List, &[number], line, len + comma.len_utf8())
}

/// `III. PEOPLE`.
fn roman_list(line: &str) -> Option<Mark<'_>> {
    let (number, len) =
        roman(line).filter(|_| line.starts_with(|c: char| c.is_ascii_uppercase()))?;
    let rest = line.get(len..)?.strip_prefix('.')?;
    let is_heading = rest.starts_with(char::is_whitespace)
        && rest.trim_start().starts_with(char::is_uppercase)
        && line.get(..len)?.chars().all(|c| c.is_ascii_uppercase());
    is_heading.then(|| Mark::of(Style::List, &[number], line, len + 1)).flatten()
}

/// `（三）`, `(3)`, `3)`.
fn bracketed(line: &str) -> Option<Mark<'_>> {
    let inner = line.strip_prefix(['（', '(']);
    let number = inner.unwrap_or(line);
    let is_digits = number.starts_with(|c: char| c.is_ascii_digit());
    let (value, len) = cardinal(number).filter(|_| inner.is_some() || is_digits)?;
    let rest = number.get(len..)?.strip_prefix(['）', ')'])?;
    let style = if is_digits { Style::Item } else { Style::Sublist };
    Mark::of(style, &[value], line, line.len() - rest.len())
}

/// `③`.
fn circled(line: &str) -> Option<Mark<'_>> {
    let c = line.chars().next().filter(|c| ('①'..='⑳').contains(c))?;
    let number = u16::try_from(u32::from(c) - u32::from('①') + 1).ok()?;
    Mark::of(Style::Circled, &[number], line, c.len_utf8())
}

/// `3.6`, `３．６`, `3.`, `3、`.
fn numbered(line: &str) -> Option<Mark<'_>> {
    let (parts, len) = dotted(line)?;
    let rest = line.get(len..)?;
    let close = rest.chars().next().filter(|c| ".．、".contains(*c));
    let rest = rest.get(close.map_or(0, char::len_utf8)..)?;
    let is_mark = numbers_its_line(rest, parts.len(), close.is_some());
    is_mark.then(|| Mark::of(Style::Dotted, &parts, line, line.len() - rest.len())).flatten()
}

/// Whether a number before `rest` numbers it, and is no amount or date in it.
fn numbers_its_line(rest: &str, n_parts: usize, is_closed: bool) -> bool {
    let Some(next) = rest.chars().next() else { return true };
    let follows_space = next.is_whitespace();
    if n_parts == 1 && !is_closed {
        // `2022 was`, `5 年内`: one number without a dot needs a capital word after a space.
        return follows_space && rest.trim_start().starts_with(|c: char| c.is_ascii_uppercase());
    }
    // `1.a` is no number of a clause.
    if next.is_ascii_lowercase() {
        return false;
    }
    // `1.5亿剂`, `3.0版`, `3.6%`: an amount. `3.6扩大`: a clause.
    let is_clause = next.is_alphabetic()
        && !"亿億万萬千百倍版年月日元轨軌".contains(next)
        && !next.is_ascii_alphabetic();
    follows_space || is_closed || is_clause
}
