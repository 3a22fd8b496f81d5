//! Numbers in running text: `1500 亿`, `百分之二十五`, `三分之一`, `$2¾ billion`, `two thirds`, `2021-2025`.
//!
//! [`numerals`] gives each numeral as it stands; [`numbers`] also joins ranges and reads the words that bound a
//! number (`不少于`, `以上`, `up to`); [`cardinal`] reads one whole string, such as the `三点六` of a clause number.
//! Values are exact. Every text is read in one pass; digits that no decimal holds are no number.

pub mod bounds;
mod chinese;
mod chinese_scan;
mod digits;
mod english;
mod english_part;
mod english_scan;
mod han;
mod slash;
mod write;

use rust_decimal::Decimal;

pub use bounds::{Bound, Number, join, numbers};
pub use write::{chinese_digits, short, spell};

use super::glyph::Glyphs;
use super::{Language, Span};

/// What a numeral is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// One value.
    Exact(Decimal),
    /// A fraction that no decimal need hold: a third.
    Ratio {
        /// Above the line.
        numerator: Decimal,
        /// Below the line; never zero.
        denominator: Decimal,
    },
    /// From `low` to `high`, both included.
    Range {
        /// The least.
        low: Decimal,
        /// The most.
        high: Decimal,
    },
}

impl Value {
    /// The value as one decimal; the lower end of a range.
    pub fn low(&self) -> Decimal {
        match self {
            Self::Exact(value) => *value,
            Self::Ratio { numerator, denominator } => {
                numerator.checked_div(*denominator).unwrap_or_default()
            }
            Self::Range { low, high: _ } => *low,
        }
    }

    /// The value as one decimal; the upper end of a range.
    pub fn high(&self) -> Decimal {
        match self {
            Self::Range { low: _, high } => *high,
            Self::Exact(_) | Self::Ratio { .. } => self.low(),
        }
    }

    /// The value times `factor`, if a decimal holds it.
    #[must_use]
    pub fn times(&self, factor: Decimal) -> Option<Self> {
        Some(match self {
            Self::Exact(value) => Self::Exact(value.checked_mul(factor)?.normalize()),
            Self::Ratio { numerator, denominator } => {
                Self::Ratio { numerator: numerator.checked_mul(factor)?, denominator: *denominator }
            }
            Self::Range { low, high } => {
                Self::Range { low: low.checked_mul(factor)?, high: high.checked_mul(factor)? }
            }
        })
    }

    fn negated(&self) -> Self {
        match self {
            Self::Exact(value) => Self::Exact(-value),
            Self::Ratio { numerator, denominator } => {
                Self::Ratio { numerator: -numerator, denominator: *denominator }
            }
            Self::Range { low, high } => Self::Range { low: -high, high: -low },
        }
    }
}

/// What kind of number a numeral writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// A count or an amount.
    Plain,
    /// Hundredths: `25%`, `百分之二十五`, `25 per cent`, `七成`.
    Percent,
    /// Thousandths with the sign `‰`.
    PerMille,
    /// A difference of percentages: `3.89个百分点`.
    PercentagePoint,
    /// A part: `三分之一`, `two thirds`, `½`.
    Fraction,
}

/// Letters that touch a numeral: `G20`, `5G`, `180ml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Glue {
    /// A Latin letter stands right before.
    pub before: bool,
    /// A Latin letter stands right after.
    pub after: bool,
}

impl Glue {
    fn around(glyphs: &Glyphs, start: usize, end: usize) -> Self {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        Self { before: letter(glyphs.before(start)), after: letter(glyphs.get(end)) }
    }
}

/// One numeral as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral {
    /// The numeral with its sign and its percent words.
    pub span: Span,
    /// Its value; of a percentage, the hundredths.
    pub value: Value,
    /// Its kind.
    pub form: Form,
    /// Whether the numeral itself says that there are more: `二百余`, `三十几万`.
    pub more: bool,
    /// Whether words and not only digits write it.
    pub spelled: bool,
    /// Letters that touch it.
    pub glue: Glue,
}

/// All numerals of `text`, in its order; ranges are two numerals.
pub fn numerals(text: &str, language: Language) -> Vec<Numeral> {
    scan(&Glyphs::of(text), language)
}

/// All numerals of a text whose characters were read already.
pub fn scan(glyphs: &Glyphs, language: Language) -> Vec<Numeral> {
    match language {
        Language::Chinese => chinese_scan::scan(glyphs),
        Language::English => english_scan::scan(glyphs),
    }
}

/// The value of a string that is one whole cardinal: `三点六`, `十二`, `1,100`, `one hundred and six`.
pub fn cardinal(text: &str) -> Option<Decimal> {
    let glyphs = Glyphs::of(text.trim());
    let whole =
        |end: usize, value: Option<Decimal>| value.filter(|_| end == glyphs.len() && end > 0);
    chinese::read(&glyphs, 0)
        .and_then(|read| whole(read.end, read.low))
        .or_else(|| english::read(&glyphs, 0).and_then(|read| whole(read.end, read.value)))
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str, language: Language) -> String {
        let one = |number: Number| {
            let value = match number.value {
                Value::Range { low, high } => format!("{low}..{high}"),
                Value::Exact(value) => value.to_string(),
                Value::Ratio { numerator, denominator } => format!("{numerator}/{denominator}"),
            };
            let words = number.span.of(text).unwrap();
            format!("{words} = {value} {:?} {:?}", number.form, number.bound)
        };
        numbers(text, language).into_iter().map(one).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn chinese_numbers() {
        let read = |text| read(text, Language::Chinese);
        assert_snapshot!(read("1.5亿剂、1500 亿美元、一千五百亿"), @"1.5亿 = 150000000 Plain Exact; 1500 亿 = 150000000000 Plain Exact; 一千五百亿 = 150000000000 Plain Exact");
        assert_snapshot!(read("二十万亿元，1,100万元，３００万美元"), @"二十万亿 = 20000000000000 Plain Exact; 1,100万 = 11000000 Plain Exact; ３００万 = 3000000 Plain Exact");
        assert_snapshot!(read("两百余名、三十几万元、七八十个"), @"两百余 = 200 Plain AtLeast; 三十几万 = 300000 Plain AtLeast; 七八十 = 70..80 Plain Exact");
        assert_snapshot!(read("壹佰伍拾元；百分之二十五；三分之一；3.89个百分点"), @"壹佰伍拾 = 150 Plain Exact; 百分之二十五 = 25 Percent Exact; 三分之一 = 1/3 Fraction Exact; 3.89个百分点 = 3.89 PercentagePoint Exact");
        assert_snapshot!(read("增长5%-5.5%，不少于100亿，25%左右，5-10万"), @"5%-5.5% = 5..5.5 Percent Exact; 100亿 = 10000000000 Plain AtLeast; 25% = 25 Percent About; 5-10万 = 50000..100000 Plain Exact");
    }

    #[test]
    fn words_that_hold_numerals_are_no_numbers() {
        let read = |text| read(text, Language::Chinese);
        assert_snapshot!(read("进一步做好一切工作，四川队伍，海陆空，拾取"), @"");
    }

    #[test]
    fn english_numbers() {
        let read = |text| read(text, Language::English);
        assert_snapshot!(read("$2¾ billion, 150bn, one hundred and six, half a million"), @"2¾ billion = 2750000000 Plain Exact; 150bn = 150000000000 Plain Exact; one hundred and six = 106 Plain Exact; half a million = 500000 Plain Exact");
        assert_snapshot!(read("two thirds, 25 per cent, at least 10 to 12 million, up to 30"), @"two thirds = 2/3 Fraction Exact; 25 per cent = 25 Percent Exact; 10 to 12 million = 10000000..12000000 Plain AtLeast; 30 = 30 Plain AtMost");
        assert_snapshot!(read("from 400,000 to 700,000; 2021-2025; Rp122,54 trillion"), @"400,000 = 400000 Plain Exact; 700,000 = 700000 Plain Exact; 2021-2025 = 2021..2025 Plain Exact; 122,54 trillion = 122540000000000 Plain Exact");
        assert_snapshot!(read("this one, the first half of a year"), @"");
    }

    #[test]
    fn dotted_digits_end() {
        // A bug's test: these were once read for ever.
        assert_snapshot!(read(".8.5p", Language::Chinese), @"8.5 = 8.5 Plain Exact");
        assert_snapshot!(read(".8.5p", Language::English), @"8.5 = 8.5 Plain Exact");
        assert_snapshot!(read("-.5 and .25", Language::English), @"-.5 = -0.5 Plain Exact; .25 = 0.25 Plain Exact");
    }

    #[test]
    fn whole_strings_for_clause_numbers() {
        let read =
            |text| cardinal(text).map_or_else(|| "none".to_owned(), |value| value.to_string());
        assert_snapshot!(read("三点六"), @"3.6");
        assert_snapshot!(read("十二"), @"12");
        assert_snapshot!(read("二〇二六"), @"2026");
        assert_snapshot!(read("twenty-one"), @"21");
        assert_snapshot!(read("十二条"), @"none");
    }

    #[test]
    fn numbers_as_each_language_writes_them() {
        let written = |value: i64| {
            format!(
                "{} / {}",
                short(value.into(), Language::Chinese),
                short(value.into(), Language::English)
            )
        };
        assert_snapshot!(written(150_000_000_000), @"1500亿 / 150 billion");
        assert_snapshot!(written(1_500_000), @"150万 / 1.5 million");
        assert_snapshot!(written(5296), @"5296 / 5,296");
        assert_snapshot!(spell(150_000_000_000, Language::Chinese), @"一千五百亿");
        assert_snapshot!(spell(1_002_013, Language::Chinese), @"一百万二千零一十三");
        assert_snapshot!(spell(1_002_013, Language::English), @"one million two thousand and thirteen");
        assert_snapshot!(chinese_digits(2026), @"二〇二六");
    }

    #[test]
    fn a_megabyte_is_read_in_one_pass() {
        for text in [
            "7".repeat(1 << 20),
            "亿".repeat(1 << 18),
            "一亿".repeat(1 << 17),
            "hundred ".repeat(1 << 17),
        ] {
            for language in [Language::Chinese, Language::English] {
                assert!(numbers(&text, language).len() < text.len());
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_spelled_reads_back(value in 0_u64..1_000_000_000_000_000) {
            for language in [Language::Chinese, Language::English] {
                prop_assert_eq!(cardinal(&spell(value, language)), Some(Decimal::from(value)));
                prop_assert_eq!(cardinal(&short(value.into(), language)), Some(Decimal::from(value)));
            }
        }

        #[test]
        fn no_text_panics(text in "[0-9.,/%‰ 一二三十百千万亿点分之半几多余成折第个a-z½$-]{0,60}") {
            for language in [Language::Chinese, Language::English] {
                for number in numbers(&text, language) {
                    prop_assert!(number.span.of(&text).is_some());
                }
            }
        }

        #[test]
        fn no_words_panic(words in proptest::collection::vec("one|two|twenty|hundred|thousand|million|and|a|half|third|thirds|point|over|out|of|percent|per|cent|-|5|1/2", 0..14)) {
            let text = words.join(" ");
            for number in numbers(&text, Language::English) {
                prop_assert!(number.span.of(&text).is_some());
            }
        }
    }
}
