//! Small documents, each with one trap of numbering or layout: `tests/documents/traps.txt`.

use super::languages::parse_languages;
use crate::text::Language;

const TRAPS: &str = include_str!("../../tests/documents/traps.txt");

fn flat(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The lines of `expected` that do not hold for a text: `id = first words`, or `!! words that no clause has`.
fn faults(text: &str, expected: &str) -> Vec<String> {
    let is_chinese = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let language = if is_chinese { Language::Chinese } else { Language::English };
    let read = parse_languages(text, language, true);
    let clauses: Vec<(String, String)> = read
        .iter()
        .flat_map(|it| &it.1.clauses)
        .map(|it| (it.id.to_string(), flat(&it.text)))
        .collect();
    let holds = |line: &str| match (line.strip_prefix("!! "), line.split_once(" = ")) {
        (Some(words), _) => !clauses.iter().any(|it| it.1.contains(&flat(words))),
        (None, Some((id, words))) => {
            clauses.iter().any(|it| it.0 == id && it.1.starts_with(&flat(words)))
        }
        (None, None) => false,
    };
    let wrong = expected.trim().lines().filter(|it| !holds(it));
    wrong.map(|it| format!("{it}\n    found {clauses:?}")).collect()
}

#[test]
fn each_trap_is_read_right() {
    let traps: Vec<&str> = TRAPS.split("=== ").skip(1).collect();
    assert!(traps.len() >= 40);
    let wrong: Vec<String> = traps
        .into_iter()
        .flat_map(|trap| {
            let (name, rest) = trap.split_once('\n').unwrap();
            let (text, expected) = rest.rsplit_once("---\n").unwrap();
            faults(text, expected).into_iter().map(move |it| format!("{name}: {it}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
