//! Votes: 👍 and 👎 below an answer in private chats.

use std::sync::Arc;

use tokio::task::spawn_blocking;

use crate::{
    answer::{Answer, Asked},
    assistant::Assistant,
    corpus::{AgreementRef, ClauseRef},
    search::SearchError,
    store::Vote,
    telegram::{
        api::messages::Notice,
        updates::{job::Job, request::AnswerMessage},
    },
    text::Locale,
    wording::Phrase,
};

use super::{
    action::Action, ask, clause_key::ClauseKey, context::Context, fault::Fault, keyboard::without,
    page::Pager,
};

/// Maximum clauses that are offered instead.
const MAX_OFFERED: usize = 3;

/// Maximum clauses that are searched for them.
const MAX_SEARCHED: usize = 12;

/// Counts a vote and removes its buttons; after a 👎 offers other clauses.
pub(crate) async fn count(
    context: &Context,
    job: &Job,
    pager: &Pager<'_>,
    message: &AnswerMessage,
    (clause, vote): (ClauseKey, Vote),
) -> Result<Notice, Fault> {
    let library = context.assistant.library();
    if let Some(agreement) = clause.document.find(library).and_then(|it| library.agreement(it)) {
        let (document, clause) = (agreement.id.clone(), clause.clause.to_string());
        context.kept(context.store.chats.vote(document, clause, vote).await);
    }
    let answer = message.answer.as_ref();
    let buttons = answer.map(|it| it.buttons.as_slice()).unwrap_or_default();
    let mut rows = without(buttons, |it| matches!(it, Action::Vote(..)));
    let mut phrase = Phrase::VoteThanks;
    if vote == Vote::Down {
        let question = answer.and_then(|it| it.question.as_deref());
        let offered = offered(context, question, clause, pager.document).await?;
        phrase = if offered.is_empty() { Phrase::VoteNoOther } else { Phrase::VoteOthers };
        rows = without(&rows, |it| matches!(it, Action::Further(..)));
        rows.extend(pager.candidates(&offered));
    }
    job.answered();
    context.api.edit_buttons(message.chat, message.message, rows).await?;
    Ok(Notice::Toast(pager.say(&phrase)))
}

/// The clauses that fit a question best, without the one that did not help.
async fn offered(
    context: &Context,
    question: Option<&str>,
    clause: ClauseKey,
    document: Option<AgreementRef>,
) -> Result<Vec<ClauseRef>, Fault> {
    let Some(question) = question.map(str::to_owned) else {
        return Ok(Vec::new());
    };
    ask::missed(context, &question).await;
    let assistant = Arc::clone(&context.assistant);
    let found = spawn_blocking(move || found(&assistant, &question, document)).await??;
    let shown = clause.find(context.assistant.library());
    let mut offered: Vec<ClauseRef> = Vec::new();
    for it in found {
        if Some(it) != shown && !offered.contains(&it) && offered.len() < MAX_OFFERED {
            offered.push(it);
        }
    }
    Ok(offered)
}

/// The clauses of the answer to a question, then others that fit it.
fn found(
    assistant: &Assistant,
    question: &str,
    document: Option<AgreementRef>,
) -> Result<Vec<ClauseRef>, SearchError> {
    let asked = Asked { document, ..Asked::new(question, Locale::En) };
    let answered = assistant.ask(&asked)?;
    let (answer, within) = (answered.answer, answered.question.document);
    let found = if let Answer::Found(found) = answer { found } else { Vec::new() };
    let near = assistant.candidates(&assistant.units(question), MAX_SEARCHED, within)?;
    let found = found.iter().map(|it| it.clause);
    Ok(found.chain(near.iter().map(|it| it.clause)).collect())
}
