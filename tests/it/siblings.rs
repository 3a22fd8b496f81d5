//! Words that never stand for each other, though they are used alike: `rail` and `road`, `Vietnam`
//! and `Thailand`, `increase` and `reduce`.
//!
//! Each line of `tests/siblings.jsonl` has such a pair, a clause and a question, both with
//! `{}` for one of the two words. A document of that one clause answers the question about its own
//! word, and is silent on the other, both ways round.

use std::{borrow::Cow, fs, path::Path, sync::Arc, thread};

use clausebot::{
    answer::{Answer, Asked},
    assistant::{Assistant, read_shipped},
    corpus::{CommonGlossary, Content, Library, SourceFile, SourceFolder},
    text::Locale,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Pair {
    lang: String,
    #[serde(rename = "pair")]
    words: [String; 2],
    clause: String,
    q: String,
}

/// What a clause about one word answers, one line each.
#[derive(Default)]
struct Heard {
    /// Questions about the clause's own word without an answer.
    silent: Vec<String>,
    /// Other words, alone, that the clause answers.
    alone: Vec<String>,
    /// Questions about the other word that the clause answers.
    asked: Vec<String>,
    n_asked: usize,
}

/// The faults that are left. If a change raises a number, fix the change, not the number.
struct AtMost {
    silent: usize,
    alone: usize,
    asked: usize,
}

const AT_MOST: AtMost = AtMost { silent: 4, alone: 0, asked: 5 };

fn pairs() -> Vec<Pair> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/siblings.jsonl");
    let text = fs::read_to_string(file).unwrap();
    text.lines().map(|it| serde_json::from_str(it).unwrap_or_else(|_| panic!("{it}"))).collect()
}

fn one_clause(pair: &Pair, word: &str, common: Arc<CommonGlossary>) -> Assistant {
    let (title, name) = match pair.lang.as_str() {
        "zh" => ("合作文件", "zh.txt"),
        _ => ("Cooperation Document", "en.txt"),
    };
    let text = format!("{title}\n\n1. {}\n", pair.clause.replace("{}", word));
    let content = Content::Bytes(Cow::Owned(text.into_bytes()));
    let file = SourceFile { name: name.to_owned(), content };
    let folder = SourceFolder { path: "one".to_owned(), name: "one".to_owned(), files: vec![file] };
    let (library, problems) = Library::read(&[folder], common);
    assert!(problems.is_empty(), "{word}: {problems:?}");
    Assistant::new(library).unwrap()
}

fn hear(pair: &Pair, common: &Arc<CommonGlossary>, heard: &mut Heard) {
    let [left, right] = &pair.words;
    for (own, other) in [(left, right), (right, left)] {
        let assistant = one_clause(pair, own, Arc::clone(common));
        let is_silent = |q: &str| match assistant.ask(&Asked::new(q, Locale::En)).unwrap().answer {
            Answer::Found(_) | Answer::Section(..) | Answer::Outline(_) => false,
            Answer::Commitments(found) => found.is_empty(),
            Answer::NoSuchClause { .. }
            | Answer::NoSuchSection(_)
            | Answer::NoSuchDocument(_)
            | Answer::Nothing { .. }
            | Answer::Help(_) => true,
        };
        let line = |q: &str| format!("{q} | {}", pair.clause.replace("{}", own));
        let about = |word: &str| pair.q.replace("{}", word);
        heard.n_asked += 1;
        if is_silent(&about(own)) {
            heard.silent.push(line(&about(own)));
        }
        if !is_silent(other) {
            heard.alone.push(line(other));
        }
        if !is_silent(&about(other)) {
            heard.asked.push(line(&about(other)));
        }
    }
}

fn heard() -> Heard {
    let (pairs, common) = (pairs(), read_shipped().0.common);
    let (left, right) = pairs.split_at(pairs.len() / 2);
    let of = |pairs: &[Pair]| {
        let mut heard = Heard::default();
        for it in pairs {
            hear(it, &common, &mut heard);
        }
        heard
    };
    thread::scope(|scope| {
        let right = scope.spawn(|| of(right));
        let (left, right) = (of(left), right.join().unwrap());
        Heard {
            silent: [left.silent, right.silent].concat(),
            alone: [left.alone, right.alone].concat(),
            asked: [left.asked, right.asked].concat(),
            n_asked: left.n_asked + right.n_asked,
        }
    })
}

#[test]
fn each_language_has_many_pairs() {
    let pairs = pairs();
    for language in ["zh", "en"] {
        assert!(pairs.iter().filter(|it| it.lang == language).count() >= 40, "{language}");
    }
    for it in &pairs {
        assert_ne!(it.words[0], it.words[1]);
        assert!(it.clause.contains("{}") && it.q.contains("{}"), "{}", it.clause);
    }
}

#[test]
fn a_clause_does_not_answer_for_the_sibling_of_its_word() {
    let heard = heard();
    let told =
        |lines: &[String]| format!("{} of {}:\n{}", lines.len(), heard.n_asked, lines.join("\n"));
    assert_eq!(heard.alone.len(), AT_MOST.alone, "word alone: {}", told(&heard.alone));
    assert!(heard.asked.len() <= AT_MOST.asked, "in a question: {}", told(&heard.asked));
    assert!(heard.silent.len() <= AT_MOST.silent, "own word: {}", told(&heard.silent));
}
