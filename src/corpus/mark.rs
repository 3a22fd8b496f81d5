//! The number that a line begins with, in the ways documents print it.
//!
//! | line | mark |
//! |---|---|
//! | `3.6 扩大…`, `３．６　扩大…`, `3.6. Expand` | dotted 3.6 |
//! | `1. 共护和平`, `3、…` | dotted 1, 3 |
//! | `第三章 总则`, `第二部分`, `Chapter 3`, `PART II` | chapter |
//! | `第三条 …`, `Article 3: …`, `ARTICLE IV` | article |
//! | `三、…`, `III. PEOPLE` | list |
//! | `（三）…` | sublist |
//! | `4) …`, `(5) …` | item |
//!
//! Whether a mark is a section's or a clause's is decided over the whole
//! document, in `scheme`.

use crate::text::{cardinal_prefix, roman};

use super::ClauseNumber;

/// The way a number is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Style {
    /// Digits, with dots between them.
    Dotted,
    /// `第三章`, `Chapter 3`, `Part II`.
    Chapter,
    /// `第三条`, `Article 3`.
    Article,
    /// `三、`.
    List,
    /// `（三）`.
    Sublist,
    /// `(3)`, `3)`.
    Item,
}

/// A number at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark<'a> {
    /// How it is printed.
    pub(super) style: Style,
    /// Its value.
    pub(super) number: ClauseNumber,
    /// Its characters in the line.
    pub(super) printed: &'a str,
    /// The line after it, trimmed.
    pub(super) rest: &'a str,
}

/// Reads the mark of a trimmed line.
pub(super) fn mark(line: &str) -> Option<Mark<'_>> {
    chinese_heading(line)
        .or_else(|| english_heading(line))
        .or_else(|| chinese_list(line))
        .or_else(|| roman_list(line))
        .or_else(|| bracketed(line))
        .or_else(|| dotted(line))
}

impl<'a> Mark<'a> {
    fn of(style: Style, parts: &[u16], line: &'a str, len: usize) -> Option<Self> {
        let (printed, rest) = line.split_at_checked(len)?;
        Some(Self { style, number: ClauseNumber::new(parts)?, printed, rest: rest.trim() })
    }
}

/// `第三章`, `第三条`.
fn chinese_heading(line: &str) -> Option<Mark<'_>> {
    let after = line.strip_prefix('第')?;
    let after = after.trim_start();
    let (number, len) = cardinal_prefix(after)?;
    let unit = after.get(len..)?.trim_start();
    let (style, name) = [
        ("部分", Style::Chapter),
        ("章", Style::Chapter),
        ("编", Style::Chapter),
        ("篇", Style::Chapter),
        ("條", Style::Article),
        ("条", Style::Article),
    ]
    .into_iter()
    .find_map(|(name, style)| unit.starts_with(name).then_some((style, name)))?;
    let rest = unit.get(name.len()..)?;
    // `第三条规定…` is a sentence about clause 3: a heading's number stands apart.
    let stands_apart = rest.is_empty()
        || rest.starts_with(|c: char| c.is_whitespace() || "：:．.、（(【".contains(c));
    stands_apart.then(|| Mark::of(style, &[number], line, line.len() - rest.len())).flatten()
}

/// `Article 3`, `PART II`.
fn english_heading(line: &str) -> Option<Mark<'_>> {
    let (word, after) = line.split_once([' ', '\u{a0}'])?;
    let style = match word.to_ascii_lowercase().as_str() {
        "chapter" | "part" | "title" => Style::Chapter,
        "article" | "clause" => Style::Article,
        _ => return None,
    };
    let number_text = after.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    let number = number_text.parse().ok().or_else(|| roman(number_text))?;
    let tail = after.get(number_text.len()..)?;
    let tail = tail.strip_prefix(['.', ':', '-', '\u{2013}', '\u{2014}']).unwrap_or(tail);
    // `Article 3 of the Charter says` is a sentence: a heading's words are capitals.
    let is_heading = tail.trim_start().chars().next().is_none_or(|c| !c.is_lowercase());
    is_heading.then(|| Mark::of(style, &[number], line, line.len() - tail.len())).flatten()
}

/// `三、`.
fn chinese_list(line: &str) -> Option<Mark<'_>> {
    if line.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (number, len) = cardinal_prefix(line)?;
    let comma = line.get(len..)?.chars().next().filter(|&c| c == '、')?;
    Mark::of(Style::List, &[number], line, len + comma.len_utf8())
}

/// `III. PEOPLE`.
fn roman_list(line: &str) -> Option<Mark<'_>> {
    let (numeral, rest) = line.split_once('.')?;
    let is_heading = rest.starts_with(char::is_whitespace)
        && rest.trim_start().starts_with(|c: char| c.is_uppercase())
        && numeral.chars().all(|c| c.is_ascii_uppercase());
    let number = roman(numeral).filter(|_| is_heading)?;
    Mark::of(Style::List, &[number], line, numeral.len() + 1)
}

/// `（三）`, `(3)`, `3)`.
fn bracketed(line: &str) -> Option<Mark<'_>> {
    let inner = line.strip_prefix(['（', '(']);
    let (number, len) = cardinal_prefix(inner.unwrap_or(line))?;
    let close = inner.unwrap_or(line).get(len..)?.chars().next().filter(|c| "）)".contains(*c))?;
    let is_digits = inner.unwrap_or(line).starts_with(|c: char| c.is_ascii_digit());
    if inner.is_none() && !is_digits {
        return None;
    }
    let style = if is_digits { Style::Item } else { Style::Sublist };
    let opening = line.len() - inner.unwrap_or(line).len();
    Mark::of(style, &[number], line, opening + len + close.len_utf8())
}

/// `3.6`, `３．６`, `3.`, `3、`.
fn dotted(line: &str) -> Option<Mark<'_>> {
    let mut parts = Vec::new();
    let mut part = None;
    let mut len = 0;
    let mut dot_before = false;
    for c in line.chars() {
        match (ascii(c), part) {
            (digit @ '0'..='9', value) => {
                // A number that no clause has is no mark, however long.
                part = Some(
                    value
                        .unwrap_or(0_u16)
                        .checked_mul(10)?
                        .checked_add(digit as u16 - '0' as u16)?,
                );
                dot_before = false;
            }
            ('.', Some(value)) => {
                parts.push(value);
                part = None;
                dot_before = true;
            }
            _ => break,
        }
        len += c.len_utf8();
    }
    parts.extend(part);
    let rest = line.get(len..)?;
    let enumerating_comma = if rest.starts_with('、') { '、'.len_utf8() } else { 0 };
    if !stands_for_itself(rest, parts.len(), dot_before || enumerating_comma > 0) {
        return None;
    }
    Mark::of(Style::Dotted, &parts, line, len + enumerating_comma)
}

/// Whether a number before `rest` numbers it, and is no amount or date in it.
fn stands_for_itself(rest: &str, n_parts: usize, is_closed: bool) -> bool {
    let Some(next) = rest.chars().next() else {
        return true;
    };
    let follows_space = next.is_whitespace();
    match n_parts {
        0 => false,
        // `2022 was`, `5 年内`: one number without a dot needs a capital word after a space.
        1 if !is_closed => {
            follows_space && rest.trim_start().starts_with(|c: char| c.is_ascii_uppercase())
        }
        _ if follows_space || is_closed => true,
        // `1.5亿剂`, `3.0版`, `3.6%`: an amount. `3.6扩大`: a clause.
        _ => {
            next.is_alphabetic()
                && !"亿億万萬千百倍版年月日元轨軌".contains(next)
                && !next.is_ascii_alphabetic()
        }
    }
}

/// Full-width digits and dots as ASCII.
fn ascii(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        '．' => '.',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    fn shown(line: &str) -> String {
        mark(line).map_or("-".to_owned(), |it| {
            format!("{:?} {} [{}] {}", it.style, it.number, it.printed, it.rest)
        })
    }

    #[test]
    fn numbers_of_lines() {
        assert_snapshot!(shown("3.6 扩大进口"), @"Dotted 3.6 [3.6] 扩大进口");
        assert_snapshot!(shown("３．６　扩大进口"), @"Dotted 3.6 [３．６] 扩大进口");
        assert_snapshot!(shown("3.10扩大进口"), @"Dotted 3.10 [3.10] 扩大进口");
        assert_snapshot!(shown("1. 共护和平"), @"Dotted 1 [1.] 共护和平");
        assert_snapshot!(shown("3、合作"), @"Dotted 3 [3、] 合作");
        assert_snapshot!(shown("(4) The Parties"), @"Item 4 [(4)] The Parties");
        assert_snapshot!(shown("1 WE, the Member States"), @"Dotted 1 [1] WE, the Member States");
        assert_snapshot!(shown("第三章　总则"), @"Chapter 3 [第三章] 总则");
        assert_snapshot!(shown("第十二条 双方应当"), @"Article 12 [第十二条] 双方应当");
        assert_snapshot!(shown("三、工作安排"), @"List 3 [三、] 工作安排");
        assert_snapshot!(shown("II. BUILD CAPACITY"), @"List 2 [II.] BUILD CAPACITY");
        assert_snapshot!(shown("（二）合作"), @"Sublist 2 [（二）] 合作");
        assert_snapshot!(shown("Article 3: Scope"), @"Article 3 [Article 3:] Scope");
        assert_snapshot!(shown("ARTICLE IV"), @"Article 4 [ARTICLE IV]");
    }

    #[test]
    fn what_numbers_no_line() {
        for line in [
            "2022-11-11 22:35",
            "2022年东盟青年年",
            "1.5亿剂新冠疫苗",
            "3.0版谈判",
            "5 年内",
            "第三条规定如下",
            "Article 3 of the Charter says",
            "2022 was a good year",
            "99999999999999 x",
            "一带一路",
            "3.6%",
            "",
        ] {
            assert_eq!(shown(line), "-", "{line}");
        }
    }
}
