//! Numbers that are spelled out, made into digits or characters before
//! references are read.
//!
//! | typed | read as |
//! |---|---|
//! | `part two` | `part 2` |
//! | `fifth clause` | `clause 5` |
//! | `three point six`, `3 dot 6` | `3.6` |
//! | `er dian san` | `二点三` |

use std::borrow::Cow;

use crate::text::{Token, TokenKind, tokens};

use super::lexicon::{CARDINALS, CLAUSE_WORDS, ORDINALS, PINYIN_NUMERALS, SECTION_WORDS};

/// A folded question with its spelled numbers rewritten.
pub(super) fn rewritten(folded: &str) -> String {
    let spoken = with_points(folded);
    let folded = spoken.as_ref();
    let found = tokens(folded);
    if let Some(number) = pinyin(&found) {
        return number;
    }
    let mut text = String::new();
    let mut at = 0;
    for (first, second) in found.iter().zip(found.iter().skip(1)) {
        let gap = folded.get(first.span.end..second.span.start).unwrap_or_default();
        let Some(number) = pair(&first.text, &second.text).filter(|_| gap.trim().is_empty()) else {
            continue;
        };
        if first.span.start < at {
            continue;
        }
        text.push_str(folded.get(at..first.span.start).unwrap_or_default());
        text.push_str(&number);
        at = second.span.end;
    }
    if at == 0 {
        return folded.to_owned();
    }
    text.push_str(folded.get(at..).unwrap_or_default());
    text
}

/// `three point six` and `3 dot 6` as `3.6`.
fn with_points(folded: &str) -> Cow<'_, str> {
    let found = tokens(folded);
    let read = found.windows(3).find_map(|it| {
        let [whole, point, part] = it else {
            return None;
        };
        let is_point = ["point", "dot"].contains(&point.text.as_ref());
        let (whole_read, part_read) = (small(&whole.text)?, small(&part.text)?);
        is_point.then(|| (whole.span.start, part.span.end, format!("{whole_read}.{part_read}")))
    });
    let Some((start, end, number)) = read else {
        return Cow::Borrowed(folded);
    };
    let before = folded.get(..start).unwrap_or_default();
    let after = folded.get(end..).unwrap_or_default();
    Cow::Owned(format!("{before}{number}{after}"))
}

/// A small number in digits or in a word.
fn small(word: &str) -> Option<usize> {
    let digits = || word.parse().ok().filter(|it| *it < 100);
    CARDINALS.iter().position(|it| *it == word).map(|it| it + 1).or_else(digits)
}

fn pair(first: &str, second: &str) -> Option<String> {
    let is_unit = |it: &str| SECTION_WORDS.contains(&it) || CLAUSE_WORDS.contains(&it);
    let place = |words: &[&str], word: &str| words.iter().position(|it| *it == word);
    if let Some(at) = place(CARDINALS, second).filter(|_| is_unit(first)) {
        return Some(format!("{first} {}", at + 1));
    }
    // `third section` is read elsewhere.
    let at = place(ORDINALS, first).filter(|_| CLAUSE_WORDS.contains(&second))?;
    Some(format!("{second} {}", at + 1))
}

/// All of a question as a number in pinyin.
fn pinyin(found: &[Token<'_>]) -> Option<String> {
    let syllables = found.iter().filter(|it| it.kind == TokenKind::Word);
    let read: Option<String> = syllables
        .map(|it| PINYIN_NUMERALS.iter().find(|(sound, _)| *sound == it.text).map(|it| it.1))
        .collect();
    let is_all = found.iter().all(|it| it.kind == TokenKind::Word);
    read.filter(|it| is_all && it.contains(['点', '第']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelled_numbers() {
        for (typed, read) in [
            ("how many clauses in part two?", "how many clauses in part 2?"),
            ("part two, fifth clause", "part 2, clause 5"),
            ("er dian san", "二点三"),
            ("di san zhang", "第三章"),
            ("one belt one road", "one belt one road"),
            ("shi", "shi"),
        ] {
            assert_eq!(rewritten(typed), read);
        }
    }
}
