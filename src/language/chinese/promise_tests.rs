//! Amounts, times, parties, subjects, sentences and cues in Chinese, a rule a line: text in, text out.

use insta::assert_snapshot;

use crate::language::test_lines::{amounts, cues, parties, sentences, subjects, times};
use crate::text::Language;

#[test]
fn units_and_currencies() {
    let amounts = |text| amounts(text, Language::Chinese);
    assert_snapshot!(amounts("援建45所学校和12座桥梁"), @"45 institution; 12 item");
    assert_snapshot!(amounts("赠送800万剂疫苗和3架飞机"), @"8000000 dose; 3 aircraft");
    assert_snapshot!(amounts("新修公路120公里、铁路3.5千米"), @"120 km; 3500 m");
    assert_snapshot!(amounts("植树2000万株、造林15万亩"), @"20000000 plant; 150000 mu");
    assert_snapshot!(amounts("收购大米6万吨、棉花900公斤"), @"60000 tonne; 900 kg");
    assert_snapshot!(amounts("贷款70亿美元、20亿欧元和900亿日元"), @"7000000000 USD; 2000000000 EUR; 90000000000 JPY");
    assert_snapshot!(amounts("人民币 30亿元"), @"3000000000 CNY");
    assert_snapshot!(amounts("¥500万，$20万，€3万"), @"5000000 CNY; 200000 USD; 30000 EUR");
    assert_snapshot!(amounts("二百五十万新加坡元"), @"2500000 SGD");
    assert_snapshot!(amounts("补贴80元5角3分"), @"80.53 CNY");
    assert_snapshot!(amounts("十二美元又三美分"), @"12.03 USD");
    assert_snapshot!(amounts("八元五角"), @"8.5 CNY");
    assert_snapshot!(amounts("花了他三块"), @"3 CNY");
    assert_snapshot!(amounts("两块石头"), @"2 item");
    assert_snapshot!(amounts("提供2万个培训名额和500个岗位"), @"20000 place; 500 job");
    assert_snapshot!(amounts("升温不超过1.5摄氏度"), @"≤ 1.5 celsius");
    assert_snapshot!(amounts("下降0.4个百分点"), @"0.4 percentage_point");
    assert_snapshot!(amounts("千分之三，3‰"), @"0.3 percent; 3 per_mille");
    assert_snapshot!(amounts("三分之一的学校"), @"0.333 fraction");
    assert_snapshot!(amounts("帮助120户农家、9家企业"), @"120 household; 9 organization");
}

#[test]
fn lists_and_ranges() {
    let amounts = |text| amounts(text, Language::Chinese);
    assert_snapshot!(amounts("15万元至40万元"), @"150000..400000 CNY");
    assert_snapshot!(amounts("二十万元以上五十万元以下"), @"200000..500000 CNY");
    assert_snapshot!(amounts("分别为1.2万亿、9000亿和7600亿元"), @"1200000000000 CNY; 900000000000 CNY; 760000000000 CNY");
    assert_snapshot!(amounts("100至150名教师"), @"100..150 person");
    assert_snapshot!(amounts("5%—8%"), @"5..8 percent");
}

#[test]
fn bounds() {
    let amounts = |text| amounts(text, Language::Chinese);
    assert_snapshot!(amounts("不少于300名学员"), @"≥ 300 person");
    assert_snapshot!(amounts("不超过2亿元"), @"≤ 200000000 CNY");
    assert_snapshot!(amounts("超过40家企业"), @"≥ 40 organization");
    assert_snapshot!(amounts("约25万吨"), @"~ 250000 tonne");
    assert_snapshot!(amounts("50人以上"), @"≥ 50 person");
    assert_snapshot!(amounts("20%左右"), @"~ 20 percent");
    assert_snapshot!(amounts("最多三次"), @"≤ 3 time");
}

#[test]
fn rates() {
    let amounts = |text| amounts(text, Language::Chinese);
    assert_snapshot!(amounts("每年招收60名学生"), @"60 person per year");
    assert_snapshot!(amounts("每月发放900元"), @"900 CNY per month");
    assert_snapshot!(amounts("每人补贴1500元"), @"1500 CNY per person");
    assert_snapshot!(amounts("年均增长6%"), @"6 percent per year");
}

#[test]
fn numbers_that_are_no_amounts() {
    let amounts = |text| amounts(text, Language::Chinese);
    assert_snapshot!(amounts("第12届会议"), @"12 (Order)");
    assert_snapshot!(amounts("第三次全会"), @"3 time (Order)");
    assert_snapshot!(amounts("3.0版协定"), @"3 (Order)");
    assert_snapshot!(amounts("1.5轨对话"), @"1.5 (Order)");
    assert_snapshot!(amounts("5A级景区"), @"5 (Name)");
    assert_snapshot!(amounts("二期工程"), @"2 (Order)");
    assert_snapshot!(amounts("10万吨级码头"), @"100000 tonne (Order)");
    assert_snapshot!(amounts("5G基站"), @"5 (Name)");
    assert_snapshot!(amounts("G20峰会"), @"20 (Name)");
    assert_snapshot!(amounts("2028年"), @"2028 year (Date)");
    assert_snapshot!(amounts("8月15日"), @"8 (Order); 15 day (Date)");
    assert_snapshot!(amounts("为期三年"), @"3 year (Duration)");
    assert_snapshot!(amounts("建交60周年"), @"60 (Order)");
    assert_snapshot!(amounts("3∶2"), @"3 (Proportion); 2 (Proportion)");
    assert_snapshot!(amounts("《纲要（2016—2020）》"), @"2016..2020 (Title)");
    assert_snapshot!(amounts("“三个一批”"), @"3 item (Quoted); 1 batch (Quoted)");
    assert_snapshot!(amounts("3.4 加强合作"), @"3.4 (Order)");
    assert_snapshot!(amounts("2、加强合作"), @"2 (Order)");
    assert_snapshot!(amounts("约有40"), @"40 (Bare)");
}

#[test]
fn years() {
    let times = |text| times(text, Language::Chinese);
    assert_snapshot!(times("2027年"), @"2027–2027 open");
    assert_snapshot!(times("2024—2026年"), @"2024–2026 open");
    assert_snapshot!(times("2024年至2026年间"), @"2024–2026 open");
    assert_snapshot!(times("二〇二八年"), @"2028–2028 open");
    assert_snapshot!(times("在2025年3月"), @"2025–2025 open");
    assert_snapshot!(times("2025年3月9日"), @"2025–2025 past");
    assert_snapshot!(times("2026级学生"), @"");
}

#[test]
fn starts_and_ends_of_times() {
    let times = |text| times(text, Language::Chinese);
    assert_snapshot!(times("自2023年起"), @"2023– open");
    assert_snapshot!(times("自2023年起4年内"), @"2023–2026 (4) deadline");
    assert_snapshot!(times("从2024年开始的三年内"), @"2024–2026 (3) deadline");
    assert_snapshot!(times("到2035年"), @"–2035 deadline");
    assert_snapshot!(times("2029年前"), @"–2029 deadline");
    assert_snapshot!(times("2029年底前"), @"–2029 deadline");
    assert_snapshot!(times("截至2020年"), @"–2020 past");
    assert_snapshot!(times("2016年以来"), @"2016– past");
}

#[test]
fn plans_and_lengths() {
    let times = |text| times(text, Language::Chinese);
    assert_snapshot!(times("“十五五”期间"), @"2026–2030 open");
    assert_snapshot!(times("“十四五”末"), @"–2025 deadline");
    assert_snapshot!(times("十三五以来"), @"2016–2020 open");
    assert_snapshot!(times("未来五年"), @"2022–2026 (5) deadline");
    assert_snapshot!(times("今后3年内"), @"2022–2024 (3) deadline");
    assert_snapshot!(times("三年内"), @"– (3) deadline");
    assert_snapshot!(times("第三年内"), @"");
    assert_snapshot!(times("明年"), @"2022–2022 deadline");
    assert_snapshot!(times("今年"), @"2021–2021 open");
    assert_snapshot!(times("去年"), @"– past");
    assert_snapshot!(times("比去年"), @"");
    assert_snapshot!(times("近年来"), @"– past");
}

#[test]
fn givers_and_receivers() {
    let parties = |text| parties(text, Language::Chinese);
    assert_snapshot!(parties("甲方向乙方提供500万美元"), @"甲方 → 乙方, gives");
    assert_snapshot!(parties("中方将为非洲国家培训2000名教师"), @"中方 → 非洲国家, supports");
    assert_snapshot!(parties("日本从东盟进口300亿美元商品"), @"日本 → 东盟, imports");
    assert_snapshot!(parties("对老挝出口8万吨化肥"), @"? → 老挝, exports");
    assert_snapshot!(parties("双方支持50名青年学者来华研修"), @"双方 → 青年学者, supports");
    assert_snapshot!(parties("向太平洋岛国再捐赠6艘船"), @"? → 太平洋岛国, gives");
    assert_snapshot!(parties("中国同泰国合作，向缅甸派遣80名医生"), @"(中国) → 缅甸, gives");
    assert_snapshot!(parties("越南承诺，到2030年投入90亿元"), @"(越南) → ?, gives");
    assert_snapshot!(parties("中国—东盟基金投入3亿美元"), @"? → ?, gives");
    assert_snapshot!(parties("财政收入增长7%"), @"? → ?, reaches");
    assert_snapshot!(parties("把粮食损失控制在5%以内"), @"? → ?, limits");
}

#[test]
fn subjects_of_amounts() {
    let subjects = |text| subjects(text, Language::Chinese);
    assert_snapshot!(subjects("进口200亿美元农产品"), @"农产品");
    assert_snapshot!(subjects("提供15亿元低息贷款用于修路"), @"低息贷款");
    assert_snapshot!(subjects("培训600名护士赴农村"), @"护士");
    assert_snapshot!(subjects("减贫200万人左右"), @"减贫");
    assert_snapshot!(subjects("将向乙方提供30亿元"), @"?");
    assert_snapshot!(subjects("利用日方提供的800万美元改善供水"), @"改善供水 (provided)");
}

#[test]
fn ends_of_sentences() {
    let sentences = |text| sentences(text, Language::Chinese);
    assert_snapshot!(sentences("一期已完成；二期将动工。"), @"一期已完成；|二期将动工。");
    assert_snapshot!(sentences("达3.5公里，见附件."), @"达3.5公里，见附件.");
    assert_snapshot!(sentences("为什么？因为便宜！"), @"为什么？|因为便宜！");
}

#[test]
fn words_of_promising_and_telling() {
    let cues = |text| cues(text, Language::Chinese);
    assert_snapshot!(cues("将军说，将建新校"), @"将 +8");
    assert_snapshot!(cues("力争培训，而已"), @"力争 +8; 培训 +3");
    assert_snapshot!(cues("同比增长，已建成"), @"同比 -8; 增长 +3; 已 -8; 建成 +3");
    assert_snapshot!(cues("据估算，位居全省"), @"据估算 -12; 位居 -2");
    assert_snapshot!(cues("主要目标不低于三成"), @"目标 +5; 不低于 +5");
    assert_snapshot!(cues("列出5个主要指标"), @"个主要指标 -14");
}
