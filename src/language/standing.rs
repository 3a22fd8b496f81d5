//! The standing of an amount: whether its sentence pledges it, or only tells, wishes or denies it.
//!
//! `Party A will provide $5 million` pledges, `will not provide` denies, `may provide` wishes, `has provided` tells. The
//! governing verb decides, with its polarity; only where no verb governs do weights decide alone.

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// How far somebody is bound to an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Somebody undertakes it: `will provide`, 将提供.
    Pledged,
    /// The speaker aims at it without undertaking it: `aims to`, 力争.
    Aim,
    /// Somebody undertakes it under a condition: `subject to approval, will provide`, 如…将提供.
    Conditional,
    /// It may be, or somebody else is to do it: `may provide`, `calls on donors to provide`, 呼吁.
    Wish,
    /// It is so, or was: `has provided`, `stands at`, 已达.
    Fact,
    /// It is not undertaken: `will not provide`, 不会提供.
    Denied,
}

impl Standing {
    /// Whether an amount of this standing belongs in a list of commitments.
    pub fn is_commitment(self) -> bool {
        match self {
            Self::Pledged | Self::Aim | Self::Conditional => true,
            Self::Wish | Self::Fact | Self::Denied => false,
        }
    }
}

/// Whether a clause says something or says that it is not so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// `will provide`
    Affirmative,
    /// `will not provide`
    Negative,
}

/// The words that decide the standing of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoverningVerb {
    /// The governing verb: `will`, `calls on`, 呼吁.
    pub verb: Span,
    /// Whether it is negated.
    pub polarity: Polarity,
    /// The standing that the amount has by it.
    pub standing: Standing,
}
