//! Currencies before a sum in Chinese: `US$50 million`, `HK$500亿`, `USD500万`, `人民币 50元`, `美金500万元`.

use super::words::{Kind, PREFIXES, UNITS, UnitWord};
use crate::language::words::Word;
use crate::text::glyph::Glyphs;

/// A currency that stands before a sum.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prefix {
    /// Its first place.
    pub(super) start: usize,
    /// Its code.
    pub(super) code: &'static str,
}

/// The currency right before the number that begins at `number`.
pub(super) fn prefix(glyphs: &Glyphs, number: usize) -> Option<Prefix> {
    let end = (0..2).fold(number, |end, _| {
        if glyphs.before(end) == Some(' ') { end.saturating_sub(1) } else { end }
    });
    let mut found = PREFIXES.all_before(glyphs, end);
    found.find_map(|(word, start)| {
        let before = glyphs.before(start);
        let is_letter = |c: char| c.is_ascii_alphabetic();
        // MAUD is no currency; in 5亿美元3亿欧元 the dollars belong to the five.
        let is_part = word.text.starts_with(is_letter) && before.is_some_and(is_letter);
        let is_suffix = before.is_some_and(|c| c.is_ascii_digit() || "万亿千百十".contains(c));
        (!is_part && !is_suffix).then_some(Prefix { start, code: word.meaning })
    })
}

/// Whether a unit word is the yuan or dollar of whichever currency stands before the sum.
pub(super) fn is_yuan(word: &str) -> bool {
    matches!(word, "元" | "圆" | "块" | "块钱")
}

/// 500万元欧元, 50亿元港币: the currency behind 元 is the one that counts.
pub(super) fn after_yuan(
    glyphs: &Glyphs,
    word: Word<UnitWord>,
    after: usize,
) -> (Word<UnitWord>, usize) {
    let next = UNITS.at(glyphs, after).filter(|(next, _)| {
        is_yuan(word.text) && next.meaning.kind == Kind::Money && !is_yuan(next.text)
    });
    next.unwrap_or((word, after))
}
