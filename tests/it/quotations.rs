//! Every quotation that the bot shows is text of the agreement.

use std::sync::LazyLock;

use clausebot::{
    answer::Asked,
    assistant::Assistant,
    corpus::ClauseRef,
    render::{Block, Composer, Glance, Quotation, Reply, TextOrder, View},
    text::{Folding, Language, Locale},
};
use proptest::prelude::*;

static FOLDING: LazyLock<Folding> = LazyLock::new(Folding::new);

static ASSISTANT: LazyLock<Assistant> = LazyLock::new(|| Assistant::shipped().unwrap());

/// Every quotation is a part of a clause, every opening the start of one.
fn assert_quotes(reply: &Reply) {
    let library = ASSISTANT.library();
    let texts = |clause: ClauseRef| {
        let provision = library.clause(clause).unwrap().1;
        Language::ALL.map(|it| provision.text(it).unwrap_or_default())
    };
    let all: Vec<&str> = library.clauses().flat_map(|(at, _, _)| texts(at)).collect();
    for block in &reply.0 {
        match block {
            Block::Quote(Quotation { words, .. }) | Block::Parallel { words, .. } => {
                assert!(all.iter().any(|it| it.contains(words.as_str())), "{words}");
            }
            Block::Converted(converted) => {
                let words = FOLDING.fold(&converted.words);
                let mut all = texts(converted.clause).map(|it| FOLDING.fold(it)).into_iter();
                assert!(all.any(|it| it.as_str() == words.as_str()), "{}", converted.words);
            }
            Block::List(items) => {
                for item in items.iter().filter(|it| it.clause.is_some()) {
                    let words = item.text.trim_end_matches('…');
                    assert!(
                        texts(item.clause.unwrap()).iter().any(|it| it.starts_with(words)),
                        "{words}"
                    );
                }
            }
            Block::Commitments(rows) => {
                for words in rows.iter().flat_map(|it| [&it.amount, &it.quote]) {
                    assert!(all.iter().any(|it| it.contains(words.as_str())), "{words}");
                }
            }
            Block::Beside(beside) => {
                let texts = texts(beside.clause);
                for words in beside.pairs.iter().flatten() {
                    let has = |it: &&str| {
                        it.contains(words.as_str())
                            || FOLDING.traditional(it).contains(words.as_str())
                    };
                    assert!(texts.iter().any(has), "{words}");
                }
            }
            // A verified text is no answer.
            Block::Sentence(_) | Block::Heading(_) | Block::Compared(_) => {}
        }
    }
}

#[test]
fn the_part_that_answers_is_a_part_of_the_clause() {
    for question in
        ["how much cooperation?", "when is the digital economy plan due", "谁提供援助", "东盟"]
    {
        let units = ASSISTANT.units(question);
        let focus = ASSISTANT.focus(question, &units);
        for locale in Locale::ALL {
            let composer = ASSISTANT.composer(locale, View::Chat(TextOrder::Readers));
            let composer = Composer { focus: Some(&focus), ..composer };
            for (at, _, provision) in ASSISTANT.library().clauses() {
                let reply = composer.clause(at);
                let (Block::Quote(it) | Block::Converted(it)) = &reply.0[0] else { panic!() };
                assert!(it.emphasis.iter().all(|span| span.of(&it.words).is_some()));
                let Some(Glance::Passage(passage)) = &it.glance else { continue };
                let words = FOLDING.text(passage.words.trim_matches('…'));
                let text = FOLDING.text(provision.text(locale.language()).unwrap());
                assert!(text.contains(&words), "{words}");
                assert!(passage.emphasis.iter().all(|span| span.of(&passage.words).is_some()));
            }
        }
    }
}

#[test]
fn both_texts_stand_sentence_under_sentence_and_lose_nothing() {
    let squeeze = |it: &str| it.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    for locale in Locale::ALL {
        let composer = ASSISTANT.composer(locale, View::Chat(TextOrder::Readers));
        for (at, _, provision) in ASSISTANT.library().clauses() {
            let reply = Reply(composer.beside(at));
            assert_quotes(&reply);
            let Some(Block::Beside(beside)) = reply.0.first() else { panic!("{}", provision.id) };
            for (side, language) in
                [locale.language(), locale.language().other()].into_iter().enumerate()
            {
                let words: String = beside.pairs.iter().map(|it| it[side].as_str()).collect();
                let text = provision.text(language).unwrap();
                let text = match (locale, side) {
                    (Locale::ZhHant, 0) => FOLDING.traditional(text),
                    (Locale::ZhHant | Locale::ZhHans | Locale::En, _) => text.to_owned(),
                };
                assert_eq!(squeeze(&words), squeeze(&text), "{}", provision.id);
            }
        }
    }
}

#[test]
fn every_clause_is_quoted_whole_in_every_locale() {
    for locale in Locale::ALL {
        for (at, _, provision) in ASSISTANT.library().clauses() {
            let reply = ASSISTANT.clause(at, locale);
            assert_quotes(&reply);
            assert_eq!(
                reply.quotes().next(),
                provision.text(locale.language()),
                "{locale} {}",
                provision.id
            );
        }
    }
}

#[test]
fn words_in_traditional_characters_are_read_as_those_of_the_clause() {
    for (_, _, provision) in ASSISTANT.library().clauses() {
        let text = provision.text(Language::Chinese).unwrap();
        for words in text.split(['，', '；', '。', '、']).chain([text]) {
            assert_eq!(FOLDING.text(&FOLDING.traditional(words)), FOLDING.text(words));
        }
    }
}

proptest! {
    #[test]
    fn any_question_quotes_clauses_only(
        question in "(疫苗|东盟|能源|合作|第[一二三四五]部分|[1-5]\\.[1-9]|trade|health|youth|money|section [1-5]|\\PC| ){1,8}",
        locale in prop::sample::select(Locale::ALL.to_vec()),
    ) {
        let answered = ASSISTANT.ask(&Asked { locale: Some(locale), ..Asked::new(&question, locale) }).unwrap();
        assert_quotes(&ASSISTANT.reply(&answered));
    }

    #[test]
    fn no_question_panics(question in "\\PC{0,80}|[\\x00-\\x20\u{202a}-\u{202e}.0-9第条a-z]{0,40}") {
        let answered = ASSISTANT.ask(&Asked::new(&question, Locale::En)).unwrap();
        assert_quotes(&ASSISTANT.reply(&answered));
    }
}
