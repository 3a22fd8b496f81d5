//! Modules import only from floors below their own, no two files import each other in a
//! circle, and each heavy library is named by one module.
//!
//! These tests read paths and library names in source text. `cargo check
//! --no-default-features` proves that the core builds without its edges.

mod imports;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use self::imports::Files;

/// Lowest first.
const FLOORS: &[&[&str]] = &[
    &["text"],
    &["quantity"],
    &["language"],
    &["commitment"],
    &["corpus"],
    &["search"],
    &["answer"],
    &["verify"],
    &["wording"],
    &["render"],
    &["store"],
    &["assistant"],
    &["import", "measure"],
    &["config"],
    &["http", "signal"],
    &["mcp", "web"],
    &["telegram", "cli"],
];

/// The only module that may name a library.
const OWNERS: &[(&str, &str)] = &[
    ("jieba_rs::", "text"),
    ("frostem::", "text"),
    ("pinyin::", "text"),
    ("fst::", "text"),
    ("chardetng::", "text"),
    ("encoding_rs::", "text"),
    ("whatlang::", "text"),
    ("tantivy::", "search"),
    ("fluent::", "wording"),
    ("fluent_langneg::", "wording"),
    ("teloxide::", "telegram"),
    ("axum::", "http, telegram, web"),
    ("maud::", "web"),
    ("flate2::", "web"),
    ("rmcp::", "mcp"),
    ("hyper::", "http"),
    ("hyper_util::", "http"),
    ("tokio_rustls::", "http, telegram"),
    ("governor::", "telegram"),
    ("prometheus_client::", "telegram"),
    ("rusqlite::", "store"),
    ("redis::", "store"),
    ("clap::", "cli, config"),
    ("rustyline::", "cli"),
    ("anyhow::", "cli"),
    ("postcard::", "assistant, import, quantity, search"),
    ("hayro_interpret::", "import"),
    ("quick_xml::", "import"),
    ("zip::", "import"),
    ("dom_query::", "import"),
    ("dom_smoothie::", "import"),
    ("rustix::", "import"),
    ("libc::", "assistant"),
];

#[test]
fn no_files_import_each_other_in_a_circle() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let paths = rust_files(&src).into_iter().filter(|it| !it.ends_with("main.rs"));
    let sources: BTreeMap<String, String> = paths
        .map(|it| {
            let name = it.strip_prefix(&src).unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(it).unwrap())
        })
        .collect();
    let files = Files::read(sources.iter().map(|(name, source)| (name.as_str(), source.as_str())));
    let circles: Vec<String> = files.circles().iter().map(|it| it.join(" → ")).collect();
    assert!(circles.is_empty(), "files that import each other:\n{}", circles.join("\n"));
}

#[test]
fn imports_go_down() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut offences = Vec::new();
    for path in rust_files(&src) {
        let inside = path.strip_prefix(&src).unwrap();
        let module = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
        if ["lib", "main"].contains(&module) {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        let code: String =
            source.lines().map(|it| it.split("//").next().unwrap().to_owned() + "\n").collect();
        for offence in offences_in(module, &code) {
            offences.push(format!("{}: {offence}", inside.display()));
        }
    }
    assert!(offences.is_empty(), "\n{}", offences.join("\n"));
}

fn offences_in(module: &str, code: &str) -> Vec<String> {
    let mut offences = Vec::new();
    let Some(floor) = floor_of(module) else {
        return vec![format!("`{module}` stands on no floor: add it to FLOORS")];
    };
    for used in crate_modules(code) {
        if used != module && floor_of(used).is_none_or(|it| floor <= it) {
            offences.push(format!("`{module}` imports `{used}`, which is not below it"));
        }
    }
    for (library, owner) in OWNERS {
        if code.contains(library) && !owner.split(", ").any(|it| it == module) {
            offences.push(format!("`{module}` names `{library}`, which is for `{owner}`"));
        }
    }
    if code.contains("super::super") {
        offences.push("write `crate::` instead of `super::super`".to_owned());
    }
    offences
}

fn floor_of(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// The modules named right after each `crate::`, alone or in a braced group.
fn crate_modules(code: &str) -> Vec<&str> {
    let mut modules = Vec::new();
    for after in code.split("crate::").skip(1) {
        let Some(group) = after.strip_prefix('{') else {
            modules.extend(first_word(after));
            continue;
        };
        let mut depth = 0;
        let mut start = 0;
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                ',' | '}' if depth == 0 => {
                    modules.extend(first_word(&group[start..at]));
                    start = at + 1;
                    if c == '}' {
                        break;
                    }
                }
                '}' => depth -= 1,
                _ => (),
            }
        }
    }
    modules
}

fn first_word(text: &str) -> Option<&str> {
    text.trim_start()
        .split(|c: char| c != '_' && !c.is_alphanumeric())
        .next()
        .filter(|it| !it.is_empty())
}

fn rust_files(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|it| it == "rs") {
            files.push(path);
        }
    }
    files
}

#[test]
fn the_check_itself() {
    assert_eq!(crate_modules("use crate::{a::{b, c}, d}; crate::e::f()"), ["a", "d", "e"]);
    assert_eq!(offences_in("corpus", "use crate::{text::Span, corpus::X};"), [""; 0]);
    assert_eq!(offences_in("corpus", "use crate::{\n  text::Span,\n  render::Reply,\n};").len(), 1);
    assert_eq!(offences_in("answer", "teloxide::Bot").len(), 1);
    assert_eq!(offences_in("cli", "crate::telegram::run()").len(), 1);
    assert_eq!(offences_in("attic", "").len(), 1);
}
