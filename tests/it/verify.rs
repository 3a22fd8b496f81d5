//! `verify`: statements that are the plan's words, altered, of another agreement, or invented.

use std::sync::LazyLock;

use clausebot::{
    assistant::Assistant,
    verify::{Report, Verdict},
};

use proptest::prelude::*;

/// Statements with the letter of the expected verdict: `=` exact, `~` differs, `#` other figures or words with the same
/// figures, `-` absent; and the clause, where there is one.
const STATEMENTS: &str = include_str!("../verify.txt");

fn letter(verdict: &Verdict) -> char {
    match verdict {
        Verdict::Exact(_) => '=',
        Verdict::Differs(..) => '~',
        Verdict::SameFigures(..) => '#',
        Verdict::OtherFigure(..) => '!',
        Verdict::Absent => '-',
    }
}

/// `= 3.6`, one for each statement.
fn verdicts(assistant: &Assistant, report: &Report) -> Vec<String> {
    let clause = |verdict: &Verdict| {
        let (_, provision) = assistant.library().clause(verdict.place()?.clause)?;
        Some(format!(" {}", provision.id))
    };
    let verdict = |it: &Verdict| format!("{}{}", letter(it), clause(it).unwrap_or_default());
    report.statements.iter().map(|it| verdict(&it.verdict)).collect()
}

#[test]
fn statements_get_their_verdicts() {
    let assistant = Assistant::shipped().unwrap();
    let mut wrong = Vec::new();
    for line in STATEMENTS.lines().filter(|it| !it.is_empty() && !it.starts_with("//")) {
        let (expected, statement) = line.split_once('\t').unwrap();
        let report = assistant.verify(statement).unwrap();
        let found = verdicts(&assistant, &report).join(", ");
        if found != expected {
            wrong.push(format!("expected {expected}, found {found}: {statement}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_changed_digit_is_found() {
    let assistant = Assistant::shipped().unwrap();
    for (_, agreement, provision) in assistant.library().clauses() {
        for (_, text) in provision.texts.iter() {
            for (at, digit) in text.text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
                let mut changed = text.text.clone();
                let other = if digit == '9' { "8" } else { "9" };
                changed.replace_range(at..=at, other);
                let report = assistant.verify(&changed).unwrap();
                let is_found = report.statements.iter().any(|it| {
                    it.span.start <= at && at < it.span.end && !it.verdict.is_confirmed()
                });
                assert!(is_found, "{} {}: {changed}", agreement.id, provision.id);
            }
        }
    }
}

#[test]
fn all_words_of_the_documents_are_confirmed() {
    let assistant = Assistant::shipped().unwrap();
    for (_, _, provision) in assistant.library().clauses() {
        for (_, text) in provision.texts.iter() {
            let report = assistant.verify(&text.text).unwrap();
            for it in &report.statements {
                let words = it.span.of(&text.text).unwrap();
                assert!(it.verdict.is_confirmed(), "{}: {words}: {:?}", provision.id, it.verdict);
            }
        }
    }
}

#[test]
fn the_clause_that_a_text_names_is_compared() {
    let assistant = Assistant::shipped().unwrap();
    let misquoted = |text: &str| {
        let report = assistant.verify(text).unwrap();
        report.statements.iter().map(|it| it.misquoted.is_some()).collect::<Vec<_>>()
    };
    let words = "“自2022年起5年内从东盟国家进口1500亿美元农产品”";
    assert_eq!(misquoted(&format!("第3.6条写明{words}。")), [false]);
    assert_eq!(misquoted(&format!("第3.7条写明{words}。")), [true]);
    assert_eq!(misquoted(&format!("第三部分写明{words}。")), [false]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn statements_are_spans_in_order(
        text in "([“”「」\"…。，：\n.-]|第3.6条规定，|自2022年起5年内从东盟国家进口|1500亿美元|US\\$150 billion|agricultural products |\\PC){0,24}",
    ) {
        static ASSISTANT: LazyLock<Assistant> = LazyLock::new(|| Assistant::shipped().unwrap());
        let report = ASSISTANT.verify(&text).unwrap();
        let mut end = 0;
        for it in &report.statements {
            prop_assert!(it.span.start >= end && it.span.of(&text).is_some());
            end = it.span.end;
            if let Some(place) = it.verdict.place() {
                prop_assert!(place.words(ASSISTANT.library()).is_some());
            }
        }
    }
}
