//! Numbers in English, a rule a line: text in, numbers out. See [`told`] for the signs.

use insta::assert_snapshot;
use proptest::prelude::*;

use super::number_word::{TENS, UNITS};
use crate::language::{cardinal, tests::told};
use crate::text::Language;

fn en(text: &str) -> String {
    told(text, Language::English)
}

#[test]
fn digits() {
    assert_snapshot!(en("1,100 trees were planted; 1 234 567 visitors came"), @"1100 1234567");
    assert_snapshot!(en("40 000 seats; 12,34,567 rupees"), @"40000 1234567");
    assert_snapshot!(en("122,54 metres; 1.111,11 litres"), @"122.54 1111.11");
    assert_snapshot!(en(".25 of it; -.5 degrees"), @"0.25 -0.5");
    assert_snapshot!(en("pages 24,26,31; version 3.5.1"), @"24 26 31 3 5 1");
    assert_snapshot!(en("-7 degrees; 5 -7"), @"-7 5..7");
    assert_snapshot!(en("- 7 chairs"), @"7");
}

#[test]
fn words() {
    assert_snapshot!(en("twelve boats; twenty-one chairs"), @"12 21");
    assert_snapshot!(en("one hundred and six doors; two hundred five"), @"106 205");
    assert_snapshot!(en("four thousand three hundred and twenty-one; one million two thousand and thirteen"), @"4321 1002013");
    assert_snapshot!(en("a hundred lamps; two dozen"), @"100 24");
    assert_snapshot!(en("nought point five; nine point nought four"), @"0.5 9.04");
    assert_snapshot!(en("two hundred point seventy-one; minus one"), @"200.71 -1");
    assert_snapshot!(en("negative 5; two crore"), @"-5 20000000");
    assert_snapshot!(en("three lakh; 3 hundred and 2 hundred"), @"300000 300 200");
    assert_snapshot!(en("two hundred and two thousand; one and two"), @"202000 1 2");
    assert_snapshot!(en("twenty nine nine; hundreds of them"), @"29 9 100");
    assert_snapshot!(en("this one hundred"), @"100");
}

#[test]
fn scales() {
    assert_snapshot!(en("2.5 million; 150bn"), @"2500000 150000000000");
    assert_snapshot!(en("£160m; 160m away"), @"160000000 160");
    assert_snapshot!(en("10M; 20 k"), @"10000000 20000");
    assert_snapshot!(en("US$5t; 5t of sand"), @"5000000000000 5");
    assert_snapshot!(en("4 thousand 3 hundred and 21; 5 mm"), @"4321 5");
    assert_snapshot!(en("5 MM; two thousand million"), @"5000000 2000000000");
}

#[test]
fn parts() {
    assert_snapshot!(en("two thirds; one third"), @"2/3 1/3");
    assert_snapshot!(en("a third; a half"), @"1/3 1/2");
    assert_snapshot!(en("half of it; half a million"), @"0.5 500000");
    assert_snapshot!(en("a quarter million; three quarters of a million"), @"250000 750000");
    assert_snapshot!(en("five and a half; five and a half million"), @"5.5 5500000");
    assert_snapshot!(en("3 million and a quarter; one billion and a half million"), @"3250000 1000500000");
    assert_snapshot!(en("twenty-three fifths; one hundred thirty-fifths"), @"23/5 100/35");
    assert_snapshot!(en("one over twenty; one out of three"), @"1/20 1/3");
    assert_snapshot!(en("3 over 5 years; 1/2"), @"3 ≥5 1/2");
    assert_snapshot!(en("3/4; 1 3/5"), @"3/4 8/5");
    assert_snapshot!(en("5/17/2018; 2021/2022"), @"5 17 2018 2021 2022");
    assert_snapshot!(en("2¾ billion; ½"), @"2750000000 0.5");
    assert_snapshot!(en("100 millionth; twenty first"), @"100 20");
}

#[test]
fn percent() {
    assert_snapshot!(en("25 per cent; 25%"), @"25% 25%");
    assert_snapshot!(en("two percent; 3 pct"), @"2% 3%");
    assert_snapshot!(en("0.5 percentage points; a hundred percents"), @"0.5pp 100%");
    assert_snapshot!(en("30%25; q=30%25%2020%"), @"30 30");
}

#[test]
fn ranges() {
    assert_snapshot!(en("10 to 12 million; 2 - 3 weeks"), @"10000000..12000000 2..3");
    assert_snapshot!(en("5%-5.5%; from 400 to 700"), @"5..5.5% 400 700");
    assert_snapshot!(en("from 2021 to 2025; between ten and twenty"), @"2021..2025 10..20");
    assert_snapshot!(en("ten and twenty; 20 to 5"), @"10 20 20 5");
    assert_snapshot!(en("2021-2025"), @"2021..2025");
}

#[test]
fn bounds() {
    assert_snapshot!(en("at least 300; no fewer than six"), @"≥300 ≥6");
    assert_snapshot!(en("not less than 2; up to 30"), @"≥2 ≤30");
    assert_snapshot!(en("at most five; no more than 5"), @"≤5 ≤5");
    assert_snapshot!(en("more than 40; in excess of 100"), @"≥40 ≥100");
    assert_snapshot!(en("over 9,000; under 18"), @"≥9000 ≤18");
    assert_snapshot!(en("approximately 50; some 200"), @"~50 ~200");
    assert_snapshot!(en("an estimated 75 million; 300 or more"), @"~75000000 ≥300");
    assert_snapshot!(en("10 or so; 12 or less"), @"~10 ≤12");
    assert_snapshot!(en("500+; moreover 9"), @"≥500 9");
}

#[test]
fn no_numerals() {
    assert_snapshot!(en("this one; another one"), @"");
    assert_snapshot!(en("the first half; the second quarter"), @"");
    assert_snapshot!(en("attend a meeting; someone"), @"");
}

/// A number in words: `one thousand two hundred and three`.
fn spelled(n: u64) -> String {
    let nth =
        |row: &str, i: u64| row.split(' ').nth(usize::try_from(i).unwrap()).unwrap().to_owned();
    let scales =
        [(12, "trillion"), (9, "billion"), (6, "million"), (3, "thousand"), (2, "hundred")];
    let scale =
        scales.into_iter().map(|(power, name)| (10_u64.pow(power), name)).find(|it| n >= it.0);
    match (scale, n) {
        (Some((unit, name)), _) => {
            let head = format!("{} {name}", spelled(n / unit));
            match n % unit {
                0 => head,
                rest @ 1..100 => format!("{head} and {}", spelled(rest)),
                rest => format!("{head} {}", spelled(rest)),
            }
        }
        (None, 0..20) => nth(UNITS, n),
        (None, _) if n.is_multiple_of(10) => nth(TENS, n / 10 - 2),
        (None, _) => format!("{}-{}", nth(TENS, n / 10 - 2), nth(UNITS, n % 10)),
    }
}

proptest! {
    #[test]
    fn spelled_numbers_read_back(value in 0_u64..1_000_000_000_000_000) {
        prop_assert_eq!(cardinal(&spelled(value)), Some(value.into()), "{}", spelled(value));
    }
}
