//! The role of a line in a document: section, heading, clause, or a line inside a clause.

use super::number::{ClauseNumber, SectionNumber};

/// The role of a line, with the mark that it begins with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Role {
    pub(super) kind: Kind,
    /// The bytes of its number.
    pub(super) mark: usize,
    /// Whether the words behind the number are a heading.
    pub(super) has_title: bool,
}

/// The sort of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words of what stands before, or of the opening.
    Words,
    /// The words of the heading above.
    Title,
    /// A section. Its paragraphs without a number have the number `own`, or are counted.
    Section { number: SectionNumber, own: Option<ClauseNumber> },
    /// A heading that is no section, with the number for the paragraphs below it.
    Heading { own: Option<ClauseNumber> },
    /// A clause, perhaps a section as well.
    Clause { number: ClauseNumber, section: Option<SectionNumber> },
    /// A numbered line inside a clause.
    Item { is_spoken: bool },
}
