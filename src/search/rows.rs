//! Texts as rows of token numbers, part by part, counted in one pass.
//!
//! A part is a sentence of a clause, or an expected question. `海关。Smart customs` is the row
//! `[Chinese] 海 关 [English] smart custom`. In a Chinese part its Han characters, pairs of neighbouring ones,
//! and words count; in an English part its words and pairs of words. A row takes two bytes a token, for the
//! 32,768 tokens that came first.

use serde::{Deserialize, Serialize};

use super::{
    dictionary::{TokenNumber, is_han_number},
    flat::Flat,
    lists::Lists,
    terms::{Kind, Writing},
    wanted::Wanted,
};

/// Marks in a row: the begin of a part by its writing, and Han characters that are no neighbours.
const UNSPACED: TokenNumber = 0;
const SPACED: TokenNumber = 2;
const APART: TokenNumber = 4;

/// Numbers below this one take one unit, others two.
const TWO_UNITS: u16 = 0x8000;

/// The constants of BM25, as the engine has them.
pub(super) const K1: f32 = 1.2;
pub(super) const B: f32 = 0.75;

/// Weight of the best part of a text beside the whole text.
const BEST_PART: f32 = 0.25;

pub(super) type PerKind<T> = [T; Kind::ALL.len()];

/// Texts of one sort, by place.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Rows {
    units: Lists<u16>,
    /// By token and writing: how many texts have it there.
    n_with: PerWriting<Flat<u32>>,
    wholes: Lengths,
    parts: Lengths,
}

type PerWriting<T> = [T; Writing::ALL.len()];

/// The lengths of whole texts, or of parts, by kind of term.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Lengths {
    n: PerKind<u32>,
    sum: PerKind<u64>,
}

/// A token of a part, with whether it follows the token before it without a gap.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub(super) token: TokenNumber,
    pub(super) is_next: bool,
}

/// How often a text has the wanted terms. It is reused from text to text.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// By wanted term.
    whole: Vec<u16>,
    part: Vec<u16>,
    /// The wanted terms of the part that is being read.
    in_part: Vec<u16>,
    /// BM25 over the whole text and its best part.
    pub(super) score: f32,
}

impl Counts {
    /// Whether the text has a wanted term.
    pub(super) fn has(&self, term: u16) -> bool {
        self.whole.get(usize::from(term)).is_some_and(|it| *it > 0)
    }

    fn reset(&mut self, n_terms: usize) {
        self.whole.clear();
        self.whole.resize(n_terms, 0);
        self.part.resize(n_terms, 0);
        self.score = 0.0;
    }

    fn add(&mut self, term: Option<u16>) {
        let Some(term) = term else { return };
        let at = usize::from(term);
        if let (Some(whole), Some(part)) = (self.whole.get_mut(at), self.part.get_mut(at)) {
            if *part == 0 {
                self.in_part.push(term);
            }
            *part = part.saturating_add(1);
            *whole = whole.saturating_add(1);
        }
    }
}

impl Rows {
    /// Adds a text by its parts; the next text has the next place. `texts` tells for each token and writing
    /// which text had it last; it is the caller's, and starts empty.
    pub(super) fn add(
        &mut self,
        parts: &[(Writing, Vec<Placed>)],
        texts: &mut PerWriting<Vec<u32>>,
    ) {
        let text = u32::try_from(self.len()).map_or(u32::MAX, |it| it.saturating_add(1));
        let mut whole = [0; Kind::ALL.len()];
        for (writing, tokens) in parts {
            let lengths = lengths_of(*writing, tokens);
            self.push(if *writing == Writing::Unspaced { UNSPACED } else { SPACED });
            for length in lengths {
                self.units.push(u16::try_from(length).unwrap_or(u16::MAX));
            }
            for (at, placed) in tokens.iter().enumerate() {
                if !placed.is_next && at > 0 {
                    self.push(APART);
                }
                self.push(placed.token);
                self.count(*writing, placed.token, text, texts);
            }
            let lengths = by_kind(*writing, lengths);
            self.parts.add(&lengths);
            whole.iter_mut().zip(lengths).for_each(|(all, it)| *all += it);
        }
        self.wholes.add(&whole);
        self.units.close();
    }

    fn count(
        &mut self,
        writing: Writing,
        token: TokenNumber,
        text: u32,
        texts: &mut PerWriting<Vec<u32>>,
    ) {
        let at = token as usize;
        let (Some(n_with), Some(last)) =
            (self.n_with.get_mut(writing.index()), texts.get_mut(writing.index()))
        else {
            return;
        };
        if n_with.len() <= at {
            n_with.resize(at + 1, 0);
        }
        if last.len() <= at {
            last.resize(at + 1, 0);
        }
        if let (Some(n), Some(last)) = (n_with.get_mut(at), last.get_mut(at))
            && *last != text
        {
            *last = text;
            *n += 1;
        }
    }

    fn push(&mut self, token: TokenNumber) {
        match u16::try_from(token) {
            Ok(unit) if unit < TWO_UNITS => self.units.push(unit),
            Ok(_) | Err(_) => {
                let [high, low] = [token >> 15, token].map(|it| (it & 0x7fff) as u16);
                self.units.push(TWO_UNITS | high);
                self.units.push(low);
            }
        }
    }

    /// How many texts there are.
    pub(super) fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether no text has a token.
    pub(super) fn is_empty(&self) -> bool {
        self.units.items().is_empty()
    }

    /// How many texts have a token on a writing.
    pub(super) fn n_with(&self, writing: Writing, token: TokenNumber) -> u32 {
        let n_with = self.n_with.get(writing.index()).and_then(|it| it.get(token as usize));
        n_with.copied().unwrap_or(0)
    }

    /// Counts the wanted terms of a text, with its score. `weights` are those of these rows.
    pub(super) fn tally(
        &self,
        place: usize,
        wanted: &Wanted,
        weights: impl Fn(u16) -> f32,
        counts: &mut Counts,
    ) {
        counts.reset(wanted.len());
        let mut whole = [0; Kind::ALL.len()];
        let mut best = 0.0_f32;
        let mut part = [0; Kind::ALL.len()];
        let mut writing = Writing::Unspaced;
        // The token before, if it may be in a pair.
        let mut before = None;
        let mut tokens = Tokens { units: self.units.get(place) };
        while let Some(token) = tokens.next() {
            if wanted.may_have(token) && !is_mark(token) {
                counts.found(wanted, writing, before, token);
                before = Some(token);
                continue;
            }
            before = None;
            if token == UNSPACED || token == SPACED {
                best = best.max(self.close(&part, wanted, &weights, counts));
                writing = if token == UNSPACED { Writing::Unspaced } else { Writing::Spaced };
                part = by_kind(writing, tokens.lengths());
                whole.iter_mut().zip(part).for_each(|(all, it)| *all += it);
            }
        }
        best = best.max(self.close(&part, wanted, &weights, counts));
        if best <= 0.0 {
            return;
        }
        let norms = self.wholes.norms(&whole);
        let mut score = 0.0;
        for (term, n) in (0..).zip(&counts.whole).filter(|(_, n)| **n > 0) {
            score += weights(term) * saturated(*n, norms.get(wanted.kind(term).index()));
        }
        counts.score = score + BEST_PART * best;
    }

    /// Ends a part: its score. The counts of the part are reset.
    fn close(
        &self,
        lengths: &PerKind<u32>,
        wanted: &Wanted,
        weights: impl Fn(u16) -> f32,
        counts: &mut Counts,
    ) -> f32 {
        if counts.in_part.is_empty() {
            return 0.0;
        }
        let norms = self.parts.norms(lengths);
        let mut score = 0.0;
        for term in counts.in_part.drain(..) {
            let n = counts.part.get_mut(usize::from(term)).map_or(0, std::mem::take);
            score += weights(term) * saturated(n, norms.get(wanted.kind(term).index()));
        }
        score
    }

    /// Calls `found` for each run of neighbouring Han characters of Chinese parts, with their numbers.
    pub(super) fn han_runs(&self, mut found: impl FnMut(&[TokenNumber])) {
        let mut run = Vec::new();
        let mut tokens = Tokens { units: self.units.items() };
        while let Some(token) = tokens.next() {
            if token == UNSPACED || token == SPACED {
                tokens.lengths();
            }
            if is_mark(token) || !is_han_number(token) {
                found(&run);
                run.clear();
            } else {
                run.push(token);
            }
        }
        found(&run);
    }
}

fn is_mark(token: TokenNumber) -> bool {
    matches!(token, UNSPACED | SPACED | APART)
}

/// The numbers of a row, marks among them. After the mark of a part come its lengths.
struct Tokens<'a> {
    units: &'a [u16],
}

impl Tokens<'_> {
    fn unit(&mut self) -> Option<u16> {
        let (unit, rest) = self.units.split_first()?;
        self.units = rest;
        Some(*unit)
    }

    fn lengths(&mut self) -> [u32; 2] {
        [(); 2].map(|()| self.unit().map_or(0, u32::from))
    }
}

impl Iterator for Tokens<'_> {
    type Item = TokenNumber;

    fn next(&mut self) -> Option<TokenNumber> {
        let unit = self.unit()?;
        if unit < TWO_UNITS {
            return Some(u32::from(unit));
        }
        Some(u32::from(unit & !TWO_UNITS) << 15 | u32::from(self.unit()?))
    }
}

/// The number of terms of one token and of two in a part: characters and pairs, or words and pairs.
fn lengths_of(writing: Writing, tokens: &[Placed]) -> [u32; 2] {
    let mut lengths = [0, 0];
    let [alone, pairs] = &mut lengths;
    let mut before: Option<TokenNumber> = None;
    for placed in tokens {
        let neighbour = before.filter(|_| placed.is_next);
        *alone += 1;
        *pairs += u32::from(match writing {
            // A word beside Han text stands among the pairs.
            Writing::Unspaced if is_han_number(placed.token) => {
                neighbour.is_some_and(is_han_number)
            }
            Writing::Unspaced => true,
            Writing::Spaced => neighbour.is_some(),
        });
        before = Some(placed.token);
    }
    lengths
}

fn by_kind(writing: Writing, [alone, pairs]: [u32; 2]) -> PerKind<u32> {
    match writing {
        Writing::Unspaced => [alone, pairs, 0, 0],
        Writing::Spaced => [0, 0, alone, pairs],
    }
}

impl Counts {
    /// Counts a token, and its pair with the one before it.
    fn found(
        &mut self,
        wanted: &Wanted,
        writing: Writing,
        before: Option<TokenNumber>,
        token: TokenNumber,
    ) {
        let Some(terms) = wanted.alone(token) else { return };
        match writing {
            Writing::Unspaced => {
                self.add(terms.one);
                self.add(terms.two);
            }
            Writing::Spaced => self.add(terms.word),
        }
        if let Some(before) = before {
            self.add(wanted.pair(before, token));
        }
    }
}

impl Lengths {
    fn add(&mut self, lengths: &PerKind<u32>) {
        for ((n, sum), length) in self.n.iter_mut().zip(&mut self.sum).zip(lengths) {
            *n += u32::from(*length > 0);
            *sum += u64::from(*length);
        }
    }

    /// The BM25 length norm of a text, for each kind of term.
    #[expect(clippy::cast_precision_loss, reason = "a norm needs few digits")]
    fn norms(&self, lengths: &PerKind<u32>) -> PerKind<f32> {
        let mut norms = [K1; Kind::ALL.len()];
        for (((norm, length), n), sum) in norms.iter_mut().zip(lengths).zip(&self.n).zip(&self.sum)
        {
            let mean = *sum as f32 / (*n).max(1) as f32;
            let share = if mean > 0.0 { *length as f32 / mean } else { 1.0 };
            *norm = K1 * (1.0 - B + B * share);
        }
        norms
    }
}

/// The BM25 weight of `n` occurrences: each further one adds less.
fn saturated(n: u16, norm: Option<&f32>) -> f32 {
    let n = f32::from(n);
    n * (K1 + 1.0) / (n + norm.copied().unwrap_or(K1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::search::wanted::Tokens as Term;

    const HAN: [TokenNumber; 4] = [6, 8, 10, 70_000];
    const WORDS: [TokenNumber; 3] = [1, 3, 70_001];

    fn part(writing: Writing, tokens: &[(TokenNumber, bool)]) -> (Writing, Vec<Placed>) {
        let placed =
            tokens.iter().map(|(token, is_next)| Placed { token: *token, is_next: *is_next });
        (writing, placed.collect())
    }

    /// How often a row of parts has terms: `(kind, tokens)`.
    fn counted(parts: &[(Writing, Vec<Placed>)], terms: &[(Kind, Term)]) -> Vec<u16> {
        let mut rows = Rows::default();
        rows.add(parts, &mut Default::default());
        let mut wanted = Wanted::default();
        let numbers: Vec<u16> = terms.iter().map(|(kind, it)| wanted.add(*kind, *it)).collect();
        let mut counts = Counts::default();
        rows.tally(0, &wanted, |_| 1.0, &mut counts);
        numbers.iter().map(|it| counts.whole[usize::from(*it)]).collect()
    }

    #[test]
    fn terms_count_by_writing_and_neighbourhood() {
        let parts = [
            part(Writing::Unspaced, &[(6, true), (8, true), (6, false), (1, true), (8, true)]),
            part(Writing::Spaced, &[(1, true), (3, true), (1, false)]),
        ];
        let terms = [
            (Kind::One, Term::Alone(6)),
            (Kind::Two, Term::Pair(6, 8)),
            (Kind::Two, Term::Pair(8, 6)),
            (Kind::One, Term::Alone(1)),
            (Kind::Two, Term::Alone(1)),
            (Kind::Word, Term::Alone(1)),
            (Kind::Pair, Term::Pair(1, 3)),
            (Kind::Pair, Term::Pair(3, 1)),
        ];
        assert_eq!(counted(&parts, &terms), [2, 1, 0, 1, 1, 2, 1, 0]);
    }

    #[test]
    fn texts_with_a_token_count_once() {
        let mut rows = Rows::default();
        let mut last = Default::default();
        rows.add(&[part(Writing::Spaced, &[(1, true), (1, true)])], &mut last);
        rows.add(&[], &mut last);
        rows.add(
            &[part(Writing::Spaced, &[(1, true)]), part(Writing::Unspaced, &[(1, true)])],
            &mut last,
        );
        assert_eq!((rows.len(), rows.n_with(Writing::Spaced, 1)), (3, 2));
        assert_eq!((rows.n_with(Writing::Unspaced, 1), rows.n_with(Writing::Spaced, 3)), (1, 0));
        assert!(!rows.is_empty() && Rows::default().is_empty());
    }

    #[test]
    fn a_text_with_more_of_a_term_scores_higher_and_a_long_one_lower() {
        let mut rows = Rows::default();
        let mut last = Default::default();
        for tokens in [vec![1, 3], vec![1, 1], vec![1, 3, 3, 3, 3, 3], vec![3]] {
            let tokens: Vec<_> = tokens.into_iter().map(|it| (it, true)).collect();
            rows.add(&[part(Writing::Spaced, &tokens)], &mut last);
        }
        let mut wanted = Wanted::default();
        wanted.add(Kind::Word, Term::Alone(1));
        let mut score = |place| {
            let mut counts = Counts::default();
            rows.tally(place, &wanted, |_| 1.0, &mut counts);
            counts.score
        };
        let [once, twice, long, none] = [0, 1, 2, 3].map(&mut score);
        assert!(twice > once && once > long && long > none && none == 0.0);
    }

    #[test]
    fn runs_of_han_characters() {
        let mut rows = Rows::default();
        let row = [(6, true), (70_000, true), (8, false), (1, true), (10, true)];
        rows.add(&[part(Writing::Unspaced, &row)], &mut Default::default());
        let mut runs = Vec::new();
        rows.han_runs(|it| runs.push(it.to_vec()));
        runs.retain(|it| !it.is_empty());
        assert_eq!(runs, [vec![6, 70_000], vec![8], vec![10]]);
    }

    proptest! {
        /// A naive count of neighbours agrees, whatever the numbers and gaps.
        #[test]
        fn pairs_are_counted_as_they_stand(
            row in prop::collection::vec((0..7_usize, any::<bool>()), 0..12),
        ) {
            let all: Vec<TokenNumber> = HAN.into_iter().chain(WORDS).collect();
            let row: Vec<(TokenNumber, bool)> = row.into_iter().map(|(at, gap)| (all[at], gap)).collect();
            let placed = part(Writing::Unspaced, &row);
            let mut naive = vec![0; HAN.len() * HAN.len()];
            let mut terms = Vec::new();
            for (i, a) in HAN.into_iter().enumerate() {
                for (j, b) in HAN.into_iter().enumerate() {
                    terms.push((Kind::Two, Term::Pair(a, b)));
                    let pairs = row.windows(2).filter(|it| it[0].0 == a && it[1] == (b, true));
                    naive[i * HAN.len() + j] = u16::try_from(pairs.count()).unwrap();
                }
            }
            prop_assert_eq!(counted(&[placed], &terms), naive);
        }
    }
}
