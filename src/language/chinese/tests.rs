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
    assert_snapshot!(zh("学校订了1500本练习册"), @"1500");
    assert_snapshot!(zh("水库蓄水1,100万立方米"), @"11000000");
    assert_snapshot!(zh("一季度运粮3000 万吨"), @"30000000");
    assert_snapshot!(zh("港口装卸1.5亿件"), @"150000000");
    assert_snapshot!(zh("账上有20万亿"), @"20000000000000");
    assert_snapshot!(zh("展厅面积３００平方米"), @"300");
    assert_snapshot!(zh("3万4000人报名"), @"34000");
    assert_snapshot!(zh("第一批2千5百套"), @"1 2500");
    assert_snapshot!(zh("编号12,34,567"), @"1234567");
    assert_snapshot!(zh("3.5.1版"), @"3 5 1");
}

#[test]
fn han_numerals() {
    assert_snapshot!(zh("三百零五项"), @"305");
    assert_snapshot!(zh("一千零一夜"), @"1001");
    assert_snapshot!(zh("两千零三十户"), @"2030");
    assert_snapshot!(zh("一百二十人"), @"120");
    assert_snapshot!(zh("两百五册"), @"250");
    assert_snapshot!(zh("四千二"), @"4200");
    assert_snapshot!(zh("三万五"), @"35000");
    assert_snapshot!(zh("五亿一万"), @"500010000");
    assert_snapshot!(zh("两亿五千万"), @"250000000");
    assert_snapshot!(zh("二十万亿"), @"20000000000000");
    assert_snapshot!(zh("十五天"), @"15");
    assert_snapshot!(zh("二〇二六年"), @"2026");
    assert_snapshot!(zh("一九九八年"), @"1998");
    assert_snapshot!(zh("一点五亿"), @"150000000");
    assert_snapshot!(zh("零点二五"), @"0.25");
    assert_snapshot!(zh("三点一四一五九"), @"3.14159");
    assert_snapshot!(zh("两千点五"), @"2000.5");
    assert_snapshot!(zh("壹佰伍拾圆整"), @"150");
    assert_snapshot!(zh("贰仟叁佰肆拾元"), @"2340");
    assert_snapshot!(zh("一萬兩千隻"), @"12000");
    assert_snapshot!(zh("半百"), @"50");
}

#[test]
fn about_or_more() {
    assert_snapshot!(zh("两百余名"), @"≥200");
    assert_snapshot!(zh("三十几万"), @"≥300000");
    assert_snapshot!(zh("一千多公里"), @"≥1000");
    assert_snapshot!(zh("七八十棵"), @"70..80");
    assert_snapshot!(zh("三四百人"), @"300..400");
}

#[test]
fn percentages_and_parts() {
    assert_snapshot!(zh("百分之二十五"), @"25%");
    assert_snapshot!(zh("百分之零点五"), @"0.5%");
    assert_snapshot!(zh("百分之负二"), @"-2%");
    assert_snapshot!(zh("千分之三"), @"0.3%");
    assert_snapshot!(zh("万分之五"), @"0.05%");
    assert_snapshot!(zh("增长3.89个百分点"), @"3.89pp");
    assert_snapshot!(zh("水分5‰"), @"5‰");
    assert_snapshot!(zh("2.5 %"), @"2.5%");
    assert_snapshot!(zh("降至负3.9%"), @"-3.9%");
    assert_snapshot!(zh("七成"), @"70%");
    assert_snapshot!(zh("三成半"), @"35%");
    assert_snapshot!(zh("七成六"), @"76%");
    assert_snapshot!(zh("半成"), @"5%");
    assert_snapshot!(zh("八折"), @"80%");
    assert_snapshot!(zh("八五折"), @"85%");
    assert_snapshot!(zh("打对折"), @"50%");
    assert_snapshot!(zh("三分之一"), @"1/3");
    assert_snapshot!(zh("二又二分之一"), @"5/2");
    assert_snapshot!(zh("五分之三"), @"3/5");
    assert_snapshot!(zh("¾"), @"3/4");
    assert_snapshot!(zh("3/4"), @"3/4");
    assert_snapshot!(zh("1 4/5"), @"9/5");
}

#[test]
fn letters_that_multiply() {
    assert_snapshot!(zh("月薪12k"), @"12000");
    assert_snapshot!(zh("2.5 M带宽"), @"2500000");
    assert_snapshot!(zh("12km"), @"12");
}

#[test]
fn ranges() {
    assert_snapshot!(zh("5至10天"), @"5..10");
    assert_snapshot!(zh("三到五个"), @"5");
    assert_snapshot!(zh("5%-5.5%"), @"5..5.5%");
    assert_snapshot!(zh("5-10万"), @"50000..100000");
    assert_snapshot!(zh("2021—2025年"), @"2021..2025");
    assert_snapshot!(zh("10~20米"), @"10..20");
    assert_snapshot!(zh("20至5天"), @"20 5");
    assert_snapshot!(zh("10和20天"), @"10 20");
}

#[test]
fn bounds() {
    assert_snapshot!(zh("不少于100棵"), @"≥100");
    assert_snapshot!(zh("不低于三成"), @"≥30%");
    assert_snapshot!(zh("至少30天"), @"≥30");
    assert_snapshot!(zh("超过2000人"), @"≥2000");
    assert_snapshot!(zh("逾五百场"), @"≥500");
    assert_snapshot!(zh("不超过三次"), @"≤3");
    assert_snapshot!(zh("最多20页"), @"≤20");
    assert_snapshot!(zh("不足百分之五"), @"≤5%");
    assert_snapshot!(zh("不到两公里"), @"≤2");
    assert_snapshot!(zh("约40吨"), @"~40");
    assert_snapshot!(zh("近1000户"), @"~1000");
    assert_snapshot!(zh("将近三百"), @"~300");
    assert_snapshot!(zh("200以上"), @"≥200");
    assert_snapshot!(zh("60 以内"), @"≤60");
    assert_snapshot!(zh("15%左右"), @"~15%");
    assert_snapshot!(zh("100上下"), @"~100");
    assert_snapshot!(zh("约 40 吨左右"), @"~40");
}

#[test]
fn no_numerals() {
    assert_snapshot!(zh("进一步做好一切工作"), @"");
    assert_snapshot!(zh("四川队伍走过海陆空"), @"");
    assert_snapshot!(zh("拾取贝壳"), @"");
    assert_snapshot!(zh("陆路两旁"), @"");
    assert_snapshot!(zh("万事俱备"), @"");
    assert_snapshot!(zh("百货千货"), @"");
    assert_snapshot!(zh("十万火急"), @"");
    assert_snapshot!(zh("建成学校"), @"");
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
