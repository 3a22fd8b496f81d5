//! A file with both languages, as `第一条 …` with `Article 1 …` below it: two texts.
//!
//! It is split where the Chinese lines and the English ones have the same numbers. Each text keeps the lines and the
//! bytes of the file, with blank ones for those of the other.

use std::{borrow::Cow, collections::HashSet};

use crate::text::{Language, glyph::is_han};

use super::{document::Document, number::ClauseId, problem::Problem, read::parse};

/// A text of a file, with its problems.
type Read = (Language, Document, Vec<Problem>);

/// Reads a file: as one text, or as two if it has both languages and no file of the other `is_alone`.
pub(super) fn parse_languages(text: &str, language: Language, is_alone: bool) -> Vec<Read> {
    let split = if is_alone { split(text) } else { None };
    if let Some([zh, en]) = split {
        return vec![zh, en];
    }
    let (document, problems) = parse(text);
    vec![(language, document, problems)]
}

fn split(text: &str) -> Option<[Read; 2]> {
    let (n_han, n_latin) = text.lines().fold((0, 0), |(han, latin), line| match script(line) {
        Some(Language::Chinese) => (han + 1, latin),
        Some(Language::English) => (han, latin + 1),
        None => (han, latin),
    });
    if n_han < 3 || n_latin < 2 || n_han.min(n_latin) * 4 < n_han.max(n_latin) {
        return None;
    }
    let read = |language: Language| {
        let (document, problems) = parse(&only(text, language));
        (language, document, problems)
    };
    let (zh, en) = (read(Language::Chinese), read(Language::English));
    let numbers = |it: &Read| -> HashSet<ClauseId> {
        it.1.clauses.iter().map(|it| it.id).filter(|it| it.number().is_some()).collect()
    };
    let (in_zh, in_en) = (numbers(&zh), numbers(&en));
    let n_both = in_zh.intersection(&in_en).count();
    (n_both >= 2 && n_both * 5 >= in_zh.len().max(in_en.len()) * 3).then_some([zh, en])
}

/// The language of a line: Chinese if it has any Chinese words, English if it has letters alone.
fn script(line: &str) -> Option<Language> {
    let n_han = line.chars().filter(|c| is_han(*c)).count();
    let n_latin = line.chars().filter(char::is_ascii_alphabetic).count();
    match (n_han, n_latin) {
        (0, 0) => None,
        (0, _) => Some(Language::English),
        (_, _) => Some(if n_han * 6 >= n_latin { Language::Chinese } else { Language::English }),
    }
}

/// A text with the lines of one language, and of none; the others are blank.
fn only(text: &str, language: Language) -> String {
    let lines = text.split_inclusive(['\n', '\r']);
    let kept = lines.map(|line| {
        let words = line.trim_end_matches(['\n', '\r']);
        let is_other = script(words).is_some_and(|it| it != language);
        if is_other {
            let end = line.get(words.len()..).unwrap_or_default();
            Cow::Owned(" ".repeat(words.len()) + end)
        } else {
            Cow::Borrowed(line)
        }
    });
    kept.collect()
}
