//! The quantified commitments of the shipped plan, and questions about them.

use std::{fs, sync::LazyLock};

use clausebot::{
    answer::{Answer, Asked},
    assistant::Assistant,
    text::Locale,
};
use serde_json::Value;

use super::program::{clausebot, out};

static ASSISTANT: LazyLock<Assistant> = LazyLock::new(|| Assistant::shipped().unwrap());

/// Lines of JSON.
fn lines(arguments: &[&str]) -> Vec<Value> {
    out(&clausebot(arguments, b"")).lines().map(|it| serde_json::from_str(it).unwrap()).collect()
}

/// The main fields of a commitment, in a line.
fn shown(it: &Value) -> String {
    let word = |name: &str| match &it[name] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let fields = [
        "clause",
        "value",
        "unit",
        "currency",
        "start_year",
        "end_year",
        "actor",
        "beneficiary",
        "direction",
        "status",
        "per",
        "bound",
    ];
    fields.map(word).join(" | ")
}

#[test]
fn the_plan_makes_six_in_chinese() {
    let found: Vec<String> =
        lines(&["commitments", "--format", "jsonl"]).iter().map(shown).collect();
    assert_eq!(
        found,
        [
            "2.1 | 150000000 | dose | null | null | null | 中方 | 东盟国家 | gives | pledged | null | exact",
            "3.6 | 150000000000 | USD | USD | 2022 | 2026 | 中国 | 东盟国家 | imports | pledged | null | exact",
            "3.7 | 3000000 | USD | USD | null | null | 中方 | AMRO 中国技术援助信托基金 | gives | provided | null | exact",
            "3.13 | 1000 | item | null | null | null | 中国 | 东盟 | gives | pledged | null | exact",
            "3.13 | 300 | person | null | 2022 | 2026 | 中国 | 东盟青年科学家 | supports | pledged | null | exact",
            "4.3 | 1500000000 | USD | USD | 2022 | 2024 | 中国 | 东盟 | gives | pledged | null | exact",
        ]
    );
}

#[test]
fn the_translation_makes_the_same() {
    let of = |language: &str| {
        let rows = lines(&["--language", language, "commitments", "--format", "jsonl"]);
        let facts =
            ["clause", "value", "currency", "start_year", "end_year", "direction", "status", "per"];
        rows.iter().map(|row| facts.map(|it| row[it].to_string()).join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(of("zh"), of("en"));
    let english = lines(&["--language", "en", "commitments", "--format", "jsonl"]);
    for row in english {
        assert!(row["actor"].as_str().unwrap().contains("China"), "{row}");
        assert!(
            row["quote"].as_str().unwrap().contains(row["amount_text"].as_str().unwrap()),
            "{row}"
        );
    }
}

/// Clauses of the commitments that a question brings, or the best clause.
fn asked(question: &str) -> String {
    let asked = Asked::new(question, Locale::En);
    let clause = |at| ASSISTANT.library().clause(at).unwrap().1.id.to_string();
    match ASSISTANT.ask(&asked).unwrap().answer {
        Answer::Commitments(found) => format!(
            "all {}",
            found.iter().map(|it| clause(it.clause)).collect::<Vec<_>>().join(" ")
        ),
        Answer::Found(found) => clause(found[0].clause),
        other => format!("{other:?}").split([' ', '(', '{']).next().unwrap().to_owned(),
    }
}

#[test]
fn all_or_those_of_a_giver_or_a_year() {
    for (question, wanted) in [
        ("所有承诺", "all 2.1 3.6 3.7 3.13 3.13 4.3"),
        ("列出所有承諾", "all 2.1 3.6 3.7 3.13 3.13 4.3"),
        ("list all pledges", "all 2.1 3.6 3.7 3.13 3.13 4.3"),
        ("commitments by China", "all 2.1 3.6 3.7 3.13 3.13 4.3"),
        ("how much did China pledge", "all 2.1 3.6 3.7 3.13 3.13 4.3"),
        ("commitments by ASEAN", "all "),
        ("多少钱", "all 3.6 3.7 4.3"),
        ("谁出钱", "all 3.6 3.7 4.3"),
        ("all the money", "all 3.6 3.7 4.3"),
        ("2024年前要完成什么", "all 4.3"),
        ("what must happen by 2026", "all 3.6 3.13 4.3"),
        ("2030年前要完成什么", "all 3.6 3.13 4.3"),
    ] {
        assert_eq!(asked(question), wanted, "{question}");
    }
}

#[test]
fn by_amount_whatever_the_spelling() {
    for (question, wanted) in [
        ("1500亿是什么", "3.6"),
        ("一千五百亿", "3.6"),
        ("1500億美金", "3.6"),
        ("150bn", "3.6"),
        ("15亿", "4.3"),
        ("15亿美刀", "4.3"),
        ("$1.5bn", "4.3"),
        ("1.5亿", "2.1"),
        ("150 million shots", "2.1"),
        ("三百名", "3.13"),
        ("一千项是什么", "3.13"),
        ("3 million dollars", "3.7"),
    ] {
        assert_eq!(asked(question), wanted, "{question}");
    }
}

#[test]
fn another_amount_unit_or_currency_is_no_answer() {
    for question in
        ["$50 billion", "1500亿日元", "€1.5 billion", "15亿剂疫苗", "20億美元發展援助", "500名"]
    {
        assert_eq!(asked(question), "Nothing", "{question}");
    }
}

#[test]
fn any_text_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("text.txt");
    let text = "关于合作的公报\n\n一、成果\n\n2019年，双方贸易额达到640亿美元。\n\n二、安排\n\n甲方将自2023年起3年内向乙方提供20亿元人民币无偿援助。\n";
    fs::write(&file, text).unwrap();
    let rows = lines(&[
        "--language",
        "zh",
        "commitments",
        "--format",
        "jsonl",
        "--text",
        file.to_str().unwrap(),
    ]);
    assert_eq!(rows.len(), 1, "{rows:?}");
    let (start, end) =
        (rows[0]["start"].as_u64().unwrap() as usize, rows[0]["end"].as_u64().unwrap() as usize);
    assert_eq!(text.chars().skip(start).take(end - start).collect::<String>(), "20亿元人民币");
    assert_eq!(
        (&rows[0]["currency"], &rows[0]["start_year"], &rows[0]["end_year"]),
        (&"CNY".into(), &2023.into(), &2025.into())
    );
    let without = clausebot(&["commitments", "--text", file.to_str().unwrap()], b"");
    assert_eq!(without.status.code(), Some(2));
}

#[test]
fn csv_has_a_row_each_and_no_formula() {
    let text = out(&clausebot(&["commitments", "--format", "csv"], b""));
    assert_eq!(text.lines().count(), 7, "{text}");
    assert!(text.starts_with("document,clause,amount_text,value,"), "{text}");
    assert!(
        text.contains(
            "china-asean-2022-2025,3.6,1500 亿美元,150000000000,,exact,USD,USD,,2022,2026,"
        ),
        "{text}"
    );
}
