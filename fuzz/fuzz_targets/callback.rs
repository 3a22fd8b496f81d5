//! Any callback data is read or refused. What is read is written in 64 bytes,
//! reads back as itself, and leads to pages that fit.
//!
//! The first byte chooses the user who pressed the button.
#![no_main]

use clausebot::{
    store::Settings,
    telegram::{Action, Below},
    text::Locale,
};
use clausebot_fuzz::{MAX_DATA, check_page, pager, ready};
use libfuzzer_sys::{Corpus, fuzz_target};

/// The question of the message above a button.
const QUESTION: &str = "how many 疫苗 doses, and rail links?";

fuzz_target!(init: ready(), |data: &[u8]| -> Corpus {
    let Some((choice, data)) = data.split_first() else { return Corpus::Reject };
    let Ok(data) = str::from_utf8(data) else { return Corpus::Reject };
    let Ok(action) = data.parse::<Action>() else { return Corpus::Keep };

    let written = action.to_string();
    assert!((1..=MAX_DATA).contains(&written.len()), "{written}");
    assert_eq!(written.parse(), Ok(action));

    let pager = pager(*choice, Locale::ALL[usize::from(*choice) % Locale::ALL.len()]);
    let question = choice.is_multiple_of(2).then_some(QUESTION);
    let below = |_| Below::default();
    if let Some(page) = pager.turned(action, question, below) {
        check_page(&page);
    }
    match action {
        Action::Language(language) => {
            check_page(&pager.settings(Settings { language, ..Settings::default() }, None))
        }
        Action::TextOrder(first) => {
            check_page(&pager.settings(Settings { first: Some(first), ..Settings::default() }, Some(7)));
        }
        Action::Vote(clause, ..) => {
            let clauses: Vec<_> = clause.find(pager.assistant.library()).into_iter().collect();
            let _ = pager.candidates(&clauses);
        }
        _ => {}
    }
    Corpus::Keep
});
