//! The contract that every language keeps.

use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;
use crate::quantity::Value;

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
    let read = |text| cardinal(text).map_or_else(|| "none".to_owned(), |value| value.to_string());
    assert_snapshot!(read("三点六"), @"3.6");
    assert_snapshot!(read("十二"), @"12");
    assert_snapshot!(read("二〇二六"), @"2026");
    assert_snapshot!(read("twenty-one"), @"21");
    assert_snapshot!(read("十二条"), @"none");
}

#[test]
fn numbers_as_each_language_writes_them() {
    let written = |value: i64| {
        format!("{} / {}", short(value, Language::Chinese), short(value, Language::English))
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
            prop_assert_eq!(cardinal(&short(value.cast_signed(), language)), Some(Decimal::from(value)));
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

fn short(value: i64, language: Language) -> String {
    grammar(language).short(value.into())
}

/// A whole number in words: `一千五百亿`, `one hundred and fifty billion`. From 10^15 on as [`short`].
fn spell(value: u64, language: Language) -> String {
    if value >= 1_000_000_000_000_000 {
        return short(value.cast_signed(), language);
    }
    match language {
        Language::Chinese => chinese(value),
        Language::English => english(value),
    }
}

/// Digits one by one, as years are written: `二〇二六`.
fn chinese_digits(value: u64) -> String {
    value
        .to_string()
        .chars()
        .filter_map(|c| c.to_digit(10))
        .filter_map(|d| CHINESE.chars().nth(d as usize))
        .collect()
}

const CHINESE: &str = "〇一二三四五六七八九";

fn chinese(value: u64) -> String {
    if value == 0 {
        return "零".to_owned();
    }
    let mut out = String::new();
    let parts =
        [(value / 100_000_000, "亿"), (value / 10_000 % 10_000, "万"), (value % 10_000, "")];
    for (part, unit) in parts {
        if part == 0 {
            continue;
        }
        if !out.is_empty() && part < 1000 {
            out.push('零');
        }
        out.push_str(&if part >= 10_000 { chinese(part) } else { below_wan(part) });
        out.push_str(unit);
    }
    match out.strip_prefix("一十") {
        Some(rest) => format!("十{rest}"),
        None => out,
    }
}

fn below_wan(value: u64) -> String {
    let mut out = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = value / unit % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
        }
        gap = false;
        out.extend(usize::try_from(digit).ok().and_then(|d| CHINESE.chars().nth(d)));
        out.push_str(name);
    }
    out
}

fn english(value: u64) -> String {
    let scales = [
        (1_000_000_000_000, "trillion"),
        (1_000_000_000, "billion"),
        (1_000_000, "million"),
        (1_000, "thousand"),
    ];
    let mut words = Vec::new();
    let mut rest = value;
    for (scale, name) in scales {
        if rest >= scale {
            words.push(format!("{} {name}", below_thousand(rest / scale)));
            rest %= scale;
        }
    }
    if rest > 0 || words.is_empty() {
        let and = if !words.is_empty() && rest < 100 { "and " } else { "" };
        words.push(format!("{and}{}", below_thousand(rest)));
    }
    words.join(" ")
}

fn below_thousand(value: u64) -> String {
    let name = |row: &'static str, i: u64| row.split(' ').nth(usize::try_from(i).unwrap()).unwrap();
    match (value / 100, value % 100) {
        (0, rest) if rest < 20 => name(UNITS, rest).to_owned(),
        (0, rest) if rest.is_multiple_of(10) => name(TENS, rest / 10 - 2).to_owned(),
        (0, rest) => format!("{}-{}", name(TENS, rest / 10 - 2), name(UNITS, rest % 10)),
        (hundreds, 0) => format!("{} hundred", below_thousand(hundreds)),
        (hundreds, rest) => {
            format!("{} hundred and {}", below_thousand(hundreds), below_thousand(rest))
        }
    }
}

const UNITS: &str = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen";
const TENS: &str = "twenty thirty forty fifty sixty seventy eighty ninety";
