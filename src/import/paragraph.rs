//! Paragraphs of a document, and the text that [`corpus::parse`](crate::corpus::parse) reads them from.

use serde::{Deserialize, Serialize};

use super::doubt::Doubt;

/// A document as its reader found it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// In order.
    pub paragraphs: Vec<Paragraph>,
    /// What the reader left out or was unsure of.
    pub doubts: Vec<Doubt>,
}

/// A paragraph, a heading, a row of a table or a footnote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Its words; line breaks are the document's own.
    pub text: String,
    /// One-based page of the file, where the file tells it.
    pub page: Option<u16>,
    /// Its part in the document.
    pub role: Role,
}

/// The part of a paragraph in its document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// Words, numbered or not.
    Text,
    /// A heading without a number, at a one-based level.
    Heading(u8),
    /// A footnote with its mark.
    Note(String),
}

impl Paragraph {
    /// A paragraph of words.
    pub fn text(text: impl Into<String>, page: Option<u16>) -> Self {
        Self { text: text.into(), page, role: Role::Text }
    }
}

/// Paragraphs as a text of one paragraph a line, and the page of each of its lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) text: String,
    /// By line, from 0.
    pub(super) pages: Vec<Option<u16>>,
}

impl Written {
    pub(super) fn of(paragraphs: &[Paragraph]) -> Self {
        let mut written = Self::default();
        let mut is_first = true;
        for paragraph in paragraphs {
            let text = paragraph.text.trim();
            let line = match &paragraph.role {
                // The first line is the title.
                Role::Heading(level) if !is_first => {
                    format!("{} {}", "#".repeat(usize::from(*level).clamp(1, 6)), one_line(text))
                }
                Role::Text | Role::Heading(_) => text.to_owned(),
                Role::Note(mark) => format!("[^{mark}]: {}", one_line(text)),
            };
            if text.is_empty() {
                continue;
            }
            if !is_first {
                written.line("", paragraph.page);
            }
            is_first = false;
            for line in line.lines().filter(|it| !it.trim().is_empty()) {
                written.line(line.trim(), paragraph.page);
            }
        }
        written
    }

    fn line(&mut self, line: &str, page: Option<u16>) {
        self.text.push_str(line);
        self.text.push('\n');
        self.pages.push(page);
    }

    /// The page of a one-based line.
    pub(super) fn page(&self, line: u32) -> Option<u16> {
        let at = usize::try_from(line).ok()?.checked_sub(1)?;
        self.pages.get(at).copied().flatten()
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a line begins with a number or a bullet of its own, so that it needs no mark of a heading.
pub(super) fn is_numbered(text: &str) -> bool {
    const UNITS: [&str; 12] = [
        "article", "chapter", "section", "part", "annex", "schedule", "appendix", "title",
        "clause", "goal", "rule", "book",
    ];
    const NUMERALS: &str =
        "一二三四五六七八九十百千〇零两壹贰貳叁參肆伍陆陸柒捌玖拾0123456789０１２３４５６７８９ ";
    if let Some(rest) = text.strip_prefix('第') {
        let rest = rest.trim_start_matches(|it| NUMERALS.contains(it));
        return rest.starts_with([
            '编', '編', '篇', '章', '节', '節', '条', '條', '款', '项', '項', '部', '卷',
        ]);
    }
    if ["附件", "附录", "附錄", "附则", "附則", "附表", "附注"]
        .iter()
        .any(|it| text.starts_with(it))
    {
        return true;
    }
    let mut chars = text.chars();
    match chars.next() {
        Some(
            '（'
            | '('
            | '［'
            | '['
            | '〔'
            | '【'
            | '§'
            | '•'
            | '-'
            | '–'
            | '—'
            | '·'
            | '●'
            | '○'
            | '■'
            | '◆'
            | '①'..='⓿'
            | '０'..='９'
            | '0'..='9',
        ) => true,
        Some(first)
            if "一二三四五六七八九十百〇零壹贰貳叁參肆伍陆陸柒捌玖拾甲乙丙丁".contains(first) =>
        {
            chars
                .find(|it| !"一二三四五六七八九十百〇零壹贰貳叁參肆伍陆陸柒捌玖拾".contains(*it))
                .is_some_and(|it| "、．.是".contains(it))
        }
        Some(_) => {
            let word = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let after = text.get(word.len()..).unwrap_or_default();
            let is_roman = !word.is_empty() && word.chars().all(|it| "IVXLC".contains(it));
            let is_letter = word.chars().count() == 1;
            UNITS.iter().any(|it| {
                word.eq_ignore_ascii_case(it)
                    && after.trim_start().starts_with(|c: char| c.is_alphanumeric())
            }) || ((is_roman || is_letter) && after.starts_with(['.', ')', '、']))
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_is_a_line() {
        let paragraphs = [
            Paragraph { role: Role::Heading(1), ..Paragraph::text("Plan", Some(1)) },
            Paragraph { role: Role::Heading(2), ..Paragraph::text("Trade", Some(1)) },
            Paragraph::text("1. We agree.\n2. We\nact.", Some(2)),
            Paragraph { role: Role::Note("1".to_owned()), ..Paragraph::text("A note.", Some(2)) },
        ];
        let written = Written::of(&paragraphs);
        assert_eq!(
            written.text,
            "Plan\n\n## Trade\n\n1. We agree.\n2. We\nact.\n\n[^1]: A note.\n"
        );
        assert_eq!((written.page(1), written.page(5), written.page(99)), (Some(1), Some(2), None));
    }

    #[test]
    fn numbered_lines() {
        for (text, expected) in [
            ("第一章 总则", true),
            ("三、合作", true),
            ("十二、合作", true),
            ("一般规定", false),
            ("1. Trade", true),
            ("Article 5bis", true),
            ("Part of it", true),
            ("IV. Ends", true),
            ("A. First", true),
            ("Trade", false),
            ("Introduction", false),
            ("", false),
        ] {
            assert_eq!(is_numbered(text), expected, "{text}");
        }
    }
}
