//! The shipped plan is whole, in both languages, and its snapshot is what its sources give.

use std::{env, fs};

use clausebot::{
    assistant::{Assistant, read_shipped},
    corpus::{ClauseId, Glossary, SectionNumber},
    text::{Folding, Key, Language, Lexicon},
};

#[test]
fn it_has_no_problem() {
    let (_, problems) = read_shipped();
    assert_eq!(problems, []);
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "settings of a test run are no settings of the program"
)]
fn the_snapshot_is_what_the_sources_give() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/shipped.bin");
    let made = Assistant::new(read_shipped().0).unwrap().snapshot().unwrap();
    if env::var("UPDATE_SNAPSHOT").is_ok() {
        fs::write(path, &made).unwrap();
        return;
    }
    assert!(
        fs::read(path).unwrap() == made,
        "seeds/shipped.bin is not what its sources give: run `UPDATE_SNAPSHOT=1 cargo test --test it snapshot`"
    );
}

/// `income tax` is no narrower word of tax: the name in it finds the concept, and whole.
#[test]
fn kinds_have_no_name_of_the_whole_in_them() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/common/glossary.toml");
    let (glossary, _) = Glossary::parse(&fs::read_to_string(path).unwrap());
    let folding = Folding::new();
    let key = |it: &String| Key::of(&folding.text(it));
    let mut found = Vec::new();
    for concept in &glossary.concepts {
        let names = Lexicon::new(concept.words().map(|it| (key(it), 0)));
        let has_name = |it: &&String| {
            let key = key(it);
            key.starts().any(|at| names.longest(&key, at).is_some())
        };
        found.extend(concept.narrower.iter().filter(has_name).map(|it| (&concept.id, it)));
    }
    assert_eq!(found, []);
}

#[test]
fn the_library_in_the_program_is_that_of_the_sources() {
    assert_eq!(*Assistant::shipped().unwrap().library(), read_shipped().0);
}

#[test]
fn all_clauses_are_there_in_both_languages() {
    let (library, _) = read_shipped();
    let plan = &library.agreements[0];
    let n_clauses = |section: u16| plan.clauses_of(SectionNumber::new(section).unwrap()).count();
    assert_eq!((1..=5).map(n_clauses).collect::<Vec<_>>(), [4, 5, 21, 12, 6]);
    assert_eq!(plan.provisions.len(), 49);
    assert_eq!(plan.provisions[0].id, ClauseId::Preamble);
    for provision in &plan.provisions {
        for language in Language::ALL {
            assert!(
                provision.text(language).is_some_and(|it| it.chars().count() > 10),
                "{} {language}",
                provision.id
            );
        }
    }
}

#[test]
fn broken_lines_of_the_source_are_joined() {
    let (library, _) = read_shipped();
    let text = |id: &str| {
        let plan = &library.agreements[0];
        let at = plan.position(&id.parse().unwrap()).unwrap();
        plan.provisions[at].text(Language::Chinese).unwrap()
    };
    assert!(text("2.1").contains("加大疫苗联合生产和技术转让"));
    assert!(text("5.6").contains("主题短视频大赛以及"));
    assert!(text("5.6").ends_with("研修计划。"));
    assert_eq!(text("preamble").lines().count(), 2);
}

#[test]
fn amounts_and_years_stand_in_both_texts() {
    let (library, _) = read_shipped();
    let plan = &library.agreements[0];
    for (id, chinese, english) in [
        ("2.1", "1.5亿剂", "150 million doses"),
        ("3.6", "1500 亿美元", "US$150 billion"),
        ("3.7", "300 万美元", "US$3 million"),
        ("3.13", "1000 项", "1,000 advanced"),
        ("3.13", "300 名", "300 young"),
        ("4.3", "15 亿美元", "US$1.5 billion"),
    ] {
        let provision = &plan.provisions[plan.position(&id.parse().unwrap()).unwrap()];
        assert!(provision.text(Language::Chinese).unwrap().contains(chinese), "{id}");
        assert!(provision.text(Language::English).unwrap().contains(english), "{id}");
    }
}
