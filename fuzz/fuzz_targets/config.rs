//! Any configuration is accepted or refused, and no message about it contains a
//! secret.
//!
//! The first byte chooses a line with a secret and where it stands: above the text
//! or in the middle of it.
#![no_main]

use std::{error::Error, fmt::Debug, path::Path};

use clausebot::config::{Config, ConfigError, Environment, Purpose, Sources};
use libfuzzer_sys::{Corpus, fuzz_target};

/// A word that stands in the file only where a secret belongs.
const SECRET: &str = "hunter2hunter2";

/// Lines with a secret: some that are right, and some that are mistakes.
const LINES: [&str; 6] = [
    "redis = \"redis://:hunter2hunter2@127.0.0.1:6379/0\"",
    "redis = \"rediss://ann:hunter2hunter2@[\"",
    "token = \"123:hunter2hunter2\"",
    "webhook-secret = \"hunter2hunter2\"",
    "redis = redis://:hunter2hunter2@127.0.0.1:6379/0",
    "api-url = \"http://ann:hunter2hunter2@[\"",
];

fuzz_target!(|data: &[u8]| -> Corpus {
    let Some((choice, text)) = data.split_first() else { return Corpus::Reject };
    let Ok(text) = str::from_utf8(text) else { return Corpus::Reject };
    // A multi-line string would make the secret part of another value, and libFuzzer soon
    // finds the word itself.
    if ["\"\"\"", "'''", SECRET].iter().any(|it| text.contains(it)) {
        return Corpus::Reject;
    }
    let place = usize::from(choice / 2) % (LINES.len() + 1);
    let secret = LINES.get(place).copied().unwrap_or_default();
    let middle = if choice.is_multiple_of(2) { 0 } else { text.len() / 2 };
    let middle = (middle..=text.len()).find(|it| text.is_char_boundary(*it)).unwrap_or_default();
    let (before, after) = text.split_at(middle);

    let file = format!("{before}\n{secret}\n{after}");
    let sources = Sources::new(Vec::new(), &Environment::new());
    let sources = sources.with_text(Path::new("clausebot.toml"), &file);
    keeps_quiet(&sources);
    // No file that a setting names is opened.
    match Config::load(sources, Purpose::Answers) {
        Ok(config) => keeps_quiet(&config),
        Err(faults) => told(&faults),
    }
    Corpus::Keep
});

fn told(faults: &[ConfigError]) {
    for fault in faults {
        keeps_quiet(fault);
        let mut told: Option<&dyn Error> = Some(fault);
        while let Some(error) = told {
            assert!(!error.to_string().contains(SECRET), "{error}");
            told = error.source();
        }
    }
}

fn keeps_quiet(it: &impl Debug) {
    assert!(!format!("{it:?}").contains(SECRET), "{it:?}");
}
