//! Any words after `/start` are read or refused. What is read is a link's 64
//! letters, reads back as itself, and leads to a page that fits.
#![no_main]

use clausebot::{
    telegram::{Below, StartPayload},
    text::Locale,
};
use clausebot_fuzz::{MAX_DATA, check_page, pager, ready};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: ready(), |payload: &str| {
    let Ok(read) = payload.parse::<StartPayload>() else { return };
    let written = read.to_string();
    assert!((1..=MAX_DATA).contains(&written.len()), "{written}");
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    assert!(written.chars().all(is_letter), "{written}");
    assert_eq!(written.parse(), Ok(read));

    let pager = pager(0, read.locale.unwrap_or(Locale::En));
    if let Some(clause) = read.clause.find(pager.assistant.library()) {
        check_page(&pager.clause(clause, 0, None, &Below::default()));
        assert!(pager.link(clause).is_some_and(|it| it.starts_with("https://t.me/")));
    }
});
