//! Roles of English words: `mekong` is a thing, `buying` an act, `people` light.

use std::{collections::HashSet, sync::LazyLock};

use crate::language::role::Role;

/// Adverbs, general adjectives, general nouns, kin, number words and verbs of asking.
static LIGHT: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("light.txt").split_whitespace().collect());

/// Verbs of doing, and adjectives that say of what kind a thing is.
static ACTS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("acts.txt").split_whitespace().collect());

/// Endings of participles and adjectives.
const QUALITIES: [&str; 6] = ["ed", "ful", "less", "ous", "able", "ible"];

pub(super) fn role(word: &str) -> Role {
    let is_quality = || word.len() > 6 && QUALITIES.iter().any(|it| word.ends_with(it));
    if LIGHT.contains(word) || (word.ends_with("ly") && word.len() > 4) {
        Role::Light
    } else if ACTS.contains(word) || is_quality() {
        Role::Act
    } else {
        Role::Thing
    }
}
