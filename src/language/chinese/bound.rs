//! Bounds in Chinese that stand apart from the number, or are denied: `不得超过15%`, `至少维持在7%`, `5亿美元封顶`.

use super::words::FALLS;
use crate::quantity::Bound;
use crate::text::glyph::Glyphs;

/// Whether `不` or another word denies the bounding word that begins at `at`: 不得超过, 不应低于, 未超过, 绝不会高于.
pub(super) fn is_denied(glyphs: &Glyphs, at: usize) -> bool {
    const MODAL: &str = "得会能应可必须将当再要宜曾";
    let is_modal = |at: usize| glyphs.before(at).is_some_and(|c| MODAL.contains(c));
    let start = (0..3).fold(at, |at, _| if is_modal(at) { at - 1 } else { at });
    matches!(glyphs.before(start), Some('不' | '未' | '勿' | '莫' | '没'))
}

/// The bound that words further before the amount set, `places` being its part of the sentence up to it.
pub(super) fn before(glyphs: &Glyphs, segment: usize, start: usize) -> Option<Bound> {
    const FAR: usize = 14;
    let from = segment.max(start.saturating_sub(FAR));
    let has = |at: usize, words: &[&str]| words.iter().any(|word| glyphs.starts_with(at, word));
    let parts = |at: usize| {
        glyphs.get(at).is_some_and(|c| c.is_ascii_digit() || "、,，。；;：:和".contains(c))
    };
    for at in (from..start).rev() {
        if parts(at) {
            return None;
        }
        // 至少降至5%: the fall is that deep, so the level is that low.
        let falls = || FALLS.last_in(glyphs, at..start).is_some();
        if has(at, &["至少", "最少", "起码"]) {
            return Some(if falls() { Bound::AtMost } else { Bound::AtLeast });
        }
        if has(at, &["最多", "至多"]) {
            return Some(Bound::AtMost);
        }
        if is_denied(glyphs, at) {
            if has(at, &["超过", "超出", "高于", "多于", "大于", "突破"]) {
                return Some(Bound::AtMost);
            }
            if has(at, &["低于", "少于", "小于"]) {
                return Some(Bound::AtLeast);
            }
        }
    }
    None
}

/// The bound that words behind the unit set: 5亿美元封顶, 10万元起, 20户或以上.
pub(super) fn after(glyphs: &Glyphs, end: usize) -> Option<Bound> {
    const AFTER: [(Bound, &str); 4] = [
        (Bound::AtLeast, "或以上,或更多,有余,打底,保底,起步,起点,开外,以上"),
        (Bound::AtMost, "封顶,为限,为上限,或以下,或更少,以内,之内,以下"),
        (Bound::AtLeast, "为下限"),
        (Bound::About, "左右,上下"),
    ];
    let at = glyphs.skip_spaces(end, 1);
    let is_open = || glyphs.get(at + 1).is_none_or(|c| "的,，。；;、）)！".contains(c));
    if glyphs.get(at) == Some('起') && is_open() {
        return Some(Bound::AtLeast);
    }
    let words = AFTER.iter().flat_map(|(bound, words)| words.split(',').map(|it| (*bound, it)));
    let here = words.filter(|(_, word)| glyphs.starts_with(at, word));
    here.max_by_key(|(_, word)| word.len()).map(|(bound, _)| bound)
}
