//! Promises in both languages, a rule a line: text in, text out.

use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;
use crate::text::Language;

/// Promises, in a line: `1500000000 USD, 2022–2024, pledged`.
fn found(text: &str, context: &Context<'_>) -> String {
    let year = |year: Option<i32>| year.map_or(String::new(), |year| year.to_string());
    let one = |it: &Commitment| {
        let period = it.period.map_or(String::new(), |period| {
            let n_years = period.n_years.map_or(String::new(), |n| format!(" ({n})"));
            format!(", {}–{}{n_years}", year(period.start), year(period.end))
        });
        let status = format!("{:?}", it.status).to_lowercase();
        format!("{} {}{period}, {status}", it.value.low().normalize(), it.unit)
    };
    commitments(text, context).accepted.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// The reasons of each number, in a line: `3: Cue(Small) -12, Cue(Counted) -4`.
fn reasons(text: &str, context: &Context<'_>) -> String {
    let reading = commitments(text, context);
    let accepted = reading.accepted.iter().map(|it| (it.amount, &it.evidence));
    let rejected = reading.rejected.iter().map(|it| (it.amount, &it.evidence));
    let mut all: Vec<(Span, &Vec<Evidence>)> = accepted.chain(rejected).collect();
    all.sort_by_key(|(span, _)| *span);
    let reason = |it: &Evidence| format!("{:?} {:+}", it.reason, it.weight);
    let one = |(span, evidence): (Span, &Vec<Evidence>)| {
        let reasons = evidence.iter().map(reason).collect::<Vec<_>>().join(", ");
        format!("{}: {reasons}", span.of(text).unwrap_or_default())
    };
    all.into_iter().map(one).collect::<Vec<_>>().join("; ")
}

/// A clause of a report of August 2021, in a section of this purpose.
fn of_report(section: Section, language: Language) -> Context<'static> {
    Context { kind: DocumentKind::Report, section, ..Context::bare(language) }
}

#[test]
fn chinese_promises() {
    let context = Context::bare(Language::Chinese);
    let found = |text| found(text, &context);
    assert_snapshot!(found("中国将在三年内向老挝提供6亿美元优惠贷款。"), @"600000000 USD, – (3), pledged");
    assert_snapshot!(found("到2035年，森林覆盖率达到26%。"), @"26 percent, –2035, target");
    assert_snapshot!(found("力争新建学校90所。"), @"90 institution, aim");
    assert_snapshot!(found("甲方承诺每年进口不少于40亿美元的农产品。"), @"4000000000 USD, pledged");
    assert_snapshot!(found("我们要让200万人脱贫。"), @"2000000 person, pledged");
    assert_snapshot!(found("双方同意自2024年起5年内互派1万名学生。"), @"10000 person, 2024–2028 (5), pledged");
    assert_snapshot!(found("利用中方提供的900万美元实施供水项目。"), @"9000000 USD, provided");
}

#[test]
fn chinese_results_and_statistics() {
    let context = Context::bare(Language::Chinese);
    let reasons = |text| reasons(text, &context);
    assert_snapshot!(reasons("已建成学校90所。"), @"90所: Document(Unknown) +2, Cue(Counted) -4, Cue(Result) -8, Cue(Act) +3");
    assert_snapshot!(reasons("出口同比增长8%。"), @"8%: Document(Unknown) +2, Cue(Counted) -4, Cue(Statistic) -8, Cue(Act) +3");
    assert_snapshot!(reasons("增长8%，比上年提高0.5个百分点。"), @"8%: Document(Unknown) +2, Cue(Counted) -4, Cue(Act) +3, Cue(Statistic) -8; 0.5个百分点: Document(Unknown) +2, Cue(Counted) -4, Cue(Statistic) -8, Cue(Act) +3");
    assert_snapshot!(reasons("去年发放贷款30亿元。"), @"30亿元: Money +2, Document(Unknown) +2, Cue(Counted) -4, Cue(Result) -8, Cue(Act) +3, Cue(Past) -6");
    assert_snapshot!(reasons("截至2019年，累计捐赠6000万元。"), @"2019年: Doubt(Date) -1000; 6000万元: Money +2, Document(Unknown) +2, Cue(Counted) -4, Cue(Result) -8, Cue(Act) +3, Cue(Past) -6");
    assert_snapshot!(reasons("据估算，需要资金80亿元。"), @"80亿元: Money +2, Document(Unknown) +2, Cue(Counted) -4, Cue(Estimate) -6");
}

#[test]
fn chinese_weights() {
    let context = Context::bare(Language::Chinese);
    let reasons = |text| reasons(text, &context);
    assert_snapshot!(reasons("力争新建学校90所。"), @"90所: Document(Unknown) +2, Cue(Counted) -4, Cue(Promise) +8, Cue(Act) +3");
    assert_snapshot!(reasons("将提供贷款30亿元。"), @"30亿元: Money +2, Document(Unknown) +2, Cue(Counted) -4, Cue(Promise) +8, Cue(Act) +3");
    assert_snapshot!(reasons("失业率由7%降至5%。"), @"7%: Doubt(Base) -1000; 5%: Document(Unknown) +2, Cue(Counted) -4, Cue(Act) +3");
    assert_snapshot!(reasons("列出32个主要指标。"), @"32个: Document(Unknown) +2, Cue(Counted) -4, Cue(Outline) -14");
    assert_snapshot!(reasons("两个平台。"), @"两个: Document(Unknown) +2, Cue(Small) -12");
    assert_snapshot!(reasons("推进八大行动、30个项目。"), @"八大: Doubt(Order) -1000; 30个: Document(Unknown) +2, Cue(Counted) -4, Cue(Act) +3");
    assert_snapshot!(reasons("将军50岁。"), @"50岁: Doubt(Duration) -1000");
    assert_snapshot!(reasons("约有40。"), @"40: Doubt(Bare) -14, Document(Unknown) +2, Cue(Counted) -4");
    assert_snapshot!(reasons("《纲要》第9条和5G网络。"), @"9条: Doubt(Order) -1000; 5: Doubt(Name) -1000");
}

/// The standing of the first number that may be an amount, in a line: `denied by 不会`.
fn stands(text: &str, language: Language) -> String {
    let reading = commitments(text, &Context::bare(language));
    let accepted = reading.accepted.iter().map(|it| (it.standing, it.governor));
    let rejected =
        reading.rejected.iter().filter_map(|it| Some((it.governor?.standing, it.governor)));
    let words =
        |governor: Option<GoverningVerb>| governor.and_then(|it| it.verb.of(text)).unwrap_or("?");
    let first = accepted.chain(rejected).next();
    first.map_or("none".to_owned(), |(standing, governor)| {
        format!("{standing:?} by {}", words(governor)).to_lowercase()
    })
}

#[test]
fn chinese_negation() {
    let stands = |text| stands(text, Language::Chinese);
    assert_snapshot!(stands("甲方不会向乙方提供10亿美元。"), @"denied by 不会");
    assert_snapshot!(stands("甲方无需提供10亿美元。"), @"denied by 无需");
    assert_snapshot!(stands("甲方從未同意提供10億美元。"), @"denied by 從未");
    assert_snapshot!(stands("本协定不构成甲方提供10亿美元的义务。"), @"denied by 不构成");
    assert_snapshot!(stands("甲方将停止向乙方提供10亿美元。"), @"denied by 停止");
    assert_snapshot!(stands("10亿美元贷款不再提供。"), @"denied by 不再");
    assert_snapshot!(stands("甲方不会提供：学校10所。"), @"denied by 不会");
    assert_snapshot!(stands("甲方不仅将提供10亿美元。"), @"pledged by 将");
    assert_snapshot!(stands("甲方不会改变立场，将提供10亿美元。"), @"pledged by 将");
    assert_snapshot!(stands("甲方将向未参加的国家提供10亿美元。"), @"pledged by 将");
    assert_snapshot!(stands("将无法获得饮水的人口减少三分之二。"), @"pledged by ?");
    assert_snapshot!(stands("关税不得超过15%。"), @"pledged by ?");
}

#[test]
fn chinese_wishes_and_conditions() {
    let stands = |text| stands(text, Language::Chinese);
    assert_snapshot!(stands("我们呼吁各国，特别是发达国家，提供10亿美元。"), @"wish by 呼吁");
    assert_snapshot!(stands("我们呼吁各方行动，甲方将提供10亿美元。"), @"pledged by 将");
    assert_snapshot!(stands("甲方可能提供10亿美元。"), @"wish by 可能");
    assert_snapshot!(stands("每年需要500亿美元。"), @"wish by 需要");
    assert_snapshot!(stands("项目预计耗资10亿美元。"), @"wish by 预计");
    assert_snapshot!(stands("甲方将采购预计价值10亿美元的飞机。"), @"pledged by 将");
    assert_snapshot!(stands("力争新建学校90所。"), @"aim by 力争");
    assert_snapshot!(stands("如获批准，甲方将提供10亿美元。"), @"conditional by 如");
    assert_snapshot!(stands("如果贸易额达到10亿美元，双方将扩大合作。"), @"wish by 如果");
}

#[test]
fn chinese_items_stand_as_the_line_above_them() {
    let found = |lead, text| {
        let context = Context { lead: Some(lead), ..Context::bare(Language::Chinese) };
        found(text, &context)
    };
    assert_snapshot!(found("甲方将提供以下支持：", "200个奖学金名额。"), @"200 place, pledged");
    assert_snapshot!(found("到2030年实现以下目标：", "覆盖率达到25%。"), @"25 percent, –2030, target");
    assert_snapshot!(found("我们呼吁各国：", "提供500万美元。"), @"");
    assert_snapshot!(found("甲方不会：", "提供500万美元。"), @"");
    assert_snapshot!(found("我们呼吁各国：", "甲方将提供500万美元。"), @"5000000 USD, pledged");
}

#[test]
fn rows_of_numbers_promise_nothing() {
    let text = "将提供5美元".to_owned() + &" 5美元".repeat(99);
    assert_eq!(commitments(&text, &Context::bare(Language::Chinese)).accepted, []);
}

#[test]
fn chinese_facts() {
    let stands = |text| stands(text, Language::Chinese);
    assert_snapshot!(stands("甲方已提供10亿美元。"), @"fact by 已");
    assert_snapshot!(stands("甲方已承诺提供10亿美元。"), @"pledged by 已承诺");
    assert_snapshot!(stands("甲方培训了300名教师。"), @"fact by 了");
    assert_snapshot!(stands("为了提供10亿美元，甲方将筹资。"), @"pledged by ?");
    assert_snapshot!(stands("近五年来，沿江地区关停企业312家。"), @"fact by 五年来");
    assert_snapshot!(stands("双方对贸易额超过2000亿美元表示满意。"), @"fact by 表示满意");
    assert_snapshot!(stands("争取到资金900亿元，增长5%。"), @"fact by 争取到");
    assert_snapshot!(stands("争取到2030年提供900亿元。"), @"aim by 争取");
    assert_snapshot!(stands("甲方兑现了20亿剂疫苗的承诺。"), @"fact by 了");
    assert_snapshot!(stands("乙方将收到100万剂疫苗。"), @"pledged by 将");
    assert_snapshot!(stands("到2030年，每百户拥有汽车50辆。"), @"pledged by ?");
    assert_snapshot!(stands("理事会由36个成员组成。"), @"fact by 组成");
}

#[test]
fn chinese_counts_need_a_cue() {
    let context = Context::bare(Language::Chinese);
    let found = |text| found(text, &context);
    assert_snapshot!(found("委员会收到21个国家的信函。"), @"");
    assert_snapshot!(found("双边贸易额为2000亿美元。"), @"");
    assert_snapshot!(found("到2030年，覆盖率达到80%。"), @"80 percent, –2030, target");
    assert_snapshot!(found("由甲方提供5亿美元。"), @"500000000 USD, pledged");
    assert_snapshot!(found("2030年，排放将较2005年下降65%。"), @"65 percent, –2030, target");
    assert_snapshot!(found("到2030年，覆盖率达到25%。蓄积量达到190亿立方米。"), @"25 percent, –2030, target; 19000000000 m3, –2030, target");
}

#[test]
fn chinese_the_plan_of_a_report() {
    let context = of_report(Section::Plan, Language::Chinese);
    let found = |text| found(text, &context);
    assert_snapshot!(found("地区生产总值增长6%左右。"), @"6 percent, target");
    assert_snapshot!(found("新增就业30万人。"), @"300000 person, pledged");
    assert_snapshot!(found("抓好三个重点。"), @"");
}

#[test]
fn chinese_the_review_of_a_report() {
    let context = of_report(Section::Review, Language::Chinese);
    let found = |text| found(text, &context);
    assert_snapshot!(found("地区生产总值增长6%左右。"), @"");
    assert_snapshot!(found("新增就业30万人。"), @"");
}

#[test]
fn chinese_undertakings() {
    let context = Context { kind: DocumentKind::Agreement, ..Context::bare(Language::Chinese) };
    let reasons = |text| reasons(text, &context);
    assert_snapshot!(reasons("双方设立两个联合实验室。"), @"两个: Document(Agreement) +4, Cue(Small) -6, Cue(Act) +3");
    assert_snapshot!(reasons("覆盖率达到90%。"), @"90%: Document(Agreement) +4");
    assert_snapshot!(reasons("同比增长8%。"), @"8%: Document(Agreement) +4, Cue(Statistic) -2, Cue(Act) +3");
}

#[test]
fn chinese_the_documents_date() {
    let context = Context {
        date: Some(YearMonth { year: 2021, month: Some(8) }),
        ..Context::bare(Language::Chinese)
    };
    let found = |text| found(text, &context);
    assert_snapshot!(found("今后三年，甲方将再提供9亿美元。"), @"900000000 USD, 2022–2024 (3), pledged");
    assert_snapshot!(found("明年将新建学校90所。"), @"90 institution, 2022–2022, pledged");
    assert_snapshot!(found("2019年提供贷款30亿元。"), @"");
}

#[test]
fn english_promises() {
    let context = Context::bare(Language::English);
    let found = |text| found(text, &context);
    assert_snapshot!(found("China will provide $6 million in loans to Laos within three years."), @"6000000 USD, – (3), pledged");
    assert_snapshot!(found("By 2035, forest cover is to reach 26 percent."), @"26 percent, –2035, target");
    assert_snapshot!(found("We aim to build 90 schools."), @"90 school, aim");
    assert_snapshot!(found("Peru will build 12 hospitals, three of which will open in 2027."), @"12 hospital, pledged");
    assert_snapshot!(found("Peru will protect 30 percent of its land (27 percent in 2025) and 10 percent of its seas by 2030."), @"30 percent, –2030, target; 10 percent, –2030, target");
    assert_snapshot!(found("Party A commits to import at least $4 billion of goods annually."), @"4000000000 USD, pledged");
    assert_snapshot!(found("Starting in 2024, the parties will exchange 10,000 students over a period of five years."), @"10000 person, 2024–2028 (5), pledged");
    assert_snapshot!(found("The project makes use of the $9 million provided by China."), @"9000000 USD, provided");
    assert_snapshot!(found("Spain has pledged $40 million."), @"40000000 USD, pledged");
    assert_snapshot!(found("The parties will double trade by 2030."), @"2 multiple, –2030, pledged");
    assert_snapshot!(found("$46 million will be raised."), @"46000000 USD, pledged");
    assert_snapshot!(found("Chile shall: plant 40 million trees; restore 300 lakes."), @"40000000 tree, pledged; 300 lake, pledged");
}

#[test]
fn english_results_and_estimates() {
    let context = Context::bare(Language::English);
    let reasons = |text| reasons(text, &context);
    assert_snapshot!(reasons("Spain has provided $40 million."), @"$40 million: Money +2, Document(Unknown) +2, Cue(Result) -8");
    assert_snapshot!(reasons("Trade was $40 million in total."), @"$40 million: Money +2, Document(Unknown) +2, Cue(Result) -8");
    assert_snapshot!(reasons("$46 million has been secured."), @"$46 million: Money +2, Document(Unknown) +2, Cue(Result) -8");
    assert_snapshot!(reasons("The region is estimated to need $75 million."), @"$75 million: Money +2, Document(Unknown) +2, Cue(Estimate) -12, Cue(Wish) -8");
    assert_snapshot!(reasons("Trade could reach $40 million."), @"$40 million: Money +2, Document(Unknown) +2, Cue(Act) +3, Cue(Possible) -4");
    assert_snapshot!(reasons("Since 2016 Spain has given $40 million."), @"2016: Doubt(Date) -1000; $40 million: Money +2, Document(Unknown) +2, Cue(Result) -8, Cue(Past) -18");
    assert_snapshot!(reasons("Last year 300 schools were opened."), @"300 schools: Document(Unknown) +2, Cue(Counted) -4, Cue(Result) -8");
    assert_snapshot!(reasons("Our combined population of 700 million."), @"700 million: Doubt(Bare) -14, Document(Unknown) +2, Cue(Counted) -4, Cue(Result) -8");
    assert_snapshot!(reasons("An estimated 20 million people will benefit."), @"20 million people: Document(Unknown) +2, Cue(Counted) -4, Cue(Promise) +8");
}

#[test]
fn english_weights() {
    let context = Context::bare(Language::English);
    let reasons = |text| reasons(text, &context);
    assert_snapshot!(reasons("We will plant 40 million trees."), @"40 million trees: Document(Unknown) +2, Cue(Counted) -4, Cue(Promise) +8");
    assert_snapshot!(reasons("Chile will raise yields from 400 to 700 tons."), @"400: Doubt(Base) -1000; 700 tons: Document(Unknown) +2, Cue(Counted) -4, Cue(Promise) +8, Cue(Act) +3");
    assert_snapshot!(reasons("We will build three bridges."), @"three bridges: Document(Unknown) +2, Cue(Counted) -4, Cue(Promise) +8, Cue(Act) +3");
    assert_snapshot!(reasons("We will build 3 bridges."), @"3 bridges: Document(Unknown) +2, Cue(Counted) -4, Cue(Promise) +8, Cue(Act) +3");
    assert_snapshot!(reasons("We will work in 30 countries."), @"30 countries: Doubt(Scope) -12, Document(Unknown) +2, Cue(Counted) -4, Cue(Promise) +8");
    assert_snapshot!(reasons("We will reach at least 30 countries."), @"30 countries: Doubt(AimedScope) -6, Document(Unknown) +2, Cue(Counted) -4, Cue(Promise) +8, Cue(Act) +3");
    assert_snapshot!(reasons("about 40"), @"40: Doubt(Bare) -14, Document(Unknown) +2, Cue(Counted) -4");
    assert_snapshot!(reasons("Article 9 and the 5G network"), @"9: Doubt(Reference) -1000; 5G: Doubt(Name) -1000");
    assert_snapshot!(reasons("Spain has opened 12 clinics, and Chile will open 30 more."), @"12 clinics: Document(Unknown) +2, Cue(Counted) -4, Cue(Result) -8; 30: Doubt(Bare) -14, Document(Unknown) +2, Cue(Counted) -4, Cue(Promise) +8");
    assert_snapshot!(reasons("We will end our work in the 2030 Agenda with 40 partners."), @"2030: Doubt(Date) -1000; 40 partners: Doubt(Scope) -12, Document(Unknown) +2, Cue(Counted) -4, Cue(Promise) +8");
}

#[test]
fn english_undertakings() {
    let context = Context { kind: DocumentKind::Agreement, ..Context::bare(Language::English) };
    let reasons = |text| reasons(text, &context);
    assert_snapshot!(reasons("The parties set up two laboratories."), @"two laboratories: Document(Agreement) +4, Cue(Small) -6, Cue(Counted) -4");
}

#[test]
fn english_the_documents_date() {
    let context = Context {
        date: Some(YearMonth { year: 2021, month: Some(8) }),
        ..Context::bare(Language::English)
    };
    let found = |text| found(text, &context);
    assert_snapshot!(found("Over the next three years, Party A will provide $9 million."), @"9000000 USD, 2022–2024 (3), pledged");
    assert_snapshot!(found("In 2019 Party A provided $9 million."), @"");
}

fn told(text: &str, context: &Context<'_>) -> String {
    let name = |named: &Option<PartyName>| match named {
        Some(PartyName::Here(span) | PartyName::Carried(span)) => span.of(text).unwrap().to_owned(),
        Some(PartyName::Inferred(name)) => format!("({name})"),
        None => "?".to_owned(),
    };
    let years = |period: Option<Period>| {
        let year = |year: Option<i32>| year.map_or("…".to_owned(), |year| year.to_string());
        period.map_or(String::new(), |p| format!(" {}–{}", year(p.start), year(p.end)))
    };
    let one = |one: &Commitment| {
        format!(
            "{} {}{} {} → {}",
            one.value.low(),
            one.unit,
            years(one.period),
            name(&one.actor),
            name(&one.beneficiary)
        )
    };
    commitments(text, context).accepted.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn chinese(text: &str) -> String {
    told(text, &Context { kind: DocumentKind::Agreement, ..Context::bare(Language::Chinese) })
}

fn english(text: &str) -> String {
    told(text, &Context::bare(Language::English))
}

#[test]
fn givers_receivers_and_years() {
    assert_snapshot!(chinese("中国将自2022年起在3年内向东盟提供15亿美元发展援助。"), @"1500000000 USD 2022–2024 中国 → 东盟");
    assert_snapshot!(chinese("中国向东盟提供1000项先进适用技术，自2022年起5年内支持300名东盟青年科学家来华交流"), @"1000 item 中国 → 东盟; 300 person 2022–2026 中国 → 东盟青年科学家");
    assert_snapshot!(english("China will, within three years starting from 2022, provide US$1.5 billion in development assistance to ASEAN."), @"1500000000 USD 2022–2024 China → ASEAN");
    assert_snapshot!(english("Party A commits to import EUR 1.5 billion of goods from Party B between 2024 and 2028."), @"1500000000 EUR 2024–2028 Party A → Party B");
}

#[test]
fn names_orders_and_titles_promise_nothing() {
    assert_snapshot!(chinese("第3.10条规定的5G网络、3.0版协定、1.5轨对话和第23届会议。"), @"");
    assert_snapshot!(chinese("《合作行动计划（2021—2025）》和“一带一路”倡议，庆祝建交50周年。"), @"");
    assert_snapshot!(english("Under Article 9.1, Resolution 1325, ISO 9001, G20, 5G and the 2030 Agenda"), @"");
}

#[test]
fn results_promise_nothing() {
    assert_snapshot!(chinese("甲方已向乙方提供2亿剂疫苗，将再提供10亿剂。"), @"1000000000 dose 甲方 → 乙方");
    assert_snapshot!(english("Since 2010 Party A has disbursed $3 billion in loans."), @"");
    assert_snapshot!(english("The Bank estimates that the region will need around $75 million."), @"");
}

#[test]
fn the_section_decides_what_a_bare_target_is() {
    let context = |section| Context {
        section,
        kind: DocumentKind::Report,
        ..Context::bare(Language::Chinese)
    };
    let text = "地区生产总值增长5%左右。";
    assert_snapshot!(told(text, &context(Section::Plan)), @"5 percent ? → ?");
    assert_snapshot!(told(text, &context(Section::Review)), @"");
}

#[test]
fn a_document_date_gives_the_next_years() {
    let date = Some(YearMonth { year: 2021, month: Some(11) });
    let context = Context { date, ..Context::bare(Language::Chinese) };
    assert_snapshot!(told("未来三年，中国将再向发展中国家提供30亿美元援助。", &context), @"3000000000 USD 2022–2024 中国 → 发展中国家");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn no_text_panics(text in "[0-9.,%一三十万亿元年起内自到向将已《》“”（）；。，、A-Za-z$ \n-]{0,120}") {
        for language in [Language::Chinese, Language::English] {
            let reading = commitments(&text, &Context::bare(language));
            for one in &reading.accepted {
                prop_assert!(one.amount.of(&text).is_some() && one.span.of(&text).is_some());
                prop_assert!(one.subject.is_none_or(|it| it.of(&text).is_some()));
            }
        }
    }
}
