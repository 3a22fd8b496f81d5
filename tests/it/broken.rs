//! The problems that `clausebot check` reports in invalid documents.

use std::{fs, path::Path};

use super::program::{clausebot, out};

/// A plan without a fault, in both languages.
const CHINESE: &str = "合作计划\n\n2024-05-01\n\n双方宣布如下。\n\n1. 贸易\n\n1.1 扩大贸易；\n\n1.2 降低关税；\n\n1.3 便利通关。\n\n2. 卫生\n\n2.1 提供疫苗；\n\n2.2 培训医生。\n";
const ENGLISH: &str = "Plan of Cooperation\n\n2024-05-01\n\nBoth sides declare as follows.\n\n1. Trade\n\n1.1 Expand trade;\n\n1.2 Lower tariffs;\n\n1.3 Facilitate customs.\n\n2. Health\n\n2.1 Provide vaccines;\n\n2.2 Train doctors.\n";

/// The output of `check` on such a folder, and its exit code.
fn check(write: impl Fn(&Path)) -> (String, Option<i32>) {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("plan");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("zh.txt"), CHINESE).unwrap();
    fs::write(folder.join("en.txt"), ENGLISH).unwrap();
    write(&folder);
    let output = clausebot(&["check", root.path().to_str().unwrap()], b"");
    let text = out(&output).replace(&format!("{}/", root.path().display()), "");
    (text, output.status.code())
}

#[track_caller]
fn assert_problem(write: impl Fn(&Path), problem: &str) {
    let (text, code) = check(write);
    assert!(text.lines().any(|it| it.starts_with(problem)), "{text}");
    assert_eq!(code, Some(2), "{text}");
}

#[test]
fn a_good_document_has_no_problem() {
    let (text, code) = check(|_| ());
    assert_eq!(
        text,
        "plan: 2 sections, 5 clauses and a preamble, zh, en; 0 concepts\nno errors, no warnings\n"
    );
    assert_eq!(code, Some(0));
}

#[test]
fn numbers_that_do_not_run_on() {
    let with = |from: &str, to: &str| {
        let text = CHINESE.replace(from, to);
        move |folder: &Path| fs::write(folder.join("zh.txt"), &text).unwrap()
    };
    assert_problem(
        with("1.2 降低关税；\n\n", ""),
        "plan/zh.txt:11: error: clause 1.2 is missing before this one",
    );
    assert_problem(
        with("1.3", "1.2"),
        "plan/zh.txt:13: error: clause 1.2 stands a second time; first in line 11",
    );
    assert_problem(with("1.2", "1.9"), "plan/zh.txt:13: error: clause 1.3 stands after 1.9");
    assert_problem(
        with("2. 卫生", "1. 卫生"),
        "plan/zh.txt:15: error: section 1 stands a second time; first in line 7",
    );
    assert_problem(
        with("1. 贸易", "3. 贸易"),
        "plan/zh.txt:15: error: section 2 stands after section 3",
    );
    assert_problem(
        with("2. 卫生", "4. 卫生"),
        "plan/zh.txt:15: error: sections 2 to 3 are missing before this one",
    );
    assert_problem(with("2.1", "1.4"), "plan/zh.txt:17: error: clause 1.4 stands in section 2");
}

#[test]
fn what_one_language_lacks() {
    let english = ENGLISH.replace("2.2 Train doctors.\n", "");
    assert_problem(
        |it| fs::write(it.join("en.txt"), &english).unwrap(),
        "plan/zh.txt:19: error: clause 2.2 is in the Chinese text only",
    );
}

#[test]
fn a_translators_slip() {
    let chinese = CHINESE.replace("2.1 提供疫苗", "2.1 中方自2022年起5年内提供1.5亿剂疫苗");
    let both = |folder: &Path, english: &str| {
        fs::write(folder.join("zh.txt"), &chinese).unwrap();
        fs::write(folder.join("en.txt"), ENGLISH.replace("2.1 Provide vaccines", english)).unwrap();
    };
    let right =
        "2.1 China will provide 150 million doses of vaccines within five years starting from 2022";
    let (text, code) = check(|it| both(it, right));
    assert_eq!(code, Some(0), "{text}");
    assert_problem(
        |it| both(it, &right.replace("150 million", "15 million")),
        "plan/en.txt:17: error: clause 2.1 has “15 million doses” in the English text only",
    );
    assert_problem(
        |it| both(it, &right.replace("2022", "2023")),
        "plan/zh.txt:17: error: clause 2.1 has “2022” in the Chinese text only",
    );
    assert_problem(
        |it| both(it, &right.replace("five", "four")),
        "plan/en.txt:17: error: clause 2.1 has “2022–2025” in the English text only",
    );
}

#[test]
fn files_that_are_no_text() {
    assert_problem(
        |it| fs::write(it.join("zh.txt"), b"\x7fELF\0\0\x01\0").unwrap(),
        "plan/zh.txt:1: error: the file is no text in any known encoding",
    );
    assert_problem(
        |it| fs::write(it.join("zh.txt"), "").unwrap(),
        "plan/zh.txt:1: error: the file has no text",
    );
    assert_problem(
        |it| fs::write(it.join("zh.txt"), "a".repeat(50_000_000)).unwrap(),
        "plan/zh.txt:1: error: the file has 50000000 bytes; at most 16777216 are read",
    );
    assert_problem(
        |it| fs::write(it.join("zh.txt"), format!("题\n\n{}", "a".repeat(300_000))).unwrap(),
        "plan/zh.txt:3: error: the line has 300000 bytes",
    );
    assert_problem(
        |it| {
            fs::remove_file(it.join("zh.txt")).unwrap();
            fs::create_dir(it.join("zh.txt")).unwrap();
        },
        "plan/zh.txt:1: error: the file cannot be read",
    );
    assert_problem(
        |it| {
            fs::remove_file(it.join("zh.txt")).unwrap();
            fs::remove_file(it.join("en.txt")).unwrap();
            fs::write(it.join("document.toml"), "").unwrap();
        },
        "plan:1: error: no document here",
    );
}

#[test]
fn settings_that_are_wrong() {
    assert_problem(
        |it| fs::write(it.join("document.toml"), "\nid = 3\n").unwrap(),
        "plan/document.toml:2: error: invalid type",
    );
    assert_problem(
        |it| fs::write(it.join("glossary.toml"), "[[concept]]\nid = \"a\"\n").unwrap(),
        "plan/glossary.toml:1: error: concept `a` has no word",
    );
    assert_problem(
        |it| {
            fs::write(
                it.join("glossary.toml"),
                "[[concept]]\nid = \"a\"\nzh = [\"疫苗\"]\nclauses = [\"9.9\"]\n",
            )
            .unwrap();
        },
        "plan/glossary.toml:4: error: “a” names clause 9.9, which the document has not",
    );
}

#[test]
fn expected_questions_that_are_wrong() {
    let with = |questions: &'static str| {
        move |it: &Path| fs::write(it.join("questions.toml"), questions).unwrap()
    };
    assert_problem(
        with("[[clause]]\nid = \"9.9\"\nzh = [\"疫苗\"]\n"),
        "plan/questions.toml:2: error: “[[clause]]” names clause 9.9, which the document has not",
    );
    assert_problem(
        with("[[clause]]\nid = \"1.1\"\nzh = [\"?\"]\n"),
        "plan/questions.toml:3: error: question `?`: expected letters or digits",
    );
    let (text, code) = check(with("[[clause]]\nid = \"1.1\"\nen = [\"tariffs\"]\n"));
    let warning = "plan/questions.toml:2: warning: clause 1.2 has no expected question";
    assert!(text.lines().any(|it| it.starts_with(warning)), "{text}");
    assert_eq!(code, Some(0));
}

#[test]
fn what_is_worth_a_look_is_no_error() {
    let text = CHINESE.replace("1.2 降低", "— 3 —\n\n1.2 降低");
    let (text, code) = check(|it| fs::write(it.join("zh.txt"), &text).unwrap());
    assert!(text.starts_with("plan/zh.txt:11: warning: “— 3 —” belongs to no clause\n"), "{text}");
    assert_eq!(code, Some(0));
}

#[test]
fn what_is_too_long_to_be_a_clause() {
    let with = |text: String| move |folder: &Path| fs::write(folder.join("zh.txt"), &text).unwrap();
    assert_problem(
        with(CHINESE.replace("2.2 培训医生。", &format!("2.2 {}", "医".repeat(100_000)))),
        "plan/zh.txt:19: error: the line has 300004 bytes; a line may have 262144",
    );
    let long = format!("2.2 培训医生，\n\n{}", "医生和教师，\n\n".repeat(70_000));
    assert_problem(
        with(CHINESE.replace("2.2 培训医生。", &long)),
        "plan/zh.txt:19: error: clause 2.2 has",
    );
}

/// A document whose title, heading and clause have characters that are not seen or that turn the text around.
const STEERED: &str = "Plan\u{202e} of\u{200b} Work\n\n1. Tra\u{2066}de\n\n1.1 The Parties will pay $5\u{202e}00\u{2069} million\u{e0041}\u{e007f} for rail\u{feff}ways.\n\n1.2 The Parties will build \u{1b}[31mroads.\n";

#[test]
fn characters_that_steer_are_reported_and_never_shown() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("plan");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("en.txt"), STEERED).unwrap();
    let library = root.path().to_str().unwrap();
    let run = |arguments: &[&str], input: &str| {
        out(&clausebot(&[arguments, &["--library", library]].concat(), input.as_bytes()))
    };
    let checked = run(&["check", library], "");
    for (line, column, code) in [(1, 5, "U+202E"), (3, 7, "U+2066"), (5, 28, "U+202E")] {
        let problem = format!(
            "en.txt:{line}: warning: a character that is not seen, {code}, at column {column}"
        );
        assert!(checked.contains(&problem), "{problem} in {checked}");
    }
    let shown = [
        checked,
        run(&["ask", "railways"], ""),
        run(&["ask", "--color", "always", "1.1"], "").replace("\u{1b}[", ""),
        run(&["chat"], "railways\n1.2\n"),
        run(&["clauses"], ""),
        run(&["documents"], ""),
        run(&["commitments"], ""),
        run(&["commitments", "--chart"], ""),
        run(&["commitments", "--explain"], ""),
        run(&["ask", "--explain", "railways"], ""),
        run(&["verify"], "The Parties will pay $500 million for railways."),
    ];
    for text in shown {
        let steers =
            |c: char| clausebot::text::is_steering(c) || (c.is_control() && c != '\n' && c != '\t');
        assert!(!text.contains(steers), "{text:?}");
    }
    let json = run(&["ask", "--format", "json", "1.1"], "");
    assert!(json.contains('\u{202e}') || json.contains("\\u202e"), "{json}");
}
