//! The examples of the README and of `docs`: every `console` block is run, and prints what is
//! written there.
//!
//! A block runs in a folder with the files of `tests/examples/PAGE`. `…` stands for the rest of a
//! line, and at its end for lines that are left out. Digits of `elapsed_us` are not compared.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

struct Example {
    /// Page and line, for the message of a failure.
    place: String,
    command: String,
    printed: Vec<String>,
}

fn examples(path: &Path) -> Vec<Example> {
    let page = fs::read_to_string(path).unwrap();
    let name = path.file_stem().unwrap().to_str().unwrap();
    let mut found: Vec<Example> = Vec::new();
    let mut is_inside = false;
    for (n, line) in page.lines().enumerate() {
        let line = line.strip_prefix("   ").filter(|it| it.starts_with("```")).unwrap_or(line);
        if line.starts_with("```") {
            is_inside = line == "```console";
        } else if is_inside {
            if let Some(command) = line.strip_prefix("$ ") {
                let (place, command) = (format!("{name}:{}", n + 1), command.to_owned());
                found.push(Example { place, command, printed: Vec::new() });
            } else if let Some(example) = found.last_mut() {
                if example.printed.is_empty() && example.command.ends_with('\\') {
                    example.command.push('\n');
                    example.command.push_str(line);
                } else {
                    example.printed.push(line.to_owned());
                }
            }
        }
    }
    found
}

/// The output of a command on both streams, in a folder with the files of its page.
fn run(command: &str, files: &Path) -> String {
    let folder = tempfile::tempdir().unwrap();
    if files.is_dir() {
        let copied = Command::new("cp").arg("-r").arg(files.join(".")).arg(folder.path()).status();
        assert!(copied.unwrap().success());
    }
    let program = Path::new(env!("CARGO_BIN_EXE_clausebot")).parent().unwrap();
    let output = Command::new("/bin/sh")
        .args(["-c", &format!("{{ {command}\n}} 2>&1")])
        .current_dir(folder.path())
        .env_clear()
        .env("PATH", format!("{}:/usr/bin:/bin", program.display()))
        .env("HOME", folder.path())
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Whether a line is as it is written, with `…` for any characters.
fn is_line(written: &str, line: &str) -> bool {
    let written = without_time(written);
    let line = without_time(line);
    if written == line {
        return true;
    }
    let mut rest = line.as_str();
    let parts: Vec<&str> = written.split('…').collect();
    let [first, .., last] = parts.as_slice() else { return false };
    let Some(after) = rest.strip_prefix(first) else { return false };
    rest = after;
    for part in &parts[1..parts.len() - 1] {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

fn without_time(line: &str) -> String {
    let Some((before, after)) = line.split_once("\"elapsed_us\":") else { return line.to_owned() };
    format!("{before}{}", after.trim_start_matches(|c: char| c.is_ascii_digit()))
}

/// Whether a text is as it is written; a line that ends with `…` leaves out lines after it.
fn is_printed(written: &[String], printed: &[&str]) -> bool {
    let Some((first, written)) = written.split_first() else { return printed.is_empty() };
    let has_more = first.ends_with('…');
    if first == "…" {
        return (0..=printed.len()).any(|n| is_printed(written, &printed[n..]));
    }
    let Some((line, printed)) = printed.split_first() else { return false };
    let n_left_out = if has_more { printed.len() } else { 0 };
    is_line(first, line) && (0..=n_left_out).any(|n| is_printed(written, &printed[n..]))
}

#[test]
fn examples_print_what_is_written() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages: Vec<PathBuf> =
        fs::read_dir(root.join("docs")).unwrap().map(|it| it.unwrap().path()).collect();
    pages.retain(|it| it.extension().is_some_and(|it| it == "md"));
    pages.push(root.join("README.md"));
    pages.sort();
    let mut faults = Vec::new();
    let mut n_run = 0;
    for page in pages {
        let files = root.join("tests/examples").join(page.file_stem().unwrap());
        for example in examples(&page) {
            let printed = run(&example.command, &files);
            let printed = printed.trim_end();
            let written = example.printed.join("\n");
            let written: Vec<String> = written.trim_end().lines().map(str::to_owned).collect();
            n_run += 1;
            if !is_printed(&written, &printed.lines().collect::<Vec<_>>()) {
                let Example { place, command, .. } = example;
                faults.push(format!("{place}: `{command}` prints\n{printed}\n"));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    assert!(n_run >= 10, "{n_run} examples");
}

#[test]
fn the_comparison_itself() {
    let is_same = |written: &str, printed: &str| {
        let written: Vec<String> = written.lines().map(str::to_owned).collect();
        is_printed(&written, &printed.lines().collect::<Vec<_>>())
    };
    assert!(is_same("a\nb", "a\nb"));
    assert!(!is_same("a\nb", "a"));
    assert!(is_same("a…\nc", "ab\nx\ny\nc"));
    assert!(!is_same("a…\nc", "ab\nx"));
    assert!(is_same("{…,\"elapsed_us\":5}", "{\"a\":1,\"elapsed_us\":77}"));
    assert!(is_same("a\n…", "a\nb\nc"));
    assert!(!is_same("a", "a\nb"));
    assert!(is_same("words…", "words…"));
}
