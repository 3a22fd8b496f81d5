//! How two lines of a sentence are joined: `Chinese⏎text` without a space, `English⏎text` with one, `com-⏎mittee` without
//! its hyphen, `hard-⏎working` with it, `到202⏎8年` as one number.

use std::collections::HashSet;

use super::text_line::Line;
use crate::text::is_han;

/// The words of a document that has hyphens at line ends.
#[derive(Debug, Default)]
pub(super) struct Joining {
    words: HashSet<String>,
}

/// Words that are joined to others by a hyphen that stays.
const FIRST: &str = "hard well long short high low non self co pre post anti multi cross large small full part half fast \
    good ill so follow decision policy people peace market evidence labour labor lead year day world all ever first \
    second third fourth two three four five ten one middle time cost risk result gender climate carbon energy private \
    public mid ex vice step open land sea set check north south east west sub-regional socio capacity confidence human \
    rules trade early medium would able gas oil water cyber";

/// Words that a hyphen joins to the word before.
const SECOND: &str = "based term level wide free led related driven oriented scale sized making building keeping sharing \
    working existing being up of the to to-face friendly term intensive specific made income income quality ranking \
    standing speed year old";

impl Joining {
    /// Learns the words of a document, if a line of it ends with a hyphen.
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        if !lines.iter().any(|it| ends_with_hyphen(&it.text)) {
            return Self::default();
        }
        let is_word = |c: char| c.is_alphabetic() || c == '-';
        let words = lines.iter().flat_map(|line| line.text.split(move |c| !is_word(c)));
        Self { words: words.map(str::to_lowercase).collect() }
    }

    /// Joins a line to a text.
    pub(super) fn join(&self, text: &mut String, line: &str) {
        let separator = self.separator(text, line);
        text.push_str(separator);
        text.push_str(line);
    }

    /// The separator between a text and its next line; takes the hyphen of a broken word from the text.
    pub(super) fn separator(&self, text: &mut String, line: &str) -> &'static str {
        if ends_with_hyphen(text) && line.starts_with(char::is_lowercase) {
            if !self.keeps_hyphen(text, line) {
                text.pop();
            }
            return "";
        }
        let is_narrow = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic() || is_latin(c));
        if is_cut_number(text, line) {
            return "";
        }
        let is_broken = is_narrow(text.chars().next_back()) && is_narrow(line.chars().next());
        if is_broken { " " } else { "" }
    }

    fn keeps_hyphen(&self, text: &str, line: &str) -> bool {
        let head = text.strip_suffix('-').unwrap_or(text);
        let start = head.rfind(|c: char| !c.is_alphabetic()).map_or(0, |it| it + 1);
        let first = head.get(start..).unwrap_or(head).to_lowercase();
        let end = line.find(|c: char| !c.is_alphabetic()).unwrap_or(line.len());
        let second = line.get(..end).unwrap_or_default().to_lowercase();
        let has = |it: &str| self.words.contains(it);
        let is_in = |words: &str, it: &str| words.split_whitespace().any(|word| word == it);
        if has(&format!("{first}-{second}")) {
            return true;
        }
        if has(&format!("{first}{second}")) {
            return false;
        }
        is_in(FIRST, &first)
            || is_in(SECOND, &second)
            || (has(&first) && has(&second) && first.len() > 2)
    }
}

/// 到202⏎8年: Chinese that was wrapped by characters, inside a number.
fn is_cut_number(text: &str, line: &str) -> bool {
    const LONGEST: usize = 12;
    let is_part = |c: &char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let mut before = text.chars().rev().take(LONGEST).skip_while(is_part);
    let mut after = line.chars().take(LONGEST).skip_while(is_part);
    text.ends_with(|c: char| c.is_ascii_digit())
        && line.starts_with(|c: char| c.is_ascii_digit())
        && before.next().is_some_and(is_han)
        && after.next().is_some_and(|c| is_han(c) || c == '%')
}

fn is_latin(c: char) -> bool {
    c.is_alphabetic() && u32::from(c) < 0x250
}

fn ends_with_hyphen(text: &str) -> bool {
    let mut last = text.chars().rev();
    last.next() == Some('-') && last.next().is_some_and(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_cut_inside_numbers() {
        let joined = |text: &str, line: &str| {
            let mut text = text.to_owned();
            Joining::default().join(&mut text, line);
            text
        };
        assert_eq!(joined("到202", "8年底"), "到2028年底");
        assert_eq!(joined("下降1", "5%左右"), "下降15%左右");
        assert_eq!(joined("in 2022", "30 ships"), "in 2022 30 ships");
        assert_eq!(joined("第1", "Article 2"), "第1 Article 2");
    }
}
