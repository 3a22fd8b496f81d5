//! Items of a list in Chinese, and the line that leads them in: `到2030年，实现以下目标：（一）…；（二）…`.

use std::ops::Range;

use super::han;
use crate::language::passage::Passage;
use crate::text::glyph::Glyphs;

/// Whether an item begins at a place: `（一）`, `1.`, `2、`, `①`, `一是`, `第一，`, `- `.
pub(super) fn begins_item(glyphs: &Glyphs, at: usize) -> bool {
    let at = glyphs.skip_spaces(at, 4);
    let is_numeral = |c: char| c.is_ascii_digit() || han::digit(c).is_some() || c == '十';
    let run = |from: usize, fits: &dyn Fn(char) -> bool| {
        from + (0..3).take_while(|i| glyphs.get(from + i).is_some_and(fits)).count()
    };
    match glyphs.get(at) {
        Some('-' | '•' | '*' | '·' | '●' | '—') => glyphs.get(at + 1) != Some('-'),
        Some('①'..='⑳') => true,
        Some('(') => {
            let end = run(at + 1, &|c| is_numeral(c) || c.is_ascii_alphabetic());
            end > at + 1 && glyphs.get(end) == Some(')')
        }
        Some('第') => {
            let end = run(at + 1, &is_numeral);
            end > at + 1 && matches!(glyphs.get(end), Some(',' | '，' | '、'))
        }
        Some(c) if c.is_ascii_alphabetic() => matches!(glyphs.get(at + 1), Some(')')),
        Some(c) if is_numeral(c) => {
            let end = run(at, &is_numeral);
            let is_digit = |at: usize| glyphs.get(at).is_some_and(|c| c.is_ascii_digit());
            match glyphs.get(end) {
                Some('、' | ')') => true,
                Some('.') => c.is_ascii_digit() && !is_digit(end + 1),
                Some('是') => !c.is_ascii_digit(),
                _ => false,
            }
        }
        _ => false,
    }
}

/// The places of the line that leads in the list whose item holds `at`.
pub(super) fn lead_in(passage: &Passage, at: usize) -> Option<Range<usize>> {
    /// Items of a list, and characters of the line above it.
    const MOST: usize = 12;
    const LONGEST: usize = 160;
    let glyphs = &passage.glyphs;
    let mut sentence = passage.sentences.sentence(at);
    for _ in 0..MOST {
        if sentence.start == 0 || !begins_item(glyphs, sentence.start) {
            break;
        }
        sentence = passage.sentences.sentence(sentence.start - 1);
    }
    let is_colon = |at: &usize| matches!(glyphs.get(*at), Some(':' | '：'));
    let end = sentence.end.min(at).min(sentence.start + LONGEST);
    let colon = (sentence.start..end).find(is_colon)?;
    begins_item(glyphs, colon + 1).then_some(sentence.start..colon + 1)
}
