//! Reading settings files: faults with their lines.

use std::collections::HashSet;

use serde::de::DeserializeOwned;
use toml::Spanned;

use super::problem::{Problem, ProblemKind};

/// The lines of a text, for the places of faults.
pub(super) struct Lines {
    /// The bytes of its line breaks, in order.
    breaks: Vec<usize>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        Self { breaks: text.match_indices('\n').map(|(at, _)| at).collect() }
    }

    /// The one-based line of a byte.
    pub(super) fn at(&self, byte: usize) -> u32 {
        let n_before = self.breaks.partition_point(|it| *it < byte);
        u32::try_from(n_before).unwrap_or(u32::MAX).saturating_add(1)
    }

    pub(super) fn fault(&self, byte: usize, reason: String) -> Problem {
        Problem::new(self.at(byte), ProblemKind::Settings { reason })
    }

    /// The distinct ones of `words`, which are called `noun`. Others are reported.
    pub(super) fn distinct(
        &self,
        noun: &str,
        words: impl IntoIterator<Item = Spanned<String>>,
        problems: &mut Vec<Problem>,
    ) -> Vec<String> {
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        for word in words {
            let at = word.span().start;
            let word = word.into_inner();
            if !word.chars().any(char::is_alphanumeric) {
                problems
                    .push(self.fault(at, format!("{noun} `{word}`: expected letters or digits")));
            } else if seen.contains(&word) {
                problems.push(self.fault(at, format!("{noun} `{word}` stands a second time")));
            } else {
                seen.insert(word.clone());
                found.push(word);
            }
        }
        found
    }
}

/// Reads TOML; with a fault, the settings that say nothing, and the fault at its line.
pub(super) fn settings<T: Default + DeserializeOwned>(
    text: &str,
    lines: &Lines,
) -> (T, Vec<Problem>) {
    toml::from_str(text).map_or_else(
        |error| {
            let reason = error.message().trim().replace('\n', "; ");
            (T::default(), vec![lines.fault(error.span().map_or(0, |it| it.start), reason)])
        },
        |read| (read, Vec::new()),
    )
}
