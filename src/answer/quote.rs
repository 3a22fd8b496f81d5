//! Quotations: places in clauses.

use crate::{
    corpus::{ClauseRef, Library},
    text::{Language, Span, is_han},
};

/// Words of a clause in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The clause.
    pub clause: ClauseRef,
    /// Which of its texts.
    pub language: Language,
    /// Which of its words.
    pub span: Span,
}

impl Quote {
    /// All of a clause, in `language` or, where it has no such text, in the other one.
    pub fn whole(clause: ClauseRef, language: Language, library: &Library) -> Option<Self> {
        let (_, provision) = library.clause(clause)?;
        let language = provision.texts.preferred(language)?;
        Some(Self { clause, language, span: Span::whole(provision.text(language)?) })
    }

    /// Its words.
    pub fn words<'a>(&self, library: &'a Library) -> Option<&'a str> {
        let (_, provision) = library.clause(self.clause)?;
        self.span.of(provision.text(self.language)?)
    }
}

/// Characters that an opening aims at.
const OPENING_CHARS: usize = 28;

/// The first words of a text, up to a comma or the end of a word: for lists.
pub fn opening(text: &str) -> Span {
    let is_chinese = !text.chars().take(OPENING_CHARS).all(|c| c.is_ascii());
    let limit = if is_chinese { OPENING_CHARS } else { OPENING_CHARS * 2 };
    let mut end = 0;
    let mut word_end = None;
    for (n_chars, (at, c)) in (1..).zip(text.char_indices()) {
        if c == '\n' || (n_chars > limit / 2 && "，；。：,;:".contains(c)) {
            return Span::new(0, at);
        }
        if n_chars > limit {
            return Span::new(0, word_end.unwrap_or(end));
        }
        // Latin words and numbers are kept whole; Han text may end anywhere.
        if !c.is_ascii_graphic() {
            word_end = Some(if is_han(c) { at + c.len_utf8() } else { at });
        }
        end = at + c.len_utf8();
    }
    Span::new(0, end)
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn openings_end_where_words_end() {
        let shown = |text| opening(text).of(text).unwrap();
        assert_snapshot!(shown("探索金融科技领域务实合作；"), @"探索金融科技领域务实合作；");
        assert_snapshot!(shown("促进双方国家元首和政府首脑高层交往，增进相互了解"), @"促进双方国家元首和政府首脑高层交往");
        assert_snapshot!(shown("Support the implementation of the ASEAN Agreement on Transboundary Haze Pollution"), @"Support the implementation of the ASEAN Agreement on");
        assert_snapshot!(shown("Explore, promote and advance practical cooperation in the field"), @"Explore, promote and advance practical cooperation in");
    }

    proptest! {
        #[test]
        fn an_opening_is_a_part(text in "\\PC{0,80}") {
            let span = opening(&text);
            prop_assert!(span.start == 0 && span.of(&text).is_some());
        }
    }
}
