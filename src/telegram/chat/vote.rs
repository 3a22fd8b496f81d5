//! Votes: 👍 and 👎 below an answer in private chats.

use std::sync::Arc;

use tokio::task::spawn_blocking;

use crate::{
    answer::{Answer, Asked},
    assistant::Assistant,
    corpus::{AgreementRef, ClauseRef},
    search::SearchError,
    store::{ClauseKey, Vote},
    telegram::{
        api::messages::{MessageRef, Notice},
        updates::{job::Job, request::AnswerMessage},
    },
    text::Locale,
    wording::Phrase,
};

use super::{
    action::{Action, Reached},
    ask,
    context::Context,
    fault::Fault,
    keyboard::{actions, turning},
    page::{ButtonRow, Pager},
};

/// Maximum clauses that are offered instead.
const MAX_OFFERED: usize = 3;

/// Maximum clauses that are searched for them.
const MAX_SEARCHED: usize = 20;

/// Counts a vote and closes its buttons; after a 👎 offers clauses that were not shown yet.
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
    let mut rows: Vec<ButtonRow> = turning(buttons).collect();
    if let Some(at) = clause.find(library) {
        rows.extend(pager.first_rows(at, clause, Reached::ByChoice));
    }
    let mut phrase = Phrase::VoteThanks;
    if vote == Vote::Down {
        let question = answer.and_then(|it| it.question.as_deref());
        let shown = actions(buttons).into_iter().filter_map(shown).chain([clause]);
        let shown = shown.filter_map(|it| it.find(library)).collect();
        let offered = offered(context, question, shown, pager.document).await?;
        phrase = if offered.is_empty() { Phrase::VoteNoOther } else { Phrase::VoteOthers };
        rows.extend(pager.candidates(&offered));
    }
    job.answered();
    let target = MessageRef::InChat { chat_id: message.chat, message_id: message.message };
    context.api.edit_buttons(&target, &rows).await?;
    Ok(Notice::Toast(pager.say(&phrase)))
}

/// The clause that a button names by its words.
fn shown(action: Action) -> Option<ClauseKey> {
    if let Action::Further(clause, _) = action { Some(clause) } else { None }
}

/// The clauses that fit a question best, without those that were shown.
async fn offered(
    context: &Context,
    question: Option<&str>,
    shown: Vec<ClauseRef>,
    document: Option<AgreementRef>,
) -> Result<Vec<ClauseRef>, Fault> {
    let Some(question) = question.map(str::to_owned) else {
        return Ok(Vec::new());
    };
    ask::missed(context, &question).await;
    let assistant = Arc::clone(&context.assistant);
    let found = spawn_blocking(move || found(&assistant, &question, document)).await??;
    let mut offered: Vec<ClauseRef> = Vec::new();
    for it in found {
        if !shown.contains(&it) && !offered.contains(&it) && offered.len() < MAX_OFFERED {
            offered.push(it);
        }
    }
    Ok(offered)
}

/// The clauses of the answer to a question, best first.
pub(crate) fn answers(
    assistant: &Assistant,
    question: &str,
    document: Option<AgreementRef>,
) -> Result<Vec<ClauseRef>, SearchError> {
    let asked = Asked { document, ..Asked::new(question, Locale::En) };
    let answer = assistant.ask(&asked)?.answer;
    let found = if let Answer::Found(found) = answer { found } else { Vec::new() };
    Ok(found.iter().map(|it| it.clause).collect())
}

/// The clauses of the answer to a question, then others that fit it.
fn found(
    assistant: &Assistant,
    question: &str,
    document: Option<AgreementRef>,
) -> Result<Vec<ClauseRef>, SearchError> {
    let asked = Asked { document, ..Asked::new(question, Locale::En) };
    let within = assistant.read(&asked).document;
    let near = assistant.candidates(&assistant.units(question), MAX_SEARCHED, within)?;
    let found = answers(assistant, question, document)?;
    Ok(found.into_iter().chain(near.iter().map(|it| it.clause)).collect())
}
