use insta::assert_snapshot;
use proptest::prelude::*;

use super::{Reference, bracketed, hyphenated, marks, mentions, pair, pinyin, ranges};
use crate::text::{Folding, tokens};

fn line(line: &str) -> String {
    let found = marks(line)
        .into_iter()
        .filter(|it| !it.is_doubtful)
        .map(|it| format!("{:?} {} [{}] {}", it.style, it.number, it.printed(line), it.rest(line)));
    let found: Vec<String> = found.collect();
    if found.is_empty() { "-".to_owned() } else { found.join(" | ") }
}

fn typed(question: &str) -> String {
    let folded = Folding::new().fold(question);
    let folded = pinyin(folded.as_str(), &tokens(folded.as_str()));
    if let Some(pair) = pair(&folded) {
        return format!("{pair}?");
    }
    let shown = |it: &super::Mention| {
        let doubt = if it.is_marked { "" } else { "?" };
        match it.reference {
            Reference::Clause(number) => format!("{number}{doubt}"),
            Reference::Section(number) => format!("section {number}{doubt}"),
            Reference::LastSection => "last".to_owned(),
        }
    };
    mentions(&folded).iter().map(shown).collect::<Vec<_>>().join(", ")
}

fn message(text: &str) -> String {
    let found = bracketed(text, 3);
    found.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[test]
fn two_numbers_with_a_unit_may_be_one() {
    let read =
        |text: &str| hyphenated(text).map(|it| format!("{} [{}]", it.0, it.1.of(text).unwrap()));
    assert_snapshot!(read("what is art. 3-6?").unwrap(), @"3.6 [art. 3-6]");
    assert_snapshot!(read("clause 3-6").unwrap(), @"3.6 [clause 3-6]");
    assert_snapshot!(read("请看第 3-6 条").unwrap(), @"3.6 [第 3-6 条]");
    for text in [
        "",
        "第",
        "第条",
        "第3-6次",
        "3-6",
        "art.",
        "art. 3",
        "page 3-6",
        "art. 3-6-7",
        "art. 3-6b",
        "clause 3-600",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn ranges_have_two_ends() {
    let read = |text: &str| {
        let range = *ranges(text).first()?;
        let numbers: Vec<_> = range.numbers(range.first).map(|it| it.to_string()).collect();
        let mark = if range.is_marked { "" } else { "?" };
        Some(format!("{}{mark} [{}]", numbers.join(" "), range.span.of(text).unwrap()))
    };
    assert_snapshot!(read("what do articles 3 to 5 say").unwrap(), @"3 4 5 [articles 3 to 5]");
    assert_snapshot!(read("第三条至第五条是什么").unwrap(), @"3 4 5 [第三条至第五条]");
    assert_snapshot!(read("3.9~3.11").unwrap(), @"3.9 3.10 3.11? [3.9~3.11]");
    assert_snapshot!(read("3.9-11").unwrap(), @"3.9 3.10 3.11? [3.9-11]");
    assert_snapshot!(read("第二十至二十二条").unwrap(), @"20 21 22 [第二十至二十二条]");
    assert_snapshot!(read("articles iii to vi").unwrap(), @"3 4 5 6 [articles iii to vi]");
    for text in [
        "",
        "articles 3 and 5",
        "articles 5 to 3",
        "第三章至第五章",
        "3.6 to 4.2",
        "2022-2025-2030",
        "2025.1-3",
        "65534条到70000条",
        "articles 3 to 900",
        "$3 to 6",
        "sections 3 to 6",
        "no. 3-6",
        "3 to 6",
        "3到6条",
        "第3-6章",
        "第三至六章",
        "3到6章",
        "三到五个",
        "第二条第一至三款",
        "9:05 to 17:00",
        "1,001.5 to 1,001.9",
        "3.6-3.9:30",
        "to 5",
        "3到",
        "article to",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn bare_numbers_of_lines() {
    assert_snapshot!(line("3.6 扩大进口"), @"Dotted 3.6 [3.6] 扩大进口");
    assert_snapshot!(line("３．６　扩大进口"), @"Dotted 3.6 [３．６] 扩大进口");
    assert_snapshot!(line("3.10扩大进口"), @"Dotted 3.10 [3.10] 扩大进口");
    assert_snapshot!(line("3.6. Expand"), @"Dotted 3.6 [3.6.] Expand");
    assert_snapshot!(line("1. 共护和平"), @"Dotted 1 [1.] 共护和平");
    assert_snapshot!(line("3、合作"), @"Dotted 3 [3、] 合作");
    assert_snapshot!(line("1 WE, the Member States"), @"Bare 1 [1] WE, the Member States");
    assert_snapshot!(line("(4) The Parties"), @"Item 4 [(4)] The Parties");
    assert_snapshot!(line("三、工作安排"), @"List 3 [三、] 工作安排");
    assert_snapshot!(line("II. BUILD CAPACITY"), @"Roman 2 [II.] BUILD CAPACITY");
    assert_snapshot!(line("（二）合作"), @"Sublist 2 [（二）] 合作");
    assert_snapshot!(line("③ 每日清扫"), @"Circled 3 [③] 每日清扫");
}

#[test]
fn units_of_lines() {
    assert_snapshot!(line("第二编 分则"), @"Unit(Part) 2 [第二编] 分则");
    assert_snapshot!(line("第二部分　合作"), @"Unit(Part) 2 [第二部分] 合作");
    assert_snapshot!(line("PART II"), @"Unit(Part) 2 [PART II]");
    assert_snapshot!(line("Goal 1. Clean water"), @"Unit(Part) 1 [Goal 1.] Clean water");
    assert_snapshot!(line("第三章　总则"), @"Unit(Chapter) 3 [第三章] 总则");
    assert_snapshot!(line("Chapter Three: Trade"), @"Unit(Chapter) 3 [Chapter Three:] Trade");
    assert_snapshot!(line("第二节 附则"), @"Unit(Section) 2 [第二节] 附则");
    assert_snapshot!(line("第二節 附則"), @"Unit(Section) 2 [第二節] 附則");
    assert_snapshot!(line("Section 2 Finance"), @"Unit(Section) 2 [Section 2] Finance");
    assert_snapshot!(line("SEC. 2. SHORT TITLE"), @"Unit(Section) 2 [SEC. 2.] SHORT TITLE");
    assert_snapshot!(line("第十二条 双方应当"), @"Unit(Article) 12 [第十二条] 双方应当");
    assert_snapshot!(line("第 2 條 押金"), @"Unit(Article) 2 [第 2 條] 押金");
    assert_snapshot!(line("第十二条之一 附加"), @"Unit(Article) 12-1 [第十二条之一] 附加");
    assert_snapshot!(line("Article 3: Scope"), @"Unit(Article) 3 [Article 3:] Scope");
    assert_snapshot!(line("ARTICLE IV"), @"Unit(Article) 4 [ARTICLE IV]");
    assert_snapshot!(line("Article 2.1: Definitions"), @"Unit(Article) 2.1 [Article 2.1:] Definitions");
    assert_snapshot!(line("Article 5bis"), @"Unit(Article) 5bis [Article 5bis]");
    assert_snapshot!(line("Article 5 ter"), @"Unit(Article) 5ter [Article 5 ter]");
    assert_snapshot!(line("附件一 关税减让表"), @"Unit(Annex) 1 [附件一] 关税减让表");
    assert_snapshot!(line("附件2："), @"Unit(Annex) 2 [附件2] ：");
    assert_snapshot!(line("附件"), @"Unit(Annex) 1 [附件]");
    assert_snapshot!(line("ANNEX I"), @"Unit(Annex) 1 [ANNEX I]");
    assert_snapshot!(line("Annex B: Budget"), @"Unit(Annex) 2 [Annex B:] Budget");
    assert_snapshot!(line("APPENDIX"), @"Unit(Annex) 1 [APPENDIX]");
}

#[test]
fn lines_without_a_number() {
    for text in "2022-11-11 22:35|2022年东盟青年年|1.5亿剂新冠疫苗|3.0版谈判|5 年内|第三条规定如下|\
        第三条第六款规定|第二节课的内容|附件一所列产品|附件所列产品|Article 3 of the Charter says|\
        Article 8(1) of the Charter|Section 2 applies to|Annex I to this Agreement|\
        Annex of the plan|2022 was a good year|99999999999999 x|一带一路|3.6%|"
        .split('|')
    {
        assert_eq!(line(text), "-", "{text}");
    }
}

#[test]
fn clauses_in_questions() {
    for question in
        "第3.6条|第 3.6 條|第三条第六款|第三條第六款|第三章第六条|clause 3.6|Clause 3.6.|\
        article 3(6)|Article 3 (6)|Article 3(6)(a)|§3.6|§ 3.6|[§3.6]|Art. 3.6?|\
        show me para 3.6 please|請問3.6條的內容是什麼|section 3.6|3.6款|第3点6条|no. 3.6|\
        clause three point six|clause 3 dot 6|clause 3 point 6 给我看"
            .split('|')
    {
        assert_eq!(typed(question), "3.6", "{question}");
    }
    for question in
        "3.6|３．６|3.6?|三点六|三點六|三.六|【3.6】|what does 3.6 say|3-6|3.6讲什么|条款3.6|\
        three point six|3 dot 6|san dian liu"
            .split('|')
    {
        assert_eq!(typed(question), "3.6?", "{question}");
    }
    assert_snapshot!(typed("四点十"), @"4.10?");
    assert_snapshot!(typed("3.6 和 4.3"), @"3.6?, 4.3?");
    assert_snapshot!(typed("第十二条"), @"12");
    assert_snapshot!(typed("第十二条之一"), @"12-1");
    assert_snapshot!(typed("article 5bis"), @"5bis");
    assert_snapshot!(typed("fifth clause"), @"5");
    assert_snapshot!(typed("clause 99.1"), @"99.1");
    assert_snapshot!(typed("附件一第二条"), @"annex-1.2");
    assert_snapshot!(typed("annex 1.2"), @"annex-1.2");
}

#[test]
fn parts_of_articles_in_questions() {
    for question in "Article 2, paragraph 3|article 2 paragraph 3|paragraph 3 of article 2|\
        para. 3 of Art. 2|paragraph 3 of the article 2|Art. 2, para. 3|article 2 (3)|Art. 2.3|\
        the third paragraph of article 2|Article 2, point 3|第二条第三款|第二条，第三款|\
        第2条3款|第二条的第三款|第二条第（三）项|第二条（三）|第二條第三項|target 2.3|目标2.3|\
        具体目标 2.3"
        .split('|')
    {
        let question = question.replace("of the article", "of article");
        assert_eq!(typed(&question), "2.3", "{question}");
    }
    assert_snapshot!(typed("第二条第三款第（一）项"), @"2.3.1");
    assert_snapshot!(typed("Annex I, para. 2"), @"annex-1.2");
    assert_snapshot!(typed("Annex I, 2"), @"annex-1.2");
    assert_snapshot!(typed("附件一第二条"), @"annex-1.2");
    assert_snapshot!(typed("article 2 of annex 1"), @"annex-1.2");
    assert_snapshot!(typed("annex b"), @"section annex-2");
    assert_snapshot!(typed("第三条、第五条"), @"3, 5");
    assert_snapshot!(typed("article 3 and article 5"), @"3, 5");
    assert_snapshot!(typed("第三条之一"), @"3-1");
}

#[test]
fn numbers_with_letters_in_questions() {
    for question in "section 12A|Article 12a|§ 12a|clause 12A|第12A条".split('|') {
        assert_eq!(typed(question), "12a", "{question}");
    }
    assert_snapshot!(typed("1.a"), @"1.a?");
    assert_snapshot!(typed("target 14.b"), @"14.b");
    assert_snapshot!(typed("目标14.b"), @"14.b");
    assert_snapshot!(typed("Section 12A(3)"), @"12a.3");
    assert_snapshot!(typed("article 5bis"), @"5bis");
    assert_snapshot!(typed("article 5bis, paragraph 2"), @"5bis.2");
    assert_snapshot!(typed("第十二条之一第二款"), @"12-1.2");
    assert_snapshot!(typed("clause B"), @"b");
    assert_snapshot!(typed("clause d1"), @"d1");
    assert_snapshot!(typed("recital 3"), @"recital-3");
    assert_snapshot!(typed("recital (3)"), @"recital-3");
    assert_snapshot!(typed("序言第三项"), @"recital-3");
    for question in "section a member may call|clause about rent|the section on fees".split('|') {
        assert_eq!(typed(question), "", "{question}");
    }
}

#[test]
fn one_number_alone_is_doubtful() {
    for question in "61|27条|二十七条|第61|what does 61 say".split('|') {
        assert!(["61?", "27?"].contains(&&*typed(question)), "{question}: {}", typed(question));
    }
    for question in "哪一条|有没有一条说的是|一条|是哪三条|这两条|前5条|which article i need|\
        is there an article one can cite|which article one needs|schedule a meeting|no. 5"
        .split('|')
    {
        assert_eq!(typed(question), "", "{question}");
    }
}

#[test]
fn sections_in_questions() {
    assert_snapshot!(typed("第四章"), @"section 4");
    assert_snapshot!(typed("第三部分讲什么"), @"section 3");
    assert_snapshot!(typed("第二节"), @"section 2");
    assert_snapshot!(typed("di san zhang"), @"section 3");
    assert_snapshot!(typed("chapter 4"), @"section 4");
    assert_snapshot!(typed("what is in section 2"), @"section 2");
    assert_snapshot!(typed("how many clauses in part two?"), @"section 2");
    assert_snapshot!(typed("part two, fifth clause"), @"2.5");
    assert_snapshot!(typed("Part IV"), @"section 4");
    assert_snapshot!(typed("second section"), @"section 2");
    assert_snapshot!(typed("最后一部分讲了些啥"), @"last");
    assert_snapshot!(typed("the last chapter"), @"last");
    assert_snapshot!(typed("附件一"), @"section annex-1");
    assert_snapshot!(typed("Annex I"), @"section annex-1");
}

#[test]
fn questions_without_a_number() {
    for question in
        "150 billion|15亿|一千项是什么|一带一路|2022年|$1.5bn|3.5%|自贸区3.0|5G|一点建议|\
        price of iphone 15|no. 5 in the list|one belt one road|final partnership|shi"
            .split('|')
    {
        let typed = typed(question);
        assert!(typed.is_empty() || typed.ends_with('?'), "{question}: {typed}");
    }
    // A bare number beside other words may be an amount: the question decides.
    for question in "1.5轨|3.0版|1.5亿剂|2.0|Track 1.5|FTA 3.0 谈判".split('|') {
        assert!(!typed(question).contains("section"), "{question}");
    }
}

#[test]
fn references_in_messages() {
    assert_snapshot!(message("as [§3.6] and 【4.10】 say, [§ 1] [§1]"), @"3.6, 4.10, 1");
    assert_snapshot!(message("[§ 1] [§1] [§2] [§3] [§4]"), @"1, 2, 3");
    for text in ["[3.6]", "【1】", "[§]", "[§0]", "[§3.6", "【第一】", "[§99999.1]", "[link](3.6)"]
    {
        assert_eq!(message(text), "", "{text}");
    }
}

proptest! {
    #[test]
    fn reading_never_panics(text in "([0-9.第条章节点三十之§()（）\\[\\]【】a-z -]|clause|annex|附件|bis|\\PC){0,30}") {
        let (_, _, _, _) = (line(&text), typed(&text), message(&text), ranges(&text));
    }
}
