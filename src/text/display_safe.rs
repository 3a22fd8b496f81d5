//! Text of a person made safe to show: short, on one line, without hidden characters.
//!
//! | typed | shown |
//! |---|---|
//! | `zh\u{202e}-neh` | `zh-neh` |
//! | two lines | one, with a space |
//! | `z` with fifty marks above it | `z` with two |
//!
//! What always holds: the text has at most as many characters as allowed, and none of them is a control,
//! a mark of direction, or without width.

use unicode_normalization::char::is_combining_mark;

use super::unseen::is_invisible;

/// Most marks on one letter; Vietnamese has two.
const MAX_MARKS: usize = 2;

/// Makes `text` safe to show, in at most `limit` characters; a longer one ends with `…`.
pub fn display_safe(text: &str, limit: usize) -> String {
    let mut shown = String::new();
    let mut n_chars = 0;
    let mut n_marks = 0;
    let mut is_after_space = true;
    for c in text.chars().filter(|it| !is_invisible(*it) && !is_joining(*it)) {
        let is_space = c.is_whitespace() || c.is_control();
        n_marks = if is_combining_mark(c) { n_marks + 1 } else { 0 };
        // A mark alone would sit on what stands before the text.
        let is_loose = n_marks > 0 && is_after_space;
        if n_marks > MAX_MARKS || is_loose || (is_space && is_after_space) {
            continue;
        }
        if n_chars == limit {
            // The last character makes room for the ellipsis.
            shown.pop();
            shown.push('…');
            return shown;
        }
        shown.push(if is_space { ' ' } else { c });
        n_chars += 1;
        is_after_space = is_space;
    }
    shown.truncate(shown.trim_end().len());
    shown
}

/// Characters without width that join others, and that a short text does not need.
fn is_joining(c: char) -> bool {
    matches!(
        c,
        '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' | '\u{ffa0}'
    )
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hidden_characters_are_dropped() {
        assert_snapshot!(display_safe("zh\u{202e}-neh\u{2066}", 20), @"zh-neh");
        assert_snapshot!(display_safe(" a\r\n\u{2028}\tb\u{0}\u{1b}[2J ", 20), @"a b [2J");
        assert_snapshot!(display_safe("\u{feff}e\u{200b}n\u{200d}\u{fe0f}\u{e0041}\u{e007f}", 20), @"en");
        assert_snapshot!(display_safe("\u{fff9}a\u{fffa}b\u{fffb}", 20), @"ab");
        assert_snapshot!(display_safe(&format!("\u{301}z{}", "\u{301}".repeat(50)), 20), @"z\u{301}\u{301}");
        assert_snapshot!(display_safe("<b>&amp; 加强合作", 12), @"<b>&amp; 加强…");
        assert_snapshot!(display_safe("abc", 3), @"abc");
        assert_snapshot!(display_safe("abcd", 3), @"ab…");
        assert_snapshot!(display_safe("", 3), @"");
    }

    proptest! {
        #[test]
        fn safe_text_is_short_and_plain(
            text in "(\\PC|[\u{0}-\u{20}\u{300}-\u{340}\u{200b}-\u{206f}\u{fe00}\u{e0001}]){0,80}",
            limit in 1..40_usize,
        ) {
            let shown = display_safe(&text, limit);
            prop_assert!(shown.chars().count() <= limit);
            prop_assert!(!shown.chars().any(|it| it.is_control() || is_invisible(it)));
            prop_assert_eq!(shown.as_str(), shown.trim());
            let chars: Vec<char> = shown.chars().collect();
            prop_assert!(!chars.windows(3).any(|it| it.iter().all(|it| is_combining_mark(*it))));
        }
    }
}
