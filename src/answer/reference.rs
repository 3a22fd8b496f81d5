//! The clauses and sections that a question asks for by number.
//!
//! A number with a unit is always meant; a bare one, `3.6`, only where nothing else is asked, for it may be an amount.
//! `part 2, clause 5` is clause 2.5, as `第二部分第五条` is. The forms of numbers are in [`corpus::number`](crate::corpus::number).

use crate::{
    corpus::{
        ClauseNumber,
        number::{
            Mention, Range, Reference, hyphenated, joins_ends, mentions, pair, pinyin, ranges,
        },
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
    let hyphenated = hyphenated(&folded).filter(|it| is_all(&folded, [it.1])).map(|it| it.0);
    let ranges = meant(ranges(&folded), &mentions, &folded);
    let (mentions, ranges) = with_ranges(mentions, ranges);
    if mentions.is_empty() {
        return References { hyphenated, ..References::default() };
    }
    let rest = without(&folded, mentions.iter().map(|it| it.span));
    let has_topic = has_content(&without_showing(&rest));
    let has_one_part = |it: &Mention| matches!(it.reference, Reference::Clause(number) if number.parts().len() == 1);
    let is_doubtful = mentions.iter().all(|it| !it.is_marked && has_one_part(it));
    let mut found: Vec<Reference> = Vec::new();
    let mut explicit = Vec::new();
    // Where the last mention ends, and whether the last section is the first of several: no bare number is inside it then.
    let (mut end, mut is_cut) = (0, false);
    for mention in mentions.into_iter().filter(|it| it.is_marked || !has_topic) {
        let gap = Span::new(end, mention.span.start).of(&folded).unwrap_or_default();
        end = mention.span.end;
        // `chapters 3 to 6`: neither clause 6 nor article 6 of chapter 3.
        let is_behind_section = matches!(found.last(), Some(Reference::Section(_)));
        is_cut |= is_behind_section && !mention.is_marked && joins_ends(gap);
        if is_cut && !mention.is_marked {
            continue;
        }
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
        let range = ranges.iter().find(|it| mention.span.contains(&it.span));
        let numbers: Vec<ClauseNumber> = match (reference, range) {
            (Reference::Clause(first), Some(range)) => range.numbers(first).collect(),
            (Reference::Clause(number), None) => vec![number],
            (Reference::Section(_) | Reference::LastSection, _) => Vec::new(),
        };
        if mention.is_explicit {
            let is_in_section = mention.is_in_section || inner.is_some();
            explicit.extend(numbers.iter().map(|it| (*it, is_in_section)));
        }
        let clauses = numbers.into_iter().skip(1).map(Reference::Clause);
        for reference in std::iter::once(reference).chain(clauses) {
            if !found.contains(&reference) {
                found.push(reference);
            }
        }
    }
    References { found, has_topic, is_doubtful, explicit, hyphenated }
}

/// Whether a text asks for nothing but what its spans say, which are in the order of their starts.
fn is_all(folded: &str, spans: impl IntoIterator<Item = Span>) -> bool {
    !has_content(&without_showing(&without(folded, spans)))
}

/// The ranges that a question is after. Beside other words, the last number may be an amount: `article 3 to 5 percent`.
fn meant(ranges: Vec<Range>, mentions: &[Mention], folded: &str) -> Vec<Range> {
    if ranges.is_empty() {
        return ranges;
    }
    let mentioned = mentions.iter().map(|it| it.span);
    let mut spans: Vec<Span> = mentioned.chain(ranges.iter().map(|it| it.span)).collect();
    spans.sort_unstable_by_key(|it| it.start);
    let is_all = is_all(folded, spans);
    ranges.into_iter().filter(|it| is_all || it.is_certain).collect()
}

/// The mentions, with those at the ends of a range as one; and the ranges of clauses.
fn with_ranges(mut mentions: Vec<Mention>, ranges: Vec<Range>) -> (Vec<Mention>, Vec<Range>) {
    let mut read = Vec::new();
    for range in ranges {
        let is_end = |it: &Mention| it.span.overlaps(&range.span);
        let at = mentions.iter().position(is_end);
        let at =
            at.unwrap_or_else(|| mentions.partition_point(|it| it.span.end <= range.span.start));
        if let Some(whole) = as_mention(range, mentions.iter().copied().filter(is_end)) {
            mentions.retain(|it| !is_end(it));
            mentions.insert(at, whole);
            read.push(range);
        }
    }
    (mentions, read)
}

/// A range as a mention of its first clause, whose words are those of the range and of what stands before it as part of
/// the same mention; `None` if the mentions at its ends say something else: `paragraphs 1 to 3 of article 2`.
fn as_mention(range: Range, ends: impl Iterator<Item = Mention>) -> Option<Mention> {
    let mut whole = Mention {
        reference: Reference::Clause(range.first),
        span: range.span,
        is_marked: range.is_marked,
        is_explicit: range.is_marked,
        is_in_section: false,
    };
    for end in ends {
        if end.span.end > range.span.end {
            return None;
        }
        // In `第三至六条` the first end has no unit and is not mentioned.
        if end.span.start <= range.span.start {
            let Reference::Clause(number) = end.reference else { return None };
            if number.last() != range.first.last() {
                return None;
            }
            let is_marked = end.is_marked || range.is_marked;
            whole = Mention { span: end.span.to(&range.span), is_marked, ..end };
        }
    }
    Some(whole)
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

/// A text without some spans, in the order of their starts.
fn without(text: &str, spans: impl IntoIterator<Item = Span>) -> String {
    let mut rest = String::new();
    let mut at = 0;
    for span in spans {
        rest.push_str(Span::new(at, span.start).of(text).unwrap_or_default());
        rest.push(' ');
        at = at.max(span.end);
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
        assert_snapshot!(read("3.6-3.9"), @"3.6, 3.7, 3.8, 3.9");
        assert_snapshot!(read("er dian san"), @"2.3");
        let others = "1.5轨|3.0版|1.5亿剂|2.0|Track 1.5|FTA 3.0 谈判|150 billion|一带一路";
        for question in others.split('|') {
            assert_eq!(read(question), "", "{question}");
        }
    }

    #[test]
    fn ranges_are_all_their_clauses() {
        for question in "articles 3 to 6|Art. 3–6|article 3 through article 6|第三条至第六条|第三至六条|第3-6条|\
            clauses 3 to 6 please|show me articles 3-6|articles three to six|articles III to VI|第三条——第六条|\
            第三条到第六条讲什么|第三条至第六条关于许可的规定|what do articles 3 to 6 say about permits?"
            .split('|')
        {
            assert_eq!(read(question), "3, 4, 5, 6", "{question}");
        }
        assert_snapshot!(read("articles 1 to 3 and articles 7 to 9"), @"1, 2, 3, 7, 8, 9");
        assert_snapshot!(read("articles 1 and articles 3 to 5"), @"1, 3, 4, 5");
        assert_snapshot!(read("articles 3 to 5 and 9"), @"3, 4, 5, 9");
        assert_snapshot!(read("第3.6条至第3.8条"), @"3.6, 3.7, 3.8");
        assert_snapshot!(read("3.6到3.8"), @"3.6, 3.7, 3.8");
        assert_snapshot!(read("1.1, 3.6-3.8和4.1"), @"1.1, 3.6, 3.7, 3.8, 4.1");
        assert_snapshot!(read("article 2, paragraphs 1 to 3"), @"2.1, 2.2, 2.3");
        assert_snapshot!(read("第二条第一款至第三款"), @"2.1, 2.2, 2.3");
        assert_snapshot!(read("articles 6 to 3"), @"6, 3");
    }

    #[test]
    fn numbers_that_are_no_range_of_clauses() {
        for question in "5到10年|3 to 5 percent|2022-2025|2025.1-2025.6|从3月到6月|1-6月|10-50人|会议3点到5点开|\
            3点到5点|开通两到三条航线|3到5项措施|上调2到3点|3到5款疫苗|tariffs under article 3 to 5 percent|\
            article 3 to 6 months|article 3 - 6 months notice|第三条到6月底|第3条至10个工作日|\
            paragraphs 1 to 3 of article 2|articles 3 to 6 of annex 1|articles 1 to 600|第3-6章|第三至六章|\
            3到6章|3到6条|3到5次|三到五个|九到十一位|9:05 to 17:00|no. 3-6|item 3-6|no. 6-3|3 to 6"
            .split('|')
        {
            let read = read(question);
            assert!(!read.contains('4') && !read.contains("10"), "{question}: {read}");
        }
        assert_snapshot!(read("第二条第三款至第五条"), @"2.3, 5");
        assert_snapshot!(read("article 2, paragraph 1 to article 5"), @"2.1, 5");
        assert_snapshot!(read("第十二条至第十五条之二"), @"12, 15-2");
        assert_snapshot!(read("chapters 1 to 3 and 5 to 7"), @"section 1");
    }

    #[test]
    fn a_section_before_a_clause_is_part_of_its_number() {
        assert_snapshot!(read("part two, fifth clause"), @"2.5");
        assert_snapshot!(read("第二部分，第五条"), @"2.5");
        assert_snapshot!(read("annex I, article 2"), @"annex-1.2");
        assert_snapshot!(read("chapter 4"), @"section 4");
        assert_snapshot!(read("chapters 3 to 6"), @"section 3");
        assert_snapshot!(read("the last chapter"), @"last");
    }
}
