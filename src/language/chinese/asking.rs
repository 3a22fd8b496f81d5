//! Question words, which are found before a text is cut into words.

use crate::text::{Span, is_han};

/// The longest first, where one begins like another. All of them are stop words too.
const WORDS: &[&str] = &[
    "怎么样",
    "怎么办",
    "怎么说",
    "怎么",
    "怎样",
    "什么",
    "甚么",
    "哪个",
    "哪些",
    "哪里",
    "哪儿",
    "多少",
    "多大",
    "多久",
    "多长",
];

/// Characters after which `多` is no question word: `许多少年`.
const MUCH: &[char] = &['许', '很', '更', '最', '太', '众', '诸', '较', '大'];

/// The question words of a folded text, in order: `多少` in `管多少年`, which has no `少年`.
pub(super) fn question_words(folded: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (start, c) in folded.char_indices().filter(|it| is_han(it.1)) {
        let (before, rest) = folded.split_at_checked(start).unwrap_or_default();
        let is_free = found.last().is_none_or(|it| it.end <= start);
        if is_free
            && !(c == '多' && before.ends_with(MUCH))
            && let Some(word) = WORDS.iter().find(|it| rest.starts_with(**it))
        {
            found.push(Span::new(start, start + word.len()));
        }
    }
    found
}

/// Whether a word repeats the one before it with a no, as in `能不能`: together they ask, and do not deny.
pub(super) fn is_repeated(word: &str, before: &str) -> bool {
    word.strip_prefix('不').is_some_and(|it| it == before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{has_content, is_stop_word};

    fn found(text: &str) -> String {
        let words = question_words(text).into_iter().map(|it| it.of(text).unwrap());
        words.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn they_are_found_before_words_are_cut() {
        assert_eq!(found("协定管多少年，怎么办？"), "多少|怎么办");
        assert_eq!(found("怎么样的年轻人, what and 哪些"), "怎么样|哪些");
        assert_eq!(found("许多少年，很多大学，大多少数民族"), "");
        assert_eq!(found("少年在学校 🚀 how many"), "");
    }

    #[test]
    fn each_is_a_stop_word_and_found_whole() {
        for word in WORDS {
            assert!(is_stop_word(word) && !has_content(word), "{word}");
            assert_eq!(found(word), *word);
        }
    }

    #[test]
    fn a_repeated_word_asks() {
        assert!(is_repeated("不能", "能"));
        assert!(!is_repeated("不能", "可") && !is_repeated("能", "能"));
    }
}
