//! The reader of a text: it never panics, and gives each number to one clause.
#![no_main]

use std::collections::HashSet;

use clausebot::corpus::{MAX_LINE_BYTES, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if text.len() <= MAX_LINE_BYTES {
        let (document, _) = parse(text);
        let mut seen = HashSet::new();
        assert!(document.clauses.iter().all(|it| seen.insert(it.id)));
    }
});
