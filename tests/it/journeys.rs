//! Questions to the shipped plan, through the assistant.

use std::sync::LazyLock;

use clausebot::{
    answer::{Answer, Asked},
    assistant::{Answered, Assistant},
    text::Locale,
};

static ASSISTANT: LazyLock<Assistant> = LazyLock::new(|| Assistant::shipped().unwrap());

fn ask(question: &str) -> Answered {
    ASSISTANT.ask(&Asked::new(question, Locale::ZhHans)).unwrap()
}

/// The kind of answer: clauses, `section 4`, `none`, `help`.
fn answer(question: &str) -> String {
    let clause = |at| ASSISTANT.library().clause(at).unwrap().1.id.to_string();
    match ask(question).answer {
        Answer::Found(matches) => clause(matches[0].clause),
        Answer::Section(_, number) => format!("section {number}"),
        Answer::Outline(_) => "outline".to_owned(),
        Answer::NoSuchClause { number, gaps, .. } => {
            let nearest = gaps.iter().flat_map(|it| it.nearest).flatten().map(clause);
            format!("no {number}, but {}", nearest.collect::<Vec<_>>().join(" "))
        }
        Answer::NoSuchSection(number) => format!("no section {number}"),
        Answer::NoSuchDocument(name) => format!("no document {name}"),
        Answer::Nothing { .. } => "none".to_owned(),
        Answer::Help(_) => "help".to_owned(),
        Answer::Commitments(found) => format!("{} commitments", found.len()),
    }
}

#[test]
fn the_clause_that_answers() {
    for (question, wanted) in [
        ("中国向东盟提供多少剂新冠疫苗？", "2.1"),
        ("How much will China import from ASEAN farmers?", "3.6"),
        ("東協中心地位", "1.2"),
        ("ARMAC", "2.4"),
        ("扫雷", "2.4"),
        ("雷", "2.4"),
        ("湄公河", "none"),
        ("Who won the World Cup?", "none"),
        ("烧芭", "4.6"),
        ("rail links", "3.19"),
        ("RCEP 能力建设", "3.2"),
    ] {
        assert_eq!(answer(question), wanted, "{question}");
    }
}

#[test]
fn slips_and_pinyin() {
    for (question, wanted) in [
        ("sustainble farming", "4.10"),
        ("海官合作", "3.10"),
        ("yimiao", "2.1"),
        ("tie lu hulianhutong", "3.19"),
        ("er dian san", "2.3"),
        ("part two, fifth clause", "2.5"),
        ("把3.6念给我听", "3.6"),
        ("read 3.6 out in full", "3.6"),
    ] {
        assert_eq!(answer(question), wanted, "{question}");
    }
}

#[test]
fn each_topic_brings_its_clause() {
    for question in ["flights and trains", "航班和火车"] {
        let Answer::Found(matches) = ask(question).answer else {
            panic!("{question}: nothing found");
        };
        let id = |at| ASSISTANT.library().clause(at).unwrap().1.id.to_string();
        let ids: Vec<String> = matches.iter().map(|it| id(it.clause)).collect();
        for wanted in ["3.19", "3.21"] {
            assert!(ids.iter().any(|it| it == wanted), "{question}: {ids:?}");
        }
    }
}

#[test]
fn by_number() {
    for (question, wanted) in [
        ("3.6", "3.6"),
        ("第三條第六款", "3.6"),
        ("what does 4.12 say", "4.12"),
        ("3.1", "3.1"),
        ("3.10", "3.10"),
        ("5.7", "no 5.7, but 5.6"),
        ("9.9", "no 9.9, but 5.6"),
        ("第三条", "section 3"),
        ("chapter 9", "no section 9"),
        ("1.5", "no 1.5, but 1.4 2.1"),
        ("1.5轨", "4.4"),
    ] {
        assert_eq!(answer(question), wanted, "{question}");
    }
}

#[test]
fn by_section() {
    for (question, wanted) in [
        ("第四章", "section 4"),
        ("第三部分讲什么", "section 3"),
        ("共促繁荣", "section 3"),
        ("共促繁榮", "section 3"),
        ("what is in section 2", "section 2"),
        ("Promoting Prosperity Together", "section 3"),
        ("How many clauses are there under the chapter on prosperity?", "section 3"),
        ("last chapter", "section 5"),
        ("第三章整个发给我", "section 3"),
        ("part 1 主要讲什么", "section 1"),
        ("show everything under Promoting Prosperity Together", "section 3"),
        ("目录", "outline"),
    ] {
        assert_eq!(answer(question), wanted, "{question}");
    }
}

#[test]
fn no_question_no_clause() {
    for question in [
        "",
        "   ",
        "你好",
        "謝謝",
        "Hello!",
        "help",
        "???",
        "😀",
        "哈哈哈哈",
        "\u{202e}\u{200b}",
        "lol ok bye",
        "的",
    ] {
        assert_eq!(answer(question), "help", "{question:?}");
    }
}

#[test]
fn the_reply_is_in_the_askers_language() {
    for (question, locale) in [
        ("疫苗", Locale::ZhHans),
        ("東協中心地位", Locale::ZhHant),
        ("vaccines", Locale::En),
        ("FTA 3.0 谈判", Locale::ZhHans),
        ("3.6", Locale::ZhHans),
    ] {
        assert_eq!(ask(question).question.locale, locale, "{question}");
    }
    let asked = Asked { locale: Some(Locale::En), ..Asked::new("疫苗", Locale::ZhHans) };
    assert_eq!(ASSISTANT.ask(&asked).unwrap().question.locale, Locale::En);
}

#[test]
fn the_same_question_has_the_same_answer() {
    let other = Assistant::shipped().unwrap();
    for question in ["合作", "digital cooperation", "能力建设", "green economy", "青年"] {
        let asked = Asked::new(question, Locale::En);
        assert_eq!(other.ask(&asked).unwrap(), ASSISTANT.ask(&asked).unwrap(), "{question}");
    }
}

#[test]
fn a_very_long_question_is_cut_and_says_so() {
    let answered = ask(&"疫苗援助".repeat(100_000));
    assert!(answered.question.is_cut);
    assert!(answered.question.text.chars().count() <= 500);
    assert!(!ask("疫苗").question.is_cut);
}
