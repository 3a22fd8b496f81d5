//! Folding: writings of one sense become the same text.
//!
//! | written | folded |
//! |---|---|
//! | `東協中心地位` | `东协中心地位` |
//! | `３．６`, `ＡＲＭＡＣ` | `3.6`, `armac` |
//! | `中国—东盟`, `China–ASEAN` | `中国-东盟`, `china-asean` |
//! | `na\u{ef}ve` | `naive` |
//!
//! Invisible characters (zero-width, bidirectional controls) are dropped. Each
//! folded character knows the source characters it came from.

use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{ScriptCounts, Span};

/// Most characters that one is folded to. `㍿` has four; one Arabic sign has eighteen, and would lengthen a question.
const MAX_DECOMPOSED: usize = 4;

/// The conversions between the scripts, loaded once.
pub struct Folding {
    to_simplified: Option<OpenCC>,
    to_traditional: Option<OpenCC>,
}

impl Default for Folding {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Folding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Folding").finish_non_exhaustive()
    }
}

impl Folding {
    /// Loads the tables that are compiled into the program.
    pub fn new() -> Self {
        // The tables are embedded, so loading cannot fail; without them, texts are compared unconverted.
        Self {
            to_simplified: OpenCC::from_config(BuiltinConfig::T2s).ok(),
            to_traditional: OpenCC::from_config(BuiltinConfig::S2tw).ok(),
        }
    }

    /// Folds `text`.
    pub fn fold(&self, text: &str) -> Folded {
        let simplified = self.simplified(text);
        let mut folded = Folded { text: String::with_capacity(text.len()), origin: Vec::new() };
        for ((start, source), c) in text.char_indices().zip(simplified.chars()) {
            folded.push(c, Span::new(start, start + source.len_utf8()));
        }
        folded
    }

    /// Counts the characters of each script in `text`.
    pub fn scripts(&self, text: &str) -> ScriptCounts {
        ScriptCounts::of(text, &self.simplified(text), &self.traditional(text))
    }

    /// `text` in simplified characters, character for character.
    fn simplified(&self, text: &str) -> String {
        char_for_char(self.to_simplified.as_ref(), text)
    }

    /// `text` in traditional characters, character for character.
    pub fn traditional(&self, text: &str) -> String {
        char_for_char(self.to_traditional.as_ref(), text)
    }
}

/// Converts by phrases; if that changes the number of characters, by single characters, so that each has a
/// place in the source.
fn char_for_char(table: Option<&OpenCC>, text: &str) -> String {
    let Some(table) = table.filter(|_| !text.is_ascii()) else {
        return text.to_owned();
    };
    let by_phrase = table.convert(text);
    if by_phrase.chars().count() == text.chars().count() {
        return by_phrase;
    }
    let mut buffer = [0; 4];
    let one = |c: char| table.convert(c.encode_utf8(&mut buffer)).chars().next().unwrap_or(c);
    text.chars().map(one).collect()
}

/// A folded text that remembers where it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// Invariant: one entry a byte of `text`, each a span of the source.
    origin: Vec<Span>,
}

impl Folded {
    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The place in the source of `span` of the folded text.
    pub fn source(&self, span: Span) -> Option<Span> {
        let first = self.origin.get(span.start)?;
        let last = self.origin.get(span.end.checked_sub(1)?)?;
        Some(Span::new(first.start, last.end))
    }

    fn push(&mut self, c: char, origin: Span) {
        if is_invisible(c) {
            return;
        }
        let decomposed = std::iter::once(c).nfkd().filter(|&it| !is_combining_mark(it));
        for decomposed in decomposed.take(MAX_DECOMPOSED) {
            for lower in decomposed.to_lowercase() {
                let before = self.text.len();
                self.text.push(plain(lower));
                self.origin.extend(std::iter::repeat_n(origin, self.text.len() - before));
            }
        }
    }
}

/// One form for the dashes, quotation marks, dots and spaces.
fn plain(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{30fc}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '`' | '\u{b4}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{300c}' | '\u{300d}' | '\u{300e}' | '\u{300f}' => '"',
        '\u{b7}' | '\u{2022}' | '\u{30fb}' => '.',
        _ if c.is_whitespace() || c.is_control() => ' ',
        _ => c,
    }
}

/// Whether `c` is a zero-width character, or a mark of direction, of a variant or of an annotation.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;
    use crate::text::Locale;

    fn folded(text: &str) -> String {
        Folding::new().fold(text).text
    }

    #[test]
    fn writings_of_one_sense() {
        assert_snapshot!(folded("東協中心地位"), @"东协中心地位");
        assert_snapshot!(folded("３．６　ＡＲＭＡＣ"), @"3.6 armac");
        assert_snapshot!(folded("中国—东盟 China–ASEAN"), @"中国-东盟 china-asean");
        assert_snapshot!(folded("na\u{ef}ve ASEAN\u{2019}s \u{201c}x\u{201d}"), @r#"naive asean's "x""#);
        assert_snapshot!(folded("3\u{200b}.\u{202e}6"), @"3.6");
        assert_snapshot!(folded("①½㍿"), @"11⁄2株式会社");
        assert_eq!(folded("\u{fdfa}").chars().count(), 4);
    }

    #[test]
    fn the_reply_is_in_the_script_of_the_question() {
        let folding = Folding::new();
        let locale = |text| folding.scripts(text).locale();
        assert_eq!(locale("东盟"), Some(Locale::ZhHans));
        assert_eq!(locale("東協"), Some(Locale::ZhHant));
        assert_eq!(locale("航空"), Some(Locale::ZhHans));
        assert_eq!(locale("RCEP 的進展"), Some(Locale::ZhHant));
        assert_eq!(locale("what about rail"), Some(Locale::En));
        assert_eq!(locale("3.6 ？"), None);
    }

    #[test]
    fn a_folded_place_leads_back_to_its_source() {
        let text = "第３．６條";
        let folded = Folding::new().fold(text);
        let at = folded.as_str().find("3.6").unwrap();
        let span = folded.source(Span::new(at, at + 3)).unwrap();
        assert_eq!(span.of(text), Some("３．６"));
    }

    proptest! {
        #[test]
        fn every_place_has_a_source(text in "\\PC{0,40}") {
            let folded = Folding::new().fold(&text);
            prop_assert_eq!(folded.text.len(), folded.origin.len());
            for (at, c) in folded.text.char_indices() {
                let span = folded.source(Span::new(at, at + c.len_utf8())).unwrap();
                prop_assert!(span.of(&text).is_some());
            }
        }
    }
}
