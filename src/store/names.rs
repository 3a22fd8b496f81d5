//! What choices are called where they are kept.

use crate::{render::First, text::Locale};

use super::Settings;

/// What was chosen, by its names. A name that is not known chooses nothing.
pub(super) fn settings(language: Option<&str>, first: Option<&str>) -> Settings {
    let known = [First::Readers, First::Authentic];
    Settings {
        language: language.and_then(|it| it.parse().ok()),
        first: first.and_then(|name| known.into_iter().find(|it| self::first(*it) == name)),
    }
}

pub(super) fn language(language: Option<Locale>) -> Option<&'static str> {
    language.map(Locale::tag)
}

pub(super) fn first(first: First) -> &'static str {
    match first {
        First::Readers => "readers",
        First::Authentic => "authentic",
    }
}
