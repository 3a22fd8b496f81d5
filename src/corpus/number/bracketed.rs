//! References in brackets in messages that are not to the program: `see [§3.6]`, `这在【3.6】里`.
//!
//! | in a message | is |
//! |---|---|
//! | `see [§3.6]`, `这在【3.6】里`, `【第3.6条】`, `[clause 3.6]` | a citation of clause 3.6 |
//! | `[§3.6, 3.7]`, `【3.6、3.7】` | citations of both |
//! | `GDPR [§5.1]`, `《民法典》【3.6】`, `[§5.1] of the GDPR` | a citation of clause 5.1, 3.6 of the document with this name |
//! | `【3.6】会议通知`, `【4.3】元/公斤`, `新版【2.1】` | a date, a price, a version |
//! | `a[§3.6]`, `https://x.org/[§3.6]`, `` `[§3.6]` `` | code, a link |
//!
//! What always holds: a doubtful one is none, for nobody asked.

use super::{
    bracketed_context::{Around, document_before, document_behind, is_cited, is_code},
    id::ClauseNumber,
    value::dotted,
};

/// Characters between the brackets of a reference in a message.
const BRACKETED_CHARS: usize = 40;

/// Brackets of one message that are looked at.
const MAX_LOOKED_AT: usize = 50;

/// A clause that a message cites in brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citation<'a> {
    /// Its number.
    pub number: ClauseNumber,
    /// The name of a document right before or behind the brackets.
    pub document: Option<&'a str>,
}

/// Reads the clauses that a message cites in brackets, in order.
pub fn citations(text: &str) -> Vec<Citation<'_>> {
    let brackets =
        text.char_indices().filter_map(|(at, opening)| Some((at, opening, closing(opening)?)));
    brackets.take(MAX_LOOKED_AT).flat_map(|it| cited(text, it).unwrap_or_default()).collect()
}

/// Reads the numbers of these clauses: each once, `limit` at most.
pub fn bracketed(text: &str, limit: usize) -> Vec<ClauseNumber> {
    let mut found: Vec<ClauseNumber> = Vec::new();
    for Citation { number, .. } in citations(text) {
        if found.len() < limit && !found.contains(&number) {
            found.push(number);
        }
    }
    found
}

fn closing(opening: char) -> Option<char> {
    match opening {
        '[' => Some(']'),
        '［' => Some('］'),
        '【' => Some('】'),
        _ => None,
    }
}

/// The clauses that one pair of brackets cites.
fn cited(text: &str, (at, opening, closing): (usize, char, char)) -> Option<Vec<Citation<'_>>> {
    let inner = text.get(at + opening.len_utf8()..)?;
    let end = inner.char_indices().take(BRACKETED_CHARS).find(|(_, c)| *c == closing)?.0;
    let inside = inner.get(..end)?.trim();
    let (numbers, is_signed) = in_brackets(opening, inside)?;
    let around = Around::new(text.get(..at)?, inner.get(end + closing.len_utf8()..)?);
    let is_meant = !is_code(&around, opening) && (is_signed || is_cited(&around));
    let document = document_before(&around).or_else(|| document_behind(&around));
    let cited = numbers.into_iter().map(|number| Citation { number, document }).collect();
    is_meant.then_some(cited)
}

/// The numbers in brackets, and whether the first has the sign of a clause; all of the content has to be numbers.
fn in_brackets(opening: char, inner: &str) -> Option<(Vec<ClauseNumber>, bool)> {
    let (_, is_signed) = unsigned(inner);
    let mut numbers = Vec::new();
    for item in inner.split([',', '，', '、', ';', '；']) {
        let (item, _) = unsigned(item.trim());
        let (parts, len) = dotted(item)?;
        let is_marked = is_signed || (opening == '【' && parts.len() > 1);
        numbers.push(ClauseNumber::new(&parts).filter(|_| is_marked && len == item.len())?);
    }
    Some((numbers, is_signed))
}

/// A number without the sign or the word of a clause, and whether it had one: `§3.6`, `第3.6条`, `clause 3.6`.
fn unsigned(item: &str) -> (&str, bool) {
    if let Some(number) = item.strip_prefix('第').and_then(|it| it.strip_suffix(['条', '條'])) {
        return (number.trim(), true);
    }
    let signs = ["§§", "§", "clauses ", "Clauses ", "clause ", "Clause "];
    match signs.iter().find_map(|it| item.strip_prefix(it)) {
        Some(number) => (number.trim_start(), true),
        None => (item, false),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> String {
        let shown = |it: &Citation<'_>| match it.document {
            Some(document) => format!("{document}: {}", it.number),
            None => it.number.to_string(),
        };
        citations(text).iter().map(shown).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn citations_of_clauses() {
        for (text, found) in [
            ("请看[§3.6]、【2.1】、[§ 1.2]和[§4.6]。", "3.6, 2.1, 1.2, 4.6"),
            ("这在【3.6】里", "3.6"),
            ("［§3.19］", "3.19"),
            ("【3.6】", "3.6"),
            ("【3.6】是关键", "3.6"),
            ("中方承诺进口农产品【3.6】，请核对", "3.6"),
            ("as [§3.6] and 【4.10】 say", "3.6, 4.10"),
            ("根据【2.1】条，请各位准备", "2.1"),
            ("The vaccines are in [§2.1].", "2.1"),
            ("根据协定【3.6】", "3.6"),
            ("the Agreement [§3.6] says so", "3.6"),
            ("这个做法【3.6】，", "3.6"),
            ("【第4.3条】怎么落实", "4.3"),
            ("見【第3.6條】", "3.6"),
            ("[clause 3.6]", "3.6"),
            ("[Clauses 3.6, 3.7]", "3.6, 3.7"),
            ("[§§3.6, 3.7; 4.1]", "3.6, 3.7, 4.1"),
            ("根据【3.6、3.7】，", "3.6, 3.7"),
            ("根据《行动计划》【第3.6条】", "行动计划: 3.6"),
            ("[§3.6] of the Vientiane Action Programme", "Vientiane Action Programme: 3.6"),
            ("see [§3.6] of RCEP, please", "RCEP: 3.6"),
            ("[§3.6] in the text of our agreement", "3.6"),
            ("[§3.6] in Jakarta", "3.6"),
            ("in the ASEAN Charter ([§5.1])", "ASEAN Charter: 5.1"),
            ("《巴黎协定》（[§5.1]）", "巴黎协定: 5.1"),
            ("RCEP Art. 3.6 [§3.6]", "RCEP: 3.6"),
            ("the MoU [§2.1]", "MoU: 2.1"),
            ("their contract [§2.1]", "contract: 2.1"),
            ("会议纪要【第2.1条】", "纪要: 2.1"),
            ("GDPR [§5.1] says", "GDPR: 5.1"),
            ("《联合国海洋法公约》【3.6】的规定", "联合国海洋法公约: 3.6"),
            ("依劳动法【3.6】，", "依劳动法: 3.6"),
            ("the EU AI Act [§5.1]", "EU AI Act: 5.1"),
            (
                "under the Vienna Convention on the Law of Treaties, [§3.1]",
                "Vienna Convention on the Law of Treaties: 3.1",
            ),
        ] {
            assert_eq!(read(text), found, "{text}");
        }
    }

    #[test]
    fn others_are_none() {
        for text in [
            "【3.6】会议通知",
            "【2.1】版本已发布",
            "【4.3】元/公斤",
            "今日猪价【4.3】",
            "升级到【2.1】",
            "v【2.1】",
            "版本：【2.1】",
            "【3.6】周一例会",
            "f([§3.6])",
            "let x = a[§3.6];",
            "foo([§3.6]) { return }",
            "`[§3.6]`",
            "https://example.org/a[§3.6]",
            "see https://x.org/?q=【3.6】",
            "[§3.6](https://x.org)",
            "【1】",
            "[§3.6 or so]",
            "[3.6, 3.7]",
            "【第三部分】",
            "[clause]",
            "[3.6]",
            "[§]",
            "[§0]",
            "日期【3.6】下午",
            "【3.6】–【3.8】放假",
            "气温【3.6】度",
            "[link](3.6)",
            "iOS【3.2】",
            "比分【3.2】",
            "【3.15】晚会",
        ] {
            assert_eq!(read(text), "", "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_message_panics(text in "(\\PC|[\\[\\]【】§0-9.《》 a-zA-Z法])*") {
            _ = citations(&text);
        }
    }
}
