//! A reply as text for a terminal: wrapped, with Chinese characters two columns
//! wide, and perhaps in colour.

use textwrap::{Options, WordSeparator, WordSplitter, wrap};

use crate::text::is_steering;

use super::{Beside, Block, CommitmentRow, Comparison, Item, Quotation, Reply};

/// The layout of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Columns; at least 20 are used.
    pub width: usize,
    /// Whether escape sequences highlight citations and notes.
    pub is_coloured: bool,
}

const PLAIN: &str = "";
const BOLD: &str = "\u{1b}[1m";
const DIM: &str = "\u{1b}[2m";
const RESET: &str = "\u{1b}[0m";

/// Writes the reply as text that ends with a line break.
pub fn text(reply: &Reply, style: Style) -> String {
    let blocks: Vec<String> = reply.0.iter().map(|it| block(it, style)).collect();
    let mut text = blocks.join("\n");
    text.push('\n');
    text
}

fn block(block: &Block, style: Style) -> String {
    let line = |text: &str, indent, escape| line(text, indent, escape, style);
    let lines: Vec<String> = match block {
        Block::Sentence(it) => vec![line(it, "", PLAIN)],
        Block::Heading(it) => vec![line(it, "", BOLD)],
        Block::Commitments(rows) => rows.iter().map(|it| commitment(it, style)).collect(),
        Block::List(items) => items.iter().map(|it| item(it, style)).collect(),
        Block::Compared(it) => comparison(it, style),
        Block::Beside(it) => beside(it, style),
        Block::Quote(it) | Block::Converted(it) => quotation(it, style),
        Block::Parallel { title, words } => {
            let words = words.lines().map(|it| line(it, "  ", PLAIN));
            std::iter::once(line(title, "", DIM)).chain(words).collect()
        }
    };
    lines.join("\n")
}

fn quotation(it: &Quotation, style: Style) -> Vec<String> {
    let mut lines = vec![line(&it.citation, "", BOLD, style)];
    lines.extend(it.heading.iter().map(|it| line(it, "", DIM, style)));
    lines.push(String::new());
    lines.extend(it.words.lines().map(|it| line(it, "  ", PLAIN, style)));
    lines.push(String::new());
    lines.extend(it.notes.iter().map(|it| line(it, "", DIM, style)));
    lines
}

fn comparison(it: &Comparison, style: Style) -> Vec<String> {
    let mut lines = vec![String::new(), line(&it.verdict, "", BOLD, style)];
    lines.extend(it.here.words.lines().map(|it| line(it, "  ", PLAIN, style)));
    let there = it.there.iter().flat_map(|it| it.words.lines());
    lines.extend(there.map(|it| line(it, "  | ", DIM, style)));
    lines.extend(it.notes.iter().map(|it| line(it, "  ", PLAIN, style)));
    lines
}

fn beside(it: &Beside, style: Style) -> Vec<String> {
    let mut lines = vec![line(&it.citation, "", BOLD, style)];
    lines.extend(it.notes.iter().map(|it| line(it, "", DIM, style)));
    for [above, below] in &it.pairs {
        lines.extend([line(above, "  ", PLAIN, style), line(below, "  | ", DIM, style)]);
    }
    lines
}

fn commitment(row: &CommitmentRow, style: Style) -> String {
    let cells = [&row.clause, &row.amount].into_iter().chain(&row.parts);
    let cells: Vec<&str> = cells.map(String::as_str).filter(|it| !it.is_empty()).collect();
    let first = line(&cells.join(" · "), "  ", BOLD, style);
    if row.quote.is_empty() {
        return first;
    }
    format!("{first}\n{}", line(&row.quote, "      ", DIM, style))
}

fn item(item: &Item, style: Style) -> String {
    line(&format!("{} {}", item.label, item.text), "  ", PLAIN, style)
}

/// Wraps a line of the reply, and marks it with an escape sequence.
fn line(text: &str, indent: &str, escape: &str, style: Style) -> String {
    let options = Options::new(style.width.max(20))
        .initial_indent(indent)
        .subsequent_indent(indent)
        .word_separator(WordSeparator::UnicodeBreakProperties)
        .word_splitter(WordSplitter::NoHyphenation);
    let wrapped = wrap(&visible(text), options).join("\n");
    let is_marked = style.is_coloured && escape != PLAIN;
    if is_marked { format!("{escape}{wrapped}{RESET}") } else { wrapped }
}

/// Replaces the characters that control a terminal by spaces, and leaves out those that are not seen.
pub fn visible(text: &str) -> String {
    let shown = text.chars().filter(|c| !is_steering(*c));
    shown.map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    use super::*;
    use crate::corpus::{AgreementRef, ClauseRef};

    fn quote(words: &str) -> Reply {
        Reply(vec![Block::Quote(Quotation {
            clause: ClauseRef { agreement: AgreementRef(0), place: 0 },
            citation: "C".to_owned(),
            heading: None,
            glance: None,
            words: words.to_owned(),
            emphasis: Vec::new(),
            notes: Vec::new(),
        })])
    }

    #[test]
    fn chinese_is_two_columns_wide() {
        let text = text(
            &quote("加强双方在应对新冠肺炎疫情和复苏方面的合作，包括中方提供援助"),
            Style { width: 24, is_coloured: false },
        );
        assert!(text.lines().all(|it| it.width() <= 24), "{text}");
        assert!(text.lines().count() > 4, "{text}");
    }

    #[test]
    fn nothing_in_a_text_steers_the_terminal() {
        let text = text(&quote("a\u{1b}[2Jb\u{7}"), Style { width: 80, is_coloured: false });
        assert!(!text.contains(['\u{1b}', '\u{7}']), "{text:?}");
    }

    proptest! {
        #[test]
        fn wrapping_keeps_every_word(words in "[a-z加强合作，。 ]{0,120}", width in 0..90_usize) {
            let text = text(&quote(&words), Style { width, is_coloured: false });
            let squeeze = |it: &str| it.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(squeeze(&text), format!("C{}", squeeze(&words)));
        }
    }
}
