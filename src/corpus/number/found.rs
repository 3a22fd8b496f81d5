//! References that are parts of one another: `article 2` and `paragraph 3` in `article 2, paragraph 3`, or the other way
//! round in `paragraph 3 of article 2`.
//!
//! What always holds: joined references have one span, which has both of theirs; only an outer and an inner level join.

use crate::text::Span;

use super::{
    id::{ClauseNumber, SectionNumber},
    unit::Unit,
};

/// A part of a document, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    /// A clause.
    Clause(ClauseNumber),
    /// A section or an annex.
    Section(SectionNumber),
    /// The last section, whichever number it has.
    LastSection,
}

/// A reference in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The part of the document.
    pub reference: Reference,
    /// Its words.
    pub span: Span,
    /// Whether a unit or a sign makes it a reference; a bare `3.6` may be an amount.
    pub is_marked: bool,
    /// Whether the unit of a document makes it one: `article 9`, not `target 1.5` or `3.6条`.
    pub is_explicit: bool,
    /// Whether its first number is a section's: `chapter 3, article 6`, not `article 3(6)`.
    pub is_in_section: bool,
}

/// The level of a unit in the order of a document, from the outside in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Level(u8);

impl Level {
    pub(super) const ANNEX: Self = Self(0);
    pub(super) const CHAPTER: Self = Self(2);
    pub(super) const ARTICLE: Self = Self(4);
    const PARAGRAPH: Self = Self(5);
    const ITEM: Self = Self(6);
    const POINT: Self = Self(7);
    /// Of a number without a unit: inside nothing.
    pub(super) const BARE: Self = Self(9);

    /// The level of a unit that these words name.
    pub(super) fn of_chinese(unit: Unit, words: &str) -> Self {
        let is = |names: &[char]| words.ends_with(names);
        if unit == Unit::Paragraph && is(&['目', '点']) {
            Self::POINT
        } else if unit == Unit::Paragraph && is(&['项', ')']) {
            Self::ITEM
        } else {
            Self::of(unit)
        }
    }

    /// The level of a unit with an English name.
    pub(super) fn of_english(unit: Unit, name: &str) -> Self {
        match name {
            "subparagraph" | "subclause" | "subsection" | "item" => Self::ITEM,
            "point" => Self::POINT,
            _ => Self::of(unit),
        }
    }

    fn of(unit: Unit) -> Self {
        match unit {
            Unit::Annex => Self::ANNEX,
            Unit::Part => Self(1),
            Unit::Chapter => Self::CHAPTER,
            Unit::Section => Self(3),
            Unit::Article => Self::ARTICLE,
            Unit::Paragraph => Self::PARAGRAPH,
        }
    }
}

/// A reference with the levels of its outermost and its innermost unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) mention: Mention,
    outer: Level,
    inner: Level,
    /// Whether it is a reference only as a part of another: `item 5`.
    pub(super) is_inner_only: bool,
}

impl Found {
    /// A reference in the first `len` bytes of a text.
    pub(super) fn first(reference: Reference, len: usize, (outer, inner): (Level, Level)) -> Self {
        let span = Span::new(0, len);
        let is_in_section = outer < Level::ARTICLE;
        let mention =
            Mention { reference, span, is_marked: true, is_explicit: true, is_in_section };
        Self { mention, outer, inner, is_inner_only: false }
    }

    pub(super) fn clause(parts: &[u16], len: usize, level: Level) -> Option<Self> {
        Some(Self::first(Reference::Clause(ClauseNumber::new(parts)?), len, (level, level)))
    }

    pub(super) fn section(number: SectionNumber, len: usize, level: Level) -> Self {
        Self::first(Reference::Section(number), len, (level, level))
    }

    pub(super) fn shifted(self, by: usize) -> Self {
        let mention = Mention { span: self.mention.span.shifted(by), ..self.mention };
        Self { mention, ..self }
    }

    /// This reference and the `next` one as one, if one is part of the other.
    pub(super) fn joined(&self, next: &Self, folded: &str) -> Option<Self> {
        let gap = Span::new(self.mention.span.end, next.mention.span.start).of(folded)?;
        let (outer, inner) = if is_inward(gap) && self.inner < next.outer {
            (self, next)
        } else if is_outward(gap) && next.inner < self.outer {
            (next, self)
        } else {
            return None;
        };
        // Two bare numbers side by side are not one: `chapter 3, 2025`.
        let is_bare = !outer.mention.is_marked || !inner.mention.is_marked;
        if is_bare && outer.outer != Level::ANNEX {
            return None;
        }
        let reference = inside(outer.mention.reference, inner.mention.reference)?;
        let span = self.mention.span.to(&next.mention.span);
        let is_in_section = outer.outer < Level::ARTICLE;
        let mention =
            Mention { reference, span, is_marked: true, is_explicit: true, is_in_section };
        Some(Self { mention, outer: outer.outer, inner: inner.inner, is_inner_only: false })
    }
}

/// Whether these characters lead from an outer unit to an inner one.
fn is_inward(gap: &str) -> bool {
    gap.chars().all(|c| " ,;:、的之中里-".contains(c))
}

/// Whether these words lead from an inner unit to an outer one.
fn is_outward(gap: &str) -> bool {
    ["of", "of the", "in", "in the", "under", "from"].contains(&gap.trim())
}

fn inside(outer: Reference, inner: Reference) -> Option<Reference> {
    let Reference::Clause(inner) = inner else { return None };
    match outer {
        Reference::Section(section) if !section.is_annex() && inner.parts().len() > 1 => None,
        Reference::Section(section) => inner.inside(section),
        // Ids are read in one place only, which knows which numbers can be inside which.
        Reference::Clause(outer) => format!("{outer}.{inner}").parse().ok(),
        Reference::LastSection => None,
    }
    .map(Reference::Clause)
}
