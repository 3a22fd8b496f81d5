//! Characters that PDF writers put in place of others: `⽅` (a radical) for `方`, `ﬁ` for `fi`.
//!
//! Only radicals, compatibility ideographs and Latin ligatures are mended; full-width punctuation and digits are
//! the document's own.

use unicode_normalization::UnicodeNormalization;

use super::radicals::EQUIVALENTS;

/// The text with the characters that it means, and how many were mended. Characters without width are left out.
pub(super) fn mend(text: &str) -> (String, usize) {
    let mut mended = String::with_capacity(text.len());
    let mut n_mended = 0;
    for c in text.chars() {
        match c {
            '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            '\u{2e80}'..='\u{2fdf}'
            | '\u{31c0}'..='\u{31e3}'
            | '\u{f900}'..='\u{faff}'
            | '\u{fb00}'..='\u{fb06}'
            | '\u{2f800}'..='\u{2fa1f}' => {
                let meant = meant(c);
                n_mended += usize::from(!meant.chars().eq([c]));
                mended.push_str(&meant);
            }
            _ => mended.push(c),
        }
    }
    (mended, n_mended)
}

fn meant(c: char) -> String {
    match EQUIVALENTS.binary_search_by_key(&c, |it| it.0) {
        Ok(at) => EQUIVALENTS.get(at).map_or(c, |it| it.1).into(),
        Err(_) => [c].into_iter().nfkc().collect(),
    }
}

/// Whether a character is one of those that a font alone gives a meaning, or stands for one that is not known.
pub(super) fn is_unknown(c: char) -> bool {
    matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
        || (c.is_control() && !c.is_whitespace())
}

/// The bullet that a character of the fonts Symbol and Wingdings draws.
pub(super) fn bullet(c: char) -> Option<char> {
    let drawn = matches!(
        c,
        '\u{f02d}'
            | '\u{f06c}'
            | '\u{f06e}'
            | '\u{f071}'
            | '\u{f076}'
            | '\u{f0a7}'
            | '\u{f0a8}'
            | '\u{f0b7}'
            | '\u{f0d8}'
            | '\u{f0e0}'
            | '\u{f0fc}'
            | '\u{f09f}'
            | '\u{f075}'
    );
    drawn.then_some('•')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_and_ligatures_are_mended_and_nothing_else() {
        assert_eq!(mend("双⽅⼈民⺠，efﬁcient").0, "双方人民民，efficient");
        let own = "（１）“协定”；２０％　①㈠℃";
        assert_eq!(mend(own), (own.to_owned(), 0));
    }

    #[test]
    fn equivalents_are_sorted() {
        assert!(EQUIVALENTS.is_sorted_by_key(|it| it.0));
    }
}
