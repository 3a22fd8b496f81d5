//! Answers of one phrase.

use crate::wording::Phrase;

use crate::telegram::updates::{job::Job, request::Message};

use super::{context::Context, deliver::deliver, fault::Fault, page::Page};

/// Answers a message with a phrase.
pub(crate) async fn say(
    context: &Context,
    job: &Job,
    message: &Message,
    phrase: &Phrase<'_>,
) -> Result<(), Fault> {
    let pager = context.pager_for(message).await;
    deliver(context, job, message, &Page::plain(&pager.say(phrase))).await
}
