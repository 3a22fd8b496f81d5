//! The result of comparing a text with a library.

use crate::{answer::Quote, corpus::number::Reference, text::Span};

use super::{cut::Kind, figure::Figure};

/// The statements of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// In the order of the text.
    pub statements: Vec<Statement>,
    /// Whether the text has more statements than are compared.
    pub is_cut: bool,
}

/// A statement of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Its place in the text.
    pub span: Span,
    /// The sort of it.
    pub kind: Kind,
    /// The result of the comparison.
    pub verdict: Verdict,
    /// The clause or section that the text names for it, if the words stand in another one.
    pub misquoted: Option<Reference>,
}

/// The result of comparing a statement with a library.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// A clause has these words.
    Exact(Place),
    /// A clause has most of these words; those that differ, in order.
    Differs(Place, Vec<Difference>),
    /// A clause has these figures, in other words or in another language.
    SameFigures(Place, Vec<Figure>),
    /// A clause on the same matter lacks these figures of the statement.
    OtherFigure(Place, Vec<Figure>),
    /// No clause is near.
    Absent,
}

/// The words of a clause that a statement is compared with.
pub type Place = Quote;

/// Words that differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The words of the text; empty where it leaves words out.
    pub here: Span,
    /// The words of the clause; empty where it has none.
    pub there: Span,
}

impl Verdict {
    /// The words of the library, if there are some.
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::Exact(place)
            | Self::Differs(place, _)
            | Self::SameFigures(place, _)
            | Self::OtherFigure(place, _) => Some(*place),
            Self::Absent => None,
        }
    }

    /// Whether the library confirms the statement.
    pub fn is_confirmed(&self) -> bool {
        match self {
            Self::Exact(_) | Self::SameFigures(..) => true,
            Self::Differs(..) | Self::OtherFigure(..) | Self::Absent => false,
        }
    }
}
