//! Questions and their answers.

use std::sync::Arc;

use crate::{
    config::Misses,
    corpus::{ClauseNumber, ClauseRef},
    wording::Phrase,
};

use crate::telegram::{
    chat::{
        context::{Desk, Fault},
        deliver::deliver,
    },
    updates::message::Incoming,
};

use super::message::say;

/// A question. An empty one is the text that it replies to.
pub(crate) async fn question(
    desk: &Arc<Desk>,
    incoming: &Incoming,
    text: &str,
) -> Result<(), Fault> {
    let replied_to = incoming.referred();
    let text = if text.is_empty() { replied_to } else { text };
    if text.trim().is_empty() {
        return say(desk, incoming, &Phrase::AskHow).await;
    }
    let guest = desk.guest(incoming.place, incoming.speaker).await;
    let answer = desk.page(text, guest, incoming.place).await?;
    desk.metrics.answer(answer.kind, answer.locale.tag());
    if let Some(question) = &answer.missed {
        missed(desk, question).await;
    }
    deliver(desk, incoming, &answer.page).await
}

/// Clauses that a sentence names. A number that no document has is passed over:
/// nobody asked the bot.
pub(crate) async fn references(
    desk: &Arc<Desk>,
    incoming: &Incoming,
    numbers: &[ClauseNumber],
    sentence: &str,
) -> Result<(), Fault> {
    let clauses = named(desk, numbers);
    if clauses.is_empty() {
        return Ok(());
    }
    let guest = desk.guest(incoming.place, incoming.speaker).await;
    let locale = desk.locale(sentence, guest.reader);
    deliver(desk, incoming, &desk.pager(guest, locale).clauses(&clauses)).await
}

/// The clauses that have one of these numbers.
pub(crate) fn named(desk: &Desk, numbers: &[ClauseNumber]) -> Vec<ClauseRef> {
    let library = desk.assistant.library();
    let named = |number: &ClauseNumber| {
        let number = *number;
        library.clauses().filter(move |(_, _, it)| it.id.number() == Some(number))
    };
    numbers.iter().flat_map(named).map(|(at, _, _)| at).collect()
}

/// Keeps a question that found nothing, where the operator wants that.
pub(crate) async fn missed(desk: &Desk, text: &str) {
    if desk.misses == Misses::Kept {
        desk.kept(desk.store.chats.miss(text.to_owned()).await);
    }
}
