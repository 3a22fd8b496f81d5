//! The program as a process: arguments, output, exit codes.

use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::Value;

/// Runs the program with nothing of this environment.
pub(crate) fn clausebot(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_clausebot"))
        .args(arguments)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that ends early does not read all of its input.
    _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn code(arguments: &[&str]) -> Option<i32> {
    clausebot(arguments, b"").status.code()
}

#[test]
fn exit_codes_are_those_of_grep() {
    assert_eq!(code(&["ask", "3.6"]), Some(0));
    assert_eq!(code(&["ask", "hello"]), Some(0));
    assert_eq!(code(&["ask", "Who won the World Cup?"]), Some(1));
    assert_eq!(code(&["ask", "5.7"]), Some(1));
    assert_eq!(code(&["clause", "preamble"]), Some(0));
    assert_eq!(code(&["clause", "9.9"]), Some(1));
    assert_eq!(code(&["clause", "vaccines"]), Some(2));
    assert_eq!(code(&["outline"]), Some(0));
    assert_eq!(code(&["check"]), Some(0));
    assert_eq!(code(&["no-such-command"]), Some(2));
    assert_eq!(code(&["ask", "--language", "fr", "3.6"]), Some(2));
    assert_eq!(code(&["--library", "/nowhere", "ask", "3.6"]), Some(2));
    assert_eq!(code(&["--config", "/nowhere.toml", "ask", "3.6"]), Some(2));
}

#[test]
fn a_question_may_come_from_standard_input() {
    let output = clausebot(&["ask"], "第三條第六款\n".as_bytes());
    assert!(out(&output).contains("第3.6條"), "{}", out(&output));
}

#[test]
fn faults_are_told_on_standard_error() {
    let output = clausebot(&["--library", "/nowhere", "ask", "3.6"], b"");
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.starts_with("clausebot: cannot read the library folder `/nowhere`: "), "{error}");
    assert_eq!(output.stdout, b"");
}

#[test]
fn the_json_object_has_every_field_of_the_contract() {
    let output = clausebot(&["ask", "--format", "json", "中国向东盟提供多少剂新冠疫苗？"], b"");
    let object: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(object["language"], "zh-Hans");
    assert_eq!(object["kind"], "clauses");
    assert_eq!(object["document"], "china-asean-2022-2025");
    assert_eq!(object["section"], Value::Null);
    assert!(object["elapsed_us"].is_u64());
    assert!(object["suggestions"].is_array());
    let best = &object["matches"][0];
    assert_eq!(
        (&best["document"], &best["clause"], &best["section"]),
        (&"china-asean-2022-2025".into(), &"2.1".into(), &"2".into())
    );
    assert!(best["score"].as_f64().is_some_and(|it| (0.0..=1.0).contains(&it)));
    assert!(best["text"]["zh"].as_str().unwrap().contains("1.5亿剂"));
    assert!(best["text"]["en"].as_str().unwrap().contains("150 million doses"));
    assert!(best["commitments"].is_array());
}

#[test]
fn json_lines_are_answered_in_order_whatever_is_between() {
    let long = format!("{{\"id\":\"long\",\"q\":\"{}\"}}", "x".repeat(3 << 20));
    let input = [
        r#"{"id":"a","q":"3.6","language":"zh-TW"}"#,
        "no json",
        r#"{"id":7,"q":"第四章"}"#,
        r#"{"id":"c"}"#,
        "",
        &long,
        r#"{"id":"d","q":"Who won the World Cup?"}"#,
        r#"{"id":"e","q":"hi","language":"xx"}"#,
        r#"{"id":"f","q":"5.7"}"#,
    ]
    .join("\n");
    let mut bytes = input.into_bytes();
    bytes.extend(b"\n\xff\xfe\n{\"id\":\"g\",\"q\":\"\"}");
    let output = clausebot(&["ask", "--jsonl"], &bytes);
    let lines: Vec<Value> =
        out(&output).lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    let shown: Vec<String> = lines
        .iter()
        .map(|it| match it.get("error") {
            Some(_) => format!("{} error", it["id"]),
            None => format!("{} {} {}", it["id"], it["kind"], it["language"]),
        })
        .collect();
    assert_eq!(
        shown,
        [
            r#""a" "clauses" "zh-Hant""#,
            "null error",
            r#"7 "section" "zh-Hans""#,
            r#""c" error"#,
            "null error",
            r#""d" "none" "en""#,
            r#""e" error"#,
            r#""f" "none" "zh-Hans""#,
            "null error",
            r#""g" "help" "zh-Hans""#,
        ]
    );
    assert_eq!(lines[2]["section"], "4");
    assert_eq!(lines[7]["suggestions"][0]["clause"], "5.6");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_conversation_goes_from_clause_to_clause() {
    let input = "下一条\n3.6\nnext\nprevious\nlanguage en\n东盟中心地位\nlanguage xx\nlanguage auto\nhelp\nquit\n3.7\n";
    let text = out(&clausebot(&["--language", "zh-Hans", "chat"], input.as_bytes()));
    let places: Vec<usize> = [
        "尚未显示任何条款",
        "第3.6条",
        "第3.7条",
        "Replies are in English",
        "clause 1.2",
        "Unknown language “xx”",
        "follow the language",
    ]
    .iter()
    .map(|it| text.find(it).unwrap_or_else(|| panic!("no {it}: {text}")))
    .collect();
    assert!(places.is_sorted(), "{places:?}\n{text}");
    assert_eq!(text.matches("第3.7条").count(), 1, "{text}");
}

#[test]
fn colour_only_where_it_is_wanted() {
    assert!(!out(&clausebot(&["ask", "3.6"], b"")).contains('\u{1b}'));
    assert!(out(&clausebot(&["--color", "always", "ask", "3.6"], b"")).contains('\u{1b}'));
}

#[test]
fn helps_completions_and_manual() {
    let help = out(&clausebot(&["--help"], b""));
    assert!(help.contains("Answer a question"), "{help}");
    let chinese = Command::new(env!("CARGO_BIN_EXE_clausebot"))
        .arg("--help")
        .env_clear()
        .env("LANG", "zh_CN.UTF-8")
        .output()
        .unwrap();
    assert!(out(&chinese).contains("回答一个问题"), "{}", out(&chinese));
    let secret = Command::new(env!("CARGO_BIN_EXE_clausebot"))
        .args(["serve", "--help"])
        .env_clear()
        .env("CLAUSEBOT_REDIS", "redis://:HUNTER2@redis")
        .output()
        .unwrap();
    let help = out(&secret);
    assert!(help.contains("CLAUSEBOT_REDIS") && !help.contains("HUNTER2"), "{help}");
    for shell in ["bash", "zsh", "fish"] {
        assert!(out(&clausebot(&["completions", shell], b"")).contains("outline"), "{shell}");
    }
    assert!(out(&clausebot(&["man"], b"")).contains(".TH"));
    assert!(out(&clausebot(&["--version"], b"")).starts_with("clausebot "));
}

#[test]
fn settings_come_from_file_environment_and_flags() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("clausebot.toml");
    std::fs::write(&file, "language = \"zh-Hant\"\n").unwrap();
    let ask =
        |file: &Path| out(&clausebot(&["--config", file.to_str().unwrap(), "ask", "ARMAC"], b""));
    assert!(ask(&file).contains("第2.4條"));
    std::fs::write(&file, "langage = \"zh-Hant\"\n").unwrap();
    let output = clausebot(&["--config", file.to_str().unwrap(), "ask", "ARMAC"], b"");
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("langage") && error.contains("line 1"), "{error}");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn the_settings_of_the_bot_are_dumped_and_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("clausebot.toml");
    let path = file.to_str().unwrap();
    let arguments = ["serve", "--dump-config", "--allow-chats", "-100,11", "--no-store"];
    let dumped = out(&clausebot(&arguments, b""));
    for line in ["allow-chats = [-100, 11]  # `--allow-chats`", "store = false  # `--no-store`"] {
        assert!(dumped.lines().any(|it| it == line), "{dumped}");
    }
    std::fs::write(&file, &dumped).unwrap();
    let again = out(&clausebot(&["serve", "--dump-config", "--config", path], b""));
    assert!(again.contains("allow-chats = [-100, 11]"), "{again}");
    let wrong = ["serve", "--config", path, "--rate-user", "-1", "--monitor", "here"];
    let output = clausebot(&wrong, b"");
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), error.lines().count()), (Some(2), 2), "{error}");
    assert!(error.contains("`--rate-user`") && error.contains("`--monitor`"), "{error}");
}

#[test]
fn questions_are_measured() {
    let folder = tempfile::tempdir().unwrap();
    let questions = folder.path().join("questions.jsonl");
    let lines = [
        r#"{"id": "a", "q": "3.6", "lang": "en", "kind": "number", "gold": ["3.6"]}"#,
        r#"{"id": "b", "q": "haze", "lang": "en", "kind": "topic", "gold": ["1.1"]}"#,
        r#"{"id": "c", "q": "who won the world cup", "lang": "en", "kind": "none", "gold": []}"#,
    ];
    std::fs::write(&questions, lines.join("\n")).unwrap();
    let path = questions.to_str().unwrap();
    let report: Value =
        serde_json::from_str(&out(&clausebot(&["eval", path, "--format", "json"], b""))).unwrap();
    assert_eq!(report["groups"][0]["n"], 2);
    assert_eq!(report["groups"][0]["first"], 1);
    assert_eq!(report["refused"], 1);
    let wrong = out(&clausebot(&["--language", "en", "eval", path, "--show", "wrong"], b""));
    assert!(wrong.contains("b (topic) “haze”: wanted 1.1, got 4.6"), "{wrong}");
    std::fs::write(&questions, "{").unwrap();
    assert_eq!(code(&["eval", path]), Some(2));
}

#[test]
fn a_collection_is_measured() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    file(
        "docs.jsonl",
        "{\"id\": \"x\", \"text\": \"扩大农产品贸易。\", \"lang\": \"zh\"}\n{\"id\": \"y\", \"text\": \"Build railways for farm produce.\", \"lang\": \"en\"}\n",
    );
    file(
        "queries.jsonl",
        "{\"id\": \"1\", \"text\": \"農產品怎麼辦\", \"lang\": \"zh\"}\n{\"id\": \"2\", \"text\": \"a railway?\", \"lang\": \"en\"}\n",
    );
    file(
        "qrels.jsonl",
        "{\"qid\": \"1\", \"did\": \"x\", \"rel\": 1}\n{\"qid\": \"2\", \"did\": \"y\", \"rel\": 1}\n",
    );
    let run = folder.path().join("run.tsv");
    let arguments = [
        "eval",
        "--collection",
        folder.path().to_str().unwrap(),
        "--run",
        run.to_str().unwrap(),
        "--format",
        "json",
    ];
    let report: Value = serde_json::from_str(&out(&clausebot(&arguments, b""))).unwrap();
    assert_eq!(report["hit_1"], 1.0);
    assert_eq!(std::fs::read_to_string(run).unwrap(), "1\tx\n1\ty\n2\ty\n2\tx\n");
}

#[test]
fn an_answer_is_explained() {
    let explained = out(&clausebot(&["--language", "en", "ask", "--explain", "eductaion"], b""));
    for part in ["“eductaion” was taken for “education”", "5.1: text", "answered: confidence"]
    {
        assert!(explained.contains(part), "{explained}");
    }
}

#[test]
fn a_refusal_is_explained_by_a_clause_that_could_answer() {
    // The second clause is certain enough, and ranks too low.
    let question = "從重慶出發，先上火車再轉船到新加坡的貨運路線";
    let explained = out(&clausebot(&["--language", "en", "ask", "--explain", question], b""));
    let verdict = explained.lines().last().unwrap_or_default();
    let numbers: Vec<f32> = verdict.split(' ').filter_map(|it| it.parse().ok()).collect();
    match (verdict.starts_with("refused: "), numbers.as_slice()) {
        (true, [confidence, threshold]) => assert!(confidence < threshold, "{explained}"),
        (false, [confidence, threshold]) => assert!(confidence >= threshold, "{explained}"),
        _ => panic!("{explained}"),
    }
}
