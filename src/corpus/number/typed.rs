//! The references to clauses and sections in what people type.

use std::borrow::Cow;

use crate::text::{Span, Token, TokenKind};

use super::{
    found::{Found, Level, Mention, Reference},
    id::{ClauseNumber, SectionNumber},
    label::{Label, point, spoken, stands_alone},
    lettered::{alone, in_unit, lettered, recital, target},
    part::Part,
    unit::{Unit, section_words},
    value::{cardinal, digit, dotted, run},
};

/// Reads the references of a folded text, in order. Those that belong together are one: `article 2, paragraph 3`.
pub fn mentions(folded: &str) -> Vec<Mention> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while let Some(rest) = folded.get(at..).filter(|it| !it.is_empty()) {
        let before = folded.get(..at).unwrap_or_default();
        let read = read_at(before, rest);
        at += read.map_or_else(|| step(rest), |it| it.mention.span.len());
        if let Some(next) = read.map(|it| it.shifted(before.len())) {
            let joined = found.last().and_then(|last| last.joined(&next, folded));
            if joined.is_some() {
                found.pop();
            }
            found.push(joined.unwrap_or(next));
        }
    }
    found.into_iter().filter(|it| !it.is_inner_only).map(|it| it.mention).collect()
}

/// Whether a number, as a document prints it, is an article's: `Article 20`, not `Chapter 2` or `20.`.
pub fn is_article(printed: &str) -> bool {
    let found = mentions(&printed.to_lowercase());
    found.iter().any(|it| it.is_marked && matches!(it.reference, Reference::Clause(_)))
}

/// Reads a folded text that is nothing but two numbers with a sign between them: `5-3`, `3、6`.
pub fn pair(folded: &str) -> Option<ClauseNumber> {
    let text = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let (first, second) = text.split_once(|c: char| "-_/、,:·。 ".contains(c))?;
    let part = |it: &str| it.trim().parse::<u16>().ok().filter(|_| it.trim().len() <= 2);
    ClauseNumber::new(&[part(first)?, part(second)?])
}

/// The first unit in a folded text that has two numbers with a hyphen between them, with its place: `art. 1-4`, `第3-6条`.
/// They may be the first and the last of several articles as well.
pub fn hyphenated(folded: &str) -> Option<(ClauseNumber, Span)> {
    // Most questions have none.
    if !folded.contains('-') {
        return None;
    }
    let mut at = 0;
    while let Some(rest) = folded.get(at..).filter(|it| !it.is_empty()) {
        if let Some((number, len)) = hyphenated_at(rest) {
            return Some((number, Span::new(at, at + len)));
        }
        at += step(rest);
    }
    None
}

fn hyphenated_at(rest: &str) -> Option<(ClauseNumber, usize)> {
    let name = rest.get(..run(rest, |c| c.is_ascii_alphabetic()))?;
    let is_chinese = rest.starts_with('第');
    let numbers = match rest.strip_prefix('第') {
        Some(numbers) => numbers.trim_start(),
        None => rest.get(name.len()..)?.trim_start_matches(['.', ' ']),
    };
    let (numbers, tail) =
        numbers.split_at_checked(run(numbers, |c| c.is_ascii_digit() || c == '-'))?;
    let unit = tail.trim_start();
    let tail = if is_chinese { unit.get(Unit::chinese(unit)?.1..)? } else { tail };
    let is_whole = is_chinese
        || Unit::english(name).is_some() && !tail.starts_with(|c: char| c.is_alphanumeric());
    let number = pair(numbers).filter(|_| is_whole)?;
    Some((number, rest.len() - tail.len()))
}

/// Reads a folded text that is nothing but a number in pinyin, as characters: `er dian san` as `二点三`.
pub fn pinyin<'a>(folded: &'a str, tokens: &[Token<'_>]) -> Cow<'a, str> {
    const SYLLABLES: &str = "yi一 er二 san三 si四 wu五 liu六 qi七 ba八 jiu九 shi十 dian点 di第 tiao条 zhang章 bufen部分";
    let meant = |sound: &str| {
        SYLLABLES.split(' ').find_map(|it| {
            it.strip_prefix(sound).filter(|it| !it.starts_with(|c: char| c.is_ascii()))
        })
    };
    let read: Option<String> =
        tokens.iter().map(|it| meant(&it.text).filter(|_| it.kind == TokenKind::Word)).collect();
    read.filter(|it| it.contains(['点', '第'])).map_or(Cow::Borrowed(folded), Cow::Owned)
}

/// Past a whole run of digits or letters, so that no number begins inside one.
pub(super) fn step(rest: &str) -> usize {
    let digits = run(rest, |c| c.is_ascii_digit() || c == '.');
    let letters = run(rest, |c| c.is_ascii_alphabetic());
    digits.max(letters).max(rest.chars().next().map_or(1, char::len_utf8))
}

fn read_at(before: &str, rest: &str) -> Option<Found> {
    let starts_word = !before.ends_with(|c: char| c.is_ascii_alphanumeric());
    sign(rest)
        .or_else(|| chinese(rest))
        .or_else(|| recital(rest).filter(|_| starts_word))
        .or_else(|| target(rest).filter(|_| starts_word))
        .or_else(|| in_unit(rest).filter(|_| starts_word))
        .or_else(|| last(rest).filter(|_| starts_word))
        .or_else(|| ordinal(rest).filter(|_| starts_word))
        .or_else(|| english(before, rest).filter(|_| starts_word))
        .or_else(|| alone(rest).filter(|_| starts_word))
        .or_else(|| bare(before, rest).filter(|_| starts_word))
}

/// `§3.6`, `§ 3`, `§ 2a`.
fn sign(rest: &str) -> Option<Found> {
    let number = rest.strip_prefix('§')?.trim_start();
    if let Some((clause, len)) = lettered(number) {
        let len = rest.len() - number.len() + len;
        return Some(Found::first(
            Reference::Clause(clause),
            len,
            (Level::ARTICLE, Level::ARTICLE),
        ));
    }
    let (parts, len) = dotted(number).filter(|(_, len)| stands_alone(number, *len))?;
    Found::clause(&parts, rest.len() - number.len() + len, Level::ARTICLE)
}

/// `第三条第六款`, `第3.6条`, `第四章`, `附件一第二条`, `第五条第(二)项`, `第5条2款`.
fn chinese(rest: &str) -> Option<Found> {
    let mut parts: Vec<Part> = Vec::new();
    let (mut annex, mut len, mut is_section) = (None, 0, true);
    let (mut outer, mut inner) = (None, Level::BARE);
    while let Some(tail) = rest.get(len..) {
        // Only what stands right behind a first unit may be parted from it.
        let gap = if len == 0 { 0 } else { run(tail, |c| " ,、的".contains(c)) };
        let next = tail.get(gap..).unwrap_or_default();
        let read = Label::chinese(next).map(|it| (it.unit, it.parts, it.inserted, it.len));
        let read = read.or_else(|| item(next).filter(|_| !is_section));
        let Some((unit, numbers, place, label_len)) = read else { break };
        let level = Level::of_chinese(unit, next.get(..label_len).unwrap_or_default());
        if len > 0 && level <= inner {
            break;
        }
        outer.get_or_insert(level);
        inner = level;
        is_section &= unit.is_section();
        len += gap + label_len;
        match unit {
            Unit::Annex => annex = numbers.first().copied().and_then(SectionNumber::annex),
            Unit::Part | Unit::Chapter | Unit::Section | Unit::Article | Unit::Paragraph => {
                parts.extend(numbers.into_iter().filter_map(Part::number));
                if let Some(last) = parts.last_mut() {
                    *last = last.inserted(place);
                }
            }
        }
    }
    let outer = outer?;
    if let ([number], None, true) = (parts.as_slice(), annex, is_section) {
        return Some(Found::section(SectionNumber::new(number.value())?, len, outer));
    }
    let Some(number) = ClauseNumber::of(&parts) else {
        return annex.map(|it| Found::section(it, len, outer));
    };
    let number = annex.map_or(Some(number), |it| number.inside(it))?;
    Some(Found::first(Reference::Clause(number), len, (outer, inner)))
}

/// What is read behind an article without `第`: `(二)`, `(二)项`, `2款`.
fn item(text: &str) -> Option<(Unit, Vec<u16>, u16, usize)> {
    let text_after = text.strip_prefix('第').unwrap_or(text);
    let inner = text_after.strip_prefix('(');
    let number = inner.unwrap_or(text_after);
    let (value, len) = cardinal(number)?;
    let after = number.get(len..)?;
    let after = if inner.is_some() { after.strip_prefix(')')? } else { after };
    let unit_len = ["款", "项", "目"].iter().find(|it| after.starts_with(**it)).map(|it| it.len());
    let is_item = inner.is_some() || unit_len.is_some();
    let len = text.len() - after.len() + unit_len.unwrap_or(0);
    is_item.then_some((Unit::Paragraph, vec![value], 0, len))
}

/// `last chapter`, `最后一部分`.
fn last(rest: &str) -> Option<Found> {
    const LAST: [&str; 8] =
        ["last", "final", "最后那一", "最后那个", "最后那", "最后一", "最后", "末"];
    LAST.iter().find_map(|word| {
        let after = rest.strip_prefix(word)?;
        let len = word.len() + section_word(after)?;
        Some(Found::first(Reference::LastSection, len, (Level::CHAPTER, Level::CHAPTER)))
    })
}

/// `third section`, `fifth clause`.
fn ordinal(rest: &str) -> Option<Found> {
    const ORDINALS: [&str; 10] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    let (number, word) = (1..).zip(ORDINALS).find(|(_, word)| rest.starts_with(word))?;
    let after = rest.get(word.len()..)?;
    if let Some(len) = section_word(after) {
        let number = SectionNumber::new(number)?;
        return Some(Found::section(number, word.len() + len, Level::CHAPTER));
    }
    let unit = after.trim_start();
    let unit_word = unit.get(..run(unit, |c| c.is_ascii_alphabetic()))?;
    let is_clause = Unit::english(unit_word).is_some_and(|it| !it.is_section());
    let len = rest.len() - unit.len() + unit_word.len();
    let level = Level::of_english(Unit::english(unit_word)?, unit_word);
    Found::clause(&[number], len, level).filter(|_| is_clause && !Unit::is_weak(unit_word))
}

/// The length up to the end of the word for sections that a text begins with.
fn section_word(text: &str) -> Option<usize> {
    let unit = text.trim_start();
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_first =
        |word: &&str| unit.strip_prefix(*word).is_some_and(|it| !word.is_ascii() || ends(it));
    let len = section_words().filter(is_first).map(str::len).max()?;
    Some(text.len() - unit.len() + len)
}

/// `clause 3.6`, `article 3(6)`, `chapter IV`, `annex 1`, `annex b`.
fn english(before: &str, rest: &str) -> Option<Found> {
    let name = rest.get(..run(rest, |c| c.is_ascii_alphabetic()))?;
    let unit = Unit::english(name)?;
    let level = Level::of_english(unit, name);
    let Some(label) = Label::english(rest) else {
        return lettered_annex(rest, name).filter(|_| unit == Unit::Annex);
    };
    let (len, parts) = (label.len, label.parts.as_slice());
    // `which article i need`, `an article one can cite`: words that only look like numbers.
    let is_digits = rest.get(name.len()..)?.trim_start_matches(|c: char| !c.is_alphanumeric());
    if !is_digits.starts_with(|c: char| c.is_ascii_digit()) && asks_which(before) {
        return None;
    }
    let number = ClauseNumber::new(parts)?.latin(label.inserted);
    let reference = match (label.unit, parts) {
        (Unit::Annex, [annex]) => Reference::Section(SectionNumber::annex(*annex)?),
        (Unit::Annex, [annex, inner @ ..]) => {
            Reference::Clause(ClauseNumber::new(inner)?.inside(SectionNumber::annex(*annex)?)?)
        }
        (unit, [section]) if unit.is_section() => Reference::Section(SectionNumber::new(*section)?),
        _ => Reference::Clause(number),
    };
    let mut found = Found::first(reference, len, (level, level));
    // Behind an article `point 2` is part of it; alone it is a score.
    found.is_inner_only = Unit::is_weak(name) && parts.len() == 1;
    Some(found)
}

/// `annex b`: one letter that is no word.
fn lettered_annex(rest: &str, name: &str) -> Option<Found> {
    let letter = rest.get(name.len()..)?.strip_prefix(' ')?.trim_start();
    let len = run(letter, |c| c.is_ascii_alphanumeric());
    let &[byte @ b'a'..=b'z'] = letter.as_bytes().get(..len)? else { return None };
    let after = letter.get(len..)?.trim_start();
    let is_article_word = byte == b'a' && after.starts_with(|c: char| c.is_ascii_alphabetic());
    let annex = SectionNumber::annex(u16::from(byte - b'a') + 1).filter(|_| !is_article_word)?;
    Some(Found::section(annex, rest.len() - letter.len() + len, Level::ANNEX))
}

/// Whether a text ends in a word before which no numbered unit stands: `which article`.
fn asks_which(before: &str) -> bool {
    const WHICH: [&str; 14] = [
        "which", "what", "a", "an", "any", "every", "each", "no", "some", "this", "that",
        "another", "one", "other",
    ];
    let text = before.trim_end();
    let word = text.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    WHICH.contains(&word)
}

/// `3.6`, `三点六`, `3.6条`, `three point six`; also `27条` and `61`, which may be amounts.
fn bare(before: &str, rest: &str) -> Option<Found> {
    if before.ends_with(['.', '$', '¥', '€', '-', '+']) {
        return None;
    }
    let whole = |(_, len): &(Vec<u16>, usize)| stands_alone(rest, *len);
    let (parts, len) =
        point(rest).or_else(|| dotted(rest).filter(whole)).or_else(|| spoken(rest))?;
    let unit = rest.get(len..)?.trim_start();
    let unit_len = ["条", "款"].iter().find(|it| unit.starts_with(**it)).map(|it| it.len());
    let gap = rest.len() - len - unit.len();
    let len = len + unit_len.map_or(0, |it| gap + it);
    if let &[number] = parts.as_slice() {
        let is_digits = rest.starts_with(|c| digit(c).is_some());
        let is_meant = match unit_len {
            Some(_) => (is_digits || number > 1) && !before.ends_with(is_counting),
            None => is_digits && number < 10_000,
        };
        let mut read = Found::clause(&parts, len, Level::ARTICLE)?;
        (read.mention.is_marked, read.mention.is_explicit) = (false, false);
        return is_meant.then_some(read);
    }
    let is_small = parts.iter().all(|&it| it < 100);
    let mut read = Found::clause(&parts, len, Level::BARE).filter(|_| is_small)?;
    (read.mention.is_marked, read.mention.is_explicit) = (unit_len.is_some(), false);
    Some(read)
}

/// Whether a numeral behind this character counts: `这两条`, `哪三条`, `前5条`.
fn is_counting(c: char) -> bool {
    "哪这那有何另某同各每上下前后几多共".contains(c)
}
