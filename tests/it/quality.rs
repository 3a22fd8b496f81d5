//! Floors for the quality of answers, slightly below the current figures, so that a
//! regression fails the test.
//!
//! Rules and word lists may be shaped on `tune.jsonl`; `held.jsonl` and
//! `unseen.jsonl` are for measuring only. If a change lowers a number, fix the change, not the
//! floor.

use std::{fs, path::Path};

use clausebot::{
    answer::Tone,
    assistant::{Assistant, open},
    measure::{Report, Wanted, read_questions},
};

struct Floors {
    /// Least share of answerable questions with a right first match.
    first: f64,
    /// Least share of unanswerable questions that are refused.
    refused: f64,
    /// Greatest share of answerable questions that are refused.
    falsely_refused: f64,
}

#[track_caller]
fn assert_quality(file: &str, floors: &Floors) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions").join(file);
    if !path.exists() {
        eprintln!("NOT RUN: {} is not there", path.display());
        return;
    }
    let questions = read_questions(&fs::read_to_string(path).unwrap()).unwrap();
    let report = Report::of(&Assistant::shipped().unwrap(), &questions, None).unwrap();
    assert_report(file, &report, floors);
}

#[track_caller]
fn assert_report(file: &str, report: &Report, floors: &Floors) {
    let (first, refused, falsely_refused) =
        (report.first_share(), report.refused_share(), report.falsely_refused_share());
    assert!(first >= floors.first, "{file}: first match right {first:.3}");
    assert!(refused >= floors.refused, "{file}: refused {refused:.3}");
    assert!(
        falsely_refused <= floors.falsely_refused,
        "{file}: falsely refused {falsely_refused:.3}"
    );
}

/// In reply to an answer in a group, few questions are taken for talk among people, and none for thanks.
#[test]
fn questions_in_replies_are_heard() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions");
    let assistant = Assistant::shipped().unwrap();
    for file in ["tune.jsonl", "held.jsonl", "unseen.jsonl"] {
        let Ok(text) = fs::read_to_string(folder.join(file)) else {
            eprintln!("NOT RUN: {file} is not there");
            continue;
        };
        let questions = read_questions(&text).unwrap();
        let answered = questions.iter().filter(|it| it.kind != "none");
        let told = answered.map(|it| (assistant.tone(&it.q), &it.q));
        let (mut talk, mut n_thanks) = (Vec::new(), 0);
        for (tone, question) in told {
            match tone {
                Tone::Asks | Tone::MayAsk => {}
                Tone::Remark => talk.push(question),
                Tone::Thanks | Tone::Courtesy => n_thanks += 1,
            }
        }
        assert_eq!(n_thanks, 0, "{file}");
        assert!(talk.len() * 12 <= questions.len(), "{file}: {} {talk:#?}", talk.len());
    }
}

#[test]
fn questions_that_rules_were_shaped_on() {
    assert_quality("tune.jsonl", &Floors { first: 0.98, refused: 0.94, falsely_refused: 0.01 });
}

#[test]
fn questions_on_which_the_plan_is_silent() {
    assert_quality("silent.jsonl", &Floors { first: 0.0, refused: 0.90, falsely_refused: 0.0 });
}

#[test]
fn questions_kept_apart() {
    assert_quality("held.jsonl", &Floors { first: 0.95, refused: 0.86, falsely_refused: 0.03 });
}

#[test]
fn questions_by_somebody_else() {
    assert_quality("unseen.jsonl", &Floors { first: 0.95, refused: 0.85, falsely_refused: 0.02 });
}

#[test]
fn sections_periods_and_comparisons() {
    assert_quality("parts.jsonl", &Floors { first: 0.96, refused: 1.0, falsely_refused: 0.0 });
    assert_all_found("parts.jsonl");
}

#[test]
fn sections_periods_and_comparisons_kept_apart() {
    assert_quality("parts-held.jsonl", &Floors { first: 0.96, refused: 1.0, falsely_refused: 0.0 });
    assert_all_found("parts-held.jsonl");
}

/// Comparisons and periods find all the clauses that they name, and no other.
#[track_caller]
fn assert_all_found(file: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions").join(file);
    let questions = read_questions(&fs::read_to_string(path).unwrap()).unwrap();
    let report = Report::of(&Assistant::shipped().unwrap(), &questions, None).unwrap();
    for judged in report.judged {
        if ["period", "compare"].contains(&judged.expected.kind.as_str()) {
            assert_eq!(judged.got, judged.expected.wanted.ids(), "{file}: {}", judged.expected.q);
        }
    }
}

/// Questions of `../shared`, if it is there.
#[test]
fn questions_beside_the_repository() {
    let file = "../../../shared/questions/dev.jsonl";
    assert_quality(file, &Floors { first: 0.97, refused: 0.95, falsely_refused: 0.02 });
}

/// The floors of a document without a glossary and questions of its own.
#[track_caller]
fn assert_unprepared(id: &str, floors: &Floors) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/agreements").join(id);
    let questions = fs::read_to_string(folder.join("questions.jsonl")).unwrap();
    let questions = read_questions(&questions).unwrap();
    let (library, problems) = open(&folder).unwrap();
    assert!(problems.is_empty(), "{id}: {problems:?}");
    let ids: Vec<String> =
        library.agreements[0].provisions.iter().map(|it| it.id.to_string()).collect();
    for question in &questions {
        let Wanted::Clauses(wanted) = &question.wanted else { continue };
        assert!(wanted.iter().all(|it| ids.contains(it)), "{id}: {question:?}");
    }
    assert_report(
        id,
        &Report::of(&Assistant::new(library).unwrap(), &questions, None).unwrap(),
        floors,
    );
}

#[test]
fn a_law_in_chinese() {
    let floors = Floors { first: 0.76, refused: 0.6, falsely_refused: 0.07 };
    assert_unprepared("home-care-law", &floors);
}

#[test]
fn a_work_report_in_chinese() {
    let floors = Floors { first: 0.8, refused: 0.7, falsely_refused: 0.04 };
    assert_unprepared("harbour-city-report", &floors);
}

#[test]
fn targets_in_english() {
    let floors = Floors { first: 0.9, refused: 0.9, falsely_refused: 0.07 };
    assert_unprepared("mountain-targets", &floors);
}

#[test]
fn a_treaty_in_both_languages() {
    let floors = Floors { first: 0.73, refused: 0.7, falsely_refused: 0.04 };
    assert_unprepared("border-road-agreement", &floors);
}

#[test]
fn a_communique_in_english_kept_apart() {
    let floors = Floors { first: 0.73, refused: 0.8, falsely_refused: 0.07 };
    assert_unprepared("ocean-communique", &floors);
}

#[test]
fn goals_in_chinese_kept_apart() {
    let floors = Floors { first: 0.96, refused: 0.7, falsely_refused: 0.0 };
    assert_unprepared("youth-goals", &floors);
}
