//! Questions and their answers.

use std::{sync::Arc, time::Duration};

use tokio::{task::spawn_blocking, time::sleep};

use crate::{
    answer::{Answer, Asked},
    config::Misses,
    render::kind,
    search::SearchError,
    store::{References, Settings},
    telegram::updates::request::PlaceKind,
    wording::Phrase,
};

use super::{
    context::Context, fault::Fault, page_cache::AnswerPage, recipient::Recipient, turn::Turn,
};

/// An answer that takes longer is announced by `typing…`.
const TYPING_DELAY: Duration = Duration::from_millis(700);

/// Bytes of a question, and clauses of a library, up to which an answer takes less than a
/// millisecond.
const SHORT_QUESTION: usize = 200;
const SMALL_LIBRARY: usize = 5_000;

/// Clauses cited by one message that are shown.
const MAX_REFERENCES: usize = 10;

/// Answers a question. An empty one is the text that the message refers to.
pub(crate) async fn question(turn: Turn<'_>, text: &str) -> Result<(), Fault> {
    let text = if text.is_empty() { turn.message.referred() } else { text };
    if text.trim().is_empty() {
        return turn.say(&Phrase::AskHow).await;
    }
    let answer = page(turn, text).await?;
    turn.context.metrics.answer(answer.kind, answer.locale.tag());
    if let Some(question) = &answer.missed {
        missed(turn.context, question).await;
    }
    turn.answer(&answer.page).await
}

/// Answers a few words that may be a question, if clauses fit them.
pub(crate) async fn perhaps(turn: Turn<'_>, text: &str) -> Result<(), Fault> {
    let answer = page(turn, text).await?;
    if !answer.is_found {
        return Ok(());
    }
    turn.context.metrics.answer(answer.kind, answer.locale.tag());
    turn.answer(&answer.page).await
}

/// Shows the clauses that a sentence cites, unless the group has turned that off. Numbers without a clause are ignored:
/// the sentence is not to the bot.
pub(crate) async fn references(turn: Turn<'_>, settings: Settings) -> Result<(), Fault> {
    if settings.references == References::Ignored {
        return Ok(());
    }
    let text = turn.message.content.text();
    let pager = turn.pager_for(text).await;
    let mut clauses = turn.context.assistant.cited(text, pager.document);
    clauses.truncate(MAX_REFERENCES);
    if clauses.is_empty() {
        return Ok(());
    }
    turn.answer(&pager.clauses(&clauses)).await
}

/// Keeps a question that found nothing, if the operator wants that.
pub(crate) async fn missed(context: &Context, text: &str) {
    if context.misses == Misses::Kept {
        context.kept(context.store.chats.miss(text.to_owned()).await);
    }
}

/// Answers the words after `/commitments`.
pub(crate) async fn commitments(turn: Turn<'_>, text: &str) -> Result<(), Fault> {
    let pager = turn.pager_for(text).await;
    let (assistant, text) = (Arc::clone(&turn.context.assistant), text.to_owned());
    let (locale, document) = (pager.locale, pager.document);
    let search = spawn_blocking(move || {
        let asked = Asked { locale: Some(locale), document, ..Asked::new(&text, locale) };
        assistant.ask_commitments(&asked)
    });
    let answered = with_typing(turn, search).await??;
    if matches!(answered.answer, Answer::Nothing { .. }) {
        missed(turn.context, &answered.question.text).await;
    }
    turn.answer(&pager.answer(&answered)).await
}

/// `/check`: compares a text, or the one that the message refers to, with the documents. The report is long, and so for
/// private chats only.
pub(crate) async fn check(turn: Turn<'_>, text: &str) -> Result<(), Fault> {
    if turn.message.place.kind != PlaceKind::Private {
        return turn.say(&Phrase::CheckInPrivate).await;
    }
    let text = if text.is_empty() { turn.message.referred() } else { text };
    if text.trim().is_empty() {
        return turn.say(&Phrase::CheckHow).await;
    }
    let pager = turn.pager_for(text).await;
    let (assistant, words) = (Arc::clone(&turn.context.assistant), text.to_owned());
    let report = with_typing(turn, spawn_blocking(move || assistant.verify(&words))).await??;
    turn.answer(&pager.several(pager.composer().verification(&report, text), &[])).await
}

/// The page that answers a question: from the cache, or from a search. A search that may
/// take long runs outside the threads that talk to Telegram; to wake another thread takes
/// as long as a short one.
async fn page(turn: Turn<'_>, question: &str) -> Result<Arc<AnswerPage>, Fault> {
    let (context, recipient) = (turn.context, turn.recipient().await);
    if let Some(known) = context.pages.get(question, recipient) {
        return Ok(known);
    }
    let is_short = question.len() <= SHORT_QUESTION
        && context.assistant.library().n_clauses() <= SMALL_LIBRARY;
    let page = if is_short {
        search(context, question, recipient)?
    } else {
        let (worker, text) = (context.clone(), question.to_owned());
        let search = spawn_blocking(move || search(&worker, &text, recipient));
        with_typing(turn, search).await??
    };
    let page = Arc::new(page);
    context.pages.insert(question.to_owned(), recipient, &page);
    Ok(page)
}

fn search(context: &Context, text: &str, recipient: Recipient) -> Result<AnswerPage, SearchError> {
    let locale = context.locale(text, recipient);
    let document = recipient.document;
    let app = recipient.unread;
    let asked = Asked { locale: Some(locale), document, app, ..Asked::new(text, locale) };
    let answered = context.assistant.ask(&asked)?;
    // `3.6 in English` chooses the language.
    let locale = answered.question.locale;
    let is_missed = matches!(answered.answer, Answer::Nothing { .. });
    Ok(AnswerPage {
        page: context.pager(recipient, locale).answer(&answered),
        missed: is_missed.then_some(answered.question.text),
        is_found: !answered.answer.is_none() && !matches!(answered.answer, Answer::Help(_)),
        kind: kind(&answered.answer),
        locale,
    })
}

/// Waits for an answer; shows `typing…` if it takes long.
async fn with_typing<T>(turn: Turn<'_>, work: impl Future<Output = T>) -> T {
    tokio::pin!(work);
    tokio::select! {
        biased;
        done = &mut work => return done,
        () = sleep(TYPING_DELAY) => {
            let (api, place) = (turn.context.api.clone(), turn.message.place);
            tokio::spawn(async move { api.typing(place.chat, place.thread).await });
        }
    }
    work.await
}
