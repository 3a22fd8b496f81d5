//! The whole way from a question's text to the text of the reply.
//!
//!     cargo bench --bench question
//!
//! Prints p50, p90 and p99 over all questions of `tests/questions`, on one thread: of the answer alone, and
//! of the answer with its page for Telegram, its text for the terminal, or its JSON. The time of a question is
//! its median of the rounds. Criterion then measures some questions by kind and language, and the start.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a benchmark fails by panicking, and prints"
)]

use std::{
    env, fs,
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};

use clausebot::{
    answer::Asked,
    assistant::{Answered, Assistant, read_shipped},
    measure::read_questions,
    render::{JsonAnswer, Style, TextOrder, text},
    telegram::{Audience, Pager},
    text::Locale,
};
use criterion::{Criterion, criterion_group};

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
                let asked = Asked::new(black_box(question), Locale::En);
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

/// All questions of the repository.
fn asked_by_people() -> Vec<String> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions");
    let files = ["tune", "held", "unseen", "silent"];
    let read = |name| fs::read_to_string(directory.join(format!("{name}.jsonl"))).unwrap();
    files.map(read).iter().flat_map(|it| read_questions(it).unwrap()).map(|it| it.q).collect()
}

/// A name and what is done with a question.
type Way<'a> = (&'static str, &'a dyn Fn(&str));

/// The time of each question, or of every so-many-th, for each of the ways, in rounds over all of them.
fn percentiles(n_rounds: usize, step: usize) {
    let assistant = Assistant::shipped().unwrap();
    assistant.warm();
    let ask = |text: &str| assistant.ask(&Asked::new(text, Locale::En)).unwrap();
    let page = |text: &str| {
        let answered = ask(text);
        let (username, locale) = ("clausebot", answered.question.locale);
        let (order, audience) = (TextOrder::Readers, Audience::One);
        let pager = Pager {
            assistant: &assistant,
            username,
            has_inline: true,
            has_app: false,
            pages: None,
            locale,
            order,
            audience,
            document: None,
        };
        black_box(pager.answer(&answered));
    };
    let style = Style { width: 80, is_coloured: true };
    let terminal = |question: &str| {
        black_box(text(&assistant.reply(&ask(question)), style));
    };
    let json = |text: &str| {
        let Answered { question, answer, .. } = &ask(text);
        let json = JsonAnswer::new(question, answer, assistant.library());
        black_box(serde_json::to_string(&json).unwrap());
    };
    let answer = |text: &str| drop(black_box(ask(text)));
    let ways: [Way<'_>; 4] = [
        ("answer", &answer),
        ("answer and page for Telegram", &page),
        ("answer and text for the terminal", &terminal),
        ("answer as JSON", &json),
    ];
    let questions: Vec<String> = asked_by_people().into_iter().step_by(step).collect();
    let mut times = vec![vec![Vec::new(); questions.len()]; ways.len()];
    for _ in 0..n_rounds {
        for ((_, way), times) in ways.iter().zip(&mut times) {
            for (question, times) in questions.iter().zip(times) {
                let start = Instant::now();
                way(question);
                times.push(start.elapsed());
            }
        }
    }
    println!("{} questions on one thread of {}, in µs", questions.len(), processor());
    println!("{:<34} {:>6} {:>6} {:>6}", "", "p50", "p90", "p99");
    for ((name, _), times) in ways.iter().zip(times) {
        let mut times: Vec<f64> = times.into_iter().map(median_us).collect();
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
        println!("{name:<34} {:>6.0} {:>6.0} {:>6.0}", at(0.5), at(0.9), at(0.99));
    }
}

fn median_us(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1e6
}

fn processor() -> String {
    let about = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = about.lines().find_map(|it| it.strip_prefix("model name")?.split_once(": "));
    name.map_or("a processor without a name".to_owned(), |(_, name)| name.to_owned())
}

criterion_group!(benches, questions, start);

fn main() {
    let is_test = env::args().any(|it| it == "--test");
    let (n_rounds, step) = if is_test { (1, 20) } else { (21, 1) };
    percentiles(n_rounds, step);
    benches();
    Criterion::default().configure_from_args().final_summary();
}
