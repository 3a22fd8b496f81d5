//! Speed of reading quantified commitments: in a megabyte of the shipped plan, and in
//! megabytes without sentences: `cargo bench --bench quantities`.

#![allow(missing_docs, reason = "a benchmark has no readers but its runner")]

use std::hint::black_box;

use clausebot::{
    corpus::{Agreement, parse},
    text::Language,
};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const MEGABYTE: usize = 1 << 20;

const PLAN: &[(&str, Language, &str)] = &[
    ("plan/zh", Language::Chinese, include_str!("../seeds/china-asean-2022-2025/zh.txt")),
    ("plan/en", Language::English, include_str!("../seeds/china-asean-2022-2025/en.txt")),
];

const MONOTONOUS: &[(&str, &str)] = &[
    ("digits", "7"),
    ("commas", "7,"),
    ("亿", "亿"),
    ("一亿", "一亿"),
    ("hundred", "hundred "),
    ("brackets", "（"),
    ("titles", "《〈“"),
];

/// The number of commitments of a plain text.
fn n_commitments(text: &str, language: Language) -> usize {
    let agreement = Agreement::plain(language, parse(text).0);
    agreement.readings(language).into_iter().flatten().map(|it| it.accepted.len()).sum()
}

/// At most a megabyte of a text, over and over; much less where the benchmark is only tried.
fn megabyte(text: &str) -> String {
    let is_test = std::env::args().any(|it| it == "--test");
    let length = if is_test { MEGABYTE / 64 } else { MEGABYTE };
    text.repeat((length / text.len()).max(1))
}

fn plan(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("commitments");
    group.sample_size(10);
    for (name, language, text) in PLAN {
        let text = megabyte(text);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(*name, |bencher| {
            bencher.iter(|| n_commitments(black_box(&text), *language));
        });
    }
    group.finish();
}

fn monotonous(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("monotonous");
    group.sample_size(10);
    for (name, text) in MONOTONOUS {
        let text = megabyte(text);
        group.throughput(Throughput::Bytes(text.len() as u64));
        for (tag, language) in [("zh", Language::Chinese), ("en", Language::English)] {
            group.bench_function(format!("{name}/{tag}"), |bencher| {
                bencher.iter(|| n_commitments(black_box(&text), language));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, plan, monotonous);
criterion_main!(benches);
