//! The words of a clause that answer a question: the amount where it asks how much, the year where it asks when, the party
//! where it asks who; else the words of its topic.

use crate::{
    answer::Sought,
    commitment::{Commitment, PartyName, quantities},
    corpus::{Agreement, Provision},
    language::grammar,
    search::Marker,
    text::{Language, Span, glyph::Glyphs},
};

use super::excerpt::passage;

/// A question, as far as it concerns the words of a clause.
#[derive(Clone, Debug)]
pub struct Focus<'a> {
    /// Finds the words of its topic.
    pub marker: Marker<'a>,
    /// What its answer is.
    pub sought: Sought,
}

/// The text of a clause that is shown.
pub(super) struct ShownText<'a> {
    pub(super) agreement: &'a Agreement,
    pub(super) provision: &'a Provision,
    pub(super) language: Language,
    pub(super) words: &'a str,
    /// The places that the question asks about, in order, without overlaps.
    pub(super) marks: Vec<Span>,
}

impl Focus<'_> {
    /// The spans of a text that answer, in order, without overlaps.
    pub(super) fn places(&self, text: &ShownText<'_>) -> Vec<Span> {
        let ShownText { agreement, provision, language, words, ref marks } = *text;
        let commitments = provision.commitments.get(language).map_or(&[][..], Vec::as_slice);
        let nearest = nearest(commitments, marks);
        let found = match self.sought {
            Sought::Topic => return marks.clone(),
            Sought::Amount => amounts(&nearest, words, language),
            Sought::Time => times(words, language),
            Sought::Party => parties(&nearest, agreement, words, language),
        };
        let found = inside(found, passage(words, marks));
        if found.is_empty() { marks.clone() } else { found }
    }
}

/// The spans in the passage, or all of them if it has none.
fn inside(mut found: Vec<Span>, passage: Span) -> Vec<Span> {
    if found.iter().any(|it| passage.contains(it)) {
        found.retain(|it| passage.contains(it));
    }
    found
}

/// The commitments whose words have most of the marked ones.
fn nearest<'a>(commitments: &'a [Commitment], marks: &[Span]) -> Vec<&'a Commitment> {
    let most = commitments.iter().map(|it| n_marked(it.span, marks)).max();
    commitments.iter().filter(|it| Some(n_marked(it.span, marks)) == most).collect()
}

/// The marked bytes in a span.
pub(super) fn n_marked(span: Span, marks: &[Span]) -> usize {
    let first = marks.partition_point(|it| it.end <= span.start);
    let from = marks.get(first..).unwrap_or_default();
    from.iter().take_while(|it| it.start < span.end).map(|it| it.len()).sum()
}

fn amounts(nearest: &[&Commitment], words: &str, language: Language) -> Vec<Span> {
    if nearest.is_empty() {
        return quantities(words, language).iter().map(|it| it.span).collect();
    }
    apart(nearest.iter().map(|it| it.amount).collect())
}

/// The years of a text, and lengths in years: `2022`, `5 年内`, `within five years`.
fn times(words: &str, language: Language) -> Vec<Span> {
    let glyphs = Glyphs::of(words);
    let found = grammar(language).times(&glyphs, None);
    let dated = found.iter().filter(|it| it.is_dated());
    apart(dated.map(|it| glyphs.span(it.places.start, it.places.end)).collect())
}

/// The givers of the nearest commitments, else the parties that the text names.
fn parties(
    nearest: &[&Commitment],
    agreement: &Agreement,
    words: &str,
    language: Language,
) -> Vec<Span> {
    let giver = |it: &&Commitment| match it.actor.as_ref()? {
        PartyName::Here(span) | PartyName::Carried(span) => Some(*span),
        PartyName::Inferred(_) => None,
    };
    let givers: Vec<Span> = nearest.iter().filter_map(giver).collect();
    if !givers.is_empty() {
        return apart(givers);
    }
    let names = agreement.meta.parties.iter().filter_map(|it| it.names.get(language)).flatten();
    let places = |name: &'_ String| {
        let found = words.match_indices(name.as_str()).map(|(at, it)| Span::new(at, at + it.len()));
        found.filter(|it| is_word(words, *it)).collect::<Vec<_>>()
    };
    apart(names.filter(|it| !it.is_empty()).flat_map(places).collect())
}

/// Whether no letter or hyphen goes on with a Latin name.
fn is_word(words: &str, span: Span) -> bool {
    let goes_on = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let before = words.get(..span.start).and_then(|it| it.chars().next_back());
    let after = words.get(span.end..).and_then(|it| it.chars().next());
    !before.is_some_and(goes_on) && !after.is_some_and(goes_on)
}

/// Spans in order; of those that overlap the first and longest.
fn apart(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by_key(|it| (it.start, std::cmp::Reverse(it.end)));
    let mut end = 0;
    spans.retain(|it| {
        let is_kept = it.start >= end && !it.is_empty();
        if is_kept {
            end = it.end;
        }
        is_kept
    });
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str, language: Language) -> Vec<&str> {
        times(words, language).iter().filter_map(|it| it.of(words)).collect()
    }

    #[test]
    fn years_and_numbers_of_years() {
        let english = "within five years starting from 2022, of 15000 or 1000 things";
        assert_eq!(found(english, Language::English), ["within five years starting from 2022"]);
        assert_eq!(found("by 2030, over the next decade", Language::English)[..1], ["by 2030"]);
        let chinese = "自 2022 年起 5 年内，三年内进口 1500 亿美元";
        assert_eq!(found(chinese, Language::Chinese), ["自 2022 年起 5 年内", "三年内"]);
        assert_eq!(found("年内 within", Language::Chinese), [""; 0]);
    }

    #[test]
    fn names_are_whole_words() {
        let words = "ASEAN-China trade, China's aid";
        let places: Vec<usize> = words.match_indices("China").map(|it| it.0).collect();
        let is_whole = |at: &usize| is_word(words, Span::new(*at, at + 5));
        assert_eq!(places.iter().map(is_whole).collect::<Vec<_>>(), [false, true]);
    }
}
