//! The references to clauses and sections in what people type.

use std::borrow::Cow;

use crate::text::{Span, Token, TokenKind};

use super::{
    id::{ClauseNumber, SectionNumber},
    label::{Label, point, spoken, stands_alone},
    unit::{Unit, section_words},
    value::{dotted, run},
};

/// A part of a document, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    /// A clause.
    Clause(ClauseNumber),
    /// A section or an annex.
    Section(SectionNumber),
    /// The last section, whichever number it has.
    LastSection,
}

/// A reference in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The part of the document.
    pub reference: Reference,
    /// Its words.
    pub span: Span,
    /// Whether a unit or a sign makes it a reference; a bare `3.6` may be an amount.
    pub is_marked: bool,
}

/// Characters between the brackets of a reference in a message.
const BRACKETED_CHARS: usize = 40;

/// Reads the references of a folded text, in order.
pub fn mentions(folded: &str) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut at = 0;
    while let Some(rest) = folded.get(at..).filter(|it| !it.is_empty()) {
        let before = folded.get(..at).unwrap_or_default();
        let read = read_at(before, rest);
        found.extend(read.map(|it| Mention { span: it.span.shifted(at), ..it }));
        at += read.map_or_else(|| step(rest), |it| it.span.len());
    }
    found
}

/// Reads a folded text that is nothing but two numbers with a sign between them: `5-3`, `3、6`.
pub fn pair(folded: &str) -> Option<ClauseNumber> {
    let text = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let (first, second) = text.split_once(|c: char| "-_/、,:·。 ".contains(c))?;
    let part = |it: &str| it.trim().parse::<u16>().ok().filter(|_| it.trim().len() <= 2);
    ClauseNumber::new(&[part(first)?, part(second)?])
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

/// Reads the references in brackets that a message has among other words, `[§3.6]` and `【3.6】`: each once, `limit` at
/// most.
pub fn bracketed(text: &str, limit: usize) -> Vec<ClauseNumber> {
    let mut found: Vec<ClauseNumber> = Vec::new();
    for (at, opening) in text.char_indices() {
        let closing = match opening {
            '[' => ']',
            '［' => '］',
            '【' => '】',
            _ => continue,
        };
        let inner = text.get(at + opening.len_utf8()..).unwrap_or_default();
        let end = inner.char_indices().take(BRACKETED_CHARS).find(|(_, c)| *c == closing);
        let number = end.and_then(|(end, _)| in_brackets(opening, inner.get(..end)?.trim()));
        found.extend(number.filter(|it| found.len() < limit && !found.contains(it)));
    }
    found
}

fn in_brackets(opening: char, inner: &str) -> Option<ClauseNumber> {
    let number = inner.strip_prefix('§').map(str::trim_start);
    let (parts, len) = dotted(number.unwrap_or(inner))?;
    let is_marked = number.is_some() || (opening == '【' && parts.len() > 1);
    let is_whole = len == number.unwrap_or(inner).len();
    ClauseNumber::new(&parts).filter(|_| is_marked && is_whole)
}

/// Past a whole run of digits or letters, so that no number begins inside one.
fn step(rest: &str) -> usize {
    let digits = run(rest, |c| c.is_ascii_digit() || c == '.');
    let letters = run(rest, |c| c.is_ascii_alphabetic());
    digits.max(letters).max(rest.chars().next().map_or(1, char::len_utf8))
}

impl Mention {
    /// A reference in the first `len` bytes of a text.
    fn first(reference: Reference, len: usize) -> Self {
        Self { reference, span: Span::new(0, len), is_marked: true }
    }

    fn clause(parts: &[u16], len: usize) -> Option<Self> {
        Some(Self::first(Reference::Clause(ClauseNumber::new(parts)?), len))
    }

    fn section(number: SectionNumber, len: usize) -> Self {
        Self::first(Reference::Section(number), len)
    }
}

fn read_at(before: &str, rest: &str) -> Option<Mention> {
    let starts_word = !before.ends_with(|c: char| c.is_ascii_alphanumeric());
    sign(rest)
        .or_else(|| chinese(rest))
        .or_else(|| last(rest).filter(|_| starts_word))
        .or_else(|| ordinal(rest).filter(|_| starts_word))
        .or_else(|| english(rest).filter(|_| starts_word))
        .or_else(|| bare(rest).filter(|_| starts_word && !before.ends_with(['.', '$', '-', '+'])))
}

/// `§3.6`, `§ 3`.
fn sign(rest: &str) -> Option<Mention> {
    let number = rest.strip_prefix('§')?.trim_start();
    let (parts, len) = dotted(number).filter(|(_, len)| stands_alone(number, *len))?;
    Mention::clause(&parts, rest.len() - number.len() + len)
}

/// `第三条第六款`, `第3.6条`, `第四章`, `附件一第二条`.
fn chinese(rest: &str) -> Option<Mention> {
    let mut parts: Vec<u16> = Vec::new();
    let (mut annex, mut inserted, mut len, mut is_section) = (None, 0, 0, true);
    while let Some(label) = rest.get(len..).and_then(Label::chinese) {
        is_section &= label.unit.is_section();
        inserted = inserted.max(label.inserted);
        len += label.len;
        match label.unit {
            Unit::Annex => annex = label.parts.first().copied().and_then(SectionNumber::annex),
            Unit::Part | Unit::Chapter | Unit::Section | Unit::Article | Unit::Paragraph => {
                parts.extend(label.parts);
            }
        }
    }
    if let ([number], None, true) = (parts.as_slice(), annex, is_section) {
        return Some(Mention::section(SectionNumber::new(*number)?, len));
    }
    let Some(number) = ClauseNumber::new(&parts) else {
        return annex.map(|it| Mention::section(it, len));
    };
    let number = annex.map_or(Some(number), |it| number.inside(it))?.inserted(inserted);
    Some(Mention::first(Reference::Clause(number), len))
}

/// `last chapter`, `最后一部分`.
fn last(rest: &str) -> Option<Mention> {
    const LAST: [&str; 5] = ["last", "final", "最后一", "最后", "末"];
    LAST.iter().find_map(|word| {
        let after = rest.strip_prefix(word)?;
        let len = word.len() + section_word(after)?;
        Some(Mention::first(Reference::LastSection, len))
    })
}

/// `third section`, `fifth clause`.
fn ordinal(rest: &str) -> Option<Mention> {
    const ORDINALS: [&str; 10] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    let (number, word) = (1..).zip(ORDINALS).find(|(_, word)| rest.starts_with(word))?;
    let after = rest.get(word.len()..)?;
    if let Some(len) = section_word(after) {
        return Some(Mention::section(SectionNumber::new(number)?, word.len() + len));
    }
    let unit = after.trim_start();
    let unit_word = unit.get(..run(unit, |c| c.is_ascii_alphabetic()))?;
    let is_clause = Unit::english(unit_word).is_some_and(|it| !it.is_section());
    let len = rest.len() - unit.len() + unit_word.len();
    Mention::clause(&[number], len).filter(|_| is_clause && !Unit::is_weak(unit_word))
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

/// `clause 3.6`, `article 3(6)`, `chapter IV`, `annex 1`.
fn english(rest: &str) -> Option<Mention> {
    let label = Label::english(rest)?;
    let (len, parts) = (label.len, label.parts.as_slice());
    let number = ClauseNumber::new(parts)?.inserted(label.inserted);
    let name = rest.get(..run(rest, |c| c.is_ascii_alphabetic()))?;
    let reference = match (label.unit, parts) {
        (Unit::Annex, [annex]) => Reference::Section(SectionNumber::annex(*annex)?),
        (Unit::Annex, [annex, inner @ ..]) => {
            Reference::Clause(ClauseNumber::new(inner)?.inside(SectionNumber::annex(*annex)?)?)
        }
        (unit, [section]) if unit.is_section() => Reference::Section(SectionNumber::new(*section)?),
        (_, [_]) if Unit::is_weak(name) => return None,
        _ => Reference::Clause(number),
    };
    Some(Mention::first(reference, len))
}

/// `3.6`, `三点六`, `3.6条`, `three point six`; a number alone is none.
fn bare(rest: &str) -> Option<Mention> {
    let whole = |(parts, len): &(Vec<u16>, usize)| parts.len() > 1 && stands_alone(rest, *len);
    let (parts, len) =
        dotted(rest).filter(whole).or_else(|| spoken(rest)).or_else(|| point(rest))?;
    let unit = rest.get(len..)?.trim_start();
    let unit_len = ["条", "款"].iter().find(|it| unit.starts_with(**it)).map(|it| it.len());
    let gap = rest.len() - len - unit.len();
    let len = len + unit_len.map_or(0, |it| gap + it);
    let is_small = parts.iter().all(|&it| it < 100);
    let read = Mention::clause(&parts, len).filter(|_| is_small)?;
    Some(Mention { is_marked: unit_len.is_some(), ..read })
}
