//! Amounts without a number in English: `halve`, `double`, `quadruple`, `threefold`, `will be tripled`.
//!
//! `has doubled` tells what was: a participle counts only where `be` stands before it.

use rust_decimal::Decimal;

use crate::language::grammar::Grammar;
use crate::quantity::{Amount, Bound, Doubt, Unit, Value};
use crate::text::glyph::Glyphs;
use crate::text::quoted::Quoted;

pub(super) fn multiples(grammar: &dyn Grammar, glyphs: &Glyphs, quoted: &Quoted) -> Vec<Amount> {
    let is_letter = |at: usize| glyphs.get(at).is_some_and(|c| c.is_alphabetic() || c == '-');
    let words = grammar.number_words();
    let mut found = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        let end = (at..glyphs.len()).find(|at| !is_letter(*at)).unwrap_or(glyphs.len());
        let word =
            if (4..=12).contains(&(end - at)) { glyphs.words(at, end) } else { String::new() };
        if let Some((unit, value)) = multiple(&word).filter(|_| is_told(glyphs, at, &word)) {
            found.push(Amount {
                start: at,
                end,
                number_end: end,
                value: Value::Exact(value),
                bound: words.bound_around(glyphs, at, end).unwrap_or(Bound::Exact),
                unit,
                per: None,
                spelled: false,
                doubt: quoted.at(at).map(Doubt::from),
            });
        }
        at = end + 1;
    }
    found
}

/// Whether the form of the word lets it be something to do.
fn is_told(glyphs: &Glyphs, at: usize, word: &str) -> bool {
    let before = glyphs.words(at.saturating_sub(12), at);
    let is_passive = [" be ", " being ", " be at least "].iter().any(|it| before.contains(it));
    // `a double standard`, `the triple threat`: the adjective is no verb.
    let is_adjective = [" a ", " the "].iter().any(|it| before.ends_with(it));
    !is_adjective && (!word.ends_with("ed") || is_passive)
}

fn multiple(word: &str) -> Option<(Unit, Decimal)> {
    let times = |n: u32| Some((Unit::Multiple, Decimal::from(n)));
    match word {
        "halve" | "halving" | "halved" => Some((Unit::Percent, Decimal::from(50))),
        "double" | "doubling" | "doubled" | "twofold" | "two-fold" => times(2),
        "triple" | "tripling" | "tripled" | "treble" | "trebling" | "trebled" | "threefold"
        | "three-fold" => times(3),
        "quadruple" | "quadrupling" | "quadrupled" | "fourfold" | "four-fold" => times(4),
        "quintuple" | "quintupling" | "quintupled" | "fivefold" | "five-fold" => times(5),
        "sixfold" | "six-fold" => times(6),
        "sevenfold" | "seven-fold" => times(7),
        "eightfold" | "eight-fold" => times(8),
        "ninefold" | "nine-fold" => times(9),
        "tenfold" | "ten-fold" => times(10),
        _ => None,
    }
}
