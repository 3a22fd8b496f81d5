//! Messages that cannot be sent where a question was asked: a group that has to wait for
//! the send limit, or in which the bot may not write.
//!
//! | message | is sent |
//! |---|---|
//! | a notice on a limit | in the group, at once, for the sender only (ephemeral); else in private |
//! | an answer without a right to write | in private, with a sentence on why it is there |
//!
//! People whom the bot may not write to have not started it; what they are not told is
//! counted.

use teloxide::types::{ChatId, UserId};

use crate::{
    telegram::{
        api::{CallError, Patience, messages::NewMessage},
        updates::{job::Job, request::Place},
    },
    text::Locale,
    wording::Phrase,
};

use super::{
    context::Context,
    page::{Audience, ButtonRow, Page},
};

/// Bytes up to which a message surely fits the limit of Telegram with another before it.
const MAX_BYTES: usize = 4096;

/// The person who asked, for an answer that can only be sent to them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asker {
    pub(crate) user: UserId,
    /// The language of their app if the bot speaks it.
    pub(crate) app: Option<Locale>,
}

/// Shows a page to one person of a group.
pub(crate) async fn notify(context: &Context, job: &Job, place: Place, user: UserId, page: &Page) {
    job.answered();
    let Some(text) = page.messages.first() else { return };
    let message = NewMessage {
        thread: place.thread,
        direct_topic: place.direct_topic,
        only_for: Some(user),
        ..NewMessage::new(place.chat, text, &[])
    };
    let sent = context.api.send(&message, Patience::None).await;
    let sent = match sent {
        Ok(_) => Ok(()),
        Err(_) => write(context, user, text, &[]).await,
    };
    match sent {
        Ok(()) => job.sent(),
        Err(error) => lost(context, &error),
    }
}

/// Sends an answer to the person who asked, since the bot may not write in the chat.
pub(crate) async fn answer(context: &Context, job: &Job, asker: Option<Asker>, page: &Page) {
    let Some(asker) = asker else {
        context.metrics.undelivered.inc();
        return;
    };
    match send(context, asker, page).await {
        Ok(()) => job.sent(),
        Err(error) => lost(context, &error),
    }
}

async fn send(context: &Context, asker: Asker, page: &Page) -> Result<(), CallError> {
    let chat = ChatId(i64::try_from(asker.user.0).unwrap_or(i64::MAX));
    let recipient = context.recipient(Some(chat), None, asker.app, Audience::One).await;
    let pager = context.pager(recipient, recipient.locale.general());
    let why = Page::plain(&pager.say(&Phrase::AnsweredInPrivate)).messages;
    let mut messages = why;
    for text in &page.messages {
        match messages.as_mut_slice() {
            [only] if only.len() + text.len() + 2 <= MAX_BYTES => {
                only.push_str("\n\n");
                only.push_str(text);
            }
            _ => messages.push(text.clone()),
        }
    }
    let n_messages = messages.len();
    for (i, text) in messages.iter().enumerate() {
        let buttons = if i + 1 == n_messages { page.buttons.as_slice() } else { &[] };
        write(context, asker.user, text, buttons).await?;
    }
    Ok(())
}

/// Writes to a person in private.
async fn write(
    context: &Context,
    user: UserId,
    text: &str,
    buttons: &[ButtonRow],
) -> Result<(), CallError> {
    let chat = ChatId(i64::try_from(user.0).unwrap_or(i64::MAX));
    context.api.send(&NewMessage::new(chat, text, buttons), Patience::Brief).await.map(|_| ())
}

/// Counts what could be sent nowhere.
fn lost(context: &Context, error: &CallError) {
    context.metrics.undelivered.inc();
    tracing::info!(%error, "an answer can be sent nowhere");
}
