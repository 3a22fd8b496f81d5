//! Rules that hold for text in any language, by the grammars of all.

use std::{collections::HashSet, sync::LazyLock};

use rust_decimal::Decimal;

use super::{chinese::Chinese, english::English, grammar::Grammar};
use crate::quantity::{Amount, Currency, Number, Quantity, Value};
use crate::text::glyph::Glyphs;
use crate::text::quoted::Quoted;
use crate::text::{Language, Span, Token, TokenKind, tokens};

/// The grammar of `language`.
pub fn grammar(language: Language) -> &'static dyn Grammar {
    match language {
        Language::Chinese => &Chinese,
        Language::English => &English,
    }
}

/// The language that a text is in: the first of all whose letters it has.
pub fn language_of(text: &str) -> Language {
    let mut languages = Language::ALL.into_iter();
    languages.find(|it| grammar(*it).fits(text)).unwrap_or(Language::English)
}

/// All numbers of `text`, in its order: numerals, ranges, and the words that bound them.
pub fn numbers(text: &str, language: Language) -> Vec<Number> {
    let (glyphs, grammar) = (Glyphs::of(text), grammar(language));
    grammar.number_words().numbers(&glyphs, grammar.numerals(&glyphs))
}

/// The amounts of `text`, in order; years, ordinals, names and titles are none.
pub fn quantities(text: &str, language: Language) -> Vec<Quantity> {
    let glyphs = Glyphs::of(text);
    let amounts = grammar(language).amounts(&glyphs, &Quoted::of(&glyphs));
    let quantity = |it: Amount| Quantity {
        span: glyphs.span(it.start, it.end),
        number: glyphs.span(it.start, it.number_end),
        value: it.value,
        bound: it.bound,
        unit: it.unit,
    };
    amounts.into_iter().filter(Amount::possible).map(quantity).collect()
}

/// All sums of money of a text with their places, also those in titles and quotations.
pub fn sums(text: &str, language: Language) -> Vec<(Span, Value, Currency)> {
    let glyphs = Glyphs::of(text);
    let amounts = grammar(language).amounts(&glyphs, &Quoted::default());
    let sum = |it: Amount| Some((glyphs.span(it.start, it.end), it.value, it.unit.currency()?));
    amounts.into_iter().filter_map(sum).collect()
}

/// The value of a string that is one whole number: `三点六`, `十二`, `1,100`, `one hundred and six`.
pub fn cardinal(text: &str) -> Option<Decimal> {
    let glyphs = Glyphs::of(text.trim());
    Language::ALL.into_iter().find_map(|language| {
        let (value, end) = grammar(language).leading_number(&glyphs)?;
        (end == glyphs.len()).then_some(value)
    })
}

fn words(of: impl Fn(&'static dyn Grammar) -> &'static str) -> HashSet<&'static str> {
    Language::ALL.into_iter().flat_map(|it| of(grammar(it)).split_whitespace()).collect()
}

static STOP_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| words(Grammar::stop_words));

static COMMON_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| words(Grammar::common_words));

/// Whether a folded word is a question word, a courtesy or a function word. Only whole words are: `的`, not `目的`.
pub fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.contains(word)
}

/// Whether a folded word is one of daily life, and so no slip for a word that differs by a letter: `lunch` is not
/// `launch`.
pub fn is_common_word(word: &str) -> bool {
    let is_common = |it: &str| COMMON_WORDS.contains(it);
    is_common(word) || word.strip_suffix('s').is_some_and(is_common)
}

/// Whether a folded text has a word that carries a topic. Chinese text without a topic is one that falls apart into
/// stop words, the longest first, so no dictionary is needed.
pub fn has_content(folded: &str) -> bool {
    let found = tokens(folded);
    let mut rest = found.as_slice();
    while let Some((first, after)) = rest.split_first() {
        rest = match first.kind {
            TokenKind::Word if is_stop_word(&first.text) => after,
            TokenKind::Word | TokenKind::Number => return true,
            TokenKind::Han => match stop_word_at(folded, rest) {
                Some(n_tokens) => rest.get(n_tokens..).unwrap_or_default(),
                None => return true,
            },
        };
    }
    false
}

/// Characters of the longest Chinese stop word.
const LONGEST_STOP_WORD: usize = 4;

/// The length, in tokens, of the longest stop word that `rest` starts with.
fn stop_word_at(folded: &str, rest: &[Token<'_>]) -> Option<usize> {
    let start = rest.first()?.span.start;
    (1..=LONGEST_STOP_WORD.min(rest.len())).rev().find(|&n| {
        let end = rest.get(n - 1).map_or(start, |it| it.span.end);
        folded.get(start..end).is_some_and(is_stop_word)
    })
}
