//! A text as a row of word numbers, for comparison.

use std::collections::HashMap;

use crate::text::{Folding, Span, TokenKind, tokens};

/// A word of a text: a Han character, a Latin word, a number or a punctuation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Equal words have equal numbers.
    pub(super) number: u32,
    pub(super) weight: Weight,
    pub(super) is_han: bool,
    /// Its place in the text as it was before folding.
    pub(super) span: Span,
}

/// The share of a word in the likeness of two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// Punctuation.
    None,
    One,
}

/// The numbers of words, the same for all texts that are compared.
#[derive(Debug, Default)]
pub(super) struct Words {
    numbers: HashMap<String, u32>,
}

impl Words {
    /// The words of a text in order. Quotation marks are layout, as spaces are.
    pub(super) fn of(&mut self, text: &str, folding: &Folding) -> Vec<Word> {
        let folded = folding.fold(text);
        let mut found = Vec::new();
        let mut end = 0;
        for token in tokens(folded.as_str()) {
            self.marks(folded.as_str(), end..token.span.start, &folded, &mut found);
            end = token.span.end;
            found.extend(folded.source(token.span).map(|span| Word {
                number: self.number(&token.text),
                weight: Weight::One,
                is_han: token.kind == TokenKind::Han,
                span,
            }));
        }
        self.marks(folded.as_str(), end..folded.as_str().len(), &folded, &mut found);
        found
    }

    /// Adds the punctuation marks between two words.
    fn marks(
        &mut self,
        text: &str,
        between: std::ops::Range<usize>,
        folded: &crate::text::Folded,
        found: &mut Vec<Word>,
    ) {
        let start = between.start;
        for (at, c) in text.get(between).unwrap_or_default().char_indices() {
            if c.is_whitespace() || "\"'“”‘’«»*_".contains(c) {
                continue;
            }
            let span = Span::new(start + at, start + at + c.len_utf8());
            let c = mark(c);
            found.extend(folded.source(span).map(|span| Word {
                number: self.number(c.encode_utf8(&mut [0; 4])),
                weight: Weight::None,
                is_han: false,
                span,
            }));
        }
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.numbers.insert(word.to_owned(), next);
        next
    }
}

/// One form for the marks of both languages.
fn mark(c: char) -> char {
    match c {
        '，' | '、' => ',',
        '。' | '．' => '.',
        '；' => ';',
        '：' => ':',
        '？' => '?',
        '！' => '!',
        '（' => '(',
        '）' => ')',
        _ => c,
    }
}
