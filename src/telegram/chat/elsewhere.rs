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
    let messages = joined(why, &page.messages);
    let n_messages = messages.len();
    for (i, text) in messages.iter().enumerate() {
        let buttons = if i + 1 == n_messages { page.buttons.as_slice() } else { &[] };
        write(context, asker.user, text, buttons).await?;
    }
    Ok(())
}

/// Messages with others before them, which share the first message if it has room.
fn joined(before: Vec<String>, messages: &[String]) -> Vec<String> {
    let mut all = before;
    for text in messages {
        match all.as_mut_slice() {
            [only] if only.len() + text.len() + 2 <= MAX_BYTES => {
                only.push_str("\n\n");
                only.push_str(text);
            }
            _ => all.push(text.clone()),
        }
    }
    all
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_before_an_answer_that_has_room_for_it() {
        let joined = |lengths: &[usize]| {
            let texts: Vec<String> = lengths.iter().map(|it| "x".repeat(*it)).collect();
            joined(vec!["why".to_owned()], &texts)
        };
        let sizes = |lengths: &[usize]| joined(lengths).iter().map(String::len).collect::<Vec<_>>();
        assert_eq!(joined(&[2]), ["why\n\nxx"]);
        assert_eq!(sizes(&[MAX_BYTES - 5]), [MAX_BYTES]);
        assert_eq!(sizes(&[MAX_BYTES - 4]), [3, MAX_BYTES - 4]);
        assert_eq!(sizes(&[MAX_BYTES, 7]), [3, MAX_BYTES, 7]);
    }
}
