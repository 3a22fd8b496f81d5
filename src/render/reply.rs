//! A reply as blocks, for a terminal or a chat.

use crate::{corpus::ClauseRef, text::Span};

use super::CommitmentRow;

/// A reply, from top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply(pub Vec<Block>);

/// A part of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A sentence of the program.
    Sentence(String),
    /// A clause, word for word.
    Quote(Quotation),
    /// A clause, converted to the other Chinese script.
    Converted(Quotation),
    /// The other text of a clause, below the first.
    Parallel {
        /// The status of the text: an official translation, for example.
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
    /// Words of a checked text beside those of a clause.
    Compared(Comparison),
    /// A clause in two languages, sentence under sentence.
    Beside(Beside),
}

/// A clause with its citation and notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The clause.
    pub clause: ClauseRef,
    /// The document's name and the clause's number.
    pub citation: String,
    /// The heading of its section, in the document's words.
    pub heading: Option<String>,
    /// The part that answers, above the words.
    pub glance: Option<Glance>,
    /// The document's words.
    pub words: String,
    /// The emphasised spans of `words`, in order, without overlaps.
    pub emphasis: Vec<Span>,
    /// Sentences that say how the words differ from the authentic ones.
    pub notes: Vec<String>,
}

/// The part of a clause that answers at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Glance {
    /// Its commitments, a line each.
    Commitments(Vec<CommitmentRow>),
    /// Words of it, with `…` where it goes on.
    Passage(Marked),
}

/// A clause in two languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// The clause.
    pub clause: ClauseRef,
    /// The clause's number and the document's name.
    pub citation: String,
    /// The status of each text, and whether one is converted.
    pub notes: Vec<String>,
    /// Sentences in the language of the reader, each with the same one in the other language.
    pub pairs: Vec<[String; 2]>,
}

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its name: `3.6`.
    pub label: String,
    /// Its subject: the first words of a clause, then `…` if there are more.
    pub text: String,
    /// The clause, if it is one.
    pub clause: Option<ClauseRef>,
}

/// Words of a checked text beside those of a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The result, with the citation of the clause.
    pub verdict: String,
    /// The clause, if one is near.
    pub clause: Option<ClauseRef>,
    /// The words of the checked text.
    pub here: Marked,
    /// The words of the document, if they differ.
    pub there: Option<Marked>,
    /// Sentences on what differs.
    pub notes: Vec<String>,
}

/// Words with the spans that differ, in order, without overlaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The words.
    pub words: String,
    /// The spans.
    pub emphasis: Vec<Span>,
}

impl Reply {
    /// The quotations, word for word.
    pub fn quotes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|it| {
            let Block::Quote(it) = it else { return None };
            Some(it.words.as_str())
        })
    }
}

/// The spans of the characters in `to` that stand where those of `spans` stand in `from`; `spans` are in order, without
/// overlaps.
pub(super) fn carried(spans: &[Span], from: &str, to: &str) -> Vec<Span> {
    let bytes = |text: &'_ str| {
        text.char_indices().map(|(at, _)| at).chain([text.len()]).collect::<Vec<_>>()
    };
    let (from, to) = (bytes(from), bytes(to));
    let place = |byte| to.get(from.binary_search(&byte).ok()?).copied();
    spans.iter().filter_map(|it| Some(Span::new(place(it.start)?, place(it.end)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_is_carried_by_characters() {
        // The first character has four bytes in one script, three in the other.
        let (from, to) = ("\u{2b488}东盟", "霉東盟");
        let spans = [Span::new(0, 4), Span::new(7, 10)];
        let words: Vec<_> = carried(&spans, from, to).iter().map(|it| it.of(to)).collect();
        assert_eq!(words, [Some("霉"), Some("盟")]);
    }
}
