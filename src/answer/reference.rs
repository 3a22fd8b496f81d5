//! The clauses and sections that a question asks for by number.
//!
//! A number with a unit is always meant; a bare one, `3.6`, only where nothing else is asked, for it may be an amount.
//! `part 2, clause 5` is clause 2.5, as `第二部分第五条` is. The forms of numbers are in [`corpus::number`](crate::corpus::number).

use crate::{
    corpus::{
        ClauseNumber,
        number::{Mention, Reference, hyphenated, mentions, pair, pinyin},
    },
    language::has_content,
    text::{Span, Token, TokenKind, tokens},
};

use super::lexicon::{SHOWING_IN_HAN, SHOWING_IN_LATIN};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct References {
    /// In order, each once.
    pub(super) found: Vec<Reference>,
    /// Whether the question is about more than them.
    pub(super) has_topic: bool,
    /// Whether they may as well be amounts: `61`.
    pub(super) is_doubtful: bool,
    /// The clauses among them that are called by their unit, `article 9`; each with whether its first number is a
    /// section's.
    pub(super) explicit: Vec<(ClauseNumber, bool)>,
    /// What two numbers with a hyphen are as one, if nothing else is asked: 3.6 of `art. 3-6`.
    pub(super) hyphenated: Option<ClauseNumber>,
}

/// The references of a folded text with these tokens.
pub(super) fn references(folded: &str, tokens: &[Token<'_>]) -> References {
    if let Some(pair) = pair(folded) {
        let found = vec![Reference::Clause(pair)];
        return References { found, ..References::default() };
    }
    let folded = pinyin(folded, tokens);
    let mentions = mentions(&folded);
    let is_all = |span| !has_content(&without_showing(&without(&folded, [span])));
    let hyphenated = hyphenated(&folded).filter(|it| is_all(it.1)).map(|it| it.0);
    if mentions.is_empty() {
        return References { hyphenated, ..References::default() };
    }
    let rest = without(&folded, mentions.iter().map(|it| it.span));
    let has_topic = has_content(&without_showing(&rest));
    let is_one = |it: &Mention| matches!(it.reference, Reference::Clause(number) if number.parts().len() == 1);
    let is_doubtful = mentions.iter().all(|it| !it.is_marked && is_one(it));
    let mut found: Vec<Reference> = Vec::new();
    let mut explicit = Vec::new();
    for mention in mentions.into_iter().filter(|it| it.is_marked || !has_topic) {
        let inner = match (found.last(), mention.reference) {
            (Some(Reference::Section(section)), Reference::Clause(number))
                if number.parts().len() == 1 =>
            {
                number.inside(*section).map(Reference::Clause)
            }
            _ => None,
        };
        if inner.is_some() {
            found.pop();
        }
        let reference = inner.unwrap_or(mention.reference);
        if let Reference::Clause(number) = reference
            && mention.is_explicit
        {
            explicit.push((number, mention.is_in_section || inner.is_some()));
        }
        if !found.contains(&reference) {
            found.push(reference);
        }
    }
    References { found, has_topic, is_doubtful, explicit, hyphenated }
}

/// A text without the words that ask for something to be shown.
pub(super) fn without_showing(folded: &str) -> String {
    let mut cut = folded.to_owned();
    for word in SHOWING_IN_HAN.iter().filter(|it| folded.contains(**it)) {
        cut = cut.replace(word, " ");
    }
    let is_showing =
        |it: &Token<'_>| it.kind == TokenKind::Word && SHOWING_IN_LATIN.contains(&*it.text);
    let spans = tokens(&cut).into_iter().filter(is_showing);
    without(&cut, spans.map(|it| it.span))
}

fn without(text: &str, spans: impl IntoIterator<Item = Span>) -> String {
    let mut rest = String::new();
    let mut at = 0;
    for span in spans {
        rest.push_str(Span::new(at, span.start).of(text).unwrap_or_default());
        rest.push(' ');
        at = span.end;
    }
    rest.push_str(text.get(at..).unwrap_or_default());
    rest
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::text::Folding;

    fn read(question: &str) -> String {
        let folded = Folding::new().fold(question);
        let read = references(folded.as_str(), &tokens(folded.as_str()));
        let shown = |it: &Reference| match it {
            Reference::Clause(number) => number.to_string(),
            Reference::Section(number) => format!("section {number}"),
            Reference::LastSection => "last".to_owned(),
        };
        read.found.iter().map(shown).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn bare_numbers_are_meant_alone() {
        assert_snapshot!(read("3.6"), @"3.6");
        assert_snapshot!(read("3.6?"), @"3.6");
        assert_snapshot!(read("三点六"), @"3.6");
        assert_snapshot!(read("3.6讲什么"), @"3.6");
        assert_snapshot!(read("what does 3.6 say"), @"3.6");
        assert_snapshot!(read("条款3.6"), @"3.6");
        assert_snapshot!(read("3.6 和 4.3"), @"3.6, 4.3");
        assert_snapshot!(read("5-3"), @"5.3");
        assert_snapshot!(read("er dian san"), @"2.3");
        let others = "1.5轨|3.0版|1.5亿剂|2.0|Track 1.5|FTA 3.0 谈判|150 billion|一带一路";
        for question in others.split('|') {
            assert_eq!(read(question), "", "{question}");
        }
    }

    #[test]
    fn a_section_before_a_clause_is_part_of_its_number() {
        assert_snapshot!(read("part two, fifth clause"), @"2.5");
        assert_snapshot!(read("第二部分，第五条"), @"2.5");
        assert_snapshot!(read("annex I, article 2"), @"annex-1.2");
        assert_snapshot!(read("chapter 4"), @"section 4");
        assert_snapshot!(read("the last chapter"), @"last");
    }
}
