//! The part of a text that a question hits: the sentence with most of the marked words, or where that is long, the words
//! around the first of them.
//!
//! Widths are in columns, of which a Han character has two: a line of a phone has about 38.

use crate::text::{Span, sentences};

use super::Marked;

/// The width of a text in columns.
pub fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

fn width(c: char) -> usize {
    if c.len_utf8() > 2 { 2 } else { 1 }
}

/// The sentence of `text` with most of the marked bytes, or the first of several. `marks` are in order, without overlaps.
pub(super) fn passage(text: &str, marks: &[Span]) -> Span {
    let (mut best, mut most) = (None, 0);
    let (mut at, mut rest) = (0, marks);
    for words in sentences(text) {
        let Some(start) = text.get(at..).and_then(|it| it.find(words)).map(|it| at + it) else {
            continue;
        };
        at = start + words.len();
        let before = rest.iter().take_while(|it| it.end <= start).count();
        rest = rest.get(before..).unwrap_or_default();
        let inside = rest.iter().take_while(|it| it.start < at);
        let n_marked: usize = inside.map(|it| it.len()).sum();
        if best.is_none() || n_marked > most {
            (best, most) = (Some(trimmed(text, Span::new(start, at))), n_marked);
        }
    }
    best.unwrap_or_else(|| trimmed(text, Span::whole(text)))
}

/// The part of a text that a question hits, in at most `limit` columns.
pub(super) fn excerpt(text: &str, marks: &[Span], limit: usize) -> Span {
    let sentence = passage(text, marks);
    let Some(words) = sentence.of(text).filter(|it| columns(it) > limit) else {
        return sentence;
    };
    let first = marks.iter().find(|it| sentence.contains(it));
    let mark = first.map_or(Span::new(0, 0), |it| {
        Span::new(it.start - sentence.start, it.end - sentence.start)
    });
    let lead = words.get(..mark.end).map_or(0, columns);
    let start = if lead <= limit / 2 { 0 } else { lead_in(words, mark.start, limit / 3) };
    let start = start + words.get(start..).map_or(0, closing);
    let end = start + words.get(start..).map_or(0, |it| fitting(it, limit));
    trimmed(text, Span::new(sentence.start + start, sentence.start + end))
}

/// The excerpt in words, with `…` where the text goes on, and the `emphasis` of the text in it.
pub fn excerpted(text: &str, marks: &[Span], emphasis: &[Span], limit: usize) -> Marked {
    let span = excerpt(text, marks, limit);
    let is_start = text.get(..span.start).is_none_or(|it| it.trim().is_empty());
    let is_end = text.get(span.end..).is_none_or(|it| it.trim().is_empty());
    let [before, after] = [is_start, is_end].map(|it| if it { "" } else { "…" });
    let words = format!("{before}{}{after}", span.of(text).unwrap_or_default());
    let moved = |it: usize| it - span.start + before.len();
    let inside = emphasis.iter().filter(|it| span.contains(it));
    let emphasis = inside.map(|it| Span::new(moved(it.start), moved(it.end))).collect();
    Marked { words, emphasis }
}

/// The start of the words before byte `at`: behind the last comma within `room` columns, else the first word there.
fn lead_in(words: &str, at: usize, room: usize) -> usize {
    let mut start = at;
    let mut used = 0;
    let before = words.get(..at).unwrap_or_default();
    for (i, c) in before.char_indices().rev() {
        used += width(c);
        if used > room || is_pause(c) {
            return if is_pause(c) { i + c.len_utf8() } else { start };
        }
        if c.is_whitespace() || c.len_utf8() > 2 {
            start = i;
        }
    }
    0
}

/// The end of the words that fit `limit` columns: at a comma or a space of their second half, if there is one.
fn fitting(words: &str, limit: usize) -> usize {
    let mut used = 0;
    let mut fits = 0;
    let [mut pause, mut space] = [0; 2];
    for (i, c) in words.char_indices() {
        used += width(c);
        if used > limit {
            return [pause, space].into_iter().find(|it| *it > fits / 2).unwrap_or(fits);
        }
        fits = i + c.len_utf8();
        match c {
            _ if is_pause(c) => pause = i,
            _ if c.is_whitespace() => space = i,
            _ => {}
        }
    }
    words.len()
}

/// The bytes of the marks that close what began before a text.
fn closing(text: &str) -> usize {
    text.len() - text.trim_start_matches(['”', '’', '」', '』', '》', '）', ')', '"']).len()
}

fn is_pause(c: char) -> bool {
    "，；。：,;:\n".contains(c)
}

/// A span without the spaces at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let Some(words) = span.of(text) else { return span };
    let start = span.start + words.len() - words.trim_start().len();
    Span::new(start, (span.start + words.trim_end().len()).max(start))
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str, word: &str, limit: usize) -> String {
        let marks: Vec<Span> =
            text.match_indices(word).map(|(at, it)| Span::new(at, at + it.len())).collect();
        let Marked { words, emphasis } = excerpted(text, &marks, &marks, limit);
        let first = emphasis.first().and_then(|it| it.of(&words)).unwrap_or_default();
        format!("{words} [{first}]")
    }

    #[test]
    fn an_excerpt_has_the_hit() {
        assert_snapshot!(shown("Hold talks. Sign it by June; report.", "Sign", 60), @"…Sign it by June;… [Sign]");
        assert_snapshot!(shown("加强合作，扩大贸易，包括农产品、工业品和服务贸易，并利用现有运输方式更加便利输华", "农产品", 24), @"…包括农产品、工业品和服务… [农产品]");
        assert_snapshot!(shown("Explore wide and deep cooperation in many areas of the economy and of rail links in the region as a whole", "rail", 40), @"…and of rail links in the region as a… [rail]");
        assert_snapshot!(shown("Explore.", "z", 40), @"Explore. []");
        assert_snapshot!(shown("", "z", 40), @" []");
    }

    proptest! {
        #[test]
        fn an_excerpt_is_a_part_that_fits(
            text in "[a-z加强合作，。; \n]{0,200}",
            places in prop::collection::vec((0..300_usize, 1..9_usize), 0..20),
            limit in 1..120_usize,
        ) {
            let mut marks: Vec<Span> = places.iter().map(|(at, n)| Span::new(*at, at + n)).collect();
            marks.retain(|it| it.of(&text).is_some());
            marks.sort_unstable();
            let mut end = 0;
            marks.retain(|it| { let keep = it.start >= end; if keep { end = it.end; } keep });
            let span = excerpt(&text, &marks, limit);
            let words = span.of(&text);
            prop_assert!(words.is_some());
            prop_assert!(words.is_some_and(|it| columns(it) <= limit));
            let Marked { words, emphasis } = excerpted(&text, &marks, &marks, limit);
            prop_assert!(emphasis.iter().all(|it| it.of(&words).is_some()));
        }
    }
}
