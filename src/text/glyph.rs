//! A text as a row of characters, read by place: `３．５％` reads as `3.5%`, `億劑` as `亿剂`.
//!
//! Grammars look ahead and back by characters, which is slow on bytes. A row keeps each character's byte and its
//! plain form: full-width letters, digits and signs as ASCII, letters in lower case, Han characters simplified, odd
//! spaces and line breaks as spaces. A line break between two Han characters is no character: `不得超⏎过` is one word.
//! A character that is not seen is none either: what is read is what people see.
//! Places past the end are `None`.

use super::{Span, script::TO_SIMPLIFIED, unseen::is_invisible};

/// The characters of one text, by place.
#[derive(Debug, Clone)]
pub struct Glyphs {
    plain: Vec<char>,
    raw: Vec<char>,
    starts: Vec<usize>,
    n_bytes: usize,
}

impl Glyphs {
    /// Reads the characters of `text`.
    pub fn of(text: &str) -> Self {
        let mut glyphs = Self {
            plain: Vec::with_capacity(text.len() / 2),
            raw: Vec::with_capacity(text.len() / 2),
            starts: Vec::with_capacity(text.len() / 2),
            n_bytes: text.len(),
        };
        TO_SIMPLIFIED.convert(text, |start, raw, simplified| {
            if raw > '\u{7f}' && is_invisible(raw) {
                return;
            }
            if is_han(raw) && glyphs.is_wrapped() {
                glyphs.pop();
            }
            glyphs.plain.push(plain(simplified));
            glyphs.raw.push(raw);
            glyphs.starts.push(start);
        });
        glyphs
    }

    /// Whether one line break stands last, behind a Han character.
    fn is_wrapped(&self) -> bool {
        let behind = self.len().checked_sub(2).and_then(|at| self.raw(at));
        self.raw.last() == Some(&'\n') && behind.is_some_and(is_han)
    }

    fn pop(&mut self) {
        self.plain.pop();
        self.raw.pop();
        self.starts.pop();
    }

    /// How many characters there are.
    pub fn len(&self) -> usize {
        self.plain.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }

    /// The plain form of the character at `at`.
    pub fn get(&self, at: usize) -> Option<char> {
        self.plain.get(at).copied()
    }

    /// The plain form of the character before `at`.
    pub fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|at| self.get(at))
    }

    /// The character at `at` as the text has it.
    pub fn raw(&self, at: usize) -> Option<char> {
        self.raw.get(at).copied()
    }

    /// The byte where the character at `at` begins; the text's length past the end.
    pub fn byte(&self, at: usize) -> usize {
        self.starts.get(at).copied().unwrap_or(self.n_bytes)
    }

    /// The place of the character that begins at or after `byte`.
    pub fn place(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start < byte)
    }

    /// The bytes of the characters from `start` to `end`.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let last = end.checked_sub(1).filter(|last| *last >= start);
        let after = |last| Some(self.starts.get(last)? + self.raw(last)?.len_utf8());
        Span::new(self.byte(start), last.and_then(after).unwrap_or(self.byte(end)))
    }

    /// Whether the plain characters from `at` on begin with `word`.
    pub fn starts_with(&self, at: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(i, c)| self.get(at + i) == Some(c))
    }

    /// Whether the plain characters before `at` end with `word`.
    pub fn ends_with(&self, at: usize, word: &str) -> bool {
        at.checked_sub(word.chars().count()).is_some_and(|start| self.starts_with(start, word))
    }

    /// Whether the characters from `at` on begin with a name as the text may write it: `中國`, `中国`, `ASEAN`.
    pub fn names(&self, at: usize, name: &str) -> bool {
        let same = |at: usize, c: char| self.raw(at) == Some(c) || self.get(at) == Some(plain(c));
        name.chars().enumerate().all(|(i, c)| same(at + i, c))
    }

    /// All plain characters.
    pub fn text(&self) -> String {
        self.plain.iter().collect()
    }

    /// The place after at most `limit` spaces from `at` on.
    pub fn skip_spaces(&self, at: usize, limit: usize) -> usize {
        (at..at + limit).find(|at| self.get(*at) != Some(' ')).unwrap_or(at + limit)
    }

    /// The plain characters from `start` to `end`.
    pub fn words(&self, start: usize, end: usize) -> String {
        (start..end).filter_map(|at| self.get(at)).collect()
    }
}

fn plain(raw: char) -> char {
    match raw {
        '\n' | '\r' | '\u{3000}' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' | '\t' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(raw as u32 - 0xfee0).map_or(raw, |c| c.to_ascii_lowercase())
        }
        '\u{2212}' => '-',
        c => c.to_ascii_lowercase(),
    }
}

/// Whether `c` is written without spaces between words, as Han is.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30fa}' | '\u{3105}'..='\u{312f}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_of_each_character() {
        let plain = |text| Glyphs::of(text).text();
        assert_eq!(plain("３．５％的疫苗１億劑"), "3.5%的疫苗1亿剂");
        assert_eq!(plain("US$\u{a0}5\u{2212}6"), "us$ 5-6");
        assert_eq!(plain("$5\u{202e}00 m\u{ad}illion, １\u{200b}亿"), "$500 million, 1亿");
    }

    #[test]
    fn a_line_break_between_han_is_no_character() {
        let text = "不得超\n过15%。\n第二\n\n段";
        let glyphs = Glyphs::of(text);
        assert_eq!(glyphs.text(), "不得超过15%。 第二  段");
        assert_eq!(glyphs.span(2, 4).of(text), Some("超\n过"));
        assert_eq!(glyphs.span(0, 3).of(text), Some("不得超"));
        assert!(Glyphs::of("中國").names(0, "中國") && Glyphs::of("中國").names(0, "中国"));
    }
}
