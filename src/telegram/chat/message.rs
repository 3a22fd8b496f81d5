//! Messages: `/help`, a question, `see [§3.6]`, a sticker.

use crate::{store::ChatKey, wording::Phrase};

use crate::telegram::{
    ops::metrics::Refusal,
    updates::{
        job::Job,
        rate_limit::Limit,
        request::{Content, Message, PlaceKind, Version},
    },
};

use super::{
    ask, commands,
    context::Context,
    deliver::{deliver, reply},
    fault::Fault,
    page::Page,
    say::say,
};

/// Handles a message, or tells its sender that it exceeds a limit.
pub(crate) async fn handle(context: &Context, job: &Job, message: &Message) -> Result<(), Fault> {
    if let Some(limit) = job.exceeded {
        context.metrics.refuse(Refusal::TooFast);
        return slow_down(context, job, message, limit).await;
    }
    match &message.content {
        Content::Question(text) => ask::question(context, job, message, text).await,
        Content::References(numbers, _) => ask::references(context, job, message, numbers).await,
        Content::Command(command, argument) => {
            commands::run(context, job, message, *command, argument).await
        }
        Content::UnknownCommand => commands::help(context, job, message).await,
        Content::NoText => hint(context, job, message).await,
    }
}

/// Tells the sender which limit is exceeded.
async fn slow_down(
    context: &Context,
    job: &Job,
    message: &Message,
    limit: Limit,
) -> Result<(), Fault> {
    let recipient = context.recipient(message).await;
    let locale = context.locale(message.content.text(), recipient);
    let page = Page::plain(&context.pager(recipient, locale).say(&limit.phrase()));
    match message.version {
        // An edit turns the notice into the answer.
        Version::New => deliver(context, job, message, &page).await,
        // The answer to the earlier version stays.
        Version::Edited => reply(context, job, message, &page).await,
    }
}

/// Says once in a chat that only text is read.
async fn hint(context: &Context, job: &Job, message: &Message) -> Result<(), Fault> {
    let key = ChatKey(message.place.chat.0);
    match context.kept(context.store.chats.hint(key).await) {
        Some(true) => say(context, job, message, &Phrase::HintTextOnly).await,
        Some(false) | None => Ok(()),
    }
}

/// Apologises for a message that could not be handled.
pub(crate) async fn apologise(context: &Context, job: &Job, message: &Message) {
    if message.place.kind != PlaceKind::Channel {
        _ = say(context, job, message, &Phrase::Sorry).await;
    }
}
