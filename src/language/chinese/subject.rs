//! The subject of an amount in Chinese, 1500 亿美元**农产品**, and whether it was given already.

use std::ops::Range;

use super::words::AFTER_NOUN;
use crate::quantity::Amount;
use crate::text::glyph::{Glyphs, is_han};

/// The noun after the amount, or the one that it follows: 建设高标准农田81万亩.
pub(super) fn subject(glyphs: &Glyphs, amount: &Amount) -> Option<Range<usize>> {
    let mut start = glyphs.skip_spaces(amount.end, 1);
    for word in ["以上", "左右", "以内", "以下", "的"] {
        if glyphs.starts_with(start, word) {
            start += word.chars().count();
        }
    }
    let noun = |at: usize| {
        glyphs
            .get(at)
            .is_some_and(|c| is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '“' | '”'))
    };
    let ends = |at: &usize| !noun(*at) || AFTER_NOUN.at(glyphs, *at).is_some();
    let end = (start..start + 24).find(ends).unwrap_or(start + 24);
    if end > start + 1 {
        return Some(start..end);
    }
    // Before the amount stands the noun, or a verb with its parties: 将向乙方提供.
    let verb = |at: usize| glyphs.get(at).is_some_and(|c| "将向提供给对为到捐".contains(c));
    let noun = |at: usize| noun(at) && !verb(at);
    let n = (0..24).take_while(|i| amount.start.checked_sub(i + 1).is_some_and(noun)).count();
    (n > 1).then(|| amount.start - n..amount.start)
}

/// 利用中方提供的300万美元: the amount is there and is to be used.
pub(super) fn is_provided(glyphs: &Glyphs, amount: &Amount) -> bool {
    let before = glyphs.words(amount.start.saturating_sub(40), amount.start);
    let segment = before.rsplit(['，', ',', '。', ';']).next().unwrap_or_default().trim_end();
    segment.ends_with("提供的")
        && ["利用", "用好", "使用"].iter().any(|word| segment.contains(word))
}
