//! What is said, before it is known where.

use crate::{corpus::ClauseRef, text::Span};

use super::CommitmentRow;

/// A reply, from top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply(pub Vec<Block>);

/// A part of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A sentence of the program's.
    Sentence(String),
    /// A clause, word for word.
    Quote(Quotation),
    /// A clause in the other Chinese script than its document has.
    Converted(Quotation),
    /// Another text of a clause that is shown, below it.
    Beside {
        /// What it is.
        title: String,
        /// The document's words.
        words: String,
    },
    /// A title, in the document's words.
    Heading(String),
    /// Commitments, a line each.
    Commitments(Vec<CommitmentRow>),
    /// Things to choose from.
    List(Vec<Item>),
}

/// A clause with what is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The clause.
    pub clause: ClauseRef,
    /// The document's name and the clause's number.
    pub citation: String,
    /// The heading that it stands under, in the document's words.
    pub heading: Option<String>,
    /// The document's words.
    pub words: String,
    /// Places in `words` that stand out, in order, none overlapping another.
    pub emphasis: Vec<Span>,
    /// What the words are, where they are not the authentic ones; a sentence each.
    pub notes: Vec<String>,
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
    /// The quotations, word for word.
    pub fn quotes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|it| match it {
            Block::Quote(it) => Some(it.words.as_str()),
            Block::Sentence(_)
            | Block::Converted(_)
            | Block::Beside { .. }
            | Block::Heading(_)
            | Block::Commitments(_)
            | Block::List(_) => None,
        })
    }

    /// Makes words of the clauses stand out: `places` says where, for each text.
    pub fn emphasise(&mut self, places: impl Fn(&str) -> Vec<Span>) {
        for block in &mut self.0 {
            if let Block::Quote(it) | Block::Converted(it) = block {
                it.emphasis = places(&it.words);
            }
        }
    }
}
