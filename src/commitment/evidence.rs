//! Reasons to accept or reject a number as a promise, each with its weight and the words that give it.
//!
//! A number is accepted when its reasons weigh more than nothing. The weights are few, so that they can be read and
//! argued about; a weight of [`NEVER`] settles the matter alone.

use serde::{Deserialize, Serialize};

use crate::language::{Cue, CueKind, DocumentKind, Section};
use crate::quantity::Doubt;
use crate::text::Span;

/// One reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The reason.
    pub reason: Reason,
    /// The words that say so, where words do.
    pub span: Option<Span>,
    /// Its weight here.
    pub weight: i32,
}

/// A weight that nothing outweighs.
pub const NEVER: i32 = -1000;

/// Reasons for and against a number being promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Reason {
    /// The section that the clause stands in.
    Section(Section),
    /// The sort of document.
    Document(DocumentKind),
    /// Money is seldom named idly.
    Money,
    /// Words or the form of the amount.
    Cue(CueKind),
    /// A doubt whether it is an amount at all.
    Doubt(Doubt),
}

impl Evidence {
    /// The reason that a section gives; outside of its parts a report tells rather than promises.
    pub(super) fn of_section(section: Section, kind: DocumentKind) -> Self {
        let weight = match (section, kind) {
            (Section::Review, _) => -10,
            (Section::Plan, _) => 8,
            (Section::Glossary, _) => -2,
            (Section::Body, DocumentKind::Report) => -4,
            (
                Section::Body,
                DocumentKind::Agreement | DocumentKind::Communique | DocumentKind::Unknown,
            ) => 0,
        };
        Self { reason: Reason::Section(section), span: None, weight }
    }

    pub(super) fn of_document(kind: DocumentKind) -> Self {
        let weight = match kind {
            DocumentKind::Agreement => 4,
            DocumentKind::Report => 0,
            DocumentKind::Communique => 1,
            DocumentKind::Unknown => 2,
        };
        Self { reason: Reason::Document(kind), span: None, weight }
    }

    pub(super) fn of_money(span: Span) -> Self {
        Self { reason: Reason::Money, span: Some(span), weight: 2 }
    }

    pub(super) fn of_doubt(doubt: Doubt, span: Span) -> Self {
        let weight = match doubt {
            Doubt::Scope => -12,
            Doubt::AimedScope => -6,
            Doubt::Bare => -14,
            Doubt::Title
            | Doubt::Quoted
            | Doubt::Name
            | Doubt::Order
            | Doubt::Date
            | Doubt::Reference
            | Doubt::Duration
            | Doubt::Proportion
            | Doubt::Base
            | Doubt::Again
            | Doubt::Mention => NEVER,
        };
        Self { reason: Reason::Doubt(doubt), span: Some(span), weight }
    }
}

impl From<Cue> for Evidence {
    fn from(cue: Cue) -> Self {
        Self { reason: Reason::Cue(cue.kind), span: Some(cue.span), weight: cue.weight }
    }
}

/// The weight of all reasons together.
pub fn weigh(evidence: &[Evidence]) -> i32 {
    evidence.iter().map(|one| one.weight).sum::<i32>().max(NEVER)
}
