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
    assert_snapshot!(en("1,100 trees were planted"), @"1100");
    assert_snapshot!(en("1 234 567 visitors came"), @"1234567");
    assert_snapshot!(en("40 000 seats"), @"40000");
    assert_snapshot!(en("12,34,567 rupees"), @"1234567");
    assert_snapshot!(en("122,54 metres"), @"122.54");
    assert_snapshot!(en("1.111,11 litres"), @"1111.11");
    assert_snapshot!(en(".25 of it"), @"0.25");
    assert_snapshot!(en("-.5 degrees"), @"-0.5");
    assert_snapshot!(en("pages 24,26,31"), @"24 26 31");
    assert_snapshot!(en("version 3.5.1"), @"3 5 1");
    assert_snapshot!(en("-7 degrees"), @"-7");
    assert_snapshot!(en("5 -7"), @"5..7");
    assert_snapshot!(en("- 7 chairs"), @"7");
}

#[test]
fn words() {
    assert_snapshot!(en("twelve boats"), @"12");
    assert_snapshot!(en("twenty-one chairs"), @"21");
    assert_snapshot!(en("one hundred and six doors"), @"106");
    assert_snapshot!(en("two hundred five"), @"205");
    assert_snapshot!(en("four thousand three hundred and twenty-one"), @"4321");
    assert_snapshot!(en("one million two thousand and thirteen"), @"1002013");
    assert_snapshot!(en("a hundred lamps"), @"100");
    assert_snapshot!(en("two dozen"), @"24");
    assert_snapshot!(en("nought point five"), @"0.5");
    assert_snapshot!(en("nine point nought four"), @"9.04");
    assert_snapshot!(en("two hundred point seventy-one"), @"200.71");
    assert_snapshot!(en("minus one"), @"-1");
    assert_snapshot!(en("negative 5"), @"-5");
    assert_snapshot!(en("two crore"), @"20000000");
    assert_snapshot!(en("three lakh"), @"300000");
    assert_snapshot!(en("3 hundred and 2 hundred"), @"300 200");
    assert_snapshot!(en("two hundred and two thousand"), @"202000");
    assert_snapshot!(en("one and two"), @"1 2");
    assert_snapshot!(en("twenty nine nine"), @"29 9");
    assert_snapshot!(en("hundreds of them"), @"100");
    assert_snapshot!(en("this one hundred"), @"100");
}

#[test]
fn scales() {
    assert_snapshot!(en("2.5 million"), @"2500000");
    assert_snapshot!(en("150bn"), @"150000000000");
    assert_snapshot!(en("£160m"), @"160000000");
    assert_snapshot!(en("160m away"), @"160");
    assert_snapshot!(en("10M"), @"10000000");
    assert_snapshot!(en("20 k"), @"20000");
    assert_snapshot!(en("US$5t"), @"5000000000000");
    assert_snapshot!(en("5t of sand"), @"5");
    assert_snapshot!(en("4 thousand 3 hundred and 21"), @"4321");
    assert_snapshot!(en("5 mm"), @"5");
    assert_snapshot!(en("5 MM"), @"5000000");
    assert_snapshot!(en("two thousand million"), @"2000000000");
}

#[test]
fn parts() {
    assert_snapshot!(en("two thirds"), @"2/3");
    assert_snapshot!(en("one third"), @"1/3");
    assert_snapshot!(en("a third"), @"1/3");
    assert_snapshot!(en("a half"), @"1/2");
    assert_snapshot!(en("half of it"), @"0.5");
    assert_snapshot!(en("half a million"), @"500000");
    assert_snapshot!(en("a quarter million"), @"250000");
    assert_snapshot!(en("three quarters of a million"), @"750000");
    assert_snapshot!(en("five and a half"), @"5.5");
    assert_snapshot!(en("five and a half million"), @"5500000");
    assert_snapshot!(en("3 million and a quarter"), @"3250000");
    assert_snapshot!(en("one billion and a half million"), @"1000500000");
    assert_snapshot!(en("twenty-three fifths"), @"23/5");
    assert_snapshot!(en("one hundred thirty-fifths"), @"100/35");
    assert_snapshot!(en("one over twenty"), @"1/20");
    assert_snapshot!(en("one out of three"), @"1/3");
    assert_snapshot!(en("3 over 5 years"), @"3 ≥5");
    assert_snapshot!(en("1/2"), @"1/2");
    assert_snapshot!(en("3/4"), @"3/4");
    assert_snapshot!(en("1 3/5"), @"8/5");
    assert_snapshot!(en("5/17/2018"), @"5 17 2018");
    assert_snapshot!(en("2021/2022"), @"2021 2022");
    assert_snapshot!(en("2¾ billion"), @"2750000000");
    assert_snapshot!(en("½"), @"0.5");
    assert_snapshot!(en("100 millionth"), @"100");
    assert_snapshot!(en("twenty first"), @"20");
}

#[test]
fn percent() {
    assert_snapshot!(en("25 per cent"), @"25%");
    assert_snapshot!(en("25%"), @"25%");
    assert_snapshot!(en("two percent"), @"2%");
    assert_snapshot!(en("3 pct"), @"3%");
    assert_snapshot!(en("0.5 percentage points"), @"0.5pp");
    assert_snapshot!(en("a hundred percents"), @"100%");
    assert_snapshot!(en("30%25"), @"30");
    assert_snapshot!(en("q=30%25%2020%"), @"30");
}

#[test]
fn ranges() {
    assert_snapshot!(en("10 to 12 million"), @"10000000..12000000");
    assert_snapshot!(en("2 - 3 weeks"), @"2..3");
    assert_snapshot!(en("5%-5.5%"), @"5..5.5%");
    assert_snapshot!(en("from 400 to 700"), @"400 700");
    assert_snapshot!(en("from 2021 to 2025"), @"2021..2025");
    assert_snapshot!(en("between ten and twenty"), @"10..20");
    assert_snapshot!(en("ten and twenty"), @"10 20");
    assert_snapshot!(en("20 to 5"), @"20 5");
    assert_snapshot!(en("2021-2025"), @"2021..2025");
}

#[test]
fn bounds() {
    assert_snapshot!(en("at least 300"), @"≥300");
    assert_snapshot!(en("no fewer than six"), @"≥6");
    assert_snapshot!(en("not less than 2"), @"≥2");
    assert_snapshot!(en("up to 30"), @"≤30");
    assert_snapshot!(en("at most five"), @"≤5");
    assert_snapshot!(en("no more than 5"), @"≤5");
    assert_snapshot!(en("more than 40"), @"≥40");
    assert_snapshot!(en("in excess of 100"), @"≥100");
    assert_snapshot!(en("over 9,000"), @"≥9000");
    assert_snapshot!(en("under 18"), @"≤18");
    assert_snapshot!(en("approximately 50"), @"~50");
    assert_snapshot!(en("some 200"), @"~200");
    assert_snapshot!(en("an estimated 75 million"), @"~75000000");
    assert_snapshot!(en("300 or more"), @"≥300");
    assert_snapshot!(en("10 or so"), @"~10");
    assert_snapshot!(en("12 or less"), @"≤12");
    assert_snapshot!(en("500+"), @"≥500");
    assert_snapshot!(en("moreover 9"), @"9");
}

#[test]
fn no_numerals() {
    assert_snapshot!(en("this one"), @"");
    assert_snapshot!(en("another one"), @"");
    assert_snapshot!(en("the first half"), @"");
    assert_snapshot!(en("the second quarter"), @"");
    assert_snapshot!(en("attend a meeting"), @"");
    assert_snapshot!(en("someone"), @"");
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
            let joint = if (1..100).contains(&(n % unit)) { " and " } else { " " };
            let rest =
                if n % unit > 0 { format!("{joint}{}", spelled(n % unit)) } else { String::new() };
            format!("{} {name}{rest}", spelled(n / unit))
        }
        (None, 0..20) => nth(UNITS, n),
        (None, _) if n % 10 == 0 => nth(TENS, n / 10 - 2),
        (None, _) => format!("{}-{}", nth(TENS, n / 10 - 2), nth(UNITS, n % 10)),
    }
}

proptest! {
    #[test]
    fn spelled_numbers_read_back(value in 0_u64..1_000_000_000_000_000) {
        prop_assert_eq!(cardinal(&spelled(value)), Some(value.into()), "{}", spelled(value));
    }
}
