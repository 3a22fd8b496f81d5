//! Ends of sentences in Chinese.

use crate::text::glyph::Glyphs;

/// Whether a sentence ends with the character at a place.
pub(super) fn ends(glyphs: &Glyphs, at: usize) -> bool {
    match glyphs.get(at) {
        Some('。' | '；' | ';' | '!' | '?' | '！' | '？') => true,
        Some('.') => glyphs.get(at + 1).is_none(),
        _ => false,
    }
}
