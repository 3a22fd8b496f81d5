//! Prints the numerals, sums or commitments in each input line as JSON, for `.ci/quantities.py`.
//!
//! `numerals zh|en --numerals|--sums|--probe` prints one list a line; `\n` in a line stands for a line break.
//!
//! | mode | an item is |
//! |---|---|
//! | `--numerals` | start, end, value, form, whether Latin letters touch it |
//! | `--sums` | start, end, value, currency |
//! | `--probe` | a commitment, as `clausebot commitments --format jsonl` writes it |
//!
//! Starts and ends are code points of the line.
#![allow(clippy::print_stdout, missing_docs, reason = "an example prints")]

use std::io;

use clausebot::{
    commitment::{Context, commitments, sums},
    language::grammar,
    quantity::Form,
    render::JsonCommitment,
    text::{Language, glyph::Glyphs},
};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let language: Language = args.next().unwrap_or_default().parse()?;
    let print: fn(&str, Language) -> Result<Vec<Value>, serde_json::Error> =
        match args.next().as_deref() {
            Some("--numerals") => |line, language| Ok(print_numerals(line, language)),
            Some("--sums") => |line, language| Ok(print_sums(line, language)),
            Some("--probe") => print_probe,
            _ => return Err("usage: numerals zh|en --numerals|--sums|--probe".into()),
        };
    for line in io::stdin().lines() {
        println!("{}", Value::from(print(&line?.replace("\\n", "\n"), language)?));
    }
    Ok(())
}

fn print_numerals(line: &str, language: Language) -> Vec<Value> {
    let found = grammar(language).numerals(&Glyphs::of(line)).into_iter().map(|it| {
        let (start, end) = (points(line, it.span.start), points(line, it.span.end));
        let is_adjacent = it.adjacent.before || it.adjacent.after;
        json!([start, end, it.value.low().to_string(), form(it.form), is_adjacent])
    });
    found.collect()
}

fn print_sums(line: &str, language: Language) -> Vec<Value> {
    let found = sums(line, language).into_iter().map(|(span, value, currency)| {
        let (start, end) = (points(line, span.start), points(line, span.end));
        json!([start, end, value.low().to_string(), currency.0])
    });
    found.collect()
}

fn print_probe(line: &str, language: Language) -> Result<Vec<Value>, serde_json::Error> {
    let reading = commitments(line, &Context::bare(language));
    let row = |it| serde_json::to_value(JsonCommitment::new(it, line, None, None));
    reading.accepted.iter().map(row).collect()
}

fn form(form: Form) -> &'static str {
    match form {
        Form::Plain => "plain",
        Form::Percent | Form::PerMille | Form::PercentagePoint => "percent",
        Form::Fraction => "fraction",
    }
}

/// Code points before a byte.
fn points(text: &str, byte: usize) -> usize {
    text.get(..byte).map_or(0, |before| before.chars().count())
}
