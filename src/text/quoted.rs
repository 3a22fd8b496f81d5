//! Titles in `《》` and short names in `“”`, which state nothing.
//!
//! A number in a name is never an amount: 《…行动计划（2021-2025）》, “四个一批”, “2030启航计划”. Brackets are matched
//! with a stack, in one pass; one that is never closed hides nothing.

use std::ops::Range;

use super::glyph::Glyphs;

/// The kind of quotation around a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quotation {
    /// A title.
    Title,
    /// A short quotation, such as a name.
    Name,
}

/// The quoted places of a text.
#[derive(Debug, Clone, Default)]
pub struct Quoted {
    /// In order of their ends.
    quotations: Vec<(Range<usize>, Quotation)>,
}

/// Longest quotation that is read as a name, in characters.
const LONGEST_NAME: usize = 28;

impl Quoted {
    /// Finds the titles and short quotations of a text.
    pub fn of(glyphs: &Glyphs) -> Self {
        let mut quotations = Vec::new();
        let mut titles = Vec::new();
        let mut quote = None;
        for at in 0..glyphs.len() {
            match glyphs.get(at) {
                Some('《' | '〈') => titles.push(at),
                Some('》' | '〉') => {
                    if let Some(start) = titles.pop()
                        && titles.is_empty()
                    {
                        quotations.push((start..at + 1, Quotation::Title));
                    }
                }
                Some('“' | '「') => quote = Some(at),
                Some('”' | '」') => {
                    let start = quote.take().filter(|start| at - start <= LONGEST_NAME + 1);
                    quotations.extend(start.map(|start| (start..at + 1, Quotation::Name)));
                }
                _ => {}
            }
        }
        Self { quotations }
    }

    /// The quotation that holds the place.
    pub fn at(&self, at: usize) -> Option<Quotation> {
        let i = self.quotations.partition_point(|(range, _)| range.end <= at);
        // A quotation inside a title ends before it, so the title may be one further.
        let near = self.quotations.iter().skip(i).take(2);
        near.into_iter().find(|(range, _)| range.contains(&at)).map(|(_, kind)| *kind)
    }
}
