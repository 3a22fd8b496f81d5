//! The words that clauses have, as word vectors, and the mean vector of each clause.
//!
//! A question's word that a clause lacks is compared with the words that it has; the mean vectors of question and
//! clause say what the clause is about as a whole. Words are found as [`words_in`] does, in clauses and questions alike.

use std::{collections::HashMap, ops::Range};

use serde::{Deserialize, Serialize};

use crate::language::is_stop_word;
use crate::text::{Segmenter, Span, Token, TokenKind, VECTORS, VectorWord, cosine, mean, tokens};

use super::{flat::Flat, lists::Lists, terms::term};

/// Words of clauses beyond this number, which are the last and so the rarest, are not compared.
const MAX_WORDS: usize = u16::MAX as usize;

/// Clauses of a sample that shows the usual nearness.
const MAX_SAMPLE: usize = 1024;

/// Clauses that are looked through for the nearest.
const MAX_SCANNED: u32 = 100_000;

/// Words that join to a name, as `非` and `盟` do.
const MAX_JOINED: usize = 4;

/// Clauses that are looked through sentence by sentence; of more, only the whole ones are compared.
const MAX_BY_SENTENCE: u32 = 4096;

/// The share of a clause's nearest sentence in its nearness.
const SENTENCE: f32 = 0.9;

/// The constant of smooth inverse frequency: a word of this frequency has half the weight of a rare one.
const COMMON: f32 = 1e-3;

/// The words of each clause.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Meanings {
    /// The words that some clause has, in the order in which they first stood in one.
    words: Flat<u32>,
    /// By clause: the places of its words in `words`, sorted.
    in_clause: Lists<u16>,
    /// By clause: its mean vector.
    means: Lists<u8>,
    /// The places of words, while clauses are added.
    #[serde(skip)]
    places: HashMap<VectorWord, u16>,
}

/// The words of a clause that was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Meant {
    words: Vec<VectorWord>,
    mean: Vec<u8>,
}

impl Meant {
    /// The words of folded texts.
    pub(super) fn of<'a>(
        texts: impl Iterator<Item = &'a str>,
        segmenter: impl Fn() -> &'a Segmenter,
    ) -> Self {
        let parts: Vec<Vec<VectorWord>> =
            texts.map(|it| words_in(it, &segmenter).into_iter().map(|it| it.1).collect()).collect();
        let mut words = parts.concat();
        let mut mean = mean_of(&words);
        if parts.len() > 1 {
            for part in &parts {
                mean.extend(mean_of(part));
            }
        }
        words.sort_unstable();
        words.dedup();
        Self { words, mean }
    }
}

impl Meanings {
    /// Adds the words of the next clause.
    pub(super) fn add(&mut self, meant: &Meant) {
        let mut places: Vec<u16> = meant.words.iter().filter_map(|it| self.place(*it)).collect();
        places.sort_unstable();
        for place in places {
            self.in_clause.push(place);
        }
        self.in_clause.close();
        meant.mean.iter().for_each(|it| self.means.push(*it));
        self.means.close();
    }

    fn place(&mut self, word: VectorWord) -> Option<u16> {
        if let Some(place) = self.places.get(&word) {
            return Some(*place);
        }
        let place =
            u16::try_from(self.words.len()).ok().filter(|_| self.words.len() < MAX_WORDS)?;
        self.words.push(word.0);
        self.places.insert(word, place);
        Some(place)
    }

    /// The words that some clause has, by place.
    pub(super) fn vocabulary(&self) -> &[u32] {
        &self.words
    }

    /// The places of a clause's words in the vocabulary.
    pub(super) fn words(&self, place: usize) -> &[u16] {
        self.in_clause.get(place)
    }

    /// How near a clause is to the mean vector of a question, -1 to 1: its nearest sentence, and a little of the whole.
    fn nearness(&self, place: usize, mean: &[u8]) -> f32 {
        let parts = || self.parts(place).map(|it| cosine(it, mean));
        let whole = parts().next().unwrap_or(0.0);
        SENTENCE * parts().reduce(f32::max).unwrap_or(0.0) + (1.0 - SENTENCE) * whole
    }

    /// The mean vectors of a clause: of the whole, and of its sentences if it has several.
    fn parts(&self, place: usize) -> impl Iterator<Item = &[u8]> {
        self.means.get(place).chunks(VECTORS.n_dimensions().max(1))
    }

    /// Compares clauses with the mean vector of a question: all of a small library, a sample of a larger one.
    pub(super) fn survey<'a>(&'a self, mean: &'a [u8]) -> Survey<'a> {
        let step = self.means.len().div_ceil(MAX_SAMPLE).max(1);
        let places = (0..self.means.len()).step_by(step);
        let sample: Vec<f32> = places.map(|it| self.nearness(it, mean)).collect();
        let (mut n, mut sum, mut squares) = (0.0_f32, 0.0, 0.0);
        for nearness in &sample {
            n += 1.0;
            sum += nearness;
            squares += nearness * nearness;
        }
        let usual = sum / n.max(1.0);
        let deviation = (squares / n.max(1.0) - usual * usual).max(0.0).sqrt();
        let all = if step == 1 { sample } else { Vec::new() };
        Survey { meanings: self, mean, all, usual: (usual, deviation) }
    }
}

/// The nearness of clauses to one question.
#[derive(Clone, Debug)]
pub(super) struct Survey<'a> {
    meanings: &'a Meanings,
    mean: &'a [u8],
    /// By place; empty for a large library, whose clauses are compared when they are asked for.
    all: Vec<f32>,
    /// The mean and the deviation.
    pub(super) usual: (f32, f32),
}

impl Survey<'_> {
    /// See [`Meanings::nearness`].
    pub(super) fn nearness(&self, place: usize) -> f32 {
        let known = self.all.get(place).copied();
        known.unwrap_or_else(|| self.meanings.nearness(place, self.mean))
    }

    /// The clauses in `places` that are nearest to the question, at most `limit`.
    pub(super) fn nearest(&self, limit: usize, places: &Range<u32>) -> Vec<u32> {
        let Self { meanings, mean, .. } = self;
        let end = places.end.min(u32::try_from(meanings.means.len()).unwrap_or(u32::MAX));
        if end.saturating_sub(places.start) > MAX_SCANNED || mean.iter().all(|it| *it == 0) {
            return Vec::new();
        }
        let whole = |it: usize| meanings.parts(it).next().map_or(0.0, |it| cosine(it, mean));
        let has_few = end.saturating_sub(places.start) <= MAX_BY_SENTENCE;
        let nearness = |it: u32| {
            let it = it as usize;
            if has_few { self.nearness(it) } else { whole(it) }
        };
        let mut found: Vec<(f32, u32)> =
            (places.start..end).map(|it| (nearness(it), it)).filter(|it| it.0 > 0.0).collect();
        let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if found.len() > limit && limit > 0 {
            found.select_nth_unstable_by(limit - 1, order);
            found.truncate(limit);
        }
        found.into_iter().map(|it| it.1).collect()
    }
}

/// The mean vector of words, of which the frequent ones count less.
pub(super) fn mean_of(words: &[VectorWord]) -> Vec<u8> {
    let weight = |it: VectorWord| COMMON / (COMMON + VECTORS.frequency(it));
    mean(words.iter().map(|it| (*it, weight(*it))), VECTORS.n_dimensions())
}

/// The words of a folded text that have a vector, in order.
pub(super) fn words_in<'s>(
    folded: &str,
    segmenter: impl Fn() -> &'s Segmenter,
) -> Vec<(Span, VectorWord)> {
    let found = tokens(folded);
    let is_run = |a: &Token<'_>, b: &Token<'_>| {
        a.kind == TokenKind::Han && b.kind == TokenKind::Han && a.span.end == b.span.start
    };
    let mut words = Vec::new();
    for run in found.chunk_by(is_run) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let span = first.span.to(&last.span);
        match first.kind {
            TokenKind::Han => {
                let run = span.of(folded).unwrap_or_default();
                for word in joined(run, &segmenter().words(run)) {
                    parts_of(
                        run.get(word.start..word.end).unwrap_or_default(),
                        span.start + word.start,
                        &mut words,
                    );
                }
            }
            TokenKind::Word if is_stop_word(&first.text) => {}
            TokenKind::Word => words.extend(VECTORS.find(&term(first)).map(|it| (span, it))),
            TokenKind::Number => {}
        }
    }
    words
}

/// The words of a unit without single characters, which say little beside longer words: `互` in `学历互认`.
pub(super) fn telling(words: Vec<(Span, VectorWord)>) -> Vec<VectorWord> {
    let is_long = |it: &(Span, VectorWord)| it.0.len() > 3;
    let has_long = words.iter().any(is_long);
    words.into_iter().filter(|it| !has_long || is_long(it)).map(|it| it.1).collect()
}

/// The words of a run, as spans in it; several that join to a name are one.
fn joined(run: &str, words: &[&str]) -> Vec<Span> {
    let mut spans = Vec::new();
    let (mut at, mut start) = (0, 0);
    while let Some(word) = words.get(at) {
        let lengths =
            words.get(at..).unwrap_or_default().iter().take(MAX_JOINED).scan(0, |end, it| {
                *end += it.len();
                Some(*end)
            });
        let ends: Vec<usize> = lengths.collect();
        let is_name = |len: &usize| {
            let found = run.get(start..start + len).and_then(|it| VECTORS.find(it));
            found.is_some_and(|it| VECTORS.is_name(it))
        };
        let n_joined =
            (1..ends.len()).rev().find(|n| ends.get(*n).is_some_and(is_name)).unwrap_or(0);
        let len = ends.get(n_joined).copied().unwrap_or(word.len());
        spans.push(Span::new(start, start + len));
        at += n_joined + 1;
        start += len;
    }
    spans
}

/// A Chinese word that has a vector, or the longest words in it that have one, or else its characters: `砍` and `树` of
/// `砍树`.
fn parts_of(word: &str, at: usize, words: &mut Vec<(Span, VectorWord)>) {
    if is_stop_word(word) {
        return;
    }
    if let Some(found) = VECTORS.find(word) {
        words.push((Span::new(at, at + word.len()), found));
        return;
    }
    let n_before = words.len();
    longest_parts(word, at, 2, words);
    // A single character says little of a word that has longer parts.
    if words.len() == n_before {
        longest_parts(word, at, 1, words);
    }
}

/// The longest words in a word that have a vector, from left to right, of `min` characters or more.
fn longest_parts(word: &str, at: usize, min: usize, words: &mut Vec<(Span, VectorWord)>) {
    let ends: Vec<usize> = word.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
    let mut first = 0;
    while first < ends.len() {
        let start = first.checked_sub(1).and_then(|it| ends.get(it)).copied().unwrap_or(0);
        let part = (first + min - 1..ends.len()).rev().find_map(|last| {
            let end = *ends.get(last)?;
            let part = word.get(start..end).filter(|it| !is_stop_word(it))?;
            Some((last, Span::new(at + start, at + end), VECTORS.find(part)?))
        });
        if let Some((last, span, found)) = part {
            words.push((span, found));
            first = last;
        }
        first += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&'static str> {
        let segmenter = Segmenter::new([]);
        words_in(text, || &segmenter).into_iter().map(|it| VECTORS.text(it.1)).collect()
    }

    #[test]
    fn a_word_without_a_vector_is_its_parts() {
        assert_eq!(words("砍树"), ["砍", "树"]);
        assert_eq!(words("the rights of farmers"), ["right", "farmer"]);
    }
}
