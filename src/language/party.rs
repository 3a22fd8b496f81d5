//! Parties of an amount: 中方 gives, 东盟国家 gets.

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// The act by which an amount passes from one party to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Hands over: 提供, 捐赠, provide.
    Gives,
    /// Buys from the other: 进口.
    Imports,
    /// Sells to the other: 出口.
    Exports,
    /// Helps along: 支持, 培训, support.
    Supports,
    /// Keeps below: 控制在, reduce to less than.
    Limits,
    /// Brings to a level: 达到, reach.
    Reaches,
}

/// The name of a party, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartyName {
    /// Words of the text, in the amount's own sentence part.
    Here(Span),
    /// Words of the text that another amount's verb governs: carried over.
    Carried(Span),
    /// A name from the context, which the text does not say.
    Inferred(String),
}

/// The parties of one amount.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parties {
    /// The giver or doer.
    pub actor: Option<PartyName>,
    /// The receiver.
    pub beneficiary: Option<PartyName>,
    /// The act.
    pub direction: Option<Direction>,
}
