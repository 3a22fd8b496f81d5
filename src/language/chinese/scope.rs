//! The effects that words of standing have: `scope` lines of `words.txt`.

use serde::Deserialize;

/// The effect of a word on what stands behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Scope {
    /// Denies: 不会.
    Deny,
    /// Denies only an act that follows: 停止提供.
    Stop,
    /// Wishes, or holds possible: 呼吁, 可能.
    Wish,
    /// Guesses: 预计.
    Guess,
    /// Tells what is or was: 已.
    Fact,
    /// Sets a condition: 如果.
    If,
    /// Undertakes: 将.
    Will,
    /// Aims: 力争.
    Aim,
    /// Is no such word, though one is in it: 不断.
    Hidden,
}
