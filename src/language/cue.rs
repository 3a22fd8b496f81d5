//! Cues: words and forms that speak for or against a promise, 将, 力争, 已, 同比; `will`, `has delivered`, `was`.
//!
//! Of words that begin at one place the longest counts, so that 不会 is not 会 and `has pledged` is a promise where
//! `has provided` is a result. A word without a cue only keeps a shorter one from being found inside it.

use aho_corasick::{AhoCorasick, MatchKind};
use serde::{Deserialize, Serialize};

use super::words::{Table, named};
use crate::text::Span;

/// Kinds of cues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CueKind {
    /// A word of promising: 将, 力争, will, pledges.
    Promise,
    /// A word of doing what can be promised: 新建, provide.
    Act,
    /// A later year or an open period: 到2030年, by 2030.
    Ahead,
    /// A word of telling: 已, has delivered, was.
    Result,
    /// A word of statistics, which makes a result of its whole sentence: 同比, 比上年.
    Statistic,
    /// A year before the document's.
    Past,
    /// An estimate: is estimated to need.
    Estimate,
    /// A possibility that is not promised: could reach.
    Possible,
    /// What others are to do, or what is hoped for or needed: calls on, hopes to, 呼吁.
    Wish,
    /// A word of aiming: aims to, strives to.
    Aim,
    /// A negator: not, never, no longer.
    Denial,
    /// A verb that denies what follows it: refuses to, withdrew.
    Refusal,
    /// The beginning of a condition: if, subject to, unless.
    Condition,
    /// The beginning of a change, or an amount to compare with: from 400,000.
    Baseline,
    /// A count so small that it tells apart rather than promises: 两个, three.
    Small,
    /// A count of things, which facts have as often as promises.
    Counted,
    /// Parts of a document or a plan: 28个主要指标.
    Outline,
}

impl CueKind {
    /// The weight of a cue, unless its word or its place gives it another one.
    pub(super) fn weight(self) -> i32 {
        match self {
            Self::Promise | Self::Aim => 8,
            Self::Act => 3,
            Self::Ahead => 4,
            Self::Result | Self::Statistic | Self::Wish => -8,
            Self::Denial | Self::Refusal | Self::Condition => 0,
            Self::Past => -6,
            Self::Possible | Self::Counted => -4,
            Self::Estimate | Self::Baseline | Self::Small => -12,
            Self::Outline => -14,
        }
    }

    /// The cue that a group of a word table stands for, with its weight: `promise 5`.
    fn read(meaning: &str) -> Option<(Self, i32)> {
        let (kind, weight) = meaning.split_once(' ').unwrap_or((meaning, ""));
        let kind: Self = named(kind)?;
        Some((kind, weight.parse().unwrap_or(kind.weight())))
    }
}

/// A cue with its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cue {
    /// Its kind.
    pub kind: CueKind,
    /// The words that give it.
    pub span: Span,
    /// Its weight: positive for a promise, negative against.
    pub weight: i32,
}

impl Cue {
    pub(super) fn new(kind: CueKind, span: Span) -> Self {
        Self { kind, span, weight: kind.weight() }
    }
}

/// The cue words of a language.
pub(super) struct CueWords {
    automaton: Option<AhoCorasick>,
    cues: Vec<Option<(CueKind, i32)>>,
    are_parted: bool,
}

impl CueWords {
    /// The list `cue` of a table; words of a language that parts them with spaces are found only whole.
    pub(super) fn new(table: &Table, are_parted: bool) -> Self {
        let read = |meaning| match meaning {
            "none" => Some(None),
            _ => CueKind::read(meaning).map(Some),
        };
        let (words, cues): (Vec<&str>, Vec<_>) = table.pairs("cue", read).into_iter().unzip();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(words);
        // Some hundred short words always fit an automaton; without it nothing would be a cue.
        Self { automaton: automaton.ok(), cues, are_parted }
    }

    #[cfg(test)]
    pub(super) fn n_words(&self) -> usize {
        self.cues.len()
    }

    pub(super) fn find(&self, text: &str) -> Vec<Cue> {
        let hits = self.automaton.iter().flat_map(|words| words.find_iter(text));
        let cues = hits.filter_map(|hit| {
            let (kind, weight) = self.cues.get(hit.pattern().as_usize()).copied()??;
            Some(Cue { kind, span: Span::new(hit.start(), hit.end()), weight })
        });
        cues.filter(|cue| !self.are_parted || is_whole(text, cue.span)).collect()
    }
}

fn is_whole(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).and_then(|t| t.chars().next_back());
    let after = text.get(span.end..).and_then(|t| t.chars().next());
    ![before, after].into_iter().flatten().any(char::is_alphanumeric)
}
