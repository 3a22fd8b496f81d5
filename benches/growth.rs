//! The cost of a library as it grows: indexing, memory, and the time of a question.
//!
//!     cargo bench --bench growth
//!     cargo bench --bench growth -- --million
//!     cargo bench --bench growth -- --collection ../shared/collections/xquad-en
//!     cargo bench --bench growth -- --clauses 5000 --documents 5
//!
//! Prints a table for 1,000, 10,000 and 100,000 generated clauses, and for 10,000 clauses in one, a hundred
//! and a thousand documents. Each size has a process of its own. CPU time is that of the process; the time
//! of a question is its median of some rounds, and p50 and p99 are over the questions. `search` is
//! from the text of a question to its hits, `ask` to its answer. Memory of the index is the resident memory that it adds to the
//! library, which holds the texts.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    reason = "a benchmark fails by panicking, and prints"
)]

#[path = "growth/plan.rs"]
mod plan;
#[path = "support/process.rs"]
mod process;
#[path = "growth/public.rs"]
mod public;
#[path = "growth/random.rs"]
mod random;

use std::{
    env,
    hint::black_box,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use clausebot::{answer::Asked, assistant::Assistant, measure::read_questions, text::Locale};
use serde::{Deserialize, Serialize};

use self::{
    plan::Plan,
    process::{cpu_s, peak_mb, resident_mb},
    public::Public,
};

const N_QUESTIONS: usize = 500;
/// Questions of each library in a run that only shows that the bench works.
const N_OF_TEST: usize = 10;
const N_ROUNDS: usize = 5;
/// No further round begins after this time.
const MOST: Duration = Duration::from_mins(1);
/// Clauses of a document where the number of documents is not given.
const CLAUSES_OF_DOCUMENT: usize = 1000;

/// The library to measure.
#[derive(Clone, Default)]
struct Wanted {
    clauses: usize,
    documents: usize,
    collection: Option<PathBuf>,
    is_test: bool,
}

/// The figures of one library.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Measured {
    clauses: usize,
    documents: usize,
    text_mb: f64,
    read_s: f64,
    build_s: f64,
    library_mb: f64,
    index_mb: f64,
    peak_mb: f64,
    /// p50 and p99, in microseconds.
    search_us: [f64; 2],
    ask_us: [f64; 2],
}

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let has = |name: &str| arguments.iter().any(|it| it == name);
    let value = |name: &str| arguments.iter().skip_while(|it| *it != name).nth(1);
    let number = |name: &str| value(name).map(|it| it.parse().unwrap());
    let collection = value("--collection").map(PathBuf::from);
    let sized = |clauses: usize, documents: Option<usize>| Wanted {
        clauses,
        documents: documents.unwrap_or(clauses.div_ceil(CLAUSES_OF_DOCUMENT)),
        collection: collection.clone(),
        is_test: has("--test"),
    };
    if has("--child") {
        let wanted = sized(number("--clauses").unwrap(), number("--documents"));
        println!("{}", serde_json::to_string(&measure(&wanted)).unwrap());
        return;
    }
    if let Some(clauses) = number("--clauses") {
        table("as asked", &[sized(clauses, number("--documents"))]);
        return;
    }
    let mut counts = if has("--test") { vec![100, 200] } else { vec![1_000, 10_000, 100_000] };
    counts.extend(has("--million").then_some(1_000_000));
    let name = collection
        .as_deref()
        .and_then(Path::file_name)
        .map_or("the plan's words".into(), |it| it.to_string_lossy());
    table(&name, &counts.iter().map(|it| sized(*it, None)).collect::<Vec<_>>());
    let (clauses, documents) =
        if has("--test") { (100, [1, 5, 10]) } else { (10_000, [1, 100, 1_000]) };
    table(&format!("{name}, by documents"), &documents.map(|it| sized(clauses, Some(it))));
}

/// Measures libraries, each in a process of its own, and prints them.
fn table(name: &str, wanted: &[Wanted]) {
    println!("\n{name}");
    println!(
        "{:>9} {:>5} {:>8} {:>8} {:>8} {:>9} {:>8} {:>8} {:>7} {:>8} {:>8} {:>8} {:>8} {:>8}",
        "clauses",
        "docs",
        "text MB",
        "read s",
        "build s",
        "clauses/s",
        "texts MB",
        "index MB",
        "/text",
        "peak MB",
        "search50",
        "search99",
        "ask50 µs",
        "ask99 µs"
    );
    let mut before: Option<Measured> = None;
    for wanted in wanted {
        let it = in_child(wanted);
        println!(
            "{:>9} {:>5} {:>8.2} {:>8.2} {:>8.2} {:>9.0} {:>8.1} {:>8.1} {:>7.2} {:>8.0} {:>8.0} {:>8.0} {:>8.0} {:>8.0}",
            it.clauses,
            it.documents,
            it.text_mb,
            it.read_s,
            it.build_s,
            it.clauses as f64 / it.build_s,
            it.library_mb,
            it.index_mb,
            it.index_mb / it.text_mb,
            it.peak_mb,
            it.search_us[0],
            it.search_us[1],
            it.ask_us[0],
            it.ask_us[1],
        );
        if let Some(first) = &before {
            let times = |of: fn(&Measured) -> f64| format!("{:.1}x", of(&it) / of(first));
            println!(
                "{:>9} {:>5} {:>8} {:>8} {:>8} {:>9} {:>8} {:>8} {:>7} {:>8} {:>8} {:>8} {:>8} {:>8}",
                "of first",
                "",
                times(|it| it.text_mb),
                times(|it| it.read_s),
                times(|it| it.build_s),
                "",
                times(|it| it.library_mb),
                times(|it| it.index_mb),
                "",
                times(|it| it.peak_mb),
                times(|it| it.search_us[0]),
                times(|it| it.search_us[1]),
                times(|it| it.ask_us[0]),
                times(|it| it.ask_us[1]),
            );
        }
        before.get_or_insert(it);
    }
}

fn in_child(wanted: &Wanted) -> Measured {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args([
        "--child",
        "--clauses",
        &wanted.clauses.to_string(),
        "--documents",
        &wanted.documents.to_string(),
    ]);
    if let Some(directory) = &wanted.collection {
        command.arg("--collection").arg(directory);
    }
    if wanted.is_test {
        command.arg("--test");
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn measure(wanted: &Wanted) -> Measured {
    let started = (cpu_s(), resident_mb());
    let ((library, n_bytes), mut questions): (_, Vec<String>) =
        if let Some(directory) = &wanted.collection {
            let public = Public::read(directory);
            (public.library(wanted.clauses, wanted.documents), public.questions(N_QUESTIONS))
        } else {
            let plan = Plan::new();
            let questions = plan.questions(N_QUESTIONS / 2).into_iter().chain(asked_by_people());
            (plan.library(wanted.clauses, wanted.documents), questions.collect())
        };
    questions.truncate(if wanted.is_test { N_OF_TEST } else { usize::MAX });
    let read = (cpu_s(), resident_mb());
    let n_clauses = library.clauses().count();
    let assistant = Assistant::new(library).unwrap();
    let built = (cpu_s(), resident_mb());
    assistant.warm();
    let peak_mb = peak_mb();
    Measured {
        clauses: n_clauses,
        documents: wanted.documents,
        text_mb: n_bytes as f64 / 1e6,
        read_s: read.0 - started.0,
        build_s: built.0 - read.0,
        library_mb: read.1 - started.1,
        index_mb: built.1 - read.1,
        peak_mb,
        search_us: p50_p99(&questions, |text| {
            drop(black_box(assistant.hits(&Asked::new(text, Locale::En)).unwrap()));
        }),
        ask_us: p50_p99(&questions, |text| {
            let asked = Asked::new(text, Locale::En);
            drop(black_box(assistant.ask(&asked).unwrap()));
        }),
    }
}

/// Questions of the repository: every second one of its files.
fn asked_by_people() -> Vec<String> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions");
    let read = |name| std::fs::read_to_string(directory.join(name)).unwrap();
    let files = ["tune.jsonl", "held.jsonl"].map(read);
    let all = files.iter().flat_map(|it| read_questions(it).unwrap());
    all.filter(|it| !["number", "section"].contains(&it.kind.as_str()))
        .map(|it| it.q)
        .step_by(2)
        .collect()
}

/// p50 and p99 of the questions' times, in microseconds. The time of a question is its median of the rounds.
fn p50_p99(questions: &[String], answer: impl Fn(&str)) -> [f64; 2] {
    let start = Instant::now();
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); questions.len()];
    for _ in 0..N_ROUNDS {
        for (question, times) in questions.iter().zip(&mut times) {
            let start = Instant::now();
            answer(question);
            times.push(start.elapsed());
        }
        if start.elapsed() > MOST {
            break;
        }
    }
    let median = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        times[times.len() / 2].as_secs_f64() * 1e6
    };
    let mut medians: Vec<f64> = times.iter_mut().map(median).collect();
    medians.sort_by(f64::total_cmp);
    [0.5, 0.99].map(|it| medians[((medians.len() - 1) as f64 * it).round() as usize])
}
