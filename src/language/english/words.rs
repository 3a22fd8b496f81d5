//! The word lists of `words.txt`.

use std::sync::LazyLock;

use crate::language::cue::CueWords;
use crate::language::party::Direction;
use crate::language::words::{Table, Words, named};

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::parse(include_str!("words.txt")));

/// Names, signs and codes of money, with their codes.
pub(super) static MONEY: LazyLock<Words<&str>> = LazyLock::new(|| TABLE.words("money", Some));
/// Hundredths of a currency, with its code.
pub(super) static CENTS: LazyLock<Words<&str>> = LazyLock::new(|| TABLE.words("cent", Some));
/// Names of money that are also words and count only in capitals.
pub(super) static CAPITALS: LazyLock<Words> = LazyLock::new(|| TABLE.list("capitals"));
/// Nouns whose canonical name is not their own singular.
pub(super) static NOUNS: LazyLock<Words<&str>> = LazyLock::new(|| TABLE.words("noun", Some));
/// Words that end a noun phrase.
pub(super) static NOT_IN_A_NOUN: LazyLock<Words> = LazyLock::new(|| TABLE.list("not_in_a_noun"));
pub(super) static CUES: LazyLock<CueWords> = LazyLock::new(|| CueWords::new(&TABLE, true));
pub(super) static DIRECTIONS: LazyLock<Words<Direction>> =
    LazyLock::new(|| TABLE.words("direction", named));
/// Beginnings of verbs that make the name before them an actor.
pub(super) static ACTS: LazyLock<Words> = LazyLock::new(|| TABLE.list("acts"));
/// Words with a capital that name nobody: `They will`, `Committed to`.
pub(super) static NOT_A_NAME: LazyLock<Words> = LazyLock::new(|| TABLE.list("not_a_name"));
/// Words with a capital that a clause begins with, before a name: `Expand China`.
pub(super) static OPENING_VERBS: LazyLock<Words> = LazyLock::new(|| TABLE.list("opening_verb"));
/// Nouns that say among whom or where, not how much.
pub(super) static SCOPES: LazyLock<Words> = LazyLock::new(|| TABLE.list("scope"));
/// Words before the number of an instrument, a phase, an age.
pub(super) static LABELS: LazyLock<Words> = LazyLock::new(|| TABLE.list("label"));
pub(super) static MONTHS: LazyLock<Words> = LazyLock::new(|| TABLE.list("month"));
/// Words between a preposition and a year: `by the end of 2022`.
pub(super) static PARTS_OF_YEAR: LazyLock<Words> = LazyLock::new(|| TABLE.list("part_of_year"));
/// Words before a length of years.
pub(super) static LENGTH_LEADS: LazyLock<Words> = LazyLock::new(|| TABLE.list("length_lead"));
/// Words of comparing and limiting before a number, which a negator turns: `exceed`, `be less than`.
pub(super) static LIMITS: LazyLock<Words> = LazyLock::new(|| TABLE.list("limit"));
/// Words between a negator and a limit that deny a duty instead.
pub(super) static WITHOUT_LIMIT: LazyLock<Words> = LazyLock::new(|| TABLE.list("without_limit"));
/// Verbs after which even a small count is promised: `build three hospitals`.
pub(super) static SMALL_ACTS: LazyLock<Words> = LazyLock::new(|| TABLE.list("small_act"));
/// Words of instruments, which are no parties: `Executive Order`.
pub(super) static INSTRUMENTS: LazyLock<Words> = LazyLock::new(|| TABLE.list("instrument"));
/// Words that end a name with a year: `2023 Review Conference`.
pub(super) static DATED_NAMES: LazyLock<Words> = LazyLock::new(|| TABLE.list("dated_name"));
/// Groups that receive without a name: `the poorest countries`.
pub(super) static PEOPLES: LazyLock<Words> = LazyLock::new(|| TABLE.list("people"));
/// Expressions of the past.
pub(super) static PAST: LazyLock<Words> = LazyLock::new(|| TABLE.list("past"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_of_the_file_is_read() {
        let read = [
            ("money", MONEY.n_words()),
            ("cent", CENTS.n_words()),
            ("capitals", CAPITALS.n_words()),
            ("noun", NOUNS.n_words()),
            ("not_in_a_noun", NOT_IN_A_NOUN.n_words()),
            ("cue", CUES.n_words()),
            ("direction", DIRECTIONS.n_words()),
            ("acts", ACTS.n_words()),
            ("not_a_name", NOT_A_NAME.n_words()),
            ("opening_verb", OPENING_VERBS.n_words()),
            ("scope", SCOPES.n_words()),
            ("label", LABELS.n_words()),
            ("month", MONTHS.n_words()),
            ("part_of_year", PARTS_OF_YEAR.n_words()),
            ("length_lead", LENGTH_LEADS.n_words()),
            ("limit", LIMITS.n_words()),
            ("without_limit", WITHOUT_LIMIT.n_words()),
            ("small_act", SMALL_ACTS.n_words()),
            ("instrument", INSTRUMENTS.n_words()),
            ("dated_name", DATED_NAMES.n_words()),
            ("people", PEOPLES.n_words()),
            ("past", PAST.n_words()),
        ];
        assert_eq!(TABLE.lists(), read.into());
    }
}
