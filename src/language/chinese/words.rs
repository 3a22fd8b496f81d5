//! The word lists of `words.txt`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::scope::Scope;
use crate::language::cue::CueWords;
use crate::language::party::Direction;
use crate::language::words::{Table, Words, named};

/// A unit word's use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    /// Money.
    Money,
    /// A measure: length, area, weight, energy, concentration.
    Measure,
    /// Counts persons or things.
    Count,
    /// A length of time, which may be a period and not an amount.
    Time,
    /// A place in an order, version, session or age of an institution: never an amount.
    Order,
}

/// A unit with its canonical name: an ISO code for money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct UnitWord {
    pub(super) kind: Kind,
    pub(super) name: &'static str,
}

impl UnitWord {
    fn read(meaning: &'static str) -> Option<Self> {
        let (kind, name) = meaning.split_once(' ').unwrap_or((meaning, ""));
        Some(Self { kind: named(kind)?, name })
    }
}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::parse(include_str!("words.txt")));

pub(super) static UNITS: LazyLock<Words<UnitWord>> =
    LazyLock::new(|| TABLE.words("unit", UnitWord::read));
pub(super) static CUES: LazyLock<CueWords> = LazyLock::new(|| CueWords::new(&TABLE, false));
pub(super) static DIRECTIONS: LazyLock<Words<Direction>> =
    LazyLock::new(|| TABLE.words("direction", named));
/// Names of those who act; a document's own parties come before them.
pub(super) static ACTORS: LazyLock<Words> = LazyLock::new(|| TABLE.list("actor"));
/// Words that end the noun after an amount.
pub(super) static AFTER_NOUN: LazyLock<Words> = LazyLock::new(|| TABLE.list("after_noun"));
/// Verbs of change: 由21%提升至74%.
pub(super) static CHANGES: LazyLock<Words> = LazyLock::new(|| TABLE.list("change"));
/// Verbs of reaching or keeping a level: 达到, 控制在.
pub(super) static LEVELS: LazyLock<Words> = LazyLock::new(|| TABLE.list("level"));
/// Verbs of falling to a level: 降至5%.
pub(super) static FALLS: LazyLock<Words> = LazyLock::new(|| TABLE.list("fall"));
/// Currencies before a sum, with their codes: us$, 人民币.
pub(super) static PREFIXES: LazyLock<Words<&str>> = LazyLock::new(|| TABLE.words("prefix", Some));
/// Words that say how many times as much without a number: 翻番, 减半.
pub(super) static MULTIPLES: LazyLock<Words<&str>> =
    LazyLock::new(|| TABLE.words("multiple", Some));
/// Words that decide the standing of what follows: 不会, 呼吁, 已, 将.
pub(super) static SCOPES: LazyLock<Words<Scope>> = LazyLock::new(|| TABLE.words("scope", named));
/// Verbs by which an amount passes from one to another: 提供, 进口.
pub(super) static GIVING: LazyLock<Words> = LazyLock::new(|| {
    TABLE.words("direction", |meaning| {
        let gives = match named(meaning)? {
            Direction::Gives | Direction::Imports | Direction::Exports | Direction::Supports => {
                true
            }
            Direction::Limits | Direction::Reaches => false,
        };
        gives.then_some(())
    })
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_of_the_file_is_read() {
        let read = [
            ("unit", UNITS.n_words()),
            ("cue", CUES.n_words()),
            ("direction", DIRECTIONS.n_words()),
            ("actor", ACTORS.n_words()),
            ("after_noun", AFTER_NOUN.n_words()),
            ("change", CHANGES.n_words()),
            ("fall", FALLS.n_words()),
            ("level", LEVELS.n_words()),
            ("prefix", PREFIXES.n_words()),
            ("multiple", MULTIPLES.n_words()),
            ("scope", SCOPES.n_words()),
        ];
        assert_eq!(TABLE.lists(), read.into());
    }
}
