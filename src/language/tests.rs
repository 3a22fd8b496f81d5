//! The contract that every language keeps, and the words of questions.

use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;
use crate::quantity::{Bound, Form, Value};
use crate::text::{Language, glyph::Glyphs};

/// The numbers of a text: `≥300` is at least, `≤3` at most, `~40` about, `5..10` a range, `1/3` a part, `2pp` percentage
/// points.
pub(super) fn told(text: &str, language: Language) -> String {
    let numbers = numbers(text, language).into_iter().map(|number| {
        let value = match number.value {
            Value::Range { low, high } => format!("{low}..{high}"),
            Value::Exact(value) => value.to_string(),
            Value::Ratio { numerator, denominator } => format!("{numerator}/{denominator}"),
        };
        let bound = match number.bound {
            Bound::Exact => "",
            Bound::AtLeast => "≥",
            Bound::AtMost => "≤",
            Bound::About => "~",
        };
        let unit = match number.form {
            Form::Plain | Form::Fraction => "",
            Form::Percent => "%",
            Form::PerMille => "‰",
            Form::PercentagePoint => "pp",
        };
        format!("{bound}{value}{unit}")
    });
    numbers.collect::<Vec<_>>().join(" ")
}

/// A text of each language that has something for every method of its grammar.
struct Sample {
    language: Language,
    numeral: &'static str,
    range: &'static str,
    bounds: [&'static str; 2],
    stop_word: &'static str,
    term: &'static str,
    /// 50 schools that one party gives to another in 2024 to 2026.
    promise: &'static str,
    /// An amount that was given already.
    provided: &'static str,
}

const SAMPLES: [Sample; 2] = [
    Sample {
        language: Language::Chinese,
        numeral: "三百",
        range: "5至10天",
        bounds: ["至少30天", "30以上"],
        stop_word: "请问",
        term: "港口合作",
        promise: "甲方将自2024年起3年内向乙方提供50所学校。",
        provided: "利用乙方提供的300万美元",
    },
    Sample {
        language: Language::English,
        numeral: "three hundred",
        range: "five to ten days",
        bounds: ["at least 30", "30 or more"],
        stop_word: "please",
        term: "port calls",
        promise: "Party A will provide 50 schools to Party B within three years starting from 2024.",
        provided: "by using the $3 million provided by Party B",
    },
];

#[test]
fn every_language_has_something_for_every_method() {
    assert_eq!(SAMPLES.map(|it| it.language), Language::ALL);
    for sample in SAMPLES {
        let (code, of) = (sample.language.code(), grammar(sample.language));
        let told = |text| told(text, sample.language);
        assert_eq!(told(sample.numeral), "300", "{code}");
        let leading = of.leading_number(&Glyphs::of(sample.numeral));
        assert_eq!(leading, Some((300.into(), sample.numeral.chars().count())), "{code}");
        assert_eq!(told(sample.range), "5..10", "{code}");
        assert_eq!(sample.bounds.map(told), ["≥30", "≥30"], "{code}");
        assert!(
            !of.number_words().scales.is_empty() && !of.large_units().units.is_empty(),
            "{code}"
        );
        assert!(of.fits(sample.term) && of.is_clean_term(sample.term), "{code}");
        assert_eq!(language_of(sample.term), sample.language, "{code}");
        assert_eq!(of.locale().language(), sample.language, "{code}");
        assert!(of.stop_words().split_whitespace().any(|it| it == sample.stop_word), "{code}");
        assert!(is_stop_word(sample.stop_word) && !has_content(sample.stop_word), "{code}");
        assert_ne!(of.role(sample.stop_word, "d"), Role::Name, "{code}");
    }
}

#[test]
fn every_language_reads_a_promise() {
    for sample in SAMPLES {
        let (code, of) = (sample.language.code(), grammar(sample.language));
        let context = Context::bare(sample.language);
        let passage = of.passage(sample.promise, None);
        let amount = passage.amounts.iter().find(|it| it.possible()).unwrap();
        assert_eq!(amount.value.low(), 50.into(), "{code}");
        let time = of.time_of(&passage, amount).unwrap();
        assert_eq!((time.start, time.end), (Some(2024), Some(2026)), "{code}");
        let cues = of.cues_about(&passage, &context, amount, Some(&time));
        for kind in [CueKind::Promise, CueKind::Ahead] {
            assert!(cues.iter().any(|cue| cue.kind == kind), "{code} {kind:?}");
        }
        let parties = of.parties(&passage, &context, amount);
        assert_eq!(parties.direction, Some(Direction::Gives), "{code}");
        assert!(parties.actor.is_some() && parties.beneficiary.is_some(), "{code}");
        assert!(of.subject(&passage.glyphs, amount).is_some(), "{code}");
        assert_eq!(passage.sentences.sentence(0), 0..passage.glyphs.len(), "{code}");
        let used = of.passage(sample.provided, None);
        assert!(of.is_provided(&used.glyphs, &used.amounts[0]), "{code}");
    }
}

#[test]
fn one_amount_in_many_spellings() {
    let found = |text, language| {
        let all = quantities(text, language);
        let shown = all.iter().map(|it| format!("{} {:?}", it.ends().0, it.measure()));
        shown.collect::<Vec<_>>().join("; ")
    };
    assert_snapshot!(found("一千五百亿美元", Language::Chinese), @r#"150000000000 Money(Currency("USD"))"#);
    assert_snapshot!(found("US$150 billion", Language::English), @r#"150000000000 Money(Currency("USD"))"#);
    assert_snapshot!(found("$150bn", Language::English), @r#"150000000000 Money(Currency("USD"))"#);
    assert_snapshot!(found("1.5亿剂", Language::Chinese), @"150000000 Count");
    assert_snapshot!(found("150 million shots", Language::English), @"150000000 Count");
    assert_snapshot!(found("三百名", Language::Chinese), @"300 Count");
    assert_snapshot!(found("15亿", Language::Chinese), @"1500000000 Any");
    assert_snapshot!(found("2022年 3.0版", Language::Chinese), @"");
}

/// The contract for numbers: spans in order, on character boundaries, apart; values that can be compared.
fn keeps_the_contract(text: &str) {
    for language in Language::ALL {
        let (glyphs, of) = (Glyphs::of(text), grammar(language));
        let mut end = 0;
        for numeral in of.numerals(&glyphs) {
            assert!(numeral.span.start >= end && !numeral.span.is_empty(), "{text}: {numeral:?}");
            assert!(numeral.span.of(text).is_some(), "{text}: {numeral:?}");
            end = numeral.span.end;
        }
        end = 0;
        for number in numbers(text, language) {
            assert!(
                number.span.start >= end && number.span.of(text).is_some(),
                "{text}: {number:?}"
            );
            assert!(number.value.low() <= number.value.high(), "{text}: {number:?}");
            end = number.span.end;
        }
        for at in 0..glyphs.len().min(99) {
            _ = of.number_words().bound_around(&glyphs, at, at);
        }
        _ = (of.leading_number(&glyphs), of.fits(text), of.is_clean_term(text), of.role(text, ""));
    }
    _ = (cardinal(text), language_of(text), has_content(text));
}

#[test]
fn hostile_texts_keep_the_contract() {
    for text in "| |-|%|分之|百分之|点|and|a|half of|\u{0}|۳٪|१२३|𝟙𝟚|½⅞|1/0".split('|')
    {
        keeps_the_contract(text);
    }
}

#[test]
fn a_megabyte_is_read_in_one_pass() {
    for (unit, n) in [("7", 20), ("亿", 18), ("一亿", 17), ("hundred ", 17)] {
        let text = unit.repeat(1 << n);
        assert!(Language::ALL.into_iter().all(|it| numbers(&text, it).len() < text.len()));
    }
}

proptest! {
    #[test]
    fn any_text_keeps_the_contract(text in "\\PC{0,80}") {
        keeps_the_contract(&text);
    }

    #[test]
    fn signs_keep_the_contract(text in "[0-9.,/%‰ 一二三十百千万亿点分之半几多余成折第个a-z½$-]{0,60}") {
        keeps_the_contract(&text);
    }

    #[test]
    fn words_keep_the_contract(words in proptest::collection::vec("one|two|twenty|hundred|thousand|million|and|a|half|third|thirds|point|over|out|of|percent|per|cent|to|-|5|1/2", 0..14)) {
        keeps_the_contract(&words.join(" "));
    }

    #[test]
    fn short_writing_reads_back(value in 0_u64..1_000_000_000_000_000) {
        for language in Language::ALL {
            let short = grammar(language).short(value.into());
            prop_assert_eq!(cardinal(&short), Some(value.into()), "{}", short);
        }
    }
}

#[test]
fn whole_strings() {
    let read = |text| cardinal(text).map_or_else(|| "none".to_owned(), |value| value.to_string());
    assert_snapshot!(read("三点六"), @"3.6");
    assert_snapshot!(read("十二"), @"12");
    assert_snapshot!(read("二〇二六"), @"2026");
    assert_snapshot!(read("twenty-one"), @"21");
    assert_snapshot!(read(" 1,100 "), @"1100");
    assert_snapshot!(read("十二条"), @"none");
    assert_snapshot!(read("twelve months"), @"none");
    assert_snapshot!(read(""), @"none");
}

#[test]
fn short_writing() {
    let short = |value: &str| {
        let value = value.parse().unwrap();
        Language::ALL.map(|it| grammar(it).short(value)).join(" / ")
    };
    assert_snapshot!(short("150000000000"), @"1500亿 / 150 billion");
    assert_snapshot!(short("1500000"), @"150万 / 1.5 million");
    assert_snapshot!(short("1234567"), @"1234567 / 1,234,567");
    assert_snapshot!(short("20000000000000"), @"20万亿 / 20 trillion");
    assert_snapshot!(short("1500000000000"), @"15000亿 / 1.5 trillion");
    assert_snapshot!(short("12345.5"), @"12345.5 / 12,345.5");
    assert_snapshot!(short("-250000"), @"-25万 / -250,000");
    assert_snapshot!(short("0"), @"0 / 0");
}

#[test]
fn digits_with_dots_end() {
    // A bug's test: these were once read for ever.
    assert_snapshot!(told(".8.5p", Language::Chinese), @"8.5");
    assert_snapshot!(told(".8.5p", Language::English), @"8.5");
}

#[test]
fn stop_words_are_whole_words() {
    for word in ["的", "什么", "what", "please"] {
        assert!(is_stop_word(word), "{word}");
    }
    for word in ["目的", "疫苗", "trade", "rcep"] {
        assert!(!is_stop_word(word), "{word}");
    }
}

#[test]
fn words_of_daily_life() {
    for word in ["lunch", "prices", "fares", "steel"] {
        assert!(is_common_word(word), "{word}");
    }
    assert!(!is_common_word("eductaion"));
}

#[test]
fn questions_without_a_topic() {
    for text in ["", "讲了什么内容？", "what does it say", "请问是什么意思", "嗯嗯"]
    {
        assert!(!has_content(text), "{text}");
    }
    for text in ["讲了疫苗", "what about trade", "3.6", "版"] {
        assert!(has_content(text), "{text}");
    }
}

#[test]
fn roles_of_words() {
    let roles = |words: &str| {
        let role = |word: &str| {
            let (word, tag) = word.split_once('/').unwrap_or((word, ""));
            format!("{:?}", grammar(language_of(word)).role(word, tag))
        };
        words.split(' ').map(role).collect::<Vec<_>>().join(" ")
    };
    assert_snapshot!(roles("mekong vaccines buying waiting people quickly daughter"), @"Thing Thing Act Act Light Light Light");
    assert_snapshot!(roles("疫苗/n 合作/vn 购买/v 湄公河/ns"), @"Thing Thing Act Name");
    assert_snapshot!(roles("办法/n 马上/d 十七/n 女儿/n 邻居们/n"), @"Light Light Light Light Light");
}
