//! Reading settings files: faults with their lines.

use serde::de::DeserializeOwned;
use toml::Spanned;

use super::problem::{Problem, ProblemKind};

/// Reads TOML; with a fault, the settings that say nothing, and the fault at its line.
pub(super) fn settings<T: Default + DeserializeOwned>(text: &str) -> (T, Vec<Problem>) {
    toml::from_str(text).map_or_else(
        |error| {
            let reason = error.message().trim().replace('\n', "; ");
            (T::default(), vec![fault(text, error.span().map_or(0, |it| it.start), reason)])
        },
        |read| (read, Vec::new()),
    )
}

pub(super) fn fault(text: &str, at: usize, reason: String) -> Problem {
    Problem::new(line_of(text, at), ProblemKind::Settings { reason })
}

/// The distinct ones of `words`, which are called `noun`. Others are reported.
pub(super) fn distinct(
    text: &str,
    noun: &str,
    words: impl IntoIterator<Item = Spanned<String>>,
    problems: &mut Vec<Problem>,
) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in words {
        let at = word.span().start;
        let word = word.into_inner();
        if !word.chars().any(char::is_alphanumeric) {
            problems.push(fault(text, at, format!("{noun} `{word}`: expected letters or digits")));
        } else if found.contains(&word) {
            problems.push(fault(text, at, format!("{noun} `{word}` stands a second time")));
        } else {
            found.push(word);
        }
    }
    found
}

pub(super) fn line_of(text: &str, at: usize) -> u32 {
    let before = text.bytes().take(at).filter(|&b| b == b'\n').count();
    u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1)
}
