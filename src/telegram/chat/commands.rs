//! Handlers of commands.

use crate::{
    answer::{Answer, Intent, Occasion, Question},
    corpus::AgreementRef,
    render::Block,
    wording::Phrase,
};

use crate::telegram::updates::{
    job::Job,
    request::{Message, PlaceKind},
};

use super::{
    about, ask,
    clause_key::StartPayload,
    command::Command,
    context::{Context, user_key},
    deliver::{deliver, reply},
    fault::Fault,
    page::{Below, Page},
    say::say,
    settings,
};

/// Runs a command.
pub(crate) async fn run(
    context: &Context,
    job: &Job,
    message: &Message,
    command: Command,
    argument: &str,
) -> Result<(), Fault> {
    match command {
        Command::Ask => ask::question(context, job, message, argument).await,
        Command::Clause => clause(context, job, message, argument).await,
        Command::Contents => {
            deliver(context, job, message, &context.pager_for(message).await.outline()).await
        }
        Command::Documents => {
            deliver(context, job, message, &context.pager_for(message).await.documents(0)).await
        }
        Command::Commitments => commitments(context, job, message, argument).await,
        Command::Language => settings::command(context, job, message, argument).await,
        Command::About => about::about(context, job, message).await,
        Command::Help => help(context, job, message).await,
        Command::Forget => forget(context, job, message).await,
        Command::Start => start(context, job, message, argument).await,
    }
}

/// Explains how to ask.
pub(crate) async fn help(context: &Context, job: &Job, message: &Message) -> Result<(), Fault> {
    explain(context, job, message, Occasion::Help).await
}

/// Explains how to ask, with the commands below.
async fn explain(
    context: &Context,
    job: &Job,
    message: &Message,
    occasion: Occasion,
) -> Result<(), Fault> {
    let pager = context.pager_for(message).await;
    let question = Question::intended(Intent::Help(occasion), pager.locale);
    let mut reply = pager.reply(&context.assistant.answer(question)?);
    reply.0.push(Block::Sentence(pager.say(&Phrase::HelpCommands)));
    deliver(context, job, message, &pager.several(reply, &[])).await
}

/// `/clause 3.6`; any other question is answered as well.
async fn clause(
    context: &Context,
    job: &Job,
    message: &Message,
    argument: &str,
) -> Result<(), Fault> {
    if !argument.is_empty() || message.replied_to.is_some() {
        return ask::question(context, job, message, argument).await;
    }
    let clause = context.pager_for(message).await.example();
    say(context, job, message, &Phrase::ClauseHow { clause: &clause }).await
}

/// `/commitments`: all of them, or those that the argument asks for.
async fn commitments(
    context: &Context,
    job: &Job,
    message: &Message,
    argument: &str,
) -> Result<(), Fault> {
    if argument.is_empty() {
        let pager = context.pager_for(message).await;
        let page = match context.assistant.library().agreements.len() {
            1 => pager.commitments(AgreementRef(0), 0),
            _ => pager.documents(0),
        };
        return deliver(context, job, message, &page).await;
    }
    let recipient = context.recipient(message).await;
    let locale = context.locale(argument, recipient);
    let answered = ask::commitments(context, argument, locale, message.place).await?;
    if matches!(answered.answer, Answer::Nothing { .. }) {
        ask::missed(context, &answered.question.text).await;
    }
    deliver(context, job, message, &context.pager(recipient, locale).answer(&answered)).await
}

/// `/forget`: erases the data of the sender.
async fn forget(context: &Context, job: &Job, message: &Message) -> Result<(), Fault> {
    // Before the language of the sender is erased.
    let pager = context.pager_for(message).await;
    let phrase = match message.speaker.user() {
        None => Phrase::ForgetNobody,
        Some(user) => {
            let forgotten = context.store.chats.forget(user_key(user)).await;
            context.kept(forgotten).map_or(Phrase::Sorry, |()| Phrase::Forgotten)
        }
    };
    // An answer would be stored, and is not wanted.
    reply(context, job, message, &Page::plain(&pager.say(&phrase))).await
}

/// `/start`: begins a conversation, or shows the clause of a link.
async fn start(
    context: &Context,
    job: &Job,
    message: &Message,
    payload: &str,
) -> Result<(), Fault> {
    let link = payload.parse::<StartPayload>().ok();
    let clause = link.and_then(|it| it.clause.find(context.assistant.library()));
    let Some(clause) = clause else {
        return match message.place.kind {
            PlaceKind::Private => explain(context, job, message, Occasion::Greeting).await,
            PlaceKind::Group | PlaceKind::Channel => Ok(()),
        };
    };
    let mut pager = context.pager_for(message).await;
    pager.locale = link.and_then(|it| it.locale).unwrap_or(pager.locale);
    deliver(context, job, message, &pager.clause(clause, 0, None, &Below::default())).await
}
