//! Numbers in Chinese, a rule a line: text in, numbers out. See [`told`] for the signs.

use insta::assert_snapshot;
use proptest::prelude::*;

use crate::language::{cardinal, tests::told};
use crate::text::Language;

fn zh(text: &str) -> String {
    told(text, Language::Chinese)
}

#[test]
fn digits_and_units() {
    assert_snapshot!(zh("学校订了1500本练习册；水库蓄水1,100万立方米"), @"1500 11000000");
    assert_snapshot!(zh("一季度运粮3000 万吨；港口装卸1.5亿件"), @"30000000 150000000");
    assert_snapshot!(zh("账上有20万亿；展厅面积３００平方米"), @"20000000000000 300");
    assert_snapshot!(zh("3万4000人报名；第一批2千5百套"), @"34000 1 2500");
    assert_snapshot!(zh("编号12,34,567；3.5.1版"), @"1234567 3 5 1");
}

#[test]
fn han_numerals() {
    assert_snapshot!(zh("三百零五项；一千零一夜"), @"305 1001");
    assert_snapshot!(zh("两千零三十户；一百二十人"), @"2030 120");
    assert_snapshot!(zh("两百五册；四千二"), @"250 4200");
    assert_snapshot!(zh("三万五；五亿一万"), @"35000 500010000");
    assert_snapshot!(zh("两亿五千万；二十万亿"), @"250000000 20000000000000");
    assert_snapshot!(zh("十五天；二〇二六年"), @"15 2026");
    assert_snapshot!(zh("一九九八年；一点五亿"), @"1998 150000000");
    assert_snapshot!(zh("零点二五；三点一四一五九"), @"0.25 3.14159");
    assert_snapshot!(zh("两千点五；壹佰伍拾圆整"), @"2000.5 150");
    assert_snapshot!(zh("贰仟叁佰肆拾元；一萬兩千隻"), @"2340 12000");
    assert_snapshot!(zh("半百"), @"50");
}

#[test]
fn about_or_more() {
    assert_snapshot!(zh("两百余名；三十几万"), @"≥200 ≥300000");
    assert_snapshot!(zh("一千多公里；七八十棵"), @"≥1000 70..80");
    assert_snapshot!(zh("三四百人"), @"300..400");
}

#[test]
fn vague_numbers() {
    assert_snapshot!(zh("数百万名；几十个；好几万户"), @"≥1000000 ≥10 ≥10000");
    assert_snapshot!(zh("上千家；上百个；成百上千"), @"≥1000 ≥100 ≥100");
    assert_snapshot!(zh("近百所；逾万户；万余人；数以千计"), @"~100 ≥10000 ≥10000 ≥1000");
    assert_snapshot!(zh("人数千余；以上百分之五；函数百科"), @"≥1000 5%");
}

#[test]
fn short_forms_of_numbers() {
    assert_snapshot!(zh("廿五日；卅名；半亿；一个半亿"), @"25 30 50000000 150000000");
    assert_snapshot!(zh("三至五亿；300—500万"), @"300000000..500000000 3000000..5000000");
    assert_snapshot!(zh("俩医院；他俩；仨学校"), @"2 3");
    assert_snapshot!(zh("3 444 250元；12 500万；1'200'000；5.000.000"), @"3444250 125000000 1200000 5000000");
    assert_snapshot!(zh("第3 120页；192.168.100.101"), @"3120 192 168 100 101");
    assert_snapshot!(zh("12亿千瓦；两千米；100兆瓦；两千户"), @"1200000000 2 100 2000");
    assert_snapshot!(zh("50 million美元；$3bn；5m高"), @"50000000 3000000000 5");
}

#[test]
fn percentages_and_parts() {
    assert_snapshot!(zh("百分之二十五；百分之零点五"), @"25% 0.5%");
    assert_snapshot!(zh("百分之负二；千分之三"), @"-2% 0.3%");
    assert_snapshot!(zh("万分之五；增长3.89个百分点"), @"0.05% 3.89pp");
    assert_snapshot!(zh("水分5‰；2.5 %"), @"5‰ 2.5%");
    assert_snapshot!(zh("降至负3.9%；七成"), @"-3.9% 70%");
    assert_snapshot!(zh("三成半；七成六"), @"35% 76%");
    assert_snapshot!(zh("半成；八折"), @"5% 80%");
    assert_snapshot!(zh("八五折；打对折"), @"85% 50%");
    assert_snapshot!(zh("三分之一；二又二分之一"), @"1/3 5/2");
    assert_snapshot!(zh("五分之三；¾"), @"3/5 3/4");
    assert_snapshot!(zh("3/4；1 4/5"), @"3/4 9/5");
}

#[test]
fn letters_that_multiply() {
    assert_snapshot!(zh("月薪12k"), @"12000");
    assert_snapshot!(zh("2.5 M带宽"), @"2500000");
    assert_snapshot!(zh("12km"), @"12");
}

#[test]
fn ranges() {
    assert_snapshot!(zh("5至10天；三到五个"), @"5..10 3..5");
    assert_snapshot!(zh("5%-5.5%；5-10万"), @"5..5.5% 50000..100000");
    assert_snapshot!(zh("2021—2025年；10~20米"), @"2021..2025 10..20");
    assert_snapshot!(zh("20至5天；10和20天"), @"20 5 10 20");
}

#[test]
fn bounds() {
    assert_snapshot!(zh("不少于100棵；不低于三成"), @"≥100 ≥30%");
    assert_snapshot!(zh("至少30天；超过2000人"), @"≥30 ≥2000");
    assert_snapshot!(zh("逾五百场；不超过三次"), @"≥500 ≤3");
    assert_snapshot!(zh("最多20页；不足百分之五"), @"≤20 ≤5%");
    assert_snapshot!(zh("不到两公里；约40吨"), @"≤2 ~40");
    assert_snapshot!(zh("近1000户；将近三百"), @"~1000 ~300");
    assert_snapshot!(zh("200以上；60 以内"), @"≥200 ≤60");
    assert_snapshot!(zh("15%左右；100上下"), @"~15% ~100");
    assert_snapshot!(zh("约 40 吨左右"), @"~40");
}

#[test]
fn denied_bounds() {
    assert_snapshot!(zh("不得超过15%；不会高于20%；绝不超过3%"), @"≤15% ≤20% ≤3%");
    assert_snapshot!(zh("不应低于15%；不得少于30%；未超过9%"), @"≥15% ≥30% ≤9%");
    assert_snapshot!(zh("大于等于5%；≤7%；＞3%；小于或等于4%"), @"≥5% ≤7% ≥3% ≤4%");
}

#[test]
fn no_numerals() {
    assert_snapshot!(zh("进一步做好一切工作；四川队伍走过海陆空"), @"");
    assert_snapshot!(zh("拾取贝壳；陆路两旁"), @"");
    assert_snapshot!(zh("万事俱备；百货千货"), @"");
    assert_snapshot!(zh("十万火急；建成学校"), @"");
    assert_snapshot!(zh("7777777777777777777777777777777"), @"");
}

const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// A number in words: `一千零三`.
fn spelled(n: u64) -> String {
    let units = [(100_000_000, "亿"), (10_000, "万"), (1_000, "千"), (100, "百"), (10, "十")];
    let Some((unit, name)) = units.into_iter().find(|(unit, _)| n >= *unit) else {
        return DIGITS[usize::try_from(n).unwrap()].to_owned();
    };
    let (head, rest) = (spelled(n / unit), n % unit);
    let gap = if rest > 0 && rest < unit / 10 { "零" } else { "" };
    let rest = if rest > 0 { spelled(rest) } else { String::new() };
    let whole = format!("{head}{name}{gap}{rest}");
    if n < 20 { whole.replacen('一', "", 1) } else { whole }
}

proptest! {
    #[test]
    fn spelled_numbers_read_back(value in 0_u64..1_000_000_000_000_000) {
        prop_assert_eq!(cardinal(&spelled(value)), Some(value.into()), "{}", spelled(value));
        let row: String = value.to_string().bytes().map(|it| DIGITS[usize::from(it - b'0')]).collect();
        prop_assert_eq!(cardinal(&row), Some(value.into()), "{}", row);
    }
}
