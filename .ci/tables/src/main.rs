//! Makes the tables of `seeds/common` from the dictionaries of jieba and OpenCC.
//!
//! ```text
//! cargo run --locked --manifest-path .ci/tables/Cargo.toml              writes the tables
//! cargo run --locked --manifest-path .ci/tables/Cargo.toml -- --check   compares them, and what they give
//! ```
//!
//! The dictionaries come with the crates `jieba-rs` and `ferrous-opencc`; `Cargo.lock` beside this program has their
//! checksums. `--check` also segments, tags and converts texts with the crates and with the code of the program: each
//! character, each word of either dictionary, words in a row, and the lines of the files that are given.

mod conversions;
mod sources;
mod words;

#[path = "../../../src/text/dictionary.rs"]
mod dictionary;
#[path = "../../../src/text/script.rs"]
mod script;
#[path = "../../../src/text/segment.rs"]
mod segment;
#[path = "../../../src/text/table.rs"]
mod table;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::sources::Sources;

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_check = arguments.first().is_some_and(|it| it == "--check");
    if is_check {
        arguments.remove(0);
    }
    let sources = Sources::find();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds/common");
    let mut is_same = true;
    for (name, table) in tables(&sources) {
        is_same &= if is_check {
            compare(&folder.join(name), &table)
        } else {
            write(&folder.join(name), &table)
        };
    }
    if !is_check {
        return ExitCode::SUCCESS;
    }
    let texts = texts(&sources, arguments.iter().map(PathBuf::from));
    let n_wrong = words::check(&sources, &texts) + conversions::check(&texts);
    println!("{} texts, {n_wrong} differences", texts.len());
    if is_same && n_wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn tables(sources: &Sources) -> [(&'static str, Vec<u8>); 3] {
    [
        ("words.bin", words::table(sources)),
        ("to-simplified.bin", conversions::to_simplified(sources)),
        ("to-traditional.bin", conversions::to_traditional(sources)),
    ]
}

fn write(path: &Path, table: &[u8]) -> bool {
    std::fs::write(path, table).expect("the folder can be written");
    println!("{}: {} bytes", path.display(), table.len());
    true
}

fn compare(path: &Path, table: &[u8]) -> bool {
    let is_same = std::fs::read(path).is_ok_and(|it| it == table);
    if !is_same {
        println!("{}: not as the sources give it; run without --check", path.display());
    }
    is_same
}

/// Texts to compare on: characters, words, words in a row, lines of files.
fn texts(sources: &Sources, files: impl Iterator<Item = PathBuf>) -> Vec<String> {
    let mut texts: Vec<String> = ('\0'..='\u{32fff}').map(String::from).collect();
    let words = sources.all_words();
    texts.extend(words.iter().cloned());
    // Rows of words, the same at each run.
    let mut state = 1_u64;
    let mut next = |n: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    for _ in 0..50_000 {
        let row: String = (0..2 + next(6)).map(|_| words[next(words.len())].as_str()).collect();
        // A row that begins or ends inside a word.
        let chars: Vec<char> = row.chars().collect();
        let start = next(chars.len());
        let end = start + 1 + next(chars.len() - start);
        texts.push(chars[start..end].iter().collect());
        texts.push(row);
    }
    for file in files {
        let text = std::fs::read_to_string(&file)
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        texts.extend(text.lines().map(str::to_owned));
    }
    texts
}
