//! Chinese in toneless pinyin: `疫苗` → `yimiao`.
//!
//! Input methods confuse homophones (`扫累` for `扫雷`), and people without an input method type pinyin.

use pinyin::ToPinyin;

/// The sound of a folded Chinese word; `None` if a character has none.
pub fn sound(han: &str) -> Option<String> {
    let mut whole = String::new();
    for syllable in han.to_pinyin() {
        whole.extend(syllable?.plain().chars().map(plain_letter));
    }
    (!whole.is_empty()).then_some(whole)
}

/// Toneless pinyin in one spelling: `ü` and `v` become `u`.
pub fn plain(typed: &str) -> String {
    typed.chars().map(plain_letter).collect()
}

fn plain_letter(c: char) -> char {
    if matches!(c, 'ü' | 'v') { 'u' } else { c }
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
