//! What choices and answers are called where they are kept.

use crate::{render::First, text::Locale};

use super::{Answers, MessageKey, Settings};

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

/// Before the time of the question, behind the numbers of the messages.
const AT: char = '@';

/// Answers in one text: `5 6 @1700000000`.
pub(super) fn answers(Answers { messages, said_at }: &Answers) -> String {
    let mut words: Vec<String> = messages.iter().map(|it| it.0.to_string()).collect();
    words.push(format!("{AT}{said_at}"));
    words.join(" ")
}

/// Answers from their text.
pub(super) fn to_answers(text: &str) -> Answers {
    let words = || text.split(' ');
    Answers {
        messages: words().filter_map(|it| it.parse().ok()).map(MessageKey).collect(),
        said_at: words().find_map(|it| it.strip_prefix(AT)?.parse().ok()).unwrap_or_default(),
    }
}
