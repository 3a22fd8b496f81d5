//! Any text is answered: the reply quotes clauses only, its messages fit and nest.
//!
//! The first byte chooses the reader: their locale, what they see first, and how
//! many they are. The rest is the question.
#![no_main]

use clausebot::{
    answer::{Asked, MAX_QUESTION_CHARS},
    render::{View, messages},
    text::Locale,
};
use clausebot_fuzz::{ASSISTANT, check_message, check_page, check_quotations, pager, ready};
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(init: ready(), |data: &[u8]| -> Corpus {
    let Some((choice, text)) = data.split_first() else { return Corpus::Reject };
    let Ok(text) = str::from_utf8(text) else { return Corpus::Reject };
    let locales = Locale::ALL;
    let fallback = locales[usize::from(choice / 8) % locales.len()];
    let locale = choice.is_multiple_of(5).then_some(fallback);

    let answered = ASSISTANT.ask(&Asked { text, locale, fallback, document: None, app: None }).expect("a sound index");
    assert!(answered.question.text.chars().count() <= MAX_QUESTION_CHARS);

    let pager = pager(*choice, answered.question.locale);
    let view = if choice.is_multiple_of(4) { View::Plain } else { View::Chat(pager.order) };
    let reply = ASSISTANT.reply_in(&answered, view);
    check_quotations(&reply);
    messages(&reply, &|it| pager.link(it)).iter().for_each(|it| check_message(&it.html()));
    check_page(&pager.answer(&answered));
    Corpus::Keep
});
