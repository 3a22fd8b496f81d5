//! A property of the reader: an outline that is printed in one of twenty styles, wrapped at any width, with contents,
//! running heads and footnotes, is read as the same outline, and each clause has its own words alone.

use proptest::prelude::*;

use super::{number::ClauseId, parse};

/// Sections with their clauses.
type Outline = Vec<(String, Vec<String>)>;

/// A paragraph of a printed document: the words, and the id and text of the clause that it is.
struct Printed {
    words: String,
    clause: Option<(String, String)>,
}

fn heading(words: &str) -> Printed {
    Printed { words: words.to_owned(), clause: None }
}

fn clause(mark: &str, text: &str, id: String) -> Printed {
    Printed { words: format!("{mark}{text}"), clause: Some((id, text.to_owned())) }
}

const ROMAN: [&str; 9] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
const HAN: [&str; 20] = [
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四",
    "十五", "十六", "十七", "十八", "十九", "二十",
];
const N_ENGLISH: usize = 15;
const N_STYLES: usize = 22;

/// Prints an outline in a style.
fn print(outline: &Outline, style: usize) -> Vec<Printed> {
    let mut out = Vec::new();
    let mut n = 0;
    for (i, (title, clauses)) in outline.iter().enumerate() {
        let s = i + 1;
        let (roman, han) = (ROMAN[i], HAN[i]);
        let letter = char::from(b'A' + u8::try_from(i).unwrap());
        match style {
            0 => out.push(heading(&format!("{s}. {title}"))),
            1 => out.extend([heading(&format!("Article {s}")), heading(title)]),
            2 => out.push(heading(&format!("Article {s}: {title}"))),
            4 => out.extend([heading(&format!("CHAPTER {roman}")), heading(title)]),
            5 => out.push(heading(&format!("{roman}. {}", title.to_uppercase()))),
            6 => out.push(heading(&format!("{letter}. {title}"))),
            10 => out.push(heading(&format!("Section {s} {title}"))),
            11 => out.push(heading(&format!("§ {s} {title}"))),
            13 => out.push(heading(&title.to_uppercase())),
            14 => {
                out.extend([heading(&format!("{s} {title}")), heading(&format!("{s}.1 {title}"))]);
            }
            15 => out.push(heading(&format!("第{han}章 {title}"))),
            16 | 17 => out.push(heading(&format!("{han}、{title}"))),
            20 => out.push(heading(&format!("第{han}条 {title}"))),
            21 => out.push(heading(&format!("## {title}"))),
            _ => {}
        }
        for (j, text) in clauses.iter().enumerate() {
            let c = j + 1;
            n += 1;
            let (through, inner) = (n.to_string(), format!("{s}.{c}"));
            let han_through = HAN[(n - 1) % HAN.len()];
            out.push(match style {
                0 => clause(&format!("{inner} "), text, inner),
                1 | 2 | 17 | 20 => clause(&format!("{c}. "), text, inner),
                3 | 4 => clause(&format!("Article {n}. "), text, through),
                6 => clause(&format!("{c}. "), text, format!("{letter}.{c}")),
                8 => clause(&format!("({n}) "), text, through),
                9 => clause(&format!("{n}) "), text, through),
                10 | 11 => clause(&format!("({c}) "), text, inner),
                12 => clause(&format!("Rule {n}: "), text, through),
                14 => clause(&format!("{s}.1.{c} "), text, format!("{s}.1.{c}")),
                15 | 18 => clause(&format!("第{han_through}条 "), text, through),
                16 => clause(&format!("（{}）", HAN[j]), text, inner),
                19 => clause(&format!("{han_through}、"), text, through),
                _ => clause(&format!("{n}. "), text, through),
            });
        }
    }
    out
}

fn wrapped(words: &str, width: usize) -> String {
    let mut lines: Vec<String> = vec![String::new()];
    for word in words.split(' ') {
        let last = lines.last_mut().unwrap();
        if !last.is_empty() && last.len() + word.len() >= width {
            lines.push(word.to_owned());
        } else {
            last.push_str(if last.is_empty() { "" } else { " " });
            last.push_str(word);
        }
    }
    lines.join("\n")
}

/// Sets a document: wraps it, and breaks it into pages with a head, a number and perhaps a footnote on each.
fn set(printed: &[Printed], style: usize, width: usize, page: usize, has_contents: bool) -> String {
    let is_english = style < N_ENGLISH;
    let mut lines: Vec<String> = Vec::new();
    if has_contents {
        let title = if is_english { "Contents" } else { "目录" };
        lines.extend([title.to_owned(), String::new()]);
        for (i, it) in printed.iter().enumerate().filter(|it| it.1.clause.is_none()) {
            lines.push(format!("{} ........ {}", it.words, i + 1));
        }
        lines.push(String::new());
    }
    for it in printed {
        let is_wrapped = is_english && it.clause.is_some();
        let set = if is_wrapped { wrapped(&it.words, width) } else { it.words.clone() };
        lines.extend(set.lines().map(str::to_owned));
        lines.push(String::new());
    }
    let title = if is_english { "Treaty of the Lakes" } else { "湖泊条约草案" };
    let mut out = vec![title.to_owned(), String::new()];
    for (n, line) in lines.into_iter().enumerate() {
        if n > 0 && n % page == 0 {
            let number = n / page;
            out.extend([
                String::new(),
                title.to_owned(),
                String::new(),
                format!("— {number} —"),
                String::new(),
            ]);
        }
        out.push(line);
    }
    out.join("\n")
}

fn outlines() -> impl Strategy<Value = (usize, Outline)> {
    (0..N_STYLES).prop_flat_map(|style| {
        let (sentence, title) = if style < N_ENGLISH || style == 21 {
            (
                "(The parties|Each side|The council|Every member)( (keeps|pays|opens|names|shares|visits|the|each|in|of|boats|harbours|bridges|schools|yearly|42|2030|freely|and|to)){3,24} together\\.",
                "(Harbour|Bridge|School|Money|Water) (Fees|Rules|Plans|Works)",
            )
        } else {
            ("(双方|各方|理事会)(保护|开放|分担|每年|共同|河流|港口|学校|费用|，并|42){3,20}到底。", "(港口|桥梁|学校|经费)(规则|计划|管理)")
        };
        let sections = prop::collection::vec((title, prop::collection::vec(sentence, 2..5)), 2..5);
        (Just(style), sections)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]
    #[test]
    fn an_outline_is_read_as_it_was_printed(
        (style, outline) in outlines(),
        width in 30..110_usize,
        page in 14..60_usize,
        has_contents in any::<bool>(),
    ) {
        let printed = print(&outline, style);
        let has_contents = has_contents && printed.iter().filter(|it| it.clause.is_none()).count() >= 2 && style != 21;
        let text = set(&printed, style, width, page, has_contents);
        let (document, _) = parse(&text);
        let words = |it: &str| it.split_whitespace().collect::<Vec<_>>().join(" ");
        let found: Vec<(String, String)> = document
            .clauses
            .iter()
            .filter(|it| it.id != ClauseId::Preamble)
            .map(|it| (it.id.to_string(), words(&it.text)))
            .collect();
        let expected: Vec<(String, String)> =
            printed.into_iter().filter_map(|it| it.clause).map(|(id, text)| (id, words(&text))).collect();
        prop_assert_eq!(found, expected, "style {}:\n{}", style, text);
    }
}
