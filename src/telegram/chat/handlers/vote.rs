//! 👍 and 👎 below an answer, in private chats.

use teloxide::types::{InlineKeyboardMarkup, Message};

use std::sync::Arc;

use crate::{
    answer::{Answer, Asked},
    corpus::ClauseRef,
    store::Vote,
    wording::Phrase,
};

use crate::telegram::{
    chat::{
        action::Action,
        clause_key::ClauseKey,
        context::{Desk, Fault},
        deliver::{Word, edit_buttons},
        page::Pager,
        pressed::{action, without_votes},
    },
    updates::message::question_of,
};

use super::ask;

/// Clauses that are offered instead.
const N_CANDIDATES: usize = 3;

/// Clauses that are looked at for them.
const N_LOOKED_AT: usize = 12;

/// Counts a vote, takes its buttons away, and offers other clauses to those
/// whom this one did not help.
pub(crate) async fn count(
    desk: &Desk,
    pager: &Pager<'_>,
    message: &Message,
    clause: ClauseKey,
    vote: Vote,
) -> Result<Word, Fault> {
    let library = desk.assistant.library();
    let id = clause.document.find(library).and_then(|it| library.agreement(it));
    if let Some(agreement) = id {
        let (document, clause) = (agreement.id.clone(), clause.clause.to_string());
        desk.kept(desk.store.chats.vote(document, clause, vote).await);
    }
    let mut rows = without_votes(message);
    let mut word = Phrase::VoteThanks;
    if vote == Vote::Down {
        let found = candidates(desk, message, clause).await?;
        word = if found.is_empty() { Phrase::VoteNoOther } else { Phrase::VoteOthers };
        rows.retain(|it| !it.iter().any(is_further));
        rows.extend(pager.candidates(&found));
    }
    edit_buttons(desk, message.chat.id, message.id, InlineKeyboardMarkup::new(rows)).await?;
    Ok(Word::Passing(pager.say(&word)))
}

fn is_further(button: &teloxide::types::InlineKeyboardButton) -> bool {
    matches!(action(button), Some(Action::Further(..)))
}

/// The clauses that fit the question best, but for the one that did not help.
async fn candidates(
    desk: &Desk,
    message: &Message,
    clause: ClauseKey,
) -> Result<Vec<ClauseRef>, Fault> {
    let Some(question) = message.reply_to_message().and_then(question_of) else {
        return Ok(Vec::new());
    };
    let shown = clause.find(desk.assistant.library());
    let (assistant, question) = (Arc::clone(&desk.assistant), question.to_owned());
    let locale = crate::text::Locale::En;
    let answered = tokio::task::spawn_blocking(move || {
        assistant.ask(&Asked { text: &question, locale: Some(locale), fallback: locale })
    });
    let answered = answered.await??;
    ask::missed(desk, &answered.question.text).await;
    let found = match answered.answer {
        Answer::Found(found) => found.into_iter().map(|it| it.clause).collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    let near = desk.assistant.candidates(&answered.question.text, N_LOOKED_AT)?;
    let mut all: Vec<ClauseRef> = Vec::new();
    for it in found.into_iter().chain(near.into_iter().map(|it| it.clause)) {
        if Some(it) != shown && !all.contains(&it) {
            all.push(it);
        }
    }
    all.truncate(N_CANDIDATES);
    Ok(all)
}
