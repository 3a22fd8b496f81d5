//! Amounts, times, parties, subjects, sentences and cues in Chinese, a rule a line: text in, text out.

use insta::assert_snapshot;

use crate::language::test_lines::{amounts, cues, parties, sentences, standings, subjects, times};
use crate::text::Language;

#[test]
fn units_and_currencies() {
    let amounts = |text| amounts(text, Language::Chinese);
    assert_snapshot!(amounts("援建45所学校和12座桥梁"), @"45 institution; 12 item");
    assert_snapshot!(amounts("赠送800万剂疫苗和3架飞机"), @"8000000 dose; 3 aircraft");
    assert_snapshot!(amounts("新修公路120公里、铁路3.5千米"), @"120 km; 3.5 km");
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
    assert_snapshot!(amounts("升温不超过1.5摄氏度"), @"≤ 1.5 celsius (Duration)");
    assert_snapshot!(amounts("下降0.4个百分点"), @"0.4 percentage_point");
    assert_snapshot!(amounts("千分之三，3‰"), @"0.3 percent; 3 per_mille");
    assert_snapshot!(amounts("三分之一的学校"), @"0.333 fraction");
    assert_snapshot!(amounts("帮助120户农家、9家企业"), @"120 household; 9 organization");
}

#[test]
fn currencies_before_the_sum() {
    let amounts = |text| amounts(text, Language::Chinese);
    assert_snapshot!(amounts("US$50 million和HK$500亿"), @"50000000 USD; 50000000000 HKD");
    assert_snapshot!(amounts("USD500万、EUR 300万、A$5万"), @"5000000 USD; 3000000 EUR; 50000 AUD");
    assert_snapshot!(amounts("新台币500万元，港币50亿元，美金3万元"), @"5000000 TWD; 5000000000 HKD; 30000 USD");
    assert_snapshot!(amounts("500万元欧元和50亿元港币"), @"5000000 EUR; 5000000000 HKD");
    assert_snapshot!(amounts("人民币500万美元"), @"5000000 USD");
    assert_snapshot!(amounts("MAUD 60"), @"60 (Bare)");
}

#[test]
fn traditional_script() {
    let amounts = |text| amounts(text, Language::Chinese);
    assert_snapshot!(amounts("1.5億劑疫苗、10億英鎊、200萬畝"), @"150000000 dose; 1000000000 GBP; 2000000 mu");
    assert_snapshot!(amounts("12億千瓦、30億元人民幣、2億澳門元"), @"1200000000 kilowatt; 3000000000 CNY; 200000000 MOP");
    let parties = |text| parties(text, Language::Chinese);
    assert_snapshot!(parties("中國將向東盟提供15億美元"), @"中國 → 東盟, gives");
}

#[test]
fn measures_that_begin_like_numbers() {
    let amounts = |text| amounts(text, Language::Chinese);
    assert_snapshot!(amounts("12亿千瓦、100兆瓦、26亿千瓦时、2000千伏以上"), @"1200000000 kilowatt; 100 MW; 2600000000 kWh; ≥ 2000 kV");
    assert_snapshot!(amounts("15亿吨标准煤以上、10太瓦时"), @"≥ 1500000000 tonne; 10 TWh");
}

#[test]
fn multiples() {
    let amounts = |text| amounts(text, Language::Chinese);
    assert_snapshot!(amounts("翻番；翻一番；翻两番；翻了一倍"), @"2 multiple; 2 multiple; 4 multiple; 2 multiple");
    assert_snapshot!(amounts("贫困人口减半；减少一半；倍增计划"), @"0.5 fraction; 0.5 fraction");
    assert_snapshot!(amounts("下调50个基点、提高3个百分点"), @"50 basis_point; 3 percentage_point");
}

#[test]
fn amounts_said_again() {
    let amounts = |text| amounts(text, Language::Chinese);
    assert_snapshot!(amounts("7亿元人民币（约合1亿美元）援助"), @"700000000 CNY; ~ 100000000 USD (Again)");
    assert_snapshot!(amounts("3亿元无偿援助（约合4200万美元）"), @"300000000 CNY; ~ 42000000 USD (Again)");
    assert_snapshot!(amounts("500万元整（大写：伍佰万元整）"), @"5000000 CNY; 5000000 CNY (Again)");
    assert_snapshot!(amounts("500（五百）名奖学金"), @"500 person");
    assert_snapshot!(amounts("1000万美元、500万欧元"), @"10000000 USD; 5000000 EUR");
}

#[test]
fn values_before_a_change() {
    let amounts = |text| amounts(text, Language::Chinese);
    assert_snapshot!(amounts("从1000万美元提高到2000万美元"), @"10000000 USD (Base); 20000000 USD");
    assert_snapshot!(amounts("将10%的关税降至5%"), @"10 percent (Base); 5 percent");
    assert_snapshot!(amounts("在5亿元的基础上增加3亿元"), @"500000000 CNY (Base); 300000000 CNY");
    assert_snapshot!(amounts("将捐款提高到2000万美元"), @"20000000 USD");
}

#[test]
fn amounts_that_describe() {
    let amounts = |text| amounts(text, Language::Chinese);
    assert_snapshot!(amounts("产值超百亿元的企业20家"), @"≥ 10000000000 CNY (Mention); 20 organization");
    assert_snapshot!(amounts("费用高于5%的渠道；提供超过5亿美元的贷款"), @"≥ 5 percent (Mention); ≥ 500000000 USD");
    assert_snapshot!(amounts("沿江1公里范围内"), @"1 km (Mention)");
    assert_snapshot!(amounts("其17项目标；上述500万元；《议程》的17项目标"), @"17 item (Mention); 5000000 CNY (Mention); 17 item (Mention)");
    assert_snapshot!(amounts("一批企业、一个平台、一座医院"), @"1 batch (Mention); 1 item (Mention); 1 item");
    assert_snapshot!(amounts("二十国集团；中日韩三国"), @"20 country (Name); 3 country (Name)");
    assert_snapshot!(amounts("每10万例活产70例；孕产妇死亡率12/10万"), @"100000 case (Proportion); 70 case; 12 100000");
    assert_snapshot!(amounts("5岁以下儿童；预期寿命80岁"), @"≤ 5 year_of_age (Duration); 80 year_of_age");
    assert_snapshot!(amounts("五个必须［27］"), @"5 item; 27 (Reference)");
}

#[test]
fn units_in_labels() {
    let amounts = |text| amounts(text, Language::Chinese);
    assert_snapshot!(amounts("出资额（亿元）：10.00"), @"1000000000 CNY");
    assert_snapshot!(amounts("| 森林覆盖率（%） | 24.1 | 25 |"), @"24.1 percent; 25 percent");
    assert_snapshot!(amounts("投资4120亿。"), @"412000000000");
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
    assert_snapshot!(amounts("5亿美元封顶；10万元起；30户或以上；5起案件"), @"≤ 500000000 USD; ≥ 100000 CNY; ≥ 30 household; 5 case");
    assert_snapshot!(amounts("至少维持在7%；至少降至5%；不得超过总额的15%"), @"≥ 7 percent; ≤ 5 percent; ≤ 15 percent");
}

#[test]
fn rates() {
    let amounts = |text| amounts(text, Language::Chinese);
    assert_snapshot!(amounts("每年招收60名学生"), @"60 person per year");
    assert_snapshot!(amounts("每月发放900元"), @"900 CNY per month");
    assert_snapshot!(amounts("每人补贴1500元"), @"1500 CNY per person");
    assert_snapshot!(amounts("年均增长6%"), @"6 percent per year");
    assert_snapshot!(amounts("1亿美元/年；300元/人"), @"100000000 USD per year; 300 CNY per person");
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
    assert_snapshot!(amounts("支持 1. 甲方将提供"), @"1 (Order)");
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
fn years_that_a_change_is_measured_from() {
    let times = |text| times(text, Language::Chinese);
    assert_snapshot!(times("到2030年比2005年下降65%"), @"–2030 deadline");
    assert_snapshot!(times("与2005年相比；较2020年底水平；以2019年为基准年"), @"");
    assert_snapshot!(times("在2020年基础上；低于2005年"), @"");
}

#[test]
fn deadlines_and_rows_of_years() {
    let times = |text| times(text, Language::Chinese);
    assert_snapshot!(times("不晚于2030年；不迟于2028年；最迟2027年"), @"–2030 deadline; –2028 deadline; –2027 deadline");
    assert_snapshot!(times("2026–27年；2026/27财年；2027财年"), @"2026–2027 open; 2026–2027 open; 2027–2027 open");
    assert_snapshot!(times("2026年、2027年和2028年"), @"2026–2028 open");
    assert_snapshot!(times("三年安排450亿元；为期五年；近三年投入；三年行动"), @"– (3) deadline; – (5) deadline");
    assert_snapshot!(times("到本世纪中叶；“十五五”，"), @"–2050 deadline; 2026–2030 open");
    assert_snapshot!(times("来年；后年"), @"2022–2022 deadline; 2023–2023 deadline");
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
    assert_snapshot!(parties("甲方将赠送乙方10架飞机"), @"甲方 → 乙方, gives");
    assert_snapshot!(parties("甲方将给予每个试点县500万元"), @"甲方 → 每个试点县, gives");
    assert_snapshot!(parties("乙方将从甲方获得500万美元"), @"甲方 → 乙方");
    assert_snapshot!(parties("乙方将获得甲方提供的500万美元"), @"甲方 → 乙方, gives");
    assert_snapshot!(parties("甲方将自乙方进口500万美元商品"), @"甲方 → 乙方, imports");
    assert_snapshot!(parties("甲方将在乙方援建三所学校"), @"甲方 → 乙方, gives");
    assert_snapshot!(parties("由甲方出资500万美元，支持乙方建设铁路"), @"甲方 → 乙方, gives");
    assert_snapshot!(parties("甲方企业将投资500万美元"), @"甲方企业 → ?, gives");
    assert_snapshot!(parties("甲方的出资额为500万美元"), @"甲方 → ?, gives");
    assert_snapshot!(parties("本届政府将投入50亿元"), @"本届政府 → ?, gives");
    assert_snapshot!(parties("甲国将向岛国提供3亿元，援建六座港口"), @"甲国 → 岛国, gives; (甲国) → (岛国), gives");
    assert_snapshot!(parties("甲国国家银行将设立10亿元贷款"), @"甲国国家银行 → ?");
    assert_snapshot!(parties("产值将增长6%，中国将提供300个政府奖学金，邀请200位教师"), @"? → ?, reaches; 中国 → ?, gives; (中国) → 教师, supports");
    assert_snapshot!(parties("行政院将补助地方政府80亿元"), @"行政院 → 地方政府, gives");
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
    assert_snapshot!(sentences("提供：\n（一）5所\n（二）6所"), @"提供：|（一）5所|（二）6所");
    assert_snapshot!(sentences("不得超\n过5%。"), @"不得超
过5%。");
}

#[test]
fn standings_by_governing_words() {
    let standings = |text| standings(text, Language::Chinese);
    assert_snapshot!(standings("经理事会决定，秘书处可拨款500万美元。"), @"wish by 可");
    assert_snapshot!(standings("越南可酌情每年发放500份签证。"), @"wish by 可");
    assert_snapshot!(standings("秘书处将拨款500万美元。"), @"pledged by 将");
    assert_snapshot!(standings("中国不因本款而承诺提供30亿美元。"), @"denied by 不因 -");
    assert_snapshot!(standings("老挝免缴每年5万美元的会费。"), @"denied by 免缴 -");
    assert_snapshot!(standings("每年2.5万美元的会费前两年免缴。"), @"denied by 免缴 -");
    assert_snapshot!(standings("缅甸支付200万美元的义务就此终止。"), @"denied by 终止 -");
    assert_snapshot!(standings("缅甸履行支付200万美元的义务。"), @"?");
    assert_snapshot!(standings("经许可提供500万美元。"), @"?");
    assert_snapshot!(standings("2024年双边贸易额增长12%，达480亿美元。"), @"?; fact by 达");
    assert_snapshot!(standings("推动双边贸易额到2030年增长12%，达480亿美元。"), @"?; ?");
    assert_snapshot!(standings("双方将推动贸易额增长12%，达480亿美元。"), @"pledged by 将; ?");
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
