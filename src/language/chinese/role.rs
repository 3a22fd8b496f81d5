//! Roles of Chinese words: `湄公河` is a name, `疫苗` a thing, `购买` an act, `办法` light.

use std::{collections::HashSet, sync::LazyLock};

use crate::language::role::Role;

/// General nouns, and those that say who asks or for whom: `我女儿`.
static LIGHT: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("light.txt").split_whitespace().collect());

/// Characters of a bare number: `十七` stands in any text, as `17` does.
const NUMERALS: &str = "〇零一二两三四五六七八九十百千万亿几多半";

/// Tags of adverbs, numerals, measures, pronouns, particles, time and place words.
const LIGHT_TAGS: &str = "dmqrupcyeofstzkh";

/// The role of a word by the tag that jieba's dictionary gives it.
pub(super) fn role(word: &str, tag: &str) -> Role {
    let is_number = word.chars().all(|c| NUMERALS.contains(c));
    // `们` makes a group of persons: `邻居们`.
    if LIGHT.contains(word) || is_number || word.ends_with('们') {
        return Role::Light;
    }
    let begins = |tags: &[&str]| tags.iter().any(|it| tag.starts_with(it));
    // Verbs that serve as nouns, such as `合作`, are things.
    if begins(&["vn"]) {
        Role::Thing
    // Idioms and set phrases are turns of speech.
    } else if begins(&["v", "a", "b", "i", "l", "ng"]) {
        Role::Act
    // Names of places and bodies; those of persons and brands are tagged too often where there is none.
    } else if begins(&["ns", "nt"]) {
        Role::Name
    } else if tag.starts_with(|c| LIGHT_TAGS.contains(c)) {
        Role::Light
    } else {
        Role::Thing
    }
}
