//! The languages of a document's paragraphs, and one document with both languages as two.

use crate::text::{Language, is_han};

use super::paragraph::{Paragraph, Role};

/// Paragraphs of each language that a document with both has at least.
const MIN_PARAGRAPHS: usize = 2;

/// The share of the letters that the smaller language has at least, in hundredths.
const MIN_SHARE: usize = 15;

/// Latin letters that say as much as a Chinese character.
const LETTERS: usize = 3;

/// Chinese characters, and Latin letters in units of the same weight.
fn weights(text: &str) -> (usize, usize) {
    let han = text.chars().filter(|it| is_han(*it)).count();
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    (han, latin.div_ceil(LETTERS))
}

fn language(text: &str) -> Option<Language> {
    match weights(text) {
        (0, 0) => None,
        (han, latin) if han >= latin => Some(Language::Chinese),
        _ => Some(Language::English),
    }
}

/// The paragraphs of each language; a document in one language, with words of the other in it, is whole.
pub(super) fn split(paragraphs: Vec<Paragraph>) -> Vec<(Language, Vec<Paragraph>)> {
    let (mut han, mut latin, mut n_chinese, mut n_english) = (0, 0, 0, 0);
    for paragraph in &paragraphs {
        for line in paragraph.text.lines() {
            let (in_han, in_latin) = weights(line);
            han += in_han;
            latin += in_latin;
            match language(line) {
                Some(Language::Chinese) => n_chinese += 1,
                Some(Language::English) => n_english += 1,
                None => {}
            }
        }
    }
    let is_bilingual = n_chinese.min(n_english) >= MIN_PARAGRAPHS
        && han.min(latin) * 100 >= (han + latin) * MIN_SHARE;
    if !is_bilingual {
        let language = if han >= latin { Language::Chinese } else { Language::English };
        return vec![(language, paragraphs)];
    }
    let (mut chinese, mut english) = (Vec::new(), Vec::new());
    let mut last = Language::Chinese;
    for paragraph in paragraphs {
        for part in parts(&paragraph) {
            last = language(&part.text).unwrap_or(last);
            match last {
                Language::Chinese => chinese.push(part),
                Language::English => english.push(part),
            }
        }
    }
    vec![(Language::Chinese, chinese), (Language::English, english)]
}

/// A paragraph by language: lines that change the language part it, and so does a point in a line where the one
/// language ends and the other begins.
fn parts(paragraph: &Paragraph) -> Vec<Paragraph> {
    if matches!(paragraph.role, Role::Note(_)) {
        return vec![paragraph.clone()];
    }
    let mut parts: Vec<Paragraph> = Vec::new();
    for piece in paragraph.text.lines().flat_map(pieces) {
        let found = language(piece);
        match parts.last_mut() {
            Some(last) if found.is_none() || language(&last.text) == found => {
                last.text.push('\n');
                last.text.push_str(piece);
            }
            _ => parts.push(Paragraph { text: piece.to_owned(), ..paragraph.clone() }),
        }
    }
    parts
}

/// A line, or its two halves where all Chinese stands in one and nearly nothing but English in the other.
fn pieces(line: &str) -> Vec<&str> {
    let first = line.char_indices().find(|(_, it)| is_han(*it));
    let last = line.char_indices().rev().find(|(_, it)| is_han(*it));
    let (Some((first, _)), Some((last, c))) = (first, last) else { return vec![line] };
    let after_last = last + c.len_utf8();
    let closing = line.get(after_last..).unwrap_or_default();
    let is_closing = |it: &char| "。；：！？）】》”’，、.;:!?)".contains(*it);
    let end =
        after_last + closing.chars().take_while(is_closing).map(char::len_utf8).sum::<usize>();
    let is_half = |half: &str, other: &str| {
        let (n_half, n_other) = (weights(half), weights(other));
        half.contains(' ') && n_half.1 >= 3 && n_half.1 * 2 > n_other.0 && n_other.0 * 2 > n_half.1
    };
    for at in [end, first] {
        let Some((before, after)) = line.split_at_checked(at) else { continue };
        let (half, other) = if at == end { (after, before) } else { (before, after) };
        if is_half(half, other) && weights(other).0 >= weights(other).1 {
            return vec![before.trim(), after.trim()];
        }
    }
    vec![line]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(lines: &[&str]) -> Vec<(Language, Vec<String>)> {
        let paragraphs = lines.iter().map(|it| Paragraph::text(*it, None)).collect();
        let texts = |it: Vec<Paragraph>| it.into_iter().map(|it| it.text).collect();
        split(paragraphs).into_iter().map(|(language, it)| (language, texts(it))).collect()
    }

    #[test]
    fn a_document_with_both_languages_is_two() {
        let found = texts(&[
            "合作协定",
            "Agreement on Cooperation",
            "第一条 双方加强贸易合作。",
            "Article 1 The Parties expand trade.",
            "第二条 双方降低关税。 Article 2 The Parties lower their tariffs.",
            "2024",
        ]);
        assert_eq!(found[0].1, ["合作协定", "第一条 双方加强贸易合作。", "第二条 双方降低关税。"]);
        assert_eq!(found[1].1[2..], ["Article 2 The Parties lower their tariffs.", "2024"]);
    }

    #[test]
    fn words_of_the_other_language_do_not_part_a_document() {
        let chinese = [
            "合作协定",
            "第一条 落实RCEP（Regional Comprehensive Economic Partnership）。",
            "第二条 生效。",
        ];
        assert_eq!(texts(&chinese).len(), 1);
        let english = ["Plan", "1. Build 一带一路 together.", "2. Ends."];
        assert_eq!(texts(&english)[0].0, Language::English);
    }
}
