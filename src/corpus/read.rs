//! Reading a text as a document. Every text gives a document; lines that do not fit are among the problems.

use std::collections::{HashMap, HashSet};

use crate::text::is_steering;

use super::{
    builder::Builder,
    document::Document,
    joining::Joining,
    layout::{Place, is_notes_heading, places},
    number::{ClauseNumber, SectionNumber, Style},
    numbering,
    outline::{Node, outline},
    problem::{Problem, ProblemKind},
    roles::roles,
    sentence_end::is_ended,
    text_line::{Line, lines},
};

/// Bytes that a line may have; the longest clause of the shipped plan has 700.
pub const MAX_LINE_BYTES: usize = 256 * 1024;

/// Bytes that a clause may have: a book of three hundred pages.
pub const MAX_CLAUSE_BYTES: usize = 1024 * 1024;

/// Reads `text`.
///
/// Lines that are broken in the middle of a sentence are joined again. A byte order mark, ideographic and no-break
/// spaces, full-width digits in numbers and blank lines do not disturb. Each annex is numbered in its own way.
///
/// ```
/// let (document, problems) = clausebot::corpus::parse("计划\n1. 和平\n1.1 促进高层\n\n交往；\n1.2 坚持多边主义。");
/// assert!(problems.is_empty());
/// assert_eq!(document.clauses[0].text, "促进高层交往；");
/// ```
pub fn parse(text: &str) -> (Document, Vec<Problem>) {
    let too_long = long_lines(text);
    if !too_long.is_empty() {
        return (Document::default(), too_long);
    }
    let all = lines(text);
    let mut problems = steering(text);
    if all.is_empty() {
        problems.push(Problem::new(1, ProblemKind::Empty));
    }
    let joining = Joining::of(&all);
    let mut builder = Builder::new(&joining);
    let mut known: HashMap<ClauseNumber, u32> = HashMap::new();
    let lines = text_of(all, &mut builder);
    let mut annexes: HashSet<SectionNumber> = HashSet::new();
    for part in parts(&lines) {
        let head = part.first().and_then(|it| Some((it, annex(it, &mut annexes)?)));
        let inner = if head.is_some() { part.get(1..).unwrap_or_default() } else { part };
        if let Some((line, number)) = head {
            builder.annex(number, line, line.annex_mark().map_or(line.text.len(), |it| it.len));
        }
        let nodes = numbered(outline(inner), inner);
        let (roles, found) = roles(inner, &nodes, head.map(|it| it.1), &mut known);
        builder.report(found);
        builder.part(inner, &roles);
    }
    let (document, found) = builder.finish();
    let too_long = long_clauses(&document);
    if !too_long.is_empty() {
        return (Document::default(), too_long);
    }
    problems.extend(found);
    problems.extend(numbering::check(&document));
    problems.sort_by_key(|it| it.line);
    (document, problems)
}

/// The lines that are too long. A text with one is not read: no clause is that long, and much work would be for nothing.
fn long_lines(text: &str) -> Vec<Problem> {
    let long = (1..).zip(text.lines()).filter(|(_, line)| line.len() > MAX_LINE_BYTES);
    long.map(|(number, line)| {
        let kind = ProblemKind::LineTooLong { found: line.len(), limit: MAX_LINE_BYTES };
        Problem::new(number, kind)
    })
    .collect()
}

/// The clauses that are too long. A text with one is not read, as with a line.
fn long_clauses(document: &Document) -> Vec<Problem> {
    let long = document.clauses.iter().filter(|it| it.text.len() > MAX_CLAUSE_BYTES);
    long.map(|it| {
        let (id, found, limit) = (it.id, it.text.len(), MAX_CLAUSE_BYTES);
        Problem::new(it.line, ProblemKind::ClauseTooLong { id, found, limit })
    })
    .collect()
}

/// The lines with characters that are not seen; a byte order mark at the beginning is none.
fn steering(text: &str) -> Vec<Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    (1..)
        .zip(text.lines())
        .filter_map(|(number, line)| {
            let (place, character) = line.chars().enumerate().find(|(_, c)| is_steering(*c))?;
            let kind = ProblemKind::Steering { column: place + 1, character };
            Some(Problem::new(number, kind))
        })
        .collect()
}

/// The lines that are words of the text; the builder takes the others. Of lines that are alike, one is reported.
fn text_of<'a>(all: Vec<Line<'a>>, builder: &mut Builder<'_>) -> Vec<Line<'a>> {
    let places = places(&all);
    let mut kept = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    let mut before = Place::Text;
    let mut is_after_blank = false;
    for (mut line, place) in all.into_iter().zip(places) {
        is_after_blank |= line.after_blank;
        if place == Place::Text {
            // A sentence goes on behind a page's border.
            let goes_on = before != Place::Text
                && line.marks.is_empty()
                && kept.last().is_some_and(|it: &Line<'_>| !is_ended(&it.text));
            line.after_blank = is_after_blank && !goes_on;
            is_after_blank = false;
            kept.push(line);
        } else {
            let masked: String =
                line.text.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect();
            let is_first = match place {
                Place::Contents => before != Place::Contents,
                Place::Furniture => seen.insert(masked),
                Place::Text | Place::Note { .. } | Place::NoteText => true,
            };
            builder.left_out(&line, place, is_first);
        }
        before = place;
    }
    kept
}

/// The body and the annexes, each with its heading.
fn parts<'p, 'a>(lines: &'p [Line<'a>]) -> Vec<&'p [Line<'a>]> {
    let mut starts: Vec<usize> = vec![0];
    starts.extend((1..lines.len()).filter(|at| begins_annex(lines, *at)));
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    starts.iter().zip(ends).filter_map(|(start, end)| lines.get(*start..end)).collect()
}

fn begins_annex(lines: &[Line<'_>], at: usize) -> bool {
    let Some(line) = lines.get(at) else { return false };
    let is_followed = || {
        lines.get(at + 1).is_some_and(|next| {
            next.marks.iter().any(|it| {
                it.number.last().place() == 1
                    && matches!(
                        it.style,
                        Style::Dotted | Style::Square | Style::Item | Style::Circled
                    )
            })
        })
    };
    line.annex().is_some() || (is_notes_heading(&line.text) && is_followed())
}

/// The number of the annex that a line begins: the next free one, if its own is taken.
fn annex(line: &Line<'_>, annexes: &mut HashSet<SectionNumber>) -> Option<SectionNumber> {
    let is_notes = || is_notes_heading(&line.text);
    let own = line.annex().or_else(|| SectionNumber::annex(1).filter(|_| is_notes()))?;
    let free =
        (own.get()..=u16::MAX).filter_map(SectionNumber::annex).find(|it| !annexes.contains(it))?;
    annexes.insert(free);
    Some(free)
}

/// An outline; none if headings in capitals are all that is in it, for those of a text without any number are lines of it.
fn numbered(nodes: Vec<Node>, lines: &[Line<'_>]) -> Vec<Node> {
    let is_heading = |it: &Node| {
        !it.mark.style.is_caption() || lines.get(it.line).is_some_and(|it| it.hashes > 0)
    };
    if nodes.iter().any(is_heading) { nodes } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;

    /// The outline of a text and its problems.
    fn read(text: &str) -> String {
        let (document, problems) = parse(text);
        let mut shown = format!("title {:?}, date {:?}", document.title, document.date_line);
        for it in &document.sections {
            _ = write!(shown, "\nsection {} [{}] {}", it.number, it.printed, it.heading);
        }
        for it in &document.clauses {
            let above =
                if it.above.is_empty() { String::new() } else { format!("{:?} ", it.above) };
            _ = write!(shown, "\n{above}{} [{}] {:?}", it.id, it.printed, it.text);
        }
        for it in &problems {
            _ = write!(shown, "\nline {}: {:?}", it.line, it.kind);
        }
        shown
    }

    #[test]
    fn broken_lines_are_joined() {
        assert_snapshot!(read("\u{feff}Plan\n\n2022-11-11 22:35\n\n开头。\n\n第二段。\n1. 安宁\n1.1 提供\n\n1.5亿剂，加大疫\n\n苗生产；\n1.2\u{3000}落实。"), @r#"
        title Some("Plan"), date Some("2022-11-11 22:35")
        section 1 [1.] 安宁
        preamble [] "开头。\n第二段。"
        1.1 [1.1] "提供1.5亿剂，加大疫苗生产；"
        1.2 [1.2] "落实。"
        "#);
    }

    #[test]
    fn articles_in_chapters() {
        assert_snapshot!(read("协定\n第一章　总则\n第一条　为了合作。\n双方同意。\n第二条 （一）甲；\n第二章 附则\n第三条 生效。"), @r#"
        title Some("协定"), date None
        section 1 [第一章] 总则
        section 2 [第二章] 附则
        1 [第一条] "为了合作。\n双方同意。"
        2 [第二条] "（一）甲；"
        3 [第三条] "生效。"
        "#);
    }

    #[test]
    fn english_articles_with_paragraphs() {
        assert_snapshot!(read("Agreement\nThe Parties,\nhave agreed:\n\nArticle 1\nScope\n\n1. This Agreement applies\nto trade.\n2. It ends.\n\nArticle 2: Force\n1. It enters into force."), @r#"
        title Some("Agreement"), date None
        section 1 [Article 1] Scope
        section 2 [Article 2:] Force
        preamble [] "The Parties, have agreed:"
        1.1 [1.] "This Agreement applies to trade."
        1.2 [2.] "It ends."
        2.1 [1.] "It enters into force."
        "#);
    }

    #[test]
    fn numbered_paragraphs_without_sections() {
        assert_snapshot!(read("Declaration\nBali, Indonesia, 15-16 November 2022\n1. We met.\n2. We agreed.\n\n- one;"), @r#"
        title Some("Declaration"), date Some("Bali, Indonesia, 15-16 November 2022")
        1 [1.] "We met."
        2 [2.] "We agreed.\n- one;"
        line 6: Unnumbered { after: Numbered(2) }
        "#);
    }

    #[test]
    fn a_text_without_numbers_is_counted_by_paragraph() {
        assert_snapshot!(read("Fact sheet\n\nWe give.\n\nWe take."), @r#"
        title Some("Fact sheet"), date None
        p1 [] "We give."
        p2 [] "We take."
        line 3: NoNumbers
        "#);
        assert_snapshot!(read("报告\n一、回顾\n增长了。\n\n很好。\n二、安排\n（一）建设。\n（二）发展。"), @r#"
        title Some("报告"), date None
        section 1 [一、] 回顾
        section 2 [二、] 安排
        1-p1 [] "增长了。"
        1-p2 [] "很好。"
        2.1 [（一）] "建设。"
        2.2 [（二）] "发展。"
        "#);
    }

    #[test]
    fn headings_are_no_words_of_a_clause() {
        assert_snapshot!(read("T\n第一条 甲。\n第二条 乙。\n第二节 附则\n第三条 丙。"), @r#"
        title Some("T"), date None
        section 2 [第二节] 附则
        1 [第一条] "甲。"
        2 [第二条] "乙。"
        3 [第三条] "丙。"
        line 4: MissingSection { first: 1, last: 1 }
        "#);
        assert_snapshot!(read("T\nArticle 1 One is kept.\nArticle 2 Two is kept.\nSection 2 Finance\nArticle 3 Three is paid."), @r#"
        title Some("T"), date None
        section 2 [Section 2] Finance
        1 [Article 1] "One is kept."
        2 [Article 2] "Two is kept."
        3 [Article 3] "Three is paid."
        line 4: MissingSection { first: 1, last: 1 }
        "#);
        assert_snapshot!(read("T\n第一章 总则\n第一节 目的\n第一条 甲。\n第二节\n附则\n第二条 乙。"), @r#"
        title Some("T"), date None
        section 1 [第一章] 总则
        "第一节 目的" 1 [第一条] "甲。"
        "第二节 附则" 2 [第二条] "乙。"
        "#);
        assert_snapshot!(read("T\n第一编 总则\n第一章 目的\n第一条 甲。\n第二编 分则\n第一章 道路\n第二条 乙。"), @r#"
        title Some("T"), date None
        section 1 [第一编] 总则
        section 2 [第二编] 分则
        "第一章 目的" 1 [第一条] "甲。"
        "第一章 道路" 2 [第二条] "乙。"
        "#);
        assert_snapshot!(read("T\n\n1. We stand for peace.\n\nTRADE\n\n2. We lower tariffs."), @r#"
        title Some("T"), date None
        1 [1.] "We stand for peace."
        "TRADE" 2 [2.] "We lower tariffs."
        "#);
    }

    #[test]
    fn annexes_are_numbered_by_themselves() {
        assert_snapshot!(read("T\n第一条 甲。\n第二条 乙见附件一\n附件一所列。\n附件一\n产品清单\n第一条 丙。\n附件二 名单\n丁。"), @r#"
        title Some("T"), date None
        section annex-1 [附件一] 产品清单
        section annex-2 [附件二] 名单
        1 [第一条] "甲。"
        2 [第二条] "乙见附件一附件一所列。"
        annex-1.1 [第一条] "丙。"
        annex-2-p1 [] "丁。"
        "#);
        assert_snapshot!(read("T\nArticle 1\nThe Parties build bridges.\n\nANNEX I\n\n1. The budget is in\nAnnex II to this Agreement.\n\nANNEX II\nAuditors\n\nArticle 1\n1. Each Party names one."), @r#"
        title Some("T"), date None
        section annex-1 [ANNEX I] 
        section annex-2 [ANNEX II] Auditors
        1 [Article 1] "The Parties build bridges."
        annex-1.1 [1.] "The budget is in Annex II to this Agreement."
        "Article 1" annex-2.1.1 [1.] "Each Party names one."
        "#);
    }

    #[test]
    fn inserted_articles_and_articles_without_paragraphs() {
        assert_snapshot!(read("T\n第十二条 甲。\n第十二条之一 乙。\n第十三条 丙。"), @r#"
        title Some("T"), date None
        12 [第十二条] "甲。"
        12-1 [第十二条之一] "乙。"
        13 [第十三条] "丙。"
        line 2: Extract { n_gaps: 1 }
        "#);
        assert_snapshot!(read("T\nArticle 5\n1. Boats keep right.\nArticle 5bis\nSailing boats go first.\nArticle 6\nRowing boats carry a lamp."), @r#"
        title Some("T"), date None
        section 5 [Article 5] 
        section 6 [Article 6] 
        5.1 [1.] "Boats keep right."
        5bis [Article 5bis] "Sailing boats go first."
        6 [Article 6] "Rowing boats carry a lamp."
        line 2: Extract { n_gaps: 1 }
        "#);
    }

    #[test]
    fn a_wrapped_sentence_is_no_title() {
        assert_snapshot!(read("Party A will provide $100\nbillion to Party B."), @r#"
        title None, date None
        p1 [] "Party A will provide $100 billion to Party B."
        line 1: NoTitle
        line 1: NoNumbers
        "#);
        assert_snapshot!(read("甲方将向乙方提供5\n亿美元援助。"), @r#"
        title None, date None
        p1 [] "甲方将向乙方提供5亿美元援助。"
        line 1: NoTitle
        line 1: NoNumbers
        "#);
        assert_snapshot!(read("1. Party A will provide $100\nbillion.\r\n2. It ends.\r3. It is over."), @r#"
        title None, date None
        1 [1.] "Party A will provide $100 billion."
        2 [2.] "It ends."
        3 [3.] "It is over."
        line 1: NoTitle
        "#);
        assert_snapshot!(read("- Australia: Pledged $3 million.\n\nCommitments of others\n\n- Japan: Will give more"), @r#"
        title None, date None
        p1 [] "- Australia: Pledged $3 million."
        p2 [] "Commitments of others"
        p3 [] "- Japan: Will give more"
        line 1: NoTitle
        line 1: NoNumbers
        "#);
    }

    #[test]
    fn lists_inside_clauses_stay_there() {
        assert_snapshot!(read("T\n1. A\n1.1 x:\n(1) one;\n（2）two;\n1. three;\n1.2 y."), @r#"
        title Some("T"), date None
        section 1 [1.] A
        1.1 [1.1] "x:\n(1) one;\n（2）two;\n1. three;"
        1.2 [1.2] "y."
        "#);
        assert_snapshot!(read("T\n一、贸易应当自由。\n二、关税应当降低。"), @r#"
        title Some("T"), date None
        1 [一、] "贸易应当自由。"
        2 [二、] "关税应当降低。"
        "#);
        assert_snapshot!(read("T\n\nI. TRADE\n\nTrade is free.\n\nII. HEALTH\n\nHealth is dear."), @r#"
        title Some("T"), date None
        section 1 [I.] TRADE
        section 2 [II.] HEALTH
        1 [I.] "Trade is free."
        2 [II.] "Health is dear."
        "#);
    }

    #[test]
    fn nothing_to_read() {
        assert_snapshot!(read(" \n\u{3000}\n"), @"
        title None, date None
        line 1: Empty
        ");
        assert_snapshot!(read("1. A\n1.1 x;\n— 3 —\n1.2 y;"), @r#"
        title None, date None
        section 1 [1.] A
        1.1 [1.1] "x;"
        1.2 [1.2] "y;"
        line 1: NoTitle
        line 3: Stray { text: "— 3 —" }
        "#);
    }

    #[test]
    fn lists_inside_lists_without_end_lose_nothing() {
        let text = format!("T\n\n{}", "1. x:\n(a) y:\n(i) z:\nA. w:\n".repeat(1000));
        let (document, _) = parse(&text);
        let read = squeezed(&document.pieces().concat());
        assert_eq!(read.len(), squeezed(&text).len());
    }

    fn squeezed(text: &str) -> String {
        text.trim_start_matches('\u{feff}').chars().filter(|c| !c.is_whitespace()).collect()
    }

    proptest! {
        #[test]
        fn nothing_but_layout_is_lost(text in "([0-9]{1,2}\\.[0-9]{0,2}|第[一二三]条|第二节|附件一?|（一）|一、|Article 2|ANNEX I|TRADE|Section 1|[0-9] ?bis|[a-z。；.\n ]|\\PC|\n){0,60}") {
            let (document, _) = parse(&text);
            let mut pieces: Vec<char> = squeezed(&document.pieces().concat()).chars().collect();
            let mut source: Vec<char> = squeezed(&text).chars().collect();
            pieces.sort_unstable();
            source.sort_unstable();
            prop_assert_eq!(pieces, source);
        }
    }
}
