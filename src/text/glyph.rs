//! A text as a row of characters, read by place: `３．５％` reads as `3.5%`.
//!
//! Grammars look ahead and back by characters, which is slow on bytes. A row keeps each character's byte and its
//! plain form: full-width letters, digits and signs as ASCII, letters in lower case, odd spaces and line breaks as
//! spaces. Places past the end are `None`.

use super::Span;

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
        for (start, raw) in text.char_indices() {
            glyphs.plain.push(plain(raw));
            glyphs.raw.push(raw);
            glyphs.starts.push(start);
        }
        glyphs
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
        Span::new(self.byte(start), self.byte(end))
    }

    /// Whether the plain characters from `at` on begin with `word`.
    pub fn starts_with(&self, at: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(i, c)| self.get(at + i) == Some(c))
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
