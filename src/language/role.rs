//! What a word does in a question.

/// The role of a word in a question.
///
/// Nouns and names decide what a question is about; verbs and adjectives are chosen freely (`扩大进口`, `多买点`, `buy
/// more`), so a clause that lacks them may still be the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A proper name, or a number.
    Name,
    /// A thing.
    Thing,
    /// A verb, or a word that is verb and noun.
    Act,
    /// A word that could stand in any question.
    Light,
}
