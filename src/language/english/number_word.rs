//! English words that numbers are made of: `nineteen`, `hundred`, `bn`, `and`, `thirds`, `twenty-fifths`.

use std::collections::HashMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::quantity::power_of_ten;
use crate::text::glyph::Glyphs;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// 0 to 19.
    Unit(u32),
    /// 20 to 90.
    Ten(u32),
    /// A hundred.
    Hundred,
    /// A dozen, or a thousand and more.
    Scale(Decimal),
    /// `and`.
    And,
}

pub(super) const UNITS: &str = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
                     sixteen seventeen eighteen nineteen";
pub(super) const TENS: &str = "twenty thirty forty fifty sixty seventy eighty ninety";
const SCALES: [(u32, &str); 6] = [
    (3, "thousand"),
    (5, "lakh lakhs"),
    (6, "million mln mn mil mio"),
    (7, "crore crores"),
    (9, "billion bn bln"),
    (12, "trillion trn tln tn"),
];
const PARTS: &str = "half third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth \
                     fifteenth sixteenth seventeenth eighteenth nineteenth twentieth";
const TEN_PARTS: &str =
    "thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth";
const LARGE_PARTS: [(u32, &str); 4] =
    [(3, "thousandth"), (6, "millionth"), (9, "billionth"), (12, "trillionth")];

static WORDS: LazyLock<HashMap<&str, Word>> = LazyLock::new(|| {
    let units = UNITS.split(' ').zip(0..).map(|(word, n)| (word, Word::Unit(n)));
    let tens = TENS.split(' ').zip((20..).step_by(10)).map(|(word, n)| (word, Word::Ten(n)));
    let scales = SCALES.into_iter().flat_map(|(power, words)| {
        let scale = power_of_ten(power).map(Word::Scale);
        words.split(' ').filter_map(move |word| Some((word, scale?)))
    });
    let dozens = "dozen dozens doz dozs dz dzs".split(' ').map(|it| (it, Word::Scale(12.into())));
    let others = [
        ("and", Word::And),
        ("hundred", Word::Hundred),
        ("hundreds", Word::Hundred),
        ("nought", Word::Unit(0)),
        ("naught", Word::Unit(0)),
    ];
    units.chain(tens).chain(scales).chain(dozens).chain(others).collect()
});

/// Words for one of so many parts.
static DENOMINATORS: LazyLock<HashMap<&str, Decimal>> = LazyLock::new(|| {
    let small = PARTS.split(' ').zip(2..).chain(TEN_PARTS.split(' ').zip((30..).step_by(10)));
    let small = small.chain([("halve", 2), ("quarter", 4)]).map(|(it, n)| (it, Decimal::from(n)));
    let large = LARGE_PARTS.into_iter().filter_map(|(n, word)| Some((word, power_of_ten(n)?)));
    small.chain(large).collect()
});

/// The place after the letters that begin at `at`.
pub(super) fn word_end(glyphs: &Glyphs, at: usize) -> usize {
    // No number word is longer than sixteen letters.
    (at..at + 24).find(|at| !glyphs.get(*at).is_some_and(char::is_alphabetic)).unwrap_or(at)
}

pub(super) fn letters(glyphs: &Glyphs, at: usize) -> (String, usize) {
    let end = word_end(glyphs, at);
    (glyphs.words(at, end), end)
}

/// The place after the word at `at`, if it is one of `words`, which have spaces between them.
pub(super) fn one_of(glyphs: &Glyphs, at: usize, words: &str) -> Option<usize> {
    let (word, end) = letters(glyphs, at);
    words.split(' ').any(|it| it == word).then_some(end)
}

/// The number word at `at` with the place after it.
pub(super) fn word(glyphs: &Glyphs, at: usize) -> Option<(Word, usize)> {
    let (word, end) = letters(glyphs, at);
    Some((*WORDS.get(word.as_str())?, end))
}

/// The multiplier that the word at `at` is, with the place after it.
pub(super) fn scale(glyphs: &Glyphs, at: usize) -> Option<(Decimal, usize)> {
    match word(glyphs, at)? {
        (Word::Scale(scale), end) => Some((scale, end)),
        (Word::Unit(_) | Word::Ten(_) | Word::Hundred | Word::And, _) => None,
    }
}

/// The place of the next word of a number: after spaces, or after a hyphen.
pub(super) fn between(glyphs: &Glyphs, at: usize) -> usize {
    let next = glyphs.skip_spaces(at, 4);
    if glyphs.get(next) == Some('-') { glyphs.skip_spaces(next + 1, 4) } else { next }
}

/// The number of parts that a word names: `thirds` is 3, `twenty-fifths` 25, `hundredth` 100.
pub(super) fn denominator(glyphs: &Glyphs, at: usize) -> Option<(Decimal, usize)> {
    let parts = |word: &str| DENOMINATORS.get(word.strip_suffix('s').unwrap_or(word)).copied();
    let (first, end) = letters(glyphs, at);
    if let Some(parts) = parts(&first) {
        return Some((parts, end));
    }
    let (Word::Ten(ten), _) = word(glyphs, at)? else { return None };
    if !matches!(glyphs.get(end), Some('-' | ' ')) {
        return None;
    }
    let (second, end) = letters(glyphs, between(glyphs, end));
    let unit = parts(&second).filter(|unit| *unit < Decimal::TEN);
    let first = matches!(second.as_str(), "first" | "firsts").then_some(Decimal::ONE);
    Some((unit.or(first)?.checked_add(ten.into())?, end))
}

/// Whether tens and an ordinal stand at `at`: `thirty-fifths`.
pub(super) fn is_ten_ordinal(glyphs: &Glyphs, at: usize) -> bool {
    matches!(word(glyphs, at), Some((Word::Ten(_), _))) && denominator(glyphs, at).is_some()
}
