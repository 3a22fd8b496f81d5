//! A library of other people's agreements.

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
