//! How Chinese sounds, in toneless pinyin: `疫苗` → `yimiao`.
//!
//! Homophones are what input methods get wrong (`扫累` for `扫雷`), and pinyin
//! without tones is what people type who have no input method at hand.

use pinyin::ToPinyin;

/// The sound of a folded Chinese word, or `None` where a character has none.
pub fn sound(han: &str) -> Option<String> {
    let mut whole = String::new();
    for syllable in han.to_pinyin() {
        whole.push_str(&plain(syllable?.plain()));
    }
    (!whole.is_empty()).then_some(whole)
}

/// Toneless pinyin as people type it: `ü` is `u` or `v`.
pub fn plain(typed: &str) -> String {
    typed.replace(['ü', 'v'], "u")
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    #[test]
    fn homophones_sound_alike() {
        assert_eq!(sound("海官"), sound("海关"));
        assert_snapshot!(sound("互联互通").unwrap(), @"hulianhutong");
        assert_snapshot!(sound("绿色").unwrap(), @"luse");
        assert_eq!(sound("a"), None);
        assert_eq!(plain("lvse"), "luse");
    }
}
