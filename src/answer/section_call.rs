//! The words by which a question asks for a section, and what it says of the section's matter.
//!
//! | asked | call | matter |
//! |---|---|---|
//! | `经济繁荣那部分都有什么`, `the chapter on prosperity` | plain | 经济繁荣, `prosperity` |
//! | `list the peace clauses`, `和平有哪几条` | faint | `peace`, 和平 |
//! | `take part in trade`, `大部分国家` | none | |
//!
//! A plain call means a section, though its heading may say less. A faint one means it only where a heading has all
//! words of the matter: else the words are a topic.

use std::{collections::HashSet, sync::LazyLock};

use crate::{
    corpus::number::section_words,
    language::{has_content, is_stop_word},
    text::{Token, TokenKind, is_han, stem, tokens},
};

use super::{reading::Reading, reference::without_showing};

/// Chinese words for a section: those of documents, and those of daily speech.
const PARTS: [&str; 11] =
    ["部分", "部份", "章节", "篇章", "板块", "版块", "章", "节", "篇", "编", "块"];

/// Words before a section that point to it.
const POINTING: [&str; 8] = ["那", "这", "那一", "这一", "那个", "这个", "那一个", "该"];

/// Words for several clauses.
const SEVERAL: [&str; 7] =
    ["条款", "条目", "clauses", "points", "provisions", "articles", "targets"];

/// Words that list, and words for what they list: together they ask for all that a section has.
const LISTING: &str = "哪些 哪几 所有 全部 都有 列出 列 一共 几 list all every everything";
const LISTED: &str =
    "条款 条目 条 要点 点 项 points items clauses provisions articles paragraphs targets";

/// Requests for all that there is.
const WHOLE: [&str; 10] = [
    "都有哪些",
    "都有什么",
    "都有啥",
    "有哪些内容",
    "有什么内容",
    "都讲",
    "都写",
    "都说",
    "都包括",
    "都包含",
];

/// Words before `part` in which it is no section, `take part` and `is part of`, or one that is looked for: `which part
/// says …` wants a place.
const NO_SECTION: &str = "which what take takes taking took taken play plays played playing is are was were be been being as in a";

/// Tokens of a question that may be a call: a longer one has a topic, and would be slow to compare.
const LONGEST_CALL: usize = 80;

/// Letters of a stem that may be the beginning of another, at least.
const SHORTEST_START: usize = 4;

/// Tokens of the longest stop word.
const LONGEST_LIGHT: usize = 4;

/// Those that name a section without a number; `ch`, `sec` and `pt` are too short to.
static SECTION_WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| section_words().filter(|it| !it.is_ascii() || it.len() > 3).collect());

/// How plainly a question asks for a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plainness {
    Plain,
    Faint,
}

/// How much of a matter a heading has: the share first.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub(super) struct Likeness {
    /// 0 to 1.
    pub(super) share: f32,
    /// In characters; a word of letters counts as two.
    matched: u8,
}

/// A question for a section.
#[derive(Debug)]
pub(super) struct Call<'a> {
    pub(super) plainness: Plainness,
    reading: &'a Reading<'a>,
    /// Words for sections that the documents themselves print, such as `goal`.
    own: &'a [String],
}

impl<'a> Call<'a> {
    /// The call of a question, to documents that call their sections by the words `own` too.
    pub(super) fn of(reading: &'a Reading<'a>, own: &'a [String]) -> Option<Self> {
        if reading.tokens.len() > LONGEST_CALL {
            return None;
        }
        let call = |plainness| Self { plainness, reading, own };
        let plain = call(Plainness::Plain);
        if plain.is_plain_in_latin() || plain.is_plain_in_han() {
            return Some(plain);
        }
        (plain.has_section_word() || plain.lists()).then(|| call(Plainness::Faint))
    }

    /// The words and characters that a heading may have.
    pub(super) fn words(&self) -> impl Iterator<Item = &Token<'a>> {
        let is_word = |it: &&Token<'_>| it.kind != TokenKind::Word || !is_stop_word(&it.text);
        self.reading.tokens.iter().filter(is_word)
    }

    /// The words for a section's matter: the question without those that ask for it.
    pub(super) fn matter(&self) -> String {
        self.without_call(self.reading.folded)
    }

    /// How much of the matter a folded heading has.
    pub(super) fn likeness(&self, heading: &str) -> Likeness {
        let found = self.found(heading);
        let (mut matched, mut rest) = (0_u8, String::new());
        for (token, is_found) in self.reading.tokens.iter().zip(found) {
            let is_word = token.kind != TokenKind::Han;
            if is_found {
                matched = matched.saturating_add(weight(token.kind));
                rest.push(' ');
            } else {
                // Words stay apart, and characters together.
                let gap = if is_word { " " } else { "" };
                rest.extend([gap, &*token.text, gap]);
            }
        }
        let left = weight_of(&self.without_call(&rest));
        let all = matched.saturating_add(left).max(1);
        Likeness { share: f32::from(matched) / f32::from(all), matched }
    }

    /// Of each token, whether a heading has it: a word by its stem, characters by two in a row or as all that stands
    /// between words of no topic.
    fn found(&self, heading: &str) -> Vec<bool> {
        let tokens = &self.reading.tokens;
        let words = words(heading);
        let mut found = vec![false; tokens.len()];
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let len = match token.kind {
                TokenKind::Han => self.run(at, heading),
                TokenKind::Word if is_stop_word(&token.text) || self.is_section_word(token) => 0,
                TokenKind::Word | TokenKind::Number => {
                    usize::from(words.iter().any(|it| is_same(&stem(&token.text), it)))
                }
            };
            found.iter_mut().skip(at).take(len).for_each(|it| *it = true);
            at += len.max(1);
        }
        found
    }

    /// The number of characters from token `at` on that stand in a heading so, if they carry a topic.
    fn run(&self, at: usize, heading: &str) -> usize {
        let tokens = self.reading.tokens.get(at..).unwrap_or_default();
        let Some(start) = tokens.first().map(|it| it.span.start) else { return 0 };
        let text = |n: usize| {
            let end = tokens.get(n.checked_sub(1)?)?.span.end;
            self.reading.folded.get(start..end)
        };
        let n_han = tokens.iter().take_while(|it| it.kind == TokenKind::Han).count();
        let is_there = |n: &usize| text(*n).is_some_and(|it| heading.contains(it));
        let n = (1..=n_han.min(heading.chars().count())).take_while(is_there).last().unwrap_or(0);
        let is_word = n > 1 || self.stands_alone(at);
        if is_word && text(n).is_some_and(has_content) { n } else { 0 }
    }

    /// Whether the characters around a token carry no topic.
    fn stands_alone(&self, at: usize) -> bool {
        let is_light = |at: Option<usize>| {
            let token = at.and_then(|it| self.reading.tokens.get(it));
            token.is_none_or(|it| it.kind != TokenKind::Han || is_stop_word(&it.text))
        };
        is_light(at.checked_sub(1)) && is_light(at.checked_add(1))
    }

    /// A text without the words that call for a section, or list what it has.
    fn without_call(&self, text: &str) -> String {
        let mut rest = text.to_owned();
        let listed = LISTED.split_whitespace().filter(|it| it.contains(is_han));
        for word in
            PARTS.into_iter().chain(listed).chain(self.own_in_han()).filter(|it| !is_stop_word(it))
        {
            rest = rest.replace(word, " ");
        }
        let rest = without_showing(&rest);
        let is_call = |it: &Token<'_>| {
            it.kind == TokenKind::Word && (self.is_section_word(it) || is_listed(it))
        };
        let mut kept = String::new();
        let mut at = 0;
        for token in tokens(&rest).iter().filter(|it| is_call(it)) {
            kept.push_str(rest.get(at..token.span.start).unwrap_or_default());
            at = token.span.end;
        }
        kept.push_str(rest.get(at..).unwrap_or_default());
        kept
    }

    fn is_section_word(&self, token: &Token<'_>) -> bool {
        let is_own = |it: &String| *it == token.text || token.text.strip_suffix('s') == Some(it);
        SECTION_WORDS.contains(&*token.text) || self.own.iter().any(is_own)
    }

    fn has_section_word(&self) -> bool {
        let words = &self.reading.tokens;
        words.iter().any(|it| it.kind == TokenKind::Word && self.is_section_word(it))
            || SECTION_WORDS
                .iter()
                .copied()
                .chain(self.own_in_han())
                .any(|it| it.contains(is_han) && self.reading.folded.contains(it))
    }

    /// `the peace part`, `section on trade`.
    fn is_plain_in_latin(&self) -> bool {
        let tokens = &self.reading.tokens;
        let is_call = |at: usize, it: &Token<'_>| {
            let next = tokens.get(at + 1);
            it.kind == TokenKind::Word
                && !it.text.ends_with('s')
                && self.is_section_word(it)
                && next.is_none_or(|it| it.kind != TokenKind::Word || is_light(it))
                && is_called(tokens.get(..at).unwrap_or_default())
        };
        tokens.iter().enumerate().any(|(at, it)| is_call(at, it))
    }

    /// `经济繁荣那部分`, `讲和平的章节`.
    fn is_plain_in_han(&self) -> bool {
        let folded = self.reading.folded;
        let is_call = |part: &str, at: usize| {
            let before = folded.get(..at).unwrap_or_default();
            let after = folded.get(at + part.len()..).unwrap_or_default();
            let is_long = part.chars().count() > 1;
            let is_end = || !has_content(&without_showing(after));
            if POINTING.iter().any(|it| before.ends_with(it)) {
                return is_long || is_end();
            }
            let is_open = is_long || before.ends_with(['的', '一']);
            is_open && !before.is_empty() && !before.ends_with('大') && is_end()
        };
        let is_there = |part: &str| folded.match_indices(part).any(|(at, _)| is_call(part, at));
        PARTS.into_iter().any(is_there) || self.own_in_han().any(is_there)
    }

    /// The Chinese words that the documents print before the numbers of sections.
    fn own_in_han(&self) -> impl Iterator<Item = &'a str> {
        self.own.iter().map(String::as_str).filter(|it| it.contains(is_han))
    }

    /// Whether a question wants all clauses on something.
    fn lists(&self) -> bool {
        let folded = self.reading.folded;
        let has = |word: &str| {
            if word.contains(is_han) {
                folded.contains(word)
            } else {
                self.reading.tokens.iter().any(|it| it.text == word)
            }
        };
        let has_one = |words: &str| words.split_whitespace().any(has);
        SEVERAL.into_iter().any(has)
            || has_one(LISTING) && has_one(LISTED)
            || WHOLE.into_iter().any(has)
    }
}

/// Whether the tokens before a word for sections let it mean one.
fn is_called(before: &[Token<'_>]) -> bool {
    // Past the words of the matter: `the (sustainable development) part`.
    let first =
        before.iter().rev().find(|it| it.kind != TokenKind::Word || is_light(it) || blocks(it));
    first.is_none_or(|it| !blocks(it))
}

fn blocks(token: &Token<'_>) -> bool {
    NO_SECTION.split_whitespace().any(|it| it == token.text)
}

/// Whether a word says nothing of a topic beside a section.
fn is_light(token: &Token<'_>) -> bool {
    is_stop_word(&token.text) || !has_content(&without_showing(&token.text))
}

fn is_listed(token: &Token<'_>) -> bool {
    LISTED.split_whitespace().any(|it| it == token.text)
}

/// Whether two stems are of one word: `financ` and `financi`, but not `pro` and `promot`.
fn is_same(stem: &str, heading: &str) -> bool {
    stem == heading || (stem.len() >= SHORTEST_START && heading.starts_with(stem))
}

/// The stems of a text's words.
fn words(folded: &str) -> Vec<String> {
    let tokens = tokens(folded);
    let words = tokens.iter().filter(|it| it.kind != TokenKind::Han);
    words.map(|it| stem(&it.text).into_owned()).collect()
}

/// A word of letters counts as two characters.
fn weight(kind: TokenKind) -> u8 {
    match kind {
        TokenKind::Han => 1,
        TokenKind::Word | TokenKind::Number => 2,
    }
}

/// The weight of the words that carry a topic.
fn weight_of(text: &str) -> u8 {
    let tokens = tokens(text);
    let mut rest = tokens.as_slice();
    let mut weighed: u8 = 0;
    while let Some((first, after)) = rest.split_first() {
        let n_light =
            (1..=LONGEST_LIGHT.min(rest.len())).rev().find(|n| is_light_run(text, rest, *n));
        weighed = weighed.saturating_add(if n_light.is_none() { weight(first.kind) } else { 0 });
        rest = n_light.map_or(after, |n| rest.get(n..).unwrap_or_default());
    }
    weighed
}

/// Whether the first `n` tokens of a text's rest are one stop word.
fn is_light_run(text: &str, rest: &[Token<'_>], n: usize) -> bool {
    let span = rest.first().zip(rest.get(n - 1)).map(|(a, b)| a.span.start..b.span.end);
    span.and_then(|it| text.get(it)).is_some_and(is_stop_word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Folding;

    fn call(question: &str) -> String {
        let folded = Folding::new().fold(question);
        let reading = Reading::of(folded.as_str());
        let own = ["goal".to_owned()];
        Call::of(&reading, &own).map_or_else(String::new, |it| {
            format!(
                "{:?}: {}",
                it.plainness,
                it.matter().split_whitespace().collect::<Vec<_>>().join(" ")
            )
        })
    }

    #[test]
    fn sections_are_called_plainly() {
        for question in "经济繁荣那部分都有什么|講和平的章節|那一章|友好这一块|the peace part, all of it|chapter on trade\
            |what is in the goal on energy|繁荣 section 有什么|prosperity chapter"
            .split('|')
        {
            assert!(call(question).starts_with("Plain"), "{question}: {}", call(question));
        }
    }

    #[test]
    fn other_parts_are_none() {
        for question in "大部分国家|部分国家参加吗|节能|宪章|加入这个节目|can Vietnam take part|which countries are part of ASEAN\
            |spare parts for trucks|which part says it"
            .split('|')
        {
            assert!(!call(question).starts_with("Plain"), "{question}: {}", call(question));
        }
    }

    #[test]
    fn a_heading_has_a_share_of_the_matter() {
        let share = |question: &str, heading: &str| {
            let folded = Folding::new().fold(question);
            let reading = Reading::of(folded.as_str());
            let share = Call::of(&reading, &[]).map_or(0.0, |it| it.likeness(heading).share);
            format!("{share:.2}")
        };
        assert_eq!(share("经济繁荣那部分都有什么", "共促繁荣"), "0.50");
        assert_eq!(share("和平有哪几条", "共护和平"), "1.00");
        assert_eq!(
            share("list the sustainability items", "pursuing sustainable development"),
            "1.00"
        );
        assert_eq!(share("the chapter on economic prosperity", "promoting prosperity"), "0.50");
        assert_eq!(share("税那一章", "税费"), "1.00");
        assert_eq!(share("the part about railways", "promoting prosperity"), "0.00");
    }
}
