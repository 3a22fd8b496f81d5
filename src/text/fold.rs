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

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::script::{TO_SIMPLIFIED, TO_TRADITIONAL};
use super::{ScriptCounts, Span, is_han, unseen::is_invisible};

/// Most characters that one is folded to. `㍿` has four; one Arabic sign has eighteen, and would lengthen a question.
const MAX_DECOMPOSED: usize = 4;

/// Folding and the conversions between the scripts; their tables lie in the program.
#[derive(Clone, Debug, Default)]
pub struct Folding;

impl Folding {
    /// The folding; it loads nothing.
    pub const fn new() -> Self {
        Self
    }

    /// Folds `text` and remembers where each character came from.
    pub fn fold(&self, text: &str) -> Folded {
        if text.is_ascii() {
            return Folded { text: fold_ascii(text), runs: Vec::new() };
        }
        let mut folded = Folded { text: String::with_capacity(text.len()), runs: Vec::new() };
        TO_SIMPLIFIED.convert(text, |start, source, c| {
            let source = Span::new(start, start + source.len_utf8());
            fold_char(c, |c| folded.push(c, source));
        });
        folded
    }

    /// Folds `text`, where nobody asks for the places of its characters.
    pub fn text(&self, text: &str) -> String {
        if text.is_ascii() {
            return fold_ascii(text);
        }
        let mut folded = String::with_capacity(text.len());
        TO_SIMPLIFIED.convert(text, |_, _, c| fold_char(c, |c| folded.push(c)));
        folded
    }

    /// Counts the characters of each script in `text`.
    pub fn scripts(&self, text: &str) -> ScriptCounts {
        let n_latin = text.bytes().filter(u8::is_ascii_alphabetic).count();
        let mut counts = ScriptCounts { n_latin, ..ScriptCounts::default() };
        if text.is_ascii() {
            return counts;
        }
        TO_SIMPLIFIED.convert(text, |_, c, simplified| {
            counts.n_han += usize::from(is_han(c));
            counts.n_traditional += usize::from(c != simplified);
        });
        TO_TRADITIONAL.convert(text, |_, c, traditional| {
            counts.n_simplified += usize::from(c != traditional);
        });
        counts
    }

    /// `text` in traditional characters, character for character.
    pub fn traditional(&self, text: &str) -> String {
        let mut traditional = String::with_capacity(text.len());
        TO_TRADITIONAL.convert(text, |_, _, c| traditional.push(c));
        traditional
    }
}

/// A folded text that remembers where it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// Invariant: in order, each of one byte at least; before the first, bytes are as in the source.
    runs: Vec<Run>,
}

/// Bytes of a folded text, up to the next run, that came from the source in one way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Run {
    /// The first byte in the folded text.
    at: usize,
    /// The first byte in the source.
    source: usize,
    /// The length of the one character that all came from; `None` if each character came from one of its own length.
    one: Option<usize>,
}

impl Run {
    /// Whether `source`, folded to a character of `len` bytes that will stand at `at`, belongs to the run.
    fn goes_on(self, at: usize, source: Span, len: usize) -> bool {
        match self.one {
            None => source.len() == len && source.start - self.source == at - self.at,
            Some(_) => source.start == self.source,
        }
    }
}

impl Folded {
    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The folded text alone.
    pub fn into_text(self) -> String {
        self.text
    }

    /// The place in the source of `span` of the folded text.
    pub fn source(&self, span: Span) -> Option<Span> {
        let last = span.end.checked_sub(1)?;
        if span.start.max(last) >= self.text.len() {
            return None;
        }
        let start = self.text.floor_char_boundary(span.start);
        let end = self.text.ceil_char_boundary(span.end);
        let (first_run, last_run) = (self.run(start), self.run(last));
        let first = first_run.one.map_or(start - first_run.at, |_| 0);
        let end = last_run.one.unwrap_or(end - last_run.at);
        Some(Span::new(first_run.source + first, last_run.source + end))
    }

    /// The run of a byte of the folded text.
    fn run(&self, byte: usize) -> Run {
        let n_before = self.runs.partition_point(|it| it.at <= byte);
        n_before.checked_sub(1).and_then(|at| self.runs.get(at)).copied().unwrap_or_default()
    }

    fn push(&mut self, c: char, source: Span) {
        let (at, len) = (self.text.len(), c.len_utf8());
        let before = self.runs.last().copied().unwrap_or_default();
        if !before.goes_on(at, source, len) {
            let one = (source.len() != len).then_some(source.len());
            self.runs.push(Run { at, source: source.start, one });
        }
        self.text.push(c);
    }
}

fn fold_ascii(text: &str) -> String {
    let odd = |it: &char| *it == '`' || it.is_ascii_control();
    let lower = text.to_ascii_lowercase();
    if lower.contains(|it| odd(&it)) { lower.chars().map(plain).collect() } else { lower }
}

/// Calls `put` for each folded character of a simplified one.
fn fold_char(c: char, mut put: impl FnMut(char)) {
    match c {
        '\0'..='\x7f' => put(plain(c.to_ascii_lowercase())),
        // Full-width ASCII.
        '\u{ff01}'..='\u{ff5e}' => {
            let narrow = char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
            put(plain(narrow.to_ascii_lowercase()));
        }
        // Han characters, dashes, quotation marks, stops and brackets: nothing to decompose.
        '\u{3400}'..='\u{9fff}'
        | '\u{2012}'..='\u{2015}'
        | '\u{2018}'..='\u{201f}'
        | '\u{3001}'..='\u{3029}' => put(plain(c)),
        _ => fold_decomposed(c, put),
    }
}

fn fold_decomposed(c: char, mut put: impl FnMut(char)) {
    if is_invisible(c) {
        return;
    }
    let decomposed = std::iter::once(c).nfkd().filter(|&it| !is_combining_mark(it));
    for decomposed in decomposed.take(MAX_DECOMPOSED) {
        decomposed.to_lowercase().map(plain).for_each(&mut put);
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

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;
    use crate::text::Locale;

    fn folded(text: &str) -> String {
        let folded = Folding::new().fold(text).into_text();
        assert_eq!(Folding::new().text(text), folded);
        folded
    }

    #[test]
    fn writings_of_one_sense() {
        assert_snapshot!(folded("東協中心地位"), @"东协中心地位");
        assert_snapshot!(folded("本著、沿著、顯著、著名、论著、隨著"), @"本着、沿着、显著、著名、论著、随着");
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

    #[test]
    fn each_character_folds_as_by_its_decomposition() {
        for c in '\0'..=char::MAX {
            let (mut fast, mut slow) = (String::new(), String::new());
            fold_char(c, |it| fast.push(it));
            fold_decomposed(c, |it| slow.push(it));
            assert_eq!(fast, slow, "{c:?}");
        }
    }

    /// The folded text and the source of each of its bytes, character by character.
    fn folded_simply(text: &str) -> (String, Vec<Span>) {
        let (mut folded, mut sources) = (String::new(), Vec::new());
        TO_SIMPLIFIED.convert(text, |start, source, c| {
            fold_decomposed(c, |it| {
                folded.push(it);
                let source = Span::new(start, start + source.len_utf8());
                sources.extend(std::iter::repeat_n(source, it.len_utf8()));
            });
        });
        (folded, sources)
    }

    proptest! {
        #[test]
        fn every_place_has_its_source(
            text in "\\PC{0,40}|[a-zA-Z`\n 0-9]{0,20}|[東协—，．Ａ½㍿İ\u{200b}\u{301}aé \u{fdfa}]{0,20}",
        ) {
            let folded = Folding::new().fold(&text);
            let (simply, sources) = folded_simply(&text);
            prop_assert_eq!(folded.as_str(), &simply);
            prop_assert_eq!(&Folding::new().text(&text), &simply);
            for start in 0..simply.len() + 2 {
                for end in start..simply.len() + 2 {
                    let expected = sources.get(start).zip(end.checked_sub(1).and_then(|at| sources.get(at)));
                    let expected = expected.map(|(first, last)| Span::new(first.start, last.end));
                    prop_assert_eq!(folded.source(Span::new(start, end)), expected);
                    if let Some(span) = expected.filter(|_| start < end) {
                        prop_assert!(span.of(&text).is_some());
                    }
                }
            }
        }
    }
}
