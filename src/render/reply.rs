//! What is said, before it is known where.

use crate::corpus::ClauseRef;

use super::CommitmentRow;

/// A reply, from top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply(pub Vec<Block>);

/// A part of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A sentence of the program's.
    Sentence(String),
    /// A clause.
    Quote {
        /// The document's name and the clause's number.
        citation: String,
        /// The heading that it stands under, in the document's words.
        heading: Option<String>,
        /// The document's words.
        words: String,
        /// What the words are, where they are not the authentic ones.
        note: Option<String>,
    },
    /// A title, in the document's words.
    Heading(String),
    /// Commitments, a line each.
    Commitments(Vec<CommitmentRow>),
    /// Things to choose from.
    List(Vec<Item>),
}

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is called: `3.6`.
    pub label: String,
    /// What it is about: a clause's first words, followed by `…` where there are
    /// more.
    pub text: String,
    /// The clause, where it is one.
    pub clause: Option<ClauseRef>,
}

impl Reply {
    /// The quotations.
    pub fn quotes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|it| match it {
            Block::Quote { words, .. } => Some(words.as_str()),
            Block::Sentence(_) | Block::Heading(_) | Block::Commitments(_) | Block::List(_) => None,
        })
    }
}
