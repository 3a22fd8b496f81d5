//! The whole way from a question's text to the text of the reply, by kind and
//! language: `cargo bench`.

#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark fails by panicking")]

use std::hint::black_box;

use clausebot::{
    answer::Asked,
    assistant::{Assistant, read_shipped},
    render::{Style, text},
    text::Locale,
};
use criterion::{Criterion, criterion_group, criterion_main};

const QUESTIONS: &[(&str, &str)] = &[
    ("number", "3.6"),
    ("section/zh-Hans", "第四章讲什么"),
    ("help/en", "hello"),
    ("topic/zh-Hans", "中国向东盟提供多少剂新冠疫苗？"),
    ("topic/zh-Hant", "東協中心地位在哪一條提到"),
    ("topic/en", "How much will China import from ASEAN farmers?"),
    ("topic/mixed", "RCEP 的能力建设 support 是什么"),
    ("none/zh-Hans", "推荐一部好看的电影"),
    ("none/en", "Who won the World Cup?"),
];

fn questions(criterion: &mut Criterion) {
    let assistant = Assistant::shipped().unwrap();
    assistant.warm();
    let style = Style { width: 80, is_coloured: true };
    let mut group = criterion.benchmark_group("question");
    for (name, question) in QUESTIONS {
        group.bench_function(*name, |bencher| {
            bencher.iter(|| {
                let asked = Asked { text: black_box(question), locale: None, fallback: Locale::En };
                text(&assistant.reply(&assistant.ask(&asked).unwrap()), style)
            });
        });
    }
    group.finish();
}

fn start(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("start");
    group.sample_size(10);
    group.bench_function("shipped", |bencher| bencher.iter(|| Assistant::shipped().unwrap()));
    let (library, _) = read_shipped();
    group.bench_function("index", |bencher| {
        bencher.iter(|| Assistant::new(library.clone()).unwrap());
    });
    group.bench_function("dictionary", |bencher| {
        bencher.iter_batched(
            || Assistant::shipped().unwrap(),
            |it| it.warm(),
            criterion::BatchSize::PerIteration,
        );
    });
    group.finish();
}

criterion_group!(benches, questions, start);
criterion_main!(benches);
