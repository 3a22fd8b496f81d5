//! Characters of a text in the HTML of a chat: escaped, and counted as Telegram counts them.

use crate::text::is_steering;

/// Counts the UTF-16 units of a text.
pub fn utf16_len(text: &str) -> usize {
    let starts = text.bytes().filter(|it| it & 0b1100_0000 != 0b1000_0000).count();
    // Characters of four bytes have two units.
    starts + text.bytes().filter(|it| *it >= 0b1111_0000).count()
}

/// Writes a text escaped for the leaves of HTML, without marks of direction and controls.
pub(super) fn escape(text: &str, html: &mut String) {
    let mut plain = 0;
    for (at, c) in text.char_indices() {
        let Some(written) = escaped(c) else { continue };
        html.push_str(text.get(plain..at).unwrap_or_default());
        html.push_str(written);
        plain = at + c.len_utf8();
    }
    html.push_str(text.get(plain..).unwrap_or_default());
}

/// Replaces a character that is not written as it is.
fn escaped(c: char) -> Option<&'static str> {
    match c {
        // Most characters, first.
        '0'..='9' | 'A'..='Z' | 'a'..='z' | ' ' | '\u{3000}'..='\u{d7ff}' | '\n' => None,
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '&' => Some("&amp;"),
        '"' => Some("&quot;"),
        _ if c.is_control() => Some(" "),
        _ => is_steering(c).then_some(""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_markup_are_escaped() {
        let mut html = String::new();
        escape("<a href=\"x\"> & \u{202e}b\u{7}", &mut html);
        assert_eq!(html, "&lt;a href=&quot;x&quot;&gt; &amp; b ");
        html.clear();
        escape("一\n2 b", &mut html);
        assert_eq!(html, "一\n2 b");
    }

    #[test]
    fn a_character_of_four_bytes_has_two_units() {
        assert_eq!(["", "ab", "疫苗", "é", "a\u{1f600}"].map(utf16_len), [0, 2, 2, 1, 3]);
    }
}
