//! Why a number was kept or dropped: each reason with its weight and the words that give it.
//!
//! A number is kept when its reasons weigh more than nothing. The weights are few and stand in one table, so that
//! they can be read and argued about; a weight of [`NEVER`] settles the matter alone.

use super::context::{DocumentKind, Section};
use crate::text::Span;

/// One reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence {
    /// What speaks for or against.
    pub reason: Reason,
    /// The words that say so, where words do.
    pub span: Option<Span>,
    /// How much it weighs here.
    pub weight: i32,
}

/// A weight that nothing outweighs.
pub const NEVER: i32 = -1000;

/// What speaks for or against a number being promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The section that the clause stands in.
    Section(Section),
    /// The sort of document.
    Document(DocumentKind),
    /// Money is seldom named idly.
    Money,
    /// A word of promising: 将, 力争, will, pledges.
    Promise,
    /// A word of doing what can be promised: 新建, provide.
    Act,
    /// A later year or an open period: 到2030年, by 2030.
    Ahead,
    /// A word of telling: 已, 同比, has delivered, was.
    Result,
    /// A word of statistics, which makes a result of its whole sentence: 同比, 比上年.
    Statistic,
    /// A year before the document's.
    Past,
    /// An estimate: is estimated to need.
    Estimate,
    /// What could be, but is not promised: could reach.
    Possible,
    /// An amount that this one is added to or compared with: from 400,000.
    Baseline,
    /// A count so small that it tells apart rather than promises: 两个, three.
    Small,
    /// Where or among whom, and not how much: in 30 countries.
    Scope,
    /// A count of things, which facts have as often as promises.
    Counted,
    /// A number without a unit.
    Bare,
    /// Parts of a document or a plan: 28个主要指标.
    Outline,
    /// In a title.
    Title,
    /// In a quoted name.
    Quoted,
    /// Part of a name: 5G, G20, COVID-19.
    Name,
    /// A place in an order: 第三届, 19th, 3.0版, 5A级.
    Order,
    /// A date or a year.
    Date,
    /// A cited instrument: Article 9.1.
    Reference,
    /// A length of time, which says when and not how much.
    Duration,
    /// One side of a proportion: 2：1.
    Proportion,
}

impl Reason {
    #[expect(clippy::match_same_arms, reason = "a table: one line a reason")]
    /// What the reason weighs before the place of its words is looked at.
    pub fn weight(self) -> i32 {
        match self {
            Self::Section(Section::Review) => -10,
            Self::Section(Section::Plan) => 8,
            Self::Section(Section::Glossary) => -2,
            Self::Section(Section::Body) => 0,
            Self::Document(DocumentKind::Agreement) => 4,
            Self::Document(DocumentKind::Report) => 0,
            Self::Document(DocumentKind::Communique) => 1,
            Self::Document(DocumentKind::Unknown) => 2,
            Self::Money => 2,
            Self::Promise => 8,
            Self::Act => 3,
            Self::Ahead => 4,
            Self::Result | Self::Statistic => -8,
            Self::Past => -6,
            Self::Counted => -4,
            Self::Estimate => -12,
            Self::Possible => -4,
            Self::Baseline => -12,
            Self::Small => -12,
            Self::Scope => -12,
            Self::Bare => -14,
            Self::Outline => -14,
            Self::Title
            | Self::Quoted
            | Self::Name
            | Self::Order
            | Self::Date
            | Self::Reference
            | Self::Duration
            | Self::Proportion => NEVER,
        }
    }

    /// The reason with its usual weight.
    pub fn at(self, span: Option<Span>) -> Evidence {
        Evidence { reason: self, span, weight: self.weight() }
    }
}

/// What all reasons weigh together.
pub fn weigh(evidence: &[Evidence]) -> i32 {
    evidence.iter().map(|one| one.weight).sum::<i32>().max(NEVER)
}
