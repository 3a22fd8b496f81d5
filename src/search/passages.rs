//! Texts as counted terms, whole and sentence by sentence, scored by BM25.
//!
//! The engine finds candidates. They are scored here, because an inverted index does not tell which
//! sentence of a text a term stands in.

use super::{
    dictionary::{Dictionary, TermPlace},
    rarity,
    terms::Kind,
};

/// The constants of BM25, as the engine has them.
const K1: f32 = 1.2;
const B: f32 = 0.75;

/// Weights of the kinds of term, measured on public questions.
const KIND_WEIGHTS: Counts<f32> = [1.0, 1.0, 1.0, 0.3];

/// Weight of the best sentence of a text beside the whole text.
const BEST_PART: f32 = 0.25;

type Counts<T> = [T; Kind::ALL.len()];

/// Texts of one sort, each with its sentences as parts.
#[derive(Debug, Default)]
pub(super) struct Passages {
    texts: Vec<Passage>,
    /// Of whole texts and of parts.
    whole: Level,
    parts: Level,
}

#[derive(Debug, Default)]
struct Passage {
    /// Sorted by term.
    postings: Vec<Posting>,
    /// Parts that have a term, and how often; see [`Posting::first`].
    in_parts: Vec<(u16, u16)>,
    lengths: Counts<u32>,
    part_lengths: Vec<Counts<u32>>,
}

#[derive(Clone, Copy, Debug)]
struct Posting {
    term: TermPlace,
    count: u32,
    /// The first of its entries in [`Passage::in_parts`], and their number.
    first: u32,
    n_parts: u32,
}

/// Counts over all texts, or over all parts.
#[derive(Debug, Default)]
struct Level {
    n_texts: usize,
    /// By term.
    n_with: Vec<u32>,
    mean_lengths: Counts<f32>,
}

/// A term of a question, with its weights.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    term: TermPlace,
    kind: Kind,
    in_whole: f32,
    in_part: f32,
}

impl Passages {
    /// Adds a text by the terms of its parts, in order; the next text has the next place.
    pub(super) fn add(&mut self, dictionary: &Dictionary, parts: &[Vec<TermPlace>]) {
        let mut all: Vec<(TermPlace, u16)> = Vec::new();
        let mut passage = Passage::default();
        for (part, terms) in (0_u16..).zip(parts) {
            let mut lengths = [0; Kind::ALL.len()];
            for &term in terms {
                all.push((term, part));
                let kind = dictionary.kind(term).map(Kind::index);
                if let Some(length) = kind.and_then(|it| lengths.get_mut(it)) {
                    *length += 1;
                }
            }
            for (whole, part) in passage.lengths.iter_mut().zip(lengths) {
                *whole += part;
            }
            passage.part_lengths.push(lengths);
        }
        all.sort_unstable();
        for same in all.chunk_by(|a, b| a.0 == b.0) {
            let Some(&(term, _)) = same.first() else { continue };
            let first = count(passage.in_parts.len());
            for in_part in same.chunk_by(|a, b| a.1 == b.1) {
                let part = in_part.first().map_or(0, |it| it.1);
                let n = u16::try_from(in_part.len()).unwrap_or(u16::MAX);
                passage.in_parts.push((part, n));
            }
            let n_parts = count(passage.in_parts.len()) - first;
            passage.postings.push(Posting { term, count: count(same.len()), first, n_parts });
        }
        self.texts.push(passage);
    }

    /// Counts over all texts, once all are added.
    pub(super) fn close(&mut self, dictionary: &Dictionary) {
        let mut whole = Level { n_with: vec![0; dictionary.len()], ..Level::default() };
        let mut parts = Level { n_with: vec![0; dictionary.len()], ..Level::default() };
        for passage in &self.texts {
            whole.n_texts += 1;
            parts.n_texts += passage.part_lengths.len();
            for posting in &passage.postings {
                for (level, n) in [(&mut whole, 1), (&mut parts, posting.n_parts)] {
                    if let Some(n_with) = level.n_with.get_mut(posting.term as usize) {
                        *n_with += n;
                    }
                }
            }
        }
        whole.mean_lengths = means(&self.texts.iter().map(|it| it.lengths));
        parts.mean_lengths =
            means(&self.texts.iter().flat_map(|it| it.part_lengths.iter().copied()));
        (self.whole, self.parts) = (whole, parts);
    }

    /// A term to score by, with its weight; `None` if no text has it.
    pub(super) fn wanted(&self, kind: Kind, term: TermPlace, weight: f32) -> Option<Wanted> {
        if self.n_with(term) == 0 {
            return None;
        }
        let weight = weight * KIND_WEIGHTS.get(kind.index()).copied().unwrap_or(1.0);
        let of = |level: &Level| {
            let n_with = level.n_with.get(term as usize).copied().unwrap_or(0);
            weight * rarity(n_with as usize, level.n_texts)
        };
        Some(Wanted { term, kind, in_whole: of(&self.whole), in_part: of(&self.parts) })
    }

    /// Scores the text at `place`, its best part included.
    pub(super) fn score(&self, place: usize, wanted: &[Wanted]) -> f32 {
        let Some(passage) = self.texts.get(place) else { return 0.0 };
        let norms = norms_of(&passage.lengths, &self.whole.mean_lengths);
        let part_norms =
            passage.part_lengths.iter().map(|it| norms_of(it, &self.parts.mean_lengths));
        let part_norms: Vec<Counts<f32>> = part_norms.collect();
        let mut whole = 0.0;
        let mut parts = vec![0.0_f32; part_norms.len()];
        for it in wanted {
            let Some(posting) = passage.posting(it.term) else { continue };
            let kind = it.kind.index();
            whole += it.in_whole * saturated(posting.count, norms.get(kind));
            for &(part, n) in passage.parts_of(posting) {
                let at = usize::from(part);
                let norm = part_norms.get(at).and_then(|it| it.get(kind));
                if let Some(score) = parts.get_mut(at) {
                    *score += it.in_part * saturated(u32::from(n), norm);
                }
            }
        }
        whole + BEST_PART * parts.into_iter().fold(0.0, f32::max)
    }

    pub(super) fn has(&self, place: usize, term: TermPlace) -> bool {
        self.texts.get(place).is_some_and(|it| it.posting(term).is_some())
    }

    pub(super) fn n_with(&self, term: TermPlace) -> usize {
        self.whole.n_with.get(term as usize).map_or(0, |it| *it as usize)
    }
}

impl Passage {
    fn posting(&self, term: TermPlace) -> Option<&Posting> {
        let at = self.postings.binary_search_by_key(&term, |it| it.term).ok()?;
        self.postings.get(at)
    }

    fn parts_of(&self, posting: &Posting) -> &[(u16, u16)] {
        let first = posting.first as usize;
        self.in_parts.get(first..first + posting.n_parts as usize).unwrap_or_default()
    }
}

/// The BM25 weight of `n` occurrences: each further one adds less.
#[expect(clippy::cast_precision_loss, reason = "a text has far fewer than 2^24 terms")]
fn saturated(n: u32, norm: Option<&f32>) -> f32 {
    let n = n as f32;
    n * (K1 + 1.0) / (n + norm.copied().unwrap_or(K1))
}

/// The BM25 length norm of a text, for each kind of term.
#[expect(clippy::cast_precision_loss, reason = "a text has far fewer than 2^24 terms")]
fn norms_of(lengths: &Counts<u32>, means: &Counts<f32>) -> Counts<f32> {
    let mut norms = [K1; Kind::ALL.len()];
    for ((norm, &length), &mean) in norms.iter_mut().zip(lengths).zip(means) {
        let share = if mean > 0.0 { length as f32 / mean } else { 1.0 };
        *norm = K1 * (1.0 - B + B * share);
    }
    norms
}

#[expect(clippy::cast_precision_loss, reason = "lengths and counts are far below 2^24")]
fn means(lengths: &(impl Iterator<Item = Counts<u32>> + Clone)) -> Counts<f32> {
    let mut means = [0.0; Kind::ALL.len()];
    for (kind, mean) in means.iter_mut().enumerate() {
        let of_kind = lengths.clone().filter_map(|it| it.get(kind).copied()).filter(|it| *it > 0);
        let (n, sum) = of_kind.fold((0_u32, 0.0_f32), |(n, sum), it| (n + 1, sum + it as f32));
        *mean = if n > 0 { sum / n as f32 } else { 0.0 };
    }
    means
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
