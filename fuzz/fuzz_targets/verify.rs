//! Any text is compared: the statements are spans in order, and the words of a document are a clause's.
#![no_main]

use std::sync::LazyLock;

use clausebot::assistant::Assistant;
use libfuzzer_sys::fuzz_target;

static ASSISTANT: LazyLock<Assistant> = LazyLock::new(|| Assistant::shipped().expect("shipped"));

fuzz_target!(|text: &str| {
    let report = ASSISTANT.verify(text).expect("compared");
    let mut end = 0;
    for it in &report.statements {
        assert!(it.span.start >= end && it.span.of(text).is_some());
        end = it.span.end;
        if let Some(place) = it.verdict.place() {
            assert!(place.words(ASSISTANT.library()).is_some());
        }
    }
});
