//! Words that are a name and not a statement: titles in `《》`, slogans in `“”`.
//!
//! A number in a name is never an amount: 《…行动计划（2021-2025）》, “四个一批”, “2030启航计划”. Brackets are matched
//! with a stack, in one pass; one that is never closed hides nothing.

use std::ops::Range;

use crate::text::glyph::Glyphs;

/// Why a place is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// Inside a title.
    Title,
    /// Inside a short quotation.
    Quoted,
}

/// The hidden places of a text.
#[derive(Debug, Clone, Default)]
pub(super) struct Masks {
    /// In order of their ends.
    names: Vec<(Range<usize>, Name)>,
}

/// Longest quotation that is read as a name, in characters.
const LONGEST_NAME: usize = 28;

impl Masks {
    pub(super) fn of(glyphs: &Glyphs) -> Self {
        let mut names = Vec::new();
        let mut titles = Vec::new();
        let mut quote = None;
        for at in 0..glyphs.len() {
            match glyphs.get(at) {
                Some('《' | '〈') => titles.push(at),
                Some('》' | '〉') => {
                    if let Some(start) = titles.pop()
                        && titles.is_empty()
                    {
                        names.push((start..at + 1, Name::Title));
                    }
                }
                Some('“' | '「') => quote = Some(at),
                Some('”' | '」') => {
                    let start = quote.take().filter(|start| at - start <= LONGEST_NAME + 1);
                    names.extend(start.map(|start| (start..at + 1, Name::Quoted)));
                }
                _ => {}
            }
        }
        Self { names }
    }

    /// The name that holds the place.
    pub(super) fn at(&self, at: usize) -> Option<Name> {
        let i = self.names.partition_point(|(range, _)| range.end <= at);
        // A quotation inside a title ends before it, so the title may be one further.
        self.names
            .iter()
            .skip(i)
            .take(2)
            .find(|(range, _)| range.contains(&at))
            .map(|(_, name)| *name)
    }
}
