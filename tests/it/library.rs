//! A library of other agreements than the shipped plan.

use std::fs;

use serde_json::Value;

use super::program::{clausebot, out};

const PACT: &str = "Harbour Pact\n\nSigned on 3 May 2021\n\nThe Parties, wishing to keep the harbour open,\nhave agreed as follows:\n\nArticle 1\nScope\n\n1. This Pact applies to the harbour\nof Lunn.\n\n2. It does not apply to warships.\n\nArticle 2: Dues\n\n1. Each vessel pays a tariff of 40 crowns.\n\n2. Fishing boats pay nothing.\n";
const LAW: &str = "港务条例\n\n第一章　总则\n\n第一条　为了维护港口秩序，制定本条例。\n\n第二条　本条例适用于所有船舶。\n\n第二章　费用\n\n第三条　渔船免收港务费。\n捕捞许可另行规定。\n";

fn ask(question: &str) -> Value {
    let root = tempfile::tempdir().unwrap();
    for (name, file, text) in [("pact", "en.txt", PACT), ("rules", "zh.txt", LAW)] {
        fs::create_dir(root.path().join(name)).unwrap();
        fs::write(root.path().join(name).join(file), text).unwrap();
    }
    let library = root.path().to_str().unwrap();
    let output = clausebot(&["--library", library, "ask", "--format", "json", question], b"");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", out(&output)))
}

fn best(question: &str) -> String {
    let answer = ask(question);
    let best = &answer["matches"][0];
    format!(
        "{} {}",
        best["document"].as_str().unwrap_or("-"),
        best["clause"].as_str().unwrap_or("-")
    )
}

#[test]
fn a_folder_with_a_text_is_enough() {
    assert_eq!(best("Do fishing boats pay?"), "pact 2.2");
    assert_eq!(best("warships"), "pact 1.2");
    assert_eq!(best("article 2(1)"), "pact 2.1");
    assert_eq!(best("渔船要交港务费吗"), "rules 3");
    assert_eq!(best("第二条"), "rules 2");
    assert_eq!(best("第二章第三条"), "rules 3");
    assert_eq!(best("whale watching"), "- -");
}

#[test]
fn words_of_every_agreement_join_the_languages() {
    // The pact has no Chinese text and no glossary of its own.
    assert_eq!(best("关税"), "pact 2.1");
}

/// What the terminal says of a question on a bylaw whose glossary has these words, with the reasons.
fn of_pets(narrower: &str, question: &str) -> String {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("pets");
    fs::create_dir(&folder).unwrap();
    let text = "Pets Bylaw\n\n1. Pets may travel by ferry.\n\n2. Bicycles pay a fee.\n";
    fs::write(folder.join("en.txt"), text).unwrap();
    let glossary = format!("[[concept]]\nid = \"pets\"\nen = [\"pet\"]\n{narrower}\n");
    fs::write(folder.join("glossary.toml"), glossary).unwrap();
    let library = root.path().to_str().unwrap();
    out(&clausebot(&["--library", library, "ask", "--language", "en", "--explain", question], b""))
}

#[test]
fn a_kind_is_answered_by_the_clause_on_the_whole() {
    let narrower = "narrower.en = [\"quokka\", \"blue quokka\"]";
    let kind = of_pets(narrower, "may quokkas come along?");
    assert!(kind.contains("answered: ") && kind.contains("“quokkas” is a kind of: pets"), "{kind}");
    let longer = of_pets(narrower, "blue quokkas");
    assert!(longer.contains("“blue quokkas” is a kind of: pets\n1: "), "{longer}");
    let refused = of_pets("", "may quokkas come along?");
    assert!(refused.contains("refused: "), "{refused}");
}

/// What the terminal says of a question on rules with one clause, with the reasons.
fn of_rules(clause: &str, question: &str) -> String {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("rules")).unwrap();
    fs::write(root.path().join("rules/zh.txt"), format!("巡护办法\n\n第一条　{clause}\n")).unwrap();
    let library = root.path().to_str().unwrap();
    out(&clausebot(&["--library", library, "ask", "--language", "en", "--explain", question], b""))
}

#[test]
fn a_character_inside_another_word_is_half_of_it() {
    let question = "要走多少路";
    let covered = |clause: &str, share: &str| {
        let explained = of_rules(clause, question);
        let line = explained.lines().find(|it| it.starts_with("“走”")).unwrap_or_default();
        assert!(line.ends_with(share), "{explained}");
    };
    covered("巡护员每天走二十公里。", "covered 1.00");
    covered("双方合作打击走私。", "covered 0.50");
}

#[test]
fn no_word_begins_inside_a_question_word() {
    let explained = of_rules("本办法有效期五年，为青少年开放。", "办法管多少年");
    assert!(!explained.contains("“少年”"), "{explained}");
    let explained = of_rules("卡车不得在本国装货。", "卡车能不能装货");
    assert!(!explained.contains("“不能”"), "{explained}");
}

/// The clauses with commitments in a text: in a library, and as a plain text. Each clause promises an amount,
/// so that all are listed with their words.
fn clauses_both_ways(language: &str, text: &str) -> [String; 2] {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("pact").join(format!("{language}.txt"));
    fs::create_dir(root.path().join("pact")).unwrap();
    fs::write(&file, text).unwrap();
    let read = |from: &[&str], file: &[&str]| {
        let options = ["--language", language, "commitments", "--format", "jsonl"];
        let rows = out(&clausebot(&[from, &options, file].concat(), b""));
        let rows = rows.lines().map(|it| serde_json::from_str::<Value>(it).unwrap());
        let word = |it: &Value| it.as_str().unwrap().to_owned();
        let rows = rows.map(|it| format!("{}: {}", word(&it["clause"]), word(&it["quote"])));
        rows.collect::<Vec<_>>().join("\n")
    };
    let library = read(&["--library", root.path().to_str().unwrap()], &[]);
    [library, read(&[], &["--text", file.to_str().unwrap()])]
}

#[test]
fn a_file_reads_alike_in_a_library_and_as_a_text() {
    for (language, text, wanted) in [
        (
            "zh",
            "合作协议\n第一条 甲方将提供1亿元。\n第二条 乙方将提供2亿元。\n第二节 附则\n第三条 丙方将提供3亿元。\n",
            "1: 甲方将提供1亿元。\n2: 乙方将提供2亿元。\n3: 丙方将提供3亿元。",
        ),
        (
            "en",
            "Pact Agreement\nArticle 1 Party A will provide $1 million.\nArticle 2 Party B will provide $2 million.\nSection 2 Finance\nArticle 3 Party C will provide $3 million.\n",
            "1: Party A will provide $1 million.\n2: Party B will provide $2 million.\n3: Party C will provide $3 million.",
        ),
        (
            "zh",
            "合作协议\n第一条 甲方将提供1亿元。\n附件一\n第一条 乙方将提供5\n亿美元。\n",
            "1: 甲方将提供1亿元。\nannex-1.1: 乙方将提供5亿美元。",
        ),
        (
            "en",
            "Pact Agreement\n\nArticle 1\n\nParty A will provide $1 million.\n\nANNEX I\n\nArticle 1\n\nParty B will provide $100\nbillion.\n",
            "1: Party A will provide $1 million.\nannex-1.1: Party B will provide $100 billion.",
        ),
    ] {
        assert_eq!(clauses_both_ways(language, text), [wanted, wanted]);
    }
}

#[test]
fn annexes_and_inserted_articles_are_asked_for_by_number() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("pact")).unwrap();
    let text =
        "合作协议\n第一条 甲。\n第十二条 乙。\n第十二条之一 丙。\n附件一 名单\n第一条 丁。\n";
    fs::write(root.path().join("pact/zh.txt"), text).unwrap();
    let library = root.path().to_str().unwrap();
    let ask = |question: &str| {
        let answer = clausebot(&["--library", library, "ask", "--format", "json", question], b"");
        let answer: Value = serde_json::from_slice(&answer.stdout).unwrap();
        answer["matches"][0]["clause"].as_str().unwrap_or("-").to_owned()
    };
    assert_eq!(ask("第十二条之一"), "12-1");
    assert_eq!(ask("附件一第一条"), "annex-1.1");
    assert_eq!(ask("第一条"), "1");
    let shown = |locale: &str, id: &str| {
        out(&clausebot(&["--library", library, "--language", locale, "clause", id], b""))
    };
    assert_eq!(shown("zh-Hans", "annex-1.1").matches('丁').count(), 1);
    let first = |locale, id| shown(locale, id).lines().next().unwrap_or_default().to_owned();
    assert_eq!(first("zh-Hans", "annex-1.1"), "《合作协议》附件一第一条");
    assert_eq!(first("en", "annex-1.1"), "合作协议, 附件一第一条");
    assert_eq!(first("en", "1"), "合作协议, 第一条");
}

#[test]
fn footnotes_are_shown_with_the_clause_that_calls_them() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("charter")).unwrap();
    let text = "Charter of the Lake\n\nArticle 1. The Lake is common property.[1]\n\nArticle 2. Fishing \
        needs a licence.\n\n[1] See the treaty of 1950.\n";
    fs::write(root.path().join("charter/en.txt"), text).unwrap();
    let library = root.path().to_str().unwrap();
    let shown = |id: &str| out(&clausebot(&["--library", library, "clause", id], b""));
    assert!(shown("1").contains("Footnote\n  [1] See the treaty of 1950."), "{}", shown("1"));
    assert!(!shown("2").contains("treaty"), "{}", shown("2"));
    let json = clausebot(&["--library", library, "clause", "1", "--format", "json"], b"");
    let json: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json["matches"][0]["notes"][0]["text"], "See the treaty of 1950.");
}

/// Pipes, devices and links out of a document's folder are refused: nothing waits for them,
/// and nothing of them is read.
#[cfg(unix)]
#[test]
fn only_regular_files_of_the_folder_are_read() {
    use std::{os::unix::fs::symlink, process::Command};

    let root = tempfile::tempdir().unwrap();
    let secret = root.path().join("secret.txt");
    fs::write(&secret, "Secret Pact\n\nArticle 1\n\n1. The password is swordfish.\n").unwrap();
    let library = root.path().join("library");
    let folder = |name: &str| {
        let path = library.join(name);
        fs::create_dir_all(&path).unwrap();
        path
    };
    fs::write(folder("good").join("en.txt"), PACT).unwrap();
    let pipe = folder("pipe").join("en.txt");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    symlink("/dev/zero", folder("zero").join("en.txt")).unwrap();
    symlink("/dev/stdin", folder("stdin").join("en.txt")).unwrap();
    symlink(&secret, folder("link").join("en.txt")).unwrap();
    symlink("en.txt", folder("loop").join("en.txt")).unwrap();
    symlink(&library, folder("inner").join("zh.txt")).unwrap();
    fs::create_dir(folder("folder").join("en.txt")).unwrap();
    let within = folder("within");
    fs::write(within.join("text"), LAW).unwrap();
    symlink("text", within.join("zh.txt")).unwrap();
    let library = library.to_str().unwrap();
    let ask = |question: &str| {
        out(&clausebot(&["--library", library, "ask", "--format", "json", question], b""))
    };
    assert!(ask("Do fishing boats pay?").contains("\"pact\"") || ask("warships").contains("good"));
    assert!(ask("渔船要交港务费吗").contains("within"), "a link within the folder");
    assert!(!ask("password").contains("swordfish"));
    let checked = clausebot(&["--library", library, "--language", "en", "check"], b"");
    let said = out(&checked) + &String::from_utf8_lossy(&checked.stderr);
    assert!(!said.contains("swordfish"), "{said}");
    for name in ["pipe", "zero", "stdin", "link"] {
        assert!(said.contains(&format!("{name}/en.txt")), "{name}: {said}");
    }
}
